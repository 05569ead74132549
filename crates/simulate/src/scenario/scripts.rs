//! What insiders of the lifelike world do without any effort to hide: one row each.

use super::Scenario;
use crate::record::Op;

/// What is known of the person beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Motive {
    /// Nothing: no trigger brings the person in scope.
    Unknown,
    /// HR knows that the person leaves.
    Resigns,
    /// HR knows of an improvement plan.
    ImprovementPlan,
}

/// When on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hours {
    Work,
    Evening,
    Night,
    /// In the two hours before midnight UTC and the two after.
    Midnight,
}

/// Which files a step is about, each step from the first on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum On {
    Files,
    Archives,
    HugeFile,
    Nothing,
}

/// `low` to `high` activities in all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) on: On,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    pub(super) scenario: Scenario,
    pub(super) motive: Motive,
    /// Working days, from and to.
    pub(super) days: (u64, u64),
    pub(super) hours: Hours,
    /// In the order of a day.
    pub(super) steps: &'static [Step],
    /// What an accomplice does with the same files.
    pub(super) accomplice: &'static [Step],
}

const fn step(op: Op, low: u64, high: u64, on: On) -> Step {
    Step { op, low, high, on }
}

const fn script(
    scenario: Scenario,
    motive: Motive,
    days: (u64, u64),
    hours: Hours,
    steps: &'static [Step],
) -> Script {
    Script {
        scenario,
        motive,
        days,
        hours,
        steps,
        accomplice: &[],
    }
}

use Hours::{Evening, Midnight, Night, Work};
use Motive::{ImprovementPlan, Resigns, Unknown};
use On::{Archives, Files, HugeFile, Nothing};

pub(super) const SCRIPTS: &[Script] = &[
    script(
        Scenario::SuddenLeaver,
        Resigns,
        (1, 3),
        Evening,
        &[
            step(Op::Downloaded, 200, 500, Files),
            step(Op::Archived, 60, 150, Files),
            step(Op::UsbMount, 1, 3, Nothing),
            step(Op::UsbCopy, 60, 200, Files),
            step(Op::CloudUpload, 20, 60, Files),
        ],
    ),
    script(
        Scenario::SlowLeaver,
        Resigns,
        (15, 20),
        Evening,
        &[
            step(Op::Downloaded, 150, 300, Files),
            step(Op::UsbMount, 15, 20, Nothing),
            step(Op::UsbCopy, 100, 150, Files),
        ],
    ),
    script(
        Scenario::LowAndSlow,
        Unknown,
        (25, 40),
        Work,
        &[
            step(Op::Downloaded, 150, 300, Files),
            step(Op::CloudUpload, 100, 150, Files),
        ],
    ),
    Script {
        scenario: Scenario::Collusion,
        motive: Unknown,
        days: (2, 4),
        hours: Work,
        steps: &[
            step(Op::Downloaded, 200, 400, Files),
            step(Op::SharedInside, 60, 150, Files),
        ],
        accomplice: &[
            step(Op::UsbMount, 2, 4, Nothing),
            step(Op::UsbCopy, 60, 150, Files),
        ],
    },
    script(
        Scenario::LabelLaundering,
        Unknown,
        (2, 4),
        Evening,
        &[
            step(Op::Downloaded, 60, 120, Files),
            step(Op::LabelLowered, 60, 120, Files),
            step(Op::SharedOutside, 40, 60, Files),
        ],
    ),
    script(
        Scenario::ArchiveRenameUpload,
        Resigns,
        (1, 3),
        Evening,
        &[
            step(Op::Downloaded, 200, 400, Files),
            step(Op::Archived, 200, 400, Files),
            step(Op::DeviceRenamed, 7, 13, Archives),
            step(Op::CloudUpload, 7, 13, Archives),
        ],
    ),
    script(
        Scenario::Printing,
        Resigns,
        (2, 5),
        Evening,
        &[
            step(Op::Accessed, 100, 200, Files),
            step(Op::Printed, 100, 200, Files),
        ],
    ),
    script(
        Scenario::UsbAtNight,
        Resigns,
        (1, 3),
        Night,
        &[
            step(Op::UsbMount, 1, 3, Nothing),
            step(Op::UsbCopy, 80, 200, Files),
        ],
    ),
    script(
        Scenario::PersonalCloud,
        Resigns,
        (3, 8),
        Evening,
        &[
            step(Op::DeviceRead, 80, 200, Files),
            step(Op::CloudUpload, 80, 200, Files),
        ],
    ),
    script(
        Scenario::MailToSelf,
        Resigns,
        (4, 10),
        Evening,
        &[
            step(Op::Accessed, 60, 150, Files),
            step(Op::MailHome, 60, 150, Files),
        ],
    ),
    script(
        Scenario::Sabotage,
        ImprovementPlan,
        (1, 2),
        Evening,
        &[
            step(Op::Accessed, 20, 60, Files),
            step(Op::Deleted, 300, 800, Files),
        ],
    ),
    script(
        Scenario::MidnightSplit,
        Resigns,
        (1, 1),
        Midnight,
        &[
            step(Op::Downloaded, 200, 400, Files),
            step(Op::UsbCopy, 80, 200, Files),
        ],
    ),
    script(
        Scenario::HugeFile,
        Resigns,
        (1, 1),
        Evening,
        &[
            step(Op::Downloaded, 1, 1, HugeFile),
            step(Op::CloudUpload, 1, 1, HugeFile),
        ],
    ),
];
