import { readFileSync } from 'node:fs';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { ApiError } from '../api/problem';
import { changeSettings } from '../app/settings';
import { startTexts } from '../texts';
import { problem as german } from '../texts/de/frame';
import { problem as english } from '../texts/en/frame';
import { Problem, ProblemLine, useProblemText } from './problem';

// The description of the interface says only that a kind is a text: the list of the kinds stands where the server takes them from.
const NAMES = readFileSync('../crates/api/src/problem.rs', 'utf8').matchAll(/Self::\w+ => \("([\w-]+)", "([^"]+)"\)/g);
const KINDS = [...NAMES].map(([, kind = '', title = '']) => ({ kind, title }));
const DESCRIBED = readFileSync('../docs/openapi.json', 'utf8');

changeSettings({ language: 'de' });
const texts = await startTexts();

function problem(kind: string, detail: string, status = 409) {
  const title = KINDS.find((known) => known.kind === kind)?.title ?? kind;
  return new ApiError(status, { type: `urn:ombud:problem:${kind}`, title, detail });
}

const show = (shown: ReactNode) => render(<I18nextProvider i18n={texts}>{shown}</I18nextProvider>);

test('the kinds are those of the interface', () => {
  const examples = [...DESCRIBED.matchAll(/urn:ombud:problem:([\w-]+)/g)].map(([, kind]) => kind);
  expect(KINDS.map(({ kind }) => kind)).toEqual(expect.arrayContaining(examples));
  // One answer for each status is described, by the title of its kind.
  const described = KINDS.filter(({ title }) => DESCRIBED.includes(`"description": "${title}"`));
  expect(described.length).toBeGreaterThanOrEqual(13);
});

test('each kind of problem has a text in both languages, and no text is without a kind', () => {
  const wanted = [...KINDS.map(({ kind }) => kind), 'unreachable'].sort();
  expect(Object.keys(english.kinds).sort()).toEqual(wanted);
  expect(Object.keys(german.kinds).sort()).toEqual(wanted);
  const same = wanted.filter(
    (kind) => new Map(Object.entries(german.kinds)).get(kind) === new Map(Object.entries(english.kinds)).get(kind),
  );
  expect(same).toEqual([]);
});

test.each(KINDS)('a German reader reads a German sentence about $kind', ({ kind }) => {
  const sentence = new Map<string, string>(Object.entries(german.kinds)).get(kind);
  show(<ProblemLine error={problem(kind, '')} />);
  expect(screen.getByRole('alert').textContent.trim()).toBe(`${sentence}.`);
});

test('what the server says stands below, as English', () => {
  show(<ProblemLine error={problem('conflict', 'this name is taken')} />);
  expect(screen.getByText('This name is taken.')).toHaveAttribute('lang', 'en');
  expect(screen.getByText(`${german.kinds.conflict}.`)).not.toHaveAttribute('lang');
});

test.each([
  ['not-found', 'there is no such alert'],
  ['internal', 'this is a fault of the server; its log has it under this instance'],
  ['too-large', 'too large'],
])('what says no more than %s is left out', (kind, detail) => {
  const { container } = show(<ProblemLine error={problem(kind, detail)} />);
  expect(container.querySelector('[lang]')).toBeNull();
});

test('what is closed says in German who can open it, and the reason of the server below', () => {
  show(<Problem error={problem('forbidden', 'your roles do not allow it', 403)} whoCan="Die Analyse." />);
  expect(screen.getByRole('heading', { name: german.kinds.forbidden })).toBeVisible();
  expect(screen.getByText('Die Analyse.')).toBeVisible();
  expect(screen.getByText('Your roles do not allow it.')).toHaveAttribute('lang', 'en');
});

test('a problem as one text is German alone', () => {
  const Text = () => <output>{useProblemText()(problem('conflict', 'this name is taken'))}</output>;
  show(<Text />);
  expect(screen.getByRole('status')).toHaveTextContent(/^Das ist beim jetzigen Stand nicht möglich\.$/);
});

test('a kind that is not known has a text as well', () => {
  show(<ProblemLine error={problem('teapot', '')} />);
  expect(screen.getByRole('alert')).toHaveTextContent(german.kinds.internal);
});
