//! Erasures with holds, access reports and retention, each for a caller and within what they may see.

use ombud_access::{Kind, Resource};
use ombud_guard::access_report::{AccessReport, Statement};
use ombud_guard::hold::HoldTarget;
use ombud_model::Operation;

use super::erase::ErasureRow;
use super::holds::HoldRow;
use super::retention::{RetentionRow, RetentionRun};
use super::{Act, AppError, Caller, Ombud};

/// Erasures and holds, the newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErasureList {
    pub erasures: Vec<ErasureRow>,
    pub holds: Vec<HoldRow>,
}

impl Ombud {
    /// Erasures and holds of the persons whom the caller may see.
    pub async fn list_erasures(&self, caller: &Caller) -> Result<ErasureList, AppError> {
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
                Ok(ErasureList {
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
    ) -> Result<AccessReport, AppError> {
        let report = self.authorize_person(
            caller,
            Act::new(Operation::ReportAccess),
            person,
            async |found, _| self.make_access_report_of(found, person, statement).await,
        );
        report.await.map_err(AppError::hidden)
    }

    /// How long each kind of data is kept.
    pub async fn show_retention(&self, caller: &Caller) -> Result<Vec<RetentionRow>, AppError> {
        self.authorize(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| self.find_retention().await,
        )
        .await
    }

    /// What a run would delete now.
    pub async fn show_retention_due(&self, caller: &Caller) -> Result<RetentionRun, AppError> {
        self.authorize(
            caller,
            Operation::ReadRetention,
            Resource::retention(),
            async |_, _| self.find_retention_due().await,
        )
        .await
    }
}
