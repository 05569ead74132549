//! The `m365` source over records in the documented shapes, one workload after the other.

use std::borrow::Cow;

use ombud_connect::{Context, Record, source};
use ombud_model::settings::{Exclusions, Settings};
use ombud_model::{Activity, Actor, Kind, LabelChange, Outcome, Reach, Severity, Workload};

pub(crate) const KEYS: (u64, u64) = (0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210);

/// A copy that outlives its record.
pub(crate) fn own(activity: &Activity<'_>) -> Activity<'static> {
    let own = |text: &Cow<'_, str>| Cow::Owned(text.to_string());
    let actor = match &activity.actor {
        Actor::Person(id) => Actor::Person(own(id)),
        Actor::Service(id) => Actor::Service(own(id)),
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
        Actor::Service(id) => panic!("{id} is a service"),
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
    for (operation, name, kind, reach, domain) in [
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
    ] {
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

pub(crate) const DEVICE: &str = r#","ObjectId":"C:\\Users\\mia\\plan.DOCX","DeviceName":"pc-114","Application":"explorer.exe","FileSize":481233,
    "FileExtension":"docx","Sha256":"AB01","EnforcementMode":1,
    "SensitiveInfoTypeData":[{"SensitiveInfoTypeName":"Project code name","Confidence":85,"Count":3,
    "SensitiveInformationDetections":{"DetectedValues":[{"Name":"secret value"}]}},{"SensitiveInfoTypeName":"Credit card"}]"#;

#[test]
fn a_copy_to_a_stick_goes_outside() {
    let stick = r#","TargetFilePath":"E:\\plan.docx","RemovableMediaDeviceAttributes":{"Manufacturer":"Acme","Model":"Stick"}"#;
    let seen = read(&mia(
        "FileCopiedToRemovableMedia",
        "Endpoint",
        63,
        &format!("{DEVICE}{stick}"),
    ));
    assert_eq!(
        (seen.kind, seen.workload, seen.reach),
        (
            Kind::CopiedToRemovableMedia,
            Workload::Endpoint,
            Reach::Outside
        )
    );
    assert_eq!(
        (&*seen.container, &*seen.object, &*seen.extension),
        ("C:\\Users\\mia\\", "plan.DOCX", "docx")
    );
    assert_eq!(
        (&*seen.target, &*seen.device, seen.size),
        ("E:\\plan.docx", "pc-114", Some(481_233))
    );
    assert_eq!(seen.sensitive_types, "Project code name; Credit card");
    assert_eq!(
        (seen.outcome, &*seen.detail),
        (Outcome::Done, "explorer.exe")
    );
    assert_ne!(seen.object_id, 0);
    assert!(!format!("{seen:?}").contains("secret value"));

    let stick =
        r#","RemovableMediaDeviceAttributes":"{\"Manufacturer\":\"Acme\",\"Model\":\"Stick\"}""#;
    let seen = read(&mia("RemovableMediaMount", "Endpoint", 63, stick));
    assert_eq!(
        (seen.kind, &*seen.target, seen.reach),
        (Kind::RemovableMediaMounted, "Acme Stick", Reach::None)
    );
}

#[test]
fn a_blocked_action_is_an_attempt() {
    for mode in ["4", "\"4\""] {
        let more = DEVICE.replace(
            r#""EnforcementMode":1"#,
            &format!(r#""EnforcementMode":{mode}"#),
        );
        assert_eq!(
            read(&mia("FileCopiedToClipboard", "Endpoint", 63, &more)).outcome,
            Outcome::Blocked
        );
    }
}

#[test]
fn an_upload_is_judged_by_its_domain() {
    for (domain, reach, expected) in [
        ("Dropbox.com", Reach::Outside, "dropbox.com"),
        ("corp.test", Reach::Inside, "corp.test"),
        ("", Reach::None, ""),
    ] {
        let seen = read(&mia(
            "FileUploadedToCloud",
            "Endpoint",
            63,
            &format!(r#"{DEVICE},"TargetDomain":"{domain}""#),
        ));
        assert_eq!(
            (seen.kind, seen.reach, &*seen.target_domain),
            (Kind::UploadedToWeb, reach, expected)
        );
    }
    let seen = read(&mia(
        "FileDownloadedFromBrowser",
        "Endpoint",
        63,
        &format!(r#"{DEVICE},"OriginatingDomain":"erp.corp.test""#),
    ));
    assert_eq!(
        (seen.kind, seen.reach, &*seen.target_domain),
        (Kind::DownloadedFromWeb, Reach::None, "erp.corp.test")
    );
}

#[test]
fn device_operations_have_their_kinds() {
    for (operation, kind) in [
        ("FileCreatedOnRemovableMedia", Kind::CopiedToRemovableMedia),
        ("FilePrinted", Kind::Printed),
        ("FileCopiedToNetworkShare", Kind::CopiedToNetworkShare),
        ("FileCreatedOnNetworkShare", Kind::CopiedToNetworkShare),
        (
            "FileCopiedToRemoteDesktopSession",
            Kind::CopiedToRemoteDesktop,
        ),
        ("FileTransferredByBluetooth", Kind::TransferredByBluetooth),
        ("FileArchived", Kind::FileArchived),
        ("ArchiveCreated", Kind::FileArchived),
        ("FileCreated", Kind::FileCreated),
        ("FileRead", Kind::SensitiveFileRead),
        ("FileModified", Kind::FileModified),
        ("FileRenamed", Kind::FileRenamed),
        ("FileMoved", Kind::FileMoved),
        ("FileDeleted", Kind::FileDeleted),
        ("FileAccessedByUnallowedApp", Kind::SensitiveFileRead),
        ("RemovableMediaUnmount", Kind::Other),
    ] {
        assert_eq!(
            read(&mia(operation, "Endpoint", 63, DEVICE)).kind,
            kind,
            "{operation}"
        );
    }
    let printed = read(&mia(
        "FilePrinted",
        "Endpoint",
        63,
        &format!(r#"{DEVICE},"TargetPrinterName":"HP 3rd floor""#),
    ));
    assert_eq!(printed.target, "HP 3rd floor");
    let read_only = read(&mia(
        "FileRead",
        "Endpoint",
        63,
        r#","ObjectId":"C:\\a.txt","SensitiveInfoTypeData":[]"#,
    ));
    assert_eq!(read_only.kind, Kind::FileAccessed);
}

fn directory(operation: &str, target: &str, changes: &str) -> Activity<'static> {
    let more = format!(
        r#","ResultStatus":"Success","ObjectId":"{target}","Target":[{{"ID":"User_1","Type":2}},{{"ID":"{target}","Type":5}}],"ModifiedProperties":[{changes}]"#
    );
    read(&mia(operation, "AzureActiveDirectory", 8, &more))
}

#[test]
fn accounts_and_roles() {
    let role = r#"{"Name":"Role.DisplayName","NewValue":"\"Global Administrator\"","OldValue":""}"#;
    let seen = directory("Add member to role.", "max@corp.test", role);
    assert_eq!(
        (seen.kind, &*seen.detail, &*seen.target),
        (Kind::RoleGranted, "Global Administrator", "max@corp.test")
    );
    assert_eq!(
        (&*seen.operation, person(&seen)),
        ("Add member to role.", "Mia.K@corp.test".to_owned())
    );

    let deleted = directory(
        "Delete user.",
        "c0a7a1654e1a4e2cbdc4ec2ee3867d26max@corp.test",
        "",
    );
    assert_eq!(
        (deleted.kind, person(&deleted), &*deleted.detail),
        (
            Kind::AccountDeleted,
            "max@corp.test".to_owned(),
            "by an administrator"
        )
    );
    let disabled = directory("Disable account.", "max@corp.test", "");
    assert_eq!(
        (disabled.kind, person(&disabled)),
        (Kind::AccountDisabled, "max@corp.test".to_owned())
    );
    let updated = r#"{"Name":"AccountEnabled","NewValue":"[false]","OldValue":"[true]"}"#;
    assert_eq!(
        directory("Update user.", "max@corp.test", updated).kind,
        Kind::AccountDisabled
    );
    let plain = directory(
        "Update user.",
        "max@corp.test",
        r#"{"Name":"City","NewValue":"[\"Bern\"]","OldValue":"[]"}"#,
    );
    assert_eq!(
        (plain.kind, &*plain.detail, person(&plain)),
        (Kind::DirectoryChanged, "City", "Mia.K@corp.test".to_owned())
    );

    assert_eq!(
        directory("Consent to application.", "App", "").kind,
        Kind::AppConsented
    );
    assert_eq!(
        directory(
            "Update application – Certificates and secrets management ",
            "App",
            ""
        )
        .kind,
        Kind::CredentialChanged
    );
    assert_eq!(
        directory("Reset user password.", "max@corp.test", "").kind,
        Kind::CredentialChanged
    );
    let guest = directory(
        "Invite external user.",
        "max_evil.test#EXT#@corp.onmicrosoft.test",
        "",
    );
    assert_eq!(
        (guest.kind, guest.reach, &*guest.target_domain),
        (Kind::AccountCreated, Reach::Outside, "evil.test")
    );
}

#[test]
fn the_error_decides_whether_a_sign_in_succeeded() {
    let at = |operation, more: &str| {
        read(&mia(
            operation,
            "AzureActiveDirectory",
            15,
            &format!(r#","ResultStatus":"Success"{more}"#),
        ))
    };
    assert_eq!(
        at("UserLoggedIn", r#","ErrorNumber":"0""#).kind,
        Kind::SignedIn
    );
    for failed in [
        at(
            "UserLoginFailed",
            r#","ErrorNumber":"50126","LogonError":"InvalidUserNameOrPassword""#,
        ),
        at(
            "UserLoggedIn",
            r#","LogonError":"InvalidUserNameOrPassword""#,
        ),
    ] {
        assert_eq!(
            (failed.kind, failed.outcome, &*failed.detail),
            (
                Kind::SignInFailed,
                Outcome::Failed,
                "InvalidUserNameOrPassword"
            )
        );
    }
    let json = mia(
        "UserLoggedIn",
        "AzureActiveDirectory",
        15,
        r#","ActorIpAddress":"[2603:1026::1]:25""#,
    )
    .replace("203.0.113.9:4711", "");
    assert_eq!(read(&json).ip, "2603:1026::1");
}

#[test]
fn the_person_of_a_rule_match_is_in_the_metadata() {
    let rules = r#","PolicyDetails":[{"PolicyName":"Finance","Rules":[{"RuleName":"few","Severity":"Low","ConditionsMatched":{"SensitiveInformation":[{"SensitiveType":"50842eb7","SensitiveInformationTypeName":"Credit card","SensitiveInformationDetections":{"DetectedValues":[{"Name":"4111"}]}}]}},{"RuleName":"many","Severity":"High","ConditionsMatched":{"OtherConditions":[{"Name":"AccessScope","Value":"IncludeExternalUsers"}]}}]}]"#;
    let share = r#","sharePointMetadata":{"FROM":"MIA.K@CORP.TEST","FileName":"a.XLSX","FilePathUrl":"https://corp.test/s/a.XLSX","UniqueID":"B0C1"}"#;
    let as_agent = |operation, more: &str| {
        mia(operation, "SharePoint", 11, &format!("{rules}{more}"))
            .replace("Mia.K@corp.test", "DlpAgent")
            .replace(r#""UserType":0"#, r#""UserType":4"#)
    };
    let json = as_agent("DLPRuleMatch", share);
    let seen = read(&json);
    assert_eq!(
        (seen.kind, person(&seen), seen.severity),
        (
            Kind::DlpMatched,
            "MIA.K@CORP.TEST".to_owned(),
            Severity::High
        )
    );
    assert_eq!(
        (&*seen.detail, &*seen.sensitive_types),
        ("Finance; few; many", "Credit card")
    );
    assert_eq!(
        (
            &*seen.container,
            &*seen.object,
            &*seen.extension,
            seen.reach
        ),
        ("https://corp.test/s/", "a.XLSX", "xlsx", Reach::Outside)
    );
    assert!(!format!("{seen:?}").contains("4111"));

    let undo = read(&as_agent("DlpRuleUndo", share));
    assert_eq!(undo.kind, Kind::DlpUndone);
    assert_ne!(undo.key, seen.key, "an undo may reuse the id of its match");
    assert_eq!(read(&json.to_string()).key, seen.key);

    let mail = r#","ExchangeMetaData":{"From":"mia.k@corp.test","To":["out@evil.test"],"CC":[],"Subject":"numbers","FileSize":13405}"#;
    let seen = read(&as_agent("DlpRuleMatch", mail));
    assert_eq!(
        (person(&seen), &*seen.object, &*seen.target),
        ("mia.k@corp.test".to_owned(), "numbers", "out@evil.test")
    );
    assert_eq!((seen.reach, seen.size), (Reach::Outside, Some(13_405)));

    let own = Settings {
        own_domains: vec!["corp.test".into()],
        ..Settings::default()
    };
    let inbound = as_agent(
        "DlpRuleMatch",
        &mail.replace("mia.k@corp.test", "somebody@evil.test"),
    );
    assert!(
        matches!(read_with(&inbound, &own).actor, Actor::Service(_)),
        "an outside sender is nobody's employee"
    );
}

#[test]
fn alerts_are_about_the_people_in_their_data() {
    let alert = |operation, data: &str| {
        let more = format!(
            r#","AlertId":"A1","Category":"DataLossPrevention","Name":"Mass download","Severity":"Medium","Data":"{data}""#
        );
        mia(operation, "SecurityComplianceCenter", 40, &more)
            .replace("Mia.K@corp.test", "SecurityComplianceAlerts")
            .replace(r#""UserType":0"#, r#""UserType":4"#)
    };
    let seen = read(&alert("AlertTriggered", r#"{\"f3u\":\"mia.k@corp.test\"}"#));
    assert_eq!(
        (seen.kind, person(&seen), seen.severity),
        (
            Kind::AlertRaised,
            "mia.k@corp.test".to_owned(),
            Severity::Medium
        )
    );
    assert_eq!(
        (&*seen.detail, seen.workload),
        ("DataLossPrevention: Mass download", Workload::Security)
    );
    let seen = read(&alert(
        "AlertEntityGenerated",
        r#"{\"eid\":\"mia.k@corp.test\"}"#,
    ));
    assert_eq!(
        (seen.kind, person(&seen)),
        (Kind::AlertUpdated, "mia.k@corp.test".to_owned())
    );
    for nobody in [r#"{\"eid\":\"48aa73f6\"}"#, "not json", ""] {
        assert!(
            matches!(
                read(&alert("AlertUpdated", nobody)).actor,
                Actor::Service(_)
            ),
            "{nobody}"
        );
    }
    let several = alert(
        "AlertTriggered",
        r#"{\"f3u\":\"mia@corp.test;max@corp.test;MIA@corp.test\"}"#,
    );
    let seen = normalise(&Record::Json(several.as_bytes()), &Settings::default()).unwrap();
    assert_eq!(
        seen.iter().map(person).collect::<Vec<_>>(),
        ["mia@corp.test", "max@corp.test"]
    );
    assert_ne!(seen[0].key, seen[1].key);
}

#[test]
fn labels_are_lowered_raised_and_removed() {
    let event = |kind: u32| {
        format!(
            r#"{DEVICE},"SensitivityLabelEventData":{{"SensitivityLabelId":"general","OldSensitivityLabelId":"secret","LabelEventType":{kind}}}"#
        )
    };
    for (kind, change) in [
        (1, LabelChange::Raised),
        (2, LabelChange::Lowered),
        (3, LabelChange::Removed),
        (4, LabelChange::Changed),
    ] {
        let seen = read(&mia(
            "SensitivityLabelUpdated",
            "PublicEndpoint",
            83,
            &event(kind),
        ));
        assert_eq!((seen.kind, seen.label_change), (Kind::LabelChanged, change));
        assert_eq!(
            (&*seen.label_before, &*seen.label_after, &*seen.object),
            ("secret", "general", "plan.DOCX")
        );
    }
    let order = Settings {
        label_order: vec!["general".into(), "secret".into()],
        ..Settings::default()
    };
    let browser = |operation: &str, from: &str, to: &str| {
        let more = format!(r#"{FILE},"SourceLabel":"{from}","DestinationLabel":"{to}""#);
        read_with(&mia(operation, "SharePoint", 6, &more), &order).label_change
    };
    assert_eq!(
        browser("FileSensitivityLabelChanged", "secret", "general"),
        LabelChange::Lowered
    );
    assert_eq!(
        browser("FileSensitivityLabelChanged", "general", "SECRET"),
        LabelChange::Raised
    );
    assert_eq!(
        browser("FileSensitivityLabelChanged", "other", "general"),
        LabelChange::Changed
    );
    assert_eq!(
        browser("FileSensitivityLabelApplied", "", "general"),
        LabelChange::Applied
    );
    assert_eq!(
        browser("FileSensitivityLabelRemoved", "general", ""),
        LabelChange::Removed
    );
}

#[test]
fn copilot_tells_the_labels_it_reached() {
    let data = r#","CopilotEventData":{"AppHost":"Word","AccessedResources":[{"Name":"a.docx","SiteUrl":"https://corp.test/s/a.docx","SensitivityLabelId":"general"},{"Name":"b","SensitivityLabelId":"secret"}]}"#;
    let order = Settings {
        label_order: vec!["general".into(), "secret".into()],
        ..Settings::default()
    };
    let seen = read_with(&mia("CopilotInteraction", "Copilot", 261, data), &order);
    assert_eq!(
        (seen.kind, seen.workload, seen.items),
        (Kind::AiInteraction, Workload::Ai, 2)
    );
    assert_eq!(
        (&*seen.object, &*seen.label_after, &*seen.detail),
        ("a.docx", "secret", "Word")
    );
}
