//! Erasure, holds, access reports and retention as HTTP asks for them.

use async_trait::async_trait;
use ombud_access::{Kind, Resource};
use ombud_guard::access_report::{self, Statement};
use ombud_guard::erasure::Depth;
use ombud_guard::hold::HeldOn;
use ombud_model::{HoldId, Operation};

use super::{Act, AppError, Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::rights::RightsUseCases;
use crate::http::wire::rights as wire;

type Answer<T> = Result<T, UseCaseError>;

/// Who is not there looks like who is out of sight.
pub(super) fn hidden(error: AppError) -> UseCaseError {
    match error {
        AppError::NotFound(_) => UseCaseError::OutOfSight,
        other => other.into(),
    }
}

fn chosen<T: std::str::FromStr>(text: &str) -> Result<T, AppError>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error: T::Err| AppError::Invalid(error.to_string()))
}

/// A text that is no id is the id of nothing.
fn hold_id(text: &str) -> HoldId {
    text.parse().unwrap_or(HoldId(0))
}

#[async_trait]
impl RightsUseCases for Ombud {
    async fn erase(
        &self,
        caller: &Caller,
        person: &str,
        wanted: wire::EraseRequest,
    ) -> Answer<wire::Erased> {
        let ground = chosen(&wanted.ground)?;
        let depth = wanted
            .depth
            .as_deref()
            .map_or(Ok(Depth::Identity), chosen)?;
        let certificate = Ombud::erase(self, person, ground, depth, caller)
            .await
            .map_err(hidden)?;
        Ok(wire::Erased { certificate })
    }

    async fn erasures(&self, caller: &Caller) -> Answer<wire::ErasureList> {
        let list = Resource::list(Kind::Erasures);
        self.guarded(
            caller,
            Operation::ListErasures,
            list,
            async |permit, underway| {
                let governance = self.governance();
                let reaches = |person| permit.reaches(caller, &governance, person);
                let sees = underway.concerned().noting(reaches);
                let cases = self.cases_by_id().await?;
                let sees_held = |on: HeldOn| match on {
                    HeldOn::Person(person) => sees(person),
                    HeldOn::Case(case) => {
                        let case = cases.get(&case);
                        let seen = case.is_some_and(|case| {
                            permit.sees(caller, &self.held_case_resource(case))
                        });
                        let shown = case.filter(|_| seen).into_iter();
                        let persons = shown.flat_map(|case| case.persons.iter().copied());
                        underway.concerned().note(persons);
                        seen || (case.is_none() && permit.reaches_everybody())
                    }
                };
                let holds = self.hold_rows_of(&sees_held).await?;
                Ok(wire::ErasureList {
                    erasures: self.erasure_rows_of(&sees).await?,
                    holds,
                })
            },
        )
        .await
    }

    async fn place_hold(
        &self,
        caller: &Caller,
        person: &str,
        wanted: wire::HoldRequest,
    ) -> Answer<wire::HoldPlaced> {
        let ground = chosen(&wanted.ground)?;
        let id = Ombud::place_hold(self, person, ground, caller)
            .await
            .map_err(hidden)?;
        Ok(wire::HoldPlaced { id: id.to_string() })
    }

    async fn hold_case(
        &self,
        caller: &Caller,
        case: &str,
        wanted: wire::HoldRequest,
    ) -> Answer<wire::HoldPlaced> {
        let ground = chosen(&wanted.ground)?;
        let id = Ombud::hold_case(self, case, ground, caller)
            .await
            .map_err(hidden)?;
        Ok(wire::HoldPlaced { id: id.to_string() })
    }

    async fn lift_hold(&self, caller: &Caller, hold: &str) -> Answer<()> {
        Ombud::lift_hold(self, hold_id(hold), caller)
            .await
            .map_err(hidden)
    }

    async fn review_hold(&self, caller: &Caller, hold: &str) -> Answer<()> {
        Ombud::review_hold(self, hold_id(hold), caller)
            .await
            .map_err(hidden)
    }

    async fn access_report(
        &self,
        caller: &Caller,
        person: &str,
        said: wire::Statement,
    ) -> Answer<wire::AccessReport> {
        let listed = |text: &str| {
            text.split(';')
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let statement = Statement {
            purposes: listed(&said.purposes),
            recipients: listed(&said.recipients),
            organisation: said.organisation,
            contact: said.contact,
            authority: said.authority,
        };
        let report = self.guarded_person(
            caller,
            Act::new(Operation::ReportAccess),
            person,
            async |found, _| self.access_report_of(found, person, &statement).await,
        );
        Ok(report_row(&report.await.map_err(hidden)?))
    }

    async fn retention(&self, caller: &Caller) -> Answer<Vec<wire::RetentionRow>> {
        self.guarded(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| Ok(Ombud::retention(self).await?),
        )
        .await
    }

    async fn change_retention(
        &self,
        caller: &Caller,
        wanted: wire::RetentionChange,
    ) -> Answer<Vec<wire::RetentionRow>> {
        let days: Result<Vec<_>, AppError> = wanted
            .days
            .iter()
            .map(|(kind, days)| Ok((chosen(kind)?, *days)))
            .collect();
        Ombud::set_retention(self, &days?, caller).await?;
        Ok(Ombud::retention(self).await?)
    }

    async fn retention_due(&self, caller: &Caller) -> Answer<wire::RetentionRun> {
        self.guarded(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| Ok(Ombud::retention_due(self).await?),
        )
        .await
    }

    async fn run_retention(
        &self,
        caller: &Caller,
        confirm: Option<&str>,
    ) -> Answer<wire::RetentionRun> {
        Ok(Ombud::run_retention(self, confirm, caller).await?)
    }
}

fn report_row(report: &access_report::AccessReport) -> wire::AccessReport {
    let holdings = report.holdings.iter().map(|held| wire::HeldThing {
        what: held.what.name().to_owned(),
        count: held.count,
        from: held.from.map(|at| at.to_string()),
        to: held.to.map(|at| at.to_string()),
        sources: held.sources.clone(),
        kept_until: held.kept_until.map(|at| at.to_string()),
    });
    let looks = report.looks.iter().map(|look| wire::LookedAt {
        at: look.at.to_string(),
        operation: look.operation.name().to_owned(),
        purpose: look.purpose.map(|purpose| purpose.name().to_owned()),
        role: look.role.as_ref().map(ToString::to_string),
        in_a_case: look.in_a_case,
    });
    let groups = report.groups.iter().map(|group| wire::LookGroup {
        purpose: group.purpose.map(|purpose| purpose.name().to_owned()),
        role: group.role.as_ref().map(ToString::to_string),
        count: group.count,
        first: group.first.to_string(),
        last: group.last.to_string(),
    });
    wire::AccessReport {
        person: report.pseudonym.to_string(),
        made_at: report.made_at.to_string(),
        holdings: holdings.collect(),
        groups: groups.collect(),
        looks: looks.collect(),
        withheld_looks: report.withheld_looks,
        text: report.to_text(),
    }
}
