//! Who a record is about: a human account, or a service that nobody monitors.

use std::borrow::Cow;

use ombud_model::Actor;

use super::wire::Common;
use crate::text;

/// Accounts of Microsoft's services that some records give as an ordinary user.
const SERVICES: &[&str] = &[
    "-",
    "app@sharepoint",
    "sharepoint\\system",
    "sharepoint app",
    "securitycompliancealerts",
    "dlpagent",
    "not available",
    "not-found",
    "notfound",
    "unknown",
    "anonymous",
    "certificate",
    "threatintel",
    "ffoservicepartneruser",
    "airinvestigation",
    "system",
    "local system",
    "localsystem",
    "local service",
    "localservice",
    "network service",
    "networkservice",
    "root",
];

const SERVICE_PREFIXES: &[&str] = &[
    "nt authority\\",
    "nt service\\",
    "window manager\\",
    "font driver host\\",
    "serviceprincipal_",
    "dlppolicyeventbasedassistant",
    "urn:spo:anon#",
    "urn:spo:tenantanon#",
    "i:0i.t|",
    "c:0",
    "s-1-5-18",
    "s-1-5-19",
    "s-1-5-20",
    "s-1-5-80-",
    "s-1-0-0",
];

/// The acting account of a record, from its `UserId` and `UserType`.
pub(super) fn of<'a>(record: &'a Common<'_>) -> Actor<'a> {
    let service_type = matches!(&*record.user_type, "3" | "4" | "5" | "6" | "7" | "8")
        || is_service_type(&record.user_type);
    let id = plain(&record.user_id);
    if service_type || is_service(id) {
        Actor::Service(Cow::Borrowed(id))
    } else {
        Actor::Person(Cow::Borrowed(id))
    }
}

/// An account that is not marked by a user type.
pub(crate) fn from_id(id: Cow<'_, str>) -> Actor<'_> {
    let id = match id {
        Cow::Borrowed(id) => Cow::Borrowed(plain(id)),
        Cow::Owned(id) => Cow::Owned(plain(&id).to_owned()),
    };
    if is_service(&id) {
        Actor::Service(id)
    } else {
        Actor::Person(id)
    }
}

/// The account inside a SharePoint claim: `i:0#.f|membership|mia@corp.test` and `urn:spo:guest#mia@partner.test`.
fn plain(id: &str) -> &str {
    let id = id.trim();
    if let Some(at) = id.rfind('|')
        && let Some(inner) = id.get(at + 1..)
        && inner.contains('@')
        && !text::starts_with_ignore_case(id, "i:0i.t|")
    {
        return inner;
    }
    if text::starts_with_ignore_case(id, "urn:spo:guest#") {
        id.get(14..).unwrap_or(id)
    } else {
        id
    }
}

/// User types as the flattened tables write them.
fn is_service_type(user_type: &str) -> bool {
    [
        "DcAdmin",
        "System",
        "Application",
        "ServicePrincipal",
        "CustomPolicy",
        "SystemPolicy",
    ]
    .iter()
    .any(|name| name.eq_ignore_ascii_case(user_type))
}

fn is_service(id: &str) -> bool {
    // The bulk are addresses of people: anything else is looked at more closely.
    if text::domain_of(id).is_some_and(|domain| domain.contains('.')) {
        return false;
    }
    let account = id.rsplit_once('\\').map_or(id, |(_, account)| account);
    id.is_empty()
        || account.ends_with('$')
        || text::is_guid(id)
        || SERVICES.iter().any(|name| name.eq_ignore_ascii_case(id))
        || SERVICE_PREFIXES
            .iter()
            .any(|prefix| text::starts_with_ignore_case(id, prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_not_people() {
        for id in [
            "app@sharepoint",
            "SHAREPOINT\\system",
            "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)",
            "ServicePrincipal_0df31120-5486-4bda-ab7b-656f09dca3be",
            "SecurityComplianceAlerts",
            "DlpAgent",
            "Not Available",
            "0df31120-5486-4bda-ab7b-656f09dca3be",
            "S-1-5-18",
            "PC-114$",
            "CORP\\PC-114$",
            "urn:spo:anon#8f3e",
            "i:0i.t|00000003-0000-0ff1-ce00-000000000000|app@sharepoint",
            "DlpPolicyEventBasedAssistantOneDriveForBusiness",
            "",
            " ",
        ] {
            assert!(matches!(from_id(id.into()), Actor::Service(_)), "{id}");
        }
    }

    #[test]
    fn people_keep_their_text() {
        for (id, expected) in [
            (" Mia.K@corp.test ", "Mia.K@corp.test"),
            (
                "mia_k_partner.test#EXT#@corp.onmicrosoft.com",
                "mia_k_partner.test#EXT#@corp.onmicrosoft.com",
            ),
            ("CORP\\mia", "CORP\\mia"),
            ("mia", "mia"),
            ("i:0#.f|membership|mia@corp.test", "mia@corp.test"),
            ("urn:spo:guest#mia@partner.test", "mia@partner.test"),
            ("S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1001"),
        ] {
            assert_eq!(from_id(id.into()), Actor::Person(expected.into()), "{id}");
            assert_eq!(
                from_id(Cow::Owned(id.to_owned())),
                Actor::Person(expected.into()),
                "{id}"
            );
        }
    }

    #[test]
    fn the_user_type_decides_first() {
        let of_type = |user_type: &str| {
            let json = format!(r#"{{"UserId":"mia@corp.test","UserType":{user_type}}}"#);
            matches!(of(&Common::parse(&json)), Actor::Person(_))
        };
        for person in [
            "0",
            "2",
            "9",
            "10",
            "\"0\"",
            "\"Regular\"",
            "\"Admin\"",
            "null",
            "77",
        ] {
            assert!(of_type(person), "{person}");
        }
        for service in [
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "\"4\"",
            "\"System\"",
            "\"Application\"",
        ] {
            assert!(!of_type(service), "{service}");
        }
    }
}
