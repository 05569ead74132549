import { Field, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { changeSettings, CHOICES, useSettings } from '../app/settings';
import { Card } from '../ui/card';

/** How the console looks and reacts in this browser. */
export function Look() {
  const { t } = useTranslation();
  const { theme, density, language, keys } = useSettings();
  const groups = [
    {
      name: 'theme',
      label: t('settings.theme'),
      value: theme,
      choices: CHOICES.theme.map((id) => [id, t(`settings.themes.${id}`)]),
    },
    {
      name: 'density',
      label: t('settings.density'),
      value: density,
      choices: CHOICES.density.map((id) => [id, t(`settings.densities.${id}`)]),
    },
    {
      name: 'language',
      label: t('settings.language'),
      value: language,
      choices: CHOICES.language.map((id) => [id, t(`settings.languages.${id}`)]),
    },
  ] as const;
  return (
    <Card title={t('account.look')} note={t('account.lookNote')}>
      {groups.map(({ name, label, value, choices }) => (
        <Field key={name} label={label}>
          <RadioGroup layout="horizontal" value={value} onChange={(_, data) => changeSettings({ [name]: data.value })}>
            {choices.map(([id, text]) => (
              <Radio key={id} value={id ?? ''} label={text ?? ''} />
            ))}
          </RadioGroup>
        </Field>
      ))}
      <Switch
        checked={keys}
        label={t('settings.keys')}
        onChange={(_, { checked }) => changeSettings({ keys: checked })}
      />
      <p className="meta">{t('settings.keysText')}</p>
    </Card>
  );
}
