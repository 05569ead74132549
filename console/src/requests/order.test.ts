import { expect, test } from 'vitest';
import type { NameRequest, PersonRequest } from '../api/requests';
import { actsOf, askedBefore, grouped, groupOf, openCasesOf, pendingOf, type Looking } from './order';

const ME = 'account-1';
const ALL: Looking = { me: ME, may: () => true };
const READER: Looking = { me: ME, may: () => false };

const request = (changes: Partial<NameRequest> = {}): NameRequest => ({
  id: 'unmasking-1',
  person: 'amber-otter-482',
  case: 'case-1',
  purpose: 'interview',
  asked_by: 'account-2',
  asked_at: '2026-11-30T08:00:00Z',
  state: 'requested',
  approvals: [],
  approvals_needed: 1,
  minutes: 60,
  ...changes,
});

const about = (changes: Partial<PersonRequest> = {}): PersonRequest => ({
  id: 'person-request-1',
  person: 'amber-otter-482',
  asks: { kind: 'user-report', from: '2026-11-01', to: '2026-11-30' },
  purpose: 'investigation',
  asked_by: 'account-2',
  asked_at: '2026-11-30T09:00:00Z',
  state: 'requested',
  days: 7,
  ...changes,
});

test('nobody is offered a decision on their own request, or a second approval', () => {
  expect(actsOf(request(), ALL)).toEqual(['approve', 'deny']);
  expect(actsOf(request({ asked_by: ME }), ALL)).toEqual(['withdraw']);
  expect(actsOf(request({ approvals: [{ by: ME, at: '2026-11-30T09:00:00Z' }] }), ALL)).toEqual(['deny']);
});

test('a name is offered only to the one who asked, while it is released', () => {
  expect(actsOf(request({ state: 'approved' }), ALL)).toEqual(['revoke']);
  expect(actsOf(request({ state: 'approved', asked_by: ME }), ALL)).toEqual(['reveal', 'revoke']);
  for (const state of ['denied', 'withdrawn', 'expired', 'revoked'] as const) {
    expect(actsOf(request({ state, asked_by: ME }), ALL)).toEqual([]);
  }
});

test('whoever only reads is offered nothing', () => {
  for (const state of ['requested', 'approved'] as const) {
    for (const asked_by of [ME, 'account-2']) expect(actsOf(request({ state, asked_by }), READER)).toEqual([]);
  }
  expect(groupOf(request(), READER)).toBe('waiting');
});

test('what waits for the viewer is first, the oldest of it on top; of the rest the newest', () => {
  const requests = [
    request({ id: 'over-old', state: 'denied', asked_at: '2026-11-01T08:00:00Z' }),
    request({ id: 'over-new', state: 'expired', asked_at: '2026-11-02T08:00:00Z' }),
    request({ id: 'live', state: 'approved', asked_at: '2026-11-03T08:00:00Z' }),
    request({ id: 'own', asked_by: ME, asked_at: '2026-11-04T08:00:00Z' }),
    request({ id: 'young', asked_at: '2026-11-06T08:00:00Z' }),
    request({ id: 'old', asked_at: '2026-11-05T08:00:00Z' }),
  ];
  const order = grouped(requests, ALL).map(({ group, requests: members }) => [group, members.map(({ id }) => id)]);
  expect(order).toEqual([
    ['decide', ['old', 'young']],
    ['waiting', ['own']],
    ['live', ['live']],
    ['over', ['over-new', 'over-old']],
  ]);
});

test('asked before is the same person, and earlier', () => {
  const now = request();
  const earlier = request({ id: 'a', asked_at: '2026-11-29T08:00:00Z' });
  const later = request({ id: 'b', asked_at: '2026-11-30T09:00:00Z' });
  const other = request({ id: 'c', person: 'noble-anchor-476', asked_at: '2026-11-29T08:00:00Z' });
  expect(askedBefore([now, later, other, earlier], now)).toEqual([earlier]);
});

test('a name is asked for in an open case of the viewer about this person', () => {
  const known = {
    id: 'case-1',
    persons: ['amber-otter-482'],
    contributors: [ME],
    opened_by: ME,
    opened_at: '2026-11-29T08:00:00Z',
    changed_at: '2026-11-29T08:00:00Z',
  };
  const others = [
    { ...known, id: 'case-2', contributors: ['account-2'] },
    { ...known, id: 'case-3', persons: ['noble-anchor-476'] },
    { ...known, id: 'case-4', closed_at: '2026-11-30T08:00:00Z' },
  ];
  expect(openCasesOf([...others, known], 'amber-otter-482', ME)).toEqual([known]);
  expect(openCasesOf([known], 'amber-otter-482', undefined)).toEqual([]);
});

test("the viewer's own live request counts before the one that waits", () => {
  const waits = request({ id: 'waits', asked_by: ME });
  const live = request({ id: 'live', asked_by: ME, state: 'approved' });
  const person = waits.person;
  expect(pendingOf([waits, live], person, ME)).toBe(live);
  expect(pendingOf([request(), waits], person, ME)).toBe(waits);
  expect(pendingOf([request(), request({ asked_by: ME, state: 'denied' })], person, ME)).toBeUndefined();
});

test('a report is offered only to the one who asked, while it is in force; ending it to them and to approvers', () => {
  expect(actsOf(about(), ALL)).toEqual(['approve', 'deny']);
  expect(actsOf(about({ asked_by: ME }), ALL)).toEqual(['withdraw']);
  expect(actsOf(about({ state: 'approved' }), ALL)).toEqual(['end']);
  expect(actsOf(about({ state: 'approved', asked_by: ME }), ALL)).toEqual(['read', 'end']);
  const investigator: Looking = { me: ME, may: (operation) => operation !== 'approve-person-request' };
  expect(actsOf(about({ state: 'approved' }), investigator)).toEqual([]);
  const scoring = { kind: 'scoring-by-hand', policies: ['leavers'] } as const;
  const own = about({ state: 'approved', asked_by: ME, asks: { ...scoring, policies: [...scoring.policies] } });
  expect(actsOf(own, investigator)).toEqual(['end']);
  for (const state of ['denied', 'withdrawn', 'lapsed', 'expired', 'ended'] as const) {
    expect(actsOf(about({ state, asked_by: ME }), ALL)).toEqual([]);
  }
});

test('requests of both kinds stand in one order, and each says what was asked before of the other', () => {
  const [name, report] = [request(), about()];
  const [decide] = grouped([report, name], ALL);
  expect(decide?.requests).toEqual([name, report]);
  expect(askedBefore([name, report], report)).toEqual([name]);
});
