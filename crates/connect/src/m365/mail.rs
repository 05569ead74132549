//! Exchange mailboxes: what was sent, read, deleted and changed.

use std::borrow::Cow;
use std::fmt;

use ombud_model::{Activity, Kind};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::wire::{Number, Raw, Text};
use super::{Emit, SourceRecord, rejected, tree};
use crate::source::Rejection;
use crate::{mend, targets, text};

/// What a record says of the message.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Item<'a> {
    #[serde(borrow, alias = "subject")]
    subject: Text<'a>,
    #[serde(borrow, alias = "attachments")]
    attachments: Attached<'a>,
    #[serde(borrow, alias = "to")]
    to: Recipients<'a>,
    #[serde(borrow, alias = "cc", alias = "CC")]
    cc: Recipients<'a>,
    #[serde(borrow, alias = "bcc", alias = "BCC")]
    bcc: Recipients<'a>,
    #[serde(borrow, alias = "recipients")]
    recipients: Recipients<'a>,
    #[serde(alias = "sizeInBytes")]
    size_in_bytes: Number,
}

/// Addresses in whatever form: one text, texts, or objects with an address.
#[derive(Default)]
struct Recipients<'a>(Vec<Cow<'a, str>>);

pub(super) fn sent<'a>(
    case: &SourceRecord<'a>,
    activity: Activity<'a>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let record = case.record;
    let (item, listed, details) = (
        nested(&record.item),
        nested(&record.recipient_list),
        nested(&record.recipient_details),
    );
    let item = match item.starts_with('{') {
        true => parse::<Item<'_>>(&item, "Item")?,
        false => Item::default(),
    };
    let listed = [
        parse::<Recipients<'_>>(&listed, "recipientList")?,
        parse::<Recipients<'_>>(&details, "RecipientDetails")?,
    ];
    let addresses = union(
        listed
            .into_iter()
            .chain([item.to, item.cc, item.bcc, item.recipients]),
    );

    let mut activity = activity;
    activity.object = Cow::Borrowed(&item.subject);
    let attachments = Attachments::of(&item.attachments);
    activity.items = attachments.count;
    activity.extension = attachments.extensions;
    activity.size = attachments.size;
    targets::set(&mut activity, case.inside(), &addresses);
    activity.detail = others_mailbox(case);
    // On-premises accounts have no address of their own; the mailbox that they work in has one.
    let sender: &str = if record.user_id.contains('@') {
        &record.user_id
    } else {
        &record.mailbox_owner
    };
    targets::mark_self(&mut activity, case.inside(), sender, &addresses);
    emit(&activity);
    Ok(())
}

/// `MailItemsAccessed`, deletions and moves: many messages at once.
pub(super) fn items<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    activity.detail = others_mailbox(case);
    if activity.kind == Kind::MailRead {
        activity.items = count(record.operation_count.0.unwrap_or(1));
        // A sync reads whole folders where a bind reads single messages.
        if record
            .operation_properties
            .json()
            .is_some_and(|json| json.contains("\"Sync\""))
            && activity.detail.is_empty()
        {
            activity.detail = Cow::Borrowed("sync of a folder");
        }
        emit(&activity);
        return;
    }
    let affected = record.affected_items.value();
    let affected = tree::elements(&affected);
    activity.items = count(affected.len().max(1) as u64);
    activity.container = folder(&record.folder.value());
    if let [only] = affected {
        activity.object = Cow::Owned(tree::text(only, "Subject").into_owned());
    }
    emit(&activity);
}

/// One message or folder: created, changed, opened to somebody, or a rule set by a mail program.
pub(super) fn item<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    let item = record.item.value();
    let parent = tree::get(&item, "ParentFolder").unwrap_or(&Value::Null);
    activity.object = Cow::Owned(tree::text(&item, "Subject").into_owned());
    activity.container = folder(parent);
    activity.size = tree::number(&item, "SizeInBytes");
    activity.detail = others_mailbox(case);
    match activity.kind {
        Kind::MailboxAccessGranted => {
            let member = tree::text(parent, "MemberUpn").into_owned();
            if tree::text(parent, "MemberRights").eq_ignore_ascii_case("None") {
                activity.kind = Kind::MailChanged;
            }
            targets::set(&mut activity, case.inside(), &[Cow::Owned(member)]);
        }
        Kind::MailForwardingSet => {
            let recipients = rule_recipients(&record.operation_properties.value());
            if recipients.is_empty() {
                activity.kind = Kind::MailChanged;
            }
            targets::set(&mut activity, case.inside(), &recipients);
        }
        _ => {}
    }
    emit(&activity);
}

/// Where the rules that a mail program sets forward or redirect to.
fn rule_recipients(properties: &Value) -> Vec<Cow<'static, str>> {
    let Some(actions) = tree::named(tree::elements(properties), "RuleActions") else {
        return Vec::new();
    };
    let actions: Value = serde_json::from_str(&tree::scalar(actions)).unwrap_or(Value::Null);
    let mut found = Vec::new();
    for action in tree::elements(&actions) {
        let kind = tree::text(action, "ActionType");
        if !(text::contains_ignore_case(&kind, "forward")
            || text::contains_ignore_case(&kind, "redirect"))
        {
            continue;
        }
        for recipient in tree::get(action, "Recipients")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            found.extend(
                targets::split(&tree::scalar(recipient))
                    .map(|address| Cow::Owned(address.to_owned())),
            );
        }
    }
    found
}

/// Says whose mailbox it was when it was not the actor's own.
fn others_mailbox<'a>(case: &SourceRecord<'a>) -> Cow<'a, str> {
    let owner: &str = &case.record.mailbox_owner;
    if owner.is_empty() || owner.eq_ignore_ascii_case(&case.record.user_id) {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("mailbox of {owner}"))
}

fn folder(folder: &Value) -> Cow<'static, str> {
    let path = tree::text(folder, "Path");
    if path.is_empty() {
        Cow::Borrowed("")
    } else {
        Cow::Owned(format!("{}\\", path.trim_end_matches('\\')))
    }
}

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The JSON of a nested value, mended where a value in it is broken.
fn nested<'r>(raw: &'r Raw<'_>) -> Cow<'r, str> {
    let json = raw.json().unwrap_or(Cow::Borrowed(raw.0));
    // What was scanned with the record is valid but for escapes that stand for no character.
    if matches!(json, Cow::Borrowed(_)) && memchr::memchr(b'\\', json.as_bytes()).is_none() {
        return json;
    }
    match serde_json::from_str::<Value>(&json) {
        Ok(_) => json,
        Err(error) => mend::mended(json.as_bytes(), &error).map_or(json, Cow::Owned),
    }
}

/// What a nested value says; nothing where there is none.
fn parse<'a, T: Deserialize<'a> + Default>(json: &'a str, name: &str) -> Result<T, Rejection> {
    if json.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_str(json).map_err(|_| rejected(format!("{name} is not readable")))
}

/// The addresses of several lists, each once. One list alone is kept as it is.
fn union<'a>(lists: impl Iterator<Item = Recipients<'a>>) -> Vec<Cow<'a, str>> {
    let mut lists = lists.map(|list| list.0).filter(|list| !list.is_empty());
    let mut all = lists.next().unwrap_or_default();
    let mut known: Option<FxHashSet<String>> = None;
    for address in lists.flatten() {
        let known = known.get_or_insert_with(|| all.iter().map(|one| one.to_lowercase()).collect());
        if known.insert(address.to_lowercase()) {
            all.push(address);
        }
    }
    all
}

/// Attachments as records hold them: `a.docx (2010b); b.png (5194b)`, or a list of such texts or of objects.
enum Attached<'a> {
    Text(Text<'a>),
    List(Vec<Value>),
}

impl Default for Attached<'_> {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// How many attachments, of which types, and the bytes of all; no bytes when one does not say its own.
#[derive(Debug, PartialEq, Eq)]
struct Attachments<'a> {
    count: u32,
    extensions: Cow<'a, str>,
    size: Option<u64>,
}

impl<'a> Attachments<'a> {
    fn of(attached: &'a Attached<'_>) -> Self {
        let mut found = Vec::new();
        match attached {
            Attached::Text(text) => in_text(text, &mut found),
            Attached::List(items) => {
                for item in items {
                    match item {
                        Value::String(text) => in_text(text, &mut found),
                        Value::Object(_) => found.push(in_object(item)),
                        _ => {}
                    }
                }
            }
        }
        let mut sizes = found.iter().map(|(_, size)| *size);
        let size = sizes.try_fold(0u64, |sum, size| Some(sum.saturating_add(size?)));
        Self {
            count: count(found.len() as u64),
            size: size.filter(|_| !found.is_empty()),
            extensions: text::extensions_of(found.iter().map(|(name, _)| *name)),
        }
    }
}

/// Name and bytes of each attachment in a text. Where sizes follow, a semicolon without one before it belongs to a name.
fn in_text<'a>(text: &'a str, found: &mut Vec<(&'a str, Option<u64>)>) {
    let (mut start, mut last) = (0, 0);
    for end in memchr::memchr_iter(b';', text.as_bytes()).chain([text.len()]) {
        // A size holds no semicolon: looking at the last piece is enough.
        if text
            .get(last..end)
            .is_some_and(|piece| sized(piece).is_some())
        {
            found.extend(text.get(start..end).and_then(sized));
            start = end + 1;
        }
        last = end + 1;
    }
    let names = text.get(start..).unwrap_or_default().split(';');
    let names = names.map(str::trim).filter(|name| !name.is_empty());
    found.extend(names.map(|name| (name, None)));
}

/// `plan.docx (2010b)` as name and bytes; `None` when no size ends it.
fn sized(text: &str) -> Option<(&str, Option<u64>)> {
    let (name, bytes) = text.trim().strip_suffix("b)")?.rsplit_once('(')?;
    Some((name.trim(), Some(bytes.trim().parse().ok()?)))
}

fn in_object(item: &Value) -> (&str, Option<u64>) {
    let name = ["Name", "FileName", "AttachmentName"]
        .into_iter()
        .find_map(|name| tree::get(item, name)?.as_str());
    let size = ["Size", "SizeInBytes", "FileSize"]
        .into_iter()
        .find_map(|name| tree::number(item, name));
    (name.unwrap_or_default().trim(), size)
}

impl<'de: 'a, 'a> Deserialize<'de> for Attached<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AttachedVisitor)
    }
}

struct AttachedVisitor;

impl<'de> Visitor<'de> for AttachedVisitor {
    type Value = Attached<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attachments")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Attached::Text(Text(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Attached::Text(Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Attached::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Attached::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Attached::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Attached::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Attached::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Attached::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let members = serde::de::value::MapAccessDeserializer::new(map);
        Ok(Attached::List(vec![Value::deserialize(members)?]))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Recipients<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RecipientsVisitor)
    }
}

struct RecipientsVisitor;

impl<'de> Visitor<'de> for RecipientsVisitor {
    type Value = Recipients<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("recipients")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Recipients(
            targets::split(text).map(Cow::Borrowed).collect(),
        ))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Recipients(
            targets::split(text)
                .map(|address| Cow::Owned(address.to_owned()))
                .collect(),
        ))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Recipients::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Recipients::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Recipients::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Recipients::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Recipients::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(mut element) = seq.next_element::<Recipients<'de>>()? {
            all.append(&mut element.0);
        }
        Ok(Recipients(all))
    }

    /// `{"Address": ..., "Name": ...}` and its relatives.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Recipients::default();
        while let Some(name) = map.next_key::<Text<'_>>()? {
            if text::contains_ignore_case(&name, "address") && found.0.is_empty() {
                found = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attachment_counts() {
        for (json, count, extensions, size) in [
            (
                r#""a.docx (2010b); b.png (5194b)""#,
                2,
                "docx; png",
                Some(7204),
            ),
            (r#""plan (v2).pdf (77b)""#, 1, "pdf", Some(77)),
            (r#""x (1).y (5b); a; b.PDF (3b);""#, 2, "y; pdf", Some(8)),
            (r#""plan.pdf""#, 1, "pdf", None),
            (r#""a.pdf (1b); b.pdf""#, 2, "pdf", None),
            (r#""a.pdf; b""#, 2, "pdf; -", None),
            (
                r#"["a.pdf (1b)","b.txt (2b); c.txt (3b)"]"#,
                3,
                "pdf; txt",
                Some(6),
            ),
            (
                r#"[{"Name":"a.pdf","Size":4},{"fileName":"b.pdf","sizeInBytes":"5"}]"#,
                2,
                "pdf",
                Some(9),
            ),
            (r#"{"Name":"a.pdf"}"#, 1, "pdf", None),
            (r#"" ""#, 0, "", None),
            ("null", 0, "", None),
            ("7", 0, "", None),
        ] {
            let attached = serde_json::from_str::<Attached<'_>>(json).unwrap();
            let found = Attachments::of(&attached);
            assert_eq!(
                (found.count, &*found.extensions, found.size),
                (count, extensions, size),
                "{json}"
            );
        }
    }

    #[test]
    fn recipients_come_in_every_form() {
        for json in [
            r#"["a@b.test","c@d.test"]"#,
            r#"[{"Address":"a@b.test","Name":"A"},{"RecipientSmtpAddress":"c@d.test"}]"#,
            r#""a@b.test; c@d.test""#,
            r#"[["a@b.test"],"c@d.test",null,7,true,1.5,-3]"#,
        ] {
            assert_eq!(
                serde_json::from_str::<Recipients<'_>>(json).unwrap().0,
                ["a@b.test", "c@d.test"],
                "{json}"
            );
        }
    }
}
