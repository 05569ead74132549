//! Assessing: one person under one policy, from insights to a score with its ledger.
//!
//! Promises: a pure function of its arguments; the points of the ledger add up exactly to the score.

pub(crate) mod habit;
#[cfg(test)]
mod honest;
mod ledger;
mod scope;

use ombud_model::assessment::Assessment;
use ombud_model::insight::Insight;
use ombud_model::policy::AlertVolume;
use ombud_model::{Day, PersonId};

pub(crate) use scope::Scopes;

use crate::baseline::Baselines;
use crate::content::{Content, Family, Indicator, Scoring};
use crate::policy::{CompiledPolicy, CompiledRule};
use crate::score::{CountLevels, Decay, Evidence, Surprises, evidence, score};
use crate::surprise::{History, surprise};
use habit::{Counts, Known, Window};

/// An insight that the policy scores, with what it is worth on its own day.
#[derive(Clone, Debug)]
pub(crate) struct Scored<'a> {
    pub(crate) insight: &'a Insight,
    pub(crate) indicator: &'a Indicator,
    pub(crate) rule: &'a CompiledRule,
    pub(crate) evidence: Evidence,
    pub(crate) surprises: Surprises,
    pub(crate) history: History,
    /// What everybody does of it on a day of being present.
    pub(crate) peers: f64,
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
    let present: Vec<Day> = insights
        .iter()
        .filter(|insight| insight.is_presence())
        .map(|insight| insight.day)
        .collect();
    let since = since(content, first_day, insights, baselines);
    let known = Known::new(since, baselines.observed_from(), &present);
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
        let habit = Habit::new(content, &known, series);
        for insight in series.iter().filter(|insight| scopes.contain(insight.day)) {
            let (history, peers, surprises) = habit.judge(insight, baselines);
            let evidence = evidence(
                rule.weight,
                levels(insight, rule),
                surprises,
                indicator.usual_percent,
                scoring,
            );
            scored.push(Scored {
                insight,
                indicator,
                rule,
                evidence,
                surprises,
                history,
                peers,
            });
        }
    }
    scored.sort_by_key(|one| (one.insight.day, one.insight.indicator));
    raise_what_stands(&mut scored, scoring);
    scored
}

/// The day since which the person is known.
fn since(content: &Content, first_day: Day, insights: &[Insight], baselines: &Baselines) -> Day {
    // Facts such as a last working day may lie far ahead or back: they say nothing about when the person was observed.
    let observed = |insight: &&Insight| {
        content
            .by_code(insight.indicator)
            .is_some_and(|one| one.family != Family::Context)
    };
    let known = first_day.max(baselines.observed_from());
    insights
        .iter()
        .find(observed)
        .map_or(known, |insight| insight.day.min(known))
}

/// Raises what stands by itself, on the first day of data too, to what opens an alert at the default volume. What stands of the same acts
/// counts as far as it has not faded: a match on every day is not more than one match.
fn raise_what_stands(scored: &mut [Scored<'_>], scoring: &Scoring) {
    let stands: Vec<&Indicator> = scored
        .iter()
        .map(|one| one.indicator)
        .filter(|indicator| indicator.stands.is_some())
        .collect();
    if stands.is_empty() {
        return;
    }
    let same_acts = |one: &Scored<'_>| {
        stands.iter().any(|indicator| {
            indicator.code == one.indicator.code
                || indicator.counted_with.as_ref() == Some(&one.indicator.id)
        })
    };
    let needed = scoring.evidence_reaching(scoring.bar(AlertVolume::Default));
    let decay = Decay::new(scoring.half_life_days);
    let mut earlier: Vec<(Day, u64)> = Vec::new();
    for day in scored.chunk_by_mut(|one, next| one.insight.day == next.insight.day) {
        let of = |one: &Scored<'_>| same_acts(one).then(|| one.evidence.total());
        let own: u64 = day.iter().filter_map(of).sum();
        let Some(first) = day.iter_mut().find(|one| one.indicator.stands.is_some()) else {
            continue;
        };
        let today = first.insight.day;
        let standing: u64 = earlier
            .iter()
            .map(|&(before, evidence)| decay.apply(evidence, today.since(before)))
            .sum();
        let by = needed.saturating_sub(standing.saturating_add(own));
        first.evidence.volume += by;
        earlier.push((today, own.saturating_add(by)));
    }
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

/// What a person did of one indicator, ready to judge a day.
struct Habit<'a> {
    content: &'a Content,
    known: Known<'a>,
    total: Counts<'a>,
    sensitive: Counts<'a>,
    priority: Counts<'a>,
    unallowed: Counts<'a>,
}

impl<'a> Habit<'a> {
    fn new(content: &'a Content, known: &'a Known<'a>, series: &[&Insight]) -> Self {
        let shapes = content.shapes();
        Self {
            content,
            known: known.with(series),
            total: Counts::new(series, |facets| facets.total, shapes),
            sensitive: Counts::new(series, |facets| facets.sensitive, shapes),
            priority: Counts::new(series, |facets| facets.priority, shapes),
            unallowed: Counts::new(series, |facets| facets.unallowed, shapes),
        }
    }

    /// What the person did before, what everybody does, and how far the insight is from both. A part with a facet is as unusual as the
    /// whole, or more where the facet itself is.
    fn judge(&self, insight: &Insight, baselines: &Baselines) -> (History, f64, Surprises) {
        let usual = &self.content.scoring().usual;
        let window = self.known.before(insight.day, usual);
        let mut peers = baselines.rate(insight.indicator, insight.day).per_day();
        if self.known.has_presence() {
            peers = peers * 100.0 / f64::from(usual.present_percent);
        }
        let (history, total) = self.of(&self.total, insight.facets.total, window, peers);
        let part = |counts: &Counts<'_>, count: u64, percent: u32| match count {
            0 => total,
            count => {
                let rate = peers * f64::from(percent) / 100.0;
                self.of(counts, count, window, rate).1.max(total)
            }
        };
        let (facets, share) = (insight.facets, self.content.scoring().facet_share);
        let surprises = Surprises {
            total,
            sensitive: part(&self.sensitive, facets.sensitive, share.sensitive_percent),
            priority: part(&self.priority, facets.priority, share.priority_percent),
            unallowed: part(&self.unallowed, facets.unallowed, share.unallowed_percent),
        };
        (history, peers, surprises)
    }

    fn of(&self, counts: &Counts<'_>, count: u64, window: Window, rate: f64) -> (History, u32) {
        let past = counts.past(window, count);
        let (usual, shapes) = (&self.content.scoring().usual, self.content.shapes());
        (past.history, surprise(count, &past, rate, usual, shapes))
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
