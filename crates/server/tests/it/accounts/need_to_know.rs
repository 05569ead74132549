//! Need-to-know on the running program: who is shown what about a person who is in an open case.

use axum::http::Method;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::{Value, json};

use super::house::{Browser, House, benign};
use super::office::{LENA, OMAR, profiles};

/// Steps of the walk at random, and looks after each of them.
const STEPS: usize = 100;
const LOOKS: usize = 5;

/// Two who left with files, one of them in Lisbon, and everybody who may want to look.
struct Floor {
    house: House,
    ada: Browser,
    people: Vec<Member>,
    /// Alert and pseudonym of the person in Lisbon, then of the other.
    alerts: [String; 2],
    persons: [String; 2],
}

struct Member {
    login: &'static str,
    browser: Browser,
    id: String,
    role: &'static str,
    /// Whether the role is limited to Lisbon.
    bound: bool,
    enabled: bool,
}

/// Login, role, limited to Lisbon.
const STAFF: [(&str, &str, bool); 7] = [
    ("ana", "analysts", false),
    ("amy", "analysts", true),
    ("ina", "investigators", false),
    ("ivo", "investigators", true),
    ("ilse", "investigators", false),
    ("olga", "overseers", false),
    ("otto", "overseers", true),
];

impl Floor {
    async fn new() -> Self {
        let (house, ada) = House::in_memory().await;
        house.office().await;
        let places = [
            [LENA, "Lisbon", "", "", "2026-01-01"],
            [OMAR, "Porto", "", "", "2026-01-01"],
        ];
        house.ingest("hr", &profiles(&places)).await.unwrap();
        let lisbon = json!({"name": "Lisbon", "regions": ["Lisbon"]});
        let unit = house
            .send(&ada, Method::POST, "/api/v1/units", Some(lisbon))
            .await
            .json()["id"]
            .clone();
        let mut people = Vec::new();
        for (login, role, bound) in STAFF {
            let wanted = match bound {
                true => json!({"units": [unit]}),
                false => json!({}),
            };
            let (browser, id) = house.member(&ada, login, role, wanted).await;
            people.push(Member {
                login,
                browser,
                id,
                role,
                bound,
                enabled: true,
            });
        }
        let seen = |who: &Member| {
            let browser = who.browser.clone();
            let house = &house;
            async move { house.get(&browser, "/api/v1/alerts").await.json()["alerts"].clone() }
        };
        let (all, here) = (seen(&people[0]).await, seen(&people[1]).await);
        let all = all.as_array().unwrap().clone();
        let (inside, outside): (Vec<Value>, Vec<Value>) =
            all.into_iter().partition(|alert| *alert == here[0]);
        let [inside, outside] = [&inside[0], &outside[0]];
        let text = |alert: &Value, field: &str| alert[field].as_str().unwrap().to_owned();
        Self {
            alerts: [text(inside, "id"), text(outside, "id")],
            persons: [text(inside, "person"), text(outside, "person")],
            house,
            ada,
            people,
        }
    }

    fn named(&self, login: &str) -> &Member {
        self.people.iter().find(|one| one.login == login).unwrap()
    }

    async fn looks(&self, who: &Browser, whom: usize) -> Looks {
        let (alert, person) = (&self.alerts[whom], &self.persons[whom]);
        let get = async |path: String| self.house.get(who, &path).await;
        let detail = get(format!("/api/v1/alerts/{alert}")).await.status;
        let why = get(format!("/api/v1/persons/{person}/why")).await.status;
        let read = get(format!("/api/v1/persons/{person}")).await.status;
        assert_eq!(
            read, why,
            "whoever is told why reads the days, and nobody else"
        );
        let asked = format!("/api/v1/activities?limit=5&where=person%20%3D%20%27{person}%27");
        let found = get(asked).await.json()["activities"].clone();
        let rows = found.as_array().is_some_and(|rows| !rows.is_empty());
        let listed = get("/api/v1/persons?limit=100".to_owned()).await.json()["persons"].clone();
        let listed = listed
            .as_array()
            .is_some_and(|list| list.iter().any(|one| one["person"] == **person));
        let queue = get("/api/v1/alerts".to_owned()).await.json()["alerts"].clone();
        let queued = queue
            .as_array()
            .is_some_and(|list| list.iter().any(|one| one["id"] == **alert));
        (detail.as_u16(), why.as_u16(), rows, listed, queued)
    }

    async fn open(&self, who: &Browser, whom: usize) -> (u16, Value) {
        let new = json!({"persons": [self.persons[whom]]});
        let answer = self
            .house
            .send(who, Method::POST, "/api/v1/cases", Some(new))
            .await;
        (answer.status.as_u16(), answer.json())
    }

    async fn notices(&self, who: &Browser) -> Vec<String> {
        let me = self.house.get(who, "/api/v1/me").await.json();
        let notices = me["notices"].as_array().unwrap().iter();
        notices
            .map(|notice| notice.as_str().unwrap().to_owned())
            .collect()
    }
}

/// Statuses of the alert and of `why`, whether activities are found, and whether person and alert stand in their lists.
type Looks = (u16, u16, bool, bool, bool);

/// What everybody is shown who may look; beyond their units it is as if there were nobody.
const SHOWN: Looks = (200, 200, true, true, true);
const CLOSED: Looks = (403, 403, false, true, true);
const NOTHING: Looks = (404, 404, false, false, false);

#[tokio::test(flavor = "multi_thread")]
async fn what_is_about_somebody_in_a_case_is_for_its_contributors_and_overseers() {
    let floor = Floor::new().await;
    let who = |login: &str| floor.named(login).browser.clone();
    for login in ["ana", "amy", "ina", "ivo", "olga"] {
        assert_eq!(floor.looks(&who(login), 0).await, SHOWN, "{login}");
    }
    let (status, case) = floor.open(&who("ina"), 0).await;
    assert_eq!(status, 200, "{case}");
    for (login, expected) in [
        ("ina", SHOWN),
        ("ana", CLOSED),
        ("amy", CLOSED),
        ("ivo", CLOSED),
        ("olga", SHOWN),
        ("otto", SHOWN),
    ] {
        assert_eq!(floor.looks(&who(login), 0).await, expected, "{login}");
    }
    // Nothing changed for the other person, whom those of Lisbon do not see at all.
    for (login, expected) in [("ana", SHOWN), ("amy", NOTHING), ("otto", NOTHING)] {
        assert_eq!(floor.looks(&who(login), 1).await, expected, "{login}");
    }
    // Whoever could look is told whom to ask; nobody opens a second case behind the first one.
    let (status, refused) = floor.open(&who("ana"), 0).await;
    assert_eq!(
        (status, &refused["detail"]),
        (
            403,
            &"this belongs to a case: ask one of its contributors to add you".into()
        )
    );
    assert_eq!(floor.open(&who("ina"), 0).await.0, 200);
    // Overseers are told, see who contributes, and let others in.
    let id = case["id"].as_str().unwrap();
    for (login, told) in [
        ("olga", true),
        ("otto", true),
        ("ina", false),
        ("ana", false),
    ] {
        let notices = floor.notices(&who(login)).await;
        assert_eq!(notices.iter().any(|one| one.contains(id)), told, "{login}");
    }
    let contributor = format!("/api/v1/cases/{id}/contributors/{}", floor.named("ana").id);
    let added = floor
        .house
        .send(&who("olga"), Method::PUT, &contributor, None)
        .await;
    assert_eq!(added.status, 200, "{}", added.text());
    assert_eq!(floor.looks(&who("ana"), 0).await, SHOWN);
}

/// A case as the model knows it.
struct Case {
    id: String,
    whom: usize,
    contributors: Vec<usize>,
    open: bool,
}

/// The model: what that member is shown about that person.
fn expected(floor: &Floor, cases: &[Case], member: usize, whom: usize) -> Looks {
    let who = &floor.people[member];
    if who.bound && whom == 1 {
        return NOTHING;
    }
    let mut about = cases
        .iter()
        .filter(|case| case.open && case.whom == whom)
        .peekable();
    let free = about.peek().is_none();
    let contributes = about.any(|case| case.contributors.contains(&member));
    match free || contributes || who.role == "overseers" {
        true => SHOWN,
        false => CLOSED,
    }
}

impl Floor {
    /// Something happens, in the program and in the model.
    async fn step(&mut self, random: &mut ChaCha8Rng, cases: &mut Vec<Case>) {
        let mut below = |limit: usize| random.next_u32() as usize % limit;
        let (member, whom) = (below(5), below(2));
        let who = self.people[member].browser.clone();
        let shown = expected(self, cases, member, whom) == SHOWN;
        match below(5) {
            0 if self.people[member].enabled => {
                let (status, made) = self.open(&who, whom).await;
                assert_eq!(status == 200, shown, "{made}");
                if status == 200 {
                    cases.push(Case {
                        id: made["id"].as_str().unwrap().to_owned(),
                        whom,
                        contributors: vec![member],
                        open: true,
                    });
                }
            }
            1 if !cases.is_empty() => {
                let case = below(cases.len());
                self.contribute(&mut cases[case], member, below(2) == 0)
                    .await;
            }
            2 if !cases.is_empty() && below(3) == 0 => {
                let case = below(cases.len());
                let path = format!("/api/v1/cases/{}/close", cases[case].id);
                let overseer = self.named("olga").browser.clone();
                let answer = self
                    .house
                    .send(&overseer, Method::POST, &path, Some(benign()))
                    .await;
                let expected = if cases[case].open { 200 } else { 409 };
                assert_eq!(answer.status.as_u16(), expected, "{}", answer.text());
                cases[case].open = false;
            }
            3 if self.people[member].enabled && below(10) == 0 => {
                let path = format!("/api/v1/accounts/{}/disable", self.people[member].id);
                let answer = self.house.send(&self.ada, Method::POST, &path, None).await;
                assert_eq!(answer.status, 200, "{}", answer.text());
                self.people[member].enabled = false;
            }
            _ => {}
        }
    }

    /// An overseer takes somebody into a case or out of it.
    async fn contribute(&self, case: &mut Case, member: usize, add: bool) {
        let path = format!(
            "/api/v1/cases/{}/contributors/{}",
            case.id, self.people[member].id
        );
        let method = if add { Method::PUT } else { Method::DELETE };
        let overseer = &self.named("olga").browser;
        let answer = self.house.send(overseer, method, &path, None).await;
        if answer.status != 200 {
            // A closed case keeps whom it has, and a disabled account is nobody to add.
            assert!(
                !case.open || !self.people[member].enabled,
                "{}",
                answer.text()
            );
            return;
        }
        match add {
            true if !case.contributors.contains(&member) => case.contributors.push(member),
            true => {}
            false => case.contributors.retain(|one| *one != member),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_to_cases_everybody_is_shown_what_a_naive_model_says() {
    let mut random = ChaCha8Rng::seed_from_u64(26_112_026);
    let mut floor = Floor::new().await;
    let mut cases = Vec::new();
    let mut met = [0; 3];
    for step in 0..STEPS {
        floor.step(&mut random, &mut cases).await;
        for _ in 0..LOOKS {
            let member = random.next_u32() as usize % floor.people.len();
            let whom = random.next_u32() as usize % 2;
            if !floor.people[member].enabled {
                continue;
            }
            let expected = expected(&floor, &cases, member, whom);
            let looks = floor.looks(&floor.people[member].browser, whom).await;
            let login = floor.people[member].login;
            assert_eq!(looks, expected, "step {step}: {login} about {whom}");
            let kind = [SHOWN, CLOSED, NOTHING];
            met[kind.iter().position(|one| *one == expected).unwrap()] += 1;
        }
    }
    assert!(met.iter().all(|count| *count > 30), "{met:?}");
}
