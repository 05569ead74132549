//! The fields of an audit record that matter, read in one pass and borrowed from the record.
//!
//! Every field takes whatever type comes: producers disagree on whether a number is text, and one odd field must not cost a record.
//! Nested objects are kept as raw JSON and read only by the operations that need them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::scan::{self, RawValue};
use crate::mend;

/// Levels of nesting that a record may have: below what `serde_json` takes, so that both readers refuse the same records.
const MAX_DEPTH: usize = 120;

/// A field as it stands in a record; `None` when the value is JSON only by its looks.
trait Field<'a>: Sized {
    fn of(value: RawValue<'a>) -> Option<Self>;
}

/// Whether the JSON is nested no deeper than [`MAX_DEPTH`].
pub(super) fn is_shallow(json: &[u8]) -> bool {
    // Hardly any record has this many brackets at all, so that counting them is enough. `{` is `[` with one more bit.
    let brackets = |chunk: &[u8]| {
        chunk
            .iter()
            .map(|byte| u8::from(byte | 0x20 == b'{'))
            .sum::<u8>()
    };
    let count: usize = json
        .chunks(128)
        .map(|chunk| usize::from(brackets(chunk)))
        .sum();
    count <= MAX_DEPTH || depth(json) <= MAX_DEPTH
}

/// The deepest nesting, brackets inside of strings left out.
fn depth(json: &[u8]) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Trimmed text, or a number or truth value as text; empty for null, objects and arrays.
#[derive(Clone, Debug)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

/// [`str::trim`], decided by the outermost bytes for nearly all text.
#[inline]
fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(|byte| (b'!'..=b'~').contains(byte));
    if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
        text
    } else {
        text.trim()
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self(Cow::Borrowed(""))
    }
}

impl Deref for Text<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(trimmed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(trimmed(text).to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    /// Small codes are the bulk of the numbers read as text: they cost no allocation.
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let digit = usize::try_from(value)
            .ok()
            .and_then(|value| DIGITS.get(value));
        Ok(Text(digit.map_or_else(
            || Cow::Owned(value.to_string()),
            |digit| Cow::Borrowed(*digit),
        )))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text::default())
    }
}

impl<'a> Field<'a> for Text<'a> {
    #[inline]
    fn of(value: RawValue<'a>) -> Option<Self> {
        Some(Self(match value.kind() {
            b'"' => match value.string()? {
                Cow::Borrowed(text) => Cow::Borrowed(trimmed(text)),
                Cow::Owned(text) => Cow::Owned(trimmed(&text).to_owned()),
            },
            b'{' | b'[' | b'n' => Cow::Borrowed(""),
            b't' | b'f' => Cow::Borrowed(value.text()),
            _ if is_small_integer(value.text()) => Cow::Borrowed(value.text()),
            _ => {
                return serde_json::from_str(value.text())
                    .ok()
                    .map(|text: Text<'_>| Self(Cow::Owned(text.0.into_owned())));
            }
        }))
    }
}

/// Whether a number's text is also how it would be written again.
fn is_small_integer(number: &str) -> bool {
    number.len() < 19 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number, also as text; `None` for anything else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Number(pub(super) Option<u64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
        Ok(Number(Some(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(Number(u64::try_from(value).ok()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Number, E> {
        Ok(Number(
            (value >= 0.0 && value < u64::MAX as f64).then_some(value as u64),
        ))
    }

    fn visit_str<E>(self, text: &str) -> Result<Number, E> {
        Ok(Number(text.trim().parse().ok()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Number, E> {
        Ok(Number(None))
    }

    fn visit_unit<E>(self) -> Result<Number, E> {
        Ok(Number(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Number, A::Error> {
        TextVisitor.visit_map(map).map(|_| Number(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Number, A::Error> {
        TextVisitor.visit_seq(seq).map(|_| Number(None))
    }
}

impl<'a> Field<'a> for Number {
    #[inline]
    fn of(value: RawValue<'a>) -> Option<Self> {
        match value.kind() {
            b'-' | b'0'..=b'9' if is_small_integer(value.text()) => {
                Some(Number(value.text().parse().ok()))
            }
            b'-' | b'0'..=b'9' => serde_json::from_str(value.text()).ok(),
            b'"' => value.string().map(|text| Number(text.trim().parse().ok())),
            _ => Some(Number(None)),
        }
    }
}

/// The JSON text of a nested value, not yet parsed; empty when there is none.
#[derive(Debug, Default)]
pub(super) struct Raw<'a>(pub(super) &'a str);

impl<'a> Field<'a> for Raw<'a> {
    #[inline]
    fn of(value: RawValue<'a>) -> Option<Self> {
        Some(Self(value.text()))
    }
}

impl Raw<'_> {
    /// The JSON text of the object or array, also where it comes as JSON inside a string. `None` for anything else.
    pub(super) fn json(&self) -> Option<Cow<'_, str>> {
        let raw = self.0.trim();
        let json = match raw.as_bytes().first()? {
            b'{' | b'[' => Cow::Borrowed(raw),
            b'"' => match mend::value(raw.as_bytes()).ok()? {
                Value::String(inner) if is_shallow(inner.as_bytes()) => Cow::Owned(inner),
                _ => return None,
            },
            _ => return None,
        };
        json.trim_start().starts_with(['{', '[']).then_some(json)
    }

    /// The value as a tree; `Null` when there is none or when it does not parse.
    pub(super) fn value(&self) -> Value {
        self.json()
            .and_then(|json| mend::value(json.as_bytes()).ok())
            .unwrap_or(Value::Null)
    }
}

/// Declares the record: fields grouped by the length of their name, which is the first thing that a field is looked up by.
macro_rules! record {
    ($($length:literal => { $($name:literal $field:ident: $type:ty,)* })*) => {
        /// One audit record. Absent fields are empty.
        #[derive(Debug, Default)]
        pub(super) struct Common<'a> { $($(pub(super) $field: $type,)*)* }

        impl<'a> Common<'a> {
            /// Sets the field of that name, if there is one.
            #[inline]
            fn set(&mut self, name: &str, value: RawValue<'a>) -> Option<()> {
                match name.len() {
                    $($length => match name {
                        $($name => self.$field = Field::of(value)?,)*
                        _ => {}
                    },)*
                    _ => {}
                }
                Some(())
            }
        }

        /// The names of all fields, as Microsoft writes them.
        pub(super) const FIELDS: &[&str] = &[$($($name,)*)*];

        #[cfg(test)]
        const LENGTHS: &[usize] = &[$($({ let _ = $name; $length },)*)*];
    };
}

impl<'a> Common<'a> {
    /// Reads a JSON object into an empty record, in place, because it is large. False when the text is not one or is nested too
    /// deeply, which leaves the record half filled.
    pub(super) fn fill(&mut self, text: &'a str) -> bool {
        scan::members(text, MAX_DEPTH, |name, value| self.set(name, value)).is_some()
    }

    #[cfg(test)]
    pub(super) fn parse(text: &'a str) -> Self {
        let mut record = Self::default();
        assert!(record.fill(text), "{text}");
        record
    }
}

record! {
    2 => {
        "Id" id: Text<'a>,
    }
    4 => {
        "Item" item: Raw<'a>,
        "Sha1" sha1: Text<'a>,
    }
    6 => {
        "Common" common: Raw<'a>,
        "UserId" user_id: Text<'a>,
        "Sha256" sha256: Text<'a>,
        "Folder" folder: Raw<'a>,
    }
    7 => {
        "Members" members: Raw<'a>,
        "LabelId" label_id: Text<'a>,
        "SiteUrl" site_url: Text<'a>,
    }
    8 => {
        "UserType" user_type: Text<'a>,
        "Workload" workload: Text<'a>,
        "ObjectId" object_id: Text<'a>,
        "ClientIP" client_ip: Text<'a>,
        "ItemType" item_type: Text<'a>,
        "FileSize" file_size: Number,
        "ItemName" item_name: Text<'a>,
        "TeamName" team_name: Text<'a>,
    }
    9 => {
        "Operation" operation: Text<'a>,
        "UserAgent" user_agent: Text<'a>,
        "EventData" event_data: Text<'a>,
        "TargetUrl" target_url: Text<'a>,
        "LabelName" label_name: Text<'a>,
        "VirusInfo" virus_info: Text<'a>,
        "LogonType" logon_type: Text<'a>,
        "AuditData" audit_data: Raw<'a>,
    }
    10 => {
        "RecordType" record_type: Number,
        "DeviceName" device_name: Text<'a>,
        "LogonError" logon_error: Text<'a>,
    }
    11 => {
        "SourceLabel" source_label: Text<'a>,
        "LabelAction" label_action: Text<'a>,
        "ErrorNumber" error_number: Text<'a>,
        "ChannelName" channel_name: Text<'a>,
        "Application" application: Text<'a>,
    }
    12 => {
        "CreationTime" creation_time: Text<'a>,
        "TargetDomain" target_domain: Text<'a>,
        "ResultStatus" result_status: Text<'a>,
    }
    13 => {
        "FileSizeBytes" file_size_bytes: Number,
        "FileExtension" file_extension: Text<'a>,
        "recipientList" recipient_list: Raw<'a>,
        "AffectedItems" affected_items: Raw<'a>,
    }
    14 => {
        "SourceFileName" source_file_name: Text<'a>,
        "TargetFilePath" target_file_path: Text<'a>,
        "OperationCount" operation_count: Number,
        "ActorIpAddress" actor_ip_address: Text<'a>,
        "UserSharedWith" user_shared_with: Text<'a>,
    }
    15 => {
        "ClientIPAddress" client_ip_address: Text<'a>,
        "EnforcementMode" enforcement_mode: Text<'a>,
        "MailboxOwnerUPN" mailbox_owner: Text<'a>,
        "ParticipantInfo" participant_info: Raw<'a>,
        "PolicyMatchInfo" policy_match_info: Raw<'a>,
    }
    16 => {
        "ListItemUniqueId" list_item_unique_id: Text<'a>,
        "DestinationLabel" destination_label: Text<'a>,
        "CopilotEventData" copilot_event_data: Raw<'a>,
        "PreviousFileName" previous_file_name: Text<'a>,
        "RecipientDetails" recipient_details: Raw<'a>,
    }
    17 => {
        "SourceRelativeUrl" source_relative_url: Text<'a>,
        "TargetPrinterName" target_printer_name: Text<'a>,
        "OriginatingDomain" originating_domain: Text<'a>,
    }
    18 => {
        "SensitivityLabelId" sensitivity_label_id: Text<'a>,
    }
    19 => {
        "SourceFileExtension" source_file_extension: Text<'a>,
        "DestinationFileName" destination_file_name: Text<'a>,
        "OperationProperties" operation_properties: Raw<'a>,
    }
    21 => {
        "TargetUserOrGroupName" target_name: Text<'a>,
        "TargetUserOrGroupType" target_type: Text<'a>,
        "SensitiveInfoTypeData" sensitive_info_type_data: Raw<'a>,
        "OldSensitivityLabelId" old_sensitivity_label_id: Text<'a>,
    }
    22 => {
        "DestinationRelativeUrl" destination_relative_url: Text<'a>,
    }
    25 => {
        "SensitivityLabelEventData" label_event: Raw<'a>,
    }
    30 => {
        "RemovableMediaDeviceAttributes" removable_media: Raw<'a>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_under_its_length() {
        for (name, length) in FIELDS.iter().zip(LENGTHS) {
            assert_eq!(name.len(), *length, "{name}");
        }
        let mut names = FIELDS.to_vec();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn nesting_is_measured_outside_of_strings() {
        let nested = |open: usize| format!("{}1{}", "[".repeat(open), "]".repeat(open));
        assert!(is_shallow(nested(120).as_bytes()) && !is_shallow(nested(121).as_bytes()));
        assert!(!is_shallow("[".repeat(100_000).as_bytes()));
        assert!(is_shallow(
            format!(
                r#"["{}\"{}",{}]"#,
                "[".repeat(500),
                "{".repeat(500),
                "[],".repeat(500)
            )
            .as_bytes()
        ));
    }

    #[test]
    fn any_type_is_taken() {
        let json = r#"{"Id":7,"UserId":null,"Operation":{"a":[1]},"FileSize":"12","FileSizeBytes":[1],"ClientIP":true,"RecordType":6.0,
            "Item":"{\"Subject\":\"x\"}","x":{"y":[[]]}}"#;
        let record = Common::parse(json);
        assert_eq!(
            (
                &*record.id,
                &*record.user_id,
                &*record.operation,
                &*record.client_ip
            ),
            ("7", "", "", "true")
        );
        assert_eq!(
            (
                record.file_size.0,
                record.file_size_bytes.0,
                record.record_type.0
            ),
            (Some(12), None, Some(6))
        );
        assert_eq!(record.item.value()["Subject"], "x");
        assert!(record.common.json().is_none());
    }

    #[test]
    fn text_without_escapes_is_borrowed() {
        let record = Common::parse(r#"{"Id":"a","UserId":"a\\b"}"#);
        assert!(matches!(record.id.0, Cow::Borrowed("a")));
        assert_eq!(&*record.user_id, "a\\b");
    }
}
