//! The work list, assessments and alerts.

use super::*;

pub(super) async fn persons_marked_again_stay_on_the_list(records: &Records) {
    let mark = async |persons: &[u64]| {
        alone!(
            records,
            mark_dirty(MarkDirty::Persons(
                persons.iter().copied().map(PersonId).collect(),
            ))
        )
        .unwrap();
    };
    mark(&[1, 2, 3]).await;
    let first = records.next_dirty(2).await.unwrap();
    assert_eq!(first.persons, [PersonId(1), PersonId(2)]);
    mark(&[2]).await;
    records
        .commit_assessments(AssessmentCommit {
            done: first.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    let second = records.next_dirty(9).await.unwrap();
    assert_eq!(second.persons, [PersonId(2), PersonId(3)]);
    records
        .commit_assessments(AssessmentCommit {
            done: second,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(
        records.next_dirty(9).await.unwrap(),
        DirtyPersons::default()
    );
    // The list was empty in between; an old commit still takes nothing off that is newer.
    mark(&[1]).await;
    records
        .commit_assessments(AssessmentCommit {
            done: first,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(records.next_dirty(9).await.unwrap().persons, [PersonId(1)]);
}

pub(super) async fn persons_are_marked_by_group(records: &Records) {
    records
        .create_persons(&[new_person(1), new_person(2)])
        .await
        .unwrap();
    alone!(records, mark_dirty(MarkDirty::Persons(vec![PersonId(2)]))).unwrap();
    assert_eq!(records.next_dirty(9).await.unwrap().persons, [PersonId(2)]);
    alone!(records, mark_dirty(MarkDirty::Everybody)).unwrap();
    assert_eq!(
        records.next_dirty(9).await.unwrap().persons,
        [PersonId(1), PersonId(2)]
    );
}

pub(super) async fn assessments_are_kept_replaced_and_removed(records: &Records) {
    let other = PolicyId(3);
    let commit = |assessments: Vec<NewAssessment>, removed| AssessmentCommit {
        assessments,
        removed,
        ..Default::default()
    };
    let first = vec![
        assessment(7, POLICY, 50),
        assessment(7, other, 20),
        assessment(6, POLICY, 30),
    ];
    records
        .commit_assessments(commit(first, vec![]))
        .await
        .unwrap();
    let removed = vec![(PersonId(7), other), (PersonId(1), other)];
    records
        .commit_assessments(commit(vec![assessment(7, POLICY, 60)], removed))
        .await
        .unwrap();

    let of = records.assessments_of(PERSON).await.unwrap();
    let NewAssessment {
        assessment: expected,
        digest,
    } = assessment(7, POLICY, 60);
    let expected = StoredAssessment {
        assessment: expected,
        digest,
    };
    assert_eq!(of, std::slice::from_ref(&expected));
    assert_eq!(
        records.assessment(PERSON, POLICY).await.unwrap(),
        Some(expected)
    );
    assert_eq!(records.assessment(PERSON, other).await.unwrap(), None);
    let digests = records.digests(None).await.unwrap();
    assert_eq!(
        digests,
        [
            AssessmentDigest {
                person: PersonId(6),
                policy: POLICY,
                digest: vec![30; 32]
            },
            AssessmentDigest {
                person: PERSON,
                policy: POLICY,
                digest: vec![60; 32]
            },
        ]
    );
    assert_eq!(records.digests(Some(other)).await.unwrap(), []);
}

pub(super) async fn assessments_come_in_pages(records: &Records) {
    let policies = [PolicyId(1), POLICY];
    let assessments: Vec<_> = (1..4)
        .flat_map(|person| policies.map(|policy| assessment(person, policy, 40)))
        .collect();
    records
        .commit_assessments(AssessmentCommit {
            assessments,
            ..Default::default()
        })
        .await
        .unwrap();
    for (policy, expected) in [(None, 6), (Some(POLICY), 3)] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = records.assessments_page(policy, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.assessment.person, last.assessment.policy));
            seen.extend(
                page.iter()
                    .map(|stored| (stored.assessment.person, stored.assessment.policy)),
            );
        }
        assert_eq!(seen.len(), expected);
        assert!(seen.is_sorted());
    }
}

async fn open(records: &Records, alert: Alert) -> Result<Joined, StoreError> {
    let alerts = vec![AlertChange::Open(alert)];
    records
        .commit_assessments(AssessmentCommit {
            alerts,
            ..Default::default()
        })
        .await
}

pub(super) async fn alerts_are_opened_and_joined(records: &Records) {
    let opened = open(records, alert(1, 7, 500)).await.unwrap();
    assert_eq!((opened.opened, opened.joined), (1, 0));
    let mut changed = alert(1, 7, 900);
    (
        changed.score,
        changed.severity,
        changed.insights,
        changed.last_activity,
    ) = (Score(30), Severity::Low, 9, at(50));
    let alerts = vec![AlertChange::Join(changed.clone())];
    let joined = records
        .commit_assessments(AssessmentCommit {
            alerts,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!((joined.opened, joined.joined), (0, 1));
    changed.version = 2;
    assert_eq!(
        records.alert(AlertId(1)).await.unwrap(),
        Some(changed.clone())
    );
    assert_eq!(records.alert(AlertId(2)).await.unwrap(), None);
    assert_eq!(
        records
            .open_alerts_of(&[PersonId(7), PersonId(8)])
            .await
            .unwrap(),
        [changed]
    );
}

pub(super) async fn closed_alerts_are_not_joined(records: &Records) {
    open(records, alert(1, 7, 500)).await.unwrap();
    put_status(records, 1, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    assert!(matches!(
        put_status(records, 2, 1, AlertStatus::Dismissed).await,
        Err(StoreError::AlertChanged)
    ));
    let alerts = vec![AlertChange::Join(alert(1, 7, 900))];
    let joined = records
        .commit_assessments(AssessmentCommit {
            alerts,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(joined.closed, [AlertId(1)]);
    assert_eq!(
        records.alert(AlertId(1)).await.unwrap().unwrap().evidence,
        500
    );
    assert_eq!(records.open_alerts_of(&[PersonId(7)]).await.unwrap(), []);
}

pub(super) async fn open_alerts_are_withdrawn(records: &Records) {
    open(records, alert(1, 7, 500)).await.unwrap();
    open(records, alert(2, 8, 500)).await.unwrap();
    put_status(records, 2, 1, AlertStatus::Confirmed)
        .await
        .unwrap();
    let alerts = [1, 2, 3]
        .map(|id| AlertChange::Withdraw(AlertId(id)))
        .to_vec();
    let done = records
        .commit_assessments(AssessmentCommit {
            alerts,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(done.withdrawn, 1);
    assert_eq!(records.alert(AlertId(1)).await.unwrap(), None);
    assert_eq!(
        records.alert(AlertId(2)).await.unwrap().unwrap().status,
        AlertStatus::Confirmed,
        "what people judged stays"
    );
}

pub(super) async fn an_open_alert_is_the_only_one(records: &Records) {
    open(records, alert(1, 7, 500)).await.unwrap();
    let commit = AssessmentCommit {
        assessments: vec![assessment(7, POLICY, 50)],
        alerts: vec![AlertChange::Open(alert(2, 7, 1))],
        ..Default::default()
    };
    assert!(matches!(
        records.commit_assessments(commit).await,
        Err(StoreError::AlertAlreadyOpen)
    ));
    assert_eq!(
        records.assessments_of(PERSON).await.unwrap(),
        [],
        "a refused commit writes nothing"
    );
    put_status(records, 1, 1, AlertStatus::Confirmed)
        .await
        .unwrap();
    open(records, alert(2, 7, 1)).await.unwrap();
    let reopened = put_status(records, 1, 2, AlertStatus::NeedsReview).await;
    assert!(matches!(reopened, Err(StoreError::AlertAlreadyOpen)));
}

pub(super) async fn alerts_come_in_pages_by_evidence(records: &Records) {
    for (id, evidence) in [(1, 10), (2, 30), (3, 20), (4, 20), (5, 20)] {
        open(records, alert(id, id as u64, evidence)).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = records
            .alerts_page(&AlertFilter::default(), after, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(AlertPosition::from(last));
        seen.extend(page.iter().map(|alert| alert.id.0));
    }
    assert_eq!(seen, [2, 3, 4, 5, 1]);
}

/// What is asked for, and which of the three are found.
fn filters_of_three_alerts() -> [(AlertFilter, Vec<u128>); 6] {
    let all = AlertFilter::default();
    [
        (
            AlertFilter {
                policy: Some(POLICY),
                ..all.clone()
            },
            vec![1, 2],
        ),
        (
            AlertFilter {
                severity: Some(Severity::Low),
                ..all.clone()
            },
            vec![2],
        ),
        (
            AlertFilter {
                status: Some(AlertStatus::Resolved),
                ..all.clone()
            },
            vec![3],
        ),
        (
            AlertFilter {
                person: Some(PERSON),
                ..all.clone()
            },
            vec![1, 3],
        ),
        (
            AlertFilter {
                person: Some(PERSON),
                policy: Some(POLICY),
                ..all.clone()
            },
            vec![1],
        ),
        (all, vec![1, 2, 3]),
    ]
}

pub(super) async fn alerts_are_found_by_what_was_searched(records: &Records) {
    let names = [(7, "amber-otter-1"), (8, "am_er-otter-2")];
    let persons = names.map(|(id, pseudonym)| NewPerson {
        id: PersonId(id),
        pseudonym: pseudonym.to_owned(),
        wrapped_key: vec![1],
        identities: Vec::new(),
    });
    records.create_persons(&persons).await.unwrap();
    open(records, alert(1, 7, 20)).await.unwrap();
    let other = Alert {
        trigger: "account.deleted".to_owned(),
        factors: RiskFactors::default(),
        ..alert(2, 8, 10)
    };
    open(records, other).await.unwrap();
    let found = |pseudonym: &str, alerts: &[u128]| AlertFilter {
        found: Some(FoundAlerts {
            pseudonym: pseudonym.to_owned(),
            assignees: Vec::new(),
            alerts: alerts.iter().copied().map(AlertId).collect(),
        }),
        ..AlertFilter::default()
    };
    let trigger = |id: &str| AlertFilter {
        trigger: Some(id.to_owned()),
        ..AlertFilter::default()
    };
    let factor = |factor| AlertFilter {
        factor: Some(factor),
        ..AlertFilter::default()
    };
    let ids = AlertFilter {
        ids: Some(vec![AlertId(2)]),
        ..AlertFilter::default()
    };
    let cases = [
        (found("otter", &[]), vec![1, 2]),
        (found("am_er", &[]), vec![2]),
        (found("%", &[]), vec![]),
        (found("nobody", &[1]), vec![1]),
        (trigger("account.deleted"), vec![2]),
        (factor(RiskFactor::Sensitive), vec![1]),
        (factor(RiskFactor::Unusual), vec![]),
        (ids, vec![2]),
    ];
    for (filter, expected) in cases {
        let page = records.alerts_page(&filter, None, 10).await.unwrap();
        let ids: Vec<u128> = page.iter().map(|alert| alert.id.0).collect();
        assert_eq!(ids, expected, "{filter:?}");
    }
}

pub(super) async fn alerts_are_filtered(records: &Records) {
    open(records, alert(1, 7, 10)).await.unwrap();
    open(
        records,
        Alert {
            severity: Severity::Low,
            ..alert(2, 8, 10)
        },
    )
    .await
    .unwrap();
    open(
        records,
        Alert {
            policy: PolicyId(2),
            ..alert(3, 7, 10)
        },
    )
    .await
    .unwrap();
    put_status(records, 3, 1, AlertStatus::Resolved)
        .await
        .unwrap();
    for (filter, expected) in filters_of_three_alerts() {
        let found = records.alerts_page(&filter, None, 10).await.unwrap();
        assert_eq!(
            found.iter().map(|alert| alert.id.0).collect::<Vec<_>>(),
            expected,
            "{filter:?}"
        );
        assert_eq!(
            records.alert_count(&filter).await.unwrap(),
            expected.len() as u64
        );
    }
}

/// Severity, days from [`NOW`] on, how many, and how many of them are late.
async fn waiting(
    records: &Records,
    persons: Option<&[PersonId]>,
    now: Timestamp,
) -> Vec<(Severity, i32, u64, u64)> {
    let mut counted = records.count_waiting_alerts(persons, now).await.unwrap();
    counted.sort_by_key(|alike| (alike.severity, alike.opened));
    let counts = |alike: &WaitingAlerts| {
        let day = alike.opened.since(NOW.day());
        (alike.severity, day, alike.count, alike.overdue)
    };
    counted.iter().map(counts).collect()
}

/// Days from [`NOW`] on, and how many alerts were opened on each.
async fn opened(records: &Records, persons: Option<&[PersonId]>, since: i64) -> Vec<(i32, u64)> {
    let since = at(since * Day::MILLIS).day();
    let counted = records.count_opened_alerts(persons, since).await.unwrap();
    let mut counted: Vec<(i32, u64)> = counted
        .into_iter()
        .map(|(day, count)| (day.since(NOW.day()), count))
        .collect();
    counted.sort_unstable();
    counted
}

/// Waiting alerts, late ones among them, and those of a day; of everybody and of some.
pub(super) async fn alerts_are_counted(records: &Records) {
    for (id, person, severity, day) in [
        (1, 7, Severity::High, 20),
        (2, 8, Severity::High, 20),
        (3, 9, Severity::High, 22),
        (4, 10, Severity::Low, 20),
        (5, 11, Severity::Low, 20),
    ] {
        let alert = Alert {
            severity,
            opened: at(day * Day::MILLIS + 1),
            ..alert(id, person, 10)
        };
        open(records, alert).await.unwrap();
    }
    put_status(records, 5, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    // High ones should be decided on within a day, low ones within seven.
    let now = at(22 * Day::MILLIS + 2);
    assert_eq!(
        waiting(records, None, now).await,
        [
            (Severity::Low, 20, 1, 0),
            (Severity::High, 20, 2, 2),
            (Severity::High, 22, 1, 0),
        ]
    );
    assert_eq!(
        waiting(records, Some(&[PersonId(8), PersonId(11)]), now).await,
        [(Severity::High, 20, 1, 1)]
    );
    assert_eq!(waiting(records, Some(&[]), now).await, []);
    assert_eq!(opened(records, None, 20).await, [(20, 4), (22, 1)]);
    assert_eq!(opened(records, None, 21).await, [(22, 1)]);
    assert_eq!(opened(records, Some(&[PersonId(9)]), 20).await, [(22, 1)]);
}
