//! What the program prints: JSON for programs, aligned columns for people. Broken pipes end the program quietly.

use std::io::{self, Write};

use serde::Serialize;

use crate::exit::Failure;

/// Prints one line to standard output.
pub(crate) fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{}", printable(text.as_ref())) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Failure::Internal(error.into())),
        Ok(()) => Ok(()),
    }
}

/// Prints a value as one JSON document.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Failure::Internal(error.into()))?;
    line(text)
}

/// Prints rows under a header, columns aligned; numbers in `right` columns are aligned to the right.
pub(crate) fn table(header: &[&str], right: &[usize], rows: &[Vec<String>]) -> Result<(), Failure> {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells
            .chain(header.get(column).map(|name| name.chars().count()))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let show = |cells: &[String]| {
        let padded = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| {
                let space = " ".repeat(width.saturating_sub(cell.chars().count()));
                if right.contains(&column) {
                    format!("{space}{cell}")
                } else {
                    format!("{cell}{space}")
                }
            });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    line(show(
        &header
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>(),
    ))?;
    rows.iter().try_for_each(|row| line(show(row)))
}

/// Text from sources can hold terminal control sequences and invisible direction marks: made visible, never obeyed.
fn printable(text: &str) -> String {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if hidden(c) {
                format!("\\u{{{:x}}}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}c\n"),
            "a\\u{1b}[31mb\\u{202e}c\n"
        );
        assert_eq!(printable("plain ‹user› text"), "plain ‹user› text");
    }
}
