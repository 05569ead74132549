import { useTranslation } from 'react-i18next';
import { useIndicator } from '../alerts/use-indicator';
import type { PersonDay } from '../api/persons';
import { useFormat } from '../ui/format';
import { ScrollArea } from '../ui/scroll-area';
import { Empty } from '../ui/states';

/** The numbers behind the drawing, and those that no policy scores. */
export function Twin({ days }: { readonly days: readonly PersonDay[] }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { title } = useIndicator();
  const rate = (hundredths: number) => number(hundredths / 100, { maximumFractionDigits: 2 });
  if (days.length === 0) return <Empty title={t('persons.nothing')} text={t('persons.nothingText')} />;
  return (
    <ScrollArea label={t('persons.table')} tall>
      <table className="table">
        <thead>
          <tr>
            <th>{t('persons.columns.day')}</th>
            <th>{t('persons.columns.kind')}</th>
            <th>{t('persons.columns.what')}</th>
            <th className="right">{t('persons.columns.count')}</th>
            <th className="right">{t('persons.columns.own')}</th>
            <th className="right">{t('persons.columns.peers')}</th>
            <th className="right">{t('persons.columns.score')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((one) => (
            <tr key={`${one.day} ${one.indicator}`}>
              <td className="nowrap">{date(one.day)}</td>
              <td>{t(`persons.kinds.${one.family}`)}</td>
              <td className="wide">{title(one.indicator)}</td>
              <td className="right">{number(one.count)}</td>
              <td className="right">{one.own === null ? '–' : rate(one.own)}</td>
              <td className="right">{rate(one.peers)}</td>
              <td className="right">{one.score}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
