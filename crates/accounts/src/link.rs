//! Links that set up an account, once: for the first administrator, an invitation, or a reset by an administrator.
//!
//! The secret belongs into the fragment of the URL (`…/set-up#ombud_lnk_…`), which browsers do not send: it reaches no log and no
//! referrer. The page posts it. Redeeming is a transition that gives back the link as used: store that in the transaction that acts on it.

use ombud_model::entropy::{Entropy, NoEntropy};
use ombud_model::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::secret::{LinkToken, SecretHash};
use super::session::{self, after};

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPurpose {
    /// Sets up the first administrator. Printed at the start of a server without accounts; kept in memory only, so a restart ends it.
    FirstAdministrator,
    /// Sets up an account that an administrator created.
    Invitation,
    /// Sets up an account anew whose holder lost the ways in. What it had stays until the link is used.
    Reset,
}

impl LinkPurpose {
    /// How long a link is good, in milliseconds: 24 hours for the first administrator, 72 hours otherwise.
    pub const fn lifetime_millis(self) -> u64 {
        let hours = match self {
            LinkPurpose::FirstAdministrator => 24,
            LinkPurpose::Invitation | LinkPurpose::Reset => 72,
        };
        hours * 3_600_000
    }
}

/// What is kept of a link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneTimeLink {
    /// The key under which it is found.
    pub hash: SecretHash,
    pub purpose: LinkPurpose,
    /// The account that is set up; the first administrator has none yet.
    pub account: Option<AccountId>,
    /// The account's epoch when the link was made: disabling or resetting the account kills the links from before.
    pub epoch: u32,
    pub created: Timestamp,
    pub expires: Timestamp,
    pub used: Option<Timestamp>,
}

/// Why a link is not taken. Show the person one text for all of them: which it was is for the audit log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinkRefused {
    #[error("the link is not valid: ask an administrator for a new one")]
    Unknown,
    #[error("the link was used already: ask an administrator for a new one")]
    Used,
    #[error("the link is too old: ask an administrator for a new one")]
    Expired,
    #[error("the account was changed since the link was made: ask an administrator for a new one")]
    Superseded,
}

impl OneTimeLink {
    /// A new link, and the secret to show once. `account` and its epoch are those of the account to set up.
    pub fn issue(
        purpose: LinkPurpose,
        account: Option<(AccountId, u32)>,
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(LinkToken, Self), NoEntropy> {
        let token = LinkToken::generate(entropy)?;
        let link = Self {
            hash: token.hash(),
            purpose,
            account: account.map(|(id, _)| id),
            epoch: account.map_or(0, |(_, epoch)| epoch),
            created: now,
            expires: after(now, purpose.lifetime_millis()),
            used: None,
        };
        Ok((token, link))
    }

    /// The link as used, when `presented` is its secret, it is still good, and the account is as it was (`epoch`: the account's epoch
    /// now, 0 for the first administrator).
    pub fn redeem(
        &self,
        presented: &LinkToken,
        epoch: u32,
        now: Timestamp,
    ) -> Result<Self, LinkRefused> {
        if presented.hash() != self.hash {
            return Err(LinkRefused::Unknown);
        }
        if self.used.is_some() {
            return Err(LinkRefused::Used);
        }
        // A clock that went back must not make the link live longer.
        let age = session::age(now, self.created).ok_or(LinkRefused::Expired)?;
        if age >= self.purpose.lifetime_millis() || now >= self.expires {
            return Err(LinkRefused::Expired);
        }
        if epoch != self.epoch {
            return Err(LinkRefused::Superseded);
        }
        Ok(Self {
            used: Some(now),
            ..self.clone()
        })
    }
}
