//! Files of a case: what they may be called, and of which types they are.
//!
//! Promises: the list of types is closed. A file is of a type only when its name says so, and its first bytes, where the type has such. A name
//! is one that every usual system takes, and shows as it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::plain_text::{Lines, is_invisible, plain_text};

/// The most bytes of one file: 10 MiB.
pub const MOST_BYTES: usize = 10 << 20;
/// The most files of one case.
pub const MOST_ATTACHMENTS: usize = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 120;
/// How many bytes of a text are looked at.
const LOOKED_AT: usize = 1_024;

/// Characters that a name cannot have on some system.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

const ZIP: &[&[u8]] = &[b"PK\x03\x04"];
/// A ZIP file may be empty.
const ANY_ZIP: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06"];

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentType {
    Pdf,
    Png,
    Jpeg,
    Txt,
    Csv,
    Eml,
    Msg,
    Docx,
    Xlsx,
    Pptx,
    Zip,
    Json,
}

impl AttachmentType {
    pub const ALL: [Self; 12] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Txt,
        Self::Csv,
        Self::Eml,
        Self::Msg,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Zip,
        Self::Json,
    ];

    /// The stable name: what a name ends with, without the dot.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Txt => "txt",
            Self::Csv => "csv",
            Self::Eml => "eml",
            Self::Msg => "msg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Zip => "zip",
            Self::Json => "json",
        }
    }

    fn named(ending: &str) -> Option<Self> {
        let ending = match ending.to_ascii_lowercase().as_str() {
            "jpg" => "jpeg".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|one| one.name() == ending)
    }

    /// What its files begin with; none of a type that is text.
    const fn beginnings(self) -> &'static [&'static [u8]] {
        match self {
            Self::Pdf => &[b"%PDF-"],
            Self::Png => &[b"\x89PNG\r\n\x1a\n"],
            Self::Jpeg => &[b"\xff\xd8\xff"],
            Self::Msg => &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
            Self::Docx | Self::Xlsx | Self::Pptx => ZIP,
            Self::Zip => ANY_ZIP,
            Self::Txt | Self::Csv | Self::Eml | Self::Json => &[],
        }
    }

    fn fits(self, content: &[u8]) -> bool {
        let begins = |beginning: &&[u8]| content.starts_with(beginning);
        match self.beginnings() {
            // Text has no zero bytes, but where each letter is written with two.
            [] => {
                let is_wide = content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff");
                is_wide || !content.iter().take(LOOKED_AT).any(|byte| *byte == 0)
            }
            beginnings => beginnings.iter().any(begins),
        }
    }
}

impl fmt::Display for AttachmentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a file is called, and the type that its name says. People write names into it: it is sealed like a note and not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachmentName {
    text: String,
    says: AttachmentType,
}

/// Why a file is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadAttachment {
    #[error(
        "the name of a file has 1 to {LONGEST_NAME} characters, none of them a control or invisible character or one of `/ \\ : * ? \" < > |`, and does not begin with a dot: give the file another name"
    )]
    Name,
    #[error(
        "files of this type are not taken: the name must end with .pdf, .png, .jpg, .jpeg, .txt, .csv, .eml, .msg, .docx, .xlsx, .pptx, .zip or .json"
    )]
    Type,
    #[error("the file is empty: choose another one")]
    Empty,
    #[error("the file is larger than {MOST_BYTES} bytes: attach a smaller one")]
    TooLarge,
    #[error(
        "the content of the file is not what its name says ({0}): give it the name of its type; allowed are pdf, png, jpg, jpeg, txt, csv, eml, msg, docx, xlsx, pptx, zip and json"
    )]
    Content(AttachmentType),
}

impl AttachmentName {
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The type of a file of that name with these bytes.
    pub fn of(&self, content: &[u8]) -> Result<AttachmentType, BadAttachment> {
        if content.is_empty() {
            return Err(BadAttachment::Empty);
        }
        if content.len() > MOST_BYTES {
            return Err(BadAttachment::TooLarge);
        }
        match self.says.fits(content) {
            true => Ok(self.says),
            false => Err(BadAttachment::Content(self.says)),
        }
    }
}

impl FromStr for AttachmentName {
    type Err = BadAttachment;

    fn from_str(text: &str) -> Result<Self, BadAttachment> {
        let text = plain_text(text, LONGEST_NAME, Lines::One).map_err(|_| BadAttachment::Name)?;
        let bad = |char: char| is_invisible(char) || FORBIDDEN.contains(&char);
        if text.starts_with('.') || text.contains(bad) {
            return Err(BadAttachment::Name);
        }
        let (_, ending) = text.rsplit_once('.').ok_or(BadAttachment::Type)?;
        let says = AttachmentType::named(ending).ok_or(BadAttachment::Type)?;
        Ok(Self {
            text: text.to_owned(),
            says,
        })
    }
}

impl fmt::Debug for AttachmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttachmentName(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, content: &[u8]) -> Result<AttachmentType, BadAttachment> {
        name.parse::<AttachmentName>()?.of(content)
    }

    #[test]
    fn each_type_is_recognised_by_name_and_first_bytes() {
        for kind in AttachmentType::ALL {
            let content = kind.beginnings().first().copied().unwrap_or(b"text");
            let name = format!("Brief (2).{}", kind.name().to_uppercase());
            assert_eq!(of(&name, content), Ok(kind), "{kind}");
        }
        assert_eq!(of("a.jpg", b"\xff\xd8\xff\xe0"), Ok(AttachmentType::Jpeg));
        assert_eq!(of("a.zip", b"PK\x05\x06"), Ok(AttachmentType::Zip));
        assert_eq!(of("a.csv", b"\xff\xfea\0"), Ok(AttachmentType::Csv));
        let wrong = [
            ("a.pdf", AttachmentType::Pdf),
            ("a.docx", AttachmentType::Docx),
        ];
        for (name, says) in wrong {
            assert_eq!(of(name, b"text"), Err(BadAttachment::Content(says)));
        }
        let program = of("a.txt", b"MZ\x90\0\x03");
        assert_eq!(program, Err(BadAttachment::Content(AttachmentType::Txt)));
    }

    #[test]
    fn names_that_leave_their_folder_or_look_otherwise_are_refused() {
        let names = [
            "../a.pdf",
            "a\\b.pdf",
            "C:a.pdf",
            "a\r\nx: y.pdf",
            "a\u{202e}fdp.txt",
            ".pdf",
            "a\".pdf",
            " ",
        ];
        for name in names {
            assert_eq!(of(name, b"%PDF-"), Err(BadAttachment::Name), "{name:?}");
        }
        let longest = format!("{}.txt", "é".repeat(LONGEST_NAME - 4));
        assert_eq!(of(&longest, b"x"), Ok(AttachmentType::Txt));
        assert_eq!(of(&format!("a{longest}"), b"x"), Err(BadAttachment::Name));
        for name in ["a", "a.exe", "a.pdf.html", "a.svg", "pdf"] {
            assert_eq!(of(name, b"%PDF-"), Err(BadAttachment::Type), "{name}");
        }
    }

    #[test]
    fn a_file_has_bytes_and_not_too_many() {
        assert_eq!(of("a.txt", b""), Err(BadAttachment::Empty));
        let mut content = vec![b'a'; MOST_BYTES];
        assert_eq!(of("a.txt", &content), Ok(AttachmentType::Txt));
        content.push(b'a');
        assert_eq!(of("a.txt", &content), Err(BadAttachment::TooLarge));
    }
}
