//! Reading a parsed JSON tree whose names differ in letter case and whose values differ in type.

use std::borrow::Cow;

use serde_json::Value;

/// The member of that name, case ignored.
pub(super) fn get<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let map = value.as_object()?;
    map.get(name).or_else(|| {
        map.iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// A scalar as trimmed text; empty for null, objects and arrays.
pub(super) fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text.trim()),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    }
}

/// The member as trimmed text; empty when absent.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Cow<'v, str> {
    get(value, name).map_or(Cow::Borrowed(""), scalar)
}

pub(super) fn number(value: &Value, name: &str) -> Option<u64> {
    let value = get(value, name)?;
    value.as_u64().or_else(|| scalar(value).parse().ok())
}

/// Whether the member is true, also as text.
pub(super) fn flag(value: &Value, name: &str) -> bool {
    text(value, name).eq_ignore_ascii_case("true")
}

/// The elements of the member, where it is an array; the member itself where it is one object.
pub(super) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    get(value, name).map_or(&[], elements)
}

pub(super) fn elements(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Object(_) => std::slice::from_ref(value),
        _ => &[],
    }
}

/// The member as a tree, also where it comes as JSON inside a string; `Null` when it is neither.
pub(super) fn nested<'v>(value: &'v Value, name: &str) -> Cow<'v, Value> {
    match get(value, name) {
        Some(Value::String(text)) => Cow::Owned(serde_json::from_str(text).unwrap_or(Value::Null)),
        Some(value) => Cow::Borrowed(value),
        None => Cow::Owned(Value::Null),
    }
}

/// The value of the entry `name` in a list of `{Name, Value}` (or `Key`) pairs.
pub(super) fn named<'v>(pairs: &'v [Value], name: &str) -> Option<&'v Value> {
    let pair = pairs.iter().find(|pair| {
        text(pair, "Name").eq_ignore_ascii_case(name)
            || text(pair, "Key").eq_ignore_ascii_case(name)
    });
    pair.and_then(|pair| get(pair, "Value").or_else(|| get(pair, "NewValue")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ignore_case_and_values_their_type() {
        let value = serde_json::json!({"uniqueID": " a ", "n": "12", "m": 3, "t": "True", "l": {"x": 1}, "j": "{\"k\":[1]}", "b": true,
            "p": [{"name": "A", "VALUE": "v"}]});
        assert_eq!(text(&value, "UniqueId"), "a");
        assert_eq!(
            (
                number(&value, "N"),
                number(&value, "M"),
                number(&value, "t")
            ),
            (Some(12), Some(3), None)
        );
        assert!(flag(&value, "T") && flag(&value, "b") && !flag(&value, "n"));
        assert_eq!(list(&value, "l").len(), 1);
        assert_eq!(nested(&value, "J")["k"][0], 1);
        assert_eq!(
            named(list(&value, "P"), "a").map(scalar).as_deref(),
            Some("v")
        );
        assert!(list(&value, "none").is_empty() && text(&value, "l").is_empty());
    }
}
