//! SharePoint and OneDrive: what was done to a file, folder or page.

use std::borrow::Cow;

use ombud_model::{Activity, Kind};

use super::wire::Common;
use super::{Emit, SourceRecord, extension};
use crate::text;

/// User agents of Microsoft's own thumbnail and editor services, which read under the name of whoever has the file open.
const SERVICE_READERS: &[&str] = &["OneDriveMpc-Transform", "OfficeXLCA", "MSWAC"];

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    object(case, &mut activity);
    match activity.kind {
        Kind::FileAccessed | Kind::FilePreviewed if is_service_read(record, &activity) => {
            activity.kind = Kind::Other
        }
        Kind::FileCopied | Kind::FileMoved | Kind::FileRenamed => {
            activity.target = destination(record)
        }
        Kind::MalwareDetected => activity.detail = Cow::Borrowed(&record.virus_info),
        _ => {}
    }
    emit(&activity);
}

/// Object, container, extension, size and identity of the file that a record is about.
pub(super) fn object<'a>(case: &SourceRecord<'a>, activity: &mut Activity<'a>) {
    let record = case.record;
    (activity.container, activity.object) = place(record);
    activity.extension = extension(&record.source_file_extension, file_name(record));
    activity.size = record.file_size_bytes.0.or(record.file_size.0);
    activity.object_id = case.object_id(&record.list_item_unique_id);
    activity.label_after = Cow::Borrowed(&record.sensitivity_label_id);
}

fn file_name<'a>(record: &'a Common<'_>) -> &'a str {
    let name: &str = &record.source_file_name;
    if name.is_empty() && is_file(record) {
        text::split_path(&record.object_id).1
    } else {
        name
    }
}

fn is_file(record: &Common<'_>) -> bool {
    matches!(&*record.item_type, "File" | "1" | "")
}

/// Folder and name. The object's URL is preferred, because it needs no joining.
fn place<'a>(record: &'a Common<'_>) -> (Cow<'a, str>, Cow<'a, str>) {
    let (url, name, site) = (
        &*record.object_id,
        &*record.source_file_name,
        &*record.site_url,
    );
    if name.is_empty() {
        let (container, object) = text::split_path(if url.is_empty() { site } else { url });
        return (container.into(), object.into());
    }
    if let Some(container) = url.strip_suffix(name)
        && container.ends_with('/')
    {
        return (container.into(), name.into());
    }
    if site.is_empty() {
        let container = text::split_path(url).0;
        return (container.into(), name.into());
    }
    let mut container = String::with_capacity(site.len() + record.source_relative_url.len() + 2);
    container.push_str(site);
    if !container.ends_with('/') {
        container.push('/');
    }
    let folder = record.source_relative_url.trim_matches('/');
    // Sharing records write the file's own path where file records write its folder.
    let folder = folder
        .strip_suffix(name)
        .map_or(folder, |folder| folder.trim_end_matches('/'));
    container.push_str(folder);
    if !container.ends_with('/') {
        container.push('/');
    }
    (container.into(), name.into())
}

fn is_service_read(record: &Common<'_>, activity: &Activity<'_>) -> bool {
    SERVICE_READERS
        .iter()
        .any(|agent| text::starts_with_ignore_case(&record.user_agent, agent))
        || (record.operation.starts_with("PageViewed") && activity.container.contains("/_layouts/"))
}

/// Where a copy, move or new name went: the folder and name that the record gives, as far as it does.
fn destination<'a>(record: &'a Common<'_>) -> Cow<'a, str> {
    let (folder, name) = (
        &*record.destination_relative_url,
        &*record.destination_file_name,
    );
    match (folder, name) {
        ("", name) => name.into(),
        (folder, "") => folder.into(),
        // Records differ in whether the folder already ends in the name.
        (folder, name) if folder.ends_with(name) => folder.into(),
        (folder, name) => format!("{}/{name}", folder.trim_end_matches('/')).into(),
    }
}
