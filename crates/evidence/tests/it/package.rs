//! What goes in comes out, and nothing else passes.

use ombud_evidence::{LogProof, SealError, Trust, VERSION, seal, verify};
use ombud_model::AccountId;

use super::support::{CASE, OTHER_CASE, at, contents, log, other_signer, signer};

#[test]
fn what_was_sealed_is_verified_and_says_the_same() {
    let log = log(signer(), 0);
    let contents = contents(&log);
    let package = seal(&contents, &signer()).unwrap();
    let verified = verify(&package, Some(signer().verifier())).unwrap();
    assert_eq!(verified.trust, Trust::Outside);
    let manifest = &verified.manifest;
    assert_eq!(manifest.version, VERSION);
    assert_eq!(manifest.installation, "audit.example.org/ombud");
    assert_eq!((manifest.case, manifest.made_by), (CASE, AccountId(2)));
    assert_eq!(manifest.made_at, at(5_000));
    let paths: Vec<&str> = manifest
        .files
        .iter()
        .map(|line| line.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "activities.ndjson",
            "alerts.json",
            "attachments/Brief.txt",
            "attachments/empty.txt",
            "log/checkpoint",
            "log/entries.json",
            "report.html",
            "report.pdf",
        ]
    );
    // Six acts in the case and six on it, each with an intent and an outcome.
    assert_eq!(manifest.audit_entries.len(), 24);
    assert_eq!(verified.checkpoint, *log.log.head().0);
    let read = log.log.reader().entries(0..600).unwrap();
    for logged in &verified.entries {
        assert_eq!(read[usize::try_from(logged.sequence).unwrap()], *logged);
    }
    let alone = verify(&package, None).unwrap();
    assert_eq!(alone.trust, Trust::PackageOnly);
    assert_eq!(alone.manifest, verified.manifest);
}

#[test]
fn the_same_contents_give_the_same_bytes() {
    let log = log(signer(), 0);
    let first = seal(&contents(&log), &signer()).unwrap();
    assert_eq!(first, seal(&contents(&log), &signer()).unwrap());
}

#[test]
fn a_log_without_entries_of_the_case_gives_a_package_without() {
    let log = log(signer(), 0);
    let mut contents = contents(&log);
    contents.proof.entries.clear();
    let verified = verify(&seal(&contents, &signer()).unwrap(), None).unwrap();
    assert_eq!(verified.entries, []);
}

#[test]
fn what_could_not_be_verified_is_not_sealed() {
    let log = log(signer(), 0);
    let mut contents = contents(&log);
    assert!(matches!(
        seal(&contents, &other_signer()),
        Err(SealError::Proof(_))
    ));
    contents.proof = LogProof::collect(&log.log.reader(), OTHER_CASE).unwrap();
    assert!(matches!(
        seal(&contents, &signer()),
        Err(SealError::Proof(_))
    ));
}
