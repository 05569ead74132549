//! The walk through everything that each role can reach, after names were put into every single field of every source.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::records::{HR, MAPPING, accounts_and_teams, alerts, files, mail, matches_and_alerts};
use super::{files_silent, full, silent};
use crate::common::{self, Counts, World};
use crate::fixture;
use crate::web::{Answer, Server};

const PASSWORD: &str = "seven grey herons wade";
const ROLES: [&str; 6] = [
    "administrators",
    "analysts",
    "investigators",
    "approvers",
    "auditors",
    "planners",
];

/// Copies of a record without its own names, in each of which one text is an address that nobody may see. `own` names what tells two copies apart.
fn leaves(record: &Value, own: &str, next: &mut usize) -> Vec<Value> {
    let record: Value = common::json(&record.to_string().replace("anary", "ormorant"));
    let mut places = Vec::new();
    paths(&record, String::new(), &mut places);
    let one = |place: String| {
        *next += 1;
        let mut copy = record.clone();
        copy[own] = format!("leaf-{next}").into();
        *copy.pointer_mut(&place).unwrap() = format!("canaryleaf{next}@contoso.test").into();
        copy
    };
    places.into_iter().map(one).collect()
}

/// Where there is a text, as JSON pointers.
fn paths(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .for_each(|(place, value)| paths(value, format!("{at}/{place}"), found)),
        Value::Object(all) => {
            let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
            all.iter()
                .for_each(|(key, value)| paths(value, format!("{at}/{}", escaped(key)), found));
        }
        _ => {}
    }
}

/// Takes all of it in; what is rejected is kept with its reason.
fn in_every_field(world: &World) {
    let mut next = 0;
    let log = [files(), mail(), accounts_and_teams(), matches_and_alerts()].concat();
    let log: Vec<Value> = log
        .iter()
        .flat_map(|record| leaves(record, "Id", &mut next))
        .collect();
    assert!(log.len() > 300, "{}", log.len());
    world.ingest("m365", &world.write("leaves.ndjson", fixture::lines(&log)));
    let alert = alerts()["value"][0].clone();
    let all: Vec<Value> = leaves(&alert, "id", &mut next);
    world.ingest(
        "graph-alerts",
        &world.write("leaves.json", json!({"value": all}).to_string()),
    );
    let mut table = vec![HR.lines().next().unwrap().to_owned()];
    for line in HR.lines().skip(1) {
        let line = line.replace("anary", "ormorant");
        let cells: Vec<&str> = line.split(',').collect();
        table.extend((0..cells.len()).map(|place| {
            next += 1;
            let name = format!("canaryleaf{next}@contoso.test");
            let copy = cells
                .iter()
                .enumerate()
                .map(|(at, cell)| if at == place { name.as_str() } else { cell });
            copy.collect::<Vec<_>>().join(",")
        }));
    }
    world.ingest("hr", &world.write("leaves.csv", table.join("\n") + "\n"));
    let other = json!({"at": "2026-06-04T10:00:00Z", "who": "x@contoso.test", "did": "pull", "file": "/x.zip", "to": "y", "note": "z", "host": "h",
        "address": "203.0.113.9", "id": "1"});
    let other = fixture::lines(&leaves(&other, "id", &mut next));
    let (other, mapping) = (
        world.write("leaves.jsonl", other),
        world.write("mapping.yaml", MAPPING),
    );
    Counts::of(&world.json(&["ingest", "generic", &other, "--mapping", &mapping]));
}

/// Somebody who has signed in.
struct Session<'a> {
    server: &'a Server,
    cookie: String,
    csrf: String,
}

impl<'a> Session<'a> {
    fn sign_in(server: &'a Server, login: &str) -> Self {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let answer = server
            .send(
                "POST",
                "/api/v1/sign-in",
                &[("Content-Type", "application/json")],
                body.as_bytes(),
            )
            .unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer
            .head
            .lines()
            .find_map(|line| line.split_once("ombud-session="))
            .unwrap()
            .1;
        let cookie = format!("ombud-session={}", cookie.split(';').next().unwrap());
        Self {
            server,
            cookie,
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
        }
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-Ombud-Csrf", &self.csrf),
            ("Content-Type", "application/json"),
        ];
        let body = body.map(Value::to_string).unwrap_or_default();
        self.server
            .send(method, path, &headers, body.as_bytes())
            .unwrap()
    }
}

/// Sets the account up by its link.
fn set_up(server: &Server, link: &str) {
    let p = PASSWORD.replace(' ', "+");
    let form = format!("{}&password={p}&again={p}", link.split_once('?').unwrap().1);
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(
        server
            .send("POST", "/set-up", &headers, form.as_bytes())
            .unwrap()
            .status,
        303
    );
}

/// Somebody for each role, signed in.
fn everybody<'a>(
    world: &World,
    server: &'a Server,
    first: &str,
) -> BTreeMap<&'static str, Session<'a>> {
    set_up(server, first);
    let admin = Session::sign_in(server, "administrators");
    let mut all = BTreeMap::new();
    for role in ROLES.into_iter().filter(|role| *role != "administrators") {
        let made = admin
            .call(
                "POST",
                "/api/v1/accounts",
                Some(&json!({"login": role, "display_name": role})),
            )
            .json();
        set_up(server, made["set_up"].as_str().unwrap());
        let member = format!(
            "/api/v1/roles/{role}/members/{}",
            made["account"]["id"].as_str().unwrap()
        );
        assert_eq!(admin.call("PUT", &member, Some(&json!({}))).status, 200);
        all.insert(role, Session::sign_in(server, role));
    }
    all.insert("administrators", admin);
    assert_eq!(
        world
            .json(&["alerts", "list"])
            .as_array()
            .map(Vec::is_empty),
        Some(false)
    );
    all
}

/// The keys in an answer that its description does not know.
fn undescribed(
    schema: &Value,
    value: &Value,
    schemas: &Value,
    at: &str,
    found: &mut BTreeSet<String>,
) {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        return undescribed(&schemas[name], value, schemas, at, found);
    }
    let choices = ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .find_map(|key| schema[key].as_array());
    if let Some(choices) = choices {
        let tried = choices.iter().map(|choice| {
            let mut found = BTreeSet::new();
            undescribed(choice, value, schemas, at, &mut found);
            found
        });
        found.extend(tried.min_by_key(BTreeSet::len).unwrap_or_default());
        return;
    }
    match value {
        Value::Array(all) => all
            .iter()
            .for_each(|value| undescribed(&schema["items"], value, schemas, at, found)),
        Value::Object(all) => {
            for (key, value) in all {
                let known = schema["properties"]
                    .get(key)
                    .or_else(|| schema.get("additionalProperties"));
                match known {
                    Some(known) => {
                        undescribed(known, value, schemas, &format!("{at}.{key}"), found)
                    }
                    // A document of another kind, described elsewhere: settings, this description.
                    None if schema.get("properties").is_none() && at.is_empty() => return,
                    None => drop(found.insert(format!("{at}.{key}"))),
                }
            }
        }
        _ => {}
    }
}

/// The paths that a described one stands for.
fn filled(path: &str, alerts: &[String], persons: &[String]) -> Vec<String> {
    if path.contains("{id}") {
        alerts.iter().map(|id| path.replace("{id}", id)).collect()
    } else if path.contains("{person}") {
        persons
            .iter()
            .map(|person| path.replace("{person}", person))
            .collect()
    } else {
        vec![path.replace(['{', '}'], "")]
    }
}

/// Everything that answers to GET, page by page. Gives how many answers had something in them.
fn read_everything(
    who: &str,
    session: &Session<'_>,
    description: &Value,
    things: (&[String], &[String]),
) -> usize {
    let mut answered = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        let Some(get) = item.get("get") else { continue };
        let has = |name: &str| {
            get["parameters"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one["name"] == name))
        };
        for path in filled(path, things.0, things.1) {
            let mut next = Some(String::new());
            while let Some(cursor) = next.take() {
                let mut query = Vec::new();
                query.extend(has("where").then(|| "where=true".to_owned()));
                query.extend(has("limit").then(|| {
                    if has("cursor") {
                        "limit=97"
                    } else {
                        "limit=1000"
                    }
                    .to_owned()
                }));
                query.extend((!cursor.is_empty()).then(|| format!("cursor={cursor}")));
                let uri = if query.is_empty() {
                    path.clone()
                } else {
                    format!("{path}?{}", query.join("&"))
                };
                let answer = session.call("GET", &uri, None);
                silent(
                    &format!("{uri} as {who}"),
                    &(answer.head.clone() + &answer.body),
                );
                if answer.status != 200 {
                    continue;
                }
                answered += 1;
                let Ok(body) = serde_json::from_str::<Value>(&answer.body) else {
                    continue;
                };
                let content =
                    get["responses"]["200"]["content"]["application/json"]["schema"].clone();
                let mut keys = BTreeSet::new();
                undescribed(
                    &content,
                    &body,
                    &description["components"]["schemas"],
                    "",
                    &mut keys,
                );
                assert_eq!(
                    keys,
                    BTreeSet::new(),
                    "{uri} as {who}: keys that are not described"
                );
                next = body["next_cursor"].as_str().map(str::to_owned);
            }
        }
    }
    answered
}

/// Bodies that are wrong: refused by every operation, and the refusal repeats nobody's name.
fn send_wrong_things(
    who: &str,
    session: &Session<'_>,
    description: &Value,
    things: (&[String], &[String]),
) {
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let json = !operation["requestBody"]["content"]["application/json"].is_null();
            let path = filled(path, things.0, things.1).swap_remove(0);
            if method == "get" || path.ends_with("/records") {
                let queried = operation["parameters"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|one| one["in"] == "query"));
                let answer = session.call("GET", &format!("{path}?surplus=1"), None);
                assert!(
                    !queried || answer.status == 400,
                    "{path} as {who} takes a parameter that it does not know: {answer:?}"
                );
                silent(&format!("{path} as {who}"), &answer.body);
            } else if json {
                let answer =
                    session.call(&method.to_uppercase(), &path, Some(&json!({"surplus": 1})));
                assert_eq!(answer.status, 400, "{method} {path} as {who}: {answer:?}");
                let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
                assert!(
                    detail.contains("unknown field `surplus`"),
                    "{method} {path} as {who}: {detail}"
                );
                silent(&format!("{method} {path} as {who}"), &answer.body);
            }
        }
    }
}

/// That key of the first few rows.
fn first_few(rows: &Value, key: &str) -> Vec<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .take(4)
        .map(|row| row[key].as_str().unwrap().to_owned())
        .collect()
}

fn pages_are_silent(who: &str, session: &Session<'_>, alerts: &[String]) {
    let pages = [
        "/",
        "/?severity=high",
        "/?severity=canary",
        "/sign-in",
        "/sign-out",
        "/metrics",
    ]
    .map(str::to_owned);
    for page in pages
        .into_iter()
        .chain(alerts.iter().map(|id| format!("/alerts/{id}")))
    {
        silent(
            &format!("{page} as {who}"),
            &session.call("GET", &page, None).body,
        );
    }
}

#[test]
fn no_role_reaches_a_name_and_no_key_is_taken_or_given_that_is_not_described() {
    let world = full();
    in_every_field(&world);
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let first = world.json(&["accounts", "create", "administrators", "--name", "Ada"])["set_up"]
        .as_str()
        .unwrap()
        .to_owned();
    let (alerts, persons) = (
        first_few(&world.json(&["alerts", "list"]), "id"),
        first_few(&world.json(&["persons"]), "person"),
    );
    let server = Server::start_with(&world, &[], "debug");
    let description = server.get_json("/api/v1/openapi.json");
    let all = everybody(&world, &server, &first);
    let mut reached = BTreeMap::new();
    for (who, session) in &all {
        let things = (alerts.as_slice(), persons.as_slice());
        reached.insert(*who, read_everything(who, session, &description, things));
        send_wrong_things(who, session, &description, things);
        pages_are_silent(who, session, &alerts);
    }
    assert!(reached.values().all(|count| *count >= 8), "{reached:?}");
    assert!(reached["analysts"] > reached["planners"], "{reached:?}");
    let retried = all["investigators"].call(
        "POST",
        "/api/v1/rejects/retry",
        Some(&json!({"mapping": MAPPING})),
    );
    assert_eq!(retried.status, 200, "{retried:?}");
    silent("trying rejected records again", &retried.body);
    // While it runs, what is not yet in the database's main file counts too.
    files_silent(&world.data());
    silent("the server's log", &server.kill());
    for command in [
        &["rejects", "list"][..],
        &["activities", "query", "--limit", "10000"],
        &["sources", "list"],
        &["audit", "search"],
    ] {
        silent(&command.join(" "), &world.ok(command));
    }
}
