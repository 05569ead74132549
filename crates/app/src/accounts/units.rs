//! Admin units: whose persons belong together for the purpose of who may see them.

use std::collections::BTreeSet;

use ombud_access::{Kind, Resource, Rule, Unit};
use ombud_guard::statistics::SMALLEST_GROUP;
use ombud_model::{Operation, UnitId};
use serde::Serialize;

use super::super::documents;
use super::super::holds::drawn;
use super::super::{Act, AppError, Caller, Ombud};
use super::invalid;

/// An admin unit, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UnitSummary {
    pub id: UnitId,
    pub name: String,
    /// Who is in it by the personnel records: those who match in each list that names something.
    pub regions: BTreeSet<String>,
    pub divisions: BTreeSet<String>,
    pub departments: BTreeSet<String>,
    pub groups: BTreeSet<String>,
    /// How many persons are named one by one.
    pub named: usize,
    /// How many persons are in it now; `None` when fewer than five are in it by the personnel records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<usize>,
}

/// An admin unit to be defined, or with `id` to be redrawn. A person is in it who matches one name of each list that names something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewUnit {
    pub id: Option<UnitId>,
    pub name: String,
    pub regions: BTreeSet<String>,
    pub divisions: BTreeSet<String>,
    pub departments: BTreeSet<String>,
    pub groups: BTreeSet<String>,
    /// Pseudonyms of those who are in it whatever the personnel records say.
    pub persons: Vec<String>,
}

impl Ombud {
    pub async fn list_units(&self, caller: &Caller) -> Result<Vec<UnitSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ListUnits,
            Resource::list(Kind::Unit),
            async |_, _| {
                Ok(self
                    .governance()
                    .units
                    .iter()
                    .map(|unit| self.unit_summary(unit))
                    .collect())
            },
        )
        .await
    }

    pub async fn define_unit(
        &self,
        caller: &Caller,
        new: NewUnit,
    ) -> Result<UnitSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let id = match new.id {
            Some(id) => id,
            None => UnitId(drawn()?),
        };
        self.authorize(
            caller,
            Act::new(Operation::DefineUnit).on(id),
            Resource::unit(),
            async |_, underway| {
                let mut persons = BTreeSet::new();
                for pseudonym in &new.persons {
                    persons.insert(self.person_named(pseudonym).await?);
                }
                underway.concerned().note(persons.iter().copied());
                let rule = Rule {
                    regions: new.regions,
                    divisions: new.divisions,
                    departments: new.departments,
                    groups: new.groups,
                    persons,
                };
                let unit = Unit {
                    id,
                    name: new.name,
                    rule,
                };
                unit.check().map_err(invalid)?;
                self.may_redraw(id).await?;
                let change =
                    match documents::get::<Unit>(self.store.records(), &id.to_string()).await? {
                        Some(read) => documents::next(&read, &unit)?,
                        None if new.id.is_some() => return Err(AppError::OutOfSight),
                        None => documents::new(&unit)?,
                    };
                self.change(vec![change]).await?;
                Ok(self.unit_summary(&unit))
            },
        )
        .await
    }

    fn unit_summary(&self, unit: &Unit) -> UnitSummary {
        let governance = self.governance();
        let persons = governance
            .members
            .values()
            .filter(|units| units.contains(&unit.id))
            .count();
        // A number about few is a number about somebody; who is named one by one is known to whoever named them.
        let small = unit.rule.has_attributes() && persons > 0 && (persons as u64) < SMALLEST_GROUP;
        UnitSummary {
            id: unit.id,
            name: unit.name.clone(),
            regions: unit.rule.regions.clone(),
            divisions: unit.rule.divisions.clone(),
            departments: unit.rule.departments.clone(),
            groups: unit.rule.groups.clone(),
            named: unit.rule.persons.len(),
            persons: (!small).then_some(persons),
        }
    }
}
