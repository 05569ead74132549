//! The `m365` source over records of devices.

use ombud_model::{Kind, Outcome, Reach, Workload};

use crate::m365::{mia, read};

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
