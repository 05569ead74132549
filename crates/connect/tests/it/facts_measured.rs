//! How many facts of other people's records are right: the table in the guide ("Bringing records in").

use ombud_model::{Activity, Kind, Outcome};
use serde_json::Value;

use crate::common::{case, shared, take_in};
use crate::facts::{parsed, told};

/// What was found of one file.
#[derive(Default, Debug)]
struct Count {
    records: usize,
    known: usize,
    actors: usize,
    fields: usize,
    right: usize,
    wrong: Vec<String>,
}

/// Texts at the paths of an expected event; absent ones are left out.
fn texts<'v>(event: &'v Value, paths: &[&str]) -> Vec<&'v str> {
    let found = paths.iter().filter_map(|path| event.pointer(path));
    found.filter_map(Value::as_str).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    plain(one) == plain(other)
}

/// Who is expected: every name of the account that the expected event gives, alone and behind its domain.
fn who(event: &Value) -> Vec<String> {
    let mut names: Vec<String> = texts(
        event,
        &[
            "/user/name",
            "/user/email",
            "/user/id",
            "/action/properties/AccountUPN",
        ],
    )
    .into_iter()
    .map(str::to_owned)
    .collect();
    if let [domain, name] = texts(event, &["/user/domain", "/user/name"])[..] {
        names.push(format!("{domain}\\{name}"));
    }
    names
}

/// What is expected to have been done: the name of the action, or of the table whose rows have none.
fn what(event: &Value) -> Vec<&str> {
    if texts(event, &["/action/name"]) != ["Publish"] {
        return texts(event, &["/event/action", "/action/name"]);
    }
    let action = texts(event, &["/action/type"]);
    if action.is_empty() {
        texts(event, &["/event/dataset"])
    } else {
        action
    }
}

/// Who, what, when, on what, from where and outcome, each with what the activity says; fields that nothing is expected of are left out.
fn judge(event: &Value, seen: &[Activity<'_>], count: &mut Count, id: &str) {
    let mut field =
        |name: &str, expected: &[&str], found: &dyn Fn(&Activity<'_>) -> Vec<String>| {
            if expected.is_empty() {
                return;
            }
            count.fields += 1;
            let given: Vec<String> = seen.iter().flat_map(found).collect();
            if given
                .iter()
                .any(|given| expected.iter().any(|expected| is_same(given, expected)))
            {
                count.right += 1;
            } else {
                count
                    .wrong
                    .push(format!("{id}: {name} {expected:?} {given:?}"));
            }
        };
    let who = who(event);
    let who: Vec<&str> = who.iter().map(String::as_str).collect();
    field("who", &who, &|one| vec![one.actor.identifier().to_owned()]);
    field("what", &what(event), &|one| vec![one.operation.to_string()]);
    let second = |text: &str| text.get(..19).unwrap_or(text).to_owned();
    let when: Vec<String> = texts(event, &["/@timestamp"])
        .into_iter()
        .map(second)
        .collect();
    let when: Vec<&str> = when.iter().map(String::as_str).collect();
    field("when", &when, &|one| vec![second(&one.time.to_string())]);
    field("on what", &texts(event, &["/file/name"]), &|one| {
        vec![one.object.to_string()]
    });
    field("from where", &texts(event, &["/source/ip"]), &|one| {
        vec![one.ip.to_string()]
    });
    let mut outcome = texts(event, &["/event/outcome"]);
    outcome.retain(|word| matches!(*word, "success" | "failure"));
    field("outcome", &outcome, &|one| {
        vec![
            match one.outcome {
                Outcome::Done => "success",
                Outcome::Blocked | Outcome::Failed => "failure",
                Outcome::Unknown => "unknown",
            }
            .to_owned(),
        ]
    });
}

/// Okta's system log and Google's reports, in the words of a mapping file.
const OKTA: &str = "{id: uuid, time: published, person: actor.alternateId, operation: eventType, ip: client.ipAddress,
    outcome: outcome.result, kinds: {user.authentication.sso: signed-in, user.session.start: signed-in}}";
const GITHUB: &str = "{id: _document_id, time: created_at, person: actor, operation: action}";
const GOOGLE: &str = "{id: id.uniqueQualifier, time: id.time, person: actor.email, operation: events.0.name, ip: ipAddress,
    kinds: {edit: file-modified, login_success: signed-in, message_posted: message-sent}}";

/// Files of records with the event that another parser makes of each: source, name of the file, mapping, and how many fields of a
/// hundred must be right. Google's reports name many files and devices in lists of names and values, which a mapping does not read, and
/// people by number alone.
const FILES: [(&str, &str, Option<&str>, usize); 5] = [
    ("m365", "o365", None, 95),
    ("m365", "m365-defender", None, 95),
    ("generic", "okta", Some(OKTA), 95),
    ("generic", "github", Some(GITHUB), 95),
    ("generic", "google-report", Some(GOOGLE), 60),
];

impl Count {
    fn add(&mut self, seen: &[Activity<'_>]) {
        self.records += 1;
        self.known += usize::from(seen.iter().any(|one| one.kind != Kind::Other));
        self.actors += usize::from(seen.iter().any(|one| !one.actor.identifier().is_empty()));
    }

    fn print(&self, source: &str, name: &str) {
        println!(
            "| {source} | {name} | {} | {} | {} | {} of {} |",
            self.records, self.known, self.actors, self.right, self.fields
        );
        for wrong in &self.wrong {
            println!("  {wrong}");
        }
    }
}

fn measure(source: &str, name: &str, mapping: Option<&str>) -> Option<Count> {
    let bytes = shared(&format!("sekoia-intake/{name}.jsonl"))?;
    let mut count = Count::default();
    for line in String::from_utf8(bytes).unwrap().lines() {
        let case = parsed(line);
        let Some(message) = case["input"]["message"].as_str() else {
            continue;
        };
        let seen = match source {
            "m365" => told(&parsed(message)).unwrap_or_default(),
            _ => take_in(source, parsed(message).to_string().as_bytes(), mapping)
                .map(|(seen, _)| seen)
                .unwrap_or_default(),
        };
        count.add(&seen);
        judge(
            &case["expected"],
            &seen,
            &mut count,
            case["id"].as_str().unwrap_or_default(),
        );
    }
    Some(count)
}

/// What the rows of the HR connector's own samples say, by file: who, when, kind and detail, one line each. A row of a resignation says
/// two things.
const HR: [(&str, &[[&str; 4]]); 5] = [
    (
        "resignation",
        &[
            ["sarad@contoso.com", "2019-04-23T09:48:02", "resigned", ""],
            [
                "sarad@contoso.com",
                "2019-04-29T09:48:02",
                "last-working-day",
                "",
            ],
            ["pilarp@contoso.com", "2019-04-24T09:15:49", "resigned", ""],
            [
                "pilarp@contoso.com",
                "2019-04-29T15:18:02",
                "last-working-day",
                "",
            ],
        ],
    ),
    (
        "job_level_change",
        &[
            [
                "sarad@contoso.com",
                "2019-04-23T09:48:02",
                "job-level-changed",
                "",
            ],
            [
                "pillar@contoso.com",
                "2019-04-23T09:48:02",
                "job-level-changed",
                "",
            ],
        ],
    ),
    (
        "performance_review",
        &[
            [
                "sarad@contoso.com",
                "2019-04-23T09:48:02",
                "performance-reviewed",
                "2-Below expectation",
            ],
            [
                "pillar@contoso.com",
                "2019-04-23T09:48:02",
                "performance-reviewed",
                "",
            ],
        ],
    ),
    (
        "performance_improvement_plan",
        &[
            [
                "sarad@contoso.com",
                "2019-04-23T09:48:02",
                "improvement-plan-started",
                "2-Below expectation",
            ],
            [
                "pillar@contoso.com",
                "2019-04-23T09:48:02",
                "improvement-plan-started",
                "",
            ],
        ],
    ),
    (
        "employee_profile",
        &[["jackq@contoso.com", "", "profile-updated", ""]],
    ),
];

/// Two alerts of people and their incident, as the bug reports' senders expect them.
const ALERTS: [(&str, &[[&str; 4]]); 1] = [(
    "15-graph-incidents-with-expanded-alerts/incidents.json",
    &[
        ["nora.lind@fabrik.example", "", "alert-raised", ""],
        ["paul.ek@fabrik.example", "", "alert-raised", ""],
    ],
)];

/// Compares what an input gives, in its order, with lines of who, when, kind and detail; what is empty is not asked.
fn compare(count: &mut Count, name: &str, seen: &[Activity<'_>], expected: &[[&str; 4]]) {
    for (at, expected) in expected.iter().enumerate() {
        let one = seen.get(at);
        count.add(one.map(std::slice::from_ref).unwrap_or_default());
        let given = one.map(|one| {
            let time = one.time.to_string();
            [
                one.actor.identifier().to_owned(),
                time.get(..19).unwrap_or(&time).to_owned(),
                one.kind.name().to_owned(),
                one.detail.to_string(),
            ]
        });
        for (field, expected) in expected
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            count.fields += 1;
            match given.as_ref().map(|given| given[field].as_str()) {
                Some(given) if given == *expected => count.right += 1,
                other => count.wrong.push(format!("{name}: {expected} {other:?}")),
            }
        }
    }
    assert_eq!(
        seen.len(),
        expected.len(),
        "{name}: nothing more than expected"
    );
}

fn right_in_the_main(source: &str, name: &str, count: &Count, percent: usize) {
    count.print(source, name);
    assert!(
        count.right * 100 >= count.fields * percent,
        "{source}, {name}: {count:#?}"
    );
}

#[test]
fn facts_of_other_products_records_are_measured() {
    println!(
        "| source | records of | records | known kind | actor found | fields right |\n|---|---|---|---|---|---|"
    );
    for (source, name, mapping, percent) in FILES {
        let Some(count) = measure(source, name, mapping) else {
            return;
        };
        right_in_the_main(source, name, &count, percent);
    }
    let mut count = Count::default();
    for (name, expected) in HR {
        let Some(bytes) = shared(&format!("ms-docs-hr/{name}.csv")) else {
            return;
        };
        let (seen, _) = take_in("hr", &bytes, None).unwrap_or_default();
        compare(&mut count, name, &seen, expected);
    }
    right_in_the_main("hr", "ms-docs-hr", &count, 95);
    let mut count = Count::default();
    for (name, expected) in ALERTS {
        let Some(bytes) = case(name) else {
            return;
        };
        let (seen, _) = take_in("graph-alerts", &bytes, None).unwrap();
        compare(&mut count, name, &seen, expected);
    }
    right_in_the_main("graph-alerts", "incidents", &count, 95);
}
