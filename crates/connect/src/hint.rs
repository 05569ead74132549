//! Which source would fit an input, for the message when somebody names the wrong one.

use serde_json::Value;

use crate::when::TimeError;
use crate::{Record, Rejection};

/// The id of the source that a record looks like; `None` when it looks like none.
pub fn looks_like(record: &Record<'_>) -> Option<&'static str> {
    match record {
        Record::Row(row) => {
            let has = |name| row.header.position(name).is_some();
            if has("AuditData") || (has("CreationTime") && has("Operation")) {
                Some("m365")
            } else if [
                "HRScenario",
                "HRScenarios",
                "ResignationDate",
                "TerminationDate",
                "EmployeeLastName",
            ]
            .into_iter()
            .any(has)
                || (has("EmailAddress") && has("EffectiveDate"))
            {
                Some("hr")
            } else {
                None
            }
        }
        Record::Json(text) => {
            let record: Value = serde_json::from_slice(text).ok()?;
            let has = |name| record.get(name).is_some();
            if has("serviceSource")
                || has("detectionSource")
                || (has("evidence") && has("severity"))
            {
                Some("graph-alerts")
            } else if has("AuditData")
                || has("auditData")
                || has("RecordType")
                || (has("CreationTime") && has("Operation"))
            {
                Some("m365")
            } else {
                None
            }
        }
    }
}

/// What was found, as the second half of a [`crate::Mismatch`]: the shape, without anything of the input but names that Ombud knows, and
/// the source that would fit.
pub fn describe(record: &Record<'_>, wrong: &str) -> String {
    let shape = match record {
        Record::Row(row) => {
            let columns = row.header.names();
            format!(
                "a table with {}",
                names(columns.iter().map(String::as_str), "column")
            )
        }
        Record::Json(text) => match serde_json::from_slice::<Value>(text) {
            Ok(Value::Object(fields)) => {
                format!(
                    "JSON with {}",
                    names(fields.keys().map(String::as_str), "field")
                )
            }
            Ok(_) => "JSON that is no object".to_owned(),
            Err(_) => "text that is not valid JSON".to_owned(),
        },
    };
    match looks_like(record).filter(|id| *id != wrong) {
        Some(id) => format!("{shape}; it looks like source `{id}`"),
        None => shape,
    }
}

/// Why a table is refused whose dates could be read in two ways; `answer` is how to say which.
fn undecided_dates(column: &str, answer: &str) -> String {
    let column: String = column.chars().take(40).collect();
    format!(
        "the dates in `{column}` could have their day or their month first, and the table does not prove which; {answer}"
    )
}

/// [`undecided_dates`] of a source with mappings; `key` is where a mapping says the form.
pub(crate) fn open_dates(column: &str, key: &str) -> String {
    let answer =
        format!("say it in {key}: \"%d/%m/%Y\" or \"%m/%d/%Y\", with the time where there is one");
    undecided_dates(column, &answer)
}

/// [`undecided_dates`] of a source whose tables no mapping describes: a line above the header says the order.
pub(crate) fn open_dates_without_mapping(column: &str) -> String {
    let answer = "write the line `#DATES day-first` or `#DATES month-first` above its header";
    undecided_dates(column, answer)
}

/// Why the time in a field is not read; `key` is where a mapping says the form.
pub(crate) fn of_time(field: &str, error: TimeError, key: &str) -> Rejection {
    let reason = match error {
        TimeError::OutOfRange => format!("{field}: {error}"),
        TimeError::Unreadable | TimeError::Ambiguous => {
            format!("{field}: {error}; {key} can say another form")
        }
    };
    Rejection(reason.into())
}

/// Names that may be quoted, because they are Ombud's or its sources' own. What else stands in their place may be content.
const KNOWN: [&str; 44] = [
    "AuditData",
    "CreationDate",
    "CreationTime",
    "TimeGenerated",
    "Operation",
    "Operations",
    "UserId",
    "UserIds",
    "RecordType",
    "RecordId",
    "Workload",
    "ObjectId",
    "ClientIP",
    "UserType",
    "Timestamp",
    "ActionType",
    "RawEventData",
    "AccountUpn",
    "DeviceName",
    "ReportId",
    "HRScenario",
    "HRScenarios",
    "EmailAddress",
    "ResignationDate",
    "LastWorkingDate",
    "TerminationDate",
    "EffectiveDate",
    "OldLevel",
    "NewLevel",
    "Rating",
    "PerformanceRating",
    "EmployeeFirstName",
    "EmployeeLastName",
    "id",
    "title",
    "severity",
    "createdDateTime",
    "serviceSource",
    "detectionSource",
    "evidence",
    "alerts",
    "value",
    "schema",
    "results",
];

/// How many names there are, and those of them that are known: `the columns `a`, `b` and 3 others`.
fn names<'a>(names: impl Iterator<Item = &'a str>, what: &str) -> String {
    const SHOWN: usize = 8;
    let (mut shown, mut others) = (Vec::new(), 0usize);
    for name in names {
        match KNOWN.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) if shown.len() < SHOWN => shown.push(format!("`{known}`")),
            _ => others += 1,
        }
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    match (shown.len(), others) {
        (0, others) => format!("{others} {what}{} that Ombud does not know", plural(others)),
        (count, 0) => format!("the {what}{} {}", plural(count), shown.join(", ")),
        (count, others) => format!(
            "the {what}{} {} and {others} other{}",
            plural(count),
            shown.join(", "),
            plural(others)
        ),
    }
}
