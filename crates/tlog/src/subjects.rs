//! The monitored persons whom an entry concerns: those that the act names, and those whom its answer showed.
//!
//! Promises: ascending, nobody twice, never more than fit into a leaf; one spelling. A person is there by an opaque number only.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use ombud_model::PersonId;
use serde::{Deserialize, Serialize};

use super::parts::{BadPart, are_lower_digits};

/// The most persons of one entry. An act that concerns more has entries of the phase `shown` between its intent and its outcome.
pub const MAX_SUBJECTS: usize = 1_000;

const PREFIX: &str = "person-";
const DIGITS: usize = 16;

/// Written `person-` and the numbers, with a comma between; `-` where there is nobody.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Subjects(Vec<PersonId>);

impl Subjects {
    /// In as many parts as entries are needed, in order; one part where there is nobody.
    pub fn parts(persons: &BTreeSet<PersonId>) -> Vec<Self> {
        let all: Vec<PersonId> = persons.iter().copied().collect();
        if all.is_empty() {
            return vec![Self::default()];
        }
        all.chunks(MAX_SUBJECTS)
            .map(|part| Self(part.to_vec()))
            .collect()
    }

    pub fn contains(&self, person: PersonId) -> bool {
        self.0.binary_search(&person).is_ok()
    }

    /// Ascending.
    pub fn iter(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.0.iter().copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Without those whom `keep` does not want.
    #[must_use]
    pub fn filtered(mut self, keep: impl Fn(PersonId) -> bool) -> Self {
        self.0.retain(|person| keep(*person));
        self
    }
}

impl From<PersonId> for Subjects {
    fn from(person: PersonId) -> Self {
        Self(vec![person])
    }
}

impl TryFrom<BTreeSet<PersonId>> for Subjects {
    type Error = BadPart;

    fn try_from(persons: BTreeSet<PersonId>) -> Result<Self, BadPart> {
        if persons.len() > MAX_SUBJECTS {
            return Err(BadPart::Subjects);
        }
        Ok(Self(persons.into_iter().collect()))
    }
}

impl fmt::Display for Subjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, person) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { PREFIX } else { "," })?;
            write!(f, "{:0width$x}", person.0, width = DIGITS)?;
        }
        if self.0.is_empty() {
            f.write_str("-")
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for Subjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Subjects {
    type Err = BadPart;

    fn from_str(text: &str) -> Result<Self, BadPart> {
        if text == "-" {
            return Ok(Self::default());
        }
        let numbers = text.strip_prefix(PREFIX).ok_or(BadPart::Subjects)?;
        let mut persons: Vec<PersonId> = Vec::new();
        for number in numbers.split(',') {
            let person = number_of(number).ok_or(BadPart::Subjects)?;
            let ascends = persons.last().is_none_or(|last| *last < person);
            if !ascends || persons.len() == MAX_SUBJECTS {
                return Err(BadPart::Subjects);
            }
            persons.push(person);
        }
        Ok(Self(persons))
    }
}

/// Exactly sixteen lower-case digits.
fn number_of(text: &str) -> Option<PersonId> {
    let whole = text.len() == DIGITS && are_lower_digits(text);
    let number = whole.then(|| u64::from_str_radix(text, 16).ok());
    number.flatten().map(PersonId)
}

impl Serialize for Subjects {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subjects {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(numbers: impl IntoIterator<Item = u64>) -> BTreeSet<PersonId> {
        numbers.into_iter().map(PersonId).collect()
    }

    #[test]
    fn any_number_of_persons_comes_back() {
        for count in [0, 1, 2, 999, 1_000] {
            // Spread over all numbers, in no order.
            let all = persons(
                (0..count)
                    .map(|number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number << 7)),
            );
            let subjects = Subjects::try_from(all.clone()).unwrap();
            assert_eq!(
                subjects.to_string().parse::<Subjects>(),
                Ok(subjects.clone())
            );
            assert_eq!(subjects.iter().collect::<BTreeSet<_>>(), all);
            assert!(all.iter().all(|person| subjects.contains(*person)));
            assert!(!subjects.contains(PersonId(3)));
        }
        assert_eq!(Subjects::default().to_string(), "-");
        assert_eq!(
            Subjects::try_from(persons([0xef, 1])).unwrap().to_string(),
            "person-0000000000000001,00000000000000ef"
        );
    }

    #[test]
    fn too_many_are_parted_in_order_and_nobody_is_lost() {
        let many = persons(0..2_500);
        assert_eq!(Subjects::try_from(many.clone()), Err(BadPart::Subjects));
        let parts = Subjects::parts(&many);
        assert_eq!(
            parts.iter().map(Subjects::len).collect::<Vec<_>>(),
            [1_000, 1_000, 500]
        );
        let together: Vec<PersonId> = parts.iter().flat_map(Subjects::iter).collect();
        assert_eq!(together, many.into_iter().collect::<Vec<_>>());
        assert_eq!(Subjects::parts(&BTreeSet::new()), [Subjects::default()]);
    }

    #[test]
    fn persons_have_one_spelling() {
        let too_many = (0..1_001)
            .map(|number| format!("{number:016x}"))
            .collect::<Vec<_>>()
            .join(",");
        for wrong in [
            "",
            "person-",
            "person",
            "0000000000000001",
            "person-1",
            "person-00000000000000EF",
            "person-+0000000000000ef",
            "person-00000000000000001",
            "person-0000000000000001,",
            "person-,0000000000000001",
            "person-0000000000000002,0000000000000001",
            "person-0000000000000001,0000000000000001",
            "person-0000000000000001,person-0000000000000002",
            "person-0000000000000001, 0000000000000002",
            "person-0000000000000001,-",
            &format!("person-{too_many}"),
        ] {
            assert_eq!(wrong.parse::<Subjects>(), Err(BadPart::Subjects), "{wrong}");
        }
    }
}
