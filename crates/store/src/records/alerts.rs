//! Alerts: listed by weight of evidence, opened and joined by the work list's transaction.

use std::borrow::Cow;

use ombud_model::alert::{Alert, AlertPosition, AlertStatus, RiskFactors};
use ombud_model::assessment::Score;
use ombud_model::{AccountId, AlertId, PersonId, PolicyId, Severity};
use sea_orm::sea_query::{Expr, ExprTrait, IntoTableRef, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Value};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::Records;
use super::alert_filter::{AlertFilter, waits};
use super::reviews::delete_events_of;
use crate::StoreError;
use crate::sql::{
    count_of, count_value, from_json, get, get_count, get_id, get_optional_id, get_person,
    id_value, insert_rows, person_value, time_of,
};
use crate::tables::Alerts;

impl Records {
    /// Alerts by evidence (most first), then id, after `after`, at most `limit`.
    pub async fn alerts_page(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<Alert>, StoreError> {
        let select = self.page_of(filter, after, limit).await?;
        self.all("list alerts", &select)
            .await?
            .iter()
            .map(|row| self.read_shown(row))
            .collect()
    }

    pub(super) async fn page_of(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<SelectStatement, StoreError> {
        let mut select = self.filtered(filter).await?;
        if let Some(AlertPosition { evidence, id }) = after {
            let evidence = count_value(evidence);
            let less = Expr::col(Alerts::Evidence).lt(evidence);
            let later = Expr::col(Alerts::Id).gt(id_value(id.0));
            // The first condition says no more than the second; it is the one by which the index is entered.
            select.and_where(Expr::col(Alerts::Evidence).lte(evidence));
            select.and_where(less.or(later));
        }
        Ok(select.limit(limit).take())
    }

    pub async fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError> {
        let select = select_alerts(Alerts::Table)
            .and_where(Expr::col(Alerts::Id).eq(id_value(id.0)))
            .take();
        self.one("look up an alert", &select)
            .await?
            .as_ref()
            .map(|row| self.read_shown(row))
            .transpose()
    }

    /// The alerts of these persons that are to be reviewed, by person: at most one per policy. Each is of the person for whom it was
    /// opened, whoever they are shown as now.
    pub async fn open_alerts_of(&self, persons: &[PersonId]) -> Result<Vec<Alert>, StoreError> {
        let select = Query::select()
            .columns(alert_columns())
            .from(Alerts::Table)
            .and_where(waits())
            .order_by(Alerts::Person, Order::Asc)
            .order_by(Alerts::Policy, Order::Asc)
            .take();
        self.by_persons(
            "list open alerts",
            persons,
            Alerts::Person,
            &select,
            read_alert,
        )
        .await
    }

    /// Which of these persons have several alerts that are to be reviewed. Answered from the index of those alone.
    pub async fn persons_with_several_open_alerts(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<PersonId>, StoreError> {
        let select = Query::select()
            .column(Alerts::Person)
            .from(Alerts::Table)
            .and_where(waits())
            .group_by_col(Alerts::Person)
            .and_having(Expr::col(Alerts::Policy).count().gt(1))
            .take();
        let read = |row: &QueryResult| get_person(row, 0);
        self.by_persons(
            "count open alerts of persons",
            persons,
            Alerts::Person,
            &select,
            read,
        )
        .await
    }

    /// How many alerts match.
    pub async fn alert_count(&self, filter: &AlertFilter) -> Result<u64, StoreError> {
        let select = self
            .filtered(filter)
            .await?
            .clear_selects()
            .clear_order_by()
            .expr(Expr::col(Alerts::Id).count())
            .take();
        let row = self.one("count alerts", &select).await?;
        row.map_or(Ok(0), |row| get_count(&row, 0))
    }

    /// An alert of the one whom its person is shown as.
    fn read_shown(&self, row: &QueryResult) -> Result<Alert, StoreError> {
        let alert = read_alert(row)?;
        Ok(Alert {
            person: self.aliases().resolve(alert.person),
            ..alert
        })
    }
}

pub(super) const fn alert_columns() -> [Alerts; 16] {
    [
        Alerts::Id,
        Alerts::Person,
        Alerts::Policy,
        Alerts::Status,
        Alerts::Score,
        Alerts::Severity,
        Alerts::Evidence,
        Alerts::Insights,
        Alerts::FirstActivity,
        Alerts::LastActivity,
        Alerts::Opened,
        Alerts::Assignee,
        Alerts::Version,
        Alerts::Decision,
        Alerts::Trigger,
        Alerts::Factors,
    ]
}

pub(super) fn select_alerts(from: impl IntoTableRef) -> SelectStatement {
    Query::select()
        .columns(alert_columns())
        .from(from)
        .order_by(Alerts::Evidence, Order::Desc)
        .order_by(Alerts::Id, Order::Asc)
        .take()
}

/// An alert as it is stored: the columns in their order, also as an array of JSON.
#[derive(Deserialize)]
pub(super) struct AlertRow {
    #[serde(deserialize_with = "hex_id")]
    id: u128,
    person: i64,
    #[serde(deserialize_with = "hex_id")]
    policy: u128,
    status: String,
    score: i16,
    severity: i16,
    evidence: i64,
    insights: i64,
    first_activity: i64,
    last_activity: i64,
    opened: i64,
    #[serde(deserialize_with = "optional_hex_id")]
    assignee: Option<u128>,
    version: i64,
    decision: Option<String>,
    trigger: String,
    factors: i16,
}

impl AlertRow {
    fn of(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: get_id(row, 0, "alert id")?,
            person: get(row, 1)?,
            policy: get_id(row, 2, "policy id")?,
            status: get(row, 3)?,
            score: get(row, 4)?,
            severity: get(row, 5)?,
            evidence: get(row, 6)?,
            insights: get(row, 7)?,
            first_activity: get(row, 8)?,
            last_activity: get(row, 9)?,
            opened: get(row, 10)?,
            assignee: get_optional_id(row, 11, "account id")?,
            version: get(row, 12)?,
            decision: get(row, 13)?,
            trigger: get(row, 14)?,
            factors: get(row, 15)?,
        })
    }

    pub(super) fn read(self) -> Result<Alert, StoreError> {
        let status = &self.status;
        let (score, insights) = (self.score, self.insights);
        Ok(Alert {
            id: AlertId(self.id),
            person: PersonId(self.person.cast_unsigned()),
            policy: PolicyId(self.policy),
            status: status_of(status).ok_or_else(|| StoreError::corrupt("alert status", status))?,
            score: Score(u8::try_from(score).map_err(|_| StoreError::corrupt("score", score))?),
            severity: severity_of(self.severity)?,
            evidence: count_of(self.evidence)?,
            insights: u32::try_from(insights)
                .map_err(|_| StoreError::corrupt("insight count", insights))?,
            first_activity: time_of(self.first_activity)?,
            last_activity: time_of(self.last_activity)?,
            opened: time_of(self.opened)?,
            assignee: self.assignee.map(AccountId),
            version: count_of(self.version)?,
            decision: self
                .decision
                .map(|text| from_json("decision on an alert", &text))
                .transpose()?,
            trigger: self.trigger,
            factors: factors_of(self.factors)?,
        })
    }
}

pub(super) fn read_alert(row: &QueryResult) -> Result<Alert, StoreError> {
    AlertRow::of(row)?.read()
}

/// An id in the digits that the database's `hex` gives.
fn hex_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    let digits = <Cow<'de, str>>::deserialize(deserializer)?;
    let id = u128::from_str_radix(&digits, 16).ok();
    id.filter(|_| digits.len() == 32)
        .ok_or_else(|| D::Error::custom("an id has 32 hexadecimal digits"))
}

/// The same, where nothing is no digits.
fn optional_hex_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u128>, D::Error> {
    #[derive(Deserialize)]
    struct Id(#[serde(deserialize_with = "hex_id")] u128);
    Ok(Option::<Id>::deserialize(deserializer)?.map(|id| id.0))
}

fn factors_of(bits: i16) -> Result<RiskFactors, StoreError> {
    let bits = u8::try_from(bits).map_err(|_| StoreError::corrupt("risk factors", bits))?;
    Ok(RiskFactors::from_bits(bits))
}

pub(super) fn severity_of(code: i16) -> Result<Severity, StoreError> {
    let known = u8::try_from(code).ok().and_then(Severity::from_code);
    known.ok_or_else(|| StoreError::corrupt("severity", code))
}

fn status_of(name: &str) -> Option<AlertStatus> {
    use AlertStatus::{Confirmed, Dismissed, NeedsReview, Resolved};
    [NeedsReview, Confirmed, Dismissed, Resolved]
        .into_iter()
        .find(|status| status.name() == name)
}

/// Writes a new alert, on which nobody has decided.
pub(super) async fn insert_alert(
    transaction: &DatabaseTransaction,
    alert: &Alert,
) -> Result<u64, DbErr> {
    let row: [Value; 16] = [
        id_value(alert.id.0).into(),
        person_value(alert.person).into(),
        id_value(alert.policy.0).into(),
        alert.status.name().into(),
        i16::from(alert.score.0).into(),
        i16::from(alert.severity.code()).into(),
        count_value(alert.evidence).into(),
        i64::from(alert.insights).into(),
        alert.first_activity.millis().into(),
        alert.last_activity.millis().into(),
        alert.opened.millis().into(),
        alert.assignee.map(|account| id_value(account.0)).into(),
        count_value(alert.version).into(),
        Option::<String>::None.into(),
        alert.trigger.clone().into(),
        i16::from(alert.factors.bits()).into(),
    ];
    insert_rows(transaction, Alerts::Table, alert_columns(), None, vec![row]).await
}

/// Changes what detection says about an alert that is still to be reviewed; 0 when it is not any more.
pub(super) async fn update_open_alert(
    transaction: &DatabaseTransaction,
    alert: &Alert,
) -> Result<u64, DbErr> {
    let update = Query::update()
        .table(Alerts::Table)
        .value(Alerts::Score, i16::from(alert.score.0))
        .value(Alerts::Severity, i16::from(alert.severity.code()))
        .value(Alerts::Evidence, count_value(alert.evidence))
        .value(Alerts::Insights, i64::from(alert.insights))
        .value(Alerts::FirstActivity, alert.first_activity.millis())
        .value(Alerts::LastActivity, alert.last_activity.millis())
        .value(Alerts::Trigger, alert.trigger.clone())
        .value(Alerts::Factors, i16::from(alert.factors.bits()))
        .value(Alerts::Version, Expr::col(Alerts::Version).add(1))
        .and_where(Expr::col(Alerts::Id).eq(id_value(alert.id.0)))
        .and_where(waits())
        .take();
    Ok(transaction.execute(&update).await?.rows_affected())
}

/// Removes an alert that is still to be reviewed, with its history; 0 when it is not any more.
pub(super) async fn delete_open_alert(
    transaction: &DatabaseTransaction,
    id: AlertId,
) -> Result<u64, DbErr> {
    let delete = Query::delete()
        .from_table(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(id_value(id.0)))
        .and_where(waits())
        .take();
    let deleted = transaction.execute(&delete).await?.rows_affected();
    if deleted > 0 {
        delete_events_of(transaction, &[id]).await?;
    }
    Ok(deleted)
}
