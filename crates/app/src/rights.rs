//! Erasures with holds, access reports and retention, each for a caller and within what they may see.

use ombud_access::{Kind, Resource};
use ombud_api::rights as wire;
use ombud_guard::access_report::{self, Statement};
use ombud_guard::hold::HoldTarget;
use ombud_model::Operation;

use super::{Act, AppError, Caller, Ombud};

impl Ombud {
    /// Erasures and holds of the persons whom the caller may see.
    pub async fn list_erasures(&self, caller: &Caller) -> Result<wire::ErasureList, AppError> {
        let list = Resource::list(Kind::Erasures);
        self.authorize(
            caller,
            Operation::ListErasures,
            list,
            async |permit, underway| {
                let governance = self.governance();
                let reaches = |person| permit.reaches(caller, &governance, person);
                let sees = underway.concerned().noting(reaches);
                let cases = self.cases_by_id().await?;
                let sees_target = |on: HoldTarget| match on {
                    HoldTarget::Person(person) => sees(person),
                    HoldTarget::Case(case) => {
                        let case = cases.get(&case);
                        let seen = case.is_some_and(|case| {
                            permit.sees(caller, &self.case_hold_resource(case))
                        });
                        let shown = case.filter(|_| seen).into_iter();
                        let persons = shown.flat_map(|case| case.persons.iter().copied());
                        underway.concerned().note(persons);
                        seen || (case.is_none() && permit.reaches_everybody())
                    }
                };
                let holds = self.find_holds_of(&sees_target).await?;
                Ok(wire::ErasureList {
                    erasures: self.erasure_rows_of(&sees).await?,
                    holds,
                })
            },
        )
        .await
    }

    /// What is held about a person, and every look at it.
    pub async fn report_access(
        &self,
        caller: &Caller,
        person: &str,
        statement: &Statement,
    ) -> Result<wire::AccessReport, AppError> {
        let report = self.authorize_person(
            caller,
            Act::new(Operation::ReportAccess),
            person,
            async |found, _| self.make_access_report_of(found, person, statement).await,
        );
        Ok(report_row(&report.await.map_err(AppError::hidden)?))
    }

    /// How long each kind of data is kept.
    pub async fn show_retention(
        &self,
        caller: &Caller,
    ) -> Result<Vec<wire::RetentionRow>, AppError> {
        self.authorize(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| self.find_retention().await,
        )
        .await
    }

    /// What a run would delete now.
    pub async fn show_retention_due(
        &self,
        caller: &Caller,
    ) -> Result<wire::RetentionRun, AppError> {
        self.authorize(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| self.find_retention_due().await,
        )
        .await
    }
}

fn report_row(report: &access_report::AccessReport) -> wire::AccessReport {
    let holdings = report.holdings.iter().map(|holding| wire::HeldThing {
        what: holding.what.name().to_owned(),
        count: holding.count,
        from: holding.from.map(|at| at.to_string()),
        to: holding.to.map(|at| at.to_string()),
        sources: holding.sources.clone(),
        kept_until: holding.kept_until.map(|at| at.to_string()),
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
