//! API tokens: `ombud_api_<id>_<secret>_<checksum>`, with a name, a set of operations and an end; shown once, kept as a hash.
//!
//! The checksum lets a scanner, and the server before it asks the store, tell a token from something that looks like one. A token acts for
//! its account and can never do more than it: the roles of the account are asked at every request beside the token's own operations.
//! Tokens with which sources push (`ombud_src_…`, [`ombud_identity::SourceToken`]) are another kind: they push their own source and nothing else.

use std::collections::BTreeSet;
use std::fmt;

use data_encoding::HEXLOWER;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::operation::Assurance;
use ombud_model::{AccountId, Day, Operation, Timestamp, TokenId, hex};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::account::Account;
use super::secret::SecretHash;
use super::session::{self, after};

/// Days that a token lives at most.
pub const LONGEST_DAYS: u32 = 365;
const PREFIX: &str = "ombud_api_";
const CONTEXT: &str = "ombud 2026 token for the interface";

/// A token as its holder presents it. Wiped when dropped.
pub struct ApiToken {
    id: TokenId,
    secret: Zeroizing<[u8; 32]>,
}

/// What an `Authorization: Bearer` header carries.
#[derive(Debug)]
pub enum PresentedToken<'a> {
    /// Acts for an account.
    Api(ApiToken),
    /// Pushes one source: judge it with [`ombud_identity::TokenHash::accepts`].
    Source(&'a str),
}

impl<'a> PresentedToken<'a> {
    /// Reads the text after `Bearer `. Total: whatever is no token gives `None`.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.starts_with("ombud_src_") {
            return Some(Self::Source(text));
        }
        ApiToken::parse(text).map(Self::Api)
    }
}

impl ApiToken {
    pub fn id(&self) -> TokenId {
        self.id
    }

    /// The text to show once. The only way to read the secret; it has no `Display` on purpose.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + 32 + 1 + 64 + 1 + 8));
        text.push_str(PREFIX);
        HEXLOWER.encode_append(&self.id.0.to_be_bytes(), &mut text);
        text.push('_');
        HEXLOWER.encode_append(self.secret.as_slice(), &mut text);
        text.push('_');
        HEXLOWER.encode_append(&self.checksum(), &mut text);
        text
    }

    /// Reads what [`ApiToken::reveal`] wrote, in lower case. Total: any other text gives `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(PREFIX)?.split('_');
        let (id, secret, sum) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let id = TokenId(u128::from_be_bytes(hex::read(id)?));
        let token = Self {
            id,
            secret: Zeroizing::new(hex::read(secret)?),
        };
        (hex::read::<4>(sum)? == token.checksum()).then_some(token)
    }

    fn hash(&self) -> SecretHash {
        SecretHash::of(CONTEXT, &[&self.id.0.to_be_bytes(), self.secret.as_slice()])
    }

    /// Against mistyping, not against forging.
    fn checksum(&self) -> [u8; 4] {
        let mut hasher = blake3::Hasher::new_derive_key("ombud 2026 checksum of a token");
        hasher
            .update(&self.id.0.to_be_bytes())
            .update(self.secret.as_slice());
        hasher
            .finalize()
            .as_bytes()
            .first_chunk()
            .copied()
            .unwrap_or_default()
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiToken({}, ..)", self.id)
    }
}

/// What is kept of a token.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiTokenRecord {
    pub id: TokenId,
    pub account: AccountId,
    /// The account's epoch when it was issued. What an earlier program issued counts as issued under the first.
    #[serde(default)]
    pub epoch: u32,
    /// What its owner calls it.
    pub name: String,
    /// What it may do, as far as the account may.
    pub operations: BTreeSet<Operation>,
    pub created: Timestamp,
    pub expires: Timestamp,
    hash: SecretHash,
    /// The day it was last used: enough to find forgotten tokens.
    pub last_used: Option<Day>,
    pub revoked: Option<Timestamp>,
}

/// Why a token is not issued or not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ApiTokenRefused {
    #[error("a token's name has 1 to 100 visible characters: name what uses it")]
    Name,
    #[error("a token lives for 1 to {LONGEST_DAYS} days: choose a shorter time")]
    Lifetime,
    #[error("a token needs at least one operation: choose what it may do")]
    NoOperation,
    #[error("`{0}` needs a person who has just confirmed who they are: no token can do it")]
    NeedsPerson(Operation),
    #[error("the token is not valid: check that it was copied whole")]
    Unknown,
    #[error("the token has expired: issue a new one")]
    Expired,
    #[error("the token was revoked, or its account was reset since: issue a new one")]
    Revoked,
    #[error("the account of the token cannot be used: an administrator can enable it")]
    Account,
    #[error("the token may not do `{0}`: issue one that may")]
    Operation(Operation),
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

/// What a token is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiTokenRequest {
    pub name: String,
    pub operations: BTreeSet<Operation>,
    /// Days from now: 1 to [`LONGEST_DAYS`].
    pub days: u32,
}

impl ApiTokenRecord {
    /// A new token for this account and what is kept of it.
    pub fn issue(
        account: &Account,
        request: ApiTokenRequest,
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(ApiToken, Self), ApiTokenRefused> {
        let ApiTokenRequest {
            name,
            operations,
            days,
        } = request;
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(ApiTokenRefused::Name);
        }
        if !(1..=LONGEST_DAYS).contains(&days) {
            return Err(ApiTokenRefused::Lifetime);
        }
        if operations.is_empty() {
            return Err(ApiTokenRefused::NoOperation);
        }
        if let Some(&operation) = operations
            .iter()
            .find(|operation| operation.assurance() == Assurance::Fresh)
        {
            return Err(ApiTokenRefused::NeedsPerson(operation));
        }
        if !account.is_active() {
            return Err(ApiTokenRefused::Account);
        }
        let id = TokenId(u128::from_be_bytes(entropy::bytes(entropy)?));
        let token = ApiToken {
            id,
            secret: Zeroizing::new(entropy::bytes(entropy)?),
        };
        let record = Self {
            id,
            account: account.id,
            epoch: account.epoch,
            name,
            operations,
            created: now,
            expires: after(now, u64::from(days) * 86_400_000),
            hash: token.hash(),
            last_used: None,
            revoked: None,
        };
        Ok((token, record))
    }

    /// Whether `presented` is this token, alive, and may do `operation` for `account` as it is stored now. The roles of the account are the
    /// caller's next question. Proof of the secret comes first, so that nobody learns the state of a token they do not have.
    pub fn judge(
        &self,
        presented: &ApiToken,
        account: &Account,
        operation: Operation,
        now: Timestamp,
    ) -> Result<(), ApiTokenRefused> {
        if presented.id != self.id || presented.hash() != self.hash || account.id != self.account {
            return Err(ApiTokenRefused::Unknown);
        }
        if self.is_revoked(account) {
            return Err(ApiTokenRefused::Revoked);
        }
        // Before its creation a token is not good either: the clock went back.
        if now >= self.expires || session::age(now, self.created).is_none() {
            return Err(ApiTokenRefused::Expired);
        }
        if !account.is_active() {
            return Err(ApiTokenRefused::Account);
        }
        if operation.assurance() == Assurance::Fresh {
            return Err(ApiTokenRefused::NeedsPerson(operation));
        }
        if !self.operations.contains(&operation) {
            return Err(ApiTokenRefused::Operation(operation));
        }
        Ok(())
    }

    /// Whether it was ended before its time: by somebody, or by a reset of its account.
    pub fn is_revoked(&self, account: &Account) -> bool {
        self.revoked.is_some() || !account.outlives_resets(self.epoch)
    }

    /// The record after a use, when the day is another than the last one noted: one write a day.
    pub fn used(&self, now: Timestamp) -> Option<Self> {
        let later = self.last_used.is_none_or(|day| day < now.day());
        later.then(|| Self {
            last_used: Some(now.day()),
            ..self.clone()
        })
    }

    /// Not taken any more. Revoking twice keeps the first time.
    #[must_use]
    pub fn revoked(mut self, now: Timestamp) -> Self {
        self.revoked.get_or_insert(now);
        self
    }
}
