//! What lies on a disk, byte by byte: file names and files, what is compressed in them, and a name in every dress it may wear there.

use std::path::Path;

use data_encoding::{BASE64_NOPAD, HEXLOWER};

/// Pages in Parquet, and rejected records, are zstd frames.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Everything below a folder, as the disk has it and without what compression hides.
pub(crate) struct Dump {
    exact: String,
    lower: String,
}

/// One char for one byte, so that text can be looked for in what is no text.
fn chars(bytes: &[u8]) -> impl Iterator<Item = char> + '_ {
    bytes.iter().map(|&byte| char::from(byte))
}

/// What unfolds from every compressed frame in these bytes.
pub(crate) fn unfolded(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for at in (0..bytes.len()).filter(|&at| bytes[at..].starts_with(&ZSTD)) {
        let frame = std::io::Cursor::new(&bytes[at..]);
        let Ok(mut decoder) =
            zstd::stream::read::Decoder::new(frame).map(|decoder| decoder.single_frame())
        else {
            continue;
        };
        let mut plain = Vec::new();
        if std::io::copy(&mut decoder, &mut plain).is_ok() {
            found.push(plain);
        }
    }
    found
}

/// Every file below, by its name and its bytes, compressed ones also unfolded.
pub(crate) fn each(folder: &Path, visit: &mut dyn FnMut(&str, &[u8])) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            visit(&name, &[]);
            each(&path, visit);
            continue;
        }
        // A server may be at work: a file that is gone by now holds nothing.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        visit(&name, &bytes);
        unfolded(&bytes)
            .iter()
            .for_each(|plain| visit(&name, plain));
    }
}

impl Dump {
    pub(crate) fn of(folder: &Path) -> Self {
        let mut exact = String::new();
        each(folder, &mut |name, bytes| {
            exact.push_str(name);
            exact.push('\n');
            exact.extend(chars(bytes));
            // Two bytes for a letter, as other systems write.
            let narrow: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
            exact.extend(chars(&narrow));
        });
        let lower = exact.to_ascii_lowercase();
        Self { exact, lower }
    }

    /// How the text stands in there, if it does: as it is, or dressed up.
    pub(crate) fn finds(&self, text: &str) -> Option<&'static str> {
        let lower = text.to_ascii_lowercase();
        let upper = text.to_ascii_uppercase();
        let stored = |text: &str| chars(text.as_bytes()).collect::<String>();
        let backwards: String = stored(&lower).chars().rev().collect();
        let hex = |text: &str| HEXLOWER.encode(text.as_bytes());
        if self.lower.contains(&stored(&lower)) {
            return Some("as it is");
        }
        if self.lower.contains(&backwards) {
            return Some("backwards");
        }
        if [hex(&lower), hex(&upper), hex(text)]
            .iter()
            .any(|hex| self.lower.contains(hex))
        {
            return Some("in hexadecimal");
        }
        let spelled = [lower.as_str(), &upper, text];
        let encoded = spelled
            .iter()
            .flat_map(|text| base64(text))
            .any(|core| self.exact.contains(&core));
        encoded.then_some("in base64")
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        self.lower.contains(&text.to_ascii_lowercase())
    }
}

/// The digits that stand for the text in base64, wherever in a longer text it begins.
fn base64(text: &str) -> [String; 3] {
    [0usize, 1, 2].map(|before| {
        let bytes: Vec<u8> = std::iter::repeat_n(0, before).chain(text.bytes()).collect();
        // Digits that also hold bits of a neighbour are left out.
        let first = (before * 8).div_ceil(6);
        let digits = BASE64_NOPAD.encode(&bytes);
        let whole = digits.chars().take(bytes.len() * 8 / 6);
        whole.skip(first).collect()
    })
}

#[test]
fn a_name_is_found_in_every_dress() {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let name = "Zqbadofevx";
    let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
    let packed = [
        b"junk".as_slice(),
        &crate::fixture::zstd(format!("more {name} text").as_bytes()),
    ]
    .concat();
    // `"user":"zqbadofevx"` in base64, behind one, two and three letters more.
    let encoded = [
        "eyJ1c2VyIjoienFiYWRvZmV2eCJ9",
        "eHsidXNlciI6InpxYmFkb2ZldngifQ==",
        "eHh7InVzZXIiOiJ6cWJhZG9mZXZ4In0=",
    ];
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        ("wide", wide),
        ("packed", packed),
        ("hex", b"7A716261646F66657678".to_vec()),
        ("backwards", b"xvefodabqz".to_vec()),
        ("zqbadofevx.json", b"".to_vec()),
    ];
    files.extend(encoded.map(|text| ("encoded", text.as_bytes().to_vec())));
    assert_eq!(Dump::of(folder.path()).finds(name), None);
    for (file, bytes) in files {
        write(file, &bytes);
        assert!(
            Dump::of(folder.path()).finds(name).is_some(),
            "{file}: {}",
            String::from_utf8_lossy(&bytes)
        );
        std::fs::remove_file(folder.path().join(file)).unwrap();
    }
}
