//! Risk factors: what makes evidence weigh more, beside how much there is.
//!
//! Promises: a pure function of the ledger's lines with points, so that the factors are those of the score.

use ombud_model::Day;
use ombud_model::alert::{RiskFactor, RiskFactors};
use ombud_model::assessment::{LedgerLine, LineKind};

use crate::content::{Content, Family};

/// Collected data that goes out within so many days is said to have been collected before.
const COLLECTED_WITHIN: i32 = 7;
/// From so many days on, exfiltration is said to be repeated.
const REPEATED_FROM: usize = 3;

/// The risk factors of a ledger.
pub fn risk_factors(content: &Content, ledger: &[LedgerLine]) -> RiskFactors {
    let counted = || ledger.iter().filter(|line| line.points > 0);
    let has = |kind: LineKind| counted().any(|line| line.kind == kind);
    let days = |families: &[Family]| -> Vec<Day> {
        let mut days: Vec<Day> = counted()
            .filter(|line| {
                content
                    .indicator(&line.indicator)
                    .is_some_and(|one| families.contains(&one.family))
            })
            .map(|line| line.day)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    let collected = days(&[Family::Collection, Family::Obfuscation]);
    let out = days(&[Family::Exfiltration]);
    let collected_before = out.iter().any(|out| {
        let before = |day: &Day| (0..=COLLECTED_WITHIN).contains(&out.since(*day));
        collected.iter().any(before)
    });
    let is_there = |factor: &RiskFactor| match factor {
        RiskFactor::Unusual => has(LineKind::Unusual),
        RiskFactor::Sensitive => has(LineKind::Sensitive),
        RiskFactor::PriorityContent => has(LineKind::PriorityContent),
        RiskFactor::UnallowedDomain => has(LineKind::UnallowedDomain),
        RiskFactor::CollectedBefore => collected_before,
        RiskFactor::RepeatedExfiltration => out.len() >= REPEATED_FROM,
    };
    RiskFactor::ALL.into_iter().filter(is_there).collect()
}

#[cfg(test)]
mod tests {
    use ombud_model::assessment::Score;

    use super::*;

    fn line(indicator: &str, day: i32, kind: LineKind) -> LedgerLine {
        LedgerLine {
            points: 1,
            kind,
            title: String::new(),
            indicator: indicator.to_owned(),
            day: Day(day),
            count: 1,
            threshold: 1,
            without: Score(0),
        }
    }

    fn factors(lines: &[LedgerLine]) -> Vec<RiskFactor> {
        let content = Content::builtin().unwrap();
        risk_factors(&content, lines).iter().collect()
    }

    #[test]
    fn each_kind_of_line_is_a_factor() {
        let lines = [
            line("files.deleted.cloud", 1, LineKind::Insight),
            line("files.deleted.cloud", 1, LineKind::Unusual),
            line("files.deleted.cloud", 1, LineKind::PriorityContent),
        ];
        let wanted = [RiskFactor::Unusual, RiskFactor::PriorityContent];
        assert_eq!(factors(&lines), wanted);
        assert_eq!(factors(&lines[..1]), []);
    }

    #[test]
    fn collecting_counts_in_the_week_before_data_goes_out_and_not_after() {
        let out = line("files.copied.removable-media", 20, LineKind::Insight);
        let collected = |day| {
            [
                line("files.archived.device", day, LineKind::Insight),
                out.clone(),
            ]
        };
        for day in [13, 20] {
            assert_eq!(factors(&collected(day)), [RiskFactor::CollectedBefore]);
        }
        for day in [12, 21] {
            assert_eq!(factors(&collected(day)), []);
        }
    }

    #[test]
    fn exfiltration_on_three_days_is_repeated() {
        let out = |day| line("files.copied.removable-media", day, LineKind::Insight);
        assert_eq!(factors(&[out(1), out(2), out(2)]), []);
        let repeated = [RiskFactor::RepeatedExfiltration];
        assert_eq!(factors(&[out(1), out(2), out(9)]), repeated);
    }
}
