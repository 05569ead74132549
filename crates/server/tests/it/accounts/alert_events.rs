//! Alerts that are told as they come: to whom, until when, and how one goes on after a break.

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request};
use futures::StreamExt;
use ombud_app::Author;
use ombud_model::Operation;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::house::{Browser, House};
use super::office::{LENA, OMAR, log, profiles, resignations};
use super::units::{record, unit};

const PATH: &str = "/api/v1/alerts/events";

#[derive(Clone, PartialEq, Eq, Debug)]
struct Told {
    name: String,
    data: String,
    id: String,
}

impl Told {
    /// The name and the id of the alert: the data have nothing else.
    fn alert(&self) -> (&str, String) {
        let data: Value = serde_json::from_str(&self.data).unwrap();
        assert_eq!(data.as_object().unwrap().len(), 1, "{self:?}");
        (&self.name, data["id"].as_str().unwrap().to_owned())
    }
}

/// An open stream, read as browsers do.
struct Events {
    body: BodyDataStream,
    text: String,
    last: String,
}

impl Events {
    async fn open(house: &House, who: &Browser, last: Option<&str>) -> Self {
        let mut request = Request::get(PATH)
            .header("host", "localhost")
            .header("cookie", &who.cookie);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).unwrap();
        let answer = house.app.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 200);
        for (name, value) in [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(answer.headers()[name], value);
        }
        Self {
            body: answer.into_body().into_data_stream(),
            text: String::new(),
            last: String::new(),
        }
    }

    /// The next event with a name; `None` when the stream has ended.
    async fn next(&mut self) -> Option<Told> {
        loop {
            while let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let mut lines = block.lines();
                    let value = lines.find_map(|line| line.strip_prefix(name));
                    value.unwrap_or_default().to_owned()
                };
                let told = Told {
                    name: field("event: "),
                    data: field("data: "),
                    id: field("id: "),
                };
                self.text = rest.to_owned();
                if !told.id.is_empty() {
                    self.last.clone_from(&told.id);
                }
                if !told.name.is_empty() {
                    return Some(told);
                }
            }
            let piece = self.body.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    async fn alert(&mut self) -> (String, String) {
        let told = self.next().await.unwrap();
        let (name, id) = told.alert();
        (name.to_owned(), id)
    }
}

fn told(name: &str, id: &str) -> (String, String) {
    (name.to_owned(), id.to_owned())
}

/// The ids of all alerts, the strongest evidence first.
async fn alerts(house: &House, who: &Browser) -> Vec<String> {
    let listed = house.get(who, "/api/v1/alerts").await.json();
    let alerts = listed["alerts"].as_array().unwrap().iter();
    alerts
        .map(|alert| alert["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn dismiss(house: &House, who: &Browser, id: &str, version: u64) {
    let body = json!({"version": version, "reason": "authorised"});
    let path = format!("/api/v1/alerts/{id}/dismiss");
    let answer = house.send(who, Method::POST, &path, Some(body)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// The policy as it was, or switched off.
async fn policy(house: &House, enabled: bool) {
    let text = format!(
        "name: leavers\ntemplate: data-theft-departing-users\nset: {{ enabled: {enabled} }}\n"
    );
    let by = Author::console("tester");
    house.ombud.apply_policy(&by, &text).await.unwrap();
}

/// An analyst and an investigator of everybody, and two persons with an alert each.
async fn triage() -> (House, Browser, Browser, Browser) {
    let (house, ada) = House::in_memory().await;
    house.office().await;
    let (ann, _) = house.member(&ada, "ann", "analysts", json!({})).await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    (house, ada, ann, ina)
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_are_told_when_they_are_opened_decided_on_by_others_and_withdrawn() {
    let (house, ada) = House::in_memory().await;
    house.leavers_policy().await;
    let (ann, _) = house.member(&ada, "ann", "analysts", json!({})).await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    let mut events = Events::open(&house, &ann, None).await;
    house.ingest("hr", &resignations()).await.unwrap();
    house.ingest("m365", &log()).await.unwrap();
    let mut opened = vec![events.alert().await, events.alert().await];
    opened.sort();
    let mut ids = alerts(&house, &ann).await;
    ids.sort();
    let expected: Vec<_> = ids.iter().map(|id| told("alert-opened", id)).collect();
    assert_eq!(opened, expected);
    dismiss(&house, &ina, &ids[0], 1).await;
    assert_eq!(events.alert().await, told("alert-changed", &ids[0]));
    let path = format!("/api/v1/alerts/{}/undo", ids[0]);
    let undone = house.send(&ina, Method::POST, &path, Some(json!({"version": 2})));
    assert_eq!(undone.await.status, 200);
    assert_eq!(events.alert().await, told("alert-changed", &ids[0]));
    dismiss(&house, &ina, &ids[0], 3).await;
    assert_eq!(events.alert().await, told("alert-changed", &ids[0]));
    policy(&house, false).await;
    assert_eq!(events.alert().await, told("alert-withdrawn", &ids[1]));
    // Once in the log, however long it is open.
    let rows = house.log().await;
    let name = Operation::ListAlerts.name();
    let looked = rows.iter().filter(|row| row.operation == name).count();
    assert_eq!(looked, 4, "two entries each for the list and the stream");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_of_persons_out_of_reach() {
    let (house, ada) = House::in_memory().await;
    house.office().await;
    let places = [
        [LENA, "Lisbon", "", "", "2026-01-01"],
        [OMAR, "Porto", "", "", "2026-01-01"],
    ];
    record(&house, &places).await;
    let lisbon = unit(
        &house,
        &ada,
        json!({"name": "Lisbon", "regions": ["Lisbon"]}),
    )
    .await;
    let bound = json!({"units": [lisbon["id"]]});
    let (ana, _) = house.member(&ada, "ana", "analysts", bound).await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    let hers = alerts(&house, &ana).await;
    assert_eq!(hers.len(), 1);
    let all = alerts(&house, &ina).await;
    let other = all.iter().find(|id| !hers.contains(id)).unwrap();
    let mut events = Events::open(&house, &ana, None).await;
    dismiss(&house, &ina, other, 1).await;
    dismiss(&house, &ina, &hers[0], 1).await;
    assert_eq!(events.alert().await, told("alert-changed", &hers[0]));
    // Whoever moves away while the stream is open is out of reach: all that is told is that the alert is gone, and once.
    let moved = [[LENA, "Porto", "", "", "2026-02-01"]];
    house.ingest("hr", &profiles(&moved)).await.unwrap();
    let path = format!("/api/v1/alerts/{}/undo", hers[0]);
    let undone = house.send(&ina, Method::POST, &path, Some(json!({"version": 2})));
    assert_eq!(undone.await.status, 200);
    assert_eq!(events.alert().await, told("alert-withdrawn", &hers[0]));
    dismiss(&house, &ina, &hers[0], 3).await;
    let back = [[LENA, "Lisbon", "", "", "2026-03-01"]];
    house.ingest("hr", &profiles(&back)).await.unwrap();
    let undone = house.send(&ina, Method::POST, &path, Some(json!({"version": 4})));
    assert_eq!(undone.await.status, 200);
    let next = [events.alert().await, events.alert().await];
    assert_eq!(
        next,
        [
            told("alert-changed", &hers[0]),
            told("alert-changed", &hers[0])
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_events_goes_on_where_it_broke_with_nothing_lost_and_nothing_twice() {
    let (house, _, ann, ina) = triage().await;
    let ids = alerts(&house, &ann).await;
    let mut events = Events::open(&house, &ann, None).await;
    dismiss(&house, &ina, &ids[0], 1).await;
    assert_eq!(events.alert().await, told("alert-changed", &ids[0]));
    let last = events.last.clone();
    drop(events);
    dismiss(&house, &ina, &ids[1], 1).await;
    let undo = format!("/api/v1/alerts/{}/undo", ids[1]);
    let undone = house.send(&ina, Method::POST, &undo, Some(json!({"version": 2})));
    assert_eq!(undone.await.status, 200);
    for _ in 0..2 {
        let mut events = Events::open(&house, &ann, Some(&last)).await;
        assert_eq!(events.alert().await, told("alert-changed", &ids[1]));
        assert_eq!(events.alert().await, told("alert-changed", &ids[1]));
    }
    // Whoever has received all of it gets what is new, and nothing else.
    let mut events = Events::open(&house, &ann, Some(&last)).await;
    for _ in 0..2 {
        assert_eq!(events.alert().await, told("alert-changed", &ids[1]));
    }
    let mut events = Events::open(&house, &ann, Some(&events.last)).await;
    policy(&house, false).await;
    assert_eq!(events.alert().await, told("alert-withdrawn", &ids[1]));
    // A stream that broke before it told anything goes on as well: it has said where it begins.
    let mut begun = Events::open(&house, &ann, None).await;
    policy(&house, true).await;
    let opened = begun.alert().await;
    assert_eq!(opened.0, "alert-opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_cannot_go_on_is_told_to_read_anew() {
    let (house, _, ann, ina) = triage().await;
    let ids = alerts(&house, &ann).await;
    for unknown in [
        "",
        "7",
        "0000000000000007",
        "ffffffffffffffff",
        "of another house",
    ] {
        let mut events = Events::open(&house, &ann, Some(unknown)).await;
        let first = events.next().await.unwrap();
        assert_eq!((first.name.as_str(), first.data.as_str()), ("reload", "{}"));
        // From there on it goes on as usual.
        let again = Events::open(&house, &ann, Some(&first.id)).await;
        drop((events, again));
    }
    // Erasing tells that alerts are gone, and not which ones.
    let mut events = Events::open(&house, &ann, None).await;
    let path = format!("/api/v1/alerts/{}", ids[0]);
    let person = house.get(&ann, &path).await.json()["person"].clone();
    let who = ombud_app::Caller::Console("tester".to_owned());
    let ground = ombud_guard::erasure::ErasureGround::PersonAsked;
    let depth = ombud_guard::erasure::Depth::Everything;
    let erased = house
        .ombud
        .erase(&who, person.as_str().unwrap(), ground, depth);
    erased.await.unwrap();
    assert_eq!(events.next().await.unwrap().name, "reload");
    dismiss(&house, &ina, &ids[1], 1).await;
    assert_eq!(events.alert().await, told("alert-changed", &ids[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_events_ends_with_its_session_its_right_and_its_account() {
    let (house, ada, ann, _) = triage().await;
    let answer = async |who: &Browser, method, path: &str| {
        let answer = house.send(who, method, path, None).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    let mut events = Events::open(&house, &ann, None).await;
    let out = house
        .send(&ann, Method::POST, "/api/v1/sign-out", None)
        .await;
    assert!(out.status.is_success(), "{}", out.text());
    assert_eq!(events.next().await, None);

    let (bea, id) = house.member(&ada, "bea", "analysts", json!({})).await;
    let mut events = Events::open(&house, &bea, None).await;
    let role = format!("/api/v1/roles/analysts/members/{id}");
    answer(&ada, Method::DELETE, &role).await;
    assert_eq!(events.next().await, None);

    let (cho, id) = house.member(&ada, "cho", "analysts", json!({})).await;
    let mut events = Events::open(&house, &cho, None).await;
    let disable = format!("/api/v1/accounts/{id}/disable");
    answer(&ada, Method::POST, &disable).await;
    assert_eq!(events.next().await, None);

    // An open stream is no use of a session: without any other request it ends with the rest that sessions may have.
    let (dov, _) = house.member(&ada, "dov", "analysts", json!({})).await;
    let mut events = Events::open(&house, &dov, None).await;
    house.pass(8);
    let again = Events::open(&house, &dov, None).await;
    house.pass(8);
    assert_eq!(events.next().await, None);
    drop(again);
    assert_eq!(house.get(&dov, "/api/v1/me").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_eight_streams_of_events_at_most() {
    let (house, _, ann, ina) = triage().await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(Events::open(&house, &ann, None).await);
    }
    let problem = house.get(&ann, PATH).await.problem(429);
    assert!(problem.detail.contains("8 times"), "{}", problem.detail);
    Events::open(&house, &ina, None).await;
    open.pop();
    open.push(Events::open(&house, &ann, None).await);
    house.get(&ann, PATH).await.problem(429);
}
