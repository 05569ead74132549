//! Calibration: how often the days of people surprise, beside how often chance makes them.
//!
//! Promises: pure; the same in whatever order persons are added.

use std::collections::BTreeSet;

use ombud_model::insight::Insight;
use ombud_model::{Day, IndicatorCode};

use crate::assess::{Observed, judgements};
use crate::baseline::Baselines;
use crate::content::Content;
use crate::policy::CompiledPolicy;
use crate::score::BIT;

/// Rarer days than those of so many bits are not told apart.
const MOST_BITS: usize = 16;

/// How often days of one indicator and one person surprised.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Surprising {
    /// Days of one indicator and one person, also those on which the person did nothing of it: they surprise nobody.
    pub days: u64,
    /// How many of them were at or above 1 bit, 2 bits and so on.
    above: [u64; MOST_BITS],
}

impl Surprising {
    /// Whole bits of surprise, ascending from 1, each with the number of days that were at or above them.
    pub fn at_or_above(&self) -> impl Iterator<Item = (u32, u64)> {
        (1..).zip(self.above)
    }

    /// How many times as often as chance makes it days were at or above so many bits: 1 where the bits are right. `None` without a day,
    /// and of bits that are not counted.
    pub fn times_chance(&self, bits: u32) -> Option<f64> {
        let (_, above) = self.at_or_above().find(|&(counted, _)| counted == bits)?;
        let chance = self.days as f64 * libm::exp2(-f64::from(bits));
        (self.days > 0).then(|| above as f64 / chance)
    }

    /// Counts a day's surprise, in parts of [`BIT`].
    fn count(&mut self, surprise: u32) {
        for (bits, above) in (1u32..).zip(&mut self.above) {
            *above += u64::from(surprise >= bits * BIT);
        }
    }
}

/// How often the days of some people surprised.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calibration {
    /// Days on which somebody was present, over all persons.
    present: u64,
    /// Days of one indicator on which an automatic client did something, and the person nothing.
    automatic: u64,
    /// What anybody did.
    indicators: BTreeSet<IndicatorCode>,
    /// Its days are those above.
    all: Surprising,
    done_before: Surprising,
}

impl Calibration {
    /// Adds a person, judged by what one of the policies scores, in scope of it or not. The other arguments are those of
    /// [`assess`](crate::assess).
    pub fn add(
        &mut self,
        content: &Content,
        policies: &[&CompiledPolicy],
        first_day: Day,
        insights: &[Insight],
        baselines: &Baselines,
    ) {
        let present = insights.iter().filter(|insight| insight.is_presence());
        let present: Vec<Day> = present.map(|insight| insight.day).collect();
        self.present += present.len() as u64;
        let is_scored = |code| policies.iter().any(|policy| policy.scores(code));
        let observed = Observed::new(first_day, insights);
        let judged = judgements(content, &observed, baselines, &is_scored);
        for series in judged.chunk_by(|(one, _), (next, _)| one.indicator == next.indicator) {
            let Some((first, _)) = series.first() else {
                continue;
            };
            self.indicators.insert(first.indicator);
            let later = present.iter().filter(|&&day| day > first.day).count();
            self.done_before.days += later as u64;
            for (insight, judgement) in series {
                let surprise = judgement.surprises.total;
                let automatic = u64::from(present.binary_search(&insight.day).is_err());
                self.automatic += automatic;
                self.all.count(surprise);
                if insight.day > first.day {
                    self.done_before.days += automatic;
                    self.done_before.count(surprise);
                }
            }
        }
    }

    /// Of each indicator that one of these people did, each day on which a person was present.
    pub fn all(&self) -> Surprising {
        Surprising {
            days: self.present * self.indicators.len() as u64 + self.automatic,
            ..self.all.clone()
        }
    }

    /// Of these days, those before which the same person had done the same: what is never done makes the others look rarer.
    pub fn done_before(&self) -> &Surprising {
        &self.done_before
    }
}
