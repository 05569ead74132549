import { afterEach, expect, test, vi } from 'vitest';
import { blocksOf, followAlerts, type AlertEvent } from './alert-events';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('blocks are read when they are complete, and comments are nothing', () => {
  const text = 'retry: 2000\nid: 01\n\n:\n\nevent: alert-opened\ndata: {"id":"a"}\nid: 02\n\nevent: alert-ch';
  const { blocks, rest } = blocksOf(text);
  expect(blocks).toEqual([
    { id: '01', event: undefined },
    { id: undefined, event: undefined },
    { id: '02', event: { kind: 'opened', id: 'a' } },
  ]);
  expect(rest).toBe('event: alert-ch');
  expect(blocksOf('event: reload\ndata: {}\nid: 03\n\n').blocks).toEqual([{ id: '03', event: { kind: 'reload' } }]);
});

test('after a break it goes on where it was, says what does not work, and ends when nobody is signed in', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answers = [
    () => new Response('id: 01\n\nevent: alert-changed\ndata: {"id":"a"}\nid: 02\n\n'),
    () => new Response('', { status: 503 }),
    () => new Response('event: alert-withdrawn\ndata: {"id":"b"}\nid: 03\n\n'),
    () => new Response('', { status: 401 }),
  ];
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', (_: string, { headers }: RequestInit) => {
    asked.push(new Headers(headers).get('Last-Event-ID'));
    return Promise.resolve(answers[asked.length - 1]?.());
  });
  const events: AlertEvent[] = [];
  const following: boolean[] = [];
  const over = new Promise<void>((done) => {
    followAlerts({
      onEvents: (told) => events.push(...told),
      onFollowing: (now) => following.push(now),
      onSignedOut: done,
    });
  });
  while (asked.length < answers.length) await vi.advanceTimersByTimeAsync(100);
  await over;
  expect(asked).toEqual([null, '02', '02', '03']);
  expect(following).toEqual([true, false, true]);
  expect(events).toEqual([
    { kind: 'changed', id: 'a' },
    { kind: 'withdrawn', id: 'b' },
  ]);
});
