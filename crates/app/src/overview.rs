//! The overview: what waits for whoever asks, and how much of it there is. Counts only, so nobody is shown.
//!
//! Promises: it is one operation with one intent and one outcome in the audit log; each part counts what the caller's list of it would show; a
//! part that their roles do not open is not there.

use std::collections::BTreeSet;

use ombud_access::{Kind, Resource};
use ombud_guard::agreement::AgreementStanding;
use ombud_guard::proposal::State as ProposalState;
use ombud_identity::unmask::State as RequestState;
use ombud_model::{AccountId, Day, Operation, PersonId, Severity};
use ombud_query::Whom;
use ombud_store::records::WaitingAlerts;

use super::activities::everybody_of;
use super::authorization::Permit;
use super::doctor::Finding;
use super::sources::SourceSummary;
use super::{AppError, Caller, Ombud};

/// How many days are looked back.
const DAYS: i32 = 30;
/// Open alerts are counted by the days since they were opened, from these days on.
pub const AGES: [i32; 4] = [0, 1, 3, 7];
/// A source that has sent nothing for so long is silent.
const SILENT_HOURS: i64 = 24;
const HOUR_MILLIS: i64 = 60 * 60 * 1000;

/// How many of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BySeverity {
    pub high: u64,
    pub medium: u64,
    pub low: u64,
}

/// What happened on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AlertsOfDay {
    pub day: Day,
    pub opened: u64,
    pub decided: u64,
}

/// Alerts that wait, and how many came and went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertCounts {
    pub open: BySeverity,
    /// Those of the open ones that should have been decided on by now.
    pub overdue: BySeverity,
    /// Those of the open ones that the caller was given.
    pub mine: u64,
    pub unassigned: u64,
    /// The open ones by the days since they were opened, as [`AGES`].
    pub ages: [BySeverity; 4],
    /// The last days, the oldest first.
    pub days: Vec<AlertsOfDay>,
    /// How many a week are planned to be reviewed.
    pub planned_a_week: Option<u32>,
}

/// Open cases that the caller sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CaseCounts {
    pub open: u64,
    /// To which the caller contributes.
    pub mine: u64,
}

/// A source, and for how many hours nothing has come from it where that is too long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceState {
    pub source: SourceSummary,
    pub silent_hours: Option<i64>,
}

/// Agreements with a works council.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AgreementCounts {
    /// Drafts that the caller could sign and has not.
    pub to_sign: u64,
    /// Whether nothing is processed without an agreement.
    pub works_council: bool,
    pub in_force: bool,
}

/// Each part is `None` where the caller's roles do not open it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    pub alerts: Option<AlertCounts>,
    pub cases: Option<CaseCounts>,
    /// Requests for a name that the caller can decide on, or waits for.
    pub requests: Option<RequestCounts>,
    /// Changes that somebody else proposed and that wait for a second person.
    pub proposals: Option<u64>,
    pub agreements: Option<AgreementCounts>,
    pub sources: Option<Vec<SourceState>>,
    /// What the program finds when it looks at itself.
    pub health: Option<Vec<Finding>>,
    pub notices: Vec<String>,
}

/// Requests for names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RequestCounts {
    /// Made by others, and open.
    pub to_decide: u64,
    pub own_open: u64,
    /// The caller's own, under which the name can be shown now.
    pub own_live: u64,
}

impl BySeverity {
    fn of(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            _ => &mut self.low,
        }
    }
}

impl AlertCounts {
    /// Of nothing, until today.
    fn none(today: Day) -> Self {
        let none = |back: i32| AlertsOfDay {
            day: today.plus(back - DAYS + 1),
            opened: 0,
            decided: 0,
        };
        Self {
            open: BySeverity::default(),
            overdue: BySeverity::default(),
            mine: 0,
            unassigned: 0,
            ages: [BySeverity::default(); 4],
            days: (0..DAYS).map(none).collect(),
            planned_a_week: None,
        }
    }

    fn take_open(
        &mut self,
        alike: &WaitingAlerts,
        sign: Sign,
        caller: Option<AccountId>,
        today: Day,
    ) {
        let WaitingAlerts {
            severity, assignee, ..
        } = *alike;
        sign.change(self.open.of(severity), alike.count);
        sign.change(self.overdue.of(severity), alike.overdue);
        match assignee {
            None => sign.change(&mut self.unassigned, alike.count),
            assigned if assigned == caller => sign.change(&mut self.mine, alike.count),
            Some(_) => {}
        }
        let days = today.since(alike.opened);
        let ages = AGES.iter().zip(&mut self.ages).rev();
        for (_, counted) in ages.filter(|(from, _)| days >= **from).take(1) {
            sign.change(counted.of(severity), alike.count);
        }
    }

    fn of_day(&mut self, day: Day) -> Option<&mut AlertsOfDay> {
        self.days.iter_mut().find(|one| one.day == day)
    }
}

/// Whether counts are of persons who are seen, or are to be taken off because they are not.
#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

impl Sign {
    fn change(self, counted: &mut u64, by: u64) {
        *counted = match self {
            Self::Plus => counted.saturating_add(by),
            // Alerts that came or went between two questions make no count negative.
            Self::Minus => counted.saturating_sub(by),
        };
    }
}

/// Whose alerts are counted, and whether they are added or taken off; `None` for everybody's.
type Counted = (Option<Vec<PersonId>>, Sign);

/// Everybody in `whom`, in parts that the database counts.
fn counted(whom: Whom) -> Vec<Counted> {
    let all = |persons: BTreeSet<PersonId>| Some(persons.into_iter().collect());
    match whom {
        Whom::Everybody => vec![(None, Sign::Plus)],
        Whom::EverybodyBut(persons) => vec![(None, Sign::Plus), (all(persons), Sign::Minus)],
        Whom::Only(persons) => vec![(all(persons), Sign::Plus)],
    }
}

/// A part that is not open to the caller is left out; what else fails, fails.
fn opened<T>(part: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match part {
        Ok(part) => Ok(Some(part)),
        Err(AppError::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Ombud {
    /// Everything that waits for the caller.
    pub async fn show_overview(&self, caller: &Caller) -> Result<Overview, AppError> {
        let whole = Resource::system();
        self.authorize_reading(caller, Operation::ReadOverview, whole, async |_, _| {
            let account = caller.account();
            let may = |operation, list: Resource| opened(self.ask(caller, operation, &list));
            let list = Resource::list;
            let alerts = may(Operation::ListAlerts, list(Kind::Alert))?;
            let cases = may(Operation::ListCases, list(Kind::Case))?;
            let requests = may(Operation::ListUnmaskings, list(Kind::Unmasking))?;
            let proposals = may(Operation::ListProposals, list(Kind::Settings))?;
            let agreements = may(Operation::ReadAgreement, list(Kind::Agreement))?;
            let sources = may(Operation::ListSources, list(Kind::Source))?;
            let health = may(Operation::ReadSettings, Resource::settings())?;
            Ok(Overview {
                alerts: match alerts {
                    Some(permit) => Some(self.count_alerts(caller, &permit).await?),
                    None => None,
                },
                cases: match cases {
                    Some(permit) => Some(self.count_cases(caller, &permit).await?),
                    None => None,
                },
                requests: match requests {
                    Some(permit) => Some(self.count_requests(caller, &permit).await?),
                    None => None,
                },
                proposals: match proposals {
                    Some(_) => Some(self.count_proposals(account).await?),
                    None => None,
                },
                agreements: match agreements {
                    Some(_) => Some(self.count_agreements(account).await?),
                    None => None,
                },
                sources: match sources {
                    Some(_) => Some(self.look_at_sources().await?),
                    None => None,
                },
                health: match health {
                    Some(_) => Some(self.examine_installation().await?),
                    None => None,
                },
                notices: self.notices(caller).await?,
            })
        })
        .await
    }

    async fn count_alerts(
        &self,
        caller: &Caller,
        permit: &Permit,
    ) -> Result<AlertCounts, AppError> {
        let (governance, now) = (self.governance(), self.clock.now());
        let coverage = self.coverage();
        let whom = coverage.within(&permit.whom(caller, &governance));
        let (records, account) = (self.store.records(), caller.account());
        let since = now.day().plus(1 - DAYS);
        let mut counts = AlertCounts::none(now.day());
        for (persons, sign) in counted(everybody_of(&whom, &governance.aliases)) {
            let persons = persons.as_deref();
            for alike in records.count_waiting_alerts(persons, now).await? {
                counts.take_open(&alike, sign, account, now.day());
            }
            for (day, opened) in records.count_opened_alerts(persons, since).await? {
                if let Some(day) = counts.of_day(day) {
                    sign.change(&mut day.opened, opened);
                }
            }
            for (day, decided) in records.count_decided_alerts(persons, since).await? {
                if let Some(day) = counts.of_day(day) {
                    sign.change(&mut day.decided, decided);
                }
            }
        }
        counts.planned_a_week = self.planned_alerts().await?;
        Ok(counts)
    }

    async fn count_cases(&self, caller: &Caller, permit: &Permit) -> Result<CaseCounts, AppError> {
        let account = caller.account();
        let mut counts = CaseCounts { open: 0, mine: 0 };
        for case in self.cases_by_id().await?.values() {
            if case.is_open() && permit.sees(caller, &self.case_resource(case)) {
                counts.open += 1;
                let mine = account.is_some_and(|own| case.contributors.contains(&own));
                counts.mine += u64::from(mine);
            }
        }
        Ok(counts)
    }

    async fn count_requests(
        &self,
        caller: &Caller,
        permit: &Permit,
    ) -> Result<RequestCounts, AppError> {
        let (account, now) = (caller.account(), self.clock.now());
        let decides = self.opens(account, Operation::ApproveUnmasking);
        let cases = self.cases_by_id().await?;
        let mut counts = RequestCounts::default();
        for unmasking in self.unmaskings_seen(caller, permit, &cases).await? {
            let waits = unmasking.state() == RequestState::Requested;
            if account == Some(unmasking.viewer()) {
                counts.own_open += u64::from(waits);
                counts.own_live += u64::from(unmasking.is_live(now));
            } else {
                counts.to_decide += u64::from(waits && decides);
            }
        }
        Ok(counts)
    }

    async fn count_proposals(&self, account: Option<AccountId>) -> Result<u64, AppError> {
        let now = self.clock.now();
        let open = self.proposals_by_time().await?.into_iter().filter(|one| {
            one.state_at(now) == ProposalState::Open && Some(one.by().account) != account
        });
        Ok(open.count() as u64)
    }

    async fn count_agreements(
        &self,
        account: Option<AccountId>,
    ) -> Result<AgreementCounts, AppError> {
        let agreed = self.agreed();
        let mut counts = AgreementCounts {
            to_sign: 0,
            works_council: agreed.is_needed(),
            in_force: agreed.agreement().is_some(),
        };
        if self.opens(account, Operation::SignAgreement) {
            let unsigned = self.agreements_by_id().await?.into_iter().filter(|one| {
                let mut signatures = one.signatures.iter();
                one.standing == AgreementStanding::Draft
                    && !signatures.any(|signature| account == Some(signature.by))
            });
            counts.to_sign = unsigned.count() as u64;
        }
        Ok(counts)
    }

    async fn look_at_sources(&self) -> Result<Vec<SourceState>, AppError> {
        let now = self.clock.now();
        let state = |source: SourceSummary| {
            let last = source.last_activity;
            let hours = last.map(|last| now.millis().saturating_sub(last.millis()) / HOUR_MILLIS);
            SourceState {
                silent_hours: hours.filter(|hours| *hours >= SILENT_HOURS),
                source,
            }
        };
        let sources = self.find_sources().await?;
        Ok(sources.into_iter().map(state).collect())
    }

    /// Whether the roles that an account holds now open that; an operator may do everything.
    fn opens(&self, account: Option<AccountId>, operation: Operation) -> bool {
        account.is_none_or(|account| self.operations_of(account).contains(&operation))
    }
}
