export const places = {
  overview: 'Overview',
  alerts: 'Alerts',
  people: 'People',
  policies: 'Policies',
  cases: 'Cases',
  requests: 'Requests',
  assignment: 'Assignment rules',
} as const;

export const frame = {
  skip: 'Skip to content',
  places: 'Places',
  openPlaces: 'Open places',
  closePlaces: 'Close places',
  find: 'Find anything',
  nothingFound: 'Nothing has this name.',
  namesHidden: 'Names hidden',
  namesShown_one: 'One name shown',
  namesShown_other: '{{count}} names shown',
  look: 'Theme, density and language',
  keys: 'Keys and help',
  close: 'Close',
  cancel: 'Cancel',
  account: 'Your account',
  accountOf: 'Your account, {{name}}',
  signOut: 'Sign out',
  goTo: 'Go to {{place}}',
  trial: 'Trial without accounts: each visitor on this machine may read everything.',
  ctrl: 'Ctrl',
  shift: 'Shift',
  enter: 'Enter',
} as const;

export const roles = {
  administrators: 'Administrator',
  analysts: 'Analyst',
  approvers: 'Approver',
  auditors: 'Auditor',
  investigators: 'Investigator',
  overseers: 'Case overseer',
  pilot: 'Pilot',
  planners: 'Planner',
  responder: 'Responder',
} as const;

export const settings = {
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  language: 'Language',
  languages: { en: 'English', de: 'Deutsch' },
  keys: 'Single keys act',
  keysText: 'Keys with Ctrl always work. In a field, single keys only type.',
} as const;

export const ui = {
  severity: { low: 'low', medium: 'medium', high: 'high' },
  evidence: 'Evidence: {{times}} times what opens an alert',
  person: { inScope: 'in scope', released: 'Name shown' },
  states: {
    loading: 'Loading',
    retry: 'Try again',
    reference: 'Reference',
    sealed: 'Ombud is sealed',
    sealedText:
      'The server waits for its master key. Until then nothing can be read, and no records are taken in: senders keep them and send them again. Whoever keeps the key hands it over with “ombud unseal”. This page goes on by itself then.',
  },
  secret: {
    once: 'This is shown only now. Keep it where nobody else reads it.',
    copy: 'Copy',
    kept: 'I have kept it',
  },
  toast: { undo: 'Undo', close: 'Close' },
  chart: {
    asTable: 'Show as table',
    asChart: 'Show as chart',
    failed: 'The chart could not be loaded. The table has the same numbers.',
  },
} as const;

export const problem = {
  page: 'This page cannot be shown',
  nowhere: 'There is no such page',
  nowhereText: 'The address may be old or mistyped.',
  toOverview: 'Go to the overview',
  whoCan: 'Your roles do not open this. An administrator gives roles.',
  kinds: {
    'invalid-request': 'The server did not accept this',
    unauthorized: 'The proof was not accepted',
    'fresh-sign-in-needed': 'Confirm who you are',
    forbidden: 'Not open to your roles',
    'not-found': 'There is no such thing, or you may not see it',
    conflict: 'Not possible as things stand',
    'approval-needed': 'A second person must approve this',
    'too-large': 'This is too large',
    'too-many-attempts': 'There were too many attempts: wait a while',
    unavailable: 'This is not available now: try again soon',
    unreachable: 'The server cannot be reached',
    sealed: 'Ombud is sealed: it waits for its master key',
    'method-not-allowed': 'The server does not offer this here',
    'request-timeout': 'The request took too long to arrive',
    'unsupported-media': 'The server does not take this type of content',
    'wrong-host': 'The server is not known under this address',
    'key-reused': 'This was sent before with other content',
    internal: 'This could not be done',
  },
} as const;
