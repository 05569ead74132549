export const overview = {
  title: 'Overview',
  notices: 'Notices for you',
  noNotices: 'Nothing waits for you',
  noNoticesText: 'What somebody proposes, and what became of your proposals, appears here.',
  places: 'Open to you',
} as const;
