import type { pages as en } from '../en/pages';
import type { Same } from '../same';
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

export const pages: Same<typeof en> = {
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
};
