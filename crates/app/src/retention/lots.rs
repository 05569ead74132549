//! What is stored, in the lots that are kept or deleted as wholes, and the plan that follows from it.

use std::collections::{BTreeMap, BTreeSet};

use ombud_guard::hold::{self, Hold};
use ombud_guard::retention::{Kind, LastRun, Lot, Plan, PlanContext, RetentionRules, plan};
use ombud_model::alert::{AlertPosition, AlertStatus};
use ombud_model::{PersonId, Timestamp};
use ombud_store::StoreError;
use ombud_store::records::AlertFilter;

use super::{DAY_MS, lot, part};
use crate::{AppError, Ombud};

/// Rows read at a time.
const PAGE: u64 = 1_000;
const REJECTS: u64 = 100;

impl Ombud {
    pub(super) async fn present_plan(
        &self,
        rules: &RetentionRules,
        holds: &[Hold],
        last: Option<LastRun>,
    ) -> Result<Plan, AppError> {
        let now = self.clock.now();
        let members = self.case_members().await?;
        let under_hold = hold::persons_under_hold(holds, &members);
        let mut lots = self.alert_lots().await?;
        lots.extend(self.case_lots(&under_hold).await?);
        lots.extend(self.unmasking_lots().await?);
        lots.extend(self.person_request_lots().await?);
        lots.extend(self.history_lots(rules, &under_hold, now).await?);
        lots.extend(self.reject_lots().await?);
        for (at, rows) in self.store.records().receipt_times().await? {
            lots.push(lot(
                Kind::Receipts,
                at.millis().to_string(),
                (at, at),
                vec![part(None, rows)],
            ));
        }
        Ok(plan(
            &PlanContext {
                rules,
                holds,
                members: &members,
                now,
                last,
            },
            &lots,
        ))
    }

    async fn alert_lots(&self) -> Result<Vec<Lot>, AppError> {
        let (mut lots, mut after) = (Vec::new(), None);
        loop {
            let page = self
                .store
                .records()
                .alerts_page(&AlertFilter::default(), after, PAGE)
                .await?;
            let Some(last) = page.last() else {
                return Ok(lots);
            };
            after = Some(AlertPosition::from(last));
            lots.extend(page.into_iter().map(|alert| {
                let kind = match alert.status {
                    AlertStatus::NeedsReview => Kind::UntriagedAlerts,
                    _ => Kind::ClosedCases,
                };
                let span = (alert.first_activity, alert.last_activity);
                lot(
                    kind,
                    alert.id.to_string(),
                    span,
                    vec![part(Some(alert.person), 1)],
                )
            }));
        }
    }

    /// Whole segments: one goes when its youngest activity is past its time. Who is under a hold is counted where it may matter.
    async fn history_lots(
        &self,
        rules: &RetentionRules,
        under_hold: &BTreeSet<PersonId>,
        now: Timestamp,
    ) -> Result<Vec<Lot>, AppError> {
        let kept_ms = i64::from(rules.effective(Kind::History).days) * DAY_MS;
        let mut lots = Vec::new();
        for meta in self.store.records().segments().await? {
            let mut parts: BTreeMap<Option<PersonId>, u64> = BTreeMap::new();
            if !under_hold.is_empty() && meta.max_time.millis() + kept_ms <= now.millis() {
                let segment = self.store.history().read_segment(&meta).await?;
                let counted = tokio::task::block_in_place(|| {
                    segment.for_each(|activity, _| {
                        *parts
                            .entry(activity.person.filter(|person| under_hold.contains(person)))
                            .or_default() += 1;
                    })
                });
                counted.map_err(StoreError::from)?;
            } else {
                parts.insert(None, meta.rows);
            }
            let parts = parts
                .into_iter()
                .map(|(person, rows)| part(person, rows))
                .collect();
            lots.push(lot(
                Kind::History,
                meta.id.to_string(),
                (meta.min_time, meta.max_time),
                parts,
            ));
        }
        Ok(lots)
    }

    async fn reject_lots(&self) -> Result<Vec<Lot>, AppError> {
        let (mut lots, mut after) = (Vec::new(), None);
        loop {
            let page = self
                .store
                .records()
                .rejects_page(None, after, REJECTS)
                .await?;
            let Some(last) = page.last() else {
                return Ok(lots);
            };
            after = Some(last.id);
            lots.extend(page.into_iter().map(|reject| {
                let id = u128::from_be_bytes(reject.id).to_string();
                lot(
                    Kind::Rejects,
                    id,
                    (reject.first_seen, reject.first_seen),
                    vec![part(None, 1)],
                )
            }));
        }
    }
}
