//! How often the days of honest people surprised, beside how often chance makes them.

use ombud_detect::{Calibration, Surprising};
use serde::Serialize;

use crate::exit::Failure;
use crate::output;

/// Bits of surprise that are shown; the JSON document has all of them.
const SHOWN_BITS: [u32; 3] = [5, 8, 12];

/// How often the days of honest people surprised.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(crate) struct Calibrated {
    /// Of each indicator that anybody honest did, the days on which somebody honest was present.
    pub(crate) all: Rarities,
    /// Of these, those before which the same person had done the same.
    pub(crate) done_before: Rarities,
}

/// How often days of one indicator and one person were how rare.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub(crate) struct Rarities {
    /// How many days of one indicator and one person there were.
    pub(crate) person_day_indicators: u64,
    /// By bits of surprise, ascending.
    pub(crate) at_or_above: Vec<Rarity>,
}

/// Days at or above so many bits of surprise.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub(crate) struct Rarity {
    pub(crate) bits: u32,
    pub(crate) days: u64,
    /// How many times as often as chance makes it; absent without any day.
    pub(crate) times_chance: Option<f64>,
}

impl Calibrated {
    pub(crate) fn of(calibration: &Calibration) -> Self {
        Self {
            all: Rarities::of(&calibration.all()),
            done_before: Rarities::of(calibration.done_before()),
        }
    }

    pub(crate) fn show(&self) -> Result<(), Failure> {
        let (all, done_before) = (&self.all, &self.done_before);
        let times = |of: Option<&Rarity>| match of.and_then(|rarity| rarity.times_chance) {
            Some(times) => format!("{times:.2}"),
            None => "-".to_owned(),
        };
        let rows: Vec<Vec<String>> = SHOWN_BITS
            .iter()
            .map(|&bits| {
                let (of_all, of_done_before) = (all.at(bits), done_before.at(bits));
                let days = of_all.map_or(0, |rarity| rarity.days);
                let cells = [bits.to_string(), days.to_string()];
                let cells = cells.into_iter();
                cells
                    .chain([times(of_all), times(of_done_before)])
                    .collect()
            })
            .collect();
        output::line("")?;
        output::line(format!(
            "Of {} days of one indicator on which honest people were present, {} of them after a day with the same:",
            all.person_day_indicators, done_before.person_day_indicators
        ))?;
        output::table(
            &[
                "BITS",
                "DAYS AT OR ABOVE",
                "TIMES CHANCE",
                "TIMES CHANCE, DONE BEFORE",
            ],
            &[0, 1, 2, 3],
            &rows,
        )
    }
}

impl Rarities {
    fn of(surprising: &Surprising) -> Self {
        let rarity = |(bits, days)| Rarity {
            bits,
            days,
            times_chance: surprising.times_chance(bits),
        };
        Self {
            person_day_indicators: surprising.days,
            at_or_above: surprising.at_or_above().map(rarity).collect(),
        }
    }

    fn at(&self, bits: u32) -> Option<&Rarity> {
        self.at_or_above.iter().find(|rarity| rarity.bits == bits)
    }
}
