import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useIndicator } from '../alerts/use-indicator';
import type { PersonDetail } from '../api/persons';
import { paths } from '../app/paths';
import { useFormat } from '../ui/format';
import { Card } from '../ui/card';
import { Empty } from '../ui/states';
import { useUnits } from './use-units';

/** Of what the person is or was in scope, until when and why, and where the person belongs. */
export function Scopes({ person }: { readonly person: PersonDetail }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { trigger } = useIndicator();
  const units = useUnits(person.units);
  const at = (text: string) => day(new Date(`${text}T12:00:00`));
  return (
    <Card title={t('persons.scopes')} flush>
      {person.policies.length === 0 ? (
        <Empty title={t('persons.noScope')} text={t('persons.noScopeText')} />
      ) : (
        <ul className="rows">
          {person.policies.map(({ policy, scope, score }) => (
            <li key={policy}>
              <span className="what">
                <Link {...paths.alerts({ status: 'all', person: person.person, policy })}>{policy}</Link>
                <span className="meta block">
                  {t('persons.scope', {
                    from: at(scope.from),
                    until: at(scope.until),
                    trigger: trigger(scope.trigger),
                    day: at(scope.triggered),
                  })}
                </span>
              </span>
              <span className="tag">{t('persons.score', { score })}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="meta person-units">
        {units.length === 0 ? t('persons.noUnit') : t('persons.units', { units: units.join(', ') })}
      </p>
    </Card>
  );
}
