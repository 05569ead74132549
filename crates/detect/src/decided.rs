//! What was decided does not count again: the evidence that reaches a score, what a policy scored, and whether another alert is called for.

use ombud_model::Day;
use ombud_model::assessment::{Assessment, Score};
use ombud_model::insight::Insight;
use ombud_model::policy::AlertVolume;
use ombud_model::review::{Seen, SeenCount};

use crate::assess::Scopes;
use crate::content::{Content, Scoring};
use crate::policy::CompiledPolicy;
use crate::score::{Decay, score};

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

/// Whether an assessment calls for another alert after a decision: there is activity later than what was decided, and the evidence without
/// the decided part, which has faded until the new peak day, reaches the bar by itself.
pub fn calls_for_another(
    scoring: &Scoring,
    volume: AlertVolume,
    seen: &Seen,
    assessment: &Assessment,
) -> bool {
    let is_later = assessment
        .last_activity
        .is_some_and(|last| last > seen.last_activity);
    let Some(peak) = assessment.peak.filter(|_| is_later) else {
        return false;
    };
    let known = Decay::new(scoring.half_life_days).apply(seen.evidence, days_since(seen, peak));
    score(assessment.evidence.saturating_sub(known), scoring) >= scoring.bar(volume)
}

/// Days in which the decided evidence has faded; none when the peak has moved back.
fn days_since(seen: &Seen, peak: Day) -> i32 {
    seen.peak.map_or(0, |before| peak.since(before).max(0))
}

#[cfg(test)]
mod tests {
    use ombud_model::assessment::Scope;
    use ombud_model::{PersonId, PolicyId, Timestamp};
    use proptest::prelude::*;

    use super::*;

    const VOLUME: AlertVolume = AlertVolume::Default;

    fn scoring() -> Scoring {
        Content::builtin().unwrap().scoring().clone()
    }

    fn at(day: i32) -> Timestamp {
        Timestamp::from_millis(Day(20_000).plus(day).start_millis()).unwrap()
    }

    /// Evidence that stood on a day, with the last activity on that day.
    fn assessment(evidence: u64, day: i32) -> Assessment {
        let peak = Day(20_000).plus(day);
        let scoring = scoring();
        let score = score(evidence, &scoring);
        Assessment {
            person: PersonId(1),
            policy: PolicyId(1),
            scope: Scope {
                trigger: "hr.resigned".into(),
                triggered: peak,
                from: peak,
                until: peak,
            },
            score,
            alert: score >= scoring.bar(VOLUME),
            peak: Some(peak),
            ledger: Vec::new(),
            insights: 1,
            first_activity: Some(at(day)),
            last_activity: Some(at(day)),
            evidence,
        }
    }

    fn seen(assessment: &Assessment) -> Seen {
        Seen {
            score: assessment.score,
            evidence: assessment.evidence,
            peak: assessment.peak,
            last_activity: assessment.last_activity.unwrap(),
            counts: Vec::new(),
        }
    }

    fn calls(before: &Assessment, after: &Assessment) -> bool {
        calls_for_another(&scoring(), VOLUME, &seen(before), after)
    }

    #[test]
    fn the_evidence_that_reaches_a_score_is_the_least_one() {
        let scoring = scoring();
        for wanted in 1..=100 {
            let evidence = scoring.evidence_reaching(Score(wanted));
            assert!(score(evidence, &scoring) >= Score(wanted), "{wanted}");
            assert!(score(evidence - 1, &scoring) < Score(wanted), "{wanted}");
        }
        assert_eq!(scoring.evidence_reaching(Score(0)), 0);
        let bar = scoring.evidence_reaching(scoring.bar(VOLUME));
        assert_eq!(scoring.times_the_bar(bar, VOLUME), 100);
        assert_eq!(scoring.times_the_bar(bar * 30, VOLUME), 3_000);
    }

    #[test]
    fn enough_new_activity_by_itself_calls_for_one_and_less_does_not() {
        let bar = scoring().evidence_reaching(scoring().bar(VOLUME));
        let before = assessment(5 * bar, 0);
        assert!(!calls(&before, &assessment(6 * bar, 0)), "nothing later");
        let later = |evidence| Assessment {
            last_activity: Some(at(1)),
            ..assessment(evidence, 0)
        };
        assert!(!calls(&before, &later(6 * bar - 1)));
        assert!(calls(&before, &later(6 * bar)));
        // What was decided fades, and what came later stands by itself.
        assert!(!calls(&before, &assessment(bar - 1, 10_000)));
        assert!(calls(&before, &assessment(bar, 10_000)));
    }

    #[test]
    fn a_peak_that_moves_back_frees_nothing() {
        let bar = scoring().evidence_reaching(scoring().bar(VOLUME));
        let before = assessment(5 * bar, 30);
        let back = Assessment {
            last_activity: Some(at(31)),
            ..assessment(5 * bar, 0)
        };
        assert!(!calls(&before, &back));
    }

    proptest! {
        #[test]
        fn without_new_activity_there_is_no_other_alert(
            evidence in 0u64..1_000_000,
            other in 0u64..1_000_000,
            day in 0i32..400,
            earlier in 0i32..400,
        ) {
            let before = assessment(evidence, day);
            prop_assert!(!calls(&before, &before));
            prop_assert!(!calls(&before, &assessment(other, day - earlier)));
        }

        #[test]
        fn an_other_alert_has_evidence_of_its_own(
            evidence in 0u64..1_000_000,
            more in 0u64..1_000_000,
            days in 1i32..400,
        ) {
            let before = assessment(evidence, 0);
            let faded = Decay::new(scoring().half_life_days).apply(evidence, days);
            let bar = scoring().evidence_reaching(scoring().bar(VOLUME));
            let after = assessment(faded + more, days);
            prop_assert_eq!(calls(&before, &after), more >= bar);
        }
    }
}
