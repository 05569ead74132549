//! Small inputs: a handful of people one of whom leaves with files, and a simulated organisation.

use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use ombud_simulate::{Options, Summary, simulate};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common;

pub(crate) const LEAVER: &str = "lena.leaver@contoso.test";
pub(crate) const RESIGNED: &str = "2026-06-20";

/// One audit record of a file in SharePoint.
pub(crate) fn file(id: &str, time: &str, user: &str, operation: &str, name: &str) -> Value {
    json!({
        "CreationTime": time, "Id": id, "Operation": operation, "RecordType": 6, "UserKey": user, "UserType": 0, "Version": 1,
        "Workload": "SharePoint", "UserId": user, "EventSource": "SharePoint", "ItemType": "File", "OrganizationId": "0",
        "ObjectId": format!("https://contoso.sharepoint.com/sites/design/Shared Documents/{name}"),
        "SiteUrl": "https://contoso.sharepoint.com/sites/design/", "SourceRelativeUrl": "Shared Documents",
        "SourceFileName": name, "SourceFileExtension": "docx",
    })
}

/// One audit record of a file copied to a USB stick.
pub(crate) fn usb(id: &str, time: &str, user: &str, name: &str) -> Value {
    json!({
        "CreationTime": time, "Id": id, "Operation": "FileCopiedToRemovableMedia", "RecordType": 63, "UserKey": user, "UserType": 0,
        "Version": 1, "Workload": "Endpoint", "UserId": user, "OrganizationId": "0", "ObjectId": format!("C:\\Work\\{name}"),
        "DeviceName": "PC-0017", "FileExtension": "docx", "FileSize": 1000, "TargetFilePath": format!("E:\\{name}"), "Platform": 1,
    })
}

/// Five people at work for seven weeks; on the day before she resigns, one of them downloads and copies in bulk. In order of time, no
/// record twice.
pub(crate) fn leaver_log() -> Vec<Value> {
    let people = [
        LEAVER,
        "amir@contoso.test",
        "bea@contoso.test",
        "cho@contoso.test",
        "dov@contoso.test",
    ];
    let mut records = Vec::new();
    for day in 0..48u32 {
        let date = if day < 31 {
            format!("2026-05-{:02}", day + 1)
        } else {
            format!("2026-06-{:02}", day - 30)
        };
        for (number, person) in people.iter().enumerate() {
            for hour in 0..3 {
                let name = format!("plan {day} {hour}.docx");
                let time = format!("{date}T{:02}:{:02}:00", 8 + hour, number * 7);
                let operation = if hour == 2 {
                    "FileDownloaded"
                } else {
                    "FileAccessed"
                };
                records.push(file(
                    &format!("quiet-{day}-{number}-{hour}"),
                    &time,
                    person,
                    operation,
                    &name,
                ));
            }
        }
    }
    for number in 0..180 {
        let time = format!("2026-06-19T14:{:02}:{:02}", number / 6, number % 6 * 10);
        records.push(file(
            &format!("bulk-{number}"),
            &time,
            LEAVER,
            "FileDownloaded",
            &format!("design {number}.docx"),
        ));
    }
    for number in 0..60 {
        let time = format!("2026-06-19T15:{number:02}:05");
        records.push(usb(
            &format!("usb-{number}"),
            &time,
            LEAVER,
            &format!("design {number}.docx"),
        ));
    }
    records
}

/// The HR table that says who leaves.
pub(crate) fn leaver_hr() -> String {
    format!(
        "EmailAddress,ResignationDate,LastWorkingDate\n{LEAVER},{RESIGNED}T00:00:00Z,2026-07-10T00:00:00Z\n"
    )
}

pub(crate) fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).unwrap()
}

/// A simulated organisation on disk.
pub(crate) struct Organisation {
    folder: TempDir,
    pub(crate) summary: Summary,
}

impl Organisation {
    pub(crate) fn new(persons: u32, days: u32, seed: u64) -> Self {
        Self::with_incidents(persons, days, seed, 1)
    }

    /// With so many times as many harmful scenarios.
    pub(crate) fn with_incidents(persons: u32, days: u32, seed: u64, incidents: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let options = Options {
            persons,
            days,
            seed,
            incidents,
            ..Options::default()
        };
        let summary = simulate(&options, folder.path()).unwrap();
        Self { folder, summary }
    }

    /// A small one, made once.
    pub(crate) fn small() -> &'static Self {
        static SMALL: LazyLock<Organisation> = LazyLock::new(|| Organisation::new(40, 45, 11));
        &SMALL
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        common::text(&self.path(name))
    }

    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        common::read(&self.path(name))
            .lines()
            .map(str::to_owned)
            .collect()
    }
}
