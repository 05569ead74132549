//! Explaining: what an assessment rests on, by indicator and day, with its norm, and what would be left without its strongest parts.
//!
//! Promises: a pure function of what [`assess`](crate::assess) is given, from the same insights, baselines and evidence.

use ombud_model::assessment::Score;
use ombud_model::insight::Facets;
use ombud_model::{Day, IndicatorCode};

use crate::assess::{Judged, Observed, Rules, Scored};
use crate::baseline::Baselines;
use crate::content::{Content, Family};
use crate::policy::CompiledPolicy;
use crate::score::{BIT, Reached, Surprises, reached, score};
use crate::surprise::History;

/// A score with the evidence behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub score: Score,
    /// Evidence over what opens an alert under the policy, in hundredths.
    pub evidence: u64,
}

/// One indicator on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExplainedDay {
    pub day: Day,
    pub facets: Facets,
    pub reached: Reached,
    /// The threshold that was reached, or the lowest one.
    pub threshold: u32,
    pub norm: DayNorm,
}

/// What is usual of one indicator on one day, and how far a count is from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayNorm {
    /// The person's own mean a day, in hundredths; `None` without a day to know it from.
    pub own: Option<u64>,
    /// How many days of the person that mean is from.
    pub own_days: u32,
    /// The mean of peers a day, in hundredths.
    pub peers: u64,
    /// How far the count is from both, in tenths of a bit.
    pub surprise: u32,
}

impl DayNorm {
    pub(crate) fn of(history: History, peers: f64, surprises: Surprises) -> Self {
        let days = history.days;
        let own = |days: u64| (history.count.saturating_mul(100) + days / 2) / days;
        Self {
            own: (days > 0).then(|| own(u64::from(days))),
            own_days: days,
            peers: libm::round(peers * 100.0) as u64,
            surprise: surprises.total * 10 / BIT,
        }
    }
}

/// All that there was of one indicator until the peak day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExplainedGroup {
    /// Indicator id.
    pub indicator: String,
    pub family: Family,
    /// Evidence of the group over what opens an alert, in hundredths.
    pub evidence: u64,
    /// What assessing gives without it.
    pub without: Standing,
    /// The first day first.
    pub days: Vec<ExplainedDay>,
}

/// What a score rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    pub standing: Standing,
    /// The score that opens an alert.
    pub bar: Score,
    /// The day on which the evidence weighed most.
    pub peak: Option<Day>,
    /// From this day on, what is left of the evidence would open no alert, unless more comes. `None` where it never would have.
    pub fades: Option<Day>,
    /// The strongest first.
    pub groups: Vec<ExplainedGroup>,
    /// What assessing gives without the strongest group, then without the two strongest, and so on. Without all of them, what came
    /// after the peak is left.
    pub peeled: Vec<Standing>,
}

/// A group with what it weighs on the peak day, in thousandths.
struct Weighed<'a> {
    evidence: u64,
    scored: Vec<&'a Scored<'a>>,
}

/// Explains what [`assess`](crate::assess) says; the arguments are the same. `None` when no trigger ever brought the person in scope.
pub fn explain(
    content: &Content,
    policy: &CompiledPolicy,
    observed: &Observed<'_>,
    baselines: &Baselines,
) -> Option<Explanation> {
    let judged = Judged::of(Rules::new(content, policy, observed, baselines), observed)?;
    let scoring = content.scoring();
    let peak = judged.peak;
    let groups = peak.map(|peak| weighed(&judged, peak)).unwrap_or_default();
    let volume = policy.policy().alert_volume;
    let standing = |evidence: u64| Standing {
        score: score(evidence, scoring),
        evidence: scoring.times_the_bar(evidence, volume),
    };
    let mut away: Vec<IndicatorCode> = Vec::with_capacity(groups.len());
    let mut peeled = Vec::with_capacity(groups.len());
    for group in &groups {
        away.extend(group.scored.first().map(|one| one.insight.indicator));
        peeled.push(standing(judged.without(&|code, _| away.contains(&code))));
    }
    let explained = |group: &Weighed<'_>| {
        let indicator = group.scored.first()?.indicator;
        let left = judged.without(&|code, _| code == indicator.code);
        Some(ExplainedGroup {
            indicator: indicator.id.clone(),
            family: indicator.family,
            evidence: scoring.times_the_bar(group.evidence, volume),
            without: standing(left),
            days: group.scored.iter().map(|one| day(one)).collect(),
        })
    };
    Some(Explanation {
        standing: standing(judged.evidence),
        bar: scoring.bar(volume),
        peak,
        fades: judged.fades(scoring.evidence_reaching(scoring.bar(volume))),
        groups: groups.iter().filter_map(explained).collect(),
        peeled,
    })
}

/// What counts until the peak day by indicator, the strongest first (of equals the one with the lower code).
fn weighed<'a>(judged: &'a Judged<'a>, peak: Day) -> Vec<Weighed<'a>> {
    let (decay, share) = (&judged.decay, judged.share());
    let mut standing: Vec<&Scored<'_>> = judged
        .scored
        .iter()
        .filter(|one| one.insight.day <= peak && one.evidence.total() > 0)
        .collect();
    standing.sort_by_key(|one| (one.insight.indicator, one.insight.day));
    let mut groups: Vec<Weighed<'_>> = standing
        .chunk_by(|one, next| one.insight.indicator == next.insight.indicator)
        .map(|scored| Weighed {
            evidence: scored
                .iter()
                .flat_map(|one| {
                    let lines = one.evidence.standing(decay, peak.since(one.insight.day));
                    lines.map(|line| share.line(one, line))
                })
                .sum(),
            scored: scored.to_vec(),
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.evidence));
    groups
}

fn day(one: &Scored<'_>) -> ExplainedDay {
    let facets = one.unseen();
    let (reached, threshold) = reached(one.rule.thresholds, facets.total);
    ExplainedDay {
        day: one.insight.day,
        facets,
        reached,
        threshold,
        norm: DayNorm::of(one.history, one.peers, one.surprises),
    }
}
