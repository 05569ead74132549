//! Files that people write by hand, in YAML or JSON: policies, settings, mappings.
//!
//! Promises: reading takes time in proportion to the length of the text, whatever stands in it. The parser looks at every open bracket
//! with every word and at every directive with every other one, so what would make that many steps is refused before it is parsed.

use serde::de::DeserializeOwned;

/// How often the parser may look at a bracket: a second of work at most. It lets 1,000 brackets stand in a file of 1 MiB.
const MOST_LOOKS: u64 = 1 << 30;

/// Why a file cannot be read. The text is for whoever wrote it.
#[derive(Debug, thiserror::Error)]
pub enum YamlError {
    #[error(
        "{brackets} brackets in {bytes} bytes are too many: write lists and tables on lines of their own"
    )]
    Brackets { brackets: u64, bytes: u64 },
    #[error("line {line} begins with `%`, which makes it a directive: leave it out")]
    Directive { line: usize },
    #[error(transparent)]
    Invalid(#[from] serde_norway::Error),
}

/// Reads YAML or JSON; several documents, and whatever does not fit `T`, are an error.
pub fn from_yaml<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    check(text)?;
    Ok(serde_norway::from_str(text)?)
}

/// Counts what could nest without asking whether it does: brackets in quotes and comments count as well, closing ones do not.
fn check(text: &str) -> Result<(), YamlError> {
    let brackets = memchr::memchr2_iter(b'[', b'{', text.as_bytes()).count() as u64;
    let bytes = text.len() as u64;
    if brackets.saturating_mul(bytes) > MOST_LOOKS {
        return Err(YamlError::Brackets { brackets, bytes });
    }
    // What YAML takes for the end of a line is more than `\n`.
    let mut lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    match lines.position(|line| line.trim_start_matches('\u{feff}').starts_with('%')) {
        Some(at) => Err(YamlError::Directive { line: at + 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::de::IgnoredAny;

    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, IgnoredAny>, YamlError> {
        from_yaml(text)
    }

    #[test]
    fn what_would_take_long_is_refused_before_it_is_parsed() {
        for deep in [
            "[",
            "{a: ",
            "{\"a\":",
            "[{",
            "[ #]\n",
            "[\"]\n]\", ",
            "[it's, ']', ",
            "- [",
        ] {
            for text in [
                deep.repeat(100_000),
                format!("a: {}", deep.repeat(100_000)),
                format!("{}{}", deep.repeat(5_000), "b,".repeat(500_000)),
            ] {
                assert!(
                    matches!(read(&text), Err(YamlError::Brackets { .. })),
                    "{deep}"
                );
            }
        }
        for (line, text) in [
            (1, "%YAML 1.1\n---\na: 1\n"),
            (1, "\u{feff}%TAG !a! b\n"),
            (3, "a: 1\n...\n%TAG !a! b\n---\nb: 2"),
            (2, "# a\r%TAG !a! b\r---\rb: 2"),
            (2, "# a\u{2028}%TAG !a! b"),
        ] {
            assert!(
                matches!(read(text), Err(YamlError::Directive { line: found }) if found == line),
                "{text}"
            );
        }
    }

    #[test]
    fn what_people_write_is_read() {
        let block: String = (0..20_000)
            .map(|n| format!("person-{n}:\n  - 100%\n  - 'of [all'\n"))
            .collect();
        assert!(
            matches!(read(&block), Err(YamlError::Brackets { .. })),
            "even brackets in quotes, when there are that many"
        );
        let block = block.replace('[', "");
        assert_eq!(read(&block).unwrap().len(), 20_000);
        let flow: String = (0..2_000)
            .map(|n| format!("person-{n}: [{{a: 1}}, '[b', \"%\"]\n"))
            .collect();
        assert_eq!(read(&flow).unwrap().len(), 2_000);
        assert_eq!(
            read(r#"{"a": {"b": ["%c", 1]}, "d": []}"#).unwrap().len(),
            2
        );
        assert_eq!(read("a: |\n  %no directive\n  text").unwrap().len(), 1);
    }

    #[test]
    fn nesting_within_the_limit_ends_at_the_parser() {
        for text in [
            "[".repeat(3_000),
            "{a: ".repeat(3_000),
            "- ".repeat(100_000),
            "a: 1\n---\nb: 2".to_owned(),
        ] {
            assert!(matches!(read(&text), Err(YamlError::Invalid(_))));
        }
    }
}
