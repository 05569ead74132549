import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../api/persons';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { useFormat } from '../ui/format';
import { ScrollArea } from '../ui/scroll-area';
import { Drawing, Shape } from './drawing';
import { KINDS, plotOf, type Plot } from './plot';
import { RANGES, withDay, withMonths, withView, type PersonSearch } from './search';
import { Twin } from './twin';

interface Props {
  readonly person: PersonDetail;
  readonly search: PersonSearch;
  readonly onSearch: (search: PersonSearch) => void;
}

/** What was recognised of a person over time, as a drawing or as its numbers. */
export function Activity({ person, search, onSearch }: Props) {
  const { t } = useTranslation();
  const plot = plotOf(person.days);
  const summary = useSummary(person, plot);
  const asTable = search.view === 'table';
  return (
    <Card
      title={t('persons.activity')}
      acts={
        <>
          <Choice
            label={t('persons.range')}
            value={String(search.months ?? 1)}
            onChange={(months) => onSearch(withMonths(search, months))}
            options={Object.keys(RANGES).map((id) => ({ id, text: t('persons.months', { count: Number(id) }) }))}
          />
          <Button size="small" onClick={() => onSearch(withView(search, asTable ? 'drawing' : 'table'))}>
            {asTable ? t('ui.chart.asChart') : t('ui.chart.asTable')}
          </Button>
        </>
      }
      flush={asTable}
    >
      {asTable ? (
        <Twin days={person.days} />
      ) : (
        <>
          <ScrollArea label={t('persons.plot')}>
            <Drawing
              person={person}
              plot={plot}
              summary={summary}
              chosen={search.day}
              onChoose={(day) => onSearch(withDay(search, day))}
            />
          </ScrollArea>
          <Legend plot={plot} />
        </>
      )}
      <p className="meta person-summary">{summary}</p>
    </Card>
  );
}

function Legend({ plot }: { readonly plot: Plot }) {
  const { t } = useTranslation();
  const there = KINDS.filter((kind) => plot.bubbles.some((bubble) => bubble.kind === kind));
  return (
    <ul className="person-legend">
      {there.map((kind) => (
        <li key={kind}>
          <svg className="bubble" data-kind={kind} viewBox="0 0 16 16" aria-hidden="true">
            <Shape kind={kind} x={8} y={8} size={5} />
          </svg>
          {t(`persons.kinds.${kind}`)}
        </li>
      ))}
    </ul>
  );
}

/** The drawing in words. */
function useSummary(person: PersonDetail, plot: Plot): string {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const days = new Set(plot.bubbles.map(({ day }) => day)).size;
  const [first, ...others] = plot.bubbles;
  const parts: string[] = [];
  if (first === undefined) {
    parts.push(t('persons.summaryNone', { from: date(person.from), to: date(person.to) }));
  } else {
    const top = others.reduce((most, one) => (one.score > most.score ? one : most), first);
    const kind = t(`persons.kinds.${top.kind}`);
    const words = { from: date(person.from), to: date(person.to), score: top.score, day: date(top.day), kind };
    parts.push(t('persons.summary', { count: days, n: number(days), scored: number(plot.scored), ...words }));
  }
  if (plot.unscored > 0) parts.push(t('persons.summaryUnscored', { n: number(plot.unscored) }));
  return parts.join(' ');
}
