//! Works-council mode through the real program: nothing goes in without an agreement, and people with accounts make one.

use crate::common::World;
use crate::fixture;
use crate::web::Server;

const PASSWORD: &str = "seven grey herons wade";

const TERMS: &str = "title: Leavers
purpose: Finding leavers who take files along.
unmasking_purposes: [investigation]
sources: [hr, m365]
indicators: [all]
templates: [all]
units: [all]
signatures_required: 1
unmasking_approvals: 1
valid_from: 2026-01-01T00:00:00Z
";

fn with_password(world: &World, args: &[&str]) -> serde_json::Value {
    let args = [&["--json"], args].concat();
    let run = world.run_with_input(&args, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    crate::common::json(&run.out)
}

/// Commands that take something in or make a policy are refused, and the state of the policies says why.
fn commands_are_refused(world: &World, log: &str) {
    assert!(
        world
            .fails(2, &["ingest", "m365", log])
            .contains("no agreement is in force")
    );
    assert!(
        world
            .fails(
                2,
                &[
                    "policy",
                    "create",
                    "--template",
                    "data-leaks",
                    "--name",
                    "x"
                ]
            )
            .contains("no agreement is in force")
    );
    assert!(
        world
            .ok(&["policy", "health"])
            .contains("no agreement is in force")
    );
}

/// Accounts that are not set up yet; the links by which people do that.
fn links_of_accounts(world: &World) -> [String; 3] {
    ["ada", "plato", "priya"].map(|login| {
        world.json(&["accounts", "create", login, "--name", login])["set_up"]
            .as_str()
            .unwrap()
            .to_owned()
    })
}

/// The server takes in nothing either, and leaves nothing under the key.
fn pushes_are_refused(server: &Server, token: &str) {
    let body = fixture::lines(&fixture::leaver_log());
    let refused = server
        .push("m365", token, "key-1", body.as_bytes())
        .unwrap();
    assert_eq!(refused.status, 403, "{refused:?}");
    assert!(
        refused.problem()["detail"]
            .as_str()
            .unwrap()
            .contains("no agreement is in force")
    );
}

fn choose_password(server: &Server, link: &str) {
    let form = format!(
        "{}&password={p}&again={p}",
        link.split_once('?').unwrap().1,
        p = PASSWORD.replace(' ', "+")
    );
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(
        server
            .send("POST", "/set-up", &headers, form.as_bytes())
            .unwrap()
            .status,
        200
    );
}

/// One proposes and another signs, with the right password only; the agreement's id.
fn put_in_force(world: &World) -> String {
    world.ok(&["roles", "grant", "planners", "plato"]);
    world.ok(&["roles", "grant", "approvers", "priya"]);
    let terms = world.write("terms.yaml", TERMS);
    let draft = with_password(world, &["agreement", "propose", &terms, "--as", "plato"]);
    let (id, digest) = (
        draft["id"].as_str().unwrap(),
        draft["digest"].as_str().unwrap(),
    );
    let wrong = world.run_with_input(
        &["agreement", "sign", id, "--digest", digest, "--as", "priya"],
        b"a wrong password\n",
    );
    assert_eq!(wrong.code, Some(2), "{}{}", wrong.out, wrong.err);
    let signed = with_password(
        world,
        &["agreement", "sign", id, "--digest", digest, "--as", "priya"],
    );
    assert_eq!(
        (&signed["standing"], &signed["in_force"]),
        (&"in-force".into(), &true.into())
    );
    assert!(
        world
            .ok(&["agreement", "show"])
            .contains("Purpose: \"Finding leavers who take files along.\"")
    );
    id.to_owned()
}

/// One alone does not get rid of it; whoever may end the agreement, stops everything.
fn end_it(world: &World, id: &str, log: &str) {
    let asked = with_password(world, &["agreement", "off", "--as", "priya"]);
    assert_eq!(
        (&asked["on"], &asked["off_needs"]),
        (&true.into(), &2.into())
    );
    with_password(world, &["agreement", "end", id, "--as", "priya"]);
    assert_eq!(world.json(&["alerts", "list"]), serde_json::json!([]));
    assert!(
        world
            .fails(2, &["ingest", "m365", log])
            .contains("no agreement is in force")
    );
    assert!(
        world
            .fails(2, &["replay"])
            .contains("no agreement is in force")
    );
}

#[test]
fn nothing_goes_in_without_an_agreement_and_what_people_signed_lets_it_in() {
    let world = World::with_policies();
    let token = world.json(&["sources", "token", "m365"])["token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        world
            .ok(&["agreement", "on"])
            .contains("nothing is processed")
    );
    let log = world.write("log.ndjson", fixture::lines(&fixture::leaver_log()));
    let hr = world.write("hr.csv", fixture::leaver_hr());
    commands_are_refused(&world, &log);

    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let links = links_of_accounts(&world);
    let server = Server::start(&world);
    pushes_are_refused(&server, &token);
    for link in links {
        choose_password(&server, &link);
    }
    server.kill();
    assert_eq!((world.history_rows(), world.totals("m365").read), (0, 0));

    let id = put_in_force(&world);
    world.ok(&["ingest", "hr", &hr]);
    world.ok(&["ingest", "m365", &log]);
    assert!(
        !world
            .json(&["alerts", "list"])
            .as_array()
            .unwrap()
            .is_empty()
    );
    world.replay();
    end_it(&world, &id, &log);
}
