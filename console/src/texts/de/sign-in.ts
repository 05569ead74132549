import type * as en from '../en/sign-in';
import type { Same } from '../same';

export const signIn: Same<typeof en.signIn> = {
  title: 'Anmelden',
  login: 'Anmeldename',
  password: 'Passwort',
  code: 'Einmalcode oder Wiederherstellungscode',
  codeHint: 'Der Code, den Ihre App gerade anzeigt, oder einer Ihrer Wiederherstellungscodes.',
  codeNeeded: 'Für dieses Konto sind Einmalcodes eingerichtet. Geben Sie den Code ein, den Ihre App gerade anzeigt.',
  withCode: 'Ich habe einen Code',
  act: 'Anmelden',
  or: 'oder',
  passkey: { 'sign-in': 'Mit Passkey anmelden', confirm: 'Mit Passkey bestätigen' },
  provider: { 'sign-in': 'Mit {{name}} anmelden', confirm: 'Mit {{name}} bestätigen' },
  passkeyNotUsed: 'Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
  lost: 'Wenn Sie sich nicht anmelden können, bitten Sie die Administration um einen Link zum Zurücksetzen.',
  confirmTitle: 'Bestätigen Sie, wer Sie sind',
  confirmText:
    'Für diesen Schritt ist ein Nachweis aus den letzten Minuten nötig. Es geht weiter, sobald Sie bestätigt haben.',
  confirm: 'Bestätigen',
};
