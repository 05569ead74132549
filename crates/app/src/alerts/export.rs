//! Alerts as a file for a spreadsheet.
//!
//! Promises: pseudonyms only; no cell is a formula; the columns keep their names and their order.

use ombud_access::{Kind, Resource};
use ombud_model::Operation;
use ombud_model::alert::RiskFactor;
use ombud_model::review::Verdict;
use ombud_tlog::export::write_csv_line;

use super::{AlertQuery, AlertSummary, AppError, Caller, Ombud, PAGE, Permit};
use crate::concerned::Underway;

/// The most alerts in one file.
const MOST: usize = 100_000;

const COLUMNS: [&str; 18] = [
    "id",
    "person",
    "policy",
    "severity",
    "score",
    "evidence",
    "status",
    "insights",
    "trigger",
    "risk_factors",
    "spotlight",
    "first_activity",
    "last_activity",
    "opened",
    "due",
    "assignee",
    "decision",
    "decided",
];

impl Ombud {
    /// The alerts that match and that the caller may see, in the order of the list, as CSV with a line of names on top.
    pub async fn export_alerts(
        &self,
        caller: &Caller,
        query: &AlertQuery,
    ) -> Result<Vec<u8>, AppError> {
        let list = Resource::list(Kind::Alert);
        let write = async |permit: Permit, underway: Underway| {
            let sight = self.sight_of(caller, permit)?;
            let mut out = Vec::new();
            write_csv_line(&mut out, &COLUMNS.map(str::to_owned)).map_err(AppError::internal)?;
            let (mut after, mut written) = (None, 0);
            loop {
                let page = self.find_alerts_page_of(&sight, query, after, PAGE).await?;
                underway
                    .concerned()
                    .note(page.iter().map(|alert| alert.person));
                let is_last = (page.len() as u64) < PAGE;
                after = page.last().map(|alert| alert.position);
                written += page.len();
                if written > MOST {
                    return Err(AppError::Invalid(format!(
                        "more than {MOST} alerts match: narrow them with `from`, `to` or another filter"
                    )));
                }
                for alert in &page {
                    write_csv_line(&mut out, &row(&alert.summary)).map_err(AppError::internal)?;
                }
                if is_last {
                    return Ok(out);
                }
            }
        };
        self.authorize(caller, Operation::ExportAlerts, list, write)
            .await
    }
}

fn row(alert: &AlertSummary) -> [String; 18] {
    let text = |part: Option<String>| part.unwrap_or_default();
    let decision = alert.decision.as_ref();
    let factors: Vec<&str> = alert.risk_factors.iter().map(RiskFactor::name).collect();
    [
        alert.id.to_string(),
        alert.person.clone(),
        alert.policy.clone(),
        alert.severity.to_string(),
        alert.score.0.to_string(),
        format!("{}.{:02}", alert.evidence / 100, alert.evidence % 100),
        alert.status.name().to_owned(),
        alert.insights.to_string(),
        alert.trigger.clone(),
        factors.join(" "),
        if alert.spotlight.is_empty() {
            "no"
        } else {
            "yes"
        }
        .to_owned(),
        alert.first_activity.to_string(),
        alert.last_activity.to_string(),
        alert.opened.to_string(),
        text(alert.due.map(|due| due.to_string())),
        text(alert.assignee.map(|account| account.to_string())),
        text(decision.map(|decision| match &decision.verdict {
            Verdict::Dismissed { reason } => format!("dismissed: {reason}"),
            Verdict::Confirmed { case, .. } => format!("confirmed: {case}"),
        })),
        text(decision.map(|decision| decision.at.to_string())),
    ]
}
