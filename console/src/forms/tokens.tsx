import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { revokeToken, tokensQuery, type Token } from '../api/account';
import type { Me } from '../api/viewer';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { NewTokenForm } from './new-token';

export function Tokens({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const query = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const empty = <Empty title={t('account.tokens.empty')} text={t('account.tokens.emptyText')} />;
  return (
    <Card title={t('account.tokens.title')} flush>
      <Region query={query} rows={1} empty={{ when: (tokens) => tokens.length === 0, show: empty }}>
        {(tokens) => (
          <ul className="rows">
            {tokens.map((token) => (
              <Row key={token.id} token={token} />
            ))}
          </ul>
        )}
      </Region>
      <div className="inset">
        {adding ? <NewTokenForm me={me} /> : <Button onClick={() => setAdding(true)}>{t('account.tokens.new')}</Button>}
      </div>
    </Card>
  );
}

function Row({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const revoke = useAct(revokeToken, { changes: tokensQuery.queryKey, said: t('account.tokens.revokedDone') });
  return (
    <li>
      <span className="what">
        <strong>{token.name}</strong> {token.revoked && <span className="tag">{t('account.tokens.revoked')}</span>}
        <br />
        <span className="meta">
          {t('account.tokens.until')} <Moment at={token.expires} only="day" /> · {token.operations.join(', ')}
        </span>
      </span>
      {!token.revoked && (
        <ConfirmButton
          label={t('account.tokens.revoke')}
          title={t('account.tokens.revokeOf', { name: token.name })}
          consequence={t('account.tokens.revokeText')}
          disabled={revoke.isPending}
          onConfirm={() => revoke.mutate(token.id)}
        />
      )}
      <ProblemLine error={revoke.error} />
    </li>
  );
}
