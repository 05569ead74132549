//! API tokens: their text, what they may do, and how they end.

use std::collections::BTreeSet;

use ombud_accounts::api_token::{ApiTokenRequest, LONGEST_DAYS};
use ombud_accounts::{Account, ApiToken, ApiTokenRecord, ApiTokenRefused, PresentedToken};
use ombud_identity::{OsEntropy, SourceToken};
use ombud_model::operation::Assurance;
use ombud_model::{AccountId, AccountKind, Operation, Timestamp};
use proptest::prelude::*;

use crate::accounts::{active, at};

const DAY: i64 = 86_400;

fn request(operations: &[Operation], days: u32) -> ApiTokenRequest {
    ApiTokenRequest {
        name: "nightly export".to_owned(),
        operations: operations.iter().copied().collect(),
        days,
    }
}

fn issue(
    operations: &[Operation],
    days: u32,
) -> Result<(ApiToken, ApiTokenRecord), ApiTokenRefused> {
    ApiTokenRecord::issue(&active(), request(operations, days), at(0), &mut OsEntropy)
}

#[test]
fn a_token_does_what_it_was_issued_for_and_nothing_else() {
    let (token, record) = issue(&[Operation::ListAlerts, Operation::ReadAlert], 30).unwrap();
    for &operation in Operation::ALL {
        let verdict = record.judge(&token, &active(), operation, at(1));
        let expected = match operation {
            Operation::ListAlerts | Operation::ReadAlert => Ok(()),
            _ if operation.assurance() == Assurance::Fresh => {
                Err(ApiTokenRefused::NeedsPerson(operation))
            }
            _ => Err(ApiTokenRefused::Operation(operation)),
        };
        assert_eq!(verdict, expected);
    }
}

#[test]
fn what_needs_a_person_cannot_be_put_into_a_token() {
    for &operation in Operation::ALL {
        let issued = issue(&[operation], 30).map(|_| ());
        let expected = if operation.assurance() == Assurance::Fresh {
            Err(ApiTokenRefused::NeedsPerson(operation))
        } else {
            Ok(())
        };
        assert_eq!(issued, expected);
    }
}

#[test]
fn a_token_ends() {
    let (token, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let judge = |record: &ApiTokenRecord, account: &Account, now: Timestamp| {
        record.judge(&token, account, Operation::ListAlerts, now)
    };
    assert_eq!(judge(&record, &active(), at(30 * DAY - 1)), Ok(()));
    assert_eq!(
        judge(&record, &active(), at(30 * DAY)),
        Err(ApiTokenRefused::Expired)
    );
    assert_eq!(
        judge(&record, &active(), at(-DAY)),
        Err(ApiTokenRefused::Expired),
        "the clock went back"
    );
    assert_eq!(
        judge(&record, &active().disabled(at(1)), at(2)),
        Err(ApiTokenRefused::Account)
    );
    let revoked = record.clone().revoked(at(5)).revoked(at(9));
    assert_eq!(revoked.revoked, Some(at(5)));
    assert_eq!(
        judge(&revoked, &active(), at(6)),
        Err(ApiTokenRefused::Revoked)
    );
    let (other, _) = issue(&[Operation::ListAlerts], 30).unwrap();
    assert_eq!(
        revoked.judge(&other, &active(), Operation::ListAlerts, at(6)),
        Err(ApiTokenRefused::Unknown),
        "proof first"
    );
    let mut stranger = active();
    stranger.id = AccountId(99);
    assert_eq!(
        judge(&record, &stranger, at(1)),
        Err(ApiTokenRefused::Unknown)
    );
}

#[test]
fn what_is_asked_for_must_make_sense() {
    let refused = |request: ApiTokenRequest, account: &Account| {
        ApiTokenRecord::issue(account, request, at(0), &mut OsEntropy)
            .map(|_| ())
            .unwrap_err()
    };
    let list = [Operation::ListAlerts];
    assert_eq!(
        refused(request(&[], 30), &active()),
        ApiTokenRefused::NoOperation
    );
    assert_eq!(
        refused(request(&list, 0), &active()),
        ApiTokenRefused::Lifetime
    );
    assert_eq!(
        refused(request(&list, LONGEST_DAYS + 1), &active()),
        ApiTokenRefused::Lifetime
    );
    assert_eq!(
        refused(request(&list, 30), &active().disabled(at(0))),
        ApiTokenRefused::Account
    );
    for name in ["", "   ", "a\nb", &"n".repeat(101)] {
        let request = ApiTokenRequest {
            name: name.to_owned(),
            ..request(&list, 30)
        };
        assert_eq!(
            refused(request, &active()),
            ApiTokenRefused::Name,
            "{name:?}"
        );
    }
    let robot = Account::create(
        AccountId(8),
        "siem".parse().unwrap(),
        "SIEM".parse().unwrap(),
        AccountKind::Integration,
        at(0),
    );
    assert!(
        ApiTokenRecord::issue(&robot, request(&list, LONGEST_DAYS), at(0), &mut OsEntropy).is_ok()
    );
}

#[test]
fn the_text_has_its_form_and_is_kept_nowhere() {
    let (token, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let text = token.reveal();
    let parts: Vec<&str> = text.split('_').collect();
    assert_eq!(
        parts.iter().map(|part| part.len()).collect::<Vec<_>>(),
        [5, 3, 32, 64, 8]
    );
    assert_eq!(
        format!("token-{}", parts[2]),
        record.id.to_string(),
        "the holder can find it in the list"
    );
    let stored = serde_json::to_string(&record).unwrap();
    assert!(!stored.contains(parts[3]) && !format!("{token:?}{record:?}").contains(parts[3]));
    let back: ApiTokenRecord = serde_json::from_str(&stored).unwrap();
    let presented = ApiToken::parse(&text).unwrap();
    assert_eq!(
        back.judge(&presented, &active(), Operation::ListAlerts, at(1)),
        Ok(())
    );
}

#[test]
fn a_record_moved_to_another_id_takes_no_token() {
    let (token, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let (_, other) = issue(&[Operation::ReadAlert], 30).unwrap();
    let mut forged = serde_json::to_value(&other).unwrap();
    forged["hash"] = serde_json::to_value(&record).unwrap()["hash"].clone();
    let forged: ApiTokenRecord = serde_json::from_value(forged).unwrap();
    assert_eq!(
        forged.judge(&token, &active(), Operation::ReadAlert, at(1)),
        Err(ApiTokenRefused::Unknown)
    );
}

#[test]
fn the_last_use_is_noted_once_a_day() {
    let (_, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let used = record.used(at(10)).unwrap();
    assert_eq!(used.last_used, Some(at(10).day()));
    assert!(used.used(at(11)).is_none() && used.used(at(-DAY)).is_none());
    assert!(used.used(at(DAY)).is_some());
}

#[test]
fn kinds_of_tokens_do_not_mix() {
    let (source, hash) = SourceToken::generate("m365", &mut OsEntropy).unwrap();
    assert!(
        matches!(PresentedToken::parse(source.reveal()), Some(PresentedToken::Source(text)) if hash.accepts("m365", text))
    );
    let (token, _) = issue(&[Operation::ListAlerts], 30).unwrap();
    assert!(matches!(
        PresentedToken::parse(&token.reveal()),
        Some(PresentedToken::Api(_))
    ));
    assert!(!hash.accepts("m365", &token.reveal()));
    assert!(PresentedToken::parse("Basic bWlhOnBhc3N3b3Jk").is_none());
}

#[test]
fn every_changed_character_is_refused() {
    let (token, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let text = token.reveal();
    for at in 0..text.len() {
        for replacement in ['0', 'f', 'A', '_', ' '] {
            let mut changed: Vec<char> = text.chars().collect();
            if changed[at] == replacement {
                continue;
            }
            changed[at] = replacement;
            let changed: String = changed.into_iter().collect();
            assert!(ApiToken::parse(&changed).is_none(), "{at} {replacement}");
        }
    }
    assert_eq!(record.operations, BTreeSet::from([Operation::ListAlerts]));
}

proptest! {
    #[test]
    fn any_text_is_a_token_or_not(text in "\\PC{0,40}|(ombud_(api|src)_)?([0-9a-f]{0,64}_?){0,4}|ombud_api_[0-9a-f]{32}_[0-9a-f]{64}_[0-9a-f]{8}") {
        match PresentedToken::parse(&text) {
            Some(PresentedToken::Api(token)) => {
                let back = token.reveal();
                prop_assert!(back.as_str() == text);
            }
            Some(PresentedToken::Source(source)) => prop_assert_eq!(source, &text),
            None => prop_assert!(!text.starts_with("ombud_src_")),
        }
    }

    #[test]
    fn a_token_comes_back_whole(id in any::<u128>(), secret in any::<[u8; 32]>()) {
        let mut first = true;
        let mut entropy = |bytes: &mut [u8]| {
            if std::mem::take(&mut first) { bytes.copy_from_slice(&id.to_be_bytes()) } else { bytes.copy_from_slice(&secret) }
        };
        let (token, record) = ApiTokenRecord::issue(&active(), request(&[Operation::ListAlerts], 1), at(0), &mut entropy).unwrap();
        let back = ApiToken::parse(&token.reveal()).unwrap();
        prop_assert_eq!(back.id(), record.id);
        prop_assert_eq!(record.judge(&back, &active(), Operation::ListAlerts, at(1)), Ok(()));
    }
}

#[test]
fn a_token_from_before_a_reset_is_over_and_one_without_an_epoch_lives_until_the_next() {
    let (token, record) = issue(&[Operation::ListAlerts], 30).unwrap();
    let judged = |record: &ApiTokenRecord, account: &Account| {
        record.judge(&token, account, Operation::ListAlerts, at(9))
    };
    let reset = active().reset(at(3)).unwrap();
    let reset = reset
        .with_password(crate::accounts::some_password(), at(4))
        .unwrap()
        .activated(at(5))
        .unwrap();
    assert_eq!(judged(&record, &active().sessions_ended(at(3))), Ok(()));
    assert_eq!(judged(&record, &reset), Err(ApiTokenRefused::Revoked));
    assert!(record.is_revoked(&reset) && !record.is_revoked(&active()));
    // As an earlier program stored it.
    let mut stored = serde_json::to_value(&record).unwrap();
    stored.as_object_mut().unwrap().remove("epoch");
    let stored: ApiTokenRecord = serde_json::from_value(stored).unwrap();
    assert_eq!(judged(&stored, &active()), Ok(()));
    assert_eq!(judged(&stored, &reset), Err(ApiTokenRefused::Revoked));
}
