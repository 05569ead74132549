import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, ErrorCircleRegular, LockClosedRegular, ShieldLockRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Words {
  readonly title: string;
  readonly text?: string | undefined;
  /** What the server says, in English. */
  readonly detail?: string | undefined;
  readonly children?: ReactNode;
}

interface StateProps extends Words {
  readonly icon: ReactNode;
  readonly heading?: 'h1' | 'h3';
  readonly role?: 'alert';
}

function State({ icon, heading: Heading = 'h3', title, text, detail, children, role }: StateProps) {
  return (
    <div className="state" role={role}>
      {icon}
      <Heading>{title}</Heading>
      {text !== undefined && text !== '' && <p>{text}</p>}
      {detail !== undefined && <p lang="en">{detail}</p>}
      {children !== undefined && <div className="line">{children}</div>}
    </div>
  );
}

const WIDTHS = ['62%', '80%', '54%', '72%'] as const;

/** The outline of rows that are still to come; shown after 150 ms. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="delayed" role="status" aria-label={t('ui.states.loading')}>
      <ul className="rows" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <li key={row}>
            <span className="bone" style={{ width: WIDTHS[row % WIDTHS.length] }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Nothing is there: what would fill it, and one act. */
export function Empty(words: Words) {
  return <State icon={<CheckmarkRegular aria-hidden="true" />} {...words} />;
}

interface FailedProps extends Words {
  readonly reference?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** What failed, how to try again, and the reference that the server's log has too. */
export function Failed({ reference, onRetry, ...words }: FailedProps) {
  const { t } = useTranslation();
  return (
    <State icon={<ErrorCircleRegular aria-hidden="true" />} role="alert" {...words}>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('ui.states.retry')}</Button>}
      {reference !== undefined && (
        <span className="meta">
          {t('ui.states.reference')} <code>{reference}</code>
        </span>
      )}
    </State>
  );
}

/** Closed to the viewer's roles: says who can open it. */
export function Forbidden(words: Words) {
  return <State icon={<LockClosedRegular aria-hidden="true" />} {...words} />;
}

/** The server has no master key; nothing is lost. `alone` where nothing else is on the page. */
export function Sealed({ alone }: { readonly alone: boolean }) {
  const { t } = useTranslation();
  return (
    <State
      icon={<ShieldLockRegular aria-hidden="true" />}
      heading={alone ? 'h1' : 'h3'}
      title={t('ui.states.sealed')}
      text={t('ui.states.sealedText')}
    />
  );
}
