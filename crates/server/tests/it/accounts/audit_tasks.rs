//! Acts that take long, and acts that nobody works on any more.

use std::io::{self, Read};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use ombud_app::requests::{Push, PushBody};
use ombud_tlog::export::Row;
use tokio::sync::oneshot;

use super::house::House;

/// Only what hangs takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A body without records whose end comes when the test says so.
struct WaitingBody {
    begun: Option<oneshot::Sender<()>>,
    go_on: mpsc::Receiver<()>,
}

impl Read for WaitingBody {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        if let Some(begun) = self.begun.take() {
            let _ = begun.send(());
            let _ = self.go_on.recv();
        }
        Ok(0)
    }
}

fn push(house: &House, key: &str, body: PushBody) -> tokio::task::JoinHandle<bool> {
    let ombud = Arc::clone(&house.ombud);
    let push = Push {
        source: "m365".to_owned(),
        idempotency_key: key.to_owned(),
        body,
    };
    tokio::spawn(async move { ombud.push(push).await.is_ok() })
}

/// The log, oldest entry first, once `wanted` holds for it.
async fn log_until(house: &House, wanted: impl Fn(&[Row]) -> bool) -> Vec<Row> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut rows = house.log().await;
        rows.reverse();
        if wanted(&rows) {
            return rows;
        }
        assert!(Instant::now() < deadline, "the log stays {rows:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn intents(rows: &[Row]) -> Vec<u64> {
    rows.iter()
        .filter(|row| row.operation == "push-records" && row.phase == "intent")
        .map(|row| row.sequence)
        .collect()
}

fn ending(rows: &[Row], intent: u64) -> Option<&'static str> {
    rows.iter()
        .find(|row| row.intent == Some(intent))
        .and_then(|row| row.ending)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_closed_as_unknown_when_nobody_works_on_it_however_long_it_takes() {
    let house = House::new().await;
    let (begun, has_begun) = oneshot::channel();
    let (go_on, may_end) = mpsc::channel();
    let body = WaitingBody {
        begun: Some(begun),
        go_on: may_end,
    };
    let long = push(&house, "long", PushBody::new([1; 32], body));
    has_begun.await.unwrap();
    // One push is taken in at a time: this one waits for the first until its sender gives up.
    let given_up = push(&house, "given-up", PushBody::new([2; 32], io::empty()));
    let rows = log_until(&house, |rows| intents(rows).len() == 2).await;
    let [first, second] = intents(&rows)[..] else {
        panic!("{rows:?}")
    };
    given_up.abort();
    assert!(given_up.await.unwrap_err().is_cancelled());
    house.pass(24 * 60);
    let closing = tokio::spawn({
        let ombud = Arc::clone(&house.ombud);
        async move { ombud.keep_closing().await }
    });
    let rows = log_until(&house, |rows| ending(rows, second).is_some()).await;
    assert_eq!(
        (ending(&rows, first), ending(&rows, second)),
        (None, Some("unknown"))
    );
    go_on.send(()).unwrap();
    assert!(long.await.unwrap(), "the long act ends as it should");
    let rows = log_until(&house, |_| true).await;
    assert_eq!(ending(&rows, first), Some("done"));
    closing.abort();
}
