//! How unusual a day of one indicator is for one person: its count, its distinct content, its facets, its bytes and its time.
//!
//! Promises: more of anything on the same day is never less unusual.

use std::borrow::Cow;

use ombud_model::insight::{Facets, Insight};

use super::habit::{Counts, Known, OddTime, Window};
use super::unallowed::{Lately, Unallowed};
use crate::baseline::Baselines;
use crate::content::{Content, Family, Indicator};
use crate::score::Surprises;
use crate::surprise::{History, Shapes, either, surprise, together};

/// What a person did of one indicator, ready to judge a day.
pub(super) struct Habit<'a, 'k> {
    content: &'a Content,
    indicator: &'a Indicator,
    known: Cow<'k, Known>,
    total: Counts<'a>,
    /// Distinct content, as far as it is counted exactly.
    contents: Counts<'a>,
    sensitive: Counts<'a>,
    priority: Counts<'a>,
    unallowed: Counts<'a>,
    bytes: Counts<'a>,
}

/// What the person did before, what everybody does, and how far an insight is from both.
pub(crate) struct Judgement {
    pub(crate) history: History,
    pub(crate) peers: f64,
    pub(crate) surprises: Surprises,
    pub(super) odd_time: bool,
    /// The amount of distinct content is more unusual than how often something was done.
    pub(super) distinct: bool,
    /// Days on which anything went to an unallowed domain, where these days together are what is unusual.
    pub(super) unallowed_days: Option<u32>,
}

impl<'a, 'k> Habit<'a, 'k> {
    pub(super) fn new(
        content: &'a Content,
        indicator: &'a Indicator,
        known: &'k Known,
        series: &[&Insight],
    ) -> Self {
        let (shapes, bytes) = (content.shapes(), content.scoring().bytes);
        let counts = |of: &dyn Fn(&Facets) -> u64| Counts::new(series, of, shapes);
        Self {
            content,
            indicator,
            known: known.with(series),
            total: counts(&|facets| facets.total),
            contents: distinct(series, shapes),
            sensitive: counts(&|facets| facets.sensitive),
            priority: counts(&|facets| facets.priority),
            unallowed: counts(&|facets| facets.unallowed),
            bytes: counts(&|facets| bytes.doublings(leaving(indicator, facets))),
        }
    }

    /// A part with a facet is as unusual as the whole, or more where the facet itself is.
    pub(super) fn judge(
        &self,
        insight: &Insight,
        sent: &Unallowed<'_>,
        baselines: &Baselines,
    ) -> Judgement {
        let scoring = self.content.scoring();
        let window = self.known.before(insight.day);
        let mut peers = baselines.rate(insight.indicator, insight.day).per_day();
        if self.known.has_presence() {
            peers = peers * 100.0 / f64::from(scoring.usual.present_percent);
        }
        let (history, counted) = self.of(&self.total, insight.facets.total, &window, peers);
        let time = self.known.odd_time(insight, &window);
        let odd = time.most();
        let joined = together(counted, odd);
        let done = self.at_new_month_end(
            counted.max(joined),
            (&self.total, insight.facets.total),
            (&window, time.hours),
            peers,
        );
        let distinct = self.distinct(insight, (&window, time), peers);
        let total = done.max(distinct);
        let rate = |percent: u32| peers * f64::from(percent) / 100.0;
        let alone = |counts: &Counts<'_>, count: u64, percent: u32| match count {
            0 => 0,
            count => self.of(counts, count, &window, rate(percent)).1,
        };
        // Being busy says why there is more of it, but not why it goes to an unallowed domain, or why one file is large.
        let part = |counts: &Counts<'_>, count: u64, percent: u32| {
            let bits = alone(counts, count, percent);
            self.at_new_month_end(bits, (counts, count), (&window, 0), rate(percent))
                .max(total)
        };
        let (facets, share) = (insight.facets, scoring.facet_share);
        let doublings = scoring.bytes.doublings(leaving(self.indicator, &facets));
        let bytes = alone(&self.bytes, doublings, scoring.bytes.share_percent);
        let sensitive = telling_sensitive(self.indicator, &facets);
        let unallowed = alone(&self.unallowed, facets.unallowed, share.unallowed_percent);
        let lately = match facets.unallowed {
            0 => Lately::default(),
            _ => sent.lately(insight.day, &window, baselines),
        };
        let surprises = Surprises {
            total,
            sensitive: part(&self.sensitive, sensitive, share.sensitive_percent),
            priority: part(&self.priority, facets.priority, share.priority_percent),
            unallowed: unallowed.max(lately.bits).max(total),
            bytes: bytes.max(together(bytes, odd)),
        };
        Judgement {
            history,
            peers,
            surprises,
            odd_time: joined > counted && total > counted,
            distinct: distinct > done,
            unallowed_days: (lately.bits > unallowed.max(total)).then_some(lately.days),
        }
    }

    /// Whoever takes the same number as ever, but each time something else, collects. More distinct content than is counted exactly counts as
    /// so much. Nobody is taken to have less of it than they do things: what everybody does is the norm of newcomers here, too.
    fn distinct(&self, insight: &Insight, (window, time): (&Window, OddTime), peers: f64) -> u32 {
        let count = insight.objects.at_most_k();
        if count == 0 {
            return 0;
        }
        let bits = self.of(&self.contents, count, window, peers).1;
        let joined = bits.max(together(bits, time.most()));
        self.at_new_month_end(joined, (&self.contents, count), (window, time.hours), peers)
    }

    fn of(&self, counts: &Counts<'_>, count: u64, window: &Window, rate: f64) -> (History, u32) {
        let (usual, shapes) = (&self.content.scoring().usual, self.content.shapes());
        let past = counts.past(window, count);
        let bits = surprise(count, &past, rate, usual, shapes);
        let at_month_end = window.month_end.as_ref().filter(|_| bits > 0);
        let least = at_month_end.map_or(bits, |days| {
            let past = counts.on(days, window, count);
            bits.min(surprise(count, &past, rate, usual, shapes))
        });
        (past.history, least)
    }

    /// At the first ends of months nobody knows whether the person is one of those who are busy then, on any day of the week. `hours` are
    /// as unusual for them.
    fn at_new_month_end(
        &self,
        bits: u32,
        (counts, count): (&Counts<'_>, u64),
        (window, hours): (&Window, u32),
        rate: f64,
    ) -> u32 {
        let (usual, shapes) = (&self.content.scoring().usual, self.content.shapes());
        if bits == 0 || !window.new_month_end {
            return bits;
        }
        let count = count.div_ceil(u64::from(usual.month_end_times));
        let past = counts.past(window, count);
        let explained = surprise(count, &past, rate, usual, shapes);
        let explained = explained.max(together(explained, hours));
        either(bits, explained, usual.month_end_people_percent)
    }
}

/// Distinct content by day.
fn distinct<'a>(series: &[&Insight], shapes: &'a Shapes) -> Counts<'a> {
    let days = series.iter().map(|one| (one.day, one.objects.at_most_k()));
    Counts::of_days(days.filter(|&(_, count)| count > 0).collect(), shapes)
}

/// How many are about sensitive information, where that says more than the indicator itself.
pub(super) const fn telling_sensitive(indicator: &Indicator, facets: &Facets) -> u64 {
    match indicator.always_sensitive {
        true => 0,
        false => facets.sensitive,
    }
}

/// Bytes that leave.
pub(super) fn leaving(indicator: &Indicator, facets: &Facets) -> u64 {
    match indicator.family {
        Family::Exfiltration => facets.bytes,
        _ => 0,
    }
}
