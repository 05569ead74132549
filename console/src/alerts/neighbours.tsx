import { Button } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { queueQuery } from '../api/alerts';
import { paths } from '../app/paths';
import { useShortcuts } from '../app/shortcuts';
import { filtersOf, parseQueueSearch, type AlertSearch } from './search';

interface Props {
  readonly id: string;
  readonly search: AlertSearch;
}

/** The way to the alerts before and after this one, where the queue was read before. */
export function Neighbours({ id, search }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const ids = useMemo(() => {
    const pages = queries.getQueryData(queueQuery(filtersOf(search)).queryKey)?.pages ?? [];
    return pages.flatMap(({ alerts }) => alerts.map((alert) => alert.id));
  }, [queries, search]);
  const index = ids.indexOf(id);
  useShortcuts(
    useMemo(() => {
      const goTo = (to: string | undefined) => {
        if (to !== undefined) void navigate(paths.alert(to, { ...parseQueueSearch({ ...search }), at: to }));
      };
      if (index < 0) return [];
      return [
        { keys: 'j', text: t('alerts.keys.next'), act: () => goTo(ids[index + 1]) },
        { keys: 'k', text: t('alerts.keys.previous'), act: () => goTo(ids[index - 1]) },
      ];
    }, [ids, index, navigate, search, t]),
  );
  if (index < 0) return null;
  return (
    <Buttons
      place={t('alert.place', { place: index + 1, count: ids.length })}
      before={ids[index - 1]}
      after={ids[index + 1]}
      onGo={(to) => void navigate(paths.alert(to, { ...parseQueueSearch({ ...search }), at: to }))}
    />
  );
}

interface ButtonsProps {
  readonly place: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly onGo: (id: string) => void;
}

function Buttons({ place, before, after, onGo }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <span className="line push">
      <Button
        size="small"
        icon={<ChevronLeftRegular />}
        aria-label={t('alerts.keys.previous')}
        disabled={before === undefined}
        onClick={() => before !== undefined && onGo(before)}
      />
      <span className="meta">{place}</span>
      <Button
        size="small"
        icon={<ChevronRightRegular />}
        aria-label={t('alerts.keys.next')}
        disabled={after === undefined}
        onClick={() => after !== undefined && onGo(after)}
      />
    </span>
  );
}
