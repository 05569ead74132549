//! Making a package.
//!
//! Promises: what [`seal`] returns, [`super::verify`] accepts under the signer's key. The same contents and key give the same bytes; another
//! version of the program may pack them otherwise.

use std::collections::BTreeMap;

use ombud_model::{AccountId, CaseId, Timestamp};
use ombud_tlog::{BadNote, HeadSigner, KeyUse, NotSigned, Note};

use super::archive::{self, BadArchive};
use super::document::Document;
use super::html::html;
use super::manifest::{
    FileLine, MANIFEST, MAX_MANIFEST, Manifest, SIGNATURE, VERSION, hash_of, statement,
};
use super::path::{BadPath, FilePath, Files};
use super::pdf::{PdfError, pdf};
use super::proof::{BadProof, LogProof};

/// The path of the signed head of the audit log.
pub const CHECKPOINT: &str = "log/checkpoint";
/// The path of the entries of the audit log.
pub const ENTRIES: &str = "log/entries.json";
/// The path of the report as a web page.
pub const REPORT_HTML: &str = "report.html";
/// The path of the report for printing.
pub const REPORT_PDF: &str = "report.pdf";

/// The most bytes of [`ENTRIES`], so that reading it costs bounded memory: more than 100,000 entries.
pub(crate) const MAX_ENTRIES: u64 = 256 << 20;

/// What goes into a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contents {
    pub case: CaseId,
    pub made_at: Timestamp,
    pub made_by: AccountId,
    /// Made from the log whose key signs the package.
    pub proof: LogProof,
    pub files: Files,
    pub report: Document,
}

/// Why there is no package.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("the key is not one that signs heads of a log: sign with the key of the audit log")]
    KeyUse,
    #[error("the entries of the audit log do not fit the case or the key: {0}")]
    Proof(#[from] BadProof),
    #[error(transparent)]
    NotSigned(#[from] NotSigned),
    #[error(transparent)]
    Note(#[from] BadNote),
    #[error("the files are too many or too large for one package: leave some out: {0}")]
    TooLarge(#[from] BadArchive),
    #[error(
        "the case has too many entries in the audit log for one package: more than {MAX_ENTRIES} bytes with their proofs"
    )]
    Entries,
    #[error("the paths of the files are too long together: leave some files out")]
    Manifest,
    #[error("a file of the package could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Path(#[from] BadPath),
}

/// Makes the archive, signed with the key of the audit log.
pub fn seal(contents: &Contents, signer: &dyn HeadSigner) -> Result<Vec<u8>, SealError> {
    let key = signer.key();
    if key.key_use() != KeyUse::Log {
        return Err(SealError::KeyUse);
    }
    contents.proof.check(key, contents.case)?;
    let entries = serde_json::to_vec_pretty(&contents.proof.entries)?;
    if entries.len() as u64 > MAX_ENTRIES {
        return Err(SealError::Entries);
    }
    let made = [
        (
            CHECKPOINT,
            contents.proof.checkpoint.to_string().into_bytes(),
        ),
        (ENTRIES, entries),
        (REPORT_HTML, html(&contents.report).into_bytes()),
        (REPORT_PDF, pdf(&contents.report)?),
    ];
    let mut files: BTreeMap<FilePath, &[u8]> = BTreeMap::new();
    for (path, content) in &made {
        files.insert(path.parse()?, content);
    }
    files.extend(
        contents
            .files
            .iter()
            .map(|(path, content)| (path.clone(), content)),
    );
    let manifest = serde_json::to_vec_pretty(&Manifest {
        version: VERSION,
        installation: key.name().to_owned(),
        key: key.clone(),
        case: contents.case,
        made_at: contents.made_at,
        made_by: contents.made_by,
        audit_entries: contents.proof.sequences(),
        files: files
            .iter()
            .map(|(path, content)| line(path, content))
            .collect(),
    })?;
    if manifest.len() as u64 > MAX_MANIFEST {
        return Err(SealError::Manifest);
    }
    let text = statement(&manifest);
    let signature = signer.sign_head(&text)?;
    let signature = Note::new(text, vec![signature])?.to_string();
    files.insert(MANIFEST.parse()?, &manifest);
    files.insert(SIGNATURE.parse()?, signature.as_bytes());
    Ok(archive::write(&files)?)
}

fn line(path: &FilePath, content: &[u8]) -> FileLine {
    FileLine {
        path: path.clone(),
        size: content.len() as u64,
        sha256: hash_of(content),
    }
}
