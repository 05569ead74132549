import { useTranslation } from 'react-i18next';
import { problemOf, type ApiError } from '../api/problem';
import { Failed, Forbidden } from '../ui/states';
import { isSealed, WaitForKey } from './wait-for-key';

const KINDS = [
  'invalid-request',
  'unauthorized',
  'fresh-sign-in-needed',
  'forbidden',
  'not-found',
  'conflict',
  'approval-needed',
  'too-large',
  'too-many-attempts',
  'unavailable',
  'unreachable',
] as const;

/** What an error is called, in the viewer's language. */
export function useProblemTitle(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const kind = KINDS.find((known) => known === problemOf(error)?.kind);
    return t(`problem.kinds.${kind ?? 'internal'}`);
  };
}

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Who can open what is closed to the viewer. */
  readonly whoCan?: string;
}

/** The state of a region whose answer is a problem: the vault is closed, closed to the viewer, or failed. */
export function Problem({ error, onRetry, whoCan }: Props) {
  const { t } = useTranslation();
  const title = useProblemTitle()(error);
  const problem = problemOf(error);
  const text = textOf(problem);
  if (isSealed(error)) return <WaitForKey />;
  if (problem?.status === 403) return <Forbidden title={title} text={text ?? whoCan ?? t('problem.whoCan')} />;
  return <Failed title={title} text={text} reference={problem?.reference} onRetry={onRetry} />;
}

function textOf(problem: ApiError | undefined): string | undefined {
  const detail = problem?.message ?? '';
  return detail === '' ? undefined : `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}

/** What an error is called and what the server says about it, as one text. */
export function useProblemText(): (error: unknown) => string {
  const title = useProblemTitle();
  return (error) => [`${title(error)}.`, textOf(problemOf(error))].filter(Boolean).join(' ');
}

/** One line beside a form. */
export function ProblemLine({ error }: { readonly error: unknown }) {
  const title = useProblemTitle()(error);
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  return (
    <p className="banner urgent" role="alert">
      <span>
        <strong>{title}.</strong> {textOf(problem)}
      </span>
    </p>
  );
}
