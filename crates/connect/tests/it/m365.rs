//! The `m365` source over records in the documented shapes, and what the tests of its other records share.

use std::borrow::Cow;

use ombud_connect::{Context, Record, source};
use ombud_model::settings::{Exclusions, Settings};
use ombud_model::{Activity, Actor, Kind, Outcome, Reach, Workload};

pub(crate) const KEYS: (u64, u64) = (0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210);

/// A copy that outlives its record.
pub(crate) fn own(activity: &Activity<'_>) -> Activity<'static> {
    let own = |text: &Cow<'_, str>| Cow::Owned(text.to_string());
    let actor = match &activity.actor {
        Actor::Person(id) => Actor::Person(own(id)),
        Actor::Service(id) => Actor::Service(own(id)),
        Actor::ObjectId(id) => Actor::ObjectId(own(id)),
    };
    Activity {
        actor,
        operation: own(&activity.operation),
        container: own(&activity.container),
        object: own(&activity.object),
        extension: own(&activity.extension),
        target: own(&activity.target),
        target_domain: own(&activity.target_domain),
        label_before: own(&activity.label_before),
        label_after: own(&activity.label_after),
        sensitive_types: own(&activity.sensitive_types),
        detail: own(&activity.detail),
        device: own(&activity.device),
        ip: own(&activity.ip),
        placement: activity.placement.clone(),
        incomplete: activity.incomplete.clone(),
        other_names: activity.other_names.clone(),
        ..*activity
    }
}

pub(crate) fn normalise(
    record: &Record<'_>,
    settings: &Settings,
) -> Result<Vec<Activity<'static>>, String> {
    let context = Context {
        settings,
        mapping: None,
        hash_keys: KEYS,
    };
    let mut seen = Vec::new();
    let source = source("m365").unwrap();
    let result = source.normalise(record, &context, &mut |activity| seen.push(own(activity)));
    match result {
        Ok(()) => Ok(seen),
        Err(rejection) => {
            assert!(seen.is_empty(), "a rejected record emits nothing");
            Err(rejection.to_string())
        }
    }
}

pub(crate) fn read_with(json: &str, settings: &Settings) -> Activity<'static> {
    let mut seen = normalise(&Record::Json(json.as_bytes()), settings)
        .unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(seen.len(), 1, "{json}");
    seen.remove(0)
}

pub(crate) fn read(json: &str) -> Activity<'static> {
    read_with(json, &Settings::default())
}

/// A record of mia.k@corp.test with further fields.
pub(crate) fn mia(operation: &str, workload: &str, record_type: u32, more: &str) -> String {
    format!(
        r#"{{"CreationTime":"2026-03-30T16:02:11","Id":"6F1C2b3d-0000-4000-8000-00000000000a","Operation":"{operation}",
        "OrganizationId":"o","RecordType":{record_type},"UserKey":"k","UserType":0,"Version":1,"Workload":"{workload}",
        "ClientIP":"203.0.113.9:4711","UserId":"Mia.K@corp.test"{more}}}"#
    )
}

pub(crate) fn person(activity: &Activity<'_>) -> String {
    match &activity.actor {
        Actor::Person(id) => id.to_string(),
        other => panic!("{other:?} is nobody"),
    }
}

pub(crate) const FILE: &str = r#","ObjectId":"https://corp.sharepoint.test/sites/rd/Shared Documents/plans/Road map.DOCX","ItemType":"File",
    "ListItemUniqueId":"B0C1","SiteUrl":"https://corp.sharepoint.test/sites/rd/","SourceRelativeUrl":"Shared Documents/plans",
    "SourceFileName":"Road map.DOCX","SourceFileExtension":"DOCX","FileSizeBytes":"481233","UserAgent":"Mozilla/5.0""#;

#[test]
fn a_download_says_who_what_when_where() {
    let seen = read(&mia("FileDownloaded", "SharePoint", 6, FILE));
    assert_eq!(seen.time.to_string(), "2026-03-30T16:02:11Z");
    assert_eq!(person(&seen), "Mia.K@corp.test");
    assert_eq!(
        (seen.kind, &*seen.operation, seen.workload),
        (Kind::FileDownloaded, "FileDownloaded", Workload::SharePoint)
    );
    assert_eq!(
        seen.container,
        "https://corp.sharepoint.test/sites/rd/Shared Documents/plans/"
    );
    assert_eq!(
        (&*seen.object, &*seen.extension, seen.size),
        ("Road map.DOCX", "docx", Some(481_233))
    );
    assert_eq!(
        (&*seen.ip, seen.outcome, seen.reach, seen.items),
        ("203.0.113.9", Outcome::Done, Reach::None, 1)
    );
    assert_ne!(seen.object_id, 0);
    // The item keeps its identity under another name and in another letter case.
    let renamed = read(&mia(
        "FileDeleted",
        "SharePoint",
        6,
        &FILE.replace("Road map", "x").replace("B0C1", "b0c1"),
    ));
    assert_eq!(renamed.object_id, seen.object_id);
}

#[test]
fn a_folder_is_found_without_the_objects_url() {
    let more = FILE.replace(
        "https://corp.sharepoint.test/sites/rd/Shared Documents/plans/Road map.DOCX",
        "",
    );
    assert_eq!(
        read(&mia("FileAccessed", "SharePoint", 6, &more)).container,
        "https://corp.sharepoint.test/sites/rd/Shared Documents/plans/"
    );
    let url_only = r#","ObjectId":"https://corp.sharepoint.test/sites/rd/a.pdf""#;
    let seen = read(&mia("FileAccessed", "SharePoint", 6, url_only));
    assert_eq!(
        (&*seen.container, &*seen.object, &*seen.extension),
        ("https://corp.sharepoint.test/sites/rd/", "a.pdf", "pdf")
    );
}

#[test]
fn file_operations_have_their_kinds() {
    for (operation, kind) in [
        ("FileSyncDownloadedFull", Kind::FileSynced),
        ("FilePreviewed", Kind::FilePreviewed),
        ("FileUploaded", Kind::FileUploaded),
        ("FileModifiedExtended", Kind::FileModified),
        ("FileRecycled", Kind::FileDeleted),
        ("FileDeletedFirstStageRecycleBin", Kind::FilePurged),
        ("FileDeletedSecondStageRecycleBin", Kind::FileDestroyed),
        ("FileVersionsAllDeleted", Kind::FileDestroyed),
        ("FileMalwareDetected", Kind::MalwareDetected),
        ("SomethingThatComesNextYear", Kind::Other),
    ] {
        let seen = read(&mia(operation, "SharePoint", 6, FILE));
        assert_eq!(
            (seen.kind, &*seen.operation, &*seen.object),
            (kind, operation, "Road map.DOCX")
        );
    }
    let renamed = read(&mia(
        "FileRenamed",
        "OneDrive",
        6,
        &format!(r#"{FILE},"DestinationFileName":"holiday.jpg""#),
    ));
    assert_eq!(
        (renamed.kind, renamed.workload, &*renamed.target),
        (Kind::FileRenamed, Workload::OneDrive, "holiday.jpg")
    );
}

#[test]
fn services_that_read_for_a_thumbnail_are_no_readers() {
    for agent in ["OneDriveMpc-Transform_Thumbnail/1.0", "OfficeXLCA", "MSWAC"] {
        let seen = read(&mia(
            "FilePreviewed",
            "SharePoint",
            6,
            &FILE.replace("Mozilla/5.0", agent),
        ));
        assert_eq!(
            (seen.kind, &*seen.operation),
            (Kind::Other, "FilePreviewed"),
            "{agent}"
        );
    }
}

/// Operation, name and kind of whom it is shared with, how far it reaches, and the domain.
const SHARES: [(&str, &str, &str, Reach, &str); 10] = [
    (
        "AddedToSecureLink",
        "OUT@Evil.Test",
        "Guest",
        Reach::Outside,
        "evil.test",
    ),
    (
        "SharingSet",
        "max@corp.test",
        "Member",
        Reach::Inside,
        "corp.test",
    ),
    (
        "SharingSet",
        "max@corp2.test",
        "Member",
        Reach::Inside,
        "corp2.test",
    ),
    (
        "SharingSet",
        "max@x.partner.test",
        "Guest",
        Reach::Inside,
        "x.partner.test",
    ),
    (
        "SharingInvitationCreated",
        "max_evil.test#EXT#@corp.onmicrosoft.test",
        "Guest",
        Reach::Outside,
        "evil.test",
    ),
    (
        "SharingSet",
        "urn:spo:guest#max@evil.test",
        "Member",
        Reach::Outside,
        "evil.test",
    ),
    ("SharingSet", "some guest", "Guest", Reach::Outside, ""),
    (
        "SharingSet",
        "Finance team",
        "SecurityGroup",
        Reach::Inside,
        "",
    ),
    (
        "SharingSet",
        "SharingLinks.1a52.AnonymousEdit.6dd8",
        "SharePointGroup",
        Reach::None,
        "",
    ),
    (
        "SharingSet",
        "Limited Access System Group For Web 1a52",
        "SharePointGroup",
        Reach::None,
        "",
    ),
];

#[test]
fn sharing_reaches_as_far_as_its_target() {
    let settings = Settings {
        own_domains: vec!["corp2.test".into()],
        exclusions: Exclusions {
            domains: vec!["**.partner.test".into()],
            ..Exclusions::default()
        },
        ..Settings::default()
    };
    for (operation, name, kind, reach, domain) in SHARES {
        let more =
            format!(r#"{FILE},"TargetUserOrGroupName":"{name}","TargetUserOrGroupType":"{kind}""#);
        let seen = read_with(&mia(operation, "SharePoint", 14, &more), &settings);
        assert_eq!(
            (seen.kind, seen.reach, &*seen.target_domain),
            (Kind::FileShared, reach, domain),
            "{name}"
        );
        assert_eq!((&*seen.target, &*seen.object), (name, "Road map.DOCX"));
    }
}

#[test]
fn links_folders_and_sites_are_shared_too() {
    let seen =
        |operation, more: &str| read(&mia(operation, "OneDrive", 14, &format!("{FILE}{more}")));
    let anybody = seen("AnonymousLinkCreated", "");
    assert_eq!(
        (anybody.kind, anybody.reach),
        (Kind::AnonymousLinkCreated, Reach::Public)
    );
    assert_eq!(
        seen("AnonymousLinkUpdated", "").kind,
        Kind::AnonymousLinkCreated
    );
    assert_eq!(seen("CompanyLinkCreated", "").reach, Reach::Inside);
    let folder = read(&mia(
        "SharingSet",
        "SharePoint",
        14,
        &FILE.replace(r#""ItemType":"File""#, r#""ItemType":5"#),
    ));
    assert_eq!(folder.kind, Kind::FolderShared);
    let site = read(&mia(
        "SharingSet",
        "SharePoint",
        14,
        &FILE.replace(r#""ItemType":"File""#, r#""ItemType":"Web""#),
    ));
    assert_eq!(site.kind, Kind::SiteShared);
    assert_eq!(seen("AccessRequestCreated", "").kind, Kind::AccessRequested);
    assert_eq!(seen("AccessRequestApproved", "").kind, Kind::AccessGranted);
    assert_eq!(
        seen("SharingInvitationBlocked", "").outcome,
        Outcome::Blocked
    );
    let member = seen(
        "AddedToGroup",
        r#","EventData":"<Group>Site Owners</Group>","TargetUserOrGroupName":"max@evil.test","TargetUserOrGroupType":"Guest""#,
    );
    assert_eq!(
        (member.kind, member.reach, &*member.detail),
        (Kind::MemberAdded, Reach::Outside, "group: Site Owners")
    );
    let system = seen(
        "AddedToGroup",
        r#","EventData":"<Group>Limited Access System Group</Group>","TargetUserOrGroupName":"max@evil.test","TargetUserOrGroupType":"Guest""#,
    );
    assert_eq!(system.reach, Reach::None);
}
