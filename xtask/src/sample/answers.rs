//! What the program answers about its sample, as `expected.json` keeps it: the documents of reading commands, without what changes as time
//! goes by. Later programs may say more than is kept, and not less or otherwise.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::program::{PASSWORD, Program};

/// Fields whose values change as time goes by, and texts for people.
const PASSING: [&str; 3] = ["is_due_for_review", "text", "title"];

/// Commands that read, and whether they list so many rows and no more.
/// The log comes first, since some of the others leave entries in it.
const READ: [(&str, bool); 19] = [
    ("audit verify", false),
    ("audit search --limit 1000", true),
    ("replay", false),
    ("policy list", true),
    ("settings show", false),
    ("settings sign-in", false),
    ("sources list", false),
    ("persons", true),
    ("persons --in-scope", true),
    ("alerts list", true),
    ("rejects list", true),
    ("hold list", true),
    ("retention show", false),
    ("accounts list", true),
    ("roles list", false),
    ("roles pilot", false),
    ("units list", true),
    ("agreement show", false),
    ("doctor", false),
];

/// Activities that are kept whole, and those of which only a digest is.
const FEW: &str = "source <> 'm365'";
const MANY: [&str; 4] = [
    "kind in ('printed', 'label-changed', 'file-archived', 'uploaded-to-web')",
    "kind in ('file-downloaded', 'removable-media-mounted')",
    "kind in ('file-shared', 'file-deleted', 'file-uploaded', 'company-link-created')",
    "kind in ('copied-to-network-share', 'sensitive-file-read', 'sign-in-failed', 'file-renamed')",
];

/// Rows that one query gives.
const MOST: usize = 1000;

/// What makes out an activity in a digest.
const FIELDS: [&str; 8] = [
    "time",
    "person",
    "source",
    "kind",
    "operation",
    "object",
    "size",
    "target",
];

/// What is read under an account at a running server.
const SIGNED_IN: [(&str, &str); 3] = [
    ("ina", "cases list"),
    ("apo", "unmask list"),
    ("ada", "unmask rules"),
];

pub(super) fn ask(program: &Program) -> Result<Value> {
    let mut stopped = Vec::new();
    for (command, exact) in READ {
        let words: Vec<&str> = command.split(' ').collect();
        stopped.push(read(program, &words, exact)?);
    }
    let alerts = program.json(&["alerts", "list"])?;
    for alert in alerts.as_array().context("no list of alerts")? {
        let id = alert.get("id").and_then(Value::as_str);
        let id = id.context("an alert without id")?;
        stopped.push(read(program, &["alerts", "show", id], false)?);
    }
    let query = |predicate| {
        [
            "activities",
            "query",
            "--where",
            predicate,
            "--limit",
            "1000",
        ]
    };
    stopped.push(read(program, &query(FEW), true)?);
    for predicate in MANY {
        let command = query(predicate);
        let found = program.json(&command)?;
        let rows = found.as_array().context("no list of activities")?;
        if rows.is_empty() || rows.len() >= MOST {
            bail!("{} activities with {predicate}: choose others", rows.len());
        }
        let digest = json!({ "fields": FIELDS, "sum": sum(rows) });
        stopped.push(json!({ "command": command, "rows": rows.len(), "digest": digest }));
    }
    let mut serving = Vec::new();
    let server = program.serve()?;
    for (login, command) in SIGNED_IN {
        let words: Vec<&str> = command.split(' ').collect();
        let answer = lasting(server.ask(login, &words)?);
        serving.push(json!({ "login": login, "command": words, "answer": answer }));
    }
    server.stop()?;
    Ok(json!({ "password": PASSWORD, "stopped": stopped, "serving": serving }))
}

fn read(program: &Program, command: &[&str], exact: bool) -> Result<Value> {
    let answer = lasting(program.json(command)?);
    let mut kept = Map::new();
    kept.insert("command".to_owned(), json!(command));
    if exact {
        let rows = answer
            .as_array()
            .context("no list where one was expected")?;
        kept.insert("rows".to_owned(), json!(rows.len()));
    }
    kept.insert("answer".to_owned(), answer);
    Ok(Value::Object(kept))
}

/// The document without what changes as time goes by.
fn lasting(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(lasting).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let kept = fields.filter(|(name, _)| !PASSING.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name, lasting(value))).collect())
        }
        other => other,
    }
}

/// A sum over the rows, in whatever order: FNV-1a of each row's fields as JSON, one after the other, each with a line feed.
fn sum(rows: &[Value]) -> String {
    let mut sum = 0_u64;
    for row in rows {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for field in FIELDS {
            let text = row.get(field).unwrap_or(&Value::Null).to_string() + "\n";
            for byte in text.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        sum = sum.wrapping_add(hash);
    }
    format!("{sum:016x}")
}
