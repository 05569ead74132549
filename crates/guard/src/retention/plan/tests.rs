//! Nothing held or young goes, everything due goes, and the brake holds.

use ombud_model::{HoldId, Party, Units};
use proptest::prelude::*;

use super::*;
use crate::hold::HoldGround;
use crate::retention::{Limits, RetentionRulesDraft, RunBasis, RunRecord};

const OFFICER: ActingAccount = ActingAccount {
    party: Party::new(AccountId(5), None),
    nature: Nature::Human,
    units: Units::All,
};

fn day(days: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + days * DAY_MS).unwrap()
}

fn lot(kind: Kind, id: &str, to: i64, parts: &[(Option<u64>, u64)]) -> Lot {
    let parts = parts
        .iter()
        .map(|(person, rows)| Part {
            person: person.map(PersonId),
            case: None,
            rows: *rows,
        })
        .collect();
    Lot {
        kind,
        id: LotId(id.to_owned()),
        from: day(to - 1),
        to: day(to),
        parts,
    }
}

fn hold(on: HoldTarget) -> Hold {
    Hold::place(HoldId(1), on, HoldGround::LegalClaim, &OFFICER, day(-900)).unwrap()
}

fn run(now: i64, last: Option<i64>, holds: &[Hold], inventory: &[Lot]) -> Plan {
    run_with(now, last, holds, &BTreeMap::new(), inventory)
}

fn run_with(
    now: i64,
    last: Option<i64>,
    holds: &[Hold],
    members: &BTreeMap<CaseId, BTreeSet<PersonId>>,
    inventory: &[Lot],
) -> Plan {
    let rules = RetentionRules::default();
    plan(
        &PlanContext {
            rules: &rules,
            holds,
            members,
            now: day(now),
            last: last.map(|last| LastRun { at: day(last) }),
        },
        inventory,
    )
}

#[test]
fn each_kind_has_its_own_time_to_the_millisecond() {
    for &kind in Kind::ALL {
        let days = i64::from(kind.usual_days());
        let inventory = [lot(kind, "a", 0, &[(None, 1)])];
        let at = |millis: i64| {
            let now = Timestamp::from_millis(day(days).millis() + millis).unwrap();
            let rules = RetentionRules::default();
            plan(
                &PlanContext {
                    rules: &rules,
                    holds: &[],
                    members: &BTreeMap::new(),
                    now,
                    last: None,
                },
                &inventory,
            )
            .deletions()
            .len()
        };
        assert_eq!((at(-1), at(0)), (0, 1), "{kind}");
    }
}

#[test]
fn held_persons_and_cases_keep_their_rows() {
    let mut case = lot(Kind::ClosedCases, "case", 0, &[(Some(1), 5), (Some(2), 7)]);
    case.parts
        .iter_mut()
        .for_each(|part| part.case = Some(CaseId(9)));
    let inventory = [
        case,
        lot(
            Kind::History,
            "mixed",
            0,
            &[(Some(1), 5), (Some(2), 7), (None, 2)],
        ),
        lot(Kind::History, "only", 0, &[(Some(1), 5)]),
        lot(Kind::History, "others", 0, &[(Some(2), 7)]),
        lot(Kind::History, "empty", 0, &[]),
    ];
    let members = BTreeMap::from([(CaseId(9), BTreeSet::from([PersonId(1), PersonId(2)]))]);
    let plan_with = |holds: &[Hold]| {
        let plan = run_with(400, Some(399), holds, &members, &inventory);
        plan.deletions()
            .iter()
            .map(|gone| (gone.lot.0.clone(), gone.rows, gone.keep_persons.clone()))
            .collect::<Vec<_>>()
    };
    let entry = |lot: &str, rows, keep: &[u64]| {
        (
            lot.to_owned(),
            rows,
            keep.iter().copied().map(PersonId).collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        plan_with(&[hold(HoldTarget::Person(PersonId(1)))]),
        [
            entry("case", 7, &[1]),
            entry("empty", 0, &[]),
            entry("mixed", 9, &[1]),
            entry("others", 7, &[]),
        ]
    );
    assert_eq!(
        plan_with(&[hold(HoldTarget::Case(CaseId(9)))]),
        [entry("empty", 0, &[]), entry("mixed", 2, &[1, 2])],
        "the case stays, and everything about both who are in it"
    );
    for on in [HoldTarget::Person(PersonId(1)), HoldTarget::Case(CaseId(9))] {
        let lifted = hold(on).lift(&OFFICER, day(1)).unwrap();
        assert_eq!(plan_with(&[lifted]).len(), 5);
    }
}

#[test]
fn the_brake_is_pulled_when_the_clock_jumps() {
    let inventory = [lot(Kind::History, "a", 0, &[(None, 5)])];
    let brake = |now: i64, last: i64| match run(now, Some(last), &[], &inventory).standing {
        PlanStanding::Braked(brakes) => brakes,
        _ => vec![],
    };
    assert_eq!(brake(400, 399), []);
    assert_eq!(brake(400, 398), []);
    assert_eq!(
        brake(400, 397),
        [Brake::ClockJump {
            last: day(397),
            now: day(400)
        }]
    );
    assert_eq!(
        brake(400, 401),
        [Brake::ClockBack {
            last: day(401),
            now: day(400)
        }]
    );
    let braked = run(4_000, Some(399), &[], &inventory);
    assert!(braked.deletions().is_empty());
    assert_eq!(braked.due().len(), 1);
    assert_eq!(RunRecord::of(1, &braked), None);
    let nothing_due = run(30, Some(1), &[], &inventory);
    assert_eq!(
        nothing_due.standing,
        PlanStanding::Ready,
        "nothing is due, so nothing is braked"
    );
}

#[test]
fn the_brake_is_pulled_when_too_much_would_go() {
    let fill = |old: u64, new: u64| {
        [
            lot(Kind::History, "old", 0, &[(None, old)]),
            lot(Kind::History, "new", 300, &[(None, new)]),
        ]
    };
    let standing = |old, new| run(400, Some(399), &[], &fill(old, new)).standing;
    assert_eq!(
        standing(2_000, 8_000),
        PlanStanding::Ready,
        "exactly a fifth"
    );
    assert_eq!(
        standing(2_001, 8_000),
        PlanStanding::Braked(vec![Brake::TooMuch {
            kind: Kind::History,
            due: 2_001,
            total: 10_001
        }])
    );
    assert_eq!(
        standing(999, 0),
        PlanStanding::Ready,
        "few rows are no reason to stop"
    );
    assert!(matches!(standing(1_000, 0), PlanStanding::Braked(_)));
    assert!(matches!(
        standing(u64::MAX, u64::MAX),
        PlanStanding::Braked(_)
    ));
}

#[test]
fn a_person_confirms_what_they_have_looked_at_and_nothing_else() {
    let mut inventory = vec![
        lot(Kind::History, "a", 0, &[(Some(1), 5)]),
        lot(Kind::History, "b", 0, &[(Some(2), 5)]),
    ];
    let braked = run(400, Some(300), &[], &inventory);
    let look = braked.digest();
    let present =
        |now: i64, holds: &[Hold], inventory: &[Lot]| run(now, Some(300), holds, inventory);
    let now = present(401, &[], &inventory);
    let machine = ActingAccount {
        nature: Nature::Machine,
        ..OFFICER
    };
    assert_eq!(
        braked.confirm(&look, &machine, &now),
        Err(ConfirmRefused::NotHuman)
    );
    assert_eq!(
        braked.confirm(&[0; 32], &OFFICER, &now),
        Err(ConfirmRefused::OtherPlan)
    );
    assert_eq!(
        braked.confirm(&look, &OFFICER, &present(404, &[], &inventory)),
        Err(ConfirmRefused::Stale)
    );
    assert_eq!(
        braked.confirm(&look, &OFFICER, &present(399, &[], &inventory)),
        Err(ConfirmRefused::Stale)
    );
    inventory.push(lot(Kind::History, "c", 0, &[(Some(3), 5)]));
    let holds = [hold(HoldTarget::Person(PersonId(2)))];
    let confirmed = braked
        .confirm(&look, &OFFICER, &present(401, &holds, &inventory))
        .unwrap();
    let gone: Vec<&str> = confirmed
        .deletions()
        .iter()
        .map(|deletion| deletion.lot.0.as_str())
        .collect();
    assert_eq!(gone, ["a"], "b is held by now, c was not looked at");
    assert_eq!(
        confirmed.confirm(&confirmed.digest(), &OFFICER, &now),
        Err(ConfirmRefused::NotBraked)
    );
    let record = RunRecord::of(8, &confirmed).unwrap();
    assert_eq!(
        (record.by, record.deleted[&Kind::History].rows),
        (RunBasis::Confirmed(AccountId(5)), 5)
    );
    // The next run compares its clock with this one and is not braked.
    assert_eq!(
        run(402, Some(401), &[], &inventory).standing,
        PlanStanding::Ready
    );
    assert_eq!(record.as_last(), LastRun { at: day(401) });
}

#[test]
fn the_record_proves_counts_and_spans_without_content() {
    let inventory = [
        lot(Kind::History, "a", 0, &[(Some(1), 5)]),
        lot(Kind::History, "b", 10, &[(Some(2), 6)]),
        lot(Kind::Receipts, "c", 20, &[(None, 1)]),
    ];
    let plan = run(400, Some(399), &[], &inventory);
    let record = RunRecord::of(1, &plan).unwrap();
    assert_eq!(
        record.deleted[&Kind::History],
        Deleted {
            lots: 2,
            rows: 11,
            from: day(-1),
            to: day(10)
        }
    );
    assert_eq!((record.by, record.deleted.len()), (RunBasis::Rules, 2));
    let json = serde_json::to_string(&record).unwrap();
    assert!(!json.contains("person"), "{json}");
    assert_eq!(serde_json::from_str::<RunRecord>(&json).unwrap(), record);
    let other = RunRecord::of(1, &run(400, Some(399), &[], &inventory[..2])).unwrap();
    assert_ne!(other.commitment, record.commitment);
    let stored: Plan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    assert_eq!(stored, plan);
}

use crate::retention::Deleted;

fn inventories() -> impl Strategy<Value = Vec<Lot>> {
    let part = (
        prop::option::of(0u64..6),
        prop::option::of(0u128..3),
        1u64..900,
    )
        .prop_map(|(person, case, rows)| Part {
            person: person.map(PersonId),
            case: case.map(CaseId),
            rows,
        });
    let parts = prop::collection::vec(part, 0..4);
    let lot = (0..Kind::ALL.len(), -1_200i64..400, 0i64..30, parts).prop_map(
        |(kind, to, span, parts)| Lot {
            kind: Kind::ALL[kind],
            id: LotId(String::new()),
            from: day(to - span),
            to: day(to),
            parts,
        },
    );
    prop::collection::vec(lot, 0..25).prop_map(|mut lots| {
        lots.iter_mut()
            .enumerate()
            .for_each(|(number, lot)| lot.id = LotId(format!("lot-{number}")));
        lots
    })
}

fn held(part: &Part, persons: &BTreeSet<u64>, cases: &BTreeSet<u128>) -> bool {
    part.person
        .is_some_and(|person| persons.contains(&person.0))
        || part.case.is_some_and(|case| cases.contains(&case.0))
}

/// What a store does with a plan.
fn carry_out(inventory: &[Lot], deletions: &[Deletion]) -> Vec<Lot> {
    let mut left = Vec::new();
    for lot in inventory {
        let Some(deletion) = deletions
            .iter()
            .find(|gone| (gone.kind, &gone.lot) == (lot.kind, &lot.id))
        else {
            left.push(lot.clone());
            continue;
        };
        let mut lot = lot.clone();
        lot.parts.retain(|part| {
            part.person
                .is_some_and(|person| deletion.keep_persons.contains(&person))
                || part
                    .case
                    .is_some_and(|case| deletion.keep_cases.contains(&case))
        });
        if !lot.parts.is_empty() {
            left.push(lot);
        }
    }
    left
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_held_or_young_goes_everything_due_goes_and_once_is_enough(
        inventory in inventories(),
        persons in prop::collection::btree_set(0u64..6, 0..3),
        cases in prop::collection::btree_set(0u128..3, 0..2),
        members in prop::collection::btree_map(0u128..3, prop::collection::btree_set(0u64..6, 0..3), 0..3),
        last in prop::option::of(-3i64..4),
        max in prop::option::of(1u16..400),
        min in prop::option::of(1u16..400),
    ) {
        let now = 400;
        let limits = BTreeMap::from([(Kind::History, Limits { min, max })]);
        let rules = RetentionRules::try_from(RetentionRulesDraft { limits, ..Default::default() }).unwrap();
        let on = persons.iter().map(|person| HoldTarget::Person(PersonId(*person)));
        let holds: Vec<Hold> = on.chain(cases.iter().map(|case| HoldTarget::Case(CaseId(*case)))).map(hold).collect();
        let who = |who: &BTreeSet<u64>| who.iter().copied().map(PersonId).collect();
        let in_cases = members.iter().map(|(case, persons)| (CaseId(*case), who(persons))).collect();
        let of_cases = cases.iter().filter_map(|case| members.get(case)).flatten();
        let persons: BTreeSet<u64> = persons.iter().chain(of_cases).copied().collect();
        let last = last.map(|before| LastRun { at: day(now - before) });
        let context = PlanContext { rules: &rules, holds: &holds, members: &in_cases, now: day(now), last };
        let first = plan(&context, &inventory);
        let carried = match first.standing {
            PlanStanding::Braked(_) => {
                prop_assert!(first.deletions().is_empty());
                prop_assert_eq!(carry_out(&inventory, first.deletions()), inventory.clone());
                first.confirm(&first.digest(), &OFFICER, &plan(&context, &inventory)).unwrap()
            }
            _ => {
                let behind = last.is_some_and(|last| last.at > day(now) || day(now).millis() - last.at.millis() > 2 * DAY_MS);
                prop_assert!(!behind || first.due().is_empty());
                first
            }
        };
        let left = carry_out(&inventory, carried.deletions());
        let mut expected = Vec::new();
        for lot in &inventory {
            let mut days = i64::from(lot.kind.usual_days());
            if lot.kind == Kind::History {
                days = max.map_or(days, |max| days.min(i64::from(max)));
                days = min.map_or(days, |min| days.max(i64::from(min)));
            }
            let due = lot.to.millis() + days * DAY_MS <= day(now).millis();
            let parts: Vec<Part> = lot.parts.iter().copied().filter(|part| !due || held(part, &persons, &cases)).collect();
            if !due || !parts.is_empty() {
                expected.push(Lot { parts, ..lot.clone() });
            }
        }
        prop_assert_eq!(&left, &expected);
        let rows = |lots: &[Lot]| lots.iter().flat_map(|lot| &lot.parts).map(|part| part.rows).sum::<u64>();
        let record = RunRecord::of(1, &carried).unwrap();
        prop_assert_eq!(record.deleted.values().map(|gone| gone.rows).sum::<u64>(), rows(&inventory) - rows(&left));
        let context = PlanContext { last: Some(record.as_last()), ..context };
        let again = plan(&context, &left);
        prop_assert!(again.due().is_empty(), "{:?}", again);
    }
}
