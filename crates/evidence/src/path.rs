//! Where a file lies in a package, and the files that a caller gives.
//!
//! Promises: a [`FilePath`] unpacks to one file below the folder that it is unpacked into, on any usual system. Two paths that some system
//! takes for the same file, or for a file and a folder of one name, are never in one package.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use ombud_model::plain_text::is_invisible;
use serde::{Deserialize, Serialize};

use super::manifest::{MANIFEST, SIGNATURE};
use super::package::{REPORT_HTML, REPORT_PDF};

/// The longest path, in bytes of UTF-8.
pub const MAX_PATH: usize = 200;

/// The folder of what comes from the audit log.
const LOG_FOLDER: &str = "log/";

/// Characters that a path cannot have on some system.
const FORBIDDEN: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that some systems give to a device, whatever extension follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Like [`DEVICES`], with one digit after the name.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// A relative path such as `attachments/letter.pdf`: names with `/` between.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilePath(String);

/// Why a text is no path in a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadPath {
    #[error("a path in a package is 1 to {MAX_PATH} bytes long: give the file a shorter name")]
    Length,
    #[error(
        "a path in a package is relative, and none of its names is empty, `.` or `..`: name the file from the top of the package"
    )]
    Name,
    #[error(
        "a path in a package has no control or invisible character and none of `\\ : * ? \" < > |`: give the file another name"
    )]
    Character,
    #[error("a name in a package does not end with a dot or a space: give the file another name")]
    End,
    #[error("some systems take a name of the path for a device: give the file another name")]
    Device,
}

impl FilePath {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check_name(name: &str) -> Result<(), BadPath> {
    if matches!(name, "" | "." | "..") {
        return Err(BadPath::Name);
    }
    if name.ends_with(['.', ' ']) {
        return Err(BadPath::End);
    }
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let stem = stem.trim_end();
    let numbered = stem
        .strip_suffix(|last: char| last.is_ascii_digit())
        .is_some_and(|start| NUMBERED_DEVICES.contains(&start));
    if numbered || DEVICES.contains(&stem) {
        Err(BadPath::Device)
    } else {
        Ok(())
    }
}

impl FromStr for FilePath {
    type Err = BadPath;

    fn from_str(text: &str) -> Result<Self, BadPath> {
        if text.is_empty() || text.len() > MAX_PATH {
            return Err(BadPath::Length);
        }
        let bad = |c: char| c.is_control() || is_invisible(c) || FORBIDDEN.contains(&c);
        if text.contains(bad) {
            return Err(BadPath::Character);
        }
        text.split('/').try_for_each(check_name)?;
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for FilePath {
    type Error = BadPath;

    fn try_from(text: String) -> Result<Self, BadPath> {
        text.parse()
    }
}

impl From<FilePath> for String {
    fn from(path: FilePath) -> Self {
        path.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The names that are taken, as a system sees them that does not tell upper from lower case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct TakenNames(BTreeSet<String>);

impl TakenNames {
    /// Whether the path was free. A file takes its own path, and no other file can be below it or at one of its folders.
    pub(crate) fn take(&mut self, path: &FilePath) -> bool {
        let folded = path.as_str().to_lowercase();
        let below = format!("{folded}/");
        let is_folder = self
            .0
            .range(below.clone()..)
            .next()
            .is_some_and(|other| other.starts_with(&below));
        let is_below_a_file = folded
            .match_indices('/')
            .filter_map(|(at, _)| folded.get(..at))
            .any(|folder| self.0.contains(folder));
        !is_folder && !is_below_a_file && self.0.insert(folded)
    }
}

/// Why a file does not go into a package.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RefusedFile {
    #[error(
        "the package has a file or a folder that some systems take for `{0}`: give the file another name"
    )]
    Duplicate(FilePath),
    #[error("`{0}` is a file that the package itself makes: give the file another name")]
    Reserved(FilePath),
}

/// The files that a caller gives, each under its own path.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Files {
    files: BTreeMap<FilePath, Vec<u8>>,
    taken: TakenNames,
}

impl Files {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. On an error nothing was added.
    pub fn add(&mut self, path: FilePath, content: Vec<u8>) -> Result<(), RefusedFile> {
        let folded = path.as_str().to_lowercase();
        let own = [MANIFEST, SIGNATURE, REPORT_HTML, REPORT_PDF];
        let is_ours = |name: &str| folded == name || folded.starts_with(&format!("{name}/"));
        if own.into_iter().any(is_ours) || folded.starts_with(LOG_FOLDER) || folded == "log" {
            return Err(RefusedFile::Reserved(path));
        }
        if !self.taken.take(&path) {
            return Err(RefusedFile::Duplicate(path));
        }
        self.files.insert(path, content);
        Ok(())
    }

    /// In the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &[u8])> {
        self.files
            .iter()
            .map(|(path, content)| (path, content.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_package_or_mean_something_else_are_refused() {
        for good in [
            "a",
            "attachments/Brief (2).pdf",
            "attachments/中.txt",
            "com/.x",
            "a/..b",
        ] {
            assert_eq!(good.parse::<FilePath>().unwrap().as_str(), good);
        }
        let longest = "a".repeat(MAX_PATH);
        assert!(longest.parse::<FilePath>().is_ok());
        let cases = [
            ("", BadPath::Length),
            ("/a", BadPath::Name),
            ("a/", BadPath::Name),
            ("a//b", BadPath::Name),
            ("..", BadPath::Name),
            ("a/../b", BadPath::Name),
            ("./a", BadPath::Name),
            ("a\\b", BadPath::Character),
            ("C:a", BadPath::Character),
            ("a\nb", BadPath::Character),
            ("a\0", BadPath::Character),
            ("a\u{202e}fdp.exe", BadPath::Character),
            ("a./b", BadPath::End),
            ("a ", BadPath::End),
            ("Nul.txt", BadPath::Device),
            ("x/COM1", BadPath::Device),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<FilePath>(), Err(expected), "{text:?}");
        }
        assert_eq!(
            format!("{longest}a").parse::<FilePath>(),
            Err(BadPath::Length)
        );
    }

    #[test]
    fn one_path_is_one_file_on_every_system() {
        let path = |text: &str| text.parse::<FilePath>().unwrap();
        let mut files = Files::new();
        files.add(path("a/b"), vec![1]).unwrap();
        files.add(path("a-b"), vec![2]).unwrap();
        for same in ["a/b", "A/B", "a", "a/b/c"] {
            assert_eq!(
                files.add(path(same), vec![]),
                Err(RefusedFile::Duplicate(path(same)))
            );
        }
        for own in [
            "manifest.json",
            "Manifest.sig",
            "report.pdf",
            "log/x",
            "log",
            "report.html/x",
        ] {
            assert_eq!(
                files.add(path(own), vec![]),
                Err(RefusedFile::Reserved(path(own)))
            );
        }
        assert_eq!(files.iter().count(), 2);
    }
}
