//! The interface itself: described, watched, and closed to whoever does not belong.

use crate::common::{self, World};
use crate::web::Server;

#[test]
fn the_interface_is_described_watched_and_closed_to_strangers() {
    let world = World::with_policies();
    let server = Server::start(&world);
    assert_eq!(server.get_json("/health/live")["live"], true);
    assert_eq!(server.get_json("/health/ready")["ready"], true);
    let metrics = server.get("/metrics");
    assert_eq!(metrics.status, 200);
    assert!(metrics.body.contains("# TYPE"), "{}", metrics.body);
    it_is_described_as_committed(&server);
    wrong_requests_are_refused(&server);
    other_hosts_are_refused(&server);
    server.kill();
    a_token_closes_it(&world);
}

fn it_is_described_as_committed(server: &Server) {
    let described = server.get_json("/api/v1/openapi.json");
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in [
        "/api/v1/alerts",
        "/api/v1/alerts/{id}",
        "/api/v1/sources/{source}/records",
        "/api/v1/persons",
    ] {
        assert!(described["paths"][path].is_object(), "{path}");
    }
    let committed = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/openapi.json"
    ));
    if committed.exists() {
        assert_eq!(
            described,
            common::json(&common::read(committed)),
            "docs/openapi.json is out of date: run `cargo xtask gen`"
        );
    }
}

fn wrong_requests_are_refused(server: &Server) {
    for path in [
        "/no/such/path",
        "/api/v1/alerts/no-id",
        "/api/v1/alerts/alert-0198f2c4a51b7d3e9c55b0a1d2e3f405",
    ] {
        assert_eq!(server.get(path).problem()["status"], 404, "{path}");
    }
    for path in [
        "/api/v1/activities",
        "/api/v1/activities?where=nonsense%20%3D%201",
        "/api/v1/alerts?limit=0",
        "/api/v1/alerts?x=1",
    ] {
        assert_eq!(server.get(path).problem()["status"], 400, "{path}");
    }
    assert_eq!(
        server
            .send("DELETE", "/api/v1/alerts", &[], b"")
            .unwrap()
            .problem()["status"],
        405
    );
}

fn other_hosts_are_refused(server: &Server) {
    for path in ["/", "/api/v1/alerts", "/metrics"] {
        let answer = server
            .send("GET", path, &[("Host", "evil.test")], b"")
            .unwrap();
        assert_eq!(answer.problem()["status"], 421, "{path}");
    }
    let answer = server
        .send(
            "GET",
            "/",
            &[("Host", "evil.test"), ("Accept", "text/html")],
            b"",
        )
        .unwrap();
    assert_eq!(answer.status, 421);
    assert!(
        answer.head.contains("text/html"),
        "a person with a browser gets a page"
    );
}

/// Once there is an administrator's token, reading asks for it.
fn a_token_closes_it(world: &World) {
    let secret = "0123456789abcdef0123456789abcdef";
    let file = world.write("token", secret);
    let server = Server::start_with(world, &["--admin-token", &file], "warn");
    assert_eq!(server.get("/api/v1/alerts").problem()["status"], 401);
    assert_eq!(server.get("/health/live").status, 200);
    let bearer = format!("Bearer {secret}");
    assert_eq!(
        server
            .send("GET", "/api/v1/alerts", &[("Authorization", &bearer)], b"")
            .unwrap()
            .status,
        200
    );
}
