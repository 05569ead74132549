//! Streamed Advanced Hunting tables: `{"time": ..., "category": "AdvancedHunting-<table>", "properties": {...}}`.
//!
//! Rows of CloudAppEvents carry the audit record itself and are read as such; this file reads the others.

use std::borrow::Cow;

use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, Outcome, Reach, Workload};
use serde_json::Value;

use super::dlp::severity;
use super::outcome::is_blocked;
use super::{Emit, extension, operations, rejected, tree};
use crate::source::{Context, Rejection};
use crate::targets;
use crate::text::{self, Inside};
use crate::{when, who};

/// Where an act came from, the surest first.
const ADDRESSES: &[&str] = &[
    "IPAddress",
    "SenderIPv4",
    "InitiatingProcessRemoteSessionIP",
    "LocalIP",
];

/// Table and row, when the value is a streamed hunting record.
pub(super) fn parts(value: &Value) -> Option<(&str, &Value)> {
    let table = tree::get(value, "category")?
        .as_str()?
        .strip_prefix("AdvancedHunting-")?;
    let properties = tree::get(value, "properties").filter(|properties| properties.is_object())?;
    Some((table, properties))
}

pub(super) fn read(
    outer: &Value,
    table: &str,
    row: &Value,
    context: &Context<'_>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let time = [tree::text(row, "Timestamp"), tree::text(outer, "time")]
        .into_iter()
        .find(|time| !time.is_empty());
    let time = time.ok_or_else(|| rejected("the record has neither Timestamp nor time"))?;
    let time = when::parse(&time).map_err(|error| rejected(error.to_string()))?;
    let action = tree::text(row, "ActionType").into_owned();
    let operation = if action.is_empty() {
        table.to_owned()
    } else {
        action
    };

    // Streams deliver a row again with another outer time: only the row itself makes the key.
    let key = text::hash_bytes(context.hash_keys, row.to_string().as_bytes());
    let mut activity = Activity::new(
        time,
        key,
        person(table, row, context.settings),
        kind(table, row, &operation),
        operation,
    );
    activity.workload = workload(table);
    activity.outcome = outcome(table, row, &activity);
    if activity.outcome == Outcome::Unknown {
        activity.lacks(if table == "EmailEvents" {
            "DeliveryAction"
        } else {
            "ActionResult"
        });
    }
    if table == "CloudAppEvents" {
        // The record itself: without it only the table's own columns are known.
        activity.lacks("RawEventData");
    }
    activity.device = tree::text(row, "DeviceName");
    activity.ip = Cow::Owned(text::clean_ip(&first(row, ADDRESSES)).to_owned());
    content(row, context, &mut activity);
    if table == "EmailEvents" {
        mail(row, context, &mut activity);
    }
    if activity.kind == Kind::AlertRaised {
        let (title, category) = (
            tree::text(row, "Title"),
            first(row, &["Category", "Categories"]),
        );
        let category = category.trim_matches(['[', ']', '"']).to_owned();
        activity.detail = Cow::Owned(if category.is_empty() {
            title.into_owned()
        } else {
            format!("{category}: {title}")
        });
        activity.severity = severity(&tree::text(row, "Severity"));
    }
    emit(&activity);
    Ok(())
}

fn first<'v>(row: &'v Value, names: &[&str]) -> Cow<'v, str> {
    names
        .iter()
        .map(|name| tree::text(row, name))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn kind(table: &str, row: &Value, action: &str) -> Kind {
    match (table, action) {
        ("IdentityLogonEvents" | "DeviceLogonEvents", "LogonSuccess") => Kind::SignedIn,
        ("IdentityLogonEvents" | "DeviceLogonEvents", "LogonFailed") => Kind::SignInFailed,
        ("DeviceEvents", "SensitiveFileRead") => Kind::SensitiveFileRead,
        ("DeviceFileEvents" | "DeviceEvents", action) => {
            operations::of_device(action).map_or(Kind::Other, |meaning| meaning.kind)
        }
        ("CloudAppEvents", action) => operations::of(action, false).kind,
        ("EmailEvents", _) if is_sent(row) => Kind::MailSent,
        ("AlertInfo", _) => Kind::AlertRaised,
        ("AlertEvidence", _) if tree::text(row, "EntityType").eq_ignore_ascii_case("User") => {
            Kind::AlertRaised
        }
        _ => Kind::Other,
    }
}

/// Sensors and findings tell what has happened. Other rows say how it ended, or nobody knows.
fn outcome(table: &str, row: &Value, activity: &Activity<'_>) -> Outcome {
    let is = |field: &str, words: &[&str]| {
        let found = tree::text(row, field);
        words.iter().any(|word| word.eq_ignore_ascii_case(&found))
    };
    let is_success = |word: &str| matches!(word, "LogonSuccess" | "ClickAllowed");
    match table {
        _ if activity.kind == Kind::SignInFailed => Outcome::Failed,
        _ if is_blocked(&activity.operation) || is("DeliveryAction", &["Blocked"]) => {
            Outcome::Blocked
        }
        _ if is("ActionResult", &["Error", "Failed", "Failure"]) => Outcome::Failed,
        _ if is("ActionResult", &["Success", "Succeeded"]) => Outcome::Done,
        "EmailEvents" if is("DeliveryAction", &["Delivered", "Junked", "Replaced"]) => {
            Outcome::Done
        }
        "CloudAppEvents" if operations::of(&activity.operation, false).is_logged_on_success() => {
            Outcome::Done
        }
        _ if is_success(&activity.operation) => Outcome::Done,
        "DeviceLogonEvents" | "IdentityLogonEvents" => Outcome::Unknown,
        _ if table.starts_with("Device")
            || table.starts_with("Alert")
            || table.ends_with("Info") =>
        {
            Outcome::Done
        }
        _ => Outcome::Unknown,
    }
}

/// Mail that came in from outside was sent by nobody of the organisation.
fn is_sent(row: &Value) -> bool {
    matches!(
        &*tree::text(row, "EmailDirection"),
        "Outbound" | "Intra-org"
    )
}

fn workload(table: &str) -> Workload {
    match () {
        () if table.starts_with("Email") || table == "UrlClickEvents" => Workload::Exchange,
        () if table.starts_with("Message") => Workload::Teams,
        () if table.starts_with("Device") => Workload::Endpoint,
        () if table.starts_with("Identity") || table.starts_with("AAD") => Workload::Directory,
        () if table.starts_with("Alert") => Workload::Security,
        () => Workload::Other,
    }
}

fn person(table: &str, row: &Value, settings: &Settings) -> Actor<'static> {
    let judged = |id: Cow<'_, str>| who::actor(Cow::Owned(id.into_owned()), settings);
    let service = |id: Cow<'_, str>| Actor::Service(Cow::Owned(id.into_owned()));
    if table.starts_with("Email") || table.starts_with("Message") {
        let sender = first(
            row,
            &[
                "SenderFromAddress",
                "SenderMailFromAddress",
                "SenderEmailAddress",
            ],
        );
        // Only mail that is known to come from inside names somebody to watch.
        return if is_sent(row) {
            judged(sender)
        } else {
            service(sender)
        };
    }
    for prefix in ["", "InitiatingProcess", "Request"] {
        let get = |name: &str| tree::text(row, &format!("{prefix}{name}"));
        let (upn, name, domain) = (get("AccountUpn"), get("AccountName"), get("AccountDomain"));
        if !upn.is_empty() {
            return judged(upn);
        }
        if name.is_empty() {
            continue;
        }
        return judged(if domain.is_empty() {
            name
        } else {
            format!("{domain}\\{name}").into()
        });
    }
    service(first(row, &["AccountDisplayName", "AccountId"]))
}

/// File, hash and size of rows about files.
fn content(row: &Value, context: &Context<'_>, activity: &mut Activity<'_>) {
    let (name, folder) = (
        first(row, &["FileName", "ObjectName", "Subject"]),
        tree::text(row, "FolderPath"),
    );
    let folder = match folder.strip_suffix(&*name) {
        Some(folder) if !name.is_empty() => folder.to_owned(),
        _ if folder.is_empty() || folder.ends_with(['/', '\\']) => folder.into_owned(),
        _ => format!(
            "{folder}{}",
            if folder.starts_with('/') { '/' } else { '\\' }
        ),
    };
    activity.container = folder.into();
    if !tree::text(row, "FileName").is_empty() {
        activity.extension = Cow::Owned(extension("", &name).into_owned());
    }
    activity.object = Cow::Owned(name.into_owned());
    activity.size = tree::number(row, "FileSize");
    activity.object_id = text::object_id(context.hash_keys, &first(row, &["SHA256", "SHA1"]));
}

fn mail(row: &Value, context: &Context<'_>, activity: &mut Activity<'_>) {
    activity.items = tree::number(row, "AttachmentCount")
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or(1);
    let receiver = tree::text(row, "RecipientEmailAddress").into_owned();
    let own = activity.actor.identifier().to_owned();
    let inside = Inside::of(&own, context.settings);
    let receivers: Vec<Cow<'_, str>> = targets::split(&receiver)
        .map(|address| Cow::Owned(address.to_owned()))
        .collect();
    targets::set(activity, inside, &receivers);
    if activity.kind == Kind::MailSent {
        targets::mark_self(activity, inside, &own, &receivers);
    } else {
        activity.reach = Reach::None;
    }
}
