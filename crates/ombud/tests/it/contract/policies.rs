//! Policies as others rely on them: made, changed, shown, and refused where they are wrong.

use std::collections::BTreeSet;

use serde_json::Value;

use super::leaver;
use crate::common::{TEMPLATES, World, fields, shape};

#[test]
fn templates_are_listed() {
    let templates = World::new().json(&["policy", "templates"]);
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
}

/// Makes the policy `Leaks`; what the program says of it.
fn create_leaks(world: &World) -> Value {
    world.json(&[
        "policy",
        "create",
        "--template",
        "data-leaks",
        "--name",
        "Leaks",
        "--set",
        "activation_days=14",
        "--set",
        "thresholds.files.printed=5,10,20",
    ])
}

#[test]
fn policies_are_made_changed_and_shown() {
    let world = World::new();
    let policy = create_leaks(&world);
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
    wrong_policies_are_refused(&world);
    assert_eq!(world.json(&["policy", "list"]), Value::Array(vec![changed]));
}

/// None of these leaves anything behind.
fn wrong_policies_are_refused(world: &World) {
    let create = |template: &str, name: &str, more: &[&str]| {
        let args = ["policy", "create", "--template", template, "--name", name];
        world.fails(2, &[&args[..], more].concat());
    };
    create("no-such", "A", &[]);
    create("data-leaks", "Leaks", &[]);
    create("data-leaks", "", &[]);
    for setting in [
        "no_such=1",
        "activation_days",
        "activation_days=500",
        "thresholds.files.printed=1,2",
    ] {
        create("data-leaks", "A", &["--set", setting]);
    }
    world.fails(5, &["policy", "show", "A"]);
    world.fails(3, &["policy", "apply", "/no/such/file.yaml"]);
    for text in ["name: [1", "name: A\ntemplate: data-leaks\nsett: {}\n"] {
        world.fails(2, &["policy", "apply", &world.write("bad.yaml", text)]);
    }
}

#[test]
fn health_says_what_a_policy_lacks() {
    let world = World::new();
    create_leaks(&world);
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
}
