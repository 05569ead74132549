//! Copies that are put back: nobody who was erased comes back with them.

use serde_json::{Value, json};

use super::organisation::{PERSONS, full, mail, name, records};
use super::{all_bytes, gone, pseudonyms};
use crate::common::{self, World};
use crate::fixture;
use crate::web::Server;

#[test]
fn a_restored_backup_does_not_bring_anybody_back() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let files = ["records.sqlite", "records.sqlite-wal", "records.sqlite-shm"];
    let saved: Vec<Option<Vec<u8>>> = files
        .iter()
        .map(|file| std::fs::read(world.data().join(file)).ok())
        .collect();
    world.ok(&["erase", &person, "--ground", "person-asked"]);
    for (file, bytes) in files.iter().zip(saved) {
        let file = world.data().join(file);
        match bytes {
            Some(bytes) => std::fs::write(file, bytes).unwrap(),
            None => drop(std::fs::remove_file(file)),
        }
    }
    // Any command that writes erases again before it does anything else.
    world.ok(&["retention", "set", "history=1000"]);
    assert_eq!(all_bytes(&world).finds(&name(0)), None);
    assert_eq!(pseudonyms(&world).len(), PERSONS - 1);
    let replayed = world.json(&["audit", "search", "--operation", "erase-person"]);
    assert_eq!(replayed[0]["purpose"], "restored", "{replayed}");
    world.ok(&["audit", "verify"]);
}

/// The whole data directory is put back as it was; the master key and what lies beside it are elsewhere.
#[test]
fn an_older_copy_of_everything_does_not_bring_anybody_back() {
    const FEW: usize = 3;
    let world = World::new();
    let keys = world.path("keys");
    std::fs::create_dir(&keys).unwrap();
    let key = common::text(&keys.join("master.key"));
    let with_key = |args: &[&str]| world.json(&[args, &["--master-key", &key]].concat());
    let log =
        fixture::lines(&(0..FEW).flat_map(records).collect::<Vec<_>>()) + &mail(0) + " was here\n";
    with_key(&["ingest", "m365", &world.write("log.ndjson", log)]);
    let persons = with_key(&["persons"]);
    let saved = world.path("saved");
    copy(&world.data(), &saved);
    let server = Server::start_with(&world, &["--master-key", &key], "warn");
    let headers = [("Content-Type", "application/json")];
    for person in persons.as_array().unwrap() {
        let path = format!(
            "/api/v1/persons/{}/erasure",
            person["person"].as_str().unwrap()
        );
        let body = br#"{"ground": "ordered", "depth": "everything"}"#;
        assert_eq!(
            server.send("POST", &path, &headers, body).unwrap().status,
            200
        );
    }
    drop(server);
    assert_eq!(all_bytes(&world).finds("only0of0.docx"), None);
    std::fs::remove_dir_all(world.data()).unwrap();
    copy(&saved, &world.data());
    assert!(all_bytes(&world).contains("only0of0.docx"));
    // Before it answers anything, the server erases again.
    let server = Server::start_with(&world, &["--master-key", &key], "warn");
    assert_eq!(
        server.get_json("/api/v1/activities?where=true")["activities"],
        json!([])
    );
    let listed = server.get_json("/api/v1/erasures");
    let grounds: Vec<&Value> = listed["erasures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["ground"])
        .collect();
    assert_eq!(grounds, ["restored"; FEW]);
    drop(server);
    let after = all_bytes(&world);
    (0..FEW).for_each(|person| gone(&after, person));
    assert_eq!(with_key(&["audit", "verify"])["valid"], true);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
