import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askAboutPerson, REQUESTS, type Asks } from '../api/requests';
import { FormDialog } from '../components/dialog';
import { useAct } from '../components/use-act';
import { useChoices } from '../components/use-choices';
import { Choice } from '../ui/choice';
import { PersonChip } from '../ui/person-chip';
import { TextField } from '../ui/text-field';
import { isReason, PurposeField, ReasonField } from './fields';

/** Days to choose from; the server takes from the first to the last one. */
const DAYS = { 'user-report': [1, 3, 7, 14, 30], 'scoring-by-hand': [5, 10, 20, 30] } as const;
const USUAL_DAYS = { 'user-report': '7', 'scoring-by-hand': '10' } as const;
const PERIOD_DAYS = 30;
const DAY_MS = 86_400_000;

interface Props {
  readonly kind: Asks['kind'];
  readonly person: string;
  readonly onClose: () => void;
}

/** Asks for a report on a person, or that policies score the person. What was written stays until the request is made. */
export function AboutDialog({ kind, person, onClose }: Props) {
  const { t } = useTranslation();
  const wanted = useWanted(kind);
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [days, setDays] = useState<string>(USUAL_DAYS[kind]);
  const ask = useAct(askAboutPerson, { changes: REQUESTS, said: t('requests.done.asked'), onDone: onClose });
  const { asks } = wanted;
  const submit = () =>
    asks !== undefined && ask.mutate({ person, asks, purpose, reason: why.trim(), days: Number(days) });
  return (
    <FormDialog
      title={t(`requests.about.ask.${kind}`)}
      act={t('requests.send')}
      ready={asks !== undefined && purpose !== '' && isReason(why)}
      pending={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="line">
        <PersonChip pseudonym={person} />
      </p>
      {wanted.fields}
      <PurposeField value={purpose} onChange={setPurpose} />
      <ReasonField label={t('requests.about.reason')} value={why} onChange={setWhy} />
      <Choice
        label={t('requests.for')}
        value={days}
        onChange={setDays}
        options={DAYS[kind].map((each) => ({ id: String(each), text: t('requests.length.days', { count: each }) }))}
      />
      <p className="meta">{t('requests.follows.ask')}</p>
    </FormDialog>
  );
}

/** The fields of what is asked for, and what was chosen in them once it is enough. */
function useWanted(kind: Asks['kind']) {
  const period = usePeriod();
  const policies = usePolicies();
  return kind === 'user-report' ? period : policies;
}

function usePeriod() {
  const { t } = useTranslation();
  const [today] = useState(() => Date.now());
  const [from, setFrom] = useState(dayOf(today - (PERIOD_DAYS - 1) * DAY_MS));
  const [to, setTo] = useState(dayOf(today));
  const asks: Asks | undefined = from !== '' && to !== '' ? { kind: 'user-report', from, to } : undefined;
  const fields = (
    <div className="line">
      <TextField label={t('requests.about.from')} type="date" value={from} onChange={setFrom} />
      <TextField label={t('requests.about.to')} type="date" value={to} onChange={setTo} />
    </div>
  );
  return { asks, fields };
}

function usePolicies() {
  const { t } = useTranslation();
  const known = useChoices()?.policies ?? [];
  const [policies, setPolicies] = useState<readonly string[]>([]);
  const asks: Asks | undefined = policies.length > 0 ? { kind: 'scoring-by-hand', policies: [...policies] } : undefined;
  const fields = (
    <fieldset>
      <legend>{t('requests.about.policies')}</legend>
      <div className="choices">
        {known.map((policy) => (
          <Checkbox
            key={policy}
            label={policy}
            checked={policies.includes(policy)}
            onChange={(_, { checked }) =>
              setPolicies(checked === true ? [...policies, policy] : policies.filter((one) => one !== policy))
            }
          />
        ))}
      </div>
    </fieldset>
  );
  return { asks, fields };
}

/** The day of a moment, UTC: days of the records are. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
