//! Accounts made at the command line, used over HTTP.

use crate::common::World;
use crate::fixture::{self, LEAVER};
use crate::web::Server;

const PASSWORD: &str = "seven grey herons wade";

#[test]
fn an_account_from_the_command_line_is_set_up_and_signs_in_and_ends_the_trial() {
    let world = World::new();
    let made = world.json(&["accounts", "create", "ada", "--name", "Ada"]);
    assert_eq!(made["account"]["roles"][0]["role"], "administrators");
    let link = made["set_up"].as_str().unwrap().to_owned();
    let server = Server::start(&world);
    assert_eq!(server.get("/api/v1/persons").status, 401);
    assert!(server.get(&link).body.contains("Set up ada"));
    let form = format!(
        "{}&password={p}&again={p}",
        link.split_once('?').unwrap().1,
        p = PASSWORD.replace(' ', "+")
    );
    let set_up = |form: &str| {
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        server
            .send("POST", "/set-up", &headers, form.as_bytes())
            .unwrap()
            .status
    };
    assert_eq!((set_up(&form), set_up(&form)), (200, 404));
    let body = serde_json::json!({"login": "ada", "password": PASSWORD}).to_string();
    let headers = [("Content-Type", "application/json")];
    let answer = server
        .send("POST", "/api/v1/sign-in", &headers, body.as_bytes())
        .unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(
        answer.head.contains("ombud-session=ombud_ses_"),
        "{}",
        answer.head
    );
    let log = server.kill();
    assert!(!log.contains("to make the first administrator"), "{log}");
    let listed = world.json(&["accounts", "list"]);
    assert_eq!(
        (&listed[0]["login"], &listed[0]["state"]),
        (&"ada".into(), &"active".into())
    );
    assert!(
        world
            .ok(&["accounts", "end-sessions", "ada"])
            .contains("1 sessions of ada ended")
    );
    assert_eq!(
        world
            .run(&["roles", "revoke", "administrators", "ada"])
            .code,
        Some(2)
    );
    assert_eq!(world.run(&["accounts", "disable", "nobody"]).code, Some(5));
}

#[test]
fn with_the_first_account_the_operator_is_shown_no_names() {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
    ]);
    assert!(
        world
            .ok(&["alerts", "list", "--reveal", "a good reason"])
            .contains(LEAVER)
    );
    world.ok(&["accounts", "create", "ada", "--name", "Ada"]);
    let refused = world.run(&["alerts", "list", "--reveal", "a good reason"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        !refused.out.contains(LEAVER) && refused.err.contains("unmask"),
        "{}{}",
        refused.out,
        refused.err
    );
    let last = world.json(&[
        "audit",
        "search",
        "--operation",
        "reveal-person",
        "--limit",
        "1",
    ]);
    assert_eq!(last[0]["ending"], "refused");
}

#[test]
fn a_server_without_accounts_prints_the_way_to_the_first_administrator() {
    let world = World::new();
    let server = Server::start(&world);
    assert_eq!(
        server.get_json("/api/v1/accounts")["accounts"],
        serde_json::json!([])
    );
    let log = server.kill();
    assert!(log.contains("/set-up?link=ombud_lnk_"), "{log}");
}

#[test]
fn a_source_token_that_was_revoked_at_the_command_line_pushes_no_more() {
    let world = World::new();
    let token = world.ok(&["sources", "token", "hr"]).trim().to_owned();
    let server = Server::start(&world);
    assert_eq!(
        server
            .push("hr", &token, "a", fixture::leaver_hr().as_bytes())
            .unwrap()
            .status,
        200
    );
    server.kill();
    world.ok(&["sources", "token", "hr", "--revoke"]);
    assert_eq!(
        world.run(&["sources", "token", "hr", "--revoke"]).code,
        Some(2)
    );
    let server = Server::start(&world);
    assert_eq!(
        server
            .push("hr", &token, "b", fixture::leaver_hr().as_bytes())
            .unwrap()
            .status,
        401
    );
    server.kill();
}

#[test]
fn the_rules_of_sign_in_are_set_at_the_command_line_and_hold_after_a_restart() {
    let world = World::new();
    let shown = world.json(&["settings", "sign-in"]);
    assert_eq!(
        (&shown["second_factor"], &shown["idle_minutes"]),
        (&"required".into(), &15.into())
    );
    world.ok(&[
        "settings",
        "sign-in",
        "--second-factor",
        "not-required",
        "--idle",
        "5",
    ]);
    assert_eq!(
        world.run(&["settings", "sign-in", "--fresh", "11"]).code,
        Some(2)
    );
    assert_eq!(
        world
            .run(&["settings", "sign-in", "--spare", "analysts"])
            .code,
        Some(2)
    );
    let server = Server::start(&world);
    let served = server.get_json("/api/v1/settings/sign-in");
    server.kill();
    assert_eq!(
        (&served["second_factor"], &served["idle_minutes"]),
        (&"not-required".into(), &5.into())
    );
    let log = world.json(&["audit", "search", "--operation", "change-settings"]);
    assert_eq!(log[0]["ending"], "refused");
    assert_eq!(log[log.as_array().unwrap().len() - 2]["ending"], "done");
}

#[test]
fn a_trusted_proxy_has_to_be_a_network() {
    let world = World::new();
    let wrong = world.run(&["serve", "--trusted-proxy", "10.0.0.1/8"]);
    assert!(
        wrong.code == Some(2) && wrong.err.contains("a network is"),
        "{}",
        wrong.err
    );
}
