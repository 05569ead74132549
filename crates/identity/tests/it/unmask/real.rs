//! The code under test, driven act by act, with the mistakes that can be planted in it.

use ombud_identity::unmask::{
    ActingAccount, ApprovalsNeeded, Ask, Asked, DenialGround, Intent, Minutes, Nature, Purpose,
    Release, ReleaseCounter, Reveal, RevealOutcome, RevocationGround, UnmaskRules,
    UnmaskRulesDraft, Unmasking, UnmaskingTag,
};
use ombud_identity::vault::{open_identity, seal_identity};
use ombud_identity::{MasterKey, OsEntropy, PersonKey};
use ombud_model::{AccountId, CaseId, Party, PersonId, Timestamp, UnitId, Units, UnmaskingId};

use super::{Act, Fault, NAMES_A_DAY, PERSONS};

const NORTH: UnitId = UnitId(1);
const SOUTH: UnitId = UnitId(2);

/// Account 4 is a machine; 0 to 2 and 4 work in the north, 3 in the south, 5 everywhere.
fn acting(who: u64) -> ActingAccount {
    let nature = if who == 4 {
        Nature::Machine
    } else {
        Nature::Human
    };
    let units = match who {
        3 => Units::Only([SOUTH].into()),
        5 => Units::All,
        _ => Units::Only([NORTH].into()),
    };
    // Accounts 1 and 2 belong to one human being.
    let person = matches!(who, 1 | 2).then_some(PersonId(77));
    ActingAccount {
        party: Party::new(AccountId(u128::from(who)), person),
        nature,
        units,
    }
}

/// The real thing, stored as text between any two acts as a database would.
pub(super) struct Real<'a> {
    keys: &'a Keys,
    rules: [UnmaskRules; 2],
    stored: Vec<(String, String)>,
    pub(super) log: Vec<Reveal>,
    pub(super) counter: ReleaseCounter,
    shown: Vec<(u64, Timestamp)>,
    fault: Fault,
}

pub(super) struct Keys {
    master: MasterKey,
    /// Key, sealed identity and name of each person.
    pub(super) persons: Vec<(PersonKey, Vec<u8>, String)>,
}

impl Keys {
    pub(super) fn new() -> Self {
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
    pub(super) fn new(keys: &'a Keys, fault: Fault) -> Self {
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

    fn load(&self, wish: usize) -> (Unmasking, UnmaskingTag) {
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

    fn ask(&self, person: usize, minutes: u32) -> Ask {
        let units = [if person == 0 { NORTH } else { SOUTH }];
        Ask {
            id: UnmaskingId(self.stored.len() as u128),
            person: PersonId(person as u64),
            units: units.to_vec(),
            case: CaseId(1),
            purpose: Purpose::Investigation,
            duration: Some(Minutes(minutes)),
        }
    }

    /// Whether it was done; a name if one was shown.
    pub(super) fn takes(&mut self, act: Act, now: Timestamp) -> (bool, Option<String>) {
        let next = match act {
            Act::Request {
                who,
                person,
                two,
                minutes,
            } => {
                let ask = self.ask(person, minutes);
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
                    ActingAccount {
                        party: Party::new(AccountId(99), None),
                        units: Units::All,
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
        let name = open_identity(release, key, &[sealed]).unwrap();
        let raised = self.counter.raised();
        if !(self.fault == Fault::CountIsForgotten && raised.0 == 2) {
            self.counter = raised;
        }
        Some(name.show(raised).to_string())
    }
}
