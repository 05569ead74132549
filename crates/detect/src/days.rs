//! Days of one person: what was done of each indicator on each day, how unusual that was, and what it is worth under the policies.
//!
//! Promises: a pure function of what [`assess`](crate::assess) is given. Days out of scope are there, too, without a score.

use ombud_model::assessment::Score;
use ombud_model::insight::{Facets, Insight};
use ombud_model::{Day, IndicatorCode};
use rustc_hash::FxHashMap;

use crate::assess::{Judged, Judgement, Observed, Rules, judgements};
use crate::baseline::Baselines;
use crate::content::{Content, Family};
use crate::explain::DayNorm;
use crate::policy::CompiledPolicy;
use crate::score::score;

/// What a person did of one indicator on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonDay {
    pub day: Day,
    /// Indicator id.
    pub indicator: String,
    pub family: Family,
    pub facets: Facets,
    pub norm: DayNorm,
    /// What it would score by itself under the policy that gives it most; 0 out of scope, and where no policy scores it.
    pub score: Score,
}

/// Everything that was recognised of a person, by day and indicator. Decisions on alerts play no role. Beside each policy stand the days on
/// which the person is in scope of it by hand.
pub fn person_days(
    content: &Content,
    policies: &[(&CompiledPolicy, &[(Day, Day)])],
    observed: &Observed<'_>,
    baselines: &Baselines,
) -> Vec<PersonDay> {
    let observed = Observed {
        seen: &[],
        ..*observed
    };
    let mut scores: FxHashMap<(Day, IndicatorCode), u64> = FxHashMap::default();
    for &(policy, by_hand) in policies {
        let observed = Observed {
            by_hand,
            ..observed
        };
        let rules = Rules::new(content, policy, &observed, baselines);
        for one in Judged::of(rules, &observed)
            .iter()
            .flat_map(|judged| &judged.scored)
        {
            let most = scores
                .entry((one.insight.day, one.insight.indicator))
                .or_default();
            *most = one.evidence.total().max(*most);
        }
    }
    let judged = judgements(content, &observed, baselines, &|_| true);
    let day = |(insight, judgement): (&Insight, Judgement)| {
        let indicator = content.by_code(insight.indicator)?;
        let evidence = scores.get(&(insight.day, insight.indicator));
        Some(PersonDay {
            day: insight.day,
            indicator: indicator.id.clone(),
            family: indicator.family,
            facets: insight.facets,
            norm: DayNorm::of(judgement.history, judgement.peers, judgement.surprises),
            score: score(evidence.copied().unwrap_or(0), content.scoring()),
        })
    };
    let mut days: Vec<PersonDay> = judged.into_iter().filter_map(day).collect();
    days.sort_by(|one, next| (one.day, &one.indicator).cmp(&(next.day, &next.indicator)));
    days
}
