//! Data directories that earlier programs wrote, kept under `tests/kept` by `cargo xtask sample`: today's program opens each of them or
//! migrates it, answers as the program did that wrote it, and goes on writing to it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{self, Counts, World, json};
use crate::fixture;
use crate::web::Server;

/// Somebody in every sample.
const KNOWN: &str = "nora.quist@corp.test";

/// Answers that are no longer as they were, on purpose: the sample, how the command begins, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("d9248a0", "replay", NORMS),
    ("d9248a0", "persons", NORMS),
    ("d9248a0", "alerts list", NORMS),
    ("d9248a0", "alerts show", NORMS),
];
const NORMS: &str = "what is usual is learnt from earlier days of being present";

/// Folders of samples.
fn samples() -> Vec<PathBuf> {
    let kept: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/kept"].iter().collect();
    let entries = fs::read_dir(&kept).unwrap_or_else(|error| panic!("{kept:?}: {error}"));
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

/// A world with a copy of the sample's data. The program wants its key to be the owner's alone, which git does not keep.
fn world_of(sample: &Path) -> World {
    let world = World::new();
    let from = sample.join("data");
    let mut files = Vec::new();
    common::files(&from, &mut files);
    for file in files {
        let to = world.data().join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, &to).unwrap();
        fs::set_permissions(&to, fs::Permissions::from_mode(0o600)).unwrap();
    }
    world
}

/// Where what was found says something else than what was expected. It may say more: other fields, and elements between those of a list.
fn difference(expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(fields)) => {
            expected.iter().find_map(|(name, value)| {
                let below = difference(value, fields.get(name).unwrap_or(&Value::Null))?;
                Some(format!("{name}: {below}"))
            })
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut pairs = expected.iter().zip(found).enumerate();
            pairs.find_map(|(at, (one, other))| Some(format!("{at}: {}", difference(one, other)?)))
        }
        (Value::Array(expected), Value::Array(found)) => {
            let mut found = found.iter();
            let lost = |one: &&Value| !found.any(|other| difference(one, other).is_none());
            expected
                .iter()
                .find(lost)
                .map(|one| format!("{one} is missing"))
        }
        _ => (expected != found).then(|| format!("{expected} is now {found}")),
    }
}

/// As `cargo xtask sample` sums rows up: FNV-1a of the fields of each row as JSON, each with a line feed; in whatever order.
fn sum(rows: &[Value], fields: &[Value]) -> String {
    let of_row = |row: &Value| {
        let texts = fields
            .iter()
            .map(|field| row[field.as_str().unwrap()].to_string() + "\n");
        texts
            .collect::<String>()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
    };
    let sum = rows.iter().map(of_row).fold(0_u64, u64::wrapping_add);
    format!("{sum:016x}")
}

/// What is wrong with the answer to a question of the sample.
fn wrong(asked: &Value, found: &Value) -> Option<String> {
    if let Some(rows) = asked["rows"].as_u64() {
        let now = found.as_array().unwrap().len() as u64;
        if rows != now {
            return Some(format!("{rows} rows are now {now}"));
        }
    }
    if let Some(digest) = asked["digest"].as_object() {
        let now = sum(
            found.as_array().unwrap(),
            digest["fields"].as_array().unwrap(),
        );
        return (digest["sum"] != now).then(|| format!("the sum {} is now {now}", digest["sum"]));
    }
    difference(&asked["answer"], found)
}

/// The words of a command in the sample.
fn words(asked: &Value) -> Vec<&str> {
    let words = asked["command"].as_array().unwrap().iter();
    words.map(|word| word.as_str().unwrap()).collect()
}

/// What differs from what the sample says, of the questions that `ask` asks.
fn differing(name: &str, asked: &Value, ask: &dyn Fn(&Value) -> Value) -> Vec<String> {
    let mut differing = Vec::new();
    for asked in asked.as_array().unwrap() {
        let command = words(asked).join(" ");
        let known = OTHERWISE
            .iter()
            .any(|(sample, begin, _)| *sample == name && command.starts_with(begin));
        match wrong(asked, &ask(asked)) {
            Some(wrong) if !known => differing.push(format!("{name}: `{command}`: {wrong}")),
            None if known => differing.push(format!(
                "{name}: `{command}` is as it was: take it out of OTHERWISE"
            )),
            _ => (),
        }
    }
    differing
}

/// Reading, while no server runs. A finding of `doctor` that failed for a reason of its own is no failure here; one that was right must be.
fn ask(world: &World, asked: &Value) -> Value {
    let words = words(asked);
    if words == ["doctor"] {
        return json(&world.run(&["doctor", "--json"]).out);
    }
    world.json(&words)
}

/// At a server, under an account of the sample.
fn ask_at(world: &World, server: &Server, password: &str, asked: &Value) -> Value {
    let at = format!("http://{}", server.address);
    let words = words(asked);
    let who = [
        "--server",
        &at,
        "--login",
        asked["login"].as_str().unwrap(),
        "--json",
    ];
    let line = [&words[..1], &who, &words[1..]].concat();
    let run = world.run_with_input(&line, format!("{password}\n").as_bytes());
    assert_eq!(run.code, Some(0), "{line:?}: {}{}", run.out, run.err);
    json(&run.out)
}

/// One more record of somebody known is taken in, and all holds together.
fn goes_on(world: &World) {
    let persons = world.json(&["persons"]).as_array().unwrap().len();
    let more = fixture::file(
        "kept-1",
        "2026-09-12T08:00:00",
        KNOWN,
        "FileAccessed",
        "late.docx",
    );
    let file = world.write("more.ndjson", fixture::lines(&[more]));
    assert_eq!(world.ingest("m365", &file), Counts::new(1, 0, 0));
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), persons);
    world.replay();
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
}

/// The first command that writes migrates what an earlier program wrote; reading says so until then. This one takes nothing in.
fn migrate(world: &World) {
    let read = world.run(&["persons"]);
    if read.code == Some(0) {
        return;
    }
    assert!(
        read.err.contains("run a command that writes"),
        "{}",
        read.err
    );
    let nothing = world.write("nothing.ndjson", "");
    assert_eq!(world.ingest("m365", &nothing), Counts::new(0, 0, 0));
}

fn examine(sample: &Path) -> Vec<String> {
    let name = sample.file_name().unwrap().to_str().unwrap();
    let expected = json(&common::read(&sample.join("expected.json")));
    let world = world_of(sample);
    migrate(&world);
    let mut found = differing(name, &expected["stopped"], &|asked| ask(&world, asked));
    goes_on(&world);
    let server = Server::start(&world);
    assert_eq!(server.get("/health/ready").status, 200, "{name}");
    let password = expected["password"].as_str().unwrap();
    found.extend(differing(name, &expected["serving"], &|asked| {
        ask_at(&world, &server, password, asked)
    }));
    server.kill();
    found
}

#[test]
fn data_of_every_earlier_program_opens_answers_the_same_and_is_written_on() {
    let samples = samples();
    assert!(
        !samples.is_empty(),
        "no sample is kept: `cargo xtask sample` writes one"
    );
    let differing: Vec<String> = samples.iter().flat_map(|sample| examine(sample)).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn an_answer_may_say_more_and_not_less_or_otherwise() {
    let expected = serde_json::json!({"a": 1, "b": [{"c": 2}, {"c": 3}]});
    for (found, same) in [
        (serde_json::json!({"a": 1, "b": [{"c": 2}, {"c": 3}]}), true),
        (
            serde_json::json!({"a": 1, "b": [{"c": 2, "d": 0}, {"c": 9}, {"c": 3}], "e": 0}),
            true,
        ),
        (
            serde_json::json!({"a": 1, "b": [{"c": 3}, {"c": 2}]}),
            false,
        ),
        (serde_json::json!({"a": 1, "b": [{"c": 2}]}), false),
        (
            serde_json::json!({"a": 2, "b": [{"c": 2}, {"c": 3}]}),
            false,
        ),
        (serde_json::json!({"b": [{"c": 2}, {"c": 3}]}), false),
    ] {
        assert_eq!(difference(&expected, &found).is_none(), same, "{found}");
    }
}
