//! What somebody without the key does to a package is found.

use ombud_evidence::{Contents, Fault, Files, Verified, seal, verify};
use ombud_tlog::{Unsigned, VerifierKey};

use super::raw::{Unpacked, rezip, unzip};
use super::support::{contents, log, other_signer, signer};

fn package() -> Vec<u8> {
    seal(&contents(&log(signer(), 0)), &signer()).unwrap()
}

/// Few entries and short files, so that every byte can be tried.
fn small() -> Vec<u8> {
    let mut contents: Contents = contents(&log(signer(), 0));
    contents.proof.entries.truncate(1);
    contents.files = Files::new();
    contents
        .files
        .add("a.txt".parse().unwrap(), b"abc".to_vec())
        .unwrap();
    contents.report.sections.clear();
    seal(&contents, &signer()).unwrap()
}

fn check(package: &[u8]) -> Result<Verified, Fault> {
    verify(package, Some(signer().verifier()))
}

fn edited(edit: impl FnOnce(&mut Unpacked)) -> Fault {
    let mut files = unzip(&package());
    edit(&mut files);
    check(&rezip(&files)).unwrap_err()
}

fn rename(files: &mut Unpacked, from: &str, to: &str) {
    let content = files.remove(from).unwrap();
    files.insert(to.to_owned(), content);
}

#[test]
fn every_flipped_byte_is_found_or_changes_nothing() {
    let good = small();
    let verified = check(&good).unwrap();
    let mut unchanged = 0;
    for at in 0..good.len() {
        let mut flipped = good.clone();
        // One bit, another one from byte to byte.
        flipped[at] ^= 1 << (at % 8);
        if let Ok(found) = check(&flipped) {
            assert_eq!(found, verified, "byte {at}");
            unchanged += 1;
        }
    }
    // At most the bits that fill the last byte of each packed file.
    assert!(
        unchanged <= verified.manifest.files.len() + 2,
        "{unchanged}"
    );
}

#[test]
fn numbers_at_their_limits_do_no_harm() {
    let good = small();
    let verified = check(&good).unwrap();
    for at in 0..good.len() - 3 {
        for number in [i32::MAX as u32, u32::MAX] {
            let mut edited = good.clone();
            edited[at..at + 4].copy_from_slice(&number.to_le_bytes());
            if let Ok(found) = check(&edited) {
                assert_eq!(found, verified, "{number} at {at}");
            }
        }
    }
}

#[test]
fn a_package_that_is_cut_or_longer_is_found() {
    let good = small();
    for length in 0..good.len() {
        assert!(check(&good[..length]).is_err(), "{length}");
    }
    for more in [&b"\0"[..], b"PK\x05\x06", &good] {
        assert!(check(&[&good, more].concat()).is_err());
        assert!(check(&[more, &good].concat()).is_err());
    }
}

#[test]
fn the_archive_by_hand_is_the_archive_of_the_crate() {
    let good = package();
    assert_eq!(rezip(&unzip(&good)), good);
}

#[test]
fn files_that_were_added_removed_renamed_or_swapped_are_named() {
    let path = |text: &str| text.parse().unwrap();
    let extra = edited(|files| drop(files.insert("z.txt".to_owned(), vec![1])));
    assert_eq!(
        extra,
        Fault::Extra {
            file: path("z.txt")
        }
    );
    for name in [
        "alerts.json",
        "report.pdf",
        "log/checkpoint",
        "manifest.sig",
        "manifest.json",
    ] {
        let missing = edited(|files| drop(files.remove(name)));
        assert_eq!(missing, Fault::Missing { file: path(name) });
    }
    let renamed = edited(|files| rename(files, "alerts.json", "alarms.json"));
    assert_eq!(
        renamed,
        Fault::Extra {
            file: path("alarms.json")
        }
    );
    let swapped = edited(|files| {
        rename(files, "alerts.json", "x");
        rename(files, "attachments/Brief.txt", "alerts.json");
        rename(files, "x", "attachments/Brief.txt");
    });
    assert_eq!(
        swapped,
        Fault::Size {
            file: path("alerts.json"),
            expected: 2,
            found: 8
        }
    );
    let other = edited(|files| drop(files.insert("alerts.json".to_owned(), b"{}".to_vec())));
    assert_eq!(
        other,
        Fault::Content {
            file: path("alerts.json")
        }
    );
}

#[test]
fn an_edited_manifest_has_no_signature() {
    let edited_text = edited(|files| {
        let text = String::from_utf8(files["manifest.json"].clone()).unwrap();
        let text = text.replacen("2026-03-30T17:23:20Z", "2026-03-30T17:23:21Z", 1);
        files.insert("manifest.json".to_owned(), text.into_bytes());
    });
    assert_eq!(edited_text, Fault::OtherManifest);
    // A good signature of the key, under a head of the log.
    let head = edited(|files| {
        let head = files["log/checkpoint"].clone();
        files.insert("manifest.sig".to_owned(), head);
    });
    assert_eq!(head, Fault::OtherManifest);
}

#[test]
fn a_signature_of_another_key_does_not_stand() {
    let signed = |edit: fn(&mut Unpacked)| edited(edit);
    let other = signed(|files| {
        let manifest = files["manifest.json"].clone();
        super::raw::sign_bytes(files, manifest, &other_signer());
    });
    assert_eq!(other, Fault::Signature(Unsigned::NoKnownKey));
    let edited_line = signed(|files| {
        let text = String::from_utf8(files["manifest.sig"].clone()).unwrap();
        let head = String::from_utf8(files["log/checkpoint"].clone()).unwrap();
        let line = head.lines().last().unwrap();
        let (text, _) = text.rsplit_once("\n\n").unwrap();
        let sig = format!("{text}\n\n{line}\n");
        files.insert("manifest.sig".to_owned(), sig.into_bytes());
    });
    assert_eq!(edited_line, Fault::Signature(Unsigned::Wrong));
}

#[test]
fn a_key_that_the_reader_does_not_trust_is_named() {
    let other: VerifierKey = other_signer().verifier().clone();
    assert_eq!(
        verify(&package(), Some(&other)),
        Err(Fault::OtherKey {
            found: Box::new(signer().verifier().clone())
        })
    );
}
