//! What decisions on alerts need to know: the evidence that reaches a score, and what a policy scored.

use ombud_model::assessment::Score;
use ombud_model::insight::Insight;
use ombud_model::policy::AlertVolume;
use ombud_model::review::SeenCount;

use crate::assess::{Observed, Scopes};
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

/// What the policy scores of a person's insights, by day and indicator, whatever was decided before.
pub fn scored_counts(
    content: &Content,
    policy: &CompiledPolicy,
    observed: &Observed<'_>,
) -> Vec<SeenCount> {
    let insights = observed.insights;
    let all: Vec<&Insight> = insights.iter().collect();
    let Some(scopes) = Scopes::of(content, policy, &all, observed.by_hand) else {
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
