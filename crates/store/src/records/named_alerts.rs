//! Alerts with what is shown beside them, in one read: the pseudonym of the person, and of one alert its assessment.
//!
//! Promises: what they give is what the single reads give. Where persons are one, it is put together from these: whom an alert is shown
//! for is then not in its row. Pages are kept in memory until an alert changes.

use std::sync::Arc;

use ombud_model::alert::{Alert, AlertPosition};
use ombud_model::assessment::Assessment;
use ombud_model::{AlertId, PersonId};
use rustc_hash::{FxHashMap, FxHashSet};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement};
use serde::Deserialize;

use super::Records;
use super::alert_filter::{AlertFilter, waits};
use super::alerts::{AlertRow, alert_columns, read_alert, select_alerts};
use super::recent::Recent;
use crate::StoreError;
use crate::sql::{from_json, get, get_count, id_value};
use crate::tables::{Alerts, Assessments, Persons};

/// Where the columns of the alert itself end.
const BESIDE: usize = alert_columns().len();
const OTHERS: &str = "others";
const PAGE: &str = "page";

/// Alerts on the pages that are kept: some megabytes.
const KEPT: usize = 10_000;

/// Pages of alerts, by what was asked for.
pub(super) type RecentPages = Recent<(AlertFilter, Option<AlertPosition>, u64), Arc<[NamedAlert]>>;

pub(super) fn recent() -> RecentPages {
    Recent::new(KEPT)
}

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

/// An alert of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedAlert {
    pub alert: Alert,
    /// Empty where nobody knows the person.
    pub pseudonym: String,
    /// Whether several alerts of the person wait.
    pub several_wait: bool,
}

impl Records {
    /// As [`Records::alerts_page`], with the pseudonym under which each person is shown.
    pub async fn named_alerts_page(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Arc<[NamedAlert]>, StoreError> {
        if !self.aliases().is_empty() {
            let page = self.named_page_of_joined(filter, after, limit).await?;
            return Ok(page.into());
        }
        // What is overdue is asked for with the time, which does not come again.
        if filter.overdue_at.is_some() {
            return Ok(self.stored_page(filter, after, limit).await?.into());
        }
        let key = (filter.clone(), after, limit);
        let before = match self.pages.get(&key) {
            Ok(page) => return Ok(page),
            Err(before) => before,
        };
        let page: Arc<[NamedAlert]> = self.stored_page(filter, after, limit).await?.into();
        // An empty page takes room, too.
        self.pages
            .keep(key, Arc::clone(&page), page.len().max(1), before);
        Ok(page)
    }

    async fn stored_page(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<NamedAlert>, StoreError> {
        let page = self.page_of(filter, after, limit).await?;
        let row = self.one("list alerts", &as_one_row(page)).await?;
        let rows = match row {
            Some(row) => get::<String>(&row, 0)?,
            None => return Ok(Vec::new()),
        };
        let rows: Vec<PageRow> = from_json("page of alerts", &rows)?;
        rows.into_iter().map(PageRow::read).collect()
    }

    /// The same where persons are one.
    async fn named_page_of_joined(
        &self,
        filter: &AlertFilter,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<NamedAlert>, StoreError> {
        let page = self.alerts_page(filter, after, limit).await?;
        let persons: Vec<PersonId> = page.iter().map(|alert| alert.person).collect();
        let named = self.pseudonyms(&persons).await?.into_iter();
        let named: FxHashMap<PersonId, String> = named.collect();
        let several = self.persons_with_several_open_alerts(&persons).await?;
        let several: FxHashSet<PersonId> = several.into_iter().collect();
        let with_name = |alert: Alert| NamedAlert {
            pseudonym: named.get(&alert.person).cloned().unwrap_or_default(),
            several_wait: several.contains(&alert.person),
            alert,
        };
        Ok(page.into_iter().map(with_name).collect())
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
    select_alerts(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(id_value(id.0)))
        .expr(pseudonym(own(Alerts::Person)))
        .expr(Expr::from(assessment))
        .expr(waiting(own(Alerts::Person)))
        .take()
}

/// A page as one value, an array of [`PageRow`]: a row of the database costs more than what is in it, as each goes from thread to thread.
fn as_one_row(page: SelectStatement) -> SelectStatement {
    let own = |column| Expr::col((Alias::new(PAGE), column));
    let stored = |column: Alerts| match column {
        Alerts::Id | Alerts::Policy => hex(own(column)),
        Alerts::Assignee => {
            // Of no bytes `hex` makes no digits.
            let there = own(column).is_not_null();
            CaseStatement::new().case(there, hex(own(column))).into()
        }
        _ => own(column),
    };
    let row = [
        json_array(alert_columns().map(stored)),
        pseudonym(own(Alerts::Person)),
        waiting(own(Alerts::Person)),
    ];
    let rows = Func::cust(Alias::new("json_group_array")).arg(json_array(row));
    Query::select()
        .expr(rows)
        .from_subquery(page, Alias::new(PAGE))
        .take()
}

fn hex(bytes: Expr) -> Expr {
    Func::cust(Alias::new("hex")).arg(bytes).into()
}

fn json_array(values: impl IntoIterator<Item = Expr>) -> Expr {
    Func::cust(Alias::new("json_array")).args(values).into()
}

/// How many alerts of the person wait.
fn waiting(person: Expr) -> Expr {
    let others = || Alias::new(OTHERS);
    let waiting = Query::select()
        .expr(Expr::col((others(), Alerts::Policy)).count())
        .from_as(Alerts::Table, others())
        .and_where(Expr::col((others(), Alerts::Person)).eq(person))
        .and_where(waits())
        .take();
    Expr::from(waiting)
}

/// The pseudonym of the person.
fn pseudonym(person: Expr) -> Expr {
    let of_person = Query::select()
        .column(Persons::Pseudonym)
        .from(Persons::Table)
        .and_where(Expr::col((Persons::Table, Persons::Id)).eq(person))
        .take();
    Expr::from(of_person)
}

/// An alert of a page, its person's pseudonym, and how many alerts of the person wait.
#[derive(Deserialize)]
struct PageRow(AlertRow, Option<String>, u64);

impl PageRow {
    fn read(self) -> Result<NamedAlert, StoreError> {
        let Self(alert, pseudonym, waiting) = self;
        Ok(NamedAlert {
            alert: alert.read()?,
            pseudonym: pseudonym.unwrap_or_default(),
            several_wait: waiting > 1,
        })
    }
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
        let page = select_alerts(Alerts::Table).limit(100).take();
        let plan = plan_of(&as_one_row(page)).await;
        assert!(plan.contains("SCAN alerts USING INDEX"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        assert!(plan.contains("alerts_one_open"), "{plan}");
        // Of the alerts in the order of the list, and of the page.
        assert_eq!(plan.matches("SCAN").count(), 2, "{plan}");
    }
}
