import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

// Day first in English too: records come from everywhere, and 9/3 is two days.
const LOCALES: Partial<Record<string, string>> = { en: 'en-GB', de: 'de-DE' };

/** Numbers and moments in the viewer's language; moments also in the viewer's zone. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    const locale = LOCALES[language] ?? language;
    const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    const nears = new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    const universal = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
    return {
      number: (value: number, options?: Intl.NumberFormatOptions) =>
        new Intl.NumberFormat(locale, options).format(value),
      moment: (at: Date) => moments.format(at),
      day: (at: Date) => days.format(at),
      /** A day that a date such as `2026-11-30` names: the same in each zone. */
      date: (day: string) => dates.format(new Date(day)),
      time: (at: Date) => times.format(at),
      /** A moment not far from now: without the year. */
      near: (at: Date) => nears.format(at),
      universal: (at: Date) => universal.format(at),
    };
  }, [language]);
}
