//! Input that is damaged, hostile or something else: counted rejects or a clear error, and the program works on.

mod retrying;

use crate::common::{Counts, World, json};
use crate::fixture;

/// Brings it in; the counts, or `None` after an error that says what is the matter. Nothing else may happen.
fn attempt(world: &World, source: &str, name: &str, bytes: &[u8]) -> Option<Counts> {
    let file = world.write(name, bytes);
    let run = world.run(&["ingest", source, &file, "--json"]);
    match run.code {
        Some(0) => Some(Counts::of(&json(&run.out))),
        Some(3) => {
            assert!(
                run.err.starts_with("ombud: ") && run.err.contains(name),
                "{name}: {}",
                run.err
            );
            assert!(
                run.err.len() < 2_000,
                "{name}: a message is not a dump: {}",
                run.err
            );
            None
        }
        code => panic!("{name}: exit {code:?}: {}", run.err),
    }
}

/// Two records and something between them.
fn between(damage: &[u8]) -> Vec<u8> {
    let log = fixture::leaver_log();
    let (first, second) = (log[0].to_string(), log[1].to_string());
    [
        first.as_bytes(),
        b"\n",
        damage,
        b"\n",
        second.as_bytes(),
        b"\n",
    ]
    .concat()
}

/// Text that looks random and is the same every time.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(next).collect()
}

/// The program still reads what is right, and everything adds up.
fn works(world: &World) {
    let log = fixture::leaver_log();
    let before = world.totals("m365").accepted;
    let counts = world.ingest("m365", &world.write("good", fixture::lines(&log)));
    assert_eq!((counts.read, counts.rejected), (log.len() as u64, 0));
    assert_eq!(before + counts.accepted, world.totals("m365").accepted);
    let all = ["m365", "hr", "graph-alerts"]
        .map(|source| world.totals(source).accepted)
        .iter()
        .sum::<u64>();
    assert!(world.history_rows() >= all);
    world.json(&["rejects", "list"]);
    world.replay();
}

#[test]
fn a_damaged_record_is_rejected_and_its_neighbours_are_not() {
    let deep = |open: &str| open.repeat(100_000);
    let nested = format!(
        r#"{{"CreationTime":"2026-05-01T08:00:00","Operation":"Send","Id":"x","Item":{}"#,
        deep("[")
    );
    let long = format!(
        r#"{{"CreationTime":"2026-05-01T08:00:00","Operation":"Send","Id":"{}"}}"#,
        "a".repeat(20 << 20)
    );
    let year = |year: &str| {
        format!(r#"{{"CreationTime":"{year}-12-31T23:59:59","Operation":"Send","Id":"{year}"}}"#)
    };
    let world = World::with_policies();
    let mut rejected = 0;
    for (name, damage) in [
        (
            "invalid UTF-8",
            b"{\"CreationTime\":\"2026-05-01T08:00:00\",\"Operation\":\"Send\",\"UserId\":\"\xff\xfe\xc0\"}".to_vec(),
        ),
        ("a longer line than allowed", long.into_bytes()),
        ("nested arrays", deep("[").into_bytes()),
        ("nested objects", deep("{\"a\":").into_bytes()),
        ("nested inside of a record", nested.into_bytes()),
        ("NUL bytes", vec![0; 4096]),
        ("a record with NUL bytes around", b"\0\0{\"CreationTime\":\"2026-05-01T08:00:00\"}\0".to_vec()),
        ("the year 0", year("0000").into_bytes()),
        ("the year 1", year("0001").into_bytes()),
        ("the year 9999", year("9999").into_bytes()),
        ("a year beyond", year("123456789").into_bytes()),
        ("no JSON", b"<html>an error page</html>".to_vec()),
        ("no object", b"[1,2,3]".to_vec()),
        ("half a record", b"{\"CreationTime\":\"2026-05-01T08:00:00\",\"Operation\":\"Se".to_vec()),
        ("an empty object", b"{}".to_vec()),
    ] {
        let counts = attempt(&world, "m365", "damaged.ndjson", &between(&damage));
        let counts = counts.unwrap_or_else(|| panic!("{name}: one bad line is not a bad file"));
        assert_eq!((counts.accepted + counts.duplicates, counts.rejected), (2, 1), "{name}");
        rejected += 1;
        let rejects = world.json(&["rejects", "list"]);
        let rejects = rejects.as_array().unwrap();
        assert_eq!(rejects.len(), rejected, "{name}: {rejects:#?}");
        assert!(rejects.iter().all(|reject| reject["place"].as_str().unwrap().contains('2')), "{name}: {rejects:#?}");
    }
    let retried = world.json(&["rejects", "retry"]);
    assert_eq!(
        (&retried["tried"], &retried["rejected"]),
        (&rejected.into(), &rejected.into())
    );
    works(&world);
}

/// Files of which a part is missing, changed or repeated, or which are something else.
fn damaged_files() -> Vec<(&'static str, Vec<u8>)> {
    let log = fixture::lines(&fixture::leaver_log());
    let (gzip, zstd) = (fixture::gzip(log.as_bytes()), fixture::zstd(log.as_bytes()));
    let mut flipped = gzip.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    let mut layers = log.clone().into_bytes();
    for _ in 0..6 {
        layers = fixture::gzip(&layers);
    }
    vec![
        ("half.gz", gzip[..gzip.len() / 2].to_vec()),
        ("without-its-end.gz", gzip[..gzip.len() - 3].to_vec()),
        ("only-the-head.gz", gzip[..12].to_vec()),
        ("half.zst", zstd[..zstd.len() / 2].to_vec()),
        ("only-the-head.zst", zstd[..6].to_vec()),
        ("flipped.gz", flipped),
        (
            "with-more-behind.gz",
            [gzip.clone(), noise(1, 5_000)].concat(),
        ),
        ("six-layers.gz", layers),
        ("noise-1", noise(7, 100_000)),
        ("noise-2", noise(8, 3)),
        (
            "noise.gz",
            [&[0x1f, 0x8b, 8, 0][..], &noise(9, 10_000)].concat(),
        ),
        ("zeros", vec![0; 1 << 20]),
        ("zeros.gz", fixture::gzip(&vec![0; 64 << 20])),
        ("one-long-line.gz", fixture::gzip(&vec![b'a'; 100 << 20])),
        ("brackets", b"[".repeat(1 << 20)),
        ("braces", b"{\"a\":".repeat(1 << 18)),
        (
            "cut-array.json",
            format!("[{}", log.trim().replace('\n', ",")).into_bytes(),
        ),
    ]
}

/// Tables that are too wide, have no end, or are no tables.
fn wrong_tables() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "many-columns.csv",
            [vec![b','; 1_000_000], b"\n".to_vec(), vec![b','; 1_000_000]].concat(),
        ),
        (
            "many-wide-rows.csv",
            format!(
                "CreationDate,Operations,AuditData\n{}\n",
                "x,".repeat(1_000_000)
            )
            .into_bytes(),
        ),
        (
            "open-quote.csv",
            format!(
                "CreationDate,Operations,AuditData\n\"{}",
                "x".repeat(20 << 20)
            )
            .into_bytes(),
        ),
        ("other.csv", b"a,b,c\n1,2,3\n".to_vec()),
        (
            "page.html",
            b"<!doctype html><title>Sign in</title>\n".repeat(100),
        ),
        (
            "program",
            std::fs::read("/proc/self/exe")
                .map_or_else(|_| noise(3, 1 << 20), |exe| exe[..1 << 20].to_vec()),
        ),
    ]
}

#[test]
fn damaged_files_end_in_counts_or_a_clear_error() {
    let world = World::with_policies();
    for (name, bytes) in damaged_files().into_iter().chain(wrong_tables()) {
        if let Some(counts) = attempt(&world, "m365", name, &bytes) {
            let expected = fixture::leaver_log().len() as u64;
            assert!(
                counts.rejected > 0 && counts.accepted + counts.duplicates <= expected,
                "{name}: {counts:?}"
            );
        }
    }
    works(&world);
}

#[test]
fn what_only_looks_odd_is_read() {
    let log = fixture::lines(&fixture::leaver_log()[..20]);
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(log.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let world = World::new();
    for (name, bytes, read) in [
        ("empty", Vec::new(), 0),
        ("blank", b"\n\n  \r\n\n".to_vec(), 0),
        ("mark-only", b"\xef\xbb\xbf".to_vec(), 0),
        ("empty.gz", fixture::gzip(b""), 0),
        ("empty.json", b"[]".to_vec(), 0),
        (
            "windows",
            format!("\u{feff}{}", log.replace('\n', "\r\n")).into_bytes(),
            20,
        ),
        ("no-end-of-line", log.trim_end().as_bytes().to_vec(), 20),
        ("blank-lines", log.replace('\n', "\n\n").into_bytes(), 20),
        ("utf-16", utf16, 20),
        (
            "members.gz",
            [
                fixture::gzip(&log.as_bytes()[..5_000]),
                fixture::gzip(&log.as_bytes()[5_000..]),
            ]
            .concat(),
            20,
        ),
        ("named.csv", log.clone().into_bytes(), 20),
    ] {
        let counts =
            attempt(&world, "m365", name, &bytes).unwrap_or_else(|| panic!("{name} is refused"));
        assert_eq!((counts.read, counts.rejected), (read, 0), "{name}");
    }
    assert_eq!(world.history_rows(), 20);
}

fn hostile_tables() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "columns.csv",
            [
                b"EmailAddress,ResignationDate,LastWorkingDate".to_vec(),
                b",x".repeat(1_000_000),
            ]
            .concat(),
        ),
        (
            "wide.csv",
            format!(
                "EmailAddress,ResignationDate,LastWorkingDate\na@b.test{}\n",
                ",x".repeat(1_000_000)
            )
            .into_bytes(),
        ),
        (
            "dates.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\na@b.test,0000-01-01,9999-12-31\n"
                .to_vec(),
        ),
        (
            "bytes.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\na@b.test,\xff\xfe,2026-01-02\n"
                .to_vec(),
        ),
        (
            "nul.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\n\0,\0,\0\n".to_vec(),
        ),
        (
            "noise.csv",
            [
                &b"EmailAddress,ResignationDate,LastWorkingDate\n"[..],
                &noise(5, 50_000),
            ]
            .concat(),
        ),
    ]
}

fn hostile_alerts() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "deep.json",
            format!(
                r#"{{"value":[{{"id":"1","evidence":{}"#,
                "[".repeat(100_000)
            )
            .into_bytes(),
        ),
        ("noise.json", noise(6, 50_000)),
        (
            "empty-alerts.json",
            br#"{"value":[{},{"id":7,"evidence":{}},{"id":"x","evidence":[1]}]}"#.to_vec(),
        ),
    ]
}

#[test]
fn hostile_files_of_other_kinds() {
    let world = World::with_policies();
    let tables = hostile_tables()
        .into_iter()
        .map(|(name, bytes)| ("hr", name, bytes));
    let alerts = hostile_alerts()
        .into_iter()
        .map(|(name, bytes)| ("graph-alerts", name, bytes));
    for (source, name, bytes) in tables.chain(alerts) {
        if let Some(counts) = attempt(&world, source, name, &bytes) {
            assert!(
                counts.rejected > 0 && counts.accepted <= 1,
                "{name}: {counts:?}"
            );
        }
    }
    works(&world);
}

/// Files that people write by hand: aliases that multiply, nesting, noise.
fn hostile_yaml() -> Vec<(&'static str, Vec<u8>)> {
    let laughs: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1))
        .collect();
    let laughs = format!("a0: &a0 [x, x, x, x]\n{laughs}");
    vec![
        ("laughs.yaml", laughs.into_bytes()),
        ("deep.yaml", "[".repeat(20_000).into_bytes()),
        ("deeper.yaml", "{a: ".repeat(200_000).into_bytes()),
        ("maps.yaml", "{a: ".repeat(1_000).into_bytes()),
        (
            "directives.yaml",
            (0..20_000)
                .map(|n| format!("%TAG !a{n}! x\n"))
                .collect::<String>()
                .into_bytes(),
        ),
        ("noise.yaml", noise(11, 10_000)),
        ("nul.yaml", vec![0; 100]),
        ("long.yaml", vec![b'a'; 8 << 20]),
        ("empty.yaml", Vec::new()),
    ]
}

#[test]
fn hostile_files_that_people_write_by_hand() {
    let world = World::with_policies();
    let log = world.write("log", fixture::lines(&fixture::leaver_log()[..3]));
    for (name, bytes) in hostile_yaml() {
        let file = world.write(name, bytes);
        for args in [
            &["policy", "apply", &file][..],
            &["ingest", "generic", &log, "--mapping", &file],
        ] {
            let run = world.run(args);
            assert!(
                matches!(run.code, Some(2 | 3)),
                "{name} {args:?}: {:?} {}",
                run.code,
                run.err
            );
            let reason = [
                ("deeper.yaml", "too many"),
                ("directives.yaml", "directive"),
            ]
            .into_iter()
            .find(|(file, _)| *file == name);
            assert!(
                reason.is_none_or(|(_, reason)| run.err.contains(reason)),
                "{name}: {}",
                run.err
            );
        }
        if name != "empty.yaml" {
            let run = world.run(&["settings", "apply", &file]);
            assert!(
                matches!(run.code, Some(2 | 3)),
                "{name}: {:?} {}",
                run.code,
                run.err
            );
        }
    }
    works(&world);
}
