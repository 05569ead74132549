import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../api/alerts';
import { paths } from '../app/paths';
import { useFormat } from '../ui/format';
import { dateOf, sentence } from './groups';
import type { AlertSearch } from './search';

interface Props {
  readonly alert: AlertDetail;
  readonly search: AlertSearch;
}

/** Lines without points, closed until somebody asks. */
export function NotCounted({ alert, search }: Props) {
  const { t } = useTranslation();
  const { day } = useFormat();
  if (alert.not_counted.length === 0) return null;
  return (
    <details className="ledger-not-counted">
      <summary>
        {t('alert.notCounted')} ({alert.not_counted.length})
      </summary>
      <p className="meta">{t('alert.notCountedText')}</p>
      <ul>
        {alert.not_counted.map((line) => (
          <li key={`${line.day} ${line.indicator}`}>
            <Link {...paths.alert(alert.id, { ...search, day: line.day })} hash="activities">
              {day(dateOf(line.day))}
            </Link>{' '}
            <span lang="en">{sentence(line.title)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
