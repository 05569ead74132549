import '../persons/persons.css';
import '../requests/requests.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useIndicator } from '../alerts/use-indicator';
import { reportQuery, type Report } from '../api/requests';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { usePurpose } from '../components/use-purpose';
import { Twin } from '../persons/twin';
import { useUnits } from '../persons/use-units';
import { useWords } from '../requests/use-words';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Moment } from '../ui/moment';
import { PageHead } from '../ui/page-head';
import { PersonChip } from '../ui/person-chip';
import { ScrollArea } from '../ui/scroll-area';
import { Empty } from '../ui/states';

const route = getRouteApi('/frame/requests/$request/report');

/** What one person did in a period, for whoever asked to read it, as long as that is allowed. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { request } = route.useParams();
  const query = useQuery(reportQuery(request));
  return (
    <>
      <Link {...paths.requests({ at: request })}>← {t('requests.open')}</Link>
      <PageHead title={t('requests.report.title')} lead={t('requests.report.lead')} />
      <Region query={query} rows={8}>
        {(report) => (
          <div className="stack">
            <Head report={report} />
            <Indicators report={report} />
            <Days report={report} />
            <Card title={t('requests.report.all')} flush>
              <Twin days={report.days} />
            </Card>
          </div>
        )}
      </Region>
    </>
  );
}

function Head({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { who } = useWords();
  const purpose = usePurpose();
  const units = useUnits(report.units);
  return (
    <Card title={t('requests.report.about')}>
      <p className="line">
        {/* The pseudonym, also while a name is released: a report is printed. */}
        <PersonChip pseudonym={report.person} />
      </p>
      <dl className="facts">
        <dt>{t('requests.report.period')}</dt>
        <dd>{t('requests.report.days', { from: date(report.from), to: date(report.to) })}</dd>
        <dt>{t('requests.report.units')}</dt>
        <dd>{units.length === 0 ? t('persons.noUnit') : units.join(', ')}</dd>
        <dt>{t('requests.purpose')}</dt>
        <dd>{purpose.title(report.purpose)}</dd>
        <dt>{t('requests.report.askedBy')}</dt>
        <dd>{who(report.asked_by)}</dd>
        <dt>{t('requests.approved')}</dt>
        <dd>
          {who(report.approved_by)}, <Moment at={report.approved_at} />
        </dd>
        <dt>{t('requests.report.until')}</dt>
        <dd>
          <Moment at={report.until} />
        </dd>
      </dl>
    </Card>
  );
}

function Indicators({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { title } = useIndicator();
  if (report.by_indicator.length === 0) {
    return (
      <Card title={t('requests.report.byIndicator')} flush>
        <Empty title={t('persons.nothing')} text={t('persons.nothingText')} />
      </Card>
    );
  }
  return (
    <Card title={t('requests.report.byIndicator')} flush>
      <ScrollArea label={t('requests.report.indicatorTotals')}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('persons.columns.kind')}</th>
              <th>{t('persons.columns.what')}</th>
              <th className="right">{t('persons.columns.count')}</th>
              <th className="right">{t('requests.report.sensitive')}</th>
              <th className="right">{t('requests.report.onDays')}</th>
            </tr>
          </thead>
          <tbody>
            {report.by_indicator.map((one) => (
              <tr key={one.indicator}>
                <td>{t(`persons.kinds.${one.family}`)}</td>
                <td className="wide">{title(one.indicator)}</td>
                <td className="right">{number(one.count)}</td>
                <td className="right">{number(one.sensitive)}</td>
                <td className="right">{number(one.days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Card>
  );
}

function Days({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  if (report.by_day.length === 0) return null;
  return (
    <Card title={t('requests.report.byDay')} flush>
      <ScrollArea label={t('requests.report.dayTotals')} tall>
        <table className="table">
          <thead>
            <tr>
              <th>{t('persons.columns.day')}</th>
              <th className="right">{t('persons.columns.count')}</th>
              <th className="right">{t('requests.report.sensitive')}</th>
            </tr>
          </thead>
          <tbody>
            {report.by_day.map((one) => (
              <tr key={one.day}>
                <td className="nowrap">{date(one.day)}</td>
                <td className="right">{number(one.count)}</td>
                <td className="right">{number(one.sensitive)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Card>
  );
}
