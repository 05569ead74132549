import { queryOptions } from '@tanstack/react-query';
import { PAGE, listAlerts, type AlertFilters } from './alerts';

export type AlertEvent =
  { readonly kind: 'opened' | 'changed' | 'withdrawn'; readonly id: string } | { readonly kind: 'reload' };

export interface Listener {
  /** All events that came together. */
  readonly onEvents: (events: readonly AlertEvent[]) => void;
  /** Whether events come. `false` is said when it was tried and did not work, not at each break. */
  readonly onFollowing: (following: boolean) => void;
  /** Nobody is signed in any more. */
  readonly onSignedOut: () => void;
}

const PATH = '/api/v1/alerts/events';
/** After a break; twice as long after each attempt that fails. */
const AGAIN_MS = 2_000;
const LONGEST_MS = 60_000;
/** A window that nobody sees is not kept up to date: it goes on where it was when it is looked at again. */
const HIDDEN_MS = 60_000;

/** Follows the news of alerts until it is stopped; after a break it goes on where it was. */
export function followAlerts(listener: Listener): () => void {
  const stop = new AbortController();
  void follow(listener, stop.signal);
  return () => stop.abort();
}

async function follow(listener: Listener, stop: AbortSignal): Promise<void> {
  let last: string | undefined;
  let failures = 0;
  const onBlock = (block: Block) => {
    last = block.id ?? last;
  };
  for (;;) {
    await seen(stop);
    if (stop.aborted) return;
    const hidden = hiddenFor(HIDDEN_MS);
    const signal = AbortSignal.any([stop, hidden.signal]);
    try {
      const headers: HeadersInit = last === undefined ? {} : { 'Last-Event-ID': last };
      const response = await globalThis.fetch(PATH, { headers, credentials: 'same-origin', signal });
      if (response.status === 401) {
        listener.onSignedOut();
        return;
      }
      // Not for these roles: nothing will come.
      if (response.status === 403) return;
      listener.onFollowing(response.ok);
      failures = response.ok ? 0 : failures + 1;
      if (response.ok) await read(response, listener, onBlock);
    } catch {
      if (!signal.aborted) {
        listener.onFollowing(false);
        failures += 1;
      }
    } finally {
      hidden.end();
    }
    await pause(Math.min(AGAIN_MS * 2 ** failures, LONGEST_MS), stop);
  }
}

async function read(response: Response, listener: Listener, onBlock: (block: Block) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const piece = await reader?.read().catch(() => undefined);
    if (piece?.value === undefined) return;
    const { blocks, rest: left } = blocksOf(rest + piece.value);
    rest = left;
    blocks.forEach(onBlock);
    const events = blocks.flatMap(({ event }) => event ?? []);
    if (events.length > 0) listener.onEvents(events);
  }
}

interface Block {
  readonly id: string | undefined;
  readonly event: AlertEvent | undefined;
}

const KINDS = { 'alert-opened': 'opened', 'alert-changed': 'changed', 'alert-withdrawn': 'withdrawn' } as const;

/** The blocks of a text that are complete, and what is left of it. */
export function blocksOf(text: string): { readonly blocks: readonly Block[]; readonly rest: string } {
  const parts = text.split('\n\n');
  return { blocks: parts.slice(0, -1).map(blockOf), rest: parts.at(-1) ?? '' };
}

function blockOf(text: string): Block {
  const lines = text.split('\n');
  const field = (name: string) =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trimStart();
  return { id: field('id'), event: eventOf(field('event'), field('data') ?? '{}') };
}

function eventOf(name: string | undefined, data: string): AlertEvent | undefined {
  if (name === 'reload') return { kind: 'reload' };
  const kind = Object.entries(KINDS).find(([known]) => known === name)?.[1];
  const said: unknown = JSON.parse(data);
  if (kind === undefined || typeof said !== 'object' || said === null || !('id' in said)) return undefined;
  return { kind, id: String(said.id) };
}

/** Returns when the window can be seen. */
async function seen(stop: AbortSignal): Promise<void> {
  while (document.hidden && !stop.aborted) {
    await new Promise<void>((done) => {
      document.addEventListener('visibilitychange', () => done(), { once: true });
      stop.addEventListener('abort', () => done(), { once: true });
    });
  }
}

/** Aborts when the window was out of sight for that long. */
function hiddenFor(milliseconds: number): { readonly signal: AbortSignal; readonly end: () => void } {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onChange = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => abort.abort(), milliseconds);
  };
  document.addEventListener('visibilitychange', onChange);
  const end = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onChange);
  };
  return { signal: abort.signal, end };
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', over);
      done();
    };
    const timer = setTimeout(over, milliseconds);
    stop.addEventListener('abort', over);
  });
}

/** The first alerts of a list as they are now, beside the list that stays as it is while somebody reads. */
export const alertsNowQuery = (filters: AlertFilters) =>
  queryOptions({
    queryKey: ['alerts', 'now', filters],
    queryFn: ({ signal }) => listAlerts(filters, { limit: PAGE }, signal),
    refetchOnWindowFocus: false,
  });
