//! One activity as a record of the Management Activity API. Field names, forms and letter case are those of real exports.

mod content;
mod control;
mod mail;

use crate::files::{File, FileRef};
use crate::json::Object;
use crate::names::WORDS;
use crate::organisation::{Department, Person, stream};
use crate::random::Random;
use crate::{DOMAIN, Day};

const TENANT: &str = "6a1f0c1e-5f3c-4d0b-9a57-3c2d7e4b8f10";
/// The domain of a rival, which an organisation would name among its unallowed domains.
const RIVAL: &str = "litware.test";
const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0";

/// What a record is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Op {
    Accessed,
    Previewed,
    Modified,
    Downloaded,
    Synced,
    Uploaded,
    Renamed,
    Deleted,
    Malware,
    SharedInside,
    SharedOutside,
    FolderOutside,
    CompanyLink,
    AnonymousLink,
    LabelApplied,
    LabelLowered,
    LabelRemoved,
    MailRead,
    MailInside,
    /// To a partner, with attachments.
    MailOutside,
    /// To a partner, without.
    MailOutsidePlain,
    /// To the sender's own address at a free mail service, with attachments.
    MailHome,
    Message,
    GuestAdded,
    SignIn,
    SignInFailed,
    RoleGranted,
    /// An administrator deletes the person's account.
    AccountDeleted,
    DeviceRead,
    DeviceRenamed,
    UsbMount,
    UsbCopy,
    Printed,
    CloudUpload,
    BrowserDownload,
    Archived,
    NetworkShare,
    DlpLow,
    DlpHigh,
    AuditOff,
    MailboxAudit,
}

/// One activity to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    /// Milliseconds of the day.
    pub(crate) at: u32,
    pub(crate) person: u32,
    pub(crate) op: Op,
    /// Part of a scenario: what matters to the organisation, at odd places.
    pub(crate) planted: bool,
    /// Names the stream of its details.
    pub(crate) number: u32,
    /// Which file it is about, where that stays the same from record to record.
    pub(crate) file: Option<FileRef>,
}

/// Writes `event` of `person` on `day` as one JSON object into `out`. Without `file`, a file is made up for this record alone.
pub(crate) fn write(
    out: &mut String,
    seed: u64,
    day: Day,
    event: &Event,
    person: &Person,
    file: Option<&File>,
) {
    let names = [
        seed ^ u64::from(event.planted) << 63,
        stream::RECORD,
        i64::from(day.0) as u64,
        u64::from(event.person) << 32 | u64::from(event.number),
    ];
    let mut random = Random::named(names);
    let second = event.at / 1_000;
    let time = format!(
        "{day}T{:02}:{:02}:{:02}",
        second / 3_600,
        second / 60 % 60,
        second % 60
    );
    let record = Record {
        event,
        person,
        file,
        time,
        id: random.guid(),
    };
    record.write(out, &mut random);
}

struct Record<'r> {
    event: &'r Event,
    person: &'r Person,
    file: Option<&'r File>,
    time: String,
    id: String,
}

impl Record<'_> {
    fn write(&self, out: &mut String, random: &mut Random) {
        match self.event.op {
            Op::Accessed => self.file(out, random, "FileAccessed", 6),
            Op::Previewed => self.file(out, random, "FilePreviewed", 6),
            Op::Modified => self.file(out, random, "FileModified", 6),
            Op::Downloaded => self.file(out, random, "FileDownloaded", 6),
            Op::Synced => self.file(out, random, "FileSyncDownloadedFull", 6),
            Op::Uploaded => self.file(out, random, "FileUploaded", 6),
            Op::Renamed => self.file(out, random, "FileRenamed", 6),
            Op::Deleted => self.file(out, random, "FileRecycled", 6),
            Op::Malware => self.file(out, random, "FileMalwareDetected", 6),
            Op::SharedInside | Op::SharedOutside | Op::FolderOutside => {
                self.file(out, random, "SharingSet", 14)
            }
            Op::CompanyLink => self.file(out, random, "CompanyLinkCreated", 14),
            Op::AnonymousLink => self.file(out, random, "AnonymousLinkCreated", 14),
            Op::LabelApplied => self.file(out, random, "FileSensitivityLabelApplied", 6),
            Op::LabelLowered => self.device(out, random, "SensitivityLabelUpdated", 83),
            Op::LabelRemoved => self.device(out, random, "SensitivityLabelRemoved", 83),
            Op::DeviceRead => self.device(out, random, "FileRead", 63),
            Op::DeviceRenamed => self.device(out, random, "FileRenamed", 63),
            Op::UsbMount => self.device(out, random, "RemovableMediaMount", 63),
            Op::UsbCopy => self.device(out, random, "FileCopiedToRemovableMedia", 63),
            Op::Printed => self.device(out, random, "FilePrinted", 63),
            Op::CloudUpload => self.device(out, random, "FileUploadedToCloud", 63),
            Op::BrowserDownload => self.device(out, random, "FileDownloadedFromBrowser", 63),
            Op::Archived => self.device(out, random, "FileArchived", 63),
            Op::NetworkShare => self.device(out, random, "FileCopiedToNetworkShare", 63),
            Op::MailRead => self.mail_read(out, random),
            Op::MailInside | Op::MailOutside | Op::MailOutsidePlain | Op::MailHome => {
                self.mail_sent(out, random)
            }
            Op::Message | Op::GuestAdded => self.teams(out, random),
            Op::SignIn | Op::SignInFailed => self.sign_in(out, random),
            Op::RoleGranted | Op::AccountDeleted => self.directory(out, random),
            Op::DlpLow | Op::DlpHigh => self.dlp(out, random),
            Op::AuditOff | Op::MailboxAudit => self.cmdlet(out),
        }
    }

    /// The fields that every record has.
    fn common<'o>(
        &self,
        out: &'o mut String,
        operation: &str,
        kind: u32,
        workload: &str,
        user: &str,
    ) -> Object<'o> {
        Object::new(out)
            .text("CreationTime", &self.time)
            .text("Id", &self.id)
            .text("Operation", operation)
            .text("OrganizationId", TENANT)
            .plain("RecordType", kind)
            .text(
                "UserKey",
                &format!("i:0h.f|membership|1003{:012x}@live.com", self.person.index),
            )
            .plain("UserType", 0)
            .plain("Version", 1)
            .text("Workload", workload)
            .text("UserId", user)
    }

    /// From home in the evening, in scenarios and now and then; else from the office.
    fn ip(&self, random: &mut Random) -> &str {
        let home = random.percent(if self.event.planted { 60 } else { 20 });
        if home {
            &self.person.home_ip
        } else {
            &self.person.office_ip
        }
    }

    fn extension(&self, random: &mut Random) -> &'static str {
        let drawn = random.weighted(self.person.department.extensions());
        match self.file {
            Some(file) => file.extension,
            None => drawn.unwrap_or("docx"),
        }
    }

    /// Name of the file that the record is about.
    fn name(&self, random: &mut Random, extension: &str) -> String {
        let drawn = self.file_name(random, extension);
        self.file.map_or(drawn, |file| file.name.clone())
    }

    /// Bytes of the file that the record is about.
    fn file_size(&self, random: &mut Random) -> u64 {
        let drawn = self.size(random);
        self.file.map_or(drawn, |file| file.size)
    }

    fn file_name(&self, random: &mut Random, extension: &str) -> String {
        let (one, other, number) = (random.pick(WORDS), random.pick(WORDS), random.below(10_000));
        format!("{one} {other} {number}.{extension}")
    }

    fn size(&self, random: &mut Random) -> u64 {
        let power = random.between(10, 23);
        let usual = 20_000 + random.below(1 << power);
        if self.person.department == Department::Design {
            usual * 8
        } else {
            usual
        }
    }

    /// Whether what leaves goes to [`RIVAL`].
    fn is_for_rival(&self) -> bool {
        self.file.is_some_and(|file| file.for_rival)
    }

    /// A partner; in a scenario somebody who has nothing to do with the organisation.
    fn outsider(&self, random: &mut Random) -> String {
        let domain = if self.is_for_rival() {
            RIVAL
        } else if self.event.planted {
            "adatum.test"
        } else {
            random.pick(&["fabrikam.test", "northwind.test", "tailspin.test"])
        };
        format!("partner{}@{domain}", random.below(900))
    }
}

fn colleague(random: &mut Random) -> String {
    let (first, last) = (
        random.pick(crate::names::FIRST),
        random.pick(crate::names::LAST),
    );
    format!("{first}.{last}@{DOMAIN}").to_lowercase()
}
