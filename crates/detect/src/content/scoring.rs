//! The published constants of the score. Units and meaning stand in `content/scoring.yaml`.

use ombud_model::Kind;
use ombud_model::assessment::Score;
use ombud_model::policy::AlertVolume;
use serde::Deserialize;

use crate::surprise::MOST_SHAPES;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Evidence, in thousandths, that makes a score of 50.
    pub evidence_at_50: u64,
    pub half_life_days: u32,
    pub alert_bars: AlertBars,
    pub level: Level,
    pub presence: Presence,
    pub usual: Usual,
    pub day_shapes: Vec<DayShape>,
    pub facet_share: FacetShare,
    pub discount: Discount,
    pub unusual: Unusual,
    pub facets: FacetGains,
    pub bytes: Bytes,
    pub alone: Alone,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertBars {
    pub fewer: u8,
    pub default: u8,
    pub more: u8,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub beyond_high_percent: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Kinds that tell nothing about whether the person was there.
    pub automatic_kinds: Vec<Kind>,
}

/// How uneven the days of a person are.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayShape {
    /// The shape of the gamma distribution of a day's rate; even days where it is not given.
    #[serde(default)]
    pub shape_hundredths: Option<u32>,
    /// What it weighs before anything is known of the person, relative to the others.
    pub weight: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacetShare {
    pub sensitive_percent: u32,
    pub priority_percent: u32,
    pub unallowed_percent: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usual {
    pub window_days: u32,
    pub within_days: u32,
    pub guard_days: u32,
    pub guard_share: u32,
    pub prior_shape_hundredths: u32,
    pub prior_days_at_most: u32,
    pub default_percent_of_low: u32,
    pub default_person_days: u32,
    pub trust_half_days: u32,
    pub new_organisation_days: u32,
    pub present_percent: u32,
    pub month_end_days: u32,
    pub month_ends: u32,
    pub month_ends_within_days: u32,
    pub month_end_times: u32,
    pub month_end_people_percent: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    pub floor_percent: u32,
    pub from_bits: u32,
    pub full_bits: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unusual {
    pub from_bits: u32,
    pub full_bits: u32,
    pub gain_percent: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacetGains {
    pub sensitive_percent: u32,
    pub priority_percent: u32,
    pub unallowed_percent: u32,
}

/// What leaves in large files.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bytes {
    pub unit_mib: u32,
    /// Units a day.
    pub thresholds: [u32; 3],
    /// Doublings of a unit that an occurrence is taken to have, before more is known.
    pub share_percent: u32,
}

/// What volume and time alone come to.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alone {
    pub from_score: u8,
    pub limit_score: u8,
}

impl Alone {
    /// Up to this score all of it counts.
    pub const fn from(self) -> Score {
        Score(self.from_score)
    }

    /// The score that it approaches.
    pub const fn limit(self) -> Score {
        Score(self.limit_score)
    }
}

impl Bytes {
    /// Whole units.
    pub fn units(self, bytes: u64) -> u64 {
        bytes / (u64::from(self.unit_mib) << 20).max(1)
    }

    /// How often a unit is doubled to reach the units, those under one unit being 0: a day's surprise counts these, because sizes differ
    /// by factors.
    pub fn doublings(self, bytes: u64) -> u64 {
        u64::from(self.units(bytes).saturating_add(1).ilog2())
    }
}

/// Whether it holds, and what it says.
type Rule = (bool, &'static str);

impl Scoring {
    /// The score from which an alert is raised.
    pub const fn bar(&self, volume: AlertVolume) -> Score {
        Score(match volume {
            AlertVolume::Fewer => self.alert_bars.fewer,
            AlertVolume::Default => self.alert_bars.default,
            AlertVolume::More => self.alert_bars.more,
        })
    }

    /// The first rule that does not hold, in words.
    pub(super) fn check(&self) -> Result<(), String> {
        let (levels, usual, gains) = (self.level_rules(), self.usual_rules(), self.gain_rules());
        let days = self.day_rules();
        let mut rules = levels.iter().chain(&usual).chain(&days).chain(&gains);
        rules
            .find(|(holds, _)| !holds)
            .map_or(Ok(()), |(_, rule)| Err((*rule).to_owned()))
    }

    /// How evidence becomes a score, and a score an alert.
    fn level_rules(&self) -> [Rule; 4] {
        let bars = self.alert_bars;
        [
            (
                (1..=1_000_000).contains(&self.evidence_at_50),
                "evidence_at_50 lies between 1 and 1000000",
            ),
            (
                (1..=90).contains(&self.half_life_days),
                "half_life_days lies between 1 and 90",
            ),
            (
                1 <= bars.more
                    && bars.more <= bars.default
                    && bars.default <= bars.fewer
                    && bars.fewer <= 100,
                "alert bars ascend",
            ),
            (
                self.level.beyond_high_percent <= 300,
                "beyond_high_percent is at most 300",
            ),
        ]
    }

    /// What is usual.
    fn usual_rules(&self) -> [Rule; 9] {
        [
            (
                (1..=90).contains(&self.usual.window_days),
                "window_days lies between 1 and 90",
            ),
            (self.usual.guard_days <= 30, "guard_days is at most 30"),
            (self.usual.guard_share >= 1, "guard_share is at least 1"),
            (
                (1..=10_000).contains(&self.usual.prior_shape_hundredths),
                "prior_shape_hundredths lies between 1 and 10000",
            ),
            (
                (1..=365).contains(&self.usual.prior_days_at_most),
                "prior_days_at_most lies between 1 and 365",
            ),
            (
                (1..=1000).contains(&self.usual.default_percent_of_low),
                "default_percent_of_low lies between 1 and 1000",
            ),
            (
                (1..=1_000_000).contains(&self.usual.default_person_days),
                "default_person_days lies between 1 and 1000000",
            ),
            (
                self.usual.trust_half_days <= 90,
                "trust_half_days is at most 90",
            ),
            (
                self.usual.new_organisation_days <= 365,
                "new_organisation_days is at most 365",
            ),
        ]
    }

    /// Which days count, and how uneven they are.
    fn day_rules(&self) -> [Rule; 7] {
        let share = self.facet_share;
        let percents = [
            share.sensitive_percent,
            share.priority_percent,
            share.unallowed_percent,
            self.usual.present_percent,
            self.bytes.share_percent,
        ];
        let is_fine = |shape: &DayShape| {
            (1..=1000).contains(&shape.weight)
                && shape
                    .shape_hundredths
                    .is_none_or(|n| (1..=10_000).contains(&n))
        };
        [
            (
                (self.usual.window_days..=365).contains(&self.usual.within_days),
                "within_days lies between window_days and 365",
            ),
            (
                percents.iter().all(|percent| (1..=100).contains(percent)),
                "present_percent, the facet shares and share_percent of bytes lie between 1 and 100",
            ),
            (
                (1..=1 << 20).contains(&self.bytes.unit_mib),
                "unit_mib lies between 1 and 1048576",
            ),
            (
                self.usual.month_end_days <= 15
                    && self.usual.month_ends >= 1
                    && self.usual.month_ends_within_days <= 730,
                "month_end_days is at most 15, month_ends at least 1, month_ends_within_days at most 730",
            ),
            (
                self.usual.month_end_times >= 1 && self.usual.month_end_people_percent < 100,
                "month_end_times is at least 1, month_end_people_percent less than 100",
            ),
            (
                (1..=MOST_SHAPES).contains(&self.day_shapes.len()),
                "there are 1 to 8 day shapes",
            ),
            (
                self.day_shapes.iter().all(is_fine),
                "a day shape lies between 1 and 10000, its weight between 1 and 1000",
            ),
        ]
    }

    /// What takes evidence away and what adds to it.
    fn gain_rules(&self) -> [Rule; 8] {
        [
            (
                self.alone.from_score <= self.alone.limit_score && self.alone.limit_score <= 100,
                "the scores of volume and time alone ascend to at most 100",
            ),
            (
                self.discount.floor_percent <= 100,
                "floor_percent is at most 100",
            ),
            (
                self.discount.from_bits < self.discount.full_bits && self.discount.full_bits <= 64,
                "discount bits ascend to at most 64",
            ),
            (
                self.unusual.from_bits < self.unusual.full_bits && self.unusual.full_bits <= 64,
                "unusual bits ascend to at most 64",
            ),
            (
                self.unusual.gain_percent <= 1000,
                "gain_percent is at most 1000",
            ),
            (
                self.facets.sensitive_percent <= 1000,
                "sensitive_percent is at most 1000",
            ),
            (
                self.facets.priority_percent <= 1000,
                "priority_percent is at most 1000",
            ),
            (
                self.facets.unallowed_percent <= 1000,
                "unallowed_percent is at most 1000",
            ),
        ]
    }
}
