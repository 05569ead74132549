import type { CaseEntry, Task } from '../api/cases';

/** What a case is called where its id is too long: the end of it, which was drawn. */
export function shortOf(id: string): string {
  return id.slice(-6);
}

/** Pseudonyms that somebody wrote, each once. */
export function pseudonymsIn(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  return [...new Set(words)];
}

/** What is to be done first comes first, then what has no day, then what is done. */
export function inOrder(tasks: readonly Task[]): readonly Task[] {
  const rank = ({ done, due }: Task) => (done ? '2' : due === null ? '1' : `0${due}`);
  return tasks.toSorted((one, next) => rank(one).localeCompare(rank(next)));
}

/** The last time that the case was closed. */
export function lastClosing(entries: readonly CaseEntry[]): CaseEntry | undefined {
  return entries.findLast(({ kind }) => kind === 'closed');
}
