//! Habit: what a person did in the days before a day, counted over the days on which the person was present.
//!
//! Promises: earlier days only, so what comes later never changes what was unusual. Hours, days of the week and ends of months are learnt
//! from the same days, so the time zone of a person need not be known.

use std::borrow::Cow;

use ombud_model::Day;
use ombud_model::insight::{Facets, Insight};

use crate::baseline::{Span, days_before, guard};
use crate::content::Usual;
use crate::score::BIT;
use crate::surprise::{History, Past, PerShape, Shapes, trust};

/// A day on which the person was there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Present {
    day: Day,
    /// A bit for each hour, UTC; none where an automatic client alone did something.
    hours: u32,
}

/// The days from which a habit is learnt.
#[derive(Clone)]
pub(crate) struct Known {
    /// The first day on which the person was observed.
    since: Day,
    /// The first day on which anybody was observed.
    observed_from: Day,
    usual: Usual,
    /// Days on which the person was present, ascending; `None` where nobody has recorded them: every day counts then.
    present: Option<Vec<Present>>,
    /// Those of them at the end of a month.
    month_ends: Vec<Day>,
    /// Whether hours, days of the week and ends of months are compared.
    has_hours: bool,
}

/// The days before one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    span: Span,
    days: u32,
    /// Days on which the organisation was observed before.
    observed: u32,
    /// Where they lie among the days of being present.
    places: std::ops::Range<usize>,
    /// Earlier days of being present at the end of a month, where the day is such a day and enough of them are known.
    pub(crate) month_end: Option<Vec<Day>>,
    /// The day is at the end of a month, and too few earlier ones are known.
    pub(crate) new_month_end: bool,
}

/// How unusual a time is, in parts of [`BIT`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct OddTime {
    pub(crate) hours: u32,
    pub(crate) day_of_week: u32,
}

impl Window {
    /// The day after the last one that teaches what is usual: from here on the guard leaves days out.
    pub(super) fn until(&self) -> Day {
        self.span.until
    }
}

impl OddTime {
    pub(crate) fn most(self) -> u32 {
        self.hours.max(self.day_of_week)
    }
}

impl Known {
    /// `present` are insights of presence, ascending; none where presence is not recorded.
    pub(crate) fn new<'i>(
        since: Day,
        observed_from: Day,
        present: impl Iterator<Item = &'i Insight>,
        usual: Usual,
    ) -> Self {
        let present: Vec<Present> = present
            .map(|insight| Present {
                day: insight.day,
                hours: insight.hours(),
            })
            .collect();
        let mut known = Self {
            since,
            observed_from,
            usual,
            month_ends: Vec::new(),
            has_hours: true,
            present: (!present.is_empty()).then_some(present),
        };
        known.find_month_ends();
        known
    }

    /// No time is unusual, and ends of months are days like others.
    pub(super) fn without_hours(mut self) -> Self {
        self.has_hours = false;
        self.month_ends.clear();
        self
    }

    fn find_month_ends(&mut self) {
        let present = self.present.iter().flatten().map(|one| one.day);
        self.month_ends = present
            .filter(|&day| self.has_hours && is_month_end(day, &self.usual))
            .collect();
    }

    pub(super) fn has_presence(&self) -> bool {
        self.present.is_some()
    }

    /// With the days of a series, of which some may have been made by an automatic client.
    pub(super) fn with(&self, series: &[&Insight]) -> Cow<'_, Self> {
        let Some(present) = &self.present else {
            return Cow::Borrowed(self);
        };
        let is_missing = |one: &&&Insight| {
            present
                .binary_search_by_key(&one.day, |one| one.day)
                .is_err()
        };
        let missing: Vec<Present> = series
            .iter()
            .filter(is_missing)
            .map(|one| Present {
                day: one.day,
                hours: 0,
            })
            .collect();
        if missing.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut days = [present.as_slice(), &missing].concat();
        days.sort_unstable_by_key(|one| one.day);
        let mut known = Self {
            present: Some(days),
            month_ends: Vec::new(),
            ..self.clone()
        };
        known.find_month_ends();
        Cow::Owned(known)
    }

    /// The last known days before `day`, behind the guard.
    pub(crate) fn before(&self, day: Day) -> Window {
        let usual = &self.usual;
        let observed = u32::try_from(day.since(self.observed_from)).unwrap_or(0);
        let Some(present) = self.present.as_deref() else {
            let span = days_before(usual, self.since, day);
            return Window {
                span,
                days: span.days(),
                observed,
                places: 0..0,
                month_end: None,
                new_month_end: false,
            };
        };
        let end = day.plus(-guard(usual, day.since(self.since)));
        let earliest = end.plus(-(usual.within_days as i32));
        let until = present.partition_point(|one| one.day < end);
        let from = present
            .partition_point(|one| one.day < earliest)
            .max(until.saturating_sub(usual.window_days as usize))
            .min(until);
        let first = present.get(from).map_or(end, |one| one.day).min(end);
        let month_end = self.month_ends_before(day, end);
        Window {
            span: Span {
                from: first,
                until: end,
            },
            days: u32::try_from(until - from).unwrap_or(u32::MAX),
            observed,
            places: from..until,
            new_month_end: self.has_hours && is_month_end(day, usual) && month_end.is_none(),
            month_end,
        }
    }

    fn month_ends_before(&self, day: Day, end: Day) -> Option<Vec<Day>> {
        if self.month_ends.is_empty() || !is_month_end(day, &self.usual) {
            return None;
        }
        let earliest = end.plus(-(self.usual.month_ends_within_days as i32));
        let place = |limit: Day| self.month_ends.partition_point(|&one| one < limit);
        let days = self.month_ends.get(place(earliest)..place(end))?;
        // Days further apart than the end of one month is long belong to different months.
        let apart = |one: &Day, next: &Day| next.since(*one) <= self.usual.month_end_days as i32;
        let months = days.chunk_by(apart).count();
        (months >= self.usual.month_ends as usize).then(|| days.to_vec())
    }

    /// How unusual the hours and the day of the week of an insight are, whatever was done. Where nobody has recorded presence, nobody
    /// knows: 0.
    pub(crate) fn odd_time(&self, insight: &Insight, window: &Window) -> OddTime {
        let Some(present) = self.present.as_deref().filter(|_| self.has_hours) else {
            return OddTime::default();
        };
        let days = present.get(window.places.clone()).unwrap_or_default();
        let trust = trust(window.days, window.observed, &self.usual);
        let counted = |bits: f64| libm::round(bits * trust * f64::from(BIT)) as u32;
        OddTime {
            hours: counted(odd_hours(insight, days)),
            day_of_week: counted(odd_day_of_week(insight.day, window, days)),
        }
    }
}

/// Bits, by how often the person was there in an hour of the insight or beside it.
fn odd_hours(insight: &Insight, days: &[Present]) -> f64 {
    let around = insight.first.hour() + 23..=insight.last.hour() + 25;
    let hours = around.fold(0u32, |hours, hour| hours | 1 << (hour % 24));
    let known = days.iter().filter(|one| one.hours != 0);
    let there = known.clone().filter(|one| one.hours & hours != 0).count();
    seldom(known.count(), there)
}

/// Bits, by how often the person was there on that day of the week.
fn odd_day_of_week(day: Day, window: &Window, days: &[Present]) -> f64 {
    let weeks = window.span.days() as usize / 7;
    let there = days.iter().filter(|one| one.day.of_week() == day.of_week());
    seldom(weeks, there.count().min(weeks))
}

/// By the rule of succession: how surprising it is what happened `times` of `of` times.
fn seldom(of: usize, times: usize) -> f64 {
    libm::log2((of as f64 + 1.0) / (times as f64 + 1.0))
}

fn is_month_end(day: Day, usual: &Usual) -> bool {
    day.left_in_month()
        .is_some_and(|left| left < usual.month_end_days)
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
        let days = series.iter().map(|one| (one.day, of(&one.facets)));
        Self::of_days(days.filter(|&(_, count)| count > 0).collect(), shapes)
    }

    /// `days` are ascending, none with a count of 0.
    pub(super) fn of_days(days: Vec<(Day, u64)>, shapes: &'a Shapes) -> Self {
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

    /// Days with a count from one day on, until before another.
    pub(super) fn between(&self, from: Day, until: Day) -> &[(Day, u64)] {
        let place = |limit: Day| self.days.partition_point(|&(day, _)| day < limit);
        self.days.get(place(from)..place(until)).unwrap_or_default()
    }

    /// What is known of the days of the window when `count` is judged.
    pub(crate) fn past(&self, window: &Window, count: u64) -> Past {
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

    /// The same of some days alone.
    pub(super) fn on(&self, days: &[Day], window: &Window, count: u64) -> Past {
        let mut past = Past {
            observed: window.observed,
            ..Past::default()
        };
        past.history.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
        for day in days {
            let at = self.days.binary_search_by_key(day, |&(day, _)| day);
            let had = at
                .ok()
                .and_then(|at| self.days.get(at))
                .map_or(0, |&(_, had)| had);
            past.history.count = past.history.count.saturating_add(had);
            past.as_many += u32::from(had >= count);
            if had > 0 {
                for (all, more) in past.terms.iter_mut().zip(self.shapes.term(had)) {
                    *all += more;
                }
            }
        }
        past
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    fn known(usual: Usual, since: i32, days: &[Insight]) -> Known {
        Known::new(Day(since), Day(-20), days.iter(), usual)
    }

    fn there(day: i32, hours: std::ops::Range<u32>) -> Insight {
        let mut present = Insight::of_presence(Day(day));
        present.add_hours(hours.fold(0, |hours, hour| hours | 1 << hour));
        present
    }

    #[test]
    fn present_days_alone_are_counted_and_later_ones_never() {
        let content = Content::builtin().unwrap();
        let usual = content.scoring().usual;
        let every_second: Vec<Insight> = (0..60).map(|at| there(2 * at, 8..16)).collect();
        let all = known(usual, 0, &every_second);
        let before = all.before(Day(107));
        assert_eq!((before.span.from, before.span.until), (Day(40), Day(100)));
        assert_eq!((before.days, before.observed), (30, 127));
        // Behind a long absence only what lies near enough counts.
        assert_eq!(all.before(Day(180)).days, 18);
        assert_eq!(all.before(Day(0)).days, 0);
        let until_then = known(usual, 0, &every_second[..40]);
        assert_eq!(until_then.before(Day(70)), all.before(Day(70)));
        let unknown = known(usual, 0, &[]).before(Day(107));
        assert_eq!(unknown.days, usual.window_days);
    }

    /// Days of something done between two hours.
    fn done(day: i32, from: u32, until: u32) -> Insight {
        let at = |hour: u32| {
            let ms = Day(day).start_millis() + i64::from(hour) * 3_600_000;
            ombud_model::Timestamp::from_millis(ms).unwrap()
        };
        Insight {
            indicator: ombud_model::IndicatorCode(30),
            first: at(from),
            last: at(until),
            ..Insight::of_presence(Day(day))
        }
    }

    #[test]
    fn hours_and_days_of_the_week_surprise_by_how_seldom_the_person_was_there() {
        let content = Content::builtin().unwrap();
        let usual = content.scoring().usual;
        // Day 20,003 is a Monday: at work from Monday to Friday, by day; every fifth day until late.
        let monday = 20_003;
        let office: Vec<Insight> = (0..84)
            .filter(|day| day % 7 < 5)
            .map(|day| there(monday + day, 8..if day % 5 == 0 { 22 } else { 17 }))
            .collect();
        let known = known(usual, monday, &office);
        let bits = |insight: Insight| {
            let window = known.before(insight.day);
            f64::from(known.odd_time(&insight, &window).most()) / f64::from(BIT)
        };
        let (tuesday, saturday) = (monday + 85, monday + 89);
        assert!(bits(done(tuesday, 9, 11)) < 0.1);
        assert!(bits(done(tuesday, 15, 23)) < 0.1, "it began at usual hours");
        let late = bits(done(tuesday, 20, 21));
        assert!((1.5..2.5).contains(&late), "{late}");
        let night = bits(done(tuesday, 2, 4));
        assert!((4.0..5.0).contains(&night), "{night}");
        let weekend = bits(done(saturday, 9, 11));
        assert!((2.0..3.0).contains(&weekend), "{weekend}");
    }

    #[test]
    fn where_no_presence_is_recorded_no_time_is_unusual() {
        let content = Content::builtin().unwrap();
        let known = known(content.scoring().usual, 20_000, &[]);
        let night = done(20_089, 2, 4);
        assert_eq!(known.odd_time(&night, &known.before(night.day)).most(), 0);
    }

    #[test]
    fn the_end_of_a_month_is_compared_with_earlier_ones_once_enough_are_known() {
        let content = Content::builtin().unwrap();
        let usual = content.scoring().usual;
        // 2025-01-01 and the 150 days after it.
        let first = Day(20_089);
        let days: Vec<Insight> = (0..150)
            .map(|day| there(first.plus(day).0, 8..16))
            .collect();
        let known = known(usual, first.0, &days);
        let ends = |day: i32| known.before(first.plus(day)).month_end;
        assert_eq!(ends(30), None, "31 January is the first one");
        assert_eq!(ends(58), None, "28 February knows of one month");
        let march = ends(89).unwrap();
        let wanted = [28, 29, 30, 56, 57, 58].map(|day| first.plus(day));
        assert_eq!(march, wanted);
        assert_eq!(ends(80), None, "22 March is no end");
    }
}
