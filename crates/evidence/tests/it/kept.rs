//! Packages that earlier programs made are read for ever, with the same result. A new version of the format adds a sample; none goes.

use ombud_evidence::{Trust, verify};
use ombud_model::AccountId;
use ombud_tlog::{AuditActor, Phase};

use super::support::{CASE, at, signer};

/// Version 1 of the format, with an entry of version 2 of the log's encoding.
const FIRST: &[u8] = include_bytes!("../kept/1.zip");

#[test]
fn a_package_of_version_1_is_verified() {
    let verified = verify(FIRST, Some(signer().verifier())).unwrap();
    assert_eq!(verified.trust, Trust::Outside);
    assert_eq!(verified.manifest.version, 1);
    assert_eq!(verified.manifest.case, CASE);
    assert_eq!(verified.manifest.made_at, at(5_000));
    assert_eq!(verified.manifest.made_by, AccountId(2));
    let paths: Vec<&str> = verified
        .manifest
        .files
        .iter()
        .map(|line| line.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "a.txt",
            "log/checkpoint",
            "log/entries.json",
            "report.html",
            "report.pdf"
        ]
    );
    assert_eq!(verified.checkpoint.size, 600);
    let [entry] = verified.entries.as_slice() else {
        panic!("{:?}", verified.entries);
    };
    assert_eq!((entry.sequence, entry.entry.phase), (6, Phase::Intent));
    assert_eq!(entry.entry.actor, AuditActor::Account(AccountId(3)));
}
