//! An erasure that stops at every step is taken up.

use std::path::Path;
use std::sync::Arc;

use ombud_model::Clock;
use ombud_store::Mode;

use super::*;
use crate::{Input, InputFrom, OpenOptions, Reading};

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_782_000_000_000).unwrap()
    }
}

async fn open(data: &Path) -> Ombud {
    let options = OpenOptions {
        data: data.to_owned(),
        mode: Mode::Write,
        master_key: None,
        clock: Arc::new(Still),
    };
    Ombud::open(options).await.unwrap()
}

/// The program stops after every number of steps: before the point of no return nothing has happened to the person, after it
/// opening the data finishes what was begun.
#[test]
fn an_erasure_that_was_cut_short_is_taken_up() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        for depth in [Depth::Identity, Depth::Everything] {
            for taken in 0..40 {
                let folder = tempfile::TempDir::new().unwrap();
                if !cut_short(folder.path(), depth, taken).await {
                    assert!(taken > 6, "{taken}");
                    break;
                }
            }
        }
    });
}

async fn take_in_mia(ombud: &Ombud) {
    let csv = "EmailAddress,ResignationDate,LastWorkingDate\nzqmia@contoso.test,2026-05-20T00:00:00Z,2026-06-10T00:00:00Z\n";
    let input = Input {
        name: "hr".to_owned(),
        from: InputFrom::Stream(Box::new(csv.as_bytes())),
    };
    ombud
        .ingest("hr", vec![input], Reading::default(), &|_| ())
        .await
        .unwrap();
}

async fn nothing_is_left_but_the_certificate(ombud: &Ombud, person: PersonId, id: ErasureId) {
    assert!(
        ombud
            .store
            .records()
            .identities_of(person)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        documents::get::<Issued>(ombud.store.records(), &id.to_string())
            .await
            .unwrap()
            .is_some()
    );
}

/// Whether there was a step to be cut off.
async fn cut_short(data: &Path, depth: Depth, taken: usize) -> bool {
    let ombud = open(data).await;
    take_in_mia(&ombud).await;
    let (person, pseudonym) = ombud
        .store
        .records()
        .persons_page(None, 10)
        .await
        .unwrap()
        .remove(0);
    let mut read = ombud
        .begin_erasure(person, (ErasureGround::PersonAsked, depth), &console())
        .await
        .unwrap();
    for _ in 0..taken {
        let Some(step) = read.value.next() else {
            return false;
        };
        read = ombud.one_step(&read, step, 0).await.unwrap();
    }
    let (stoppable, id) = (read.value.can_be_stopped(), read.value.id);
    ombud.close().await.unwrap();

    let ombud = open(data).await;
    let read = ombud.read_erasure(id).await.unwrap();
    let keys = ombud.store.records().person_keys(&[person]).await.unwrap();
    assert_eq!(
        (read.value.next().is_some(), keys[0].1.is_some()),
        (stoppable, stoppable),
        "after {taken} steps"
    );
    if stoppable {
        ombud
            .erase(
                &Caller::Console("tester".to_owned()),
                &pseudonym,
                ErasureGround::PersonAsked,
                depth,
            )
            .await
            .unwrap();
    }
    let done = ombud.read_erasure(id).await.unwrap();
    assert_eq!(done.value.next(), None);
    nothing_is_left_but_the_certificate(&ombud, person, id).await;
    assert!(ombud.check_audit(None, None).await.unwrap().valid);
    ombud.close().await.unwrap();
    true
}
