//! HR facts: resignations, terminations, changes of level, reviews, improvement plans and profiles, from a table.
//!
//! Columns are called as Microsoft documents them, or as a mapping says. The scenario of a row comes from the mapping, else from column
//! `HRScenario`, else from the columns: a review and an improvement plan have the same ones, so a plan needs one of the first two.
//!
//! Other identifiers of the person in the row are kept with the person: whoever a log calls by one of them is the same person.
//!
//! A row that lacks what its scenario needs is rejected, never completed by guessing. Remarks, names and addresses are not read.

use std::borrow::Cow;

use ombud_model::activity::Placement;
use ombud_model::{Activity, Actor, Kind, Severity, Timestamp, Workload};

use crate::hint;
use crate::mapping::{HrField, HrMapping, Scenario};
use crate::text::hash_lower;
use crate::{Context, Mismatch, Record, Rejection, Source, SourceMeta};

mod rating;
mod table;

use table::Table;

pub struct Hr;

static META: SourceMeta = SourceMeta {
    id: "hr",
    title: "HR facts",
    summary: "Resignations, terminations, changes of job level, performance reviews, improvement plans and employee profiles, as \
              exported from an HR system for the Microsoft 365 HR connector. The columns may be called differently: a mapping says \
              how. Dates without a zone are UTC unless the mapping names one. Remarks, names and addresses are never read, but for the \
              country where there is no region; region, division, department and groups of a profile decide about admin units.",
    formats: &["CSV with comma, semicolon, tab or bar"],
    reader: 1,
    needs_mapping: false,
    outcome: "A record states a fact about somebody: it is done.",
    logged_on_success: None,
};

impl Source for Hr {
    fn meta(&self) -> &'static SourceMeta {
        &META
    }

    fn recognise(&self, first: &Record<'_>, context: &Context<'_>) -> Result<(), Mismatch> {
        let mismatch = |found: String| {
            Err(Mismatch {
                expected: "an HR table".to_owned(),
                found,
            })
        };
        let Record::Row(row) = first else {
            return mismatch(hint::describe(first, META.id));
        };
        let table = Table {
            row,
            mapping: mapping(context),
        };
        for column in table.stated_columns() {
            if row.header.position(column).is_none() {
                return mismatch(format!(
                    "the mapping names column `{column}`, which the table does not have"
                ));
            }
        }
        if table.column(HrField::EmailAddress).is_none() {
            return mismatch(format!(
                "{}; map the column that holds mail addresses to `EmailAddress`",
                hint::describe(first, META.id)
            ));
        }
        if let Some(column) = table.open_dates() {
            return mismatch(hint::open_dates(column, "`date_format` of a mapping"));
        }
        match table.scenario_of_columns() {
            _ if table.states_scenario() => Ok(()),
            Ok(_) => Ok(()),
            Err(found) => mismatch(format!(
                "{found}; say `scenario` in a mapping, or add a column `HRScenario`"
            )),
        }
    }

    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection> {
        let Record::Row(row) = record else {
            return Err(Rejection("record is not a row of a table".into()));
        };
        let table = Table {
            row,
            mapping: mapping(context),
        };
        let scenario = table.scenario()?;
        let (stated, who) = table.person(context.settings)?;
        let fact = Fact {
            context,
            stated,
            person: &who.identifier,
            other_names: table.other_names(&who.identifier, context.settings),
        };
        match scenario {
            Scenario::Resignation | Scenario::Termination => leaving(&table, scenario, &fact, emit),
            Scenario::JobLevelChange => level_change(&table, &fact, emit),
            Scenario::PerformanceReview => review(&table, Kind::PerformanceReviewed, &fact, emit),
            Scenario::PerformanceImprovementPlan => {
                review(&table, Kind::ImprovementPlanStarted, &fact, emit)
            }
            Scenario::EmployeeProfile => profile(&table, &fact, emit),
        }
    }
}

fn mapping<'a>(context: &Context<'a>) -> Option<&'a HrMapping> {
    context.mapping.and_then(|mapping| mapping.hr())
}

fn reject<T>(reason: impl Into<Cow<'static, str>>) -> Result<T, Rejection> {
    Err(Rejection(reason.into()))
}

/// Bytes of one region, division, department or group.
const LONGEST_PLACE: usize = 200;
const MOST_GROUPS: usize = 100;

/// Whose facts are emitted.
struct Fact<'a> {
    context: &'a Context<'a>,
    /// The identifier as the row writes it.
    stated: &'a str,
    person: &'a str,
    other_names: Vec<String>,
}

impl Fact<'_> {
    fn emit(
        &self,
        kind: Kind,
        time: Timestamp,
        severity: Severity,
        detail: &str,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) {
        emit(&self.activity(kind, time, severity, detail, ""));
    }

    /// `beside` is what the fact says beyond its detail: two facts that differ in it are two.
    fn activity<'b>(
        &'b self,
        kind: Kind,
        time: Timestamp,
        severity: Severity,
        detail: &'b str,
        beside: &str,
    ) -> Activity<'b> {
        let millis = time.millis().to_string();
        let parts = ["hr", kind.name(), self.stated, &millis, detail, beside];
        let parts = if beside.is_empty() {
            parts.get(..5).unwrap_or(&parts)
        } else {
            &parts
        };
        let key = hash_lower(self.context.hash_keys, parts);
        let mut activity = Activity::new(
            time,
            key,
            Actor::Person(Cow::Borrowed(self.person)),
            kind,
            operation(kind),
        );
        activity.workload = Workload::HumanResources;
        activity.severity = severity;
        activity.detail = Cow::Borrowed(detail);
        activity.other_names.clone_from(&self.other_names);
        activity
    }
}

/// The documented word for the fact.
const fn operation(kind: Kind) -> &'static str {
    match kind {
        Kind::Terminated => Scenario::Termination.name(),
        Kind::LastWorkingDay => "Last working day",
        Kind::JobLevelChanged => Scenario::JobLevelChange.name(),
        Kind::PerformanceReviewed => Scenario::PerformanceReview.name(),
        Kind::ImprovementPlanStarted => Scenario::PerformanceImprovementPlan.name(),
        Kind::ProfileUpdated => Scenario::EmployeeProfile.name(),
        _ => Scenario::Resignation.name(),
    }
}

/// One table may hold resignations and terminations: then a row needs the date of one of them.
fn leaving(
    table: &Table<'_>,
    scenario: Scenario,
    fact: &Fact<'_>,
    emit: &mut dyn FnMut(&Activity<'_>),
) -> Result<(), Rejection> {
    let resigned = table.date(HrField::ResignationDate)?;
    let terminated = table.date(HrField::TerminationDate)?;
    let last_day = table.date(HrField::LastWorkingDate)?;
    match (scenario, resigned, terminated) {
        (Scenario::Termination, _, None) => return reject("row has no TerminationDate"),
        (Scenario::Resignation, None, None) => return reject("row has no ResignationDate"),
        (Scenario::Resignation, Some(_), None) if last_day.is_none() => {
            return reject("row has no LastWorkingDate");
        }
        _ => {}
    }
    if let Some(time) = resigned {
        fact.emit(Kind::Resigned, time, Severity::None, "", emit);
    }
    if let Some(time) = terminated {
        // Free text in this column may be anything, so only the two documented words are kept.
        let manner = match table.get(HrField::TerminationType) {
            Some(text) if text.eq_ignore_ascii_case("voluntary") => "voluntary",
            Some(text) if text.eq_ignore_ascii_case("involuntary") => "involuntary",
            Some(_) => "of another type",
            None => "",
        };
        fact.emit(Kind::Terminated, time, Severity::None, manner, emit);
    }
    if let Some(time) = last_day {
        fact.emit(Kind::LastWorkingDay, time, Severity::None, "", emit);
    }
    Ok(())
}

/// High for a demotion, informational for any other change, low when no order tells which it is.
fn level_change(
    table: &Table<'_>,
    fact: &Fact<'_>,
    emit: &mut dyn FnMut(&Activity<'_>),
) -> Result<(), Rejection> {
    let time = table.needed_date(HrField::EffectiveDate)?;
    let (old, new) = (table.get(HrField::OldLevel), table.get(HrField::NewLevel));
    let mapped = table
        .mapping
        .map(|mapping| mapping.level_order.as_slice())
        .filter(|order| !order.is_empty());
    let order = mapped.unwrap_or(&fact.context.settings.level_order);
    let rank = |level: Option<&str>| {
        level.and_then(|level| {
            order
                .iter()
                .position(|known| known.trim().eq_ignore_ascii_case(level))
        })
    };
    let severity = match (rank(old), rank(new)) {
        (Some(old), Some(new)) if new < old => Severity::High,
        (Some(_), Some(_)) => Severity::Informational,
        _ => Severity::Low,
    };
    let detail = match (old, new) {
        (None, None) => String::new(),
        (old, new) => format!("{} -> {}", old.unwrap_or("?"), new.unwrap_or("?")),
    };
    fact.emit(Kind::JobLevelChanged, time, severity, &detail, emit);
    Ok(())
}

fn review(
    table: &Table<'_>,
    kind: Kind,
    fact: &Fact<'_>,
    emit: &mut dyn FnMut(&Activity<'_>),
) -> Result<(), Rejection> {
    let time = table.needed_date(HrField::EffectiveDate)?;
    let field = if kind == Kind::ImprovementPlanStarted && table.has(HrField::ImprovementRating) {
        HrField::ImprovementRating
    } else {
        HrField::Rating
    };
    let rating = table.get(field).unwrap_or_default();
    let poor = table.mapping.map(|mapping| mapping.poor_ratings.as_slice());
    let severity = rating::severity(rating, poor.unwrap_or_default());
    fact.emit(kind, time, severity, rating, emit);
    Ok(())
}

/// A profile carries no date of its own: without an `EffectiveDate` it stands at the earliest time there is.
fn profile(
    table: &Table<'_>,
    fact: &Fact<'_>,
    emit: &mut dyn FnMut(&Activity<'_>),
) -> Result<(), Rejection> {
    let time = table
        .date(HrField::EffectiveDate)?
        .unwrap_or(Timestamp::MIN);
    let mut detail = String::new();
    for field in [
        HrField::EmployeeDepartment,
        HrField::EmployeeType,
        HrField::EmployeeRole,
    ] {
        crate::text::append(&mut detail, table.get(field).unwrap_or_default());
    }
    let placement = placement(table)?;
    let beside = placement.as_ref().map(
        |Placement {
             region,
             division,
             groups,
             ..
         }| match groups.as_slice() {
            [] if region.is_empty() && division.is_empty() => String::new(),
            groups => format!("{region}\u{0}{division}\u{0}{}", groups.join("\u{0}")),
        },
    );
    let mut activity = fact.activity(
        Kind::ProfileUpdated,
        time,
        Severity::None,
        &detail,
        &beside.unwrap_or_default(),
    );
    activity.placement = placement.map(Box::new);
    emit(&activity);
    Ok(())
}

/// Where a profile places the person; `None` when the table has no column about it. An empty cell says that the person is nowhere of
/// the kind.
fn placement(table: &Table<'_>) -> Result<Option<Placement>, Rejection> {
    const FIELDS: [HrField; 4] = [
        HrField::EmployeeRegion,
        HrField::EmployeeDivision,
        HrField::EmployeeDepartment,
        HrField::EmployeeGroups,
    ];
    if !FIELDS.into_iter().any(|field| table.has(field)) {
        return Ok(None);
    }
    let checked = |field: HrField, text: &str| match text.trim() {
        text if text.len() > LONGEST_PLACE || text.chars().any(char::is_control) => {
            reject(format!(
                "{} is no name of at most {LONGEST_PLACE} bytes",
                field.name()
            ))
        }
        text => Ok(text.to_owned()),
    };
    let place = |field| checked(field, table.get(field).unwrap_or_default());
    let groups = table
        .get(HrField::EmployeeGroups)
        .unwrap_or_default()
        .split([';', '|']);
    let groups: Vec<String> = groups
        .map(|group| checked(HrField::EmployeeGroups, group))
        .collect::<Result<_, _>>()?;
    let groups: Vec<String> = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect();
    if groups.len() > MOST_GROUPS {
        return reject(format!(
            "EmployeeGroups names more than {MOST_GROUPS} groups"
        ));
    }
    Ok(Some(Placement {
        region: place(HrField::EmployeeRegion)?,
        division: place(HrField::EmployeeDivision)?,
        department: place(HrField::EmployeeDepartment)?,
        groups,
    }))
}
