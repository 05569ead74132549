import { Button, Field, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_NOTE_AT_MOST, caseNotesQuery, noteCase } from '../api/cases';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';

interface Props {
  readonly id: string;
  /** Whether the case is open: into a closed one nothing is written. */
  readonly open: boolean;
}

/** What was written on the case, the oldest first, and a field to write more. */
export function Notes({ id, open }: Props) {
  const { t } = useTranslation();
  const { who } = useMembers();
  const query = useQuery(caseNotesQuery(id));
  const mayNote = useLooking().may('note-case');
  const empty = <Empty title={t('cases.notes.none')} text={t('cases.notes.noneText')} />;
  return (
    <Card title={t('cases.notes.title')} note={t('cases.notes.kept')} flush>
      <Region query={query} rows={2} empty={{ when: ({ length }) => length === 0, show: empty }}>
        {(notes) => (
          <ol className="rows cases-notes">
            {notes.map(({ at, by, text }, index) => (
              // Notes are only added: each keeps its place.
              <li key={index}>
                <p className="line">
                  <strong>{who(by)}</strong>
                  <span className="meta">
                    <Moment at={at} />
                  </span>
                </p>
                <p className={text ? 'cases-said' : 'meta'}>{text ?? t('cases.notes.erased')}</p>
              </li>
            ))}
          </ol>
        )}
      </Region>
      {mayNote && <NoteForm id={id} open={open} />}
    </Card>
  );
}

/** What was typed stays in sight when somebody closes the case meanwhile. */
function NoteForm({ id, open }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const note = useCaseAct(noteCase, { said: t('cases.notes.done'), onDone: () => setText('') });
  if (!open && text === '') return null;
  return (
    <form
      className="history-note"
      onSubmit={(event) => {
        event.preventDefault();
        note.go({ id, text: text.trim() });
      }}
    >
      <Field label={t('cases.notes.field')}>
        <Textarea value={text} maxLength={CASE_NOTE_AT_MOST} onChange={(_, { value }) => setText(value)} />
      </Field>
      <p className="meta">{t('cases.notes.follows')}</p>
      <ProblemLine error={note.error} />
      {!open && (
        <p className="banner warn" role="status">
          {t('cases.notes.closed')}
        </p>
      )}
      <Button type="submit" disabled={!open || text.trim() === '' || note.pending}>
        {t('cases.notes.add')}
      </Button>
    </form>
  );
}
