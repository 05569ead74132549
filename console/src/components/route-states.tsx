import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';
import { Empty } from '../ui/states';
import { PageHead } from '../ui/page-head';
import { Problem } from './problem';

/** A page that failed as a whole. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="alone">
      <PageHead title={t('problem.page')} />
      <section className="card">
        <Problem error={error} onRetry={retry} />
      </section>
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="alone">
      <PageHead title={t('problem.nowhere')} />
      <section className="card">
        <Empty title={t('problem.nowhere')} text={t('problem.nowhereText')}>
          <Link {...paths.overview()}>{t('problem.toOverview')}</Link>
        </Empty>
      </section>
    </div>
  );
}
