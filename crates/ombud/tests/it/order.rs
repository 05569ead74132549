//! The order in which records arrive decides nothing: the same assessments, byte for byte, and the same counts.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::common::{Counts, World};
use crate::fixture::{self, LEAVER, Organisation};

/// What must be the same however the records came.
#[derive(PartialEq, Eq, Debug)]
struct Outcome {
    digest: Value,
    assessments: Value,
    alerts: Vec<String>,
    persons: usize,
    rows: u64,
}

impl Outcome {
    fn of(world: &World) -> Self {
        let replay = world.replay();
        Self {
            digest: replay["digest"].clone(),
            assessments: replay["assessments"].clone(),
            alerts: world.alerts(),
            persons: world.json(&["persons"]).as_array().unwrap().len(),
            rows: world.history_rows(),
        }
    }
}

/// What there is of an organisation, as text.
struct Parts {
    log: Vec<String>,
    hr: String,
    alerts: String,
    /// Lines of the log that repeat an earlier one.
    repeats: u64,
}

impl Parts {
    fn of(organisation: &Organisation) -> Self {
        Self {
            log: organisation.lines("audit.ndjson"),
            hr: organisation.file("hr.csv"),
            alerts: organisation.file("alerts.json"),
            repeats: organisation.summary.repeats,
        }
    }

    fn whole(&self) -> String {
        joined(&self.log)
    }

    fn all(&self) -> Counts {
        Counts::new(self.log.len() as u64 - self.repeats, self.repeats, 0)
    }

    fn facts(&self, world: &World) {
        world.ok(&["ingest", "hr", &self.hr]);
        world.ok(&["ingest", "graph-alerts", &self.alerts]);
    }
}

fn joined<S: AsRef<str>>(lines: &[S]) -> String {
    lines
        .iter()
        .map(|line| format!("{}\n", line.as_ref()))
        .collect()
}

fn thirds(lines: &[String]) -> [&[String]; 3] {
    let third = lines.len() / 3;
    [
        &lines[..third],
        &lines[third..2 * third],
        &lines[2 * third..],
    ]
}

/// One way of bringing everything in, policies included; the counts of the log.
type Way = (&'static str, fn(&World, &Parts) -> Counts);

const WAYS: &[Way] = &[
    ("the log first, the policies last", |world, parts| {
        let counts = world.ingest("m365", &world.write("log", parts.whole()));
        parts.facts(world);
        world.create_policies();
        counts
    }),
    ("policies between log and facts", |world, parts| {
        let counts = world.ingest("m365", &world.write("log", parts.whole()));
        world.create_policies();
        parts.facts(world);
        counts
    }),
    ("three files in one run", |world, parts| {
        world.create_policies();
        let [a, b, c] = thirds(&parts.log).map(joined);
        let files = [
            world.write("a", a),
            world.write("b", b),
            world.write("c", c),
        ];
        let counts = Counts::of(&world.json(&["ingest", "m365", &files[0], &files[1], &files[2]]));
        parts.facts(world);
        counts
    }),
    ("the last third first, facts in between", |world, parts| {
        world.create_policies();
        let [a, b, c] = thirds(&parts.log).map(joined);
        world.ingest("m365", &world.write("c", c));
        parts.facts(world);
        world.ingest("m365", &world.write("a", a));
        world.ingest("m365", &world.write("b", b));
        world.totals("m365")
    }),
    ("backwards, in small commits", |world, parts| {
        world.create_policies();
        parts.facts(world);
        let backwards: Vec<&String> = parts.log.iter().rev().collect();
        let file = world.write("log", joined(&backwards));
        Counts::of(&world.json(&["ingest", "m365", &file, "--batch-rows", "1000"]))
    }),
    ("gzip", |world, parts| {
        world.create_policies();
        parts.facts(world);
        world.ingest(
            "m365",
            &world.write("log", fixture::gzip(parts.whole().as_bytes())),
        )
    }),
    ("zstd, by standard input", |world, parts| {
        world.create_policies();
        parts.facts(world);
        let run = world.run_with_input(
            &["ingest", "m365", "-", "--json"],
            &fixture::zstd(parts.whole().as_bytes()),
        );
        Counts::of(&crate::common::json(&run.out))
    }),
    ("a JSON array", |world, parts| {
        world.create_policies();
        parts.facts(world);
        world.ingest(
            "m365",
            &world.write("log.json", format!("[{}]", parts.log.join(",\n"))),
        )
    }),
];

#[test]
fn every_way_in_gives_the_same_outcome() {
    let parts = Parts::of(Organisation::small());
    let straight = World::with_policies();
    parts.facts(&straight);
    assert_eq!(
        straight.ingest("m365", &straight.write("log", parts.whole())),
        parts.all()
    );
    let expected = Outcome::of(&straight);
    assert!(expected.alerts.len() > 2, "{expected:?}");
    assert_eq!(
        expected.rows,
        parts.all().accepted
            + straight.totals("hr").accepted
            + straight.totals("graph-alerts").accepted
            + {
                // A resignation says two things: when it was given and the last working day.
                parts_of_resignations(&parts)
            }
    );
    for (name, way) in WAYS {
        let world = World::new();
        assert_eq!(way(&world, &parts), parts.all(), "{name}");
        assert_eq!(Outcome::of(&world), expected, "{name}");
    }
    // Everything once more, in two pieces that overlap: nothing but duplicates.
    let again = straight.ingest(
        "m365",
        &straight.write("twice", parts.whole() + &parts.whole()),
    );
    assert_eq!(again, Counts::new(0, 2 * parts.log.len() as u64, 0));
    parts.facts(&straight);
    assert_eq!(Outcome::of(&straight), expected, "everything three times");
}

fn parts_of_resignations(parts: &Parts) -> u64 {
    let hr = crate::common::read(std::path::Path::new(&parts.hr));
    hr.lines()
        .filter(|line| {
            line.starts_with("Resignation,")
                && line.split(',').nth(3).is_some_and(|day| !day.is_empty())
        })
        .count() as u64
}

/// How the records of the small log are dealt out.
#[derive(Clone, Debug)]
struct Deal {
    /// For each record the files it stands in; twice the same is a repetition.
    files: Vec<Vec<usize>>,
    /// Orders the records within the files.
    ranks: Vec<u32>,
    /// After how many files the HR table and the policy come.
    hr_after: usize,
    policy_after: usize,
}

const FILES: usize = 3;

fn deal(records: usize) -> impl Strategy<Value = Deal> {
    (
        prop::collection::vec(prop::collection::vec(0..FILES, 1..3), records),
        prop::collection::vec(any::<u32>(), records),
        0..=FILES,
        0..=FILES,
    )
        .prop_map(|(files, ranks, hr_after, policy_after)| Deal {
            files,
            ranks,
            hr_after,
            policy_after,
        })
}

/// Deals the records out; digest and alerts of what came of it.
fn play(records: &[Value], deal: &Deal) -> (Value, Vec<String>, Counts) {
    let world = World::new();
    let hr = world.write("hr.csv", fixture::leaver_hr());
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|&record| deal.ranks[record]);
    for file in 0..=FILES {
        if deal.hr_after == file {
            assert_eq!(world.ingest("hr", &hr), Counts::new(1, 0, 0));
        }
        if deal.policy_after == file {
            world.ok(&[
                "policy",
                "create",
                "--template",
                "data-theft-departing-users",
                "--name",
                "Leavers",
            ]);
        }
        let dealt = order.iter().flat_map(|&record| {
            deal.files[record]
                .iter()
                .filter(move |&&into| into == file)
                .map(move |_| records[record].clone())
        });
        let dealt: Vec<Value> = dealt.collect();
        if !dealt.is_empty() {
            world.ingest("m365", &world.write("part", fixture::lines(&dealt)));
        }
    }
    (
        world.replay()["digest"].clone(),
        world.alerts(),
        world.totals("m365"),
    )
}

#[test]
fn any_deal_of_the_records_gives_the_same_outcome() {
    let records = fixture::leaver_log();
    let all_in_one = Deal {
        files: vec![vec![0]; records.len()],
        ranks: vec![0; records.len()],
        hr_after: 0,
        policy_after: 0,
    };
    let (digest, alerts, counts) = play(&records, &all_in_one);
    assert_eq!(
        (alerts.len(), counts),
        (1, Counts::new(records.len() as u64, 0, 0))
    );
    assert!(alerts[0].contains(LEAVER));
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 6,
        failure_persistence: None,
        max_shrink_iters: 20,
        ..Default::default()
    });
    let outcome = runner.run(&deal(records.len()), |deal| {
        let dealt = deal.files.iter().map(Vec::len).sum::<usize>();
        let repeats = (dealt - records.len()) as u64;
        prop_assert_eq!(
            play(&records, &deal),
            (
                digest.clone(),
                alerts.clone(),
                Counts::new(records.len() as u64, repeats, 0)
            )
        );
        Ok(())
    });
    outcome.unwrap();
}
