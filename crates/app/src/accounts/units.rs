//! Admin units: whose persons belong together for the purpose of who may see them.

use std::collections::BTreeSet;

use ombud_access::{Kind, Resource, Rule, Unit};
use ombud_api::accounts as wire;
use ombud_guard::statistics::SMALLEST_GROUP;
use ombud_model::{Operation, UnitId};

use super::super::documents;
use super::super::holds::drawn;
use super::super::{Act, AppError, Caller, Ombud};
use super::invalid;

impl Ombud {
    pub async fn list_units(&self, caller: &Caller) -> Result<Vec<wire::UnitSummary>, AppError> {
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
        new: wire::NewUnit,
    ) -> Result<wire::UnitSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let id = match &new.id {
            Some(id) => id.parse().map_err(invalid)?,
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
                let set = |names: Vec<String>| names.into_iter().collect::<BTreeSet<String>>();
                let rule = Rule {
                    regions: set(new.regions),
                    divisions: set(new.divisions),
                    departments: set(new.departments),
                    groups: set(new.groups),
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

    fn unit_summary(&self, unit: &Unit) -> wire::UnitSummary {
        let governance = self.governance();
        let persons = governance
            .members
            .values()
            .filter(|units| units.contains(&unit.id))
            .count();
        // A number about few is a number about somebody; who is named one by one is known to whoever named them.
        let small = unit.rule.has_attributes() && persons > 0 && (persons as u64) < SMALLEST_GROUP;
        let list = |names: &BTreeSet<String>| names.iter().cloned().collect();
        wire::UnitSummary {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            regions: list(&unit.rule.regions),
            divisions: list(&unit.rule.divisions),
            departments: list(&unit.rule.departments),
            groups: list(&unit.rule.groups),
            named: unit.rule.persons.len(),
            persons: (!small).then_some(persons),
        }
    }
}
