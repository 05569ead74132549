//! The rules of access a second time: naive, without Cedar, written from the description and not from the engine. It shares no code with it
//! but the vocabulary.

use ombud_access::{Grant, Kind, Mode, Principal};
use ombud_model::operation::Assurance;
use ombud_model::{AccountKind, Area, Operation, Party, Units};

use crate::access_roles::listed;
use crate::access_spec::{NOW, Person, Request, Thing, Who};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    Allowed,
    OutOfSight,
    Forbidden,
    NotSignedIn,
    NeedsFresh,
}

pub(crate) fn answer(request: &Request, mode: Mode) -> Answer {
    let Request {
        who,
        operation,
        thing,
    } = request;
    let same_kind = kind_of_thing(thing) == kind_of_operation(*operation);
    match who {
        Who::Nobody if *operation == Operation::SignIn && same_kind => Answer::Allowed,
        Who::Nobody => Answer::NotSignedIn,
        // A source pushes what is its own, and knows of nothing else.
        Who::Source(name) => match thing {
            Thing::Source(other) if *operation == Operation::PushRecords && other == name => {
                Answer::Allowed
            }
            Thing::List(_) => Answer::Forbidden,
            _ if is_single(thing) => Answer::Forbidden,
            _ => Answer::OutOfSight,
        },
        Who::Account(me) => {
            let may = |operation, fresh| may(me, operation, thing, fresh, mode);
            if same_kind && may(*operation, me.fresh) {
                return Answer::Allowed;
            }
            if same_kind && may(*operation, true) {
                return Answer::NeedsFresh;
            }
            let listed = match kind_of_thing(thing) {
                Kind::Alert => may(Operation::ListAlerts, false),
                Kind::Person => may(Operation::ListPersons, false),
                Kind::Case => may(Operation::ListCases, false),
                Kind::Policy => may(Operation::ListPolicies, false),
                Kind::Source => may(Operation::ListSources, false),
                Kind::Account => {
                    may(Operation::ListAccounts, false) || may(Operation::ReadOwnAccount, false)
                }
                Kind::Role => may(Operation::ListRoles, false),
                Kind::Unit => may(Operation::ListUnits, false),
                Kind::Unmasking => may(Operation::ListUnmaskings, false),
                Kind::PersonRequest => may(Operation::ListPersonRequests, false),
                Kind::Agreement => may(Operation::ReadAgreement, false),
                _ => true,
            };
            if listed || matches!(thing, Thing::List(_)) {
                Answer::Forbidden
            } else {
                Answer::OutOfSight
            }
        }
    }
}

/// There is one of it, and everybody knows.
fn is_single(thing: &Thing) -> bool {
    matches!(
        thing,
        Thing::Settings | Thing::Rejects | Thing::Retention | Thing::System
    )
}

fn kind_of_thing(thing: &Thing) -> Kind {
    match thing {
        Thing::List(kind) => *kind,
        Thing::Alert(..) => Kind::Alert,
        Thing::Persons(_) => Kind::Person,
        Thing::Case(..) => Kind::Case,
        Thing::Unmasking { .. } => Kind::Unmasking,
        Thing::PersonRequest { .. } => Kind::PersonRequest,
        Thing::Policy(_) => Kind::Policy,
        Thing::Settings => Kind::Settings,
        Thing::Source(_) => Kind::Source,
        Thing::Rejects => Kind::Rejects,
        Thing::Account(..) | Thing::Grant(..) => Kind::Account,
        Thing::Role(_) => Kind::Role,
        Thing::Unit => Kind::Unit,
        Thing::Agreement(..) => Kind::Agreement,
        Thing::Retention => Kind::Retention,
        Thing::System => Kind::System,
    }
}

fn kind_of_operation(operation: Operation) -> Kind {
    use Operation as O;
    match (operation.area(), operation) {
        (_, O::GrantRole | O::RevokeRole) => Kind::Account,
        (_, O::ListUnits | O::DefineUnit) => Kind::Unit,
        (_, O::ListRejects | O::OpenRejects) => Kind::Rejects,
        (_, O::OpenCase | O::ErasePerson | O::PlaceHold | O::LiftHold | O::ReportAccess) => {
            Kind::Person
        }
        (_, O::ListErasures) => Kind::Erasures,
        (Area::Alerts, _) => Kind::Alert,
        (Area::Persons | Area::Activities, _) => Kind::Person,
        (Area::Cases, _) => Kind::Case,
        (Area::Policies, _) => Kind::Policy,
        (Area::Settings, _) => Kind::Settings,
        (Area::Sources, _) => Kind::Source,
        (Area::Accounts, _) => Kind::Account,
        (Area::Access, _) => Kind::Role,
        (Area::Unmasking, _) => Kind::Unmasking,
        (Area::PersonRequests, _) => Kind::PersonRequest,
        (Area::Agreement, _) => Kind::Agreement,
        (Area::Audit, _) => Kind::AuditLog,
        (Area::Erasure, _) => Kind::Retention,
        (Area::System, _) => Kind::System,
    }
}

fn live(grant: &Grant) -> bool {
    let for_somebody = !matches!(&grant.units, Units::Only(units) if units.is_empty());
    for_somebody && grant.expires.is_none_or(|expires| NOW < expires.millis())
}

fn same_human(one: &Party, other: &Party) -> bool {
    one.account == other.account || (one.person.is_some() && one.person == other.person)
}

fn may(me: &Principal, operation: Operation, thing: &Thing, fresh: bool, mode: Mode) -> bool {
    let in_person = me.kind == AccountKind::Human && me.token.is_none();
    if me
        .token
        .as_ref()
        .is_some_and(|token| !token.contains(&operation))
    {
        return false;
    }
    if operation.assurance() == Assurance::Fresh && !(in_person && fresh) {
        return false;
    }
    if about_me(me, thing)
        || (decision_of_a_human(operation) && !in_person)
        || !four_eyes(me, operation, thing)
    {
        return false;
    }
    if for_oneself(operation) && owns(me, thing) {
        return true;
    }
    me.grants
        .iter()
        .filter(|grant| grant.account == me.party.account && live(grant))
        .any(|grant| {
            let role = grant.role.as_str();
            let counts = mode == Mode::Pilot || !["pilot", "united"].contains(&role);
            let oversees = ["overseers", "approvers", "auditors", "pilot", "lead"].contains(&role);
            counts
                && (listed(role, operation) || ends_own(me, role, operation, thing))
                && (reads_rules(operation) || reaches(&grant.units, thing))
                && need_to_know(me, operation, thing, oversees)
        })
        || matches!(operation, Operation::SignIn | Operation::ReadOverview)
}

/// What was approved for an investigator is ended by them; for others only by an approver.
fn ends_own(me: &Principal, role: &str, operation: Operation, thing: &Thing) -> bool {
    role == "investigators" && operation == Operation::EndPersonRequest && owns(me, thing)
}

fn for_oneself(operation: Operation) -> bool {
    use Operation::*;
    matches!(
        operation,
        SignOut | ReadOwnAccount | ChangeOwnCredentials | IssueToken | RevokeToken | EndSessions
    )
}

/// Nobody sees what is about themselves.
fn about_me(me: &Principal, thing: &Thing) -> bool {
    let is_me = |person: &Person| me.party.person.is_some_and(|mine| mine.0 == person.id);
    match thing {
        Thing::Alert(person)
        | Thing::Unmasking { person, .. }
        | Thing::PersonRequest { person, .. } => is_me(person),
        Thing::Persons(persons) | Thing::Case(persons, _) => persons.iter().any(is_me),
        _ => false,
    }
}

fn decision_of_a_human(operation: Operation) -> bool {
    use Operation::*;
    match operation.area() {
        Area::Alerts => matches!(operation, DecideAlert | AssignAlert | NoteAlert),
        Area::Unmasking => operation != ListUnmaskings,
        Area::PersonRequests => operation != ListPersonRequests,
        Area::Agreement => operation != ReadAgreement,
        Area::Cases => !matches!(operation, ListCases | ReadCase),
        Area::Access => !matches!(operation, ListRoles | ListUnits),
        Area::Settings => matches!(operation, ApproveProposal | RefuseProposal),
        _ => matches!(operation, ErasePerson | PlaceHold | LiftHold | ReportAccess),
    }
}

fn owns(me: &Principal, thing: &Thing) -> bool {
    match thing {
        Thing::Unmasking {
            requester: owner, ..
        }
        | Thing::PersonRequest {
            requester: owner, ..
        }
        | Thing::Account(owner, _)
        | Thing::Grant(owner, _)
        | Thing::Agreement(owner, ..) => same_human(&me.party, owner),
        Thing::Role(holders) => holders.iter().any(|holder| same_human(&me.party, holder)),
        _ => false,
    }
}

fn four_eyes(me: &Principal, operation: Operation, thing: &Thing) -> bool {
    use Operation::*;
    let mine = owns(me, thing);
    let approved = match thing {
        Thing::Unmasking { approvers, .. } | Thing::Agreement(_, approvers, _) => approvers
            .iter()
            .any(|approver| same_human(&me.party, approver)),
        _ => false,
    };
    match operation {
        ApproveUnmasking | SignAgreement => !mine && !approved,
        DenyUnmasking | GrantRole | DefineRole => !mine,
        ApprovePersonRequest | DenyPersonRequest => !mine,
        WithdrawPersonRequest | ReadUserReport => mine,
        WithdrawUnmasking | RevealPerson | SignOut | ReadOwnAccount | ChangeOwnCredentials
        | IssueToken => mine,
        _ => true,
    }
}

/// Rules and states of the installation, in which nobody appears.
fn reads_rules(operation: Operation) -> bool {
    use Operation::*;
    matches!(
        operation,
        ListPolicies
            | ReadPolicy
            | ReadSettings
            | ListSources
            | ListRejects
            | ListAccounts
            | ListRoles
            | ListUnits
    ) || matches!(
        operation,
        ReadAgreement | ReadRetention | VerifyAudit | ReadHealth | ListProposals
    )
}

fn reaches(reach: &Units, thing: &Thing) -> bool {
    let Units::Only(reach) = reach else {
        return true;
    };
    let person = |person: &Person| {
        person
            .units
            .iter()
            .any(|unit| reach.iter().any(|mine| mine.0 == *unit))
    };
    let all_of = |units: &Units| match units {
        Units::All => false,
        Units::Only(units) => !units.is_empty() && units.iter().all(|unit| reach.contains(unit)),
    };
    match thing {
        Thing::List(_) => true,
        Thing::Alert(one)
        | Thing::Unmasking { person: one, .. }
        | Thing::PersonRequest { person: one, .. } => person(one),
        Thing::Persons(persons) | Thing::Case(persons, _) => {
            !persons.is_empty() && persons.iter().all(person)
        }
        Thing::Policy(units) | Thing::Grant(_, units) | Thing::Agreement(_, _, units) => {
            all_of(units)
        }
        Thing::Account(_, grants) => {
            let empty =
                |grant: &Grant| grant.units == Units::Only(std::collections::BTreeSet::new());
            let nothing = grants.is_empty();
            nothing
                || (grants
                    .iter()
                    .all(|grant| empty(grant) || all_of(&grant.units))
                    && !grants.iter().all(empty))
        }
        Thing::Settings | Thing::Source(_) | Thing::Rejects | Thing::Role(_) => false,
        Thing::Unit | Thing::Retention | Thing::System => false,
    }
}

fn need_to_know(me: &Principal, operation: Operation, thing: &Thing, oversees: bool) -> bool {
    use Operation::*;
    if let Thing::Persons(persons) = thing {
        let each = |person: &Person| {
            let alone = Thing::Alert(person.clone());
            need_to_know(me, operation, &alone, oversees)
        };
        return persons.iter().all(each);
    }
    let (case, mine) = match thing {
        Thing::Case(_, contributors) => (Some(contributors), false),
        Thing::Alert(person) => (person.case.as_ref(), false),
        Thing::Unmasking { case, .. } => (case.as_ref(), owns(me, thing)),
        Thing::PersonRequest { person, .. } => (person.case.as_ref(), owns(me, thing)),
        _ => (None, false),
    };
    let Some(contributors) = case else {
        return operation != RequestUnmasking;
    };
    if oversees || contributors.contains(&me.party.account.0) {
        return true;
    }
    match operation {
        ListAlerts | ExportAlerts | ListPersons => true,
        ListUnmaskings | WithdrawUnmasking | RevokeUnmasking => mine,
        ListPersonRequests | WithdrawPersonRequest | EndPersonRequest => mine,
        ListCases | ChangeContributors => contributors.is_empty(),
        _ => false,
    }
}
