import '../alerts/alerts.css';

import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnMenu } from '../alerts/column-menu';
import { ExportLink } from '../alerts/export-link';
import { Filters } from '../alerts/filters';
import { Queue } from '../alerts/queue';
import { SearchField } from '../alerts/search-field';
import { parseQueueSearch, type QueueSearch } from '../alerts/search';
import { ViewsMenu } from '../alerts/views-menu';
import { mayDo, useViewer } from '../api/viewer';
import { PageHead } from '../ui/page-head';

const route = getRouteApi('/frame/alerts');

export default function Alerts() {
  const { t } = useTranslation();
  // The router keeps what an address says beside what the route takes from it.
  const search = route.useSearch({ select: (said) => parseQueueSearch({ ...said }), structuralSharing: true });
  const viewer = useViewer();
  // A view belongs to an account: a trial has none.
  const hasViews = viewer.kind === 'account' && mayDo(viewer, 'list-views');
  const navigate = route.useNavigate();
  const onSearch = useCallback(
    (next: QueueSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <div className="queue">
      <div className="queue-top">
        <PageHead title={t('alerts.title')}>
          {hasViews && <ViewsMenu search={search} onSearch={onSearch} />}
          <span className="line push">
            <ExportLink search={search} />
            <span className="queue-columns">
              <ColumnMenu search={search} onSearch={onSearch} />
            </span>
          </span>
        </PageHead>
        <div className="line">
          <SearchField search={search} onSearch={onSearch} />
          <Filters search={search} onSearch={onSearch} />
          <span className="meta push queue-order">{t('alerts.order')}</span>
        </div>
      </div>
      <h2 className="hidden-visually">{t('alerts.grid')}</h2>
      <Queue search={search} onSearch={onSearch} />
    </div>
  );
}
