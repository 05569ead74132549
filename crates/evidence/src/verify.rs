//! Checking a package, with nothing but its bytes.
//!
//! Promises: no input makes it panic. Memory is bounded: no file is held as a whole but the manifest, the signature, the head of the log and
//! its entries, each with its own limit. Nothing is unpacked beyond the size that the archive announces and the signed manifest names, plus
//! one byte.

use std::collections::BTreeMap;

use ombud_model::Sha256Hash;
use ombud_tlog::{BadNote, Checkpoint, KeyUse, Logged, MAX_NOTE, Note, Unsigned, VerifierKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::archive::{self, BadArchive, Member, NotUnpacked};
use super::manifest::{FileLine, MANIFEST, MAX_MANIFEST, Manifest, SIGNATURE, VERSION, statement};
use super::package::{CHECKPOINT, ENTRIES, MAX_ENTRIES, REPORT_HTML, REPORT_PDF};
use super::path::{BadPath, FilePath};
use super::proof::{BadProof, LogProof};

/// Where the key comes from that stands for a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trust {
    /// The reader named it.
    Outside,
    /// It came with the package: whoever made the package could have made the key, too. Compare it with one from another way.
    PackageOnly,
}

/// A package in which everything fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    pub manifest: Manifest,
    pub trust: Trust,
    /// The head of the audit log, signed with the same key.
    pub checkpoint: Checkpoint,
    /// What the entries of the audit log say, oldest first.
    pub entries: Vec<Logged>,
}

/// What is wrong with a package, and with which of its files.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Archive(#[from] BadArchive),
    #[error("`{file}` is missing")]
    Missing { file: FilePath },
    #[error("`{file}` is not named in `{MANIFEST}`: it was added later")]
    Extra { file: FilePath },
    #[error("`{file}` cannot be unpacked: its packed data is damaged")]
    Packed { file: FilePath },
    #[error("`{file}` has more bytes than the archive or the format allows")]
    More { file: FilePath },
    #[error("`{file}` has {found} bytes and should have {expected}")]
    Size {
        file: FilePath,
        expected: u64,
        found: u64,
    },
    #[error("`{file}` is not what was signed: its SHA-256 differs")]
    Content { file: FilePath },
    #[error("`{file}` cannot be read: {problem}")]
    Json { file: FilePath, problem: String },
    #[error(
        "`{MANIFEST}` is of version {found} of the format, this program reads version {VERSION}: use a program of the version that made it"
    )]
    Version { found: u64 },
    #[error("`{MANIFEST}` names its files not in order, or one twice, at `{file}`")]
    Order { file: FilePath },
    #[error("`{MANIFEST}` names installation `{installation}` and a key of another one")]
    Installation { installation: String },
    #[error("`{MANIFEST}` names a key that does not sign for a log")]
    KeyUse,
    #[error(
        "the package is signed with the key `{found}`, not with the one that you trust: ask the installation for its key, and do not rely on the package"
    )]
    OtherKey { found: Box<VerifierKey> },
    #[error("`{SIGNATURE}` cannot be read: {0}")]
    SignatureForm(BadNote),
    #[error("`{SIGNATURE}` does not stand for the package: {0}")]
    Signature(Unsigned),
    #[error("`{SIGNATURE}` is the signature of another manifest")]
    OtherManifest,
    #[error("`{CHECKPOINT}` cannot be read: {0}")]
    CheckpointForm(BadNote),
    #[error("`{CHECKPOINT}` or `{ENTRIES}` is wrong: {0}")]
    Log(BadProof),
    #[error("`{ENTRIES}` and `{MANIFEST}` name different entries of the audit log")]
    EntryList,
    #[error(transparent)]
    Path(#[from] BadPath),
}

type Members<'a> = BTreeMap<FilePath, Member<'a>>;

/// Checks a package. With `trusted`, its key must be that one; without, the key in the package counts, and [`Verified::trust`] says so.
pub fn verify(bytes: &[u8], trusted: Option<&VerifierKey>) -> Result<Verified, Fault> {
    let mut members = archive::read(bytes)?;
    let written = content(&members, MANIFEST, MAX_MANIFEST)?;
    let signature = content(&members, SIGNATURE, MAX_NOTE as u64)?;
    // No manifest names itself and its signature.
    members.retain(|path, _| ![MANIFEST, SIGNATURE].contains(&path.as_str()));
    let manifest = read_manifest(&written)?;
    if trusted.is_some_and(|trusted| *trusted != manifest.key) {
        return Err(Fault::OtherKey {
            found: Box::new(manifest.key),
        });
    }
    check_signature(&signature, &written, &manifest.key)?;
    check_files(&members, &manifest.files)?;
    let (checkpoint, entries) = check_log(&members, &manifest)?;
    Ok(Verified {
        manifest,
        trust: match trusted {
            Some(_) => Trust::Outside,
            None => Trust::PackageOnly,
        },
        checkpoint,
        entries,
    })
}

/// A file that is read as a whole, if it is not longer than `most`.
fn content(members: &Members<'_>, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
    let file: FilePath = name.parse()?;
    match members.get(&file) {
        None => Err(Fault::Missing { file }),
        Some(member) if member.size() > most => Err(Fault::More { file }),
        Some(member) => member.content().map_err(|problem| damaged(&file, problem)),
    }
}

fn damaged(file: &FilePath, problem: NotUnpacked) -> Fault {
    let file = file.clone();
    match problem {
        NotUnpacked::More => Fault::More { file },
        NotUnpacked::Packed => Fault::Packed { file },
    }
}

fn read_json<'de, T: Deserialize<'de>>(name: &str, bytes: &'de [u8]) -> Result<T, Fault> {
    let file: FilePath = name.parse()?;
    serde_json::from_slice(bytes).map_err(|error| Fault::Json {
        file,
        problem: error.to_string(),
    })
}

fn read_manifest(bytes: &[u8]) -> Result<Manifest, Fault> {
    /// What every version of the format has.
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let found = read_json::<Versioned>(MANIFEST, bytes)?.version;
    if found != u64::from(VERSION) {
        return Err(Fault::Version { found });
    }
    let manifest: Manifest = read_json(MANIFEST, bytes)?;
    if manifest.key.key_use() != KeyUse::Log {
        return Err(Fault::KeyUse);
    }
    if manifest.installation != manifest.key.name() {
        return Err(Fault::Installation {
            installation: manifest.installation,
        });
    }
    Ok(manifest)
}

fn check_signature(signature: &[u8], manifest: &[u8], key: &VerifierKey) -> Result<(), Fault> {
    let note = Note::read(signature).map_err(Fault::SignatureForm)?;
    note.verify(&[key]).map_err(Fault::Signature)?;
    if note.text() == statement(manifest) {
        Ok(())
    } else {
        Err(Fault::OtherManifest)
    }
}

/// The members are the files of the manifest: none missing, none extra, each with its size and hash.
fn check_files(members: &Members<'_>, files: &[FileLine]) -> Result<(), Fault> {
    let mut named: BTreeMap<&FilePath, &FileLine> = BTreeMap::new();
    for line in files {
        let is_last = named
            .last_key_value()
            .is_none_or(|(last, _)| **last < line.path);
        if !is_last {
            return Err(Fault::Order {
                file: line.path.clone(),
            });
        }
        named.insert(&line.path, line);
    }
    if let Some(extra) = members.keys().find(|path| !named.contains_key(path)) {
        return Err(Fault::Extra {
            file: extra.clone(),
        });
    }
    for name in [CHECKPOINT, ENTRIES, REPORT_HTML, REPORT_PDF] {
        let file: FilePath = name.parse()?;
        if !named.contains_key(&file) {
            return Err(Fault::Missing { file });
        }
    }
    for line in files {
        let member = members.get(&line.path).ok_or_else(|| Fault::Missing {
            file: line.path.clone(),
        })?;
        check_file(member, line)?;
    }
    Ok(())
}

fn check_file(member: &Member<'_>, line: &FileLine) -> Result<(), Fault> {
    let file = line.path.clone();
    if member.size() != line.size {
        return Err(Fault::Size {
            file,
            expected: line.size,
            found: member.size(),
        });
    }
    let mut hash = Sha256::new();
    member
        .unpack(|piece| hash.update(piece))
        .map_err(|problem| damaged(&file, problem))?;
    if Sha256Hash(hash.finalize().into()) == line.sha256 {
        Ok(())
    } else {
        Err(Fault::Content { file })
    }
}

fn check_log(
    members: &Members<'_>,
    manifest: &Manifest,
) -> Result<(Checkpoint, Vec<Logged>), Fault> {
    let checkpoint = content(members, CHECKPOINT, MAX_NOTE as u64)?;
    let proof = LogProof {
        checkpoint: Note::read(&checkpoint).map_err(Fault::CheckpointForm)?,
        entries: read_json(ENTRIES, &content(members, ENTRIES, MAX_ENTRIES)?)?,
    };
    if proof.sequences() != manifest.audit_entries {
        return Err(Fault::EntryList);
    }
    proof
        .check(&manifest.key, manifest.case)
        .map_err(Fault::Log)
}
