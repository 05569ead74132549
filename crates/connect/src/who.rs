//! Who stands behind an identifier: the one judgement of all sources.
//!
//! Promises: the answer depends on the identifier and the settings, never on the source or on how the identifier is wrapped; only
//! [`Standing::Person`] and [`Standing::Guest`] are monitored. The guide's page about persons shows the rules; a test compares them.

use std::borrow::Cow;

use ombud_model::Actor;
use ombud_model::settings::Settings;

use crate::text;

mod lists;
mod plain;

/// What an identifier stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// An account of a human.
    Person,
    /// An account of a human from outside: invited, or signed in with a consumer account.
    Guest,
    /// A GUID alone. It is a person's only where HR data have said whose it is.
    ObjectId,
    /// An application, a system account or a machine.
    Service,
    /// A program that acts on its own judgement.
    Agent,
    /// Whoever has a link.
    Anonymous,
    /// A word that says that nobody is named.
    Placeholder,
}

impl Standing {
    pub const ALL: [Standing; 7] = [
        Standing::Person,
        Standing::Guest,
        Standing::ObjectId,
        Standing::Service,
        Standing::Agent,
        Standing::Anonymous,
        Standing::Placeholder,
    ];

    /// As the guide calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Person => "person",
            Standing::Guest => "guest",
            Standing::ObjectId => "object id",
            Standing::Service => "service",
            Standing::Agent => "agent",
            Standing::Anonymous => "anonymous",
            Standing::Placeholder => "placeholder",
        }
    }
}

/// An identifier without its wrapping, and what it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who<'a> {
    pub standing: Standing,
    /// Trimmed, in the case it is written. Of a guest the address outside, where the account names it.
    pub identifier: Cow<'a, str>,
}

impl<'a> Who<'a> {
    pub fn actor(self) -> Actor<'a> {
        match self.standing {
            Standing::Person | Standing::Guest => Actor::Person(self.identifier),
            Standing::ObjectId => Actor::ObjectId(self.identifier),
            Standing::Service | Standing::Agent | Standing::Anonymous | Standing::Placeholder => {
                Actor::Service(self.identifier)
            }
        }
    }
}

/// Judges a mail address, a user principal name, an account name, `DOMAIN\name`, an object id or a SID.
pub fn judge<'a>(identifier: Cow<'a, str>, settings: &Settings) -> Who<'a> {
    let (identifier, outside) = plain::unwrapped(identifier);
    let standing = match standing(&identifier, settings) {
        Standing::Person if outside => Standing::Guest,
        standing => standing,
    };
    Who {
        standing,
        identifier,
    }
}

/// The acting account that an identifier stands for.
pub fn actor<'a>(identifier: Cow<'a, str>, settings: &Settings) -> Actor<'a> {
    judge(identifier, settings).actor()
}

/// Whether a text names an account that was invited from outside, judged by its form alone.
pub fn is_guest(account: &str) -> bool {
    plain::unwrapped(Cow::Borrowed(account)).1
}

/// Whether an address belongs to somebody outside; never where the organisation's domains are not stated.
pub fn is_foreign(address: &str, settings: &Settings) -> bool {
    let own = &settings.own_domains;
    !own.is_empty()
        && text::domain_of(address)
            .is_some_and(|domain| !own.iter().any(|own| text::domain_matches(own, domain)))
}

fn standing(id: &str, settings: &Settings) -> Standing {
    let mut patterns = settings.service_accounts.iter();
    if patterns.any(|pattern| plain::covers(pattern.trim(), id)) {
        return Standing::Service;
    }
    let domain = text::domain_of(id);
    // The bulk are addresses of people: anything else is looked at more closely.
    if let Some(domain) = domain.filter(|domain| domain.contains('.')) {
        return if lists::is_service_address(id, domain) {
            Standing::Service
        } else {
            Standing::Person
        };
    }
    if text::is_guid(id) && !lists::is_nothing(id) {
        return Standing::ObjectId;
    }
    let account = id.rsplit_once('\\').map_or(id, |(_, account)| account);
    if lists::is_nothing(account) || lists::is_nothing(id) {
        Standing::Placeholder
    } else if lists::is_anonymous(account) || lists::is_anonymous(id) {
        Standing::Anonymous
    } else if lists::is_agent(account) {
        Standing::Agent
    } else if lists::is_service(id, account) {
        Standing::Service
    } else {
        Standing::Person
    }
}
