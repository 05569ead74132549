import '../alerts/alert.css';
import '../persons/persons.css';

import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useIndicator } from '../alerts/use-indicator';
import { personsQuery, type PersonSummary } from '../api/persons';
import { mayDo, useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { Person as Chip } from '../components/person';
import { Problem } from '../components/problem';
import { GoTo } from '../persons/go-to';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { PageHead } from '../ui/page-head';
import { ScrollArea } from '../ui/scroll-area';
import { Empty, Forbidden, Loading } from '../ui/states';

/** Everybody in scope of a policy, with why and until when. */
export default function People() {
  const { t } = useTranslation();
  const closed = !mayDo(useViewer(), 'list-persons');
  const query = useInfiniteQuery({ ...personsQuery, enabled: !closed });
  const persons = query.data?.pages.flatMap((page) => page.persons);
  return (
    <>
      <PageHead title={t('persons.people')} lead={t('persons.lead')} />
      <Card title={t('persons.inScope')} flush>
        {closed ? (
          <Forbidden title={t('problem.kinds.forbidden')} text={t('persons.whoCan')} />
        ) : persons === undefined ? (
          query.isError ? (
            <Problem error={query.error} onRetry={() => void query.refetch()} whoCan={t('persons.whoCan')} />
          ) : (
            <Loading rows={8} />
          )
        ) : persons.length === 0 ? (
          <Empty title={t('persons.nobody')} text={t('persons.nobodyText')} />
        ) : (
          <Table persons={persons} />
        )}
      </Card>
      {!closed && <GoTo />}
      {query.hasNextPage && (
        <p>
          <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('persons.more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Table({ persons }: { readonly persons: readonly PersonSummary[] }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { trigger } = useIndicator();
  return (
    <ScrollArea label={t('persons.list')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('persons.columns.person')}</th>
            <th>{t('persons.columns.policy')}</th>
            <th>{t('persons.columns.why')}</th>
            <th>{t('persons.columns.until')}</th>
            <th className="right">{t('persons.columns.score')}</th>
          </tr>
        </thead>
        <tbody>
          {persons.flatMap(({ person, policies }) =>
            policies.map(({ policy, scope, score }, index) => (
              <tr key={`${person} ${policy}`}>
                <td className="nowrap">
                  {index === 0 && (
                    <Link {...paths.person(person)}>
                      <Chip pseudonym={person} />
                    </Link>
                  )}
                </td>
                <td>{policy}</td>
                <td className="wide">
                  {trigger(scope.trigger)}, {date(scope.triggered)}
                </td>
                <td className="nowrap">{date(scope.until)}</td>
                <td className="right">{score}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </ScrollArea>
  );
}
