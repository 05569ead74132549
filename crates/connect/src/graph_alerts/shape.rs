//! The shapes that alerts come in: names as the PowerShell modules write them, and incidents around alerts.
//!
//! Promises: what is read of an alert is whole. Evidence that cannot be read costs the alert, because it may name the person.

use serde_json::{Map, Value};

use crate::Rejection;

/// Where modules keep the properties that they have no name for.
const FURTHER: [&str; 2] = ["additionalProperties", "additionalData"];

/// The value with Graph's own names: they begin with a small letter, and further properties stand beside the others.
pub(super) fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        Value::Object(members) => {
            let mut named = Map::new();
            let mut further = Vec::new();
            for (name, value) in members {
                let name = uncapitalised(name);
                match plain(value) {
                    Value::Object(more) if FURTHER.contains(&name.as_str()) => further.push(more),
                    value => add(&mut named, name, value),
                }
            }
            for (name, value) in further.into_iter().flatten() {
                add(&mut named, name, value);
            }
            Value::Object(named)
        }
        scalar => scalar,
    }
}

/// Adds a member; one that says something stays before one that does not.
fn add(members: &mut Map<String, Value>, name: String, value: Value) {
    if members.get(&name).is_none_or(Value::is_null) {
        members.insert(name, value);
    }
}

fn uncapitalised(name: String) -> String {
    match name.as_bytes() {
        [first, ..] if first.is_ascii_uppercase() => {
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        _ => name,
    }
}

/// The alerts of a record: those in an incident, or the record itself.
pub(super) fn alerts(value: &Value) -> Result<&[Value], Rejection> {
    match value.get("alerts") {
        Some(Value::Array(alerts)) if !alerts.is_empty() => Ok(alerts),
        None if !is_incident(value) => Ok(std::slice::from_ref(value)),
        _ => Err(Rejection(
            "the record is an incident without its alerts: export alerts_v2, or incidents with $expand=alerts".into(),
        )),
    }
}

fn is_incident(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    has("incidentWebUrl")
        || has("redirectIncidentId")
        || (has("displayName") && !has("title") && !has("evidence"))
}

/// Whether a value is an alert of which the persons can be read.
pub(super) fn check(alert: &Value) -> Result<(), Rejection> {
    let broken = |what: &str| {
        Err(Rejection(
            format!("{what} is not readable, so that nobody knows whom the alert is about: export again as Graph returns it").into(),
        ))
    };
    let items = match alert.get("evidence") {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(items)) => items,
        Some(_) => return broken("evidence"),
    };
    for item in items {
        if !item.is_object() {
            return broken("evidence");
        }
        let objects = ["userAccount", "fileDetails"].map(|name| (name, item.get(name)));
        for (name, value) in objects {
            if value.is_some_and(|value| !value.is_object() && !value.is_null()) {
                return broken(name);
            }
        }
        let users = item.get("loggedOnUsers").filter(|users| !users.is_null());
        if users.is_some_and(|users| {
            users
                .as_array()
                .is_none_or(|users| users.iter().any(|user| !user.is_object()))
        }) {
            return broken("loggedOnUsers");
        }
    }
    let says = [
        "title",
        "evidence",
        "serviceSource",
        "detectionSource",
        "category",
        "productName",
    ];
    if says
        .iter()
        .all(|name| alert.get(name).is_none_or(Value::is_null))
    {
        return Err(Rejection(
            "the record has nothing of an alert beside its id and time".into(),
        ));
    }
    Ok(())
}
