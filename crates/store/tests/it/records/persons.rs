//! Persons and their identities.

use super::*;

pub(super) async fn persons_are_found_again(records: &Records) {
    let mut two = new_person(2);
    two.identities.push((hash(22), vec![22]));
    records
        .create_persons(&[new_person(3), two, new_person(1 << 62)])
        .await
        .unwrap();

    let mut found = records
        .find_identities(&[hash(22), hash(99), hash(3), hash(2)])
        .await
        .unwrap();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (hash(2), PersonId(2)),
            (hash(3), PersonId(3)),
            (hash(22), PersonId(2))
        ]
    );
    assert_eq!(
        records.identities_of(PersonId(2)).await.unwrap(),
        [(hash(2), vec![1, 2]), (hash(22), vec![22])]
    );
    assert_eq!(records.identities_of(PersonId(4)).await.unwrap(), []);
    let keys = records
        .person_keys(&[PersonId(3), PersonId(9), PersonId(2)])
        .await
        .unwrap();
    assert_eq!(
        keys,
        [
            (PersonId(2), Some(vec![2; 3])),
            (PersonId(3), Some(vec![3; 3]))
        ]
    );
    let names = records
        .pseudonyms(&[PersonId(1 << 62), PersonId(9)])
        .await
        .unwrap();
    assert_eq!(
        names,
        [(PersonId(1 << 62), format!("amber-otter-{}", 1u64 << 62))]
    );
    assert_eq!(
        records.person_by_pseudonym("amber-otter-3").await.unwrap(),
        Some(PersonId(3))
    );
    assert_eq!(records.person_by_pseudonym("nobody").await.unwrap(), None);
    assert_eq!(records.person_count().await.unwrap(), 3);
}

/// Beside persons 1 to 3: what is not created together, and why.
fn conflicting_persons() -> [(Vec<NewPerson>, PersonConflicts); 4] {
    let mut same_id = new_person(11);
    same_id.id = PersonId(1);
    let mut same_name = new_person(12);
    same_name.pseudonym = "amber-otter-2".into();
    let mut same_identity = new_person(13);
    same_identity.identities[0].0 = hash(3);
    let twice = [
        new_person(14),
        NewPerson {
            id: PersonId(15),
            identities: Vec::new(),
            ..new_person(14)
        },
    ];
    [
        (
            vec![new_person(20), same_id],
            PersonConflicts {
                ids: vec![PersonId(1)],
                ..Default::default()
            },
        ),
        (
            vec![new_person(20), same_name],
            PersonConflicts {
                pseudonyms: vec!["amber-otter-2".into()],
                ..Default::default()
            },
        ),
        (
            vec![new_person(20), same_identity],
            PersonConflicts {
                identities: vec![hash(3)],
                ..Default::default()
            },
        ),
        (
            twice.to_vec(),
            PersonConflicts {
                pseudonyms: vec!["amber-otter-14".into()],
                ..Default::default()
            },
        ),
    ]
}

pub(super) async fn conflicting_persons_are_told_apart(records: &Records) {
    records
        .create_persons(&[new_person(1), new_person(2), new_person(3)])
        .await
        .unwrap();
    for (persons, expected) in conflicting_persons() {
        match records.create_persons(&persons).await {
            Err(StoreError::Persons(conflicts)) => assert_eq!(*conflicts, expected),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        records.person_count().await.unwrap(),
        3,
        "a refused call writes nothing"
    );
    assert_eq!(
        records
            .find_identities(&[hash(20), hash(13)])
            .await
            .unwrap(),
        []
    );
}

pub(super) async fn persons_come_in_pages(records: &Records) {
    records
        .create_persons(&(1..=5).map(new_person).collect::<Vec<_>>())
        .await
        .unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = records.persons_page(after, 2).await.unwrap();
        let Some(&(last, _)) = page.last() else { break };
        assert!(page.len() <= 2);
        after = Some(last);
        seen.extend(page);
    }
    let expected: Vec<_> = (1..=5)
        .map(|number| (PersonId(number), format!("amber-otter-{number}")))
        .collect();
    assert_eq!(seen, expected);
}

pub(super) async fn more_persons_than_a_statement_holds(records: &Records) {
    let persons: Vec<NewPerson> = (0..40_000).rev().map(new_person).collect();
    records.create_persons(&persons).await.unwrap();
    let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
    let hashes: Vec<IdentityHash> = persons
        .iter()
        .map(|person| person.identities[0].0)
        .collect();
    assert_eq!(
        records.find_identities(&hashes).await.unwrap().len(),
        40_000
    );
    let keys = records.person_keys(&ids).await.unwrap();
    assert_eq!(keys.len(), 40_000);
    assert!(keys.is_sorted());
    let meta = segment(1, 0, 1);
    let insights = (0..40_000)
        .map(|person| packed(person, 5, person as u8))
        .collect();
    let segments = vec![SegmentCommit {
        meta,
        insights,
        superseding: Vec::new(),
    }];
    let batch = BatchCommit {
        segments,
        dirty: ids.clone(),
        ..Default::default()
    };
    records.commit_batch(batch).await.unwrap();
    assert_eq!(records.insights_of(&ids).await.unwrap().len(), 40_000);
    let dirty = records.next_dirty(100_000).await.unwrap();
    assert_eq!(dirty.persons.len(), 40_000);
    records
        .commit_assessments(AssessmentCommit {
            done: dirty,
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(records.next_dirty(1).await.unwrap().persons, []);
}

/// Person, hour from which it holds, and what.
async fn kept_placements(records: &Records) -> Vec<(u64, i64, String)> {
    let all = records.placements().await.unwrap();
    let hours = |at: Timestamp| at.millis() / 3_600_000 - 490_000;
    all.into_iter()
        .map(|(person, from, body)| (person.0, hours(from), body))
        .collect()
}

pub(super) async fn where_persons_belong_does_not_depend_on_the_order_of_arrival(
    records: &Records,
) {
    let commit = async |placements: Vec<PersonPlacement>| {
        let batch = BatchCommit {
            placements,
            ..Default::default()
        };
        records.commit_batch(batch).await.unwrap();
    };
    let kept = async || kept_placements(records).await;
    let is = |person: u64, from: i64, body: &str| (person, from, body.to_owned());
    // Received at 100: what holds from 70 on has replaced what held from 50 on, whichever of them came first.
    commit(vec![
        placement(1, 70, 100, "later"),
        placement(1, 50, 100, "earlier"),
        placement(2, 50, 100, "earlier"),
    ])
    .await;
    commit(vec![
        placement(1, 60, 101, "late news"),
        placement(2, 70, 101, "later"),
    ])
    .await;
    assert_eq!(kept().await, [is(1, 70, "later"), is(2, 70, "later")]);
    // What is still to come stays beside what holds.
    commit(vec![placement(1, 500, 102, "to come")]).await;
    assert_eq!(
        kept().await,
        [
            is(1, 70, "later"),
            is(1, 500, "to come"),
            is(2, 70, "later")
        ]
    );
    // Of the same moment, the last that was received; of those received together, always the same one.
    commit(vec![
        placement(1, 70, 103, "corrected"),
        placement(2, 70, 99, "older news"),
    ])
    .await;
    commit(vec![placement(2, 70, 104, "b"), placement(2, 70, 104, "a")]).await;
    assert_eq!(
        kept().await,
        [
            is(1, 70, "corrected"),
            is(1, 500, "to come"),
            is(2, 70, "b")
        ]
    );
    commit(vec![placement(2, 70, 104, "a")]).await;
    assert_eq!(kept().await.last(), Some(&is(2, 70, "b")));
    let removed = records
        .delete_rows_of(PersonId(1), PersonRows::Placement)
        .await
        .unwrap();
    assert_eq!(removed, 2);
    assert_eq!(
        (
            records.placements_of(PersonId(1)).await.unwrap(),
            records.placements_of(PersonId(2)).await.unwrap()
        ),
        (0, 1)
    );
}
