//! Questions in plain data: what the tests ask the engine, and what the naive model answers from.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ombud_access::{Access, CustomRole, Grant, Holders, Kind, Mode, Principal, Resource, Subject};
use ombud_model::{AccountId, AccountKind, Operation, Party, PersonId, Timestamp, UnitId, Units};

pub(crate) const NOW: i64 = 1_774_886_531_000;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(NOW).unwrap()
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) units: BTreeSet<u128>,
    /// Contributors of the open cases that the person is in.
    pub(crate) case: Option<BTreeSet<u128>>,
}

/// What is asked about.
#[derive(Clone, Debug)]
pub(crate) enum Thing {
    List(Kind),
    Alert(Person),
    Persons(Vec<Person>),
    Case(Vec<Person>, BTreeSet<u128>),
    Unmasking {
        person: Person,
        requester: Party,
        approvers: Vec<Party>,
        case: Option<BTreeSet<u128>>,
    },
    PersonRequest {
        person: Person,
        requester: Party,
    },
    Policy(Units),
    Settings,
    Source(String),
    Rejects,
    Account(Party, Vec<Grant>),
    Grant(Party, Units),
    Role(Vec<Party>),
    Unit,
    Agreement(Party, Vec<Party>, Units),
    Retention,
    System,
}

#[derive(Clone, Debug)]
pub(crate) enum Who {
    Nobody,
    Source(String),
    Account(Principal),
}

#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) who: Who,
    pub(crate) operation: Operation,
    pub(crate) thing: Thing,
}

fn accounts(ids: &BTreeSet<u128>) -> BTreeSet<AccountId> {
    ids.iter().copied().map(AccountId).collect()
}

impl Person {
    fn subject(&self) -> Subject {
        Subject {
            person: PersonId(self.id),
            units: self.units.iter().copied().map(UnitId).collect(),
            case: self.case.as_ref().map(accounts),
        }
    }
}

impl Thing {
    pub(crate) fn resource(&self) -> Resource {
        let subjects = |persons: &[Person]| persons.iter().map(Person::subject).collect();
        match self {
            Thing::List(kind) => Resource::list(*kind),
            Thing::Alert(person) => Resource::alert(person.subject()),
            Thing::Persons(persons) => Resource::persons(subjects(persons)),
            Thing::Case(persons, contributors) => {
                Resource::case(subjects(persons), accounts(contributors))
            }
            Thing::Unmasking {
                person,
                requester,
                approvers,
                case,
            } => Resource::unmasking(
                person.subject(),
                *requester,
                approvers.clone(),
                case.as_ref().map(accounts),
            ),
            Thing::PersonRequest { person, requester } => {
                Resource::person_request(person.subject(), *requester)
            }
            Thing::Policy(units) => Resource::policy(units),
            Thing::Settings => Resource::settings(),
            Thing::Source(name) => Resource::source(name),
            Thing::Rejects => Resource::rejects(),
            Thing::Account(owner, grants) => Resource::account(*owner, grants),
            Thing::Grant(to, units) => Resource::grant(*to, units),
            Thing::Role(holders) => Resource::role(holders.clone()),
            Thing::Unit => Resource::unit(),
            Thing::Agreement(proposer, signers, units) => {
                Resource::agreement(*proposer, signers.clone(), units)
            }
            Thing::Retention => Resource::retention(),
            Thing::System => Resource::system(),
        }
    }
}

/// Two custom roles, one of them for pilots.
pub(crate) fn custom_roles() -> Vec<CustomRole> {
    use Operation as O;
    let role = |id: &str, operations: &[O], oversees, pilot| CustomRole {
        id: id.parse().unwrap(),
        title: id.to_owned(),
        operations: operations.iter().copied().collect(),
        held_by: Holders::Either,
        oversees,
        pilot,
    };
    vec![
        role(
            "lead",
            &[
                O::ListAlerts,
                O::ReadAlert,
                O::ListCases,
                O::ReadCase,
                O::CloseCase,
                O::ListUnmaskings,
            ],
            true,
            false,
        ),
        role(
            "united",
            &[
                O::ListPersons,
                O::ErasePerson,
                O::ExportAudit,
                O::DefineRole,
            ],
            false,
            true,
        ),
    ]
}

/// The built-in rules with the custom roles, built once for all tests of one process.
pub(crate) fn access(mode: Mode) -> &'static Access {
    static PILOT: LazyLock<Access> =
        LazyLock::new(|| Access::new(&custom_roles(), Mode::Pilot).unwrap());
    static REGULAR: LazyLock<Access> =
        LazyLock::new(|| Access::new(&custom_roles(), Mode::Regular).unwrap());
    match mode {
        Mode::Pilot => &PILOT,
        Mode::Regular => &REGULAR,
    }
}

pub(crate) const ROLES: [&str; 12] = [
    "administrators",
    "analysts",
    "investigators",
    "overseers",
    "approvers",
    "auditors",
    "planners",
    "responder",
    "pilot",
    "lead",
    "united",
    "no-such-role",
];

/// Repeatable random numbers.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).unwrap().clone()
    }

    fn some(&mut self, up_to: usize, of: u128) -> BTreeSet<u128> {
        (0..self.below(up_to + 1))
            .map(|_| 1 + u128::from(self.next()) % of)
            .collect()
    }

    pub(crate) fn units(&mut self) -> Units {
        if self.one_in(3) {
            Units::All
        } else {
            Units::Only(self.some(2, 3).into_iter().map(UnitId).collect())
        }
    }

    /// One of four accounts; two of them belong to the same human.
    pub(crate) fn party(&mut self) -> Party {
        let (account, person) = self.pick(&[(1, Some(1)), (2, Some(1)), (3, Some(2)), (4, None)]);
        Party::new(AccountId(account), person.map(PersonId))
    }

    fn parties(&mut self) -> Vec<Party> {
        (0..self.below(3)).map(|_| self.party()).collect()
    }

    fn person(&mut self) -> Person {
        Person {
            id: 1 + self.next() % 6,
            units: self.some(2, 3),
            case: self.case(),
        }
    }

    fn case(&mut self) -> Option<BTreeSet<u128>> {
        (!self.one_in(2)).then(|| self.some(2, 4))
    }

    fn grant(&mut self, account: AccountId) -> Grant {
        let account = if self.one_in(12) {
            AccountId(99)
        } else {
            account
        };
        let expires = match self.below(4) {
            0 => Some(NOW + self.pick(&[-1, 0, 1])),
            _ => None,
        };
        Grant {
            account,
            role: self.pick(&ROLES).parse().unwrap(),
            units: self.units(),
            expires: expires.map(|at| Timestamp::from_millis(at).unwrap()),
            granted_by: None,
            from_groups: false,
        }
    }

    pub(crate) fn principal(&mut self) -> Principal {
        let party = self.party();
        let token = self
            .one_in(4)
            .then(|| (0..40).map(|_| self.pick(Operation::ALL)).collect());
        Principal {
            party,
            kind: if self.one_in(5) {
                AccountKind::Integration
            } else {
                AccountKind::Human
            },
            grants: (0..self.below(4))
                .map(|_| self.grant(party.account))
                .collect(),
            fresh: self.one_in(2),
            token,
        }
    }

    fn thing(&mut self, kind: Kind) -> Thing {
        if self.one_in(8) {
            return Thing::List(kind);
        }
        match kind {
            Kind::Alert => Thing::Alert(self.person()),
            Kind::Person => Thing::Persons((0..1 + self.below(2)).map(|_| self.person()).collect()),
            Kind::Case => Thing::Case(
                (0..1 + self.below(2)).map(|_| self.person()).collect(),
                self.some(2, 4),
            ),
            Kind::Unmasking => {
                let (person, requester) = (self.person(), self.party());
                Thing::Unmasking {
                    person,
                    requester,
                    approvers: self.parties(),
                    case: self.case(),
                }
            }
            Kind::PersonRequest => Thing::PersonRequest {
                person: self.person(),
                requester: self.party(),
            },
            Kind::Policy => Thing::Policy(self.units()),
            Kind::Settings => Thing::Settings,
            Kind::Source => Thing::Source(self.pick(&["hr", "mail"]).to_owned()),
            Kind::Rejects => Thing::Rejects,
            Kind::Account => match self.one_in(2) {
                true => Thing::Grant(self.party(), self.units()),
                false => {
                    let owner = self.party();
                    Thing::Account(
                        owner,
                        (0..self.below(3))
                            .map(|_| self.grant(owner.account))
                            .collect(),
                    )
                }
            },
            Kind::Role => Thing::Role(self.parties()),
            Kind::Unit => Thing::Unit,
            Kind::Agreement => Thing::Agreement(self.party(), self.parties(), self.units()),
            Kind::AuditLog | Kind::Erasures => Thing::List(kind),
            Kind::Retention => Thing::Retention,
            Kind::System => Thing::System,
        }
    }

    pub(crate) fn request(&mut self) -> Request {
        let operation = self.pick(Operation::ALL);
        let kind = if self.one_in(40) {
            self.pick(&Kind::ALL)
        } else {
            Kind::of(operation)
        };
        let who = match self.below(20) {
            0 => Who::Nobody,
            1 => Who::Source(self.pick(&["hr", "mail"]).to_owned()),
            _ => Who::Account(self.principal()),
        };
        Request {
            who,
            operation,
            thing: self.thing(kind),
        }
    }
}
