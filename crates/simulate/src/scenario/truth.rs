//! Which scenarios there are and who takes part in which: the labels of `truth.csv`.

use ombud_model::Day;

/// A planted scenario or trap. Names are in `truth.csv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scenario {
    /// A leaver downloads in bulk, packs, copies to USB and uploads to a personal cloud around the resignation.
    DepartingTheft,
    /// A leaver mails documents home, a few each day, for weeks before the resignation.
    SlowLeaverMail,
    /// A match of high severity, then uploads and links for anybody.
    DataLeak,
    /// After a poor review and an improvement plan: labels lowered, files and folders shared with strangers.
    RiskyUserSharing,
    /// The device's protection tampered with, auditing switched off, files taken away.
    SecurityTampering,
    /// Software that is not wanted, once more after a warning.
    UnwantedSoftware,
    /// Trap: a team downloads much on the day of a release.
    ReleaseDay,
    /// Trap: the first sync of somebody new.
    NewJoinerSync,
    /// Trap: resigns and does nothing.
    QuietLeaver,
    /// Trap: finance prints at the end of a quarter.
    QuarterEndPrinting,
    /// Trap: an improvement plan and nothing else.
    QuietImprovementPlan,
    /// Downloads, packs, copies to USB and uploads within a few days around the resignation.
    SuddenLeaver,
    /// Downloads and copies to USB a little each day, for weeks before the resignation.
    SlowLeaver,
    /// Uploads a little on many days; nothing brings the person in scope.
    LowAndSlow,
    /// One collects and shares with a colleague, the colleague takes the files out: a row for each of the two.
    Collusion,
    /// Lowers labels, then shares the files outside.
    LabelLaundering,
    /// A leaver packs files, gives the archives harmless names and uploads them.
    ArchiveRenameUpload,
    /// A leaver takes paper.
    Printing,
    /// A leaver copies to USB when nobody is there.
    UsbAtNight,
    /// A leaver uploads to a cloud of their own.
    PersonalCloud,
    /// A leaver mails documents home within some days.
    MailToSelf,
    /// Deletes in bulk after an improvement plan.
    Sabotage,
    /// A leaver takes half before midnight and half after.
    MidnightSplit,
    /// A leaver uploads one file that holds everything.
    HugeFile,
    /// A leaver takes much within some days.
    SuddenTheft,
    /// A leaver mails some documents home each day, for weeks.
    SlowMail,
    /// A leaver copies some files to USB each day, for weeks.
    SlowUsb,
    /// Comes, takes much within some weeks, and leaves.
    NewcomerThief,
    /// A leaver takes much on one day, and again more than a week later.
    TwoBursts,
    /// A leaver sends as much as ever, but what is sent is sensitive and goes to a rival.
    SameVolume,
    /// A leaver uploads one sensitive file that holds everything.
    HugeSensitiveFile,
    /// Trap: works some days of the week only.
    PartTimer,
    /// Trap: works at night.
    NightShift,
    /// Trap: works from Thursday to Sunday.
    WeekendWorker,
    /// Trap: away for weeks, then much to catch up on.
    BackFromLeave,
    /// Trap: does the reports at the end of each month.
    MonthEndReporter,
    /// Trap: mails offers to many partners now and then.
    Salesman,
    /// Trap: several people work under one account.
    SharedAccount,
    /// Trap: a program that works around the clock under an account of its own.
    ServiceClient,
    /// Trap: a new device syncs everything.
    NewDevice,
    /// Trap: begins in the middle of the log.
    Newcomer,
}

impl Scenario {
    pub const fn name(self) -> &'static str {
        match self {
            Scenario::DepartingTheft => "departing-theft",
            Scenario::SlowLeaverMail => "slow-leaver-mail",
            Scenario::DataLeak => "data-leak",
            Scenario::RiskyUserSharing => "risky-user-sharing",
            Scenario::SecurityTampering => "security-tampering",
            Scenario::UnwantedSoftware => "unwanted-software",
            Scenario::ReleaseDay => "trap-release-day",
            Scenario::NewJoinerSync => "trap-new-joiner-sync",
            Scenario::QuietLeaver => "trap-quiet-leaver",
            Scenario::QuarterEndPrinting => "trap-quarter-end-printing",
            Scenario::QuietImprovementPlan => "trap-quiet-improvement-plan",
            Scenario::SuddenLeaver => "sudden-leaver",
            Scenario::SlowLeaver => "slow-leaver",
            Scenario::LowAndSlow => "low-and-slow",
            Scenario::Collusion => "collusion",
            Scenario::LabelLaundering => "label-laundering",
            Scenario::ArchiveRenameUpload => "archive-rename-upload",
            Scenario::Printing => "printing",
            Scenario::UsbAtNight => "usb-at-night",
            Scenario::PersonalCloud => "personal-cloud",
            Scenario::MailToSelf => "mail-to-self",
            Scenario::Sabotage => "sabotage",
            Scenario::MidnightSplit => "midnight-split",
            Scenario::HugeFile => "one-huge-file",
            Scenario::SuddenTheft => "sudden-theft",
            Scenario::SlowMail => "slow-mail",
            Scenario::SlowUsb => "slow-usb",
            Scenario::NewcomerThief => "newcomer-thief",
            Scenario::TwoBursts => "two-bursts",
            Scenario::SameVolume => "same-volume-but-sensitive-and-to-a-rival",
            Scenario::HugeSensitiveFile => "one-huge-sensitive-file",
            Scenario::PartTimer => "trap-part-timer",
            Scenario::NightShift => "trap-night-shift",
            Scenario::WeekendWorker => "trap-weekend-worker",
            Scenario::BackFromLeave => "trap-back-from-leave",
            Scenario::MonthEndReporter => "trap-month-end-reporter",
            Scenario::Salesman => "trap-salesman",
            Scenario::SharedAccount => "trap-shared-account",
            Scenario::ServiceClient => "trap-service-client",
            Scenario::NewDevice => "trap-new-device-sync",
            Scenario::Newcomer => "trap-newcomer",
        }
    }

    /// The template whose policy should alert; `None` for a trap.
    pub const fn template(self) -> Option<&'static str> {
        match self {
            Scenario::DepartingTheft
            | Scenario::SlowLeaverMail
            | Scenario::SuddenLeaver
            | Scenario::SlowLeaver
            | Scenario::ArchiveRenameUpload
            | Scenario::Printing
            | Scenario::UsbAtNight
            | Scenario::PersonalCloud
            | Scenario::MailToSelf
            | Scenario::MidnightSplit
            | Scenario::HugeFile
            | Scenario::SuddenTheft
            | Scenario::SlowMail
            | Scenario::SlowUsb
            | Scenario::NewcomerThief
            | Scenario::TwoBursts
            | Scenario::SameVolume
            | Scenario::HugeSensitiveFile => Some("data-theft-departing-users"),
            Scenario::DataLeak
            | Scenario::LowAndSlow
            | Scenario::Collusion
            | Scenario::LabelLaundering => Some("data-leaks"),
            Scenario::RiskyUserSharing | Scenario::Sabotage => Some("data-leaks-risky-users"),
            Scenario::SecurityTampering | Scenario::UnwantedSoftware => {
                Some("security-policy-violations")
            }
            _ => None,
        }
    }
}

/// One person's part in a scenario: a row of `truth.csv`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Planted {
    /// The person's address in lower case.
    pub user: String,
    pub scenario: Scenario,
    /// First and last day of what was planted, inside of the log.
    pub first: Day,
    pub last: Day,
    /// How hard an insider of the lifelike world tries to hide, in percent.
    pub effort: Option<u8>,
}
