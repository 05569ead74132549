//! Erasure, holds and access reports, by the program as it is run: what is erased is in no file any more.

mod backups;
mod cases;
mod organisation;

use ombud_app::{Author, Ombud, OpenOptions};
use ombud_store::Mode;
use serde_json::{Value, json};

use crate::common::{Counts, World};
use crate::fixture;
use crate::keeping::SetClock;
use crate::raw::Dump;
use crate::web::Server;

use organisation::{OWN, ROWS, log, name};
pub(crate) use organisation::{PERSONS, full, mail};

/// Those who are erased at the command line, and those by a server at work.
const ERASED: [usize; 5] = [0, 7, 21, 33, 49];
const ERASED_ONLINE: [usize; 5] = [3, 8, 22, 34, 48];

/// Names and pseudonyms of all who can still be revealed, by name.
fn pseudonyms(world: &World) -> Vec<(String, String)> {
    let options = OpenOptions {
        data: world.data(),
        mode: Mode::Write,
        master_key: None,
        clock: SetClock::on("2026-07-01"),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let revealed = runtime.block_on(async {
        let ombud = Ombud::open(options).await.unwrap();
        let all: Vec<String> = ombud
            .find_persons(false)
            .await
            .unwrap()
            .into_iter()
            .map(|person| person.person)
            .collect();
        let revealed = ombud
            .reveal_names(
                &Author::console("tester"),
                &all,
                &format!("to find {} and others", name(0)),
            )
            .await
            .unwrap();
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

fn all_bytes(world: &World) -> Dump {
    Dump::of(&world.data())
}

/// The certificate says what went, and is signed with the key of the audit log.
fn checked(world: &World, note: &str, pseudonym: &str) {
    assert!(
        note.contains(&format!("pseudonym {pseudonym}\nrequested-by account-0")),
        "{note}"
    );
    let history = format!("store history rewritten {ROWS}\n");
    for line in [
        "depth everything\n",
        "ground person-asked\n",
        "store key destroyed 1\n",
        "store identities deleted 1\n",
        "store rejects deleted 1\n",
        &history,
    ] {
        assert!(note.contains(line), "{line} in {note}");
    }
    let key = world.json(&["audit", "head"])["key"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        note.contains(&format!("\u{2014} {} ", key.split('+').next().unwrap())),
        "{note}"
    );
}

fn gone(dump: &Dump, person: usize) {
    for text in [name(person), format!("only{person}of0.docx")] {
        assert_eq!(dump.finds(&text), None, "{text}");
    }
}

/// Erases them over HTTP while everybody goes on working: records arrive, lists are read.
fn erase_online(world: &World, pseudonym: &dyn Fn(usize) -> String) {
    let token = world.json(&["sources", "token", "m365"])["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = Server::start_with(world, &[], "debug");
    for (number, person) in ERASED_ONLINE.into_iter().enumerate() {
        // The program has looked at all there is about them a moment ago.
        let report = format!("/api/v1/persons/{}/access-report", pseudonym(person));
        assert_eq!(server.get(&report).status, 200);
        assert_eq!(
            server
                .get("/api/v1/activities?where=true&limit=1000")
                .status,
            200
        );
        let certificate = erase_after_a_hold(&server, &pseudonym(person));
        checked(world, &certificate, &pseudonym(person));
        gone(&all_bytes(world), person);
        let fresh = fixture::file(
            &format!("late{number}"),
            "2026-06-21T09:00:00",
            &mail(1),
            "FileAccessed",
            "late.docx",
        );
        assert_eq!(
            server
                .push(
                    "m365",
                    &token,
                    &format!("key-{number}"),
                    fresh.to_string().as_bytes()
                )
                .unwrap()
                .status,
            200
        );
    }
    let listed = server.get_json("/api/v1/erasures");
    assert_eq!(
        listed["erasures"].as_array().unwrap().len(),
        ERASED.len() + ERASED_ONLINE.len()
    );
    let log = server.kill();
    for person in ERASED_ONLINE {
        assert!(!log.contains(&name(person)), "{log}");
    }
}

/// Holds somebody, is refused to erase them, lifts the hold and erases them; the certificate.
fn erase_after_a_hold(server: &Server, pseudonym: &str) -> String {
    let post = |what: &str, body: Value| {
        let path = format!("/api/v1/persons/{pseudonym}/{what}");
        let headers = [("Content-Type", "application/json")];
        server
            .send("POST", &path, &headers, body.to_string().as_bytes())
            .unwrap()
    };
    let held = post("holds", json!({"ground": "legal-claim"})).json();
    let wanted = json!({"ground": "person-asked", "depth": "everything"});
    assert!(
        post("erasure", wanted.clone()).problem()["detail"]
            .as_str()
            .unwrap()
            .contains(held["id"].as_str().unwrap())
    );
    let hold = format!("/api/v1/holds/{}", held["id"].as_str().unwrap());
    assert_eq!(server.send("DELETE", &hold, &[], b"").unwrap().status, 200);
    let erased = post("erasure", wanted);
    assert_eq!(erased.status, 200, "{erased:?}");
    erased.json()["certificate"].as_str().unwrap().to_owned()
}

fn erase_at_the_command_line(world: &World, pseudonym: &dyn Fn(usize) -> String) {
    for person in ERASED {
        world.json(&["access-report", &pseudonym(person)]);
        let erased = world.json(&[
            "erase",
            &pseudonym(person),
            "--ground",
            "person-asked",
            "--depth",
            "everything",
        ]);
        checked(
            world,
            erased["certificate"].as_str().unwrap(),
            &pseudonym(person),
        );
    }
}

/// Person and policy of the alerts about all who are not erased.
fn alerts_of_others(world: &World, is_erased: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let alerts = world.json(&["alerts", "list"]);
    let text = |alert: &Value, key: &str| alert[key].as_str().unwrap().to_owned();
    let all = alerts
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| (text(alert, "person"), text(alert, "policy")));
    let mut all: Vec<_> = all.filter(|(person, _)| !is_erased(person)).collect();
    all.sort();
    all
}

fn doctor_finds_nothing(world: &World) {
    assert_eq!(
        world.run(&["doctor"]).code,
        Some(0),
        "{}",
        world.run(&["doctor"]).out
    );
}

#[test]
fn what_is_erased_is_in_no_file_and_others_are_untouched() {
    let world = full();
    let known = pseudonyms(&world);
    assert_eq!(known.len(), PERSONS, "{known:?}");
    let pseudonym = |person: usize| {
        known
            .iter()
            .find(|(who, _)| *who == mail(person))
            .unwrap()
            .1
            .clone()
    };
    let all_erased = || ERASED.into_iter().chain(ERASED_ONLINE);
    let is_erased =
        |pseudonym_of: &str| all_erased().any(|person| pseudonym(person) == pseudonym_of);
    let before = all_bytes(&world);
    // The test can fail: what only one of them has is found before.
    assert!(all_erased().all(|person| before.contains(&format!("only{person}of0.docx"))));
    assert!(
        before.finds(&name(0)).is_some(),
        "the reason beside the audit log names one"
    );
    let persons = world.json(&["persons"]).as_array().unwrap().len();
    let alerts = alerts_of_others(&world, &is_erased);
    assert!(
        alerts.len() >= PERSONS - ERASED.len() - ERASED_ONLINE.len(),
        "{alerts:?}"
    );
    erase_at_the_command_line(&world, &pseudonym);
    erase_online(&world, &pseudonym);
    let after = all_bytes(&world);
    all_erased().for_each(|person| gone(&after, person));
    let others = (0..PERSONS).filter(|person| !all_erased().any(|erased| erased == *person));
    others.for_each(|person| assert!(after.contains(&format!("only{person}of0.docx")), "{person}"));
    world.ok(&["audit", "verify"]);
    // The server was killed while what had come last may have waited.
    world.assess();
    world.replay();
    assert_eq!(alerts_of_others(&world, &is_erased), alerts);
    let left = pseudonyms(&world);
    let expected: Vec<&(String, String)> = known
        .iter()
        .filter(|(_, pseudonym)| !is_erased(pseudonym))
        .collect();
    assert_eq!(left.iter().collect::<Vec<_>>(), expected);
    // The pseudonym is kept, so that nobody else ever gets it.
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), persons);
    doctor_finds_nothing(&world);
    let again = world.fails(
        2,
        &[
            "erase",
            &pseudonym(0),
            "--ground",
            "person-asked",
            "--depth",
            "everything",
        ],
    );
    assert!(again.contains("erased already"), "{again}");
}

#[test]
fn whoever_comes_again_is_somebody_else() {
    let world = full();
    let known = pseudonyms(&world);
    let (gone, kept) = (&known[0].1, &known[1].1);
    world.ok(&["erase", gone, "--ground", "no-longer-needed"]);
    world.ok(&[
        "erase",
        kept,
        "--ground",
        "no-longer-needed",
        "--depth",
        "everything",
    ]);
    let persons = world.json(&["persons"]).as_array().unwrap().len();
    // Activities that have stayed under the old pseudonym are known; those that went are new.
    assert_eq!(
        world.ingest("m365", &world.write("log.ndjson", log())),
        Counts::new(OWN, OWN * (PERSONS as u64 - 1), 0)
    );
    assert_eq!(
        world.json(&["persons"]).as_array().unwrap().len(),
        persons + 2
    );
    let new = pseudonyms(&world);
    assert!(
        !new.iter()
            .any(|(_, pseudonym)| pseudonym == gone || pseudonym == kept),
        "{new:?}"
    );
    world.replay();
    doctor_finds_nothing(&world);
}

#[test]
fn identity_alone_leaves_activities_that_nobody_can_resolve() {
    let world = full();
    let known = pseudonyms(&world);
    let (persons, rows) = (world.json(&["persons"]), world.history_rows());
    world.ok(&["erase", &known[0].1, "--ground", "person-asked"]);
    assert_eq!(
        (world.json(&["persons"]), world.history_rows()),
        (persons, rows)
    );
    let after = all_bytes(&world);
    assert!(after.finds(&name(0)).is_none() && after.contains("only0of0.docx"));
    assert_eq!(pseudonyms(&world), known[1..]);
    doctor_finds_nothing(&world);
    world.replay();
}

#[test]
fn a_hold_stops_it_and_the_refusal_is_on_record() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let id = world.json(&["hold", "place", &person, "--ground", "legal-claim"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let said = world.fails(2, &["erase", &person, "--ground", "person-asked"]);
    // A restored backup is erased again in spite of holds. Nobody may claim it.
    assert!(
        world
            .fails(2, &["erase", &person, "--ground", "restored"])
            .contains("choose another")
    );
    assert!(said.contains(&id) && !said.contains(&person), "{said}");
    let found = world.json(&[
        "audit",
        "search",
        "--operation",
        "erase-person",
        "--person",
        &person,
    ]);
    let endings: Vec<&Value> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["ending"])
        .collect();
    assert_eq!(
        endings,
        [
            &json!("refused"),
            &Value::Null,
            &json!("refused"),
            &Value::Null
        ],
        "{found}"
    );
    let listed = world.json(&["hold", "list"]);
    assert_eq!(
        (&listed[0]["id"], &listed[0]["on"]),
        (&json!(id), &json!(person)),
        "{listed}"
    );
    world.ok(&["hold", "lift", &id]);
    world.fails(2, &["hold", "lift", &id]);
    world.ok(&["erase", &person, "--ground", "person-asked"]);
}

#[test]
fn an_access_report_says_what_is_held_and_who_looked_is_not_in_it() {
    let world = full();
    let person = pseudonyms(&world)[0].1.clone();
    let statement = world.write(
        "statement.yaml",
        "organisation: Contoso\ncontact: privacy officer\npurposes: [protecting designs]\n",
    );
    let report = world.json(&["access-report", &person, "--statement", &statement]);
    assert_eq!(
        (&report["pseudonym"], &report["statement"]["organisation"]),
        (&json!(person), &json!("Contoso")),
        "{report}"
    );
    let held = |what: &str| {
        report["holdings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|holding| holding["what"] == what)
            .cloned()
    };
    let history = held("history").unwrap();
    assert_eq!(
        (&history["count"], &history["sources"]),
        (
            &json!(ROWS),
            &json!(["generic", "graph-alerts", "hr", "m365"])
        ),
        "{history}"
    );
    assert!(
        history["from"].as_str().unwrap().starts_with("2026-06-01"),
        "{history}"
    );
    assert_eq!(held("identities").unwrap()["count"], 1);
    assert_eq!(report["looks"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["looks"][0]["operation"], "reveal-person");
    let text = world.ok(&["access-report", &person]);
    for hidden in ["tester", "console", &name(0)] {
        assert!(
            !text.contains(hidden) && !report.to_string().contains(hidden),
            "{hidden} in {text}"
        );
    }
    world.fails(5, &["access-report", "amber-otter-000"]);
}

/// Over what is due on no day: the program goes by the clock of the machine.
#[test]
fn retention_is_shown_set_and_run() {
    let world = World::with_policies();
    let days = |rows: &Value, kind: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["kind"] == kind)
            .unwrap()["days"]
            .clone()
    };
    assert_eq!(days(&world.json(&["retention", "show"]), "history"), 180);
    assert_eq!(
        days(
            &world.json(&["retention", "set", "history=1000", "untriaged-alerts=365"]),
            "history"
        ),
        1000
    );
    for wrong in ["history=1", "sessions=10", "history", "nothing=3"] {
        world.fails(2, &["retention", "set", wrong]);
    }
    let run = world.json(&["retention", "run"]);
    assert_eq!(
        (&run["braked"], &run["number"]),
        (&json!(false), &json!(1)),
        "{run}"
    );
    world.fails(
        2,
        &[
            "retention",
            "run",
            "--confirm",
            run["plan"].as_str().unwrap(),
        ],
    );
    let found = world.json(&["audit", "search", "--operation", "run-retention"]);
    assert!(
        found.as_array().unwrap().iter().any(|row| row["reason"]
            .as_str()
            .is_some_and(|said| said.contains("commitment"))),
        "{found}"
    );
}
