import { mayDo, useViewer } from '../api/viewer';
import type { Looking } from './order';

/** Who looks at the requests. */
export function useLooking(): Looking {
  const viewer = useViewer();
  return {
    me: viewer.kind === 'account' ? viewer.me.account.id : undefined,
    may: (operation) => viewer.kind === 'account' && mayDo(viewer, operation),
  };
}
