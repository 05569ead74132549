import { Input } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts';
import { parseQueueSearch, type QueueSearch } from './search';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

/** Finds alerts by pseudonym, id, assignee or words of a note. It acts on Enter, and on being emptied. */
export function SearchField({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const find = (text: string) => {
    setTyped(undefined);
    onSearch(parseQueueSearch({ ...search, find: text, at: undefined }));
  };
  useShortcuts(useMemo(() => [{ keys: '/', text: t('alerts.keys.search'), act: () => field.current?.focus() }], [t]));
  return (
    <form
      role="search"
      className="queue-search"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== undefined) find(typed);
      }}
    >
      <Input
        input={{ ref: field }}
        type="search"
        size="small"
        contentBefore={<SearchRegular aria-hidden="true" />}
        maxLength={100}
        value={typed ?? search.find ?? ''}
        aria-label={t('alerts.search')}
        placeholder={t('alerts.searchHint')}
        onChange={(_, { value }) => (value === '' ? find('') : setTyped(value))}
      />
    </form>
  );
}
