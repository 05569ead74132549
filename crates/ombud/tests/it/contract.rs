//! The command line as others rely on it: keys and types of every JSON answer, and the exit codes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::common::{self, Counts, TEMPLATES, World, fields, json, shape};
use crate::fixture::{self, LEAVER, Organisation};
use crate::web::Server;

/// The leaver's world, with everything in it. Only read.
fn leaver() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(|| {
        let world = World::with_policies();
        world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
        world.ok(&[
            "ingest",
            "m365",
            &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
        ]);
        world
    });
    &WORLD
}

const SUMMARY: &str = "id:text person:text policy:text severity:text score:count first_activity:text last_activity:text \
                       status:text insights:count";

fn the_alert(world: &World) -> Value {
    let alerts = world.json(&["alerts", "list", "--policy", "data-theft-departing-users"]);
    assert_eq!(alerts.as_array().unwrap().len(), 1, "{alerts}");
    alerts[0].clone()
}

#[test]
fn ingest_reports_what_became_of_the_records() {
    let world = World::with_policies();
    let (hr, log) = (
        world.write("hr.csv", fixture::leaver_hr()),
        world.write("log", fixture::lines(&fixture::leaver_log())),
    );
    let report = world.json(&["ingest", "hr", &hr]);
    let keys = "source:text read:count accepted:count duplicates:count rejected:count alerts_opened:count alerts_updated:count \
                seconds:number";
    assert_eq!(shape(&report), fields(keys));
    assert_eq!(
        (&report["source"], Counts::of(&report)),
        (&"hr".into(), Counts::new(1, 0, 0))
    );
    let records = fixture::leaver_log().len() as u64;
    let report = world.json(&["ingest", "m365", &log]);
    assert_eq!(Counts::of(&report), Counts::new(records, 0, 0));
    let alerts = world.json(&["alerts", "list"]).as_array().unwrap().len();
    assert_eq!(
        (
            report["alerts_opened"].as_u64(),
            report["alerts_updated"].as_u64()
        ),
        (Some(alerts as u64), Some(0))
    );
    let again = world.json(&["ingest", "m365", &log]);
    assert_eq!(
        (Counts::of(&again), &again["alerts_updated"]),
        (Counts::new(0, records, 0), &0.into())
    );
    let stdin = world.run_with_input(
        &["ingest", "hr", "-", "--json"],
        fixture::leaver_hr().as_bytes(),
    );
    assert_eq!(Counts::of(&json(&stdin.out)), Counts::new(0, 1, 0));
}

#[test]
fn alerts_are_listed_without_names_and_revealed_with_a_reason() {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
    ]);
    let alert = the_alert(&world);
    assert_eq!(shape(&alert), fields(SUMMARY));
    assert_eq!(
        (&alert["status"], &alert["severity"]),
        (&"needs-review".into(), &"high".into()),
        "{alert}"
    );
    let reveals = |world: &World| {
        let records = world.json(&["audit", "search"]);
        records
            .as_array()
            .unwrap()
            .iter()
            .filter(|record| record["reason"] == "case 17 <asked>")
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(reveals(&world).is_empty());
    let revealed = world.json(&[
        "alerts",
        "list",
        "--policy",
        "data-theft-departing-users",
        "--reveal",
        "case 17 <asked>",
    ]);
    assert_eq!(shape(&revealed[0]), fields(&format!("{SUMMARY} user:text")));
    assert_eq!(revealed[0]["user"], LEAVER);
    let records = reveals(&world);
    assert_eq!(records.len(), 1);
    assert_eq!(
        shape(&records[0]),
        fields(
            "sequence:count time:text operation:text phase:text actor:text subject:text commitment:text reason:text person:text"
        )
    );
    assert_eq!(
        (&records[0]["operation"], &records[0]["actor"]),
        (&"reveal-person".into(), &"console".into())
    );
    let person = [
        "audit",
        "search",
        "--operation",
        "reveal-person",
        "--person",
        alert["person"].as_str().unwrap(),
    ];
    let endings: Vec<Value> = world
        .json(&person)
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["ending"].clone())
        .collect();
    assert_eq!(endings, [Value::from("done"), Value::Null]);
    let id = alert["id"].as_str().unwrap();
    assert_eq!(
        world.json(&["alerts", "show", id, "--reveal", "case 17 <asked>"])["user"],
        LEAVER
    );
    assert_eq!(reveals(&world).len(), 2);
    for text in [
        world.ok(&["alerts", "list"]),
        world.ok(&["alerts", "show", id]),
        world.ok(&["audit", "search", "--json"]),
    ] {
        assert!(!text.to_lowercase().contains("lena"), "{text}");
    }
    // No reason, no name.
    world.fails(2, &["alerts", "list", "--reveal", "  "]);
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
}

#[test]
fn alerts_are_selected_and_ordered() {
    let world = leaver();
    let ids = |args: &[&str]| {
        let alerts = world.json(&[&["alerts", "list"], args].concat());
        alerts
            .as_array()
            .unwrap()
            .iter()
            .map(|alert| alert["id"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let all = ids(&[]);
    let by_policy: Vec<_> = TEMPLATES
        .iter()
        .map(|name| ids(&["--policy", name]))
        .collect();
    let by_severity: Vec<_> = ["low", "medium", "high"]
        .iter()
        .map(|name| ids(&["--severity", name]))
        .collect();
    for parts in [by_policy, by_severity] {
        assert_eq!(parts.iter().map(BTreeSet::len).sum::<usize>(), all.len());
        assert_eq!(parts.into_iter().flatten().collect::<BTreeSet<_>>(), all);
    }
    let alerts = world.json(&["alerts", "list"]);
    let scores: Vec<_> = alerts
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| alert["score"].as_u64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn the_points_of_a_ledger_add_up_to_the_score() {
    let organisation = Organisation::small();
    let world = World::with_policies();
    for (source, file) in [
        ("hr", "hr.csv"),
        ("graph-alerts", "alerts.json"),
        ("m365", "audit.ndjson"),
    ] {
        world.ok(&["ingest", source, &organisation.file(file)]);
    }
    for world in [leaver(), &world] {
        let alerts = world.json(&["alerts", "list"]);
        assert!(!alerts.as_array().unwrap().is_empty());
        for alert in alerts.as_array().unwrap() {
            let shown = world.json(&["alerts", "show", alert["id"].as_str().unwrap()]);
            assert_eq!(
                shape(&shown),
                fields(&format!("{SUMMARY} scope:object ledger:list"))
            );
            assert_eq!(
                shape(&shown["scope"]),
                fields("trigger:text triggered:text from:text until:text")
            );
            for (key, value) in alert.as_object().unwrap() {
                assert_eq!(&shown[key], value, "{key}");
            }
            ledger(&shown);
        }
    }
}

fn ledger(shown: &Value) {
    let score = shown["score"].as_u64().unwrap();
    let lines = shown["ledger"].as_array().unwrap();
    assert_eq!(
        lines
            .iter()
            .map(|line| line["points"].as_u64().unwrap())
            .sum::<u64>(),
        score,
        "{shown}"
    );
    for line in lines {
        let keys = "points:count kind:text title:text indicator:text day:text count:count threshold:count without:count";
        assert_eq!(shape(line), fields(keys));
        let without = line["without"].as_u64().unwrap();
        // Taking a line away never raises the score; a line with points is worth something.
        assert!(without <= score, "{line}");
        assert!(!line["title"].as_str().unwrap().is_empty(), "{line}");
        let kinds = [
            "insight",
            "unusual",
            "sensitive",
            "priority-content",
            "unallowed-domain",
        ];
        assert!(kinds.contains(&line["kind"].as_str().unwrap()), "{line}");
        let day = line["day"].as_str().unwrap();
        let (from, until) = (
            shown["scope"]["from"].as_str().unwrap(),
            shown["scope"]["until"].as_str().unwrap(),
        );
        assert!(from <= day && day <= until, "{line} {}", shown["scope"]);
    }
    // The less a line is worth, the less is missing without it; one that is worth most of the score is missed.
    for pair in lines.windows(2) {
        let [one, next] = pair else { continue };
        assert!(one["points"].as_u64() >= next["points"].as_u64(), "{shown}");
        assert!(
            one["points"] == next["points"] || one["without"].as_u64() <= next["without"].as_u64(),
            "{shown}"
        );
    }
    assert!(
        lines
            .iter()
            .all(|line| 2 * line["points"].as_u64().unwrap() < score
                || line["without"].as_u64().unwrap() < score)
    );
}

#[test]
fn persons_and_why() {
    let world = leaver();
    let persons = world.json(&["persons"]);
    assert_eq!(persons.as_array().unwrap().len(), 5);
    for person in persons.as_array().unwrap() {
        assert_eq!(
            shape(person),
            fields("person:text in_scope:bool policies:list")
        );
        assert_eq!(
            person["in_scope"],
            !person["policies"].as_array().unwrap().is_empty()
        );
    }
    let in_scope = world.json(&["persons", "--in-scope"]);
    let expected: Vec<_> = persons
        .as_array()
        .unwrap()
        .iter()
        .filter(|person| person["in_scope"] == true)
        .cloned()
        .collect();
    assert_eq!(in_scope, Value::Array(expected));
    let leaver = the_alert(world)["person"].as_str().unwrap().to_owned();
    let policies = in_scope
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["person"] == *leaver)
        .unwrap()["policies"]
        .clone();
    assert_eq!(
        shape(&policies[0]),
        fields("policy:text scope:object score:count")
    );

    let why = world.json(&["why", &leaver]);
    assert_eq!(why.as_array().unwrap().len(), 4, "one answer per policy");
    for answer in why.as_array().unwrap() {
        check_why(answer);
        assert_eq!(answer["about"], *leaver);
        assert_eq!(answer["first_unmet"].is_null(), {
            let alerts = world.json(&[
                "alerts",
                "list",
                "--policy",
                answer["policy"].as_str().unwrap(),
            ]);
            alerts
                .as_array()
                .unwrap()
                .iter()
                .any(|alert| alert["person"] == *leaver)
        });
    }
    for policy in TEMPLATES {
        let why = world.json(&["why", policy]);
        assert_eq!(why.as_array().unwrap().len(), 1);
        check_why(&why[0]);
    }
    assert!(world.ok(&["why", &leaver]).contains("all conditions hold"));
}

fn check_why(answer: &Value) {
    let conditions = answer["conditions"].as_array().unwrap();
    assert!(!conditions.is_empty());
    conditions
        .iter()
        .for_each(|condition| assert_eq!(shape(condition), "met:bool text:text"));
    let first = conditions
        .iter()
        .find(|condition| condition["met"] == false)
        .map_or(&Value::Null, |first| &first["text"]);
    assert_eq!(&answer["first_unmet"], first);
}

#[test]
fn activities_are_selected_by_a_predicate() {
    let world = leaver();
    let copied = "kind = 'copied-to-removable-media' and object like 'design%'";
    let rows = world.json(&["activities", "query", "--where", copied, "--limit", "1000"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 60);
    let keys = "time:text person:text source:text kind:text operation:text workload:text outcome:text container:text object:text \
                extension:text size:count target:text target_domain:text reach:text label_change:text label_before:text \
                label_after:text sensitive_types:text severity:text detail:text items:count";
    let alert = the_alert(world);
    for row in rows {
        assert_eq!(shape(row), fields(keys));
        assert_eq!(row["person"], alert["person"]);
        assert_eq!(
            (&row["source"], &row["operation"]),
            (&"m365".into(), &"FileCopiedToRemovableMedia".into())
        );
    }
    let times: Vec<_> = rows
        .iter()
        .map(|row| row["time"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "the newest first");
    assert_eq!(
        world
            .json(&["activities", "query", "--where", copied, "--limit", "7"])
            .as_array()
            .unwrap()
            .len(),
        7
    );
    let person = format!(
        "person = '{}' and kind = 'resigned'",
        alert["person"].as_str().unwrap()
    );
    assert_eq!(
        world
            .json(&["activities", "query", "--where", &person])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for wrong in [
        "no_such_column = 1",
        "time >",
        "true; drop table x",
        "1 in (select 1)",
        "key = 1",
        "random() > 0",
    ] {
        let said = world.fails(2, &["activities", "query", "--where", wrong]);
        assert!(!said.trim().is_empty());
    }
}

#[test]
fn replay_equals_what_is_stored() {
    let world = leaver();
    let report = world.json(&["replay"]);
    assert_eq!(
        shape(&report),
        fields("digest:text assessments:count equal_to_stored:bool differing:count")
    );
    assert_eq!(
        (&report["equal_to_stored"], &report["differing"]),
        (&true.into(), &0.into())
    );
    let one = world.json(&["replay", "--policy", "data-theft-departing-users"]);
    assert_eq!(one["equal_to_stored"], true);
    assert!(one["assessments"].as_u64() <= report["assessments"].as_u64());
    assert!(world.ok(&["replay"]).contains("equal to what is stored"));
}

#[test]
fn policies_are_made_changed_and_shown() {
    let world = World::new();
    let templates = world.json(&["policy", "templates"]);
    let ids: BTreeSet<_> = templates
        .as_array()
        .unwrap()
        .iter()
        .map(|template| template["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, TEMPLATES.into_iter().collect());
    for template in templates.as_array().unwrap() {
        assert_eq!(
            shape(template),
            fields("id:text title:text doc:text triggers:list indicators:list")
        );
    }
    let made = [
        "policy",
        "create",
        "--template",
        "data-leaks",
        "--name",
        "Leaks",
        "--set",
        "activation_days=14",
    ];
    let policy = world.json(&[&made[..], &["--set", "thresholds.files.printed=5,10,20"]].concat());
    let keys = "id:text name:text template:text enabled:bool alert_volume:text activation_days:count look_back_days:count \
                triggers:list indicators:object";
    assert_eq!(shape(&policy), fields(keys));
    assert_eq!(
        (&policy["name"], &policy["activation_days"]),
        (&"Leaks".into(), &14.into())
    );
    assert_eq!(world.json(&["policy", "show", "Leaks"]), policy);
    assert_eq!(
        world.json(&["policy", "list"]),
        Value::Array(vec![policy.clone()])
    );

    let file =
        "name: Leaks\ntemplate: data-leaks\nset:\n  activation_days: 7\n  alert_volume: more\n";
    let changed = world.json(&["policy", "apply", &world.write("policy.yaml", file)]);
    assert_eq!(
        (&changed["id"], &changed["activation_days"]),
        (&policy["id"], &7.into())
    );
    assert_eq!(changed["alert_volume"], "more");
    assert_eq!(world.json(&["policy", "show", "Leaks"]), changed);
    let health = world.json(&["policy", "health"]);
    assert_eq!(
        shape(&health[0]),
        fields("policy:text healthy:bool conditions:list")
    );
    assert_eq!(health[0]["healthy"], false, "nothing was delivered yet");
    let healthy = leaver().json(&["policy", "health"]);
    let theft = healthy
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["policy"] == "data-theft-departing-users")
        .unwrap();
    assert_eq!(theft["healthy"], true, "{theft}");

    // None of these leaves anything behind.
    for (code, args) in [
        (
            2,
            &["policy", "create", "--template", "no-such", "--name", "A"][..],
        ),
        (
            2,
            &[
                "policy",
                "create",
                "--template",
                "data-leaks",
                "--name",
                "Leaks",
            ],
        ),
        (
            2,
            &[
                "policy",
                "create",
                "--template",
                "data-leaks",
                "--name",
                "A",
                "--set",
                "no_such=1",
            ],
        ),
        (
            2,
            &[
                "policy",
                "create",
                "--template",
                "data-leaks",
                "--name",
                "A",
                "--set",
                "activation_days",
            ],
        ),
        (
            2,
            &[
                "policy",
                "create",
                "--template",
                "data-leaks",
                "--name",
                "A",
                "--set",
                "activation_days=500",
            ],
        ),
        (
            2,
            &[
                "policy",
                "create",
                "--template",
                "data-leaks",
                "--name",
                "A",
                "--set",
                "thresholds.files.printed=1,2",
            ],
        ),
        (
            2,
            &["policy", "create", "--template", "data-leaks", "--name", ""],
        ),
        (5, &["policy", "show", "A"]),
        (3, &["policy", "apply", "/no/such/file.yaml"]),
        (
            2,
            &["policy", "apply", &world.write("bad.yaml", "name: [1")],
        ),
        (
            2,
            &[
                "policy",
                "apply",
                &world.write("bad2.yaml", "name: A\ntemplate: data-leaks\nsett: {}\n"),
            ],
        ),
    ] {
        world.fails(code, args);
    }
    assert_eq!(world.json(&["policy", "list"]), Value::Array(vec![changed]));
}

#[test]
fn rejects_are_listed_and_tried_again() {
    let world = World::new();
    let table = "EmailAddress,ResignationDate,LastWorkingDate\na@contoso.test,2026-01-05,2026-01-20\nb@contoso.test,soon,later\n";
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", table)),
        Counts::new(1, 0, 1)
    );
    let rejects = world.json(&["rejects", "list"]);
    assert_eq!(
        shape(&rejects[0]),
        fields("source:text input:text place:text reason:text first_seen:text")
    );
    assert_eq!(
        (&rejects[0]["source"], &rejects[0]["input"]),
        (&"hr".into(), &"hr.csv".into())
    );
    assert!(!rejects.to_string().contains("b@contoso"), "{rejects}");
    let report = world.json(&["rejects", "retry"]);
    let keys = "tried:count accepted:count duplicates:count rejected:count alerts_opened:count alerts_updated:count remaining:list";
    assert_eq!(
        (shape(&report), &report["rejected"]),
        (fields(keys), &1.into())
    );
    assert_eq!(
        report["remaining"], rejects,
        "the same record with the same reason"
    );
    // Once more: the record is still rejected, and still one reject.
    assert_eq!(
        world.ingest("hr", &text_of(&world, "hr.csv")),
        Counts::new(0, 1, 1)
    );
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        1
    );
}

fn text_of(world: &World, name: &str) -> String {
    common::text(&world.path(name))
}

#[test]
fn simulate_version_doctor_sources_settings() {
    let world = World::new();
    let out = text_of(&world, "simulated");
    let args = [
        "simulate",
        "--persons",
        "12",
        "--days",
        "9",
        "--seed",
        "4",
        "--out",
        &out,
    ];
    let report = world.json(&args);
    assert_eq!(
        shape(&report),
        fields("records:count repeats:count hr_rows:count alerts:count planted:count")
    );
    let files = ["audit.ndjson", "hr.csv", "alerts.json", "truth.csv"];
    let first: Vec<_> = files
        .iter()
        .map(|name| common::read(&world.path("simulated").join(name)))
        .collect();
    assert_eq!(
        first[0].lines().count() as u64,
        report["records"].as_u64().unwrap()
    );
    world.ok(&args);
    let second: Vec<_> = files
        .iter()
        .map(|name| common::read(&world.path("simulated").join(name)))
        .collect();
    assert!(first == second, "the same seed gives the same files");
    assert!(!world.data().exists(), "simulating needs no data directory");

    let version = world.json(&["version"]);
    assert_eq!(
        (shape(&version), &version["name"]),
        ("name:text version:text".to_owned(), &"ombud".into())
    );

    let findings = leaver().json(&["doctor"]);
    for finding in findings.as_array().unwrap() {
        assert_eq!(
            (shape(finding), &finding["ok"]),
            (fields("what:text ok:bool text:text"), &true.into()),
            "{finding}"
        );
    }
    let sources = leaver().json(&["sources", "list"]);
    let ids: Vec<_> = sources
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["source"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>(),
        ["m365", "hr", "graph-alerts", "generic"].iter().collect()
    );
    assert_eq!(
        leaver().json(&["settings", "show"])["own_domains"],
        Value::Array(vec![])
    );
}

#[test]
fn a_new_directory_holds_no_policy_and_says_so() {
    let world = World::new();
    world.fails(4, &["alerts", "list"]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log", fixture::lines(&fixture::leaver_log()[..50])),
    ]);
    assert_eq!(world.json(&["policy", "list"]), Value::Array(vec![]));
    assert_eq!(world.json(&["alerts", "list"]), Value::Array(vec![]));
    assert_eq!(world.json(&["persons", "--in-scope"]), Value::Array(vec![]));
    assert_eq!(world.replay()["assessments"], 0);
    let run = world.run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("ombud policy create"), "{}", run.out);
}

#[test]
fn wrong_calls_end_with_the_documented_codes() {
    let world = World::with_policies();
    let (hr, log) = (
        world.write("hr.csv", fixture::leaver_hr()),
        world.write("log", fixture::lines(&fixture::leaver_log())),
    );
    world.fails(5, &["ingest", "no-such-source", &log]);
    world.fails(3, &["ingest", "m365", "/no/such/file"]);
    // One of the names is wrong: nothing of the others is kept.
    world.fails(3, &["ingest", "m365", &log, "/no/such/file"]);
    world.fails(3, &["ingest", "m365", &text_of(&world, "data")]);
    let said = world.fails(3, &["ingest", "m365", &hr]);
    assert!(
        said.contains("`hr`"),
        "it names the source that fits: {said}"
    );
    let said = world.fails(3, &["ingest", "hr", &log]);
    assert!(said.contains("`m365`"), "{said}");
    world.fails(3, &["ingest", "graph-alerts", &log]);
    world.fails(2, &["ingest", "generic", &log]);
    world.fails(
        3,
        &["ingest", "generic", &log, "--mapping", "/no/such/mapping"],
    );
    world.fails(
        2,
        &[
            "ingest",
            "generic",
            &log,
            "--mapping",
            &world.write("mapping.yaml", "tyme: x\n"),
        ],
    );
    world.fails(2, &["ingest", "m365", "-", "-"]);
    world.fails(2, &["ingest", "m365"]);
    world.fails(2, &["no-such-command"]);
    world.fails(2, &[]);
    world.fails(5, &["alerts", "list", "--policy", "no such policy"]);
    world.fails(2, &["alerts", "list", "--severity", "dreadful"]);
    world.fails(
        5,
        &["alerts", "show", "alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"],
    );
    world.fails(5, &["alerts", "show", "no id"]);
    world.fails(5, &["why", "nobody-at-all"]);
    world.fails(5, &["replay", "--policy", "no such policy"]);
    world.fails(5, &["sources", "token", "no-such-source"]);
    world.fails(3, &["settings", "apply", "/no/such/file"]);
    world.fails(
        2,
        &[
            "settings",
            "apply",
            &world.write("settings.yaml", "no_such_setting: 1\n"),
        ],
    );
    world.fails(
        2,
        &[
            "simulate",
            "--persons",
            "0",
            "--out",
            &text_of(&world, "nothing"),
        ],
    );
    assert_eq!(
        (world.history_rows(), world.json(&["persons"])),
        (0, Value::Array(vec![])),
        "nothing was kept"
    );
    assert_eq!(world.json(&["rejects", "list"]), Value::Array(vec![]));
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let world = World::with_policies();
    let log = world.write("log", fixture::lines(&fixture::leaver_log()));
    let server = Server::start(&world);
    let said = world.fails(4, &["ingest", "m365", &log]);
    assert!(said.contains("another"), "{said}");
    world.fails(
        4,
        &[
            "policy",
            "create",
            "--template",
            "data-leaks",
            "--name",
            "A",
        ],
    );
    assert_eq!(world.json(&["policy", "list"]).as_array().unwrap().len(), 4);
    assert_eq!(world.json(&["alerts", "list"]), Value::Array(vec![]));
    for args in [
        &["alerts", "list"][..],
        &["alerts", "show", "alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"],
    ] {
        let said = world.fails(4, &[args, &["--reveal", "case 17"]].concat());
        assert!(
            said.contains("audit record")
                && said.contains("ombud serve")
                && said.contains("without --reveal"),
            "{said}"
        );
    }
    server.kill();
    world.ok(&["ingest", "m365", &log]);
    world.ok(&["alerts", "list", "--reveal", "case 17"]);
}

#[test]
fn data_without_its_key_cannot_be_used() {
    let world = World::with_policies();
    let key = world.data().join("keys").join("master.key");
    let moved = world.path("elsewhere.key");
    std::fs::rename(&key, &moved).unwrap();
    let log = world.write("log", fixture::lines(&fixture::leaver_log()));
    world.fails(4, &["alerts", "list"]);
    world.fails(4, &["ingest", "m365", &log]);
    let moved = common::text(&moved);
    world.ok(&["ingest", "m365", &log, "--master-key", &moved]);
    let other = World::with_policies();
    std::fs::copy(other.data().join("keys").join("master.key"), &key).unwrap();
    assert!(world.fails(4, &["alerts", "list"]).contains("other data"));
}
