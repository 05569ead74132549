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

/// What was found, as the second half of a [`crate::Mismatch`]: the shape, without values, and the source that would fit.
pub fn describe(record: &Record<'_>, wrong: &str) -> String {
    let shape = match record {
        Record::Row(row) => format!(
            "a table with the columns {}",
            names(row.header.names().iter().map(String::as_str))
        ),
        Record::Json(text) => match serde_json::from_slice::<Value>(text) {
            Ok(Value::Object(fields)) => format!(
                "JSON with the fields {}",
                names(fields.keys().map(String::as_str))
            ),
            Ok(_) => "JSON that is no object".to_owned(),
            Err(_) => "text that is not valid JSON".to_owned(),
        },
    };
    match looks_like(record).filter(|id| *id != wrong) {
        Some(id) => format!("{shape}; it looks like source `{id}`"),
        None => shape,
    }
}

/// Why a table is refused whose dates could be read in two ways; `key` is where a mapping says the form.
pub(crate) fn open_dates(column: &str, key: &str) -> String {
    let column: String = column.chars().take(40).collect();
    format!(
        "the dates in `{column}` could have their day or their month first, and the table does not prove which; say it in {key}: \
         \"%d/%m/%Y\" or \"%m/%d/%Y\", with the time where there is one"
    )
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

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let mut list = String::new();
    for (number, name) in names.enumerate() {
        if number == SHOWN {
            list.push_str(", ...");
            break;
        }
        if number > 0 {
            list.push_str(", ");
        }
        // A header may hold anything; a long one is not a name.
        list.extend(
            ["`"]
                .into_iter()
                .chain([name])
                .flat_map(str::chars)
                .take(41),
        );
        list.push('`');
    }
    list
}
