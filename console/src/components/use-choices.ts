import { useQuery } from '@tanstack/react-query';
import { choicesQuery } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';

/** What the queue can be narrowed to, and to whom alerts can be given; nothing before it is read, or where it is closed to the viewer. */
export function useChoices() {
  const enabled = mayDo(useViewer(), 'list-alerts');
  return useQuery({ ...choicesQuery, enabled }).data;
}
