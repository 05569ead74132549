//! A stolen disk and a list of all employees: without the master key nothing on the disk is a digest of any name on the list.

use std::collections::HashMap;
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::erasing::{PERSONS, full, mail};
use crate::raw;

/// Names on the attacker's list.
const LISTED: usize = 100_000;
/// So much of a digest is looked for. Less would be found by chance.
const PREFIX: usize = 8;

/// Digests by their first bytes: which kind, and which listed text.
type Table = HashMap<[u8; PREFIX], (&'static str, usize)>;

fn prefix(digest: &[u8]) -> [u8; PREFIX] {
    digest[..PREFIX].try_into().unwrap()
}

/// RFC 1321.
fn md5(text: &[u8]) -> [u8; 16] {
    const TURNS: [[u32; 4]; 4] = [
        [7, 12, 17, 22],
        [5, 9, 14, 20],
        [4, 11, 16, 23],
        [6, 10, 15, 21],
    ];
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend((text.len() as u64 * 8).to_le_bytes());
    for block in padded.chunks_exact(64) {
        let word = |at: usize| u32::from_le_bytes(block[at * 4..at * 4 + 4].try_into().unwrap());
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64 {
            let (mixed, at) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), 7 * step % 16),
            };
            let sine = ((step as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32;
            let sum = mixed
                .wrapping_add(a)
                .wrapping_add(sine)
                .wrapping_add(word(at));
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(TURNS[step / 16][step % 4]));
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d]) {
            *old = old.wrapping_add(new);
        }
    }
    let mut digest = [0; 16];
    digest
        .chunks_exact_mut(4)
        .zip(state)
        .for_each(|(bytes, word)| bytes.copy_from_slice(&word.to_le_bytes()));
    digest
}

/// A list as an attacker has it: everybody of the organisation among many who are not.
fn listed() -> Vec<String> {
    let mut list: Vec<String> = (0..PERSONS).map(mail).collect();
    list.extend((PERSONS..LISTED).map(|number| format!("employee.{number}@contoso.test")));
    list
}

/// How a name may have been written before it was hashed.
fn spellings(mail: &str, thoroughly: bool) -> Vec<String> {
    let bare = mail.split('@').next().unwrap();
    let mut all = vec![mail.to_owned(), bare.to_owned()];
    if thoroughly {
        all.extend([
            mail.to_uppercase(),
            bare.to_uppercase(),
            format!("CONTOSO\\{bare}"),
            format!("mailto:{mail}"),
            format!("{mail}\n"),
        ]);
        let (first, rest) = bare.split_at(1);
        all.push(format!("{}{rest}@contoso.test", first.to_uppercase()));
    }
    all
}

fn digests(text: &str) -> [(&'static str, Vec<u8>); 5] {
    let text = text.as_bytes();
    [
        ("md5", md5(text).to_vec()),
        ("sha1", Sha1::digest(text).to_vec()),
        ("sha256", Sha256::digest(text).to_vec()),
        ("sha512", Sha512::digest(text).to_vec()),
        ("blake3", blake3::hash(text).as_bytes().to_vec()),
    ]
}

fn table(list: &[String]) -> Table {
    let mut table = Table::new();
    for (number, mail) in list.iter().enumerate() {
        for text in spellings(mail, number < PERSONS) {
            for (kind, digest) in digests(&text) {
                // Also as a number that was stored the other way round, or as the first half of one.
                let forwards = prefix(&digest);
                let mut backwards = forwards;
                backwards.reverse();
                table.insert(forwards, (kind, number));
                table.insert(backwards, (kind, number));
            }
        }
    }
    table
}

const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Both alphabets of base64.
const fn base64_digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// The first bytes of what digits of so many bits say.
fn read(digits: &[u8], bits: u32, digit: fn(u8) -> Option<u8>) -> Option<[u8; PREFIX]> {
    let count = (PREFIX * 8).div_ceil(bits as usize);
    let mut value = 0u128;
    for &byte in digits.get(..count)? {
        value = value << bits | u128::from(digit(byte)?);
    }
    let surplus = count * bits as usize - PREFIX * 8;
    u64::try_from(value >> surplus).ok().map(u64::to_be_bytes)
}

/// Everything in these bytes that is a digest from the table.
fn linked(bytes: &[u8], table: &Table) -> Option<(&'static str, usize)> {
    (0..bytes.len()).find_map(|at| {
        let rest = &bytes[at..];
        let raw = rest.get(..PREFIX).map(prefix);
        let words = [raw, read(rest, 4, hex_digit), read(rest, 6, base64_digit)];
        words
            .into_iter()
            .flatten()
            .find_map(|word| table.get(&word).copied())
    })
}

fn attack(folder: &Path, table: &Table) -> Option<(String, &'static str, usize)> {
    let mut found = None;
    raw::each(folder, &mut |name, bytes| {
        if let (None, Some((kind, number))) = (&found, linked(bytes, table)) {
            found = Some((name.to_owned(), kind, number));
        }
    });
    found
}

#[test]
fn a_list_of_all_employees_links_nobody_on_a_stolen_disk() {
    assert_eq!(
        HEXLOWER.encode(&md5(b"")),
        "d41d8cd98f00b204e9800998ecf8427e"
    );
    assert_eq!(
        HEXLOWER.encode(&md5(&[b'a'; 61])),
        "cced11f7bbbffea2f718903216643648"
    );
    let world = full();
    // The thief has the disk, and the key is elsewhere.
    std::fs::remove_dir_all(world.data().join("keys")).unwrap();
    let list = listed();
    assert_eq!(list.len(), LISTED);
    let table = table(&list);
    assert_eq!(
        attack(&world.data(), &table).map(|(file, kind, number)| (file, kind, &list[number])),
        None
    );
    // The attack is a real one: any such digest, in any writing, is found.
    for number in [7, 40] {
        for (kind, digest) in digests(&list[number].to_uppercase()) {
            let encoded = BASE64.encode(&digest).into_bytes();
            for bytes in [
                HEXLOWER.encode(&digest).into_bytes(),
                HEXLOWER.encode(&digest).to_uppercase().into_bytes(),
                encoded,
                digest.clone(),
            ] {
                let planted = world.data().join("history").join("planted");
                std::fs::write(&planted, [b"x", bytes.as_slice(), b"y"].concat()).unwrap();
                assert_eq!(
                    attack(planted.parent().unwrap(), &table),
                    Some(("planted".to_owned(), kind, number))
                );
                std::fs::remove_file(planted).unwrap();
            }
        }
    }
}
