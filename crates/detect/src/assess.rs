//! Assessing: one person under one policy, from insights to a score with its ledger.
//!
//! Promises: a pure function of its arguments; the points of the ledger add up exactly to the score.

mod ledger;
mod scope;

use ombud_model::assessment::Assessment;
use ombud_model::insight::Insight;
use ombud_model::{Day, PersonId};

pub(crate) use scope::Scopes;

use crate::baseline::{Baselines, Rate, Span, days_after, days_before};
use crate::content::{Content, Family, Indicator, Usual};
use crate::policy::{CompiledPolicy, CompiledRule};
use crate::score::{CountLevels, Decay, Evidence, evidence, score};
use crate::surprise::{History, surprise};

/// An insight that the policy scores, with what it is worth on its own day.
#[derive(Clone, Debug)]
pub(crate) struct Scored<'a> {
    pub(crate) insight: &'a Insight,
    pub(crate) indicator: &'a Indicator,
    pub(crate) rule: &'a CompiledRule,
    pub(crate) evidence: Evidence,
    /// Bits in parts of 16.
    pub(crate) surprise: u32,
    pub(crate) history: History,
    pub(crate) peers: Rate,
}

/// Assesses a person. `insights` are all of the person's, normalised (by day and indicator, merged); `first_day` is that of the
/// person's first activity, `baselines` are the organisation's. `None` when no trigger ever brought the person in scope.
pub fn assess(
    content: &Content,
    policy: &CompiledPolicy,
    person: PersonId,
    first_day: Day,
    insights: &[Insight],
    baselines: &Baselines,
) -> Option<Assessment> {
    let scopes = Scopes::of(content, policy, insights)?;
    let scored = scored(content, policy, first_day, insights, baselines, &scopes);
    let decay = Decay::new(content.scoring().half_life_days);
    let peak = peak(&scored, &decay);
    let ledger = peak
        .map(|peak| ledger::ledger(&scored, peak, &decay, content.scoring()))
        .unwrap_or_default();
    let score = score(ledger.evidence, content.scoring());
    Some(Assessment {
        person,
        policy: policy.policy().id,
        score,
        alert: score >= content.scoring().bar(policy.policy().alert_volume),
        peak,
        insights: u32::try_from(scored.len()).unwrap_or(u32::MAX),
        first_activity: scored.iter().map(|one| one.insight.first).min(),
        last_activity: scored.iter().map(|one| one.insight.last).max(),
        evidence: ledger.evidence,
        ledger: ledger.lines,
        scope: scopes.scope,
    })
}

/// The insights in scope that the policy scores, by day and indicator.
pub(crate) fn scored<'a>(
    content: &'a Content,
    policy: &'a CompiledPolicy,
    first_day: Day,
    insights: &'a [Insight],
    baselines: &Baselines,
    scopes: &Scopes,
) -> Vec<Scored<'a>> {
    let scoring = content.scoring();
    // Facts such as a last working day may lie far ahead or back: they say nothing about when the person was observed.
    let observed = |insight: &&Insight| {
        content
            .by_code(insight.indicator)
            .is_some_and(|one| one.family != Family::Context)
    };
    let known = first_day.max(baselines.observed_from());
    let since = insights
        .iter()
        .find(observed)
        .map_or(known, |insight| insight.day.min(known));
    let last = insights
        .iter()
        .rfind(observed)
        .map_or(known, |insight| insight.day);
    let mut by_indicator: Vec<&Insight> = insights
        .iter()
        .filter(|insight| policy.scores(insight.indicator))
        .collect();
    by_indicator.sort_by_key(|insight| (insight.indicator, insight.day));
    let mut scored = Vec::with_capacity(by_indicator.len());
    for series in by_indicator.chunk_by(|one, next| one.indicator == next.indicator) {
        let Some((indicator, rule)) = series.first().and_then(|first| {
            content
                .by_code(first.indicator)
                .zip(policy.rule(first.indicator))
        }) else {
            continue;
        };
        let habit = Habit::new(series, since, last);
        for insight in series.iter().filter(|insight| scopes.contain(insight.day)) {
            let history = habit.around(insight.day, &scoring.usual);
            let peers = baselines.rate(insight.indicator, insight.day);
            let surprise = surprise(
                insight.facets.total,
                history,
                peers.per_day(),
                &scoring.usual,
            );
            let evidence = evidence(
                rule.weight,
                levels(insight, rule),
                surprise,
                indicator.usual_percent,
                scoring,
            );
            scored.push(Scored {
                insight,
                indicator,
                rule,
                evidence,
                surprise,
                history,
                peers,
            });
        }
    }
    scored.sort_by_key(|one| (one.insight.day, one.insight.indicator));
    scored
}

fn levels(insight: &Insight, rule: &CompiledRule) -> CountLevels {
    let of = |count: u64| if count == 0 { 0 } else { rule.levels.of(count) };
    let facets = insight.facets;
    CountLevels {
        total: of(facets.total),
        sensitive: of(facets.sensitive),
        priority: of(facets.priority),
        unallowed: of(facets.unallowed),
    }
}

/// What a person did of one indicator, by day.
struct Habit<'a> {
    series: &'a [&'a Insight],
    /// Sums of the counts before each place in the series.
    sums: Vec<u64>,
    since: Day,
    last: Day,
}

impl<'a> Habit<'a> {
    fn new(series: &'a [&'a Insight], since: Day, last: Day) -> Self {
        let mut sums = Vec::with_capacity(series.len() + 1);
        let total = series.iter().fold(0u64, |sum, one| {
            sums.push(sum);
            sum.saturating_add(one.facets.total)
        });
        sums.push(total);
        Self {
            series,
            sums,
            since,
            last,
        }
    }

    /// The days before, and where they are too few, days after: a newcomer's busy first day is usual if all later ones are as busy.
    fn around(&self, day: Day, usual: &Usual) -> History {
        let before = days_before(usual, self.since, day);
        let missing = usual.window_days.saturating_sub(before.days());
        let after = days_after(usual, self.last, day, missing);
        let count =
            self.between(before)
                .saturating_add(if missing > 0 { self.between(after) } else { 0 });
        History {
            count,
            days: before.days() + after.days(),
        }
    }

    fn between(&self, span: Span) -> u64 {
        let sum = |limit: Day| {
            let at = self.series.partition_point(|one| one.day < limit);
            self.sums.get(at).copied().unwrap_or(0)
        };
        sum(span.until).saturating_sub(sum(span.from))
    }
}

/// The first of the days on which most evidence stands. `None` when there is none at all.
pub(crate) fn peak(scored: &[Scored<'_>], decay: &Decay) -> Option<Day> {
    let days: Vec<(Day, u64)> = scored
        .chunk_by(|one, next| one.insight.day == next.insight.day)
        .filter_map(|day| {
            Some((
                day.first()?.insight.day,
                day.iter().map(|one| one.evidence.total()).sum(),
            ))
        })
        .collect();
    let mut best: Option<(Day, u64)> = None;
    for (at, &(day, _)) in days.iter().enumerate() {
        let standing = days
            .iter()
            .take(at + 1)
            .map(|&(earlier, evidence)| decay.apply(evidence, day.since(earlier)))
            .sum();
        if standing > best.map_or(0, |(_, most)| most) {
            best = Some((day, standing));
        }
    }
    best.map(|(day, _)| day)
}
