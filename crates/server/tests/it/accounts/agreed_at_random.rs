//! Agreement and unmasking together against a naive model: random steps of several people on the real store, with time going on. A name
//! is shown exactly when an agreement in force allows the purpose, enough other humans have approved, the approval lives, the case is open,
//! and the viewer is the one who asked, still contributes to the case and still holds the role. Otherwise no answer has a name in it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use ombud_model::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::{Value, json};

use super::house::{Browser, House, benign};
use crate::http::call::Answer;

const STEPS: usize = 1_200;
/// Sessions are renewed this often, in seconds, so that they stay fresh.
const RENEWED: i64 = 500;
const PURPOSES: [&str; 3] = ["investigation", "interview", "containment"];
const STAFF: [(&str, &str); 5] = [
    ("ina", "investigators"),
    ("ivo", "investigators"),
    ("apo", "approvers"),
    ("ann", "approvers"),
    ("plato", "planners"),
];
const ASKERS: [usize; 2] = [0, 1];
const APPROVERS: [usize; 2] = [2, 3];
const PLANNER: usize = 4;

/// What the model knows of one agreement.
struct Agreement {
    id: String,
    digest: Value,
    purposes: BTreeSet<&'static str>,
    approvals: usize,
    signatures: usize,
    from: i64,
    until: Option<i64>,
    signed_by: BTreeSet<usize>,
    signed_at: Option<i64>,
    ended: bool,
}

impl Agreement {
    fn is_in_force(&self, now: i64) -> bool {
        let begun = self.signed_at.is_some() && self.from <= now;
        begun && !self.ended && self.until.is_none_or(|until| now < until)
    }
}

/// What the model knows of one request.
struct Request {
    id: String,
    case: String,
    purpose: &'static str,
    asker: usize,
    seconds: i64,
    needed: usize,
    approved_by: BTreeSet<usize>,
    live_until: Option<i64>,
    open: bool,
}

struct Walk {
    house: House,
    random: ChaCha8Rng,
    persons: Vec<String>,
    ada: Browser,
    staff: Vec<(Browser, String)>,
    has_role: Vec<bool>,
    /// Open cases and their contributors.
    cases: BTreeMap<String, BTreeSet<usize>>,
    /// Which of the persons each case is about.
    about: BTreeMap<String, usize>,
    agreements: Vec<Agreement>,
    requests: Vec<Request>,
    /// In milliseconds since 1970.
    renewed: i64,
    shown: u64,
    /// How often an approval that lived was worth nothing to who asked: because of the agreement, the case or the role.
    worthless: u64,
}

fn text(answer: &Value, key: &str) -> String {
    answer[key].as_str().unwrap().to_owned()
}

impl Walk {
    async fn new(seed: u64) -> Self {
        let (house, ada) = House::in_memory().await;
        let persons = house.people().await;
        let mut staff = Vec::new();
        for (login, role) in STAFF {
            staff.push(house.member(&ada, login, role, json!({})).await);
        }
        let mut walk = Self {
            renewed: house.now(),
            house,
            random: ChaCha8Rng::seed_from_u64(seed),
            persons,
            ada,
            has_role: vec![true; staff.len()],
            staff,
            cases: BTreeMap::new(),
            about: BTreeMap::new(),
            agreements: Vec::new(),
            requests: Vec::new(),
            shown: 0,
            worthless: 0,
        };
        let rules = json!({"approvals": 1, "usual_minutes": 20, "longest_minutes": 30, "lapse_minutes": 43_200,
                           "releases_per_day": 1_000_000});
        let changed = walk.house.send(
            &walk.ada,
            Method::PUT,
            "/api/v1/unmasking-rules",
            Some(rules),
        );
        assert_eq!(changed.await.status, 200);
        walk.open_case(0).await;
        walk.open_case(1).await;
        let on = Some(json!({"on": true}));
        let switched = walk.call(2, Method::PUT, "works-council", on).await;
        assert_eq!(switched.status, 200, "{}", switched.text());
        walk
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.next_u32() as usize % limit
    }

    /// One of the newest of so many, where something can still happen.
    fn recent(&mut self, count: usize, back: usize) -> Option<usize> {
        let back = self.below(back);
        count.checked_sub(1).map(|last| last.saturating_sub(back))
    }

    /// Asks as one of the staff. No answer but a revealed name has a name in it.
    async fn call(&self, who: usize, method: Method, path: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/v1/{path}");
        let answer = self
            .house
            .send(&self.staff[who].0, method, &path, body)
            .await;
        if answer.status != 200 || !path.ends_with("/reveal") {
            let text = answer.text();
            assert!(!text.contains("corp.example"), "{path}: {text}");
        }
        answer
    }

    /// The agreement that holds, by the model: of those in force the one signed last.
    fn agreed(&self) -> Option<&Agreement> {
        let now = self.house.now();
        let in_force = self.agreements.iter().filter(|one| one.is_in_force(now));
        in_force.max_by_key(|one| one.signed_at)
    }

    /// Signs everybody in again.
    async fn renew(&mut self) {
        self.renewed = self.house.now();
        self.ada = self.house.sign_in("ada").await;
        for (place, (login, _)) in STAFF.into_iter().enumerate() {
            self.staff[place].0 = self.house.sign_in(login).await;
        }
    }

    /// Time goes on, mostly by seconds.
    async fn pass(&mut self) {
        let seconds = match self.below(150) {
            0 => 600 + self.below(3_000),
            _ => 1 + self.below(9),
        };
        self.house.pass_seconds(seconds as i64);
        if self.house.now() - self.renewed >= RENEWED * 1_000 {
            self.renew().await;
        }
    }

    async fn draft(&mut self) {
        let now = self.house.now();
        let mut purposes: BTreeSet<&str> = PURPOSES.into_iter().collect();
        if self.below(3) == 0 {
            purposes.remove(PURPOSES[self.below(3)]);
        }
        let from = now + [-86_400_000, -86_400_000, -86_400_000, 60_000][self.below(4)];
        let until = [None, Some(now + 300_000), Some(now + 2_000_000)][self.below(3)];
        let (approvals, signatures) = (1 + self.below(2), 1 + self.below(2));
        let at = |millis: i64| Timestamp::from_millis(millis).unwrap().to_string();
        let terms = json!({
            "title": "Leavers", "purpose": "Finding leavers who take files along.", "unmasking_purposes": purposes, "sources": ["all"],
            "indicators": ["all"], "templates": ["all"], "units": ["all"], "signatures_required": signatures,
            "unmasking_approvals": approvals, "valid_from": at(from), "valid_until": until.map(at),
        });
        let drafted = self
            .call(PLANNER, Method::POST, "agreements", Some(terms))
            .await;
        assert_eq!(drafted.status, 200, "{}", drafted.text());
        let drafted = drafted.json();
        self.agreements.push(Agreement {
            id: text(&drafted, "id"),
            digest: drafted["digest"].clone(),
            purposes,
            approvals,
            signatures,
            from,
            until,
            signed_by: BTreeSet::new(),
            signed_at: None,
            ended: false,
        });
    }

    async fn sign(&mut self) {
        let signer = [2, 3, PLANNER][self.below(3)];
        let Some(place) = self.recent(self.agreements.len(), 3) else {
            return;
        };
        let one = &self.agreements[place];
        let path = format!("agreements/{}/sign", one.id);
        let body = Some(json!({"digest": one.digest}));
        let signed = self.call(signer, Method::POST, &path, body).await;
        let now = self.house.now();
        let one = &mut self.agreements[place];
        let in_time = one.until.is_none_or(|until| now < until);
        let may = APPROVERS.contains(&signer)
            && self.has_role[signer]
            && one.signed_at.is_none()
            && !one.ended
            && in_time
            && !one.signed_by.contains(&signer);
        assert_eq!(signed.status == 200, may, "{}", signed.text());
        if may {
            one.signed_by.insert(signer);
            one.signed_at = (one.signed_by.len() >= one.signatures).then_some(now);
        }
    }

    async fn end(&mut self) {
        let approver = APPROVERS[self.below(2)];
        let Some(place) = self.recent(self.agreements.len(), 4) else {
            return;
        };
        let path = format!("agreements/{}/end", self.agreements[place].id);
        let ended = self.call(approver, Method::POST, &path, None).await;
        let may = self.has_role[approver] && !self.agreements[place].ended;
        assert_eq!(ended.status == 200, may, "{}", ended.text());
        self.agreements[place].ended |= may;
    }

    async fn open_case(&mut self, asker: usize) {
        let new = json!({"persons": [self.persons[asker]]});
        let opened = self.call(asker, Method::POST, "cases", Some(new)).await;
        if opened.status != 200 {
            return;
        }
        let case = text(&opened.json(), "id");
        self.about.insert(case.clone(), asker);
        self.cases.insert(case.clone(), BTreeSet::from([asker]));
        self.contributor(asker, &case, Method::PUT).await;
    }

    /// One investigator adds the other to a case, or takes them out of it.
    async fn contributor(&mut self, by: usize, case: &str, method: Method) {
        let other = 1 - by;
        let path = format!("cases/{case}/contributors/{}", self.staff[other].1);
        let changed = self.call(by, method.clone(), &path, None).await;
        if changed.status != 200 {
            return;
        }
        assert!(self.has_role[by], "{}", changed.text());
        let contributors = self.cases.get_mut(case).unwrap();
        match method == Method::PUT {
            true => contributors.insert(other),
            false => contributors.remove(&other),
        };
    }

    async fn close_case(&mut self, asker: usize, case: &str) {
        let path = format!("cases/{case}/close");
        let closed = self.call(asker, Method::POST, &path, Some(benign())).await;
        if closed.status == 200 {
            let contributors = self.cases.remove(case).unwrap();
            assert!(contributors.contains(&asker) && self.has_role[asker]);
        }
    }

    /// Somebody loses the role, or gets it back.
    async fn role(&mut self) {
        let who = self.below(4);
        let (login, role) = STAFF[who];
        let path = format!("/api/v1/roles/{role}/members/{}", self.staff[who].1);
        let (method, body) = match self.has_role[who] {
            true => (Method::DELETE, None),
            false => (Method::PUT, Some(json!({}))),
        };
        let changed = self.house.send(&self.ada, method, &path, body).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        self.has_role[who] = !self.has_role[who];
        self.staff[who].0 = self.house.sign_in(login).await;
    }

    async fn ask(&mut self, asker: usize, case: &str) {
        let (purpose, minutes) = (PURPOSES[self.below(3)], 1 + self.below(20));
        // Now and then about somebody who is not in the case.
        let wrong = usize::from(self.below(8) == 0);
        let person = &self.persons[(self.about[case] + wrong) % 2];
        let wanted = json!({"person": person, "case": case, "purpose": purpose, "minutes": minutes,
                            "justification": "the case cannot go on without it"});
        let made = self
            .call(asker, Method::POST, "unmaskings", Some(wanted))
            .await;
        if made.status != 200 {
            return;
        }
        let agreed = self.agreed().expect("nothing is asked for without one");
        assert!(agreed.purposes.contains(purpose), "{}", made.text());
        assert!(self.has_role[asker] && self.cases[case].contains(&asker));
        self.requests.push(Request {
            id: text(&made.json(), "id"),
            case: case.to_owned(),
            purpose,
            asker,
            seconds: minutes as i64 * 60,
            needed: agreed.approvals,
            approved_by: BTreeSet::new(),
            live_until: None,
            open: true,
        });
    }

    async fn step(&self, who: usize, place: usize, step: &str, body: Option<Value>) -> Answer {
        let path = format!("unmaskings/{}/{step}", self.requests[place].id);
        self.call(who, Method::POST, &path, body).await
    }

    async fn approve(&mut self, place: usize) {
        // An investigator also tries, now and then.
        let who = [2, 3, 2, 3, 0][self.below(5)];
        let answer = self.step(who, place, "approve", None).await;
        let (agreed, now) = (self.agreed().is_some(), self.house.now());
        let request = &mut self.requests[place];
        let may = agreed
            && APPROVERS.contains(&who)
            && self.has_role[who]
            && self.cases.contains_key(&request.case)
            && request.open
            && !request.approved_by.contains(&who);
        assert_eq!(answer.status == 200, may, "{}", answer.text());
        if may {
            request.approved_by.insert(who);
        }
        if may && request.approved_by.len() == request.needed {
            request.live_until = Some(now + request.seconds * 1_000);
            request.open = false;
        }
    }

    /// Denied, withdrawn or revoked: nothing comes of it any more.
    async fn stop(&mut self, place: usize) {
        let (step, who, body) = match self.below(3) {
            0 => (
                "deny",
                APPROVERS[self.below(2)],
                Some(json!({"ground": "too-weak"})),
            ),
            1 => ("withdraw", ASKERS[self.below(2)], None),
            _ => (
                "revoke",
                APPROVERS[self.below(2)],
                Some(json!({"ground": "misuse"})),
            ),
        };
        let answer = self.step(who, place, step, body).await;
        if answer.status == 200 {
            assert!(self.has_role[who], "{step}");
            let request = &mut self.requests[place];
            assert!(step != "withdraw" || request.asker == who, "{step}");
            (request.open, request.live_until) = (false, None);
        }
    }

    /// Whether the model lets that person see the name now.
    fn may_see(&self, viewer: usize, request: &Request) -> bool {
        let now = self.house.now();
        let approved = request.live_until.is_some_and(|until| now < until);
        let in_case = self
            .cases
            .get(&request.case)
            .is_some_and(|contributors| contributors.contains(&viewer));
        let agreed = self.agreed().is_some_and(|agreed| {
            agreed.purposes.contains(request.purpose)
                && request.approved_by.len() >= agreed.approvals
        });
        request.asker == viewer && self.has_role[viewer] && approved && in_case && agreed
    }

    async fn reveal(&mut self, place: usize) {
        let viewer = [0, 1, 0, 1, 2][self.below(5)];
        let answer = self.step(viewer, place, "reveal", None).await;
        let request = &self.requests[place];
        let may = self.may_see(viewer, request);
        assert_eq!(
            answer.status == 200,
            may,
            "{} at {}: {}",
            request.id,
            self.house.now(),
            answer.text()
        );
        if may {
            let name = text(&answer.json(), "name");
            assert!(name.ends_with("@corp.example"), "{name}");
            self.shown += 1;
        }
        let lives = request
            .live_until
            .is_some_and(|until| self.house.now() < until);
        self.worthless += u64::from(lives && request.asker == viewer && !may);
    }

    async fn take_step(&mut self) {
        let asker = ASKERS[self.below(2)];
        let cases: Vec<String> = self.cases.keys().cloned().collect();
        let case = self.recent(cases.len(), 2).map(|at| cases[at].clone());
        let request = self.recent(self.requests.len(), 4);
        match (self.below(100), case, request) {
            (0..4, ..) => self.draft().await,
            (4..12, ..) => self.sign().await,
            (12, ..) => self.end().await,
            (13, ..) => self.role().await,
            (14, Some(case), _) => self.close_case(asker, &case).await,
            (15..17, ..) => self.open_case(asker).await,
            (17, Some(case), _) => self.contributor(asker, &case, Method::DELETE).await,
            (18..21, Some(case), _) => self.contributor(asker, &case, Method::PUT).await,
            (21..32, Some(case), _) => self.ask(asker, &case).await,
            (32..58, _, Some(place)) => self.approve(place).await,
            (58..61, _, Some(place)) => self.stop(place).await,
            (61.., _, Some(place)) => self.reveal(place).await,
            _ => {}
        }
        // Nobody stays without a role for long, and there is mostly something in force: otherwise nothing else would be tried.
        let resting = self.has_role.iter().any(|has| !has);
        if resting && self.below(8) == 0 {
            self.role().await;
        }
        if self.agreed().is_none() && self.below(3) == 0 {
            self.draft().await;
            self.sign().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_shown_exactly_when_agreement_approvals_case_and_role_allow_it() {
    let seed = std::env::var_os("PROPTEST_RNG_SEED");
    let seed = seed.and_then(|text| text.to_str()?.parse().ok());
    let mut walk = Walk::new(seed.unwrap_or(0)).await;
    for _ in 0..STEPS {
        walk.pass().await;
        walk.take_step().await;
    }
    // The walk is worth something: names were shown, and live approvals were worth nothing for other reasons.
    assert!(walk.shown >= 5, "{}", walk.shown);
    assert!(walk.worthless >= 1, "{}", walk.worthless);
    if !walk.has_role[2] {
        let path = format!("/api/v1/roles/approvers/members/{}", walk.staff[2].1);
        let back = walk
            .house
            .send(&walk.ada, Method::PUT, &path, Some(json!({})));
        assert_eq!(back.await.status, 200);
    }
    let apo = walk.house.sign_in("apo").await;
    let report = walk.house.get(&apo, "/api/v1/unmasking-report").await;
    assert_eq!(
        report.json(),
        json!({"counted": walk.shown, "open": 0, "agree": true})
    );
}
