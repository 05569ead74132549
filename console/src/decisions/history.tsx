import { Button, Field, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote, historyQuery, NOTE_AT_MOST, REASONS, type HistoryEntry } from '../api/decisions';
import { mayDo, useViewer } from '../api/viewer';
import { CaseLink } from '../cases/case-link';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { useWho } from './use-who';

/** What was done about an alert and said about it, and a field to say more. */
export function History({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const query = useQuery(historyQuery(id));
  const mayNote = mayDo(useViewer(), 'note-alert');
  const empty = <Empty title={t('decisions.noHistory')} text={t('decisions.noHistoryText')} />;
  return (
    <Card title={t('decisions.history')} flush>
      <Region query={query} empty={{ when: ({ entries }) => entries.length === 0, show: empty }}>
        {({ entries }) => (
          <ol className="history">
            {entries.toReversed().map((entry, index) => (
              // Entries are only added: counted from the oldest, each keeps its place.
              <Entry key={entries.length - index} entry={entry} />
            ))}
          </ol>
        )}
      </Region>
      {mayNote && <NoteForm id={id} />}
    </Card>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const { assignee, by } = useWho();
  const reason = REASONS.find((known) => known === entry.reason);
  return (
    <li>
      <Moment at={entry.at} />
      <span>
        <strong>{t(`decisions.entry.${entry.kind}`)}</strong>{' '}
        {entry.kind === 'assigned' && `${assignee(entry.assignee)} `}
        {entry.kind !== 'opened' && (entry.rule ? t('decisions.byRule', { name: entry.rule }) : by(entry.by))}
      </span>
      {entry.reason && <span>{reason === undefined ? entry.reason : t(`decisions.reasons.${reason}`)}</span>}
      {entry.case && <CaseLink id={entry.case} />}
      {entry.text && <span className="said">{entry.text}</span>}
    </li>
  );
}

function NoteForm({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const note = useAct(addNote, {
    changes: historyQuery(id).queryKey,
    said: t('decisions.noteAdded'),
    onDone: () => setText(''),
  });
  return (
    <form
      className="history-note"
      onSubmit={(event) => {
        event.preventDefault();
        note.mutate({ id, text: text.trim() });
      }}
    >
      <Field label={t('decisions.noteField')}>
        <Textarea value={text} maxLength={NOTE_AT_MOST} onChange={(_, { value }) => setText(value)} />
      </Field>
      <p className="meta">{t('decisions.follows.note')}</p>
      <ProblemLine error={note.error} />
      <Button type="submit" disabled={text.trim() === '' || note.isPending}>
        {t('decisions.note')}
      </Button>
    </form>
  );
}
