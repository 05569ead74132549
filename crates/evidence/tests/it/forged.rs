//! What somebody with a key can make: a manifest that fits and a good signature, with contents that do not hold.

use ombud_evidence::{BadProof, Fault, LogProof, Manifest, ProvenEntry, seal, verify};
use ombud_tlog::{
    BadCheckpoint, Checkpoint, KeyUse, LogSigner, TreeHash, Unsigned, Untrusted, VerifierKey,
};

use super::raw::{Unpacked, entries, forge, manifest, rezip, set_entries, sign, sign_bytes, unzip};
use super::support::{CASE, OTHER_CASE, contents, log, other_signer, signer};

fn package() -> Vec<u8> {
    seal(&contents(&log(signer(), 0)), &signer()).unwrap()
}

fn forged(signer: &LogSigner, edit: impl FnOnce(&mut Unpacked, &mut Manifest)) -> Fault {
    verify(&forge(&package(), signer, edit), None).unwrap_err()
}

/// Signs an edited manifest as it stands; the files do not follow.
fn with_manifest(edit: impl FnOnce(&mut Manifest)) -> Fault {
    let mut files = unzip(&package());
    let mut manifest = manifest(&files);
    edit(&mut manifest);
    sign(&mut files, &manifest, &signer());
    verify(&rezip(&files), None).unwrap_err()
}

#[test]
fn signing_again_without_an_edit_gives_the_same_package() {
    let good = package();
    assert_eq!(forge(&good, &signer(), |_, _| {}), good);
}

#[test]
fn a_head_of_another_log_or_another_key_does_not_stand() {
    // Another history under the same key.
    let other = LogProof::collect(&log(signer(), 1).log.reader(), CASE).unwrap();
    let head = other.checkpoint.to_string().into_bytes();
    let fault = forged(&signer(), |files, _| {
        files.insert("log/checkpoint".to_owned(), head);
    });
    assert_eq!(fault, Fault::Log(BadProof::NotIncluded { sequence: 6 }));
    // All signed again with a key of the same name; the head of the true log is not.
    let fault = forged(&other_signer(), |_, manifest| {
        manifest.key = other_signer().verifier().clone();
    });
    let unsigned = Untrusted::Unsigned(Unsigned::NoKnownKey);
    assert_eq!(fault, Fault::Log(BadProof::Checkpoint(unsigned)));
    // A head of the key for a log of another name.
    let head = Checkpoint {
        origin: "audit.example.org/other".to_owned(),
        size: 1,
        root: TreeHash([0; 32]),
    };
    let head = head.sign(&signer()).unwrap().to_string();
    let fault = forged(&signer(), |files, _| {
        files.insert("log/checkpoint".to_owned(), head.into_bytes());
    });
    let origin = Untrusted::Origin {
        found: "audit.example.org/other".to_owned(),
    };
    assert_eq!(fault, Fault::Log(BadProof::Checkpoint(origin)));
}

#[test]
fn entries_that_are_not_in_the_log_or_not_of_the_case_are_named() {
    let with = |edit: &dyn Fn(&mut Vec<ProvenEntry>)| {
        forged(&signer(), |files, manifest| {
            let mut entries = entries(files);
            edit(&mut entries);
            set_entries(files, manifest, &entries);
        })
    };
    let replaced = with(&|entries| {
        // A millisecond later.
        let leaf = String::from_utf8(entries[0].leaf.clone()).unwrap();
        let leaf = leaf.replacen(" 1774886403000 ", " 1774886403001 ", 1);
        entries[0].leaf = leaf.into_bytes();
    });
    assert_eq!(replaced, Fault::Log(BadProof::NotIncluded { sequence: 6 }));
    let proof_of_another = with(&|entries| entries[0].proof = entries[1].proof.clone());
    assert_eq!(
        proof_of_another,
        Fault::Log(BadProof::NotIncluded { sequence: 6 })
    );
    let short = with(&|entries| entries[3].proof.truncate(9));
    assert_eq!(short, Fault::Log(BadProof::NotIncluded { sequence: 9 }));
    let numbered = with(&|entries| entries[0].sequence = 5);
    assert_eq!(
        numbered,
        Fault::Log(BadProof::Sequence {
            sequence: 5,
            found: 6
        })
    );
    let twice = with(&|entries| entries.insert(0, entries[0].clone()));
    assert_eq!(twice, Fault::Log(BadProof::Order { sequence: 6 }));
    let backwards = with(&|entries| entries.swap(0, 1));
    assert_eq!(backwards, Fault::Log(BadProof::Order { sequence: 6 }));
    let unread = with(&|entries| entries[0].leaf.truncate(20));
    assert!(matches!(
        unread,
        Fault::Log(BadProof::Leaf { sequence: 6, .. })
    ));
    let other = LogProof::collect(&log(signer(), 0).log.reader(), OTHER_CASE).unwrap();
    let other = with(&|entries| *entries = other.entries.clone());
    assert_eq!(other, Fault::Log(BadProof::OtherCase { sequence: 10 }));
}

#[test]
fn a_manifest_that_does_not_fit_is_refused() {
    let file = || "activities.ndjson".parse().unwrap();
    let case = with_manifest(|manifest| manifest.case = OTHER_CASE);
    assert_eq!(case, Fault::Log(BadProof::OtherCase { sequence: 6 }));
    let list = with_manifest(|manifest| manifest.audit_entries.truncate(23));
    assert_eq!(list, Fault::EntryList);
    let size = with_manifest(|manifest| manifest.files[0].size = u64::MAX);
    assert_eq!(
        size,
        Fault::Size {
            file: file(),
            expected: u64::MAX,
            found: 800
        }
    );
    let twice = with_manifest(|manifest| manifest.files.insert(0, manifest.files[0].clone()));
    assert_eq!(twice, Fault::Order { file: file() });
    let name = with_manifest(|manifest| manifest.installation = "elsewhere".to_owned());
    assert_eq!(
        name,
        Fault::Installation {
            installation: "elsewhere".to_owned()
        }
    );
    let key = with_manifest(|manifest| {
        let witness = VerifierKey::new("audit.example.org/ombud", KeyUse::Witness, &public());
        manifest.key = witness.unwrap();
    });
    assert_eq!(key, Fault::KeyUse);
    let version = with_manifest(|manifest| manifest.version = 2);
    assert_eq!(version, Fault::Version { found: 2 });
}

/// The bytes of the public key.
fn public() -> [u8; 32] {
    let text = signer().verifier().to_string();
    let (_, key) = text.rsplit_once('+').unwrap();
    let bytes = data_encoding::BASE64.decode(key.as_bytes()).unwrap();
    bytes[1..].try_into().unwrap()
}

#[test]
fn a_manifest_of_a_later_version_is_told_from_a_damaged_one() {
    let with = |text: &str| {
        let mut files = unzip(&package());
        sign_bytes(&mut files, text.as_bytes().to_vec(), &signer());
        verify(&rezip(&files), None).unwrap_err()
    };
    let later = with(r#"{"version": 7, "something": "new"}"#);
    assert_eq!(later, Fault::Version { found: 7 });
    for damaged in ["", "[]", "{}", r#"{"version": 1}"#, r#"{"version": -1}"#] {
        assert!(matches!(with(damaged), Fault::Json { .. }), "{damaged}");
    }
    // A path that leaves the package is refused before anything is compared.
    let manifest = String::from_utf8(unzip(&package())["manifest.json"].clone()).unwrap();
    let leaving = manifest.replacen("alerts.json", "../alerts.json", 1);
    assert!(matches!(with(&leaving), Fault::Json { .. }));
}

/// Somebody who makes a key of their own can sign any sizes: what is read as a whole has limits all the same.
#[test]
fn a_head_that_is_too_long_is_not_read() {
    let key = other_signer();
    let fault = forged(&key, |files, manifest| {
        manifest.key = key.verifier().clone();
        files.insert("log/checkpoint".to_owned(), vec![b' '; 65 << 10]);
    });
    let file = "log/checkpoint".parse().unwrap();
    assert_eq!(fault, Fault::More { file });
}

#[test]
fn the_signature_of_a_package_is_no_head_of_the_log() {
    let signature = &unzip(&package())["manifest.sig"];
    let refused = Checkpoint::open(signature, signer().verifier());
    assert_eq!(refused, Err(Untrusted::Checkpoint(BadCheckpoint)));
}
