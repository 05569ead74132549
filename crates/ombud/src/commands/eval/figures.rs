//! How well alerts agree with labels: the arithmetic, without any data directory.
//!
//! Promises: pure; the same whatever the order of what it is given. Where nothing can be said (no insider, no alert) a figure is absent,
//! never 0.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ombud_model::assessment::Score;
use ombud_model::{Day, Severity};
use serde::Serialize;

use super::calibrated::Calibrated;

/// The label of those who leave and do nothing else that is odd.
const HONEST_LEAVERS: &str = "trap-quiet-leaver";

/// What is true about one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Label {
    /// Address in lower case.
    pub(crate) user: String,
    /// The scenario; of an honest person it begins with `trap-`.
    pub(crate) scenario: String,
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Label {
    pub(crate) fn is_insider(&self) -> bool {
        !self.scenario.starts_with("trap-")
    }
}

/// An alert about a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Raised {
    /// Address in lower case.
    pub(crate) user: String,
    pub(crate) score: u8,
    /// Over what opens an alert, in hundredths.
    pub(crate) evidence: u64,
    /// Days of the first and the last activity that it is made of.
    pub(crate) first: Day,
    pub(crate) last: Day,
    /// The day after which the evidence stood.
    pub(crate) stood: Day,
}

impl Raised {
    fn severity(&self) -> Severity {
        Score(self.score).severity()
    }
}

/// What alerts are compared with.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    pub(crate) labels: Vec<Label>,
    pub(crate) alerts: Vec<Raised>,
    /// The strongest score of those who have one, with an alert or without, by address in lower case.
    pub(crate) scores: BTreeMap<String, u8>,
    /// Everybody in the records.
    pub(crate) persons: u64,
    /// Days of the records.
    pub(crate) days: u64,
    /// Alerts per 1,000 people and day.
    pub(crate) budget: f64,
    /// Of those who have no label of an insider.
    pub(crate) calibration: Calibrated,
}

/// What came out. Shares are between 0 and 1.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub(crate) struct Figures {
    pub(crate) persons: u64,
    pub(crate) days: u64,
    pub(crate) insiders: u64,
    pub(crate) alerts: u64,
    /// How many alerts the budget allows: one at least.
    pub(crate) budget_alerts: u64,
    /// Share of the insiders whom an alert within the budget is about.
    pub(crate) recall_at_budget: Option<f64>,
    /// Share of the insiders whom any alert is about.
    pub(crate) recall: Option<f64>,
    /// Share of the alerts within the budget that are about what an insider did.
    pub(crate) precision: Option<f64>,
    /// The chance that an insider stands above somebody honest; equals count half.
    pub(crate) auc: Option<f64>,
    /// From the beginning of the first planted day to the end of the day after which the evidence stood, over the insiders who are
    /// found. Known by the day.
    pub(crate) median_hours_to_alert: Option<u64>,
    pub(crate) by_scenario: BTreeMap<String, Found>,
    /// Honest people with a label, by their label.
    pub(crate) by_trap: BTreeMap<String, Trapped>,
    /// Absent where nobody has the label `trap-quiet-leaver`.
    pub(crate) honest_leavers: Option<HonestLeavers>,
    /// Alerts that are about nothing that an insider did, by the label of the person: the trap, `none` for people without a label, and
    /// `other-days` for an insider's days without a deed.
    pub(crate) false_positives: BTreeMap<String, u64>,
    /// Those of them that are at high.
    pub(crate) false_positives_at_high: u64,
    pub(crate) calibration: Calibrated,
}

/// The insiders of one scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub(crate) struct Found {
    pub(crate) insiders: u64,
    pub(crate) found: u64,
    /// Those whom an alert at medium or more is about.
    pub(crate) medium: u64,
    /// Those whom an alert at high is about.
    pub(crate) high: u64,
    pub(crate) within_budget: u64,
}

/// The people of one trap.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub(crate) struct Trapped {
    pub(crate) persons: u64,
    /// Those who have an alert.
    pub(crate) alerted: u64,
    /// Those who have an alert at high.
    pub(crate) high: u64,
}

/// Those who leave and do nothing else that is odd.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub(crate) struct HonestLeavers {
    pub(crate) persons: u64,
    /// Share of them who have an alert.
    pub(crate) alerted: f64,
    /// Share of them who have an alert at high.
    pub(crate) high: f64,
}

/// Compares. Of alerts that are equal in score and evidence, those that are wrong count as the stronger ones: luck never helps.
pub(crate) fn compare(compared: &Compared) -> Figures {
    let labels: BTreeMap<&str, &Label> = compared
        .labels
        .iter()
        .map(|label| (label.user.as_str(), label))
        .collect();
    let insiders: Vec<&Label> = labels
        .values()
        .copied()
        .filter(|label| label.is_insider())
        .collect();
    let allowed = compared.persons as f64 * compared.days as f64 / 1_000.0 * compared.budget;
    let allowed = (allowed as u64).max(1);
    let mut tally = Tally::new(&insiders);
    let alerts = ordered(&compared.alerts, &labels);
    for (place, &(alert, truth)) in (0u64..).zip(&alerts) {
        match truth {
            Some(label) => tally.count_true(alert, label, place < allowed),
            None => tally.count_false(alert, labels.get(alert.user.as_str()).copied()),
        }
    }
    let by_trap = by_trap(&compared.alerts, labels.into_values());
    let all = insiders.len() as u64;
    Figures {
        persons: compared.persons,
        days: compared.days,
        insiders: all,
        alerts: alerts.len() as u64,
        budget_alerts: allowed,
        recall_at_budget: share(tally.within.len() as u64, all),
        recall: share(tally.hours.len() as u64, all),
        precision: share(tally.true_within, allowed.min(alerts.len() as u64)),
        auc: auc(compared, &insiders),
        median_hours_to_alert: median(tally.hours.into_values().collect()),
        honest_leavers: honest_leavers(&by_trap),
        by_trap,
        by_scenario: tally.by_scenario,
        false_positives: tally.false_positives,
        false_positives_at_high: tally.false_at_high,
        calibration: compared.calibration.clone(),
    }
}

fn by_trap<'l>(
    alerts: &[Raised],
    labels: impl Iterator<Item = &'l Label>,
) -> BTreeMap<String, Trapped> {
    let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
    for alert in alerts {
        let known = worst.entry(&alert.user).or_insert(Severity::Low);
        *known = alert.severity().max(*known);
    }
    let mut traps: BTreeMap<String, Trapped> = BTreeMap::new();
    for label in labels.filter(|label| !label.is_insider()) {
        let trap = traps.entry(label.scenario.clone()).or_default();
        let severity = worst.get(label.user.as_str());
        trap.persons += 1;
        trap.alerted += u64::from(severity.is_some());
        trap.high += u64::from(severity == Some(&Severity::High));
    }
    traps
}

fn honest_leavers(by_trap: &BTreeMap<String, Trapped>) -> Option<HonestLeavers> {
    let leavers = by_trap.get(HONEST_LEAVERS)?;
    Some(HonestLeavers {
        persons: leavers.persons,
        alerted: share(leavers.alerted, leavers.persons)?,
        high: share(leavers.high, leavers.persons)?,
    })
}

/// The strongest first, wrong ones before right ones among equals; each with the label of the insider whose deed it is about.
fn ordered<'a>(
    alerts: &'a [Raised],
    labels: &BTreeMap<&str, &'a Label>,
) -> Vec<(&'a Raised, Option<&'a Label>)> {
    let mut ordered: Vec<(&Raised, Option<&Label>)> = alerts
        .iter()
        .map(|alert| (alert, truly(alert, labels)))
        .collect();
    ordered.sort_by_key(|(alert, truth)| {
        (
            Reverse((alert.score, alert.evidence)),
            truth.is_some(),
            &alert.user,
        )
    });
    ordered
}

/// What is counted while the alerts are gone through.
#[derive(Default)]
struct Tally<'a> {
    by_scenario: BTreeMap<String, Found>,
    false_positives: BTreeMap<String, u64>,
    /// Hours to the alert of each insider who is found, the least where there are several.
    hours: BTreeMap<&'a str, u64>,
    /// Insiders whom an alert within the budget is about.
    within: BTreeSet<&'a str>,
    true_within: u64,
    false_at_high: u64,
}

impl<'a> Tally<'a> {
    fn new(insiders: &[&Label]) -> Self {
        let mut tally = Self::default();
        for label in insiders {
            tally.scenario(label).insiders += 1;
        }
        tally
    }

    fn scenario(&mut self, label: &Label) -> &mut Found {
        self.by_scenario.entry(label.scenario.clone()).or_default()
    }

    /// The strongest alert about a person comes first: it says how severe that person's alerts get.
    fn count_true(&mut self, alert: &Raised, label: &'a Label, within: bool) {
        let took = hours_between(label.first, alert.stood);
        let known = self.hours.insert(&label.user, took);
        match known {
            Some(before) => {
                self.hours.insert(&label.user, before.min(took));
            }
            None => {
                let found = self.scenario(label);
                found.found += 1;
                found.medium += u64::from(alert.severity() >= Severity::Medium);
                found.high += u64::from(alert.severity() == Severity::High);
            }
        }
        if within {
            self.true_within += 1;
            if self.within.insert(&label.user) {
                self.scenario(label).within_budget += 1;
            }
        }
    }

    fn count_false(&mut self, alert: &Raised, label: Option<&Label>) {
        self.false_at_high += u64::from(alert.severity() == Severity::High);
        let cause = match label {
            None => "none",
            Some(label) if label.is_insider() => "other-days",
            Some(label) => &label.scenario,
        };
        *self.false_positives.entry(cause.to_owned()).or_insert(0) += 1;
    }
}

/// The label of the insider whose deed the alert is about: its activities and the deed have a day in common.
fn truly<'l>(alert: &Raised, labels: &BTreeMap<&str, &'l Label>) -> Option<&'l Label> {
    let label = *labels.get(alert.user.as_str())?;
    let meets = alert.first <= label.last && label.first <= alert.last;
    (label.is_insider() && meets).then_some(label)
}

fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

/// Hours from the beginning of a day to the end of another; a day at least.
fn hours_between(first: Day, stood: Day) -> u64 {
    let days = i64::from(stood.0) - i64::from(first.0) + 1;
    days.max(1).unsigned_abs() * 24
}

/// The middle one; of an even number the lower of the two.
fn median(mut of: Vec<u64>) -> Option<u64> {
    of.sort_unstable();
    of.get(of.len().saturating_sub(1) / 2).copied()
}

/// By the strongest score of each person, then the strongest evidence of their alerts. Whoever is in nobody's scope has neither.
fn auc(compared: &Compared, insiders: &[&Label]) -> Option<f64> {
    let mut strongest: BTreeMap<&str, (u8, u64)> = compared
        .scores
        .iter()
        .map(|(user, &score)| (user.as_str(), (score, 0)))
        .collect();
    for alert in &compared.alerts {
        let known = strongest.entry(&alert.user).or_default();
        *known = (alert.score, alert.evidence).max(*known);
    }
    let theirs: Vec<(u8, u64)> = insiders
        .iter()
        .map(|label| strongest.remove(label.user.as_str()).unwrap_or_default())
        .collect();
    // Who has neither score nor alert stands for itself only by number.
    let honest = compared.persons.checked_sub(theirs.len() as u64)?;
    let mut scored: Vec<(u8, u64)> = strongest.into_values().collect();
    scored.sort_unstable();
    let silent = honest.saturating_sub(scored.len() as u64);
    let honest = silent + scored.len() as u64;
    if theirs.is_empty() || honest == 0 {
        return None;
    }
    let halves: u64 = theirs
        .iter()
        .map(|strength| {
            let below = scored.partition_point(|other| other < strength) as u64;
            let equal = scored.partition_point(|other| other <= strength) as u64 - below;
            let of_silent = if *strength > (0, 0) { 2 } else { 1 } * silent;
            2 * below + equal + of_silent
        })
        .sum();
    Some(halves as f64 / (2 * theirs.len() as u64 * honest) as f64)
}

#[cfg(test)]
mod tests;
