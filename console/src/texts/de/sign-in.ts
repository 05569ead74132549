import type * as en from '../en/sign-in';
import type { Same } from '../same';

export const signIn: Same<typeof en.signIn> = {
  title: 'Anmelden',
};
