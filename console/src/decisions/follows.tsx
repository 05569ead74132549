import { useTranslation } from 'react-i18next';

interface Props {
  /** How many alerts are decided on. */
  readonly count: number;
  /** How many more are decided on with them. */
  readonly joined: number;
  readonly mayDecide: boolean;
  readonly mayConfirm: boolean;
  readonly narrow: boolean;
}

/** What follows the acts. In a narrow window it is one sentence: the dialogs of the answers say the rest. */
export function Follows({ count, joined, mayDecide, mayConfirm, narrow }: Props) {
  const { t } = useTranslation();
  const isShort = narrow && mayDecide;
  const acts = isShort ? 'short' : mayConfirm ? (count > 1 ? 'bulk' : 'bar') : mayDecide ? 'dismissOnly' : 'assignOnly';
  return (
    <>
      {joined > 0 && <p className="meta">{t('decisions.joined', { count: joined })}</p>}
      {(joined === 0 || !isShort) && <p className="meta">{t(`decisions.follows.${acts}`, { count })}</p>}
    </>
  );
}
