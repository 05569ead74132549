import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assignCase, type Case } from '../api/cases';
import { paths } from '../app/paths';
import { Person } from '../components/person';
import { ProblemLine } from '../components/problem';
import { AssignMenu } from '../decisions/assign-menu';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';

const PERSONS = 50;

/** What a case is about: whom, since when, and who answers for it. */
export function About({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const { who } = useMembers();
  const more = shown.persons.length - PERSONS;
  return (
    <Card title={t('cases.about')}>
      <dl className="facts">
        <dt>{t('cases.persons')}</dt>
        <dd className="cases-persons">
          {shown.persons.slice(0, PERSONS).map((person) => (
            <Link key={person} {...paths.person(person)}>
              <Person pseudonym={person} />
            </Link>
          ))}
          {more > 0 && <span className="meta">{t('decisions.morePersons', { count: more })}</span>}
        </dd>
        <dt>{t('cases.opened')}</dt>
        <dd>
          <Moment at={shown.opened_at} />, {who(shown.opened_by)}
        </dd>
        {shown.closed_at && (
          <>
            <dt>{t('cases.closed')}</dt>
            <dd>
              <Moment at={shown.closed_at} />
            </dd>
          </>
        )}
        <dt>{t('cases.assignee')}</dt>
        <dd>
          <Assignee shown={shown} />
        </dd>
        <dt>{t('cases.id')}</dt>
        <dd>
          <code className="breaks">{shown.id}</code>
        </dd>
      </dl>
    </Card>
  );
}

function Assignee({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const { owner, choices } = useMembers();
  const { may } = useLooking();
  const assign = useCaseAct(assignCase, { said: t('cases.assign.done') });
  const now = shown.assignee ?? '';
  const others = choices(shown, shown.assignee).filter(({ id }) => id !== now);
  const offered = may('assign-case') && !shown.closed_at;
  return (
    <div className="stack tight">
      <div className="line">
        <span>{owner(shown.assignee)}</span>
        {offered && (
          <AssignMenu
            others={others.map(({ id, text }) => ({ account: id, name: text }))}
            disabled={assign.pending}
            onAssign={(account) => assign.go({ id: shown.id, assignee: account === '' ? null : account })}
          />
        )}
      </div>
      {offered && <p className="meta">{t('cases.assign.follows')}</p>}
      <ProblemLine error={assign.error} />
    </div>
  );
}
