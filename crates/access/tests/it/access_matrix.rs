//! Every role group with every operation, as one file that people read and review.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use ombud_access::{Access, Decision, Grant, Kind, Mode, Principal};
use ombud_model::{AccountId, AccountKind, Operation, Party, UnitId, Units};

use crate::access_spec::{Person, Thing, now};

const ME: u128 = 1;
const HEAD: &str = "\
# What each role group may do, decided by the rules for every combination. Reviewed by people: every change of this file is a change of
# who may see what. Regenerate it with OMBUD_REGENERATE=matrix, and read the difference.
#
# Four blocks. In the first three the role is held for one admin unit, and the thing concerns
#   a person in this unit | in another unit | in no unit (policies, grants, agreements: everybody);
# in the last block the role is held for all, and the person is in no unit.
# Within a block three pairs: the thing
#   belongs to nobody and to no case (a case: nobody contributes to it any more)
#   / is one's own, or belongs to a case to which one contributes
#   / is somebody else's, or belongs to a case to which only others contribute.
# Within a pair: signed in some time ago, then: confirmed within the last ten minutes.
#
#   A allowed    C confirm first    F forbidden (403)    - out of sight (404)    N not signed in (401)
";

#[derive(Clone, Copy)]
enum Ownership {
    Nobodys,
    Mine,
    Others,
}

fn thing(operation: Operation, unit: Option<u128>, ownership: Ownership) -> Thing {
    let party = |account| Party::new(AccountId(account), None);
    let units = || {
        unit.map_or(Units::All, |unit| {
            Units::Only(BTreeSet::from([UnitId(unit)]))
        })
    };
    let owner = party(if matches!(ownership, Ownership::Mine) {
        ME
    } else {
        7
    });
    let case = match ownership {
        Ownership::Nobodys => None,
        Ownership::Mine => Some(BTreeSet::from([ME])),
        Ownership::Others => Some(BTreeSet::from([7])),
    };
    let person = || Person {
        id: 9,
        units: unit.into_iter().collect(),
        case: case.clone(),
    };
    let owned = |parties: Vec<Party>| {
        if matches!(ownership, Ownership::Nobodys) {
            Vec::new()
        } else {
            parties
        }
    };
    match Kind::of(operation) {
        Kind::Alert => Thing::Alert(person()),
        Kind::Person => Thing::Persons(vec![person()]),
        Kind::Case => Thing::Case(vec![person()], case.clone().unwrap_or_default()),
        Kind::Unmasking => Thing::Unmasking {
            person: person(),
            requester: owner,
            approvers: Vec::new(),
            case: case.clone(),
        },
        Kind::PersonRequest => Thing::PersonRequest {
            person: person(),
            requester: owner,
        },
        Kind::Policy => Thing::Policy(units()),
        Kind::Settings => Thing::Settings,
        Kind::Source => Thing::Source("hr".to_owned()),
        Kind::Rejects => Thing::Rejects,
        Kind::Account => account_or_grant(operation, owner, units()),
        Kind::Role => Thing::Role(owned(vec![owner])),
        Kind::Unit => Thing::Unit,
        Kind::Agreement => Thing::Agreement(owner, Vec::new(), units()),
        Kind::AuditLog | Kind::Erasures => Thing::List(Kind::of(operation)),
        Kind::Retention => Thing::Retention,
        Kind::System => Thing::System,
    }
}

fn account_or_grant(operation: Operation, owner: Party, units: Units) -> Thing {
    if matches!(operation, Operation::GrantRole | Operation::RevokeRole) {
        return Thing::Grant(owner, units);
    }
    let grant = Grant {
        account: owner.account,
        role: "analysts".parse().unwrap(),
        units,
        expires: None,
        granted_by: None,
        from_groups: false,
    };
    Thing::Account(owner, vec![grant])
}

fn letter(decision: &Decision) -> char {
    match decision {
        Decision::Allowed { .. } => 'A',
        Decision::NeedsFresh => 'C',
        Decision::Forbidden(_) => 'F',
        Decision::OutOfSight => '-',
        Decision::NotSignedIn => 'N',
    }
}

/// `role`: `None` for an account without any.
fn principal(role: Option<&str>, units: Units, fresh: bool) -> Principal {
    let account = AccountId(ME);
    let grant = |role: &str| Grant {
        account,
        role: role.parse().unwrap(),
        units,
        expires: None,
        granted_by: None,
        from_groups: false,
    };
    let kind = if role == Some("responder") {
        AccountKind::Integration
    } else {
        AccountKind::Human
    };
    Principal {
        party: Party::new(account, None),
        kind,
        grants: role.map(grant).into_iter().collect(),
        fresh,
        token: None,
    }
}

fn row(access: &Access, role: Option<&str>, operation: Operation) -> String {
    let one = || Units::Only(BTreeSet::from([UnitId(1)]));
    let mut row = format!("{operation:<24}");
    for (held_for, unit) in [
        (one(), Some(1)),
        (one(), Some(2)),
        (one(), None),
        (Units::All, None),
    ] {
        row.push_str(" |");
        for ownership in [Ownership::Nobodys, Ownership::Mine, Ownership::Others] {
            row.push(' ');
            for fresh in [false, true] {
                let resource = thing(operation, unit, ownership).resource();
                let me = principal(role, held_for.clone(), fresh);
                row.push(letter(&access.ask(&me, operation, &resource, now())));
            }
        }
    }
    row
}

fn matrix(access: &Access) -> String {
    let mut out = HEAD.to_owned();
    for group in access.groups() {
        let _ = write!(out, "\n## {}\n\n", group.id);
        for operation in Operation::ALL {
            let _ = writeln!(out, "{}", row(access, Some(group.id.as_str()), *operation));
        }
    }
    out.push_str("\n## no role group\n\n");
    for operation in Operation::ALL {
        let _ = writeln!(out, "{}", row(access, None, *operation));
    }
    out.push_str("\n## nobody has signed in; then: a source with its push token, about itself and about another\n\n");
    for operation in Operation::ALL {
        let nobody = access.ask(
            None,
            *operation,
            &thing(*operation, None, Ownership::Nobodys).resource(),
            now(),
        );
        let source = |name| {
            let caller = ombud_access::Asker::Source(name);
            letter(&access.ask(
                caller,
                *operation,
                &thing(*operation, None, Ownership::Nobodys).resource(),
                now(),
            ))
        };
        let _ = writeln!(
            out,
            "{operation:<24} | {} | {} {}",
            letter(&nobody),
            source("hr"),
            source("mail")
        );
    }
    out
}

#[test]
fn the_matrix_is_the_one_that_was_reviewed() {
    let found = matrix(&Access::new(&[], Mode::Pilot).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/matrix.txt");
    if std::env::var_os("OMBUD_REGENERATE").is_some_and(|what| what == "matrix") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &found).unwrap();
    }
    let reviewed = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    let changed: Vec<(&str, &str)> = reviewed
        .lines()
        .zip(found.lines())
        .filter(|(old, new)| old != new)
        .collect();
    assert!(changed.is_empty(), "reviewed, and found: {changed:#?}");
    assert_eq!(reviewed.lines().count(), found.lines().count());
}
