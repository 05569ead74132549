import { useTranslation } from 'react-i18next';
import { ROLE_OPERATIONS } from '../api/role-operations';

const isKnown = (role: string): role is keyof typeof ROLE_OPERATIONS => role in ROLE_OPERATIONS;

/** What a role is called; one that somebody defined here has no other name than its id. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation();
  return (role) => (isKnown(role) ? t(`roles.${role}`) : role);
}
