//! The tolerant way: records inside wrappers, names in another letter case, columns of flattened tables.
//!
//! What is found is rewritten with Microsoft's own names and read again the straight way, so that there is one reading of a record.

use serde_json::{Map, Value};

use super::wire::{Common, FIELDS};
use super::{Emit, SourceRecord, audit, hunting, rejected, tree};
use crate::source::{Context, Rejection};

/// Names in flattened tables and wrappers, for fields that the record does not have under their own name.
const ALIASES: &[(&str, &str)] = &[
    ("createdDateTime", "CreationTime"),
    ("CreationDate", "CreationTime"),
    ("TimeGenerated", "CreationTime"),
    ("Happened", "CreationTime"),
    ("Operations", "Operation"),
    ("Activity", "Operation"),
    ("UserIds", "UserId"),
    ("userPrincipalName", "UserId"),
    ("User", "UserId"),
    ("service", "Workload"),
    ("OfficeWorkload", "Workload"),
    ("auditLogRecordType", "RecordType"),
    ("OfficeObjectId", "ObjectId"),
    ("FilePath", "ObjectId"),
    ("Site_Url", "SiteUrl"),
    ("Client_IPAddress", "ClientIPAddress"),
    ("Logon_Type", "LogonType"),
    ("OfficeId", "Id"),
    ("RecordIdentity", "Id"),
    ("RecordId", "Id"),
];

pub(super) fn read(json: &[u8], context: &Context<'_>, emit: Emit<'_>) -> Result<(), Rejection> {
    let value = parse(json)?;
    if let Some((table, properties)) = hunting::parts(&value) {
        return match tree::nested(properties, "RawEventData") {
            raw if tree::get(&raw, "Operation").is_some() => {
                straight(&canonical(&raw, &Value::Null), json, context, emit)
            }
            _ => hunting::read(&value, table, properties, context, emit),
        };
    }
    straight(&unwrapped(&value), json, context, emit)
}

/// Reads a record whose names are Microsoft's. `raw` is the record as it came, which stands in for an id when there is none.
fn straight(
    record: &Map<String, Value>,
    raw: &[u8],
    context: &Context<'_>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let json =
        serde_json::to_string(record).map_err(|_| rejected("the record is not valid JSON"))?;
    let mut record = Common::default();
    if !record.fill(&json) {
        return Err(rejected("the record is not valid JSON"));
    }
    match (record.creation_time.is_empty(), record.operation.is_empty()) {
        (true, true) => Err(rejected(
            "the record has neither CreationTime nor Operation: it is not an audit record",
        )),
        (true, false) => Err(rejected("the record has no CreationTime")),
        (false, true) => Err(rejected("the record has no Operation")),
        (false, false) => audit(
            &SourceRecord {
                record: &record,
                json: json.as_bytes(),
                raw,
                context,
            },
            emit,
        ),
    }
}

fn parse(json: &[u8]) -> Result<Value, Rejection> {
    serde_json::from_slice(json).map_err(|error| {
        rejected(match error.classify() {
            serde_json::error::Category::Eof => "the record is cut off: its JSON ends too early",
            _ if error.to_string().contains("recursion") => "the record is nested too deeply",
            _ => "the record is not valid JSON",
        })
    })
}

/// The record inside a wrapper (`auditData`, also as text), or the value itself.
fn unwrapped(value: &Value) -> Map<String, Value> {
    let inner = tree::nested(value, "AuditData");
    if inner.is_object() {
        canonical(&inner, value)
    } else {
        canonical(value, &Value::Null)
    }
}

/// The record with Microsoft's names; what it lacks is taken from the wrapper.
fn canonical(value: &Value, wrapper: &Value) -> Map<String, Value> {
    let mut record = Map::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let own = FIELDS
            .iter()
            .find(|field| field.eq_ignore_ascii_case(name))
            .map_or(name.as_str(), |field| field);
        if name == own || is_empty(record.get(own)) {
            record.insert(own.to_owned(), value.clone());
        }
    }
    for source in [value, wrapper] {
        let direct = ["CreationTime", "Operation", "UserId", "Id"].map(|name| (name, name));
        for (name, field) in direct.iter().chain(ALIASES) {
            if is_empty(record.get(*field))
                && let Some(value) = tree::get(source, name)
            {
                record.insert((*field).to_owned(), value.clone());
            }
        }
    }
    record
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|value| {
        value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
    })
}

/// Whether a first record is one of ours.
pub(super) fn recognise(json: &[u8]) -> bool {
    let Ok(value) = parse(json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)) else {
        // One broken record is rejected later; it does not speak for the whole input if it has our names.
        return memchr::memmem::find(json, b"\"CreationTime\"").is_some();
    };
    let record = unwrapped(&value);
    hunting::parts(&value).is_some()
        || (!is_empty(record.get("CreationTime")) && !is_empty(record.get("Operation")))
}

/// A row's record together with the row's own columns, which give what it lacks. `audit_data` is empty in flattened tables.
pub(super) fn read_row(
    audit_data: &str,
    columns: impl Iterator<Item = (String, String)>,
    context: &Context<'_>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let columns = Value::Object(
        columns
            .map(|(name, cell)| (name, Value::String(cell)))
            .collect(),
    );
    if audit_data.is_empty() {
        let raw = columns.to_string();
        return straight(
            &canonical(&columns, &Value::Null),
            raw.as_bytes(),
            context,
            emit,
        );
    }
    straight(
        &canonical(&parse(audit_data.as_bytes())?, &columns),
        audit_data.as_bytes(),
        context,
        emit,
    )
}
