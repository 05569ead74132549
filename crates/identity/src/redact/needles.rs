//! What is looked for on account of the actor: identifier, name and device.

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use super::Marker;
use super::find::{Span, Text, fold, is_separator};

/// Names and devices kept ready; above this number they are prepared anew.
const KEPT: usize = 50_000;
/// A name of fewer characters occurs by chance.
const SHORTEST_NAME: usize = 4;
const SHORTEST_DEVICE: usize = 3;
/// From this length on a name is taken out inside of longer words too (`MiaKowalskiPlans`).
const UNMISTAKABLE: usize = 8;
/// From this length on the parts of a name may stand without anything between them.
const JOINABLE: usize = 6;

/// Prepared searches, by identifier and device as the source wrote them.
#[derive(Debug, Default)]
pub(super) struct Needles {
    names: Kept<Name>,
    devices: Kept<Finder<'static>>,
}

impl Needles {
    /// Gets ready for an activity of this actor on this device.
    pub(super) fn choose(&mut self, identifier: &str, device: &str) {
        self.names.choose(identifier, Name::new);
        self.devices.choose(device, device_finder);
    }

    pub(super) fn find(&self, text: Text<'_>, spans: &mut Vec<Span>) {
        if let Some(name) = self.names.chosen() {
            name.find(text, spans);
        }
        if let Some(device) = self.devices.chosen() {
            for start in device.find_iter(text.folded) {
                let end = start + device.needle().len();
                if text.word_starts(start) && text.word_ends(end) {
                    spans.push(Span::new(start, end, Marker::Device));
                }
            }
        }
    }
}

/// What was prepared for each text, and which of it is in use.
#[derive(Debug)]
struct Kept<T> {
    index: FxHashMap<Box<str>, usize>,
    prepared: Vec<Option<T>>,
    chosen: usize,
    chosen_text: String,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        // Nothing is prepared for the empty text.
        Self {
            index: FxHashMap::default(),
            prepared: vec![None],
            chosen: 0,
            chosen_text: String::new(),
        }
    }
}

impl<T> Kept<T> {
    fn choose(&mut self, text: &str, prepare: fn(&str) -> Option<T>) {
        // Records of one actor often come in a row.
        if self.chosen_text == text {
            return;
        }
        self.chosen_text.clear();
        self.chosen_text.push_str(text);
        self.chosen = match self.index.get(text) {
            _ if text.is_empty() => 0,
            Some(&known) => known,
            None => self.prepare(text, prepare),
        };
    }

    fn prepare(&mut self, text: &str, prepare: fn(&str) -> Option<T>) -> usize {
        if self.prepared.len() > KEPT {
            self.index.clear();
            self.prepared.truncate(1);
        }
        self.prepared.push(prepare(text));
        let last = self.prepared.len() - 1;
        self.index.insert(text.into(), last);
        last
    }

    fn chosen(&self) -> Option<&T> {
        self.prepared.get(self.chosen)?.as_ref()
    }
}

fn folded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    fold(text, &mut out);
    out
}

/// The host name without its domain: found in both forms.
fn device_finder(device: &str) -> Option<Finder<'static>> {
    let folded = folded(device.trim());
    let host = folded
        .split(|&byte| byte == b'.')
        .next()
        .filter(|host| host.len() >= SHORTEST_DEVICE)
        .unwrap_or(&folded);
    (host.len() >= SHORTEST_DEVICE).then(|| Finder::new(host).into_owned())
}

/// The name in an identifier, and what follows it.
fn split(identifier: &str) -> (&str, &str) {
    let account = identifier
        .rfind('\\')
        .and_then(|at| identifier.get(at + 1..))
        .unwrap_or(identifier);
    // A guest is `mia_home.test#EXT#@corp.test`: the domain that follows the name starts at the last `_`.
    let guest = account
        .to_ascii_lowercase()
        .find("#ext#")
        .and_then(|at| account.get(..at)?.rfind('_'));
    guest
        .or_else(|| account.find('@'))
        .and_then(|at| account.split_at_checked(at))
        .unwrap_or((account, ""))
}

/// The actor's identifier, cut into the parts of the local name, so that `mia.kowalski@corp.test` is found as `Mia Kowalski`,
/// `kowalski, mia` and `mia_kowalski_corp_test` too.
#[derive(Debug)]
struct Name {
    parts: Vec<Box<[u8]>>,
    /// The longest part, which is searched for.
    pivot: usize,
    finder: Finder<'static>,
    /// What follows the name in the identifier: `@` and the domain, mostly.
    rest: Vec<u8>,
    characters: usize,
}

impl Name {
    fn new(identifier: &str) -> Option<Self> {
        let identifier = identifier.trim();
        let (local, rest) = split(identifier);
        // A short local part is found only together with its domain.
        let short = local.chars().count() < SHORTEST_NAME;
        let characters = if short {
            identifier.chars().count()
        } else {
            local.chars().count()
        };
        if characters < SHORTEST_NAME {
            return None;
        }
        let text = folded(if short { identifier } else { local });
        let parts: Vec<Box<[u8]>> = if short {
            vec![text.into()]
        } else {
            text.split(|&byte| is_separator(byte))
                .filter(|part| !part.is_empty())
                .map(Into::into)
                .collect()
        };
        let pivot = (0..parts.len()).max_by_key(|&at| parts.get(at).map(|part| part.len()))?;
        let finder = Finder::new(parts.get(pivot)?).into_owned();
        Some(Self {
            parts,
            pivot,
            finder,
            rest: if short { Vec::new() } else { folded(rest) },
            characters,
        })
    }

    fn find(&self, text: Text<'_>, spans: &mut Vec<Span>) {
        for hit in self.finder.find_iter(text.folded) {
            let forward = self.extend(text.folded, hit, self.parts.iter());
            let found = match forward {
                None if self.parts.len() == 2 => {
                    self.extend(text.folded, hit, self.parts.iter().rev())
                }
                found => found,
            };
            let Some((start, end)) = found else { continue };
            if self.characters < UNMISTAKABLE && !(text.word_starts(start) && text.word_ends(end)) {
                continue;
            }
            let with_rest = end + self.rest.len();
            let followed = !self.rest.is_empty()
                && text.folded.get(end..with_rest) == Some(self.rest.as_slice());
            let end = if followed && text.word_ends(with_rest) {
                with_rest
            } else {
                end
            };
            spans.push(Span::new(start, end, Marker::Person));
        }
    }

    /// The whole name around the pivot at `hit`, its parts in the given order.
    fn extend<'p>(
        &self,
        folded: &[u8],
        hit: usize,
        parts: impl DoubleEndedIterator<Item = &'p Box<[u8]>> + ExactSizeIterator + Clone,
    ) -> Option<(usize, usize)> {
        let pivot = self.parts.get(self.pivot)?;
        let place = parts.clone().position(|part| part == pivot)?;
        let (mut start, mut end) = (hit, hit + pivot.len());
        for part in parts.clone().skip(place + 1) {
            let gap = folded
                .get(end..)?
                .iter()
                .take(2)
                .take_while(|&&byte| is_separator(byte))
                .count();
            let gap = if folded.get(end..)?.starts_with(b"%20") {
                3
            } else {
                gap
            };
            end += gap;
            (folded.get(end..)?.starts_with(part) && self.gap_is_fine(gap)).then_some(())?;
            end += part.len();
        }
        let before = parts.len() - place;
        for part in parts.rev().skip(before) {
            let left = folded.get(..start)?;
            let gap = left
                .iter()
                .rev()
                .take(2)
                .take_while(|&&byte| is_separator(byte))
                .count();
            let gap = if left.ends_with(b"%20") { 3 } else { gap };
            (left.get(..start - gap)?.ends_with(part) && self.gap_is_fine(gap)).then_some(())?;
            start -= gap + part.len();
        }
        Some((start, end))
    }

    fn gap_is_fine(&self, gap: usize) -> bool {
        gap > 0 || self.characters >= JOINABLE
    }
}
