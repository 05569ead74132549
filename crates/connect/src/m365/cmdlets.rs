//! Exchange and compliance cmdlets: forwarding, mailbox permissions, auditing, exports.

use std::borrow::Cow;

use ombud_model::{Activity, Kind};
use serde_json::Value;

use super::{Emit, SourceRecord, flat, tree};
use crate::source::Rejection;
use crate::targets;
use crate::text;

/// Parameters that send a copy of mail to somebody.
const FORWARDING: &[&str] = &[
    "ForwardTo",
    "ForwardAsAttachmentTo",
    "RedirectTo",
    "ForwardingSmtpAddress",
    "ForwardingAddress",
    "RedirectMessageTo",
    "BlindCopyTo",
    "CopyTo",
    "AddToRecipients",
];

pub(super) fn read<'a>(
    case: &SourceRecord<'a>,
    tree: &Value,
    activity: Activity<'a>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let parameters = Parameters::of(tree)?;
    let mut activity = activity;
    if parameters.lacks_values() {
        activity.lacks("Parameters");
    }
    activity.object = Cow::Borrowed(&case.record.object_id);
    let receivers = match activity.kind {
        Kind::MailForwardingSet => forwarding(&parameters, &mut activity),
        Kind::MailboxAccessGranted => {
            parameters.addresses(&["User", "Trustee", "GrantSendOnBehalfTo"])
        }
        Kind::RoleGranted => {
            activity.detail = Cow::Owned(parameters.first(&["Role", "Identity"]));
            parameters.addresses(&["Member", "User", "SecurityGroup"])
        }
        Kind::Exported => {
            if text::starts_with_ignore_case(&case.record.operation, "New-ComplianceSearchAction")
                && !parameters.exports()
            {
                activity.kind = Kind::Searched;
            }
            activity.detail = Cow::Owned(parameters.first(&["SearchName", "Mailbox", "Name"]));
            Vec::new()
        }
        Kind::SettingChanged => {
            if parameters.stops_auditing() {
                activity.kind = Kind::AuditingChanged;
            }
            Vec::new()
        }
        _ => Vec::new(),
    };
    if !receivers.is_empty() {
        targets::set(&mut activity, case.inside(), &receivers);
    }
    emit(&activity);
    Ok(())
}

/// Receivers of forwarded mail. Without any, the cmdlet set something else.
fn forwarding(parameters: &Parameters, activity: &mut Activity<'_>) -> Vec<Cow<'static, str>> {
    let receivers = parameters.addresses(FORWARDING);
    if !receivers.is_empty() {
        activity.detail = Cow::Owned(parameters.first(&["Name"]));
        return receivers;
    }
    let delegates = parameters.addresses(&["GrantSendOnBehalfTo"]);
    activity.kind = match () {
        () if !delegates.is_empty() => Kind::MailboxAccessGranted,
        () if parameters.stops_auditing() => Kind::AuditingChanged,
        () => Kind::SettingChanged,
    };
    delegates
}

/// Parameters from the text that PowerShell makes of them.
fn flattened(text: &str) -> Result<Vec<(String, String)>, Rejection> {
    flat::pairs(text).ok_or_else(|| flat::reason("Parameters"))
}

/// Name and value of every parameter.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn of(tree: &Value) -> Result<Self, Rejection> {
        let list = tree::nested(tree, "Parameters");
        let mut pairs = Vec::new();
        for element in tree::elements(&list) {
            match element {
                Value::String(text) if flat::is_flat(text) => pairs.extend(flattened(text)?),
                Value::String(text) => pairs.push(("line".to_owned(), text.clone())),
                pair => {
                    let value = tree::get(pair, "Value")
                        .map(flat::joined)
                        .unwrap_or_default();
                    if flat::is_flat(&value) {
                        return Err(flat::reason("Parameters"));
                    }
                    pairs.push((tree::text(pair, "Name").into_owned(), value.into_owned()));
                }
            }
        }
        // Compliance cmdlets write them as one text: `-Name "x" -Export`.
        let line = tree::text(tree, "Parameters");
        if pairs.is_empty() && flat::is_flat(&line) {
            pairs = flattened(&line)?;
        } else if pairs.is_empty() && !line.is_empty() {
            pairs.push(("line".to_owned(), line.into_owned()));
        }
        Ok(Self(pairs))
    }

    fn values<'p>(&'p self, names: &'p [&str]) -> impl Iterator<Item = &'p str> {
        let named = self
            .0
            .iter()
            .filter(|(name, _)| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)));
        named
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty() && *value != "$null")
    }

    fn first(&self, names: &[&str]) -> String {
        self.values(names).next().unwrap_or_default().to_owned()
    }

    fn addresses(&self, names: &[&str]) -> Vec<Cow<'static, str>> {
        self.values(names)
            .flat_map(targets::split)
            .map(|address| Cow::Owned(address.to_owned()))
            .collect()
    }

    /// Whether the parameters came as names alone: text that is no command line.
    fn lacks_values(&self) -> bool {
        self.values(&["line"])
            .any(|line| !line.trim_start().starts_with('-'))
    }

    fn exports(&self) -> bool {
        let line = self
            .values(&["line"])
            .any(|line| text::contains_ignore_case(line, "-Export"));
        line || self
            .values(&["Export"])
            .any(|value| value.eq_ignore_ascii_case("true"))
    }

    fn stops_auditing(&self) -> bool {
        let is = |name: &str, value: &str| {
            self.values(&[name])
                .any(|found| found.eq_ignore_ascii_case(value))
        };
        is("AuditEnabled", "False")
            || is("AuditDisabled", "True")
            || is("AuditBypassEnabled", "True")
    }
}
