//! Every look at a person stands in the report for that person, once, under its purpose and role; what is done about others does not.

use serde_json::{Value, json};

use crate::common::{self, World};
use crate::unmasking::{PASSWORD, staffed};
use crate::web::Server;

/// Somebody who has signed in.
struct Member<'a> {
    server: &'a Server,
    cookie: String,
    csrf: String,
}

impl<'a> Member<'a> {
    fn sign_in(server: &'a Server, login: &str) -> Self {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let headers = [("Content-Type", "application/json")];
        let answer = server
            .send("POST", "/api/v1/sign-in", &headers, body.as_bytes())
            .unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
        let cookies: Vec<&str> = lines
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, set)| set.split(';').next())
            .collect();
        Self {
            server,
            cookie: cookies.join("; "),
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
        }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> (u16, String) {
        let mut headers = vec![
            ("Cookie", self.cookie.as_str()),
            ("X-Ombud-Csrf", self.csrf.as_str()),
        ];
        let body = match body {
            Value::Null => String::new(),
            body => {
                headers.push(("Content-Type", "application/json"));
                body.to_string()
            }
        };
        let answer = self
            .server
            .send(
                method,
                &format!("/api/v1/{path}"),
                &headers,
                body.as_bytes(),
            )
            .unwrap();
        (answer.status, answer.body)
    }

    /// What is at that path.
    fn get(&self, path: &str) -> String {
        let (status, body) = self.send("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The activities for which the predicate holds.
    fn query(&self, predicate: &str) -> Value {
        let predicate = predicate
            .replace(' ', "%20")
            .replace('\'', "%27")
            .replace('=', "%3D");
        common::json(&self.get(&format!("activities?where={predicate}")))
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.send("POST", path, body);
        assert_eq!(status, 200, "{path}: {answer}");
        common::json(&answer)
    }
}

/// Somebody looked at, and somebody else.
struct Looked<'a> {
    world: &'a World,
    person: &'a str,
    other: &'a str,
}

/// Operation, purpose and role, in this order.
type Look = [String; 3];

impl Looked<'_> {
    fn report(&self, person: &str) -> Value {
        self.world.json(&["access-report", person])
    }

    fn looks(&self, person: &str) -> Vec<Look> {
        let report = self.report(person);
        let looks = report["looks"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        looks
            .map(|look| ["operation", "purpose", "role"].map(|field| text(&look[field])))
            .collect()
    }

    /// What `act` adds to the reports of the person and of the other.
    fn adds(&self, act: impl FnOnce()) -> [Vec<Look>; 2] {
        let persons = [self.person, self.other];
        let before = persons.map(|person| self.looks(person).len());
        act();
        let mut after = persons.map(|person| self.looks(person));
        for (looks, before) in after.iter_mut().zip(before) {
            looks.drain(..before);
        }
        after
    }

    /// `act` is one look at the person alone.
    fn one(&self, operation: &str, purpose: &str, role: &str, act: impl FnOnce()) {
        let look = [operation, purpose, role].map(str::to_owned);
        assert_eq!(self.adds(act), [vec![look], vec![]], "{operation}");
    }

    /// `act` is one look at both.
    fn both(&self, operation: &str, role: &str, act: impl FnOnce()) {
        let look = [operation, "-", role].map(str::to_owned);
        assert_eq!(
            self.adds(act),
            [vec![look.clone()], vec![look]],
            "{operation}"
        );
    }

    /// `act` is a look at neither.
    fn none(&self, act: impl FnOnce()) {
        assert_eq!(self.adds(act), [Vec::<Look>::new(), Vec::new()]);
    }
}

/// Lists, queries and details.
fn reading_is_a_look(looked: &Looked<'_>, zoe: &Member<'_>, kim: &Member<'_>) {
    let (person, other) = (looked.person, looked.other);
    looked.one("query-activities", "-", "analysts", || {
        let rows = zoe.query(&format!("person = '{person}'"));
        assert!(rows.to_string().contains(person), "{rows}");
    });
    // Nobody is named, and the rows are hers.
    looked.one("query-activities", "-", "investigators", || {
        let rows = kim.query("workload = 'endpoint'");
        assert!(rows.to_string().contains(person), "{rows}");
    });
    // She is named, and nothing comes back.
    looked.one("query-activities", "-", "analysts", || {
        let rows = zoe.query(&format!("person = '{person}' and object = 'no such file'"));
        assert!(!rows.to_string().contains(person), "{rows}");
    });
    let [about_her, about_other] = looked.adds(|| {
        zoe.query(&format!("person = '{other}'"));
    });
    assert_eq!((about_her.len(), about_other.len()), (0, 1));
    looked.none(|| {
        zoe.query("object = 'no such file'");
        zoe.get("policies");
    });
    // What was refused showed nothing.
    looked.none(|| {
        let path = format!("activities?where=person%20%3D%20%27{person}%27%20and%20nonsense");
        assert_eq!(zoe.send("GET", &path, &Value::Null).0, 400);
    });
    let alerts = looked.world.json(&["alerts", "list"]);
    let id = alerts[0]["id"].as_str().unwrap();
    looked.one("list-alerts", "-", "analysts", || {
        assert!(zoe.get("alerts").contains(person));
    });
    looked.one("read-alert", "-", "analysts", || {
        assert!(zoe.get(&format!("alerts/{id}")).contains(person));
    });
    looked.both("list-persons", "analysts", || {
        zoe.get("persons");
    });
    // Of a page only who stands on it.
    let first = common::json(&looked.world.ok(&["persons", "--json"]))[0]["person"].clone();
    let added = looked.adds(|| {
        zoe.get("persons?limit=1");
    });
    for (looks, person) in added.iter().zip([person, other]) {
        assert_eq!(looks.len(), usize::from(first == person), "{person}");
    }
    looked.one("explain-person", "-", "analysts", || {
        zoe.get(&format!("persons/{person}/why"));
    });
}

/// Cases with both of them, and the name of one.
fn cases_and_names_are_looks(looked: &Looked<'_>, kim: &Member<'_>, apo: &Member<'_>) {
    let mut case = String::new();
    looked.both("open-case", "investigators", || {
        let opened = kim.post("cases", &json!({"persons": [looked.person, looked.other]}));
        case = opened["id"].as_str().unwrap().to_owned();
    });
    looked.both("read-case", "investigators", || {
        kim.get(&format!("cases/{case}"));
    });
    looked.both("list-cases", "investigators", || {
        kim.get("cases");
    });
    let mut id = String::new();
    looked.one("request-unmasking", "interview", "investigators", || {
        let asked = kim.post(
            "unmaskings",
            &json!({"person": looked.person, "case": case, "purpose": "interview",
                    "justification": "to be heard before the weekend"}),
        );
        id = asked["id"].as_str().unwrap().to_owned();
    });
    looked.one("list-unmaskings", "-", "approvers", || {
        apo.get("unmaskings");
    });
    looked.one("list-unmaskings", "-", "approvers", || {
        apo.get(&format!("unmaskings/{id}"));
    });
    looked.one("approve-unmasking", "-", "approvers", || {
        apo.post(&format!("unmaskings/{id}/approve"), &Value::Null);
    });
    looked.one("reveal-person", "interview", "investigators", || {
        kim.post(&format!("unmaskings/{id}/reveal"), &Value::Null);
    });
    looked.none(|| {
        let refused = apo.send("POST", &format!("unmaskings/{id}/reveal"), &Value::Null);
        assert_eq!(refused.0, 403, "{refused:?}");
    });
    looked.both("hand-over-case", "investigators", || {
        let wanted = json!({"recipient": "Legal", "names": false});
        let (status, _) = kim.send("POST", &format!("cases/{case}/evidence"), &wanted);
        assert_eq!(status, 200);
    });
    looked.both("close-case", "investigators", || {
        let closing = json!({"outcome": "benign", "reason": "agreed", "action": "none"});
        kim.post(&format!("cases/{case}/close"), &closing);
    });
}

/// Reports and the log itself.
fn reports_and_exports_are_looks(looked: &Looked<'_>, apo: &Member<'_>, uli: &Member<'_>) {
    let person = looked.person;
    looked.one("report-access", "-", "approvers", || {
        apo.get(&format!("persons/{person}/access-report"));
    });
    looked.both("export-audit", "auditors", || {
        assert!(uli.get("audit/export?format=json").contains(person));
    });
    let found = |path: &str| common::json(&uli.get(path))["entries"].clone();
    looked.both("search-audit", "auditors", || {
        let found = found(&format!(
            "audit/entries?person={person}&operation=open-case"
        ));
        for entry in found.as_array().unwrap() {
            let mut named: Vec<&str> = entry["person"].as_str().unwrap().split(',').collect();
            named.sort_unstable();
            let mut both = [person, looked.other];
            both.sort_unstable();
            assert_eq!(named, both, "{entry}");
        }
        assert_eq!(found.as_array().unwrap().len(), 2, "{found}");
    });
}

#[test]
fn every_look_is_in_the_report_under_its_purpose_and_role() {
    let world = World::new();
    let members = [
        ("zoe", "analysts"),
        ("kim", "investigators"),
        ("apo", "approvers"),
        ("uli", "auditors"),
    ];
    let (server, person) = staffed(&world, &members);
    let everybody = world.json(&["persons"]);
    let mut everybody = everybody.as_array().unwrap().iter();
    let other = everybody
        .find_map(|row| row["person"].as_str().filter(|other| *other != person))
        .unwrap();
    let [zoe, kim, apo, uli] = members.map(|(login, _)| Member::sign_in(&server, login));
    let looked = Looked {
        world: &world,
        person: &person,
        other,
    };
    assert_eq!(looked.looks(&person), Vec::<Look>::new());
    reading_is_a_look(&looked, &zoe, &kim);
    cases_and_names_are_looks(&looked, &kim, &apo);
    reports_and_exports_are_looks(&looked, &apo, &uli);

    let report = looked.report(&person);
    let groups = report["groups"].as_array().unwrap();
    let all: u64 = groups
        .iter()
        .map(|group| group["count"].as_u64().unwrap())
        .sum();
    let looks = report["looks"].as_array().unwrap();
    assert_eq!(all, looks.len() as u64);
    for group in groups {
        let of_group: Vec<&Value> = looks
            .iter()
            .filter(|look| look["purpose"] == group["purpose"] && look["role"] == group["role"])
            .collect();
        assert_eq!(group["count"], of_group.len(), "{group}");
        assert_eq!(group["first"], of_group.first().unwrap()["at"], "{group}");
        assert_eq!(group["last"], of_group.last().unwrap()["at"], "{group}");
    }
    let interview = groups.iter().find(|group| group["purpose"] == "interview");
    let interview = interview.unwrap();
    assert_eq!(
        (&interview["role"], &interview["count"]),
        (&"investigators".into(), &2.into()),
        "{report}"
    );
    let text = world.ok(&["access-report", &person]) + &report.to_string();
    for hidden in ["zoe", "kim", "apo", "uli", "account-"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    drop(server.kill());
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
}
