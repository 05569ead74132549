//! Passwords: what may be chosen, what is kept, and that the work is the same for everybody.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use ombud_accounts::password::{Checked, check};
use ombud_accounts::{
    HashCost, HashingQueue, LoginName, PasswordHash, PasswordRefused, PasswordRules, QueueFull,
    Seat,
};
use ombud_identity::OsEntropy;
use proptest::prelude::*;

const CHEAP: HashCost = HashCost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};

fn hashing_queue() -> HashingQueue {
    HashingQueue::new(NonZeroUsize::MIN, 0)
}

fn seat() -> Seat {
    hashing_queue().begin().unwrap()
}

fn hash(password: &str) -> PasswordHash {
    PasswordHash::create(&seat(), CHEAP, password, &mut OsEntropy).unwrap()
}

#[test]
fn length_and_the_login_name_decide_and_nothing_else() {
    let login: LoginName = "mia.berg@corp.test".parse().unwrap();
    let judge = |password: &str| PasswordRules::default().judge(password, &login);
    assert_eq!(judge("elf chars!!"), Err(PasswordRefused::TooShort));
    assert_eq!(judge("zwölf Zeichn"), Ok(()));
    assert_eq!(judge(&"gfdk".repeat(40)), Err(PasswordRefused::TooLong));
    assert_eq!(
        judge(&"äöüß-tür".chars().cycle().take(128).collect::<String>()),
        Ok(()),
        "characters are counted, not bytes"
    );
    assert_eq!(judge("lowercase words only"), Ok(()));
    assert_eq!(judge("   spaces   count   too "), Ok(()));
    assert_eq!(
        judge("xx-Mia.Berg-2026-yy"),
        Err(PasswordRefused::ContainsLogin)
    );
    assert_eq!(judge("Summer2026!Summer"), Err(PasswordRefused::Common));
    let short: LoginName = "al".parse().unwrap();
    assert_eq!(
        PasswordRules::default().judge("walking along the canal", &short),
        Ok(())
    );
    let own = PasswordRules {
        words: vec!["Norrland".to_owned()],
    };
    assert_eq!(
        own.judge("Norrland2026!", &login),
        Err(PasswordRefused::Common)
    );
}

#[test]
fn a_password_is_taken_exactly_as_typed() {
    let kept = hash("correct horse battery");
    assert_eq!(
        check(&seat(), CHEAP, Some(&kept), "correct horse battery"),
        Checked::Right
    );
    for wrong in [
        "correct horse batterY",
        "correct horse battery ",
        " correct horse battery",
        "correct horse batter",
        "",
    ] {
        assert_eq!(
            check(&seat(), CHEAP, Some(&kept), wrong),
            Checked::Wrong,
            "{wrong:?}"
        );
    }
    let accents = hash("caf\u{e9} caf\u{e9} caf\u{e9}");
    assert_eq!(
        check(
            &seat(),
            CHEAP,
            Some(&accents),
            "cafe\u{301} cafe\u{301} cafe\u{301}"
        ),
        Checked::Wrong
    );
}

#[test]
fn the_same_password_is_kept_differently_and_its_cost_is_written_down() {
    let (one, two) = (hash("correct horse battery"), hash("correct horse battery"));
    assert_ne!(one, two);
    let text = String::from(one.clone());
    assert!(text.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{text}");
    assert_eq!(one.cost(), CHEAP);
    assert_eq!(format!("{one:?}"), "PasswordHash(..)");
    assert_eq!(
        serde_json::from_str::<PasswordHash>(&serde_json::to_string(&one).unwrap()).unwrap(),
        one
    );
}

#[test]
fn another_cost_asks_for_a_new_hash_when_the_password_is_right() {
    let kept = hash("correct horse battery");
    let dearer = HashCost {
        memory_kib: 128,
        ..CHEAP
    };
    assert_eq!(
        check(&seat(), dearer, Some(&kept), "correct horse battery"),
        Checked::RightButRehash
    );
    assert_eq!(
        check(&seat(), dearer, Some(&kept), "correct horse batterx"),
        Checked::Wrong
    );
    let again =
        PasswordHash::create(&seat(), dearer, "correct horse battery", &mut OsEntropy).unwrap();
    assert_eq!(
        check(&seat(), dearer, Some(&again), "correct horse battery"),
        Checked::Right
    );
}

#[test]
fn the_default_cost_is_the_recommended_one() {
    let cost = HashCost::default().checked().unwrap();
    assert_eq!((cost.memory_kib, cost.passes, cost.lanes), (19_456, 2, 1));
    assert!(
        HashCost {
            memory_kib: 47_104,
            passes: 1,
            lanes: 1
        }
        .checked()
        .is_ok()
    );
    for weak in [
        HashCost {
            memory_kib: 19_455,
            ..cost
        },
        HashCost { passes: 1, ..cost },
        HashCost { lanes: 0, ..cost },
        HashCost {
            memory_kib: u32::MAX,
            ..cost
        },
        HashCost {
            passes: 1_000,
            ..cost
        },
    ] {
        assert!(weak.checked().is_err(), "{weak:?}");
    }
}

/// The known answer of the reference implementation's command line for `password` and `somesalt` at 2^8 KiB, 2 passes, 1 lane.
#[test]
fn the_hash_is_that_of_the_reference_implementation() {
    let text =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let kept = PasswordHash::try_from(text.to_owned()).unwrap();
    assert_eq!(
        check(&seat(), kept.cost(), Some(&kept), "password"),
        Checked::Right
    );
    assert_eq!(
        check(&seat(), kept.cost(), Some(&kept), "passwore"),
        Checked::Wrong
    );
}

#[test]
fn what_is_no_argon2id_hash_or_asks_for_too_much_is_refused_when_read() {
    let good = String::from(hash("correct horse battery"));
    for wrong in [
        String::new(),
        "correct horse battery".to_owned(),
        good.replace("argon2id", "argon2i"),
        good.replace("v=19", "v=16"),
        good.replace("m=64", "m=4294967295"),
        good.replace("t=1", "t=1000"),
        good.replace("p=1", "p=255"),
        good.rsplit_once('$').unwrap().0.to_owned(),
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW".to_owned(),
    ] {
        assert!(PasswordHash::try_from(wrong.clone()).is_err(), "{wrong}");
    }
}

/// Counts what is drawn and hashed: an unknown login name takes the same path as a known one, through the same cost.
#[test]
fn an_unknown_login_name_is_wrong_and_needs_a_seat_too() {
    let queue = hashing_queue();
    let held = queue.begin().unwrap();
    assert_eq!(
        check(&held, CHEAP, None, "correct horse battery"),
        Checked::Wrong
    );
    assert_eq!(
        queue.begin().unwrap_err(),
        QueueFull,
        "nobody hashes beside the seats"
    );
    let long = "a".repeat(129);
    assert_eq!(check(&held, CHEAP, None, &long), Checked::Wrong);
    assert_eq!(
        check(&held, CHEAP, Some(&hash("correct horse battery")), &long),
        Checked::Wrong
    );
}

/// 200 people at once: never more than two hashes at a time, and whoever does not fit is told so.
#[test]
fn a_login_storm_is_bounded() {
    let queue = HashingQueue::new(NonZeroUsize::new(2).unwrap(), 10);
    let kept = hash("correct horse battery");
    let (now, most, passed, refused) = (
        AtomicUsize::new(0),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
    );
    std::thread::scope(|scope| {
        for _ in 0..200 {
            scope.spawn(|| {
                let Ok(seat) = queue.begin() else {
                    refused.fetch_add(1, Ordering::SeqCst);
                    return;
                };
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                assert_eq!(
                    check(&seat, CHEAP, Some(&kept), "correct horse battery"),
                    Checked::Right
                );
                now.fetch_sub(1, Ordering::SeqCst);
                passed.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    assert!(most.load(Ordering::SeqCst) <= 2);
    assert_eq!(
        passed.load(Ordering::SeqCst) + refused.load(Ordering::SeqCst),
        200
    );
    assert!(passed.load(Ordering::SeqCst) >= 2);
    assert_eq!(queue.load(), (0, 0));
}

proptest! {
    #[test]
    fn any_text_is_judged_and_any_stored_text_is_read(password in ".{0,140}", stored in "(\\$argon2id\\$v=19)?.{0,80}") {
        let login: LoginName = "mia.berg".parse().unwrap();
        let length = password.chars().count();
        let verdict = PasswordRules::default().judge(&password, &login);
        prop_assert_eq!(verdict == Err(PasswordRefused::TooShort), length < 12);
        prop_assert_eq!(verdict == Err(PasswordRefused::TooLong), length > 128);
        let _ = PasswordHash::try_from(stored);
    }
}
