//! The tolerant way: records inside wrappers, names in another letter case, columns of flattened tables.
//!
//! What is found is rewritten with Microsoft's own names and read again the straight way, so that there is one reading of a record.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::wire::{Common, FIELDS};
use super::{Emit, SourceRecord, audit, flat, hunting, operations, rejected, tree};
use crate::source::{Context, Rejection};
use crate::when::Order;
use crate::{mend, text};

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
    let Some((table, properties)) = hunting::parts(&value) else {
        let found = unwrapped(&value, &Value::Null)?;
        return straight(found, json, None, context, emit);
    };
    let raw = match tree::get(properties, "RawEventData") {
        Some(raw) => open(raw, "RawEventData")?,
        None => None,
    };
    match raw {
        Some(raw) if tree::get(&raw, "Operation").is_some() => {
            let found = Found::whole(canonical(&raw, &Value::Null));
            straight(found, json, None, context, emit)
        }
        _ => hunting::read(&value, table, properties, context, emit),
    }
}

/// A record with Microsoft's names.
struct Found {
    record: Map<String, Value>,
    /// The part that its wrapper came without.
    lacks: Option<&'static str>,
}

impl Found {
    const fn whole(record: Map<String, Value>) -> Self {
        Self {
            record,
            lacks: None,
        }
    }
}

/// Reads what was found. `raw` is the record as it came, which stands in for an id when there is none.
fn straight(
    found: Found,
    raw: &[u8],
    order: Option<Order>,
    context: &Context<'_>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let json = serde_json::to_string(&found.record)
        .map_err(|_| rejected("the record is not valid JSON"))?;
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
                order,
                lacks: found.lacks,
            },
            emit,
        ),
    }
}

fn parse(json: &[u8]) -> Result<Value, Rejection> {
    mend::value(json).map_err(|error| {
        rejected(match error.classify() {
            serde_json::error::Category::Eof => "the record is cut off: its JSON ends too early",
            _ if error.to_string().contains("recursion") => "the record is nested too deeply",
            _ => "the record is not valid JSON",
        })
    })
}

/// Under which names wrappers hold a record, the surest first.
const INSIDES: [&str; 5] = [
    "AuditData",
    "audit_data",
    "AdditionalProperties",
    "AdditionalData",
    "additional_data",
];

/// Wrappers within wrappers that are opened.
const MAX_WRAPPERS: usize = 8;

/// The record inside wrappers, or the value itself. `row` gives what it lacks, as wrappers do.
///
/// A wrapper repeats a few facts of its record. Where the record is missing they are kept only when they are all that matters, and marked;
/// an act that may have been blocked, or that reached somebody, is rejected.
fn unwrapped(value: &Value, row: &Value) -> Result<Found, Rejection> {
    let mut layers = vec![Cow::Borrowed(value)];
    let mut is_wrapper = tree::get(value, "auditLogRecordType").is_some();
    while let Some(opened) = layers.last().map(inside).transpose()? {
        is_wrapper |= !matches!(opened, Inside::Itself);
        match opened {
            Inside::Itself | Inside::Nothing => break,
            Inside::Value(_) if layers.len() == MAX_WRAPPERS => {
                return Err(rejected("wrappers are nested too deeply"));
            }
            Inside::Value(inner) => layers.push(inner),
        }
    }
    let inner = layers.pop().unwrap_or(Cow::Borrowed(&Value::Null));
    let is_inside = !layers.is_empty() || row.is_object();
    let mut around = Map::new();
    for layer in layers.iter().rev().map(Cow::as_ref).chain([row]) {
        for (name, value) in layer.as_object().into_iter().flatten() {
            around.entry(name).or_insert_with(|| value.clone());
        }
    }
    let around = Value::Object(around);
    let mut record = canonical(&inner, &around);
    let lacks_operation = is_empty(tree::get(&inner, "Operation"));
    let is_lost = (is_wrapper && !is_inside) || (is_inside && lacks_operation);
    if is_lost {
        whole(&mut record, &around)?;
    }
    Ok(Found {
        record,
        lacks: is_lost.then_some("AuditData"),
    })
}

/// What is found on opening a value.
enum Inside<'v> {
    /// It is no wrapper.
    Itself,
    /// It is a wrapper around nothing.
    Nothing,
    Value(Cow<'v, Value>),
}

fn inside<'v>(layer: &Cow<'v, Value>) -> Result<Inside<'v>, Rejection> {
    let opened = match layer {
        Cow::Borrowed(value) => match content(value) {
            Some((name, content)) => open(content, name)?,
            None => return Ok(Inside::Itself),
        },
        Cow::Owned(value) => match content(value) {
            Some((name, content)) => {
                open(content, name)?.map(|inner| Cow::Owned(inner.into_owned()))
            }
            None => return Ok(Inside::Itself),
        },
    };
    Ok(opened.map_or(Inside::Nothing, Inside::Value))
}

/// What stands in a wrapper, and under which name. A value with an operation of its own is wrapped only by `AuditData`.
fn content(value: &Value) -> Option<(&'static str, &Value)> {
    let (certain, likely) = INSIDES.split_at(2);
    let is_record = !is_empty(tree::get(value, "Operation"));
    let names = certain.iter().chain(if is_record { &[] } else { likely });
    names
        .filter_map(|name| Some((*name, tree::get(value, name)?)))
        .find(|(name, content)| certain.contains(name) || !is_nothing(content))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        value => is_empty(Some(value)),
    }
}

/// The object that the content of a wrapper is, also as text or as a list of names and values; `None` when there is nothing in it.
fn open<'v>(content: &'v Value, name: &str) -> Result<Option<Cow<'v, Value>>, Rejection> {
    if is_nothing(content) {
        return Ok(None);
    }
    let found = match content {
        Value::String(text) if flat::is_flat(text) => return Err(flat::reason(name)),
        Value::String(text) => match parse(text.as_bytes()) {
            Ok(inner @ Value::Object(_)) => Some(Cow::Owned(inner)),
            Ok(Value::Array(items)) => flat::dictionary(&items).map(Cow::Owned),
            Ok(_) => None,
            Err(reason) if text.trim_start().starts_with(['{', '[']) => {
                return Err(rejected(format!("{name}: {reason}")));
            }
            Err(_) => None,
        },
        Value::Array(items) => match items.as_slice() {
            [inner @ Value::Object(_)] if tree::get(inner, "Key").is_none() => {
                Some(Cow::Borrowed(inner))
            }
            items => flat::dictionary(items).map(Cow::Owned),
        },
        content => content.is_object().then_some(Cow::Borrowed(content)),
    };
    found
        .filter(|inner| name == "RawEventData" || is_known(inner))
        .map(Some)
        .ok_or_else(|| {
            rejected(format!(
                "{name} holds no audit record: none of its fields is one of a record"
            ))
        })
}

/// Whether an object is a record, a part of one, or a wrapper again.
fn is_known(inner: &Value) -> bool {
    let fields = [
        "Operation",
        "CreationTime",
        "RecordType",
        "Id",
        "UserId",
        "Workload",
    ];
    let has = |name: &&str| tree::get(inner, name).is_some();
    fields.iter().any(has) || INSIDES.iter().any(has)
}

/// Whether the facts around a missing record are the whole of it.
fn whole(record: &mut Map<String, Value>, around: &Value) -> Result<(), Rejection> {
    if is_empty(record.get("ObjectId"))
        && let Some(object) = tree::get(around, "ObjectId")
    {
        record.insert("ObjectId".to_owned(), object.clone());
    }
    let text = |name: &str| record.get(name).map(tree::scalar).unwrap_or_default();
    let on_device = text("Workload").eq_ignore_ascii_case("Endpoint");
    if !on_device
        && operations::is_told_by_object(&text("Operation"))
        && !text("ObjectId").is_empty()
    {
        return Ok(());
    }
    Err(rejected(
        "AuditData is empty or lacks its Operation, and what stands beside it does not say what became of it: export the records again with \
         their content",
    ))
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
    // Some wrappers give the account's id where the record stands, and its name beside it.
    if record
        .get("UserId")
        .is_some_and(|id| text::is_guid(&tree::scalar(id)))
        && let Some(name) = [value, wrapper]
            .into_iter()
            .find_map(|source| tree::get(source, "userPrincipalName"))
            .filter(|name| tree::scalar(name).contains('@'))
    {
        record.insert("UserId".to_owned(), name.clone());
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
    let Ok(Found { record, .. }) = unwrapped(&value, &Value::Null) else {
        // The form is ours; what is inside is judged record by record.
        return true;
    };
    hunting::parts(&value).is_some()
        || (!is_empty(record.get("CreationTime")) && !is_empty(record.get("Operation")))
}

/// A row's record together with the row's own columns, which give what it lacks. `audit_data` is empty in flattened tables.
pub(super) fn read_row(
    audit_data: &str,
    columns: impl Iterator<Item = (String, String)>,
    order: Option<Order>,
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
            Found::whole(canonical(&columns, &Value::Null)),
            raw.as_bytes(),
            order,
            context,
            emit,
        );
    }
    straight(
        unwrapped(&parse(audit_data.as_bytes())?, &columns)?,
        audit_data.as_bytes(),
        order,
        context,
        emit,
    )
}
