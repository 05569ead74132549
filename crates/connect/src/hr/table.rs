//! One row of an HR table: which column holds which field, and which scenario the row is about.

use std::borrow::Cow;

use ombud_model::Timestamp;
use ombud_model::settings::Settings;

use super::reject;
use crate::mapping::{Dates, HrField, HrMapping, Scenario, Zone};
use crate::who::{self, Standing, Who};
use crate::{Rejection, Row, hint, mend};

/// Of the documentation, and of the vendor's own exercises.
const SCENARIO_COLUMNS: [&str; 2] = ["HRScenario", "HRScenarios"];

const DATES: [HrField; 4] = [
    HrField::ResignationDate,
    HrField::LastWorkingDate,
    HrField::TerminationDate,
    HrField::EffectiveDate,
];

const OTHER_NAMES: [HrField; 5] = [
    HrField::UserPrincipalName,
    HrField::SamAccountName,
    HrField::ObjectId,
    HrField::SecurityIdentifier,
    HrField::ProxyAddresses,
];
/// More identifiers than one person has.
const MOST_OTHER_NAMES: usize = 32;

/// Something that a log can call somebody by.
fn is_identifier(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == mend::BROKEN;
    !text.is_empty() && text.len() <= 320 && !text.contains(odd)
}

impl HrField {
    /// Column names of the documentation, then of its samples, then common ones.
    const fn documented(self) -> &'static [&'static str] {
        match self {
            HrField::EmailAddress => &["EmailAddress", "Email", "Mail", "UserPrincipalName", "UPN"],
            HrField::UserPrincipalName => &["UserPrincipalName", "UPN"],
            HrField::SamAccountName => {
                &["SamAccountName", "OnPremisesSamAccountName", "AccountName"]
            }
            HrField::ObjectId => &[
                "ObjectId",
                "AadObjectId",
                "AzureAdObjectId",
                "AzureAdUserId",
                "EntraObjectId",
            ],
            HrField::SecurityIdentifier => &[
                "SecurityIdentifier",
                "OnPremisesSecurityIdentifier",
                "ObjectSid",
                "UserSid",
                "SID",
            ],
            HrField::ProxyAddresses => &["ProxyAddresses", "EmailAddresses"],
            HrField::ResignationDate => &["ResignationDate"],
            HrField::LastWorkingDate => &["LastWorkingDate"],
            HrField::TerminationDate => &["TerminationDate"],
            HrField::TerminationType => &["TerminationType"],
            HrField::EffectiveDate => &["EffectiveDate"],
            HrField::OldLevel => &["OldLevel"],
            HrField::NewLevel => &["NewLevel"],
            HrField::Rating => &["Rating", "PerformanceRating"],
            HrField::ImprovementRating => &["ImprovementRating"],
            HrField::EmployeeRegion => &["EmployeeRegion", "EmployeeCountry", "Region", "Country"],
            HrField::EmployeeDivision => &["EmployeeDivision", "Division"],
            HrField::EmployeeGroups => &["EmployeeGroups", "Groups"],
            HrField::EmployeeDepartment => &["EmployeeDepartment", "EmployeeDept"],
            HrField::EmployeeType => &["EmployeeType"],
            HrField::EmployeeRole => &["EmployeeRole"],
        }
    }

    pub(super) fn name(self) -> &'static str {
        self.documented().first().copied().unwrap_or_default()
    }
}

/// A row together with how its columns are called.
pub(super) struct Table<'a> {
    pub(super) row: &'a Row<'a>,
    pub(super) mapping: Option<&'a HrMapping>,
}

impl<'a> Table<'a> {
    pub(super) fn stated_columns(&self) -> impl Iterator<Item = &'a str> {
        let columns = self
            .mapping
            .map(|mapping| mapping.columns.values().chain(&mapping.scenario_column));
        columns.into_iter().flatten().map(|column| column.trim())
    }

    pub(super) fn column(&self, field: HrField) -> Option<usize> {
        match self.mapping.and_then(|mapping| mapping.columns.get(&field)) {
            Some(column) => self.row.header.position(column.trim()),
            None => field
                .documented()
                .iter()
                .find_map(|name| self.row.header.position(name)),
        }
    }

    pub(super) fn has(&self, field: HrField) -> bool {
        self.column(field).is_some()
    }

    pub(super) fn get(&self, field: HrField) -> Option<&'a str> {
        self.column(field).and_then(|column| self.row.cell(column))
    }

    pub(super) fn date(&self, field: HrField) -> Result<Option<Timestamp>, Rejection> {
        let zone = Zone::default();
        let order = self.row.header.order();
        let dates = match self.mapping {
            Some(mapping) => mapping.dates(order),
            None => Dates {
                format: None,
                zone: &zone,
                order,
            },
        };
        let parsed = self.get(field).map(|text| dates.parse(text)).transpose();
        parsed.map_err(|error| hint::of_time(field.name(), error, "a mapping's `date_format`"))
    }

    /// A column of dates whose order of day and month nobody has said or proven.
    pub(super) fn open_dates(&self) -> Option<&'a str> {
        if self
            .mapping
            .is_some_and(|mapping| mapping.date_format.is_some())
        {
            return None;
        }
        let header = self.row.header;
        let columns = DATES.into_iter().filter_map(|field| self.column(field));
        let open = columns.filter(|column| header.leaves_open(*column));
        open.filter_map(|column| header.names().get(column))
            .map(String::as_str)
            .next()
    }

    pub(super) fn needed_date(&self, field: HrField) -> Result<Timestamp, Rejection> {
        self.date(field)?
            .map_or_else(|| reject(format!("row has no {}", field.name())), Ok)
    }

    /// The identifier as the row writes it, and who that is.
    pub(super) fn person(&self, settings: &Settings) -> Result<(&'a str, Who<'a>), Rejection> {
        let Some(text) = self.get(HrField::EmailAddress) else {
            return reject("row has no EmailAddress");
        };
        let who = who::judge(Cow::Borrowed(text), settings);
        match who.standing {
            Standing::Placeholder => reject("row has no EmailAddress, only a word for nothing"),
            _ if !is_identifier(&who.identifier) => reject("EmailAddress is not an address"),
            // The row itself says that an object id is a person's.
            Standing::Person | Standing::Guest | Standing::ObjectId => Ok((text, who)),
            Standing::Service | Standing::Agent | Standing::Anonymous => {
                reject("EmailAddress names a service, not a person")
            }
        }
    }

    /// What else the row calls the person. What names nobody, or no single identifier, is passed over.
    pub(super) fn other_names(&self, leading: &str, settings: &Settings) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let cells = OTHER_NAMES.into_iter().filter_map(|field| self.get(field));
        for text in cells.flat_map(|cell| cell.split([';', '|', ','])) {
            let who = who::judge(Cow::Borrowed(text), settings);
            let is_person = matches!(
                who.standing,
                Standing::Person | Standing::Guest | Standing::ObjectId
            );
            let known = |name: &str| name.eq_ignore_ascii_case(&who.identifier);
            if is_person
                && is_identifier(&who.identifier)
                && !known(leading)
                && !names.iter().any(|name| known(name))
            {
                names.push(who.identifier.into_owned());
            }
        }
        names.truncate(MOST_OTHER_NAMES);
        names
    }

    fn scenario_column(&self) -> Option<usize> {
        let stated = self
            .mapping
            .and_then(|mapping| mapping.scenario_column.as_deref());
        let position = |name: &str| self.row.header.position(name.trim());
        match stated {
            Some(name) => position(name),
            None => SCENARIO_COLUMNS.into_iter().find_map(position),
        }
    }

    pub(super) fn states_scenario(&self) -> bool {
        self.mapping
            .is_some_and(|mapping| mapping.scenario.is_some())
            || self.scenario_column().is_some()
    }

    pub(super) fn scenario(&self) -> Result<Scenario, Rejection> {
        if let Some(scenario) = self.mapping.and_then(|mapping| mapping.scenario) {
            return Ok(scenario);
        }
        let Some(column) = self.scenario_column() else {
            return self
                .scenario_of_columns()
                .map_err(|found| Rejection(found.into()));
        };
        let Some(value) = self.row.cell(column) else {
            return reject("row does not say its scenario");
        };
        let mapped = self.mapping.and_then(|mapping| mapping.scenario_of(value));
        let documented = || {
            Scenario::ALL
                .into_iter()
                .find(|scenario| scenario.name().eq_ignore_ascii_case(value))
        };
        mapped.or_else(documented).map_or_else(
            || reject("the row's scenario is not a known one; map it in `scenario_values`"),
            Ok,
        )
    }

    /// The scenario whose columns the table has, when they fit one alone.
    pub(super) fn scenario_of_columns(&self) -> Result<Scenario, &'static str> {
        let leaving = self.has(HrField::ResignationDate) || self.has(HrField::TerminationDate);
        let level = self.has(HrField::OldLevel) || self.has(HrField::NewLevel);
        let rating = self.has(HrField::Rating);
        let plan = self.has(HrField::ImprovementRating)
            || self.row.header.position("ImprovementRemarks").is_some();
        let profile = ["EmployeeFirstName", "EmployeeLastName"]
            .iter()
            .any(|name| self.row.header.position(name).is_some())
            || self.has(HrField::EmployeeRole);
        match (leaving, level, rating || plan, profile) {
            (true, false, false, false) if self.has(HrField::ResignationDate) => {
                Ok(Scenario::Resignation)
            }
            (true, false, false, false) => Ok(Scenario::Termination),
            (false, true, false, false) => Ok(Scenario::JobLevelChange),
            (false, false, true, false) if plan => Ok(Scenario::PerformanceImprovementPlan),
            (false, false, true, false) => Ok(Scenario::PerformanceReview),
            (false, false, false, true) => Ok(Scenario::EmployeeProfile),
            (false, false, false, false) => Err("the columns fit no HR scenario"),
            _ => Err("the columns fit several HR scenarios"),
        }
    }
}
