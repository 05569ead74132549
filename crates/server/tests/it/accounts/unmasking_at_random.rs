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
    askers: Vec<Browser>,
    approvers: Vec<Browser>,
    /// Seconds since the start.
    now: i64,
    requests: Vec<Request>,
    shown: u64,
}

impl Walk {
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
    let (house, ada) = House::in_memory().await;
    let persons = house.people().await;
    let mut walk = Walk {
        house,
        askers: Vec::new(),
        approvers: Vec::new(),
        now: 0,
        requests: Vec::new(),
        shown: 0,
    };
    for (role, logins) in [
        ("investigators", ["ina", "ivo"]),
        ("approvers", ["apo", "ann"]),
    ] {
        for login in logins {
            let (browser, id) = walk.house.member(&ada, login, role, json!({})).await;
            if login == "ivo" {
                let new = json!({"persons": persons});
                let case = walk
                    .house
                    .send(&walk.askers[0], Method::POST, "/api/v1/cases", Some(new))
                    .await
                    .json();
                let path = format!(
                    "/api/v1/cases/{}/contributors/{id}",
                    case["id"].as_str().unwrap()
                );
                assert_eq!(
                    walk.house
                        .send(&walk.askers[0], Method::PUT, &path, None)
                        .await
                        .status,
                    200
                );
            }
            if role == "approvers" {
                walk.approvers.push(browser)
            } else {
                walk.askers.push(browser)
            }
        }
    }
    let case = walk
        .house
        .get(&walk.askers[0], "/api/v1/cases")
        .await
        .json()["cases"][0]["id"]
        .clone();
    let mut random = ChaCha8Rng::seed_from_u64(26_11);
    let mut renewed = -RENEWED;
    let mut needed = 1;
    for step in 0..STEPS {
        let below = |random: &mut ChaCha8Rng, limit: usize| random.next_u32() as usize % limit;
        let seconds = below(&mut random, 8) as i64;
        walk.house.pass_seconds(seconds);
        walk.now += seconds;
        if walk.now - renewed >= RENEWED {
            renewed = walk.now;
            for (at, login) in ["ina", "ivo"].into_iter().enumerate() {
                walk.askers[at] = walk.house.sign_in(login).await;
            }
            for (at, login) in ["apo", "ann"].into_iter().enumerate() {
                walk.approvers[at] = walk.house.sign_in(login).await;
            }
            needed = 3 - needed;
            let ada = walk.house.sign_in("ada").await;
            let rules = json!({"approvals": needed, "usual_minutes": 5, "longest_minutes": 5, "lapse_minutes": 43_200,
                               "releases_per_day": 1_000_000});
            assert_eq!(
                walk.house
                    .send(&ada, Method::PUT, "/api/v1/unmasking-rules", Some(rules))
                    .await
                    .status,
                200
            );
        }
        let (asker, approver) = (below(&mut random, 2), below(&mut random, 2));
        if step < 6 || below(&mut random, 12) == 0 {
            let minutes = 1 + below(&mut random, 5) as i64;
            let wanted = json!({"person": persons[below(&mut random, 2)], "case": case, "purpose": "investigation",
                                "minutes": minutes, "justification": "the case cannot go on without it"});
            let made = walk
                .house
                .send(
                    &walk.askers[asker],
                    Method::POST,
                    "/api/v1/unmaskings",
                    Some(wanted),
                )
                .await;
            assert_eq!(made.status, 200, "{}", made.text());
            let id = made.json()["id"].as_str().unwrap().to_owned();
            let request = Request {
                id,
                asker,
                seconds: minutes * 60,
                approved_by: vec![],
                needed,
                live_until: None,
                open: true,
            };
            walk.requests.push(request);
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
