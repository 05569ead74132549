import { frame, places, problem, roles, settings, ui } from './frame';
import { overview } from './overview';
import { signIn } from './sign-in';
import { views } from './views';

/** What the frame, sign-in and the overview say: with it the console begins. */
export const first = {
  frame,
  overview,
  places,
  problem,
  roles,
  settings,
  signIn,
  ui,
  views,
} as const;
