//! Framing of what is too long, broken, cut off or meant to do harm.

use std::io::{self, Read};

use ombud_connect::OpenError;
use ombud_connect::reader::{KEPT_OF_LONG, MAX_RECORD};

use crate::common::{Item, Seen, gzip, input, read_all, zstd};

fn rejections(seen: &[Seen]) -> Vec<&str> {
    let texts = seen.iter().filter_map(|seen| match &seen.item {
        Item::Rejected(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

const TOO_LONG: &str = "record is longer than 16 MiB";

#[test]
fn a_record_over_the_limit_is_one_rejection() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_RECORD));
    for (text, records) in [
        (format!("{{\"a\":1}}\n{long}\n{{\"a\":2}}\n"), 3),
        (format!("{{\"a\":1}}\n{long}"), 2),
        (format!("[{{\"a\":1}},{long},{{\"a\":2}}]"), 3),
        (format!("{{\"value\":[{{\"a\":1}},{long},{{\"a\":2}}]}}"), 3),
        (format!("{{\n}}{long}{{}}"), 3),
        (format!("h,i\na,b\n{},c\nd,e\n", "y".repeat(MAX_RECORD)), 3),
        (
            format!("h,i\na,b\n\"{}\",c\nd,e\n", "y".repeat(MAX_RECORD)),
            3,
        ),
    ] {
        for block in [1 << 20, 5 << 20, 64 << 20] {
            let (_, seen) = read_all(text.as_bytes(), block);
            assert_eq!(seen.len(), records, "blocks of {block}");
            assert_eq!(rejections(&seen), [TOO_LONG], "blocks of {block}");
            // The beginning of a row would look like a whole row: nothing of it is kept.
            let kept = if text.starts_with('h') {
                0
            } else {
                KEPT_OF_LONG
            };
            assert_eq!(seen[1].raw.len(), kept);
            assert_eq!(seen[1].place.record, 2);
        }
    }
}

#[test]
fn a_record_at_the_limit_is_read() {
    let longest = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_RECORD - 8));
    assert_eq!(longest.len(), MAX_RECORD);
    for text in [format!("[{longest}]"), longest.clone()] {
        let (_, seen) = read_all(text.as_bytes(), 4 << 20);
        assert_eq!((seen.len(), seen[0].raw.len()), (1, MAX_RECORD));
    }
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let rows: String = (0..5_000).map(|n| format!("{n},plain\n")).collect();
    let text = format!("h,i\n1,2\n3,\"open\n{rows}");
    for block in [100, 1 << 20] {
        let (_, seen) = read_all(text.as_bytes(), block);
        assert_eq!(seen.len(), 5_002);
        assert_eq!(
            seen[1].item,
            Item::Rejected(
                "a quoted cell of the row does not end; the rows after it were read on their own"
                    .into()
            )
        );
        assert_eq!(
            seen[5_001].item,
            Item::Row(vec!["4999".into(), "plain".into()])
        );
        assert_eq!(seen[5_001].place.record, 5_002);
    }
}

#[test]
fn what_precedes_damage_is_delivered() {
    let text: String = (0..20_000)
        .map(|n| format!("{{\"n\":{n},\"id\":\"{}\"}}\n", n * 7919 % 10_007))
        .collect();
    for (codec, packed) in [
        ("gzip", gzip(text.as_bytes())),
        ("zstd", zstd(text.as_bytes())),
    ] {
        let cut = &packed[..packed.len() * 2 / 3];
        let mut counts = Vec::new();
        for block in [1_000, 1 << 20] {
            let (_, seen) = read_all(cut, block);
            let reason = rejections(&seen);
            assert_eq!(reason.len(), 1);
            assert!(
                reason[0].starts_with(&format!("the {codec} data is damaged here: it is cut off")),
                "{reason:?}"
            );
            assert!(seen.len() > 1_000 && seen.len() < 20_000);
            let last = seen.last().unwrap();
            assert_eq!(last.place.record, seen.len() as u64);
            assert!(
                text[last.place.offset as usize..]
                    .starts_with(std::str::from_utf8(&last.raw).unwrap())
            );
            counts.push(seen.len());
        }
        assert_eq!(counts[0], counts[1]);
    }
}

#[test]
fn a_flipped_bit_is_damage() {
    let text: String = (0..20_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let mut broken = gzip(text.as_bytes());
    let middle = broken.len() / 2;
    broken[middle] ^= 0x55;
    let (_, seen) = read_all(&broken, 1 << 20);
    let damage = rejections(&seen)
        .into_iter()
        .filter(|text| text.starts_with("the gzip data is damaged here"))
        .count();
    assert_eq!(damage, 1);
}

#[test]
fn compressed_data_that_holds_nothing_is_refused() {
    for bytes in [
        b"\x1f\x8b".as_slice(),
        &gzip(b"{}")[..11],
        &zstd(b"{}")[..5],
    ] {
        let error = ombud_connect::open(input(bytes)).unwrap_err();
        assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
    }
}

#[test]
fn truncated_json_ends_in_one_rejection() {
    const CUT_OFF: &str = "the input ends inside of a JSON array or object: it is cut off";
    for (text, raw) in [
        ("[{\"a\":1},{\"a\":", "{\"a\":"),
        ("[{\"a\":1},", ""),
        ("[{\"a\":1}", ""),
        ("{\"value\":[{\"a\":1},{\"b", "{\"b"),
        ("{\"value\":[{\"a\":1}],\"x\":", ""),
        ("{\n}{\"a\":{", "{\"a\":{"),
    ] {
        for block in [1, 4, 1 << 20] {
            let (_, seen) = read_all(text.as_bytes(), block);
            assert_eq!(seen.len(), 2, "{text}");
            assert_eq!(
                (rejections(&seen), seen[1].raw.as_slice()),
                (vec![CUT_OFF], raw.as_bytes()),
                "{text}"
            );
        }
    }
}

#[test]
fn garbage_is_rejected_and_reading_goes_on() {
    for (text, expected) in [
        (
            "{\"a\":1}\n\0\0\0\n{\"a\":2}\n",
            vec!["record", "line is not a JSON object", "record"],
        ),
        (
            "{\"a\":1}\n]\n{\"a\":2}\n",
            vec!["record", "line is not a JSON object", "record"],
        ),
        (
            "[{\"a\":1} nonsense {\"a\":2}, 7, \"x\", {\"a\":3}]",
            vec![
                "record",
                "text between JSON objects",
                "record",
                "text between JSON objects",
                "text between JSON objects",
                "record",
            ],
        ),
        (
            "[{\"a\":1}]]\n[{\"a\":2}]",
            vec!["record", "text between JSON objects", "record"],
        ),
        (
            "[{\"a\":1},\n{\"a\":\"open},\n{\"a\":2}]",
            vec![
                "record",
                "a text in the record does not end on its line",
                "record",
            ],
        ),
        (
            "{\n}\n]}{\"a\":1}",
            vec!["record", "text between JSON objects", "record"],
        ),
    ] {
        for block in [1, 6, 1 << 20] {
            let (_, seen) = read_all(text.as_bytes(), block);
            let found: Vec<&str> = seen
                .iter()
                .map(|seen| {
                    if let Item::Rejected(text) = &seen.item {
                        text
                    } else {
                        "record"
                    }
                })
                .collect();
            assert_eq!(found, expected, "{text} in blocks of {block}");
        }
    }
}

#[test]
fn nesting_is_counted_not_followed() {
    let bomb = "[".repeat(3_000_000);
    let (_, seen) = read_all(bomb.as_bytes(), 1 << 20);
    assert_eq!(rejections(&seen).len(), 1);
    let deep = format!(
        "[{{\"a\":{}{}}},{{}}]",
        "[".repeat(2_000_000),
        "]".repeat(2_000_000)
    );
    let (_, seen) = read_all(deep.as_bytes(), 1 << 20);
    assert_eq!((seen.len(), rejections(&seen).len()), (2, 0));
}

#[test]
fn a_million_columns_are_refused() {
    for header in [
        "a,".repeat(1_000_000),
        format!("{}\n1,2\n", "a,".repeat(20_000)),
        "abcdefgh,".repeat(1_000_000),
    ] {
        let error = ombud_connect::open(input(header.as_bytes())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the table's header has more than 10000 columns; check the separator"
        );
    }
    let wide = format!("a,b\n{}\n1,2\n", ",x".repeat(1_000_000));
    let (_, seen) = read_all(wide.as_bytes(), 1 << 20);
    assert_eq!(
        (seen.len(), rejections(&seen)),
        (2, vec!["row has more than 10000 cells"])
    );
}

#[test]
fn other_formats_are_named() {
    for (bytes, part) in [
        (b"PK\x03\x04....".as_slice(), "zip archive"),
        (b"just words\nand more\n", "no table"),
        (b"a,b\x00\x01\x02,c\n", "binary data"),
        (&[b'x'; 2 << 20], "no table"),
        (&[b' '; 2 << 20], "white space"),
    ] {
        let error = ombud_connect::open(input(bytes)).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    let unended = format!("a,\"{}", "b\n".repeat(1 << 20));
    assert!(matches!(
        ombud_connect::open(input(unended.as_bytes())),
        Err(OpenError::HeaderTooLong)
    ));
}

/// A bomb of 200 MiB in a few kilobytes: read in chunks, never as a whole.
#[test]
fn a_bomb_is_read_in_pieces() {
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1 << 20));
    let bytes = zstd(line.repeat(200).as_bytes());
    assert!(bytes.len() < 1 << 20);
    let reader = ombud_connect::open(input(&bytes)).unwrap();
    let (mut records, mut largest) = (0, 0);
    for chunk in reader {
        let mut size = 0;
        chunk.unwrap().for_each(&mut |record, _, raw| {
            assert!(record.is_ok());
            records += 1;
            size += raw.len();
        });
        largest = largest.max(size);
    }
    assert_eq!(records, 200);
    assert!(largest < 8 << 20, "a chunk of {largest} bytes");
}

/// Fails after some bytes, as a disk does.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.0);
        if count == 0 {
            return Err(io::Error::other("the disk is gone"));
        }
        buffer[..count].fill(b'\n');
        buffer[..count.min(2)].copy_from_slice(&b"{}"[..count.min(2)]);
        self.0 -= count;
        Ok(count)
    }
}

#[test]
fn a_failing_disk_is_an_error_not_the_end() {
    let outcome = ombud_connect::reader::open_with_block(Box::new(Failing(5 << 20)), 1 << 20)
        .unwrap()
        .last()
        .unwrap();
    let error = outcome.unwrap_err();
    assert_eq!(error.source.to_string(), "the disk is gone");
    assert!(matches!(
        ombud_connect::open(Box::new(Failing(0))),
        Err(OpenError::Io(_))
    ));
}
