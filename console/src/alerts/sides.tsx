import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AlertDetail, Explanation } from '../api/alerts';
import { Card } from '../ui/card';
import { useFacts, type Fact } from './facts';
import type { LedgerGroup } from './groups';
import type { AlertSearch } from './search';

interface Props {
  readonly alert: AlertDetail;
  readonly groups: readonly LedgerGroup[];
  readonly search: AlertSearch;
  readonly explanation: Explanation | undefined;
}

/** What speaks for and against the person, both sides of the same size, and what nobody knows. */
export function Sides({ alert, groups, search, explanation }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(alert, groups, explanation, search);
  return (
    <Card title={t('alert.sides')} flush>
      <div>
        <div className="sides">
          <Side title={t('alert.for')} facts={facts.for} />
          <Side title={t('alert.against')} facts={facts.against} />
        </div>
        <div className="sides-unknown">
          <h3>{t('alert.unknown')}</h3>
          <FactList facts={facts.unknown} />
        </div>
      </div>
    </Card>
  );
}

function Side({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3>{title}</h3>
      <FactList facts={facts.length === 0 ? [{ text: t('alert.facts.nothing') }] : facts} />
    </div>
  );
}

function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <ul className="dashes">
      {facts.map(({ text, link, hash }) => (
        <li key={text}>
          {link === undefined ? (
            text
          ) : (
            <Link {...link} {...(hash === undefined ? {} : { hash })}>
              {text}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
