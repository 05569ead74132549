//! What was decided does not count again: the evidence that reaches a score, what a policy scored, and whether another alert is called for.

use ombud_model::Day;
use ombud_model::assessment::Score;
use ombud_model::insight::Insight;
use ombud_model::policy::AlertVolume;
use ombud_model::review::SeenCount;

use crate::assess::{Judged, Rules, Scopes};
use crate::baseline::Baselines;
use crate::content::{Content, Scoring};
use crate::policy::CompiledPolicy;
use crate::score::score;

impl Scoring {
    /// The least evidence, in thousandths, that reaches a score.
    pub fn evidence_reaching(&self, wanted: Score) -> u64 {
        let missing = 1.0 - (f64::from(wanted.0.min(100)) - 0.5) / 100.0;
        let halvings = -libm::log2(missing.min(1.0));
        let mut evidence = libm::round(halvings * self.evidence_at_50 as f64) as u64;
        while evidence > 0 && score(evidence - 1, self) >= wanted {
            evidence -= 1;
        }
        while score(evidence, self) < wanted {
            evidence += 1;
        }
        evidence
    }

    /// Evidence over what opens an alert at this volume, in hundredths. Not capped.
    pub fn times_the_bar(&self, evidence: u64, volume: AlertVolume) -> u64 {
        let bar = self.evidence_reaching(self.bar(volume)).max(1);
        let hundredths = u128::from(evidence) * 100 / u128::from(bar);
        u64::try_from(hundredths).unwrap_or(u64::MAX)
    }
}

/// What the policy scores of a person's insights (all of them, normalised), by day and indicator.
pub fn scored_counts(
    content: &Content,
    policy: &CompiledPolicy,
    insights: &[Insight],
) -> Vec<SeenCount> {
    let all: Vec<&Insight> = insights.iter().collect();
    let Some(scopes) = Scopes::of(content, policy, &all) else {
        return Vec::new();
    };
    insights
        .iter()
        .filter(|insight| policy.scores(insight.indicator) && scopes.contain(insight.day))
        .map(|insight| SeenCount {
            day: insight.day,
            indicator: insight.indicator,
            count: insight.facets.total,
        })
        .collect()
}

/// Whether a person's insights call for another alert after a decision: what the decider had seen is taken out, count by count, and what is
/// left of each day and indicator reaches the bar by itself. The arguments are those of [`assess`](crate::assess).
pub fn calls_for_another(
    content: &Content,
    policy: &CompiledPolicy,
    first_day: Day,
    insights: &[Insight],
    baselines: &Baselines,
    seen: &[SeenCount],
) -> bool {
    let rules = Rules {
        content,
        policy,
        first_day,
        baselines,
    };
    let judged = Judged::of(rules, insights.iter().collect());
    let scoring = content.scoring();
    judged.is_some_and(|judged| {
        score(judged.beyond(seen), scoring) >= scoring.bar(policy.policy().alert_volume)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_evidence_that_reaches_a_score_is_the_least_one() {
        let scoring = Content::builtin().unwrap().scoring().clone();
        for wanted in 1..=100 {
            let evidence = scoring.evidence_reaching(Score(wanted));
            assert!(score(evidence, &scoring) >= Score(wanted), "{wanted}");
            assert!(score(evidence - 1, &scoring) < Score(wanted), "{wanted}");
        }
        assert_eq!(scoring.evidence_reaching(Score(0)), 0);
        let volume = AlertVolume::Default;
        let bar = scoring.evidence_reaching(scoring.bar(volume));
        assert_eq!(scoring.times_the_bar(bar, volume), 100);
        assert_eq!(scoring.times_the_bar(bar * 30, volume), 3_000);
    }
}
