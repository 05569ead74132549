//! Policies, settings and documents.

use super::*;

pub(super) async fn policies_are_kept(records: &Records) {
    alone!(records, put_policy(&policy(2, "Leaks"), at(1))).unwrap();
    alone!(records, put_policy(&policy(1, "Alpha"), at(2))).unwrap();
    let changed = Policy {
        enabled: false,
        name: "Leaks 2".into(),
        ..policy(2, "Leaks")
    };
    alone!(records, put_policy(&changed, at(3))).unwrap();
    let stored = StoredPolicy {
        policy: changed,
        created: at(1),
    };
    let all = records.policies().await.unwrap();
    assert_eq!(
        all,
        [
            StoredPolicy {
                policy: policy(1, "Alpha"),
                created: at(2)
            },
            stored.clone()
        ]
    );
    assert_eq!(
        records.policy(PolicyId(2)).await.unwrap(),
        Some(stored.clone())
    );
    assert_eq!(
        records.policy_by_name("Leaks 2").await.unwrap(),
        Some(stored)
    );
    assert_eq!(records.policy_by_name("Leaks").await.unwrap(), None);

    let assessments = vec![
        assessment(7, PolicyId(2), 10),
        assessment(7, PolicyId(1), 10),
    ];
    records
        .commit_assessments(AssessmentCommit {
            assessments,
            ..Default::default()
        })
        .await
        .unwrap();
    assert!(alone!(records, delete_policy(PolicyId(2))).unwrap());
    assert!(!alone!(records, delete_policy(PolicyId(2))).unwrap());
    assert_eq!(records.policy(PolicyId(2)).await.unwrap(), None);
    assert_eq!(records.digests(None).await.unwrap().len(), 1);
}

pub(super) async fn a_policy_name_is_taken_once(records: &Records) {
    alone!(records, put_policy(&policy(1, "Leaks"), NOW)).unwrap();
    let taken = alone!(records, put_policy(&policy(2, "Leaks"), NOW));
    assert!(matches!(taken, Err(StoreError::PolicyNameTaken(name)) if name == "Leaks"));
    alone!(records, put_policy(&policy(1, "Leaks"), NOW)).unwrap();
}

pub(super) async fn settings_are_kept(records: &Records) {
    assert_eq!(records.settings().await.unwrap(), Settings::default());
    for domain in ["contoso.com", "fabrikam.com"] {
        let settings = Settings {
            own_domains: vec![domain.into()],
            ..Default::default()
        };
        alone!(records, put_settings(&settings)).unwrap();
        assert_eq!(records.settings().await.unwrap(), settings);
    }
    assert_eq!(records.value("guard.vault").await.unwrap(), None);
    alone!(records, put_value("guard.vault", "1")).unwrap();
    assert_eq!(
        records.value("guard.vault").await.unwrap().as_deref(),
        Some("1")
    );
}

pub(super) async fn no_two_raise_a_count_to_the_same(records: &Records) {
    let raised = (0..40).map(|_| {
        let records = records.clone();
        tokio::spawn(async move { records.raise("guard.count").await.unwrap() })
    });
    let mut seen = Vec::new();
    for one in raised.collect::<Vec<_>>() {
        seen.push(one.await.unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=40).collect::<Vec<u64>>());
    alone!(records, put_value("guard.count", "not a number")).unwrap();
    assert_eq!(records.raise("guard.count").await.unwrap(), 1);
    assert_eq!(records.raise("guard.other").await.unwrap(), 1);
}

fn document(id: &str, lookup: Option<&str>, version: i64) -> Document {
    Document {
        kind: "account",
        id: id.to_owned(),
        lookup: lookup.map(str::to_owned),
        owner: Some("somebody".to_owned()),
        version,
        body: format!("{{\"version\":{version}}}"),
    }
}

pub(super) async fn documents_are_changed_one_version_at_a_time(records: &Records) {
    let put = async |document| {
        alone!(
            records,
            change_documents(vec![DocumentChange::Put(document)])
        )
    };
    put(document("a", Some("mia"), 1)).await.unwrap();
    assert!(matches!(
        put(document("a", None, 1)).await,
        Err(StoreError::DocumentTaken("account"))
    ));
    assert!(matches!(
        put(document("b", Some("mia"), 1)).await,
        Err(StoreError::DocumentTaken("account"))
    ));
    put(document("b", None, 1)).await.unwrap();
    put(document("a", Some("mia"), 2)).await.unwrap();
    assert!(matches!(
        put(document("a", Some("mia"), 2)).await,
        Err(StoreError::DocumentChanged("account"))
    ));
    assert_eq!(
        records.document("account", "a").await.unwrap(),
        Some(document("a", Some("mia"), 2))
    );
    assert_eq!(records.document("token", "a").await.unwrap(), None);
    assert_eq!(
        records
            .document_by_lookup("account", "mia")
            .await
            .unwrap()
            .unwrap()
            .id,
        "a"
    );
    assert_eq!(
        records
            .documents_of("account", "somebody")
            .await
            .unwrap()
            .len(),
        2
    );
    // All or nothing.
    let gone = DocumentChange::Delete {
        kind: "account",
        id: "b".to_owned(),
    };
    let both = vec![gone.clone(), DocumentChange::Put(document("a", None, 2))];
    assert!(alone!(records, change_documents(both)).is_err());
    assert_eq!(records.documents("account").await.unwrap().len(), 2);
    alone!(records, change_documents(vec![gone])).unwrap();
    assert_eq!(
        records.documents("account").await.unwrap(),
        [document("a", Some("mia"), 2)]
    );
}

pub(super) async fn a_document_comes_with_its_owner(records: &Records) {
    let put = async |document| {
        let change = vec![DocumentChange::Put(document)];
        alone!(records, change_documents(change)).unwrap();
    };
    let token = Document {
        kind: "token",
        owner: Some("a".to_owned()),
        ..document("t", None, 1)
    };
    let lost = Document {
        id: "lost".to_owned(),
        owner: Some("nobody".to_owned()),
        ..token.clone()
    };
    let owner = document("a", Some("mia"), 1);
    put(owner.clone()).await;
    put(token.clone()).await;
    put(lost.clone()).await;
    let with_owner = async |id| {
        let kinds = ("token", "account");
        records.document_and_owner(kinds, id).await.unwrap()
    };
    assert_eq!(with_owner("t").await, Some((token, Some(owner))));
    assert_eq!(with_owner("lost").await, Some((lost, None)));
    assert_eq!(with_owner("a").await, None);
}

pub(super) async fn the_last_document_of_each_owner_is_found(records: &Records) {
    let step = |owner: Option<&str>, id: &str| Document {
        kind: "step",
        owner: owner.map(str::to_owned),
        ..document(id, None, 1)
    };
    let last = [step(Some("a"), "a/00000010"), step(Some("b"), "b/00000001")];
    let others = [
        step(Some("a"), "a/00000002"),
        step(None, "c/00000003"),
        Document {
            kind: "task",
            ..step(Some("a"), "a/00000011")
        },
    ];
    let changes = others.into_iter().chain(last.clone());
    let changes = changes.map(DocumentChange::Put).collect();
    alone!(records, change_documents(changes)).unwrap();
    assert_eq!(records.last_documents("step", None).await.unwrap(), last);
    let of_a = records.last_documents("step", Some("a")).await.unwrap();
    assert_eq!(of_a, last[..1]);
    assert_eq!(records.last_documents("step", Some("c")).await.unwrap(), []);
}
