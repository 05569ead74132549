//! News of alerts: what became of which alert, in the order in which it was committed, for those who keep a list of alerts.
//!
//! Promises: news is written in the unit of work that it tells of; its numbers have no gaps and rise with the commits, whichever process
//! commits; the newest [`KEPT`] are kept; whoever knows a place that is not there any more, or of another history, is told so.

use ombud_model::{AlertId, PersonId};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;

use super::Records;
use super::work::raised;
use crate::StoreError;
use crate::error::During;
use crate::sql::{
    count_value, delete_in, get, get_count, get_optional_id, get_person, id_value, insert_rows,
    person_value,
};
use crate::tables::{AlertNews as Columns, Alerts};

/// How much news is kept. Whoever has missed more reads everything anew.
pub const KEPT: u64 = 1_000;
/// Name of the counter that gives the numbers.
const COUNTER: &str = "alert-news";

/// What became of an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewsKind {
    Opened,
    Changed,
    Withdrawn,
}

impl NewsKind {
    /// Stored: never change one.
    const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Opened, Self::Changed, Self::Withdrawn]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// What became of the alert of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AlertNews {
    pub alert: AlertId,
    pub person: PersonId,
    pub kind: NewsKind,
}

/// Where in the news somebody is: after the entry with that number. The mark is drawn for the entry, so that a place of another history, such
/// as the one before a restored backup, is not taken for one of this history.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NewsPlace {
    number: u64,
    mark: u64,
}

impl NewsPlace {
    /// Names the place and says nothing else; 0 before the first entry.
    pub fn mark(self) -> u64 {
        self.mark
    }
}

/// An entry and the place after it. Without an alert it says that alerts were deleted, and not which ones.
pub type NewsEntry = (NewsPlace, Option<AlertNews>);

impl Records {
    /// The place after everything that there is.
    pub async fn newest_news(&self) -> Result<NewsPlace, StoreError> {
        let select = places()
            .order_by(Columns::Number, Order::Desc)
            .limit(1)
            .take();
        let row = self.one("look for news of alerts", &select).await?;
        row.as_ref().map_or(Ok(NewsPlace::default()), place)
    }

    /// The place with that mark; `None` when it is not known any more, or never was.
    pub async fn news_place(&self, mark: u64) -> Result<Option<NewsPlace>, StoreError> {
        if mark == 0 {
            return Ok(Some(NewsPlace::default()));
        }
        let select = places()
            .and_where(Expr::col(Columns::Mark).eq(count_value(mark)))
            .take();
        let row = self.one("look up news of alerts", &select).await?;
        row.as_ref().map(place).transpose()
    }

    /// What came after that place, in order; `None` when some of it is not kept any more, or the place is of another history.
    pub async fn news_after(&self, after: NewsPlace) -> Result<Option<Vec<NewsEntry>>, StoreError> {
        // The entry of the place itself is read as well: in one statement, so that it cannot go in between.
        let select = places()
            .columns([Columns::Alert, Columns::Person, Columns::Kind])
            .and_where(Expr::col(Columns::Number).gte(count_value(after.number)))
            .order_by(Columns::Number, Order::Asc)
            .take();
        let rows = self.all("read news of alerts", &select).await?;
        let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let first = entries.first().map(|(place, _)| *place);
        let follows = match first {
            Some(first) if after.number == 0 => first.number == 1,
            None => after.number == 0,
            Some(first) => first == after,
        };
        if after.number > 0 && follows {
            entries.remove(0);
        }
        Ok(follows.then_some(entries))
    }
}

fn places() -> SelectStatement {
    Query::select()
        .columns([Columns::Number, Columns::Mark])
        .from(Columns::Table)
        .take()
}

fn place(row: &QueryResult) -> Result<NewsPlace, StoreError> {
    Ok(NewsPlace {
        number: get_count(row, 0)?,
        mark: get_count(row, 1)?,
    })
}

fn entry(row: &QueryResult) -> Result<NewsEntry, StoreError> {
    let Some(alert) = get_optional_id(row, 2, "alert id")? else {
        return Ok((place(row)?, None));
    };
    let kind = get::<String>(row, 4)?;
    let news = AlertNews {
        alert: AlertId(alert),
        person: get_person(row, 3)?,
        kind: NewsKind::of(&kind).ok_or_else(|| StoreError::corrupt("news of an alert", &kind))?,
    };
    Ok((place(row)?, Some(news)))
}

/// Whom an alert is about.
pub(super) async fn person_of(
    transaction: &DatabaseTransaction,
    alert: AlertId,
) -> Result<Option<PersonId>, StoreError> {
    let select = Query::select()
        .column(Alerts::Person)
        .from(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(id_value(alert.0)))
        .take();
    let row = transaction
        .query_one(&select)
        .await
        .during("look up an alert")?;
    row.map(|row| get_person(&row, 0)).transpose()
}

/// Writes news behind what there is, and forgets the oldest beyond [`KEPT`].
pub(super) async fn add_news(
    transaction: &DatabaseTransaction,
    news: &[AlertNews],
) -> Result<(), StoreError> {
    let rows = news.iter().map(|news| {
        [
            Some(id_value(news.alert.0)).into(),
            Some(person_value(news.person)).into(),
            news.kind.name().into(),
        ]
    });
    write(transaction, rows.collect()).await
}

/// Forgets the news of these alerts, and says that alerts were deleted.
pub(super) async fn forget_alerts(
    transaction: &DatabaseTransaction,
    alerts: &[AlertId],
) -> Result<(), StoreError> {
    let values = alerts.iter().map(|id| id_value(id.0).into()).collect();
    delete_in(transaction, Columns::Table, Columns::Alert, values)
        .await
        .during("forget news of alerts")?;
    say_deleted(transaction).await
}

/// Forgets the news of a person's alerts, and says that alerts were deleted.
pub(super) async fn forget_alerts_of(
    transaction: &DatabaseTransaction,
    person: PersonId,
) -> Result<(), StoreError> {
    let values = vec![person_value(person).into()];
    delete_in(transaction, Columns::Table, Columns::Person, values)
        .await
        .during("forget news of alerts")?;
    say_deleted(transaction).await
}

async fn say_deleted(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    let nobody = [
        Option::<Vec<u8>>::None.into(),
        Option::<i64>::None.into(),
        "deleted".into(),
    ];
    write(transaction, vec![nobody]).await
}

async fn write(transaction: &DatabaseTransaction, news: Vec<[Value; 3]>) -> Result<(), StoreError> {
    if news.is_empty() {
        return Ok(());
    }
    let action = "write news of alerts";
    let count = i64::try_from(news.len()).unwrap_or(i64::MAX);
    // The counter is held until the commit: numbers rise in the order of the commits.
    let last = raised(transaction, COUNTER, count).await?;
    let rows = news.into_iter().zip(last - count + 1..).map(row).collect();
    let columns = [
        Columns::Number,
        Columns::Mark,
        Columns::Alert,
        Columns::Person,
        Columns::Kind,
    ];
    insert_rows(transaction, Columns::Table, columns, None, rows)
        .await
        .during(action)?;
    let delete = Query::delete()
        .from_table(Columns::Table)
        .and_where(Expr::col(Columns::Number).lte(last - count_value(KEPT)))
        .take();
    transaction.execute(&delete).await.during(action)?;
    Ok(())
}

fn row(([alert, person, kind], number): ([Value; 3], i64)) -> [Value; 5] {
    // Positive in a signed column, and never the mark of the place before the first entry.
    let mark = Ord::max(Uuid::new_v4().as_u64_pair().0 >> 1, 1);
    [number.into(), count_value(mark).into(), alert, person, kind]
}
