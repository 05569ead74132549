import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';
import { useLooking } from '../requests/use-looking';
import { shortOf } from './order';

/** The way to a case; only its id where the viewer's roles open none. */
export function CaseLink({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { may } = useLooking();
  if (!may('read-case')) return <code className="breaks">{id}</code>;
  return <Link {...paths.case(id)}>{t('cases.name', { name: shortOf(id) })}</Link>;
}
