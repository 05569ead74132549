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
        at += memchr::memchr(b'"', text.get(at..)?)?;
        if text.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

pub(super) fn is_blank(row: &[u8], delimiter: u8) -> bool {
    row.iter().all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cells {
    Whole,
    TooMany,
    OpenQuote,
}

/// Appends the cells of one row, decoded.
pub(super) fn cells<'a>(row: &'a [u8], delimiter: u8, into: &mut Vec<Cow<'a, str>>) -> Cells {
    let mut rest = row.strip_suffix(b"\n").unwrap_or(row);
    rest = rest.strip_suffix(b"\r").unwrap_or(rest);
    loop {
        if into.len() == MAX_COLUMNS {
            return Cells::TooMany;
        }
        let (quoted, after) = match rest {
            [b'"', inner @ ..] => {
                let Some(quote) = closing_quote(inner, 0) else { return Cells::OpenQuote };
                let (content, after) = inner.split_at_checked(quote).unwrap_or((inner, b""));
                (Some(content), after.get(1..).unwrap_or_default())
            }
            _ => (None, rest),
        };
        let stop = memchr::memchr(delimiter, after);
        let (plain, more) = after.split_at_checked(stop.unwrap_or(after.len())).unwrap_or((after, b""));
        into.push(cell(quoted, plain));
        match stop {
            Some(_) => rest = more.get(1..).unwrap_or_default(),
            None => return Cells::Whole,
        }
    }
}

/// A cell from its quoted part and what follows the quotes (nothing, in well-formed tables).
fn cell<'a>(quoted: Option<&'a [u8]>, plain: &'a [u8]) -> Cow<'a, str> {
    let Some(quoted) = quoted else { return decode(plain) };
    if plain.is_empty() && memchr::memchr(b'"', quoted).is_none() {
        return decode(quoted);
    }
    let mut joined = Vec::with_capacity(quoted.len() + plain.len());
    let mut rest = quoted;
    while let Some(quote) = memchr::memchr(b'"', rest) {
        let (head, after) = rest.split_at_checked(quote + 1).unwrap_or((rest, b""));
        joined.extend_from_slice(head);
        rest = after.strip_prefix(b"\"").unwrap_or(after);
    }
    joined.extend_from_slice(rest);
    joined.extend_from_slice(plain);
    match String::from_utf8(joined) {
        Ok(text) => Cow::Owned(text),
        Err(error) => Cow::Owned(windows_1252(error.as_bytes())),
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
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let decoded = bytes.iter().map(|&byte| match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    });
    decoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(row: &[u8]) -> (Cells, Vec<String>) {
        let mut out = Vec::new();
        let end = cells(row, b',', &mut out);
        (end, out.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn cells_are_cut_and_unquoted() {
        for (row, expected) in [
            ("a,b,c\r\n", vec!["a", "b", "c"]),
            ("a,,\n", vec!["a", "", ""]),
            ("\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\n", vec!["a,b", "say \"hi\"", "x\ny"]),
            ("5\" disk,b\n", vec!["5\" disk", "b"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"\",\"\"\"\"\n", vec!["", "\""]),
            ("=cmd|' /C calc'!A0,b", vec!["=cmd|' /C calc'!A0", "b"]),
        ] {
            assert_eq!(parse(row.as_bytes()), (Cells::Whole, expected.into_iter().map(str::to_owned).collect()), "{row:?}");
        }
        assert_eq!(parse(b"a,\"b").0, Cells::OpenQuote);
        assert_eq!(parse(&b",".repeat(MAX_COLUMNS)).0, Cells::TooMany);
    }

    #[test]
    fn text_that_is_not_utf8_is_read_as_windows_1252() {
        assert_eq!(parse(b"M\xfcller \x80,\"\x93x\x94 \"\"\"\n").1, ["Müller €", "“x” \""]);
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
