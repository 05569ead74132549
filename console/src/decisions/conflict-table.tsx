import { useTranslation } from 'react-i18next';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly current: string;
  readonly wanted: string;
}

/** Two who change the same thing at once: what one saw, what is now, what one wanted. */
export function ConflictTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="table">
        <thead>
          <tr>
            <th>{t('decisions.conflict.what')}</th>
            <th>{t('decisions.conflict.before')}</th>
            <th>{t('decisions.conflict.now')}</th>
            <th>{t('decisions.conflict.wanted')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, current, wanted }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{before}</td>
              <td>
                <strong>{current}</strong>
              </td>
              <td>{wanted}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
