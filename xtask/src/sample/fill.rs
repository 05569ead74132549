//! Fills a data directory with rows of every kind that the command line and HTTP reach.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::program::{PASSWORD, Program, Served, pointed};

/// Inputs written by hand: what a simulated organisation does not have.
const INPUTS: &str = "xtask/src/sample/inputs";

/// Records that arrive over HTTP; one of them is rejected.
const PUSHED: &str = include_str!("inputs/pushed.ndjson");

const TEMPLATES: [&str; 4] = [
    "data-leaks",
    "data-leaks-risky-users",
    "data-theft-departing-users",
    "security-policy-violations",
];

/// Those who set their account up, and the role that they get; the first account is an administrator's.
const MEMBERS: [(&str, &str); 5] = [
    ("ada", ""),
    ("ina", "investigators"),
    ("apo", "approvers"),
    ("ana", "analysts"),
    ("pia", "planners"),
];

/// The program must hold no data yet; `folder` takes what is simulated.
pub(super) fn fill(program: &Program, folder: &Path) -> Result<()> {
    records(program, folder)?;
    let persons = rights(program)?;
    let token = pointed(&program.json(&["sources", "token", "m365"])?, "/token")?;
    let links = accounts(program, &persons)?;
    set_up(program, &links, &token)?;
    roles(program, &persons)?;
    office(program, &persons)?;
    program.with_password(&["agreement", "propose", &input("terms.yaml"), "--as", "pia"])?;
    Ok(())
}

fn input(name: &str) -> String {
    format!("{INPUTS}/{name}")
}

/// Policies, settings, and records of every source, some of them rejected.
fn records(program: &Program, folder: &Path) -> Result<()> {
    let out = folder.join("simulated");
    let simulated = |name: &str| out.join(name).display().to_string();
    let to = out.display().to_string();
    let size = ["--persons", "30", "--days", "40", "--seed", "3"];
    program.run(&[&["simulate", "--out", &to], &size[..]].concat())?;
    for template in TEMPLATES {
        let create = ["policy", "create", "--template", template, "--name"];
        program.run(&[&create[..], &[template]].concat())?;
    }
    let narrow = ["policy", "create", "--template", "data-leaks", "--name"];
    let set = ["--set", "activation_days=14", "--set", "alert_volume=more"];
    program.run(&[&narrow[..], &["narrow"], &set].concat())?;
    program.run(&["ingest", "hr", &simulated("hr.csv")])?;
    program.run(&["ingest", "hr", &input("profiles.csv")])?;
    program.run(&["ingest", "m365", &simulated("audit.ndjson")])?;
    program.run(&["settings", "apply", &input("settings.yaml")])?;
    program.run(&["ingest", "graph-alerts", &simulated("alerts.json")])?;
    program.run(&["ingest", "m365", &input("bad.ndjson")])?;
    for (source, records, mapping) in [
        ("hr", "mapped-hr.csv", "mapped-hr.yaml"),
        ("generic", "other.ndjson", "other.yaml"),
    ] {
        let (records, mapping) = (input(records), input(mapping));
        program.run(&["ingest", source, &records, "--mapping", &mapping])?;
    }
    Ok(())
}

/// Persons of whom other things tell, by pseudonym.
struct Persons {
    suspect: String,
    other: String,
}

/// Entries after which the log of acts is let alone. With those to come it is longer than one full piece, so that there are full pieces and
/// partial ones.
const LOOKED: u64 = 120;

/// Looks at names, holds, erasures of both depths and retention, while nobody has an account.
fn rights(program: &Program) -> Result<Persons> {
    let look = || program.json(&["alerts", "list", "--reveal", "to make a sample"]);
    let alerts = look()?;
    let person = |number: usize| pointed(&alerts, &format!("/{number}/person"));
    let persons = Persons {
        suspect: person(0)?,
        other: person(1)?,
    };
    while entries(program)? < LOOKED {
        look()?;
    }
    for (person, ground, then) in [
        (&persons.suspect, "legal-claim", "review"),
        (&persons.other, "person-asked", "lift"),
    ] {
        let hold = program.json(&["hold", "place", person, "--ground", ground])?;
        program.run(&["hold", then, &pointed(&hold, "/id")?])?;
    }
    let last = alerts.as_array().map_or(0, Vec::len).saturating_sub(1);
    for (person, ground, depth) in [
        (person(last)?, "person-asked", "identity"),
        (person(last.saturating_sub(1))?, "unlawful", "everything"),
    ] {
        program.run(&["erase", &person, "--ground", ground, "--depth", depth])?;
    }
    program.run(&["retention", "set", "history=400", "rejects=60"])?;
    program.run(&["retention", "run"])?;
    Ok(persons)
}

/// Entries of the log of acts.
fn entries(program: &Program) -> Result<u64> {
    let log = program.json(&["audit", "verify"])?;
    let records = log.get("records").and_then(Value::as_u64);
    records.context("no count of entries")
}

/// Accounts, one of them a program's and one that is never set up; the links of those who set theirs up.
fn accounts(program: &Program, persons: &Persons) -> Result<Vec<String>> {
    let rules = ["--second-factor", "not-required", "--idle", "10"];
    program.run(&[&["settings", "sign-in"], &rules[..]].concat())?;
    let mut links = Vec::new();
    for (login, _) in MEMBERS {
        let made = program.json(&["accounts", "create", login, "--name", login])?;
        links.push(pointed(&made, "/set_up")?);
    }
    let late = ["late", "--name", "Late", "--person", &persons.other];
    program.run(&[&["accounts", "create"], &late[..]].concat())?;
    program.run(&[
        "accounts",
        "create",
        "robot",
        "--name",
        "Robot",
        "--integration",
    ])?;
    Ok(links)
}

/// Passwords are chosen by the links, and records are pushed.
fn set_up(program: &Program, links: &[String], token: &str) -> Result<()> {
    let server = program.serve()?;
    let password = PASSWORD.replace(' ', "+");
    for link in links {
        let (_, query) = link.split_once('?').context("a link without a query")?;
        let form = format!("{query}&password={password}&again={password}");
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        server.send("POST /set-up", &kind, &form, 200)?;
    }
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", "sample-1"),
        ("content-type", "application/x-ndjson"),
    ];
    server.send("POST /api/v1/sources/m365/records", &headers, PUSHED, 200)?;
    server.stop()
}

/// Admin units, a custom role, and grants of several kinds.
fn roles(program: &Program, persons: &Persons) -> Result<()> {
    let who = [
        "--region",
        "North",
        "--group",
        "crew-a",
        "--person",
        &persons.suspect,
    ];
    let unit = program.json(&[&["units", "define", "North"], &who[..]].concat())?;
    let unit = pointed(&unit, "/0/id")?;
    for (login, role) in MEMBERS {
        match role {
            "" => continue,
            "analysts" => {
                let within = ["--unit", &unit, "--expires", "2099-12-31T00:00:00Z"];
                program.run(&[&["roles", "grant", role, login], &within[..]].concat())?
            }
            _ => program.run(&["roles", "grant", role, login])?,
        };
    }
    let what = [
        "--title",
        "Watchers",
        "--operation",
        "list-alerts",
        "--held-by",
        "integrations",
    ];
    program.run(&[&["roles", "define", "watchers"], &what[..]].concat())?;
    program.run(&["roles", "grant", "watchers", "robot"])?;
    Ok(())
}

/// Cases, unmaskings, and what belongs to a session.
fn office(program: &Program, persons: &Persons) -> Result<()> {
    let server = program.serve()?;
    let case = server.ask("ina", &["cases", "open", &persons.suspect])?;
    let case = pointed(&case, "/0/id")?;
    let done = server.ask("ina", &["cases", "open", &persons.other])?;
    let done = pointed(&done, "/0/id")?;
    let why = ["--outcome", "benign", "--because", "agreed with the team"];
    server.ask("ina", &[&["cases", "close", &done], &why[..]].concat())?;
    let ask = |purpose: &str| {
        let why = [
            "--purpose",
            purpose,
            "--because",
            "to be heard before the weekend",
        ];
        let request = ["unmask", "request", &persons.suspect, "--case", &case];
        let asked = server.ask("ina", &[&request[..], &why].concat())?;
        pointed(&asked, "/0/id")
    };
    let shown = ask("interview")?;
    server.ask("apo", &["unmask", "approve", &shown])?;
    server.ask("ina", &["unmask", "reveal", &shown])?;
    let ended = ["unmask", "revoke", &shown, "--ground", "no-longer-needed"];
    server.ask("apo", &ended)?;
    server.ask("ina", &["unmask", "withdraw", &ask("containment")?])?;
    server.ask("ada", &["unmask", "rules", "--usual", "45"])?;
    session(&server)?;
    server.stop()
}

/// A session that stays, with an API token and one-time codes that are only begun.
fn session(server: &Served<'_>) -> Result<()> {
    let kind = ("content-type", "application/json");
    let who = json!({ "login": "ana", "password": PASSWORD }).to_string();
    let begun = server.send("POST /api/v1/sign-in", &[kind], &who, 200)?;
    let csrf = pointed(&begun.json()?, "/csrf")?;
    let headers = [kind, ("cookie", begun.cookie()?), ("x-ombud-csrf", &csrf)];
    let token = json!({ "name": "nightly list", "operations": ["list-alerts"], "days": 365 });
    server.send("POST /api/v1/tokens", &headers, &token.to_string(), 200)?;
    server.send("POST /api/v1/me/totp", &headers, "", 200)?;
    Ok(())
}
