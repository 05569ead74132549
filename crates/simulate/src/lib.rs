//! A synthetic organisation with planted, labelled scenarios.
//!
//! Promises: the same options give the same files, byte for byte, on every machine; no clock, no other source of randomness, no
//! mathematics of the platform. Names,
//! addresses and devices are made up (`contoso.test`, documentation networks). The log is written day by day, so that memory does not
//! grow with the number of days.

mod alerts;
mod day;
mod files;
mod habits;
mod hr;
mod json;
mod names;
mod organisation;
mod random;
mod rates;
mod record;
mod scenario;
mod shape;
mod write;

use std::path::{Path, PathBuf};

pub use ombud_model::Day;

use habits::Habits;
pub use scenario::{Cast, Effort, Planted, Scenario};
pub use shape::DayShape;

/// The domain of the organisation.
pub const DOMAIN: &str = "contoso.test";

/// What the organisation is like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum World {
    /// Everybody works alike, and days hardly differ.
    #[default]
    Plain,
    /// People work part-time, at night, in bursts; days are uneven, files keep their identity, and insiders hide.
    Lifelike {
        /// Whom it is made of.
        cast: Cast,
        day_shape: DayShape,
        /// How hard insiders try to hide.
        effort: Effort,
    },
}

/// What to simulate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// 1 to 1,000,000.
    pub persons: u32,
    /// 1 to 3,650.
    pub days: u32,
    pub seed: u64,
    /// How many times as many harmful scenarios as usual are planted, while there are persons without a part; traps take who is left.
    /// 1 to 100; in the lifelike world also 0: honest people only. Casts other than [`Cast::Everybody`] come in a number of their own.
    pub incidents: u32,
    /// First day of the log.
    pub start: Day,
    pub world: World,
}

impl Default for Options {
    /// 500 persons over 90 days from Monday, 3 August 2026.
    fn default() -> Self {
        Self {
            persons: 500,
            days: 90,
            seed: 7,
            incidents: 1,
            start: Day(20_668),
            world: World::Plain,
        }
    }
}

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Lines of `audit.ndjson`, repeats included.
    pub records: u64,
    /// Lines that repeat an earlier one, as exports do.
    pub repeats: u64,
    /// Rows of `hr.csv`.
    pub hr_rows: u64,
    /// Alerts in `alerts.json`.
    pub alerts: u64,
    /// What was planted, by user: the rows of `truth.csv`.
    pub planted: Vec<Planted>,
}

#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    #[error("cannot simulate {0} persons: choose 1 to 1,000,000")]
    Persons(u32),
    #[error("cannot simulate {0} days: choose 1 to 3,650")]
    Days(u32),
    #[error(
        "cannot plant {0} times as many incidents: choose 1 to 100, or 0 in the lifelike world"
    )]
    Incidents(u32),
    #[error("the days from {0} on leave 1990 to 2100: choose another start")]
    Start(Day),
    #[error("cannot write {path}: {source}", path = path.display())]
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
}

/// Writes into `out`, which is created if need be: `audit.ndjson` (records of the Office 365 Management Activity API in order of time),
/// `hr.csv`, `alerts.json` (Microsoft Graph security alerts) and `truth.csv` (what was planted: user, scenario, the template that should
/// find it or nothing, first and last day; in the lifelike world also the effort to hide). Existing files of these names are replaced.
pub fn simulate(options: &Options, out: &Path) -> Result<Summary, SimulateError> {
    if !(1..=1_000_000).contains(&options.persons) {
        return Err(SimulateError::Persons(options.persons));
    }
    if !(1..=3_650).contains(&options.days) {
        return Err(SimulateError::Days(options.days));
    }
    let fewest = u32::from(options.world == World::Plain);
    if !(fewest..=100).contains(&options.incidents) {
        return Err(SimulateError::Incidents(options.incidents));
    }
    // Facts of HR may lie some weeks outside of the log.
    if options.start < Day(7_305 + 366)
        || options.start.plus(options.days as i32) > Day(47_482 - 366)
    {
        return Err(SimulateError::Start(options.start));
    }
    let mut people = organisation::people(options);
    let plan = scenario::plan(options, &mut people);
    let habits = match options.world {
        World::Plain => Vec::new(),
        World::Lifelike { day_shape, .. } => people
            .iter()
            .zip(&plan.patterns)
            .map(|(person, &pattern)| Habits::new(options.seed, person, pattern, day_shape))
            .collect(),
    };
    write::all(options, &people, &habits, plan, out)
}
