//! SharePoint and OneDrive: what was granted to whom.
//!
//! One share writes several records. Those about the system's own groups are kept, but reach nobody: only the record that names a
//! person or an open link says how far the content went.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Reach};

use super::wire::Common;
use super::{Emit, SourceRecord, files};
use crate::{targets, text, who};

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    files::object(case, &mut activity);
    target(case, &mut activity);
    match activity.kind {
        Kind::FileShared => activity.kind = shared_kind(record),
        Kind::AnonymousLinkCreated | Kind::AnonymousLinkUsed => activity.reach = Reach::Public,
        Kind::CompanyLinkCreated => activity.reach = Reach::Inside,
        Kind::MemberAdded | Kind::AccessGranted => activity.detail = group(record),
        _ => {}
    }
    emit(&activity);
}

fn shared_kind(record: &Common<'_>) -> Kind {
    match &*record.item_type {
        "Folder" | "5" | "DocumentLibrary" | "9" | "List" => Kind::FolderShared,
        "Web" | "6" | "Site" | "7" | "Tenant" | "8" => Kind::SiteShared,
        _ => Kind::FileShared,
    }
}

fn target<'a>(case: &SourceRecord<'a>, activity: &mut Activity<'a>) {
    let record = case.record;
    let name: &'a str = if record.target_name.is_empty() {
        &record.user_shared_with
    } else {
        &record.target_name
    };
    targets::set(activity, case.inside(), &[Cow::Borrowed(name)]);
    if is_system_group(name) || group_name(record).is_some_and(is_system_group) {
        activity.reach = Reach::None;
        return;
    }
    let is_guest = record.target_type.eq_ignore_ascii_case("Guest") || who::is_guest(name);
    // A name with a domain is judged by it; a guest without one is outside all the same.
    if activity.reach == Reach::None && !name.is_empty() {
        activity.reach = if is_guest {
            Reach::Outside
        } else {
            Reach::Inside
        };
    }
}

/// Groups that SharePoint makes for its own bookkeeping, one per link or item.
fn is_system_group(name: &str) -> bool {
    text::starts_with_ignore_case(name, "SharingLinks.")
        || text::starts_with_ignore_case(name, "Limited Access System Group")
        || text::starts_with_ignore_case(name, "SHAREPOINT\\")
        || (name.len() >= 56 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The group that somebody was added to, from `<Group>...</Group>`.
fn group_name<'a>(record: &'a Common<'_>) -> Option<&'a str> {
    let (_, rest) = record.event_data.split_once("<Group>")?;
    let (group, _) = rest.split_once("</Group>")?;
    (!group.is_empty()).then_some(group)
}

fn group<'a>(record: &'a Common<'_>) -> Cow<'a, str> {
    match (&*record.operation, group_name(record)) {
        ("SiteCollectionAdminAdded", _) => Cow::Borrowed("site collection administrator"),
        (_, Some(group)) => Cow::Owned(format!("group: {group}")),
        (_, None) => Cow::Borrowed(""),
    }
}
