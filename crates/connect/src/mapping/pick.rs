//! Picking a field or a constant in a mapping.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor};
use serde_json::Value;

use super::{TimePick, Zone, dates};
use crate::Row;
use crate::text::append;

/// Where a text comes from: written as `name`, `{field: name}` or `{value: text}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// A column, or a path with dots into JSON.
    Field(String),
    /// The same for every record.
    Value(String),
}

impl Pick {
    /// The field's name, for messages.
    pub fn name(&self) -> &str {
        match self {
            Pick::Field(name) => name,
            Pick::Value(_) => "a constant",
        }
    }

    /// The text in a row; `None` when it is absent or blank.
    pub fn in_row<'a>(&'a self, row: &Row<'a>) -> Option<Cow<'a, str>> {
        match self {
            Pick::Field(name) => row.get(name).map(Cow::Borrowed),
            Pick::Value(value) => Some(Cow::Borrowed(value)),
        }
    }

    /// The text in a JSON record; `None` when it is absent, null, blank or an object. A list gives its texts joined by `; `.
    pub fn in_json<'a>(&'a self, record: &'a Value) -> Option<Cow<'a, str>> {
        match self {
            // Some exports keep the whole path as one name.
            Pick::Field(path) => record
                .get(path)
                .and_then(text)
                .or_else(|| walk(record, path)),
            Pick::Value(value) => Some(Cow::Borrowed(value)),
        }
    }
}

/// Follows a path; in a list, a part that is no number applies to every entry.
fn walk<'a>(value: &'a Value, path: &str) -> Option<Cow<'a, str>> {
    let mut value = value;
    let mut rest = path;
    loop {
        let (name, after) = rest.split_once('.').unwrap_or((rest, ""));
        value = match value {
            Value::Array(entries) => match name.parse::<usize>() {
                Ok(number) => entries.get(number)?,
                Err(_) => return joined(entries.iter().filter_map(|entry| walk(entry, rest))),
            },
            _ => value.get(name)?,
        };
        if after.is_empty() {
            return text(value);
        }
        rest = after;
    }
}

fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.trim())
            .filter(|text| !text.is_empty())
            .map(Cow::Borrowed),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
        Value::Array(entries) => joined(entries.iter().filter_map(text)),
        Value::Null | Value::Object(_) => None,
    }
}

fn joined<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Option<Cow<'a, str>> {
    let mut list = String::new();
    texts.for_each(|text| append(&mut list, &text));
    Some(list).filter(|list| !list.is_empty()).map(Cow::Owned)
}

impl<'de> Deserialize<'de> for Pick {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(PickVisitor { with_time: false })
            .map(|pick| pick.field)
    }
}

impl<'de> Deserialize<'de> for TimePick {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PickVisitor { with_time: true })
    }
}

/// Text or a small map; by hand, because the errors of untagged enums name no key.
struct PickVisitor {
    with_time: bool,
}

impl<'de> Visitor<'de> for PickVisitor {
    type Value = TimePick;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.with_time {
            "a field's name, or a map with `field`, `format`, `zone`"
        } else {
            "a field's name, or a map with `field` or `value`"
        })
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<TimePick, E> {
        if name.trim().is_empty() {
            return Err(E::custom("a field has no name"));
        }
        Ok(TimePick {
            field: Pick::Field(name.trim().to_owned()),
            format: None,
            zone: Zone::default(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TimePick, A::Error> {
        let (mut field, mut value, mut format, mut zone) =
            (None, None, None::<String>, Zone::default());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "field" => field = Some(map.next_value::<String>()?),
                "value" => value = Some(map.next_value::<String>()?),
                "format" if self.with_time => format = Some(map.next_value()?),
                "zone" if self.with_time => zone = map.next_value()?,
                _ if self.with_time => {
                    return Err(de::Error::unknown_field(&key, &["field", "format", "zone"]));
                }
                _ => return Err(de::Error::unknown_field(&key, &["field", "value"])),
            }
        }
        if let Some(format) = &format {
            dates::check_format("format", format).map_err(de::Error::custom)?;
        }
        let field = match (field, value) {
            (Some(field), None) if !field.trim().is_empty() => Pick::Field(field.trim().to_owned()),
            (None, Some(value)) => Pick::Value(value),
            _ => return Err(de::Error::custom("expected either `field` or `value`")),
        };
        Ok(TimePick {
            field,
            format,
            zone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_into_objects_and_lists() {
        let record = serde_json::json!({"a": {"b": " x ", "n": 7, "l": [{"c": "p"}, {"c": "q"}, {}]}, "d.e": "flat", "o": {}, "z": null});
        for (path, expected) in [
            ("a.b", Some("x")),
            ("a.n", Some("7")),
            ("a.l.c", Some("p; q")),
            ("a.l.1.c", Some("q")),
            ("d.e", Some("flat")),
            ("o", None),
            ("z", None),
            ("a.b.c", None),
            ("", None),
        ] {
            assert_eq!(
                Pick::Field(path.into()).in_json(&record).as_deref(),
                expected,
                "{path}"
            );
        }
    }
}
