import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, onSettingsChange, settings, type Language } from '../app/settings';

// A browser loads only the language that it shows.
const CATALOGUES: Record<Language, () => Promise<ResourceLanguage>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
};

const texts = i18next.createInstance();

/** Shows the language that was chosen. Until its texts are there, the page stays in the language before. */
async function follow(): Promise<void> {
  const { language } = settings();
  if (!texts.hasResourceBundle(language, 'translation')) {
    texts.addResourceBundle(language, 'translation', await CATALOGUES[language]());
  }
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
    resources: { [language]: { translation: await CATALOGUES[language]() } },
    // React writes text nodes, which escape by themselves.
    interpolation: { escapeValue: false },
  });
  // A language that cannot be loaded now leaves the page as it is.
  onSettingsChange(() => void follow().catch(() => undefined));
  await follow();
  return texts;
}
