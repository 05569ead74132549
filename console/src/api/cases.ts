import { queryOptions } from '@tanstack/react-query';
import type { Alert } from './alerts';
import { api, unwrap } from './client';
import { withFreshProof } from './fresh';
import type { components, paths } from './schema';

type Schemas = components['schemas'];

export type Case = Schemas['CaseSummary'];
export type Task = Schemas['Task'];
export type Attachment = Schemas['Attachment'];
export type CaseEntry = Schemas['CaseHistoryEntry'];
export type CaseFilters = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>;

/** What a case comes to. */
export const OUTCOMES = ['benign', 'confirmed-violation'] as const;
/** What was done because of a case, outside of Ombud. */
export const ACTIONS = ['none', 'conversation', 'access-restricted', 'handed-over', 'other'] as const;

/** The longest note, reason and title that the server takes. */
export const CASE_NOTE_AT_MOST = 4000;
export const TASK_TITLE_AT_MOST = 80;
export const RECIPIENT_AT_MOST = 200;

/** Names of files that the server takes end with one of these. */
export const ATTACHMENT_TYPES = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.eml,.msg,.docx,.xlsx,.pptx,.zip,.json';

/** Of so many persons of a case the alerts are read: one request for each. */
export const PERSONS_READ_AT_MOST = 25;
const ALERTS_OF_PERSON = 500;

export const casesQuery = (filters: CaseFilters = {}) =>
  queryOptions({
    queryKey: ['cases', 'list', filters],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/cases', { signal, params: { query: filters } })),
    staleTime: 60_000,
  });

const inCase = (id: string) => ({ path: { case: id } });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/cases/{case}', { signal, params: inCase(id) })),
  });

/** The oldest first. */
export const caseNotesQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id, 'notes'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/cases/{case}/notes', { signal, params: inCase(id) }))).notes,
  });

/** In the order in which they were attached. */
export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id, 'attachments'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/cases/{case}/attachments', { signal, params: inCase(id) }))).attachments,
  });

export const tasksQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id, 'tasks'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/cases/{case}/tasks', { signal, params: inCase(id) }))).tasks,
  });

/** The oldest first. */
export const caseHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id, 'history'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/cases/{case}/history', { signal, params: inCase(id) }))).entries,
  });

/** The alerts that were confirmed into the case, the strongest first. */
export const caseAlertsQuery = ({ id, persons }: Pick<Case, 'id' | 'persons'>) => {
  const read = persons.slice(0, PERSONS_READ_AT_MOST);
  return queryOptions({
    queryKey: ['cases', id, 'alerts', read],
    queryFn: async ({ signal }): Promise<readonly Alert[]> => {
      const lists = await Promise.all(
        read.map((person) =>
          unwrap(api.GET('/api/v1/alerts', { signal, params: { query: { person, limit: ALERTS_OF_PERSON } } })),
        ),
      );
      return lists
        .flatMap(({ alerts }) => alerts)
        .filter(({ decision }) => decision?.case === id)
        .toSorted((one, next) => next.score - one.score || next.evidence - one.evidence);
    },
  });
};

export const openCase = (body: Schemas['NewCase']): Promise<Case> => unwrap(api.POST('/api/v1/cases', { body }));

export interface ContributorChange {
  readonly id: string;
  readonly account: string;
  readonly kind: 'add' | 'remove';
}

export function changeContributors({ id, account, kind }: ContributorChange): Promise<Case> {
  const params = { path: { case: id, account } };
  return kind === 'add'
    ? unwrap(api.PUT('/api/v1/cases/{case}/contributors/{account}', { params }))
    : unwrap(api.DELETE('/api/v1/cases/{case}/contributors/{account}', { params }));
}

export const assignCase = ({ id, assignee }: { readonly id: string; readonly assignee: string | null }) =>
  unwrap(api.PUT('/api/v1/cases/{case}/assignee', { params: inCase(id), body: { assignee } }));

export const noteCase = ({ id, text }: { readonly id: string; readonly text: string }) =>
  unwrap(api.POST('/api/v1/cases/{case}/notes', { params: inCase(id), body: { text } }));

/** The name goes in a header: addresses are written into logs on the way. */
export const attachToCase = ({ id, file }: { readonly id: string; readonly file: File }): Promise<Attachment> =>
  unwrap(
    api.POST('/api/v1/cases/{case}/attachments', {
      params: { ...inCase(id), header: { 'x-file-name': encodeURIComponent(file.name) } },
      headers: { 'Content-Type': 'application/octet-stream' },
      // The description says text for bytes; what is sent is the file.
      body: '',
      bodySerializer: () => file,
    }),
  );

/** The bytes of a file. Each download is in the audit log. */
export const readAttachment = (id: string, attachment: string): Promise<Blob> =>
  unwrap(
    api.GET('/api/v1/cases/{case}/attachments/{attachment}', {
      params: { path: { case: id, attachment } },
      parseAs: 'blob',
    }),
  );

export const closeCase = ({ id, ...body }: { readonly id: string } & Schemas['CaseClosing']) =>
  unwrap(api.POST('/api/v1/cases/{case}/close', { params: inCase(id), body }));

export const reopenCase = (id: string) => unwrap(api.POST('/api/v1/cases/{case}/reopen', { params: inCase(id) }));

/** The evidence of the case, as a signed package. */
export const handOverCase = ({ id, ...body }: { readonly id: string } & Schemas['NewHandOver']): Promise<Blob> =>
  withFreshProof(() =>
    unwrap(api.POST('/api/v1/cases/{case}/evidence', { params: inCase(id), body, parseAs: 'blob' })),
  );

/** What a task is to be; without the task that it is now, it is a new one. */
export interface TaskWanted {
  readonly id: string;
  readonly task: Pick<Task, 'id' | 'version'> | undefined;
  readonly title: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly done: boolean;
}

export function putTask({ id, task, title, owner, due, done }: TaskWanted): Promise<Task> {
  if (task === undefined) {
    return unwrap(api.POST('/api/v1/cases/{case}/tasks', { params: inCase(id), body: { title, owner, due } }));
  }
  const params = { path: { case: id, task: task.id } };
  const body = { version: task.version, title, owner, due, done };
  return unwrap(api.PUT('/api/v1/cases/{case}/tasks/{task}', { params, body }));
}
