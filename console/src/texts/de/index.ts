import { first } from './first';
import { pages } from './pages';

export const de = { ...first, ...pages };
