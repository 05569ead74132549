import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, onSettingsChange, settings } from '../app/settings';
import { de } from './de';
import { en } from './en';

const texts = i18next.createInstance();

function follow(): void {
  const { language } = settings();
  document.documentElement.lang = language;
  if (texts.language !== language) void texts.changeLanguage(language);
}

export async function startTexts(): Promise<typeof texts> {
  await texts.use(initReactI18next).init({
    lng: settings().language,
    supportedLngs: LANGUAGES,
    fallbackLng: false,
    resources: { en: { translation: en }, de: { translation: de } },
    // React writes text nodes, which escape by themselves.
    interpolation: { escapeValue: false },
  });
  onSettingsChange(follow);
  follow();
  return texts;
}
