//! A name is shown: asked for by one, approved by another, each signed in to the running server from a terminal.

use serde_json::Value;

use crate::common::{World, json};
use crate::fixture::{self, LEAVER};
use crate::port::OwnPort;
use crate::web::Server;

pub(crate) const PASSWORD: &str = "seven grey herons wade";

/// A server with accounts, and the pseudonym of somebody who left.
pub(crate) fn staffed(world: &World, members: &[(&str, &str)]) -> (Server, String) {
    world.create_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
    ]);
    let person = world.json(&["alerts", "list"])[0]["person"]
        .as_str()
        .unwrap()
        .to_owned();
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let links: Vec<Value> = [("ada", "administrators")]
        .iter()
        .chain(members)
        .map(|(login, _)| {
            world.json(&["accounts", "create", login, "--name", login])["set_up"].clone()
        })
        .collect();
    let server = Server::start(world);
    for link in links {
        let link = link.as_str().unwrap().split_once('?').unwrap().1.to_owned();
        let form = format!(
            "{link}&password={p}&again={p}",
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
    server.kill();
    for (login, role) in members {
        world.ok(&["roles", "grant", role, login]);
    }
    (Server::start(world), person)
}

struct At<'a> {
    world: &'a World,
    server: String,
}

impl At<'_> {
    fn run(&self, login: &str, command: &str, args: &[&str]) -> (Option<i32>, String, String) {
        let line = [
            &[command, "--server", &self.server, "--login", login],
            args,
            &["--json"],
        ]
        .concat();
        let run = self
            .world
            .run_with_input(&line, format!("{PASSWORD}\n").as_bytes());
        (run.code, run.out, run.err)
    }

    fn ok(&self, login: &str, command: &str, args: &[&str]) -> Value {
        let (code, out, err) = self.run(login, command, args);
        assert_eq!(code, Some(0), "{login} {command} {args:?}: {out}{err}");
        json(&out)
    }

    /// What the investigator asks, and what comes of it.
    fn request(&self, person: &str, case: &str, purpose: &str) -> (Option<i32>, String, String) {
        self.run(
            "ina",
            "unmask",
            &[
                "request",
                person,
                "--case",
                case,
                "--purpose",
                purpose,
                "--because",
                "to be heard before the weekend",
            ],
        )
    }
}

/// Not before it is approved, and to nobody but who asked.
fn shown_once_another_approves(at: &At<'_>, id: &str) {
    let (code, out, err) = at.run("ina", "unmask", &["reveal", id]);
    assert_eq!(code, Some(2), "{out}{err}");
    assert!(!out.contains(LEAVER), "{out}");
    assert_eq!(
        at.ok("apo", "unmask", &["show", id])["justification"],
        "to be heard before the weekend"
    );
    assert_eq!(
        at.ok("apo", "unmask", &["approve", id])[0]["state"],
        "approved"
    );
    assert_eq!(at.ok("ina", "unmask", &["reveal", id])["name"], LEAVER);
    assert_eq!(at.run("apo", "unmask", &["reveal", id]).0, Some(2));
}

/// Who looked stands in the log, by role and case, and the report for the person says when and what for.
fn look_is_on_record(world: &World, person: &str, case: &str) {
    let looks = world.json(&[
        "audit",
        "search",
        "--operation",
        "reveal-person",
        "--person",
        person,
    ]);
    let done: Vec<&Value> = looks
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["ending"] == "done")
        .collect();
    assert_eq!(done.len(), 1, "{looks}");
    assert_eq!(
        (&done[0]["role"], &done[0]["case"]),
        (&"investigators".into(), &case.into()),
        "{looks}"
    );
    let report = world.json(&["access-report", person]).to_string();
    assert!(
        report.contains("interview") && !report.contains("ina"),
        "{report}"
    );
}

#[test]
fn one_asks_another_approves_and_the_name_is_shown_from_the_command_line() {
    let world = World::new();
    let (server, person) = staffed(&world, &[("ina", "investigators"), ("apo", "approvers")]);
    let at = At {
        world: &world,
        server: format!("http://{}", server.address),
    };
    let case = at.ok("ina", "cases", &["open", &person])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (code, _, err) = at.request(&person, &case, "curiosity");
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("is not a purpose of unmasking"), "{err}");
    let asked = json(&at.request(&person, &case, "interview").1);
    let id = asked[0]["id"].as_str().unwrap();
    shown_once_another_approves(&at, id);
    assert_eq!(at.ok("apo", "unmask", &["report"])["counted"], 1);
    assert_eq!(
        at.ok("ada", "unmask", &["rules", "--approvals", "2"])["approvals"],
        2
    );
    assert_eq!(
        at.run(
            "ina",
            "unmask",
            &["show", "unmasking-00000000000000000000000000000001"]
        )
        .0,
        Some(5)
    );
    assert_eq!(
        at.ok(
            "apo",
            "unmask",
            &["revoke", id, "--ground", "no-longer-needed"]
        )[0]["state"],
        "revoked"
    );
    assert!(
        at.run("ina", "unmask", &["reveal", id])
            .2
            .contains("not live")
    );
    let log = server.kill();
    assert!(!log.contains(LEAVER) && !log.contains(PASSWORD), "{log}");
    look_is_on_record(&world, &person, &case);
}

/// A session over HTTP: its cookie and what its page sends back.
pub(crate) fn session(server: &Server, login: &str) -> (String, String) {
    let body = serde_json::json!({"login": login, "password": PASSWORD}).to_string();
    let headers = [("Content-Type", "application/json")];
    let answer = server
        .send("POST", "/api/v1/sign-in", &headers, body.as_bytes())
        .unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    let cookie = answer
        .head
        .split("ombud-session=")
        .nth(1)
        .and_then(|rest| rest.split(';').next())
        .unwrap();
    let csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
    (format!("ombud-session={cookie}"), csrf)
}

#[test]
fn of_many_who_ask_at_once_as_many_are_shown_a_name_as_the_day_allows() {
    const AT_ONCE: usize = 24;
    let world = World::new();
    let (server, person) = staffed(&world, &[("ina", "investigators"), ("apo", "approvers")]);
    let at = At {
        world: &world,
        server: format!("http://{}", server.address),
    };
    at.ok("ada", "unmask", &["rules", "--releases-per-day", "2"]);
    let case = at.ok("ina", "cases", &["open", &person])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let asked = json(&at.request(&person, &case, "interview").1);
    let id = asked[0]["id"].as_str().unwrap().to_owned();
    at.ok("apo", "unmask", &["approve", &id]);
    let (cookie, csrf) = session(&server, "ina");
    let path = format!("/api/v1/unmaskings/{id}/reveal");
    let ready = std::sync::Barrier::new(AT_ONCE);
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        let one = || {
            let headers = [("Cookie", cookie.as_str()), ("X-Ombud-Csrf", csrf.as_str())];
            ready.wait();
            let answer = server.send("POST", &path, &headers, b"").unwrap();
            (answer.status, answer.body)
        };
        let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (shown, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(status, _)| *status == 200);
    assert_eq!(shown.len(), 2, "{shown:?} {refused:?}");
    assert!(
        refused.iter().all(|(status, body)| *status == 403
            && body.contains("no more than 2 names")
            && !body.contains(LEAVER)),
        "{refused:?}"
    );
    let report = at.ok("apo", "unmask", &["report"]);
    assert_eq!(
        (&report["counted"], &report["agree"]),
        (&2.into(), &true.into())
    );
}

#[test]
fn a_password_is_sent_to_no_other_machine_in_the_clear() {
    let world = World::new();
    let args = [
        "unmask",
        "--server",
        "http://ombud.example",
        "--login",
        "ina",
        "list",
    ];
    let run = world.run_with_input(&args, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("over https only"), "{}", run.err);
    let port = OwnPort::new();
    let address = format!("http://{}", port.address());
    let nobody = ["unmask", "--server", &address, "--login", "ina", "list"];
    let run = world.run_with_input(&nobody, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(run.code, Some(4), "{}", run.err);
    assert!(run.err.contains("cannot be reached"), "{}", run.err);
}
