//! `ombud simulate` and `ombud eval`: a world with labels, and how well alerts agree with them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ombud_detect::Part;
use ombud_simulate::{Cast, DayShape, Effort};

#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    #[arg(long, default_value_t = 500)]
    pub(crate) persons: u32,
    #[arg(long, default_value_t = 90)]
    pub(crate) days: u32,
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// How many times as many harmful scenarios as usual; 0 in the lifelike world: honest people only
    #[arg(long, default_value_t = 1, value_name = "TIMES")]
    pub(crate) incidents: u32,
    /// What the organisation is like
    #[arg(long, value_enum, default_value_t = WorldArg::Plain)]
    pub(crate) world: WorldArg,
    /// How uneven days are, in the lifelike world: the shape of a gamma distribution such as 0.3 or 1, `even`, or `mixed` [default: mixed]
    #[arg(long, value_name = "SHAPE")]
    pub(crate) day_shape: Option<DayShape>,
    /// Whom the lifelike world is made of: `everybody`; `honest-leavers`, three of ten people, and nothing else; `traps`, many honest people who
    /// look odd, and no insiders; `patterns`, 20 of 1,500 people for each of nine kinds of insiders and six of honest people [default: everybody]
    #[arg(long)]
    pub(crate) cast: Option<Cast>,
    /// How hard insiders try to hide, in the lifelike world: 0 to 1, or `mixed` [default: mixed; 0 where the cast is `patterns`]
    #[arg(long)]
    pub(crate) effort: Option<Effort>,
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum WorldArg {
    /// Everybody works alike, and days hardly differ
    Plain,
    /// Part-timers, shifts, leave, bursts, uneven days, files that stay the same, insiders who hide
    Lifelike,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Data directory whose alerts are compared; it is opened for writing, because each name that is opened stands in its audit log
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Labels: CSV with the columns `user`, `scenario`, `first_day` and `last_day`, as `ombud simulate` writes it, or `insiders.csv` of the
    /// CERT data
    #[arg(long, value_name = "FILE")]
    pub(crate) truth: PathBuf,
    /// Take the rows whose column `dataset` says this, such as `4.2` in `insiders.csv` of the CERT data
    #[arg(long, value_name = "NAME")]
    pub(crate) dataset: Option<String>,
    /// How many alerts are looked at for each 1,000 people and day, the strongest first
    #[arg(long, default_value_t = 1.0, value_parser = budget, value_name = "ALERTS")]
    pub(crate) budget: f64,
    /// Assess everybody anew without a part of what is usual, compare what comes out, and store nothing
    #[arg(long, value_enum, value_name = "PART")]
    pub(crate) without: Option<PartArg>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum PartArg {
    /// On which days people were present: every calendar day counts, and no hours are known
    Presence,
    /// How uneven days are: all days are even
    DayShape,
    /// Unusual hours and days of the week, and ends of months
    Hours,
}

impl From<PartArg> for Part {
    fn from(part: PartArg) -> Self {
        match part {
            PartArg::Presence => Part::Presence,
            PartArg::DayShape => Part::DayShape,
            PartArg::Hours => Part::Hours,
        }
    }
}

fn budget(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(budget) if budget > 0.0 && budget <= 1_000.0 => Ok(budget),
        _ => Err("a number above 0, at most 1000, is expected".to_owned()),
    }
}
