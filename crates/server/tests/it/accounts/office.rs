//! Two people who leave with files, each of a region, among others who do not.

use ombud_app::Author;
use serde_json::{Value, json};

use super::house::House;

pub(crate) const LENA: &str = "lena@contoso.test";
pub(crate) const OMAR: &str = "omar@contoso.test";

pub(crate) fn file(id: &str, time: &str, user: &str, operation: &str, name: &str) -> Value {
    json!({
        "CreationTime": time, "Id": id, "Operation": operation, "RecordType": 6, "UserKey": user, "UserType": 0, "Version": 1,
        "Workload": "SharePoint", "UserId": user, "EventSource": "SharePoint", "ItemType": "File", "OrganizationId": "0",
        "ObjectId": format!("https://contoso.sharepoint.com/sites/design/Shared Documents/{name}"),
        "SiteUrl": "https://contoso.sharepoint.com/sites/design/", "SourceRelativeUrl": "Shared Documents",
        "SourceFileName": name, "SourceFileExtension": "docx",
    })
}

pub(crate) fn usb(id: &str, time: &str, user: &str, name: &str) -> Value {
    json!({
        "CreationTime": time, "Id": id, "Operation": "FileCopiedToRemovableMedia", "RecordType": 63, "UserKey": user, "UserType": 0,
        "Version": 1, "Workload": "Endpoint", "UserId": user, "OrganizationId": "0", "ObjectId": format!("C:\\Work\\{name}"),
        "DeviceName": "PC-0017", "FileExtension": "docx", "FileSize": 1000, "TargetFilePath": format!("E:\\{name}"), "Platform": 1,
    })
}

/// Quiet weeks of five people, then a day on which two of them download and copy in bulk.
pub(crate) fn log() -> String {
    let people = [
        LENA,
        OMAR,
        "bea@contoso.test",
        "cho@contoso.test",
        "dov@contoso.test",
    ];
    let mut records = Vec::new();
    for day in 1..31u32 {
        for (number, person) in people.iter().enumerate() {
            for (hour, operation) in [
                (8, "FileAccessed"),
                (9, "FileAccessed"),
                (10, "FileDownloaded"),
            ] {
                let time = format!("2026-05-{day:02}T{hour:02}:{:02}:00", number * 7);
                let id = format!("quiet-{day}-{number}-{hour}");
                records.push(file(
                    &id,
                    &time,
                    person,
                    operation,
                    &format!("plan {day} {hour}.docx"),
                ));
            }
        }
    }
    for (person, minute) in [(LENA, 0), (OMAR, 30)] {
        for number in 0..180 {
            let time = format!(
                "2026-06-01T14:{:02}:{:02}",
                minute + number / 12,
                number % 12 * 5
            );
            records.push(file(
                &format!("bulk-{person}-{number}"),
                &time,
                person,
                "FileDownloaded",
                &format!("design {number}.docx"),
            ));
        }
        for number in 0..60 {
            let time = format!(
                "2026-06-01T15:{:02}:{:02}",
                minute + number / 12,
                number % 12 * 5
            );
            records.push(usb(
                &format!("usb-{person}-{number}"),
                &time,
                person,
                &format!("design {number}.docx"),
            ));
        }
    }
    records.iter().map(|record| format!("{record}\n")).collect()
}

pub(crate) fn resignations() -> String {
    let row = |person: &str| format!("{person},2026-06-02T00:00:00Z,2026-07-10T00:00:00Z\n");
    format!(
        "EmailAddress,ResignationDate,LastWorkingDate\n{}{}",
        row(LENA),
        row(OMAR)
    )
}

/// Profiles: person, region, department, groups, from when on.
pub(crate) fn profiles(rows: &[[&str; 5]]) -> String {
    let rows = rows
        .iter()
        .map(|[person, region, department, groups, from]| {
            format!("{person},Clerk,{region},{department},{groups},{from}\n")
        });
    format!(
        "EmailAddress,EmployeeRole,EmployeeRegion,EmployeeDepartment,EmployeeGroups,EffectiveDate\n{}",
        rows.collect::<String>()
    )
}

impl House {
    /// A policy on data theft by leavers, and the two who do it.
    pub(crate) async fn office(&self) {
        self.leavers_policy().await;
        self.ingest("hr", &resignations()).await.unwrap();
        let report = self.ingest("m365", &log()).await.unwrap();
        assert_eq!(report.alerts_opened, 2, "{report:?}");
    }

    pub(crate) async fn leavers_policy(&self) {
        self.ombud
            .create_policy(
                &Author::console("tester"),
                "data-theft-departing-users",
                "leavers",
                &[],
            )
            .await
            .unwrap();
    }
}
