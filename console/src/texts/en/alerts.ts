export const alerts = {
  title: 'Alerts',
  strongest: 'The strongest first',
  empty: 'There is no alert',
  emptyText: 'Alerts appear here when activity reaches the threshold of a policy.',
  whoCan: 'Analysts, investigators and case overseers can see alerts.',
} as const;
