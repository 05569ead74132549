//! Killed at any point, the program loses nothing that it acknowledged and counts nothing twice.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{Counts, World, finish};
use crate::fixture::Organisation;
use crate::web::{self, PATIENCE, Server};

/// Small, so that one file is many commits.
const BATCH_ROWS: &str = "300";
/// By the clock, spread over the time that an undisturbed run takes. Where such a kill lands is the machine's choice: what must hold, holds
/// wherever it lands, also after the end.
const BY_CLOCK: u32 = 16;
/// By what is on disk: once so many segments are there. Such a kill always lands before the end, which the test holds back.
const BY_SEGMENTS: [usize; 9] = [1, 2, 3, 4, 5, 6, 8, 10, 12];

struct Expected {
    counts: Counts,
    rows: u64,
    digest: Value,
    alerts: Vec<String>,
    duration: Duration,
}

/// HR facts and policies are there; the log is still to come.
fn prepared(organisation: &Organisation) -> World {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &organisation.file("hr.csv")]);
    world.ok(&["ingest", "graph-alerts", &organisation.file("alerts.json")]);
    world
}

/// The second half of the log, in which most of what was planted lies.
fn log(world: &World, organisation: &Organisation) -> String {
    let lines = organisation.lines("audit.ndjson");
    let text: String = lines[lines.len() / 2..]
        .iter()
        .map(|line| format!("{line}\n"))
        .collect();
    world.write("log", text)
}

fn start(world: &World, log: &str) -> Child {
    world
        .command(&["ingest", "m365", log, "--batch-rows", BATCH_ROWS, "--json"])
        .spawn()
        .unwrap()
}

/// Reads the log, and then an input that says nothing and does not end while the child is held: it cannot be over before it is killed.
fn start_without_end(world: &World, log: &str) -> Child {
    world
        .command(&["ingest", "m365", log, "-", "--batch-rows", BATCH_ROWS])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs to the end; what it reports.
fn complete(world: &World, log: &str) -> Counts {
    let run = finish(start(world, log), &["ingest"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    Counts::of(&crate::common::json(&run.out))
}

fn segments(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.path() {
            path if path.is_dir() => segments(&path),
            path => usize::from(
                path.extension()
                    .is_some_and(|extension| extension == "parquet"),
            ),
        })
        .sum()
}

/// When to kill.
#[derive(Clone, Copy, Debug)]
enum Moment {
    After(Duration),
    /// So many more segments than before.
    Segments(usize),
}

/// Kills at that moment; whether the program was still at work.
fn kill(world: &World, child: &mut Child, moment: Moment, before: usize) -> bool {
    let started = Instant::now();
    loop {
        let now = match moment {
            Moment::After(time) => started.elapsed() >= time,
            Moment::Segments(count) => segments(&world.data().join("history")) >= before + count,
        };
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        if now {
            child.kill().unwrap();
            return !child.wait().unwrap().success();
        }
        assert!(started.elapsed() < PATIENCE, "{moment:?} does not come");
        std::thread::yield_now();
    }
}

#[test]
fn killed_while_reading_files() {
    let organisation = Organisation::small();
    let (expected, _holds_the_log, log) = undisturbed(organisation);
    let by_clock = (0..BY_CLOCK).map(|part| Moment::After(expected.duration * part / BY_CLOCK));
    let moments: Vec<Moment> = by_clock.chain(BY_SEGMENTS.map(Moment::Segments)).collect();
    assert!(moments.len() >= 25);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(&moment) = moments.get(next.fetch_add(1, Ordering::Relaxed)) {
                    disturbed(organisation, &log, moment, &expected);
                }
            });
        }
    });
}

fn undisturbed(organisation: &Organisation) -> (Expected, World, String) {
    let world = prepared(organisation);
    let log = log(&world, organisation);
    let history = world.data().join("history");
    let (before, started) = (segments(&history), Instant::now());
    let counts = complete(&world, &log);
    let duration = started.elapsed();
    assert!(
        BY_SEGMENTS
            .iter()
            .all(|count| before + count <= segments(&history)),
        "there are fewer commits than a kill waits for"
    );
    let expected = Expected {
        counts,
        rows: world.history_rows(),
        digest: world.replay()["digest"].clone(),
        alerts: world.alerts(),
        duration,
    };
    assert!(!expected.alerts.is_empty());
    (expected, world, log)
}

/// Killed at that moment and run again to the end: as if nothing had happened.
fn disturbed(organisation: &Organisation, log: &str, moment: Moment, expected: &Expected) {
    let world = prepared(organisation);
    let (rows_before, segments_before) = (
        world.history_rows(),
        segments(&world.data().join("history")),
    );
    let held_back = matches!(moment, Moment::Segments(_));
    let mut child = match held_back {
        true => start_without_end(&world, log),
        false => start(&world, log),
    };
    let killed = kill(&world, &mut child, moment, segments_before);
    assert!(
        killed || !held_back,
        "{moment:?}: over before it was killed"
    );
    // What is there is whole, and can be read before anybody repairs anything.
    let kept = world.totals("m365");
    assert_eq!(
        world.history_rows() - rows_before,
        kept.accepted,
        "{moment:?}"
    );
    assert_eq!(
        world.json(&["audit", "verify"])["valid"],
        true,
        "{moment:?}"
    );
    world.json(&["alerts", "list"]);

    let again = complete(&world, log);
    assert_eq!(again.read, expected.counts.read, "{moment:?}");
    assert_eq!(
        kept.accepted + again.accepted,
        expected.counts.accepted,
        "{moment:?}: counted twice or lost"
    );
    assert_eq!(world.history_rows(), expected.rows, "{moment:?}");
    assert_eq!(world.replay()["digest"], expected.digest, "{moment:?}");
    assert_eq!(world.alerts(), expected.alerts, "{moment:?}");
}

#[test]
fn killed_while_it_makes_a_new_directory() {
    for part in 0..6 {
        let world = World::new();
        let log = world.write(
            "log",
            crate::fixture::lines(&crate::fixture::leaver_log()[..20]),
        );
        let mut child = world.command(&["ingest", "m365", &log]).spawn().unwrap();
        kill(
            &world,
            &mut child,
            Moment::After(Duration::from_millis(8 * part)),
            0,
        );
        let kept = if world.run(&["sources", "list"]).code == Some(0) {
            world.totals("m365").accepted
        } else {
            0
        };
        assert_eq!(
            kept + world.ingest("m365", &log).accepted,
            20,
            "after {} ms",
            8 * part
        );
    }
}

#[test]
fn killed_while_it_writes_its_key() {
    let world = World::new();
    let keys = world.data().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join("master.new"), "ombud-mas").unwrap();
    let log = world.write(
        "log",
        crate::fixture::lines(&crate::fixture::leaver_log()[..20]),
    );
    assert_eq!(world.ingest("m365", &log).accepted, 20);
    assert_eq!(
        std::fs::read_dir(&keys).unwrap().count(),
        1,
        "the draft is gone"
    );
}

#[test]
fn killed_while_records_are_pushed() {
    let organisation = Organisation::small();
    let lines = organisation.lines("audit.ndjson");
    let batches: Vec<String> = lines[..2400]
        .chunks(60)
        .map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
        .collect();
    let world = World::with_policies();
    let token = world.json(&["sources", "token", "m365"])["token"]
        .as_str()
        .unwrap()
        .to_owned();
    // What was acknowledged of each batch.
    let mut answers: Vec<Option<Counts>> = vec![None; batches.len()];
    for round in 0..6u32 {
        push_until_killed(&world, round, &token, &batches, &mut answers);
        let kept = world.totals("m365");
        let told: u64 = answers.iter().flatten().map(|counts| counts.accepted).sum();
        assert!(
            kept.accepted >= told,
            "round {round}: {told} acknowledged, {} kept",
            kept.accepted
        );
        assert_eq!(world.history_rows(), kept.accepted, "round {round}");
    }
    assert!(
        answers.iter().any(Option::is_none),
        "there is something left for the last round"
    );
    everything_again(&world, &token, &batches, &answers);
}

/// Pushes what is not acknowledged yet, and kills the server somewhere in a push or after it.
fn push_until_killed(
    world: &World,
    round: u32,
    token: &str,
    batches: &[String],
    answers: &mut [Option<Counts>],
) {
    let server = Server::start(world);
    let address = server.address.clone();
    let enough = 3 + round as usize;
    std::thread::scope(|scope| {
        let (acknowledge, acknowledged) = mpsc::channel();
        scope.spawn(move || {
            let open = answers
                .iter_mut()
                .enumerate()
                .filter(|(_, answer)| answer.is_none());
            // One more than is waited for, and no others however late the kill comes: so something is left for every round.
            for (number, answer) in open.take(enough + 1) {
                let (key, batch) = (format!("batch-{number}"), batches[number].as_bytes());
                let Ok(pushed) = web::push(&address, "m365", token, &key, batch) else {
                    return;
                };
                assert_eq!(pushed.status, 200, "{pushed:?}");
                *answer = Some(Counts::of(&pushed.json()));
                // Nobody listens any more while the last push is under way.
                let _ = acknowledge.send(());
            }
        });
        for _ in 0..enough {
            acknowledged
                .recv()
                .unwrap_or_else(|_| panic!("the pushes ended before the kill"));
        }
        let started = Instant::now();
        while started.elapsed() < Duration::from_millis(u64::from(round) * 7) {
            std::thread::yield_now();
        }
        server.kill();
    });
}

/// Repeats every push under its key: the same answers, and nothing twice.
fn everything_again(world: &World, token: &str, batches: &[String], answers: &[Option<Counts>]) {
    let server = Server::start(world);
    let mut sum = 0;
    for (number, batch) in batches.iter().enumerate() {
        let answer = server
            .push("m365", token, &format!("batch-{number}"), batch.as_bytes())
            .unwrap();
        let counts = Counts::of(&answer.json());
        if let Some(first) = answers[number] {
            assert_eq!(
                (counts, &answer.json()["replayed"]),
                (first, &true.into()),
                "batch {number}"
            );
        }
        sum += counts.accepted;
    }
    server.kill();
    let distinct: std::collections::BTreeSet<&str> =
        batches.iter().flat_map(|batch| batch.lines()).collect();
    assert_eq!(sum, distinct.len() as u64);
    let (kept, read) = (
        world.totals("m365"),
        batches
            .iter()
            .map(|batch| batch.lines().count() as u64)
            .sum::<u64>(),
    );
    assert_eq!(
        (kept.accepted, kept.read, world.history_rows()),
        (sum, read, sum)
    );
    world.assess();
    world.replay();
}
