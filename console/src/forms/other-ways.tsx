import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { browserHasPasskeys } from '../api/passkeys';
import { waysQuery } from '../api/sign-in';
import { PasskeyButton } from './passkey-button';

interface Props {
  readonly purpose: 'sign-in' | 'confirm';
  /** Where a provider sends the browser back to: a path of this server. */
  readonly returnTo: string;
  readonly passkey: () => Promise<void>;
  readonly onDone: () => void;
}

/** Ways beside the password: a passkey, and the providers that the server knows. */
export function OtherWays({ purpose, returnTo, passkey, onDone }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(waysQuery);
  const passkeys = data?.passkeys === true && browserHasPasskeys();
  const providers = data?.providers ?? [];
  if (!passkeys && providers.length === 0) return null;
  const query = new URLSearchParams({ purpose, return_to: returnTo }).toString();
  return (
    <div className="form">
      <p className="or">{t('signIn.or')}</p>
      {passkeys && <PasskeyButton label={t(`signIn.passkey.${purpose}`)} act={passkey} onDone={onDone} />}
      {providers.map(({ id, name, begin }) => (
        <a key={id} className="button-link" href={`${begin}?${query}`}>
          {t(`signIn.provider.${purpose}`, { name })}
        </a>
      ))}
    </div>
  );
}
