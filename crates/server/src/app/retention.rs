//! What is kept for how long, and the runs that delete what is past its time: alerts, cases, unmaskings, activities, rejected records and
//! receipts.
//!
//! A run that the brake stops deletes nothing. Its plan is kept, and goes on only when somebody names exactly that plan.

use std::collections::{BTreeMap, BTreeSet};

use ombud_guard::hold::{HeldOn, Hold};
use ombud_guard::retention::{
    Deletion, Kind, LastRun, Lot, LotId, Part, Plan, PlanContext, RetentionRules, RetentionRulesDraft, RunRecord, Standing, plan,
};
use ombud_model::alert::AlertStatus;
use ombud_model::{Operation, PersonId, Timestamp};
use ombud_store::StoreError;
use ombud_store::records::{AlertCursor, AlertFilter};
use serde::Serialize;

use super::holds::console;
use super::shelf::{self, Shelved};
use super::{Act, AppError, By, Ombud, cases, unmaskings};

/// Under these keys lie the rules, and the plan that the brake has stopped.
const RULES: &str = "retention-rules";
const BRAKED: &str = "retention-braked";
/// Under this key stands when the daily run was last tried.
const TRIED: &str = "retention-tried";
/// How often is looked whether a day has passed.
const OFTEN: std::time::Duration = std::time::Duration::from_hours(1);
const DAY_MS: i64 = 86_400_000;
/// Rows read at a time.
const PAGE: u64 = 1_000;
const REJECTS: u64 = 100;
/// The kinds that this version deletes; the others are not stored yet.
const KINDS: [Kind; 6] =
    [Kind::UntriagedAlerts, Kind::ClosedCases, Kind::History, Kind::Unmaskings, Kind::Rejects, Kind::Receipts];

impl Shelved for RunRecord {
    const KIND: &'static str = "retention-run";

    fn id(&self) -> String {
        format!("{:012}", self.number)
    }
}

/// How long one kind is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetentionRow {
    pub kind: &'static str,
    pub days: u16,
    pub usual_days: u16,
    /// What a setting may choose.
    pub from: u16,
    pub to: u16,
}

/// What a run did, or why it did nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetentionRun {
    /// Whether the brake stopped it. Then `due` is what would have gone.
    pub braked: bool,
    /// Why the brake stopped it.
    pub reasons: Vec<String>,
    /// Rows by kind.
    pub due: BTreeMap<&'static str, u64>,
    /// Names the plan: what `--confirm` expects.
    pub plan: String,
    /// Number of the run, where it was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

impl RetentionRun {
    fn of(plan: &Plan, number: Option<u64>) -> Self {
        let mut due: BTreeMap<&'static str, u64> = BTreeMap::new();
        for deletion in plan.due() {
            *due.entry(deletion.kind.name()).or_default() += deletion.rows;
        }
        let reasons = match &plan.standing {
            Standing::Braked(brakes) => brakes.iter().map(ToString::to_string).collect(),
            Standing::Ready | Standing::Confirmed(_) => Vec::new(),
        };
        let plan_is_braked = matches!(plan.standing, Standing::Braked(_));
        Self { braked: plan_is_braked, reasons, due, plan: digits(&plan.digest()), number }
    }
}

fn digits(bytes: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*bytes).to_hex().to_string()
}

impl Ombud {
    /// How long each kind that is stored is kept.
    pub async fn retention(&self) -> Result<Vec<RetentionRow>, AppError> {
        let rules = self.retention_rules().await?;
        let row = |kind: Kind| {
            let (from, to) = kind.range();
            RetentionRow { kind: kind.name(), days: rules.effective(kind).days, usual_days: kind.usual_days(), from, to }
        };
        Ok(KINDS.into_iter().map(row).collect())
    }

    /// Changes how long kinds are kept.
    pub async fn set_retention(&self, days: &[(Kind, u16)], by: &By) -> Result<(), AppError> {
        let mut draft = RetentionRulesDraft::from(self.retention_rules().await?);
        for &(kind, days) in days {
            if !KINDS.contains(&kind) {
                return Err(AppError::Invalid(format!("nothing of {kind} is stored yet: see `ombud retention show`")));
            }
            draft.days.insert(kind, days);
        }
        let rules = RetentionRules::try_from(draft).map_err(|error| AppError::Invalid(error.to_string()))?;
        let said: Vec<String> = days.iter().map(|(kind, days)| format!("{kind}={days}")).collect();
        self.audited(by, Act::new(Operation::ChangeRetention).reason(&said.join(" ")), async |_| {
            let body = serde_json::to_string(&rules).map_err(AppError::internal)?;
            Ok(self.store.records().put_value(RULES, &body).await?)
        })
        .await
    }

    pub(super) async fn retention_days(&self, kind: Kind) -> Result<u16, AppError> {
        Ok(self.retention_rules().await?.effective(kind).days)
    }

    async fn retention_rules(&self) -> Result<RetentionRules, AppError> {
        match self.store.records().value(RULES).await? {
            Some(text) => serde_json::from_str(&text)
                .map_err(|error| AppError::Data(format!("the stored rules of retention cannot be read: {error}"))),
            None => Ok(RetentionRules::default()),
        }
    }

    /// Deletes what is past its time, unless the brake stops it. With `confirm`, the plan of that name that the brake has stopped.
    pub async fn run_retention(&self, confirm: Option<&str>, by: &By) -> Result<RetentionRun, AppError> {
        let _pushing = self.pushing.lock().await;
        let rules = self.retention_rules().await?;
        let holds = self.holds().await?;
        let runs = shelf::all::<RunRecord>(self.store.records()).await?;
        let last = runs.last().map(|read| read.value.as_last());
        let present = self.present_plan(&rules, &holds, last).await?;
        let plan = match confirm {
            Some(digest) => self.confirmed_plan(digest, &present).await?,
            None => present,
        };
        let number = runs.last().map_or(1, |read| read.value.number + 1);
        let Some(record) = RunRecord::of(number, &plan) else {
            return self.stopped(&plan, by).await;
        };
        let said = serde_json::to_string(&record).map_err(AppError::internal)?;
        self.audited(by, Act::new(Operation::RunRetention).reason(&said), async |_| {
            self.carry_out(plan.deletions()).await?;
            self.store.records().put_value(BRAKED, "").await?;
            self.store.records().change_documents(vec![shelf::new(&record)?]).await?;
            Ok(RetentionRun::of(&plan, Some(number)))
        })
        .await
    }

    async fn stopped(&self, plan: &Plan, by: &By) -> Result<RetentionRun, AppError> {
        let run = RetentionRun::of(plan, None);
        let said = format!("stopped: {}", run.reasons.join("; "));
        self.audited(by, Act::new(Operation::RunRetention).reason(&said), async |_| {
            let body = serde_json::to_string(plan).map_err(AppError::internal)?;
            self.store.records().put_value(BRAKED, &body).await?;
            Ok(run)
        })
        .await
    }

    /// The plan that the brake has stopped, if it is the one that somebody has looked at.
    async fn confirmed_plan(&self, digest: &str, present: &Plan) -> Result<Plan, AppError> {
        let wrong = || AppError::Invalid("no plan of that name waits: see what `ombud retention run` says now".to_owned());
        let stored = self.store.records().value(BRAKED).await?.filter(|text| !text.is_empty()).ok_or_else(wrong)?;
        let stored: Plan = serde_json::from_str(&stored).map_err(AppError::internal)?;
        let looked_at = blake3::Hash::from_hex(digest).map_err(|_| wrong())?;
        let confirmed = stored.confirm(looked_at.as_bytes(), &console(), present);
        confirmed.map_err(|refused| AppError::Invalid(refused.to_string()))
    }

    async fn present_plan(&self, rules: &RetentionRules, holds: &[Hold], last: Option<LastRun>) -> Result<Plan, AppError> {
        let now = self.clock.now();
        let held: BTreeSet<PersonId> = holds
            .iter()
            .filter(|hold| hold.is_active())
            .filter_map(|hold| match hold.on {
                HeldOn::Person(person) => Some(person),
                HeldOn::Case(_) => None,
            })
            .collect();
        let mut lots = self.alert_lots().await?;
        lots.extend(self.case_lots(&held).await?);
        lots.extend(self.unmasking_lots().await?);
        lots.extend(self.history_lots(rules, &held, now).await?);
        lots.extend(self.reject_lots().await?);
        for (at, rows) in self.store.records().receipt_times().await? {
            lots.push(lot(Kind::Receipts, at.millis().to_string(), (at, at), vec![part(None, rows)]));
        }
        Ok(plan(&PlanContext { rules, holds, now, last }, &lots))
    }

    async fn alert_lots(&self) -> Result<Vec<Lot>, AppError> {
        let (mut lots, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.records().alerts_page(&AlertFilter::default(), after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(lots) };
            after = Some(AlertCursor::from(last));
            lots.extend(page.into_iter().map(|alert| {
                let kind = match alert.status {
                    AlertStatus::NeedsReview => Kind::UntriagedAlerts,
                    _ => Kind::ClosedCases,
                };
                let span = (alert.first_activity, alert.last_activity);
                lot(kind, alert.id.to_string(), span, vec![part(Some(alert.person), 1)])
            }));
        }
    }

    /// Whole segments: one goes when its youngest activity is past its time. Who is held is counted where it may matter.
    async fn history_lots(
        &self,
        rules: &RetentionRules,
        held: &BTreeSet<PersonId>,
        now: Timestamp,
    ) -> Result<Vec<Lot>, AppError> {
        let kept_ms = i64::from(rules.effective(Kind::History).days) * DAY_MS;
        let mut lots = Vec::new();
        for meta in self.store.records().segments().await? {
            let mut parts: BTreeMap<Option<PersonId>, u64> = BTreeMap::new();
            if !held.is_empty() && meta.max_time.millis() + kept_ms <= now.millis() {
                let segment = self.store.history().read_segment(&meta).await?;
                let counted = tokio::task::block_in_place(|| {
                    segment.for_each(|activity, _| {
                        *parts.entry(activity.person.filter(|person| held.contains(person))).or_default() += 1;
                    })
                });
                counted.map_err(StoreError::from)?;
            } else {
                parts.insert(None, meta.rows);
            }
            let parts = parts.into_iter().map(|(person, rows)| part(person, rows)).collect();
            lots.push(lot(Kind::History, meta.id.to_string(), (meta.min_time, meta.max_time), parts));
        }
        Ok(lots)
    }

    async fn reject_lots(&self) -> Result<Vec<Lot>, AppError> {
        let (mut lots, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.records().rejects_page(None, after, REJECTS).await?;
            let Some(last) = page.last() else { return Ok(lots) };
            after = Some(last.id);
            lots.extend(page.into_iter().map(|reject| {
                let id = u128::from_be_bytes(reject.id).to_string();
                lot(Kind::Rejects, id, (reject.first_seen, reject.first_seen), vec![part(None, 1)])
            }));
        }
    }

    async fn carry_out(&self, deletions: &[Deletion]) -> Result<(), AppError> {
        let records = self.store.records();
        let of = |kind: Kind| deletions.iter().filter(move |deletion| deletion.kind == kind);
        let alerts = of(Kind::UntriagedAlerts).chain(of(Kind::ClosedCases));
        let alerts: Vec<_> = alerts.filter_map(|deletion| deletion.lot.0.parse().ok()).collect();
        records.delete_alerts(&alerts).await?;
        let cases = of(Kind::ClosedCases).filter_map(|deletion| deletion.lot.0.parse().ok());
        let unmaskings = of(Kind::Unmaskings).filter_map(|deletion| deletion.lot.0.parse().ok());
        let gone = cases.map(cases::deleted).chain(unmaskings.flat_map(unmaskings::deleted));
        records.change_documents(gone.collect()).await?;
        let rejects = of(Kind::Rejects).filter_map(|deletion| deletion.lot.0.parse::<u128>().ok());
        records.remove_rejects(&rejects.map(u128::to_be_bytes).collect::<Vec<_>>()).await?;
        for deletion in of(Kind::Receipts) {
            records.delete_receipts(deletion.from, deletion.to).await?;
        }
        let segments: BTreeMap<String, BTreeSet<PersonId>> =
            of(Kind::History).map(|deletion| (deletion.lot.0.clone(), deletion.keep_persons.iter().copied().collect())).collect();
        let mut thinned = 0;
        for meta in records.segments().await? {
            if let Some(keep) = segments.get(&meta.id.to_string()).cloned() {
                thinned +=
                    self.store.thin_segment(&meta, move |whose| whose.is_none_or(|person| !keep.contains(&person))).await?;
            }
        }
        if thinned > 0 {
            self.refresh_history().await?;
        }
        Ok(())
    }

    /// Runs retention once a day for as long as the program runs.
    pub async fn keep_retention(&self) {
        let mut often = tokio::time::interval(OFTEN);
        loop {
            often.tick().await;
            match self.daily_retention().await {
                Ok(Some(run)) if run.braked => tracing::warn!("retention was stopped by its brake: see `ombud retention run`"),
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "retention failed"),
            }
        }
    }

    /// Runs retention when a day has passed since it was last tried; at first a day after the first call, so that whoever has brought
    /// in an old log can look at it.
    pub async fn daily_retention(&self) -> Result<Option<RetentionRun>, AppError> {
        let (records, now) = (self.store.records(), self.clock.now());
        let tried: Option<Timestamp> = records.value(TRIED).await?.and_then(|text| text.parse().ok());
        if tried.is_some_and(|tried| now.millis().abs_diff(tried.millis()) < DAY_MS.unsigned_abs()) {
            return Ok(None);
        }
        records.put_value(TRIED, &now.to_string()).await?;
        match tried {
            Some(_) => self.run_retention(None, &By::job("retention")?).await.map(Some),
            None => Ok(None),
        }
    }
}

pub(super) fn lot(kind: Kind, id: String, (from, to): (Timestamp, Timestamp), parts: Vec<Part>) -> Lot {
    Lot { kind, id: LotId(id), from, to, parts }
}

pub(super) const fn part(person: Option<PersonId>, rows: u64) -> Part {
    Part { person, case: None, rows }
}
