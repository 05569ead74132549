//! Admin units: which persons belong together for the purpose of who may see them.

use std::collections::BTreeSet;

use ombud_model::{PersonId, UnitId};
use serde::{Deserialize, Serialize};

/// What the personnel records say about a person, as far as units are concerned.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attributes {
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub division: Option<String>,
    #[serde(default)]
    pub department: Option<String>,
    #[serde(default)]
    pub groups: BTreeSet<String>,
}

/// Which persons a unit selects: those whose region, division, department and group are each among the ones that are named (a list that names nothing
/// does not restrict), and those who are named themselves. Names are compared without regard to case and surrounding space.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    #[serde(default)]
    pub regions: BTreeSet<String>,
    #[serde(default)]
    pub divisions: BTreeSet<String>,
    #[serde(default)]
    pub departments: BTreeSet<String>,
    #[serde(default)]
    pub groups: BTreeSet<String>,
    #[serde(default)]
    pub persons: BTreeSet<PersonId>,
}

/// An admin unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub rule: Rule,
}

/// Why a unit cannot be defined.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidUnit {
    #[error(
        "the name of an admin unit must be 1 to 110 bytes, without space at the ends and without control characters"
    )]
    Name,
    #[error(
        "the admin unit selects nobody: name a region, a division, a department, a group or a person"
    )]
    SelectsNobody,
    #[error("a region, division, department or group is an empty text: remove it")]
    EmptyText,
}

impl Unit {
    /// What a unit must be besides well-typed.
    pub fn check(&self) -> Result<(), InvalidUnit> {
        let name = self.name.trim();
        if name.is_empty()
            || name.len() > 110
            || name != self.name
            || name.chars().any(char::is_control)
        {
            return Err(InvalidUnit::Name);
        }
        if !self.rule.has_attributes() && self.rule.persons.is_empty() {
            return Err(InvalidUnit::SelectsNobody);
        }
        let Rule {
            regions,
            divisions,
            departments,
            groups,
            persons: _,
        } = &self.rule;
        if regions
            .iter()
            .chain(divisions)
            .chain(departments)
            .chain(groups)
            .any(|text| text.trim().is_empty())
        {
            return Err(InvalidUnit::EmptyText);
        }
        Ok(())
    }
}

impl Rule {
    /// Whether it selects anybody by what the personnel records say.
    pub fn has_attributes(&self) -> bool {
        let Self {
            regions,
            divisions,
            departments,
            groups,
            persons: _,
        } = self;
        [regions, divisions, departments, groups]
            .into_iter()
            .any(|named| !named.is_empty())
    }
}

/// Whether the rule selects the person.
pub fn is_member(rule: &Rule, person: PersonId, attributes: &Attributes) -> bool {
    if rule.persons.contains(&person) {
        return true;
    }
    let Rule {
        regions,
        divisions,
        departments,
        groups,
        persons: _,
    } = rule;
    rule.has_attributes()
        && admits(regions, attributes.region.iter())
        && admits(divisions, attributes.division.iter())
        && admits(departments, attributes.department.iter())
        && admits(groups, attributes.groups.iter())
}

/// The units that a person is in. A person can be in several, or in none: then only roles that reach everybody see them.
pub fn units_of(units: &[Unit], person: PersonId, attributes: &Attributes) -> BTreeSet<UnitId> {
    units
        .iter()
        .filter(|unit| is_member(&unit.rule, person, attributes))
        .map(|unit| unit.id)
        .collect()
}

/// A list that names nothing does not restrict.
fn admits<'a>(named: &BTreeSet<String>, mut mine: impl Iterator<Item = &'a String>) -> bool {
    named.is_empty() || mine.any(|mine| named.iter().any(|named| same(named, mine)))
}

/// An empty text is nobody's attribute, so that a missing value in a personnel record puts nobody into a unit.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let plain = one.is_ascii() && other.is_ascii();
    !one.is_empty()
        && (one.eq_ignore_ascii_case(other)
            || (!plain && one.to_lowercase() == other.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn person(region: &str, division: &str, groups: &[&str]) -> Attributes {
        Attributes {
            region: Some(region.to_owned()),
            division: Some(division.to_owned()),
            department: Some("Ports".to_owned()),
            groups: set(groups),
        }
    }

    #[test]
    fn lists_that_name_something_all_restrict() {
        let rule = Rule {
            regions: set(&["DE", "AT"]),
            divisions: set(&["Sales"]),
            ..Rule::default()
        };
        let me = PersonId(1);
        assert!(is_member(&rule, me, &person("de ", "SALES", &[])));
        assert!(is_member(&rule, me, &person("AT", "Sales", &["x"])));
        assert!(!is_member(&rule, me, &person("DE", "Legal", &[])));
        assert!(!is_member(&rule, me, &person("FR", "Sales", &[])));
        assert!(!is_member(&rule, me, &Attributes::default()));
        let harbour = Rule {
            departments: set(&["ports"]),
            ..rule.clone()
        };
        assert!(is_member(&harbour, me, &person("DE", "Sales", &[])));
        let elsewhere = Rule {
            departments: set(&["roads"]),
            ..rule
        };
        assert!(!is_member(&elsewhere, me, &person("DE", "Sales", &[])));
    }

    #[test]
    fn named_persons_are_added_and_an_empty_rule_selects_nobody() {
        let rule = Rule {
            groups: set(&["drivers"]),
            persons: BTreeSet::from([PersonId(5)]),
            ..Rule::default()
        };
        assert!(is_member(&rule, PersonId(5), &Attributes::default()));
        assert!(is_member(
            &rule,
            PersonId(6),
            &person("", "", &["a", "Drivers"])
        ));
        assert!(!is_member(
            &rule,
            PersonId(6),
            &person("drivers", "drivers", &[])
        ));
        assert!(!is_member(
            &Rule::default(),
            PersonId(5),
            &person("DE", "Sales", &["drivers"])
        ));
        let only = Rule {
            persons: BTreeSet::from([PersonId(5)]),
            ..Rule::default()
        };
        assert!(!is_member(&only, PersonId(6), &person("DE", "Sales", &[])));
    }

    #[test]
    fn a_missing_value_matches_nothing() {
        let rule = Rule {
            regions: set(&[" "]),
            ..Rule::default()
        };
        assert!(!is_member(&rule, PersonId(1), &person("", "", &[])));
        assert!(!is_member(&rule, PersonId(1), &person("  ", "", &[])));
    }

    #[test]
    fn a_person_can_be_in_several_units_or_none() {
        let unit = |id, rule| Unit {
            id: UnitId(id),
            name: format!("unit {id}"),
            rule,
        };
        let units = [
            unit(
                1,
                Rule {
                    regions: set(&["DE"]),
                    ..Rule::default()
                },
            ),
            unit(
                2,
                Rule {
                    divisions: set(&["Sales"]),
                    ..Rule::default()
                },
            ),
            unit(
                3,
                Rule {
                    regions: set(&["FR"]),
                    ..Rule::default()
                },
            ),
        ];
        assert_eq!(
            units_of(&units, PersonId(1), &person("DE", "Sales", &[])),
            BTreeSet::from([UnitId(1), UnitId(2)])
        );
        assert_eq!(
            units_of(&units, PersonId(1), &person("US", "Legal", &[])),
            BTreeSet::new()
        );
    }

    #[test]
    fn units_that_make_no_sense_are_refused() {
        let mut unit = Unit {
            id: UnitId(1),
            name: "Germany".to_owned(),
            rule: Rule::default(),
        };
        assert_eq!(unit.check(), Err(InvalidUnit::SelectsNobody));
        unit.rule.regions = set(&["DE", " "]);
        assert_eq!(unit.check(), Err(InvalidUnit::EmptyText));
        unit.rule.regions = set(&["DE"]);
        assert_eq!(unit.check(), Ok(()));
        for bad in ["", " Germany", "Ger\nmany", &"x".repeat(111)] {
            unit.name = bad.to_owned();
            assert_eq!(unit.check(), Err(InvalidUnit::Name), "{bad}");
        }
        let text = serde_json::to_string(&unit).unwrap();
        assert!(serde_json::from_str::<Unit>(&text.replace("regions", "region")).is_err());
    }
}
