//! What an insider who tries to hide does otherwise: the table "Effort to hide" of the guide, as functions.
//!
//! It was fixed before any detection was tuned on it.

use std::str::FromStr;

use crate::random::Random;

/// How hard insiders try to hide.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Effort {
    /// From 0, not at all, to 100, as hard as they can.
    Percent(u8),
    /// Drawn for each insider: 0, 25, 50, 75 or 100.
    #[default]
    Mixed,
}

impl FromStr for Effort {
    type Err = String;

    /// `mixed`, or a number from 0 to 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "mixed" {
            return Ok(Effort::Mixed);
        }
        match text.parse::<f64>() {
            Ok(effort) if (0.0..=1.0).contains(&effort) => {
                Ok(Effort::Percent(libm::round(effort * 100.0) as u8))
            }
            _ => Err("choose `mixed`, or a number from 0 to 1".to_owned()),
        }
    }
}

impl Effort {
    pub(super) fn draw(self, random: &mut Random) -> Hiding {
        Hiding(match self {
            Effort::Percent(percent) => percent.min(100),
            Effort::Mixed => random.pick(&[0, 25, 50, 75, 100]),
        })
    }
}

/// One insider's effort, in percent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hiding(pub(super) u8);

impl Hiding {
    fn percent(self) -> u32 {
        u32::from(self.0)
    }

    /// Spread over up to five times as many days.
    pub(super) fn days(self, planned: u32) -> u32 {
        planned * (100 + 4 * self.percent()) / 100
    }

    /// Down to half as much is taken in all.
    pub(super) fn total(self, planned: u32) -> u32 {
        (planned * (200 - self.percent()) / 200).max(1)
    }

    /// Up to 60 of 100 files get another name before they leave.
    pub(super) fn renamed(self, files: u32) -> u32 {
        files * self.percent() * 60 / 10_000
    }

    /// Up to 30 of 100 files get a lower label before they leave.
    pub(super) fn lowered(self, files: u32) -> u32 {
        files * self.percent() * 30 / 10_000
    }

    /// Harmless work beside it on each day, up to 40 activities.
    pub(super) fn decoys(self) -> u32 {
        self.percent() * 40 / 100
    }

    /// Whether it is done in working hours on a day, when everybody else works: always at 100.
    pub(super) fn at_work(self, random: &mut Random) -> bool {
        random.percent(u64::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_effort_means_less_a_day_on_more_days() {
        let (none, half, all) = (Hiding(0), Hiding(50), Hiding(100));
        assert_eq!([none, half, all].map(|hiding| hiding.days(3)), [3, 9, 15]);
        assert_eq!(
            [none, half, all].map(|hiding| hiding.total(200)),
            [200, 150, 100]
        );
        assert_eq!(
            [none, half, all].map(|hiding| hiding.renamed(100)),
            [0, 30, 60]
        );
        assert_eq!(
            [none, half, all].map(|hiding| hiding.lowered(100)),
            [0, 15, 30]
        );
        assert_eq!([none, half, all].map(Hiding::decoys), [0, 20, 40]);
        assert_eq!(all.total(1), 1);
    }

    #[test]
    fn efforts_are_read() {
        assert_eq!("mixed".parse(), Ok(Effort::Mixed));
        assert_eq!("0.25".parse(), Ok(Effort::Percent(25)));
        assert_eq!("1".parse(), Ok(Effort::Percent(100)));
        for wrong in ["", "-0.1", "1.1", "nan", "hard"] {
            assert!(wrong.parse::<Effort>().is_err(), "{wrong}");
        }
    }
}
