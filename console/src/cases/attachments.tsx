import { Button } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_TYPES, attachmentsQuery, attachToCase, readAttachment, type Attachment } from '../api/cases';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Moment } from '../ui/moment';
import { saveFile } from '../ui/save-file';
import { Empty } from '../ui/states';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';

const KIB = 1024;

interface Props {
  readonly id: string;
  /** Whether the case is open: to a closed one nothing is attached. */
  readonly open: boolean;
}

/** Files of the case, the oldest first, and a field to attach one. */
export function Attachments({ id, open }: Props) {
  const { t } = useTranslation();
  const query = useQuery(attachmentsQuery(id));
  const mayAttach = useLooking().may('attach-to-case') && open;
  const empty = <Empty title={t('cases.attachments.none')} text={t('cases.attachments.noneText')} />;
  return (
    <Card title={t('cases.attachments.title')} note={t('cases.attachments.kept')} flush>
      <Region query={query} rows={2} empty={{ when: ({ length }) => length === 0, show: empty }}>
        {(files) => (
          <ol className="rows cases-notes">
            {files.map((file) => (
              <Row key={file.id} id={id} file={file} />
            ))}
          </ol>
        )}
      </Region>
      {mayAttach && <Form id={id} />}
    </Card>
  );
}

function Row({ id, file }: { readonly id: string; readonly file: Attachment }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { who } = useMembers();
  const { name } = file;
  const read = useMutation({
    gcTime: 0,
    mutationFn: async () => saveFile(await readAttachment(id, file.id), name ?? file.id),
  });
  return (
    <li>
      <p className="line">
        {name ? (
          <Button size="small" onClick={() => read.mutate()} disabledFocusable={read.isPending}>
            {t('cases.attachments.download', { name })}
          </Button>
        ) : (
          <span className="meta">{t('cases.attachments.erased')}</span>
        )}
        <span className="meta">
          {t('cases.attachments.size', { size: number(Math.ceil(file.size / KIB)) })}, {who(file.by)},{' '}
          <Moment at={file.at} />
        </span>
      </p>
      <p className="meta cases-said">{t('cases.attachments.hash', { hash: file.sha256 })}</p>
      <ProblemLine error={read.error} />
    </li>
  );
}

function Form({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const attach = useCaseAct(attachToCase, {
    said: t('cases.attachments.done'),
    onDone: () => {
      setFile(undefined);
      if (field.current !== null) field.current.value = '';
    },
  });
  return (
    <form
      className="history-note"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== undefined) attach.go({ id, file });
      }}
    >
      <label className="stack tight">
        {t('cases.attachments.field')}
        <input
          ref={field}
          type="file"
          accept={ATTACHMENT_TYPES}
          onChange={(event) => {
            attach.forget();
            setFile(event.target.files?.[0]);
          }}
        />
      </label>
      <p className="meta">{t('cases.attachments.follows')}</p>
      <ProblemLine error={attach.error} />
      <Button type="submit" disabled={file === undefined || attach.pending}>
        {t('cases.attachments.add')}
      </Button>
    </form>
  );
}
