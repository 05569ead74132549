import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';

/** The way to a report that the viewer may read now. */
export function OpenReport({ request }: { readonly request: string }) {
  const { t } = useTranslation();
  return (
    <div className="stack tight">
      <Link {...paths.report(request)}>{t('requests.act.read')}</Link>
      <p className="meta">{t('requests.follows.read')}</p>
    </div>
  );
}
