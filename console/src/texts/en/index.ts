import { account } from './account';
import { alerts } from './alerts';
import { frame, places, problem, roles, settings, ui } from './frame';
import { overview } from './overview';
import { signIn } from './sign-in';

export const en = { account, alerts, frame, overview, places, problem, roles, settings, signIn, ui } as const;
