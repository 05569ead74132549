import { useTranslation } from 'react-i18next';
import { PageHead } from '../ui/page-head';

export default function SignIn() {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <PageHead title={t('signIn.title')} />
    </main>
  );
}
