//! The arithmetic of the score: levels, discounts, decay, saturation. Integers everywhere but inside one function at a time.

use ombud_model::assessment::{LineKind, Score};
use ombud_model::policy::Thresholds;

use crate::content::Scoring;

/// Levels are counted in this fraction.
pub(crate) const LEVEL_ONE: u64 = 256;
/// Surprise is counted in this fraction of a bit.
pub(crate) const BIT: u32 = 16;
/// Shares are counted in this fraction.
const SHARE_ONE: u64 = 1 << 12;

fn log2_1p(count: f64) -> f64 {
    libm::log2(1.0 + count)
}

/// The level of a count against three thresholds.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    /// log2(1 + threshold).
    marks: [f64; 3],
    beyond: f64,
}

impl Levels {
    pub(crate) fn new(thresholds: Thresholds, scoring: &Scoring) -> Self {
        let mark = |count: u32| log2_1p(f64::from(count));
        Self {
            marks: [
                mark(thresholds.low()),
                mark(thresholds.medium()),
                mark(thresholds.high()),
            ],
            beyond: f64::from(scoring.level.beyond_high_percent) / 100.0,
        }
    }

    /// In parts of [`LEVEL_ONE`]: 0 at 0, 1, 2 and 3 at the thresholds, monotone, bounded.
    pub(crate) fn of(&self, count: u64) -> u64 {
        let [low, medium, high] = self.marks;
        let at = log2_1p(count as f64);
        let level = if at <= low {
            at / low
        } else if at <= medium {
            1.0 + (at - low) / (medium - low)
        } else if at <= high {
            2.0 + (at - medium) / (high - medium)
        } else {
            3.0 + self.beyond * (1.0 - libm::exp2((high - at) / 2.0))
        };
        libm::round(level * LEVEL_ONE as f64) as u64
    }
}

/// Which threshold a count reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    Nothing,
    Low,
    Medium,
    High,
}

/// The threshold that a count reached, or the lowest one when it reached none.
pub(crate) fn reached(thresholds: Thresholds, count: u64) -> (Reached, u32) {
    let (low, medium, high) = (thresholds.low(), thresholds.medium(), thresholds.high());
    match count {
        count if count >= u64::from(high) => (Reached::High, high),
        count if count >= u64::from(medium) => (Reached::Medium, medium),
        count if count >= u64::from(low) => (Reached::Low, low),
        _ => (Reached::Nothing, low),
    }
}

/// Linear from `low` at `from` bits to `high` at `to` bits, constant beyond; percent in, parts of [`SHARE_ONE`] out.
fn ramp(bits: u32, from: u32, to: u32, low: u32, high: u32) -> u64 {
    let (from, to) = (u64::from(from * BIT), u64::from(to * BIT));
    let (low, high) = (
        u64::from(low) * SHARE_ONE / 100,
        u64::from(high) * SHARE_ONE / 100,
    );
    let at = u64::from(bits).clamp(from, to);
    low + (high - low) * (at - from) / (to - from).max(1)
}

/// Evidence of one insight in thousandths, by ledger line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) volume: u64,
    pub(crate) unusual: u64,
    pub(crate) sensitive: u64,
    pub(crate) priority: u64,
    pub(crate) unallowed: u64,
    /// What large files add.
    pub(crate) bytes: u64,
}

impl Evidence {
    pub(crate) const fn total(&self) -> u64 {
        self.how_much() + self.sensitive + self.priority + self.unallowed
    }

    /// What says how much was done, and when: how many, how large, how unusual that is.
    pub(crate) const fn how_much(&self) -> u64 {
        self.volume + self.unusual + self.bytes
    }

    /// What weighs after so many days, by the kind of its ledger line.
    pub(crate) fn standing(&self, decay: &Decay, days: i32) -> [(LineKind, u64); 6] {
        [
            (LineKind::Insight, self.volume),
            (LineKind::Unusual, self.unusual),
            (LineKind::Sensitive, self.sensitive),
            (LineKind::PriorityContent, self.priority),
            (LineKind::UnallowedDomain, self.unallowed),
            (LineKind::LargeFiles, self.bytes),
        ]
        .map(|(kind, evidence)| (kind, decay.apply(evidence, days)))
    }
}

/// Levels of an insight's counts, in parts of [`LEVEL_ONE`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CountLevels {
    pub(crate) total: u64,
    pub(crate) sensitive: u64,
    pub(crate) priority: u64,
    pub(crate) unallowed: u64,
    pub(crate) bytes: u64,
}

/// How unusual an insight is, in parts of [`BIT`]. A part with a facet is at least as unusual as the whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Surprises {
    pub(crate) total: u32,
    pub(crate) sensitive: u32,
    pub(crate) priority: u32,
    pub(crate) unallowed: u32,
    pub(crate) bytes: u32,
}

impl Surprises {
    /// The facets are as unusual as the whole.
    pub(crate) const fn alike(bits: u32) -> Self {
        Self {
            total: bits,
            sensitive: bits,
            priority: bits,
            unallowed: bits,
            bytes: bits,
        }
    }
}

/// The evidence of an insight: weight (hundredths) times level, discounted as far as it is usual (to `floor` percent where the indicator
/// has a floor of its own), raised as far as it is unusual.
pub(crate) fn evidence(
    weight: u32,
    levels: CountLevels,
    surprises: Surprises,
    floor: Option<u32>,
    scoring: &Scoring,
) -> Evidence {
    let (discount, unusual) = (scoring.discount, scoring.unusual);
    let floor = floor.unwrap_or(discount.floor_percent).min(100);
    let of = |level: u64, bits: u32| {
        let counted = ramp(bits, discount.from_bits, discount.full_bits, floor, 100);
        u64::from(weight) * level * 10 * counted / (LEVEL_ONE * SHARE_ONE)
    };
    let raised = |evidence: u64, bits: u32| {
        let gain = ramp(
            bits,
            unusual.from_bits,
            unusual.full_bits,
            0,
            unusual.gain_percent,
        );
        evidence * gain / SHARE_ONE
    };
    let facet = |level, bits, percent: u32| {
        let part = of(level, bits) * u64::from(percent) / 100;
        part + raised(part, bits)
    };
    let gains = scoring.facets;
    let volume = of(levels.total, surprises.total);
    let unusual = raised(volume, surprises.total);
    let large = of(levels.bytes, surprises.bytes);
    let large = large + raised(large, surprises.bytes);
    Evidence {
        volume,
        unusual,
        bytes: large.saturating_sub(volume + unusual),
        sensitive: facet(
            levels.sensitive,
            surprises.sensitive,
            gains.sensitive_percent,
        ),
        priority: facet(levels.priority, surprises.priority, gains.priority_percent),
        unallowed: facet(
            levels.unallowed,
            surprises.unallowed,
            gains.unallowed_percent,
        ),
    }
}

/// How much evidence weighs after a number of days.
#[derive(Clone, Debug)]
pub(crate) struct Decay(Vec<u64>);

impl Decay {
    /// Beyond this many half-lives nothing is left.
    const HALF_LIVES: u32 = 16;

    pub(crate) fn new(half_life_days: u32) -> Self {
        let share = |day: u32| {
            libm::round(libm::exp2(
                32.0 - f64::from(day) / f64::from(half_life_days),
            )) as u64
        };
        Self((0..half_life_days * Self::HALF_LIVES).map(share).collect())
    }

    pub(crate) fn apply(&self, evidence: u64, days: i32) -> u64 {
        let share = usize::try_from(days)
            .ok()
            .and_then(|days| self.0.get(days))
            .copied()
            .unwrap_or(0);
        ((u128::from(evidence) * u128::from(share)) >> 32) as u64
    }
}

/// `100 * (1 - 2^(-evidence / evidence_at_50))`, rounded.
pub(crate) fn score(evidence: u64, scoring: &Scoring) -> Score {
    let halvings = evidence as f64 / scoring.evidence_at_50 as f64;
    Score(libm::round(100.0 * (1.0 - libm::exp2(-halvings))).clamp(0.0, 100.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    fn scoring() -> Scoring {
        Content::builtin().unwrap().scoring().clone()
    }

    #[test]
    fn levels_meet_their_thresholds_and_have_no_cliffs() {
        let levels = Levels::new(Thresholds::try_from([10, 20, 30]).unwrap(), &scoring());
        assert_eq!(
            [0, 10, 20, 30].map(|count| levels.of(count)),
            [0, 256, 512, 768]
        );
        let mut before = 0;
        for count in 1..5000 {
            let level = levels.of(count);
            assert!(level >= before, "falls at {count}");
            assert!(
                count < 10 || level - before <= 40,
                "jumps at {count}: {before} to {level}"
            );
            before = level;
        }
        assert!(levels.of(u64::MAX) <= 4 * LEVEL_ONE);
        assert!(levels.of(120) > 3 * LEVEL_ONE + LEVEL_ONE / 3);
    }

    #[test]
    fn surprise_only_raises_evidence_and_has_no_cliffs() {
        let (scoring, levels) = (
            scoring(),
            CountLevels {
                total: 512,
                sensitive: 256,
                ..Default::default()
            },
        );
        let at = |bits: u32| evidence(100, levels, Surprises::alike(bits), None, &scoring);
        for bits in 1..64 * BIT {
            assert!(at(bits).total() >= at(bits - 1).total());
            assert!(
                at(bits).total() - at(bits - 1).total() < 60,
                "jumps at {bits}"
            );
        }
        assert_eq!(at(0).unusual, 0);
        assert_eq!(at(scoring.discount.full_bits * BIT).volume, 2000);
        assert_eq!(
            at(0).volume,
            2000 * (u64::from(scoring.discount.floor_percent) * SHARE_ONE / 100) / SHARE_ONE
        );
        assert_eq!(
            evidence(100, levels, Surprises::default(), Some(100), &scoring).volume,
            2000
        );
    }

    #[test]
    fn decay_halves_after_a_half_life_and_ends() {
        let decay = Decay::new(6);
        assert_eq!(decay.apply(1000, 0), 1000);
        assert_eq!(decay.apply(1000, 6), 500);
        assert_eq!(decay.apply(1000, 12), 250);
        assert_eq!(decay.apply(1000, 96), 0);
        assert_eq!(decay.apply(1000, -1), 0);
    }

    #[test]
    fn the_score_saturates() {
        let scoring = scoring();
        assert_eq!(score(0, &scoring), Score(0));
        assert_eq!(score(scoring.evidence_at_50, &scoring), Score(50));
        assert_eq!(score(2 * scoring.evidence_at_50, &scoring), Score(75));
        assert_eq!(score(u64::MAX, &scoring), Score(100));
    }
}
