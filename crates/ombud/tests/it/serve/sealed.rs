//! A server without its master key: it says so, and opens when the key comes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{self, World};
use crate::fixture;
use crate::web::{Answer, Server};

/// Data with something in them, and where their key lies.
fn world_with_data() -> (World, PathBuf) {
    let world = World::with_policies();
    world.ingest("hr", &world.write("hr.csv", fixture::leaver_hr()));
    let log = world.write("log.ndjson", fixture::lines(&fixture::leaver_log()));
    world.ingest("m365", &log);
    let key = world.data().join("keys").join("master.key");
    assert!(key.is_file());
    (world, key)
}

/// Moves the key away from where the server looks for it.
fn take_away(world: &World, key: &PathBuf) -> String {
    let safe = world.path("safe.key");
    fs::rename(key, &safe).unwrap();
    common::text(&safe)
}

fn is_sealed(answer: &Answer) -> String {
    let problem = answer.problem();
    assert_eq!(problem["type"], "urn:ombud:problem:sealed", "{problem}");
    assert_eq!(answer.status, 503);
    problem["detail"].as_str().unwrap().to_owned()
}

fn unseal(server: &Server, key: &str) -> Answer {
    let body = serde_json::json!({ "master_key": key }).to_string();
    let headers = [("Content-Type", "application/json")];
    server
        .send("POST", "/api/v1/unseal", &headers, body.as_bytes())
        .unwrap()
}

fn everything_else_is_refused(server: &Server) {
    assert_eq!(server.get("/health/live").status, 200);
    for path in [
        "/health/ready",
        "/metrics",
        "/api/v1/alerts",
        "/api/v1/me",
        "/api/v1/no-such-thing",
        "/set-up",
    ] {
        let detail = is_sealed(&server.get(path));
        assert!(detail.contains("ombud unseal"), "{path}: {detail}");
        assert!(!detail.contains(".key"), "{path}: {detail}");
    }
    let pushed = server.push("hr", "no-token", "key-1", b"{}").unwrap();
    is_sealed(&pushed);
    let signing_in = br#"{"login": "ana", "password": "seven grey herons wade"}"#;
    let headers = [("Content-Type", "application/json")];
    let signed_in = server.send("POST", "/api/v1/sign-in", &headers, signing_in);
    is_sealed(&signed_in.unwrap());
    // The console's first page, or the one that says that it was not built: neither is the problem.
    let page = server.send("GET", "/alerts", &[("Accept", "text/html")], b"");
    let page = page.unwrap();
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.body.contains("<html"), "{page:?}");
}

#[test]
fn without_its_key_a_server_is_sealed_until_the_key_comes() {
    let (world, key) = world_with_data();
    let alerts = world.alerts();
    assert!(!alerts.is_empty());
    let safe = take_away(&world, &key);
    let server = Server::start(&world);
    everything_else_is_refused(&server);
    // The key of other data, no key, and half a key.
    let (_other, others_key) = world_with_data();
    let right = common::read(Path::new(&safe));
    for (wrong, said) in [
        (common::read(&others_key), "belongs to other data"),
        (String::new(), "is not there"),
        (right.get(..40).unwrap().to_owned(), "handed over"),
    ] {
        let refused = unseal(&server, &wrong);
        assert_eq!(refused.status, 403, "{refused:?}");
        let detail = refused.problem()["detail"].to_string();
        assert!(detail.contains(said), "{detail}");
    }
    everything_else_is_refused(&server);
    let address = format!("http://{}", server.address);
    let said = world.ok(&["unseal", "--server", &address, "--key", &safe]);
    assert!(said.contains("unsealed"), "{said}");
    assert_eq!(server.get_json("/health/ready")["ready"], true);
    let shown = server.get_json("/api/v1/alerts");
    assert_eq!(shown["alerts"].as_array().unwrap().len(), alerts.len());
    // Once is enough, and the key is not kept on the disk.
    assert_eq!(unseal(&server, &right).problem()["status"], 409);
    assert!(!key.exists());
    let log = server.log();
    let secret = right.trim().rsplit(':').next().unwrap();
    assert!(log.contains("unsealed") && !log.contains(secret), "{log}");
    drop(server);
    let failed = world.fails(4, &["alerts", "list"]);
    assert!(failed.contains("is not there"), "{failed}");
}

#[test]
fn the_key_is_read_from_standard_input_and_sent_to_no_other_machine_in_clear() {
    let (world, key) = world_with_data();
    let safe = take_away(&world, &key);
    let server = Server::start(&world);
    let address = format!("http://{}", server.address);
    let text = common::read(Path::new(&safe));
    let run = world.run_with_input(&["unseal", "--server", &address], text.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(server.get("/health/ready").status, 200);
    let elsewhere = ["unseal", "--server", "http://ombud.example", "--key", &safe];
    let refused = world.fails(2, &elsewhere);
    assert!(refused.contains("https only"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let (world, key) = world_with_data();
    let set = |mode| fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
    set(0o644);
    let failed = world.fails(4, &["alerts", "list"]);
    assert!(failed.contains("chmod 600"), "{failed}");
    let server = Server::start(&world);
    let detail = is_sealed(&server.get("/health/ready"));
    assert!(detail.contains("read by others"), "{detail}");
    assert!(server.log().contains("chmod 600"), "{}", server.log());
    drop(server);
    set(0o600);
    let server = Server::start(&world);
    assert_eq!(server.get("/health/ready").status, 200);
}

#[test]
fn the_environment_may_hold_the_key() {
    let (world, key) = world_with_data();
    let safe = take_away(&world, &key);
    let with = |text: &str| {
        let mut command = world.command(&["alerts", "list", "--json"]);
        let output = command.env("OMBUD_MASTER_KEY", text).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let right = common::read(Path::new(&safe));
    assert_eq!(with(&right).0, Some(0));
    let (code, said) = with("  ");
    assert_eq!(code, Some(4), "{said}");
    let (_other, others_key) = world_with_data();
    let (code, said) = with(&common::read(&others_key));
    assert_eq!(code, Some(4), "{said}");
    assert!(
        said.contains("OMBUD_MASTER_KEY belongs to other data"),
        "{said}"
    );
}
