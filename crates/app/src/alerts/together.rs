//! Alerts of one person that rest on the same activities: they are one entry of the list, and one decision.
//!
//! Promises: the strongest of the alerts that match is the entry; each other alert stands with one entry only.

use ombud_model::alert::{Alert, AlertStatus};
use ombud_model::assessment::LedgerLine;
use ombud_model::{AlertId, Day, PersonId, PolicyId};
use ombud_store::records::{AlertFilter, NamedAlert};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{AppError, JoinedAlert, Ombud};

/// An alert rests on the activities of another when so many percent of its points do.
const SAME_FROM_PERCENT: u64 = 90;

/// By person and policy.
type Ledgers = FxHashMap<(PersonId, PolicyId), Vec<LedgerLine>>;

impl Ombud {
    /// The alerts without those that stand with a stronger one, each with those that stand with it. `filter` is what the list was asked for.
    pub(super) async fn together(
        &self,
        alerts: Vec<NamedAlert>,
        filter: &AlertFilter,
    ) -> Result<Vec<(NamedAlert, Vec<Alert>)>, AppError> {
        let records = self.store.records();
        // Most persons have one: of them nothing is read.
        let several = |named: &&NamedAlert| {
            named.several_wait && named.alert.status == AlertStatus::NeedsReview
        };
        let several = alerts.iter().filter(several);
        let mut persons: Vec<PersonId> = several.map(|named| named.alert.person).collect();
        persons.sort_unstable();
        persons.dedup();
        let several = records.open_alerts_of(&persons).await?;
        if several.is_empty() {
            return Ok(alerts
                .into_iter()
                .map(|alert| (alert, Vec::new()))
                .collect());
        }
        let matching = AlertFilter {
            ids: Some(several.iter().map(|alert| alert.id).collect()),
            ..filter.clone()
        };
        let matching = records
            .alerts_page(&matching, None, several.len() as u64)
            .await?;
        let mut of: Vec<PersonId> = matching.iter().map(|alert| alert.person).collect();
        of.sort_unstable();
        of.dedup();
        let ledgers = self.ledgers_of(&of).await?;
        let (mut joined, hidden) = joined(matching, &ledgers);
        Ok(alerts
            .into_iter()
            .filter(|named| !hidden.contains(&named.alert.id))
            .map(|named| {
                let others = joined.remove(&named.alert.id).unwrap_or_default();
                (named, others)
            })
            .collect())
    }

    /// The other alerts of the person that wait and rest on the activities of this one, if it waits.
    pub(super) async fn joined_with(
        &self,
        id: AlertId,
        person: PersonId,
    ) -> Result<Vec<JoinedAlert>, AppError> {
        let open = self.store.records().open_alerts_of(&[person]).await?;
        let Some(this) = open.iter().find(|alert| alert.id == id) else {
            return Ok(Vec::new());
        };
        if open.len() < 2 {
            return Ok(Vec::new());
        }
        let ledgers = self.ledgers_of(&[person]).await?;
        let (rules, own) = (self.rules(), ledger_of(&ledgers, this));
        let same = |other: &&Alert| other.id != id && rests_on(ledger_of(&ledgers, other), own);
        let joined = open.iter().filter(same);
        Ok(joined.map(|other| JoinedAlert::of(other, &rules)).collect())
    }

    async fn ledgers_of(&self, persons: &[PersonId]) -> Result<Ledgers, AppError> {
        let records = self.store.records();
        let stored = records.assessments_of_persons(persons).await?;
        Ok(stored
            .into_iter()
            .map(|stored| stored.assessment)
            .map(|one| ((one.person, one.policy), one.ledger))
            .collect())
    }
}

/// Which alerts stand with which entry, and all that do. The alerts are in the order of the list.
fn joined(
    alerts: Vec<Alert>,
    ledgers: &Ledgers,
) -> (FxHashMap<AlertId, Vec<Alert>>, FxHashSet<AlertId>) {
    let mut entries: FxHashMap<PersonId, Vec<Alert>> = FxHashMap::default();
    let mut joined: FxHashMap<AlertId, Vec<Alert>> = FxHashMap::default();
    let mut hidden = FxHashSet::default();
    for alert in alerts {
        let of_person = entries.entry(alert.person).or_default();
        let entry = of_person
            .iter()
            .find(|entry| rests_on(ledger_of(ledgers, &alert), ledger_of(ledgers, entry)));
        match entry {
            Some(entry) => {
                hidden.insert(alert.id);
                joined.entry(entry.id).or_default().push(alert);
            }
            None => of_person.push(alert),
        }
    }
    (joined, hidden)
}

fn ledger_of<'a>(ledgers: &'a Ledgers, alert: &Alert) -> &'a [LedgerLine] {
    let key = (alert.person, alert.policy);
    ledgers.get(&key).map_or(&[], Vec::as_slice)
}

/// Whether a ledger rests on the activities of another, by indicator and day.
fn rests_on(ledger: &[LedgerLine], other: &[LedgerLine]) -> bool {
    let there: FxHashSet<(&str, Day)> = other
        .iter()
        .filter(|line| line.points > 0)
        .map(|line| (line.indicator.as_str(), line.day))
        .collect();
    let points = |lines: &mut dyn Iterator<Item = &LedgerLine>| -> u64 {
        lines.map(|line| u64::from(line.points)).sum()
    };
    let all = points(&mut ledger.iter());
    let same = points(
        &mut ledger
            .iter()
            .filter(|line| there.contains(&(line.indicator.as_str(), line.day))),
    );
    all > 0 && same * 100 >= all * SAME_FROM_PERCENT
}

#[cfg(test)]
mod tests {
    use ombud_model::assessment::{LineKind, Score};

    use super::*;

    fn line(indicator: &str, day: i32, points: u8) -> LedgerLine {
        LedgerLine {
            points,
            kind: LineKind::Insight,
            title: String::new(),
            indicator: indicator.to_owned(),
            day: Day(day),
            count: 1,
            threshold: 1,
            without: Score(0),
        }
    }

    #[test]
    fn nine_tenths_of_the_points_on_the_same_days_and_indicators_are_the_same() {
        let stronger = [line("a", 1, 40), line("b", 2, 50)];
        assert!(rests_on(&[line("a", 1, 9), line("c", 1, 1)], &stronger));
        assert!(!rests_on(&[line("a", 1, 8), line("c", 1, 1)], &stronger));
        assert!(!rests_on(&[line("a", 2, 8)], &stronger));
        assert!(!rests_on(&[], &stronger));
    }
}
