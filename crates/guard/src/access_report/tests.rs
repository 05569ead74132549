//! What a report says, and what it leaves out.

use super::*;

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + minutes * 60_000).unwrap()
}

fn statement() -> Statement {
    Statement {
        organisation: "Corp".into(),
        contact: "privacy\nofficer".into(),
        purposes: vec!["protecting trade secrets".into()],
        recipients: vec![],
        authority: "the authority".into(),
    }
}

fn holdings() -> Vec<Holding> {
    let held = |what, count, sources: &[&str]| Holding {
        what,
        count,
        from: Some(at(0)),
        to: Some(at(9_000)),
        sources: sources.iter().map(|source| (*source).to_owned()).collect(),
        kept_until: Some(at(90_000)),
    };
    vec![
        held(Store::History, 412, &["m365-main", "hr", "m365-main"]),
        held(Store::Notices, 0, &[]),
        Holding {
            from: None,
            to: None,
            kept_until: None,
            ..held(Store::Cases, 1, &[])
        },
        held(Store::Identities, 2, &[]),
    ]
}

fn looks() -> Vec<Look> {
    let look = |minute, operation, purpose, role: Option<&str>, case: Option<u128>| Look {
        at: at(minute),
        operation,
        purpose,
        role: role.map(|role: &str| role.parse().unwrap()),
        case: case.map(CaseId),
    };
    vec![
        look(
            30,
            Operation::RevealPerson,
            Some(Purpose::Interview),
            Some("investigators"),
            Some(7),
        ),
        look(10, Operation::ReadAlert, None, Some("analysts"), None),
        look(
            20,
            Operation::QueryActivities,
            None,
            Some("analysts"),
            Some(8),
        ),
        look(25, Operation::ReadAlert, None, None, None),
    ]
}

fn report(withheld: &[CaseId]) -> AccessReport {
    AccessReport::new(&ReportInput {
        pseudonym: "amber-otter-482".parse().unwrap(),
        now: at(40),
        statement: &statement(),
        holdings: &holdings(),
        looks: &looks(),
        withheld,
    })
}

#[test]
fn everything_held_and_every_look_is_in_it() {
    let report = report(&[]);
    let held: Vec<(Store, u64)> = report
        .holdings
        .iter()
        .map(|holding| (holding.what, holding.count))
        .collect();
    assert_eq!(
        held,
        [
            (Store::Identities, 2),
            (Store::History, 412),
            (Store::Cases, 1)
        ]
    );
    let seen: Vec<Operation> = report.looks.iter().map(|look| look.operation).collect();
    assert_eq!(
        seen,
        [
            Operation::ReadAlert,
            Operation::QueryActivities,
            Operation::ReadAlert,
            Operation::RevealPerson
        ]
    );
    assert_eq!(report.withheld_looks, 0);
    let text = report.to_text();
    for line in [
        "You are known here as: amber-otter-482\n",
        "Contact: privacy officer\n",
        "\nTo whom data are passed on\n  nothing\n",
        "  - history: 412. Activities in history segments, redacted; from 2026-03-30 to 2026-04-05; from the sources hr, m365-main; kept until 2026-06-01 at the latest\n",
        "  - cases: 1. Cases and what people wrote in them; kept until what it is part of is closed\n",
        "  - 2026-03-30T16:32:11Z The vault releases one name; purpose: interview (Somebody is to be heard, or their manager asked); role: investigators; as part of a case\n",
        "  - 2026-03-30T16:12:11Z One alert and its ledger are read; purpose: recognising and clearing up risks, as stated above; role: analysts\n",
        "  - purpose: recognising and clearing up risks, as stated above; role: analysts: 2, the first at 2026-03-30T16:12:11Z, the last at 2026-03-30T16:22:11Z\n",
        "  - purpose: recognising and clearing up risks, as stated above; by the operator of the system: 1, the first at 2026-03-30T16:27:11Z, the last at 2026-03-30T16:27:11Z\n",
    ] {
        assert!(text.contains(line), "{line}\n---\n{text}");
    }
    assert!(!text.contains("notices:"));
}

#[test]
fn looks_are_counted_by_purpose_and_role() {
    let report = report(&[]);
    let groups: Vec<_> = report
        .groups
        .iter()
        .map(|group| {
            let role = group.role.as_ref().map(Slug::as_str);
            (group.purpose, role, group.count, group.first, group.last)
        })
        .collect();
    assert_eq!(
        groups,
        [
            (None, None, 1, at(25), at(25)),
            (None, Some("analysts"), 2, at(10), at(20)),
            (
                Some(Purpose::Interview),
                Some("investigators"),
                1,
                at(30),
                at(30)
            ),
        ]
    );
}

#[test]
fn no_case_and_no_account_is_named() {
    let report = report(&[]);
    let json = serde_json::to_string(&report).unwrap();
    for text in [report.to_text(), json.clone()] {
        for id in ["case-0", "account-", "person-"] {
            assert!(!text.contains(id), "{id} in {text}");
        }
    }
    assert_eq!(serde_json::from_str::<AccessReport>(&json).unwrap(), report);
}

#[test]
fn looks_in_a_withheld_case_are_counted_only() {
    let report = report(&[CaseId(7)]);
    assert_eq!((report.looks.len(), report.withheld_looks), (3, 1));
    assert!(
        report
            .looks
            .iter()
            .all(|look| look.operation != Operation::RevealPerson)
    );
    let text = report.to_text();
    assert!(
        text.contains("nothing may be said at present: 1\n"),
        "{text}"
    );
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let (mut looks, mut holdings) = (looks(), holdings());
    looks.reverse();
    holdings.reverse();
    let statement = statement();
    let pseudonym = "amber-otter-482".parse().unwrap();
    let input = ReportInput {
        pseudonym,
        now: at(40),
        statement: &statement,
        holdings: &holdings,
        looks: &looks,
        withheld: &[],
    };
    assert_eq!(AccessReport::new(&input), report(&[]));
}
