//! The escalation package of a case: one signed archive that somebody outside checks offline.
//!
//! Who is who:
//!
//! - [`Contents`]: what goes in; [`Files`] under safe paths ([`FilePath`]), a report ([`Document`]), and [`LogProof`], the entries of the
//!   audit log that name the case, each with the proof that it is in the log.
//! - [`seal`]: makes the archive. [`verify`]: checks one, with nothing but its bytes and the key that the reader trusts.
//! - [`Manifest`]: names every file with size and SHA-256. `manifest.sig` signs it with the key of the audit log.
//! - [`html`] and [`pdf`]: the two forms of a report.
//!
//! A package is a ZIP file:
//!
//! ```text
//! manifest.json       what it is, and every file with size and SHA-256
//! manifest.sig        signed note: `ombud.invalid/evidence/v1`, a line with the SHA-256 of manifest.json in base64
//! log/checkpoint      signed head of the audit log
//! log/entries.json    entries that name the case: sequence, leaf, proof of inclusion under that head
//! report.html         the report, and the same as report.pdf
//! ...                 what the caller gives
//! ```
//!
//! Promises: the same contents and key give the same bytes. Whatever [`verify`] accepts has no file that the manifest does not name, and
//! every file is as it was when the package was signed. A checked package shows that the entries are in the log; it cannot show that no
//! entry of the case was left out, which takes the whole log. No network, no clock, no randomness, no file on disk.

mod archive;
mod document;
mod html;
mod manifest;
mod package;
mod path;
mod pdf;
mod proof;
mod verify;

pub use archive::{BadArchive, MAX_FILES, MAX_UNPACKED};
pub use document::{
    BadLanguage, BadTable, Block, Document, Fact, Language, MAX_COLUMNS, Section, Table,
};
pub use html::html;
pub use manifest::{FileLine, MANIFEST, Manifest, SIGNATURE, VERSION, hash_of};
pub use package::{CHECKPOINT, Contents, ENTRIES, REPORT_HTML, REPORT_PDF, SealError, seal};
pub use path::{BadPath, FilePath, Files, MAX_PATH, RefusedFile};
pub use pdf::{PdfError, pdf};
pub use proof::{BadProof, LogProof, ProvenEntry};
pub use verify::{Fault, Trust, Verified, verify};
