//! Framing: the same records whatever the form, the compression and the sizes of blocks.

use std::borrow::Cow;

use ombud_connect::{Format, Record};
use proptest::prelude::*;

use crate::common::{Item, Seen, gzip, in_members, input, read_all, utf16, zstd};

fn json(text: &str) -> Item {
    Item::Json(text.as_bytes().to_vec())
}

fn items(seen: &[Seen]) -> Vec<Item> {
    seen.iter().map(|seen| seen.item.clone()).collect()
}

fn rejected(text: &str) -> Item {
    Item::Rejected(text.to_owned())
}

#[test]
fn an_empty_input_has_no_records() {
    for bytes in [
        b"".as_slice(),
        b" \n\r\n",
        b"\xef\xbb\xbf",
        &gzip(b""),
        &zstd(b"\n"),
        b"[]",
        b"[ ]\n",
        b"{\"value\":[]}",
    ] {
        let (_, seen) = read_all(bytes, 7);
        assert_eq!(seen, [], "{bytes:?}");
    }
    assert!(matches!(read_all(b"", 7).0, Format::Empty));
}

#[test]
fn every_form_of_json_gives_the_same_records() {
    let records = [
        r#"{"a":"x, [y] {z} \" \\"}"#,
        r#"{"b":{"c":[1,{"d":2}]}}"#,
        "{}",
    ];
    let expected: Vec<Item> = records.iter().map(|text| json(text)).collect();
    let [a, b, c] = records;
    for text in [
        format!("{a}\n{b}\n{c}"),
        format!("{a}\r\n\r\n  {b}  \n{c}\n\n"),
        format!("[{a},{b},{c}]"),
        format!("[\n  {a},\n  {b},\n  {c}\n]\n"),
        format!("[{a}]\n[{b},{c}]"),
        format!("[[{a},{b}],[{c}]]"),
        format!("{a} {b}{c}"),
        format!("\u{1e}{a}\n\u{1e}{b}\n\u{1e}{c}\n"),
        format!(
            "{{\"@odata.context\":\"u\",\"value\":[{a},{b},{c}],\"@odata.nextLink\":\"https://x\"}}"
        ),
        format!("{{\"records\":[{a}]}}\n{{\"records\":[{b},{c}]}}\n"),
        format!("[{{\"value\":[{a},{b}],\"x\":{{\"value\":[{{}}]}}}},{{\"value\":[{c}]}}]"),
    ] {
        for block in [1, 2, 3, 5, 17, 1 << 20] {
            assert_eq!(
                items(&read_all(text.as_bytes(), block).1),
                expected,
                "{text} in blocks of {block}"
            );
        }
    }
}

#[test]
fn objects_may_spread_over_lines() {
    let (format, seen) = read_all(b"{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", 4);
    assert!(matches!(format, Format::JsonObjects));
    assert_eq!(
        items(&seen),
        [json("{\n  \"a\": 1\n}"), json("{\n  \"a\": 2\n}")]
    );
    assert_eq!(seen[1].place.to_string(), "record 2, line 4, byte 13");
}

#[test]
fn places_point_into_the_text() {
    let bytes = b"\xef\xbb\xbf{\"a\":1}\r\n\n{\"a\":2}\nnot json\n{\"a\":3}";
    for block in [1, 8, 1 << 20] {
        let (_, seen) = read_all(bytes, block);
        let places: Vec<String> = seen.iter().map(|seen| seen.place.to_string()).collect();
        assert_eq!(
            places,
            [
                "record 1, line 1, byte 3",
                "record 2, line 3, byte 13",
                "record 3, line 4, byte 21",
                "record 4, line 5, byte 30"
            ]
        );
        assert_eq!(seen[2].item, rejected("line is not a JSON object"));
        for seen in &seen {
            let at = seen.place.offset as usize;
            assert_eq!(&bytes[at..at + seen.raw.len()], seen.raw.as_slice());
        }
    }
}

#[test]
fn compression_and_encoding_do_not_show() {
    let text = "{\"name\":\"Zoë 😀\"}\n{\"b\":2}\n";
    let expected = [json("{\"name\":\"Zoë 😀\"}"), json("{\"b\":2}")];
    let bytes = text.as_bytes();
    for (what, packed) in [
        ("gzip", gzip(bytes)),
        ("zstd", zstd(bytes)),
        ("gzip members", in_members(bytes, gzip)),
        ("zstd frames", in_members(bytes, zstd)),
        ("gzip in zstd", zstd(&gzip(bytes))),
        ("utf-16 le", utf16(text, false)),
        ("utf-16 be", utf16(text, true)),
        ("utf-16 without mark", utf16(text, false)[2..].to_vec()),
        ("utf-16 in gzip", gzip(&utf16(text, true))),
    ] {
        for block in [1, 9, 1 << 20] {
            assert_eq!(items(&read_all(&packed, block).1), expected, "{what}");
        }
    }
}

#[test]
fn utf16_keeps_pairs_together_over_long_texts() {
    let text: String = (0..40_000)
        .map(|n| format!("{{\"n\":{n},\"t\":\"😀é\"}}\n"))
        .collect();
    let (_, seen) = read_all(&utf16(&text, false), 1 << 16);
    assert_eq!(seen.len(), 40_000);
    assert_eq!(seen[39_999].item, json("{\"n\":39999,\"t\":\"😀é\"}"));
}

#[test]
fn tables_are_found_with_any_separator() {
    for separator in [",", ";", "\t", "|"] {
        let lines = [
            "\u{feff}Name,Note,Third",
            "\"a\",\"x\ny \"\"q\"\"\",1",
            "",
            "b",
            "c,5\" disk,2,extra,",
            ",,",
        ];
        let text = lines.join("\r\n").replace(',', separator);
        for block in [1, 3, 11, 1 << 20] {
            let (format, seen) = read_all(text.as_bytes(), block);
            let table = format.table().unwrap();
            assert_eq!(table.header().names(), ["Name", "Note", "Third"]);
            let rows: Vec<Vec<String>> = vec![
                vec!["a".into(), "x\ny \"q\"".into(), "1".into()],
                vec!["b".into()],
                vec![
                    "c".into(),
                    "5\" disk".into(),
                    "2".into(),
                    "extra".into(),
                    String::new(),
                ],
            ];
            assert_eq!(
                items(&seen),
                rows.into_iter().map(Item::Row).collect::<Vec<_>>(),
                "{separator:?} {block}"
            );
            let numbers: Vec<(u64, Option<u64>)> = seen
                .iter()
                .map(|seen| (seen.place.record, seen.place.line))
                .collect();
            assert_eq!(numbers, [(1, Some(2)), (2, Some(5)), (3, Some(6))]);
        }
    }
}

#[test]
fn lines_above_the_header_are_passed() {
    let (format, seen) = read_all(b"#TYPE System.Object\nsep=;\n\"a\";\"b\"\n1;2\n", 5);
    assert_eq!(format.table().unwrap().header().names(), ["a", "b"]);
    assert_eq!(items(&seen), [Item::Row(vec!["1".into(), "2".into()])]);
    assert_eq!(seen[0].place.line, Some(4));
}

#[test]
fn a_rejected_row_can_be_read_again_alone() {
    let (format, seen) = read_all("näme;b\n\"x\ny\";2\nz;3\n".as_bytes(), 1 << 20);
    for seen in &seen {
        let (again, rows) = read_all(&format.standalone(&seen.raw), 1 << 20);
        assert_eq!(again.table().unwrap().header().names(), ["näme", "b"]);
        assert_eq!(items(&rows), std::slice::from_ref(&seen.item));
    }
    let (format, seen) = read_all(b"[{\"a\":1}]", 1 << 20);
    assert_eq!(format.standalone(&seen[0].raw), b"{\"a\":1}");
}

#[test]
fn the_first_record_is_seen_without_being_taken() {
    let reader = ombud_connect::open(input(b"garbage\n{\"a\":1\n{\"a\":2}\n")).unwrap();
    let first = reader.first().unwrap();
    assert!(matches!(first.record(), Record::Json(b"{\"a\":2}")));
    let mut count = 0;
    for chunk in reader {
        let chunk = chunk.unwrap();
        assert_eq!(chunk.bytes(), 23);
        chunk.for_each(&mut |_, _, _| count += 1);
    }
    assert_eq!(count, 3);
    let reader = ombud_connect::open(input(b"a,b\n\"x\"\"\",y\n")).unwrap();
    let first = reader.first().unwrap();
    let Record::Row(row) = first.record() else {
        panic!("not a row")
    };
    assert_eq!(
        (row.get("A"), row.get("b"), row.get("c")),
        (Some("x\""), Some("y"), None)
    );
}

#[test]
fn progress_adds_up_to_the_size_of_the_input() {
    let text: String = (0..10_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    for bytes in [
        text.clone().into_bytes(),
        gzip(text.as_bytes()),
        zstd(text.as_bytes()),
    ] {
        let reader = ombud_connect::reader::open_with_block(input(&bytes), 4096).unwrap();
        let read: usize = reader.map(|chunk| chunk.unwrap().bytes()).sum();
        assert_eq!(read, bytes.len());
    }
}

#[test]
fn readers_and_chunks_can_be_sent_to_threads() {
    let reader = ombud_connect::open(input(b"{}\n{}")).unwrap();
    let counts = std::thread::spawn(move || {
        let workers = reader.map(|chunk| {
            let chunk = chunk.unwrap();
            std::thread::spawn(move || {
                let mut count = 0;
                chunk.for_each(&mut |_, _, _| count += 1);
                count
            })
        });
        workers.map(|worker| worker.join().unwrap()).sum::<u32>()
    });
    assert_eq!(counts.join().unwrap(), 2);
}

/// JSON texts that are awkward to cut: brackets, quotes and backslashes in strings.
fn object() -> impl Strategy<Value = String> {
    let text = proptest::collection::vec(
        proptest::sample::select(vec![
            "a", "{", "}", "[", "]", ",", "\\\"", "\\\\", ":", "é", " ",
        ]),
        0..12,
    );
    proptest::collection::vec((text, any::<bool>()), 0..3).prop_map(|fields| {
        let fields: Vec<String> = fields
            .into_iter()
            .map(|(parts, nested)| {
                let text = parts.concat();
                if nested {
                    format!("\"{text}\":[{{\"{text}\":1}}, []]")
                } else {
                    format!("\"{text}\":\"{text}\"")
                }
            })
            .collect();
        format!("{{{}}}", fields.join(","))
    })
}

fn cell() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(vec!["a", "\"", "\n", ",", ";", " ", "é", "\r\n", "x"]),
        0..6,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn forms_of_json_agree(records in proptest::collection::vec(object(), 1..8), block in 1usize..64) {
        let expected: Vec<Item> = records.iter().map(|text| json(text)).collect();
        let lines = records.join("\n");
        for text in [&lines, &format!("[{}]", records.join(",\n")), &format!("{{\"n\":1,\"value\":[{}]}}", records.join(","))] {
            prop_assert_eq!(items(&read_all(text.as_bytes(), block).1), expected.clone(), "{}", text);
            prop_assert_eq!(items(&read_all(&gzip(text.as_bytes()), block).1), expected.clone());
        }
        let spread = format!("{}\n{}", "{\n}", lines);
        prop_assert_eq!(&items(&read_all(spread.as_bytes(), block).1)[1..], &expected[..]);
    }

    #[test]
    fn tables_are_read_as_they_were_written(rows in proptest::collection::vec(proptest::collection::vec(cell(), 2..4), 1..8), block in 1usize..64) {
        let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(["one", "two", "three"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = writer.into_inner().unwrap();
        let expected: Vec<Item> = rows.into_iter().map(Item::Row).collect();
        prop_assert_eq!(items(&read_all(&bytes, block).1), expected);
    }

    /// Whatever the bytes: no panic, the same answer in blocks of any size, consecutive numbers, and raw bytes that stand where they should.
    #[test]
    fn blocks_do_not_show(head in proptest::sample::select(vec!["{}\n", "[", "{\n", "a,b\n", "{\"value\":[", "\"a\",\"b\nc\"\n"]),
                          parts in proptest::collection::vec(proptest::sample::select(vec![
                              "{", "}", "[", "]", "\"", "\\", ",", "\n", "{\"a\":1}", "{\"value\":[{}]}", "x", " ", "\r\n", ":", "\0\0", "é", "\u{1e}", "\"\"", "a,b\n"]), 0..40),
                          block in 1usize..40) {
        let text = [head, &parts.concat()].concat();
        let (_, whole) = read_all(text.as_bytes(), 1 << 20);
        let (_, cut) = read_all(text.as_bytes(), block);
        prop_assert_eq!(&whole, &cut, "{:?}", text);
        for (number, seen) in whole.iter().enumerate() {
            prop_assert_eq!(seen.place.record, number as u64 + 1);
            let at = seen.place.offset as usize;
            // A row of a later part comes behind its header.
            let rest = &text.as_bytes()[at..];
            let mut starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', &seen.raw).map(|newline| newline + 1));
            prop_assert!(starts.any(|start| rest.starts_with(&seen.raw[start..])), "{:?} {:?}", text, seen);
            let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            prop_assert_eq!(seen.place.line, Some(line), "{:?} {:?}", text, seen);
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), prefix in 0usize..4) {
        let prefix: &[u8] = [b"".as_slice(), b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"a,b\n"][prefix];
        let bytes = [prefix, &bytes].concat();
        if let Ok(reader) = ombud_connect::reader::open_with_block(input(&bytes), 13) {
            for chunk in reader {
                chunk.unwrap().for_each(&mut |record, _, _| {
                    if let Ok(Record::Row(row)) = record {
                        let _: Vec<Cow<'_, str>> = row.cells.to_vec();
                    }
                });
            }
        }
    }
}
