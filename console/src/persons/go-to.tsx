import { Button } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';
import { TextField } from '../ui/text-field';

/** The way to somebody who is in scope of no policy: by the pseudonym. */
export function GoTo() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [pseudonym, setPseudonym] = useState('');
  const wanted = pseudonym.trim().toLowerCase();
  return (
    <form
      className="line person-go"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '') void navigate(paths.person(wanted));
      }}
    >
      <TextField
        label={t('persons.pseudonym')}
        hint={t('persons.pseudonymHint')}
        value={pseudonym}
        onChange={setPseudonym}
      />
      <Button type="submit" disabled={wanted === ''}>
        {t('persons.open')}
      </Button>
    </form>
  );
}
