//! Roles that come from a provider's groups.

use std::collections::BTreeSet;

use ombud_access::{Access, Applicant, Finding, Mode, Renewed, RoleId, Roster, Wanted, group};
use ombud_model::{AccountId, AccountKind, Party, Timestamp, Units};
use proptest::prelude::*;

const ADMIN: Party = Party::new(AccountId(1), None);
const MIA: Party = Party::new(AccountId(2), None);

fn access() -> Access {
    Access::new(&[], Mode::Regular).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000).unwrap()
}

fn mia() -> Applicant {
    Applicant {
        account: MIA.account,
        kind: AccountKind::Human,
        human: MIA,
        also: BTreeSet::new(),
    }
}

fn roles(names: &[&str]) -> BTreeSet<RoleId> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

/// The roster after all steps, and what happened in words.
fn renewed(access: &Access, roster: &Roster, names: &[&str]) -> (Roster, Vec<String>) {
    let (mut last, mut told) = (roster.clone(), Vec::new());
    for step in roster.renewed(access, &mia(), &roles(names), now()) {
        told.push(match step {
            Renewed::Given { role, roster } => {
                last = roster;
                format!("given {role}")
            }
            Renewed::Taken { role, roster } => {
                last = roster;
                format!("taken {role}")
            }
            Renewed::NotGiven { role, why } => format!("not given {role}: {why}"),
            Renewed::NotTaken { role, why } => format!("not taken {role}: {why}"),
        });
    }
    (last, told)
}

fn held(roster: &Roster) -> Vec<(String, bool)> {
    let mut held: Vec<_> = roster
        .of(MIA.account)
        .map(|grant| (grant.role.to_string(), grant.from_groups))
        .collect();
    held.sort();
    held
}

#[test]
fn groups_give_and_take_and_leave_alone_what_somebody_granted() {
    let access = access();
    let first = Roster::default().first(&access, ADMIN.account).unwrap();
    let (roster, told) = renewed(&access, &first, &["analysts", "planners"]);
    assert_eq!(told, ["given analysts", "given planners"]);
    assert!(
        renewed(&access, &roster, &["analysts", "planners"])
            .1
            .is_empty(),
        "nothing changes twice"
    );
    let wanted = Wanted {
        role: "planners".parse().unwrap(),
        units: Units::All,
        expires: None,
    };
    let by_hand = roster
        .grant(&access, ADMIN, &mia(), wanted, now())
        .unwrap()
        .roster;
    assert_eq!(
        held(&by_hand),
        [
            ("analysts".to_owned(), true),
            ("planners".to_owned(), false)
        ]
    );
    let (left, told) = renewed(&access, &by_hand, &[]);
    assert_eq!(
        (told, held(&left)),
        (
            vec!["taken analysts".to_owned()],
            vec![("planners".to_owned(), false)]
        )
    );
    let (left, told) = renewed(&access, &by_hand, &["planners"]);
    assert_eq!(
        (told.len(), held(&left)),
        (1, vec![("planners".to_owned(), false)]),
        "what is granted stays granted"
    );
}

#[test]
fn no_mapping_gives_what_is_forbidden_and_the_reason_is_told() {
    let access = access();
    let first = Roster::default().first(&access, ADMIN.account).unwrap();
    let (roster, told) = renewed(
        &access,
        &first,
        &["analysts", "auditors", "no-such-role", "pilot", "responder"],
    );
    assert_eq!(held(&roster), [("analysts".to_owned(), true)]);
    let reasons = [
        "given analysts",
        "cannot be held together with `analysts`",
        "no role `no-such-role`",
        "for pilots",
        "for integrations",
    ];
    assert!(
        told.len() == 5
            && told
                .iter()
                .zip(reasons)
                .all(|(told, reason)| told.contains(reason)),
        "{told:?}"
    );
    // Whoever moves from one duty to another is not held up by the old one.
    let (roster, told) = renewed(&access, &roster, &["auditors"]);
    assert_eq!(
        (told.len(), held(&roster)),
        (2, vec![("auditors".to_owned(), true)])
    );
}

#[test]
fn the_last_administrator_stays_whatever_the_groups_say() {
    let access = access();
    let (alone, _) = renewed(&access, &Roster::default(), &[group::ADMINISTRATORS]);
    let (still, told) = renewed(&access, &alone, &[]);
    assert!(
        told.len() == 1 && told[0].contains("no administrator"),
        "{told:?}"
    );
    assert_eq!(still, alone);
    let two = alone.first(&access, ADMIN.account).unwrap_err();
    assert!(two.to_string().contains("there is an administrator"));
}

proptest! {
    #[test]
    fn whatever_the_groups_say_duties_stay_apart_and_grants_by_hand_stay(
        sequence in proptest::collection::vec(
            proptest::collection::btree_set(
                proptest::sample::select(vec!["analysts", "investigators", "approvers", "auditors", "planners", "administrators", "pilot", "responder", "x"]),
                0..5,
            ),
            1..6,
        )
    ) {
        let access = access();
        let mut roster = Roster::default().first(&access, ADMIN.account).unwrap();
        let wanted = Wanted { role: "planners".parse().unwrap(), units: Units::All, expires: None };
        roster = roster.grant(&access, ADMIN, &mia(), wanted, now()).unwrap().roster;
        for names in sequence {
            let names: Vec<&str> = names.into_iter().collect();
            let (next, _) = renewed(&access, &roster, &names);
            roster = next;
            let findings = roster.findings(&access, |account| account, now());
            prop_assert!(!findings.iter().any(|finding| *finding != Finding::NoAdministrator), "{:?}", findings);
            for (role, from_groups) in held(&roster) {
                let expected = if from_groups { names.contains(&role.as_str()) } else { role == "planners" };
                prop_assert!(expected, "{} {}", role, from_groups);
            }
            prop_assert!(held(&roster).contains(&("planners".to_owned(), false)));
        }
    }
}
