//! What is compared with labels: alerts and scores as they are stored, or as they would be without a part of what is usual.

use std::collections::BTreeMap;

use ombud_app::{AlertQuery, AppError, Ombud, PersonSummary, Revealed};
use ombud_detect::Part;
use ombud_model::assessment::{LedgerLine, Score};
use ombud_model::policy::AlertVolume;
use ombud_model::{Day, Timestamp};

use super::calibrated::Calibrated;
use super::figures::{Compared, Label, Raised};
use crate::args::EvalArgs;
use crate::commands::Context;
use crate::exit::Failure;

/// The reason in the audit log.
const REASON: &str = "comparing alerts with labels";

/// Strongest scores and alerts by pseudonym.
#[derive(Default)]
struct Found {
    strongest: BTreeMap<String, u8>,
    alerts: Vec<(String, Raised)>,
}

pub(super) async fn gather(
    context: &Context,
    ombud: &Ombud,
    labels: Vec<Label>,
    args: &EvalArgs,
) -> Result<Compared, Failure> {
    let persons = ombud.find_persons(false).await?;
    let without = args.without.map(Part::from);
    let found = match without {
        None => Found::stored(ombud, &persons).await?,
        Some(part) => Found::anew(ombud, part).await?,
    };
    let alerted = found.alerts.iter().map(|(pseudonym, _)| pseudonym.clone());
    let wanted: Vec<String> = found.strongest.keys().cloned().chain(alerted).collect();
    let names = ombud.reveal_names(&context.by, &wanted, REASON).await?;
    let insiders: Vec<String> = labels
        .iter()
        .filter(|label| label.is_insider())
        .map(|label| label.user.clone())
        .collect();
    let calibration = ombud.calibrate(without, &insiders).await?;
    let named = |(pseudonym, alert): (String, Raised)| Raised {
        user: user(&names, &pseudonym),
        ..alert
    };
    let strongest = found.strongest.iter();
    Ok(Compared {
        labels,
        alerts: found.alerts.into_iter().map(named).collect(),
        scores: strongest
            .map(|(pseudonym, &score)| (user(&names, pseudonym), score))
            .collect(),
        persons: persons.len() as u64,
        days: days(ombud).await?,
        budget: args.budget,
        calibration: Calibrated::of(&calibration),
    })
}

/// An erased person is nobody whom a label could be about.
fn user(names: &Revealed, pseudonym: &str) -> String {
    let name = names.get(pseudonym).map_or(pseudonym, String::as_str);
    name.to_lowercase()
}

impl Found {
    async fn stored(ombud: &Ombud, persons: &[PersonSummary]) -> Result<Self, Failure> {
        let mut found = Self::default();
        for person in persons.iter().filter(|person| person.in_scope) {
            let scores = person.policies.iter().map(|policy| policy.score.0);
            let strongest = scores.max().unwrap_or(0);
            found.strongest.insert(person.person.clone(), strongest);
        }
        let stands = stands(ombud);
        for alert in ombud.find_alerts(&AlertQuery::default()).await? {
            let Some(detail) = ombud.find_alert(alert.id).await? else {
                continue;
            };
            let (score, evidence) = (alert.score, alert.evidence);
            let during = (alert.first_activity, alert.last_activity);
            let raised = raised(score, evidence, during, &detail.ledger, stands);
            found.alerts.push((alert.person, raised));
        }
        Ok(found)
    }

    async fn anew(ombud: &Ombud, part: Part) -> Result<Self, Failure> {
        let (mut found, stands) = (Self::default(), stands(ombud));
        for one in ombud.assess_without(part).await? {
            let assessment = one.assessment;
            let score = assessment.score;
            let strongest = found.strongest.entry(one.person.clone()).or_default();
            *strongest = score.0.max(*strongest);
            let during = assessment.first_activity.zip(assessment.last_activity);
            if let (true, Some(during)) = (assessment.alert, during) {
                let raised = raised(score, one.evidence, during, &assessment.ledger, stands);
                found.alerts.push((one.person, raised));
            }
        }
        Ok(found)
    }
}

/// The score from which an alert stands.
fn stands(ombud: &Ombud) -> Score {
    ombud.content().scoring().bar(AlertVolume::Default)
}

/// An alert without its user. Where a policy alerts earlier than at `stands`, all of the alert's points must be there.
fn raised(
    score: Score,
    evidence: u64,
    (first, last): (Timestamp, Timestamp),
    ledger: &[LedgerLine],
    stands: Score,
) -> Raised {
    let mut by_day: BTreeMap<Day, u32> = BTreeMap::new();
    for line in ledger {
        *by_day.entry(line.day).or_default() += u32::from(line.points);
    }
    let (mut points, wanted) = (0, u32::from(stands.min(score).0));
    let stood = by_day.iter().find(|(_, of_day)| {
        points += **of_day;
        points >= wanted
    });
    let last = last.day();
    Raised {
        user: String::new(),
        score: score.0,
        evidence,
        first: first.day(),
        last,
        stood: stood.map_or(last, |(&day, _)| day),
    }
}

/// From the day of the first activity in history to that of the last. What HR knows lies weeks before and after what people did.
async fn days(ombud: &Ombud) -> Result<u64, Failure> {
    let segments = ombud.store().records().segments().await;
    let segments = segments.map_err(AppError::from)?;
    let done = || segments.iter().filter(|segment| segment.source != "hr");
    let first = done().map(|segment| segment.min_time.day()).min();
    let last = done().map(|segment| segment.max_time.day()).max();
    let span = first
        .zip(last)
        .map_or(0, |(first, last)| last.0 - first.0 + 1);
    Ok(u64::from(span.max(0).unsigned_abs()))
}
