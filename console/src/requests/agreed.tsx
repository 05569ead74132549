import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { agreementQuery, unmaskingRulesQuery, type Agreement, type NameRequest } from '../api/requests';
import { Region } from '../components/region';
import { usePurpose } from '../components/use-purpose';
import { useLooking } from './use-looking';
import { useWords } from './use-words';

/** What the agreement and the rules here say about the request. Each is read only by those whom it is open to. */
export function Agreed({ request }: { readonly request: NameRequest }) {
  const { t } = useTranslation();
  const { may } = useLooking();
  const { length } = useWords();
  const mayRead = may('read-agreement');
  const agreement = useQuery({ ...agreementQuery, enabled: mayRead });
  const rules = useQuery({ ...unmaskingRulesQuery, enabled: may('read-settings') }).data;
  if (!mayRead && rules === undefined) return null;
  return (
    <section className="stack tight">
      <h3>{t('requests.agreed.title')}</h3>
      {mayRead && (
        <Region query={agreement} rows={2}>
          {(held) =>
            held === null ? (
              <p className="meta">{t('requests.agreed.none')}</p>
            ) : (
              <Held agreement={held} request={request} />
            )
          }
        </Region>
      )}
      {rules !== undefined && (
        <ul className="requests-checks">
          <Check met={request.minutes <= rules.longest_minutes}>
            {t('requests.agreed.longest', {
              asked: length(request.minutes),
              longest: length(rules.longest_minutes),
            })}
          </Check>
        </ul>
      )}
    </section>
  );
}

function Held({ agreement, request }: { readonly agreement: Agreement; readonly request: NameRequest }) {
  const { t } = useTranslation();
  const { title } = usePurpose();
  const purposes = agreement.unmasking_purposes;
  const allowed = purposes.includes(request.purpose);
  return (
    <>
      <p className="small">{agreement.title}</p>
      <ul className="requests-checks">
        <Check met={allowed}>
          {t(allowed ? 'requests.agreed.purpose' : 'requests.agreed.otherPurpose', {
            purpose: title(request.purpose),
            purposes: purposes.map(title).join(', '),
          })}
        </Check>
        <Check met={request.approvals_needed >= agreement.unmasking_approvals}>
          {t('requests.agreed.approvals', { count: agreement.unmasking_approvals })}
        </Check>
      </ul>
      <details className="small">
        <summary>{t('requests.agreed.text')}</summary>
        <pre className="requests-text" lang="en">
          {agreement.text}
        </pre>
      </details>
    </>
  );
}

function Check({ met, children }: { readonly met: boolean; readonly children: string }) {
  const { t } = useTranslation();
  return (
    <li className={met ? 'met' : 'unmet'}>
      {met ? (
        <CheckmarkRegular aria-label={t('requests.agreed.holds')} />
      ) : (
        <DismissRegular aria-label={t('requests.agreed.fails')} />
      )}
      <span>{children}</span>
    </li>
  );
}
