//! The walk through everything that each role can reach, after names were put into every single field of every source.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::names::{no_name, take_in};
use super::organisation::{
    REASON, RECIPIENT, ROLES, SHOWN, Things, busy, everybody, prepared, refusals, without_shown,
};
use super::records::{HR, MAPPING, accounts_and_teams, alerts, files, mail, matches_and_alerts};
use super::{files_silent, full, silent};
use crate::common::{self, Counts, World};
use crate::fixture;
use crate::session::Session;
use crate::web::Server;

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
        .find_map(|key| Some((key, schema[key].as_array()?)));
    if let Some((key, choices)) = choices {
        let tried = choices.iter().map(|choice| {
            let mut found = BTreeSet::new();
            undescribed(choice, value, schemas, at, &mut found);
            found
        });
        // Of all parts together one has to know a key; of alternatives the one that fits best has to know all.
        let unknown = match key {
            "allOf" => tried.reduce(|one, other| &one & &other),
            _ => tried.min_by_key(BTreeSet::len),
        };
        found.extend(unknown.unwrap_or_default());
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

/// The paths that a described one stands for: one for each thing that there is.
fn filled(path: &str, things: &Things) -> Vec<String> {
    let mut paths = vec![path.to_owned()];
    for (name, ids) in things {
        let name = format!("{{{name}}}");
        let each = |path: &String| -> Vec<String> {
            ids.iter().map(|id| path.replace(&name, id)).collect()
        };
        if path.contains(&name) {
            paths = paths.iter().flat_map(each).collect();
        }
    }
    // What is not there is asked for, too.
    paths
        .into_iter()
        .map(|path| path.replace(['{', '}'], ""))
        .collect()
}

/// Neither names that are addresses nor those that are names.
fn quiet(what: &str, text: &str) {
    silent(what, text);
    no_name(what, text.as_bytes());
}

/// What came out of reading.
#[derive(Default)]
struct Findings {
    /// Described paths that were answered with something, by role.
    answered: BTreeMap<&'static str, BTreeSet<String>>,
    /// Described paths that were answered with something.
    paths: BTreeSet<String>,
    /// What was shown on purpose: path, role and words.
    shown: BTreeSet<(&'static str, &'static str, &'static str)>,
}

/// The address of one page.
fn page(path: &str, get: &Value, cursor: &str) -> String {
    let has = |name: &str| {
        get["parameters"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["name"] == name))
    };
    let limit = if has("cursor") {
        "limit=97"
    } else {
        "limit=1000"
    };
    let mut query = Vec::new();
    query.extend(has("indicator").then(|| "indicator=files.copied.removable-media".to_owned()));
    query.extend(has("where").then(|| "where=true".to_owned()));
    query.extend(has("format").then(|| "format=csv".to_owned()));
    query.extend(has("limit").then(|| limit.to_owned()));
    query.extend((!cursor.is_empty()).then(|| format!("cursor={cursor}")));
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

/// Whether the answer has no end: such a stream is read where its events are tested.
fn is_stream(operation: &Value) -> bool {
    !operation["responses"]["200"]["content"]["text/event-stream"].is_null()
}

/// Everything that answers to GET, page by page.
fn read_everything(
    (who, session): (&'static str, &Session<'_>),
    description: &Value,
    things: &Things,
    findings: &mut Findings,
) {
    for (route, item) in description["paths"].as_object().unwrap() {
        let Some(get) = item.get("get").filter(|get| !is_stream(get)) else {
            continue;
        };
        for path in filled(route, things) {
            let mut next = Some(String::new());
            while let Some(cursor) = next.take() {
                let uri = page(&path, get, &cursor);
                let answer = session.call("GET", &uri, None);
                let said = answer.head.clone() + &answer.body;
                let said = without_shown(said, (route, who), &mut findings.shown);
                quiet(&format!("{uri} as {who}"), &said);
                if answer.status != 200 {
                    continue;
                }
                let answered = findings.answered.entry(who).or_default();
                answered.insert(route.clone());
                findings.paths.insert(route.clone());
                let Ok(body) = serde_json::from_str::<Value>(&answer.body) else {
                    continue;
                };
                described(&format!("{uri} as {who}"), get, &body, description);
                next = body["next_cursor"].as_str().map(str::to_owned);
            }
        }
    }
}

/// Every key of the answer is in the description.
fn described(what: &str, get: &Value, body: &Value, description: &Value) {
    let content = &get["responses"]["200"]["content"]["application/json"]["schema"];
    let mut keys = BTreeSet::new();
    let schemas = &description["components"]["schemas"];
    undescribed(content, body, schemas, "", &mut keys);
    assert_eq!(keys, BTreeSet::new(), "{what}: keys that are not described");
}

/// Bodies that are wrong: refused by every operation, and the refusal repeats nobody's name.
fn send_wrong_things(
    (who, session): (&'static str, &Session<'_>),
    description: &Value,
    things: &Things,
) {
    for (route, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if is_stream(operation) {
                continue;
            }
            let json = !operation["requestBody"]["content"]["application/json"].is_null();
            let path = filled(route, things).swap_remove(0);
            if method == "get" || path.ends_with("/records") {
                let queried = operation["parameters"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|one| one["in"] == "query"));
                let answer = session.call("GET", &format!("{path}?surplus=1"), None);
                assert!(
                    !queried || answer.status == 400,
                    "{path} as {who} takes a parameter that it does not know: {answer:?}"
                );
                // What takes no parameters is answered as ever.
                let said = without_shown(answer.body, (route, who), &mut BTreeSet::new());
                quiet(&format!("{path} as {who}"), &said);
            } else if json {
                let answer =
                    session.call(&method.to_uppercase(), &path, Some(&json!({"surplus": 1})));
                assert_eq!(answer.status, 400, "{method} {path} as {who}: {answer:?}");
                let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
                assert!(
                    detail.contains("unknown field `surplus`"),
                    "{method} {path} as {who}: {detail}"
                );
                quiet(&format!("{method} {path} as {who}"), &answer.body);
            }
        }
    }
}

/// What was shown on purpose was shown to everybody to whom it may be, and everything that a path can name was there.
fn nothing_was_missed(findings: &Findings, description: &Value) {
    let answered = &findings.answered;
    assert!(answered.len() == ROLES.len(), "{answered:?}");
    assert!(
        answered.values().all(|paths| paths.len() >= 8),
        "{answered:?}"
    );
    let listed = |who: &str| answered[who].contains("/api/v1/alerts");
    assert!(listed("analysts") && !listed("planners"), "{answered:?}");
    let all: BTreeSet<(&str, &str, &str)> = SHOWN
        .iter()
        .flat_map(|shown| {
            let to = shown.to.iter();
            to.map(move |who| (shown.path, *who, shown.words))
        })
        .collect();
    assert_eq!(findings.shown, all);
    let paths = description["paths"].as_object().unwrap();
    let unread: Vec<&String> = paths
        .iter()
        .filter(|(path, item)| item.get("get").is_some() && !findings.paths.contains(*path))
        .map(|(path, _)| path)
        .collect();
    // No witness is asked here, so that there is nothing that one has signed.
    assert_eq!(
        unread,
        ["/api/v1/alerts/events", "/api/v1/audit/log/witnessed"],
        "nobody reads these"
    );
}

/// Which names are sought: addresses and account names in every field of every source; names of people (with apostrophe, hyphen,
/// diacritics, in another script) where sources write them beside an address, and of the one who acts in plain words, too; such names
/// as display names of accounts, of a watched person and of colleagues; and words of people in which they name somebody. A name in plain
/// words in a title or subject of somebody else is not found by redaction, and so is not sought.
#[test]
fn no_role_reaches_a_name_and_no_key_is_taken_or_given_that_is_not_described() {
    let world = full();
    in_every_field(&world);
    take_in(&world);
    let (first, mut things) = prepared(&world);
    let server = Server::start_with(&world, &[], "debug");
    let description = server.get_json("/api/v1/openapi.json");
    let all = everybody(&server, &first, &things["person"][0]);
    busy(&server, &all, &mut things);
    let mut findings = Findings::default();
    for (who, session) in &all {
        read_everything((*who, session), &description, &things, &mut findings);
        send_wrong_things((*who, session), &description, &things);
        quiet(
            &format!("/metrics as {who}"),
            &session.call("GET", "/metrics", None).body,
        );
    }
    nothing_was_missed(&findings, &description);
    for refused in refusals(&all["investigators"], &things) {
        quiet("a refused request", &(refused.head + &refused.body));
    }
    let retried = all["investigators"].call(
        "POST",
        "/api/v1/rejects/retry",
        Some(&json!({"mapping": MAPPING})),
    );
    assert_eq!(retried.status, 200, "{retried:?}");
    quiet("trying rejected records again", &retried.body);
    // While it runs, what is not yet in the database's main file counts too.
    files_silent(&world.data());
    quiet("the server's log", &server.kill());
    for command in [
        &["rejects", "list"][..],
        &["activities", "query", "--limit", "10000"],
        &["sources", "list"],
        &["audit", "search"],
    ] {
        let said = world.ok(command).replace(REASON, "").replace(RECIPIENT, "");
        quiet(&command.join(" "), &said);
    }
}
