//! The byte string that holds what was taken out, and the way back.

use ombud_model::batch::RedactedTexts;

use super::Marker;

const VERSION: u8 = 1;

/// The texts of an activity as the source delivered them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RevealedTexts {
    pub container: String,
    pub object: String,
    pub target: String,
    pub detail: String,
    pub device: String,
    pub ip: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the sealed fragments do not fit the redacted texts: they belong to another activity or are damaged"
)]
pub struct BadFragments;

/// Appends one text that was taken out.
pub(super) fn push(fragments: &mut Vec<u8>, text: &str) {
    if fragments.is_empty() {
        fragments.push(VERSION);
    }
    let mut length = text.len();
    while length >= 0x80 {
        fragments.push(length as u8 | 0x80);
        length >>= 7;
    }
    fragments.push(length as u8);
    fragments.extend_from_slice(text.as_bytes());
}

/// Appends device and address, unless there is nothing to say at all.
pub(super) fn finish(fragments: &mut Vec<u8>, device: &str, ip: &str) {
    if !(fragments.is_empty() && device.is_empty() && ip.is_empty()) {
        push(fragments, device);
        push(fragments, ip);
    }
}

/// Puts the fragments (`texts.fragments`, opened) back into the redacted texts. The exact inverse of redaction.
pub fn restore(texts: &RedactedTexts<'_>) -> Result<RevealedTexts, BadFragments> {
    let mut rest = match texts.fragments.split_first() {
        None => &[][..],
        Some((&VERSION, rest)) => rest,
        Some(_) => return Err(BadFragments),
    };
    let revealed = RevealedTexts {
        container: put_back(texts.container, &mut rest)?,
        object: put_back(texts.object, &mut rest)?,
        target: put_back(texts.target, &mut rest)?,
        detail: put_back(texts.detail, &mut rest)?,
        ..RevealedTexts::default()
    };
    if texts.fragments.is_empty() {
        return Ok(revealed);
    }
    let (device, ip) = (take(&mut rest)?.to_owned(), take(&mut rest)?.to_owned());
    if rest.is_empty() {
        Ok(RevealedTexts {
            device,
            ip,
            ..revealed
        })
    } else {
        Err(BadFragments)
    }
}

fn put_back(text: &str, rest: &mut &[u8]) -> Result<String, BadFragments> {
    let mut out = String::with_capacity(text.len());
    let mut left = text;
    while let Some((before, from)) = left.find('‹').and_then(|at| left.split_at_checked(at)) {
        out.push_str(before);
        match Marker::at_start_of(from) {
            Some(marker) => {
                out.push_str(take(rest)?);
                left = from.strip_prefix(marker.text()).unwrap_or_default();
            }
            None => {
                out.push('‹');
                left = from.strip_prefix('‹').unwrap_or_default();
            }
        }
    }
    out.push_str(left);
    Ok(out)
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a str, BadFragments> {
    let mut length = 0usize;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first().ok_or(BadFragments)?;
        *rest = after;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            let (text, after) = rest.split_at_checked(length).ok_or(BadFragments)?;
            *rest = after;
            return std::str::from_utf8(text).map_err(|_| BadFragments);
        }
    }
    Err(BadFragments)
}
