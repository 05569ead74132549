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
        }
    }

    /// The template whose policy should alert; `None` for a trap.
    pub const fn template(self) -> Option<&'static str> {
        match self {
            Scenario::DepartingTheft | Scenario::SlowLeaverMail => {
                Some("data-theft-departing-users")
            }
            Scenario::DataLeak => Some("data-leaks"),
            Scenario::RiskyUserSharing => Some("data-leaks-risky-users"),
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
}
