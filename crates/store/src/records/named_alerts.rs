//! Alerts with what is shown beside them, in one read: the pseudonym of the person, and of one alert its assessment.
//!
//! Promises: what they give is what the single reads give. Where persons are one, it is put together from these: whom an alert is shown
//! for is then not in its row.

use ombud_model::alert::{Alert, AlertPosition};
use ombud_model::assessment::Assessment;
use ombud_model::{AlertId, PersonId};
use rustc_hash::FxHashMap;
use sea_orm::QueryResult;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use super::Records;
use super::alert_filter::{AlertFilter, waits};
use super::alerts::{alert_columns, read_alert, select_alerts};
use crate::StoreError;
use crate::sql::{from_json, get, get_count, id_value};
use crate::tables::{Alerts, Assessments, Persons};

/// Where the columns of the alert itself end.
const BESIDE: usize = alert_columns().len();
const OTHERS: &str = "others";

/// One alert with all that its page shows of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WholeAlert {
    pub alert: Alert,
    /// Empty where nobody knows the person.
    pub pseudonym: String,
    /// Of the person under the policy of the alert.
    pub assessment: Option<Assessment>,
    /// Whether several alerts of the person wait.
    pub several_wait: bool,
}

impl Records {
    /// As [`Records::alerts_page`], with the pseudonym under which each person is shown; an empty one where nobody knows the person.
    pub async fn named_alerts_page(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<(Alert, String)>, StoreError> {
        if !self.aliases().is_empty() {
            let page = self.alerts_page(filter, after, limit).await?;
            let persons: Vec<PersonId> = page.iter().map(|alert| alert.person).collect();
            let named = self.pseudonyms(&persons).await?.into_iter();
            let named: FxHashMap<PersonId, String> = named.collect();
            let with_name = |alert: Alert| {
                let name = named.get(&alert.person).cloned().unwrap_or_default();
                (alert, name)
            };
            return Ok(page.into_iter().map(with_name).collect());
        }
        let select = self
            .page_of(filter, after, limit)
            .await?
            .expr(pseudonym())
            .take();
        let read = |row: &QueryResult| Ok((read_alert(row)?, name_of(row)?));
        self.all("list alerts", &select)
            .await?
            .iter()
            .map(read)
            .collect()
    }

    /// The alert with that id, and what is shown with it.
    pub async fn whole_alert(&self, id: AlertId) -> Result<Option<WholeAlert>, StoreError> {
        if !self.aliases().is_empty() {
            return self.whole_alert_of_one(id).await;
        }
        let row = self.one("look up an alert", &whole(id)).await?;
        row.as_ref().map(read_whole).transpose()
    }

    /// The same where persons are one.
    async fn whole_alert_of_one(&self, id: AlertId) -> Result<Option<WholeAlert>, StoreError> {
        let Some(alert) = self.alert(id).await? else {
            return Ok(None);
        };
        let person = [alert.person];
        let stored = self.assessment(alert.person, alert.policy).await?;
        let named = self.pseudonyms(&person).await?.into_iter().next();
        let several = self.persons_with_several_open_alerts(&person).await?;
        Ok(Some(WholeAlert {
            pseudonym: named.map(|(_, name)| name).unwrap_or_default(),
            assessment: stored.map(|stored| stored.assessment),
            several_wait: !several.is_empty(),
            alert,
        }))
    }
}

fn whole(id: AlertId) -> SelectStatement {
    let own = |column| Expr::col((Alerts::Table, column));
    let assessment = Query::select()
        .column(Assessments::Body)
        .from(Assessments::Table)
        .and_where(Expr::col((Assessments::Table, Assessments::Person)).eq(own(Alerts::Person)))
        .and_where(Expr::col((Assessments::Table, Assessments::Policy)).eq(own(Alerts::Policy)))
        .take();
    let others = || Alias::new(OTHERS);
    let waiting = Query::select()
        .expr(Expr::col((others(), Alerts::Policy)).count())
        .from_as(Alerts::Table, others())
        .and_where(Expr::col((others(), Alerts::Person)).eq(own(Alerts::Person)))
        .and_where(waits())
        .take();
    select_alerts(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(id_value(id.0)))
        .expr(pseudonym())
        .expr(Expr::from(assessment))
        .expr(Expr::from(waiting))
        .take()
}

/// The pseudonym of the person of the alert in whose row it stands.
fn pseudonym() -> Expr {
    let of_person = Query::select()
        .column(Persons::Pseudonym)
        .from(Persons::Table)
        .and_where(Expr::col((Persons::Table, Persons::Id)).eq(Expr::col(Alerts::Person)))
        .take();
    Expr::from(of_person)
}

fn name_of(row: &QueryResult) -> Result<String, StoreError> {
    Ok(get::<Option<String>>(row, BESIDE)?.unwrap_or_default())
}

fn read_whole(row: &QueryResult) -> Result<WholeAlert, StoreError> {
    let assessment = get::<Option<String>>(row, BESIDE + 1)?;
    Ok(WholeAlert {
        alert: read_alert(row)?,
        pseudonym: name_of(row)?,
        assessment: assessment
            .map(|text| from_json("assessment", &text))
            .transpose()?,
        several_wait: get_count(row, BESIDE + 2)? > 1,
    })
}

#[cfg(test)]
mod tests {
    use super::super::alert_filter::tests::plan_of;
    use super::*;

    #[tokio::test]
    async fn whatever_is_shown_with_an_alert_is_looked_up_by_a_key() {
        let plan = plan_of(&whole(AlertId(7))).await;
        assert!(!plan.contains("SCAN"), "{plan}");
        assert!(plan.contains("alerts_one_open"), "{plan}");
    }
}
