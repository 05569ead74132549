//! `ombud evidence`: checks a package that somebody handed over. Needs no data directory.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use ombud_evidence::{MAX_UNPACKED, Manifest, Trust, Verified, verify};
use ombud_model::{AccountId, CaseId, Timestamp};
use ombud_tlog::VerifierKey;
use serde::Serialize;

use super::Context;
use crate::args::EvidenceCommand;
use crate::exit::Failure;
use crate::output;

/// What was found, for programs.
#[derive(Serialize)]
struct Report<'a> {
    valid: bool,
    /// What is wrong, and with which file.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<Package<'a>>,
}

/// A package in which everything fits.
#[derive(Serialize)]
struct Package<'a> {
    case: CaseId,
    made_at: Timestamp,
    made_by: AccountId,
    installation: &'a str,
    files: Vec<&'a str>,
    audit_entries: usize,
    /// Entries of the whole log under its head in the package.
    log_size: u64,
    key: &'a VerifierKey,
    /// Whether the reader named the key; otherwise it only came with the package.
    key_given: bool,
}

impl<'a> Package<'a> {
    fn of(verified: &'a Verified) -> Self {
        let Manifest {
            installation,
            key,
            case,
            made_at,
            made_by,
            files,
            ..
        } = &verified.manifest;
        Self {
            case: *case,
            made_at: *made_at,
            made_by: *made_by,
            installation,
            files: files.iter().map(|file| file.path.as_str()).collect(),
            audit_entries: verified.entries.len(),
            log_size: verified.checkpoint.size,
            key,
            key_given: verified.trust == Trust::Outside,
        }
    }

    fn print(&self) -> Result<(), Failure> {
        let lines = [
            ("case", self.case.to_string()),
            ("made at", self.made_at.to_string()),
            ("made by", self.made_by.to_string()),
            (
                "files",
                format!("{}: {}", self.files.len(), self.files.join(", ")),
            ),
            (
                "audit entries",
                format!(
                    "{} of the case, in a log of {}",
                    self.audit_entries, self.log_size
                ),
            ),
            ("key", self.key.to_string()),
        ];
        output::line(
            "the package holds: no file was changed, added or taken away since it was signed",
        )?;
        for (label, value) in lines {
            output::line(format!("  {label:<14}{value}"))?;
        }
        output::line(match self.key_given {
            true => {
                "the key is the one that you named: the installation with this key made the package"
            }
            false => {
                "the key came with the package: whoever made the package could have made the key, too; ask the installation for its key in another way, and check again with --key"
            }
        })
    }
}

pub(crate) fn run(context: &Context, command: &EvidenceCommand) -> Result<(), Failure> {
    let EvidenceCommand::Verify { file, key } = command;
    let bytes = read(file)?;
    match verify(&bytes, key.as_ref()) {
        Ok(verified) => {
            let package = Package::of(&verified);
            match context.json {
                true => output::json(&Report {
                    valid: true,
                    problem: None,
                    package: Some(package),
                }),
                false => package.print(),
            }
        }
        Err(fault) => {
            match context.json {
                true => output::json(&Report {
                    valid: false,
                    problem: Some(fault.to_string()),
                    package: None,
                })?,
                false => output::line(format!("the package does not hold: {fault}"))?,
            }
            Err(Failure::CheckFailed)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_UNPACKED.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_UNPACKED {
        return Err(Failure::Input(format!(
            "{}: no package is longer than {MAX_UNPACKED} bytes",
            path.display()
        )));
    }
    Ok(bytes)
}
