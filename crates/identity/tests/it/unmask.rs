//! Ten thousand random lives of unmaskings against a naive model, with the real vault behind them. The log, the vault's own counter and
//! the model must agree on every name that was shown, and none may be shown without its approvals, or after its end.
//!
//! The harness is itself tested: each planted fault must be found.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use ombud_identity::unmask::{RevealOutcome, reconcile};
use ombud_model::Timestamp;

mod model;
mod real;

use model::{Model, Wish};
use real::{Keys, Real};

const SEQUENCES: u64 = 10_000;
const STEPS: u64 = 24;
const ACCOUNTS: u64 = 6;
const PERSONS: usize = 2;
const NAMES_A_DAY: u32 = 3;
const LAPSE: i64 = 7 * 24 * 60;
const DAY: i64 = 24 * 60;

/// What somebody tries, at a minute.
#[derive(Clone, Copy, Debug)]
enum Act {
    Request {
        who: u64,
        person: usize,
        two: bool,
        minutes: u32,
    },
    Approve {
        who: u64,
        wish: usize,
    },
    Deny {
        who: u64,
        wish: usize,
    },
    Withdraw {
        who: u64,
        wish: usize,
    },
    Revoke {
        who: u64,
        wish: usize,
    },
    Expire {
        wish: usize,
    },
    Reveal {
        who: u64,
        wish: usize,
        person: usize,
    },
}

/// Mistakes that the harness must find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    None,
    RevocationIsLost,
    CountIsForgotten,
    IntentIsForgotten,
    ClockStands,
    AnybodyMayLook,
    OwnApprovalCounts,
    NoDailyLimit,
}

/// SplitMix64: enough to vary, and the same for ever.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) % limit
    }

    fn act(&mut self, model: &Model) -> Act {
        let who = self.below(ACCOUNTS);
        // The south has few to approve, so most of it happens in the north.
        let person = usize::from(self.below(4) == 0);
        let wishes = model.wishes.len() as u64;
        if wishes == 0 || self.below(8) == 0 {
            return Act::Request {
                who,
                person,
                two: self.below(2) == 0,
                minutes: 1 + self.below(900) as u32,
            };
        }
        let mut wish = self.below(wishes) as usize;
        // Mostly one that is not over yet, so that there is something left to be done.
        for _ in 0..4 {
            if model.wishes[wish].over {
                wish = self.below(wishes) as usize;
            }
        }
        match self.below(14) {
            // Half of the time by one who may well be the right one.
            0..5 => Act::Approve {
                who: if self.below(2) == 0 {
                    who
                } else {
                    [0, 1, 5][self.below(3) as usize]
                },
                wish,
            },
            5 => Act::Deny { who, wish },
            6 => Act::Withdraw { who, wish },
            7 => Act::Revoke { who, wish },
            8 => Act::Expire { wish },
            _ if self.below(4) > 0 => {
                let wish = model
                    .wishes
                    .iter()
                    .rposition(|wish| wish.live().is_some())
                    .unwrap_or(wish);
                Act::Reveal {
                    who: model.wishes[wish].viewer,
                    wish,
                    person: model.wishes[wish].person,
                }
            }
            _ => Act::Reveal { who, wish, person },
        }
    }

    /// Mostly a little later, sometimes much later, sometimes a clock that is set back.
    fn minutes(&mut self) -> i64 {
        match self.below(12) {
            0 => -(self.below(400) as i64),
            1 => self.below(9_000) as i64,
            _ => self.below(90) as i64,
        }
    }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + minute * 60_000).unwrap()
}

/// What the sequences together have tried.
#[derive(Default, Debug)]
struct Tally {
    shown: u64,
    refused: u64,
    approved: u64,
    revoked: u64,
    after_the_end: u64,
}

/// One sequence; the first difference, if there is one.
fn run(seed: u64, keys: &Keys, fault: Fault, tally: &mut Tally) -> Result<(), String> {
    let mut dice = Dice(seed);
    let mut model = Model::default();
    let mut real = Real::new(keys, fault);
    let mut minute = 20_000;
    let mut trace: Vec<(Act, i64)> = Vec::new();
    for _ in 0..STEPS {
        let act = dice.act(&model);
        minute += dice.minutes();
        let expected = model.takes(act, minute);
        let (done, name) = real.takes(act, at(minute));
        if done != expected {
            return Err(format!(
                "seed {seed}, {act:?} at {minute}: done {done}, the model says {expected}; before: {trace:?}"
            ));
        }
        if let Act::Reveal { wish, person, .. } = act {
            match &name {
                Some(name) => {
                    check_shown(&trace, wish, minute, &model.wishes[wish]).and_then(|()| {
                        if *name == keys.persons[person].2 {
                            Ok(())
                        } else {
                            Err(format!("seed {seed}: another name"))
                        }
                    })?
                }
                None => tally.after_the_end += u64::from(model.wishes[wish].over),
            }
        } else if name.is_some() {
            return Err(format!("seed {seed}: {act:?} gave a name"));
        }
        tally.count(act, done);
        if done {
            trace.push((act, minute));
        }
    }
    let agreed = reconcile(real.counter, &real.log)
        .map_err(|mismatch| format!("seed {seed}: {mismatch}"))?;
    let in_the_log = real
        .log
        .iter()
        .filter(|reveal| reveal.outcome == RevealOutcome::Shown)
        .count() as u64;
    if (agreed.shown, agreed.open) == (in_the_log, 0) && in_the_log == model.shown.len() as u64 {
        Ok(())
    } else {
        Err(format!(
            "seed {seed}: {agreed:?}, {in_the_log} in the log, {} in the model",
            model.shown.len()
        ))
    }
}

/// The promise itself, from the bare trace of what was done: enough distinct others approved before, nothing ended it, the time is not over.
fn check_shown(trace: &[(Act, i64)], wish: usize, now: i64, about: &Wish) -> Result<(), String> {
    let mut approvers = BTreeSet::new();
    let mut live_since = None;
    for (act, minute) in trace {
        match *act {
            Act::Approve { who, wish: of } if of == wish => {
                approvers.insert(Model::who_it_is(who));
                live_since = Some(*minute);
            }
            Act::Deny { wish: of, .. }
            | Act::Withdraw { wish: of, .. }
            | Act::Revoke { wish: of, .. }
            | Act::Expire { wish: of }
                if of == wish =>
            {
                return Err(format!("shown after {act:?}"));
            }
            _ => {}
        }
    }
    approvers.remove(&Model::who_it_is(about.viewer));
    approvers.remove(&4);
    let in_time = live_since.is_some_and(|since| since <= now && now < since + about.minutes);
    if approvers.len() == about.needed && in_time {
        Ok(())
    } else {
        Err(format!("shown with {approvers:?} at {now}"))
    }
}

impl Tally {
    fn count(&mut self, act: Act, done: bool) {
        match act {
            Act::Reveal { .. } if done => self.shown += 1,
            Act::Approve { .. } if done => self.approved += 1,
            Act::Revoke { .. } if done => self.revoked += 1,
            _ if !done => self.refused += 1,
            _ => {}
        }
    }
}

#[test]
fn ten_thousand_lives_of_unmaskings_agree_with_the_model() {
    let keys = Keys::new();
    let mut tally = Tally::default();
    for seed in 0..SEQUENCES {
        run(seed, &keys, Fault::None, &mut tally).unwrap();
    }
    // The sequences must have come to the places that matter.
    assert!(
        tally.shown > 5_000 && tally.approved > 5_000 && tally.revoked > 500,
        "{tally:?}"
    );
    assert!(
        tally.refused > 20_000 && tally.after_the_end > 1_000,
        "{tally:?}"
    );
}

#[test]
fn every_planted_fault_is_found() {
    let keys = Keys::new();
    for fault in [
        Fault::RevocationIsLost,
        Fault::CountIsForgotten,
        Fault::IntentIsForgotten,
        Fault::ClockStands,
        Fault::AnybodyMayLook,
        Fault::OwnApprovalCounts,
        Fault::NoDailyLimit,
    ] {
        let found =
            (0..3_000).find_map(|seed| run(seed, &keys, fault, &mut Tally::default()).err());
        assert!(found.is_some(), "{fault:?} was not found");
    }
}
