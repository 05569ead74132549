const MOVES: Partial<Record<string, (index: number, count: number, page: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, _, page) => index + page,
  PageUp: (index, _, page) => index - page,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The row to which a key moves; nothing for a key that does not move, or where there is no row. */
export function moveBy(key: string, index: number, count: number, page: number): number | undefined {
  const move = MOVES[key];
  if (move === undefined || count === 0) return undefined;
  return Math.min(Math.max(move(index, count, page), 0), count - 1);
}

/** A selection with one more, or one fewer. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A selection with all rows from one to another, both included. */
export function withRange(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  from: number,
  to: number,
): ReadonlySet<string> {
  return new Set([...selected, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}
