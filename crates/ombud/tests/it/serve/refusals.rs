//! Pushes that are wrong, and records in them that cannot be read.

use super::{pushed, token};
use crate::common::{Counts, World};
use crate::fixture;
use crate::web::Server;

#[test]
fn what_is_wrong_is_refused_with_a_problem() {
    let world = World::new();
    let (m365, hr) = (token(&world, "m365"), token(&world, "hr"));
    let former = token(&world, "graph-alerts");
    token(&world, "graph-alerts");
    let server = Server::start(&world);
    let body = fixture::lines(&fixture::leaver_log()[..3]);
    let push = |source: &str, token: &str, body: &str| {
        server.push(source, token, "key", body.as_bytes()).unwrap()
    };
    assert_eq!(push("m365", "wrong", &body).problem()["status"], 401);
    assert_eq!(
        push("graph-alerts", &former, &body).problem()["status"],
        401,
        "a new token replaces the former"
    );
    assert_eq!(push("m365", &hr, &body).problem()["status"], 403);
    assert_eq!(
        push("no-such-source", &m365, &body).problem()["status"],
        404
    );
    assert_eq!(
        push("m365", &m365, "").status,
        200,
        "an empty body holds no records"
    );
    assert_eq!(
        push("hr", &hr, &body).problem()["status"],
        400,
        "not an HR table"
    );
    wrongly_sent_pushes_are_refused(&server, &m365, &body);
    server.kill();
    assert_eq!(
        (world.history_rows(), world.totals("m365").read),
        (0, 0),
        "nothing of these was kept"
    );
}

/// Headers that are missing or cannot be taken, and bodies that are not coded as they say.
fn wrongly_sent_pushes_are_refused(server: &Server, token: &str, body: &str) {
    let bearer = format!("Bearer {token}");
    let send = |headers: &[(&str, &str)], body: &[u8]| {
        let all = [&[("Authorization", &*bearer)], headers].concat();
        server
            .send("POST", "/api/v1/sources/m365/records", &all, body)
            .unwrap()
            .problem()["status"]
            .as_u64()
            .unwrap()
    };
    let json = ("Content-Type", "application/json");
    assert_eq!(send(&[json], body.as_bytes()), 400, "no key");
    assert_eq!(
        send(&[json, ("Idempotency-Key", "with space")], body.as_bytes()),
        400
    );
    assert_eq!(
        send(
            &[("Content-Type", "text/html"), ("Idempotency-Key", "k1")],
            body.as_bytes()
        ),
        415
    );
    assert_eq!(
        send(
            &[json, ("Idempotency-Key", "k2"), ("Content-Encoding", "br")],
            body.as_bytes()
        ),
        415
    );
    assert_eq!(
        send(
            &[
                json,
                ("Idempotency-Key", "k3"),
                ("Content-Encoding", "gzip")
            ],
            body.as_bytes()
        ),
        400
    );
    let packed = fixture::gzip(body.as_bytes());
    let cut = &packed[..packed.len() - 12];
    assert_eq!(
        send(
            &[
                json,
                ("Idempotency-Key", "k4"),
                ("Content-Encoding", "gzip")
            ],
            cut
        ),
        400
    );
}

#[test]
fn records_that_cannot_be_read_are_rejected_with_their_place() {
    let world = World::new();
    let token = token(&world, "m365");
    let server = Server::start(&world);
    let log = fixture::leaver_log();
    let body = format!(
        "{}\nthis is no JSON\n{}\n{{\"Id\":\"no time\",\"Operation\":\"X\"}}\n",
        log[0], log[1]
    );
    let answer = server.push("m365", &token, "k", body.as_bytes()).unwrap();
    assert_eq!(pushed(&answer), Counts::new(2, 0, 2));
    let rejects = answer.json()["rejects"].as_array().unwrap().clone();
    let places: Vec<_> = rejects
        .iter()
        .map(|reject| reject["place"].as_str().unwrap())
        .collect();
    assert!(
        places[0].contains('2') && places[1].contains('4'),
        "{rejects:?}"
    );
    assert!(
        rejects
            .iter()
            .all(|reject| !reject["reason"].as_str().unwrap().is_empty())
    );
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        2
    );
}
