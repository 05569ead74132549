//! Sealed and unsealed, by every source of the key, and rotated.

use ombud_model::PersonId;
use zeroize::Zeroizing;

use super::*;
use crate::vault::{name_within, seal_identity};
use crate::{OsEntropy, PersonKey, VaultError};

const MIA: PersonId = PersonId(41);

fn master() -> MasterKey {
    MasterKey::generate(&mut OsEntropy).unwrap()
}

fn given(text: &str) -> GivenKey {
    GivenKey::new("OMBUD_MASTER_KEY", Some(Zeroizing::new(text.to_owned())))
}

/// A key service without a network: it holds its own key and opens what was wrapped with it.
struct Drawer {
    key: MasterKey,
    answers: bool,
}

impl KeyService for Drawer {
    fn place(&self) -> String {
        "drawer".to_owned()
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeySourceError> {
        if !self.answers {
            return Err(KeySourceError::NoAnswer {
                place: self.place(),
                problem: "it is stuck".to_owned(),
            });
        }
        let opened = self
            .key
            .open_reject(wrapped)
            .map_err(|_| KeySourceError::Refused {
                place: self.place(),
            })?;
        Ok(Zeroizing::new(opened))
    }
}

#[test]
fn the_key_of_these_data_unseals_them_and_no_other() {
    let (key, other) = (master(), master());
    let expected = Some(key.fingerprint());
    let place = || "OMBUD_MASTER_KEY".to_owned();
    let refused = |source: &GivenKey| unseal(source, expected).unwrap_err();
    for nothing in [GivenKey::new(place(), None), given("  \n")] {
        assert_eq!(refused(&nothing), Unsealing::NoKey { place: place() });
    }
    assert_eq!(
        refused(&given(&other.to_text())),
        Unsealing::OtherData { place: place() }
    );
    assert!(matches!(
        refused(&given("ombud-master-key-1:12")),
        Unsealing::Text { .. }
    ));
    for expected in [expected, None] {
        let opened = unseal(&given(&key.to_text()), expected).unwrap();
        assert_eq!(opened.fingerprint(), key.fingerprint());
    }
}

#[test]
fn nothing_secret_is_printed() {
    let key = master();
    let text = key.to_text();
    let digits = text.split(':').nth(1).unwrap();
    let start = digits.get(..8).unwrap();
    let opened = unseal(&given(&text), None).unwrap();
    let refused = unseal(&given(&text), Some(master().fingerprint())).unwrap_err();
    let said = format!(
        "{opened:?} {:?} {refused:?} {refused} {}",
        given(&text),
        refused.reason()
    );
    assert!(!said.contains(start));
}

#[cfg(unix)]
#[test]
fn a_key_file_is_read_when_only_its_owner_can() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::TempDir::new().unwrap();
    let place = dir.path().join("master.key");
    let source = FileKey(place.clone());
    assert!(matches!(
        unseal(&source, None),
        Err(Unsealing::NoKey { .. })
    ));
    let key = master();
    std::fs::write(&place, key.to_text().as_bytes()).unwrap();
    let set =
        |mode| std::fs::set_permissions(&place, std::fs::Permissions::from_mode(mode)).unwrap();
    for (mode, open) in [
        (0o600, true),
        (0o400, true),
        (0o640, false),
        (0o604, false),
        (0o644, false),
    ] {
        set(mode);
        match unseal(&source, Some(key.fingerprint())) {
            Ok(_) => assert!(open, "{mode:o}"),
            Err(why) => {
                assert!(!open, "{mode:o}");
                assert!(matches!(
                    why,
                    Unsealing::Source(KeySourceError::Exposed { .. })
                ));
            }
        }
    }
    set(0o600);
    std::fs::write(&place, vec![b'a'; 5_000]).unwrap();
    assert!(matches!(
        unseal(&source, None),
        Err(Unsealing::Source(KeySourceError::TooLarge { .. }))
    ));
}

#[test]
fn a_key_service_opens_the_wrapped_key_at_every_start() {
    let (key, above) = (master(), master());
    let wrapped = above
        .seal_reject(key.to_text().as_bytes(), &mut OsEntropy)
        .unwrap();
    let source = |above: &MasterKey, answers| ServiceKey {
        service: Drawer {
            key: above.clone(),
            answers,
        },
        wrapped: wrapped.clone(),
    };
    let opened = unseal(&source(&above, true), Some(key.fingerprint())).unwrap();
    assert_eq!(opened.fingerprint(), key.fingerprint());
    let why = |source: ServiceKey<Drawer>| unseal(&source, None).unwrap_err().to_string();
    assert_eq!(
        why(source(&above, false)),
        "the key service drawer did not answer: it is stuck"
    );
    assert!(why(source(&master(), true)).starts_with("the key service drawer refused"));
}

#[test]
fn rotation_carries_persons_over_and_can_be_taken_up_again() {
    let (old, new, stranger) = (master(), master(), master());
    assert_eq!(
        Rotation::new(&old, &old).unwrap_err(),
        RotationError::SameKey
    );
    let rotation = Rotation::new(&old, &new).unwrap();
    let key = PersonKey::generate(&mut OsEntropy).unwrap();
    let sealed = seal_identity(&key, MIA, "Mia@corp.test", &mut OsEntropy).unwrap();
    let wrapped = old.wrap(MIA, &key).unwrap();
    let Rewrapped::Changed(next) = rotation.rewrap(MIA, &wrapped).unwrap() else {
        panic!("nothing was carried over")
    };
    assert_eq!(
        name_within(&new.unwrap_key(MIA, &next).unwrap(), MIA, &sealed)
            .unwrap()
            .as_str(),
        "Mia@corp.test"
    );
    assert!(old.unwrap_key(MIA, &next).is_err());
    assert_eq!(rotation.rewrap(MIA, &next).unwrap(), Rewrapped::Done);
    assert!(rotation.rewrap(PersonId(42), &wrapped).is_err());
    assert!(
        rotation
            .rewrap(MIA, &stranger.wrap(MIA, &key).unwrap())
            .is_err()
    );

    let hash = old.identity_hash("mia@corp.test");
    for wrapped in [&wrapped, &next] {
        let carried = rotation.rehash(MIA, wrapped, &sealed, &hash).unwrap();
        assert_eq!(
            carried,
            Rewrapped::Changed(new.identity_hash("mia@corp.test"))
        );
    }
    assert_eq!(
        rotation
            .rehash(MIA, &next, &sealed, &new.identity_hash("mia@corp.test"))
            .unwrap(),
        Rewrapped::Done
    );
    assert_eq!(
        rotation.rehash(MIA, &next, &sealed, &[0; 16]),
        Err(RotationError::OtherHash)
    );
}

#[test]
fn rotation_carries_rejects_and_tags_over() {
    let (old, new) = (master(), master());
    let rotation = Rotation::new(&old, &new).unwrap();
    let sealed = old.seal_reject(b"{broken", &mut OsEntropy).unwrap();
    let Rewrapped::Changed(next) = rotation.reseal_reject(&sealed, &mut OsEntropy).unwrap() else {
        panic!("nothing was carried over")
    };
    assert_eq!(new.open_reject(&next).unwrap(), b"{broken");
    assert_eq!(
        rotation.reseal_reject(&next, &mut OsEntropy).unwrap(),
        Rewrapped::Done
    );
    let lost = master().seal_reject(b"{broken", &mut OsEntropy).unwrap();
    assert_eq!(
        rotation.reseal_reject(&lost, &mut OsEntropy),
        Err(RotationError::Vault(VaultError::DoesNotOpen))
    );

    let unmasking = crate::unmask::tests::requested();
    let tag = unmasking.vouch(&old).unwrap();
    let Rewrapped::Changed(next) = rotation.revouch(&unmasking, &tag).unwrap() else {
        panic!("nothing was carried over")
    };
    assert!(unmasking.vouched(&new, &next).is_ok());
    assert_eq!(
        rotation.revouch(&unmasking, &next).unwrap(),
        Rewrapped::Done
    );
    assert!(
        rotation
            .revouch(&unmasking, &unmasking.vouch(&master()).unwrap())
            .is_err()
    );
}
