import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';
import { paths } from '../app/paths';
import { Moment } from '../ui/moment';
import { Severity } from '../ui/severity';

interface Props {
  readonly alerts: readonly Alert[];
  readonly person: string;
}

/** Alerts of one person, a row each. */
export function AlertRows({ alerts, person }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="rows">
      {alerts.map(({ id, policy, severity, score, status, last_activity }) => (
        <li key={id}>
          <span className="what">
            <Link {...paths.alert(id, { status: 'all', person })}>{policy}</Link>
            <span className="line meta">
              <Severity level={severity} /> {score} <Moment at={last_activity} only="day" />
            </span>
          </span>
          <span className="tag">{t(`alerts.status.${status}`)}</span>
        </li>
      ))}
    </ul>
  );
}
