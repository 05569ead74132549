import {
  BriefcaseRegular,
  HomeRegular,
  KeyRegular,
  MailInboxRegular,
  PeopleListRegular,
  PeopleRegular,
  ScalesRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { mayDo, type Viewer } from '../api/viewer';
import { paths } from './paths';

type PlaceId = 'overview' | 'alerts' | 'people' | 'cases' | 'requests' | 'policies' | 'assignment';

interface Place {
  readonly id: PlaceId;
  readonly link: ReturnType<(typeof paths)[PlaceId]>;
  readonly icon: FluentIcon;
  /** The operation that a role must allow; none for places that are open to all. */
  readonly operation?: string;
  /** Nothing in it belongs to a trial, which has no accounts. */
  readonly needsAccount?: true;
  /** The second key after `g`. */
  readonly key: string;
}

/** The left rail, from top to bottom. The name of a place is the text `places.<id>`. */
const PLACES: readonly Place[] = [
  { id: 'overview', link: paths.overview(), icon: HomeRegular, key: 'o' },
  { id: 'alerts', link: paths.alerts(), icon: MailInboxRegular, operation: 'list-alerts', key: 'a' },
  { id: 'people', link: paths.people(), icon: PeopleRegular, operation: 'list-persons', key: 'p' },
  {
    id: 'cases',
    link: paths.cases(),
    icon: BriefcaseRegular,
    operation: 'list-cases',
    needsAccount: true,
    key: 'c',
  },
  {
    id: 'requests',
    link: paths.requests(),
    icon: KeyRegular,
    operation: 'list-unmaskings',
    needsAccount: true,
    key: 'q',
  },
  { id: 'policies', link: paths.policies(), icon: ScalesRegular, operation: 'list-policies', key: 'l' },
  { id: 'assignment', link: paths.assignment(), icon: PeopleListRegular, operation: 'change-settings', key: 'r' },
];

export function placesOf(viewer: Viewer): readonly Place[] {
  return PLACES.filter(
    ({ operation, needsAccount }) =>
      (operation === undefined || mayDo(viewer, operation)) && (needsAccount !== true || viewer.kind === 'account'),
  );
}
