//! A JSON object taken apart at its first level: names and raw values, borrowed from the text.
//!
//! Promises: takes exactly the objects that `serde_json` takes, as long as they are nested no deeper than allowed (tested against it);
//! nothing is copied; one pass, except for texts with escapes that somebody asks for. A general parser builds or visits every value;
//! of an audit record most are skipped, and this is the loop that every record goes through (see decision 0016 for the figures).

use std::borrow::Cow;

/// The JSON text of one value.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawValue<'a> {
    text: &'a str,
    /// A string with a backslash in it.
    escaped: bool,
}

impl<'a> RawValue<'a> {
    pub(super) const fn text(self) -> &'a str {
        self.text
    }

    /// What the first byte says it is.
    pub(super) fn kind(self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or(b'n')
    }

    /// The content of a string; `None` for one whose escapes stand for no character, and for any other value.
    // Always, because it is measured: called once for each text field of a record, it costs a tenth of reading when it stays a call.
    #[inline(always)]
    pub(super) fn string(self) -> Option<Cow<'a, str>> {
        if self.escaped {
            return serde_json::from_str::<String>(self.text)
                .ok()
                .map(Cow::Owned);
        }
        self.text
            .strip_prefix('"')?
            .strip_suffix('"')
            .map(Cow::Borrowed)
    }
}

/// Calls `each` with the name and value of every member of an object. `None` when the text is no such object, is nested deeper than
/// `depth` levels, or when `each` says so; some members may have been handed out by then.
pub(super) fn members<'a>(
    text: &'a str,
    depth: usize,
    mut each: impl FnMut(&str, RawValue<'a>) -> Option<()>,
) -> Option<()> {
    let mut scanner = Scanner { text, at: 0 };
    scanner.blank();
    scanner.take(b'{')?;
    scanner.object(depth, |name, value| match name.escaped {
        true => each(&name.string()?, value),
        false => each(name.text.strip_prefix('"')?.strip_suffix('"')?, value),
    })?;
    scanner.blank();
    (scanner.at == text.len()).then_some(())
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = ONES << 7;

/// Sets the high bit of the lowest byte that ends a plain run of a string: a quote, a backslash or a control character. Higher bytes
/// may be marked wrongly.
#[inline]
const fn ends(word: u64) -> u64 {
    let (quote, backslash) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    let zero = (quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero | control) & HIGH
}

#[inline]
const fn is_end(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
}

impl<'a> Scanner<'a> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    #[inline]
    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Members up to the closing brace; the opening one is behind.
    #[inline]
    fn object(
        &mut self,
        depth: usize,
        mut each: impl FnMut(RawValue<'a>, RawValue<'a>) -> Option<()>,
    ) -> Option<()> {
        let inner = depth.checked_sub(1)?;
        self.blank();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            let start = self.at;
            self.take(b'"')?;
            let name = self.string(start)?;
            self.blank();
            self.take(b':')?;
            self.blank();
            each(name, self.value(inner)?)?;
            self.blank();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
            self.blank();
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        let inner = depth.checked_sub(1)?;
        self.blank();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.value(inner)?;
            self.blank();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
            self.blank();
        }
    }

    fn value(&mut self, depth: usize) -> Option<RawValue<'a>> {
        let start = self.at;
        let first = self.peek()?;
        self.at += 1;
        match first {
            b'"' => return self.string(start),
            b'{' => self.object(depth, |_, _| Some(()))?,
            b'[' => self.array(depth)?,
            b't' => self.literal("rue")?,
            b'f' => self.literal("alse")?,
            b'n' => self.literal("ull")?,
            b'-' => {
                let digit = self.peek()?;
                self.at += 1;
                self.number(digit)?;
            }
            digit => self.number(digit)?,
        }
        Some(RawValue {
            text: self.text.get(start..self.at)?,
            escaped: false,
        })
    }

    fn literal(&mut self, rest: &str) -> Option<()> {
        self.text
            .as_bytes()
            .get(self.at..)?
            .starts_with(rest.as_bytes())
            .then(|| self.at += rest.len())
    }

    /// The rest of a number whose first digit is behind.
    fn number(&mut self, first: u8) -> Option<()> {
        match first {
            b'0' => {}
            b'1'..=b'9' => self.digits(),
            _ => return None,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Some(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Option<()> {
        let start = self.at;
        self.digits();
        (self.at > start).then_some(())
    }

    /// The rest of a string whose opening quote stands at `start`.
    #[inline]
    fn string(&mut self, start: usize) -> Option<RawValue<'a>> {
        let mut escaped = false;
        loop {
            self.plain();
            let end = self.peek()?;
            self.at += 1;
            match end {
                b'"' => {
                    return Some(RawValue {
                        text: self.text.get(start..self.at)?,
                        escaped,
                    });
                }
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return None,
            }
        }
    }

    /// Moves to the next byte that ends a plain run, or to the end of the text.
    #[inline]
    fn plain(&mut self) {
        let text = self.text.as_bytes();
        let mut rest = text.get(self.at..).unwrap_or_default();
        // Names and codes end here; addresses and paths go on.
        for _ in 0..2 {
            let Some((word, after)) = rest.split_first_chunk::<8>() else {
                break;
            };
            let found = ends(u64::from_le_bytes(*word));
            if found != 0 {
                self.at = text.len() - rest.len() + found.trailing_zeros() as usize / 8;
                return;
            }
            rest = after;
        }
        while let Some((block, after)) = rest.split_first_chunk::<32>()
            && !block.iter().fold(false, |any, &byte| any | is_end(byte))
        {
            rest = after;
        }
        while let Some((word, after)) = rest.split_first_chunk::<8>() {
            let found = ends(u64::from_le_bytes(*word));
            if found != 0 {
                self.at = text.len() - rest.len() + found.trailing_zeros() as usize / 8;
                return;
            }
            rest = after;
        }
        let tail = rest
            .iter()
            .position(|&byte| is_end(byte))
            .unwrap_or(rest.len());
        self.at = text.len() - rest.len() + tail;
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Option<()> {
        let letter = self.peek()?;
        self.at += 1;
        match letter {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
                digits
                    .iter()
                    .all(u8::is_ascii_hexdigit)
                    .then(|| self.at += 4)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::de::IgnoredAny;
    use serde_json::Value;

    use super::*;

    /// Names and raw values, or nothing.
    fn scanned(text: &str) -> Option<Vec<(String, String)>> {
        let mut found = Vec::new();
        members(text, 120, |name, value| {
            found.push((name.to_owned(), value.text().to_owned()));
            Some(())
        })
        .map(|()| found)
    }

    fn check(text: &str) {
        let valid = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_ok();
        let found = scanned(text);
        assert_eq!(found.is_some(), valid, "{text}");
        // Numbers beyond all bounds are skipped but cannot be read.
        if let (Some(found), Ok(expected)) =
            (found, serde_json::from_str::<BTreeMap<String, Value>>(text))
        {
            let last: BTreeMap<String, Value> = found
                .into_iter()
                .map(|(name, raw)| (name, serde_json::from_str(&raw).unwrap()))
                .collect();
            assert_eq!(last, expected, "{text}");
        }
    }

    #[test]
    fn what_is_json_and_what_is_not() {
        for text in [
            "{}",
            " { } ",
            "{\"a\":1}",
            "{\"a\" : -0.5e+7 , \"b\":[ ]}",
            r#"{"a\"b":"\\","c":"é\u00e9\n"}"#,
            "{\"a\":{\"b\":[1,{},[[]]]}}",
            "{\"a\":true,\"b\":false,\"c\":null}",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":.5}",
            "{\"a\":-}",
            "{\"a\":1e}",
            "{\"a\":tru}",
            "{\"a\":nul",
            "{\"a\":\"x",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{1:2}",
            "{\"a\":[1,]}",
            "{\"a\":[1 2]}",
            "{\"a\":1}x",
            "[]",
            "\"a\"",
            "",
            "{",
            "{\"a\":1}{",
            "{\"a\":+1}",
            "{\"a\":0e1}",
            "{\"a\":\"12345678\"}",
            "{\"a\":\"1234567\"}",
            "{\"a\":\"123456789012345\\\"\"}",
            "{\"a\":\"\u{7f}\u{80}\u{800}\u{10000}\"}",
        ] {
            check(text);
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels: usize| {
            format!(
                "{{\"a\":{}{}}}",
                "[".repeat(levels - 1),
                "]".repeat(levels - 1)
            )
        };
        assert!(scanned(&nested(120)).is_some());
        assert!(scanned(&nested(121)).is_none());
        assert!(scanned(&nested(1_000_000)).is_none());
    }

    #[test]
    fn equal_names_are_all_handed_out() {
        assert_eq!(scanned(r#"{"a":1,"a":2}"#).unwrap().len(), 2);
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,40}".prop_map(Value::from),
            "[\"\\\\\u{0}-\u{1f}a]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(".{0,20}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn agrees_with_a_general_parser(value in json(), cut in any::<prop::sample::Index>(), byte in 0u8..128, pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            check(&text);
            // One character changed, taken out, and everything after it lost.
            let letters: Vec<char> = text.chars().collect();
            let at = cut.index(letters.len());
            let (before, after): (String, String) = (letters[..at].iter().collect(), letters[at + 1..].iter().collect());
            check(&format!("{before}{}{after}", char::from(byte)));
            check(&format!("{before}{after}"));
            check(&before);
        }
    }
}
