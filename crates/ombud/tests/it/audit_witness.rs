//! The outside memory: a witness and a server, each a program of its own. What was put back, replaced or split is refused; what is down is
//! said.

mod witness;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{self, World, text};
use crate::port::OwnPort;
use crate::web::{PATIENCE, Server, send};

use witness::Witness;

/// A world with a log, and its public key in a file.
fn world_with_log() -> (World, String) {
    let world = World::new();
    token(&world);
    let head = world.ok(&["audit", "head"]);
    let key = world.write("log.pub", head);
    (world, key)
}

/// One more act, at the command line.
fn token(world: &World) {
    world.ok(&["sources", "token", "hr"]);
}

/// The file that names these witnesses.
fn settings(world: &World, needed: usize, witnesses: &[(&str, &str)]) -> String {
    let lines = witnesses
        .iter()
        .map(|(address, key)| format!("  - url: http://{address}\n    key: {key}\n"));
    world.write(
        "witnesses.yaml",
        format!(
            "needed: {needed}\nevery_seconds: 1\nwitnesses:\n{}",
            lines.collect::<String>()
        ),
    )
}

/// Size of the countersigned head beside the log; 0 where there is none.
fn witnessed(world: &World) -> u64 {
    let path = world.data().join("audit/witnessed");
    if !path.exists() {
        return 0;
    }
    common::read(&path).lines().nth(1).unwrap().parse().unwrap()
}

fn records(world: &World) -> u64 {
    world.json(&["audit", "verify"])["records"]
        .as_u64()
        .unwrap()
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "{what} does not come about");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Serves, does something, and waits until all of it is countersigned.
fn serve_and_countersign(world: &World, witnesses: &str) {
    let server = Server::start_with(world, &["--witnesses", witnesses], "warn");
    assert_eq!(server.get("/api/v1/alerts").status, 200);
    let size = records(world);
    until("a countersigned head", || witnessed(world) >= size);
    let log = server.kill();
    assert!(!log.contains("ERROR"), "{log}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).map(|_| ()).unwrap()
        }
    }
}

/// Puts a copy in the place of the data.
fn put_back(world: &World, from: &Path) {
    std::fs::remove_dir_all(world.data()).unwrap();
    copy(from, &world.data());
}

#[test]
fn an_older_copy_of_everything_is_not_served() {
    let (world, log_key) = world_with_log();
    let witness = Witness::start(&world, "witness", &log_key, "127.0.0.1:0");
    let witnesses = settings(&world, 1, &[(&witness.address, &witness.key)]);
    serve_and_countersign(&world, &witnesses);
    let older = world.path("older");
    copy(&world.data(), &older);
    let size = records(&world);
    serve_and_countersign(&world, &witnesses);
    assert!(records(&world) > size);
    // The copy is whole, verifies, and knows of no later head.
    put_back(&world, &older);
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
    let said = world.fails(
        4,
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--witnesses",
            &witnesses,
        ],
    );
    assert!(
        said.contains("has seen") && said.contains("an older copy was put in its place"),
        "{said}"
    );
    // Nothing was written into it, so that it can be compared.
    assert_eq!(records(&world), size);
    // Leaving the witnesses out does not help either, and to name nobody, once that is served again, is on record.
    let said = world.fails(4, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("--witnesses"), "{said}");
    let nobody = world.write("nobody.yaml", "needed: 0\nwitnesses: []\n");
    Server::start_with(&world, &["--witnesses", &nobody], "warn").kill();
    let changes = world.json(&["audit", "search", "--operation", "change-settings"]);
    let changes: Vec<_> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["object"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["settings:witnesses"; 4]);
}

#[test]
fn of_two_copies_that_went_apart_one_is_refused() {
    let (world, log_key) = world_with_log();
    let witness = Witness::start(&world, "witness", &log_key, "127.0.0.1:0");
    let witnesses = settings(&world, 1, &[(&witness.address, &witness.key)]);
    serve_and_countersign(&world, &witnesses);
    let other = World::new();
    copy(&world.data(), &other.data());
    serve_and_countersign(&world, &witnesses);
    // The other one grows beyond the first, with entries of its own.
    while records(&other) <= records(&world) + 4 {
        token(&other);
    }
    assert_eq!(other.json(&["audit", "verify"])["valid"], true);
    let said = other.fails(
        4,
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--witnesses",
            &witnesses,
        ],
    );
    assert!(said.contains("has seen another audit log"), "{said}");
    // And as long as both run: what the second one does is not countersigned, and it says so.
    let twin = World::new();
    copy(&world.data(), &twin.data());
    let first = Server::start_with(&world, &["--witnesses", &witnesses], "warn");
    let second = Server::start_with(&twin, &["--witnesses", &witnesses], "error");
    assert_eq!(first.get("/api/v1/alerts").status, 200);
    let size = records(&world);
    until("a countersigned head", || witnessed(&world) >= size);
    let before = witnessed(&twin);
    while records(&twin) <= size {
        assert_eq!(second.get("/api/v1/persons").status, 200);
    }
    let metric = "ombud_audit_witness_requests_total{result=\"contradicted\"}";
    until("a contradiction", || {
        second.get("/metrics").body.contains(metric)
    });
    assert_eq!(witnessed(&twin), before);
    // It counts what it is answered before it says so.
    until("an error in the log", || {
        second.log().contains("a witness refuses the audit log")
    });
    second.kill();
    first.kill();
}

#[test]
fn without_an_answer_the_server_starts_only_beyond_a_countersigned_head() {
    let (world, log_key) = world_with_log();
    let port = OwnPort::new();
    let address = port.address();
    let mut witness = Witness::start(&world, "witness", &log_key, &address);
    let witnesses = settings(&world, 1, &[(&witness.address, &witness.key)]);
    let key = witness.key.clone();
    witness.child.kill().unwrap();
    witness.child.wait().unwrap();
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--witnesses",
        &*witnesses,
    ];
    let said = world.fails(4, &serve);
    assert!(
        said.contains("none ever has before") && said.contains("it does not answer"),
        "{said}"
    );
    let witness = Witness::start(&world, "witness", &log_key, &address);
    assert_eq!(witness.key, key, "the key is made once");
    serve_and_countersign(&world, &witnesses);
    drop(witness);
    // What is there extends the head that is kept beside it: it starts, and says so.
    let server = Server::start_with(&world, &["--witnesses", &witnesses], "warn");
    assert_eq!(server.get("/api/v1/alerts").status, 200);
    let size = records(&world);
    assert!(witnessed(&world) < size);
    assert!(server.get("/metrics").status == 200);
    // When the witness is back, it catches up.
    let witness = Witness::start(&world, "witness", &log_key, &address);
    until("a countersigned head", || witnessed(&world) >= size);
    let log = server.kill();
    assert!(log.contains("too few witnesses answer"), "{log}");
    drop(witness);
    // A kept head that the log does not extend is refused without asking anybody.
    let (kept, aside) = (world.data().join("audit/witnessed"), world.path("kept"));
    std::fs::rename(&kept, &aside).unwrap();
    let older = world.path("older");
    copy(&world.data(), &older);
    for _ in 0..3 {
        token(&world);
    }
    let witness = Witness::start(&world, "witness", &log_key, &address);
    serve_and_countersign(&world, &witnesses);
    drop(witness);
    std::fs::copy(&kept, older.join("audit/witnessed")).unwrap();
    put_back(&world, &older);
    let said = world.fails(4, &serve);
    assert!(
        said.contains("an older copy was put in its place"),
        "{said}"
    );
}

#[test]
fn two_of_three_witnesses_are_enough_and_verification_counts_them() {
    let (world, log_key) = world_with_log();
    let one = Witness::start(&world, "one", &log_key, "127.0.0.1:0");
    let two = Witness::start(&world, "two", &log_key, "127.0.0.1:0");
    // Nobody else may answer at its address once it is down.
    let port = OwnPort::new();
    let mut three = Witness::start(&world, "three", &log_key, &port.address());
    let named = [
        (&*one.address, &*one.key),
        (&*two.address, &*two.key),
        (&*three.address, &*three.key),
    ];
    let witnesses = settings(&world, 2, &named);
    three.child.kill().unwrap();
    three.child.wait().unwrap();
    serve_and_countersign_beside_one_that_is_down(&world, &witnesses);
    let size = witnessed(&world);
    let state = world.json(&["audit", "verify", "--witnesses", &witnesses]);
    assert_eq!(
        (&state["valid"], &state["witnessed"]),
        (&true.into(), &size.into()),
        "{state}"
    );
    offline_verification_counts_them(&world, &log_key, &witnesses, &named);
    doctor_says_how_far(&world);
}

/// The same by somebody who has the folder, the key and the file, and for the second opinion the head is one to compare with.
/// Two countersignatures are enough for the file, and not for one that needs all who are named.
fn offline_verification_counts_them(
    world: &World,
    log_key: &str,
    witnesses: &str,
    named: &[(&str, &str)],
) {
    let size = witnessed(world);
    let log = text(&world.data().join("audit"));
    let offline = [
        "audit",
        "verify",
        "--data",
        "/nowhere",
        "--log",
        &log,
        "--key",
        log_key,
        "--witnesses",
    ];
    assert!(
        world
            .ok(&[&offline[..], &[witnesses]].concat())
            .contains(&format!("{size} entries are countersigned"))
    );
    let all = settings(world, 3, named);
    let run = world.run(&[&offline[..], &[&*all]].concat());
    assert!(
        run.code == Some(1) && run.out.contains("2 countersignatures of 3"),
        "{}{}",
        run.out,
        run.err
    );
    let verifier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/verify_audit.py");
    if std::process::Command::new("python3")
        .arg("--version")
        .output()
        .is_ok()
    {
        let head = format!("{log}/witnessed");
        let key = common::read(Path::new(log_key))
            .lines()
            .next()
            .unwrap()
            .to_owned();
        let said = std::process::Command::new("python3")
            .args([verifier, "--from", &head, &key, &log])
            .output()
            .unwrap();
        assert!(said.status.success(), "{said:?}");
    }
}

/// Doctor says how far the log is countersigned.
fn doctor_says_how_far(world: &World) {
    let findings = common::json(&world.run(&["doctor", "--json"]).out);
    let finding = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["what"] == "witnesses")
        .unwrap()
        .clone();
    assert!(
        finding["ok"] == true
            && finding["text"]
                .as_str()
                .unwrap()
                .contains("are countersigned"),
        "{finding}"
    );
}

fn serve_and_countersign_beside_one_that_is_down(world: &World, witnesses: &str) {
    let server = Server::start_with(world, &["--witnesses", witnesses], "warn");
    assert_eq!(server.get("/api/v1/alerts").status, 200);
    let size = records(world);
    until("a countersigned head", || witnessed(world) >= size);
    let served = server.get("/api/v1/audit/log/witnessed");
    assert!(
        served.status == 200 && served.body.matches("\u{2014} ").count() == 3,
        "{served:?}"
    );
    // It stores a head before it looks whether that is late.
    until("a head that is not late", || {
        let metrics = server.get("/metrics").body;
        let says = |value: &str| {
            let line = format!("ombud_audit_witness_late {value}");
            metrics.lines().any(|said| said == line)
        };
        assert!(!says("1"), "{metrics}");
        says("0")
    });
    let log = server.kill();
    assert!(
        log.contains("witnesses did not countersign") && !log.contains("ERROR"),
        "{log}"
    );
}

/// Its own directory, one process, its own files only.
fn it_has_a_directory_of_its_own(world: &World, dir: &str, log_key: &str) {
    let mut files = Vec::new();
    common::files(&world.path("witness"), &mut files);
    let mut names: Vec<_> = files
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["lock", "witness-state", "witness.key"]);
    assert!(
        world
            .fails(4, &["witness", "--dir", dir, "--log-key", log_key])
            .contains("another witness")
    );
    for inside in [
        world.data(),
        world.data().join("audit"),
        world.data().join("new"),
    ] {
        let said = world.fails(
            4,
            &["witness", "--dir", &text(&inside), "--log-key", log_key],
        );
        assert!(said.contains("data directory of Ombud"), "{said}");
    }
    assert!(!world.data().join("new").exists());
    let no_key = world.write("no.key", "not a key\n");
    assert_eq!(
        world
            .run(&[
                "witness",
                "--dir",
                &text(&world.path("w2")),
                "--log-key",
                &no_key
            ])
            .code,
        Some(2)
    );
}

fn its_requests_are_bounded(world: &World, witness: &Witness) {
    assert_eq!(witness.submit("").status, 400);
    assert_eq!(witness.submit(&"x".repeat(100_000)).status, 413);
    assert_eq!(
        send(&witness.address, "GET", "/add-checkpoint", &[], b"")
            .unwrap()
            .status,
        405
    );
    assert_eq!(
        send(&witness.address, "GET", "/", &[], b"").unwrap().status,
        404
    );
    let head: Value = world.json(&["audit", "head"]);
    let note = head["checkpoint"].as_str().unwrap();
    let fresh = witness.submit(&format!("old 0\n\n{note}"));
    assert_eq!(
        (fresh.status, fresh.body.starts_with('\u{2014}')),
        (200, true),
        "{fresh:?}"
    );
    let again = witness.submit(&format!("old 0\n\n{note}"));
    let size = note.lines().nth(1).unwrap();
    assert_eq!((again.status, again.body.trim()), (409, size), "{again:?}");
    assert!(
        again
            .head
            .to_lowercase()
            .contains("content-type: text/x.tlog.size"),
        "{}",
        again.head
    );
    let stranger = World::new();
    token(&stranger);
    let other = stranger.json(&["audit", "head"])["checkpoint"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(witness.submit(&format!("old 0\n\n{other}")).status, 404);
}

#[test]
fn a_witness_keeps_to_itself_and_its_requests_are_bounded() {
    let (world, log_key) = world_with_log();
    let witness = Witness::start(&world, "witness", &log_key, "127.0.0.1:0");
    let dir = text(&world.path("witness"));
    it_has_a_directory_of_its_own(&world, &dir, &log_key);
    its_requests_are_bounded(&world, &witness);
    // One that has lost its memory does not start.
    drop(witness);
    std::fs::remove_file(world.path("witness").join("witness-state")).unwrap();
    assert!(
        world
            .fails(4, &["witness", "--dir", &dir, "--log-key", &log_key])
            .contains("forgotten")
    );
}
