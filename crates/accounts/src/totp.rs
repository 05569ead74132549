//! One-time codes of authenticator apps: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which is what every app can do.
//!
//! A code is good for its own step and the one before and after, and each step is good once: what was seen over a shoulder is worth
//! nothing. The seed is sealed under a key that is not in the database, bound to its account.

use std::fmt;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use ombud_identity::{SeedKey, VaultError};
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::{AccountId, Timestamp, hex};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use zeroize::Zeroizing;

use super::account::LoginName;
use super::session;

const STEP_MILLIS: i64 = 30_000;
const SEED: usize = 20;
/// How long an enrolment waits for its first code, in milliseconds.
const ENROLMENT_MILLIS: u64 = 15 * 60_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TotpRefused {
    #[error(
        "the code is wrong: check that the clock of your device is right, and type the code that is shown now"
    )]
    Wrong,
    #[error("the code was used already: wait for the next one")]
    Used,
    #[error("setting up took too long: begin again")]
    TooLate,
    #[error(
        "the one-time codes of this account cannot be read: the server's key is not the one they were sealed with"
    )]
    Sealed,
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

/// A seed that is shown but not confirmed yet. Keep it with the session of whoever enrols.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotpEnrolment {
    seed: SealedSeed,
    started: Timestamp,
}

/// One-time codes of an account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totp {
    seed: SealedSeed,
    /// When it was set up.
    pub since: Timestamp,
    /// The last step of which a code was taken; earlier ones are no longer good.
    last_step: u64,
}

/// Hexadecimal text of the sealed seed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct SealedSeed(String);

impl fmt::Debug for SealedSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedSeed(..)")
    }
}

impl TotpEnrolment {
    /// A new seed, and the `otpauth:` address that the app reads (as a picture or typed): show it once, over a fresh session only.
    pub fn begin(
        account: AccountId,
        login: &LoginName,
        key: &SeedKey,
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(Zeroizing<String>, Self), TotpRefused> {
        let seed = Zeroizing::new(entropy::bytes::<SEED>(entropy)?);
        let sealed = SealedSeed::seal(account, &seed, key, entropy)?;
        Ok((
            uri(login, &seed),
            Self {
                seed: sealed,
                started: now,
            },
        ))
    }

    /// The first code shows that the app has the seed. That code is used up.
    pub fn confirm(
        &self,
        account: AccountId,
        code: &str,
        key: &SeedKey,
        now: Timestamp,
    ) -> Result<Totp, TotpRefused> {
        if session::age(now, self.started).is_none_or(|age| age >= ENROLMENT_MILLIS) {
            return Err(TotpRefused::TooLate);
        }
        Totp {
            seed: self.seed.clone(),
            since: now,
            last_step: 0,
        }
        .check(account, code, key, now)
    }
}

impl Totp {
    /// The codes after `code` was used: store that before letting the person in, or the code is good twice.
    pub fn check(
        &self,
        account: AccountId,
        code: &str,
        key: &SeedKey,
        now: Timestamp,
    ) -> Result<Self, TotpRefused> {
        let code = digits(code).ok_or(TotpRefused::Wrong)?;
        let seed = self.seed.open(account, key)?;
        let step = u64::try_from(now.millis() / STEP_MILLIS).unwrap_or_default();
        // All three are computed and compared, so that the time does not tell which it was.
        let mut found = None;
        for step in [step.saturating_sub(1), step, step.saturating_add(1)] {
            let equal = blake3::hash(&code_at(seed.as_slice(), step).to_le_bytes())
                == blake3::hash(&code.to_le_bytes());
            // The latest fitting step is used up, so that a code that stands for two steps is not good twice either.
            found = if equal { Some(step) } else { found };
        }
        let step = found.ok_or(TotpRefused::Wrong)?;
        if step <= self.last_step {
            return Err(TotpRefused::Used);
        }
        Ok(Self {
            last_step: step,
            ..self.clone()
        })
    }
}

impl SealedSeed {
    fn seal(
        account: AccountId,
        seed: &[u8; SEED],
        key: &SeedKey,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, TotpRefused> {
        let sealed = key
            .seal(&bound(account), seed, entropy)
            .map_err(|error| match error {
                VaultError::NoEntropy(error) => error.into(),
                _ => TotpRefused::Sealed,
            })?;
        Ok(Self(HEXLOWER.encode(&sealed)))
    }

    fn open(
        &self,
        account: AccountId,
        key: &SeedKey,
    ) -> Result<Zeroizing<[u8; SEED]>, TotpRefused> {
        // Version, nonce, seed, tag.
        let sealed = hex::read::<{ 1 + 24 + SEED + 16 }>(&self.0).ok_or(TotpRefused::Sealed)?;
        let opened = key
            .open(&bound(account), &sealed)
            .map_err(|_| TotpRefused::Sealed)?;
        <[u8; SEED]>::try_from(opened.as_slice())
            .map(Zeroizing::new)
            .map_err(|_| TotpRefused::Sealed)
    }
}

fn bound(account: AccountId) -> [u8; 20] {
    let mut bytes = [0; 20];
    let (purpose, id) = bytes.split_at_mut(4);
    purpose.copy_from_slice(b"totp");
    id.copy_from_slice(&account.0.to_le_bytes());
    bytes
}

/// Six digits; spaces, which apps show in the middle, do not matter.
fn digits(code: &str) -> Option<u32> {
    if code.len() > 16 {
        return None;
    }
    let digits: Vec<u32> = code
        .chars()
        .filter(|c| *c != ' ')
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()?;
    (digits.len() == 6).then(|| digits.iter().fold(0, |number, digit| number * 10 + digit))
}

/// The code of one step (RFC 4226, 5.3).
fn code_at(seed: &[u8], step: u64) -> u32 {
    truncated(seed, step) % 1_000_000
}

fn truncated(seed: &[u8], step: u64) -> u32 {
    // A key of any length is taken, so this does not fail; if it did, no code would fit.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(seed) else {
        return u32::MAX;
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = hash.last().map_or(0, |last| usize::from(last & 15));
    let four = hash
        .get(offset..offset + 4)
        .and_then(|bytes| bytes.first_chunk::<4>())
        .copied()
        .unwrap_or_default();
    u32::from_be_bytes(four) & 0x7fff_ffff
}

/// The address in the form that the apps have agreed on. Login names need no escaping but of `+` and `@`.
fn uri(login: &LoginName, seed: &[u8; SEED]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(600));
    text.push_str("otpauth://totp/Ombud:");
    for c in login.as_str().chars() {
        match c {
            '+' => text.push_str("%2B"),
            '@' => text.push_str("%40"),
            _ => text.push(c),
        }
    }
    text.push_str("?secret=");
    BASE32_NOPAD.encode_append(seed, &mut text);
    text.push_str("&issuer=Ombud&algorithm=SHA1&digits=6&period=30");
    text
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;
    use proptest::prelude::*;

    use super::*;

    const MIA: AccountId = AccountId(1);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + seconds * 1000).unwrap()
    }

    fn key() -> SeedKey {
        SeedKey::from_bytes([5; 32])
    }

    /// An account's codes with a known seed, last used long ago.
    fn known() -> (Totp, [u8; SEED]) {
        let seed = *b"12345678901234567890";
        let sealed = SealedSeed::seal(MIA, &seed, &key(), &mut OsEntropy).unwrap();
        (
            Totp {
                seed: sealed,
                since: at(0),
                last_step: 0,
            },
            seed,
        )
    }

    fn code(seed: &[u8], at: Timestamp) -> String {
        format!("{:06}", code_at(seed, (at.millis() / STEP_MILLIS) as u64))
    }

    /// RFC 6238, appendix B, the column of SHA-1.
    #[test]
    fn vectors_of_the_standard() {
        let cases = [
            (59_u64, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ];
        for (seconds, code) in cases {
            assert_eq!(
                truncated(b"12345678901234567890", seconds / 30) % 100_000_000,
                code,
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_code_is_good_one_step_around_and_once() {
        let (totp, seed) = known();
        let shown = code(&seed, at(0));
        for late in [-30, 0, 30] {
            assert!(totp.check(MIA, &shown, &key(), at(late)).is_ok(), "{late}");
        }
        for late in [-90, -60, 60, 90] {
            assert_eq!(
                totp.check(MIA, &shown, &key(), at(late)),
                Err(TotpRefused::Wrong),
                "{late}"
            );
        }
        let used = totp.check(MIA, &shown, &key(), at(0)).unwrap();
        assert_eq!(
            used.check(MIA, &shown, &key(), at(5)),
            Err(TotpRefused::Used)
        );
        let earlier = code(&seed, at(-30));
        assert_eq!(
            used.check(MIA, &earlier, &key(), at(0)),
            Err(TotpRefused::Used),
            "nor one of before"
        );
        assert!(
            used.check(MIA, &code(&seed, at(30)), &key(), at(30))
                .is_ok()
        );
    }

    #[test]
    fn enrolling_takes_a_code_of_the_shown_seed_and_uses_it_up() {
        let login: LoginName = "mia+ops@corp.test".parse().unwrap();
        let mut counter = 0_u8;
        let mut entropy = |bytes: &mut [u8]| {
            counter += 1;
            bytes.fill(counter);
        };
        let (uri, enrolment) =
            TotpEnrolment::begin(MIA, &login, &key(), at(0), &mut entropy).unwrap();
        assert_eq!(
            uri.as_str(),
            "otpauth://totp/Ombud:mia%2Bops%40corp.test?secret=AEAQCAIBAEAQCAIBAEAQCAIBAEAQCAIB&issuer=Ombud&algorithm=SHA1&digits=6&period=30"
        );
        let shown = code(&[1; SEED], at(60));
        assert_eq!(
            enrolment.confirm(MIA, "000000", &key(), at(60)),
            Err(TotpRefused::Wrong)
        );
        assert_eq!(
            enrolment.confirm(MIA, &code(&[1; SEED], at(900)), &key(), at(900)),
            Err(TotpRefused::TooLate)
        );
        assert_eq!(
            enrolment.confirm(MIA, &shown, &key(), at(-60)),
            Err(TotpRefused::TooLate),
            "the clock went back"
        );
        let (left, right) = shown.split_at(3);
        let totp = enrolment
            .confirm(MIA, &format!("{left} {right}"), &key(), at(60))
            .unwrap();
        assert_eq!(
            totp.check(MIA, &shown, &key(), at(61)),
            Err(TotpRefused::Used)
        );
    }

    #[test]
    fn a_seed_opens_for_its_account_and_key_only_and_is_not_shown() {
        let (totp, seed) = known();
        let shown = code(&seed, at(0));
        assert_eq!(
            totp.check(AccountId(2), &shown, &key(), at(0)),
            Err(TotpRefused::Sealed)
        );
        assert_eq!(
            totp.check(MIA, &shown, &SeedKey::from_bytes([6; 32]), at(0)),
            Err(TotpRefused::Sealed)
        );
        let stored = serde_json::to_string(&totp).unwrap();
        let plain = HEXLOWER.encode(&seed);
        assert!(!stored.contains(&plain) && !format!("{totp:?}").contains(&totp.seed.0));
        let back: Totp = serde_json::from_str(&stored).unwrap();
        assert!(back.check(MIA, &shown, &key(), at(0)).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_six_digits_or_refused(text in "[0-9a ٣]{0,20}") {
            let plain: String = text.chars().filter(|c| *c != ' ').collect();
            let six = plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 16;
            prop_assert_eq!(digits(&text), six.then(|| plain.parse().unwrap()));
        }

        #[test]
        fn time_never_takes_a_code_twice(steps in proptest::collection::vec(-3_i64..4, 1..40)) {
            let (mut totp, seed) = known();
            let mut taken = std::collections::HashSet::new();
            let mut now = 0;
            for step in steps {
                now += step * 30;
                let shown = code(&seed, at(now));
                if let Ok(next) = totp.check(MIA, &shown, &key(), at(now)) {
                    prop_assert!(taken.insert(next.last_step), "a step was taken twice");
                    totp = next;
                }
            }
        }
    }
}
