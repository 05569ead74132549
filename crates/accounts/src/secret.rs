//! Secrets that are handed out once: 256 random bits as text with a prefix that says what they are good for, and the hash that is kept.
//!
//! A hash of 256 random bits cannot be guessed, so it may serve as the key under which a record is found; it is bound to its purpose,
//! so that a token of one kind is never taken for one of another.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::hex;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The hash of a secret: what the store keeps. Compared in constant time. Text: 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(blake3::Hash);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits")]
pub struct InvalidHash;

impl SecretHash {
    /// The hash of `parts`, each with its length, for the purpose that `context` names.
    pub(crate) fn of(context: &'static str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        for part in parts {
            hasher
                .update(&(part.len() as u64).to_le_bytes())
                .update(part);
        }
        Self(hasher.finalize())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

impl FromStr for SecretHash {
    type Err = InvalidHash;

    fn from_str(text: &str) -> Result<Self, InvalidHash> {
        hex::read::<32>(text)
            .map(|bytes| Self(bytes.into()))
            .ok_or(InvalidHash)
    }
}

impl Serialize for SecretHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// What a bearer token is good for.
pub trait Purpose {
    /// What its text starts with: a scanner for secrets finds it, and a person sees what leaked.
    const PREFIX: &'static str;
    /// Sets its hash apart from every other.
    const CONTEXT: &'static str;
    /// Shown instead of the secret.
    const NAME: &'static str;
}

/// A secret of 256 random bits. Wiped when dropped, never printed.
pub struct Bearer<P>(Zeroizing<[u8; 32]>, PhantomData<P>);

impl<P: Purpose> Bearer<P> {
    pub fn generate(entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NoEntropy> {
        Ok(Self(Zeroizing::new(entropy::bytes(entropy)?), PhantomData))
    }

    /// Reads what [`Bearer::reveal`] wrote. Total: any other text gives `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(P::PREFIX)?;
        if digits.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        hex::read::<32>(digits).map(|bytes| Self(Zeroizing::new(bytes), PhantomData))
    }

    /// The prefix and 64 digits. The only way to read the secret; it has no `Display` on purpose.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(P::PREFIX.len() + 64));
        text.push_str(P::PREFIX);
        HEXLOWER.encode_append(self.0.as_slice(), &mut text);
        text
    }

    /// What is kept, and under which the record is found.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of(P::CONTEXT, &[self.0.as_slice()])
    }

    /// 64 digits that only the holder of the token can know, another for each context and salt: what a flow hands out and checks later
    /// without keeping a secret meanwhile.
    pub fn derive(&self, context: &'static str, salt: &[u8]) -> Zeroizing<String> {
        let hash = SecretHash::of(context, &[self.0.as_slice(), salt]);
        Zeroizing::new(HEXLOWER.encode(hash.as_bytes()))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl<P: Purpose> fmt::Debug for Bearer<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(..)", P::NAME)
    }
}

macro_rules! purposes {
    ($($(#[$doc:meta])* $token:ident, $purpose:ident, $prefix:literal, $context:literal;)*) => {$(
        /// The purpose of the token of that name.
        #[derive(Clone, Copy, Debug)]
        pub struct $purpose;

        impl Purpose for $purpose {
            const PREFIX: &'static str = $prefix;
            const CONTEXT: &'static str = $context;
            const NAME: &'static str = stringify!($token);
        }

        $(#[$doc])*
        pub type $token = Bearer<$purpose>;
    )*};
}

purposes! {
    /// What a signed-in browser presents, in a cookie.
    SessionToken, ForSession, "ombud_ses_", "ombud 2026 session of an account";
    /// What a browser presents before it is signed in, in a cookie: binds a sign-in that has begun to the browser that began it.
    BrowserToken, ForBrowser, "ombud_pre_", "ombud 2026 browser that is signing in";
    /// What a link to set up or reset an account carries.
    LinkToken, ForLink, "ombud_lnk_", "ombud 2026 link to set up an account";
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_comes_back_and_is_never_printed() {
        let token = SessionToken::generate(&mut OsEntropy).unwrap();
        let text = token.reveal();
        assert_eq!(text.len(), 74);
        assert_eq!(SessionToken::parse(&text).unwrap().hash(), token.hash());
        assert_eq!(
            format!("{token:?} {:?}", token.hash()),
            "SessionToken(..) SecretHash(..)"
        );
        assert!(SessionToken::parse(&text.to_uppercase()).is_none());
        assert!(
            BrowserToken::parse(&text).is_none(),
            "a token of another kind"
        );
    }

    #[test]
    fn the_same_bits_have_another_hash_for_another_purpose() {
        let bits = &mut |bytes: &mut [u8]| bytes.fill(7);
        let hashes = [
            SessionToken::generate(bits).unwrap().hash(),
            BrowserToken::generate(bits).unwrap().hash(),
            LinkToken::generate(bits).unwrap().hash(),
        ];
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
    }

    #[test]
    fn what_is_derived_is_the_holders_and_differs_by_context_and_salt() {
        let (token, other) = (
            BrowserToken::generate(&mut OsEntropy).unwrap(),
            BrowserToken::generate(&mut OsEntropy).unwrap(),
        );
        let texts = [
            token.derive("a", b"1"),
            token.derive("a", b"2"),
            token.derive("b", b"1"),
            other.derive("a", b"1"),
        ];
        assert_eq!(
            texts
                .iter()
                .map(|text| text.as_str())
                .collect::<std::collections::HashSet<_>>()
                .len(),
            4
        );
        assert_eq!(
            texts[0],
            BrowserToken::parse(&token.reveal())
                .unwrap()
                .derive("a", b"1")
        );
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert!(SecretHash::of("c", &[b"ab", b"c"]) != SecretHash::of("c", &[b"a", b"bc"]));
    }

    #[test]
    fn a_hash_survives_storage() {
        let hash = SecretHash::of("c", &[b"x"]);
        let stored = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<SecretHash>(&stored).unwrap(), hash);
        assert!(serde_json::from_str::<SecretHash>("\"00\"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_a_token_or_not(text in "(ombud_ses_)?[0-9a-fA-F_é]{0,70}") {
            if let Some(token) = SessionToken::parse(&text) {
                prop_assert!(token.reveal().as_str() == text);
            }
        }
    }
}
