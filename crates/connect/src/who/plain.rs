//! The identifier inside its wrapping: claims, prefixes, display names, guest accounts; and patterns over identifiers.

use std::borrow::Cow;

use crate::text;

/// Prefixes that say what follows, in lower case.
const PREFIXES: [&str; 4] = ["smtp:", "mailto:", "sip:", "upn:"];

/// Prefixes of accounts from outside, in lower case; the address follows.
const OUTSIDE: [&str; 3] = ["urn:spo:guest#", "live.com#", "google.com#"];

/// More layers than any log writes.
const MOST_LAYERS: usize = 6;

/// The identifier, and whether its form says that it is of somebody outside.
pub(super) fn unwrapped(identifier: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let marks = |byte| {
        matches!(
            byte,
            b'#' | b'|' | b':' | b'<' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'
        )
    };
    // Most need nothing, which costs a glance.
    if identifier.is_ascii() && !identifier.bytes().any(marks) {
        return (identifier, false);
    }
    match identifier {
        Cow::Borrowed(text) => {
            let (inner, outside) = peeled(text);
            (
                guest(inner).map_or(Cow::Borrowed(inner), Cow::Owned),
                outside,
            )
        }
        Cow::Owned(text) => {
            let (inner, outside) = peeled(&text);
            let inner = guest(inner).unwrap_or_else(|| inner.to_owned());
            (Cow::Owned(inner), outside)
        }
    }
}

fn peeled(text: &str) -> (&str, bool) {
    let (mut text, mut outside) = (text.trim(), false);
    for _ in 0..MOST_LAYERS {
        let (inner, is_outside) = layer(text);
        outside |= is_outside;
        if inner.len() == text.len() {
            break;
        }
        text = inner.trim();
    }
    (text, outside || text::contains_ignore_case(text, "#ext#"))
}

/// What is inside the outermost layer; the text itself where there is none.
fn layer(text: &str) -> (&str, bool) {
    for quote in ['"', '\''] {
        let inner = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return (inner, false);
        }
    }
    // `Mia <mia@corp.test>`
    let bracketed = text
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once('<'));
    if let Some((_, inner)) = bracketed
        && inner.contains('@')
    {
        return (inner, false);
    }
    let after = |prefixes: &[&str]| {
        let found = prefixes
            .iter()
            .find(|prefix| text::starts_with_ignore_case(text, prefix))?;
        text.get(found.len()..)
    };
    if let Some(inner) = after(&PREFIXES) {
        return (inner, false);
    }
    if let Some(inner) = after(&OUTSIDE) {
        return (inner, true);
    }
    (claim(text).unwrap_or(text), false)
}

/// The account inside a SharePoint claim: `i:0#.f|membership|mia@corp.test`, `i:0#.w|corp\mia`.
fn claim(text: &str) -> Option<&str> {
    let (front, inner) = text.rsplit_once('|')?;
    let is_account = inner.contains('@')
        || (inner.contains('\\') && text::starts_with_ignore_case(front, "i:0"));
    // `i:0i.t|` are applications.
    (is_account && !text::starts_with_ignore_case(text, "i:0i.t|")).then_some(inner)
}

/// The address behind `mia_partner.test#EXT#@corp.test`. Its `@` was written as `_`, and a domain holds none.
fn guest(account: &str) -> Option<String> {
    let at = text::find_ignore_case(account, "#ext#")?;
    let domain = text::domain_of(account)?;
    let local = account.get(..at)?.strip_suffix(domain)?.strip_suffix('_')?;
    (!local.is_empty()).then(|| format!("{local}@{domain}"))
}

/// Whether a pattern, in which `*` stands for any text, covers an identifier or the account in it. Case of ASCII letters is ignored.
pub(super) fn covers(pattern: &str, id: &str) -> bool {
    let account = match id.rsplit_once('\\') {
        Some((_, account)) => account,
        None => id.rsplit_once('@').map_or(id, |(account, _)| account),
    };
    !pattern.is_empty() && (matches(pattern, id) || matches(pattern, account))
}

fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts
        .next()
        .filter(|first| text::starts_with_ignore_case(text, first))
        .and_then(|first| text.get(first.len()..))
    else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts.filter(|part| !part.is_empty()) {
        let after = text::find_ignore_case(rest, part).and_then(|at| rest.get(at + part.len()..));
        match after {
            Some(after) => rest = after,
            None => return false,
        }
    }
    let end = rest.len().checked_sub(last.len());
    end.and_then(|at| rest.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_identifiers_and_accounts() {
        for (pattern, id, expected) in [
            ("svc-*", "svc-backup@corp.test", true),
            ("svc-*", "CORP\\SVC-backup", true),
            ("*@bots.corp.test", "mail@bots.corp.test", true),
            ("*@bots.corp.test", "mail@corp.test", false),
            ("scanner", "scanner@corp.test", true),
            ("scanner", "scanner2@corp.test", false),
            ("a*b*a", "aba", true),
            ("a*b*a", "aa", false),
            ("a*a", "a", false),
            ("*", "anybody", true),
            ("", "", false),
        ] {
            assert_eq!(covers(pattern, id), expected, "{pattern} {id}");
        }
    }
}
