//! Passkeys (WebAuthn): adding one, signing in with one, confirming with one.
//!
//! Every ceremony asks for user verification, so a passkey is two factors in one. Keys are discoverable: nobody types a login name, so
//! nothing tells whether one exists. What waits between the two halves of a ceremony is kept on the server, is bound to the browser that
//! began, and is good for five minutes, once: delete it when the answer arrives, whatever the answer is. Challenges are drawn by the
//! library from the operating system; they are the one thing here whose randomness is not a parameter.

use std::fmt;

use ombud_model::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
    WebauthnError,
};

use super::account::{Account, AccountRefused};
use super::secret::SecretHash;
use super::session;
use super::settings::PasskeySettings;

const PENDING_MILLIS: u64 = 5 * 60_000;
/// Longest answer of a browser that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
const MOST_LABEL: usize = 60;

/// The ceremonies, for the address under which people reach the server.
#[derive(Clone)]
pub struct Passkeys(Webauthn);

/// One passkey of an account.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredPasskey {
    /// What its owner calls it.
    pub label: String,
    pub created: Timestamp,
    pub last_used: Option<Timestamp>,
    key: Passkey,
}

/// A passkey that is being added. Keep it on the server.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyEnrolment {
    account: AccountId,
    begun: Begun,
    state: PasskeyRegistration,
}

/// A sign-in or confirmation that is under way. Keep it on the server.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyCeremony {
    begun: Begun,
    state: Challenge,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Challenge {
    /// Whoever it is.
    Anybody(DiscoverableAuthentication),
    /// This account's holder, to confirm.
    Holder(AccountId, PasskeyAuthentication),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Begun {
    at: Timestamp,
    browser: SecretHash,
}

/// Why passkeys cannot be offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidOrigin {
    #[error(
        "the origin of passkeys is not an address: write it as in the browser, such as `https://ombud.example.com`"
    )]
    NotAnAddress,
    #[error(
        "the origin of passkeys has to be https with a name, not a number; http only for localhost"
    )]
    NotSecure,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasskeyRefused {
    #[error("the browser's answer cannot be read: reload the page and try again")]
    Unreadable,
    #[error("this took too long, or was begun in another window: begin again")]
    Over,
    #[error(
        "the passkey was not accepted: use one that belongs to this server, and unlock it with its PIN, fingerprint or face"
    )]
    NotAccepted,
    #[error(
        "the passkey counts fewer uses than before, so a copy of it may exist: remove it from the account and add a new one"
    )]
    MaybeCopied,
    #[error("a label has 1 to {MOST_LABEL} visible characters: name the device")]
    Label,
    #[error(
        "passkeys cannot be used at this moment: the server's random numbers or settings are broken"
    )]
    Unavailable,
    #[error(transparent)]
    Account(#[from] AccountRefused),
}

impl StoredPasskey {
    /// What it is called in lists and when it is removed: 16 digits that say nothing.
    pub fn handle(&self) -> String {
        let hash = SecretHash::of(
            "ombud 2026 handle of a passkey",
            &[self.key.cred_id().as_slice()],
        );
        hash.to_string().chars().take(16).collect()
    }
}

impl Passkeys {
    /// For this origin. Passkeys are bound to its host name.
    pub fn new(settings: &PasskeySettings) -> Result<Self, InvalidOrigin> {
        let origin = Url::parse(&settings.origin).map_err(|_| InvalidOrigin::NotAnAddress)?;
        let host = origin.domain().ok_or(InvalidOrigin::NotSecure)?;
        if origin.scheme() != "https" && !(origin.scheme() == "http" && host == "localhost") {
            return Err(InvalidOrigin::NotSecure);
        }
        let whole = origin.path() == "/"
            && origin.query().is_none()
            && origin.fragment().is_none()
            && origin.username().is_empty();
        if !whole {
            return Err(InvalidOrigin::NotAnAddress);
        }
        let webauthn = WebauthnBuilder::new(host, &origin)
            .and_then(|builder| builder.rp_name("Ombud").build());
        webauthn.map(Self).map_err(|_| InvalidOrigin::NotSecure)
    }

    /// Begins adding a passkey: what to hand to the browser's `navigator.credentials.create`, and what to keep.
    pub fn begin_enrolment(
        &self,
        account: &Account,
        browser: SecretHash,
        now: Timestamp,
    ) -> Result<(Value, PasskeyEnrolment), PasskeyRefused> {
        let known = account
            .credentials
            .passkeys
            .iter()
            .map(|passkey| passkey.key.cred_id().clone())
            .collect();
        let user = Uuid::from_u128(account.id.0);
        let started = self.0.start_passkey_registration(
            user,
            account.login.as_str(),
            account.display_name.as_str(),
            Some(known),
        );
        let (options, state) = started.map_err(|_| PasskeyRefused::Unavailable)?;
        let mut options = serde_json::to_value(options).map_err(|_| PasskeyRefused::Unavailable)?;
        // The library leaves it open whether the key can be found without a login name. Signing in here needs that it can.
        if let Some(selection) = options
            .pointer_mut("/publicKey/authenticatorSelection")
            .and_then(Value::as_object_mut)
        {
            selection.insert("residentKey".to_owned(), "required".into());
            selection.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok((
            options,
            PasskeyEnrolment {
                account: account.id,
                begun: Begun { at: now, browser },
                state,
            },
        ))
    }

    /// The account with the passkey that the browser made.
    pub fn finish_enrolment(
        &self,
        enrolment: &PasskeyEnrolment,
        account: Account,
        browser: &SecretHash,
        answer: &str,
        label: &str,
        now: Timestamp,
    ) -> Result<Account, PasskeyRefused> {
        let label = self::label(label)?;
        enrolment.begun.judge(browser, now)?;
        if enrolment.account != account.id {
            return Err(PasskeyRefused::Over);
        }
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let key = self
            .0
            .finish_passkey_registration(&answer, &enrolment.state)
            .map_err(|error| refused(&error))?;
        let passkey = StoredPasskey {
            label,
            created: now,
            last_used: None,
            key,
        };
        Ok(account.with_passkey(passkey, now)?)
    }

    /// Begins a sign-in of whoever holds a passkey of this server: what to hand to `navigator.credentials.get`, and what to keep.
    pub fn begin_sign_in(
        &self,
        browser: SecretHash,
        now: Timestamp,
    ) -> Result<(Value, PasskeyCeremony), PasskeyRefused> {
        let (mut options, state) = self
            .0
            .start_discoverable_authentication()
            .map_err(|_| PasskeyRefused::Unavailable)?;
        // Whether the browser offers passkeys while a field is filled in is for the page to say.
        options.mediation = None;
        let options = serde_json::to_value(options).map_err(|_| PasskeyRefused::Unavailable)?;
        Ok((
            options,
            PasskeyCeremony {
                begun: Begun { at: now, browser },
                state: Challenge::Anybody(state),
            },
        ))
    }

    /// Begins a confirmation by the holder of this account.
    pub fn begin_confirmation(
        &self,
        account: &Account,
        browser: SecretHash,
        now: Timestamp,
    ) -> Result<(Value, PasskeyCeremony), PasskeyRefused> {
        let keys: Vec<Passkey> = account
            .credentials
            .passkeys
            .iter()
            .map(|passkey| passkey.key.clone())
            .collect();
        if keys.is_empty() {
            return Err(AccountRefused::UnknownPasskey.into());
        }
        let (options, state) = self
            .0
            .start_passkey_authentication(&keys)
            .map_err(|_| PasskeyRefused::Unavailable)?;
        let options = serde_json::to_value(options).map_err(|_| PasskeyRefused::Unavailable)?;
        Ok((
            options,
            PasskeyCeremony {
                begun: Begun { at: now, browser },
                state: Challenge::Holder(account.id, state),
            },
        ))
    }

    /// Which account the answer to a sign-in claims to be of: look it up, then [`Passkeys::finish`]. Proves nothing by itself.
    pub fn claimed_account(&self, answer: &str) -> Result<AccountId, PasskeyRefused> {
        let answer: PublicKeyCredential = read(answer)?;
        let (user, _) = self
            .0
            .identify_discoverable_authentication(&answer)
            .map_err(|error| refused(&error))?;
        Ok(AccountId(user.as_u128()))
    }

    /// The account with the passkey's count of uses moved on: store it before a session begins. Judge it then with
    /// [`super::rules::judge`], which also knows whether the account is active.
    pub fn finish(
        &self,
        ceremony: PasskeyCeremony,
        mut account: Account,
        browser: &SecretHash,
        answer: &str,
        now: Timestamp,
    ) -> Result<Account, PasskeyRefused> {
        ceremony.begun.judge(browser, now)?;
        let answer: PublicKeyCredential = read(answer)?;
        let used = account
            .credentials
            .passkeys
            .iter_mut()
            .find(|passkey| passkey.key.cred_id().as_slice() == answer.get_credential_id());
        let used = used.ok_or(PasskeyRefused::NotAccepted)?;
        let result = match ceremony.state {
            Challenge::Anybody(state) => {
                let (user, _) = self
                    .0
                    .identify_discoverable_authentication(&answer)
                    .map_err(|error| refused(&error))?;
                if user.as_u128() != account.id.0 {
                    return Err(PasskeyRefused::NotAccepted);
                }
                self.0
                    .finish_discoverable_authentication_v2(&answer, state, &used.key)
            }
            Challenge::Holder(holder, state) if holder == account.id => {
                self.0.finish_passkey_authentication(&answer, &state)
            }
            Challenge::Holder(..) => return Err(PasskeyRefused::Over),
        };
        let result = result.map_err(|error| refused(&error))?;
        if !result.user_verified() {
            return Err(PasskeyRefused::NotAccepted);
        }
        let moved = used
            .key
            .update_credential(&result)
            .ok_or(PasskeyRefused::NotAccepted)?;
        // A confirmation was compared with the count at its beginning; another may have moved it on since.
        if result.counter() > 0 && !moved {
            return Err(PasskeyRefused::MaybeCopied);
        }
        used.last_used = Some(now);
        Ok(account)
    }
}

/// What a passkey may be called.
pub fn label(text: &str) -> Result<String, PasskeyRefused> {
    let label = text.trim();
    let fine =
        (1..=MOST_LABEL).contains(&label.chars().count()) && !label.chars().any(char::is_control);
    fine.then(|| label.to_owned()).ok_or(PasskeyRefused::Label)
}

impl Begun {
    fn judge(&self, browser: &SecretHash, now: Timestamp) -> Result<(), PasskeyRefused> {
        let young = session::age(now, self.at).is_some_and(|age| age < PENDING_MILLIS);
        (young && *browser == self.browser)
            .then_some(())
            .ok_or(PasskeyRefused::Over)
    }
}

fn read<'a, T: Deserialize<'a>>(answer: &'a str) -> Result<T, PasskeyRefused> {
    if answer.len() > LONGEST_ANSWER {
        return Err(PasskeyRefused::Unreadable);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyRefused::Unreadable)
}

fn refused(error: &WebauthnError) -> PasskeyRefused {
    match error {
        WebauthnError::CredentialPossibleCompromise => PasskeyRefused::MaybeCopied,
        _ => PasskeyRefused::NotAccepted,
    }
}

macro_rules! hidden {
    ($($name:ident)*) => {$(
        /// What waits for an answer stays out of logs.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

hidden! { Passkeys PasskeyEnrolment PasskeyCeremony }
