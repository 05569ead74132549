//! Matches of data loss prevention rules in SharePoint, OneDrive and Exchange.
//!
//! The record's user is the service that matched; the person is in the metadata. Detected values are never read.

use std::borrow::Cow;

use ombud_model::{Activity, Actor, Kind, Outcome, Reach, Severity};
use serde_json::Value;

use super::{Emit, SourceRecord, extension, outcome, tree};
use crate::source::Rejection;
use crate::targets;
use crate::text::{self, Inside};
use crate::who;

pub(super) fn read<'a>(
    case: &SourceRecord<'a>,
    tree: &Value,
    mut activity: Activity<'a>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    let share = tree::nested(tree, "SharePointMetaData");
    let mail = tree::nested(tree, "ExchangeMetaData");
    let device = tree::nested(tree, "EndpointMetaData");
    if let Some(person) = person(case, &[&share, &mail, &device]) {
        activity.actor = person;
    }
    let own = activity.actor.identifier().to_owned();
    let inside = Inside::of(&own, case.context.settings);

    if share.is_object() {
        file(case, &share, &mut activity);
    } else if mail.is_object() {
        activity.object = Cow::Owned(tree::text(&mail, "Subject").into_owned());
        activity.size = tree::number(&mail, "FileSize");
        let receivers: Vec<_> = ["To", "CC", "BCC"]
            .iter()
            .flat_map(|&name| addresses(&mail, name))
            .collect();
        targets::set(&mut activity, inside, &receivers);
    } else {
        let (container, name) = text::split_path(&case.record.object_id);
        (activity.container, activity.object) = (container.into(), name.into());
    }
    rules(tree, &mut activity);
    if activity.kind == Kind::DlpMatched && is_stopped(tree, &device)? {
        activity.outcome = Outcome::Blocked;
    }
    if activity.kind == Kind::DlpUndone {
        let why = tree::nested(tree, "ExceptionInfo");
        let mut detail = activity.detail.into_owned();
        text::append(&mut detail, &tree::text(&why, "Reason"));
        activity.detail = detail.into();
    }
    emit(&activity);
    Ok(())
}

/// Whether what the rule is about was stopped: a rule that is enforced blocks it, or the device did. Not where the record says why the
/// rule was set aside.
fn is_stopped(tree: &Value, device: &Value) -> Result<bool, Rejection> {
    if let Some(is_stopped) = outcome::is_stopped(&tree::text(device, "EnforcementMode"))? {
        return Ok(is_stopped);
    }
    let exception = tree::nested(tree, "ExceptionInfo");
    let set_aside = tree::text(&exception, "Reason");
    if !set_aside.is_empty() && !set_aside.eq_ignore_ascii_case("None") {
        return Ok(false);
    }
    let policies = tree::nested(tree, "PolicyDetails");
    Ok(tree::elements(&policies)
        .iter()
        .flat_map(|policy| tree::list(policy, "Rules"))
        .any(blocks))
}

/// `RuleMode` is `Enable` where a rule is enforced, and begins with `Audit` or `Test` where it only tells.
fn blocks(rule: &Value) -> bool {
    let mode = tree::text(rule, "RuleMode");
    let only_tells = ["Audit", "Test"]
        .iter()
        .any(|start| text::starts_with_ignore_case(&mode, start));
    let is_block = |action: &str| text::starts_with_ignore_case(action.trim(), "Block");
    // A list, or one text with commas.
    let named = tree::text(rule, "Actions");
    let mut listed = tree::list(rule, "Actions").iter().map(tree::scalar);
    !only_tells && (named.split([',', ';']).any(is_block) || listed.any(|action| is_block(&action)))
}

/// The account in the metadata. Where the organisation's domains are known, a sender outside of them is nobody's employee.
fn person(case: &SourceRecord<'_>, metadata: &[&Value]) -> Option<Actor<'static>> {
    let from = metadata
        .iter()
        .map(|data| tree::text(data, "From"))
        .find(|from| !from.is_empty())?;
    let from = targets::split(&from).next()?.to_owned();
    let settings = case.context.settings;
    Some(if who::is_foreign(&from, settings) {
        Actor::Service(from.into())
    } else {
        who::actor(Cow::Owned(from), settings)
    })
}

fn file(case: &SourceRecord<'_>, share: &Value, activity: &mut Activity<'_>) {
    let url = tree::text(share, "FilePathUrl");
    let (container, name) = text::split_path(&url);
    let file_name = tree::text(share, "FileName");
    activity.container = if container.is_empty() {
        Cow::Owned(tree::text(share, "SiteCollectionUrl").into_owned())
    } else {
        Cow::Owned(container.to_owned())
    };
    activity.object = Cow::Owned(if file_name.is_empty() {
        name.to_owned()
    } else {
        file_name.into_owned()
    });
    activity.extension = Cow::Owned(extension("", &activity.object).into_owned());
    activity.object_id = case.object_id(&tree::text(share, "UniqueId"));
    if tree::flag(share, "IsViewableByExternalUsers") {
        activity.reach = Reach::Outside;
    }
}

fn addresses(mail: &Value, name: &str) -> Vec<Cow<'static, str>> {
    let owned = |text: &str| {
        targets::split(text)
            .map(|address| Cow::Owned(address.to_owned()))
            .collect::<Vec<_>>()
    };
    match tree::get(mail, name) {
        Some(Value::Array(list)) => list
            .iter()
            .flat_map(|address| owned(&tree::scalar(address)))
            .collect(),
        Some(value) => owned(&tree::scalar(value)),
        None => Vec::new(),
    }
}

/// Policies, rules, the highest severity, the types found, and whether the rule speaks of people outside.
fn rules(tree: &Value, activity: &mut Activity<'_>) {
    let (mut detail, mut types) = (String::new(), String::new());
    for policy in tree::elements(&tree::nested(tree, "PolicyDetails")) {
        text::append_distinct(&mut detail, &tree::text(policy, "PolicyName"));
        for rule in tree::list(policy, "Rules") {
            text::append_distinct(&mut detail, &tree::text(rule, "RuleName"));
            activity.severity = activity
                .severity
                .max(severity(&tree::text(rule, "Severity")));
            let Some(conditions) = tree::get(rule, "ConditionsMatched") else {
                continue;
            };
            for found in tree::list(conditions, "SensitiveInformation") {
                let name = tree::text(found, "SensitiveInformationTypeName");
                let name = if name.is_empty() {
                    tree::text(found, "SensitiveType")
                } else {
                    name
                };
                text::append_distinct(&mut types, &name);
            }
            let scope = tree::named(tree::list(conditions, "OtherConditions"), "AccessScope");
            if scope.is_some_and(|scope| {
                text::contains_ignore_case(&tree::scalar(scope), "ExternalUsers")
            }) {
                activity.reach = Reach::Outside;
            }
        }
    }
    activity.detail = detail.into();
    activity.sensitive_types = types.into();
}

/// A severity by its name.
pub(super) fn severity(name: &str) -> Severity {
    match () {
        () if name.eq_ignore_ascii_case("High") => Severity::High,
        () if name.eq_ignore_ascii_case("Medium") => Severity::Medium,
        () if name.eq_ignore_ascii_case("Low") => Severity::Low,
        () if text::starts_with_ignore_case(name, "Info") => Severity::Informational,
        () => Severity::None,
    }
}
