//! Who a record is about, from its `UserId` and `UserType`.

use std::borrow::Cow;

use ombud_model::Actor;
use ombud_model::settings::Settings;

use super::wire::Common;
use crate::who;

/// The acting account of a record. What its type calls a program is none of a person, however it is called.
pub(super) fn of<'a>(record: &'a Common<'_>, settings: &Settings) -> Actor<'a> {
    let service_type = matches!(&*record.user_type, "3" | "4" | "5" | "6" | "7" | "8")
        || is_service_type(&record.user_type);
    let who = who::judge(Cow::Borrowed(&*record.user_id), settings);
    if service_type {
        Actor::Service(who.identifier)
    } else {
        who.actor()
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
        "Agent",
    ]
    .iter()
    .any(|name| name.eq_ignore_ascii_case(user_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_type_decides_first() {
        let of_type = |user_type: &str| {
            let json = format!(r#"{{"UserId":"mia@corp.test","UserType":{user_type}}}"#);
            let settings = Settings::default();
            matches!(of(&Common::parse(&json), &settings), Actor::Person(_))
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
