//! Baselines: what everybody in the organisation does in a day, by indicator and day.
//!
//! Promises: a pure function of the totals, not of the order in which they arrived. Rates lie on a grid of quarters of a binary order
//! of magnitude, so that a late activity seldom changes anybody else's score.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use ombud_model::{Day, IndicatorCode};

use crate::content::{Content, Family, Usual};

/// A daily rate per person on the grid: 4 * log2(rate).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rate(i16);

impl Rate {
    fn new(rate: f64) -> Self {
        Self(libm::round(4.0 * libm::log2(rate)).clamp(-400.0, 400.0) as i16)
    }

    /// Occurrences a day.
    pub fn per_day(self) -> f64 {
        libm::exp2(f64::from(self.0) / 4.0)
    }
}

/// A half-open interval of days, perhaps empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    pub(crate) from: Day,
    pub(crate) until: Day,
}

impl Span {
    pub(crate) fn days(self) -> u32 {
        u32::try_from(self.until.since(self.from)).unwrap_or(0)
    }
}

/// The days before `day` that tell what is usual for somebody known since `since`.
pub(crate) fn days_before(usual: &Usual, since: Day, day: Day) -> Span {
    let end = day.plus(-guard(usual, day.since(since)));
    Span {
        from: since.max(end.plus(-(usual.window_days as i32))).min(end),
        until: end,
    }
}

/// Days left out before the day that is judged, where so many days are known before it.
pub(crate) fn guard(usual: &Usual, known: i32) -> i32 {
    (usual.guard_days as i32).min(known.max(0) / (usual.guard_share as i32).max(1))
}

/// Rates by indicator and day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Baselines {
    observed_from: Day,
    /// The day after the last with data.
    end: Day,
    /// From the first day observed on, by code; the last rate holds for all later days.
    rates: BTreeMap<IndicatorCode, Vec<Rate>>,
    defaults: BTreeMap<IndicatorCode, Rate>,
}

/// More days than any history has; beyond it input is taken for damaged and ignored.
const MOST_DAYS: usize = 40_000;

/// Occurrences by indicator and day, counted from `observed_from` on, and how many days there are until the last with data.
fn counts_by_day(
    observed_from: Day,
    totals: &[(Day, IndicatorCode, u64)],
) -> (BTreeMap<IndicatorCode, BTreeMap<usize, u64>>, usize) {
    let mut counts: BTreeMap<IndicatorCode, BTreeMap<usize, u64>> = BTreeMap::new();
    let mut last = 0;
    for &(day, code, count) in totals {
        if let Some(at) = usize::try_from(day.since(observed_from))
            .ok()
            .filter(|&at| at < MOST_DAYS)
        {
            let sum = counts.entry(code).or_default().entry(at).or_default();
            *sum = sum.saturating_add(count);
            last = last.max(at + 1);
        }
    }
    (counts, last)
}

impl Baselines {
    /// `new_persons` counts, from `first` on, the persons whose first activity was on that day; `totals` are occurrences by day and
    /// indicator over all persons, in any order (several of the same day and indicator add up). Context indicators are ignored: facts
    /// about a person may lie far back or ahead, and say nothing about when anybody was observed.
    pub fn new(
        content: &Content,
        first: Day,
        new_persons: &[u64],
        totals: impl IntoIterator<Item = (Day, IndicatorCode, u64)>,
    ) -> Self {
        let usual = &content.scoring().usual;
        let scored = |code| {
            content
                .by_code(code)
                .is_some_and(|one| one.family != Family::Context)
        };
        let totals: Vec<_> = totals
            .into_iter()
            .filter(|&(_, code, count)| count > 0 && scored(code))
            .collect();
        let observed_from = totals
            .iter()
            .map(|&(day, ..)| day)
            .min()
            .unwrap_or(first)
            .max(first);
        let known_before = usize::try_from(observed_from.since(first))
            .unwrap_or(0)
            .min(new_persons.len());
        let (before, later) = new_persons
            .split_at_checked(known_before)
            .unwrap_or_default();
        let (counts, last) = counts_by_day(observed_from, &totals);
        // After the window has passed the last day with data, nothing changes any more: it is empty.
        let days = last + (usual.window_days + usual.guard_days) as usize + 2;
        let known = before
            .iter()
            .fold(0u64, |sum, &count| sum.saturating_add(count));
        let exposure = person_days(known, later, days);
        let default_rate =
            |low: u32| f64::from(low) * f64::from(usual.default_percent_of_low) / 100.0;
        let weight = f64::from(usual.default_person_days);
        let scored = content
            .indicators()
            .iter()
            .filter(|one| one.family != Family::Context);
        let rates = scored.clone().map(|one| {
            let (sums, default) = (
                prefix_sums(counts.get(&one.code), days),
                default_rate(one.thresholds.low()),
            );
            let rate = |at: usize| {
                let span = days_before(usual, observed_from, observed_from.plus(at as i32));
                let between = |sums: &[u64]| difference(sums, observed_from, span) as f64;
                Rate::new((between(&sums) + default * weight) / (between(&exposure) + weight))
            };
            (one.code, (0..days).map(rate).collect())
        });
        Self {
            observed_from,
            end: observed_from.plus(last as i32),
            rates: rates.collect(),
            defaults: scored
                .map(|one| (one.code, Rate::new(default_rate(one.thresholds.low()))))
                .collect(),
        }
    }

    /// The first day on which anything was observed that can be scored.
    pub fn observed_from(&self) -> Day {
        self.observed_from
    }

    /// Hash of all that assessments of days with data depend on. Rates of days to come are left out: every activity of today changes
    /// them, and nobody has been assessed on them.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.observed_from.0.to_le_bytes());
        let days = usize::try_from(self.end.since(self.observed_from)).unwrap_or(0);
        for (code, rates) in &self.rates {
            hasher.update(&code.0.to_le_bytes());
            rates.iter().take(days).for_each(|rate| {
                hasher.update(&rate.0.to_le_bytes());
            });
        }
        *hasher.finalize().as_bytes()
    }

    /// The organisation's daily rate per person of an indicator, as known on `day`.
    pub fn rate(&self, indicator: IndicatorCode, day: Day) -> Rate {
        let known = usize::try_from(day.since(self.observed_from))
            .ok()
            .and_then(|at| {
                let rates = self.rates.get(&indicator)?;
                rates.get(at).or(rates.last())
            });
        known
            .or(self.defaults.get(&indicator))
            .copied()
            .unwrap_or(Rate(0))
    }

    /// The days with data on which a rate differs from `other`: whoever is in scope on one of them may have another score. `None` when
    /// equal. All days when the observed time begins on another day.
    pub fn changed_days(&self, other: &Self) -> Option<RangeInclusive<Day>> {
        let (first, end) = (
            self.observed_from.min(other.observed_from),
            self.end.max(other.end),
        );
        if self.observed_from != other.observed_from {
            return Some(first..=end);
        }
        let differs = |day: &Day| {
            self.defaults
                .keys()
                .any(|&code| self.rate(code, *day) != other.rate(code, *day))
        };
        let mut days = (first.0..end.0).map(Day);
        let from = days.find(differs)?;
        let until = days.rfind(differs).unwrap_or(from);
        Some(from..=until)
    }
}

/// Prefix sums of the number of persons known: entry n is the person-days before day n.
fn person_days(mut known: u64, new_persons: &[u64], days: usize) -> Vec<u64> {
    let mut sum = 0u64;
    let mut sums = vec![0];
    for at in 0..days {
        known = known.saturating_add(new_persons.get(at).copied().unwrap_or(0));
        sum = sum.saturating_add(known);
        sums.push(sum);
    }
    sums
}

fn prefix_sums(counts: Option<&BTreeMap<usize, u64>>, days: usize) -> Vec<u64> {
    let mut sum = 0u64;
    let mut sums = vec![0];
    for at in 0..days {
        sum = sum.saturating_add(
            counts
                .and_then(|counts| counts.get(&at))
                .copied()
                .unwrap_or(0),
        );
        sums.push(sum);
    }
    sums
}

fn difference(sums: &[u64], first: Day, span: Span) -> u64 {
    let at = |day: Day| {
        usize::try_from(day.since(first))
            .ok()
            .and_then(|at| sums.get(at))
            .copied()
            .unwrap_or(0)
    };
    at(span.until).saturating_sub(at(span.from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOWNLOADS: IndicatorCode = IndicatorCode(10);

    fn baselines(per_day: u64, persons: u64) -> Baselines {
        let content = Content::builtin().unwrap();
        let totals = (0..60).map(|day| (Day(20_000 + day), DOWNLOADS, per_day));
        Baselines::new(&content, Day(20_000), &[persons], totals)
    }

    #[test]
    fn rates_follow_the_totals() {
        let rate = baselines(2000, 1000).rate(DOWNLOADS, Day(20_050)).per_day();
        assert!((1.8..2.2).contains(&rate), "{rate}");
    }

    #[test]
    fn without_history_the_published_default_holds() {
        let content = Content::builtin().unwrap();
        let low = f64::from(content.by_code(DOWNLOADS).unwrap().thresholds.low());
        let default = low * f64::from(content.scoring().usual.default_percent_of_low) / 100.0;
        let rate = baselines(2000, 1000).rate(DOWNLOADS, Day(20_000)).per_day();
        assert!((rate / default - 1.0).abs() < 0.1, "{rate} {default}");
        assert_eq!(
            baselines(1, 1).rate(DOWNLOADS, Day(1)),
            baselines(1, 1).rate(DOWNLOADS, Day(20_000))
        );
    }

    #[test]
    fn small_changes_do_not_ripple() {
        let (one, other) = (baselines(2000, 1000), baselines(2001, 1000));
        assert_eq!(one.changed_days(&one), None);
        let changed = one
            .changed_days(&other)
            .map_or(0, |days| days.end().since(*days.start()) + 1);
        assert!(changed <= 2, "{changed}");
        let big = one.changed_days(&baselines(9000, 1000)).unwrap();
        assert!(
            big.start().since(Day(20_000)) <= 3 && big.end().since(Day(20_000)) >= 59,
            "{big:?}"
        );
    }

    #[test]
    fn the_guard_grows_with_what_is_known() {
        let content = Content::builtin().unwrap();
        let usual = &content.scoring().usual;
        let before = |since, day| {
            let span = days_before(usual, Day(since), Day(day));
            (span.from.0, span.until.0)
        };
        assert_eq!(before(0, 0), (0, 0));
        assert_eq!(before(0, 1), (0, 1));
        assert_eq!(before(0, 6), (0, 3));
        assert_eq!(before(0, 100), (63, 93));
        assert_eq!(before(50, 20), (20, 20));
    }

    #[test]
    fn facts_from_long_ago_do_not_stretch_what_was_observed() {
        let content = Content::builtin().unwrap();
        let resigned = content.indicator("hr.resigned").unwrap().code;
        let activity = (0..60).map(|day| (Day(20_000 + day), DOWNLOADS, 2000));
        let mut long = vec![0; 13_000];
        long[0] = 400;
        long[12_700] = 600;
        let stretched = Baselines::new(
            &content,
            Day(7_300),
            &long,
            activity
                .clone()
                .chain([(Day(7_300), resigned, 400), (Day(30_000), resigned, 1)]),
        );
        assert_eq!(stretched, baselines(2000, 1000));
        assert_eq!(
            (stretched.observed_from(), stretched.fingerprint()),
            (Day(20_000), baselines(2000, 1000).fingerprint())
        );
        assert_ne!(stretched.fingerprint(), baselines(9000, 1000).fingerprint());
    }

    #[test]
    fn totals_add_up_in_any_order() {
        let content = Content::builtin().unwrap();
        let mut totals: Vec<_> = (0..40)
            .map(|day| (Day(day % 10), DOWNLOADS, 3 * day as u64))
            .collect();
        let forward = Baselines::new(&content, Day(0), &[5, 1], totals.clone());
        totals.reverse();
        assert_eq!(forward, Baselines::new(&content, Day(0), &[5, 1], totals));
    }
}
