//! Who may be given which role, and that no sequence of steps loses the last administrator or unites duties.

use std::collections::BTreeSet;

use ombud_access::{
    Access, Applicant, CustomRole, Finding, GrantRefused, Granted, Holders, Mode, RevokeRefused,
    Roster, Wanted,
};
use ombud_model::{AccountId, AccountKind, Operation, Party, PersonId, Timestamp, UnitId, Units};
use proptest::prelude::*;

use crate::access_spec::{NOW, ROLES, Random, access, custom_roles, now};

const ADMIN: Party = Party::new(AccountId(1), None);
const OTHER: Party = Party::new(AccountId(2), None);

fn applicant(human: Party) -> Applicant {
    Applicant {
        account: human.account,
        kind: AccountKind::Human,
        human,
        also: BTreeSet::new(),
    }
}

fn wanted(role: &str) -> Wanted {
    Wanted {
        role: role.parse().unwrap(),
        units: Units::All,
        expires: None,
    }
}

fn first(access: &Access) -> Roster {
    Roster::default().first(access, ADMIN.account).unwrap()
}

fn refused(result: Result<Granted, GrantRefused>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn duties_in_conflict_are_refused_with_the_reason_and_only_warned_about_in_a_pilot() {
    for (held, asked) in [
        ("administrators", "approvers"),
        ("approvers", "investigators"),
        ("analysts", "approvers"),
        ("administrators", "investigators"),
        ("auditors", "planners"),
        ("investigators", "auditors"),
    ] {
        let access = access(Mode::Regular);
        let roster = first(access)
            .grant(access, ADMIN, &applicant(OTHER), wanted(held), now())
            .unwrap()
            .roster;
        let error = refused(roster.grant(access, ADMIN, &applicant(OTHER), wanted(asked), now()));
        assert!(
            error.starts_with(&format!(
                "`{asked}` cannot be held together with `{held}`: "
            )),
            "{error}"
        );
        let pilot = crate::access_spec::access(Mode::Pilot);
        let granted = roster
            .grant(pilot, ADMIN, &applicant(OTHER), wanted(asked), now())
            .unwrap();
        let [Finding::Conflict { account, .. }] = &granted.warnings[..] else {
            panic!("{:?}", granted.warnings)
        };
        assert_eq!(*account, OTHER.account);
        let listed = granted.roster.findings(access, |account| account, now());
        assert!(
            matches!(&listed[..], [Finding::Conflict { .. }]),
            "{listed:?}"
        );
    }
    let access = access(Mode::Regular);
    let roster = first(access)
        .grant(access, ADMIN, &applicant(OTHER), wanted("analysts"), now())
        .unwrap()
        .roster;
    let both = roster
        .grant(
            access,
            ADMIN,
            &applicant(OTHER),
            wanted("investigators"),
            now(),
        )
        .unwrap();
    assert_eq!(both.warnings, []);
}

#[test]
fn a_role_that_expired_is_in_nobodys_way() {
    let access = access(Mode::Regular);
    let until = Wanted {
        expires: Some(Timestamp::from_millis(NOW + 1000).unwrap()),
        ..wanted("approvers")
    };
    let roster = first(access)
        .grant(access, ADMIN, &applicant(OTHER), until, now())
        .unwrap()
        .roster;
    let at = |ms| Timestamp::from_millis(NOW + ms).unwrap();
    assert!(
        roster
            .grant(
                access,
                ADMIN,
                &applicant(OTHER),
                wanted("analysts"),
                at(999)
            )
            .is_err()
    );
    let granted = roster
        .grant(
            access,
            ADMIN,
            &applicant(OTHER),
            wanted("analysts"),
            at(1000),
        )
        .unwrap();
    assert_eq!(granted.roster.pruned(at(1000)).of(OTHER.account).count(), 1);
}

#[test]
fn nobody_grants_to_themselves_by_whatever_account() {
    let access = access(Mode::Pilot);
    let roster = first(access);
    let oneself = GrantRefused::Oneself.to_string();
    assert_eq!(
        refused(roster.grant(access, ADMIN, &applicant(ADMIN), wanted("analysts"), now())),
        oneself
    );
    let me = Party::new(ADMIN.account, Some(PersonId(5)));
    let second = Party::new(AccountId(8), Some(PersonId(5)));
    assert_eq!(
        refused(roster.grant(access, me, &applicant(second), wanted("analysts"), now())),
        oneself
    );
    // An integration that the granter answers for.
    let program = Applicant {
        account: AccountId(9),
        kind: AccountKind::Integration,
        human: me,
        also: BTreeSet::new(),
    };
    assert_eq!(
        refused(roster.grant(access, me, &program, wanted("responder"), now())),
        oneself
    );
    let linked = Applicant {
        also: BTreeSet::from([ADMIN.account]),
        ..applicant(OTHER)
    };
    assert_eq!(
        refused(roster.grant(access, ADMIN, &linked, wanted("analysts"), now())),
        oneself
    );
}

#[test]
fn duties_count_for_the_human_and_not_for_the_account() {
    let access = access(Mode::Regular);
    let roster = first(access)
        .grant(access, ADMIN, &applicant(OTHER), wanted("approvers"), now())
        .unwrap()
        .roster;
    let program = Applicant {
        account: AccountId(9),
        kind: AccountKind::Integration,
        human: OTHER,
        also: BTreeSet::new(),
    };
    let error = refused(roster.grant(access, ADMIN, &program, wanted("responder"), now()));
    assert!(
        error.contains("`responder` cannot be held together with `approvers`"),
        "{error}"
    );
    let second = Applicant {
        also: BTreeSet::from([OTHER.account]),
        ..applicant(Party::new(AccountId(3), None))
    };
    assert!(
        refused(roster.grant(access, ADMIN, &second, wanted("analysts"), now()))
            .contains("`approvers`")
    );
    let split = Roster::new(roster.grants().iter().cloned().chain([ombud_access::Grant {
        account: AccountId(9),
        role: "responder".parse().unwrap(),
        units: Units::All,
        expires: None,
        granted_by: None,
        from_groups: false,
    }]));
    assert_eq!(split.findings(access, |account| account, now()), []);
    let human = |account| {
        if account == AccountId(9) {
            OTHER.account
        } else {
            account
        }
    };
    assert_eq!(split.findings(access, human, now()).len(), 1);
}

#[test]
fn roles_go_only_to_those_they_are_for() {
    let access = access(Mode::Regular);
    let roster = first(access);
    let to = applicant(OTHER);
    let program = Applicant {
        account: AccountId(9),
        kind: AccountKind::Integration,
        human: OTHER,
        also: BTreeSet::new(),
    };
    let refused = |to: &Applicant, wanted: Wanted| {
        roster.grant(access, ADMIN, to, wanted, now()).unwrap_err()
    };
    let role = |name: &str| name.parse().unwrap();
    assert_eq!(
        refused(&to, wanted("responder")),
        GrantRefused::ForIntegrations(role("responder"))
    );
    assert_eq!(
        refused(&program, wanted("analysts")),
        GrantRefused::ForHumans(role("analysts"))
    );
    assert_eq!(
        refused(&to, wanted("pilot")),
        GrantRefused::PilotOnly(role("pilot"))
    );
    assert_eq!(
        refused(&to, wanted("united")),
        GrantRefused::PilotOnly(role("united"))
    );
    for name in ["no-such-role", "everyone", "nobody", "sources"] {
        assert_eq!(
            refused(&to, wanted(name)),
            GrantRefused::UnknownRole(role(name))
        );
    }
    assert_eq!(
        refused(
            &to,
            Wanted {
                units: Units::Only(BTreeSet::new()),
                ..wanted("analysts")
            }
        ),
        GrantRefused::NoUnits
    );
    assert_eq!(
        refused(
            &to,
            Wanted {
                expires: Some(now()),
                ..wanted("analysts")
            }
        ),
        GrantRefused::Expired
    );
    assert!(
        roster
            .grant(access, ADMIN, &program, wanted("responder"), now())
            .is_ok()
    );
}

#[test]
fn the_last_administrator_stays() {
    let access = access(Mode::Regular);
    let roster = first(access);
    let role = "administrators".parse().unwrap();
    assert_eq!(
        roster.revoke(access, ADMIN.account, &role),
        Err(RevokeRefused::LastAdministrator)
    );
    assert_eq!(
        roster.without(access, ADMIN.account),
        Err(RevokeRefused::LastAdministrator)
    );
    assert_eq!(
        roster.revoke(access, OTHER.account, &role),
        Err(RevokeRefused::NotHeld(role.clone()))
    );
    assert_eq!(
        roster.first(access, OTHER.account),
        Err(GrantRefused::NotTheFirst)
    );
    let units = Units::Only(BTreeSet::from([UnitId(1)]));
    let weaker = [
        Wanted {
            expires: Some(Timestamp::MAX),
            ..wanted("administrators")
        },
        Wanted {
            units,
            ..wanted("administrators")
        },
    ];
    for weak in weaker {
        // An administrator for a time or for some units is not one who could take over.
        let with = roster
            .grant(access, ADMIN, &applicant(OTHER), weak.clone(), now())
            .unwrap()
            .roster;
        assert_eq!(
            with.revoke(access, ADMIN.account, &role),
            Err(RevokeRefused::LastAdministrator)
        );
        // Nor may the last one be turned into such a one.
        assert_eq!(
            with.grant(access, OTHER, &applicant(ADMIN), weak, now()),
            Err(GrantRefused::LastAdministrator)
        );
    }
    let two = roster
        .grant(
            access,
            ADMIN,
            &applicant(OTHER),
            wanted("administrators"),
            now(),
        )
        .unwrap()
        .roster;
    assert!(
        two.revoke(access, ADMIN.account, &role)
            .unwrap()
            .has_administrator(access)
    );
}

#[test]
fn a_pilot_ends_only_when_nothing_depends_on_it() {
    let (pilot, regular) = (access(Mode::Pilot), access(Mode::Regular));
    let roster = first(pilot)
        .grant(pilot, ADMIN, &applicant(OTHER), wanted("pilot"), now())
        .unwrap()
        .roster;
    let alone = roster
        .revoke(pilot, ADMIN.account, &"administrators".parse().unwrap())
        .unwrap();
    assert!(alone.has_administrator(pilot));
    let findings = alone.findings(regular, |account| account, now());
    let [Finding::UnitesDuties { .. }, Finding::NoAdministrator] = &findings[..] else {
        panic!("{findings:?}")
    };
    let changed = Access::new(&custom_roles()[..1], Mode::Regular).unwrap();
    let lead = roster
        .grant(pilot, ADMIN, &applicant(OTHER), wanted("united"), now())
        .unwrap()
        .roster;
    let unknown = lead.findings(&changed, |account| account, now());
    assert!(unknown.iter().any(
        |finding| matches!(finding, Finding::UnknownRole { role, .. } if role.as_str() == "united")
    ));
}

#[test]
fn a_custom_role_that_grants_roles_makes_an_administrator_only_for_humans() {
    let role = |held_by| CustomRole {
        id: "granters".parse().unwrap(),
        title: "Granters".into(),
        operations: BTreeSet::from([Operation::GrantRole]),
        held_by,
        oversees: false,
        pilot: false,
    };
    for (held_by, stays) in [(Holders::Humans, false), (Holders::Either, true)] {
        let access = Access::new(&[role(held_by)], Mode::Regular).unwrap();
        let roster = first(&access)
            .grant(&access, ADMIN, &applicant(OTHER), wanted("granters"), now())
            .unwrap()
            .roster;
        assert_eq!(roster.without(&access, ADMIN.account).is_err(), stays);
    }
}

#[test]
fn rosters_are_stored_and_come_back() {
    let access = access(Mode::Regular);
    let units = Units::Only(BTreeSet::from([UnitId(1)]));
    let until = Wanted {
        units,
        expires: Some(Timestamp::MAX),
        ..wanted("analysts")
    };
    let roster = first(access)
        .grant(access, ADMIN, &applicant(OTHER), until, now())
        .unwrap()
        .roster;
    let json = serde_json::to_string(&roster).unwrap();
    assert_eq!(serde_json::from_str::<Roster>(&json).unwrap(), roster);
    assert!(
        json.contains(r#""units":{"only":["unit-00000000000000000000000000000001"]}"#),
        "{json}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is granted, revoked, disabled and pruned, in whatever order and while time passes.
    #[test]
    fn no_sequence_loses_the_last_administrator_or_unites_duties(seed: u64) {
        let access = access(Mode::Regular);
        let mut random = Random(seed);
        let mut roster = first(access);
        let human = |account: AccountId| if account == AccountId(2) { AccountId(1) } else { account };
        for step in 0..60 {
            let at = Timestamp::from_millis(NOW + step * 1000).unwrap();
            let (by, to) = (random.party(), random.party());
            let role = random.pick(&ROLES);
            let next = match random.below(6) {
                0 => roster.revoke(access, to.account, &role.parse().unwrap()).ok(),
                1 => roster.without(access, to.account).ok(),
                2 => Some(roster.pruned(at)),
                _ => {
                    let expires = random.one_in(3).then(|| Timestamp::from_millis(NOW + 1000 * random.below(80) as i64).unwrap());
                    let wanted = Wanted { units: random.units(), expires, ..wanted(role) };
                    // The accounts 1 and 2 belong to one human.
                    let also = [AccountId(1), AccountId(2)].into_iter().filter(|other| human(*other) == human(to.account)).collect();
                    roster.grant(access, by, &Applicant { also, ..applicant(to) }, wanted, at).ok().map(|granted| {
                        assert!(granted.warnings.is_empty(), "there are no warnings in regular use");
                        granted.roster
                    })
                }
            };
            roster = next.unwrap_or(roster);
            prop_assert!(roster.has_administrator(access));
            prop_assert_eq!(roster.findings(access, human, at), []);
            let later = Timestamp::from_millis(NOW + 1_000_000).unwrap();
            prop_assert_eq!(roster.findings(access, human, later), [], "time alone must not lose the last administrator");
            for grant in roster.grants() {
                prop_assert!(grant.granted_by.is_none_or(|by| human(by) != human(grant.account)), "{grant:?}");
            }
        }
    }
}
