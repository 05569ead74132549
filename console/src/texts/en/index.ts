import { first } from './first';
import { pages } from './pages';

export const en = { ...first, ...pages } as const;
