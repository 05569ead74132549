import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/states';
import { useFilterChips } from './filters';
import { parseQueueSearch, type QueueSearch } from './search';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

/** The queue without a row: because nothing waits, or because of what is filtered. */
export function NoAlerts({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const chips = useFilterChips(search);
  const all = () => onSearch(parseQueueSearch({ columns: search.columns, status: 'all' }));
  if (chips.length === 0) return <Empty title={t('alerts.empty')} text={t('alerts.emptyText')} />;
  if (search.status === undefined && chips.length === 1) {
    return (
      <Empty title={t('alerts.nothingToReview')} text={t('alerts.nothingToReviewText')}>
        <Button onClick={all}>{t('alerts.showAll')}</Button>
      </Empty>
    );
  }
  const filters = chips.map(({ name, value }) => `${name} “${value}”`).join(', ');
  return (
    <Empty title={t('alerts.emptyFiltered')} text={t('alerts.emptyFilteredText', { filters })}>
      <Button onClick={all}>{t('alerts.clearFilters')}</Button>
    </Empty>
  );
}
