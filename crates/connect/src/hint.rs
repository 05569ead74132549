//! Which source would fit an input, for the message when somebody names the wrong one.

use serde_json::Value;

use crate::Record;

/// The id of the source that a record looks like; `None` when it looks like none.
pub fn looks_like(record: &Record<'_>) -> Option<&'static str> {
    match record {
        Record::Row(row) => {
            let has = |name| row.header.position(name).is_some();
            if has("AuditData") || (has("CreationTime") && has("Operation")) {
                Some("m365")
            } else if [
                "HRScenario",
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
