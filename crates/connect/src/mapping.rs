//! Mapping files: how the columns or fields of free-form input become the fields of an HR fact or of an activity.
//!
//! A mapping is YAML or JSON and is one of two kinds, told apart by its keys: with `columns`, `scenario` or `scenario_column` it is for
//! source `hr` ([`HrMapping`]); with `time`, `person` and `operation` it is for source `generic` ([`FieldMapping`]). An unknown key is an
//! error that names it.
//!
//! For `hr`, columns that are called differently:
//!
//! ```yaml
//! scenario: resignation
//! columns:
//!   EmailAddress: E-mail
//!   ResignationDate: Notice given
//!   LastWorkingDate: Last day
//! date_format: "%d.%m.%Y"
//! time_zone: Europe/Berlin
//! ```
//!
//! For `generic`, JSON with nested fields:
//!
//! ```yaml
//! id: event.id
//! time: event.created
//! person: user.email
//! operation: event.action
//! kinds:
//!   file_download: file-downloaded
//!   share_external: file-shared
//! workload: sharepoint
//! path: file.path
//! size: file.size
//! target: share.recipient
//! ```

mod dates;
mod hr;
mod pick;

use std::collections::BTreeMap;
use std::io::{self, Read};

use ombud_model::{Kind, Outcome, Workload};
use serde::Deserialize;

use crate::when::Order;
use crate::yaml::{YamlError, from_yaml};

pub use dates::{Dates, Zone};
pub use hr::{HrField, HrMapping, Scenario};
pub use pick::Pick;

/// A mapping file is at most this long (1 MiB).
pub const MAX_MAPPING: u64 = 1 << 20;

/// A parsed mapping file.
#[derive(Clone, Debug)]
pub enum Mapping {
    /// For source `hr`.
    Hr(HrMapping),
    /// For source `generic`.
    Fields(Box<FieldMapping>),
}

#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    #[error("the mapping cannot be read")]
    Io(#[from] io::Error),
    #[error("the mapping is not valid: {0}")]
    Invalid(#[from] YamlError),
    #[error(
        "the mapping says nothing: it needs `columns` or `scenario` (source hr), or `time`, `person` and `operation` (source generic)"
    )]
    Neither,
    #[error("the mapping has keys of both sources: `{hr}` is for hr, `{generic}` for generic")]
    Both {
        hr: &'static str,
        generic: &'static str,
    },
    #[error("`{key}` in the mapping: {problem}")]
    Key { key: String, problem: String },
}

const HR_KEYS: [&str; 7] = [
    "columns",
    "scenario",
    "scenario_column",
    "identifierColumn",
    "scenario_values",
    "level_order",
    "poor_ratings",
];
const GENERIC_KEYS: [&str; 4] = ["time", "person", "operation", "kinds"];

impl Mapping {
    /// Parses YAML or JSON.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let keys: BTreeMap<String, serde::de::IgnoredAny> = from_yaml(text).or_else(|error| {
            if text.trim().is_empty() {
                Ok(BTreeMap::new())
            } else {
                Err(error)
            }
        })?;
        let hr = HR_KEYS.into_iter().find(|key| keys.contains_key(*key));
        let generic = GENERIC_KEYS.into_iter().find(|key| keys.contains_key(*key));
        match (hr, generic) {
            (None, None) => Err(MappingError::Neither),
            (Some(hr), Some(generic)) => Err(MappingError::Both { hr, generic }),
            (Some(_), None) => {
                let mut mapping: HrMapping = from_yaml(text)?;
                mapping.check()?;
                mapping.fingerprint = fingerprint(text);
                Ok(Mapping::Hr(mapping))
            }
            (None, Some(_)) => {
                let mut mapping: FieldMapping = from_yaml(text)?;
                mapping.prepare();
                mapping.fingerprint = fingerprint(text);
                Ok(Mapping::Fields(Box::new(mapping)))
            }
        }
    }

    /// Reads and parses a mapping of at most [`MAX_MAPPING`] bytes.
    pub fn read(input: impl Read) -> Result<Self, MappingError> {
        Self::parse(&crate::reader::read_limited(input, MAX_MAPPING)?)
    }

    /// Tells one mapping from another by its text; never 0.
    pub fn fingerprint(&self) -> u64 {
        match self {
            Mapping::Hr(mapping) => mapping.fingerprint,
            Mapping::Fields(mapping) => mapping.fingerprint,
        }
    }

    pub fn hr(&self) -> Option<&HrMapping> {
        match self {
            Mapping::Hr(mapping) => Some(mapping),
            Mapping::Fields(_) => None,
        }
    }

    pub fn fields(&self) -> Option<&FieldMapping> {
        match self {
            Mapping::Fields(mapping) => Some(mapping),
            Mapping::Hr(_) => None,
        }
    }
}

/// The mapping of any other input into activities.
///
/// Wherever a field is picked, text names it: a column of a table, or a path with dots into JSON (`user.email`, `files.0.name`; a list
/// without a number gives all of its texts). A constant is written as `{value: ...}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldMapping {
    #[serde(skip)]
    fingerprint: u64,
    /// What is unique to a record, so that a repeat is recognised. Default: the record as a whole.
    ///
    /// `id: event.id`
    #[serde(default)]
    pub id: Option<Pick>,
    /// When it was done: a field, or a field with its form and zone.
    ///
    /// `time: event.created` or `time: {field: Date, format: "%d/%m/%Y %H:%M", zone: Europe/Berlin}`
    pub time: TimePick,
    /// Who did it: a mail address, user principal name or `DOMAIN\name`.
    ///
    /// `person: user.email`
    pub person: Pick,
    /// The source's word for what was done.
    ///
    /// `operation: event.action` or `operation: {value: Badge read}`
    pub operation: Pick,
    /// What those words mean, as kinds of activity (see the reference of kinds). Case is ignored. A word that is not listed becomes an
    /// activity of kind `other`: visible, not scored.
    ///
    /// `kinds: {file_download: file-downloaded, usb_copy: copied-to-removable-media}`
    #[serde(default)]
    pub kinds: BTreeMap<String, Kind>,
    /// Where it was done, the same for all records: `sharepoint`, `exchange`, `endpoint`, `other` (default), ...
    ///
    /// `workload: endpoint`
    #[serde(default = "other")]
    pub workload: Workload,
    /// Folder, site or mailbox folder.
    ///
    /// `container: folder.url`
    #[serde(default)]
    pub container: Option<Pick>,
    /// Name of the file, mail or resource.
    ///
    /// `object: file.name`
    #[serde(default)]
    pub object: Option<Pick>,
    /// Container and object in one, cut at the last slash; for what `container` and `object` do not say.
    ///
    /// `path: file.path`
    #[serde(default)]
    pub path: Option<Pick>,
    /// Bytes.
    ///
    /// `size: file.size`
    #[serde(default)]
    pub size: Option<Pick>,
    /// What stays the same when content is renamed or copied: an item id or a hash.
    ///
    /// `content_id: file.sha256`
    #[serde(default)]
    pub content_id: Option<Pick>,
    /// Who or what received it: addresses, a URL, a device.
    ///
    /// `target: share.recipients`
    #[serde(default)]
    pub target: Option<Pick>,
    /// The type of the file. Default: what follows the last dot of its name.
    ///
    /// `extension: file.type`
    #[serde(default)]
    pub extension: Option<Pick>,
    /// Names of the sensitive information types found.
    ///
    /// `sensitive: dlp.detectors`
    #[serde(default)]
    pub sensitive: Option<Pick>,
    /// `informational`, `low`, `medium` or `high`; any other word is not stated.
    ///
    /// `severity: alert.severity`
    #[serde(default)]
    pub severity: Option<Pick>,
    /// What else matters; it is kept and shown, so it should name nobody.
    ///
    /// `detail: rule.name`
    #[serde(default)]
    pub detail: Option<Pick>,
    /// How many items were concerned.
    ///
    /// `items: file.count`
    #[serde(default)]
    pub items: Option<Pick>,
    /// The device on which it was done.
    ///
    /// `device: host.name`
    #[serde(default)]
    pub device: Option<Pick>,
    /// The address from which it was done; a port is taken off.
    ///
    /// `ip: source.ip`
    #[serde(default)]
    pub ip: Option<Pick>,
    /// Sensitivity label before and after.
    ///
    /// `label_before: old_label`
    #[serde(default)]
    pub label_before: Option<Pick>,
    /// `label_after: new_label`
    #[serde(default)]
    pub label_after: Option<Pick>,
    /// Whether it took effect. Where nothing says so the outcome is unknown, which is marked and scored as if it had; a log that holds
    /// only what succeeded is stated by `{value: done}`.
    ///
    /// `outcome: event.outcome`
    #[serde(default)]
    pub outcome: Option<Pick>,
    /// What the words of `outcome` mean: `done`, `blocked` or `failed`. Known anyway: those three, `success`, `succeeded`, `allowed`,
    /// `ok`, `true`, `failure`, `error`, `false`, `denied`, `prevented`. A record with any other word is rejected.
    ///
    /// `outcomes: {prevented: blocked}`
    #[serde(default)]
    pub outcomes: BTreeMap<String, Outcome>,
}

const fn other() -> Workload {
    Workload::Other
}

impl FieldMapping {
    /// Keys of tables of words are compared in lower case.
    fn prepare(&mut self) {
        self.kinds = lowered(std::mem::take(&mut self.kinds));
        self.outcomes = lowered(std::mem::take(&mut self.outcomes));
    }

    /// The kind that a word means.
    pub fn kind_of(&self, operation: &str) -> Kind {
        self.kinds
            .get(operation)
            .or_else(|| self.kinds.get(&*crate::text::lower(operation)))
            .copied()
            .unwrap_or(Kind::Other)
    }

    /// The outcome that a word means; unknown where there is no word, `None` for a word that is not known.
    pub fn outcome_of(&self, word: &str) -> Option<Outcome> {
        let word = crate::text::lower(word);
        let known = match &*word {
            "" => Some(Outcome::Unknown),
            "done" | "success" | "succeeded" | "successful" | "allowed" | "allow" | "ok"
            | "true" => Some(Outcome::Done),
            "blocked" | "block" | "denied" | "deny" | "prevented" => Some(Outcome::Blocked),
            "failed" | "failure" | "fail" | "error" | "false" => Some(Outcome::Failed),
            _ => None,
        };
        self.outcomes.get(&*word).copied().or(known)
    }
}

fn lowered<T>(words: BTreeMap<String, T>) -> BTreeMap<String, T> {
    words
        .into_iter()
        .map(|(word, meaning)| (word.trim().to_lowercase(), meaning))
        .collect()
}

/// A field that holds a time.
#[derive(Clone, Debug)]
pub struct TimePick {
    pub field: Pick,
    /// In the notation of strftime.
    pub format: Option<String>,
    pub zone: Zone,
}

impl TimePick {
    /// The times of an input; `order` is what it has proven of dates with slashes.
    pub fn dates(&self, order: Option<Order>) -> Dates<'_> {
        Dates {
            format: self.format.as_deref(),
            zone: &self.zone,
            order,
        }
    }
}

/// No secret: a mapping names columns. Spaces around it change nothing.
fn fingerprint(text: &str) -> u64 {
    crate::text::hash_bytes((0, 0), text.trim().as_bytes()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Mapping::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn both_kinds_are_told_apart() {
        let hr = Mapping::parse(
            "scenario: Job level change\ncolumns: {EmailAddress: UPN}\ntime_zone: +05:30",
        )
        .unwrap();
        let hr = hr.hr().unwrap();
        assert_eq!(
            (hr.scenario, hr.columns[&HrField::EmailAddress].as_str()),
            (Some(Scenario::JobLevelChange), "UPN")
        );
        let json = r#"{"time":{"field":"at","zone":"Europe/Berlin"},"person":"user.mail","operation":{"value":"Badge"},"kinds":{"Badge":"door-opened"}}"#;
        let generic = Mapping::parse(json).unwrap();
        assert_eq!(
            generic.fields().unwrap().kind_of(" badge".trim()),
            Kind::DoorOpened
        );
        assert_eq!(generic.fields().unwrap().kind_of("Window"), Kind::Other);
    }

    #[test]
    fn errors_name_the_key() {
        for (text, part) in [
            ("", "says nothing"),
            ("a: 1", "says nothing"),
            (
                "columns: {}\ntime: x",
                "`columns` is for hr, `time` for generic",
            ),
            ("columns: {EmailAdress: UPN}", "EmailAdress"),
            ("columns: {}\ncolour: red", "unknown field `colour`"),
            ("time: a\nperson: b", "missing field `operation`"),
            (
                "time: a\nperson: b\noperation: c\nkinds: {x: file-downlaoded}",
                "file-downlaoded",
            ),
            (
                "time: {field: a, fmt: x}\nperson: b\noperation: c",
                "unknown field `fmt`",
            ),
            (
                "time: a\nperson: {value: x, field: y}\noperation: c",
                "`field` or `value`",
            ),
            ("columns: {}\ntime_zone: Mars/Base", "Mars/Base"),
            ("columns: {}\ndate_format: '%Q'", "date_format"),
            ("scenario: resignation\nscenario_column: x", "scenario"),
            ("- a", "not valid"),
            (
                "{a: ".repeat(100_000).as_str(),
                "not valid: 100000 brackets",
            ),
            ("%YAML 1.1\n---\ncolumns: {}", "line 1"),
        ] {
            assert!(error(text).contains(part), "{text}: {}", error(text));
        }
    }

    #[test]
    fn a_mapping_is_small() {
        let text = format!("columns: {{}}\n#{}", "x".repeat(MAX_MAPPING as usize));
        assert!(matches!(
            Mapping::read(text.as_bytes()),
            Err(MappingError::Io(_))
        ));
    }
}
