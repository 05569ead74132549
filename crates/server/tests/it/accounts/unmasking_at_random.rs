//! Unmasking against a naive model: thousands of random steps of several people on the real store, with time going on. What the model
//! says must not be shown is not shown, and in the end the vault's count, the log and the model agree.

use axum::http::Method;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::{Value, json};

use super::house::{Browser, House};

const STEPS: usize = 2_500;
/// Sessions are renewed this often, in seconds, so that they stay fresh.
const RENEWED: i64 = 500;

/// What the model knows of one request.
struct Request {
    id: String,
    asker: usize,
    seconds: i64,
    approved_by: Vec<usize>,
    needed: usize,
    live_until: Option<i64>,
    open: bool,
}

impl Request {
    fn is_live(&self, now: i64) -> bool {
        self.live_until.is_some_and(|until| now < until)
    }
}

struct Walk {
    house: House,
    persons: Vec<String>,
    case: Value,
    askers: Vec<Browser>,
    approvers: Vec<Browser>,
    /// Seconds since the start.
    now: i64,
    /// When sessions were renewed last, in seconds since the start.
    renewed: i64,
    /// How many approvals the rules ask for.
    needed: usize,
    requests: Vec<Request>,
    shown: u64,
}

const ASKERS: [&str; 2] = ["ina", "ivo"];
const APPROVERS: [&str; 2] = ["apo", "ann"];

fn below(random: &mut ChaCha8Rng, limit: usize) -> usize {
    random.next_u32() as usize % limit
}

impl Walk {
    /// Two who ask, in one case, and two who approve.
    async fn new() -> Self {
        let (house, ada) = House::in_memory().await;
        let persons = house.people().await;
        let mut walk = Self {
            house,
            persons,
            case: Value::Null,
            askers: Vec::new(),
            approvers: Vec::new(),
            now: 0,
            renewed: -RENEWED,
            needed: 1,
            requests: Vec::new(),
            shown: 0,
        };
        for login in ASKERS {
            let asker = walk.house.member(&ada, login, "investigators", json!({}));
            let (browser, id) = asker.await;
            walk.askers.push(browser);
            if walk.case.is_null() {
                walk.case = walk.open_case().await;
            } else {
                walk.add_contributor(&id).await;
            }
        }
        for login in APPROVERS {
            let approver = walk.house.member(&ada, login, "approvers", json!({}));
            walk.approvers.push(approver.await.0);
        }
        walk
    }

    /// The first asker's, about everybody.
    async fn open_case(&self) -> Value {
        let new = json!({"persons": self.persons});
        let case = self
            .house
            .send(&self.askers[0], Method::POST, "/api/v1/cases", Some(new))
            .await;
        case.json()["id"].clone()
    }

    async fn add_contributor(&self, account: &str) {
        let case = self.case.as_str().unwrap();
        let path = format!("/api/v1/cases/{case}/contributors/{account}");
        let added = self
            .house
            .send(&self.askers[0], Method::PUT, &path, None)
            .await;
        assert_eq!(added.status, 200, "{}", added.text());
    }

    /// Signs everybody in again, and changes how many approvals are needed.
    async fn renew(&mut self) {
        self.renewed = self.now;
        for (at, login) in ASKERS.into_iter().enumerate() {
            self.askers[at] = self.house.sign_in(login).await;
        }
        for (at, login) in APPROVERS.into_iter().enumerate() {
            self.approvers[at] = self.house.sign_in(login).await;
        }
        self.needed = 3 - self.needed;
        let ada = self.house.sign_in("ada").await;
        let rules = json!({"approvals": self.needed, "usual_minutes": 5, "longest_minutes": 5, "lapse_minutes": 43_200,
                           "releases_per_day": 1_000_000});
        let path = "/api/v1/unmasking-rules";
        let changed = self.house.send(&ada, Method::PUT, path, Some(rules)).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
    }

    async fn ask(&mut self, asker: usize, minutes: i64, person: usize) {
        let wanted = json!({"person": self.persons[person], "case": self.case, "purpose": "investigation",
                            "minutes": minutes, "justification": "the case cannot go on without it"});
        let who = &self.askers[asker];
        let made = self
            .house
            .send(who, Method::POST, "/api/v1/unmaskings", Some(wanted))
            .await;
        assert_eq!(made.status, 200, "{}", made.text());
        self.requests.push(Request {
            id: made.json()["id"].as_str().unwrap().to_owned(),
            asker,
            seconds: minutes * 60,
            approved_by: vec![],
            needed: self.needed,
            live_until: None,
            open: true,
        });
    }

    async fn step(&self, who: &Browser, id: &str, step: &str, body: Option<Value>) -> u16 {
        let path = format!("/api/v1/unmaskings/{id}/{step}");
        self.house
            .send(who, Method::POST, &path, body)
            .await
            .status
            .as_u16()
    }

    async fn act(&mut self, kind: u32, asker: usize, approver: usize, at: usize) {
        let Some(request) = self.requests.get(at) else {
            return;
        };
        let (id, now) = (request.id.clone(), self.now);
        match kind {
            0..40 => {
                let status = self.step(&self.askers[asker], &id, "reveal", None).await;
                let may = request.is_live(now) && request.asker == asker;
                assert_eq!(status == 200, may, "{status} at {now}: {id}");
                self.shown += u64::from(may);
            }
            40..75 => {
                let may = request.open && !request.approved_by.contains(&approver);
                let status = self
                    .step(&self.approvers[approver], &id, "approve", None)
                    .await;
                assert_eq!(status == 200, may, "{status}");
                let request = &mut self.requests[at];
                if may {
                    request.approved_by.push(approver);
                }
                if may && request.approved_by.len() == request.needed {
                    (request.live_until, request.open) = (Some(now + request.seconds), false);
                }
            }
            75..82 => {
                let may = request.open;
                let why = json!({"ground": "too-weak"});
                assert_eq!(
                    self.step(&self.approvers[approver], &id, "deny", Some(why))
                        .await
                        == 200,
                    may
                );
                self.requests[at].open &= !may;
            }
            82..89 => {
                let may = request.open && request.asker == asker;
                assert_eq!(
                    self.step(&self.askers[asker], &id, "withdraw", None).await == 200,
                    may
                );
                self.requests[at].open &= !may;
            }
            _ => {
                let may = request.is_live(now);
                let why = json!({"ground": "misuse"});
                assert_eq!(
                    self.step(&self.approvers[approver], &id, "revoke", Some(why))
                        .await
                        == 200,
                    may
                );
                if may {
                    self.requests[at].live_until = None;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_random_steps_show_what_was_approved_and_the_counts_agree() {
    let mut walk = Walk::new().await;
    let mut random = ChaCha8Rng::seed_from_u64(26_11);
    for step in 0..STEPS {
        let seconds = below(&mut random, 8) as i64;
        walk.house.pass_seconds(seconds);
        walk.now += seconds;
        if walk.now - walk.renewed >= RENEWED {
            walk.renew().await;
        }
        let (asker, approver) = (below(&mut random, 2), below(&mut random, 2));
        if step < 6 || below(&mut random, 12) == 0 {
            let minutes = 1 + below(&mut random, 5) as i64;
            walk.ask(asker, minutes, below(&mut random, 2)).await;
            continue;
        }
        // Mostly the latest ones, where something can still happen.
        let back = below(&mut random, 8).min(walk.requests.len() - 1);
        let at = walk.requests.len() - 1 - back;
        let kind = random.next_u32() % 100;
        walk.act(kind, asker, approver, at).await;
    }
    assert!(walk.shown > 50, "{}", walk.shown);
    let apo = walk.house.sign_in("apo").await;
    let report = walk
        .house
        .get(&apo, "/api/v1/unmasking-report")
        .await
        .json();
    assert_eq!(
        report,
        json!({"counted": walk.shown, "open": 0, "agree": true})
    );
}
