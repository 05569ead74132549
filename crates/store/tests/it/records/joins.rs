//! Persons who are one: kept with the records, undone, and counted once.

use ombud_model::Timestamp;
use ombud_store::records::JoinedBy;
use ombud_store::{Mode, Store};

use super::*;

fn now() -> Timestamp {
    "2026-05-01T00:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_join_is_there_after_opening_again_and_can_be_undone() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let records = store.records();
    let persons = [new_person(1), new_person(2), new_person(3)];
    records.create_persons(&persons).await.unwrap();
    let [a, b, c] = persons.clone().map(|person| person.id);
    let by = JoinedBy::Administrator;
    let joined = records.join_persons(a, b, by, now()).await.unwrap();
    assert_eq!(joined, Some((b, a)));
    assert_eq!(records.join_persons(b, a, by, now()).await.unwrap(), None);
    assert_eq!(
        records.join_persons(c, b, by, now()).await.unwrap(),
        Some((a, c))
    );
    store.close().await.unwrap();

    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let records = store.records();
    for person in &persons {
        let found = records
            .person_by_pseudonym(&person.pseudonym)
            .await
            .unwrap();
        assert_eq!(found, Some(c));
        let shown = records.pseudonyms(&[person.id]).await.unwrap();
        assert_eq!(shown, [(person.id, persons[2].pseudonym.clone())]);
    }
    assert_eq!(records.person_count().await.unwrap(), 1);
    assert_eq!(records.persons_page(None, 9).await.unwrap().len(), 1);
    assert_eq!(records.next_dirty(9).await.unwrap().persons, [a, b, c]);
    assert_eq!(records.joined_persons().await.unwrap().len(), 2);

    assert_eq!(records.separate_person(a, now()).await.unwrap(), Some(c));
    assert_eq!(records.separate_person(a, now()).await.unwrap(), None);
    assert_eq!(records.aliases().members(b), [a, b]);
    assert_eq!(records.person_count().await.unwrap(), 2);
    // What an administrator has undone, HR data do not say again; an administrator may.
    let hr = records.join_persons(c, b, JoinedBy::Hr, now()).await;
    assert_eq!(hr.unwrap(), None);
    let again = records.join_persons(c, a, by, now()).await;
    assert_eq!(again.unwrap(), Some((a, c)));
    store.close().await.unwrap();
}
