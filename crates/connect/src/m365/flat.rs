//! Nested values that PowerShell wrote as text, because `ConvertTo-Json` stops at a depth.
//!
//! Promises: such text is found wherever a nested value is expected; lists of names and values are read from it or not at all.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde_json::Value;

use super::wire::{Common, Raw};
use super::{rejected, tree};
use crate::source::Rejection;

/// How the text of an object begins, and the names of types that stand in place of a list or an object.
const BEGINNINGS: [&str; 5] = [
    "@{",
    "System.Object",
    "System.Collections.",
    "System.Management.Automation.",
    "Microsoft.Graph.",
];

/// Whether a text stands in place of a nested value.
pub(super) fn is_flat(text: &str) -> bool {
    let text = text.trim_start();
    BEGINNINGS
        .iter()
        .any(|beginning| text.starts_with(beginning))
}

/// What such a text begins with, behind its quotation mark. Made once: this is looked for in every record with nested fields.
static QUOTED: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| ["\"@{", "\"System.", "\"Microsoft.Graph."].map(Finder::new));

/// Whether a string somewhere in the JSON stands in place of a nested value.
pub(super) fn is_in(json: &str) -> bool {
    let bytes = json.as_bytes();
    !bytes.is_empty()
        && QUOTED.iter().any(|beginning| {
            beginning
                .find_iter(bytes)
                .any(|at| json.get(at + 1..).is_some_and(is_flat))
        })
}

/// The nested field of a record that holds such text, if one does.
pub(super) fn field_of(record: &Common<'_>) -> Option<&'static str> {
    let flat = nested(record).into_iter().find(|(_, raw)| is_in(raw.0));
    flat.map(|(name, _)| name)
}

/// The nested fields, with their names.
fn nested<'r, 'a>(record: &'r Common<'a>) -> [(&'static str, &'r Raw<'a>); 14] {
    [
        ("Item", &record.item),
        ("Common", &record.common),
        ("Folder", &record.folder),
        ("Members", &record.members),
        ("AffectedItems", &record.affected_items),
        ("recipientList", &record.recipient_list),
        ("RecipientDetails", &record.recipient_details),
        ("ParticipantInfo", &record.participant_info),
        ("PolicyMatchInfo", &record.policy_match_info),
        ("CopilotEventData", &record.copilot_event_data),
        ("OperationProperties", &record.operation_properties),
        ("SensitiveInfoTypeData", &record.sensitive_info_type_data),
        ("SensitivityLabelEventData", &record.label_event),
        ("RemovableMediaDeviceAttributes", &record.removable_media),
    ]
}

/// Nested fields that are there and hold neither an object nor a list, also not as text: cut off, or of another form.
pub(super) fn unread(record: &Common<'_>) -> impl Iterator<Item = &'static str> {
    let is_unread = |name: &str, raw: &Raw<'_>| match raw.0.as_bytes().first() {
        None | Some(b'n') => false,
        Some(b'{' | b'[') => {
            INNER.find(raw.0.as_bytes()).is_some()
                && holds_text(&raw.value(), name == "OperationProperties")
        }
        // Rare: its text has to be read as JSON.
        Some(b'"') => raw.0.len() > 2 && raw.value().is_null(),
        Some(_) => true,
    };
    nested(record)
        .into_iter()
        .filter(move |(name, raw)| is_unread(name, raw))
        .map(|(name, _)| name)
}

/// How JSON text within a string begins.
static INNER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("{\\\""));

/// Fields of which values are JSON text by their form.
const HOLD_TEXT: [&str; 4] = [
    "ModifiedProperties",
    "ExtendedProperties",
    "Data",
    "EntityData",
];

/// Whether a string in the value is JSON text where an object should be. Where text is the form of the values, it is so only when a
/// program cut it off. The tree is no deeper than its parser allows.
fn holds_text(value: &Value, by_form: bool) -> bool {
    match value {
        Value::String(text) => {
            let text = text.trim_start();
            ["{\"", "[{\""].iter().any(|start| text.starts_with(start))
                && !(by_form && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok())
        }
        Value::Array(items) => items.iter().any(|item| holds_text(item, by_form)),
        Value::Object(members) => members.values().any(|member| holds_text(member, by_form)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The same of these fields of a record's tree; a list must hold objects.
pub(super) fn unread_in(
    record: &Value,
    fields: &[&'static str],
) -> impl Iterator<Item = &'static str> {
    let is_unread = |field: &&'static str| match tree::get(record, field) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) if text.trim().is_empty() => false,
        Some(_) => match tree::nested(record, field).as_ref() {
            Value::Array(items) if !items.iter().all(Value::is_object) => true,
            value @ (Value::Object(_) | Value::Array(_)) => {
                holds_text(value, HOLD_TEXT.contains(field))
            }
            _ => true,
        },
    };
    fields.iter().copied().filter(is_unread)
}

/// Refuses a record of which one of these fields holds such text.
pub(super) fn refuse(record: &Value, fields: &[&str]) -> Result<(), Rejection> {
    let flat = fields
        .iter()
        .find(|field| tree::get(record, field).is_some_and(holds));
    flat.map_or(Ok(()), |field| Err(reason(field)))
}

/// Whether the value, or one within it, is such text. The tree is no deeper than its parser allows.
fn holds(value: &Value) -> bool {
    match value {
        Value::String(text) => is_flat(text),
        Value::Array(items) => items.iter().any(holds),
        Value::Object(members) => members.values().any(holds),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Why a record with such text is not read.
pub(super) fn reason(field: &str) -> Rejection {
    rejected(format!(
        "{field} holds the text of a PowerShell object and not its content: export again with ConvertTo-Json and a greater -Depth"
    ))
}

/// The pairs in `@{Name=a; Value=b} @{Name=c; Value=d}`; `None` when the text is anything else or a value was lost.
pub(super) fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let inner = rest.strip_prefix("@{Name=")?;
        let (one, after) = match inner.find("} @{Name=") {
            Some(end) => (inner.get(..end)?, inner.get(end + 1..)?.trim_start()),
            None => (inner.strip_suffix('}')?, ""),
        };
        let (name, value) = one.split_once("; Value=")?;
        if is_flat(value) || name.contains(['{', '}', ';']) {
            return None;
        }
        pairs.push((name.trim().to_owned(), value.trim().to_owned()));
        rest = after;
    }
    Some(pairs)
}

/// A dictionary that was written as a list of `{"Key": ..., "Value": ...}`; `None` for any other list.
pub(super) fn dictionary(items: &[Value]) -> Option<Value> {
    let mut members = serde_json::Map::new();
    for item in items {
        let name = tree::get(item, "Key")?.as_str()?;
        members.insert(name.to_owned(), tree::get(item, "Value")?.clone());
    }
    (!members.is_empty()).then_some(Value::Object(members))
}

/// A parameter's value as text: a list gives its texts joined, as cmdlets write them.
pub(super) fn joined(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Array(items) => {
            let texts: Vec<_> = items.iter().map(tree::scalar).collect();
            Cow::Owned(texts.join(";"))
        }
        value => tree::scalar(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_whole_or_not_at_all() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs("@{Name=Name; Value=a; b} @{Name=ForwardTo; Value=x@y.test}"),
            Some(vec![pair("Name", "a; b"), pair("ForwardTo", "x@y.test")])
        );
        assert_eq!(pairs("@{Name=A; Value=}"), Some(vec![pair("A", "")]));
        for text in [
            "System.Object[]",
            "@{Name=A; Value=System.Object[]}",
            "@{Name=A; Value=b",
            "@{Value=b; Name=A}",
            "@{Name=A; Value=b}, @{Name=C; Value=d}x",
            "-Name \"x\"",
        ] {
            assert_eq!(pairs(text), None, "{text}");
        }
    }

    #[test]
    fn flattened_values_are_found_in_depth() {
        assert!(is_in(r#"{"a":[{"b":"@{c=1}"}]}"#) && is_in(r#"["System.Object[]"]"#));
        assert!(!is_in(r#"{"Subject":"System.Outage @{x}"}"#));
        let record = serde_json::json!({"Target": [{"ID": "System.Collections.Hashtable"}], "Other": "@{x=1}"});
        assert!(refuse(&record, &["target"]).is_err() && refuse(&record, &["Actor"]).is_ok());
        let list = serde_json::json!([{"Key": "Operation", "Value": "x"}]);
        assert_eq!(dictionary(tree::elements(&list)).unwrap()["Operation"], "x");
        assert!(
            dictionary(&[]).is_none() && dictionary(&[serde_json::json!({"Key": "a"})]).is_none()
        );
    }
}
