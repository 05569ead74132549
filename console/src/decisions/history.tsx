import { Button, Field, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote, historyQuery } from '../api/decisions';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';

/** What was done about an alert and said about it, and a field to say more. */
export function History({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const query = useQuery(historyQuery(id));
  const [text, setText] = useState('');
  const note = useAct(addNote, {
    changes: historyQuery(id).queryKey,
    said: t('decisions.noteAdded'),
    onDone: () => setText(''),
  });
  const empty = <Empty title={t('decisions.noHistory')} text={t('decisions.noHistoryText')} />;
  return (
    <Card title={t('decisions.history')} flush>
      <Region query={query} empty={{ when: ({ entries }) => entries.length === 0, show: empty }}>
        {({ entries }) => (
          <ol className="rows">
            {entries.map(({ at, kind, text }) => (
              <li key={`${at} ${kind}`}>
                <span className="what">
                  <strong>{t(`decisions.entry.${kind}`)}</strong> {text}
                </span>
                <Moment at={at} />
              </li>
            ))}
          </ol>
        )}
      </Region>
      <form
        className="history-note"
        onSubmit={(event) => {
          event.preventDefault();
          note.mutate({ id, text: text.trim() });
        }}
      >
        <Field label={t('decisions.noteField')}>
          <Textarea value={text} maxLength={2000} onChange={(_, { value }) => setText(value)} />
        </Field>
        <p className="meta">{t('decisions.follows.note')}</p>
        <ProblemLine error={note.error} />
        <Button type="submit" disabled={text.trim() === '' || note.isPending}>
          {t('decisions.note')}
        </Button>
      </form>
    </Card>
  );
}
