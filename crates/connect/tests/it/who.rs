//! Who is a person: the guide's table, and the same answer from every source.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ombud_connect::who::{self, Standing};
use ombud_model::Actor;
use ombud_model::settings::Settings;
use proptest::prelude::*;
use serde_json::json;

use crate::common::{case, take_in};

const GUIDE: &str = include_str!("../../../../docs/src/guide/persons.md");

/// Identifier, standing and name of every row of the guide's table.
fn table() -> Vec<(String, String, String)> {
    let rows = GUIDE.lines().filter(|line| line.starts_with("| `"));
    let cells = |row: &str| -> Vec<String> {
        row.replace(r"\|", "\u{1}")
            .split('|')
            .map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|"))
            .collect()
    };
    rows.map(cells)
        .map(|cells| (cells[1].clone(), cells[2].clone(), cells[3].clone()))
        .collect()
}

#[test]
fn the_guide_says_how_identifiers_are_judged() {
    let settings = Settings::default();
    let mut shown = BTreeSet::new();
    for (identifier, standing, name) in table() {
        for owned in [false, true] {
            let id = if owned {
                Cow::Owned(identifier.clone())
            } else {
                Cow::Borrowed(&*identifier)
            };
            let who = who::judge(id, &settings);
            assert_eq!(who.standing.name(), standing, "{identifier}");
            if let Actor::Person(person) = who.actor() {
                assert_eq!(person, name, "{identifier}");
            } else {
                assert_eq!(name, "", "{identifier}");
            }
        }
        shown.insert(standing);
    }
    assert_eq!(shown.len(), Standing::ALL.len(), "{shown:?}");
}

#[test]
fn own_service_accounts_are_nobody() {
    let settings = Settings {
        service_accounts: vec!["svc-*".into(), " *@bots.corp.test".into()],
        ..Settings::default()
    };
    for (id, standing) in [
        ("SVC-backup@corp.test", Standing::Service),
        ("CORP\\svc-backup", Standing::Service),
        ("mail@bots.corp.test", Standing::Service),
        ("mia@corp.test", Standing::Person),
    ] {
        assert_eq!(who::judge(id.into(), &settings).standing, standing, "{id}");
    }
}

#[test]
fn reported_object_ids_are_nobody_in_alerts() {
    let Some(bytes) = case("16-graph-legacy-alerts-v1/alerts-v2-no-upn.json") else {
        return;
    };
    let (seen, rejected) = take_in("graph-alerts", &bytes, None).unwrap();
    assert!(!seen.is_empty() && rejected.is_empty(), "{rejected:?}");
    for one in &seen {
        let id = one.actor.identifier();
        let is_object_id = ombud_connect::text::is_guid(id);
        assert!(
            !(is_object_id && matches!(one.actor, Actor::Person(_))),
            "{id}"
        );
    }
}

/// Whom the source sees in a record about this account; `None` for nobody.
fn seen_by(source: &str, id: &str) -> Option<String> {
    let quoted = format!("\"{}\"", id.replace('"', "\"\""));
    let (text, mapping) = match source {
        "m365" => (
            json!({"CreationTime": "2026-03-30T16:02:11", "Id": "1", "Operation": "FileDownloaded", "RecordType": 6, "UserType": 0,
                   "Workload": "SharePoint", "UserId": id})
            .to_string(),
            None,
        ),
        "graph-alerts" => (
            json!({"id": "1", "title": "t", "category": "c", "severity": "low", "createdDateTime": "2026-03-30T16:02:11Z",
                   "serviceSource": "microsoftDefenderForEndpoint", "evidence": [
                       {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"userPrincipalName": id}}]})
            .to_string(),
            None,
        ),
        "hr" => (
            format!("EmailAddress,TerminationDate\n{quoted},2026-03-16\n"),
            None,
        ),
        _ => (
            format!("When,Who,What\n2026-03-30T16:02:11Z,{quoted},x\n"),
            Some("time: When\nperson: Who\noperation: What"),
        ),
    };
    let (seen, rejected) = take_in(source, text.as_bytes(), mapping).unwrap();
    assert_eq!(
        seen.len() + rejected.len(),
        1,
        "{source} {id}: {rejected:?}"
    );
    match &seen.first()?.actor {
        Actor::Person(person) => Some(person.to_string()),
        Actor::Service(_) | Actor::ObjectId(_) => None,
    }
}

/// An identifier in some spelling, and whom it stands for.
fn spelt() -> impl Strategy<Value = (String, Option<String>)> {
    let local = "[a-z][a-z0-9]{1,8}([.-][a-z0-9]{1,6})?";
    let address = (
        local,
        prop::sample::select(vec!["corp.test", "x.partner.test"]),
    )
        .prop_map(|(local, domain)| (format!("{local}x"), domain));
    let of_people = (address, 0..9_u8, any::<bool>()).prop_map(|((local, domain), form, loud)| {
        let address = format!("{local}@{domain}");
        let (spelt, person) = match form {
            0 => (address.clone(), address),
            1 => (format!("  {address}\t"), address),
            2 => (format!("smtp:{address}"), address),
            3 => (format!("i:0#.f|membership|{address}"), address),
            4 => (format!("A. Name <{address}>"), address),
            5 => (
                format!("{local}_{domain}#EXT#@corp.onmicrosoft.test"),
                address,
            ),
            6 => (format!("urn:spo:guest#{address}"), address),
            7 => (format!("i:0#.f|membership|live.com#{address}"), address),
            _ => (format!("CORP\\{local}"), format!("CORP\\{local}")),
        };
        if loud {
            (spelt.to_uppercase(), Some(person.to_uppercase()))
        } else {
            (spelt, Some(person))
        }
    });
    let rows = table();
    let nobody: Vec<String> = rows
        .into_iter()
        .filter(|(_, standing, _)| !["person", "guest", "object id"].contains(&&**standing))
        .map(|(id, ..)| id)
        .collect();
    let of_nobody = (prop::sample::select(nobody), 0..4_u8).prop_map(|(id, form)| {
        let spelt = match form {
            0 => id,
            1 => id.to_uppercase(),
            2 => id.to_lowercase(),
            _ => format!(" {id} "),
        };
        (spelt, None)
    });
    prop_oneof![3 => of_people, 1 => of_nobody]
}

proptest! {
    #[test]
    fn every_source_gives_the_same_answer((spelt, person) in spelt()) {
        for source in ["m365", "graph-alerts", "hr", "generic"] {
            let seen = seen_by(source, &spelt);
            let (seen, person) = (seen.map(|id| id.to_lowercase()), person.as_ref().map(|id| id.to_lowercase()));
            prop_assert_eq!(seen, person, "{} {:?}", source, spelt);
        }
    }

    #[test]
    fn whatever_the_text_nothing_panics_and_copies_are_judged_alike(text in ".{0,60}|[#@_|:<>\"'a. ]{0,30}") {
        let settings = Settings { service_accounts: vec!["a*b".into()], ..Settings::default() };
        let once = who::judge(Cow::Borrowed(&*text), &settings);
        prop_assert_eq!(&who::judge(Cow::Owned(text.clone()), &settings), &once);
        prop_assert!(once.identifier.trim().len() <= text.len());
    }
}

#[test]
fn a_row_names_all_identifiers_of_the_person() {
    let text = "EmailAddress,UPN,SamAccountName,ObjectId,SID,ProxyAddresses,TerminationDate\n\
                mia@corp.test,MK@corp.test,CORP\\mk,0df31120-5486-4bda-ab7b-656f09dca3be,S-1-5-21-1-2-3-4,\
                SMTP:mia@corp.test;smtp:mia.k@corp.test,2026-03-16\n\
                tom@corp.test,-,unknown,00000000-0000-0000-0000-000000000000,S-1-5-18,,2026-03-16\n";
    let (seen, rejected) = take_in("hr", text.as_bytes(), None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 0), "{rejected:?}");
    assert_eq!(
        seen[0].other_names,
        [
            "MK@corp.test",
            "CORP\\mk",
            "0df31120-5486-4bda-ab7b-656f09dca3be",
            "S-1-5-21-1-2-3-4",
            "mia.k@corp.test"
        ]
    );
    assert!(seen[1].other_names.is_empty(), "{:?}", seen[1].other_names);
}
