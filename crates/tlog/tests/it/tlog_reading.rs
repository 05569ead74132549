//! What is read from a log: proofs, searches, exports and pieces.

use ombud_model::{Operation, PersonId};
use ombud_tlog::merkle::{leaf_hash, verify_consistency, verify_inclusion};
use ombud_tlog::{Ending, Filter, Intent, Logged, Order, TransparencyLog, export};

use crate::tlog_support::{Files, MemDisk, at, grow, intent, log_of, signer};

#[test]
fn proofs_convince_whoever_has_only_the_head() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 700, 100);
    let older = log.head().0.clone();
    let early = log.reader();
    grow(&mut log, 1000, 300);
    let (head, reader) = (log.head().0.clone(), log.reader());
    let proof = reader.consistency(older.size, head.size).unwrap();
    assert!(verify_consistency(
        older.size, older.root, head.size, head.root, &proof
    ));
    for index in [0, 255, 256, 511, 512, 699, 999] {
        let leaf = leaf_hash(
            &reader.entries(index..index + 1).unwrap()[0]
                .entry
                .encode(index),
        );
        assert!(
            verify_inclusion(
                leaf,
                index,
                head.size,
                &reader.inclusion(index, head.size).unwrap(),
                head.root
            ),
            "{index}"
        );
        if index < older.size {
            // A reader of the time before still reads, although the partial pieces it knew are gone.
            assert!(
                verify_inclusion(
                    leaf,
                    index,
                    older.size,
                    &early.inclusion(index, older.size).unwrap(),
                    older.root
                ),
                "{index}"
            );
        }
    }
    assert_eq!(early.entries(690..2000).unwrap().len(), 10);
    assert!(
        early.root(701).is_err()
            && early.inclusion(700, 700).is_err()
            && early.consistency(5, 701).is_err()
    );
}

#[test]
fn leaves_are_given_as_they_are_in_the_tree_and_proved_together() {
    let disk = MemDisk::with(Files::new());
    let reader = log_of(&disk, 700, 100).reader();
    let mut leaves = Vec::new();
    reader
        .each_leaf(250..2000, |logged, leaf| {
            leaves.push((logged.sequence, leaf_hash(leaf)));
        })
        .unwrap();
    let sequences: Vec<u64> = leaves.iter().map(|(sequence, _)| *sequence).collect();
    assert_eq!(sequences, (250..700).collect::<Vec<u64>>());
    let head = reader.head();
    let proofs = reader.inclusions(&sequences, head.size).unwrap();
    assert_eq!(proofs.len(), leaves.len());
    for ((index, leaf), proof) in leaves.iter().zip(&proofs) {
        assert_eq!(*proof, reader.inclusion(*index, head.size).unwrap());
        assert!(verify_inclusion(*leaf, *index, head.size, proof, head.root));
    }
    assert!(reader.inclusions(&[1, 700], 700).is_err() && reader.inclusions(&[], 701).is_err());
}

/// Filters by every field, the last of which fits nothing.
fn filters(all: &[Logged]) -> [Filter; 8] {
    [
        Filter::default(),
        Filter {
            from: Some(at(100)),
            until: Some(at(200)),
            ..Filter::default()
        },
        Filter {
            operations: vec![Operation::ReadCase, Operation::SignIn],
            ..Filter::default()
        },
        Filter {
            actor: Some(all[6].entry.actor.clone()),
            ending: Some(Ending::Done),
            ..Filter::default()
        },
        Filter {
            subject: Some(PersonId(200)),
            ..Filter::default()
        },
        Filter {
            object: all[77].entry.object.clone(),
            ..Filter::default()
        },
        Filter {
            purpose: Some("triage".parse().unwrap()),
            case: all[12].entry.case,
            ..Filter::default()
        },
        Filter {
            role: Some("auditors".parse().unwrap()),
            ..Filter::default()
        },
    ]
}

#[test]
fn search_finds_what_a_plain_filter_finds() {
    let disk = MemDisk::with(Files::new());
    let log = log_of(&disk, 600, 300);
    let reader = log.reader();
    let all = reader.entries(0..600).unwrap();
    let filters = filters(&all);
    for (number, filter) in filters.iter().enumerate() {
        let expected: Vec<_> = all
            .iter()
            .filter(|logged| filter.matches(logged))
            .cloned()
            .collect();
        assert_eq!(expected.is_empty(), number == 7, "filter {number}");
        for limit in [3, 1000] {
            for order in [Order::OldestFirst, Order::NewestFirst] {
                let (mut found, mut rest) = (Vec::new(), Some(0..u64::MAX));
                while let Some(range) = rest {
                    let page = reader.search(filter, range, order, limit).unwrap();
                    assert!(page.entries.len() <= limit);
                    found.extend(page.entries);
                    rest = page.rest;
                }
                if order == Order::NewestFirst {
                    found.reverse();
                }
                assert_eq!(
                    found, expected,
                    "filter {number}, {limit} a page, {order:?}"
                );
            }
        }
    }
}

#[test]
fn exports_hold_every_field() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk, signer()).unwrap();
    let entry = intent(0);
    log.append(std::slice::from_ref(&entry)).unwrap();
    log.append(&[Intent::new(0, entry).unwrap().outcome(at(1), Ending::Done)])
        .unwrap();
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    export::write_csv_header(&mut csv).unwrap();
    for logged in log.reader().entries(0..2).unwrap() {
        let reason = (logged.sequence == 0).then(|| "=cmd|' /C calc'!A0".to_owned());
        let row = export::Row::new(&logged, reason, Some("amber-otter-482".to_owned()));
        export::write_csv_row(&mut csv, &row).unwrap();
        export::write_json_line(&mut json, &row).unwrap();
    }
    let csv = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines[0].split(',').count(), export::COLUMNS.len());
    assert_eq!(
        lines[1],
        "\"0\",\"2026-03-30T16:00:00Z\",\"list-alerts\",\"intent\",\"\",\"\",\"account-00000000000000000000000000000000\",\"investigators\",\
         \"alert-00000000000000000000000000000000\",\"person-0000000000000001,0000000000000002,0000000000000003\",\"triage\",\
         \"case-00000000000000000000000000000000\",\"\",\"'=cmd|' /C calc'!A0\",\"amber-otter-482\""
    );
    assert!(
        lines[2].starts_with(
            "\"1\",\"2026-03-30T16:00:01Z\",\"list-alerts\",\"outcome\",\"0\",\"done\","
        ),
        "{}",
        lines[2]
    );
    let json = String::from_utf8(json).unwrap();
    assert_eq!(
        json.lines().nth(1).unwrap(),
        "{\"sequence\":1,\"time\":\"2026-03-30T16:00:01Z\",\"operation\":\"list-alerts\",\"phase\":\"outcome\",\"intent\":0,\"ending\":\"done\",\
         \"actor\":\"account-00000000000000000000000000000000\",\"role\":\"investigators\",\
         \"object\":\"alert-00000000000000000000000000000000\",\"subject\":\"person-0000000000000001,0000000000000002,0000000000000003\",\"purpose\":\"triage\",\
         \"case\":\"case-00000000000000000000000000000000\",\"person\":\"amber-otter-482\"}"
    );
}

#[test]
fn every_piece_of_every_width_is_given_by_its_path() {
    let disk = MemDisk::with(Files::new());
    // In groups of 7, so that most widths have never been on disk.
    let log = log_of(&disk, 523, 7);
    let reader = log.reader();
    let leaves: Vec<Vec<u8>> = reader
        .entries(0..523)
        .unwrap()
        .iter()
        .map(|logged| logged.entry.encode(logged.sequence))
        .collect();
    for (index, part) in leaves.chunks(256).enumerate() {
        for width in 1..=part.len() {
            let end = if width == 256 {
                String::new()
            } else {
                format!(".p/{width}")
            };
            let framed: Vec<u8> = part[..width]
                .iter()
                .flat_map(|leaf| [&(leaf.len() as u16).to_be_bytes(), leaf.as_slice()].concat())
                .collect();
            assert_eq!(
                reader
                    .piece(&format!("tile/entries/{index:03}{end}"))
                    .unwrap(),
                Some(framed),
                "{index} {width}"
            );
            let hashes: Vec<u8> = part[..width]
                .iter()
                .flat_map(|leaf| leaf_hash(leaf).0)
                .collect();
            assert_eq!(
                reader.piece(&format!("tile/0/{index:03}{end}")).unwrap(),
                Some(hashes),
                "{index} {width}"
            );
        }
    }
    assert_eq!(
        reader
            .piece("tile/1/000.p/2")
            .unwrap()
            .map(|bytes| bytes.len()),
        Some(64)
    );
}

#[test]
fn a_path_of_no_piece_gives_nothing() {
    let disk = MemDisk::with(Files::new());
    let reader = log_of(&disk, 523, 7).reader();
    for beyond in [
        "tile/0/002",
        "tile/0/002.p/12",
        "tile/0/003.p/1",
        "tile/1/000",
        "tile/1/000.p/3",
        "tile/2/000.p/1",
    ] {
        assert_eq!(reader.piece(beyond).unwrap(), None, "{beyond}");
    }
    for other in [
        "checkpoint",
        "sidecar/000",
        "tile/entries/../../checkpoint",
        "witnessed",
    ] {
        assert_eq!(reader.piece(other).unwrap(), None, "{other}");
    }
}
