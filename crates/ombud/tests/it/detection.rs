//! Whoever was planted is found, and whoever only looks alike is not: simulated organisations, and the log of the benchmark.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::{self, World};
use crate::fixture::{self, LEAVER, Organisation};

/// Alerts by user and policy: severity and place in the list, the strongest first.
fn alerts(world: &World) -> BTreeMap<(String, String), (String, usize)> {
    let alerts = world.json(&[
        "alerts",
        "list",
        "--reveal",
        "comparing with what was planted",
    ]);
    let text = |alert: &Value, key: &str| alert[key].as_str().unwrap().to_owned();
    let entry = |(place, alert): (usize, &Value)| {
        (
            (text(alert, "user").to_lowercase(), text(alert, "policy")),
            (text(alert, "severity"), place),
        )
    };
    alerts
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(entry)
        .collect()
}

#[test]
fn planted_scenarios_are_found_and_traps_stay_low() {
    for seed in [21, 22] {
        let organisation = Organisation::new(120, 60, seed);
        let world = World::with_policies();
        for (source, file) in [
            ("m365", "audit.ndjson"),
            ("hr", "hr.csv"),
            ("graph-alerts", "alerts.json"),
        ] {
            world.ok(&["ingest", source, &organisation.file(file)]);
        }
        let alerts = alerts(&world);
        let (mut missing, mut traps) = (Vec::new(), Vec::new());
        for planted in &organisation.summary.planted {
            match planted.scenario.template() {
                Some(template)
                    if !alerts.contains_key(&(planted.user.clone(), template.to_owned())) =>
                {
                    missing.push((planted, template));
                }
                Some(_) => {}
                None => {
                    let of_theirs = alerts.iter().filter(|((user, _), _)| *user == planted.user);
                    traps.extend(
                        of_theirs
                            .filter(|(_, (severity, _))| severity == "high")
                            .map(|(key, _)| (planted.scenario, key)),
                    );
                }
            }
        }
        assert!(missing.is_empty(), "seed {seed}: no alert for {missing:#?}");
        assert!(traps.is_empty(), "seed {seed}: high for {traps:#?}");
        world.replay();
    }
}

#[test]
fn evidence_tells_alerts_apart_whose_scores_are_alike() {
    let organisation = Organisation::with_incidents(150, 40, 23, 12);
    let world = World::with_policies();
    for (source, file) in [("m365", "audit.ndjson"), ("hr", "hr.csv")] {
        world.ok(&["ingest", source, &organisation.file(file)]);
    }
    // Two policies can score the same of one person: the strongest stands for both.
    let mut strongest: BTreeMap<String, u64> = BTreeMap::new();
    for alert in world.json(&["alerts", "list"]).as_array().unwrap() {
        let person = alert["person"].as_str().unwrap().to_owned();
        let evidence = alert["evidence"].as_u64().unwrap();
        let known = strongest.entry(person).or_default();
        *known = evidence.max(*known);
    }
    let mut evidence: Vec<u64> = strongest.into_values().collect();
    assert!(evidence.len() >= 20, "{evidence:?}");
    evidence.sort_unstable();
    let all = evidence.len();
    evidence.dedup();
    // What volume and time alone made comes close to one limit, so that now and then two are alike.
    assert!(
        evidence.len() * 20 >= all * 19,
        "{} of {all} differ: {evidence:?}",
        evidence.len()
    );
}

/// Users of one column of a table with a header.
fn first_column(path: &std::path::Path) -> Vec<String> {
    common::read(path)
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.split(',').next()?.to_lowercase()))
        .collect()
}

#[test]
fn leavers_of_the_benchmark_who_took_files_stand_out() {
    let Some(generator) = common::shared("bench/gen_ual.py") else {
        return;
    };
    for seed in ["31", "32"] {
        let world = World::new();
        world.ok(&["policy", "create", "--template", THEFT, "--name", THEFT]);
        let folder = world.path("log");
        let mut python = Command::new("python3");
        let run = python
            .arg(&generator)
            .args(["30000", "800", "90"])
            .arg(&folder)
            .arg(seed)
            .output();
        let Ok(run) = run else {
            eprintln!("skipped: python3 absent");
            return;
        };
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        world.ok(&[
            "ingest",
            "m365",
            &common::text(&folder.join("audit.ndjson")),
        ]);
        world.ok(&["ingest", "hr", &common::text(&folder.join("hr.csv"))]);
        let alerts = alerts(&world);
        let place = |user: &String| alerts.get(&(user.clone(), THEFT.to_owned()));
        let planted = first_column(&folder.join("truth.csv"));
        let mut innocent = first_column(&folder.join("hr.csv"));
        innocent.retain(|user| !planted.contains(user));
        assert!(!planted.is_empty() && !innocent.is_empty());
        let mut last = 0;
        for user in &planted {
            let (severity, place) = place(user)
                .unwrap_or_else(|| panic!("seed {seed}: no alert for {user}: {alerts:#?}"));
            assert_ne!(severity, "low", "seed {seed}: {user}");
            last = last.max(*place);
        }
        for user in &innocent {
            if let Some((severity, place)) = place(user) {
                assert_ne!(severity, "high", "seed {seed}: {user} did nothing");
                assert!(
                    *place > last,
                    "seed {seed}: {user}, who did nothing, comes before a planted leaver"
                );
            }
        }
        world.replay();
    }
}

const THEFT: &str = "data-theft-departing-users";

/// The leaver's log, and beside it mails to outsiders, most of them also to herself, and links in chats, most of them with strangers.
fn log_with_mails_and_links() -> Vec<Value> {
    let common = |number: u32, operation: &str, workload: &str| {
        json!({"CreationTime": format!("2026-06-19T16:{:02}:{:02}", number / 60, number % 60), "Id": format!("{operation}-{number}"),
            "Operation": operation, "Workload": workload, "UserId": LEAVER, "UserKey": LEAVER, "UserType": 0, "RecordType": 2, "OrganizationId": "0"})
    };
    let mail = |number: u32| {
        let mut record = common(number, "Send", "Exchange");
        let to = if number < 40 {
            "Lena_Leaver@GMail.com"
        } else {
            "lena.leaver@contoso.test"
        };
        record["Item"] = json!({"Subject": format!("plan {number}"), "Attachments": "plan.docx (2000b)", "To": ["ann@rival.test", to]});
        record
    };
    let link = |number: u32| {
        let mut record = common(number, "MessageCreatedHasLink", "MicrosoftTeams");
        record["MessageURLs"] =
            json!(["https://contoso-my.sharepoint.com/personal/lena_leaver/plan.docx"]);
        record["ParticipantInfo"] = json!({"HasForeignTenantUsers": number < 70});
        record
    };
    [
        fixture::leaver_log(),
        (0..45).map(mail).collect(),
        (0..75).map(link).collect(),
    ]
    .concat()
}

/// Mails to the sender's own private address and links in chats with strangers, over the whole line: redaction leaves what tells them.
#[test]
fn mail_to_oneself_and_links_in_chats_stand_in_the_ledger() {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    let records = log_with_mails_and_links();
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log", fixture::lines(&records)),
    ]);

    let count = |predicate: &str| {
        world
            .json(&[
                "activities",
                "query",
                "--limit",
                "1000",
                "--where",
                predicate,
            ])
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        count("kind = 'mail-sent' and detail = 'to self: gmail.com'"),
        40
    );
    assert_eq!(
        count(
            "kind = 'message-sent' and detail = 'link in chat: contoso-my.sharepoint.com' and reach = 'outside'"
        ),
        70
    );
    let alerts = world.json(&["alerts", "list", "--policy", "data-theft-departing-users"]);
    let shown = world.json(&["alerts", "show", alerts[0]["id"].as_str().unwrap()]);
    let line = |indicator: &str| {
        let ledger = shown["ledger"].as_array().unwrap();
        ledger
            .iter()
            .find(|line| line["indicator"] == indicator && line["kind"] == "insight")
            .unwrap_or_else(|| panic!("{indicator}: {shown}"))
            .clone()
    };
    assert_eq!(
        (
            &line("mail.sent.self")["count"],
            &line("mail.sent.external")["count"]
        ),
        // A mail home is one act: the line of mails outside counts the five others.
        (&40.into(), &5.into())
    );
    assert_eq!(line("links.sent.teams-external")["count"], 70);
    assert!(
        !shown.to_string().to_lowercase().contains("lena"),
        "{shown}"
    );
    world.replay();
}
