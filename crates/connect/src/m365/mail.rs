//! Exchange mailboxes: what was sent, read, deleted and changed.

use std::borrow::Cow;
use std::fmt;

use ombud_model::{Activity, Kind};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::wire::{Number, Text};
use super::{Emit, SourceRecord, extension, targets, tree};
use crate::text;

/// What a record says of the message.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Item<'a> {
    #[serde(borrow, alias = "subject")]
    subject: Text<'a>,
    #[serde(borrow, alias = "attachments")]
    attachments: Text<'a>,
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

pub(super) fn sent<'a>(case: &SourceRecord<'a>, activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    let json = record.item.json();
    let item = parse_or_default::<Item<'_>>(json.as_deref());
    let listed = record
        .recipient_list
        .json()
        .or_else(|| record.recipient_details.json());
    let mut addresses = parse_or_default::<Recipients<'_>>(listed.as_deref()).0;
    if addresses.is_empty() {
        for list in [item.to, item.cc, item.bcc, item.recipients] {
            addresses.extend(list.0);
        }
    }

    let mut activity = activity;
    activity.object = Cow::Borrowed(&item.subject);
    let attachments = Attachments::of(&item.attachments);
    activity.items = attachments.count;
    activity.extension = extension("", attachments.name);
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

fn parse_or_default<'a, T: Deserialize<'a> + Default>(json: Option<&'a str>) -> T {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// `a.docx (2010b); b.png (5194b)`: how many, and name and bytes of the first.
#[derive(Debug, PartialEq, Eq)]
struct Attachments<'a> {
    count: u32,
    name: &'a str,
    size: Option<u64>,
}

impl<'a> Attachments<'a> {
    fn of(text: &'a str) -> Self {
        let mut parts = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let first = parts.next();
        let count = parts.count() as u32 + u32::from(first.is_some());
        let first = first.unwrap_or_default();
        let (name, size) = first
            .strip_suffix("b)")
            .and_then(|rest| rest.rsplit_once('('))
            .and_then(|(name, bytes)| Some((name.trim_end(), bytes.trim().parse::<u64>().ok()?)))
            .map_or((first, None), |(name, bytes)| (name, Some(bytes)));
        Self { count, name, size }
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
    fn attachments_are_counted_and_the_first_is_named() {
        let of = Attachments::of;
        assert_eq!(
            of("a.docx (2010b); b.png (5194b)"),
            Attachments {
                count: 2,
                name: "a.docx",
                size: Some(2010)
            }
        );
        assert_eq!(
            of("plan (v2).pdf (77b)"),
            Attachments {
                count: 1,
                name: "plan (v2).pdf",
                size: Some(77)
            }
        );
        assert_eq!(
            of("plan.pdf"),
            Attachments {
                count: 1,
                name: "plan.pdf",
                size: None
            }
        );
        assert_eq!(
            of(" "),
            Attachments {
                count: 0,
                name: "",
                size: None
            }
        );
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
