//! Erasure of somebody who stands in cases, was unmasked, was held, and has an account: what is theirs goes, what is others' stays.

use ombud_app::{Ombud, OpenOptions};
use ombud_store::Mode;
use serde_json::{Value, json};

use super::{all_bytes, pseudonyms};
use crate::common::{World, json as json_of};
use crate::fixture;
use crate::keeping::SetClock;
use crate::unmasking::{session, staffed};
use crate::web::{Answer, Server};

const LENA: &str = "zq.lena.gruenwald@contoso.test";
const SEAN: &str = "zq.sean.oneill@contoso.test";
/// How Lena is written: composed, with the umlaut's dots as a letter of their own, in parts, as an account.
const WRITTEN: [&str; 6] = [
    "Lena Gr\u{fc}nwald-Okafor",
    "Lena Gru\u{308}nwald-Okafor",
    "nwald-Okafor",
    "zq.lena",
    "lena.gruenwald",
    "zqlenapc",
];
/// The order matters: the two-person rule begins with the approver, so that nobody's rights rest.
const STAFF: [(&str, &str); 4] = [
    ("ina", "investigators"),
    ("aud", "auditors"),
    ("bob", "administrators"),
    ("apo", "approvers"),
];

/// Somebody's session.
struct SignedIn<'a> {
    server: &'a Server,
    cookie: String,
    csrf: String,
}

impl<'a> SignedIn<'a> {
    fn of(server: &'a Server, login: &str) -> Self {
        let (cookie, csrf) = session(server, login);
        Self {
            server,
            cookie,
            csrf,
        }
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-Ombud-Csrf", self.csrf.as_str()),
            ("Content-Type", "application/json"),
        ];
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let path = format!("/api/v1/{path}");
        self.server
            .send(method, &path, &headers, body.as_bytes())
            .unwrap()
    }

    fn ok(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.call(method, path, body);
        assert_eq!(answer.status, 200, "{method} {path}: {answer:?}");
        answer.json()
    }

    /// The id of what is made.
    fn made(&self, path: &str, body: &Value) -> String {
        self.ok("POST", path, body)["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn asked(&self, person: &str, case: &str, why: &str) -> String {
        let wanted = json!({"person": person, "case": case, "purpose": "interview", "minutes": 60, "justification": why});
        self.made("unmaskings", &wanted)
    }
}

/// What two sources say of both, naming them as often as they can; one record is rejected.
fn told_of(world: &World) {
    let (composed, decomposed) = (WRITTEN[0], WRITTEN[1]);
    let hr = format!(
        "HRScenario,EmailAddress,EmployeeFirstName,EmployeeLastName,ResignationDate,LastWorkingDate,Remarks\n\
         Resignation,{LENA},Lena,Gr\u{fc}nwald-Okafor,2026-06-20,2026-07-10,says {decomposed}\n\
         Resignation,{SEAN},Sean,O'Neill,2026-06-20,2026-07-10,\n"
    );
    world.ingest("hr", &world.write("two.csv", hr));
    let mut log = Vec::new();
    for (number, user, folder, name) in [
        (1, LENA, composed, "only of lena.docx"),
        (2, LENA, decomposed, "only of lena too.docx"),
        (3, SEAN, "O'Neill", "only of sean.docx"),
    ] {
        let mut usb = fixture::usb(&format!("two-{number}"), "2026-06-18T14:00:00", user, "");
        usb["ObjectId"] = format!("C:\\Users\\{folder}\\Documents\\{name}").into();
        usb["DeviceName"] = "ZQLENAPC.contoso.test".into();
        if user == SEAN {
            usb["DeviceName"] = "PC-0018".into();
        }
        log.push(usb);
    }
    let log = fixture::lines(&log) + &format!("{LENA}, {composed}, was here\n");
    world.ingest("m365", &world.write("two.ndjson", log));
}

/// What is done about both before one is erased.
struct Done {
    /// The account that is Lena's own.
    own: String,
    shown: String,
    of_sean: String,
    shared: String,
}

fn worked_on(server: &Server, lena: &str, sean: &str) -> Done {
    let [ada, ina, apo] = ["ada", "ina", "apo"].map(|login| SignedIn::of(server, login));
    let own = json!({"login": "own7", "display_name": "Own Seven", "person": lena});
    let own = ada.ok("POST", "accounts", &own)["account"]["id"].clone();
    let shared = ina.made("cases", &json!({"persons": [lena, sean]}));
    let closed = ina.made("cases", &json!({"persons": [lena]}));
    let shown = ina.asked(lena, &shared, &format!("{} must be heard", WRITTEN[0]));
    ina.asked(lena, &closed, &format!("{} was seen there", WRITTEN[1]));
    let of_sean = ina.asked(sean, &shared, "O'Neill must be heard, too");
    apo.ok("POST", &format!("unmaskings/{shown}/approve"), &Value::Null);
    let name = ina.ok("POST", &format!("unmaskings/{shown}/reveal"), &Value::Null);
    assert_eq!(name["name"], LENA);
    let closing =
        json!({"outcome": "benign", "reason": format!("{} said so", WRITTEN[0]), "action": "none"});
    ina.ok("POST", &format!("cases/{closed}/close"), &closing);
    for place in [
        format!("persons/{lena}/holds"),
        format!("cases/{shared}/holds"),
    ] {
        let hold = apo.made(&place, &json!({"ground": "legal-claim"}));
        let erasure = json!({"ground": "person-asked", "depth": "everything"});
        let held = apo.call("POST", &format!("persons/{lena}/erasure"), &erasure);
        assert!(held.status == 409 && held.body.contains(&hold), "{held:?}");
        apo.ok("DELETE", &format!("holds/{hold}"), &Value::Null);
    }
    ina.ok("GET", &format!("persons/{lena}/why"), &Value::Null);
    apo.ok(
        "GET",
        &format!("persons/{lena}/access-report"),
        &Value::Null,
    );
    // It waits for a second human, and says nothing about Lena.
    let accounts = ada.ok("GET", "accounts", &Value::Null);
    let accounts = accounts["accounts"].as_array().unwrap().iter();
    let apos = accounts.clone().find(|one| one["login"] == "apo").unwrap()["id"].clone();
    let reset = format!("accounts/{}/reset", apos.as_str().unwrap());
    assert_eq!(ada.call("POST", &reset, &Value::Null).status, 409);
    Done {
        own: own.as_str().unwrap().to_owned(),
        shown,
        of_sean,
        shared,
    }
}

/// How many the certificate says went from that place.
fn counted(certificate: &str, place: &str) -> u64 {
    let line = certificate
        .lines()
        .find_map(|line| line.strip_prefix(&format!("store {place} ")));
    let line = line.unwrap_or_else(|| panic!("{place}: {certificate}"));
    line.rsplit_once(' ').unwrap().1.parse().unwrap()
}

/// What is the other person's, and what the case says, is there as before; what was said of Lena is not.
fn others_are_untouched(server: &Server, done: &Done, sean: &str) {
    let [ina, apo] = ["ina", "apo"].map(|login| SignedIn::of(server, login));
    let case = ina.ok("GET", &format!("cases/{}", done.shared), &Value::Null);
    assert_eq!(case["persons"], json!([sean]), "{case}");
    let of_sean = format!("unmaskings/{}", done.of_sean);
    let shown = apo.ok("GET", &of_sean, &Value::Null);
    assert_eq!(shown["justification"], "O'Neill must be heard, too");
    apo.ok("POST", &format!("{of_sean}/approve"), &Value::Null);
    let name = ina.ok("POST", &format!("{of_sean}/reveal"), &Value::Null);
    assert_eq!(name["name"], SEAN);
    let of_lena = format!("unmaskings/{}", done.shown);
    let gone = apo.ok("GET", &of_lena, &Value::Null);
    assert!(
        gone.get("justification").is_none_or(Value::is_null),
        "{gone}"
    );
    let again = ina.call("POST", &format!("{of_lena}/reveal"), &Value::Null);
    assert!(
        again.status != 200 && !again.body.contains(LENA),
        "{again:?}"
    );
}

/// Which person the stored account says it is the own one of.
fn linked_person(world: &World, account: &str) -> Value {
    let options = OpenOptions {
        data: world.data(),
        mode: Mode::Read,
        master_key: None,
        clock: SetClock::on("2026-07-01"),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let stored = runtime.block_on(async {
        let ombud = Ombud::open(options).await.unwrap();
        let records = ombud.store().records();
        records.document("account", account).await.unwrap().unwrap()
    });
    json_of(&stored.body)["person"].clone()
}

#[test]
fn who_was_in_cases_unmasked_held_and_had_an_account_is_in_no_file_when_erased() {
    let world = World::new();
    told_of(&world);
    let known = pseudonyms(&world);
    let of = |mail: &str| known.iter().find(|(who, _)| who == mail).unwrap().1.clone();
    let (lena, sean) = (of(LENA), of(SEAN));
    let (server, _) = staffed(&world, &STAFF);
    let done = worked_on(&server, &lena, &sean);
    assert!(!linked_person(&world, &done.own).is_null());
    let before = all_bytes(&world);
    assert!(before.contains("only of lena.docx") && before.contains("only of sean.docx"));
    let erasure = json!({"ground": "person-asked", "depth": "everything"});
    let apo = SignedIn::of(&server, "apo");
    let erased = apo.ok("POST", &format!("persons/{lena}/erasure"), &erasure);
    let certificate = erased["certificate"].as_str().unwrap();
    for (place, least) in [
        ("key", 1),
        ("identities", 1),
        ("justifications", 2),
        ("rejects", 1),
        ("history", 4),
        ("cases", 2),
    ] {
        let went = counted(certificate, place);
        assert!(went >= least, "{place}: {went} in {certificate}");
    }
    others_are_untouched(&server, &done, &sean);
    // Nor does the account say whose pseudonym it was.
    assert!(linked_person(&world, &done.own).is_null());
    let log = server.kill();
    let after = all_bytes(&world);
    for written in WRITTEN {
        assert_eq!(after.finds(written), None, "{written}");
        assert!(
            !log.to_lowercase().contains(&written.to_lowercase()),
            "{written}: {log}"
        );
    }
    assert!(!after.contains("only of lena") && after.contains("only of sean.docx"));
    world.ok(&["audit", "verify"]);
    assert_eq!(world.run(&["doctor"]).code, Some(0));
}
