//! What an input is, by its first bytes of text.

use super::table::Table;
use super::{Format, OpenError};

/// Keys under which pages hold their records: Microsoft Graph, Azure diagnostics, AWS.
pub(super) const PAGE_KEYS: [&[u8]; 3] = [b"value", b"records", b"Records"];

pub(super) struct Look {
    pub(super) format: Format,
    /// Bytes before the first record (a header).
    pub(super) skip: usize,
    pub(super) skipped_lines: u64,
}

/// `head` is the beginning of the text; `whole` says that there is no more.
pub(super) fn look(head: &[u8], whole: bool) -> Result<Look, OpenError> {
    let Some(start) = head.iter().position(|byte| !is_blank(*byte)) else {
        return if whole || head.is_empty() {
            Ok(plain(Format::Empty))
        } else {
            Err(OpenError::Unrecognised {
                found: "a long run of white space",
            })
        };
    };
    let text = head.get(start..).unwrap_or_default();
    let lines = text.contains_line_of_json();
    match text {
        [b'[', rest @ ..] => {
            let paged = first_object(rest).is_some_and(|object| Outline::of(object).is_page);
            Ok(plain(if paged {
                Format::JsonPages
            } else {
                Format::JsonArray
            }))
        }
        [b'{', ..] => {
            let outline = Outline::of(text);
            let format = match outline.shape {
                _ if outline.is_page || a_page_follows(text) => Format::JsonPages,
                Shape::OneLine => Format::JsonLines,
                Shape::Open if lines => Format::JsonLines,
                Shape::Spread | Shape::Open => Format::JsonObjects,
            };
            Ok(plain(format))
        }
        // Records that were made text once more. In a quoted cell of a table no backslash stands before a quote.
        [b'"', b'{', b'\\', b'"', ..] => Ok(plain(Format::JsonLines)),
        [b'"', b'{' | b'[', ..] if is_string(text) => Ok(plain(Format::JsonLines)),
        _ if lines => Ok(plain(Format::JsonLines)),
        _ => match archive(text) {
            Some(found) => Err(OpenError::Unrecognised { found }),
            None => table(head, start, whole),
        },
    }
}

fn plain(format: Format) -> Look {
    Look {
        format,
        skip: 0,
        skipped_lines: 0,
    }
}

fn table(head: &[u8], start: usize, whole: bool) -> Result<Look, OpenError> {
    let text = head.get(start..).unwrap_or_default();
    let (table, length) = Table::detect(text, whole)?;
    let skip = start + length;
    let skipped_lines = super::newlines(head.get(..skip).unwrap_or_default());
    Ok(Look {
        format: Format::Table(table.into()),
        skip,
        skipped_lines,
    })
}

/// Formats that people send by mistake.
fn archive(text: &[u8]) -> Option<&'static str> {
    match text {
        [b'P', b'K', 3, 4, ..] => {
            Some("a zip archive or an Office document; unpack it, or save the sheet as CSV")
        }
        [b'P', b'A', b'R', b'1', ..] => Some("a Parquet file"),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => Some("compressed with xz; unpack it first"),
        [b'B', b'Z', b'h', ..] => Some("compressed with bzip2; unpack it first"),
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => Some("a SQLite database"),
        [b'<', ..] => Some("XML or HTML"),
        _ => None,
    }
}

trait Text {
    fn contains_line_of_json(&self) -> bool;
}

impl Text for [u8] {
    /// Whether one of the lines after the first is a whole object: then damage in the first line is not mistaken for the format.
    fn contains_line_of_json(&self) -> bool {
        self.split(|byte| *byte == b'\n')
            .skip(1)
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty())
            .take(3)
            .any(|line| line.len() > 2 && line.starts_with(b"{") && line.ends_with(b"}"))
    }
}

/// Whether one of the next lines begins a page: an error of the service may come before it.
fn a_page_follows(text: &[u8]) -> bool {
    const LINES: usize = 16;
    text.split(|byte| *byte == b'\n')
        .skip(1)
        .take(LINES)
        .any(|line| line.starts_with(b"{") && Outline::of(line).is_page)
}

/// Whether a text is one JSON string from end to end.
fn is_string(text: &[u8]) -> bool {
    serde_json::from_slice::<String>(text).is_ok()
}

/// Whether a line or an element of an array holds records: it is a page, or an array. Lines of records, which are many, are told apart by their first letters.
pub(super) fn is_page(line: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 4] = [
        b"{\"@odata",
        b"{\"value\"",
        b"{\"records\"",
        b"{\"Records\"",
    ];
    match line {
        [b'[', rest @ ..] => rest.trim_ascii_start().starts_with(b"{"),
        _ => {
            BEGINNINGS
                .iter()
                .any(|beginning| line.starts_with(beginning))
                && Outline::of(line).is_page
        }
    }
}

fn first_object(text: &[u8]) -> Option<&[u8]> {
    let start = text
        .iter()
        .position(|byte| !is_blank(*byte) && *byte != b'[')?;
    text.get(start..).filter(|text| text.starts_with(b"{"))
}

pub(super) const fn is_blank(byte: u8) -> bool {
    // The record separator of JSON text sequences counts as white space.
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1e)
}

enum Shape {
    /// The object ends on the line on which it begins, and nothing follows it there; or the line does not end in sight.
    OneLine,
    Spread,
    /// It does not end in sight, and lines do.
    Open,
}

/// The outside of the first object.
struct Outline {
    shape: Shape,
    /// One of its own keys holds an array of records.
    is_page: bool,
}

impl Outline {
    fn of(text: &[u8]) -> Self {
        let mut depth = 0u64;
        let mut at = 0;
        let mut key: &[u8] = b"";
        let mut lines = 0u64;
        while let Some(byte) = text.get(at) {
            match byte {
                b'"' => {
                    let end = string_end(text, at + 1);
                    if depth == 1 {
                        key = text.get(at + 1..end).unwrap_or_default();
                    }
                    at = end;
                }
                b'[' if depth == 1
                    && PAGE_KEYS.contains(&key)
                    && holds_objects(text.get(at + 1..).unwrap_or_default()) =>
                {
                    return Self {
                        shape: Shape::Spread,
                        is_page: true,
                    };
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        let rest = text
                            .get(at + 1..)
                            .unwrap_or_default()
                            .split(|byte| *byte == b'\n')
                            .next();
                        let alone =
                            lines == 0 && rest.is_none_or(|rest| rest.trim_ascii().is_empty());
                        return Self {
                            shape: if alone { Shape::OneLine } else { Shape::Spread },
                            is_page: false,
                        };
                    }
                }
                b'\n' => lines += 1,
                _ => {}
            }
            at += 1;
        }
        Self {
            shape: if lines == 0 {
                Shape::OneLine
            } else {
                Shape::Open
            },
            is_page: false,
        }
    }
}

/// Position of the closing quote, or the end of the text.
fn string_end(text: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += found;
        if text.get(at) == Some(&b'"') {
            return at;
        }
        at += 2;
    }
    text.len()
}

/// An array of objects, or an empty one.
fn holds_objects(array: &[u8]) -> bool {
    array
        .iter()
        .find(|byte| !is_blank(**byte))
        .is_none_or(|byte| matches!(byte, b'{' | b']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> String {
        match look(text.as_bytes(), true) {
            Ok(look) => look.format.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn formats_are_found_by_looking() {
        for (text, expected) in [
            ("", "an empty input"),
            (" \r\n\t", "an empty input"),
            (r#"{"a":1}"#, "JSON lines"),
            ("{\"a\":1}\n{\"a\":2}", "JSON lines"),
            ("garbage\n{\"a\":2}", "JSON lines"),
            ("{\"a\":1\n{\"a\":2}", "JSON lines"),
            ("{\"a\":", "JSON lines"),
            ("{\n \"a\":1\n}", "JSON objects"),
            ("{\"a\":1}{\"a\":2}", "JSON objects"),
            ("{\"a\":1} {\"a\":2}\n{\"a\":3}", "JSON objects"),
            ("[{\"a\":1}]", "a JSON array"),
            ("[\n{\"a\":1}\n]", "a JSON array"),
            (
                "{\"@odata.context\":\"x\",\"value\":[{\"a\":1}]}",
                "JSON pages",
            ),
            ("{\"Records\": [\n]}", "JSON pages"),
            ("[{\"records\":[{}]}]", "JSON pages"),
            ("{\"a\":{\"value\":[{}]}}", "JSON lines"),
            ("{\"error\":{}}\n{\"value\":[{\"a\":1}]}", "JSON pages"),
            ("{\"value\":[1]}", "JSON lines"),
            (r#""{\"a\":1}""#, "JSON lines"),
            (r#"["{\"a\":1}"]"#, "a JSON array"),
            (r#""{a}",b"#, "a table with 2 columns"),
        ] {
            assert_eq!(format(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, part) in [
            ("PK\u{3}\u{4}x", "zip"),
            ("<html>", "XML"),
            ("PAR1", "Parquet"),
            ("just a sentence", "no table"),
        ] {
            assert!(format(text).contains(part), "{}", format(text));
        }
    }
}
