import { useTranslation } from 'react-i18next';
import { roles } from '../texts/en/frame';

const isKnown = (role: string): role is keyof typeof roles => role in roles;

/** What a role is called; one that somebody defined here has no other name than its id. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation();
  return (role) => (isKnown(role) ? t(`roles.${role}`) : role);
}
