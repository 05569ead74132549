//! Refusals that come before any act (attempts beyond the limits, forged requests of a session), and how few of them the audit log takes.
//!
//! Whoever is not let in can come again at once and as often as they like; a log that took an entry each time could be filled by a
//! stranger. So the first refusal of a kind leaves an intent and an outcome, and further ones of the same account leave nothing for a
//! quarter of an hour. Everybody without an account counts as one.

use ombud_accounts::throttle::{Charge, Means};
use ombud_accounts::{Limiter, Rate, SessionToken};
use ombud_model::{AccountId, Operation};
use ombud_tlog::AuditActor;

use super::super::{Act, AppError, Author, Ombud};

/// One entry of a kind and an account in so many milliseconds: longer than the longest wait of the limits.
const ONE_IN: Rate = Rate {
    burst: 1,
    refill_millis: 15 * 60_000,
};
/// Pairs of an account and a kind that are told apart; beyond that they share.
const PAIRS: usize = 20_000;

/// What was refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Attempt {
    /// Too many wrong passwords or codes.
    TooMany,
    /// A request with a session's cookie and without what only the session's own pages know.
    Forged,
}

impl Attempt {
    /// As it stands in the log.
    const fn code(self) -> &'static str {
        match self {
            Attempt::TooMany => "too-many-attempts",
            Attempt::Forged => "forged-request",
        }
    }
}

/// Of whom lately something was taken into the log.
pub(super) struct Noted(Limiter<(Option<AccountId>, Attempt)>);

impl Default for Noted {
    fn default() -> Self {
        Self(Limiter::new(ONE_IN, PAIRS))
    }
}

impl Ombud {
    /// Asks the limits on guessing and charges the attempt; a refusal is noted.
    pub(super) async fn charge(
        &self,
        who: &Author,
        peer: std::net::IpAddr,
        means: Means<'_>,
    ) -> Result<Charge, AppError> {
        let asked = self
            .sign_in_state
            .throttle()
            .begin(peer, means, self.clock.now());
        match asked {
            Ok(charge) => Ok(charge),
            Err(wait) => {
                self.note_refusal(who, Attempt::TooMany, AppError::TooMany(wait))
                    .await
            }
        }
    }

    /// Notes that a request of this session was refused because it may have been forged.
    pub async fn note_forged_request(&self, session: &SessionToken) -> Result<(), AppError> {
        let (session, _) = self.live_session(session.hash()).await?;
        let refused = AppError::Forbidden(String::new());
        match self
            .note_refusal::<()>(
                &Author::account(session.value.account),
                Attempt::Forged,
                refused,
            )
            .await
        {
            Err(AppError::Forbidden(_)) => Ok(()),
            other => other,
        }
    }

    async fn note_refusal<T>(
        &self,
        who: &Author,
        attempt: Attempt,
        why: AppError,
    ) -> Result<T, AppError> {
        let account = if let AuditActor::Account(account) = who.actor {
            Some(account)
        } else {
            None
        };
        let first = {
            let mut noted = self.sign_in_state.noted.lock();
            noted.0.take(&(account, attempt), self.clock.now()).is_ok()
        };
        if !first {
            return Err(why);
        }
        let act = Act::new(Operation::SignIn).purpose(attempt.code())?;
        self.record(who, act, async |_| Err(why)).await
    }
}
