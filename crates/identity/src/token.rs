//! Tokens with which a source pushes its records: shown once, kept only as a hash, good for one source.

use std::fmt;

use data_encoding::HEXLOWER;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::hex;
use zeroize::Zeroizing;

const PREFIX: &str = "ombud_src_";

/// A token as it is shown once to whoever sets up the source. Wiped when dropped.
pub struct SourceToken(Zeroizing<String>);

impl SourceToken {
    /// A new token of 256 random bits for the source with this id, and the hash to keep.
    pub fn generate(
        source: &str,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(Self, TokenHash), NoEntropy> {
        let secret = Zeroizing::new(entropy::bytes::<32>(entropy)?);
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + 64));
        text.push_str(PREFIX);
        HEXLOWER.encode_append(secret.as_slice(), &mut text);
        let hash = hash(source, &secret);
        Ok((Self(text), TokenHash(hash)))
    }

    /// `ombud_src_` and 64 digits. The only way to read the secret; it has no `Display` on purpose.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SourceToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SourceToken(..)")
    }
}

/// What is kept of a token. Does not give the token back.
#[derive(Clone, Copy, Debug)]
pub struct TokenHash(blake3::Hash);

impl TokenHash {
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes.into())
    }

    /// Whether `presented` is the token that was made for this source. Takes the same time for every well-formed token.
    pub fn accepts(&self, source: &str, presented: &str) -> bool {
        let Some(secret) = presented
            .strip_prefix(PREFIX)
            .and_then(hex::read::<32>)
            .map(Zeroizing::new)
        else {
            return false;
        };
        // `blake3::Hash` compares in constant time.
        hash(source, &secret) == self.0
    }
}

/// Bound to the source: the same secret has another hash for another source.
fn hash(source: &str, secret: &[u8; 32]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_derive_key("ombud 2026 push token of a source");
    hasher.update(secret).update(source.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::OsEntropy;

    proptest! {
        #[test]
        fn no_text_is_the_token_of_another_hash(text in "\\PC{0,80}|ombud_src_[0-9a-fA-F]{60,68}") {
            for source in ["m365", ""] {
                prop_assert!(!TokenHash::from_bytes([7; 32]).accepts(source, &text));
            }
        }
    }

    #[test]
    fn a_token_is_accepted_for_its_source_only() {
        let (token, hash) = SourceToken::generate("m365-main", &mut OsEntropy).unwrap();
        let kept = TokenHash::from_bytes(*hash.as_bytes());
        assert!(token.reveal().starts_with("ombud_src_") && token.reveal().len() == 74);
        assert!(kept.accepts("m365-main", token.reveal()));
        assert!(!kept.accepts("m365-other", token.reveal()));
        for wrong in [
            "",
            "ombud_src_",
            token.reveal().strip_suffix(|_: char| true).unwrap(),
            &format!("{}0", token.reveal()),
            &token.reveal().replace("src", "key"),
        ] {
            assert!(!kept.accepts("m365-main", wrong), "{wrong}");
        }
    }

    #[test]
    fn one_wrong_digit_is_refused_and_nothing_is_printed() {
        let (token, hash) = SourceToken::generate("hr", &mut OsEntropy).unwrap();
        for at in 10..74 {
            let mut digits = token.reveal().as_bytes().to_vec();
            digits[at] = if digits[at] == b'0' { b'1' } else { b'0' };
            assert!(
                !hash.accepts("hr", std::str::from_utf8(&digits).unwrap()),
                "digit {at}"
            );
        }
        assert_eq!(format!("{token:?}"), "SourceToken(..)");
    }
}
