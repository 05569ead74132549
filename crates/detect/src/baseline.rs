//! Baselines: what everybody in the organisation does in a day, by indicator and day.
//!
//! Promises: a pure function of the totals, not of the order in which they arrived. Rates lie on a grid of quarters of a binary order
//! of magnitude, so that a late activity seldom changes anybody else's score.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use ombud_model::{Day, IndicatorCode};

use crate::content::{Content, Usual};

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
    Span { from: since.max(end.plus(-(usual.window_days as i32))).min(end), until: end }
}

/// The days after `day` that stand in for the `missing` days before it, for somebody last seen on `last`.
pub(crate) fn days_after(usual: &Usual, last: Day, day: Day, missing: u32) -> Span {
    let from = day.plus(1 + guard(usual, last.since(day)));
    Span { from, until: from.plus(missing as i32).min(last.plus(1)).max(from) }
}

/// Days left out next to the day that is judged, where so many days are known on that side.
fn guard(usual: &Usual, known: i32) -> i32 {
    (usual.guard_days as i32).min(known.max(0) / (usual.guard_share as i32).max(1))
}

/// Rates by indicator and day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baselines {
    first: Day0,
    /// From the first day on, by code; the last rate holds for all later days.
    rates: BTreeMap<IndicatorCode, Vec<Rate>>,
    defaults: BTreeMap<IndicatorCode, Rate>,
}

/// A day with a default, for an organisation without history.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Day0(Day);

impl Default for Day0 {
    fn default() -> Self {
        Self(Day(0))
    }
}

/// More days than any history has; beyond it input is taken for damaged and ignored.
const MOST_DAYS: usize = 200_000;

impl Baselines {
    /// `new_persons` counts, from `first` on, the persons whose first activity was on that day; `totals` are occurrences by day and
    /// indicator over all persons, in any order (several of the same day and indicator add up).
    pub fn new(
        content: &Content,
        first: Day,
        new_persons: &[u64],
        totals: impl IntoIterator<Item = (Day, IndicatorCode, u64)>,
    ) -> Self {
        let scoring = content.scoring();
        let default_rate = |low: u32| f64::from(low) * f64::from(scoring.usual.default_percent_of_low) / 100.0;
        let defaults =
            content.indicators().iter().map(|one| (one.code, default_rate(one.thresholds.low()))).collect::<BTreeMap<_, _>>();
        let mut counts: BTreeMap<IndicatorCode, BTreeMap<usize, u64>> = BTreeMap::new();
        let mut last = new_persons.len().min(MOST_DAYS);
        for (day, indicator, count) in totals {
            let at = usize::try_from(day.since(first)).ok().filter(|&at| at < MOST_DAYS);
            if let (Some(at), true) = (at, defaults.contains_key(&indicator)) {
                let sum = counts.entry(indicator).or_default().entry(at).or_default();
                *sum = sum.saturating_add(count);
                last = last.max(at + 1);
            }
        }
        // After the window has passed the last day with data, nothing changes any more except that the window empties.
        let days = last + (scoring.usual.window_days + scoring.usual.guard_days) as usize + 2;
        let exposure = person_days(new_persons, days);
        let rates = defaults.iter().map(|(&code, &default)| {
            let sums = prefix_sums(counts.get(&code), days);
            let rate = |at: usize| {
                let day = first.plus(at as i32);
                let span = days_before(&scoring.usual, first, day);
                let between = |sums: &[u64]| difference(sums, first, span);
                let weight = f64::from(scoring.usual.default_person_days);
                Rate::new((between(&sums) as f64 + default * weight) / (between(&exposure) as f64 + weight))
            };
            (code, (0..days).map(rate).collect())
        });
        let rates = rates.collect();
        Self { first: Day0(first), rates, defaults: defaults.into_iter().map(|(code, rate)| (code, Rate::new(rate))).collect() }
    }

    /// The organisation's daily rate per person of an indicator, as known on `day`.
    pub fn rate(&self, indicator: IndicatorCode, day: Day) -> Rate {
        let known = usize::try_from(day.since(self.first.0)).ok().and_then(|at| {
            let rates = self.rates.get(&indicator)?;
            rates.get(at).or(rates.last())
        });
        known.or(self.defaults.get(&indicator)).copied().unwrap_or(Rate(0))
    }

    /// The days on which a rate differs from `other`: whoever is in scope on one of them may have another score. `None` when equal.
    pub fn changed_days(&self, other: &Self) -> Option<RangeInclusive<Day>> {
        let first = self.first.0.min(other.first.0);
        let end =
            [self, other].into_iter().filter_map(|one| Some(one.first.0.plus(one.rates.values().next()?.len() as i32))).max()?;
        let differs = |day: &Day| self.defaults.keys().any(|&code| self.rate(code, *day) != other.rate(code, *day));
        let mut days = (first.0..=end.0).map(Day);
        let from = days.find(differs)?;
        let until = days.rfind(differs).unwrap_or(from);
        Some(from..=until)
    }
}

/// Prefix sums of the number of persons known: entry n is the person-days before day n.
fn person_days(new_persons: &[u64], days: usize) -> Vec<u64> {
    let (mut known, mut sum) = (0u64, 0u64);
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
        sum = sum.saturating_add(counts.and_then(|counts| counts.get(&at)).copied().unwrap_or(0));
        sums.push(sum);
    }
    sums
}

fn difference(sums: &[u64], first: Day, span: Span) -> u64 {
    let at = |day: Day| usize::try_from(day.since(first)).ok().and_then(|at| sums.get(at)).copied().unwrap_or(0);
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
        let unknown = Baselines::default().rate(DOWNLOADS, Day(20_050));
        assert_eq!(unknown, Rate(0));
    }

    #[test]
    fn without_history_the_published_default_holds() {
        let content = Content::builtin().unwrap();
        let low = f64::from(content.by_code(DOWNLOADS).unwrap().thresholds.low());
        let default = low * f64::from(content.scoring().usual.default_percent_of_low) / 100.0;
        let rate = baselines(2000, 1000).rate(DOWNLOADS, Day(20_000)).per_day();
        assert!((rate / default - 1.0).abs() < 0.1, "{rate} {default}");
        assert_eq!(baselines(1, 1).rate(DOWNLOADS, Day(1)), baselines(1, 1).rate(DOWNLOADS, Day(20_000)));
    }

    #[test]
    fn small_changes_do_not_ripple() {
        let (one, other) = (baselines(2000, 1000), baselines(2001, 1000));
        assert_eq!(one.changed_days(&one), None);
        let changed = one.changed_days(&other).map_or(0, |days| days.end().since(*days.start()) + 1);
        assert!(changed <= 2, "{changed}");
        let big = one.changed_days(&baselines(9000, 1000)).unwrap();
        assert!(big.start().since(Day(20_000)) <= 3 && big.end().since(Day(20_000)) >= 90, "{big:?}");
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
        let after = |last, day, missing| {
            let span = days_after(usual, Day(last), Day(day), missing);
            (span.from.0, span.until.0)
        };
        assert_eq!(after(100, 0, 30), (8, 38));
        assert_eq!(after(20, 0, 30), (8, 21));
        assert_eq!(after(0, 0, 30), (1, 1));
        assert_eq!(after(100, 0, 0), (8, 8));
    }

    #[test]
    fn totals_add_up_in_any_order() {
        let content = Content::builtin().unwrap();
        let mut totals: Vec<_> = (0..40).map(|day| (Day(day % 10), DOWNLOADS, 3 * day as u64)).collect();
        let forward = Baselines::new(&content, Day(0), &[5, 1], totals.clone());
        totals.reverse();
        assert_eq!(forward, Baselines::new(&content, Day(0), &[5, 1], totals));
    }
}
