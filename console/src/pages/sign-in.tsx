import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Navigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signInWithPasskey } from '../api/passkeys';
import { isSealed } from '../api/problem';
import { waysQuery } from '../api/sign-in';
import { viewerQuery } from '../api/viewer';
import { paths } from '../app/paths';
import { Brand } from '../components/brand';
import { OtherWays } from '../forms/other-ways';
import { SignInForm } from '../forms/sign-in-form';
import { PageHead } from '../ui/page-head';

const route = getRouteApi('/sign-in');

export default function SignIn() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const sealed = isSealed(useQuery(waysQuery).error);
  const { return_to: returnTo = paths.overview().to } = route.useSearch();
  const onDone = () => {
    queries.removeQueries({ queryKey: viewerQuery.queryKey });
    router.history.push(returnTo);
  };
  // Nobody can sign in to a sealed server.
  if (sealed) return <Navigate {...paths.sealed(returnTo)} replace />;
  return (
    <main className="sign-in">
      <div className="card stack">
        <p className="brand">
          <Brand />
        </p>
        <PageHead title={t('signIn.title')} />
        <SignInForm onDone={onDone} />
        <OtherWays purpose="sign-in" returnTo={returnTo} passkey={signInWithPasskey} onDone={onDone} />
        <p className="meta">{t('signIn.lost')}</p>
      </div>
    </main>
  );
}
