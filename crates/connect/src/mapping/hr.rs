//! The mapping of an HR table: what its rows are about and how its columns are called.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::MappingError;
use super::dates::{self, Dates, Zone};
use crate::when::Order;

/// What an HR file tells about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scenario {
    #[serde(alias = "Resignation")]
    Resignation,
    #[serde(alias = "Termination")]
    Termination,
    #[serde(alias = "Job level change")]
    JobLevelChange,
    #[serde(alias = "Performance review")]
    PerformanceReview,
    #[serde(alias = "Performance improvement plan")]
    PerformanceImprovementPlan,
    #[serde(alias = "Employee profile")]
    EmployeeProfile,
}

impl Scenario {
    pub const ALL: [Scenario; 6] = [
        Scenario::Resignation,
        Scenario::Termination,
        Scenario::JobLevelChange,
        Scenario::PerformanceReview,
        Scenario::PerformanceImprovementPlan,
        Scenario::EmployeeProfile,
    ];

    /// The documented name, as it stands in column `HRScenario`.
    pub const fn name(self) -> &'static str {
        match self {
            Scenario::Resignation => "Resignation",
            Scenario::Termination => "Termination",
            Scenario::JobLevelChange => "Job level change",
            Scenario::PerformanceReview => "Performance review",
            Scenario::PerformanceImprovementPlan => "Performance improvement plan",
            Scenario::EmployeeProfile => "Employee profile",
        }
    }
}

/// A field of an HR fact, by its documented name. What is not listed here is never read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
pub enum HrField {
    /// User principal name or mail address. Needed in every scenario.
    EmailAddress,
    /// Another identifier of the same person: the name to sign in with, where it is not the mail address.
    UserPrincipalName,
    /// Another identifier of the same person: `DOMAIN\name` or an account name, as the log writes it.
    SamAccountName,
    /// Another identifier of the same person: the object id in the directory.
    ObjectId,
    /// Another identifier of the same person: the SID.
    SecurityIdentifier,
    /// Further mail addresses of the same person, separated by `;`, `|` or a comma.
    ProxyAddresses,
    ResignationDate,
    LastWorkingDate,
    TerminationDate,
    /// `voluntary` or `involuntary`.
    TerminationType,
    /// When a new level, a review or a plan takes effect; optional in a profile.
    EffectiveDate,
    OldLevel,
    NewLevel,
    Rating,
    /// The rating in an improvement plan, where it stands beside that of reviews; else `Rating` is that of the plan.
    ImprovementRating,
    /// Region or country: decides about admin units.
    EmployeeRegion,
    /// Division: decides about admin units.
    EmployeeDivision,
    /// Department: decides about admin units.
    EmployeeDepartment,
    /// Groups, separated by `;` or `|`: decide about admin units.
    EmployeeGroups,
    EmployeeType,
    EmployeeRole,
}

/// The mapping of an HR file. Without one, the documented column names are expected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HrMapping {
    #[serde(skip)]
    pub(super) fingerprint: u64,
    /// What all rows are about: `resignation`, `termination`, `job-level-change`, `performance-review`,
    /// `performance-improvement-plan` or `employee-profile`. Left out when a column says it, or the columns themselves do.
    ///
    /// `scenario: resignation`
    pub scenario: Option<Scenario>,
    /// The column that says what a row is about. Default: `HRScenario`, where there is such a column.
    ///
    /// `scenario_column: Event`
    #[serde(alias = "identifierColumn")]
    pub scenario_column: Option<String>,
    /// What the values of that column mean; the documented names (`Job level change`) are known anyway. Case is ignored.
    ///
    /// `scenario_values: {leaver: resignation, promotion: job-level-change}`
    pub scenario_values: BTreeMap<String, Scenario>,
    /// The column of each field; a field that is not listed is looked for under its documented name.
    ///
    /// `columns: {EmailAddress: UPN, ResignationDate: Notice given}`
    pub columns: BTreeMap<HrField, String>,
    /// How dates are written, in the notation of strftime. Default: ISO 8601, seconds since 1970, or with slashes (`3/30/2026`,
    /// `30/03/2026`) where the dates of the file prove which number is the month; where they prove it not, the file is refused.
    ///
    /// `date_format: "%d.%m.%Y"`
    #[serde(alias = "dateFormat")]
    pub date_format: Option<String>,
    /// The zone of dates that name none: `UTC` (default), an offset such as `+05:30`, or a name such as `Europe/Berlin`.
    ///
    /// `time_zone: Europe/Berlin`
    #[serde(alias = "defaultTimeZone")]
    pub time_zone: Zone,
    /// Ratings that count as poor, where words do not say it: whole ratings or the numbers they begin with. Case is ignored.
    ///
    /// `poor_ratings: ["1", "2"]`
    pub poor_ratings: Vec<String>,
    /// Job levels from the lowest to the highest, to tell a demotion; comes before the setting of the same name.
    ///
    /// `level_order: [Associate, Senior, Director]`
    #[serde(alias = "levelOrder")]
    pub level_order: Vec<String>,
}

impl HrMapping {
    pub(super) fn check(&self) -> Result<(), MappingError> {
        let problem = |key: &str, problem: &str| {
            Err(MappingError::Key {
                key: key.into(),
                problem: problem.into(),
            })
        };
        if self.scenario.is_some() && self.scenario_column.is_some() {
            return problem(
                "scenario",
                "leave it out, or leave out `scenario_column`: one of them says what a row is about",
            );
        }
        if self.columns.values().any(|column| column.trim().is_empty()) {
            return problem("columns", "a column has no name");
        }
        match &self.date_format {
            Some(format) => dates::check_format("date_format", format),
            None => Ok(()),
        }
    }

    /// The dates of the file; `order` is what it has proven of dates with slashes.
    pub fn dates(&self, order: Option<Order>) -> Dates<'_> {
        Dates {
            format: self.date_format.as_deref(),
            zone: &self.time_zone,
            order,
        }
    }

    /// The scenario that a value of the scenario column means.
    pub fn scenario_of(&self, value: &str) -> Option<Scenario> {
        let mapped = self
            .scenario_values
            .iter()
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(value));
        mapped.map(|(_, scenario)| *scenario)
    }
}
