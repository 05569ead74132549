//! Taking entries out of the log: as CSV for spreadsheets, as JSON lines for programs.
//!
//! In CSV every field is quoted, and a field that a spreadsheet could take for a formula has an apostrophe before it. The JSON lines are
//! exact.

use std::io::{self, Write};

use serde::Serialize;

use super::leaf::{Logged, Phase};

/// The columns, in their order. Where there is nothing a field is empty.
pub const COLUMNS: [&str; 15] = [
    "sequence",
    "time",
    "operation",
    "phase",
    "intent",
    "ending",
    "actor",
    "role",
    "object",
    "subject",
    "purpose",
    "case",
    "commitment",
    "reason",
    "person",
];

/// An entry as it is shown and exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row {
    pub sequence: u64,
    /// RFC 3339.
    pub time: String,
    pub operation: &'static str,
    /// `intent`, `shown` or `outcome`.
    pub phase: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<&'static str>,
    pub actor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// The persons concerned that the reader may see: `person-` and their numbers, with a comma between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// In the actor's words, where it lies beside the log and the reader may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The pseudonyms of the persons, which are not in the log, with a comma between; those that are not known any more are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

impl Row {
    pub fn new(logged: &Logged, reason: Option<String>, person: Option<String>) -> Self {
        fn text<T: ToString>(value: &Option<T>) -> Option<String> {
            value.as_ref().map(T::to_string)
        }
        let entry = &logged.entry;
        let (phase, intent, ending) = match entry.phase {
            Phase::Intent => ("intent", None, None),
            Phase::Shown { intent } => ("shown", Some(intent), None),
            Phase::Outcome { intent, ending } => ("outcome", Some(intent), Some(ending.name())),
        };
        Self {
            sequence: logged.sequence,
            time: entry.at.to_string(),
            operation: entry.operation.name(),
            phase,
            intent,
            ending,
            actor: entry.actor.to_string(),
            role: text(&entry.role),
            object: text(&entry.object),
            subject: (!entry.subjects.is_empty()).then(|| entry.subjects.to_string()),
            purpose: text(&entry.purpose),
            case: text(&entry.case),
            commitment: text(&entry.commitment),
            reason,
            person,
        }
    }

    fn fields(&self) -> [String; COLUMNS.len()] {
        fn or_empty(value: &Option<String>) -> String {
            value.clone().unwrap_or_default()
        }
        [
            self.sequence.to_string(),
            self.time.clone(),
            self.operation.to_owned(),
            self.phase.to_owned(),
            self.intent
                .map(|intent| intent.to_string())
                .unwrap_or_default(),
            self.ending.unwrap_or_default().to_owned(),
            self.actor.clone(),
            or_empty(&self.role),
            or_empty(&self.object),
            or_empty(&self.subject),
            or_empty(&self.purpose),
            or_empty(&self.case),
            or_empty(&self.commitment),
            or_empty(&self.reason),
            or_empty(&self.person),
        ]
    }
}

/// Writes one line of JSON.
pub fn write_json_line(out: &mut impl Write, row: &Row) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Writes the line with the names of the columns.
pub fn write_csv_header(out: &mut impl Write) -> io::Result<()> {
    write_csv_line(out, &COLUMNS.map(str::to_owned))
}

/// Writes one line of CSV.
pub fn write_csv_row(out: &mut impl Write, row: &Row) -> io::Result<()> {
    write_csv_line(out, &row.fields())
}

/// Writes one line of CSV: every field quoted, and no field a formula.
pub fn write_csv_line(out: &mut impl Write, fields: &[String]) -> io::Result<()> {
    let quoted: Vec<String> = fields
        .iter()
        .map(|field| format!("\"{}\"", harmless(field).replace('"', "\"\"")))
        .collect();
    out.write_all(quoted.join(",").as_bytes())?;
    out.write_all(b"\r\n")
}

/// The text with an apostrophe before every line of it that a spreadsheet could take for a formula: one that begins, after spaces, with
/// `=`, `+`, `-`, `@`, one of their full-width forms, or a control character.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A lone carriage return begins a line for some readers.
    for line in text.split_inclusive(['\n', '\r']) {
        let start = line.trim_start_matches(|c: char| {
            c.is_whitespace() && !c.is_control() || INVISIBLE.contains(&c)
        });
        let formula = |c: char| {
            matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || c.is_control()
        };
        // The end of the line itself is no beginning.
        if start.starts_with(formula) && !matches!(start, "\n" | "\r") {
            out.push('\'');
        }
        out.push_str(line);
    }
    // Nothing but a line end at the very start still moves what follows to where a cell begins.
    if text.starts_with(['\n', '\r']) {
        format!("'{out}")
    } else {
        out
    }
}

/// Characters without width that could hide a beginning.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            " =1",
            "\u{a0}=1",
            "\u{200b}=1",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            "\t",
            "\r",
            "\u{feff}@x",
            "  \t=1",
        ] {
            assert!(
                harmless(text).starts_with('\''),
                "{text:?} -> {:?}",
                harmless(text)
            );
        }
        assert_eq!(harmless("first\n=1\r\n @x\rend"), "first\n'=1\r\n' @x\rend");
        assert_eq!(harmless("a\r=1"), "a\r'=1");
        for text in [
            "",
            "case 7: a = b",
            "2026-11-23T10:00:00Z",
            "a\nb",
            "Grund: Verdacht",
        ] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_field_is_quoted() {
        let mut out = Vec::new();
        write_csv_line(&mut out, &["a\"b".into(), String::new(), "x,y\n=z".into()]).unwrap();
        assert_eq!(out, b"\"a\"\"b\",\"\",\"x,y\n'=z\"\r\n");
    }
}
