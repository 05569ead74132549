//! The report of a package: the same as its files, for people, and what the package proves and does not prove.
//!
//! Promises: it holds no name but those that are in the package. It is in English.

use ombud_evidence::{BadTable, Block, Document, Fact, Language, Section, Table};
use ombud_model::case_event::CaseEventKind;
use ombud_model::{AccountId, Case, Timestamp};

use super::gather::{Evidence, MOST_ACTIVITIES};
use super::package::attached;
use crate::alerts::AlertDetail;

/// How the package was made.
pub(super) struct Made<'a> {
    pub(super) at: Timestamp,
    pub(super) by: AccountId,
    pub(super) recipient: &'a str,
    /// The name of the audit log.
    pub(super) installation: &'a str,
    pub(super) audit_entries: usize,
}

const PROVES: &str = "\
What it proves to whoever checks it with the key of the audit log:
- Every file is as it was when the package was made, and no file was added or taken away.
- The installation with this key made it, at the time that it names by its own clock.
- The entries in log/entries.json are in the audit log, under the signed head in log/checkpoint. The entry that announced this hand-over is \
one of them.";

const DOES_NOT_PROVE: &str = "\
What it does not prove:
- That the records are true. The installation shows what its sources sent.
- That nothing was left out: that takes the whole audit log, and the sources.
- Who a person is, where no name is released. A name in names.json is what the vault holds.
- That somebody did wrong. A score says what to look at; it is no judgement.
- Anything about when it was made to somebody who does not trust the clock of the installation, unless witnesses countersigned the log.";

/// Writes the report.
pub(super) fn report(evidence: &Evidence, made: &Made<'_>) -> Result<Document, BadTable> {
    let mut sections = vec![persons(evidence)?];
    for alert in &evidence.alerts {
        sections.push(of_alert(alert)?);
    }
    sections.extend([
        activities(evidence),
        notes(evidence)?,
        tasks(evidence)?,
        attachments(evidence)?,
        timeline(evidence)?,
        Section {
            heading: "What this package proves".to_owned(),
            blocks: vec![
                paragraph(PROVES),
                paragraph(DOES_NOT_PROVE),
                paragraph(format!(
                    "To check it: ombud evidence verify FILE --key KEY, with the key of {} from another way than this package.",
                    made.installation
                )),
            ],
        },
    ]);
    Ok(Document {
        language: Language::default(),
        title: format!("Evidence of {}", evidence.case.id),
        facts: facts(evidence, made),
        sections,
    })
}

fn facts(evidence: &Evidence, made: &Made<'_>) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact {
        label: label.to_owned(),
        value,
    };
    vec![
        fact("Case", evidence.case.id.to_string()),
        fact("State", state(&evidence.case)),
        fact("Handed over", made.at.to_string()),
        fact("By", made.by.to_string()),
        fact("Recipient", made.recipient.to_owned()),
        fact("Installation", made.installation.to_owned()),
        fact("Persons", evidence.persons.join(", ")),
        fact("Alerts", evidence.alerts.len().to_string()),
        fact("Activities", evidence.activities.rows.len().to_string()),
        fact("Entries of the audit log", made.audit_entries.to_string()),
    ]
}

fn state(case: &Case) -> String {
    let Some(closed) = case.closed else {
        return format!("open since {}", case.opened_at);
    };
    let outcome = closed.outcome.map(|outcome| format!(" as {outcome}"));
    format!(
        "opened {}, closed {}{}",
        case.opened_at,
        closed.at,
        outcome.unwrap_or_default()
    )
}

fn persons(evidence: &Evidence) -> Result<Section, BadTable> {
    let mut rows = table(["Person", "Name"])?;
    for person in &evidence.persons {
        let name = evidence.names.iter().find(|name| name.person == *person);
        let name = name.map_or("not released", |name| name.name.as_str());
        rows.add(vec![person.clone(), name.to_owned()])?;
    }
    let mut blocks = vec![Block::Table(rows)];
    if !evidence.left_out.is_empty() {
        let left_out: Vec<&str> = evidence.left_out.iter().map(String::as_str).collect();
        blocks.push(paragraph(format!(
            "Alerts or activities of these persons are left out, because whoever handed the case over may not see them: {}.",
            left_out.join(", ")
        )));
    }
    Ok(Section {
        heading: "Persons".to_owned(),
        blocks,
    })
}

fn of_alert(detail: &AlertDetail) -> Result<Section, BadTable> {
    let alert = &detail.alert;
    let summary = format!(
        "{} under the policy {}: score {} ({}), {}. From {} to {}.",
        alert.person,
        alert.policy,
        alert.score.0,
        alert.severity,
        alert.status.name(),
        alert.first_activity,
        alert.last_activity,
    );
    let mut rows = table(["Day", "Points", "What", "Count", "Threshold", "Indicator"])?;
    for line in detail.ledger.iter().chain(&detail.not_counted) {
        rows.add(vec![
            line.day.to_string(),
            line.points.to_string(),
            line.title.clone(),
            line.count.to_string(),
            line.threshold.to_string(),
            line.indicator.clone(),
        ])?;
    }
    Ok(Section {
        heading: format!("Alert {}", alert.id),
        blocks: vec![paragraph(summary), Block::Table(rows)],
    })
}

fn activities(evidence: &Evidence) -> Section {
    let found = &evidence.activities;
    let extent = match found.complete {
        true => "all that are kept of these persons".to_owned(),
        false => format!("the newest of these persons; a package holds at most {MOST_ACTIVITIES}"),
    };
    Section {
        heading: "Activities".to_owned(),
        blocks: vec![paragraph(format!(
            "{} recorded activities are in activities.ndjson, the newest first: {extent}.",
            found.rows.len()
        ))],
    }
}

fn notes(evidence: &Evidence) -> Result<Section, BadTable> {
    let mut rows = table(["At", "By", "Note"])?;
    for note in evidence.notes() {
        rows.add(vec![
            note.at.to_string(),
            account(note.by),
            text(note.text.as_deref()),
        ])?;
    }
    Ok(Section {
        heading: "Notes".to_owned(),
        blocks: vec![Block::Table(rows)],
    })
}

fn tasks(evidence: &Evidence) -> Result<Section, BadTable> {
    let mut rows = table(["Task", "Owner", "Due", "Done"])?;
    for task in &evidence.tasks {
        rows.add(vec![
            text(task.title.as_deref()),
            account(task.owner),
            task.due.map_or_else(String::new, |due| due.to_string()),
            task.done
                .map_or_else(|| "no".to_owned(), |done| done.at.to_string()),
        ])?;
    }
    Ok(Section {
        heading: "Tasks".to_owned(),
        blocks: vec![Block::Table(rows)],
    })
}

fn attachments(evidence: &Evidence) -> Result<Section, BadTable> {
    let mut rows = table(["At", "By", "Name", "File", "Bytes", "SHA-256"])?;
    for found in &evidence.attachments {
        let file = match found.name {
            Some(_) => attached(found.id, found.is),
            None => "(erased)".to_owned(),
        };
        rows.add(vec![
            found.at.to_string(),
            account(found.by),
            text(found.name.as_deref()),
            file,
            found.size.to_string(),
            found.sha256.to_string(),
        ])?;
    }
    Ok(Section {
        heading: "Attachments".to_owned(),
        blocks: vec![Block::Table(rows)],
    })
}

fn timeline(evidence: &Evidence) -> Result<Section, BadTable> {
    let mut rows = table(["At", "By", "What", "Text"])?;
    for entry in &evidence.history {
        rows.add(vec![
            entry.at.to_string(),
            account(entry.by),
            what(entry.kind),
            entry.text.clone().unwrap_or_default(),
        ])?;
    }
    Ok(Section {
        heading: "Timeline".to_owned(),
        blocks: vec![Block::Table(rows)],
    })
}

fn what(kind: Option<CaseEventKind>) -> String {
    use CaseEventKind as K;
    match kind {
        None => "opened".to_owned(),
        Some(K::Note) => "note".to_owned(),
        Some(K::ContributorAdded { account }) => format!("contributor added: {account}"),
        Some(K::ContributorRemoved { account }) => format!("contributor removed: {account}"),
        Some(K::Assigned { assignee: None }) => "given to nobody".to_owned(),
        Some(K::Assigned {
            assignee: Some(account),
        }) => format!("given to {account}"),
        Some(K::AlertConfirmed { alert }) => format!("alert confirmed: {alert}"),
        Some(K::AlertWithdrawn { alert }) => format!("alert withdrawn: {alert}"),
        Some(K::TaskAdded { task }) => format!("task added: {task}"),
        Some(K::TaskChanged { task }) => format!("task changed: {task}"),
        Some(K::TaskDone { task }) => format!("task done: {task}"),
        Some(K::TaskReopened { task }) => format!("task reopened: {task}"),
        Some(K::Attached {
            attachment,
            sha256,
            size,
        }) => format!("file attached: {attachment}, {size} bytes, SHA-256 {sha256}"),
        Some(K::Closed { outcome, action }) => format!("closed as {outcome}; done: {action}"),
        Some(K::Reopened) => "reopened".to_owned(),
        Some(K::HandedOver { sha256, size }) => {
            format!("handed over: {size} bytes, SHA-256 {sha256}")
        }
    }
}

fn account(account: Option<AccountId>) -> String {
    account.map_or_else(|| "-".to_owned(), |account| account.to_string())
}

/// What was written, or that it is gone.
fn text(text: Option<&str>) -> String {
    text.unwrap_or("(erased)").to_owned()
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn table<const N: usize>(columns: [&str; N]) -> Result<Table, BadTable> {
    Table::new(columns.map(str::to_owned).to_vec())
}
