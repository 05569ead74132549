import { account } from './account';
import { alert } from './alert';
import { alerts } from './alerts';
import { assignment } from './assignment';
import { cases } from './cases';
import { decisions } from './decisions';
import { did } from './did';
import { indicators } from './indicators';
import { persons } from './persons';
import { policies } from './policies';
import { requests } from './requests';

/** What the other pages say. */
export const pages = {
  account,
  alert,
  alerts,
  assignment,
  cases,
  decisions,
  did,
  indicators,
  persons,
  policies,
  requests,
} as const;
