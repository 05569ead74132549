//! Opaque cursors: positions in a list as text that callers hand back and do not look into.

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use ombud_app::requests::audit::AuditPosition;
use ombud_app::requests::upkeep::RejectPosition;
use ombud_model::alert::AlertPosition;

use super::problem::Problem;

/// Longest cursor that is looked at, in bytes.
const MAX_LEN: usize = 512;

/// A position that can be written and read.
pub(super) trait Position: Sized {
    /// Tells the cursors of different lists apart, and their versions.
    const TAG: &'static str;

    fn write(&self) -> String;

    fn read(text: &str) -> Option<Self>;
}

impl Position for AlertPosition {
    const TAG: &'static str = "a1";

    fn write(&self) -> String {
        format!("{} {}", self.evidence, self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (evidence, id) = text.split_once(' ')?;
        Some(Self {
            evidence: evidence.parse().ok()?,
            id: id.parse().ok()?,
        })
    }
}

impl Position for RejectPosition {
    const TAG: &'static str = "r1";

    fn write(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    fn read(text: &str) -> Option<Self> {
        (text.len() == 32)
            .then(|| u128::from_str_radix(text, 16).ok())
            .flatten()
            .map(|id| Self(id.to_be_bytes()))
    }
}

/// The pseudonym of the last person.
impl Position for String {
    const TAG: &'static str = "p1";

    fn write(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Position for AuditPosition {
    const TAG: &'static str = "l1";

    fn write(&self) -> String {
        self.0.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

pub(super) fn encode<P: Position>(position: &P) -> String {
    let text = format!("{} {}", P::TAG, position.write());
    HEXLOWER.encode(text.as_bytes())
}

pub(super) fn decode<P: Position>(cursor: &str) -> Result<P, Problem> {
    let read = || {
        let digits = (cursor.len() <= MAX_LEN).then_some(cursor.as_bytes())?;
        let text = String::from_utf8(HEXLOWER_PERMISSIVE.decode(digits).ok()?).ok()?;
        let (tag, position) = text.split_once(' ')?;
        (tag == P::TAG).then(|| P::read(position)).flatten()
    };
    read().ok_or_else(|| {
        Problem::invalid(
            "`cursor` is not one that this list gave: leave it out to start at the beginning",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use ombud_model::AlertId;
    use proptest::prelude::*;

    use super::*;

    /// Texts that are cursors of some list but for their position, and others.
    fn texts() -> impl Strategy<Value = String> {
        let tagged = (
            "(a1|r1|p1|l1|x9)?",
            " {0,2}",
            "[+0-9a-f]{0,34}( [a-z0-9-]{0,40})?",
        )
            .prop_map(|(tag, gap, rest)| hex(&format!("{tag}{gap}{rest}")));
        let within = any::<String>().prop_map(|text| hex(&format!("p1 {text}")));
        prop_oneof![3 => tagged, 1 => within, 1 => any::<String>(), 1 => "[0-9a-fA-F+ ]{0,600}"]
    }

    fn hex(text: &str) -> String {
        HEXLOWER.encode(text.as_bytes())
    }

    /// A text is refused, or says a position that comes back as it is.
    fn judge<P: Position + PartialEq + Debug>(text: &str) -> Result<bool, TestCaseError> {
        let Ok(position) = decode::<P>(text) else {
            return Ok(false);
        };
        prop_assert_eq!(decode::<P>(&encode(&position)), Ok(position));
        Ok(true)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_a_cursor_of_one_list_or_refused(text in texts()) {
            let lists = [
                judge::<AlertPosition>(&text)?,
                judge::<RejectPosition>(&text)?,
                judge::<String>(&text)?,
                judge::<AuditPosition>(&text)?,
            ];
            prop_assert!(lists.into_iter().filter(|taken| *taken).count() <= 1);
        }
    }

    #[test]
    fn a_cursor_comes_back_and_others_are_refused() {
        let position = AlertPosition {
            evidence: u64::MAX,
            id: AlertId(15),
        };
        let cursor = encode(&position);
        assert_eq!(decode::<AlertPosition>(&cursor), Ok(position));
        assert!(!cursor.contains("alert"));
        let person = encode(&"amber-otter-482".to_owned());
        assert_eq!(decode::<String>(&person).as_deref(), Ok("amber-otter-482"));
        for wrong in [
            "",
            "zz",
            "6",
            "é0",
            "ffff",
            person.as_str(),
            cursor.strip_suffix("66").unwrap(),
            &"61".repeat(300),
        ] {
            assert!(decode::<AlertPosition>(wrong).is_err(), "{wrong}");
        }
    }
}
