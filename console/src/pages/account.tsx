import { useTranslation } from 'react-i18next';
import { PageHead } from '../ui/page-head';

export default function Account() {
  const { t } = useTranslation();
  return <PageHead title={t('account.title')} />;
}
