//! Rows of a table: where one ends, and its cells.
//!
//! A quote opens a quoted cell only where the cell begins; within it a doubled quote is a quote; elsewhere a quote is data. A row ends
//! at a newline outside of quotes.

use std::borrow::Cow;

use super::MAX_COLUMNS;

/// Length of the first row of `text` with its newline; `None` when it does not end within the text.
pub(super) fn end(text: &[u8], delimiter: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        if text.get(at) == Some(&b'"') {
            at = closing_quote(text, at + 1)? + 1;
        }
        at += memchr::memchr2(delimiter, b'\n', text.get(at..)?)?;
        let newline = text.get(at) == Some(&b'\n');
        at += 1;
        if newline {
            return Some(at);
        }
    }
}

/// Whether the first row of `text` runs out of text within quotes.
pub(super) fn ends_in_quotes(text: &[u8], delimiter: u8) -> bool {
    let mut at = 0;
    loop {
        if text.get(at) == Some(&b'"') {
            match closing_quote(text, at + 1) {
                Some(quote) => at = quote + 1,
                None => return true,
            }
        }
        match memchr::memchr2(delimiter, b'\n', text.get(at..).unwrap_or_default()) {
            Some(found) if text.get(at + found) == Some(&delimiter) => at += found + 1,
            _ => return false,
        }
    }
}

/// Position of the quote that closes a cell whose content begins at `at`.
///
/// A quote at the very end of the text is taken as the closing one; at the end of a buffer the row does not end there either way.
fn closing_quote(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += find_quote(text.get(at..)?)?;
        if text.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// The next quote. In JSON within a cell the next one is a few bytes away, too near for a search by vectors to pay.
fn find_quote(text: &[u8]) -> Option<usize> {
    const NEAR: usize = 24;
    let near = text.get(..NEAR).unwrap_or(text);
    near.iter().position(|byte| *byte == b'"').or_else(|| {
        let far = text.get(near.len()..)?;
        memchr::memchr(b'"', far).map(|found| near.len() + found)
    })
}

pub(super) fn is_blank(row: &[u8], delimiter: u8) -> bool {
    row.iter()
        .all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cells {
    Whole,
    TooMany,
    OpenQuote,
}

/// Appends the cells of the first row of `text`, decoded; also returns its length with the newline.
pub(super) fn cells<'a>(
    text: &'a [u8],
    delimiter: u8,
    into: &mut Vec<Cow<'a, str>>,
) -> (Cells, usize) {
    let mut rest = text;
    loop {
        if into.len() == MAX_COLUMNS {
            let passed = text.len() - rest.len();
            return (
                Cells::TooMany,
                end(rest, delimiter).map_or(text.len(), |length| passed + length),
            );
        }
        let (quoted, after) = match rest {
            [b'"', inner @ ..] => {
                let Some((content, after)) = unquote(inner) else {
                    return (Cells::OpenQuote, text.len());
                };
                (Some(content), after)
            }
            _ => (None, rest),
        };
        let stop = memchr::memchr2(delimiter, b'\n', after);
        let (plain, more) = after
            .split_at_checked(stop.unwrap_or(after.len()))
            .unwrap_or((after, b""));
        match more {
            [byte, next @ ..] if *byte == delimiter => {
                into.push(cell(quoted, plain));
                rest = next;
            }
            _ => {
                // The row ends here, and with it a carriage return that belongs to the newline.
                into.push(cell(quoted, plain.strip_suffix(b"\r").unwrap_or(plain)));
                return (Cells::Whole, text.len() - more.len() + more.len().min(1));
            }
        }
    }
}

/// What is reserved for a cell with quotes in it: about the size of an audit record.
const RESERVED: usize = 2048;

/// The content of a quoted cell that begins at `text`, and what follows the closing quote.
fn unquote(text: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut joined: Option<Vec<u8>> = None;
    let mut rest = text;
    loop {
        let quote = find_quote(rest)?;
        let (head, after) = (rest.get(..quote)?, rest.get(quote + 1..)?);
        let Some(more) = after.strip_prefix(b"\"") else {
            let content = match joined {
                Some(mut joined) => {
                    joined.extend_from_slice(head);
                    Cow::Owned(joined)
                }
                None => Cow::Borrowed(head),
            };
            return Some((content, after));
        };
        // Such a cell is often the rest of its line; a row of many of them must not reserve that for each.
        let joined = joined.get_or_insert_with(|| Vec::with_capacity(rest.len().min(RESERVED)));
        joined.extend_from_slice(rest.get(..=quote)?);
        rest = more;
    }
}

/// A cell from its quoted part and what follows the quotes (nothing, in well-formed tables).
fn cell<'a>(quoted: Option<Cow<'a, [u8]>>, plain: &'a [u8]) -> Cow<'a, str> {
    match quoted {
        None => decode(plain),
        Some(Cow::Borrowed(quoted)) if plain.is_empty() => decode(quoted),
        Some(quoted) => {
            let mut joined = quoted.into_owned();
            joined.extend_from_slice(plain);
            Cow::Owned(
                String::from_utf8(joined).unwrap_or_else(|error| windows_1252(error.as_bytes())),
            )
        }
    }
}

/// UTF-8, or else Windows-1252: what office programs save.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(windows_1252(bytes)),
    }
}

fn windows_1252(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let decoded = bytes.iter().map(|&byte| match byte {
        0x80..=0x9f => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    });
    decoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(row: &[u8]) -> (Cells, Vec<String>) {
        let mut out = Vec::new();
        let (end, length) = cells(row, b',', &mut out);
        assert_eq!(length, row.len());
        (end, out.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn cells_are_cut_and_unquoted() {
        for (row, expected) in [
            ("a,b,c\r\n", vec!["a", "b", "c"]),
            ("a,,\n", vec!["a", "", ""]),
            (
                "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\n",
                vec!["a,b", "say \"hi\"", "x\ny"],
            ),
            ("5\" disk,b\n", vec!["5\" disk", "b"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"\",\"\"\"\"\n", vec!["", "\""]),
            ("=cmd|' /C calc'!A0,b", vec!["=cmd|' /C calc'!A0", "b"]),
        ] {
            assert_eq!(
                parse(row.as_bytes()),
                (
                    Cells::Whole,
                    expected.into_iter().map(str::to_owned).collect()
                ),
                "{row:?}"
            );
        }
        assert_eq!(parse(b"a,\"b").0, Cells::OpenQuote);
        assert_eq!(parse(&b",".repeat(MAX_COLUMNS)).0, Cells::TooMany);
    }

    #[test]
    fn text_that_is_not_utf8_is_read_as_windows_1252() {
        assert_eq!(
            parse(b"M\xfcller \x80,\"\x93x\x94 \"\"\"\n").1,
            ["Müller €", "“x” \""]
        );
    }

    #[test]
    fn rows_end_outside_of_quotes() {
        assert_eq!(end(b"a,\"b\nc\"\nd\n", b','), Some(8));
        assert_eq!(end(b"a\"b\nc", b','), Some(4));
        assert_eq!(end(b"a,\"b\nc", b','), None);
        assert_eq!(end(b"a,\"b\"", b','), None);
        assert!(ends_in_quotes(b"a,\"b\nc", b','));
        assert!(!ends_in_quotes(b"a,\"b\"", b','));
    }
}
