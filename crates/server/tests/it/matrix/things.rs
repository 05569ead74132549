//! Things that are there when a call is made about them: cases, requests for names, agreements, proposals, roles and sessions. What a
//! call has used up is made anew for the next one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::http::Method;
use ombud_access::Principal;
use ombud_app::requests::given;
use ombud_app::{Caller, NewToken, PilotChange};
use ombud_model::{AccountKind, Party};
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::calls::Where;
use super::office::{ORIGIN, Office, console, has_role};
use super::wanted::{about_person, counters, request, terms};
use crate::accounts::house::{Browser, House};
use crate::device::Authenticator;
use crate::http::call::Answer;

/// What the caller has to do with a case, and with what belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    /// Others opened it and asked in it.
    Outsider,
    /// The caller contributes to it, and others asked in it.
    Contributor,
    /// The caller contributes to it and has asked.
    Asker,
}

/// Who calls, and about what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) caller: &'a str,
    pub(super) about: Where,
    pub(super) part: Part,
}

impl<'a> Asked<'a> {
    fn side(self) -> usize {
        usize::from(self.about == Where::Outside)
    }

    /// Whose thing it is: everybody who has nothing to do with it is asked about the same one.
    fn whose(self) -> String {
        match self.part {
            Part::Outsider => String::new(),
            Part::Contributor | Part::Asker => self.caller.to_owned(),
        }
    }

    /// Who has what belongs to one account alone: the caller, or somebody else where the caller does not sign in or it is to be out of
    /// sight.
    fn whose_own(self) -> &'a str {
        let signs_in =
            self.caller == "everyone" || (has_role(self.caller) && self.caller != "responder");
        match self.about == Where::Inside && signs_in {
            true => self.caller,
            false => "otto",
        }
    }
}

/// Something that was made.
#[derive(Clone, Default, Debug)]
pub(super) struct Thing {
    pub(super) id: String,
    /// Whom it is about.
    pub(super) person: String,
    /// The text that is signed.
    pub(super) digest: Value,
}

impl Thing {
    /// Signs the text that was shown; another one when there was none.
    pub(super) fn signature(&self) -> Value {
        match &self.digest {
            Value::String(seen) => json!({"digest": seen}),
            _ => json!({"digest": "0".repeat(64)}),
        }
    }
}

/// What it is and how far it has come, on which side, whose, and the caller's part in it.
type Key = (&'static str, usize, String, Part);

/// What there is, and who made it: none of them calls.
pub(super) struct Things {
    administrator: Browser,
    investigator: Browser,
    planner: Browser,
    approvers: [Browser; 2],
    kept: Mutex<BTreeMap<Key, Thing>>,
    last: Mutex<Thing>,
    /// A number for each device that holds a passkey.
    devices: AtomicU8,
}

impl Things {
    /// Signs in those who make things; their roles are given already.
    pub(super) async fn by(
        house: &House,
        [administrator, investigator, planner, one, other]: [&str; 5],
    ) -> Self {
        Self {
            administrator: house.sign_in(administrator).await,
            investigator: house.sign_in(investigator).await,
            planner: house.sign_in(planner).await,
            approvers: [house.sign_in(one).await, house.sign_in(other).await],
            kept: Mutex::default(),
            last: Mutex::default(),
            devices: AtomicU8::new(1),
        }
    }

    /// The thing that the present call is about.
    pub(super) fn last(&self) -> Thing {
        self.last.lock().clone()
    }

    fn known(&self, key: &Key) -> Option<Thing> {
        self.kept.lock().get(key).cloned()
    }

    fn keep(&self, key: Key, thing: &Thing) {
        self.kept.lock().insert(key, thing.clone());
    }

    /// Forgets what a call with this address has changed.
    pub(super) fn used_up(&self, uri: &str) {
        self.kept.lock().retain(|_, thing| !uri.contains(&thing.id));
    }
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

impl Office {
    async fn made(&self, who: &Browser, method: Method, path: &str, body: Option<Value>) -> Answer {
        let path = format!("/api/v1/{path}");
        self.house.send(who, method, &path, body).await
    }

    /// A thing of this name that exists, for a call of this route.
    pub(super) async fn existing(
        &self,
        name: &str,
        route: &str,
        asked: Asked<'_>,
    ) -> Option<String> {
        let thing = match name {
            "case" => self.case(asked).await,
            "task" => self.task(asked).await,
            "attachment" => self.attachment(asked).await,
            "unmasking" => {
                let is_decided = route.ends_with("/reveal") || route.ends_with("/revoke");
                self.unmasking(asked, is_decided).await
            }
            "request" => {
                let is_decided = route.ends_with("/report") || route.ends_with("/end");
                self.person_request(asked, is_decided).await
            }
            "agreement" => self.agreement(asked, route.ends_with("/end")).await,
            "proposal" => self.proposal().await,
            "role" if route.ends_with("{role}") => self.role().await,
            "view" => self.view().await,
            "session" => self.session(asked).await,
            "passkey" => self.passkey(asked).await,
            "policy" => Thing {
                id: "leavers".to_owned(),
                ..Thing::default()
            },
            "path" => Thing {
                id: "entries/000".to_owned(),
                ..Thing::default()
            },
            _ => return None,
        };
        let name = thing.id.clone();
        *self.things.last.lock() = thing;
        Some(name)
    }

    /// An open case about somebody on that side; the caller is in it when that is their part.
    pub(super) async fn case(&self, asked: Asked<'_>) -> Thing {
        let part = asked.part.min(Part::Contributor);
        let key = ("case", asked.side(), asked.whose(), part);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let person = self.somebody(asked.side());
        let by = &self.things.investigator;
        let about = json!({"persons": [person]});
        let thing = Thing {
            id: id(&self.made(by, Method::POST, "cases", Some(about)).await),
            person,
            ..Thing::default()
        };
        if part == Part::Contributor {
            // Who holds no role contributes to no case.
            self.browser(asked.caller, false).await;
            let path = format!(
                "cases/{}/contributors/{}",
                thing.id,
                self.account(asked.caller)
            );
            id(&self.made(by, Method::PUT, &path, None).await);
        }
        self.things.keep(key, &thing);
        thing
    }

    /// A task of that case.
    async fn task(&self, asked: Asked<'_>) -> Thing {
        let case = self.case(asked).await;
        let key = ("task", asked.side(), case.id.clone(), asked.part);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let (path, wanted) = (format!("cases/{}/tasks", case.id), json!({"title": "Ask"}));
        let by = &self.things.investigator;
        let thing = Thing {
            id: id(&self.made(by, Method::POST, &path, Some(wanted)).await),
            ..case
        };
        self.things.keep(key, &thing);
        thing
    }

    /// A file of that case.
    async fn attachment(&self, asked: Asked<'_>) -> Thing {
        let case = self.case(asked).await;
        let key = ("attachment", asked.side(), case.id.clone(), asked.part);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let by = &self.things.investigator;
        let attached = self.house.attach(by, &case.id, ("seen.txt", b"seen"));
        let thing = Thing {
            id: id(&attached.await),
            ..case
        };
        self.things.keep(key, &thing);
        thing
    }

    /// A request for a name, approved or still to be decided on.
    async fn unmasking(&self, asked: Asked<'_>, is_approved: bool) -> Thing {
        let kind = if is_approved { "approved" } else { "requested" };
        let key = (kind, asked.side(), asked.whose(), asked.part);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let case = self.case(asked).await;
        let by = match asked.part {
            Part::Asker => self.browser(asked.caller, false).await,
            Part::Outsider | Part::Contributor => self.things.investigator.clone(),
        };
        let wanted = request(&case);
        let thing = Thing {
            id: id(&self
                .made(&by, Method::POST, "unmaskings", Some(wanted))
                .await),
            ..case
        };
        if is_approved {
            let path = format!("unmaskings/{}/approve", thing.id);
            id(&self
                .made(&self.things.approvers[0], Method::POST, &path, None)
                .await);
        }
        self.things.keep(key, &thing);
        thing
    }

    /// A request about a person, approved or still to be decided on.
    async fn person_request(&self, asked: Asked<'_>, is_approved: bool) -> Thing {
        let kind = if is_approved { "allowed" } else { "wanted" };
        let key = (kind, asked.side(), asked.whose(), asked.part);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let by = match asked.part {
            Part::Asker => self.browser(asked.caller, false).await,
            Part::Outsider | Part::Contributor => self.things.investigator.clone(),
        };
        let wanted = about_person(&self.somebody(asked.side()));
        let made = self.made(&by, Method::POST, "person-requests", Some(wanted));
        let thing = Thing {
            id: id(&made.await),
            ..Thing::default()
        };
        if is_approved {
            let path = format!("person-requests/{}/approve", thing.id);
            let by = &self.things.approvers[0];
            id(&self.made(by, Method::POST, &path, None).await);
        }
        self.things.keep(key, &thing);
        thing
    }

    /// An agreement about the unit on that side: a draft, or signed.
    async fn agreement(&self, asked: Asked<'_>, is_signed: bool) -> Thing {
        let kind = if is_signed { "signed" } else { "draft" };
        let key = (kind, asked.side(), String::new(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let terms = terms([&self.unit, &self.other_unit][asked.side()]);
        let draft = self
            .made(
                &self.things.planner,
                Method::POST,
                "agreements",
                Some(terms),
            )
            .await;
        let thing = Thing {
            id: id(&draft),
            digest: draft.json()["digest"].clone(),
            ..Thing::default()
        };
        let path = format!("agreements/{}/sign", thing.id);
        for approver in self.things.approvers.iter().filter(|_| is_signed) {
            let seen = json!({"digest": thing.digest});
            id(&self.made(approver, Method::POST, &path, Some(seen)).await);
        }
        self.things.keep(key, &thing);
        thing
    }

    /// A change that waits for a second person, and that nobody carries out.
    async fn proposal(&self) -> Thing {
        let key = ("proposal", 0, String::new(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let by = &self.things.administrator;
        let mut rules = self.house.get(by, "/api/v1/unmasking-rules").await.json();
        rules["releases_per_day"] = (100 + self.number()).into();
        let answer = self
            .made(by, Method::PUT, "unmasking-rules", Some(rules))
            .await;
        let said = answer.problem(409).detail;
        let words = said.split(|letter: char| letter != '-' && !letter.is_ascii_alphanumeric());
        let id = words.into_iter().find(|word| word.starts_with("proposal-"));
        let thing = Thing {
            id: id.unwrap_or_else(|| panic!("{said}")).to_owned(),
            ..Thing::default()
        };
        self.things.keep(key, &thing);
        thing
    }

    /// A custom role that nobody holds.
    async fn role(&self) -> Thing {
        let key = ("role", 0, String::new(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let thing = Thing {
            id: format!("counters-{}", self.number()),
            ..Thing::default()
        };
        let (path, by) = (format!("roles/{}", thing.id), &self.things.administrator);
        let made = self.made(by, Method::PUT, &path, Some(counters())).await;
        assert_eq!(made.status, 200, "{}", made.text());
        self.things.keep(key, &thing);
        thing
    }

    /// A view that somebody else shares.
    async fn view(&self) -> Thing {
        let key = ("view", 0, String::new(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let (by, wanted) = (&self.things.investigator, self.wanted_view());
        let thing = Thing {
            id: id(&self.made(by, Method::POST, "views", Some(wanted)).await),
            ..Thing::default()
        };
        self.things.keep(key, &thing);
        thing
    }

    /// A view to be saved, under a name of its own.
    pub(super) fn wanted_view(&self) -> Value {
        json!({"name": format!("Late {}", self.number()), "shared": true, "query": {"overdue": "true"}})
    }

    /// A further session of the caller, or one of somebody else.
    async fn session(&self, asked: Asked<'_>) -> Thing {
        let whose = asked.whose_own();
        let key = ("session", 0, whose.to_owned(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let browser = self.signed_in(whose).await;
        let sessions = self.house.get(&browser, "/api/v1/sessions").await.json();
        let all = sessions["sessions"].as_array().unwrap();
        let this = all.iter().find(|session| session["this"] == true).unwrap();
        let thing = Thing {
            id: this["id"].as_str().unwrap().to_owned(),
            ..Thing::default()
        };
        self.things.keep(key, &thing);
        thing
    }

    /// A passkey of the caller, or one of somebody else.
    async fn passkey(&self, asked: Asked<'_>) -> Thing {
        let whose = asked.whose_own();
        let key = ("passkey", 0, whose.to_owned(), Part::Outsider);
        if let Some(known) = self.things.known(&key) {
            return known;
        }
        let browser = match self.caller(whose) {
            Some((browser, _)) => browser,
            None => self.signed_in(whose).await,
        };
        let begun = self.made(&browser, Method::POST, "me/passkeys", None).await;
        assert_eq!(begun.status, 200, "{}", begun.text());
        let number = self.things.devices.fetch_add(1, Ordering::Relaxed);
        let made = Authenticator::new(number, ORIGIN).create(&begun.json()["options"]);
        let made: Value = serde_json::from_str(&made).unwrap();
        // By its label it is told from those that were made before.
        let label = format!("Laptop {number}");
        let made = json!({"label": label, "answer": made});
        let added = self
            .made(&browser, Method::PUT, "me/passkeys", Some(made))
            .await;
        assert_eq!(added.status, 200, "{}", added.text());
        let passkeys = added.json();
        let mut all = passkeys["passkeys"].as_array().unwrap().iter();
        let this = all.find(|passkey| passkey["label"] == label.as_str());
        let thing = Thing {
            id: this.unwrap()["id"].as_str().unwrap().to_owned(),
            ..Thing::default()
        };
        self.things.keep(key, &thing);
        thing
    }
}

/// Makes the installation a pilot, or ends that.
pub(super) async fn pilot(house: &House, on: bool) {
    let change = PilotChange { on, withdraw: !on };
    house.ombud.change_pilot(&console(), change).await.unwrap();
}

/// A program with an account of its own, its role and a token for more than the role allows.
pub(super) async fn integration(house: &House, ada: &Browser, unit: &Value) -> (Browser, String) {
    let new = json!({"login": "responder", "display_name": "Responder", "integration": true});
    let made = house
        .send(ada, Method::POST, "/api/v1/accounts", Some(new))
        .await;
    let account = made.json()["account"]["id"].as_str().unwrap().to_owned();
    let granted = house.grant(ada, "responder", &account, json!({"units": [unit]}));
    assert_eq!(granted.await.status, 200);
    let program = Principal {
        party: Party::new(account.parse().unwrap(), None),
        // A token is issued by a human who has just confirmed who they are, for their own account: here somebody stands in for the program.
        kind: AccountKind::Human,
        grants: Vec::new(),
        fresh: true,
        token: None,
    };
    let operations = [
        "list-alerts",
        "read-alert",
        "list-policies",
        "list-persons",
        "query-activities",
        "list-cases",
        "read-case",
        "list-accounts",
    ];
    let wanted = NewToken {
        name: "alerts".to_owned(),
        operations: operations.iter().copied().map(given).collect(),
        days: 1,
    };
    let issued = house
        .ombud
        .issue_token(&Caller::Account(program), wanted)
        .await;
    (Browser::program(&issued.unwrap().secret), account)
}
