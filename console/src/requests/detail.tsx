import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  isAboutPerson,
  nameRequestQuery,
  personRequestQuery,
  type NameRequest,
  type PersonRequest,
  type Request,
} from '../api/requests';
import { paths } from '../app/paths';
import { Person } from '../components/person';
import { useReleasedNames } from '../components/released-names';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { Acts } from './acts';
import { Agreed } from './agreed';
import { Before } from './before';
import { Facts } from './facts';
import { listOf, type RequestSearch } from './search';
import { StateTag } from './state-tag';
import { useWords } from './use-words';

interface Props<R = Request> {
  readonly request: R;
  readonly all: readonly Request[];
  readonly search: RequestSearch;
}

/** Where the window is too narrow for both, the request takes the place of the list: as `requests.css` says. */
const ALONE = '(max-width: 1040px)';

/** One request: who asks, whom it is about, why, for how long, what was asked before, what is agreed, and what can be done. */
export function Detail({ request, all, search }: Props) {
  const { t } = useTranslation();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (globalThis.matchMedia(ALONE).matches) top.current?.focus();
  }, []);
  const gone = useReleasedNames().goneOf(request.id);
  const title = useTitle(request);
  return (
    <div className="requests-detail" ref={top} tabIndex={-1}>
      <Link className="requests-back" {...paths.requests(listOf(search))}>
        ← {t('requests.all')}
      </Link>
      <Card title={title} acts={<StateTag state={request.state} />}>
        <div className="line">
          <Person pseudonym={request.person} />
          <span role="status" className="meta">
            {gone !== undefined && t(`requests.gone.${gone}`)}
          </span>
        </div>
        {isAboutPerson(request) ? (
          <AboutPerson request={request} all={all} search={search} />
        ) : (
          <ForName request={request} all={all} search={search} />
        )}
      </Card>
    </div>
  );
}

function useTitle(request: Request): string {
  const { t } = useTranslation();
  const { who } = useWords();
  const kind = isAboutPerson(request) ? request.asks.kind : 'name';
  const name = who(request.asked_by);
  return name === t('requests.you') ? t(`requests.youAsk.${kind}`) : t(`requests.asks.${kind}`, { name });
}

function ForName({ request, all, search }: Props<NameRequest>) {
  const query = useQuery(nameRequestQuery(request.id));
  return (
    <Region query={query}>
      {({ justification, ...now }) => (
        <>
          <Why text={justification} />
          <Facts request={now} />
          <Before request={now} all={all} search={search} />
          <Agreed request={now} />
          <Acts request={now} />
        </>
      )}
    </Region>
  );
}

function AboutPerson({ request, all, search }: Props<PersonRequest>) {
  const query = useQuery(personRequestQuery(request.id));
  return (
    <Region query={query}>
      {({ reason, ...now }) => (
        <>
          <Why text={reason} />
          <Facts request={now} />
          <Before request={now} all={all} search={search} />
          <Acts request={now} />
        </>
      )}
    </Region>
  );
}

/** The reason in the words of the one who asks. */
function Why({ text }: { readonly text: string | null | undefined }) {
  const { t } = useTranslation();
  return text ? (
    <blockquote className="requests-why">{text}</blockquote>
  ) : (
    <p className="meta">{t('requests.erased')}</p>
  );
}
