import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { placesOf } from '../app/places';
import { Card } from '../ui/card';
import { PageHead } from '../ui/page-head';
import { Empty } from '../ui/states';

export default function Overview() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const notices = viewer.kind === 'account' ? viewer.me.notices : [];
  return (
    <>
      <PageHead title={t('overview.title')} />
      <div className="columns">
        <Card title={t('overview.notices')} flush>
          {notices.length === 0 && <Empty title={t('overview.noNotices')} text={t('overview.noNoticesText')} />}
          <ul className="rows">
            {notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Card>
        <Card title={t('overview.places')}>
          <ul className="stack tight">
            {placesOf(viewer).map(({ id, link }) => (
              <li key={id}>
                <Link {...link}>{t(`places.${id}`)}</Link>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}
