import type { en } from '../en';
import type { Same } from '../same';
import { account } from './account';
import { alert } from './alert';
import { alerts } from './alerts';
import { assignment } from './assignment';
import { cases } from './cases';
import { decisions } from './decisions';
import { did } from './did';
import { frame, places, problem, roles, settings, ui } from './frame';
import { indicators } from './indicators';
import { overview } from './overview';
import { persons } from './persons';
import { requests } from './requests';
import { signIn } from './sign-in';
import { views } from './views';

export const de: Same<typeof en> = {
  account,
  alert,
  alerts,
  assignment,
  cases,
  decisions,
  did,
  frame,
  indicators,
  overview,
  persons,
  places,
  problem,
  requests,
  roles,
  settings,
  signIn,
  ui,
  views,
};
