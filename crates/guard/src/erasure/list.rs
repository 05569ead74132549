//! The list of erased persons, which outlives every backup.
//!
//! Keep it where backups of the data do not bring an older one back: beside the master key, and with the exported audit log. After a
//! restore, [`ErasureList::missing_after_restore`] says who has to be erased again before anything is served. Persons are random
//! numbers, so the list says nothing to whoever finds it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use ombud_model::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Depth;

const TITLE: &str = "ombud-erasures 1";

/// When and how deep a person was erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    pub at: Timestamp,
    pub depth: Depth,
}

/// Everybody who was erased.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ErasureList(BTreeMap<PersonId, Erased>);

/// SHA-256 of the canonical text, so that `sha256sum` gives the same. Noted in the audit log, it shows that no entry was taken out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListDigest(pub [u8; 32]);

impl std::fmt::Display for ListDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", HEXLOWER.encode_display(&self.0))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadList {
    #[error("line {0} of the erasure list is not what is expected there")]
    Line(usize),
    #[error("the erasure list is cut or was edited: it does not end with its number of entries")]
    Count,
}

impl ErasureList {
    /// Enters a person. Entered twice, the earlier time and the deeper erasure stay.
    pub fn enter(&mut self, person: PersonId, erased: Erased) {
        self.0
            .entry(person)
            .and_modify(|known| {
                *known = Erased {
                    at: known.at.min(erased.at),
                    depth: known.depth.max(erased.depth),
                }
            })
            .or_insert(erased);
    }

    /// Takes in another copy of the list; which of them is taken into which does not matter.
    pub fn merge(&mut self, other: &Self) {
        other
            .0
            .iter()
            .for_each(|(person, erased)| self.enter(*person, *erased));
    }

    pub fn get(&self, person: PersonId) -> Option<Erased> {
        self.0.get(&person).copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Who of those present after a restore must be erased again, and how deep. `present` are the persons who have a key, or, for the
    /// deep erasure, any row at all.
    pub fn missing_after_restore(&self, present: &[PersonId]) -> Vec<(PersonId, Depth)> {
        let mut missing: Vec<(PersonId, Depth)> = present
            .iter()
            .filter_map(|person| self.get(*person).map(|erased| (*person, erased.depth)))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The canonical text: title, one line per person in their order, and the number of lines.
    pub fn text(&self) -> String {
        let mut text = format!("{TITLE}\n");
        for (person, Erased { at, depth }) in &self.0 {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{person} {at} {depth}");
        }
        let _ = writeln!(text, "end {}", self.0.len());
        text
    }

    pub fn digest(&self) -> ListDigest {
        ListDigest(Sha256::digest(self.text()).into())
    }

    /// Reads the canonical text, and nothing that is written otherwise.
    pub fn parse(text: &str) -> Result<Self, BadList> {
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return Err(BadList::Line(1));
        }
        let mut list = Self::default();
        let mut ended = false;
        for (number, line) in lines.enumerate() {
            if let Some(count) = line.strip_prefix("end ") {
                ended = count.parse() == Ok(list.len());
                break;
            }
            let (person, erased) = entry(line).ok_or(BadList::Line(number + 2))?;
            list.enter(person, erased);
        }
        if ended && list.text() == text {
            Ok(list)
        } else {
            Err(BadList::Count)
        }
    }
}

fn entry(line: &str) -> Option<(PersonId, Erased)> {
    let mut words = line.split(' ');
    let person = words.next()?.parse().ok()?;
    let erased = Erased {
        at: words.next()?.parse().ok()?,
        depth: words.next()?.parse().ok()?,
    };
    words.next().is_none().then_some((person, erased))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(1_774_886_531_000 + ms).unwrap()
    }

    fn lists() -> impl Strategy<Value = ErasureList> {
        prop::collection::vec((0u64..40, 0i64..1_000_000, any::<bool>()), 0..30).prop_map(
            |entries| {
                let mut list = ErasureList::default();
                for (person, ms, deep) in entries {
                    let depth = if deep {
                        Depth::Everything
                    } else {
                        Depth::Identity
                    };
                    list.enter(PersonId(person), Erased { at: at(ms), depth });
                }
                list
            },
        )
    }

    #[test]
    fn whoever_comes_back_is_named_and_nobody_else() {
        let mut list = ErasureList::default();
        list.enter(
            PersonId(3),
            Erased {
                at: at(5),
                depth: Depth::Identity,
            },
        );
        list.enter(
            PersonId(1),
            Erased {
                at: at(9),
                depth: Depth::Everything,
            },
        );
        list.enter(
            PersonId(3),
            Erased {
                at: at(7),
                depth: Depth::Everything,
            },
        );
        assert_eq!(
            list.get(PersonId(3)),
            Some(Erased {
                at: at(5),
                depth: Depth::Everything
            })
        );
        let present = [PersonId(9), PersonId(3), PersonId(2), PersonId(3)];
        assert_eq!(
            list.missing_after_restore(&present),
            [(PersonId(3), Depth::Everything)]
        );
        assert!(list.missing_after_restore(&[]).is_empty());
    }

    #[test]
    fn a_cut_or_edited_list_is_refused() {
        let mut list = ErasureList::default();
        list.enter(
            PersonId(3),
            Erased {
                at: at(5),
                depth: Depth::Identity,
            },
        );
        list.enter(
            PersonId(4),
            Erased {
                at: at(6),
                depth: Depth::Identity,
            },
        );
        let text = list.text();
        assert_eq!(text.lines().count(), 4);
        for cut in 0..text.len() {
            assert!(
                ErasureList::parse(text.get(..cut).unwrap()).is_err(),
                "cut at {cut}"
            );
        }
        let lines: Vec<&str> = text.lines().collect();
        let wrong = |lines: &[&str]| {
            assert!(
                ErasureList::parse(&(lines.join("\n") + "\n")).is_err(),
                "{lines:?}"
            )
        };
        wrong(&[lines[0], lines[1], lines[3]]);
        wrong(&[lines[0], lines[2], lines[1], lines[3]]);
        wrong(&[lines[0], lines[1], lines[1], lines[3]]);
        wrong(&[lines[0], lines[1], lines[2], lines[3], lines[1]]);
        assert_eq!(
            ErasureList::parse(&text.replace(" identity", " none")),
            Err(BadList::Line(2))
        );
    }

    #[test]
    fn the_digest_is_the_one_of_sha256sum() {
        // printf 'ombud-erasures 1\nend 0\n' | sha256sum
        let empty = ErasureList::default();
        assert_eq!(empty.text(), "ombud-erasures 1\nend 0\n");
        assert_eq!(
            empty.digest().to_string(),
            "12f7c0be85cb1e6222593e871d2f733a77be0100b03fa9a69762187dd324e20c"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn lists_are_read_back_and_merging_does_not_depend_on_order(one in lists(), other in lists()) {
            prop_assert_eq!(&ErasureList::parse(&one.text()).unwrap(), &one);
            let (mut forward, mut backward) = (one.clone(), other.clone());
            forward.merge(&other);
            backward.merge(&one);
            prop_assert_eq!(forward.digest(), backward.digest());
            let again = forward.clone();
            forward.merge(&again);
            prop_assert_eq!(&forward, &again);
            prop_assert_eq!(forward.digest() == one.digest(), forward == one);
        }
    }
}
