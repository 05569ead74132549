import type { first as en } from '../en/first';
import type { Same } from '../same';
import { frame, places, problem, roles, settings, ui } from './frame';
import { overview } from './overview';
import { signIn } from './sign-in';
import { views } from './views';

export const first: Same<typeof en> = {
  frame,
  overview,
  places,
  problem,
  roles,
  settings,
  signIn,
  ui,
  views,
};
