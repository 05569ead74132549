//! How many facts of other people's records are right: the table in the guide ("Bringing records in").

use ombud_model::{Activity, Kind, Outcome};
use serde_json::Value;

use crate::common::shared;
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

/// Every name of the account that the record gives beside the one that was taken: both are right.
fn names(record: &Value, taken: &str) -> Vec<String> {
    let account = taken.rsplit('\\').next().unwrap_or(taken);
    let mut names = vec![taken.to_owned(), account.to_owned()];
    let row = &record["properties"];
    if row["AccountUpn"].as_str() == Some(taken) {
        let others = ["AccountName", "AccountObjectId"].map(|name| row[name].as_str());
        names.extend(others.into_iter().flatten().map(str::to_owned));
    }
    names
}

/// Who, what, when, on what, from where and outcome, each with what the activity says; fields that nothing is expected of are left out.
fn judge(record: &Value, event: &Value, seen: &[Activity<'_>], count: &mut Count, id: &str) {
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
    field(
        "who",
        &texts(event, &["/user/name", "/user/email", "/user/id"]),
        &|one| names(record, one.actor.identifier()),
    );
    // A streamed row has the name of what was done, or that of its table.
    let what: &[&str] = if record["properties"].is_object() {
        &["/action/type", "/event/dataset"]
    } else {
        &["/event/action", "/action/name"]
    };
    field("what", &texts(event, what), &|one| {
        vec![one.operation.to_string()]
    });
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

fn measure(name: &str) -> Option<Count> {
    let bytes = shared(&format!("sekoia-intake/{name}.jsonl"))?;
    let mut count = Count::default();
    for line in String::from_utf8(bytes).unwrap().lines() {
        let case = parsed(line);
        let Some(message) = case["input"]["message"].as_str() else {
            continue;
        };
        count.records += 1;
        let seen = told(&parsed(message)).unwrap_or_default();
        count.known += usize::from(seen.iter().any(|one| one.kind != Kind::Other));
        count.actors += usize::from(seen.iter().any(|one| !one.actor.identifier().is_empty()));
        judge(
            &parsed(message),
            &case["expected"],
            &seen,
            &mut count,
            case["id"].as_str().unwrap_or_default(),
        );
    }
    Some(count)
}

#[test]
fn facts_of_other_products_records_are_measured() {
    println!(
        "| records of | records | known kind | actor found | fields right |\n|---|---|---|---|---|"
    );
    for name in ["o365", "m365-defender"] {
        let Some(count) = measure(name) else {
            return;
        };
        println!(
            "| {name} | {} | {} | {} | {} of {} |",
            count.records, count.known, count.actors, count.right, count.fields
        );
        for wrong in &count.wrong {
            println!("  {wrong}");
        }
        assert!(count.right * 100 >= count.fields * 95, "{name}: {count:#?}");
    }
}
