import { useSyncExternalStore } from 'react';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
const DENSITIES = ['comfortable', 'compact'] as const;
export const LANGUAGES = ['en', 'de'] as const;

export type ThemeChoice = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];
export type Language = (typeof LANGUAGES)[number];

/** What somebody chose in this browser. Nothing that comes from records is ever kept here. */
export interface Settings {
  readonly theme: ThemeChoice;
  readonly density: Density;
  readonly language: Language;
  /** Whether single keys without Ctrl do something. */
  readonly keys: boolean;
}

const PLACE = 'ombud.settings';
const listeners = new Set<() => void>();
let current = read();

function read(): Settings {
  const stored = parse(localStorage.getItem(PLACE));
  const ofBrowser = navigator.language.startsWith('de') ? 'de' : 'en';
  return {
    theme: oneOf(THEMES, stored['theme']) ?? 'system',
    density: oneOf(DENSITIES, stored['density']) ?? 'comfortable',
    language: oneOf(LANGUAGES, stored['language']) ?? ofBrowser,
    keys: stored['keys'] !== false,
  };
}

function parse(text: string | null): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

export function settings(): Settings {
  return current;
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change };
  localStorage.setItem(PLACE, JSON.stringify(current));
  listeners.forEach((listener) => listener());
}

export function onSettingsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSettings(): Settings {
  return useSyncExternalStore(onSettingsChange, settings);
}

export const CHOICES = { theme: THEMES, density: DENSITIES, language: LANGUAGES } as const;
