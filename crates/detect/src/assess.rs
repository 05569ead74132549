//! Assessing: one person under one policy, from insights to a score with its ledger.
//!
//! Promises: a pure function of its arguments; the points of the ledger add up exactly to the score.

mod acts;
pub(crate) mod habit;
#[cfg(test)]
mod honest;
mod judge;
mod ledger;
mod limit;
mod scope;
mod unallowed;
mod unusual;

use ombud_model::assessment::Assessment;
use ombud_model::insight::Insight;
use ombud_model::review::SeenCount;
use ombud_model::{Day, PersonId};

pub(crate) use judge::{Judged, Rules, Scored, judgements};
pub(crate) use limit::{Limit, Share, Standing};
pub(crate) use scope::Scopes;
pub(crate) use unusual::Judgement;

use crate::baseline::Baselines;
use crate::content::Content;
use crate::policy::CompiledPolicy;
use crate::score::{Decay, score};

/// What is known of one person.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a> {
    /// The day of the person's first activity.
    pub first_day: Day,
    /// All of the person's, normalised: by day and indicator, merged.
    pub insights: &'a [Insight],
    /// What was seen when alerts of the person under the policy were decided on, by day and indicator. It counts no more; what is usual
    /// for the person it teaches as before.
    pub seen: &'a [SeenCount],
    /// From which day to which one the person is in scope of the policy without a trigger, because people decided so. What they did in
    /// the look-back before the first day counts, too, as with a trigger.
    pub by_hand: &'a [(Day, Day)],
}

impl<'a> Observed<'a> {
    /// Of somebody about whom nobody has decided anything.
    pub const fn new(first_day: Day, insights: &'a [Insight]) -> Self {
        Self {
            first_day,
            insights,
            seen: &[],
            by_hand: &[],
        }
    }
}

/// Assesses a person; `baselines` are the organisation's. `None` when neither a trigger nor anybody ever brought the
/// person in scope.
pub fn assess(
    content: &Content,
    policy: &CompiledPolicy,
    person: PersonId,
    observed: &Observed<'_>,
    baselines: &Baselines,
) -> Option<Assessment> {
    let judged = Judged::of(Rules::new(content, policy, observed, baselines), observed)?;
    let ledger = ledger::ledger(&judged);
    let scored = &judged.scored;
    let score = score(judged.evidence, content.scoring());
    Some(Assessment {
        person,
        policy: policy.policy().id,
        score,
        alert: score >= content.scoring().bar(policy.policy().alert_volume),
        peak: judged.peak,
        insights: u32::try_from(scored.len()).unwrap_or(u32::MAX),
        first_activity: scored.iter().map(|one| one.insight.first).min(),
        last_activity: scored.iter().map(|one| one.insight.last).max(),
        evidence: judged.evidence,
        ledger,
        scope: judged.scopes.scope,
    })
}

/// The first of the days on which most evidence counts, and what stands on it, line by line. `None` when there is none at all.
fn peak(scored: &[Scored<'_>], decay: &Decay, limit: &Limit) -> Option<(Day, Standing)> {
    let days: Vec<(Day, Standing)> = scored
        .chunk_by(|one, next| one.insight.day == next.insight.day)
        .filter_map(|day| {
            let own = day.iter().map(Standing::own);
            let standing = own.fold(Standing::default(), Standing::and);
            Some((day.first()?.insight.day, standing))
        })
        .filter(|(_, standing)| standing.counted(limit) > 0)
        .collect();
    let mut best: Option<(Day, u64)> = None;
    for (at, &(day, _)) in days.iter().enumerate() {
        let standing = days
            .iter()
            .take(at + 1)
            .map(|&(earlier, standing)| standing.faded(decay, day.since(earlier)))
            .fold(Standing::default(), Standing::and)
            .counted(limit);
        if standing > best.map_or(0, |(_, most)| most) {
            best = Some((day, standing));
        }
    }
    let (peak, _) = best?;
    let until = scored.iter().filter(|one| one.insight.day <= peak);
    Some((peak, Standing::of(until, decay, peak)))
}
