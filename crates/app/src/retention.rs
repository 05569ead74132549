//! What is kept for how long, and the runs that delete what is past its time: alerts, cases, unmaskings, requests about
//! persons, activities, rejected records and receipts.
//!
//! A run that the brake stops deletes nothing. Its plan is kept, and goes on only when somebody names exactly that plan.

mod lots;

use std::collections::{BTreeMap, BTreeSet};

use ombud_access::Resource;
use ombud_guard::proposal::Change;
use ombud_guard::retention::{
    Deletion, Kind, Lot, LotId, Part, Plan, PlanStanding, RetentionRules, RetentionRulesDraft,
    RunRecord,
};
use ombud_identity::unmask::ActingAccount;
use ombud_model::{Operation, PersonId, Timestamp};
use ombud_store::records::MarkDirty;
use serde::Serialize;

use super::documents::{self, StoredDocument};
use super::holds::{acting, console};
use super::{Act, AppError, Author, Caller, Ombud, unmaskings};

/// Under these keys lie the rules, and the plan that the brake has stopped.
const RULES: &str = "retention-rules";
const BRAKED: &str = "retention-braked";
/// Under this key stands when the daily run was last tried.
const TRIED: &str = "retention-tried";
/// How often is looked whether a day has passed.
const OFTEN: std::time::Duration = std::time::Duration::from_hours(1);
/// Beyond this, a bound on days says nothing.
const LONGEST: u16 = 36_500;
const DAY_MS: i64 = 86_400_000;
/// The kinds that this version deletes; the others are not stored yet.
const KINDS: [Kind; 7] = [
    Kind::UntriagedAlerts,
    Kind::ClosedCases,
    Kind::History,
    Kind::Unmaskings,
    Kind::UserReports,
    Kind::Rejects,
    Kind::Receipts,
];

/// How long one kind is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct RetentionRow {
    pub kind: Kind,
    pub days: u16,
    pub usual_days: u16,
    /// What a setting may choose.
    pub from: u16,
    pub to: u16,
    /// What the agreement in force allows at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<u16>,
}

/// What a run did, or why it did nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RetentionRun {
    /// Whether the brake stopped it. Then `due` is what would have gone.
    pub braked: bool,
    /// Why the brake stopped it.
    pub reasons: Vec<String>,
    /// Rows by the name of their kind.
    pub due: BTreeMap<&'static str, u64>,
    /// Names the plan: what a confirmation expects.
    pub plan: String,
    /// Number of the run, where it was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

impl StoredDocument for RunRecord {
    const KIND: &'static str = "retention-run";

    fn id(&self) -> String {
        format!("{:012}", self.number)
    }
}

/// What a run of this plan does, or did under this number.
fn run_of(plan: &Plan, number: Option<u64>) -> RetentionRun {
    let mut due: BTreeMap<&str, u64> = BTreeMap::new();
    for deletion in plan.due() {
        *due.entry(deletion.kind.name()).or_default() += deletion.rows;
    }
    let reasons = match &plan.standing {
        PlanStanding::Braked(brakes) => brakes.iter().map(ToString::to_string).collect(),
        PlanStanding::Ready | PlanStanding::Confirmed(_) => Vec::new(),
    };
    let braked = matches!(plan.standing, PlanStanding::Braked(_));
    RetentionRun {
        braked,
        reasons,
        due,
        plan: digits(&plan.digest()),
        number,
    }
}

/// A plan, and what will be noted of it if it is carried out; nothing where the brake stops it.
struct Prepared {
    plan: Plan,
    record: Option<RunRecord>,
}

impl Prepared {
    /// What the audit log says of it beforehand.
    fn said(&self) -> String {
        match &self.record {
            Some(record) => serde_json::to_string(record).unwrap_or_default(),
            None => format!("stopped: {}", run_of(&self.plan, None).reasons.join("; ")),
        }
    }
}

fn digits(bytes: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*bytes).to_hex().to_string()
}

impl Ombud {
    /// How long each kind that is stored is kept.
    pub async fn find_retention(&self) -> Result<Vec<RetentionRow>, AppError> {
        let rules = self.retention_rules().await?;
        let row = |kind: Kind| {
            let (from, to) = kind.range();
            RetentionRow {
                kind,
                days: rules.effective(kind).days,
                agreed: self.agreed_days(kind),
                usual_days: kind.usual_days(),
                from,
                to,
            }
        };
        Ok(KINDS.into_iter().map(row).collect())
    }

    /// Changes how long kinds of data are kept; gives what holds then.
    pub async fn change_retention(
        &self,
        caller: &Caller,
        days: &[(Kind, u16)],
    ) -> Result<Vec<RetentionRow>, AppError> {
        let said: Vec<String> = days
            .iter()
            .map(|(kind, days)| format!("{kind}={days}"))
            .collect();
        let act = Act::new(Operation::ChangeRetention).reason(&said.join(" "));
        self.authorize(caller, act, Resource::retention(), async |_, _| {
            let rules = self.rules_with(days).await?;
            let change = Change::ChangeRetention {
                days: days
                    .iter()
                    .map(|(kind, days)| (kind.to_string(), *days))
                    .collect(),
            };
            let used = self.require_second_person(caller, change).await?;
            let body = serde_json::to_string(&rules).map_err(AppError::internal)?;
            let records = self.store.records();
            records
                .transaction(async |work| {
                    work.change_documents(used.into_iter().collect()).await?;
                    work.put_value(RULES, &body).await
                })
                .await?;
            Ok::<_, AppError>(())
        })
        .await?;
        self.find_retention().await
    }

    async fn rules_with(&self, days: &[(Kind, u16)]) -> Result<RetentionRules, AppError> {
        let mut draft = RetentionRulesDraft::from(self.chosen_retention().await?);
        for &(kind, days) in days {
            if !KINDS.contains(&kind) {
                return Err(AppError::Invalid(format!(
                    "nothing of {kind} is stored yet: see `ombud retention show`"
                )));
            }
            if let Some(agreed) = self.agreed_days(kind).filter(|agreed| *agreed < days) {
                return Err(AppError::Invalid(format!(
                    "the agreement in force allows {agreed} days for {kind} at most"
                )));
            }
            draft.days.insert(kind, days);
        }
        RetentionRules::try_from(draft).map_err(|error| AppError::Invalid(error.to_string()))
    }

    pub(super) async fn retention_days(&self, kind: Kind) -> Result<u16, AppError> {
        Ok(self.retention_rules().await?.effective(kind).days)
    }

    /// What was chosen, shortened to what is agreed.
    async fn retention_rules(&self) -> Result<RetentionRules, AppError> {
        let mut draft = RetentionRulesDraft::from(self.chosen_retention().await?);
        for &kind in Kind::ALL {
            if let Some(agreed) = self.agreed_days(kind) {
                let limits = draft.limits.entry(kind).or_default();
                limits.max = Some(limits.max.map_or(agreed, |max| max.min(agreed)));
            }
        }
        RetentionRules::try_from(draft).map_err(|error| AppError::Invalid(error.to_string()))
    }

    /// For how long the agreement in force allows a kind to be kept.
    fn agreed_days(&self, kind: Kind) -> Option<u16> {
        let days = self
            .agreed()
            .retention_days(kind.name(), self.clock.now())?;
        Some(u16::try_from(days).map_or(LONGEST, |days| days.clamp(1, LONGEST)))
    }

    async fn chosen_retention(&self) -> Result<RetentionRules, AppError> {
        match self.store.records().value(RULES).await? {
            Some(text) => serde_json::from_str(&text).map_err(|error| {
                AppError::Data(format!(
                    "the stored rules of retention cannot be read: {error}"
                ))
            }),
            None => Ok(RetentionRules::default()),
        }
    }

    /// What a run would delete now, or why it would delete nothing.
    pub async fn find_retention_due(&self) -> Result<RetentionRun, AppError> {
        Ok(run_of(&self.plan_now().await?.0, None))
    }

    /// The plan as of now, and the number of the next run.
    async fn plan_now(&self) -> Result<(Plan, u64), AppError> {
        let rules = self.retention_rules().await?;
        let holds = self.standing_holds().await?;
        let runs = documents::all::<RunRecord>(self.store.records()).await?;
        let last = runs.last().map(|read| read.value.as_last());
        let number = runs.last().map_or(1, |read| read.value.number + 1);
        Ok((self.present_plan(&rules, &holds, last).await?, number))
    }

    /// Deletes what is past its time, unless the brake stops it. With `confirm`, the plan of that name that the brake has stopped.
    pub async fn run_retention(
        &self,
        caller: &Caller,
        confirm: Option<&str>,
    ) -> Result<RetentionRun, AppError> {
        let resource = Resource::retention();
        // Nothing is looked through, and nobody waits, for whoever may not do it.
        if let Err(refused) = self.ask(caller, Operation::RunRetention, &resource) {
            return self
                .authorize(caller, Operation::RunRetention, resource, async |_, _| {
                    Err(refused)
                })
                .await;
        }
        let _pushing = self.pushing.lock().await;
        let prepared = self.prepare(confirm, &acting(caller)).await;
        let act = Act::new(Operation::RunRetention)
            .reason(&prepared.as_ref().map(Prepared::said).unwrap_or_default());
        self.authorize(caller, act, resource, async |_, _| {
            self.finish_run(prepared?).await
        })
        .await
    }

    /// Thinks first, so that the log says beforehand what will go.
    async fn prepare(
        &self,
        confirm: Option<&str>,
        by: &ActingAccount,
    ) -> Result<Prepared, AppError> {
        let (present, number) = self.plan_now().await?;
        let plan = match confirm {
            Some(digest) => self.confirm_plan(digest, by, &present).await?,
            None => present,
        };
        Ok(Prepared {
            record: RunRecord::of(number, &plan),
            plan,
        })
    }

    async fn finish_run(
        &self,
        Prepared { plan, record }: Prepared,
    ) -> Result<RetentionRun, AppError> {
        let records = self.store.records();
        let Some(record) = record else {
            let body = serde_json::to_string(&plan).map_err(AppError::internal)?;
            records
                .transaction(async |work| work.put_value(BRAKED, &body).await)
                .await?;
            return Ok(run_of(&plan, None));
        };
        self.carry_out(plan.deletions()).await?;
        let kept = vec![documents::new(&record)?];
        records
            .transaction(async |work| {
                work.put_value(BRAKED, "").await?;
                work.change_documents(kept).await
            })
            .await?;
        Ok(run_of(&plan, Some(record.number)))
    }

    /// The plan that the brake has stopped, if it is the one that somebody has looked at.
    async fn confirm_plan(
        &self,
        digest: &str,
        by: &ActingAccount,
        present: &Plan,
    ) -> Result<Plan, AppError> {
        let wrong =
            || AppError::Invalid("no plan of that name waits: see what a run says now".to_owned());
        let stored = self
            .store
            .records()
            .value(BRAKED)
            .await?
            .filter(|text| !text.is_empty())
            .ok_or_else(wrong)?;
        let stored: Plan = serde_json::from_str(&stored).map_err(AppError::internal)?;
        let looked_at = blake3::Hash::from_hex(digest).map_err(|_| wrong())?;
        let confirmed = stored.confirm(looked_at.as_bytes(), by, present);
        confirmed.map_err(|refused| AppError::Invalid(refused.to_string()))
    }

    async fn carry_out(&self, deletions: &[Deletion]) -> Result<(), AppError> {
        let records = self.store.records();
        let of = |kind: Kind| {
            deletions
                .iter()
                .filter(move |deletion| deletion.kind == kind)
        };
        let alerts = of(Kind::UntriagedAlerts).chain(of(Kind::ClosedCases));
        let alerts: Vec<_> = alerts
            .filter_map(|deletion| deletion.lot.0.parse().ok())
            .collect();
        let cases = of(Kind::ClosedCases).filter_map(|deletion| deletion.lot.0.parse().ok());
        let unmaskings = of(Kind::Unmaskings).filter_map(|deletion| deletion.lot.0.parse().ok());
        let mut gone: Vec<_> = unmaskings.flat_map(unmaskings::deleted).collect();
        let requests = of(Kind::UserReports).filter_map(|deletion| deletion.lot.0.parse().ok());
        let (requests, persons) = self.deleted_person_requests(requests).await?;
        gone.extend(requests);
        for case in cases {
            gone.extend(self.deleted_case(case).await?);
        }
        let rejects = of(Kind::Rejects).filter_map(|deletion| deletion.lot.0.parse::<u128>().ok());
        let rejects: Vec<_> = rejects.map(u128::to_be_bytes).collect();
        let receipts: Vec<_> = of(Kind::Receipts).collect();
        records
            .transaction(async |work| {
                work.delete_alerts(&alerts).await?;
                work.change_documents(gone).await?;
                work.mark_dirty(MarkDirty::Persons(persons)).await?;
                work.remove_rejects(&rejects).await?;
                for deletion in receipts {
                    work.delete_receipts(deletion.from, deletion.to).await?;
                }
                Ok::<_, AppError>(())
            })
            .await?;
        self.followers.wake();
        self.assessing_due.notify_one();
        self.thin_history(of(Kind::History)).await
    }

    /// Rewrites the segments of history without the people whose time is over.
    async fn thin_history(
        &self,
        deletions: impl Iterator<Item = &Deletion>,
    ) -> Result<(), AppError> {
        let segments: BTreeMap<String, BTreeSet<PersonId>> = deletions
            .map(|deletion| {
                (
                    deletion.lot.0.clone(),
                    deletion.keep_persons.iter().copied().collect(),
                )
            })
            .collect();
        let mut thinned = 0;
        for meta in self.store.records().segments().await? {
            if let Some(keep) = segments.get(&meta.id.to_string()).cloned() {
                thinned += self
                    .store
                    .thin_segment(&meta, move |whose| {
                        whose.is_none_or(|person| !keep.contains(&person))
                    })
                    .await?;
            }
        }
        if thinned > 0 {
            self.refresh_history().await?;
        }
        Ok(())
    }

    async fn run_retention_by_job(&self) -> Result<RetentionRun, AppError> {
        let _pushing = self.pushing.lock().await;
        let prepared = self.prepare(None, &console()).await?;
        let act = Act::new(Operation::RunRetention).reason(&prepared.said());
        self.record(&Author::job("retention")?, act, async |_| {
            self.finish_run(prepared).await
        })
        .await
    }

    /// Runs retention once a day for as long as the program runs.
    pub async fn keep_retention(&self) {
        let mut often = tokio::time::interval(OFTEN);
        loop {
            often.tick().await;
            match self.run_daily_retention().await {
                Ok(Some(run)) if run.braked => {
                    tracing::warn!("retention was stopped by its brake: see `ombud retention run`")
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "retention failed"),
            }
        }
    }

    /// Runs retention when a day has passed since it was last tried; at first a day after the first call, so that whoever has brought
    /// in an old log can look at it.
    pub async fn run_daily_retention(&self) -> Result<Option<RetentionRun>, AppError> {
        self.keep_up().await?;
        let (records, now) = (self.store.records(), self.clock.now());
        let tried: Option<Timestamp> = records
            .value(TRIED)
            .await?
            .and_then(|text| text.parse().ok());
        if tried.is_some_and(|tried| now.millis().abs_diff(tried.millis()) < DAY_MS.unsigned_abs())
        {
            return Ok(None);
        }
        records
            .transaction(async |work| work.put_value(TRIED, &now.to_string()).await)
            .await?;
        match tried {
            Some(_) => self.run_retention_by_job().await.map(Some),
            None => Ok(None),
        }
    }
}

pub(super) fn lot(
    kind: Kind,
    id: String,
    (from, to): (Timestamp, Timestamp),
    parts: Vec<Part>,
) -> Lot {
    Lot {
        kind,
        id: LotId(id),
        from,
        to,
        parts,
    }
}

pub(super) const fn part(person: Option<PersonId>, rows: u64) -> Part {
    Part {
        person,
        case: None,
        rows,
    }
}
