import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, onSettingsChange, settings, type Language } from '../app/settings';

type Load = () => Promise<ResourceLanguage>;

// A browser loads only the language that it shows, and at first only what the first pages say.
const FIRST: Record<Language, Load> = {
  en: async () => (await import('./en/first')).first,
  de: async () => (await import('./de/first')).first,
};
const PAGES: Record<Language, Load> = {
  en: async () => (await import('./en/pages')).pages,
  de: async () => (await import('./de/pages')).pages,
};

const texts = i18next.createInstance();
const loaded = new Set<Load>();
let shown: readonly Record<Language, Load>[] = [FIRST];

/** Adds the texts of a language that are shown and not there yet. */
async function load(language: Language): Promise<void> {
  const missing = shown.map((part) => part[language]).filter((part) => !loaded.has(part));
  for (const part of missing) {
    texts.addResourceBundle(language, 'translation', await part(), true);
    loaded.add(part);
  }
}

/** Shows the language that was chosen. Until its texts are there, the page stays in the language before. */
async function follow(): Promise<void> {
  const { language } = settings();
  await load(language);
  // Another one may have been chosen meanwhile.
  if (settings().language !== language) return;
  if (texts.language !== language) await texts.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startTexts(): Promise<typeof texts> {
  const { language } = settings();
  await texts.use(initReactI18next).init({
    lng: language,
    supportedLngs: LANGUAGES,
    fallbackLng: false,
    resources: {},
    // React writes text nodes, which escape by themselves.
    interpolation: { escapeValue: false },
  });
  // A language that cannot be loaded now leaves the page as it is.
  onSettingsChange(() => void follow().catch(() => undefined));
  await follow();
  return texts;
}

/** The texts of all pages, for whoever leaves the first ones. */
export async function loadPageTexts(): Promise<void> {
  shown = [FIRST, PAGES];
  await load(settings().language);
}
