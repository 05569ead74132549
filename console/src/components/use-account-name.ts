import { useQuery } from '@tanstack/react-query';
import { accountsQuery } from '../api/assignment-rules';
import { mayDo, useViewer } from '../api/viewer';
import { useChoices } from './use-choices';

/** The name of an account, where the viewer may know it: from the list of accounts, or from those to whom alerts can be given. */
export function useAccountName(): (id: string) => string | undefined {
  const viewer = useViewer();
  const accounts = useQuery({ ...accountsQuery, enabled: mayDo(viewer, 'list-accounts') }).data ?? [];
  const assignees = useChoices()?.assignees ?? [];
  return (id) =>
    accounts.find((account) => account.id === id)?.display_name ??
    assignees.find(({ account }) => account === id)?.name;
}
