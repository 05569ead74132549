//! Recovery codes: ten codes of 120 random bits, each good once, for whoever lost the device that shows one-time codes.
//!
//! With 120 bits a plain keyed hash is enough to keep them (OWASP ASVS 5.0.0, 6.5.2): they cannot be guessed from it.

use data_encoding::BASE32_NOPAD;
use ombud_model::AccountId;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::secret::SecretHash;

/// How many codes are made at once.
pub const COUNT: usize = 10;
const BYTES: usize = 15;
const DIGITS: usize = 24;
const CONTEXT: &str = "ombud 2026 recovery code of an account";

/// The hashes of the codes that are left.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecoveryCodes(Vec<SecretHash>);

impl RecoveryCodes {
    /// New codes in place of all earlier ones, and their texts to show once: four groups of six letters and digits.
    pub fn generate(
        account: AccountId,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(Vec<Zeroizing<String>>, Self), NoEntropy> {
        let mut shown = Vec::with_capacity(COUNT);
        let mut kept = Vec::with_capacity(COUNT);
        for _ in 0..COUNT {
            let bytes = Zeroizing::new(entropy::bytes::<BYTES>(entropy)?);
            let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
            BASE32_NOPAD.encode_append(bytes.as_slice(), &mut digits);
            kept.push(hash(account, &digits));
            shown.push(grouped(&digits));
        }
        Ok((shown, Self(kept)))
    }

    /// How many are left.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// The codes without the one presented; `None` when it is none of them. Case, spaces and dashes do not matter.
    pub fn spend(&self, account: AccountId, presented: &str) -> Option<Self> {
        if presented.len() > 4 * DIGITS {
            return None;
        }
        let mut digits = Zeroizing::new(String::with_capacity(4 * DIGITS));
        digits.extend(
            presented
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '-')
                .map(|c| c.to_ascii_uppercase()),
        );
        let hash = hash(account, &digits);
        let left: Vec<SecretHash> = self
            .0
            .iter()
            .copied()
            .filter(|kept| *kept != hash)
            .collect();
        (left.len() < self.0.len()).then_some(Self(left))
    }
}

fn hash(account: AccountId, digits: &str) -> SecretHash {
    SecretHash::of(CONTEXT, &[&account.0.to_le_bytes(), digits.as_bytes()])
}

fn grouped(digits: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(DIGITS + 3));
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 6 == 0 {
            text.push('-');
        }
        text.push(digit.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;

    use super::*;

    const MIA: AccountId = AccountId(1);

    #[test]
    fn each_code_is_good_once_however_it_is_typed() {
        let (shown, codes) = RecoveryCodes::generate(MIA, &mut OsEntropy).unwrap();
        assert_eq!(
            (shown.len(), codes.left(), shown[0].len()),
            (COUNT, COUNT, 27)
        );
        let typed = format!(" {} ", shown[3].replace('-', " ").to_uppercase());
        let fewer = codes.spend(MIA, &typed).unwrap();
        assert_eq!(fewer.left(), COUNT - 1);
        assert!(fewer.spend(MIA, &shown[3]).is_none(), "used already");
        let all = shown.iter().enumerate().filter(|(at, _)| *at != 3);
        let none = all.fold(fewer, |codes, (_, code)| codes.spend(MIA, code).unwrap());
        assert_eq!(none.left(), 0);
    }

    #[test]
    fn a_code_is_good_for_its_account_only() {
        let (shown, codes) = RecoveryCodes::generate(MIA, &mut OsEntropy).unwrap();
        assert!(codes.spend(AccountId(2), &shown[0]).is_none());
        for wrong in ["", "-", "aaaaaa-aaaaaa-aaaaaa-aaaaaa", &"a".repeat(10_000)] {
            assert!(codes.spend(MIA, wrong).is_none());
        }
    }

    #[test]
    fn what_is_kept_does_not_show_the_codes() {
        let (shown, codes) = RecoveryCodes::generate(MIA, &mut OsEntropy).unwrap();
        let stored = format!("{codes:?}{}", serde_json::to_string(&codes).unwrap());
        assert!(shown.iter().all(|code| !stored.contains(code.as_str())));
    }
}
