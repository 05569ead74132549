import { Button } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeContributors, type Case } from '../api/cases';
import { paths } from '../app/paths';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { useChoices } from '../components/use-choices';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { Empty } from '../ui/states';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';

/** Who sees the case, and the way to change that. */
export function Contributors({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { who } = useMembers();
  const { me, may } = useLooking();
  const offered = may('change-contributors');
  const { id, contributors, assignee } = shown;
  const remove = useCaseAct(changeContributors, {
    said: t('cases.contributors.removed'),
    onDone: ({ contributors: left }) => {
      // Whoever has left the case has no page of it any more.
      if (contributors.some((account) => account === me) && !left.some((account) => account === me)) {
        void navigate(paths.cases());
      }
    },
  });
  const consequence = t(
    contributors.length === 1 ? 'cases.contributors.removeLastFollows' : 'cases.contributors.removeFollows',
  );
  return (
    <Card title={t('cases.contributors.title')} note={t('cases.contributors.need')} flush>
      {contributors.length === 0 && (
        <Empty title={t('cases.contributors.none')} text={t('cases.contributors.noneText')} />
      )}
      <ul className="rows cases-team">
        {contributors.map((account) => (
          <li key={account}>
            <div className="what">
              <strong title={account}>{who(account)}</strong>
              {account === assignee && <p className="meta">{t('cases.contributors.assigned')}</p>}
            </div>
            {offered && (
              <ConfirmButton
                label={t('cases.contributors.remove')}
                title={t('cases.contributors.removeTitle', { name: who(account) })}
                consequence={consequence}
                disabled={remove.pending}
                onConfirm={() => remove.go({ id, account, kind: 'remove' })}
              />
            )}
          </li>
        ))}
      </ul>
      <ProblemLine error={remove.error} />
      {offered && <Add shown={shown} />}
    </Card>
  );
}

function Add({ shown: { id, contributors } }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const [account, setAccount] = useState('');
  const add = useCaseAct(changeContributors, {
    said: t('cases.contributors.added'),
    onDone: () => setAccount(''),
  });
  const others = (useChoices()?.assignees ?? []).filter((one) => !contributors.includes(one.account));
  if (others.length === 0) return null;
  return (
    <form
      className="history-note"
      onSubmit={(event) => {
        event.preventDefault();
        if (account !== '') add.go({ id, account, kind: 'add' });
      }}
    >
      <Choice
        label={t('cases.contributors.account')}
        value={account}
        onChange={setAccount}
        options={[
          { id: '', text: t('cases.contributors.choose') },
          ...others.map((one) => ({ id: one.account, text: one.name })),
        ]}
      />
      <p className="meta">{t('cases.contributors.addFollows')}</p>
      <ProblemLine error={add.error} />
      <Button type="submit" disabled={account === '' || add.pending}>
        {t('cases.contributors.add')}
      </Button>
    </form>
  );
}
