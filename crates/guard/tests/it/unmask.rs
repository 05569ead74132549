//! Ten thousand random lives of unmaskings against a naive model, with the real vault behind them. The log, the vault's own counter and
//! the model must agree on every name that was shown, and none may be shown without its approvals, or after its end.
//!
//! The harness is itself tested: each planted fault must be found.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use ombud_guard::unmask::{
    Acting, ApprovalsNeeded, Ask, Asked, DenialGround, GrantTag, Intent, Minutes, Nature, Party,
    Purpose, Release, ReleaseCounter, Reveal, RevealOutcome, RevocationGround, Scope, UnmaskRules,
    UnmaskRulesDraft, Unmasking, reconcile,
};
use ombud_guard::vault::{open_identity, seal_identity};
use ombud_guard::{MasterKey, OsEntropy, PersonKey};
use ombud_model::{AccountId, CaseId, PersonId, Timestamp, UnitId, UnmaskingId};

const SEQUENCES: u64 = 10_000;
const STEPS: u64 = 24;
const ACCOUNTS: u64 = 6;
const PERSONS: usize = 2;
const NAMES_A_DAY: u32 = 3;
const LAPSE: i64 = 7 * 24 * 60;
const DAY: i64 = 24 * 60;

const NORTH: &[UnitId] = &[UnitId(1)];
const SOUTH: &[UnitId] = &[UnitId(2)];

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

/// Account 4 is a machine; 0 to 2 and 4 work in the north, 3 in the south, 5 everywhere.
fn acting(who: u64) -> Acting<'static> {
    let nature = if who == 4 {
        Nature::Machine
    } else {
        Nature::Human
    };
    let scope = match who {
        3 => Scope::Units(SOUTH),
        5 => Scope::Everyone,
        _ => Scope::Units(NORTH),
    };
    // Accounts 1 and 2 belong to one human being.
    let person = matches!(who, 1 | 2).then_some(PersonId(77));
    Acting {
        party: Party::new(AccountId(u128::from(who)), person),
        nature,
        scope,
    }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + minute * 60_000).unwrap()
}

/// The rules again, in minutes and small numbers, written without a look at the code under test.
#[derive(Default)]
struct Model {
    wishes: Vec<Wish>,
    /// Who was shown a name, at which minute.
    shown: Vec<(u64, i64)>,
}

struct Wish {
    viewer: u64,
    person: usize,
    needed: usize,
    minutes: i64,
    asked: i64,
    approvals: Vec<(u64, i64)>,
    over: bool,
}

impl Model {
    fn reaches(who: u64, person: usize) -> bool {
        match who {
            5 => true,
            3 => person == 1,
            _ => person == 0,
        }
    }

    /// Accounts 1 and 2 are one human being.
    fn who_it_is(account: u64) -> u64 {
        if account == 2 { 1 } else { account }
    }

    fn is_human(who: u64) -> bool {
        who != 4
    }

    /// Whether the act must succeed; if so, it has happened.
    fn takes(&mut self, act: Act, now: i64) -> bool {
        match act {
            Act::Request {
                who,
                person,
                two,
                minutes,
            } => {
                let ok = Self::is_human(who) && Self::reaches(who, person);
                if ok {
                    let needed = if two { 2 } else { 1 };
                    let minutes = i64::from(minutes);
                    self.wishes.push(Wish {
                        viewer: who,
                        person,
                        needed,
                        minutes,
                        asked: now,
                        approvals: vec![],
                        over: false,
                    });
                }
                ok
            }
            Act::Reveal { who, wish, person } => {
                let wish = &self.wishes[wish];
                let lately = self
                    .shown
                    .iter()
                    .filter(|(to, minute)| *to == who && *minute > now - DAY)
                    .count();
                let ok = who == wish.viewer
                    && person == wish.person
                    && wish
                        .live()
                        .is_some_and(|(from, until)| from <= now && now < until)
                    && lately < NAMES_A_DAY as usize;
                if ok {
                    self.shown.push((who, now));
                }
                ok
            }
            Act::Approve { wish, .. }
            | Act::Deny { wish, .. }
            | Act::Withdraw { wish, .. }
            | Act::Revoke { wish, .. }
            | Act::Expire { wish } => self.wishes[wish].takes(act, now),
        }
    }
}

impl Wish {
    fn live(&self) -> Option<(i64, i64)> {
        let (_, from) = self.approvals.get(self.needed - 1)?;
        (!self.over).then_some((*from, from + self.minutes))
    }

    fn is_open(&self, now: i64) -> bool {
        !self.over && self.approvals.len() < self.needed && now < self.asked + LAPSE
    }

    fn takes(&mut self, act: Act, now: i64) -> bool {
        let another = |who: u64| {
            Model::is_human(who)
                && Model::who_it_is(who) != Model::who_it_is(self.viewer)
                && Model::reaches(who, self.person)
        };
        let ok = match act {
            Act::Approve { who, .. } => {
                let last = self
                    .approvals
                    .last()
                    .map_or(self.asked, |(_, minute)| *minute);
                self.is_open(now)
                    && another(who)
                    && now >= last
                    && self
                        .approvals
                        .iter()
                        .all(|(by, _)| Model::who_it_is(*by) != Model::who_it_is(who))
            }
            Act::Deny { who, .. } => self.is_open(now) && another(who),
            Act::Withdraw { who, .. } => self.is_open(now) && who == self.viewer,
            Act::Revoke { who, .. } => {
                Model::is_human(who) && self.live().is_some_and(|(_, until)| now < until)
            }
            _ => match self.live() {
                Some((_, until)) => now >= until,
                None => !self.over && now >= self.asked + LAPSE,
            },
        };
        match act {
            Act::Approve { who, .. } if ok => self.approvals.push((who, now)),
            _ => self.over |= ok,
        }
        ok
    }
}

/// The real thing, stored as text between any two acts as a database would.
struct Real<'a> {
    keys: &'a Keys,
    rules: [UnmaskRules; 2],
    stored: Vec<(String, String)>,
    log: Vec<Reveal>,
    counter: ReleaseCounter,
    shown: Vec<(u64, Timestamp)>,
    fault: Fault,
}

struct Keys {
    master: MasterKey,
    /// Key, sealed identity and name of each person.
    persons: Vec<(PersonKey, Vec<u8>, String)>,
}

impl Keys {
    fn new() -> Self {
        let person = |number: usize| {
            let key = PersonKey::generate(&mut OsEntropy).unwrap();
            let name = format!("person-{number}@corp.test");
            let sealed =
                seal_identity(&key, PersonId(number as u64), &name, &mut OsEntropy).unwrap();
            (key, sealed, name)
        };
        Self {
            master: MasterKey::generate(&mut OsEntropy).unwrap(),
            persons: (0..PERSONS).map(person).collect(),
        }
    }
}

impl<'a> Real<'a> {
    fn new(keys: &'a Keys, fault: Fault) -> Self {
        let rules = |approvals| {
            let releases_per_day = if fault == Fault::NoDailyLimit {
                u32::MAX
            } else {
                NAMES_A_DAY
            };
            UnmaskRules::try_from(UnmaskRulesDraft {
                approvals,
                releases_per_day,
                ..UnmaskRulesDraft::default()
            })
            .unwrap()
        };
        let rules = [rules(ApprovalsNeeded::One), rules(ApprovalsNeeded::Two)];
        Self {
            keys,
            rules,
            stored: vec![],
            log: vec![],
            counter: ReleaseCounter::default(),
            shown: vec![],
            fault,
        }
    }

    fn load(&self, wish: usize) -> (Unmasking, GrantTag) {
        let (body, tag) = &self.stored[wish];
        (
            serde_json::from_str(body).unwrap(),
            serde_json::from_str(tag).unwrap(),
        )
    }

    fn save(&mut self, wish: usize, unmasking: &Unmasking) {
        let tag = unmasking.vouch(&self.keys.master).unwrap();
        let row = (
            serde_json::to_string(unmasking).unwrap(),
            serde_json::to_string(&tag).unwrap(),
        );
        match self.stored.get_mut(wish) {
            Some(stored) => *stored = row,
            None => self.stored.push(row),
        }
    }

    /// Whether it was done; a name if one was shown.
    fn takes(&mut self, act: Act, now: Timestamp) -> (bool, Option<String>) {
        let next = match act {
            Act::Request {
                who,
                person,
                two,
                minutes,
            } => {
                let units = if person == 0 { NORTH } else { SOUTH };
                let ask = Ask {
                    id: UnmaskingId(self.stored.len() as u128),
                    person: PersonId(person as u64),
                    units: units.to_vec(),
                    case: CaseId(1),
                    purpose: Purpose::Investigation,
                    duration: Some(Minutes(minutes)),
                };
                let made =
                    Unmasking::request(ask, &acting(who), &self.rules[usize::from(two)], now);
                return match made {
                    Ok(unmasking) => {
                        self.save(self.stored.len(), &unmasking);
                        (true, None)
                    }
                    Err(_) => (false, None),
                };
            }
            Act::Reveal { who, wish, person } => {
                let name = self.reveal(who, wish, person, now);
                return (name.is_some(), name);
            }
            Act::Approve { who, wish } => {
                let (unmasking, _) = self.load(wish);
                let own = self.fault == Fault::OwnApprovalCounts
                    && unmasking.viewer() == AccountId(u128::from(who));
                let by = if own {
                    Acting {
                        party: Party::new(AccountId(99), None),
                        scope: Scope::Everyone,
                        ..acting(0)
                    }
                } else {
                    acting(who)
                };
                (wish, unmasking.approve(&by, now))
            }
            Act::Deny { who, wish } => (
                wish,
                self.load(wish)
                    .0
                    .deny(&acting(who), DenialGround::TooWeak, now),
            ),
            Act::Withdraw { who, wish } => (wish, self.load(wish).0.withdraw(&acting(who), now)),
            Act::Revoke { who, wish } => (
                wish,
                self.load(wish)
                    .0
                    .revoke(&acting(who), RevocationGround::Misuse, now),
            ),
            Act::Expire { wish } => (wish, self.load(wish).0.expire(now)),
        };
        let (wish, Ok(unmasking)) = next else {
            return (false, None);
        };
        if !(self.fault == Fault::RevocationIsLost && matches!(act, Act::Revoke { .. })) {
            self.save(wish, &unmasking);
        }
        (true, None)
    }

    fn reveal(&mut self, who: u64, wish: usize, person: usize, now: Timestamp) -> Option<String> {
        // The intent first.
        let intent = Intent(self.log.len() as u64 + 1);
        self.log.push(Reveal {
            intent,
            outcome: RevealOutcome::Open,
        });
        let name = self.opened(who, wish, person, now, intent);
        let outcome = if name.is_some() {
            RevealOutcome::Shown
        } else {
            RevealOutcome::NotShown
        };
        self.log.last_mut().unwrap().outcome = outcome;
        if name.is_some() {
            self.shown.push((who, now));
            if self.fault == Fault::IntentIsForgotten && self.shown.len() == 2 {
                self.log.pop();
            }
        }
        name
    }

    fn opened(
        &mut self,
        who: u64,
        wish: usize,
        person: usize,
        now: Timestamp,
        intent: Intent,
    ) -> Option<String> {
        let (unmasking, tag) = self.load(wish);
        let grant = unmasking.vouched(&self.keys.master, &tag).unwrap();
        let mut viewer = acting(who);
        if self.fault == Fault::AnybodyMayLook {
            viewer.party.account = unmasking.viewer();
        }
        let now = if self.fault == Fault::ClockStands {
            unmasking.approvals().last()?.at
        } else {
            now
        };
        let shown_before: Vec<Timestamp> = self
            .shown
            .iter()
            .filter(|(to, _)| *to == who)
            .map(|(_, at)| *at)
            .collect();
        let asked = Asked {
            person: PersonId(person as u64),
            viewer,
            now,
            intent,
            shown_before: &shown_before,
        };
        let release = Release::under(&grant, &asked, &self.rules[0]).ok()?;
        let (key, sealed, _) = &self.keys.persons[person];
        let name = open_identity(release, key, sealed).unwrap();
        let raised = self.counter.raised();
        if !(self.fault == Fault::CountIsForgotten && raised.0 == 2) {
            self.counter = raised;
        }
        Some(name.show(raised).to_string())
    }
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
