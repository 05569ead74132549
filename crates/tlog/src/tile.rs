//! Where the pieces of a log lie and how they are framed: C2SP tlog-tiles.
//!
//! Tiles hold 256 hashes, the last one of a level fewer; entry bundles hold the leaves below a tile of level 0, each after its length as a
//! big-endian `u16`. A full piece never changes; a partial one has its width in its name.

use super::merkle::{TreeHash, WIDTH};
use super::subjects::MAX_SUBJECTS;

/// A leaf is never longer, so that reading a bundle costs bounded memory: what is not persons has 1,024 bytes, each person 17.
pub const MAX_LEAF: usize = 1024 + 17 * MAX_SUBJECTS;

/// The most bytes of an entry bundle.
pub(crate) const MAX_BUNDLE: u64 = (WIDTH * (MAX_LEAF + 2)) as u64;
/// The most bytes of a tile.
pub(crate) const MAX_TILE: u64 = (WIDTH * 32) as u64;

/// Levels of tiles that a tree of 64-bit size can have.
pub(crate) const LEVELS: u32 = 8;

/// A sequence of pieces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Entries,
    Level(u32),
}

impl Kind {
    /// How much of a file to read: one byte more than a piece may have, so that bytes too many show.
    pub(crate) fn limit(self) -> u64 {
        match self {
            Kind::Entries => MAX_BUNDLE + 1,
            Kind::Level(_) => MAX_TILE + 1,
        }
    }

    /// How many leaves one place in a piece stands for, as a power of two.
    pub(crate) fn shift(self) -> u32 {
        match self {
            Kind::Entries => 0,
            Kind::Level(level) => 8 * level,
        }
    }

    /// Index of the last piece of a tree, and how many places of it are taken.
    pub(crate) fn edge(self, size: u64) -> (u64, usize) {
        let places = size.checked_shr(self.shift()).unwrap_or(0);
        (places / WIDTH as u64, (places % WIDTH as u64) as usize)
    }
}

/// `tile/<L>/<N>` or `tile/entries/<N>`, without leading `/`.
pub(crate) fn full_path(kind: Kind, index: u64) -> String {
    let number = numbered(index);
    match kind {
        Kind::Entries => format!("tile/entries/{number}"),
        Kind::Level(level) => format!("tile/{level}/{number}"),
    }
}

/// The folder of the partial pieces with this index.
pub(crate) fn partial_folder(kind: Kind, index: u64) -> String {
    full_path(kind, index) + ".p"
}

/// The path of a piece in which `width` places, 1 to 256, are taken.
pub(crate) fn path(kind: Kind, index: u64, width: usize) -> String {
    if width >= WIDTH {
        full_path(kind, index)
    } else {
        format!("{}/{width}", partial_folder(kind, index))
    }
}

/// An index in path elements of three digits, all but the last after an `x`: 1234067 is `x001/x234/067`.
pub(crate) fn numbered(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// Reads what [`path`] writes: the kind, the index and the width of a piece. Any other spelling is none.
pub(crate) fn read_path(text: &str) -> Option<(Kind, u64, usize)> {
    let (level, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let kind = match level {
        "entries" => Kind::Entries,
        level => Kind::Level(level.parse().ok().filter(|level| *level < LEVELS)?),
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (
            number,
            width
                .parse()
                .ok()
                .filter(|width| (1..WIDTH).contains(width))?,
        ),
        None => (rest, WIDTH),
    };
    let mut index = 0u64;
    for part in number.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    // There is one spelling of each path.
    (path(kind, index, width) == text).then_some((kind, index, width))
}

/// The folder that a path lies in; empty for the root.
pub(crate) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Appends a leaf to a bundle. `None`, and nothing appended, when it is longer than [`MAX_LEAF`].
pub(crate) fn frame(bundle: &mut Vec<u8>, leaf: &[u8]) -> Option<()> {
    let length = u16::try_from(leaf.len())
        .ok()
        .filter(|_| leaf.len() <= MAX_LEAF)?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(leaf);
    Some(())
}

/// The first leaf of a bundle and the rest; `None` when it is cut off or longer than [`MAX_LEAF`].
pub fn unframe(bundle: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bundle.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length > MAX_LEAF {
        None
    } else {
        rest.split_at_checked(length)
    }
}

/// How many bytes the first `count` leaves of a bundle take, lengths included; `None` when there are fewer.
pub(crate) fn framed(bundle: &[u8], count: usize) -> Option<usize> {
    let mut rest = bundle;
    for _ in 0..count {
        rest = unframe(rest)?.1;
    }
    Some(bundle.len() - rest.len())
}

/// The hashes of a tile's bytes; bytes at the end that are no whole hash are left out.
pub(crate) fn hashes(bytes: &[u8]) -> Vec<TreeHash> {
    bytes
        .as_chunks::<32>()
        .0
        .iter()
        .copied()
        .map(TreeHash)
        .collect()
}

/// The bytes of a tile.
pub(crate) fn bytes(hashes: &[TreeHash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(numbered(1_234_067), "x001/x234/067");
        assert_eq!(numbered(0), "000");
        assert_eq!(numbered(999), "999");
        assert_eq!(numbered(1000), "x001/000");
        assert_eq!(path(Kind::Entries, 5, 256), "tile/entries/005");
        assert_eq!(path(Kind::Level(2), 1000, 7), "tile/2/x001/000.p/7");
        // The example of the specification: a tree of 70,000 leaves.
        assert_eq!(Kind::Level(0).edge(70_000), (273, 112));
        assert_eq!(Kind::Level(1).edge(70_000), (1, 17));
        assert_eq!(Kind::Level(2).edge(70_000), (0, 1));
        assert_eq!(Kind::Level(8).edge(u64::MAX), (0, 0));
    }

    #[test]
    fn a_path_comes_back_and_other_spellings_are_none() {
        for (kind, index, width) in [
            (Kind::Entries, 0, 256),
            (Kind::Entries, 1_234_067, 3),
            (Kind::Level(0), 5, 255),
            (Kind::Level(7), u64::MAX, 1),
        ] {
            assert_eq!(
                read_path(&path(kind, index, width)),
                Some((kind, index, width))
            );
        }
        for wrong in [
            "",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/x000/000",
            "tile/0/x1/000",
            "tile/0/+01",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/entries/000.p/0",
            "tile/entries/000.p/256",
            "tile/entries/000.p/01",
            "tile/entries/000.p/",
            "tile/entries/../checkpoint",
            "/tile/0/000",
            "tile/0/000/",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
            "checkpoint",
            "sidecar/000",
        ] {
            assert_eq!(read_path(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_frame_comes_back_and_a_cut_one_does_not() {
        let mut bundle = Vec::new();
        frame(&mut bundle, b"first").unwrap();
        frame(&mut bundle, b"").unwrap();
        assert_eq!(frame(&mut bundle, &[0; MAX_LEAF + 1]), None);
        let (first, rest) = unframe(&bundle).unwrap();
        assert_eq!((first, rest), (b"first".as_slice(), [0u8, 0].as_slice()));
        assert_eq!(unframe(rest), Some(([].as_slice(), [].as_slice())));
        for cut in 0..7 {
            assert_eq!(unframe(&bundle[..cut]), None, "{cut}");
        }
        assert_eq!(unframe(&[0xff; 70_000]), None);
    }
}
