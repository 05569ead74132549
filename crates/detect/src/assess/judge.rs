//! Judging: what each insight in scope is worth, and what the score would be without some of them.
//!
//! Promises: what is said to be left without an insight is what assessing says without it: its day no longer teaches what is usual, the
//! scope is that of the other triggers, and the peak may lie on another day.

use std::borrow::Cow;

use ombud_model::insight::{Facets, Insight};
use ombud_model::review::SeenCount;
use ombud_model::{Day, IndicatorCode};
use rustc_hash::FxHashMap;

use super::habit::{Counts, Known, Window};
use super::{Scopes, acts, peak};
use crate::baseline::Baselines;
use crate::content::{Content, Family, Indicator, Part};
use crate::policy::{CompiledPolicy, CompiledRule};
use crate::score::{CountLevels, Decay, Evidence, Surprises, evidence};
use crate::surprise::{History, surprise, together};

/// What decides besides the insights.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) content: &'a Content,
    pub(crate) policy: &'a CompiledPolicy,
    pub(crate) first_day: Day,
    pub(crate) baselines: &'a Baselines,
}

/// An insight that the policy scores, with what it is worth on its own day.
#[derive(Clone, Debug)]
pub(crate) struct Scored<'a> {
    pub(crate) insight: &'a Insight,
    pub(crate) indicator: &'a Indicator,
    pub(crate) rule: &'a CompiledRule,
    /// What is counted: less than the insight has where another insight of the day counts the same acts.
    pub(crate) facets: Facets,
    pub(crate) evidence: Evidence,
    pub(crate) surprises: Surprises,
    pub(crate) history: History,
    /// What everybody does of it on a day of being present.
    pub(crate) peers: f64,
    /// It was done at hours or on a day of the week that are unusual for the person, and that counts.
    pub(crate) odd_time: bool,
}

impl Scored<'_> {
    /// The same with fewer acts to count.
    pub(super) fn counting(&mut self, facets: Facets, content: &Content) {
        self.facets = facets;
        self.evidence = worth(content, self.indicator, self.rule, &facets, self.surprises);
    }
}

/// All insights of one person, judged under one policy.
pub(crate) struct Judged<'a> {
    pub(crate) rules: Rules<'a>,
    insights: Vec<&'a Insight>,
    pub(crate) scopes: Scopes,
    pub(crate) decay: Decay,
    /// By indicator; each insight for itself.
    series: Vec<Vec<Scored<'a>>>,
    /// By day and indicator.
    pub(crate) scored: Vec<Scored<'a>>,
    /// The day on which the evidence weighs most.
    pub(crate) peak: Option<Day>,
    /// The evidence that stands on that day, in thousandths.
    pub(crate) evidence: u64,
}

impl<'a> Judged<'a> {
    /// `insights` are normalised. `None` when nothing triggers.
    pub(crate) fn of(rules: Rules<'a>, insights: Vec<&'a Insight>) -> Option<Self> {
        let scopes = Scopes::of(rules.content, rules.policy, &insights)?;
        let judge = Judge::new(rules, &insights, &scopes);
        let series: Vec<Vec<Scored<'a>>> = by_indicator(&insights, &|of| rules.policy.scores(of))
            .chunk_by(|one, next| one.indicator == next.indicator)
            .map(|series| judge.series(series))
            .collect();
        let scored = counted(rules.content, series.iter().flatten().cloned().collect());
        let decay = Decay::new(rules.content.scoring().half_life_days);
        let best = peak(&scored, &decay);
        Some(Self {
            rules,
            insights,
            scopes,
            decay,
            series,
            scored,
            peak: best.map(|(day, _)| day),
            evidence: best.map_or(0, |(_, evidence)| evidence),
        })
    }

    /// The evidence on the day on which it weighs most, of what is more than these counts.
    pub(crate) fn beyond(&self, seen: &[SeenCount]) -> u64 {
        let known: FxHashMap<(Day, IndicatorCode), u64> = seen
            .iter()
            .map(|one| ((one.day, one.indicator), one.count))
            .collect();
        let content = self.rules.content;
        let mut left: Vec<Scored<'_>> = self.series.iter().flatten().cloned().collect();
        for one in &mut left {
            let at = (one.insight.day, one.insight.indicator);
            if let Some(&known) = known.get(&at) {
                one.counting(left_of(&one.facets, known), content);
            }
        }
        left.retain(|one| one.facets.total > 0);
        peak(&counted(content, left), &self.decay).map_or(0, |(_, evidence)| evidence)
    }

    /// The evidence on the day on which it weighs most, assessed without all insights of an indicator that `removed` names.
    pub(crate) fn without(&self, removed: &dyn Fn(IndicatorCode, Day) -> bool) -> u64 {
        let is_left = |insight: &&&Insight| !removed(insight.indicator, insight.day);
        let left = || self.insights.iter().filter(is_left).copied();
        let scopes_change = self.insights.iter().any(|insight| {
            removed(insight.indicator, insight.day) && self.rules.policy.is_triggered_by(insight)
        });
        if scopes_change {
            return Self::of(self.rules, left().collect()).map_or(0, |judged| judged.evidence);
        }
        let judge = Judge::new(self.rules, &self.insights, &self.scopes);
        let scored = self.series.iter().flat_map(|series| {
            let is_touched = series
                .iter()
                .any(|one| removed(one.insight.indicator, one.insight.day));
            match (is_touched, series.first()) {
                (true, Some(first)) => {
                    let of = first.insight.indicator;
                    let rest: Vec<&Insight> = left().filter(|one| one.indicator == of).collect();
                    judge.series(&rest)
                }
                _ => series.clone(),
            }
        });
        let scored = counted(self.rules.content, scored.collect());
        peak(&scored, &self.decay).map_or(0, |(_, evidence)| evidence)
    }
}

/// What is left of counts when some of them are known already.
fn left_of(facets: &Facets, known: u64) -> Facets {
    let total = facets.total.saturating_sub(known);
    // Which of them had a facet is not known: they share it evenly.
    let share = |of: u64| match facets.total {
        0 => 0,
        all => (u128::from(of) * u128::from(total) / u128::from(all)) as u64,
    };
    Facets {
        total,
        sensitive: share(facets.sensitive),
        priority: share(facets.priority),
        unallowed: share(facets.unallowed),
        bytes: share(facets.bytes),
    }
}

/// Insights of the indicators that are wanted, by indicator and day.
fn by_indicator<'a>(
    insights: &[&'a Insight],
    is_wanted: &dyn Fn(IndicatorCode) -> bool,
) -> Vec<&'a Insight> {
    let wanted = insights.iter().copied();
    let mut wanted: Vec<&Insight> = wanted.filter(|one| is_wanted(one.indicator)).collect();
    wanted.sort_by_key(|insight| (insight.indicator, insight.day));
    wanted
}

/// How unusual each insight of the wanted indicators is, in parts of [`BIT`](crate::score::BIT), in scope or not, by indicator and day.
/// `insights` are all of the person's, normalised.
pub(crate) fn surprises<'a>(
    content: &Content,
    first_day: Day,
    insights: &'a [Insight],
    baselines: &Baselines,
    is_wanted: &dyn Fn(IndicatorCode) -> bool,
) -> Vec<(&'a Insight, u32)> {
    let all: Vec<&Insight> = insights.iter().collect();
    let known = known(content, first_day, &all, baselines);
    let wanted = by_indicator(&all, is_wanted);
    let series = wanted.chunk_by(|one, next| one.indicator == next.indicator);
    let judged = series.filter_map(|series| {
        let indicator = content.by_code(series.first()?.indicator)?;
        let habit = Habit::new(content, indicator, &known, series);
        let judge = |&one: &&'a Insight| (one, habit.judge(one, baselines).surprises.total);
        Some(series.iter().map(judge).collect::<Vec<_>>())
    });
    judged.flatten().collect()
}

/// By day and indicator, one act counted once, and what stands by itself raised.
fn counted<'a>(content: &'a Content, mut scored: Vec<Scored<'a>>) -> Vec<Scored<'a>> {
    scored.sort_by_key(|one| (one.insight.day, one.insight.indicator));
    acts::count_once(&mut scored, content);
    acts::raise_what_stands(&mut scored, content.scoring());
    scored
}

/// Judges the insights of one person.
struct Judge<'a, 's> {
    rules: Rules<'a>,
    scopes: &'s Scopes,
    known: Known,
}

impl<'a, 's> Judge<'a, 's> {
    fn new(rules: Rules<'a>, insights: &[&'a Insight], scopes: &'s Scopes) -> Self {
        Self {
            rules,
            scopes,
            known: known(rules.content, rules.first_day, insights, rules.baselines),
        }
    }

    /// `series` are all insights of one indicator that the policy scores, by day. Those in scope are judged.
    fn series(&self, series: &[&'a Insight]) -> Vec<Scored<'a>> {
        let Rules {
            content, policy, ..
        } = self.rules;
        let Some((indicator, rule)) = series.first().and_then(|first| {
            content
                .by_code(first.indicator)
                .zip(policy.rule(first.indicator))
        }) else {
            return Vec::new();
        };
        let habit = Habit::new(content, indicator, &self.known, series);
        let in_scope = series
            .iter()
            .copied()
            .filter(|insight| self.scopes.contain(insight.day));
        in_scope
            .map(|insight| {
                let judgement = habit.judge(insight, self.rules.baselines);
                let surprises = judgement.surprises;
                Scored {
                    insight,
                    indicator,
                    rule,
                    facets: insight.facets,
                    evidence: worth(content, indicator, rule, &insight.facets, surprises),
                    surprises,
                    history: judgement.history,
                    peers: judgement.peers,
                    odd_time: judgement.odd_time,
                }
            })
            .collect()
    }
}

/// The days from which the person's habits are learnt.
fn known(content: &Content, first_day: Day, insights: &[&Insight], baselines: &Baselines) -> Known {
    let present = insights
        .iter()
        .copied()
        .filter(|insight| insight.is_presence() && content.has(Part::Presence));
    let observed_from = baselines.observed_from();
    let since = since(content, first_day.max(observed_from), insights);
    let known = Known::new(since, observed_from, present, content.scoring().usual);
    match content.has(Part::Hours) {
        true => known,
        false => known.without_hours(),
    }
}

/// The day since which the person is known: `known`, or that of an earlier observation.
fn since(content: &Content, known: Day, insights: &[&Insight]) -> Day {
    // Facts such as a last working day may lie far ahead or back: they say nothing about when the person was observed.
    let observed = |insight: &&&Insight| {
        content
            .by_code(insight.indicator)
            .is_some_and(|one| one.family != Family::Context)
    };
    insights
        .iter()
        .find(observed)
        .map_or(known, |insight| insight.day.min(known))
}

fn worth(
    content: &Content,
    indicator: &Indicator,
    rule: &CompiledRule,
    facets: &Facets,
    surprises: Surprises,
) -> Evidence {
    let of = |count: u64| if count == 0 { 0 } else { rule.levels.of(count) };
    let units = content.scoring().bytes.units(leaving(indicator, facets));
    let levels = CountLevels {
        total: of(facets.total),
        sensitive: of(facets.sensitive),
        priority: of(facets.priority),
        unallowed: of(facets.unallowed),
        bytes: match units {
            0 => 0,
            units => content.byte_levels().of(units),
        },
    };
    let floor = indicator.usual_percent;
    evidence(rule.weight, levels, surprises, floor, content.scoring())
}

/// Bytes that leave.
fn leaving(indicator: &Indicator, facets: &Facets) -> u64 {
    match indicator.family {
        Family::Exfiltration => facets.bytes,
        _ => 0,
    }
}

/// What a person did of one indicator, ready to judge a day.
struct Habit<'a, 'k> {
    content: &'a Content,
    indicator: &'a Indicator,
    known: Cow<'k, Known>,
    total: Counts<'a>,
    sensitive: Counts<'a>,
    priority: Counts<'a>,
    unallowed: Counts<'a>,
    bytes: Counts<'a>,
}

/// What the person did before, what everybody does, and how far an insight is from both.
struct Judgement {
    history: History,
    peers: f64,
    surprises: Surprises,
    odd_time: bool,
}

impl<'a, 'k> Habit<'a, 'k> {
    fn new(
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
            sensitive: counts(&|facets| facets.sensitive),
            priority: counts(&|facets| facets.priority),
            unallowed: counts(&|facets| facets.unallowed),
            bytes: counts(&|facets| bytes.doublings(leaving(indicator, facets))),
        }
    }

    /// A part with a facet is as unusual as the whole, or more where the facet itself is.
    fn judge(&self, insight: &Insight, baselines: &Baselines) -> Judgement {
        let scoring = self.content.scoring();
        let window = self.known.before(insight.day);
        let mut peers = baselines.rate(insight.indicator, insight.day).per_day();
        if self.known.has_presence() {
            peers = peers * 100.0 / f64::from(scoring.usual.present_percent);
        }
        let (history, counted) = self.of(&self.total, insight.facets.total, &window, peers);
        let odd = self.known.odd_time(insight, &window);
        let joined = together(counted, odd);
        let total = counted.max(joined);
        let part = |counts: &Counts<'_>, count: u64, percent: u32, least: u32| match count {
            0 => least,
            count => {
                let rate = peers * f64::from(percent) / 100.0;
                self.of(counts, count, &window, rate).1.max(least)
            }
        };
        let (facets, share) = (insight.facets, scoring.facet_share);
        let doublings = scoring.bytes.doublings(leaving(self.indicator, &facets));
        let bytes = part(&self.bytes, doublings, scoring.bytes.share_percent, 0);
        let surprises = Surprises {
            total,
            sensitive: part(
                &self.sensitive,
                facets.sensitive,
                share.sensitive_percent,
                total,
            ),
            priority: part(
                &self.priority,
                facets.priority,
                share.priority_percent,
                total,
            ),
            unallowed: part(
                &self.unallowed,
                facets.unallowed,
                share.unallowed_percent,
                total,
            ),
            bytes: bytes.max(together(bytes, odd)),
        };
        Judgement {
            history,
            peers,
            surprises,
            odd_time: joined > counted,
        }
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
}
