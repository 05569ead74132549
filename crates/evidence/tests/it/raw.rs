//! Archives by hand, written without the crate, so that a test can make one that the crate would never make.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use data_encoding::BASE64;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use ombud_evidence::{FileLine, Manifest, ProvenEntry, hash_of};
use ombud_tlog::{LogSigner, Note};

/// A member, with what its headers say.
#[derive(Clone)]
pub(crate) struct Raw {
    pub(crate) name: String,
    /// In the header before the data, where another one is wanted.
    pub(crate) local_name: Option<String>,
    pub(crate) packed: Vec<u8>,
    pub(crate) crc: u32,
    pub(crate) size: u32,
    pub(crate) attributes: u32,
}

pub(crate) fn raw(name: &str, content: &[u8]) -> Raw {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    let mut crc = Crc::new();
    crc.update(content);
    Raw {
        name: name.to_owned(),
        local_name: None,
        packed: encoder.finish().unwrap(),
        crc: crc.sum(),
        size: u32::try_from(content.len()).unwrap(),
        attributes: 0o100_644 << 16,
    }
}

fn both(member: &Raw) -> Vec<u8> {
    let mut bytes = b"\x14\0\0\x08\x08\0\0\0\x21\0".to_vec();
    bytes.extend(member.crc.to_le_bytes());
    bytes.extend(u32::try_from(member.packed.len()).unwrap().to_le_bytes());
    bytes.extend(member.size.to_le_bytes());
    bytes
}

fn length(name: &str) -> [u8; 4] {
    let [low, high] = u16::try_from(name.len()).unwrap().to_le_bytes();
    [low, high, 0, 0]
}

/// An archive of members in this order, with bytes between the files and the directory.
pub(crate) fn zip_with_gap(members: &[Raw], gap: &[u8]) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = u32::try_from(files.len()).unwrap();
        let local = member.local_name.as_ref().unwrap_or(&member.name);
        files.extend(b"PK\x03\x04");
        files.extend(both(member));
        files.extend(length(local));
        files.extend(local.as_bytes());
        files.extend(&member.packed);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(both(member));
        directory.extend(length(&member.name));
        directory.extend([0; 6]);
        directory.extend(member.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    files.extend(gap);
    let offset = u32::try_from(files.len()).unwrap();
    files.extend(&directory);
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    files.extend(b"PK\x05\x06\0\0\0\0");
    files.extend([count, count].concat());
    files.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    files.extend(offset.to_le_bytes());
    files.extend([0; 2]);
    files
}

pub(crate) fn zip(members: &[Raw]) -> Vec<u8> {
    zip_with_gap(members, &[])
}

/// The files of a package by their paths.
pub(crate) type Unpacked = BTreeMap<String, Vec<u8>>;

/// Reads what the crate wrote, header by header.
pub(crate) fn unzip(mut bytes: &[u8]) -> Unpacked {
    let mut files = Unpacked::new();
    while bytes.starts_with(b"PK\x03\x04") {
        let at = |from: usize| u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap());
        let packed = at(18) as usize;
        let start = 30 + usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
        let name = String::from_utf8(bytes[30..start].to_vec()).unwrap();
        let mut content = Vec::new();
        DeflateDecoder::new(&bytes[start..start + packed])
            .read_to_end(&mut content)
            .unwrap();
        files.insert(name, content);
        bytes = &bytes[start + packed..];
    }
    files
}

pub(crate) fn rezip(files: &Unpacked) -> Vec<u8> {
    let members: Vec<Raw> = files
        .iter()
        .map(|(name, content)| raw(name, content))
        .collect();
    zip(&members)
}

pub(crate) fn manifest(files: &Unpacked) -> Manifest {
    serde_json::from_slice(&files["manifest.json"]).unwrap()
}

/// Signs bytes as the manifest.
pub(crate) fn sign_bytes(files: &mut Unpacked, manifest: Vec<u8>, signer: &LogSigner) {
    let hash = BASE64.encode(&hash_of(&manifest).0);
    let text = format!("ombud.invalid/evidence/v1\n{hash}\n");
    let note = Note::new(text.clone(), vec![signer.sign(&text)]).unwrap();
    files.insert("manifest.json".to_owned(), manifest);
    files.insert("manifest.sig".to_owned(), note.to_string().into_bytes());
}

pub(crate) fn sign(files: &mut Unpacked, manifest: &Manifest, signer: &LogSigner) {
    sign_bytes(files, serde_json::to_vec_pretty(manifest).unwrap(), signer);
}

/// The package again, after an edit, with a manifest that fits and a good signature: what somebody can make who has a key.
pub(crate) fn forge(
    package: &[u8],
    signer: &LogSigner,
    edit: impl FnOnce(&mut Unpacked, &mut Manifest),
) -> Vec<u8> {
    let mut files = unzip(package);
    let mut manifest = manifest(&files);
    edit(&mut files, &mut manifest);
    manifest.files = files
        .iter()
        .filter(|(name, _)| !name.starts_with("manifest."))
        .map(|(name, content)| FileLine {
            path: name.parse().unwrap(),
            size: content.len() as u64,
            sha256: hash_of(content),
        })
        .collect();
    sign(&mut files, &manifest, signer);
    rezip(&files)
}

pub(crate) fn entries(files: &Unpacked) -> Vec<ProvenEntry> {
    serde_json::from_slice(&files["log/entries.json"]).unwrap()
}

pub(crate) fn set_entries(files: &mut Unpacked, manifest: &mut Manifest, entries: &[ProvenEntry]) {
    manifest.audit_entries = entries.iter().map(|entry| entry.sequence).collect();
    let written = serde_json::to_vec_pretty(entries).unwrap();
    files.insert("log/entries.json".to_owned(), written);
}
