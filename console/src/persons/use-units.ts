import { useChoices } from '../components/use-choices';

/** Names of units that the viewer is told of; the ids of others. */
export function useUnits(ids: readonly string[]): readonly string[] {
  const known = useChoices()?.units ?? [];
  return ids.map((id) => known.find((unit) => unit.id === id)?.name ?? id);
}
