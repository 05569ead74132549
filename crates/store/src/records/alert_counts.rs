//! How many alerts there are. The database counts: an overview of a hundred thousand alerts reads a few dozen rows.
//!
//! Promises: counts of everybody's alerts are taken from an index in the order in which they are grouped; nothing is sorted for them.

use ombud_model::{AccountId, Day, PersonId, Severity, Timestamp};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement};

use super::Records;
use super::alert_filter::{overdue, waits};
use super::alerts::severity_of;
use crate::StoreError;
use crate::sql::{get, get_count, get_optional_id};
use crate::tables::Alerts;

/// Alerts that wait for a decision and are alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaitingAlerts {
    pub severity: Severity,
    pub assignee: Option<AccountId>,
    /// UTC day on which they were opened.
    pub opened: Day,
    pub count: u64,
    /// How many of them should have been decided on.
    pub overdue: u64,
}

impl Records {
    /// Those that wait for a decision, in no order: everybody's, or only those of `persons`.
    pub async fn count_waiting_alerts(
        &self,
        persons: Option<&[PersonId]>,
        now: Timestamp,
    ) -> Result<Vec<WaitingAlerts>, StoreError> {
        let select = waiting(now);
        let read = |row: &QueryResult| {
            Ok(WaitingAlerts {
                severity: severity_of(get(row, 0)?)?,
                assignee: get_optional_id(row, 1, "account id")?.map(AccountId),
                opened: read_day(row, 2)?,
                count: get_count(row, 3)?,
                overdue: get_count(row, 4)?,
            })
        };
        self.counted("count alerts that wait", persons, &select, read)
            .await
    }

    /// How many alerts were opened on which UTC day since, whatever became of them; in no order, and a day may stand there several times.
    pub async fn count_opened_alerts(
        &self,
        persons: Option<&[PersonId]>,
        since: Day,
    ) -> Result<Vec<(Day, u64)>, StoreError> {
        self.counted_by_day(Alerts::Opened, persons, since).await
    }

    /// How many alerts were decided on, and still are, on which UTC day since; as [`Records::count_opened_alerts`].
    pub async fn count_decided_alerts(
        &self,
        persons: Option<&[PersonId]>,
        since: Day,
    ) -> Result<Vec<(Day, u64)>, StoreError> {
        self.counted_by_day(Alerts::Decided, persons, since).await
    }

    async fn counted_by_day(
        &self,
        time: Alerts,
        persons: Option<&[PersonId]>,
        since: Day,
    ) -> Result<Vec<(Day, u64)>, StoreError> {
        let select = by_day(time, since);
        let read = |row: &QueryResult| Ok((read_day(row, 0)?, get_count(row, 1)?));
        self.counted("count alerts by day", persons, &select, read)
            .await
    }

    /// Counts of everybody's alerts, or of those of some persons, a part of them at a time.
    async fn counted<T>(
        &self,
        action: &'static str,
        persons: Option<&[PersonId]>,
        select: &SelectStatement,
        read: impl Fn(&QueryResult) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match persons {
            Some(persons) => {
                self.by_persons(action, persons, Alerts::Person, select, read)
                    .await
            }
            None => self.all(action, select).await?.iter().map(read).collect(),
        }
    }
}

fn waiting(now: Timestamp) -> SelectStatement {
    let late = Expr::case(overdue(now), 1i64).finally(0i64);
    Query::select()
        .columns([Alerts::Severity, Alerts::Assignee])
        .expr(day_of(Alerts::Opened))
        .expr(Expr::col(Asterisk).count())
        .expr(Expr::expr(late).sum().cast_as("bigint"))
        .from(Alerts::Table)
        .and_where(waits())
        .group_by_columns([Alerts::Severity, Alerts::Assignee])
        .add_group_by([day_of(Alerts::Opened)])
        .take()
}

fn by_day(time: Alerts, since: Day) -> SelectStatement {
    Query::select()
        .expr(day_of(time))
        .expr(Expr::col(Asterisk).count())
        .from(Alerts::Table)
        // Which the next condition says, too; by it the database sees that the index of decisions has them all.
        .and_where(Expr::col(time).is_not_null())
        .and_where(day_of(time).gte(i64::from(since.0)))
        .add_group_by([day_of(time)])
        .take()
}

/// The UTC day of a time. Its length is written out and not bound, as in the indexes of days.
fn day_of(time: Alerts) -> Expr {
    Expr::col(time).div(Expr::cust(Day::MILLIS.to_string()))
}

fn read_day(row: &QueryResult, at: usize) -> Result<Day, StoreError> {
    let day = get::<i64>(row, at)?;
    let day = i32::try_from(day).map_err(|_| StoreError::corrupt("day", day))?;
    Ok(Day(day))
}

#[cfg(test)]
mod tests {
    use super::super::alert_filter::tests::plan_of;
    use super::*;

    #[tokio::test]
    async fn counts_of_everybodys_alerts_are_taken_from_an_index_in_their_order() {
        let since = Day(20_000);
        for (select, index) in [
            (by_day(Alerts::Opened, since), "alerts_by_opening"),
            (by_day(Alerts::Decided, since), "alerts_by_decision"),
            (waiting(Timestamp::MIN), "alerts_waiting"),
        ] {
            let plan = plan_of(&select).await;
            assert!(plan.contains(&format!("INDEX {index}")), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
