//! Erasure, holds and access reports, by the program as it is run: what is erased is in no file any more.

use std::path::Path;

use ombud_server::app::{By, Ombud, OpenOptions};
use ombud_store::Mode;
use serde_json::{Value, json};

use crate::common::{Counts, World};
use crate::fixture;
use crate::keeping::SetClock;

/// Names that occur in every field of every source; nobody's name is part of another's.
fn name(person: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "do", "fe", "gu", "ki", "lo", "mu", "ra"];
    let syllable = |place: u32| SYLLABLES[person / 8usize.pow(place) % 8];
    format!("zq{}{}{}vx", syllable(2), syllable(1), syllable(0))
}

fn mail(person: usize) -> String {
    format!("{}@contoso.test", name(person))
}

const PERSONS: usize = 24;
const ERASED: [usize; 6] = [0, 3, 7, 11, 15, 23];

/// What a person does: a file, a mail, a device, each naming them where the source can.
fn records(person: usize) -> Vec<Value> {
    let (mail, name) = (mail(person), name(person));
    let mut file =
        fixture::file(&format!("f{person}"), "2026-06-01T09:00:00", &mail, "FileDownloaded", &format!("plan {mail}.docx"));
    file["SourceFileName"] = format!("letter to {mail}.docx").into();
    let mut usb = fixture::usb(&format!("u{person}"), "2026-06-02T09:00:00", &mail, &format!("only{person}of.docx"));
    usb["ObjectId"] = format!("C:\\Users\\{name}\\Documents\\only{person}of.docx").into();
    usb["DeviceName"] = format!("{name}-laptop.contoso.test").into();
    let send = json!({
        "CreationTime": "2026-06-03T09:00:00", "Id": format!("m{person}"), "Operation": "Send", "RecordType": 2, "Workload": "Exchange",
        "UserId": mail, "UserKey": mail, "UserType": 0, "Version": 1, "OrganizationId": "0", "MailboxOwnerUPN": mail, "MailboxGuid": "1",
        "Item": {"Subject": format!("from {mail}"), "To": ["partner@partner.test"], "Attachments": "a.pdf (100b)"},
    });
    vec![file, usb, send]
}

fn log() -> String {
    fixture::lines(&(0..PERSONS).flat_map(records).collect::<Vec<_>>())
}

/// Everybody in, from two sources, with rejected records that name them.
fn full() -> World {
    let world = World::with_policies();
    let mut log = log();
    for person in 0..PERSONS {
        log.push_str(&format!("{} was here\n", mail(person)));
    }
    let counts = world.ingest("m365", &world.write("log.ndjson", log));
    assert_eq!(counts, Counts::new(3 * PERSONS as u64, 0, PERSONS as u64));
    let mut hr = "EmailAddress,ResignationDate,LastWorkingDate\n".to_owned();
    for person in 0..PERSONS {
        hr.push_str(&format!("{},2026-06-20T00:00:00Z,2026-07-10T00:00:00Z\n", mail(person)));
    }
    world.ingest("hr", &world.write("hr.csv", hr));
    world
}

/// Names and pseudonyms of all who can still be revealed, by name.
fn pseudonyms(world: &World) -> Vec<(String, String)> {
    let options = OpenOptions { data: world.data(), mode: Mode::Write, master_key: None, clock: SetClock::on("2026-07-01") };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let revealed = runtime.block_on(async {
        let ombud = Ombud::open(options).await.unwrap();
        let all: Vec<String> = ombud.persons(false).await.unwrap().into_iter().map(|person| person.person).collect();
        let revealed = ombud.reveal(&all, &By::console("tester"), &format!("to find {} and others", name(0))).await.unwrap();
        ombud.close().await.unwrap();
        revealed
    });
    let mut pairs: Vec<(String, String)> = revealed
        .into_iter()
        .map(|(pseudonym, name)| (name.to_lowercase(), pseudonym))
        .filter(|(name, _)| name.starts_with("zq"))
        .collect();
    pairs.sort();
    pairs
}

/// What base64 says, as the files beside the audit log have it; `None` for anything else.
fn decoded(word: &[u8]) -> Option<String> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut text) = (0u32, 0, String::new());
    for byte in word.iter().take_while(|byte| **byte != b'=') {
        bits = bits << 6 | DIGITS.iter().position(|digit| digit == byte)? as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            text.push(char::from((bits >> count) as u8));
            bits &= (1 << count) - 1;
        }
    }
    Some(text.to_lowercase())
}

/// All bytes of all files below, and of what is compressed or encoded in them, with file names, in lower case.
fn bytes(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        into.push_str(&path.file_name().unwrap().to_string_lossy().to_lowercase());
        if path.is_dir() {
            bytes(&path, into);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        into.extend(bytes.iter().map(|&byte| char::from(byte.to_ascii_lowercase())));
        into.extend(bytes.split(u8::is_ascii_whitespace).filter(|word| word.len() > 15).filter_map(decoded));
        let wide = bytes.iter().filter(|&&byte| byte != 0);
        into.extend(wide.map(|&byte| char::from(byte.to_ascii_lowercase())));
        // Pages in Parquet are zstd frames one after the other.
        const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
        for at in (0..bytes.len()).filter(|&at| bytes[at..].starts_with(&MAGIC)) {
            let frame = std::io::Cursor::new(&bytes[at..]);
            let Ok(mut decoder) = zstd::stream::read::Decoder::new(frame).map(|decoder| decoder.single_frame()) else { continue };
            let mut plain = Vec::new();
            if std::io::copy(&mut decoder, &mut plain).is_ok() {
                into.extend(plain.iter().map(|&byte| char::from(byte.to_ascii_lowercase())));
            }
        }
    }
}

fn all_bytes(world: &World) -> String {
    let mut text = String::new();
    bytes(&world.data(), &mut text);
    text
}

#[test]
fn what_is_erased_is_in_no_file_and_others_are_untouched() {
    let world = full();
    let known = pseudonyms(&world);
    assert_eq!(known.len(), PERSONS, "{known:?}");
    let pseudonym = |person: usize| known.iter().find(|(who, _)| *who == mail(person)).unwrap().1.clone();
    let before = all_bytes(&world);
    // The test can fail: what only one of them has is found before.
    assert!(before.contains("only0of.docx") && before.contains("only1of.docx"));
    assert!(before.contains(&name(0)), "the reason beside the audit log names one");
    let persons = world.json(&["persons"]).as_array().unwrap().len();
    for person in ERASED {
        let erased = world.json(&["erase", &pseudonym(person), "--ground", "person-asked", "--depth", "everything"]);
        let note = erased["certificate"].as_str().unwrap();
        assert!(note.contains(&format!("pseudonym {}\nrequested-by account-0", pseudonym(person))), "{note}");
        for line in [
            "depth everything\n",
            "ground person-asked\n",
            "store key destroyed 1\n",
            "store identities deleted 1\n",
            "store rejects deleted 1\n",
            "store history rewritten 5\n",
        ] {
            assert!(note.contains(line), "{line} in {note}");
        }
        let key = world.json(&["audit", "head"])["key"].as_str().unwrap().to_owned();
        assert!(note.contains(&format!("\u{2014} {} ", key.split('+').next().unwrap())), "{note}");
    }
    let after = all_bytes(&world);
    for person in ERASED {
        assert!(!after.contains(&name(person)), "{}", name(person));
        assert!(!after.contains(&format!("only{person}of.docx")), "{person}");
    }
    assert!(after.contains("only1of.docx") && after.contains("only22of.docx"));
    world.ok(&["audit", "verify"]);
    world.replay();
    let left = pseudonyms(&world);
    let expected: Vec<&(String, String)> =
        known.iter().filter(|(who, _)| !ERASED.iter().any(|&person| *who == mail(person))).collect();
    assert_eq!(left.iter().collect::<Vec<_>>(), expected);
    // The pseudonym is kept, so that nobody else ever gets it.
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), persons);
    assert_eq!(world.run(&["doctor"]).code, Some(0), "{}", world.run(&["doctor"]).out);
    let again = world.fails(2, &["erase", &pseudonym(0), "--ground", "person-asked", "--depth", "everything"]);
    assert!(again.contains("erased already"), "{again}");
}

#[test]
fn whoever_comes_again_is_somebody_else() {
    let world = full();
    let known = pseudonyms(&world);
    let (gone, kept) = (&known[0].1, &known[1].1);
    world.ok(&["erase", gone, "--ground", "no-longer-needed"]);
    world.ok(&["erase", kept, "--ground", "no-longer-needed", "--depth", "everything"]);
    let persons = world.json(&["persons"]).as_array().unwrap().len();
    // Activities that have stayed under the old pseudonym are known; those that went are new.
    assert_eq!(world.ingest("m365", &world.write("log.ndjson", log())), Counts::new(3, 3 * PERSONS as u64 - 3, 0));
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), persons + 2);
    let new = pseudonyms(&world);
    assert!(!new.iter().any(|(_, pseudonym)| pseudonym == gone || pseudonym == kept), "{new:?}");
    world.replay();
    assert_eq!(world.run(&["doctor"]).code, Some(0), "{}", world.run(&["doctor"]).out);
}

#[test]
fn identity_alone_leaves_activities_that_nobody_can_resolve() {
    let world = full();
    let known = pseudonyms(&world);
    let (persons, rows) = (world.json(&["persons"]), world.history_rows());
    world.ok(&["erase", &known[0].1, "--ground", "person-asked"]);
    assert_eq!((world.json(&["persons"]), world.history_rows()), (persons, rows));
    let after = all_bytes(&world);
    assert!(!after.contains(&name(0)) && after.contains("only0of.docx"));
    assert_eq!(pseudonyms(&world), known[1..]);
    assert_eq!(world.run(&["doctor"]).code, Some(0), "{}", world.run(&["doctor"]).out);
    world.replay();
}

#[test]
fn a_hold_stops_it_and_the_refusal_is_on_record() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let id = world.json(&["hold", "place", &person, "--ground", "legal-claim"])["id"].as_str().unwrap().to_owned();
    let said = world.fails(2, &["erase", &person, "--ground", "person-asked"]);
    assert!(said.contains(&id) && !said.contains(&person), "{said}");
    let found = world.json(&["audit", "search", "--operation", "erase-person", "--person", &person]);
    let endings: Vec<&Value> = found.as_array().unwrap().iter().map(|row| &row["ending"]).collect();
    assert_eq!(endings, [&json!("refused"), &Value::Null], "{found}");
    let listed = world.json(&["hold", "list"]);
    assert_eq!((&listed[0]["id"], &listed[0]["on"]), (&json!(id), &json!(person)), "{listed}");
    world.ok(&["hold", "lift", &id]);
    world.fails(2, &["hold", "lift", &id]);
    world.ok(&["erase", &person, "--ground", "person-asked"]);
}

#[test]
fn a_restored_backup_does_not_bring_anybody_back() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let files = ["records.sqlite", "records.sqlite-wal", "records.sqlite-shm"];
    let saved: Vec<Option<Vec<u8>>> = files.iter().map(|file| std::fs::read(world.data().join(file)).ok()).collect();
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
    assert!(!all_bytes(&world).contains(&name(0)));
    assert_eq!(pseudonyms(&world).len(), PERSONS - 1);
    let replayed = world.json(&["audit", "search", "--operation", "erase-person"]);
    assert_eq!(replayed[0]["purpose"], "restored", "{replayed}");
    world.ok(&["audit", "verify"]);
}

#[test]
fn an_access_report_says_what_is_held_and_who_looked_is_not_in_it() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let statement =
        world.write("statement.yaml", "organisation: Contoso\ncontact: privacy officer\npurposes: [protecting designs]\n");
    let report = world.json(&["access-report", &person, "--statement", &statement]);
    assert_eq!((&report["pseudonym"], &report["statement"]["organisation"]), (&json!(person), &json!("Contoso")), "{report}");
    let held = |what: &str| report["holdings"].as_array().unwrap().iter().find(|holding| holding["what"] == what).cloned();
    let history = held("history").unwrap();
    assert_eq!((&history["count"], &history["sources"]), (&json!(5), &json!(["hr", "m365"])), "{history}");
    assert!(history["from"].as_str().unwrap().starts_with("2026-06-01"), "{history}");
    assert_eq!(held("identities").unwrap()["count"], 1);
    assert_eq!(report["looks"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["looks"][0]["operation"], "reveal-person");
    let text = world.ok(&["access-report", &person]);
    for hidden in ["tester", "console", &name(0)] {
        assert!(!text.contains(hidden) && !report.to_string().contains(hidden), "{hidden} in {text}");
    }
    world.fails(5, &["access-report", "amber-otter-000"]);
}

#[test]
fn retention_is_shown_set_and_run() {
    let world = full();
    let days =
        |rows: &Value, kind: &str| rows.as_array().unwrap().iter().find(|row| row["kind"] == kind).unwrap()["days"].clone();
    assert_eq!(days(&world.json(&["retention", "show"]), "history"), 180);
    assert_eq!(days(&world.json(&["retention", "set", "history=1000", "untriaged-alerts=365"]), "history"), 1000);
    for wrong in ["history=1", "sessions=10", "history", "nothing=3"] {
        world.fails(2, &["retention", "set", wrong]);
    }
    let run = world.json(&["retention", "run"]);
    assert_eq!((&run["braked"], &run["number"]), (&json!(false), &json!(1)), "{run}");
    world.fails(2, &["retention", "run", "--confirm", run["plan"].as_str().unwrap()]);
    let found = world.json(&["audit", "search", "--operation", "run-retention"]);
    assert!(
        found.as_array().unwrap().iter().any(|row| row["reason"].as_str().is_some_and(|said| said.contains("commitment"))),
        "{found}"
    );
}
