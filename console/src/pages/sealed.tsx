import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';
import { Brand } from '../components/brand';
import { WaitForKey } from '../components/wait-for-key';

const route = getRouteApi('/sealed');

/** The server waits for its master key; whoever comes here from a page goes back to it then. */
export default function SealedPage() {
  const { t } = useTranslation();
  const { return_to: returnTo = paths.overview().to } = route.useSearch();
  return (
    <main className="sign-in">
      <title>{`${t('ui.states.sealed')} · Ombud`}</title>
      <div className="card stack">
        <p className="brand">
          <Brand />
        </p>
        <WaitForKey next={returnTo} />
      </div>
    </main>
  );
}
