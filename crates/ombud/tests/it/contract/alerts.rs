//! Alerts as others rely on them: their lists and ledgers, and names only for a reason that is on record.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{leaver, leaver_world, the_alert};
use crate::common::{TEMPLATES, World, fields, shape};
use crate::fixture::{LEAVER, Organisation};

const SUMMARY: &str = "id:text person:text policy:text severity:text score:count first_activity:text last_activity:text \
                       status:text insights:count evidence:count opened:text due:text assignee:null version:count decision:null trigger:text \
                       risk_factors:list spotlight:list joined:list";

/// Records of the audit log with the reason that is given here.
fn reveals(world: &World) -> Vec<Value> {
    let records = world.json(&["audit", "search"]);
    records
        .as_array()
        .unwrap()
        .iter()
        .filter(|record| record["reason"] == "case 17 <asked>")
        .cloned()
        .collect()
}

#[test]
fn alerts_are_listed_without_names_and_revealed_with_a_reason() {
    let world = leaver_world();
    let alert = the_alert(&world);
    assert_eq!(shape(&alert), fields(SUMMARY));
    assert_eq!(
        (&alert["status"], &alert["severity"]),
        (&"needs-review".into(), &"medium".into()),
        "{alert}"
    );
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
    revealed_once_on_record(&world, alert["person"].as_str().unwrap());
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

/// The audit log holds one reveal, with its reason, and it is found by the person.
fn revealed_once_on_record(world: &World, person: &str) {
    let records = reveals(world);
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
        person,
    ];
    let endings: Vec<Value> = world
        .json(&person)
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["ending"].clone())
        .collect();
    assert_eq!(endings, [Value::from("done"), Value::Null]);
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
                fields(&format!(
                    "{SUMMARY} scope:object ledger:list not_counted:list"
                ))
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
        assert!(line["points"].as_u64().unwrap() > 0, "{line}");
        assert!(!line["title"].as_str().unwrap().is_empty(), "{line}");
        let kinds = [
            "insight",
            "unusual",
            "sensitive",
            "priority-content",
            "unallowed-domain",
            "large-files",
        ];
        assert!(kinds.contains(&line["kind"].as_str().unwrap()), "{line}");
        let day = line["day"].as_str().unwrap();
        let (from, until) = (
            shown["scope"]["from"].as_str().unwrap(),
            shown["scope"]["until"].as_str().unwrap(),
        );
        assert!(from <= day && day <= until, "{line} {}", shown["scope"]);
    }
    // The strongest lines come first; one that is worth most of the score is missed.
    assert!(lines.is_sorted_by_key(|line| std::cmp::Reverse(line["points"].as_u64())));
    assert!(
        lines
            .iter()
            .all(|line| 2 * line["points"].as_u64().unwrap() < score
                || line["without"].as_u64().unwrap() < score)
    );
}
