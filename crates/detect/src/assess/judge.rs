//! Judging: what each insight in scope is worth, and what the score would be without some of them.
//!
//! Promises: what is said to be left without an insight is what assessing says without it: its day no longer teaches what is usual, the
//! scope is that of the other triggers, and the peak may lie on another day.

use ombud_model::insight::{Facets, Insight};
use ombud_model::review::SeenCount;
use ombud_model::{Day, IndicatorCode};

use super::habit::Known;
use super::unallowed::Unallowed;
use super::unusual::{Habit, leaving, telling_sensitive};
use super::{Judgement, Limit, Observed, Scopes, Share, Standing, acts, peak};
use crate::baseline::Baselines;
use crate::content::{Content, Family, Indicator, Part};
use crate::policy::{CompiledPolicy, CompiledRule};
use crate::score::{CountLevels, Decay, Evidence, Surprises, evidence};
use crate::surprise::History;

/// What decides besides the insights.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) content: &'a Content,
    pub(crate) policy: &'a CompiledPolicy,
    pub(crate) first_day: Day,
    pub(crate) baselines: &'a Baselines,
    seen: &'a [SeenCount],
    by_hand: &'a [(Day, Day)],
}

impl<'a> Rules<'a> {
    pub(crate) fn new(
        content: &'a Content,
        policy: &'a CompiledPolicy,
        observed: &Observed<'a>,
        baselines: &'a Baselines,
    ) -> Self {
        Self {
            content,
            policy,
            first_day: observed.first_day,
            baselines,
            seen: observed.seen,
            by_hand: observed.by_hand,
        }
    }

    /// How much of an insight was seen when an alert was decided on.
    fn seen(&self, insight: &Insight) -> u64 {
        let at = (insight.day, insight.indicator);
        let found = self
            .seen
            .binary_search_by_key(&at, |one| (one.day, one.indicator));
        let found = found.ok().and_then(|at| self.seen.get(at));
        found.map_or(0, |one| one.count)
    }
}

/// An insight that the policy scores, with what it is worth on its own day.
#[derive(Clone, Debug)]
pub(crate) struct Scored<'a> {
    pub(crate) insight: &'a Insight,
    pub(crate) indicator: &'a Indicator,
    pub(crate) rule: &'a CompiledRule,
    /// What is counted: less than the insight has where another insight of the day counts the same acts, or where some of them were
    /// seen when an alert was decided on.
    pub(crate) facets: Facets,
    /// How many acts were seen when an alert was decided on.
    pub(crate) seen: u64,
    pub(crate) evidence: Evidence,
    pub(crate) surprises: Surprises,
    pub(crate) history: History,
    /// What everybody does of it on a day of being present.
    pub(crate) peers: f64,
    /// It was done at hours or on a day of the week that are unusual for the person, and that counts.
    pub(crate) odd_time: bool,
    /// What surprises is not how often it was done, but how much distinct content it was about.
    pub(crate) distinct: bool,
    /// Days on which anything went to an unallowed domain, where these days together are what is unusual.
    pub(crate) unallowed_days: Option<u32>,
}

impl Scored<'_> {
    /// What of the evidence rests on volume and time alone: how much was done, and when.
    pub(crate) const fn alone(&self) -> u64 {
        match self.indicator.intent {
            true => 0,
            false => self.evidence.how_much(),
        }
    }

    /// What the insight has beyond what was seen when an alert was decided on.
    pub(crate) fn unseen(&self) -> Facets {
        left_of(&self.insight.facets, self.seen)
    }

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
    limit: Limit,
    /// By indicator; each insight for itself.
    series: Vec<Vec<Scored<'a>>>,
    /// By day and indicator.
    pub(crate) scored: Vec<Scored<'a>>,
    /// The day on which the evidence weighs most.
    pub(crate) peak: Option<Day>,
    /// The evidence that counts on that day, in thousandths.
    pub(crate) evidence: u64,
    standing: Standing,
}

impl<'a> Judged<'a> {
    /// `None` when nobody is in scope.
    pub(crate) fn of(rules: Rules<'a>, observed: &Observed<'a>) -> Option<Self> {
        Self::of_insights(rules, observed.insights.iter().collect())
    }

    fn of_insights(rules: Rules<'a>, insights: Vec<&'a Insight>) -> Option<Self> {
        let scopes = Scopes::of(rules.content, rules.policy, &insights, rules.by_hand)?;
        let judge = Judge::new(rules, &insights, &scopes);
        let series: Vec<Vec<Scored<'a>>> = by_indicator(&insights, &|of| rules.policy.scores(of))
            .chunk_by(|one, next| one.indicator == next.indicator)
            .map(|series| judge.series(series))
            .collect();
        let scored = counted(rules.content, series.iter().flatten().cloned().collect());
        let decay = Decay::new(rules.content.scoring().half_life_days);
        let limit = Limit::new(rules.content.scoring());
        let best = peak(&scored, &decay, &limit);
        let standing = best.map_or(Standing::default(), |(_, standing)| standing);
        Some(Self {
            rules,
            insights,
            scopes,
            decay,
            limit,
            series,
            scored,
            peak: best.map(|(day, _)| day),
            evidence: standing.counted(&limit),
            standing,
        })
    }

    /// How much counts of what rests on volume and time alone, on the day on which the evidence weighs most.
    pub(crate) fn share(&self) -> Share {
        self.standing.share(&self.limit)
    }

    /// The first day from which on less than this evidence stands, as far as everything is known; `None` where it never was as much.
    pub(crate) fn fades(&self, needed: u64) -> Option<Day> {
        let last = self.scored.last()?.insight.day;
        if self.evidence < needed {
            return None;
        }
        let standing = |day: Day| -> u64 {
            Standing::of(self.scored.iter(), &self.decay, day).counted(&self.limit)
        };
        (0..)
            .map(|days| last.plus(days))
            .find(|&day| standing(day) < needed)
    }

    /// The evidence on the day on which it weighs most, assessed without all insights of an indicator that `removed` names.
    pub(crate) fn without(&self, removed: &dyn Fn(IndicatorCode, Day) -> bool) -> u64 {
        let is_left = |insight: &&&Insight| !removed(insight.indicator, insight.day);
        let left = || self.insights.iter().filter(is_left).copied();
        let scopes_change = self.insights.iter().any(|insight| {
            self.rules.policy.is_trigger(insight.indicator)
                && removed(insight.indicator, insight.day)
        });
        if scopes_change {
            return Self::of_insights(self.rules, left().collect())
                .map_or(0, |judged| judged.evidence);
        }
        let mut judge = Judge::new(self.rules, &self.insights, &self.scopes);
        // What goes to unallowed domains has one norm, whatever the way: without a part of it all the rest is judged anew.
        let loses_unallowed = self
            .insights
            .iter()
            .any(|insight| insight.facets.unallowed > 0 && removed(insight.indicator, insight.day));
        if loses_unallowed {
            judge.unallowed = Unallowed::new(self.rules.content, &left().collect::<Vec<_>>());
        }
        let scored = self.series.iter().flat_map(|series| {
            let is_touched = series.iter().any(|one| {
                removed(one.insight.indicator, one.insight.day)
                    || loses_unallowed && one.insight.facets.unallowed > 0
            });
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
        peak(&scored, &self.decay, &self.limit)
            .map_or(0, |(_, standing)| standing.counted(&self.limit))
    }
}

/// What is left of counts when some of them are known already.
fn left_of(facets: &Facets, known: u64) -> Facets {
    if known == 0 {
        return *facets;
    }
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

/// How unusual each insight of the wanted indicators is, in scope or not, by indicator and day.
pub(crate) fn judgements<'a>(
    content: &Content,
    observed: &Observed<'a>,
    baselines: &Baselines,
    is_wanted: &dyn Fn(IndicatorCode) -> bool,
) -> Vec<(&'a Insight, Judgement)> {
    let all: Vec<&Insight> = observed.insights.iter().collect();
    let known = known(content, observed.first_day, &all, baselines);
    let unallowed = Unallowed::new(content, &all);
    let wanted = by_indicator(&all, is_wanted);
    let series = wanted.chunk_by(|one, next| one.indicator == next.indicator);
    let judged = series.filter_map(|series| {
        let indicator = content.by_code(series.first()?.indicator)?;
        let habit = Habit::new(content, indicator, &known, series);
        let judge = |&one: &&'a Insight| (one, habit.judge(one, &unallowed, baselines));
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
    unallowed: Unallowed<'a>,
}

impl<'a, 's> Judge<'a, 's> {
    fn new(rules: Rules<'a>, insights: &[&'a Insight], scopes: &'s Scopes) -> Self {
        Self {
            unallowed: Unallowed::new(rules.content, insights),
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
            .filter_map(|insight| {
                let seen = self.rules.seen(insight);
                let facets = left_of(&insight.facets, seen);
                if facets.total == 0 {
                    return None;
                }
                let judgement = habit.judge(insight, &self.unallowed, self.rules.baselines);
                let surprises = judgement.surprises;
                Some(Scored {
                    insight,
                    indicator,
                    rule,
                    facets,
                    seen,
                    evidence: worth(content, indicator, rule, &facets, surprises),
                    surprises,
                    history: judgement.history,
                    peers: judgement.peers,
                    odd_time: judgement.odd_time,
                    distinct: judgement.distinct,
                    unallowed_days: judgement.unallowed_days,
                })
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
        sensitive: of(telling_sensitive(indicator, facets)),
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
