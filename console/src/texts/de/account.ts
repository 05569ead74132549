import type * as en from '../en/account';
import type { Same } from '../same';

export const account: Same<typeof en.account> = {
  title: 'Ihr Konto',
};
