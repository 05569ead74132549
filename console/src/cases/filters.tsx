import { useTranslation } from 'react-i18next';
import { ASSIGNEES } from '../alerts/search';
import { useWho } from '../decisions/use-who';
import { Choice } from '../ui/choice';
import { DUES, parseCaseSearch, STATES, type CaseSearch } from './search';

interface Props {
  readonly search: CaseSearch;
  readonly onSearch: (search: CaseSearch) => void;
}

/** Which cases are listed. Each filter acts as soon as it is changed, and stands in the address. */
export function Filters({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const { others } = useWho();
  const change = (name: keyof CaseSearch, value: string) => onSearch(parseCaseSearch({ ...search, [name]: value }));
  const any = { id: '', text: t('cases.any') };
  return (
    <div className="cases-filters" role="group" aria-label={t('cases.filters')}>
      <Choice
        label={t('cases.state')}
        value={search.state ?? 'open'}
        onChange={(value) => change('state', value)}
        options={STATES.map((id) => ({ id, text: t(`cases.states.${id}`) }))}
      />
      <Choice
        label={t('cases.assignee')}
        value={search.assignee ?? ''}
        onChange={(value) => change('assignee', value)}
        options={[
          any,
          ...ASSIGNEES.map((id) => ({ id, text: t(`cases.assignees.${id}`) })),
          ...others.map(({ account, name }) => ({ id: account, text: name })),
        ]}
      />
      <Choice
        label={t('cases.due')}
        value={search.due ?? ''}
        onChange={(value) => change('due', value)}
        options={[any, ...DUES.map((id) => ({ id, text: t(`cases.dues.${id}`) }))]}
      />
    </div>
  );
}
