/** What the address of the queue says. Without a status it is the alerts that need review. */
export interface QueueSearch {
  readonly status?: string | undefined;
  readonly severity?: 'high' | 'medium' | 'low' | undefined;
  readonly assignee?: 'me' | 'none' | undefined;
  readonly overdue?: true | undefined;
}

function oneOf<T>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

export function parseQueueSearch(search: Record<string, unknown>): QueueSearch {
  return {
    status: oneOf(['all', 'needs-review', 'confirmed', 'dismissed', 'resolved'], search['status']),
    severity: oneOf(['high', 'medium', 'low'], search['severity']),
    assignee: oneOf(['me', 'none'], search['assignee']),
    overdue: oneOf([true], search['overdue']),
  };
}
