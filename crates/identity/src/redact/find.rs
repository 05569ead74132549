//! Finds what names people in one text. Every search is linear in the text.

use memchr::memmem;

use super::Marker;
use super::address::{ipv4, ipv6};
use super::needles::Needles;

/// A part of a text to be taken out, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) marker: Marker,
    /// Length of the finding that gave the marker.
    weight: usize,
}

impl Span {
    pub(super) fn new(start: usize, end: usize, marker: Marker) -> Self {
        Self {
            start,
            end,
            marker,
            weight: end.saturating_sub(start),
        }
    }
}

/// A text and its folded form of the same length, so that places in both agree.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) folded: &'t [u8],
}

impl Text<'_> {
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.folded.get(at).copied().unwrap_or(0)
    }

    /// Whether a word can start here: no letter or digit before.
    pub(super) fn word_starts(&self, at: usize) -> bool {
        let before = self
            .text
            .get(..at)
            .and_then(|before| before.chars().next_back());
        let escaped = at >= 3 && self.byte(at - 3) == b'%';
        escaped || !before.is_some_and(char::is_alphanumeric)
    }

    /// Whether a word can end here: no letter or digit after.
    pub(super) fn word_ends(&self, at: usize) -> bool {
        !self
            .text
            .get(at..)
            .and_then(|after| after.chars().next())
            .is_some_and(char::is_alphanumeric)
    }
}

/// Lower-cases without changing lengths. A letter whose lower case has another length stays as it is.
pub(super) fn fold(text: &str, out: &mut Vec<u8>) {
    out.clear();
    if text.is_ascii() {
        out.extend_from_slice(text.as_bytes());
        out.make_ascii_lowercase();
        return;
    }
    for char in text.chars() {
        let mut lower = char.to_lowercase();
        let folded = match (lower.next(), lower.next()) {
            (Some(lower), None) if lower.len_utf8() == char.len_utf8() => lower,
            _ => char,
        };
        out.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// What may stand between the parts of a name.
pub(super) const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'-' | b' ' | b'+' | b',')
}

/// Bytes without which a search finds nothing, one bit each: most texts hold few of them.
mod sign {
    pub(super) const AT: u8 = 1;
    pub(super) const HASH_OR_PERCENT: u8 = 2;
    pub(super) const QUOTE: u8 = 4;
    pub(super) const SLASH: u8 = 8;
    pub(super) const BACKSLASH: u8 = 16;
    pub(super) const COLON: u8 = 32;
    pub(super) const DOT: u8 = 64;
    pub(super) const HIGH: u8 = 128;

    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated when compiling, where a wrong index is an error"
    )]
    pub(super) const OF_BYTE: [u8; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = match byte as u8 {
                b'@' => AT,
                b'#' | b'%' => HASH_OR_PERCENT,
                b'"' => QUOTE,
                b'/' => SLASH,
                b'\\' => BACKSLASH,
                b':' => COLON,
                b'.' => DOT,
                0x80.. => HIGH,
                _ => 0,
            };
            byte += 1;
        }
        table
    };
}

fn signs(text: &str) -> u8 {
    text.bytes().fold(0, |signs, byte| {
        signs | sign::OF_BYTE.get(usize::from(byte)).copied().unwrap_or(0)
    })
}

/// Whether there is anything in `text` by which [`shapes`] could find something.
pub(super) fn has_signs(text: &str) -> bool {
    signs(text) != 0
}

/// Appends everything found in `text`, in any order, overlapping or not.
pub(super) fn all(text: Text<'_>, needles: &Needles, spans: &mut Vec<Span>) {
    shapes(text, spans);
    needles.find(text, spans);
}

/// Appends what names somebody by its shape, whoever it is.
pub(super) fn shapes(text: Text<'_>, spans: &mut Vec<Span>) {
    let signs = signs(text.text);
    let any = |wanted: u8| signs & wanted != 0;
    if any(sign::SLASH | sign::BACKSLASH) {
        folders(text, spans);
    }
    if any(sign::BACKSLASH) {
        domain_accounts(text, spans);
    }
    if any(sign::AT) {
        addresses(text, b"@", true, spans);
    }
    if any(sign::HASH_OR_PERCENT) {
        addresses(text, b"%40", true, spans);
        // A guest: `mia_corp.test#EXT#@host.test`, or without the part from the second `@` on.
        addresses(text, b"#ext#", false, spans);
    }
    if any(sign::QUOTE) {
        sharer(text, spans);
    }
    if any(sign::DOT) {
        ipv4(text, spans);
    }
    if any(sign::COLON) {
        ipv6(text, spans);
    }
    if any(sign::HIGH) {
        literal_markers(text, spans);
    }
}

/// Sorts and joins what overlaps. The joined part gets the marker of its longest finding.
pub(super) fn merge(spans: &mut Vec<Span>) {
    spans.sort_unstable_by_key(|span| (span.start, span.end, span.marker));
    spans.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
            if (next.weight, kept.marker) > (kept.weight, next.marker) {
                (kept.weight, kept.marker) = (next.weight, next.marker);
            }
        }
        overlap
    });
}

/// Folders under which every user has one of their own.
const FOLDERS: [(&[u8], Place); 8] = [
    (b"users", Place::Anywhere),
    (b"users$", Place::Anywhere),
    (b"documents and settings", Place::Anywhere),
    (b"personal", Place::Url),
    (b"home", Place::Path),
    (b"homes", Place::Path),
    (b"home$", Place::Path),
    (
        b"microsoft exchange hosted organizations",
        Place::BelowTenant,
    ),
];

#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    /// Only between slashes: the personal sites of OneDrive.
    Url,
    /// Only in paths: `/home/` is a common part of web addresses.
    Path,
    /// One level lower: below the name of the organisation.
    BelowTenant,
}

/// Not people.
const SHARED_FOLDERS: [&[u8]; 6] = [
    b"public",
    b"default",
    b"default user",
    b"defaultuser0",
    b"all users",
    b"shared",
];

fn folders(text: Text<'_>, spans: &mut Vec<Span>) {
    // Looked up once: a text of nothing but `/home/` must not take quadratic time.
    let mut scheme: Option<usize> = None;
    for at in memchr::memchr2_iter(b'/', b'\\', text.folded) {
        let separator = text.byte(at);
        if !matches!(text.byte(at + 1), b'u' | b'd' | b'p' | b'h' | b'm') {
            continue;
        }
        let rest = text.folded.get(at + 1..).unwrap_or_default();
        let folder = FOLDERS.iter().find(|(name, _)| {
            rest.starts_with(name) && matches!(rest.get(name.len()), Some(b'/' | b'\\'))
        });
        let Some((name, place)) = folder else {
            continue;
        };
        let fits = match place {
            Place::Anywhere | Place::BelowTenant => true,
            Place::Url => separator == b'/',
            Place::Path if separator == b'/' => {
                at < *scheme.get_or_insert_with(|| web_address(text.folded))
            }
            Place::Path => text.folded.starts_with(b"\\\\"),
        };
        let mut start = at + name.len() + 2;
        if matches!(place, Place::BelowTenant) {
            start = (end_of_folder(text, start) + 1).min(text.folded.len());
        }
        let end = end_of_folder(text, start);
        let user = text.folded.get(start..end).unwrap_or_default();
        if fits && !user.is_empty() && !SHARED_FOLDERS.contains(&user) {
            spans.push(Span::new(start, end, Marker::User));
        }
    }
}

fn end_of_folder(text: Text<'_>, start: usize) -> usize {
    let length = text
        .folded
        .get(start..)
        .unwrap_or_default()
        .iter()
        .position(|&byte| ends_folder(byte));
    length.map_or(text.folded.len(), |length| start + length)
}

/// Whether what lies in this folder is named after its user, as in `https://corp-my.test/personal/`.
pub(super) fn holds_users(container: &str) -> bool {
    let Some(folder) = container.strip_suffix(['/', '\\']) else {
        return false;
    };
    let web = container.starts_with("http");
    let name = folder
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .as_bytes();
    FOLDERS.iter().any(|(known, place)| {
        let fits = match place {
            Place::Anywhere => true,
            Place::Url => web,
            Place::Path => !web,
            Place::BelowTenant => false,
        };
        fits && name.eq_ignore_ascii_case(known)
    })
}

/// The whole text, unless it is a folder that all users share.
pub(super) fn user(text: Text<'_>, spans: &mut Vec<Span>) {
    if !SHARED_FOLDERS.contains(&text.folded) {
        spans.push(Span::new(0, text.folded.len(), Marker::User));
    }
}

/// The display name in the mail that tells of a share: `Mia Kowalski shared "plan.docx" with you.`
fn sharer(text: Text<'_>, spans: &mut Vec<Span>) {
    let shared = memmem::find(text.folded, b" shared \"").filter(|&at| at > 0);
    if let Some(at) = shared.filter(|_| memmem::find(text.folded, b"\" with you").is_some()) {
        spans.push(Span::new(0, at, Marker::Person));
    }
}

/// Where the first web address starts to have a path; the length of the text if there is none.
fn web_address(folded: &[u8]) -> usize {
    let found = memmem::find(folded, b"://").filter(|&at| {
        !folded
            .get(..at)
            .is_some_and(|scheme| scheme.ends_with(b"file"))
    });
    found.unwrap_or(folded.len())
}

const fn ends_folder(byte: u8) -> bool {
    matches!(
        byte,
        b'/' | b'\\' | b'"' | b';' | b'<' | b'>' | b'|' | b'?' | b'\n' | b'\r' | b'\t'
    )
}

/// Longest domain and account name of Windows that are looked at.
const ACCOUNT: usize = 64;
/// Domains whose accounts are no people.
const MACHINE_DOMAINS: [&[u8]; 5] = [
    b"authority",
    b"builtin",
    b"service",
    b"machine",
    b"sharepoint",
];

/// `DOMAIN\name`, unless it is part of a longer path.
fn domain_accounts(text: Text<'_>, spans: &mut Vec<Span>) {
    for at in memchr::memchr_iter(b'\\', text.folded) {
        let domain = text
            .folded
            .get(at.saturating_sub(ACCOUNT)..at)
            .unwrap_or_default();
        let length = domain
            .iter()
            .rev()
            .take_while(|&&byte| in_domain(byte))
            .count();
        let domain = domain.get(domain.len() - length..).unwrap_or_default();
        if length == 0
            || !(at == length || begins_account(text.byte(at - length - 1)))
            || MACHINE_DOMAINS.contains(&domain)
        {
            continue;
        }
        let name = text
            .folded
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .take(ACCOUNT);
        let mut end = at + 1 + name.take_while(|&&byte| !ends_account(byte)).count();
        if end > at + 1 && !matches!(text.byte(end), b'\\' | b'/') {
            // Never cut a character of several bytes.
            while !text.text.is_char_boundary(end) {
                end += 1;
            }
            spans.push(Span::new(at + 1, end, Marker::User));
        }
    }
}

const fn in_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

const fn begins_account(before: u8) -> bool {
    matches!(
        before,
        b' ' | b'\t' | b'\n' | b';' | b',' | b'(' | b'"' | b'\'' | b'|' | b'='
    )
}

const fn ends_account(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t'
            | b'\n'
            | b'\r'
            | b';'
            | b','
            | b')'
            | b'"'
            | b'\''
            | b'|'
            | b'\\'
            | b'/'
            | b'<'
            | b'>'
            | b':'
            | b'@'
    )
}

/// The local part before each `sign`; where a domain must follow, only if one does.
fn addresses(text: Text<'_>, sign: &[u8], domain_follows: bool, spans: &mut Vec<Span>) {
    let mut floor = 0;
    for at in memmem::find_iter(text.folded, sign) {
        let before = text.text.get(floor..at).unwrap_or_default();
        floor = at + sign.len();
        let followed = text
            .text
            .get(floor..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric);
        let length: usize = match before.strip_suffix('"') {
            // A quoted local part: up to the quote that opens it.
            Some(quoted) => quoted
                .bytes()
                .rev()
                .position(|byte| byte == b'"')
                .map_or(0, |length| length + 2),
            None => before
                .chars()
                .rev()
                .take_while(|&char| char.is_alphanumeric() || is_local(char))
                .map(char::len_utf8)
                .sum(),
        };
        if length > 0 && (followed || !domain_follows) {
            spans.push(Span::new(at - length, at, Marker::Address));
        }
    }
}

const fn is_local(char: char) -> bool {
    matches!(
        char,
        '.' | '_' | '-' | '+' | '%' | '\'' | '!' | '$' | '&' | '*' | '~' | '^' | '`' | '{' | '}'
    )
}

fn literal_markers(text: Text<'_>, spans: &mut Vec<Span>) {
    for start in memmem::find_iter(text.folded, "‹") {
        if let Some(marker) = text.text.get(start..).and_then(Marker::at_start_of) {
            spans.push(Span::new(start, start + marker.text().len(), marker));
        }
    }
}
