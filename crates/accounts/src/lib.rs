//! Sign-in: accounts, the ways to prove who one is, sessions and tokens, and the limits against guessing.
//!
//! Promises: everything here is a value that can be stored, and a transition from one value to the next that depends on nothing but its
//! parameters. No database, no network, no "now". Secrets are drawn with 256 bits, shown once and kept as hashes, or sealed under a
//! key that is not in the database. Refusals name nobody and do not say whether a login name exists.
//!
//! The path of a sign-in, which the server walks (each step is a function of this crate):
//!
//! 1. [`peer::Proxies::peer_of`] says who asks; [`throttle::Throttle::begin`] says whether this one may try now.
//! 2. [`hashing_queue::HashingQueue`] gives a seat, without which no password can be hashed; [`password::check`] does the same work whether
//!    the login name exists or not.
//! 3. [`rules::judge`] says what is still missing; [`rules::PendingSignIn`] waits for it, bound to the browser.
//! 4. [`session::Session::begin`] starts a session under a new token; [`session::Session::judge`] is asked at every request.

pub mod account;
pub mod api_token;
mod common;
pub mod cookie;
pub mod hashing_queue;
pub mod limit;
pub mod link;
mod name;
pub mod passkey;
pub mod password;
pub mod peer;
pub mod recovery;
pub mod rules;
pub mod secret;
pub mod session;
pub mod settings;
pub mod throttle;
pub mod totp;

pub use account::{
    Account, AccountRefused, AccountState, Credentials, DisplayName, ExternalIdentity, LoginName,
};
pub use api_token::{ApiToken, ApiTokenRecord, ApiTokenRefused, PresentedToken};
pub use cookie::{CookieMode, CookieName};
pub use hashing_queue::{HashingQueue, QueueFull, Seat};
pub use limit::{Limiter, Rate, RetryAfter};
pub use link::{LinkPurpose, LinkRefused, OneTimeLink};
pub use passkey::{Passkeys, StoredPasskey};
pub use password::{HashCost, PasswordHash, PasswordRefused, PasswordRules};
pub use peer::Proxies;
pub use recovery::RecoveryCodes;
pub use rules::{PendingSignIn, Proof, SecondFactorRule, Verdict};
pub use secret::{BrowserToken, LinkToken, SecretHash, SessionToken};
pub use session::{Session, SessionLimits, SessionOver};
pub use settings::SignInSettings;
pub use throttle::Throttle;
pub use totp::Totp;
