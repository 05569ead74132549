//! Senders that take their time: nobody else waits for them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::{push_the_leaver, pushed, token};
use crate::common::{Counts, World};
use crate::fixture;
use crate::session::{PASSWORD, Session, set_up};
use crate::web::{PATIENCE, Server};

/// A sender may stay silent for as long as a test can take; two pushes of a source at a time.
const PATIENT: &str =
    "limits: { push_grace_seconds: 600, push_silence_seconds: 600, pushes_per_source: 2 }";

/// A push of which only a part has been sent.
pub(super) struct Begun {
    stream: BufReader<TcpStream>,
    rest: Vec<u8>,
}

impl Begun {
    /// Sends half of the body, and returns when the server is receiving it.
    fn half(server: &Server, token: &str, key: &str, body: &[u8]) -> Self {
        Self::half_with(server, token, key, body, "")
    }

    /// The same with more lines in the head.
    pub(super) fn half_with(
        server: &Server,
        token: &str,
        key: &str,
        body: &[u8],
        more: &str,
    ) -> Self {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "POST /api/v1/sources/m365/records HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Idempotency-Key: {key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {}\r\n{more}Expect: 100-continue\r\n\r\n",
            server.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        for _ in 0..2 {
            stream.read_line(&mut line).unwrap();
        }
        assert_eq!(line, "HTTP/1.1 100 Continue\r\n\r\n");
        let (half, rest) = body.split_at(body.len() / 2);
        stream.get_mut().write_all(half).unwrap();
        Self {
            stream,
            rest: rest.to_vec(),
        }
    }

    /// Sends the rest; what the server answers.
    pub(super) fn finish(mut self) -> String {
        self.stream.get_mut().write_all(&self.rest).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

fn send(server: &Server, method: &str, path: &str, body: &Value) -> u16 {
    let headers = [("Content-Type", "application/json")];
    let answer = server.send(method, path, &headers, body.to_string().as_bytes());
    answer.unwrap().status
}

/// Somebody with an account in that role, signed in.
fn member<'a>(server: &'a Server, ada: &Session<'_>, login: &str, role: &str) -> Session<'a> {
    let new = json!({"login": login, "display_name": login});
    let made = ada.call("POST", "/api/v1/accounts", Some(&new)).json();
    set_up(server, made["set_up"].as_str().unwrap());
    let id = made["account"]["id"].as_str().unwrap();
    let path = format!("/api/v1/roles/{role}/members/{id}");
    let granted = ada.call("PUT", &path, Some(&json!({})));
    assert_eq!(granted.status, 200, "{granted:?}");
    Session::sign_in(server, login)
}

/// The trial ends, and people draft, sign and end an agreement.
fn an_agreement_is_made_and_ended(server: &Server) {
    let log = server.log();
    let link = log.split_once("/set-up?link=").unwrap().1;
    let token = link.split_whitespace().next().unwrap();
    let p = PASSWORD.replace(' ', "+");
    let form = format!("link={token}&login=ada&display_name=Ada&password={p}&again={p}");
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let first = server.send("POST", "/set-up", &headers, form.as_bytes());
    assert_eq!(first.unwrap().status, 200);
    let ada = Session::sign_in(server, "ada");
    let plato = member(server, &ada, "plato", "planners");
    let priya = member(server, &ada, "priya", "approvers");
    let terms = json!({
        "title": "Leavers", "purpose": "Finding leavers who take files along.", "sources": ["all"], "indicators": ["all"],
        "templates": ["all"], "units": ["all"], "signatures_required": 1, "unmasking_approvals": 1,
        "valid_from": "2026-01-01T00:00:00Z",
    });
    let drafted = plato.call("POST", "/api/v1/agreements", Some(&terms));
    assert_eq!(drafted.status, 200, "{drafted:?}");
    let drafted = drafted.json();
    let path = format!("/api/v1/agreements/{}", drafted["id"].as_str().unwrap());
    let seen = json!({"digest": drafted["digest"]});
    let signed = priya.call("POST", &format!("{path}/sign"), Some(&seen));
    assert_eq!(
        (signed.status, &signed.json()["standing"]),
        (200, &json!("in-force")),
        "{signed:?}"
    );
    let ended = priya.call("POST", &format!("{path}/end"), None);
    assert_eq!(ended.status, 200, "{ended:?}");
}

#[test]
fn nobody_waits_for_a_sender_that_has_sent_half() {
    let world = World::with_policies();
    let (hr, m365) = (token(&world, "hr"), token(&world, "m365"));
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let config = world.write("ombud.yaml", PATIENT);
    let server = Server::start_with(&world, &["--config", &config], "warn");
    push_the_leaver(&server, &hr, &m365);
    let person = server.get_json("/api/v1/persons")["persons"][0]["person"].clone();
    let late = fixture::lines(&[fixture::file(
        "late",
        "2026-06-21T09:00:00",
        "amir@contoso.test",
        "FileAccessed",
        "late.docx",
    )]);
    let slow = Begun::half(&server, &m365, "slow", late.as_bytes());
    let _slower = Begun::half(&server, &m365, "slower", late.as_bytes());

    let third = server
        .push("m365", &m365, "third", late.as_bytes())
        .unwrap();
    assert_eq!(third.problem()["status"], 503, "two of a source at a time");
    assert!(
        third.head.to_lowercase().contains("retry-after: 5"),
        "{third:?}"
    );
    let hr_log = fixture::leaver_hr();
    let other = server.push("hr", &hr, "hr-2", hr_log.as_bytes()).unwrap();
    assert_eq!(pushed(&other), Counts::new(0, 1, 0));
    let mut settings = server.get_json("/api/v1/settings");
    settings["unallowed_domains"] = json!(["rival.example"]);
    assert_eq!(send(&server, "PUT", "/api/v1/settings", &settings), 200);
    let retention = json!({"confirm": null});
    assert_eq!(
        send(&server, "POST", "/api/v1/retention/run", &retention),
        200
    );
    let erasure = format!("/api/v1/persons/{}/erasure", person.as_str().unwrap());
    let why = json!({"ground": "person-asked", "depth": "everything"});
    assert_eq!(send(&server, "POST", &erasure, &why), 200);
    an_agreement_is_made_and_ended(&server);

    let answer = slow.finish();
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"accepted\":1"),
        "{answer}"
    );
    server.kill();
    assert_eq!(world.totals("hr"), Counts::new(1, 1, 0));
}

#[test]
fn a_sender_that_is_too_slow_is_refused_and_leaves_nothing() {
    let world = World::new();
    let m365 = token(&world, "m365");
    let config = world.write(
        "ombud.yaml",
        "limits: { push_grace_seconds: 1, push_bytes_per_second: 1000000 }",
    );
    let server = Server::start_with(&world, &["--config", &config], "warn");
    let body = fixture::lines(&fixture::leaver_log()[..3]);
    let slow = Begun::half(&server, &m365, "slow", body.as_bytes());
    let mut answer = String::new();
    let mut stream = slow.stream;
    stream.read_to_string(&mut answer).unwrap();
    assert!(
        answer.contains("HTTP/1.1 408 ") && answer.contains("nothing was taken in"),
        "{answer}"
    );
    let again = server.push("m365", &m365, "slow", body.as_bytes()).unwrap();
    assert_eq!(
        (pushed(&again), &again.json()["replayed"]),
        (Counts::new(3, 0, 0), &json!(false))
    );
}
