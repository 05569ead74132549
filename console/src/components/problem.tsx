import { useTranslation } from 'react-i18next';
import { detailOf, isSealed, problemOf } from '../api/problem';
import type { problem as english } from '../texts/en/frame';
import { Failed, Forbidden } from '../ui/states';
import { WaitForKey } from './wait-for-key';

type Kind = keyof typeof english.kinds;

/** What an error is called, in the viewer's language. */
export function useProblemTitle(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  const isKnown = (kind: string): kind is Kind => i18n.exists(`problem.kinds.${kind}`);
  return (error) => {
    const kind = problemOf(error)?.kind ?? '';
    return t(`problem.kinds.${isKnown(kind) ? kind : 'internal'}`);
  };
}

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Who can open what is closed to the viewer. */
  readonly whoCan?: string;
}

/** The state of a region whose answer is a problem: the server is sealed, closed to the viewer, or failed. */
export function Problem({ error, onRetry, whoCan }: Props) {
  const { t } = useTranslation();
  const title = useProblemTitle()(error);
  const problem = problemOf(error);
  const detail = detailOf(error);
  if (isSealed(error)) return <WaitForKey />;
  if (problem?.status === 403) {
    const text = whoCan ?? (detail === undefined ? t('problem.whoCan') : undefined);
    return <Forbidden title={title} text={text} detail={detail} />;
  }
  return <Failed title={title} detail={detail} reference={problem?.reference} onRetry={onRetry} />;
}

/** What an error is called, as one text; what the server says about it only to who reads its language. */
export function useProblemText(): (error: unknown) => string {
  const { i18n } = useTranslation();
  const title = useProblemTitle();
  return (error) => [`${title(error)}.`, i18n.language === 'en' ? detailOf(error) : ''].filter(Boolean).join(' ');
}

/** One line beside a form, and below it what the server says. */
export function ProblemLine({ error }: { readonly error: unknown }) {
  const title = useProblemTitle()(error);
  if (error === null || error === undefined) return null;
  const detail = detailOf(error);
  return (
    <p className="banner urgent" role="alert">
      <span>
        <strong>{title}.</strong>{' '}
        {detail !== undefined && (
          <span className="detail" lang="en">
            {detail}
          </span>
        )}
      </span>
    </p>
  );
}
