//! JSON in which a value is broken: half of a surrogate pair, a control character, bytes that are no UTF-8, a number that is none.
//!
//! Promises: only such values are changed, and each is seen to be: a character becomes U+FFFD, a number its own text. Anything else that is
//! no JSON stays as it is.

use serde_json::Value;

/// In place of a character that nobody can read.
pub(crate) const BROKEN: char = char::REPLACEMENT_CHARACTER;

/// The value of the JSON text, mended where that makes it valid. The error is that of the text as it came.
pub(crate) fn value(json: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(json).or_else(|error| {
        let mended = mended(json, &error).and_then(|text| serde_json::from_str(&text).ok());
        mended.ok_or(error)
    })
}

/// The text with broken values replaced; `None` when it has none.
pub(crate) fn mended(json: &[u8], error: &serde_json::Error) -> Option<String> {
    if error.is_eof() || !matches!(json.trim_ascii_start(), [b'{' | b'[' | b'"', ..]) {
        return None;
    }
    let text = String::from_utf8_lossy(json);
    let mut mended = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string(rest, &mut mended),
            '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t' | '\r' | '\n' => {
                mended.push(first);
                1
            }
            _ => scalar(rest, &mut mended),
        };
        rest = rest.get(length..)?;
    }
    (mended.as_bytes() != json).then_some(mended)
}

/// Copies a string up to its closing quote or the end; gives its length in the text.
fn string(text: &str, into: &mut String) -> usize {
    into.push('"');
    let mut at = 1;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match next {
            '"' => {
                into.push('"');
                return at + 1;
            }
            '\\' => at += escape(text.get(at..).unwrap_or_default(), into),
            next if next < ' ' => {
                into.push(BROKEN);
                at += 1;
            }
            next => {
                into.push(next);
                at += next.len_utf8();
            }
        }
    }
    at
}

/// Copies one escape, or both of a pair; gives its length.
fn escape(text: &str, into: &mut String) -> usize {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits
            .bytes()
            .all(|digit| digit.is_ascii_hexdigit())
            .then_some(())?;
        u32::from_str_radix(digits, 16).ok()
    };
    let length = match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
        (Some(0xd800..=0xdfff), _) => {
            into.push(BROKEN);
            return 6;
        }
        // The backslash and what it stands before.
        _ => 1 + text.chars().nth(1).map_or(0, char::len_utf8),
    };
    into.push_str(text.get(..length).unwrap_or_default());
    length
}

/// Copies what is neither string nor bracket, a number that JSON does not know as text; gives its length.
fn scalar(text: &str, into: &mut String) -> usize {
    let ends = |next: char| {
        matches!(next, '"' | '{' | '}' | '[' | ']' | ',' | ':') || next.is_whitespace()
    };
    let length = text.find(ends).unwrap_or(text.len());
    let Some(word) = text.get(..length).filter(|word| !word.is_empty()) else {
        // White space that JSON does not know: the parser refuses it.
        let next = text.chars().next();
        into.extend(next);
        return next.map_or(1, char::len_utf8);
    };
    let is_number = matches!(word, "NaN" | "Infinity" | "-Infinity")
        || (word.starts_with([
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.',
        ]) && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')));
    if is_number && serde_json::from_str::<Value>(word).is_err() {
        into.push('"');
        into.push_str(word);
        into.push('"');
    } else {
        into.push_str(word);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_values_are_seen_to_be() {
        for (json, expected) in [
            (&br#"{"a":"x\ud83d.docx"}"#[..], r#"{"a":"x\ufffd.docx"}"#),
            (
                br#"{"a":"\udc4d","b":"\ud83d\udc4d"}"#,
                r#"{"a":"\ufffd","b":"\ud83d\udc4d"}"#,
            ),
            (
                br#"{"a":"\\ud83d","b":NaN}"#,
                r#"{"a":"\\ud83d","b":"NaN"}"#,
            ),
            (
                br#"{"a":1e999,"b":[-Infinity,007,1.5]}"#,
                r#"{"a":"1e999","b":["-Infinity","007",1.5]}"#,
            ),
            (
                b"{\"a\":\"x\x00\x01\",\"b\":\"\xff\"}",
                "{\"a\":\"x\u{fffd}\u{fffd}\",\"b\":\"\u{fffd}\"}",
            ),
        ] {
            let expected: Value = serde_json::from_str(expected).unwrap();
            assert_eq!(
                value(json).unwrap(),
                expected,
                "{}",
                String::from_utf8_lossy(json)
            );
        }
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for json in [
            r#"{"a":"#,
            "{]",
            "{} {}",
            r#"{"a" 1}"#,
            "text",
            "7x",
            r#"{"a":abc}"#,
            r#"{"a":"C:\Users"}"#,
            r#"{'a':1}"#,
            "{\u{a0}}",
        ] {
            assert!(value(json.as_bytes()).is_err(), "{json}");
        }
    }
}
