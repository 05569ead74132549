import type { en } from '../en';
import type { Same } from '../same';
import { account } from './account';
import { alerts } from './alerts';
import { frame, places, problem, roles, settings, ui } from './frame';
import { overview } from './overview';
import { signIn } from './sign-in';

export const de: Same<typeof en> = { account, alerts, frame, overview, places, problem, roles, settings, signIn, ui };
