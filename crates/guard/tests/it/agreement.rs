//! The agreement: signed as it is, by others than those who wrote it, and enforced as it was signed.

use std::collections::{BTreeMap, BTreeSet};

use ombud_guard::agreement::{
    Agreed, Agreement, AgreementStanding, Council, Digest, Enforced, InvalidTerms, NotAgreed,
    Refused, State, Terms,
};
use ombud_model::{AccountId, AgreementId, Party, PersonId, Timestamp, UnitId, Units};
use proptest::prelude::*;

const NOW: i64 = 1_774_886_531_000;

fn now() -> Timestamp {
    at(0)
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(NOW + ms).unwrap()
}

fn party(account: u128) -> Party {
    Party::new(AccountId(account), None)
}

fn names(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

fn terms() -> Terms {
    Terms {
        title: "Pilot in Germany".into(),
        purpose: "Find theft of design data.\nNothing else.".into(),
        unmasking_purposes: names(&["investigation"]),
        sources: Agreed::Only(names(&["hr", "mail"])),
        indicators: Agreed::Only(names(&["files.printed"])),
        templates: Agreed::All,
        units: Units::Only(BTreeSet::from([UnitId(1), UnitId(2)])),
        signatures_required: 2,
        unmasking_approvals: 2,
        retention_days: BTreeMap::from([("alerts".into(), 90)]),
        valid_from: at(10),
        valid_until: Some(at(1000)),
    }
}

fn draft(terms: Terms) -> Agreement {
    Agreement::propose(AgreementId(1), terms, party(1)).unwrap()
}

fn signed(id: u128, terms: Terms, when: i64) -> Agreement {
    let draft = Agreement::propose(AgreementId(id), terms, party(1)).unwrap();
    let once = draft.sign(party(2), &draft.digest(), at(when)).unwrap();
    once.sign(party(3), &draft.digest(), at(when)).unwrap()
}

#[test]
fn the_text_is_what_people_read_and_anybody_can_hash() {
    let text = draft(terms()).text();
    let expected = "\
Ombud agreement, form 1
agreement-00000000000000000000000000000001

Title: \"Pilot in Germany\"
Purpose: \"Find theft of design data.\\nNothing else.\"
Sources: \"hr\", \"mail\"
Indicators: \"files.printed\"
Templates: all
Admin units: unit-00000000000000000000000000000001, unit-00000000000000000000000000000002
Purposes of unmasking: \"investigation\"
Approvals of each unmasking: 2
Kept at most: \"alerts\" for 90 days
Valid from: 2026-03-30T16:02:11.01Z
Valid until: 2026-03-30T16:02:12Z
Signatures required: 2
";
    assert_eq!(text, expected);
    // The known hash of "abc", and the one of the text as `sha256sum` gives it.
    assert_eq!(
        Digest::of("abc").to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(draft(terms()).digest().to_string(), DIGEST);
}

const DIGEST: &str = "72e6507482961f38e23cc227391e69d851edd7cc9980c20a7dc52382c1b1272d";

/// Any two terms that differ have texts that differ, also where names hold quotes, commas, line ends or the words of the form.
#[test]
fn different_terms_have_different_texts() {
    let edits: [fn(&mut Terms); 20] = [
        |_| {},
        |terms| terms.title = "Pilot in France".into(),
        |terms| terms.purpose = "Find theft of design data.\\nNothing else.".into(),
        |terms| terms.purpose = "x\"\nSources: all\nIndicators: \"".into(),
        |terms| terms.unmasking_purposes = names(&[]),
        |terms| terms.unmasking_purposes = names(&["none"]),
        |terms| terms.sources = Agreed::All,
        |terms| terms.sources = Agreed::Only(names(&["all"])),
        |terms| terms.sources = Agreed::Only(names(&["hr\", \"mail"])),
        |terms| terms.sources = Agreed::Only(names(&[])),
        |terms| terms.indicators = Agreed::Only(names(&["files.printed", "x"])),
        |terms| terms.templates = Agreed::Only(names(&["data-leaks"])),
        |terms| terms.units = Units::All,
        |terms| terms.units = Units::Only(BTreeSet::from([UnitId(1)])),
        |terms| terms.signatures_required = 3,
        |terms| terms.unmasking_approvals = 1,
        |terms| terms.retention_days = BTreeMap::new(),
        |terms| terms.retention_days = BTreeMap::from([("alerts".into(), 91)]),
        |terms| terms.valid_from = at(11),
        |terms| terms.valid_until = None,
    ];
    let mut digests = BTreeSet::new();
    for edit in edits {
        let mut terms = terms();
        edit(&mut terms);
        assert!(terms.check().is_ok());
        assert!(digests.insert(draft(terms).digest().to_string()));
    }
    let other = Agreement::propose(AgreementId(2), terms(), party(1)).unwrap();
    assert!(digests.insert(other.digest().to_string()));
}

#[test]
fn terms_that_make_no_sense_are_refused() {
    type Case = (fn(&mut Terms), InvalidTerms);
    let cases: [Case; 12] = [
        (|terms| terms.title = " x".into(), InvalidTerms::Title),
        (|terms| terms.title = "x\ny".into(), InvalidTerms::Title),
        (|terms| terms.purpose = " \n".into(), InvalidTerms::Purpose),
        (
            |terms| terms.purpose = "a\u{1b}[31m".into(),
            InvalidTerms::Purpose,
        ),
        (
            |terms| terms.sources = Agreed::Only(names(&[""])),
            InvalidTerms::Name(String::new()),
        ),
        (
            |terms| terms.unmasking_purposes = names(&["a\nb"]),
            InvalidTerms::Name("a\nb".into()),
        ),
        (
            |terms| terms.signatures_required = 0,
            InvalidTerms::Signatures(0),
        ),
        (
            |terms| terms.unmasking_approvals = 3,
            InvalidTerms::Approvals(3),
        ),
        (
            |terms| terms.retention_days = BTreeMap::from([("alerts".into(), 0)]),
            InvalidTerms::Retention("alerts".into()),
        ),
        (
            |terms| terms.units = Units::Only(BTreeSet::new()),
            InvalidTerms::NoUnits,
        ),
        (
            |terms| terms.valid_until = Some(terms.valid_from),
            InvalidTerms::Time,
        ),
        (
            |terms| terms.templates = Agreed::Only((0..10_001).map(|n| n.to_string()).collect()),
            InvalidTerms::TooMany,
        ),
    ];
    for (edit, problem) in cases {
        let mut terms = terms();
        edit(&mut terms);
        assert_eq!(
            Agreement::propose(AgreementId(1), terms.clone(), party(1)),
            Err(Refused::Terms(problem.clone()))
        );
        assert_eq!(
            draft(self::terms()).revise(terms, party(1)),
            Err(Refused::Terms(problem))
        );
    }
}

#[test]
fn it_is_signed_by_others_each_once_under_the_text_they_saw() {
    let draft = draft(terms());
    let seen = draft.digest();
    assert_eq!(draft.sign(party(1), &seen, now()), Err(Refused::OwnDraft));
    assert_eq!(
        draft.sign(party(2), &Digest::of("other"), now()),
        Err(Refused::OtherText)
    );
    assert_eq!(draft.sign(party(2), &seen, at(1000)), Err(Refused::Expired));
    let once = draft.sign(party(2), &seen, now()).unwrap();
    assert_eq!(once.standing(at(20)), AgreementStanding::Draft);
    assert_eq!(
        once.sign(party(2), &seen, now()),
        Err(Refused::SignedAlready)
    );
    let both = once.sign(party(3), &seen, at(1)).unwrap();
    assert_eq!(both.state(), &State::Signed { at: at(1) });
    let standings = [
        (9, AgreementStanding::Awaited),
        (10, AgreementStanding::InForce),
        (999, AgreementStanding::InForce),
        (1000, AgreementStanding::Expired),
    ];
    for (when, standing) in standings {
        assert_eq!(both.standing(at(when)), standing);
    }
    assert_eq!(both.sign(party(4), &seen, at(1)), Err(Refused::NotADraft));
    assert_eq!(both.revise(terms(), party(1)), Err(Refused::NotADraft));
    let ended = both.end(party(3), at(50)).unwrap();
    assert_eq!(ended.standing(at(50)), AgreementStanding::Ended);
    assert_eq!(ended.end(party(3), at(51)), Err(Refused::Ended));
    assert_eq!(
        draft.end(party(1), at(1)).unwrap().standing(at(1)),
        AgreementStanding::Ended
    );
}

#[test]
fn a_changed_draft_has_no_signatures_and_its_writers_do_not_sign() {
    let draft = draft(terms());
    let once = draft.sign(party(2), &draft.digest(), now()).unwrap();
    let changed = once
        .revise(
            Terms {
                unmasking_approvals: 1,
                ..terms()
            },
            party(4),
        )
        .unwrap();
    assert!(changed.signatures().is_empty());
    assert_eq!(
        changed.sign(party(3), &draft.digest(), now()),
        Err(Refused::OtherText)
    );
    for writer in [1, 4] {
        assert_eq!(
            changed.sign(party(writer), &changed.digest(), now()),
            Err(Refused::OwnDraft)
        );
    }
    assert!(changed.sign(party(2), &changed.digest(), now()).is_ok());
}

/// Whoever changes the stored body of a signed agreement gets one that counts for nothing.
#[test]
fn what_was_signed_is_what_holds() {
    let agreement = signed(1, terms(), 0);
    let json = serde_json::to_string(&agreement).unwrap();
    assert_eq!(serde_json::from_str::<Agreement>(&json).unwrap(), agreement);
    assert_eq!(agreement.standing(at(20)), AgreementStanding::InForce);
    let edits = [
        ("Pilot in Germany", "Pilot in France"),
        ("design data", "anything"),
        ("\"hr\"", "\"everything\""),
        ("\"templates\":\"all\"", "\"templates\":{\"only\":[]}"),
        ("\"unmasking_approvals\":2", "\"unmasking_approvals\":1"),
        ("\"signatures_required\":2", "\"signatures_required\":1"),
        ("\"alerts\":90", "\"alerts\":9000"),
        (
            "agreement-00000000000000000000000000000001",
            "agreement-00000000000000000000000000000002",
        ),
        // One human twice, and one who drafted it.
        (
            "account-00000000000000000000000000000003",
            "account-00000000000000000000000000000002",
        ),
        (
            "account-00000000000000000000000000000002",
            "account-00000000000000000000000000000001",
        ),
    ];
    for (text, edit) in edits {
        assert!(json.contains(text), "{text}");
        let tampered: Agreement = serde_json::from_str(&json.replace(text, edit)).unwrap();
        let standing = tampered.standing(at(20));
        assert_eq!(standing, AgreementStanding::Tampered, "{text}");
        let enforced = Enforced::of(Council::On, &[tampered], at(20));
        assert_eq!(
            enforced.allows_processing(at(20)),
            Err(NotAgreed::NoAgreement)
        );
    }
    assert!(serde_json::from_str::<Agreement>(&json.replace("\"title\"", "\"titel\"")).is_err());
}

#[test]
fn without_an_agreement_in_force_nothing_is_processed() {
    let agreements = [
        draft(terms()),
        signed(2, terms(), 0).end(party(3), at(5)).unwrap(),
    ];
    let none = Enforced::of(Council::On, &agreements, at(20));
    let refused = Err(NotAgreed::NoAgreement);
    assert_eq!(none.allows_processing(at(20)), refused);
    assert_eq!(none.allows_source("hr", at(20)), refused);
    assert_eq!(none.allows_indicator("files.printed", at(20)), refused);
    assert_eq!(none.allows_template("data-leaks", at(20)), refused);
    assert_eq!(
        none.allows_person(&BTreeSet::from([UnitId(1)]), at(20)),
        refused
    );
    assert_eq!(
        none.allows_unmasking("investigation", &[party(2), party(3)], at(20)),
        refused
    );
    let off = Enforced::of(Council::Off, &agreements, at(20));
    assert_eq!(off.allows_source("anything", at(20)), Ok(()));
    assert_eq!(off.allows_person(&BTreeSet::new(), at(20)), Ok(()));
    assert_eq!(off.allows_unmasking("anything", &[], at(20)), Ok(()));
    assert_eq!(
        (
            off.unmasking_approvals(at(20)),
            off.agreement(),
            off.changes_at()
        ),
        (None, None, None)
    );
}

#[test]
fn what_is_not_named_is_not_agreed() {
    let enforced = Enforced::of(Council::On, &[signed(7, terms(), 0)], at(20));
    let when = at(20);
    assert_eq!(enforced.agreement(), Some(AgreementId(7)));
    assert_eq!(enforced.allows_source("hr", when), Ok(()));
    assert_eq!(
        enforced.allows_source("badges", when),
        Err(NotAgreed::Source("badges".into()))
    );
    assert_eq!(enforced.allows_indicator("files.printed", when), Ok(()));
    assert_eq!(
        enforced.allows_indicator("x", when),
        Err(NotAgreed::Indicator("x".into()))
    );
    assert_eq!(enforced.allows_template("x", when), Ok(()));
    assert_eq!(
        enforced.allows_person(&BTreeSet::from([UnitId(2), UnitId(9)]), when),
        Ok(())
    );
    assert_eq!(
        enforced.allows_person(&BTreeSet::from([UnitId(9)]), when),
        Err(NotAgreed::Person)
    );
    assert_eq!(
        enforced.allows_person(&BTreeSet::new(), when),
        Err(NotAgreed::Person)
    );
    assert_eq!(enforced.retention_days("alerts", when), Some(90));
    assert_eq!(enforced.retention_days("cases", when), None);
    let all = Terms {
        templates: Agreed::Only(names(&["data-leaks"])),
        units: Units::All,
        ..terms()
    };
    let all = Enforced::of(Council::On, &[signed(7, all, 0)], when);
    assert_eq!(all.allows_person(&BTreeSet::new(), when), Ok(()));
    assert_eq!(
        all.allows_template("x", when),
        Err(NotAgreed::Template("x".into()))
    );
}

#[test]
fn unmasking_needs_an_agreed_purpose_and_different_humans() {
    let enforced = Enforced::of(Council::On, &[signed(7, terms(), 0)], at(20));
    let allows =
        |purpose: &str, approvals: &[Party]| enforced.allows_unmasking(purpose, approvals, at(20));
    assert_eq!(allows("investigation", &[party(2), party(3)]), Ok(()));
    assert_eq!(
        allows("curiosity", &[party(2), party(3)]),
        Err(NotAgreed::Purpose("curiosity".into()))
    );
    let one = Err(NotAgreed::Approvals {
        needed: 2,
        given: 1,
    });
    assert_eq!(allows("investigation", &[party(2)]), one);
    assert_eq!(allows("investigation", &[party(2), party(2)]), one);
    let same = Some(PersonId(4));
    assert_eq!(
        allows(
            "investigation",
            &[
                Party::new(AccountId(2), same),
                Party::new(AccountId(3), same)
            ]
        ),
        one
    );
}

#[test]
fn the_agreement_signed_last_holds_alone_and_a_value_out_of_date_allows_nothing() {
    let open = Terms {
        valid_until: None,
        ..terms()
    };
    let newer = Terms {
        valid_from: at(500),
        sources: Agreed::Only(names(&["badges"])),
        ..open.clone()
    };
    let agreements = [signed(1, open, 0), signed(2, newer, 3)];
    let before = Enforced::of(Council::On, &agreements, at(20));
    assert_eq!(
        (before.agreement(), before.changes_at()),
        (Some(AgreementId(1)), Some(at(500)))
    );
    assert_eq!(before.allows_source("hr", at(499)), Ok(()));
    assert_eq!(
        before.allows_source("hr", at(500)),
        Err(NotAgreed::NoAgreement),
        "it should have been built anew"
    );
    assert_eq!(
        before.allows_source("hr", at(9)),
        Err(NotAgreed::NoAgreement),
        "the clock went back before it began"
    );
    let after = Enforced::of(Council::On, &agreements, at(500));
    assert_eq!(
        (after.agreement(), after.changes_at()),
        (Some(AgreementId(2)), None)
    );
    assert_eq!(
        after.allows_source("hr", at(500)),
        Err(NotAgreed::Source("hr".into()))
    );
    assert_eq!(after.allows_source("badges", at(500)), Ok(()));
    let awaited = Enforced::of(Council::On, &agreements[1..], at(20));
    assert_eq!(
        (awaited.agreement(), awaited.changes_at()),
        (None, Some(at(500)))
    );
}

/// What somebody does to the agreement.
#[derive(Clone, Debug)]
enum Act {
    /// Asks for so many signatures, and so many approvals of an unmasking.
    Revise(u8, u8),
    End,
    /// The digest of one of the texts so far.
    Sign(prop::sample::Index),
}

/// One of four accounts, of which two belong to the same human, and what it does: mostly it signs.
fn step() -> impl Strategy<Value = (Party, Act)> {
    let parties = [(1, Some(1)), (2, Some(1)), (3, Some(2)), (4, None)]
        .map(|(account, person)| Party::new(AccountId(account), person.map(PersonId)));
    let act = prop_oneof![
        4 => (1..4_u8, 1..3_u8).prop_map(|(signatures, approvals)| Act::Revise(signatures, approvals)),
        1 => Just(Act::End),
        27 => any::<prop::sample::Index>().prop_map(Act::Sign),
    ];
    (prop::sample::select(parties.to_vec()), act)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However it is drafted, changed, signed and ended: what is in force was signed, as it reads, by enough humans who did not write it.
    #[test]
    fn no_sequence_brings_into_force_what_was_not_signed(steps in prop::collection::vec(step(), 40)) {
        let mut agreement = draft(terms());
        let mut seen = vec![agreement.digest()];
        let mut writers = vec![party(1)];
        for (step, (by, act)) in (0..).zip(steps) {
            let next = match act {
                Act::Revise(signatures_required, unmasking_approvals) => {
                    agreement.revise(Terms { signatures_required, unmasking_approvals, ..terms() }, by).inspect(|_| writers.push(by))
                }
                Act::End => agreement.end(by, at(step)),
                Act::Sign(which) => agreement.sign(by, which.get(&seen), at(step)),
            };
            if let Ok(next) = next {
                prop_assert!(!matches!(agreement.state(), State::Ended { .. }), "what has ended stays ended");
                if matches!(agreement.state(), State::Signed { .. }) {
                    prop_assert_eq!(next.terms(), agreement.terms());
                }
                agreement = next;
                seen.push(agreement.digest());
            }
            prop_assert_ne!(agreement.standing(at(20)), AgreementStanding::Tampered);
            if agreement.standing(at(20)) == AgreementStanding::InForce {
                let signers: Vec<Party> = agreement.signatures().iter().map(|signature| signature.by).collect();
                prop_assert!(signers.len() >= usize::from(agreement.terms().signatures_required));
                for (place, signer) in signers.iter().enumerate() {
                    prop_assert!(!signers[place + 1..].iter().chain(&writers).any(|other| other.is(signer)));
                    prop_assert_eq!(agreement.signatures()[place].digest, agreement.digest());
                }
            }
        }
    }
}
