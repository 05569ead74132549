//! What insiders of the lifelike world do without any effort to hide: one row each; [`SCRIPTS`] of every organisation, [`PATTERNS`] of the
//! one that is made of them.

use super::Scenario;
use crate::record::Op;

/// What is known of the person beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Motive {
    /// Nothing: no trigger brings the person in scope.
    Unknown,
    /// HR knows that the person leaves.
    Resigns,
    /// As [`Motive::Resigns`], and the person came some weeks before.
    ResignsSoon,
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
    HugeSensitiveFile,
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
    /// Working days from one to the next.
    pub(super) every: usize,
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
        every: 1,
        hours,
        steps,
        accomplice: &[],
    }
}

use Hours::{Evening, Midnight, Night, Work};
use Motive::{ImprovementPlan, Resigns, ResignsSoon, Unknown};
use On::{Archives, Files, HugeFile, HugeSensitiveFile, Nothing};

/// Everything at once, in a hurry.
const SUDDEN: &[Step] = &[
    step(Op::Downloaded, 200, 500, Files),
    step(Op::Archived, 60, 150, Files),
    step(Op::UsbMount, 1, 3, Nothing),
    step(Op::UsbCopy, 60, 200, Files),
    step(Op::CloudUpload, 20, 60, Files),
];

const PRINTING: Script = script(
    Scenario::Printing,
    Resigns,
    (2, 5),
    Evening,
    &[
        step(Op::Accessed, 100, 200, Files),
        step(Op::Printed, 100, 200, Files),
    ],
);

const MIDNIGHT_SPLIT: Script = script(
    Scenario::MidnightSplit,
    Resigns,
    (1, 1),
    Midnight,
    &[
        step(Op::Downloaded, 200, 400, Files),
        step(Op::UsbCopy, 80, 200, Files),
    ],
);

/// What must be found without any knowledge of sequences, peers or months.
pub(super) const PATTERNS: &[Script] = &[
    script(Scenario::SuddenTheft, Resigns, (1, 3), Evening, SUDDEN),
    script(
        Scenario::SlowMail,
        Resigns,
        (18, 22),
        Evening,
        &[step(Op::MailHome, 90, 150, Files)],
    ),
    script(
        Scenario::SlowUsb,
        Resigns,
        (18, 22),
        Evening,
        &[
            step(Op::UsbMount, 18, 22, Nothing),
            step(Op::UsbCopy, 120, 180, Files),
        ],
    ),
    script(
        Scenario::NewcomerThief,
        ResignsSoon,
        (1, 3),
        Evening,
        SUDDEN,
    ),
    MIDNIGHT_SPLIT,
    Script {
        every: 8,
        ..script(
            Scenario::TwoBursts,
            Resigns,
            (2, 2),
            Evening,
            &[
                step(Op::Downloaded, 160, 300, Files),
                step(Op::UsbMount, 2, 2, Nothing),
                step(Op::UsbCopy, 80, 160, Files),
            ],
        )
    },
    PRINTING,
    script(
        Scenario::HugeSensitiveFile,
        Resigns,
        (1, 1),
        Evening,
        &[
            step(Op::Downloaded, 1, 1, HugeSensitiveFile),
            step(Op::CloudUpload, 1, 1, HugeSensitiveFile),
        ],
    ),
];

pub(super) const SCRIPTS: &[Script] = &[
    script(Scenario::SuddenLeaver, Resigns, (1, 3), Evening, SUDDEN),
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
        every: 1,
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
    PRINTING,
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
    MIDNIGHT_SPLIT,
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
