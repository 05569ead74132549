//! The rules against their schema, and what the module says of itself.

use std::collections::BTreeSet;

use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};
use ombud_model::{AccountKind, Party, Units};

use super::role::{GIVEN_BY_NOBODY, SOURCES};
use super::*;

fn builtin(mode: Mode) -> Access {
    Access::new(&[], mode).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000).unwrap()
}

fn holder(role: &str, units: Units) -> Principal {
    let party = Party::new(ombud_model::AccountId(1), None);
    let grant = Grant {
        account: party.account,
        role: role.parse().unwrap(),
        units,
        expires: None,
        granted_by: None,
        from_groups: false,
    };
    Principal {
        party,
        kind: AccountKind::Human,
        grants: vec![grant],
        fresh: true,
        token: None,
    }
}

fn custom(id: &str, operations: &[Operation]) -> CustomRole {
    let operations = operations.iter().copied().collect();
    CustomRole {
        id: id.parse().unwrap(),
        title: "A role".into(),
        operations,
        held_by: Holders::Humans,
        oversees: false,
        pilot: false,
    }
}

/// Validates every embedded policy, and those of a custom role, against the schema: no unknown action, fact or type, no rule that can
/// never apply.
#[test]
fn every_rule_is_valid() {
    let (schema, warnings) = Schema::from_cedarschema_str(&schema()).unwrap();
    assert_eq!(warnings.count(), 0);
    let validator = Validator::new(schema);
    let mut texts = Sources::builtin().cedar;
    texts.push((
        "custom".into(),
        custom("readers", &[Operation::ListAlerts, Operation::ReadAlert]).to_cedar(),
    ));
    for (file, text) in texts {
        let policies: PolicySet = text.parse().unwrap();
        let result = validator.validate(&policies, ValidationMode::Strict);
        assert!(
            result.validation_passed_without_warnings(),
            "{file}: {result}"
        );
    }
    let misspelt: PolicySet = "permit(principal, action == Action::\"read-allert\", resource);"
        .parse()
        .unwrap();
    assert!(
        !validator
            .validate(&misspelt, ValidationMode::Strict)
            .validation_passed()
    );
}

#[test]
fn every_operation_belongs_to_a_role_other_than_the_pilot() {
    let access = builtin(Mode::Pilot);
    let roles = access
        .groups()
        .iter()
        .map(|group| group.id.as_str())
        .chain(GIVEN_BY_NOBODY);
    let all: BTreeSet<Operation> = roles
        .filter(|role| *role != group::PILOT)
        .filter_map(|role| access.operations(role))
        .flatten()
        .copied()
        .collect();
    let missing: Vec<&Operation> = Operation::ALL
        .iter()
        .filter(|operation| !all.contains(operation))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let pilot = access.operations(group::PILOT).unwrap();
    let everyone = access.operations(EVERYONE).unwrap();
    let missing: Vec<&Operation> = all
        .iter()
        .filter(|one| !pilot.contains(one) && !everyone.contains(one))
        .collect();
    assert!(
        missing.is_empty(),
        "a pilot cannot do everything: {missing:?}"
    );
    assert_eq!(
        access.operations(SOURCES).unwrap(),
        &BTreeSet::from([Operation::PushRecords])
    );
    assert!(access.operations("nothing").is_none());
}

#[test]
fn no_role_group_unites_duties_but_the_pilot() {
    let access = builtin(Mode::Regular);
    for group in access.groups() {
        let operations = access.operations(group.id.as_str()).unwrap();
        assert_eq!(
            access.duties().conflict(operations, operations).is_some(),
            group.pilot,
            "{}",
            group.id
        );
    }
    let conflict = |one: &str, other: &str| {
        access
            .duties()
            .conflict(
                access.operations(one).unwrap(),
                access.operations(other).unwrap(),
            )
            .is_some()
    };
    use group::*;
    for (one, other) in [
        (ADMINISTRATORS, APPROVERS),
        (INVESTIGATORS, APPROVERS),
        (ANALYSTS, APPROVERS),
        (ADMINISTRATORS, ANALYSTS),
    ] {
        assert!(
            conflict(one, other) && conflict(other, one),
            "{one} and {other}"
        );
    }
    for other in [
        ADMINISTRATORS,
        ANALYSTS,
        INVESTIGATORS,
        APPROVERS,
        PLANNERS,
        RESPONDER,
        PILOT,
    ] {
        assert!(conflict(AUDITORS, other), "auditors and {other}");
    }
    assert!(!conflict(ANALYSTS, INVESTIGATORS));
    assert!(!conflict(PLANNERS, ADMINISTRATORS));
}

/// What the description of a group says it must never do is forbidden even if somebody adds it to the list of what it may do.
#[test]
fn what_a_group_must_never_do_stays_forbidden_when_its_list_grows() {
    for (role, operation) in [
        ("administrators", Operation::ReadAlert),
        ("administrators", Operation::OpenRejects),
        ("analysts", Operation::ApproveUnmasking),
        ("investigators", Operation::ApproveUnmasking),
        ("approvers", Operation::QueryActivities),
        ("auditors", Operation::ChangePolicy),
        ("planners", Operation::ListAlerts),
        ("responder", Operation::ListPersons),
    ] {
        let mut sources = Sources::builtin();
        let (_, text) = sources
            .cedar
            .iter_mut()
            .find(|(file, _)| file == &format!("roles/{role}.cedar"))
            .unwrap();
        *text = text.replacen(
            "action in [\n",
            &format!("action in [\n    Action::\"{operation}\",\n"),
            1,
        );
        let access = Access::compile(sources, &[], Mode::Regular).unwrap();
        assert!(access.operations(role).unwrap().contains(&operation));
        let decision = access.ask(
            &holder(role, Units::All),
            operation,
            &Resource::list(Kind::of(operation)),
            now(),
        );
        assert!(
            matches!(&decision, Decision::Forbidden(reason) if *reason.id == *format!("{role}-never")),
            "{role}: {decision:?}"
        );
    }
}

#[test]
fn a_question_about_the_wrong_kind_is_refused() {
    let access = builtin(Mode::Regular);
    let decision = access.ask(
        &holder("analysts", Units::All),
        Operation::ReadAlert,
        &Resource::list(Kind::Person),
        now(),
    );
    assert!(
        matches!(&decision, Decision::Forbidden(reason) if &*reason.id == "wrong-kind"),
        "{decision:?}"
    );
}

/// Cedar leaves out a rule that fails; here it must refuse.
#[test]
fn a_rule_that_fails_refuses() {
    let mut sources = Sources::builtin();
    let text = "@id(\"x\") @reason(\"y\") forbid (principal, action == Action::\"read-alert\", resource) when { context.no_such_fact };";
    sources.cedar.push(("rules/x.cedar".into(), text.into()));
    let access = Access::compile(sources, &[], Mode::Regular).unwrap();
    let analyst = holder("analysts", Units::All);
    let decision = access.ask(
        &analyst,
        Operation::ReadAlert,
        &Resource::list(Kind::Alert),
        now(),
    );
    assert!(
        matches!(&decision, Decision::Forbidden(reason) if &*reason.id == "broken-rule"),
        "{decision:?}"
    );
    assert!(
        access
            .ask(
                &analyst,
                Operation::ListAlerts,
                &Resource::list(Kind::Alert),
                now()
            )
            .is_allowed()
    );
}

/// Policies that are refused, each with what is said about it.
const SENSELESS_POLICIES: [(&str, &str); 9] = [
    ("permit (", "unexpected end of input"),
    (
        "permit (principal == Role::\"analysts\", action in [Action::\"read-alert\"], resource);",
        "a policy has no `@id`",
    ),
    (
        "@id(\"x\") permit (principal, action in [Action::\"read-alert\"], resource);",
        "must name one role",
    ),
    (
        "@id(\"x\") permit (principal == Role::\"analysts\", action, resource);",
        "must list its operations",
    ),
    (
        "@id(\"x\") permit (principal == Role::\"analysts\", action in [Action::\"fly\"], resource);",
        "`fly` is not an operation",
    ),
    (
        "@id(\"x\") permit (principal == Role::\"bosses\", action in [Action::\"read-alert\"], resource);",
        "does not describe it",
    ),
    (
        "@id(\"x\") forbid (principal, action, resource);",
        "gives no `@reason`",
    ),
    (
        "@id(\"units\") @reason(\"x\") forbid (principal, action, resource);",
        "units",
    ),
    (
        "@id(\"x\") permit (principal == ?principal, action, resource);",
        "templates",
    ),
];

#[test]
fn content_that_makes_no_sense_is_refused() {
    let with = |file: &str, text: &str| {
        let mut sources = Sources::builtin();
        match file {
            "roles.yaml" => sources.roles = text.to_owned(),
            "duties.yaml" => sources.duties = text.to_owned(),
            file => sources.cedar.push((file.to_owned(), text.to_owned())),
        }
        match Access::compile(sources, &[], Mode::Regular) {
            Err(AccessError::Content(ContentError::Content { problem, .. })) => problem,
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        }
    };
    for (text, problem) in SENSELESS_POLICIES {
        let found = with("rules/x.cedar", text);
        assert!(found.contains(problem), "{text}: {found}");
    }
    let roles = Sources::builtin().roles;
    assert!(with("roles.yaml", &roles.replace("id: planners", "id: nobody")).contains("reserved"));
    assert!(with("roles.yaml", &roles.replace("oversees", "overseas")).contains("overseas"));
    let duties = Sources::builtin().duties;
    assert!(
        with("duties.yaml", &duties.replace("  - read-health\n", ""))
            .contains("`read-health` is named 0 times")
    );
    assert!(
        with("duties.yaml", &format!("{duties}  - read-alert\n"))
            .contains("`read-alert` is named 2 times")
    );
    assert!(
        with(
            "duties.yaml",
            &duties.replace("between: [oversee, plan]", "between: [oversee, rest]")
        )
        .contains("`rest`")
    );
}

/// Why these roles cannot be made; `None` if they can.
fn refused(roles: &[CustomRole]) -> Option<String> {
    Access::new(roles, Mode::Regular)
        .err()
        .map(|error| error.to_string())
}

#[test]
fn custom_roles_are_subsets_that_keep_duties_apart() {
    use Operation as O;
    let make = |role: CustomRole| refused(&[role]);
    assert_eq!(
        make(custom("queue-watchers", &[O::ListAlerts, O::ReadHealth])),
        None
    );
    let error = make(custom("all", &[O::RequestUnmasking, O::ApproveUnmasking])).unwrap();
    assert!(error.contains("`investigate` and `decide`"), "{error}");
    assert_eq!(
        make(CustomRole {
            pilot: true,
            ..custom("all", &[O::RequestUnmasking, O::ApproveUnmasking])
        }),
        None
    );
    assert!(
        make(custom("analysts", &[O::ListAlerts]))
            .unwrap()
            .contains("comes with the program")
    );
    assert!(
        make(custom("everyone", &[O::ListAlerts]))
            .unwrap()
            .contains("comes with the program")
    );
    assert!(
        make(custom("none", &[]))
            .unwrap()
            .contains("allows nothing")
    );
    assert!(
        make(CustomRole {
            title: " x".into(),
            ..custom("x", &[O::ListAlerts])
        })
        .unwrap()
        .contains("title")
    );
    let twice = [custom("x", &[O::ListAlerts]), custom("x", &[O::ReadAlert])];
    assert!(refused(&twice).unwrap().contains("two custom roles"));
    let many: Vec<CustomRole> = (0..201)
        .map(|n| custom(&format!("role-{n}"), &[O::ListAlerts]))
        .collect();
    assert!(refused(&many).unwrap().contains("more than 200"));
}

#[test]
fn custom_roles_are_read_only_when_everything_in_them_is_known() {
    let json = r#"{"id":"x","title":"X","operations":["list-alerts","fly"],"held_by":"humans"}"#;
    assert!(
        serde_json::from_str::<CustomRole>(json)
            .unwrap_err()
            .to_string()
            .contains("`fly` is not an operation")
    );
    assert!(
        serde_json::from_str::<CustomRole>(&json.replace(",\"fly\"", "").replace("title", "titel"))
            .is_err()
    );
}

#[test]
fn rules_hold_for_custom_roles_too() {
    use Operation as O;
    let deciders = custom("deciders", &[O::ListUnmaskings, O::ApproveUnmasking]);
    let united = CustomRole {
        pilot: true,
        ..custom("united", &[O::ListAlerts, O::ApproveUnmasking])
    };
    let all = [deciders, united];
    let (regular, pilot) = (
        Access::new(&all, Mode::Regular).unwrap(),
        Access::new(&all, Mode::Pilot).unwrap(),
    );
    let me = holder("deciders", Units::All);
    let subject = || Subject {
        person: ombud_model::PersonId(9),
        units: BTreeSet::new(),
        case: None,
    };
    let other = Party::new(ombud_model::AccountId(2), None);
    let request = |by| {
        Resource::unmasking(
            subject(),
            by,
            Vec::new(),
            Some(BTreeSet::from([me.party.account])),
        )
    };
    assert!(
        regular
            .ask(&me, O::ApproveUnmasking, &request(other), now())
            .is_allowed()
    );
    let own = regular.ask(&me, O::ApproveUnmasking, &request(me.party), now());
    assert!(
        matches!(&own, Decision::Forbidden(reason) if &*reason.id == "own-request"),
        "{own:?}"
    );
    let alerts = Resource::list(Kind::Alert);
    assert!(
        pilot
            .ask(&holder("united", Units::All), O::ListAlerts, &alerts, now())
            .is_allowed()
    );
    assert!(
        !regular
            .ask(&holder("united", Units::All), O::ListAlerts, &alerts, now())
            .is_allowed()
    );
    assert!(
        !regular
            .ask(&holder("pilot", Units::All), O::ListAlerts, &alerts, now())
            .is_allowed()
    );
}

#[test]
fn the_reference_names_every_group_operation_and_reason_once() {
    let access = builtin(Mode::Regular);
    let page = reference(&access);
    assert_eq!(page, reference(&builtin(Mode::Pilot)));
    for operation in Operation::ALL {
        assert_eq!(
            page.matches(&format!("\n| `{operation}` |")).count(),
            1,
            "{operation}"
        );
    }
    for group in access.groups() {
        assert!(page.contains(&format!("**{}**", group.title)));
    }
    for reason in access.reasons() {
        assert!(page.contains(&*reason.text));
        let plain =
            reason.text.starts_with(|c: char| c.is_lowercase()) && !reason.text.ends_with('.');
        assert!(plain, "{}", reason.text);
    }
    assert!(
        page.contains(
            "| `approve-unmasking` | An unmasking is approved. |  |  |  |  | ◐ |  |  |  | ◐ |  |"
        ),
        "{page}"
    );
}
