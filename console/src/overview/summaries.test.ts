import { expect, test, vi } from 'vitest';
import { changeSettings } from '../app/settings';
import { startTexts } from '../texts';
import { OVERVIEW } from './fixture';
import { ageNames, agesSummary, daysSummary } from './summaries';

const { t } = await startTexts();
const format = {
  number: (value: number) => new Intl.NumberFormat('en-GB').format(value),
  date: (day: string) => day,
};
const { alerts } = OVERVIEW;
if (alerts === null) throw new Error('the fixture has alerts');

test('open alerts are summed up, and the oldest are named', () => {
  expect(agesSummary(alerts, t, format)).toBe(
    '20 alerts are open: 19 high, 1 medium, 0 low. 2 have been open for 7 days or more.',
  );
  const young = {
    ...alerts,
    open: { high: 0, medium: 1, low: 0 },
    ages: [{ from_days: 0, high: 0, medium: 0, low: 0 }],
  };
  expect(agesSummary(young, t, format)).toBe('One alert is open: 0 high, 1 medium, 0 low.');
});

test('days are summed up with the first of the highest', () => {
  expect(daysSummary(alerts, t, format)).toBe(
    'In the last 30 days, 57 alerts were opened and 54 were decided. Most on one day: 6 opened, on 2026-11-05.',
  );
  expect(daysSummary({ ...alerts, days: [] }, t, format)).toBe(
    'In the last 0 days, 0 alerts were opened and 0 were decided.',
  );
});

test('columns say from when to when, in the language of the viewer', async () => {
  expect(ageNames(alerts, t, format)).toEqual(['under 1 d', '1 to 3 d', '3 to 7 d', '7 d or more']);
  changeSettings({ language: 'de' });
  await vi.waitFor(() =>
    expect(ageNames(alerts, t, format)).toEqual(['unter 1 T.', '1 bis 3 T.', '3 bis 7 T.', 'ab 7 T.']),
  );
  changeSettings({ language: 'en' });
});
