import { useTranslation } from 'react-i18next';
import { unlinkProvider } from '../api/account';
import { useViewer, type Me } from '../api/viewer';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { useRoleName } from '../components/use-role-name';
import { Look } from '../forms/look';
import { OneTimeCodes } from '../forms/one-time-codes';
import { Passkeys } from '../forms/passkeys';
import { PasswordChange } from '../forms/password-change';
import { Sessions } from '../forms/sessions';
import { Tokens } from '../forms/tokens';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { PageHead } from '../ui/page-head';

export default function Account() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const me = viewer.kind === 'account' ? viewer.me : undefined;
  return (
    <>
      <PageHead title={t('account.title')} />
      {me?.must_set_up === true && (
        <p className="banner warn" role="status">
          {t('account.mustSetUp')}
        </p>
      )}
      <div className="columns even">
        <div className="stack">
          {me !== undefined && <Who me={me} />}
          {me !== undefined && <OneTimeCodes me={me} />}
          {me !== undefined && <Passkeys />}
          {me?.must_set_up === false && <PasswordChange />}
        </div>
        <div className="stack">
          <Look />
          {me?.must_set_up === false && <Sessions />}
          {me?.must_set_up === false && <Tokens me={me} />}
        </div>
      </div>
    </>
  );
}

function Who({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const { account, notices } = me;
  const roleName = useRoleName();
  const unlink = useAct(unlinkProvider, { said: t('account.unlinked') });
  return (
    <Card title={account.display_name} note={account.login}>
      <dl className="facts">
        <dt>{t('account.roles')}</dt>
        <dd>
          {account.roles.length === 0 && t('account.noRole')}
          {account.roles.map(({ role, units, expires }) => (
            <div key={role}>
              {roleName(role)}, {units?.length ? t('account.units', { count: units.length }) : t('account.allUnits')}
              {typeof expires === 'string' && (
                <>
                  {' '}
                  ({t('account.tokens.until')} <Moment at={expires} />)
                </>
              )}
            </div>
          ))}
        </dd>
        <dt>{t('account.created')}</dt>
        <dd>
          <Moment at={account.created} />
        </dd>
        <dt>{t('account.notices')}</dt>
        <dd>{notices.length === 0 ? t('account.noNotices') : notices.map((notice) => <p key={notice}>{notice}</p>)}</dd>
      </dl>
      <ProblemLine error={unlink.error} />
      {account.linked && (
        <div className="line">
          <ConfirmButton
            label={t('account.unlink')}
            title={t('account.unlinkTitle')}
            consequence={t('account.unlinkText')}
            onConfirm={() => unlink.mutate(undefined)}
          />
        </div>
      )}
    </Card>
  );
}
