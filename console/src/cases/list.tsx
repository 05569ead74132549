import { useTranslation } from 'react-i18next';
import type { Case } from '../api/cases';
import { Moment } from '../ui/moment';
import { ScrollArea } from '../ui/scroll-area';
import { CaseLink } from './case-link';
import { DueDay } from './due-day';
import { Persons } from './persons';
import { StatusTag } from './status-tag';
import { useMembers } from './use-members';

const PERSONS = 3;

/** The cases, the newest first. The chips hold pseudonyms, also while a name is released. */
export function List({ cases }: { readonly cases: readonly Case[] }) {
  const { t } = useTranslation();
  return (
    <ScrollArea label={t('cases.list')}>
      <table className="table cases-table">
        <thead>
          <tr>
            <th>{t('requests.case')}</th>
            <th>{t('cases.persons')}</th>
            <th>{t('cases.state')}</th>
            <th>{t('cases.assignee')}</th>
            <th>{t('cases.due')}</th>
            <th>{t('cases.opened')}</th>
            <th>{t('cases.changed')}</th>
            <th>{t('cases.closed')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((shown) => (
            <Row key={shown.id} shown={shown} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Row({ shown }: { readonly shown: Case }) {
  const { owner } = useMembers();
  const { id, persons, assignee, due, opened_at: opened, changed_at: changed, closed_at: closed } = shown;
  return (
    <tr>
      <td className="nowrap">
        <CaseLink id={id} />
      </td>
      <td>
        <Persons pseudonyms={persons} most={PERSONS} />
      </td>
      <td>
        <StatusTag shown={shown} />
      </td>
      <td>{owner(assignee)}</td>
      <td>{due && <DueDay day={due} />}</td>
      <td className="nowrap">
        <Moment at={opened} only="day" />
      </td>
      <td className="nowrap">
        <Moment at={changed} />
      </td>
      <td className="nowrap">{closed && <Moment at={closed} only="day" />}</td>
    </tr>
  );
}
