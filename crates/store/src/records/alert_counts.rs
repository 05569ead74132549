//! How many alerts there are. The database counts: an overview of a hundred thousand alerts reads a few dozen rows.

use ombud_model::{AccountId, Day, PersonId, Severity, Timestamp};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

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
        let late = Expr::case(overdue(now), 1i64).finally(0i64);
        let select = Query::select()
            .columns([Alerts::Severity, Alerts::Assignee])
            .expr(opened_day())
            .expr(Expr::col(Alerts::Id).count())
            .expr(Expr::expr(late).sum().cast_as("bigint"))
            .from(Alerts::Table)
            .and_where(waits())
            .group_by_columns([Alerts::Severity, Alerts::Assignee])
            .add_group_by([opened_day()])
            .take();
        let read = |row: &QueryResult| {
            Ok(WaitingAlerts {
                severity: severity_of(get(row, 0)?)?,
                assignee: get_optional_id(row, 1, "account id")?.map(AccountId),
                opened: day_of(row, 2)?,
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
        since: Timestamp,
    ) -> Result<Vec<(Day, u64)>, StoreError> {
        let select = Query::select()
            .expr(opened_day())
            .expr(Expr::col(Alerts::Id).count())
            .from(Alerts::Table)
            .and_where(Expr::col(Alerts::Opened).gte(since.millis()))
            .add_group_by([opened_day()])
            .take();
        let read = |row: &QueryResult| Ok((day_of(row, 0)?, get_count(row, 1)?));
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

fn opened_day() -> Expr {
    Expr::col(Alerts::Opened).div(Day::MILLIS)
}

fn day_of(row: &QueryResult, at: usize) -> Result<Day, StoreError> {
    let day = get::<i64>(row, at)?;
    let day = i32::try_from(day).map_err(|_| StoreError::corrupt("day", day))?;
    Ok(Day(day))
}
