//! Records of an organisation in which everybody leaves with files after quiet days: as many alerts as there are persons, at any size.
//!
//! Promises: the same numbers give the same records; they reach the program in parts, so that no file is large.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::program::Program;

/// Persons of a part.
const PART: u64 = 1_000;
/// Days on which persons copy their files, one after another, so that no day is usual.
const DAYS: u64 = 60;
/// The first of them, in days of the year 2026.
const FIRST_DAY: u64 = 60;
/// Days before it on which a person does what is usual: one download and one copy. Without them a day full of copies would be usual.
const QUIET_DAYS: u64 = 10;
/// The fewest activities with which a person has an alert.
const LEAST: u64 = 60;

/// An organisation of so many persons, each with an alert, and so many activities in all.
#[derive(Clone, Copy)]
pub(super) struct Crowd {
    pub(super) alerts: u64,
    pub(super) activities: u64,
}

impl Crowd {
    /// Has the program take all of it in.
    pub(super) fn fill(self, program: &Program, folder: &Path) -> Result<()> {
        let each = self.activities / self.alerts.max(1);
        if each < LEAST {
            bail!("choose at least {LEAST} activities for each alert");
        }
        program.run(&[
            "policy",
            "create",
            "--template",
            "data-theft-departing-users",
            "--name",
            "leavers",
        ])?;
        let file = folder.join("part.ndjson");
        let path = file.display().to_string();
        for first in (0..self.alerts).step_by(PART as usize) {
            let last = self.alerts.min(first + PART);
            let mut part = String::new();
            for person in first..last {
                copies(&mut part, person, each).context("write records")?;
            }
            fs::write(&file, part)?;
            program.run(&["ingest", "m365", &path])?;
        }
        let leavers = folder.join("hr.csv");
        fs::write(&leavers, self.resignations()?)?;
        program.run(&["ingest", "hr", &leavers.display().to_string()])?;
        Ok(())
    }

    fn resignations(self) -> Result<String> {
        let mut text = "EmailAddress,ResignationDate,LastWorkingDate\n".to_owned();
        for person in 0..self.alerts {
            let (left, last) = (date(day(person) + 1), date(day(person) + 30));
            writeln!(
                text,
                "person{person}@contoso.test,{left}T00:00:00Z,{last}T00:00:00Z"
            )?;
        }
        Ok(text)
    }
}

fn day(person: u64) -> u64 {
    FIRST_DAY + person % DAYS
}

/// A day of the year 2026 as a date.
fn date(day: u64) -> String {
    const MONTHS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = day;
    for (month, days) in (1..).zip(MONTHS) {
        if left < days {
            return format!("2026-{month:02}-{:02}", left + 1);
        }
        left -= days;
    }
    format!("2026-12-{:02}", 31)
}

/// One person's activities: downloads and copies to removable media, a few on quiet days and the rest on one day.
fn copies(text: &mut String, person: u64, each: u64) -> std::fmt::Result {
    for number in 0..each {
        let quiet = number / 2;
        let date = date(match quiet < QUIET_DAYS {
            true => day(person) - 1 - quiet,
            false => day(person),
        });
        let (hour, minute, second) = (8 + number / 3_600 % 12, number / 60 % 60, number % 60);
        let id = format!("{person:012x}-{number:x}");
        let user = format!("person{person}@contoso.test");
        let common = format!(
            "\"CreationTime\":\"{date}T{hour:02}:{minute:02}:{second:02}\",\"Id\":\"{id}\",\"UserType\":0,\"Version\":1,\
             \"UserId\":\"{user}\",\"UserKey\":\"{user}\",\"OrganizationId\":\"0\""
        );
        match number % 2 {
            0 => writeln!(
                text,
                "{{{common},\"Operation\":\"FileDownloaded\",\"RecordType\":6,\"Workload\":\"SharePoint\",\"EventSource\":\"SharePoint\",\
                 \"ItemType\":\"File\",\"SiteUrl\":\"https://contoso.sharepoint.com/sites/design/\",\"SourceRelativeUrl\":\"Shared\",\
                 \"SourceFileName\":\"plan {number}.docx\",\"SourceFileExtension\":\"docx\",\
                 \"ObjectId\":\"https://contoso.sharepoint.com/sites/design/Shared/plan {number}.docx\"}}"
            )?,
            _ => writeln!(
                text,
                "{{{common},\"Operation\":\"FileCopiedToRemovableMedia\",\"RecordType\":63,\"Workload\":\"Endpoint\",\
                 \"DeviceName\":\"PC-0017\",\"FileExtension\":\"docx\",\"FileSize\":1000,\"Platform\":1,\
                 \"ObjectId\":\"C:\\\\Work\\\\plan {number}.docx\",\"TargetFilePath\":\"E:\\\\plan {number}.docx\"}}"
            )?,
        }
    }
    Ok(())
}
