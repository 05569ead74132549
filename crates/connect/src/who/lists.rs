//! Names that are nobody's: what the products write where no human acts.

use crate::text;

/// Words that say that nobody is named.
const NOTHING: &[&str] = &[
    "n/a",
    "none",
    "null",
    "nil",
    "(null)",
    "<null>",
    "undefined",
    "unknown",
    "unknown user",
    "<unknown>",
    "(unknown)",
    "not available",
    "not applicable",
    "not-found",
    "notfound",
    "not found",
    "s-1-0-0",
];

const ANONYMOUS: &[&str] = &[
    "anonymous",
    "anonymous user",
    "anonymous logon",
    "anonymoususer",
];

const ANONYMOUS_PREFIXES: &[&str] = &["urn:spo:anon#", "urn:spo:tenantanon#"];

const AGENTS: &[&str] = &[
    "airinvestigation",
    "copilot",
    "microsoft copilot",
    "microsoft 365 copilot",
    "security copilot",
];

/// Accounts of Microsoft's services that some records give as an ordinary user.
const SERVICES: &[&str] = &[
    "app@sharepoint",
    "sharepoint app",
    "securitycompliancealerts",
    "dlpagent",
    "certificate",
    "threatintel",
    "ffoservicepartneruser",
    "system",
    "local system",
    "localsystem",
    "local service",
    "localservice",
    "network service",
    "networkservice",
    "root",
    "krbtgt",
];

const SERVICE_PREFIXES: &[&str] = &[
    "nt authority\\",
    "nt-autorit",
    "autorite nt\\",
    "nt service\\",
    "nt virtual machine\\",
    "iis apppool\\",
    "builtin\\",
    "window manager\\",
    "font driver host\\",
    "serviceprincipal_",
    "dlppolicyeventbasedassistant",
    "i:0i.t|",
    "c:0",
    "s-1-5-18",
    "s-1-5-19",
    "s-1-5-20",
    "s-1-5-80-",
];

/// Mailboxes and accounts that Exchange and the directory make for themselves; they have an address like people.
const SERVICE_ADDRESSES: &[&str] = &[
    "healthmailbox",
    "systemmailbox{",
    "discoverysearchmailbox{",
    "federatedemail.",
    "migration.8f3e7716-",
];

fn is_one_of(list: &[&str], id: &str) -> bool {
    list.iter().any(|name| name.eq_ignore_ascii_case(id))
}

fn begins_with_one_of(list: &[&str], id: &str) -> bool {
    list.iter()
        .any(|prefix| text::starts_with_ignore_case(id, prefix))
}

/// Nothing but marks and zeros, or a word for nothing.
pub(super) fn is_nothing(id: &str) -> bool {
    let zeros = text::is_guid(id) && id.chars().all(|c| !c.is_alphanumeric() || c == '0');
    zeros || !id.chars().any(char::is_alphanumeric) || is_one_of(NOTHING, id)
}

pub(super) fn is_anonymous(id: &str) -> bool {
    is_one_of(ANONYMOUS, id) || begins_with_one_of(ANONYMOUS_PREFIXES, id)
}

pub(super) fn is_agent(account: &str) -> bool {
    is_one_of(AGENTS, account)
}

/// `account` is what follows the domain in `DOMAIN\account`.
pub(super) fn is_service(id: &str, account: &str) -> bool {
    // A machine, or an application by its id: `<guid>@<tenant>`.
    account.ends_with('$')
        || id
            .split_once('@')
            .is_some_and(|(local, _)| text::is_guid(local))
        || is_one_of(SERVICES, account)
        || begins_with_one_of(SERVICE_PREFIXES, id)
}

/// Addresses with a domain that belong to no human.
pub(super) fn is_service_address(id: &str, domain: &str) -> bool {
    let Some((local, _)) = id.split_once('@') else {
        return false;
    };
    // `Sync_SERVER_0123456789ab@corp.onmicrosoft.com` keeps two directories the same.
    let is_sync = || {
        let at = domain.len().saturating_sub(16);
        text::starts_with_ignore_case(local, "sync_")
            && domain
                .get(at..)
                .is_some_and(|end| end.eq_ignore_ascii_case(".onmicrosoft.com"))
    };
    local.ends_with('$') || begins_with_one_of(SERVICE_ADDRESSES, local) || is_sync()
}
