//! Which alerts are asked for, as conditions of the database.
//!
//! Promises: a list enters by an index that gives it in its order; the alerts of some persons, or of some ids, are looked up first.

use ombud_model::alert::{AlertStatus, RiskFactor};
use ombud_model::review::time_to_decide;
use ombud_model::{AccountId, AlertId, PersonId, PolicyId, Severity, Timestamp};
use sea_orm::sea_query::{
    CommonTableExpression, Condition, Expr, ExprTrait, LikeExpr, Query, SelectStatement,
};

use super::alerts::{alert_columns, select_alerts};
use super::{Aliases, Records};
use crate::StoreError;
use crate::sql::{id_value, persons_values};
use crate::tables::{Alerts, Persons};

/// The alerts that a filter names, looked up before anything else is asked of them.
const NAMED: &str = "named_alerts";

/// Which alerts. An absent part does not restrict.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct AlertFilter {
    pub policy: Option<PolicyId>,
    pub severity: Option<Severity>,
    pub status: Option<AlertStatus>,
    pub person: Option<PersonId>,
    /// Who is to decide; `Some(None)` for alerts that nobody was given.
    pub assignee: Option<Option<AccountId>>,
    /// Its last activity is not before.
    pub from: Option<Timestamp>,
    /// Its last activity is before.
    pub until: Option<Timestamp>,
    /// It waits, and should have been decided on at that moment.
    pub overdue_at: Option<Timestamp>,
    /// Indicator id of its most recent trigger.
    pub trigger: Option<String>,
    /// It has this one.
    pub factor: Option<RiskFactor>,
    pub found: Option<FoundAlerts>,
    /// Only these.
    pub ids: Option<Vec<AlertId>>,
}

/// What a search found: an alert fits if one of the parts does.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct FoundAlerts {
    /// Is in the person's pseudonym; without upper case.
    pub pseudonym: String,
    pub assignees: Vec<AccountId>,
    pub alerts: Vec<AlertId>,
}

impl Records {
    pub(super) async fn filtered(
        &self,
        filter: &AlertFilter,
    ) -> Result<SelectStatement, StoreError> {
        let aliases = self.aliases();
        let members = filter.person.map(|person| aliases.members(person));
        let mut select = filtered(filter, members.as_deref());
        if let Some(found) = &filter.found {
            let mut any = is_found(found);
            if !aliases.is_empty() {
                let named = self.joined_like(&aliases, &found.pseudonym).await?;
                any = any.add(Expr::col(Alerts::Person).is_in(persons_values(&named)));
            }
            select.cond_where(any);
        }
        Ok(select)
    }

    /// Everybody who is one with somebody whose pseudonym holds the text.
    async fn joined_like(
        &self,
        aliases: &Aliases,
        text: &str,
    ) -> Result<Vec<PersonId>, StoreError> {
        let all = aliases.members_of_all(aliases.joined());
        let named = self.own_pseudonyms(&all).await?.into_iter();
        let named = named.filter(|(_, pseudonym)| pseudonym.to_lowercase().contains(text));
        Ok(aliases.members_of_all(named.map(|(person, _)| person)))
    }
}

/// It is to be reviewed.
pub(super) fn waits() -> Expr {
    has(AlertStatus::NeedsReview)
}

/// Its status. Written out and not bound, as in the indexes of a status: so the database sees that they are the same.
fn has(status: AlertStatus) -> Expr {
    Expr::col(Alerts::Status).eq(Expr::cust(format!("'{}'", status.name())))
}

fn filtered(filter: &AlertFilter, persons: Option<&[PersonId]>) -> SelectStatement {
    let mut select = match named(filter, persons) {
        Some(named) => {
            let named = CommonTableExpression::new()
                .query(named)
                .table_name(NAMED)
                .materialized(true)
                .to_owned();
            select_alerts(NAMED).with_cte(named).take()
        }
        None => select_alerts(Alerts::Table),
    };
    if let Some(policy) = filter.policy {
        select.and_where(Expr::col(Alerts::Policy).eq(id_value(policy.0)));
    }
    if let Some(severity) = filter.severity {
        select.and_where(Expr::col(Alerts::Severity).eq(i16::from(severity.code())));
    }
    if let Some(status) = filter.status {
        select.and_where(has(status));
    }
    match filter.assignee {
        Some(Some(account)) => {
            select.and_where(Expr::col(Alerts::Assignee).eq(id_value(account.0)));
        }
        Some(None) => {
            select.and_where(Expr::col(Alerts::Assignee).is_null());
        }
        None => {}
    }
    if let Some(from) = filter.from {
        select.and_where(Expr::col(Alerts::LastActivity).gte(from.millis()));
    }
    if let Some(until) = filter.until {
        select.and_where(Expr::col(Alerts::LastActivity).lt(until.millis()));
    }
    if let Some(trigger) = &filter.trigger {
        select.and_where(Expr::col(Alerts::Trigger).eq(trigger));
    }
    if let Some(factor) = filter.factor {
        let there = Expr::col(Alerts::Factors)
            .bit_and(i16::from(factor.bit()))
            .ne(0i16);
        select.and_where(there);
    }
    if let Some(now) = filter.overdue_at {
        select.and_where(waits());
        select.cond_where(overdue(now));
    }
    select
}

/// The alerts of some persons, or of some ids, where only they are asked for. They are few, and nothing else that is asked says so: the database
/// would enter by a status that most alerts have.
fn named(filter: &AlertFilter, persons: Option<&[PersonId]>) -> Option<SelectStatement> {
    let of_persons = persons
        .map(persons_values)
        .map(|persons| Expr::col(Alerts::Person).is_in(persons));
    let of_ids = filter.ids.as_ref().map(|ids| {
        let ids = ids.iter().map(|id| id_value(id.0));
        Expr::col(Alerts::Id).is_in(ids)
    });
    let conditions: Vec<Expr> = of_persons.into_iter().chain(of_ids).collect();
    if conditions.is_empty() {
        return None;
    }
    let mut select = Query::select()
        .columns(alert_columns())
        .from(Alerts::Table)
        .take();
    for condition in conditions {
        select.and_where(condition);
    }
    Some(select)
}

fn is_found(found: &FoundAlerts) -> Condition {
    let persons = Query::select()
        .column(Persons::Id)
        .from(Persons::Table)
        .and_where(Expr::col(Persons::Pseudonym).like(containing(&found.pseudonym)))
        .take();
    let accounts = found.assignees.iter().map(|account| id_value(account.0));
    let alerts = found.alerts.iter().map(|id| id_value(id.0));
    Condition::any()
        .add(Expr::col(Alerts::Person).in_subquery(persons))
        .add(Expr::col(Alerts::Assignee).is_in(accounts))
        .add(Expr::col(Alerts::Id).is_in(alerts))
}

/// A pattern for texts that contain this one, whatever signs are in it.
fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// What is past the time of its severity.
pub(super) fn overdue(now: Timestamp) -> Condition {
    [Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .fold(Condition::any(), |any, severity| {
            let opened_before = now.millis().saturating_sub(time_to_decide(severity));
            let late = Expr::col(Alerts::Severity)
                .eq(i16::from(severity.code()))
                .and(Expr::col(Alerts::Opened).lt(opened_before));
            any.add(late)
        })
}

#[cfg(test)]
pub(super) mod tests {
    use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
    use sea_orm_migration::MigratorTrait;

    use super::*;
    use crate::migration::Migrator;
    use crate::sql::get;

    async fn database() -> DatabaseConnection {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let connection = Database::connect(options).await.unwrap();
        Migrator::up(&connection, None).await.unwrap();
        connection
    }

    /// How the database goes about a list of alerts.
    async fn plan(filter: &AlertFilter, persons: Option<&[PersonId]>) -> String {
        plan_of(&filtered(filter, persons).limit(100).take()).await
    }

    /// How the database goes about it.
    pub(in crate::records) async fn plan_of(select: &SelectStatement) -> String {
        let database = database().await;
        let mut statement = database.get_database_backend().build(select);
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let rows = database.query_all_raw(statement).await.unwrap();
        let steps = rows.iter().map(|row| get::<String>(row, 3).unwrap());
        steps.collect::<Vec<String>>().join("; ")
    }

    #[tokio::test]
    async fn a_list_enters_by_an_index_in_its_order() {
        let all = AlertFilter::default();
        let status = |status| AlertFilter {
            status: Some(status),
            ..AlertFilter::default()
        };
        let high = AlertFilter {
            severity: Some(Severity::High),
            ..status(AlertStatus::NeedsReview)
        };
        let given = AlertFilter {
            assignee: Some(Some(AccountId(7))),
            ..status(AlertStatus::NeedsReview)
        };
        for (filter, index) in [
            (all, "alerts_order"),
            (status(AlertStatus::NeedsReview), "alerts_needs_review"),
            (status(AlertStatus::Confirmed), "alerts_confirmed"),
            (status(AlertStatus::Dismissed), "alerts_dismissed"),
            (status(AlertStatus::Resolved), "alerts_resolved"),
            (high, "alerts_by_severity"),
            (given, "alerts_by_assignee"),
        ] {
            let plan = plan(&filter, None).await;
            assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[tokio::test]
    async fn alerts_that_are_named_are_looked_up_first() {
        let waiting = AlertFilter {
            status: Some(AlertStatus::NeedsReview),
            ..AlertFilter::default()
        };
        let of_person = plan(&waiting, Some(&[PersonId(7)])).await;
        assert!(
            of_person.contains("alerts USING INDEX alerts_by_person"),
            "{of_person}"
        );
        let ids = Some(vec![AlertId(7), AlertId(8), AlertId(9)]);
        let of_ids = plan(&AlertFilter { ids, ..waiting }, None).await;
        assert!(of_ids.contains("(id=?)"), "{of_ids}");
    }
}
