//! Finding the rejected records that mention a person.
//!
//! A rejected record is raw and sealed under the master key, because nobody knew whom it was about. Before a person's key is destroyed,
//! the names are opened here, shown to nobody, and searched for. Better one record too many: a reject lives thirty days at most.
//! What is not found: names in plain words, and identifiers that the source has encoded (base64, UTF-16, escapes); retention takes those.

use memchr::memmem;
use ombud_model::PersonId;
use zeroize::Zeroizing;

use crate::vault::{self, PersonKey, VaultError};

/// A shorter name occurs by chance.
const SHORTEST: usize = 4;

/// The identifiers of one person, ready to be searched for. Wiped when dropped; there is no way to read them.
pub struct Mentions(Vec<Zeroizing<String>>);

impl Mentions {
    /// `sealed` are the person's sealed identities.
    pub fn of(key: &PersonKey, person: PersonId, sealed: &[&[u8]]) -> Result<Self, VaultError> {
        let mut needles = Vec::new();
        for sealed in sealed {
            let identifier = vault::name_within(key, person, sealed)?;
            let whole = Zeroizing::new(identifier.trim().to_lowercase());
            // `mia@corp.test` is `mia` in a log of another system, and so is `CORP\mia`.
            let account = whole
                .split_once('@')
                .map(|(local, _)| local)
                .or_else(|| whole.rsplit_once('\\').map(|(_, name)| name));
            if let Some(account) = account.filter(|account| account.len() >= SHORTEST) {
                needles.push(Zeroizing::new(account.to_owned()));
            }
            // A guest's account is `mia_partner.test#EXT#@corp.test`.
            if let Some((local, domain)) = whole.split_once('@') {
                needles.push(Zeroizing::new(format!("{local}_{domain}")));
            }
            if !whole.is_empty() {
                needles.push(whole);
            }
        }
        Ok(Self(needles))
    }

    /// Whether the raw bytes of a rejected record mention the person, whatever the letter case.
    pub fn is_in(&self, raw: &[u8]) -> bool {
        let text = Zeroizing::new(String::from_utf8_lossy(raw).to_lowercase());
        self.0
            .iter()
            .any(|needle| memmem::find(text.as_bytes(), needle.as_bytes()).is_some())
    }
}

impl std::fmt::Debug for Mentions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mentions(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsEntropy;

    const MIA: PersonId = PersonId(41);

    fn mentions(identifiers: &[&str]) -> Mentions {
        let key = PersonKey::generate(&mut OsEntropy).unwrap();
        let sealed: Vec<Vec<u8>> = identifiers
            .iter()
            .map(|name| vault::seal_identity(&key, MIA, name, &mut OsEntropy).unwrap())
            .collect();
        let sealed: Vec<&[u8]> = sealed.iter().map(Vec::as_slice).collect();
        Mentions::of(&key, MIA, &sealed).unwrap()
    }

    #[test]
    fn identifiers_and_account_names_are_found_in_any_case() {
        let mia = mentions(&["Mia.Kowalska@corp.test", "CORP\\mkowalska"]);
        for raw in [
            r#"{"user": "MIA.KOWALSKA@CORP.TEST", "broken"#,
            r"C:\Users\mkowalska\plan.xlsx",
            r#"{"who": "CORP\\MKowalska"}"#,
            "mia.kowalska logged on",
        ] {
            assert!(mia.is_in(raw.as_bytes()), "{raw}");
        }
        assert!(mia.is_in(b"\xff\xfe mia.kowalska@corp.test \xff"));
        for raw in ["tom@corp.test", "mia", "", "kowalski"] {
            assert!(!mia.is_in(raw.as_bytes()), "{raw}");
        }
        assert_eq!(format!("{mia:?}"), "Mentions(..)");
    }

    #[test]
    fn short_account_names_are_only_found_as_a_whole() {
        let mia = mentions(&["mia@corp.test"]);
        assert!(mia.is_in(b"to: mia@corp.test") && !mia.is_in(b"academia"));
        assert!(!mentions(&[]).is_in(b"anything"));
    }

    #[test]
    fn guests_are_found_by_their_account_too() {
        let mia = mentions(&["mia@partner.test"]);
        assert!(mia.is_in(b"MIA_partner.test#EXT#@corp.test") && !mia.is_in(b"eva_partner.test"));
    }
}
