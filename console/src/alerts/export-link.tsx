import { Link } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { exportAddress } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';
import { filtersOf, type QueueSearch } from './search';

/** The queue as a file for a spreadsheet. */
export function ExportLink({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation();
  if (!mayDo(useViewer(), 'export-alerts')) return null;
  return (
    <Link href={exportAddress(filtersOf(search))} download title={t('alerts.exportText')} className="queue-export">
      <ArrowDownloadRegular aria-hidden="true" /> {t('alerts.export')}
    </Link>
  );
}
