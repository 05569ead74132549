//! The vault from outside: what is sealed opens with the right key, for the right person and place, and nowhere else.

use ombud_identity::unmask::{Installation, Intent, OperatorAct, Release, ReleaseCounter};
use ombud_identity::vault::{self, seal_fragments, seal_identity};
use ombud_identity::{KeyTextError, MasterKey, OsEntropy, PersonKey, VaultError};
use ombud_model::{PersonId, SegmentId, Timestamp, entropy};
use proptest::prelude::*;

const MIA: PersonId = PersonId(41);
const TOM: PersonId = PersonId(42);

fn keys() -> (MasterKey, PersonKey) {
    (
        MasterKey::generate(&mut OsEntropy).unwrap(),
        PersonKey::generate(&mut OsEntropy).unwrap(),
    )
}

fn release(person: PersonId) -> Release {
    let act = OperatorAct {
        person,
        reason: "a test",
        now: Timestamp::MIN,
        intent: Intent(1),
    };
    Release::by_operator(Installation::SingleOperator, &act).unwrap()
}

fn open_identity(key: &PersonKey, person: PersonId, sealed: &[u8]) -> Result<String, VaultError> {
    vault::open_identity(release(person), key, &[sealed])
        .map(|name| name.show(ReleaseCounter(1)).to_string())
}

fn open_fragments(
    key: &PersonKey,
    segment: SegmentId,
    person: PersonId,
    sealed: &[u8],
) -> Result<Vec<u8>, VaultError> {
    let opened = vault::open_fragments(release(person), key, &[(segment, sealed)])?;
    Ok(opened.show(ReleaseCounter(1)).remove(0))
}

#[test]
fn a_persons_key_opens_for_that_person_and_master_only() {
    let (master, key) = keys();
    let wrapped = master.wrap(MIA, &key).unwrap();
    assert_eq!(wrapped, master.wrap(MIA, &key).unwrap());
    let back = master.unwrap_key(MIA, &wrapped).unwrap();
    let segment = SegmentId(9);
    let sealed = seal_fragments(&key, segment, MIA, b"text").unwrap();
    assert_eq!(
        open_fragments(&back, segment, MIA, &sealed).unwrap(),
        b"text"
    );
    assert_eq!(
        master.unwrap_key(TOM, &wrapped).unwrap_err(),
        VaultError::DoesNotOpen
    );
    let (other, _) = keys();
    assert_eq!(
        other.unwrap_key(MIA, &wrapped).unwrap_err(),
        VaultError::DoesNotOpen
    );
}

#[test]
fn wrong_person_segment_or_key_is_refused() {
    let (_, key) = keys();
    let (_, other) = keys();
    let sealed = seal_fragments(&key, SegmentId(9), MIA, b"fragments").unwrap();
    assert_eq!(
        open_fragments(&key, SegmentId(9), TOM, &sealed),
        Err(VaultError::DoesNotOpen)
    );
    assert_eq!(
        open_fragments(&key, SegmentId(10), MIA, &sealed),
        Err(VaultError::DoesNotOpen)
    );
    assert_eq!(
        open_fragments(&other, SegmentId(9), MIA, &sealed),
        Err(VaultError::DoesNotOpen)
    );
    let name = seal_identity(&key, MIA, "mia@corp.test", &mut OsEntropy).unwrap();
    assert_eq!(
        open_identity(&key, MIA, &name).unwrap().as_str(),
        "mia@corp.test"
    );
    assert_eq!(
        open_identity(&key, TOM, &name).unwrap_err(),
        VaultError::DoesNotOpen
    );
    assert_eq!(
        open_identity(&other, MIA, &name).unwrap_err(),
        VaultError::DoesNotOpen
    );
    assert!(open_fragments(&key, SegmentId(9), MIA, &name).is_err());
}

#[test]
fn every_flipped_bit_is_found() {
    let (master, key) = keys();
    let fragments = seal_fragments(&key, SegmentId(9), MIA, b"fragments").unwrap();
    let name = seal_identity(&key, MIA, "mia@corp.test", &mut OsEntropy).unwrap();
    let reject = master.seal_reject(b"{broken", &mut OsEntropy).unwrap();
    let wrapped = master.wrap(MIA, &key).unwrap();
    type Opens<'a> = Box<dyn Fn(&[u8]) -> bool + 'a>;
    let boxes: [(&[u8], Opens<'_>); 4] = [
        (
            &fragments,
            Box::new(|bytes| open_fragments(&key, SegmentId(9), MIA, bytes).is_ok()),
        ),
        (
            &name,
            Box::new(|bytes| open_identity(&key, MIA, bytes).is_ok()),
        ),
        (&reject, Box::new(|bytes| master.open_reject(bytes).is_ok())),
        (
            &wrapped,
            Box::new(|bytes| master.unwrap_key(MIA, bytes).is_ok()),
        ),
    ];
    for (sealed, opens) in boxes {
        assert!(opens(sealed));
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.to_vec();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(!opens(&damaged), "bit {bit}");
        }
        for cut in 0..sealed.len() {
            assert!(!opens(&sealed[..cut]), "cut at {cut}");
        }
    }
}

#[test]
fn the_key_file_tells_what_is_wrong_with_it() {
    let (master, _) = keys();
    let text = master.to_text();
    let back = MasterKey::from_text(&format!("  {}\r\n", text.as_str())).unwrap();
    assert_eq!(back.fingerprint(), master.fingerprint());
    assert_eq!(back.to_text(), text);
    let failure = |text: &str| MasterKey::from_text(text).unwrap_err();
    assert_eq!(failure(" \n"), KeyTextError::Empty);
    assert_eq!(failure("hello"), KeyTextError::Prefix);
    assert_eq!(failure(text.get(..40).unwrap()), KeyTextError::Form);
    assert_eq!(
        failure(text.get(..text.len() - 2).unwrap()),
        KeyTextError::Form
    );
    let digit = if text.as_bytes()[30] == b'0' {
        "1"
    } else {
        "0"
    };
    assert_eq!(
        failure(&format!(
            "{}{digit}{}",
            text.get(..30).unwrap(),
            text.get(31..).unwrap()
        )),
        KeyTextError::Checksum
    );
}

#[test]
fn identities_are_looked_up_whatever_their_case() {
    let (master, _) = keys();
    let hash = master.identity_hash("mia.k@corp.test");
    assert_eq!(hash, master.identity_hash("  MIA.K@Corp.test\t"));
    assert_eq!(
        master.identity_hash("JOSÉ@corp.test"),
        master.identity_hash("josé@corp.test")
    );
    assert_ne!(hash, master.identity_hash("mia.l@corp.test"));
    let (other, _) = keys();
    assert_ne!(hash, other.identity_hash("mia.k@corp.test"));
}

#[test]
fn secrets_are_not_printed_and_entropy_is_what_is_given() {
    let master = MasterKey::from_bytes(&[0x5a; 32]);
    let key = PersonKey::generate(&mut |bytes: &mut [u8]| bytes.fill(0x5a)).unwrap();
    assert_eq!(format!("{master:?} {key:?}"), "MasterKey(..) PersonKey(..)");
    assert_eq!(
        entropy::person_id(&mut |bytes: &mut [u8]| bytes.fill(0xff)).unwrap(),
        PersonId(u64::MAX >> 1)
    );
    assert_eq!(
        entropy::person_id(&mut |bytes: &mut [u8]| bytes.fill(0)).unwrap(),
        PersonId(1)
    );
    assert_ne!(
        entropy::segment_id(&mut OsEntropy),
        entropy::segment_id(&mut OsEntropy)
    );
    assert!(entropy::policy_id(&mut OsEntropy).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sealed_opens(plain in prop::collection::vec(any::<u8>(), 0..600), segment: u128, person: u64) {
        let (master, key) = (MasterKey::from_bytes(&[1; 32]), PersonKey::generate(&mut |bytes: &mut [u8]| bytes.fill(3)).unwrap());
        let (segment, person) = (SegmentId(segment), PersonId(person));
        let sealed = seal_fragments(&key, segment, person, &plain).unwrap();
        prop_assert_eq!(sealed.len(), plain.len() + 16);
        prop_assert_eq!(&open_fragments(&key, segment, person, &sealed).unwrap(), &plain);
        let reject = master.seal_reject(&plain, &mut OsEntropy).unwrap();
        prop_assert_eq!(&master.open_reject(&reject).unwrap(), &plain);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..100), text: String) {
        let (master, key) = (MasterKey::from_bytes(&[1; 32]), PersonKey::generate(&mut |bytes: &mut [u8]| bytes.fill(3)).unwrap());
        prop_assert!(master.unwrap_key(MIA, &bytes).is_err());
        prop_assert!(master.open_reject(&bytes).is_err());
        prop_assert!(open_fragments(&key, SegmentId(1), MIA, &bytes).is_err());
        prop_assert!(open_identity(&key, MIA, &bytes).is_err());
        prop_assert!(MasterKey::from_text(&text).is_err());
    }
}
