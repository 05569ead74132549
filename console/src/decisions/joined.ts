import type { Alert } from '../api/decisions';

/** How many alerts stand with these and are decided on with them. */
export function joinedTo(targets: readonly Alert[]): number {
  return targets.reduce((sum, { joined }) => sum + joined.length, 0);
}
