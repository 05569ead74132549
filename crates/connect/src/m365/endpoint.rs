//! Endpoint data loss prevention: what a device did with a file.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Reach, Workload};
use serde_json::Value;

use super::wire::{Common, Raw};
use super::{Emit, SourceRecord, extension, tree};
use crate::targets;
use crate::text;

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    activity.workload = Workload::Endpoint;
    object(case, &mut activity);
    activity.sensitive_types = sensitive_types(&record.sensitive_info_type_data);
    if activity.kind == Kind::FileAccessed && !activity.sensitive_types.is_empty() {
        activity.kind = Kind::SensitiveFileRead;
    }
    target(case, &mut activity);
    activity.detail = policy(&record.policy_match_info);
    if activity.detail.is_empty() {
        activity.detail = Cow::Borrowed(&record.application);
    }
    activity.label_after = tree::text(&record.label_event.value(), "SensitivityLabelId")
        .into_owned()
        .into();
    emit(&activity);
}

/// Path, name, extension, size and content hash.
pub(super) fn object<'a>(case: &SourceRecord<'a>, activity: &mut Activity<'a>) {
    let record = case.record;
    let (container, name) = text::split_path(&record.object_id);
    activity.container = container.into();
    activity.object = name.into();
    activity.extension = extension(&record.file_extension, name);
    activity.size = record.file_size.0.or(record.file_size_bytes.0);
    let hash = if record.sha256.is_empty() {
        &record.sha1
    } else {
        &record.sha256
    };
    activity.object_id = case.object_id(hash);
}

fn target<'a>(case: &SourceRecord<'a>, activity: &mut Activity<'a>) {
    let record = case.record;
    match activity.kind {
        Kind::UploadedToWeb => {
            let to: &str = if record.target_url.is_empty() {
                &record.target_domain
            } else {
                &record.target_url
            };
            activity.target = to.into();
            let domain: &str = if record.target_domain.is_empty() {
                to
            } else {
                &record.target_domain
            };
            targets::set_domain(activity, case.inside(), domain);
        }
        Kind::DownloadedFromWeb => {
            activity.target = Cow::Borrowed(&record.originating_domain);
            activity.target_domain =
                text::lower(text::host_of(&record.originating_domain).unwrap_or_default());
        }
        Kind::Printed => activity.target = Cow::Borrowed(&record.target_printer_name),
        Kind::CopiedToRemovableMedia | Kind::RemovableMediaMounted => {
            activity.target = if record.target_file_path.is_empty() {
                medium(record)
            } else {
                (&*record.target_file_path).into()
            };
            if activity.kind == Kind::CopiedToRemovableMedia {
                activity.reach = Reach::Outside;
            }
        }
        Kind::FileRenamed if !record.previous_file_name.is_empty() => {
            activity.target = Cow::Borrowed(&record.previous_file_name);
        }
        _ => activity.target = Cow::Borrowed(&record.target_file_path),
    }
}

/// Maker and model of the medium.
fn medium(record: &Common<'_>) -> Cow<'static, str> {
    let medium = record.removable_media.value();
    let (maker, model) = (
        tree::text(&medium, "Manufacturer"),
        tree::text(&medium, "Model"),
    );
    Cow::Owned(format!("{maker} {model}").trim().to_owned())
}

/// Names of the sensitive information types, joined; the values found are never read.
pub(super) fn sensitive_types(raw: &Raw<'_>) -> Cow<'static, str> {
    match raw.json() {
        // Most records hold an empty list: no tree is built for it.
        Some(json) if json.len() > 4 => {}
        _ => return Cow::Borrowed(""),
    }
    let mut names = String::new();
    for found in tree::elements(&raw.value()) {
        let name = [
            "SensitiveInfoTypeName",
            "SensitiveInformationTypeName",
            "Name",
            "SensitiveInfoTypeId",
            "SensitiveType",
        ]
        .into_iter()
        .map(|field| tree::text(found, field))
        .find(|name| !name.is_empty());
        text::append_distinct(&mut names, &name.unwrap_or_default());
    }
    Cow::Owned(names)
}

/// Policy and rule that watched the file.
fn policy(raw: &Raw<'_>) -> Cow<'static, str> {
    let value = raw.value();
    let mut names = String::new();
    for found in tree::elements(&value) {
        for field in ["PolicyName", "RuleName"] {
            text::append_distinct(&mut names, &tree::text(found, field));
        }
    }
    if matches!(value, Value::Null) {
        Cow::Borrowed("")
    } else {
        Cow::Owned(names)
    }
}
