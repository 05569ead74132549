//! Every step of an erasure, in order, refused out of order, and taken up again.

use ombud_model::{HoldId, Party, UnitId, Units};
use ombud_tlog::{LogSigner, Unsigned};
use proptest::prelude::*;

use super::*;
use crate::erasure::{BadCertificate, Treatment};
use crate::hold::{HoldGround, HoldTarget};

fn officer() -> ActingAccount {
    ActingAccount {
        party: Party::new(AccountId(5), None),
        nature: Nature::Human,
        units: Units::Only([UnitId(1)].into()),
    }
}

const HEAD: LogHead = LogHead {
    size: 912,
    root: [0xab; 32],
};

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + ms).unwrap()
}

fn request(depth: Depth) -> ErasureRequest {
    ErasureRequest {
        id: ErasureId(3),
        person: PersonId(41),
        pseudonym: "amber-otter-482".parse().unwrap(),
        ground: ErasureGround::PersonAsked,
        depth,
    }
}

fn begun(depth: Depth) -> Erasure {
    Erasure::begin(request(depth), &officer(), &[UnitId(1)], &[], &[], at(0)).unwrap()
}

fn hold() -> Hold {
    Hold::place(
        HoldId(8),
        HoldTarget::Case(CaseId(9)),
        HoldGround::LegalClaim,
        &officer(),
        at(0),
    )
    .unwrap()
}

fn step(erasure: &Erasure, step: Step, count: u64) -> Result<Erasure, ErasureRefused> {
    let now = at(10 + erasure.done.len() as i64);
    match step {
        Step::RecordIntent => erasure.recorded(Intent(907), now),
        Step::EnterInList => erasure.entered(&[], &[], now),
        Step::Verify => erasure.verify(&Remains::new(), now),
        _ => erasure.advanced(step, now, count),
    }
}

fn finished(depth: Depth) -> Erasure {
    let mut erasure = begun(depth);
    while let Some(next) = erasure.next() {
        erasure = step(&erasure, next, 4).unwrap();
    }
    erasure
}

#[test]
fn the_order_is_intent_list_key_stores_proof() {
    use Step::*;
    assert_eq!(
        begun(Depth::Identity).plan(),
        [
            RecordIntent,
            DeleteRejects,
            EnterInList,
            DestroyKey,
            Clear(Store::Justifications),
            Clear(Store::Evidence),
            Clear(Store::Notices),
            Clear(Store::Placement),
            DropCaches,
            ReclaimSpace,
            Verify,
            Certify,
        ]
    );
    let deep = begun(Depth::Everything).plan();
    for store in [
        Store::History,
        Store::Insights,
        Store::Assessments,
        Store::Alerts,
        Store::FirstDays,
        Store::WorkLists,
    ] {
        assert!(deep.contains(&Clear(store)), "{store}");
    }
    assert!(!deep.contains(&Clear(Store::AuditLog)));
}

#[test]
fn a_hold_stops_it_until_the_point_of_no_return() {
    let cases = [CaseId(9)];
    let held = Err(ErasureRefused::UnderHold(ActiveHolds(vec![HoldId(8)])));
    let begin = |holds: &[Hold]| {
        Erasure::begin(
            request(Depth::Identity),
            &officer(),
            &[UnitId(1)],
            &cases,
            holds,
            at(0),
        )
    };
    assert_eq!(begin(&[hold()]), held);
    let erasure = begin(&[hold().lift(&officer(), at(1)).unwrap()]).unwrap();
    let erasure = step(
        &step(&erasure, Step::RecordIntent, 0).unwrap(),
        Step::DeleteRejects,
        2,
    )
    .unwrap();
    assert!(erasure.can_be_stopped());
    assert_eq!(
        erasure.entered(&cases, &[hold()], at(20)),
        held,
        "a hold that was placed meanwhile"
    );
    let entered = erasure.entered(&cases, &[], at(20)).unwrap();
    assert!(!entered.can_be_stopped());
}

#[test]
fn machines_and_strangers_do_not_erase() {
    let begin = |by: ActingAccount| {
        Erasure::begin(request(Depth::Identity), &by, &[UnitId(1)], &[], &[], at(0)).unwrap_err()
    };
    assert_eq!(
        begin(ActingAccount {
            nature: Nature::Machine,
            ..officer()
        }),
        ErasureRefused::NotHuman
    );
    assert_eq!(
        begin(ActingAccount {
            units: Units::Only([UnitId(2)].into()),
            ..officer()
        }),
        ErasureRefused::OutsideUnits
    );
    let herself = Party::new(AccountId(5), Some(PersonId(41)));
    assert_eq!(
        begin(ActingAccount {
            party: herself,
            ..officer()
        }),
        ErasureRefused::AboutYourself
    );
}

#[test]
fn what_remains_keeps_the_certificate_back() {
    let mut erasure = begun(Depth::Everything);
    while let Some(next) = erasure.next().filter(|next| *next != Step::Verify) {
        assert_eq!(erasure.certificate(HEAD), Err(ErasureRefused::NotFinished));
        erasure = step(&erasure, next, 4).unwrap();
    }
    let remains = Remains::from([
        (Store::AuditLog, 12),
        (Store::Insights, 1),
        (Store::Alerts, 0),
        (Store::Pseudonym, 1),
    ]);
    let refused = erasure.verify(&remains, at(90)).unwrap_err();
    assert_eq!(refused, ErasureRefused::Remains(vec![Store::Insights]));
    assert!(refused.to_string().ends_with("insights"));
    assert_eq!(erasure.certificate(HEAD), Err(ErasureRefused::NotFinished));
    assert!(
        erasure
            .verify(&Remains::from([(Store::AuditLog, 12)]), at(90))
            .is_ok()
    );
}

#[test]
fn the_certificate_says_what_was_done_and_is_the_same_text_for_ever() {
    let erasure = finished(Depth::Identity);
    let certificate = erasure.certificate(HEAD).unwrap();
    assert_eq!(certificate.stores.len(), Store::ALL.len());
    assert_eq!(
        certificate.stores[&Store::Identities],
        (Treatment::Deleted, 3),
        "four rows went, one of them the key"
    );
    let text = certificate.text();
    let expected = "ombud-erasure-certificate 1\nid erasure-00000000000000000000000000000003\nperson person-0000000000000029\n\
                    pseudonym amber-otter-482\nrequested-by account-00000000000000000000000000000005\nground person-asked\n\
                    depth identity\nrequested-at 2026-03-30T16:02:11Z\nerased-at 2026-03-30T16:02:11.013Z\nintent 907\nlog-size 912\n\
                    log-root abababababababababababababababababababababababababababababababab\nstore key destroyed 1\n\
                    store identities deleted 3\nstore fragments unreadable 0\nstore justifications deleted 4\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(
        text.ends_with(
            "store audit-log kept 0\nstore erasure-records kept 0\nstore placement deleted 4\n"
        ),
        "{text}"
    );
}

#[test]
fn a_signed_certificate_opens_and_a_changed_one_does_not() {
    let signer = LogSigner::from_seed("ombud.corp.test/erasures", &[7; 32]).unwrap();
    let certificate = finished(Depth::Everything).certificate(HEAD).unwrap();
    let signed = certificate.sign(&signer).unwrap().to_string();
    let open = |note: &str| Certificate::open(note.as_bytes(), signer.verifier());
    assert_eq!(open(&signed), Ok(certificate.clone()));
    let forged = signed.replace("store insights deleted 4", "store insights deleted 9");
    assert_ne!(forged, signed);
    assert_eq!(
        open(&forged),
        Err(BadCertificate::Unsigned(Unsigned::Wrong))
    );
    let text = certificate.text();
    for (from, to) in [
        (
            "requested-at 2026-03-30T16:02:11Z",
            "requested-at 2026-03-30T16:02:11.000Z",
        ),
        ("log-size 912", "log-size 0912"),
        ("store key destroyed 1\n", "store key destroyed 1\n\n"),
        ("store key destroyed 1\n", ""),
        ("depth everything", "depth all"),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text);
        assert_eq!(Certificate::parse(&other).is_ok(), to.is_empty(), "{to}");
    }
}

#[test]
fn a_half_done_erasure_is_stored_and_taken_up_again() {
    let mut erasure = begun(Depth::Everything);
    while let Some(next) = erasure.next() {
        let json = serde_json::to_string(&erasure).unwrap();
        assert!(!json.contains("name"));
        erasure = step(&serde_json::from_str(&json).unwrap(), next, 1).unwrap();
    }
    assert_eq!(erasure, {
        let json = serde_json::to_string(&erasure).unwrap();
        serde_json::from_str::<Erasure>(&json).unwrap()
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever order the steps are tried in, they are done in the order of the plan, and the certificate comes last.
    #[test]
    fn no_step_is_skipped(tries in prop::collection::vec(0usize..40, 0..400), deep: bool) {
        let mut erasure = begun(if deep { Depth::Everything } else { Depth::Identity });
        let plan = erasure.plan();
        for at in tries {
            let tried = plan[at % plan.len()];
            let before = erasure.done.len();
            match step(&erasure, tried, 1) {
                Ok(next) => {
                    prop_assert_eq!(tried, plan[before]);
                    erasure = next;
                }
                Err(why) => {
                    prop_assert_eq!(why, ErasureRefused::OutOfOrder);
                    prop_assert!(plan.get(before) != Some(&tried));
                }
            }
            prop_assert_eq!(erasure.certificate(HEAD).is_ok(), erasure.done.len() + 1 >= plan.len());
        }
    }
}
