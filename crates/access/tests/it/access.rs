//! Access seen from outside: against an independent model, and by its properties.

use std::sync::LazyLock;

use ombud_access::{Access, Decision, Kind, ListBounds, Mode, Principal, Resource, Sources};
use ombud_model::{Area, Operation, Party, Timestamp};
use proptest::prelude::*;

use crate::access_oracle::{Answer, answer};
use crate::access_spec::{Random, Request, Thing, Who, access, custom_roles, now};

fn ask(access: &Access, request: &Request) -> Decision {
    let resource = request.thing.resource();
    match &request.who {
        Who::Nobody => access.ask(None, request.operation, &resource, now()),
        Who::Source(name) => access.ask(
            ombud_access::Asker::Source(name),
            request.operation,
            &resource,
            now(),
        ),
        Who::Account(principal) => access.ask(principal, request.operation, &resource, now()),
    }
}

fn plain(decision: &Decision) -> Answer {
    match decision {
        Decision::Allowed { .. } => Answer::Allowed,
        Decision::OutOfSight => Answer::OutOfSight,
        Decision::Forbidden(_) => Answer::Forbidden,
        Decision::NotSignedIn => Answer::NotSignedIn,
        Decision::NeedsFresh => Answer::NeedsFresh,
    }
}

/// The first request on which the two differ, and how often each answer was given.
fn compare(
    access: &Access,
    mode: Mode,
    seed: u64,
    requests: usize,
) -> (Option<String>, [usize; 5]) {
    let mut random = Random(seed);
    let mut counts = [0; 5];
    for _ in 0..requests {
        let request = random.request();
        let (found, expected) = (ask(access, &request), answer(&request, mode));
        if plain(&found) != expected {
            return (
                Some(format!(
                    "expected {expected:?}, found {found:?} for {request:#?}"
                )),
                counts,
            );
        }
        counts
            .get_mut(expected as usize)
            .map(|count| *count += 1)
            .unwrap();
    }
    (None, counts)
}

#[test]
fn fifty_thousand_random_questions_get_the_answers_of_the_naive_model() {
    for (mode, seed) in [(Mode::Regular, 1), (Mode::Pilot, 2)] {
        let (difference, counts) = compare(access(mode), mode, seed, 25_000);
        assert_eq!(difference, None);
        // Every answer was given often enough for the comparison to mean something.
        assert!(counts.iter().all(|count| *count > 100), "{counts:?}");
    }
}

/// Files of the rules, a piece of each, and what makes a hole of it.
const HOLES: [(&str, &str, &str); 11] = [
    (
        "rules/separation.cedar",
        "when { context.about_self }",
        "when { false && context.about_self }",
    ),
    (
        "rules/separation.cedar",
        "Action::\"deny-person-request\",\n  ],\n  resource\n)\nwhen",
        "Action::\"deny-person-request\",\n  ],\n  resource\n)\nunless",
    ),
    (
        "rules/separation.cedar",
        "when { context.already_approved }",
        "when { context.already_approved && context.own }",
    ),
    (
        "rules/separation.cedar",
        "unless { context.in_person }",
        "unless { true }",
    ),
    (
        "rules/separation.cedar",
        "unless { context.own }",
        "unless { context.own || principal.oversees }",
    ),
    (
        "rules/need-to-know.cedar",
        "== \"outsider\"",
        "== \"insider\"",
    ),
    (
        "rules/units.cedar",
        "context.within_units ||",
        "context.within_units || action == Action::\"read-alert\" ||",
    ),
    (
        "rules/assurance.cedar",
        "unless { context.token_allows }",
        "unless { true }",
    ),
    (
        "rules/assurance.cedar",
        "unless { context.confirmed }",
        "unless { context.in_person }",
    ),
    (
        "roles/analysts.cedar",
        "Action::\"read-alert\",",
        "Action::\"read-alert\", Action::\"list-erasures\",",
    ),
    (
        "roles/everyone.cedar",
        "when { context.own || action == Action::\"sign-in\" }",
        "when { true }",
    ),
];

/// The comparison can fail: it notices each of these holes.
#[test]
fn planted_holes_are_found() {
    for (file, rule, hole) in HOLES {
        let mut sources = Sources::builtin();
        let (_, text) = sources
            .cedar
            .iter_mut()
            .find(|(name, _)| name == file)
            .unwrap();
        assert!(text.contains(rule), "{file}: {rule}");
        *text = text.replace(rule, hole);
        let access = Access::compile(sources, &custom_roles(), Mode::Pilot).unwrap();
        assert!(
            compare(&access, Mode::Pilot, 3, 40_000).0.is_some(),
            "{file}: {hole}"
        );
    }
}

fn principal(seed: u64) -> (Random, Principal) {
    let mut random = Random(seed);
    let principal = random.principal();
    (random, principal)
}

fn own(random: &mut Random, me: &Principal) -> Request {
    loop {
        let request = random.request();
        if let Who::Account(_) = request.who {
            return Request {
                who: Who::Account(me.clone()),
                ..request
            };
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_roles_only_ones_own_account_and_an_empty_overview_are_left(seed: u64) {
        let access = access(Mode::Pilot);
        let (mut random, mut me) = principal(seed);
        for expired in [false, true] {
            match expired {
                false => me.grants.clear(),
                true => me.grants = vec![grant(&me, "pilot", now())],
            }
            for _ in 0..20 {
                let request = own(&mut random, &me);
                let allowed = ask(access, &request).is_allowed();
                let left = request.operation.area() == Area::Accounts
                    || request.operation == Operation::ReadOverview;
                prop_assert!(!allowed || left, "{request:?}");
            }
        }
    }

    #[test]
    fn an_expired_grant_is_no_grant(seed: u64) {
        let access = access(Mode::Pilot);
        let (mut random, me) = principal(seed);
        let mut pruned = me.clone();
        pruned.grants.retain(|grant| grant.expires.is_none_or(|at| now() < at) && grant.account == me.party.account);
        for _ in 0..20 {
            let request = own(&mut random, &me);
            let without = Request { who: Who::Account(pruned.clone()), ..request.clone() };
            prop_assert_eq!(ask(access, &request), ask(access, &without));
        }
    }

    #[test]
    fn the_order_of_grants_and_rules_changes_nothing(seed: u64) {
        static TURNED: LazyLock<Access> = LazyLock::new(|| {
            let mut sources = Sources::builtin();
            sources.cedar.reverse();
            Access::compile(sources, &custom_roles(), Mode::Pilot).unwrap()
        });
        let (access, turned) = (access(Mode::Pilot), &*TURNED);
        let (mut random, me) = principal(seed);
        let mut other = me.clone();
        other.grants.reverse();
        for _ in 0..10 {
            let request = own(&mut random, &me);
            let reordered = Request { who: Who::Account(other.clone()), ..request.clone() };
            let answer = ask(access, &request);
            let bounds = |decision: Decision| match decision {
                Decision::Allowed { role, bounds } => Some((role, bounds.reach(), bounds.reach_into_cases_of_others())),
                _ => None,
            };
            prop_assert_eq!(plain(&answer), plain(&ask(turned, &request)));
            prop_assert_eq!(plain(&answer), plain(&ask(access, &reordered)));
            prop_assert_eq!(bounds(answer), bounds(ask(access, &reordered)));
        }
    }

    #[test]
    fn a_further_role_takes_nothing_away_and_gives_no_way_around_what_is_forbidden(seed: u64) {
        let access = access(Mode::Pilot);
        let (mut random, me) = principal(seed);
        let mut more = me.clone();
        more.grants.push(grant(&me, "pilot", Timestamp::MAX));
        for _ in 0..20 {
            let request = own(&mut random, &me);
            let allowed = ask(access, &request).is_allowed();
            let allowed_with_more = ask(access, &Request { who: Who::Account(more.clone()), ..request.clone() }).is_allowed();
            prop_assert!(!allowed || allowed_with_more);
            let approving = matches!(request.operation, Operation::ApproveUnmasking | Operation::DenyUnmasking);
            if let Thing::Unmasking { requester, .. } = &request.thing && approving && requester.is(&me.party) {
                prop_assert!(!allowed_with_more, "an own request was decided");
            }
            let deciding = matches!(request.operation, Operation::ApprovePersonRequest | Operation::DenyPersonRequest);
            if let Thing::PersonRequest { requester, .. } = &request.thing && deciding && requester.is(&me.party) {
                prop_assert!(!allowed_with_more, "an own request about a person was decided");
            }
        }
    }

    #[test]
    fn a_list_holds_exactly_what_could_be_asked_for_singly(seed: u64) {
        use Operation::*;
        let access = access(Mode::Pilot);
        let (mut random, me) = principal(seed);
        for _ in 0..40 {
            let request = own(&mut random, &me);
            let list = match request.thing {
                Thing::Alert(..) => ListAlerts,
                Thing::Persons(_) => ListPersons,
                Thing::Case(..) => ListCases,
                Thing::Unmasking { .. } => ListUnmaskings,
                Thing::PersonRequest { .. } => ListPersonRequests,
                _ => continue,
            };
            let row = request.thing.resource();
            let bounds: ListBounds = access.bounds(&me, list, now());
            prop_assert_eq!(bounds.sees(&me, &row), access.ask(&me, list, &row, now()).is_allowed(), "{:?}", request.thing);
            let all = Resource::list(Kind::of(list));
            prop_assert_eq!(bounds.is_none(), !access.ask(&me, list, &all, now()).is_allowed());
            if let Thing::Alert(person) = &request.thing && person.case.is_none() {
                let units: std::collections::BTreeSet<_> = person.units.iter().copied().map(ombud_model::UnitId).collect();
                let mine = me.party.person.is_some_and(|mine| mine.0 == person.id);
                prop_assert_eq!(bounds.sees(&me, &row), bounds.reach().reach(&units) && !mine);
                prop_assert_eq!(bounds.except(), me.party.person);
            }
            if let Thing::Alert(_) = &request.thing {
                let [subject] = row.subjects() else { unreachable!("one alert, one person") };
                let seen = bounds.sees_subject(&me, subject.person, &subject.units, subject.case.as_ref());
                prop_assert_eq!(bounds.sees(&me, &row), seen);
            }
        }
    }

    /// However requests are made and decided, by whatever accounts in whatever roles: those who asked and those who approved are
    /// different humans, and no program is among them.
    #[test]
    fn no_sequence_reaches_a_self_approval(seed: u64) {
        let access = access(Mode::Pilot);
        let mut random = Random(seed);
        let mut request: Option<(Party, Vec<Party>)> = None;
        for _ in 0..60 {
            let mut me = random.principal();
            me.grants.push(grant(&me, "pilot", Timestamp::MAX));
            me.fresh = true;
            let person = crate::access_spec::Person { id: 6, units: Default::default(), case: None };
            let (requester, approvers) = request.clone().unwrap_or((me.party, Vec::new()));
            let case = Some([1, 2, 3, 4].into());
            let thing = Thing::Unmasking { person, requester, approvers: approvers.clone(), case };
            let may = |operation| access.ask(&me, operation, &thing.resource(), now()).is_allowed();
            match &mut request {
                None if may(Operation::RequestUnmasking) => request = Some((me.party, Vec::new())),
                Some((_, approvers)) if may(Operation::ApproveUnmasking) => approvers.push(me.party),
                Some(_) if may(Operation::DenyUnmasking) && random.one_in(4) => request = None,
                _ => continue,
            }
            prop_assert!(me.in_person());
            if let Some((requester, approvers)) = &request {
                let humans: Vec<&Party> = approvers.iter().chain([requester]).collect();
                for (place, human) in humans.iter().enumerate() {
                    prop_assert!(!humans[place + 1..].iter().any(|other| other.is(human)), "{humans:?}");
                }
            }
        }
    }
}

fn grant(me: &Principal, role: &str, expires: Timestamp) -> ombud_access::Grant {
    let role = role.parse().unwrap();
    let units = ombud_model::Units::All;
    ombud_access::Grant {
        account: me.party.account,
        role,
        units,
        expires: Some(expires),
        granted_by: None,
        from_groups: false,
    }
}
