//! Input that is damaged, hostile or something else: counted rejects or a clear error, and the program works on.

use serde_json::json;

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

#[test]
fn damaged_files_end_in_counts_or_a_clear_error() {
    let log = fixture::lines(&fixture::leaver_log());
    let (gzip, zstd) = (fixture::gzip(log.as_bytes()), fixture::zstd(log.as_bytes()));
    let mut flipped = gzip.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    let mut layers = log.clone().into_bytes();
    for _ in 0..6 {
        layers = fixture::gzip(&layers);
    }
    let world = World::with_policies();
    for (name, bytes) in [
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
    ] {
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

#[test]
fn hostile_files_of_other_kinds() {
    let world = World::with_policies();
    for (source, name, bytes) in [
        (
            "hr",
            "columns.csv",
            [
                b"EmailAddress,ResignationDate,LastWorkingDate".to_vec(),
                b",x".repeat(1_000_000),
            ]
            .concat(),
        ),
        (
            "hr",
            "wide.csv",
            format!(
                "EmailAddress,ResignationDate,LastWorkingDate\na@b.test{}\n",
                ",x".repeat(1_000_000)
            )
            .into_bytes(),
        ),
        (
            "hr",
            "dates.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\na@b.test,0000-01-01,9999-12-31\n"
                .to_vec(),
        ),
        (
            "hr",
            "bytes.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\na@b.test,\xff\xfe,2026-01-02\n"
                .to_vec(),
        ),
        (
            "hr",
            "nul.csv",
            b"EmailAddress,ResignationDate,LastWorkingDate\n\0,\0,\0\n".to_vec(),
        ),
        (
            "hr",
            "noise.csv",
            [
                &b"EmailAddress,ResignationDate,LastWorkingDate\n"[..],
                &noise(5, 50_000),
            ]
            .concat(),
        ),
        (
            "graph-alerts",
            "deep.json",
            format!(
                r#"{{"value":[{{"id":"1","evidence":{}"#,
                "[".repeat(100_000)
            )
            .into_bytes(),
        ),
        ("graph-alerts", "noise.json", noise(6, 50_000)),
        (
            "graph-alerts",
            "empty-alerts.json",
            br#"{"value":[{},{"id":7,"evidence":{}},{"id":"x","evidence":[1]}]}"#.to_vec(),
        ),
    ] {
        if let Some(counts) = attempt(&world, source, name, &bytes) {
            assert!(
                counts.rejected > 0 && counts.accepted <= 1,
                "{name}: {counts:?}"
            );
        }
    }
    // Files that people write by hand: aliases that multiply, nesting, noise.
    let laughs: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1))
        .collect();
    let laughs = format!("a0: &a0 [x, x, x, x]\n{laughs}");
    let log = world.write("log", fixture::lines(&fixture::leaver_log()[..3]));
    for (name, bytes) in [
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
    ] {
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

#[test]
fn a_corrected_mapping_brings_a_reject_in() {
    let world = World::new();
    let record = |number: u32, user: serde_json::Value| json!({"id": number, "at": "2026-05-01T08:00:00Z", "user": user, "did": "pull", "file": format!("/a/{number}.zip")});
    let records = [
        record(1, json!({"mail": "amir@contoso.test"})),
        record(2, json!({"upn": "bea@contoso.test"})),
        record(3, json!({})),
    ];
    let file = world.write("other.ndjson", fixture::lines(&records));
    let mapping = |person: &str| {
        format!(
            "id: id\ntime: at\nperson: {person}\noperation: did\npath: file\nkinds: {{pull: file-downloaded}}\n"
        )
    };
    let first = world.write("first.yaml", mapping("user.mail"));
    let report = world.json(&["ingest", "generic", &file, "--mapping", &first]);
    assert_eq!(Counts::of(&report), Counts::new(1, 0, 2));
    let without = world.json(&["rejects", "retry"]);
    assert_eq!(
        (&without["tried"], &without["rejected"]),
        (&2.into(), &2.into())
    );
    let reason = without["remaining"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("--mapping"), "{reason}");
    let again = world.json(&["rejects", "retry", "--mapping", &first]);
    assert_eq!(
        (&again["tried"], &again["rejected"]),
        (&2.into(), &2.into())
    );

    let second = world.write("second.yaml", mapping("user.upn"));
    let report = world.json(&["rejects", "retry", "--mapping", &second]);
    let counts =
        ["tried", "accepted", "duplicates", "rejected"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 0, 1]);
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), 2);
    let rows = world.json(&["activities", "query", "--where", "kind = 'file-downloaded'"]);
    assert_eq!(rows.as_array().unwrap().len(), 2);
    world.replay();
}

#[test]
fn what_cannot_be_tried_again_does_not_stop_the_others() {
    let world = World::new();
    // A record without its time, fifty rows of HR with dates of another form, and records for which the mapping is missing.
    let broken = "{\"Operation\":\"FileDownloaded\",\"UserId\":\"amir@contoso.test\"}\n";
    let log = world.write("log", fixture::lines(&fixture::leaver_log()[..9]) + broken);
    assert_eq!(world.ingest("m365", &log), Counts::new(9, 0, 1));
    let rows = (0..50).map(|number| {
        format!(
            "leaver{number}@contoso.test,{:02}.06.2026,01.07.2026\n",
            number % 30 + 1
        )
    });
    let hr = world.write(
        "hr.csv",
        format!(
            "EmailAddress,ResignationDate,LastWorkingDate\n{}",
            rows.collect::<String>()
        ),
    );
    assert_eq!(world.ingest("hr", &hr), Counts::new(0, 0, 50));
    let mapping = world.write("mapping.yaml", "time: at\nperson: who\noperation: did\n");
    let other = world.write(
        "other",
        "{\"at\":\"2026-06-01T08:00:00Z\",\"did\":\"pull\"}\n",
    );
    assert_eq!(
        Counts::of(&world.json(&["ingest", "generic", &other, "--mapping", &mapping])),
        Counts::new(0, 0, 1)
    );
    let before = segments(&world);

    let dates = "columns: {EmailAddress: EmailAddress}\ndate_format: \"%d.%m.%Y\"\n";
    let report = world.json(&[
        "rejects",
        "retry",
        "--mapping",
        &world.write("dates.yaml", dates),
    ]);
    let counts =
        ["tried", "accepted", "duplicates", "rejected"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(counts, [52, 50, 0, 2]);
    assert_eq!(segments(&world), before + 1, "the fifty are one segment");
    let remaining = report["remaining"].as_array().unwrap();
    let said: Vec<_> = remaining
        .iter()
        .map(|row| {
            (
                row["source"].as_str().unwrap(),
                row["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(
        matches!(said[..], [("generic", _), ("m365", _)]),
        "{said:?}"
    );
    assert!(
        said[0].1.contains("mapping") && said[1].1.contains("CreationTime"),
        "{said:?}"
    );
    let text = world.ok(&["rejects", "retry"]);
    assert!(
        text.starts_with("2 records tried: 0 accepted, 0 duplicates, 2 still rejected"),
        "{text}"
    );
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("generic") || line.starts_with("m365"))
            .count(),
        2,
        "{text}"
    );
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        2
    );
    assert_eq!(world.ingest("m365", &log), Counts::new(0, 9, 1));
    world.replay();
}

/// Segments of history, as `doctor` counts them.
fn segments(world: &World) -> u64 {
    let findings = json(&world.run(&["doctor", "--json"]).out);
    let history = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["what"] == "history")
        .unwrap();
    let text = history["text"].as_str().unwrap();
    text.split(" in ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap()
        .parse()
        .unwrap()
}
