//! Small questions about text that every source asks: the domain of an address, the extension of a name, the folder of a path.
//!
//! Promises: answers borrow from the question wherever they can, and no input panics.

use std::borrow::Cow;

use ombud_model::settings::Settings;
use siphasher::sip::SipHasher13;

/// Lower-case; borrowed when it already is.
pub fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = if text.is_ascii() {
        !text.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        text.chars().all(|c| c.to_lowercase().eq([c]))
    };
    if is_lower {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// [`lower`] for text that may be owned already.
pub fn lower_cow(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => lower(text),
        Cow::Owned(text) => match lower(&text) {
            Cow::Borrowed(_) => Cow::Owned(text),
            Cow::Owned(lowered) => Cow::Owned(lowered),
        },
    }
}

/// Trims without copying what is borrowed.
pub fn trim_cow(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Whether `text` contains `needle`, which is ASCII; case of ASCII letters ignored.
pub fn contains_ignore_case(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    needle.is_empty()
        || text
            .windows(needle.len())
            .any(|window| window.eq_ignore_ascii_case(needle))
}

/// Whether `text` starts with `prefix`, which is ASCII; case of ASCII letters ignored.
pub fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// The domain of a mail address or user principal name, in the case it is written: `Mia <mia@corp.test>` gives `corp.test`.
///
/// An invited guest's name `mia_partner.test#EXT#@corp.onmicrosoft.com` gives the domain that the guest comes from, `partner.test`.
pub fn domain_of(address: &str) -> Option<&str> {
    let address = address.trim();
    if memchr::memchr(b'#', address.as_bytes()).is_some()
        && let Some(at) = find_ignore_case(address, "#ext#")
    {
        // The guest's own `@` was written as `_`, and a domain holds none.
        return address
            .get(..at)
            .and_then(|local| local.rsplit_once('_'))
            .map(|(_, domain)| domain)
            .filter(|d| is_domain(d) && d.contains('.'));
    }
    let at = memchr::memrchr(b'@', address.as_bytes())?;
    let domain = address
        .get(at + 1..)?
        .trim_end_matches(['>', '"', '\'', ')', '.', ' ']);
    is_domain(domain).then_some(domain)
}

/// Position of an ASCII `needle`, case of ASCII letters ignored.
pub fn find_ignore_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len().max(1))
        .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Letters, digits, dots, hyphens and underscores, at least one; or anything beyond ASCII without spaces.
fn is_domain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') || !b.is_ascii())
}

/// The host of a URL, or of a bare `host`, `host:port` or `host/path`: no scheme, user, port, path.
pub fn host_of(url: &str) -> Option<&str> {
    let rest = url.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(six) => six.split_once(']').map(|(six, _)| six)?,
        None => host.split_once(':').map_or(host, |(host, _)| host),
    };
    let host = host.trim_end_matches('.');
    (!host.is_empty() && !host.contains(' ')).then_some(host)
}

/// The extension of a file name, without the dot and as it is written: at most 16 letters, digits, `_`, `-`, with something before it.
pub fn extension_of(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let fits = (1..=16).contains(&extension.len())
        && extension
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    (fits && !stem.is_empty() && !stem.ends_with(['/', '\\'])).then_some(extension)
}

const MOST_EXTENSIONS: usize = 32;

/// The extensions of several files, in lower case, each once, joined by `; `; `-` stands for a name without one. Empty when no name has
/// one. What is said of one extension holds for all of the files only when it stands alone. Beyond 32 the list ends in `...`.
pub fn extensions_of<'a>(names: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let mut found: Vec<Cow<'a, str>> = Vec::new();
    for name in names {
        let extension = extension_of(name).map_or(Cow::Borrowed("-"), lower);
        if found.len() == MOST_EXTENSIONS {
            found.push("...".into());
            break;
        }
        if !found.contains(&extension) {
            found.push(extension);
        }
    }
    match found.as_slice() {
        [] => Cow::Borrowed(""),
        [one] if one == "-" => Cow::Borrowed(""),
        [_] => found.pop().unwrap_or_default(),
        _ => Cow::Owned(found.join("; ")),
    }
}

/// Splits a path or URL into the folder, with its separator, and the name: `C:\a\b.txt` gives `C:\a\` and `b.txt`.
///
/// The folder is empty when there is no separator, the name when the path ends in one.
pub fn split_path(path: &str) -> (&str, &str) {
    match memchr::memrchr2(b'/', b'\\', path.as_bytes()) {
        Some(at) => path.split_at_checked(at + 1).unwrap_or((path, "")),
        None => ("", path),
    }
}

/// An address without port, brackets, or the prefix of a mapped IPv4 address: `[2603::1]:25` gives `2603::1`.
pub fn clean_ip(text: &str) -> &str {
    let text = text.trim();
    let host = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(host, _)| host),
        None => match text.split_once(':') {
            Some((host, port)) if !port.contains(':') => host,
            _ => text,
        },
    };
    let mapped = starts_with_ignore_case(host, "::ffff:")
        .then(|| host.get(7..))
        .flatten();
    mapped.filter(|four| four.contains('.')).unwrap_or(host)
}

/// Whether the text has the shape of a GUID, in any case, with or without braces.
pub fn is_guid(text: &str) -> bool {
    let text = text
        .strip_prefix('{')
        .and_then(|t| t.strip_suffix('}'))
        .unwrap_or(text);
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| {
            if matches!(at, 8 | 13 | 18 | 23) {
                b == b'-'
            } else {
                b.is_ascii_hexdigit()
            }
        })
}

/// Appends to a list of texts joined by `; `.
pub fn append(list: &mut String, item: &str) {
    let item = item.trim();
    if item.is_empty() {
        return;
    }
    if !list.is_empty() {
        list.push_str("; ");
    }
    list.push_str(item);
}

/// [`append`], unless the list holds the item already, case of ASCII letters ignored.
pub fn append_distinct(list: &mut String, item: &str) {
    if !list
        .split("; ")
        .any(|known| known.eq_ignore_ascii_case(item.trim()))
    {
        append(list, item);
    }
}

/// Keyed hash of the parts, ASCII letters lowered, a zero byte between parts.
pub fn hash_lower(keys: (u64, u64), parts: &[&str]) -> u64 {
    // Ids are short: what fits is put together on the stack and hashed in one go.
    let mut buffer = [0u8; 128];
    match joined(parts, &mut buffer) {
        Some(length) => {
            buffer.make_ascii_lowercase();
            hash_bytes(keys, buffer.get(..length).unwrap_or_default())
        }
        None => hash_bytes(keys, &parts.join("\0").to_ascii_lowercase().into_bytes()),
    }
}

/// Copies the parts with a zero byte between them; the length, or `None` when they do not fit.
fn joined(parts: &[&str], buffer: &mut [u8]) -> Option<usize> {
    let mut at = 0;
    for (number, part) in parts.iter().enumerate() {
        at += usize::from(number > 0);
        buffer
            .get_mut(at..at + part.len())?
            .copy_from_slice(part.as_bytes());
        at += part.len();
    }
    Some(at)
}

/// Keyed hash of bytes as they are.
pub fn hash_bytes(keys: (u64, u64), bytes: &[u8]) -> u64 {
    SipHasher13::new_with_keys(keys.0, keys.1).hash(bytes)
}

/// [`ombud_model::Activity::object_id`] of a stable identity (item id, content hash): 0 for an empty or all-zero one.
pub fn object_id(keys: (u64, u64), identity: &str) -> u64 {
    let identity = identity.trim();
    if identity.bytes().all(|b| matches!(b, b'0' | b'-')) {
        0
    } else {
        hash_lower(keys, &[identity]).max(1)
    }
}

/// Whether `pattern` covers `domain`: `example.com` that domain alone, `*.example.com` one level below it, `**.example.com` every
/// level below it. Case is ignored.
pub fn domain_matches(pattern: &str, domain: &str) -> bool {
    let Some(base) = pattern
        .strip_prefix("**.")
        .or_else(|| pattern.strip_prefix("*."))
    else {
        return pattern.eq_ignore_ascii_case(domain);
    };
    let Some(split) = domain.len().checked_sub(base.len() + 1) else {
        return false;
    };
    let (Some(below), Some(end)) = (domain.get(..split), domain.get(split..)) else {
        return false;
    };
    let fits = end
        .strip_prefix('.')
        .is_some_and(|end| end.eq_ignore_ascii_case(base))
        && !below.is_empty();
    fits && (pattern.starts_with("**") || !below.contains('.'))
}

/// Whether a domain counts as inside for somebody: their own, one of the organisation's, or an excluded one.
#[derive(Clone, Copy, Debug)]
pub struct Inside<'a> {
    /// Empty when the actor's identifier has no domain.
    own: &'a str,
    settings: &'a Settings,
}

impl<'a> Inside<'a> {
    /// `actor` is the identifier of whoever did it.
    pub fn of(actor: &'a str, settings: &'a Settings) -> Self {
        Self {
            own: domain_of(actor).unwrap_or_default(),
            settings,
        }
    }

    pub fn holds(&self, domain: &str) -> bool {
        if !self.own.is_empty() && self.own.eq_ignore_ascii_case(domain) {
            return true;
        }
        let lists = [
            &self.settings.own_domains,
            &self.settings.exclusions.domains,
        ];
        lists
            .into_iter()
            .flatten()
            .any(|pattern| domain_matches(pattern.trim(), domain))
    }

    /// Whether an address belongs to somebody outside; `None` when the text names no domain (a group, a display name).
    pub fn is_outside(&self, address: &str) -> Option<bool> {
        domain_of(address).map(|domain| !self.holds(domain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_addresses() {
        for (address, expected) in [
            ("mia.k@Corp.test", Some("Corp.test")),
            ("Mia K <mia.k@corp.test>", Some("corp.test")),
            (
                "mia_k_partner.test#EXT#@corp.onmicrosoft.com",
                Some("partner.test"),
            ),
            ("mia_k#ext#@corp.test", None),
            ("urn:spo:guest#mia@partner.test", Some("partner.test")),
            ("mia.k", None),
            ("mia@", None),
            ("a@b c", None),
        ] {
            assert_eq!(domain_of(address), expected, "{address}");
        }
    }

    #[test]
    fn hosts_of_urls() {
        for (url, expected) in [
            ("https://user:pw@Share.test:8443/a?b", Some("Share.test")),
            ("share.test", Some("share.test")),
            ("share.test/x", Some("share.test")),
            ("http://[2603::1]:80/", Some("2603::1")),
            ("", None),
            ("a sentence", None),
        ] {
            assert_eq!(host_of(url), expected, "{url}");
        }
    }

    #[test]
    fn names_and_folders() {
        assert_eq!(extension_of("a.tar.GZ"), Some("GZ"));
        assert_eq!(extension_of(".profile"), None);
        assert_eq!(extension_of("no extension. Really"), None);
        for (names, expected) in [
            (&["a.PNG", "b.png"][..], "png"),
            (&["a.png", "b.docx", "README"], "png; docx; -"),
            (&["README"], ""),
            (&[], ""),
        ] {
            assert_eq!(extensions_of(names.iter().copied()), expected, "{names:?}");
        }
        assert_eq!(
            split_path(r"C:\Users\mia\plan.docx"),
            (r"C:\Users\mia\", "plan.docx")
        );
        assert_eq!(
            split_path("https://corp.test/sites/rd/"),
            ("https://corp.test/sites/rd/", "")
        );
        assert_eq!(split_path("plan.docx"), ("", "plan.docx"));
    }

    #[test]
    fn addresses_lose_port_and_brackets() {
        for (text, expected) in [
            ("1.2.3.4:5678", "1.2.3.4"),
            ("[2603:1026::1]:25", "2603:1026::1"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            ("::1", "::1"),
            ("2603:1026::1", "2603:1026::1"),
            (" ", ""),
            ("[broken", "broken"),
        ] {
            assert_eq!(clean_ip(text), expected, "{text}");
        }
    }

    #[test]
    fn lower_copies_only_when_it_must() {
        assert!(matches!(lower("docx é"), Cow::Borrowed(_)));
        assert_eq!(lower("DOCX É"), "docx é");
        assert_eq!(lower_cow(Cow::Owned("A".into())), "a");
        assert_eq!(trim_cow(Cow::Owned(" a ".into())), "a");
    }

    #[test]
    fn wildcards_count_levels() {
        for (pattern, domain, expected) in [
            ("corp.test", "Corp.Test", true),
            ("corp.test", "a.corp.test", false),
            ("*.corp.test", "a.corp.test", true),
            ("*.corp.test", "corp.test", false),
            ("*.corp.test", "b.a.corp.test", false),
            ("**.corp.test", "b.a.CORP.test", true),
            ("**.corp.test", "corp.test", false),
            ("**.corp.test", "evilcorp.test", false),
            ("*.é.test", "é.test", false),
        ] {
            assert_eq!(
                domain_matches(pattern, domain),
                expected,
                "{pattern} {domain}"
            );
        }
    }

    #[test]
    fn inside_is_own_organisation_or_excluded() {
        let settings = Settings {
            own_domains: vec!["**.corp.test".into(), "corp.test".into()],
            ..Settings::default()
        };
        let inside = Inside::of("mia@sub.test", &settings);
        assert_eq!(inside.is_outside("a@SUB.test"), Some(false));
        assert_eq!(inside.is_outside("a@x.corp.test"), Some(false));
        assert_eq!(inside.is_outside("a@gmail.com"), Some(true));
        assert_eq!(inside.is_outside("Finance team"), None);
        assert!(!Inside::of("NT AUTHORITY\\SYSTEM", &settings).holds(""));
    }

    #[test]
    fn hashes_ignore_case_and_separate_parts() {
        let long = "A".repeat(200);
        assert_eq!(
            hash_lower((1, 2), &["AB-1", &long]),
            hash_lower((1, 2), &["ab-1", &long.to_lowercase()])
        );
        assert_ne!(
            hash_lower((1, 2), &["ab", "c"]),
            hash_lower((1, 2), &["a", "bc"])
        );
        assert_ne!(hash_lower((1, 2), &["ab"]), hash_lower((1, 3), &["ab"]));
        assert_eq!(hash_lower((1, 2), &["ab"]), hash_bytes((1, 2), b"ab"));
        assert_eq!(
            object_id((1, 2), " 00000000-0000-0000-0000-000000000000"),
            0
        );
        assert_eq!(object_id((1, 2), ""), 0);
        assert_ne!(object_id((1, 2), "a"), 0);
    }

    #[test]
    fn lists_and_guids() {
        let mut list = String::new();
        for item in ["a", " ", "b", "A"] {
            append_distinct(&mut list, item);
        }
        assert_eq!(list, "a; b");
        assert!(is_guid("{6F1C2b3d-0000-4000-8000-00000000000a}"));
        assert!(!is_guid("6f1c2b3d-0000-4000-8000-00000000000"));
        assert!(contains_ignore_case("a#EXT#@b", "#ext#") && !contains_ignore_case("", "x"));
    }
}
