//! Habit: what a person did in the days before a day, counted over the days on which the person was present.
//!
//! Promises: earlier days only, so what comes later never changes what was unusual.

use std::borrow::Cow;

use ombud_model::Day;
use ombud_model::insight::{Facets, Insight};

use crate::baseline::{Span, days_before, guard};
use crate::content::Usual;
use crate::surprise::{History, Past, PerShape, Shapes};

/// The days from which a habit is learnt.
pub(crate) struct Known<'a> {
    /// The first day on which the person was observed.
    since: Day,
    /// The first day on which anybody was observed.
    observed_from: Day,
    /// Days on which the person was present; `None` where nobody has recorded them: every day counts then.
    present: Option<Cow<'a, [Day]>>,
}

/// The days before one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    span: Span,
    days: u32,
    /// Days on which the organisation was observed before.
    observed: u32,
}

impl<'a> Known<'a> {
    /// `present` is ascending; empty where presence is not recorded.
    pub(crate) fn new(since: Day, observed_from: Day, present: &'a [Day]) -> Self {
        let present = (!present.is_empty()).then_some(Cow::Borrowed(present));
        Self {
            since,
            observed_from,
            present,
        }
    }

    pub(crate) fn has_presence(&self) -> bool {
        self.present.is_some()
    }

    /// With the days of a series, of which some may have been made by an automatic client.
    pub(crate) fn with(&'a self, series: &[&Insight]) -> Self {
        let present = self.present.as_deref().map(|present| {
            let is_missing = |one: &&&Insight| present.binary_search(&one.day).is_err();
            let missing: Vec<Day> = series
                .iter()
                .filter(is_missing)
                .map(|one| one.day)
                .collect();
            if missing.is_empty() {
                return Cow::Borrowed(present);
            }
            let mut days = [present, &missing].concat();
            days.sort_unstable();
            Cow::Owned(days)
        });
        Self {
            since: self.since,
            observed_from: self.observed_from,
            present,
        }
    }

    /// The last known days before `day`, behind the guard.
    pub(crate) fn before(&self, day: Day, usual: &Usual) -> Window {
        let observed = u32::try_from(day.since(self.observed_from)).unwrap_or(0);
        let Some(present) = self.present.as_deref() else {
            let span = days_before(usual, self.since, day);
            return Window {
                span,
                days: span.days(),
                observed,
            };
        };
        let end = day.plus(-guard(usual, day.since(self.since)));
        let earliest = end.plus(-(usual.within_days as i32));
        let until = present.partition_point(|&one| one < end);
        let from = present
            .partition_point(|&one| one < earliest)
            .max(until.saturating_sub(usual.window_days as usize))
            .min(until);
        let first = present.get(from).copied().unwrap_or(end).min(end);
        Window {
            span: Span {
                from: first,
                until: end,
            },
            days: u32::try_from(until - from).unwrap_or(u32::MAX),
            observed,
        }
    }
}

/// One count of one indicator by day, those of 0 left out.
pub(crate) struct Counts<'a> {
    days: Vec<(Day, u64)>,
    /// Sums before each place.
    sums: Vec<u64>,
    terms: Vec<PerShape>,
    shapes: &'a Shapes,
}

impl<'a> Counts<'a> {
    pub(crate) fn new(
        series: &[&Insight],
        of: impl Fn(&Facets) -> u64,
        shapes: &'a Shapes,
    ) -> Self {
        let days: Vec<(Day, u64)> = series
            .iter()
            .map(|one| (one.day, of(&one.facets)))
            .filter(|&(_, count)| count > 0)
            .collect();
        let (mut sum, mut terms) = (0u64, PerShape::default());
        let mut counts = Self {
            sums: Vec::with_capacity(days.len() + 1),
            terms: Vec::with_capacity(days.len() + 1),
            days,
            shapes,
        };
        counts.sums.push(sum);
        counts.terms.push(terms);
        for &(_, count) in &counts.days {
            sum = sum.saturating_add(count);
            for (all, more) in terms.iter_mut().zip(counts.shapes.term(count)) {
                *all += more;
            }
            counts.sums.push(sum);
            counts.terms.push(terms);
        }
        counts
    }

    /// What is known of the days of the window when `count` is judged.
    pub(crate) fn past(&self, window: Window, count: u64) -> Past {
        let place = |limit: Day| self.days.partition_point(|&(day, _)| day < limit);
        let (from, until) = (place(window.span.from), place(window.span.until));
        let sum = |at: usize| self.sums.get(at).copied().unwrap_or(0);
        let sums = |at: usize| self.terms.get(at).copied().unwrap_or_default();
        let mut terms = sums(until);
        for (all, before) in terms.iter_mut().zip(sums(from)) {
            *all -= before;
        }
        let inside = self.days.get(from..until).unwrap_or_default();
        let as_many = inside.iter().filter(|&&(_, had)| had >= count).count();
        Past {
            history: History {
                count: sum(until).saturating_sub(sum(from)),
                days: window.days,
            },
            observed: window.observed,
            as_many: u32::try_from(as_many).unwrap_or(u32::MAX),
            terms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    #[test]
    fn present_days_alone_are_counted_and_later_ones_never() {
        let content = Content::builtin().unwrap();
        let usual = &content.scoring().usual;
        let every_second: Vec<Day> = (0..60).map(|at| Day(2 * at)).collect();
        let known = Known::new(Day(0), Day(-20), &every_second);
        let before = known.before(Day(107), usual);
        assert_eq!((before.span.from, before.span.until), (Day(40), Day(100)));
        assert_eq!((before.days, before.observed), (30, 127));
        // Behind a long absence only what lies near enough counts.
        let away = known.before(Day(180), usual);
        assert_eq!(away.days, 18);
        assert_eq!(known.before(Day(0), usual).days, 0);
        let until_then = Known::new(Day(0), Day(-20), &every_second[..40]).before(Day(70), usual);
        assert_eq!(until_then, known.before(Day(70), usual));
        let unknown = Known::new(Day(0), Day(-20), &[]).before(Day(107), usual);
        assert_eq!(unknown.days, usual.window_days);
    }
}
