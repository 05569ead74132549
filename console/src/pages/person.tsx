import '../alerts/alert.css';
import '../persons/persons.css';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActivityList } from '../alerts/activities';
import { ACTIVITIES_AT_MOST } from '../api/alerts';
import { personQuery, type PersonDetail } from '../api/persons';
import { mayDo, useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { Person as Chip } from '../components/person';
import { Problem } from '../components/problem';
import { Activity } from '../persons/activity';
import { Alerts } from '../persons/alerts';
import { Scopes } from '../persons/head';
import { parsePersonSearch, RANGES, type PersonSearch } from '../persons/search';
import { AboutCard } from '../requests/about-card';
import { AskCard } from '../requests/ask-card';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { PageHead } from '../ui/page-head';
import { Forbidden, Loading } from '../ui/states';

const route = getRouteApi('/frame/persons/$person');

export default function Person() {
  const { t } = useTranslation();
  const { person } = route.useParams();
  const search = route.useSearch({ select: (said) => parsePersonSearch({ ...said }), structuralSharing: true });
  // To whoever may read nobody the server says that there is nobody: their own roles say more.
  const closed = !mayDo(useViewer(), 'read-person');
  const days = RANGES[search.months ?? 1];
  const query = useQuery({ ...personQuery(person, days), enabled: !closed, placeholderData: keepPreviousData });
  if (query.data !== undefined) return <Content key={person} person={query.data} search={search} />;
  return (
    <>
      <PageHead title={t('persons.title')} />
      <Card title={t('persons.activity')} flush>
        {closed ? (
          <Forbidden title={t('problem.kinds.forbidden')} text={t('persons.whoCan')} />
        ) : query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} whoCan={t('persons.whoCan')} />
        ) : (
          <Loading rows={8} />
        )}
      </Card>
    </>
  );
}

interface Props {
  readonly person: PersonDetail;
  readonly search: PersonSearch;
}

function Content({ person, search }: Props) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const navigate = route.useNavigate();
  const { day, ...withoutDay } = search;
  const whole = { from: date(person.from), to: date(person.to), most: ACTIVITIES_AT_MOST };
  return (
    <>
      <div className="line">
        <Link {...paths.people()}>← {t('places.people')}</Link>
        <Chip pseudonym={person.person} />
      </div>
      {/* A name that is released never stands in a title. */}
      <PageHead title={t('persons.head', { person: person.person })} />
      <div className="columns">
        <div className="stack">
          <Activity
            person={person}
            search={search}
            onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
          />
          <ActivityList
            person={person.person}
            from={day ?? person.from}
            until={day ?? person.to}
            day={day}
            whole={t('persons.activitiesWhole', whole)}
            back={
              <Link {...paths.person(person.person, withoutDay)} resetScroll={false}>
                {t('persons.allDays')}
              </Link>
            }
          />
        </div>
        <div className="stack">
          <Scopes person={person} />
          <Alerts person={person.person} />
          <AskCard person={person.person} />
          <AboutCard person={person.person} />
        </div>
      </div>
    </>
  );
}
