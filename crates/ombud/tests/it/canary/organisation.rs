//! An organisation whose people have names: accounts that are called like the watched persons and their colleagues, and what was done
//! there in somebody's words. Everybody in it is signed in.
//!
//! Words of one's own are asked for in six places: the justification of a request for a name, the reason of a request about a person, the reason given at the command line,
//! the terms of an agreement, the notes and tasks of a case, and to whom its evidence goes. Holds, erasures, cases and proposals state a
//! ground from a list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::names::{COLLEAGUE, WATCHED};
use super::records::LEAVER;
use crate::common::World;
use crate::session::{Session, set_up};
use crate::web::{Answer, Server};

/// The operations of `responder`, held by a human: a program cannot get a token of its own yet.
const RESPONDER_LIKE: &str = "responder-like";
/// Each is a login too.
pub(super) const ROLES: [&str; 9] = [
    "administrators",
    "analysts",
    "approvers",
    "auditors",
    "investigators",
    "overseers",
    "pilot",
    "planners",
    RESPONDER_LIKE,
];

/// Why the name was asked for.
const JUSTIFICATION: &str = "Canary Leaver packs boxes and Anne-Marie O'Neill helps";
/// Why something else was asked for about the person.
const WHY: &str = "Anne-Marie O'Neill named Canary Leaver when she was heard";
/// Why names were shown at the command line.
pub(super) const REASON: &str = "Anne-Marie O'Neill asked who it is";
/// What was written in the case, and what is to be done there.
const NOTE: &str = "Zo\u{eb} D'Arcy-Smythe saw Canary Leaver at the printer";
const TASK: &str = "Call Anne-Marie O'Neill";
/// To whom the evidence of the case went.
pub(super) const RECIPIENT: &str = "Anne-Marie O'Neill, about Canary Leaver";
/// What was agreed, and with whom.
const TERMS: &str = "Agreed with Zo\u{eb} D'Arcy-Smythe";

/// Words that are shown on purpose: on which path, and to whom.
pub(super) struct Shown {
    pub(super) path: &'static str,
    pub(super) to: &'static [&'static str],
    pub(super) words: &'static str,
}

const fn shown(path: &'static str, to: &'static [&'static str], words: &'static str) -> Shown {
    Shown { path, to, words }
}

const LISTS_ACCOUNTS: &[&str] = &[
    "administrators",
    "approvers",
    "auditors",
    "pilot",
    "planners",
];
const READS_AGREEMENTS: &[&str] = &[
    "administrators",
    "analysts",
    "approvers",
    "auditors",
    "investigators",
    "overseers",
    "pilot",
    "planners",
];
const LISTS_ALERTS: &[&str] = &["analysts", "investigators", "overseers", "pilot"];
const READS_REQUESTS: &[&str] = &[
    "approvers",
    "auditors",
    "investigators",
    "overseers",
    "pilot",
];

/// What is asked for about a person belongs to no case: case overseers see nothing of it.
const READS_WHY: &[&str] = &["approvers", "auditors", "investigators", "pilot"];

const READS_CASES: &[&str] = &["investigators", "overseers", "pilot"];

/// All that names somebody in an answer to GET. To everybody else, and on every other path, it is not shown.
pub(super) const SHOWN: [Shown; 17] = [
    shown("/api/v1/me", &ROLES, COLLEAGUE),
    shown("/api/v1/accounts", LISTS_ACCOUNTS, COLLEAGUE),
    shown("/api/v1/accounts", LISTS_ACCOUNTS, WATCHED),
    shown("/api/v1/alerts/choices", LISTS_ALERTS, COLLEAGUE),
    shown("/api/v1/agreements", READS_AGREEMENTS, TERMS),
    shown("/api/v1/agreements/{agreement}", READS_AGREEMENTS, TERMS),
    shown(
        "/api/v1/unmaskings/{unmasking}",
        READS_REQUESTS,
        JUSTIFICATION,
    ),
    shown("/api/v1/person-requests/{request}", READS_WHY, WHY),
    shown("/api/v1/cases/{case}/notes", READS_CASES, NOTE),
    shown(
        "/api/v1/cases/{case}/attachments/{attachment}",
        READS_CASES,
        NOTE,
    ),
    shown("/api/v1/cases/{case}/history", READS_CASES, NOTE),
    shown("/api/v1/cases/{case}/tasks", READS_CASES, TASK),
    shown("/api/v1/cases/{case}/history", READS_CASES, RECIPIENT),
    shown("/api/v1/audit/entries", &["auditors", "pilot"], RECIPIENT),
    shown("/api/v1/audit/export", &["auditors", "pilot"], RECIPIENT),
    shown("/api/v1/audit/entries", &["auditors", "pilot"], REASON),
    shown("/api/v1/audit/export", &["auditors", "pilot"], REASON),
];

/// The text without what is shown on purpose on this path to this role; notes in `seen` what was there.
pub(super) fn without_shown(
    text: String,
    (path, who): (&str, &'static str),
    seen: &mut BTreeSet<(&'static str, &'static str, &'static str)>,
) -> String {
    let here = SHOWN
        .iter()
        .filter(|shown| shown.path == path && shown.to.contains(&who));
    here.fold(text, |text, shown| {
        if text.contains(shown.words) {
            seen.insert((shown.path, who, shown.words));
        }
        text.replace(shown.words, "")
    })
}

/// What paths may name, by the word that stands for it in the description.
pub(super) type Things = BTreeMap<&'static str, Vec<String>>;

/// That key of the first few rows.
fn first_few(rows: &Value, key: &str) -> Vec<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .take(4)
        .map(|row| row[key].as_str().unwrap().to_owned())
        .collect()
}

/// What is done at the command line, where names are shown for a reason, before the program serves: the link of the first administrator,
/// and what there is to ask about. The leaver is the first of the persons; the last of the others, in the order of pseudonyms, is erased.
pub(super) fn prepared(world: &World) -> (String, Things) {
    let revealed = world.json(&["alerts", "list", "--reveal", REASON]);
    let mut revealed = revealed.as_array().unwrap().iter();
    let leaver = revealed.find(|alert| alert["user"] == LEAVER).unwrap();
    let leaver = leaver["person"].as_str().unwrap().to_owned();
    let known = world.json(&["persons"]);
    let mut known = known.as_array().unwrap().iter().rev();
    let last = known.find(|row| row["person"] != leaver.as_str()).unwrap();
    let last = last["person"].as_str().unwrap();
    world.ok(&["erase", last, "--ground", "person-asked"]);
    let mut persons = vec![leaver];
    persons.extend(first_few(&world.json(&["persons"]), "person"));
    let things = Things::from([
        ("id", first_few(&world.json(&["alerts", "list"]), "id")),
        ("person", persons),
        (
            "policy",
            first_few(&world.json(&["policy", "list"]), "name"),
        ),
        ("path", vec!["entries/000".to_owned()]),
    ]);
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let create = ["accounts", "create", "administrators", "--name", COLLEAGUE];
    let first = world.json(&create)["set_up"].as_str().unwrap().to_owned();
    (first, things)
}

/// Somebody for each role, signed in.
pub(super) fn everybody<'a>(
    server: &'a Server,
    first: &str,
    leaver: &str,
) -> BTreeMap<&'static str, Session<'a>> {
    set_up(server, first);
    let admin = Session::sign_in(server, "administrators");
    admin.done("PUT", "pilot", &json!({"on": true}));
    let roles = admin.done("GET", "roles", &Value::Null);
    let mut roles = roles["roles"].as_array().unwrap().iter();
    let responder = roles.find(|role| role["id"] == "responder").unwrap();
    let like = json!({"title": "Like a responder", "operations": responder["operations"]});
    admin.done("PUT", &format!("roles/{RESPONDER_LIKE}"), &like);
    let watched = json!({"login": "watched", "display_name": WATCHED, "person": leaver});
    admin.done("POST", "accounts", &watched);
    let mut all = BTreeMap::new();
    for role in ROLES.into_iter().filter(|role| *role != "administrators") {
        member(server, &admin, role, role);
        all.insert(role, Session::sign_in(server, role));
    }
    all.insert("administrators", admin);
    all
}

/// Somebody who is called like the colleague and holds this role.
fn member(server: &Server, admin: &Session<'_>, login: &str, role: &str) {
    let new = json!({"login": login, "display_name": COLLEAGUE});
    let made = admin.done("POST", "accounts", &new);
    set_up(server, made["set_up"].as_str().unwrap());
    let id = made["account"]["id"].as_str().unwrap();
    admin.done("PUT", &format!("roles/{role}/members/{id}"), &json!({}));
}

/// What people do there: a case, requests for the leaver's name of which one is approved and used, holds, an agreement, a proposal.
pub(super) fn busy(server: &Server, all: &BTreeMap<&str, Session<'_>>, things: &mut Things) {
    let leaver = things["person"][0].clone();
    let [admin, approver, investigator, planner] =
        ["administrators", "approvers", "investigators", "planners"].map(|role| &all[role]);
    let case = investigator.made("cases", &json!({"persons": [leaver]}));
    let note = json!({"text": NOTE});
    investigator.done("POST", &format!("cases/{case}/notes"), &note);
    let task = json!({"title": TASK});
    investigator.done("POST", &format!("cases/{case}/tasks"), &task);
    let attachment = investigator.attach(&case, "statement.txt", NOTE.as_bytes());
    let handed = json!({"recipient": RECIPIENT, "names": false});
    let package = investigator.call(
        "POST",
        &format!("/api/v1/cases/{case}/evidence"),
        Some(&handed),
    );
    assert_eq!(package.status, 200, "{}", package.head);
    let request = json!({"person": leaver, "case": case, "purpose": "interview", "minutes": 60, "justification": JUSTIFICATION});
    let unmasking = investigator.made("unmaskings", &request);
    approver.made(&format!("unmaskings/{unmasking}/approve"), &Value::Null);
    let name = investigator.done(
        "POST",
        &format!("unmaskings/{unmasking}/reveal"),
        &Value::Null,
    );
    assert_eq!(name["name"], LEAVER);
    let asks = json!({"kind": "user-report", "from": "2026-05-01", "to": "2026-05-31"});
    let wanted =
        json!({"person": leaver, "asks": asks, "purpose": "interview", "days": 7, "reason": WHY});
    let about = investigator.made("person-requests", &wanted);
    approver.made(&format!("person-requests/{about}/approve"), &Value::Null);
    let ground = json!({"ground": "legal-claim"});
    approver.made(&format!("persons/{leaver}/holds"), &ground);
    approver.made(&format!("cases/{case}/holds"), &ground);
    let terms = json!({
        "title": TERMS, "purpose": TERMS, "unmasking_purposes": ["investigation"], "sources": ["all"], "indicators": ["all"],
        "templates": ["all"], "units": ["all"], "signatures_required": 2, "unmasking_approvals": 1, "valid_from": "2027-01-01T00:00:00Z",
    });
    let agreement = planner.made("agreements", &terms);
    // With a second administrator some changes take two.
    member(server, admin, "deputy", "administrators");
    let mut rules = admin.done("GET", "unmasking-rules", &Value::Null);
    rules["releases_per_day"] = 99.into();
    let proposed = admin.call("PUT", "/api/v1/unmasking-rules", Some(&rules));
    assert_eq!(proposed.status, 409, "{proposed:?}");
    things.insert("case", vec![case]);
    things.insert("attachment", vec![attachment]);
    things.insert("unmasking", vec![unmasking]);
    things.insert("request", vec![about]);
    things.insert("agreement", vec![agreement]);
}

/// Requests that are refused; gives the answers, which must not repeat what was written.
pub(super) fn refusals(investigator: &Session<'_>, things: &Things) -> Vec<Answer> {
    let (person, case) = (&things["person"][0], &things["case"][0]);
    let good = json!({"person": person, "case": case, "purpose": "interview", "minutes": 60, "justification": JUSTIFICATION});
    let wrong = [
        ("justification", json!("Canary")),
        ("justification", json!(JUSTIFICATION.repeat(100))),
        ("justification", json!([JUSTIFICATION])),
        ("case", json!(format!("case-{:032x}", 7))),
        ("person", json!("amber-otter-000")),
        ("minutes", json!(0)),
    ];
    let refused = wrong.map(|(key, value)| {
        let mut request = good.clone();
        request[key] = value;
        let answer = investigator.call("POST", "/api/v1/unmaskings", Some(&request));
        assert!(answer.status >= 400, "{key}: {answer:?}");
        answer
    });
    refused.into()
}
