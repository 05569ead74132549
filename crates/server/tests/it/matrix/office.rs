//! An installation with everybody in it: two units, somebody in each role, and things inside and outside of the unit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use ombud_app::requests::accounts::AccountChange;
use ombud_app::requests::{WantedId, given};
use ombud_app::{Author, Caller, GrantRequest};
use ombud_guard::hold::HoldGround;
use ombud_model::{Operation, Units};
use ombud_tlog::Filter;
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::calls::{Call, Where};
use super::things::{Asked, Things, integration, pilot};
use crate::accounts::house::{Browser, House};
use crate::http::call::{Answer, call};

/// The admin unit with that id.
fn only(unit: &Value) -> Units {
    Units::Only(BTreeSet::from([unit.as_str().unwrap().parse().unwrap()]))
}

/// Persons in each unit: each call about one takes the next, because some are erased.
const PERSONS: usize = 400;

/// Where browsers find the installation: passkeys are made for this address.
pub(super) const ORIGIN: &str = "https://ombud.example";

/// Who calls. `everyone` is an account without a role, `token` a token of an analyst that lists policies, `responder` an integration with a
/// token. While `pilot` calls, the installation is a pilot.
pub(super) const CALLERS: [&str; 13] = [
    "nobody",
    "source",
    "token",
    "everyone",
    "administrators",
    "analysts",
    "investigators",
    "overseers",
    "approvers",
    "auditors",
    "planners",
    "responder",
    "pilot",
];

pub(super) fn has_role(caller: &str) -> bool {
    !["nobody", "source", "token", "everyone"].contains(&caller)
}

/// A second administrator and two approvers for everybody, an investigator and a planner, so that there is something and the two-person
/// rule holds for every call. No rights rest: each call is made under a role that was granted just before.
async fn staff(house: &House, ada: &Browser) -> Things {
    let mut rules = house.get(ada, "/api/v1/unmasking-rules").await.json();
    rules["rest_minutes"] = 0.into();
    let awake = house
        .send(ada, Method::PUT, "/api/v1/unmasking-rules", Some(rules))
        .await;
    assert_eq!(awake.status, 200, "{}", awake.text());
    let staff = [
        ("ann", "administrators"),
        ("ivy", "investigators"),
        ("pia", "planners"),
        ("abe", "approvers"),
        ("abi", "approvers"),
    ];
    for (login, role) in staff {
        let account = house.account(ada, login).await;
        let wanted = GrantRequest {
            units: Ok(Units::All),
            expires: Ok(None),
        };
        let granted = house
            .ombud
            .grant_role(&console(), given(role), WantedId::read(&account), wanted)
            .await;
        granted.unwrap();
    }
    Things::by(house, staff.map(|(login, _)| login)).await
}

/// What there is in one unit.
struct Side {
    persons: Mutex<Vec<String>>,
    alert: String,
    account: String,
    /// A token of that account.
    token: String,
}

impl Side {
    /// One whose analyst has this login.
    async fn with(
        house: &House,
        ada: &Browser,
        login: &str,
        persons: Vec<String>,
        unit: &Value,
    ) -> Self {
        let (browser, account) = house
            .member(ada, login, "analysts", json!({"units": [unit]}))
            .await;
        let alerts = house.get(&browser, "/api/v1/alerts").await.json();
        let alert = alerts["alerts"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("nobody in {login}'s unit has an alert"))
            .to_owned();
        let token = token(house, &browser).await["token"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        Self {
            persons: Mutex::new(persons),
            alert,
            account,
            token,
        }
    }
}

pub(super) struct Office {
    pub(super) house: House,
    pub(super) unit: Value,
    pub(super) other_unit: Value,
    sides: [Side; 2],
    /// Browser and account by caller.
    callers: Mutex<BTreeMap<String, (Browser, String)>>,
    pub(super) things: Things,
    /// Whether the role that a caller holds now is bound to the unit.
    granted: Mutex<BTreeMap<String, bool>>,
    numbers: AtomicU64,
}

pub(super) fn console() -> Caller {
    Caller::Console("tester".to_owned())
}

impl Office {
    pub(super) async fn new() -> Self {
        let (house, ada) =
            House::in_memory_and(&format!("sign_in: {{ origin: '{ORIGIN}' }}")).await;
        let [inside, outside] = people(&house).await;
        let unit = made_unit(&house, &ada, "Lisbon", &inside).await;
        let other_unit = made_unit(&house, &ada, "Porto", &outside).await;
        let mut sides = Vec::new();
        for (login, persons, unit) in [("ina", inside, &unit), ("otto", outside, &other_unit)] {
            sides.push(Side::with(&house, &ada, login, persons, unit).await);
        }
        let mut callers =
            BTreeMap::from([("nobody".to_owned(), (Browser::default(), String::new()))]);
        for caller in CALLERS.into_iter().skip(3) {
            let member = match has_role(caller) {
                true if caller == "responder" => integration(&house, &ada, &unit).await,
                true if caller != "pilot" => {
                    house
                        .member(&ada, caller, caller, json!({"units": [unit]}))
                        .await
                }
                _ => {
                    let account = house.account(&ada, caller).await;
                    (house.sign_in(caller).await, account)
                }
            };
            callers.insert(caller.to_owned(), member);
        }
        let (analyst, account) = callers["analysts"].clone();
        let secret = token(&house, &analyst).await["secret"]
            .as_str()
            .unwrap()
            .to_owned();
        callers.insert("token".to_owned(), (Browser::program(&secret), account));
        callers.insert("source".to_owned(), source(&house).await);
        let things = staff(&house, &ada).await;
        let sides = sides.try_into().unwrap_or_else(|_| panic!("two sides"));
        Self {
            house,
            unit,
            other_unit,
            sides,
            callers: Mutex::new(callers),
            things,
            granted: Mutex::default(),
            numbers: AtomicU64::new(1),
        }
    }

    pub(super) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Somebody on that side about whom no call was made.
    pub(super) fn somebody(&self, side: usize) -> String {
        self.sides[side].persons.lock().pop().unwrap()
    }

    pub(super) fn account(&self, caller: &str) -> String {
        self.caller(caller).unwrap().1
    }

    /// A new session. Time passes, so that the limit on attempts is not met.
    pub(super) async fn signed_in(&self, login: &str) -> Browser {
        self.house.pass_seconds(2);
        self.house.sign_in(login).await
    }

    /// The installation is a pilot for as long as a pilot calls.
    pub(super) async fn end_pilot(&self) {
        if self.granted.lock().remove("pilot").is_some() {
            pilot(&self.house, false).await;
        }
    }

    pub(super) fn caller(&self, caller: &str) -> Option<(Browser, String)> {
        self.callers.lock().get(caller).cloned()
    }

    /// The caller, whose role is held for the unit or for all.
    pub(super) async fn browser(&self, caller: &str, bound: bool) -> Browser {
        let (browser, account) = self.caller(caller).unwrap();
        let before = self.granted.lock().insert(caller.to_owned(), bound);
        if caller == "pilot" && before.is_none() {
            pilot(&self.house, true).await;
        }
        if has_role(caller) && before != Some(bound) {
            let units = match bound {
                true => only(&self.unit),
                false => Units::All,
            };
            let wanted = GrantRequest {
                units: Ok(units),
                expires: Ok(None),
            };
            self.house
                .ombud
                .grant_role(&console(), given(caller), WantedId::read(&account), wanted)
                .await
                .unwrap();
        }
        browser
    }

    /// The alert in the unit.
    pub(super) fn alert(&self) -> String {
        self.sides[0].alert.clone()
    }

    /// What stands in a path in the place of a name.
    pub(super) async fn named(&self, name: &str, route: &str, asked: Asked<'_>) -> String {
        let Asked { caller, about, .. } = asked;
        let side = match about {
            Where::Inside => &self.sides[0],
            Where::Outside => &self.sides[1],
            Where::Absent | Where::Nothing if name == "role" && route.ends_with("{role}") => {
                return "no-such-role".to_owned();
            }
            Where::Absent | Where::Nothing => return absent(name),
        };
        if let Some(existing) = self.existing(name, route, asked).await {
            return existing;
        }
        match name {
            "person" => side.persons.lock().pop().unwrap(),
            "hold" => {
                let person = side.persons.lock().pop().unwrap();
                self.house
                    .ombud
                    .place_hold(&console(), &person, HoldGround::LegalClaim)
                    .await
                    .unwrap()
                    .to_string()
            }
            "id" => side.alert.clone(),
            "account" => side.account.clone(),
            // Whose it is decides, not whom it is about.
            "token" => match (about, self.caller(caller)) {
                (Where::Inside, Some((browser, account)))
                    if !account.is_empty() && browser.bearer.is_empty() =>
                {
                    token(&self.house, &browser).await["token"]["id"]
                        .as_str()
                        .unwrap()
                        .to_owned()
                }
                _ => side.token.clone(),
            },
            name => absent(name),
        }
    }

    pub(super) async fn send(&self, browser: &Browser, sent: &Call) -> Answer {
        let mut request = Request::builder()
            .method(&sent.method)
            .uri(&sent.uri)
            .header("host", "localhost");
        request = request
            .header("idempotency-key", self.number())
            .header("content-type", sent.content_type());
        if sent.is_file() {
            request = request.header("x-file-name", "seen.txt");
        }
        for (name, value) in [
            ("cookie", &browser.cookie),
            ("x-ombud-csrf", &browser.csrf),
            ("authorization", &browser.bearer),
        ] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        let body = sent.body.as_ref().map(Value::to_string).unwrap_or_default();
        call(&self.house.app, request.body(Body::from(body)).unwrap()).await
    }

    /// Entries of the audit log after that one, by operation; whether each is an intent.
    pub(super) async fn records(&self, after: u64) -> Vec<(Operation, bool)> {
        let rows = self
            .house
            .ombud
            .find_audit_entries(&Filter::default(), 16)
            .await
            .unwrap();
        let rows = rows.into_iter().filter(|row| row.sequence > after);
        rows.map(|row| (row.operation.parse().unwrap(), row.phase == "intent"))
            .collect()
    }

    pub(super) async fn last_record(&self) -> u64 {
        self.house
            .ombud
            .find_audit_entries(&Filter::default(), 1)
            .await
            .unwrap()[0]
            .sequence
    }

    /// Puts back what a call has changed about accounts and sessions, so that the next one finds what it expects.
    pub(super) async fn tidied(&self, caller: &str, sent: &Call, answer: &Answer) {
        if !answer.status.is_success() || sent.method == Method::GET {
            return;
        }
        self.things.used_up(&sent.uri);
        if sent.uri.ends_with("/sources/m365/token") {
            let source = source(&self.house).await;
            self.callers.lock().insert("source".to_owned(), source);
        }
        let loses_passkey =
            sent.method == Method::DELETE && sent.uri.starts_with("/api/v1/me/passkeys/");
        let is_over = loses_passkey
            || ["/api/v1/sign-out", "/api/v1/confirm", "/api/v1/sign-in"]
                .contains(&sent.uri.as_str());
        if let Some((_, account)) = self
            .caller(caller)
            .filter(|(_, account)| is_over && !account.is_empty())
        {
            let browser = self.signed_in(caller).await;
            self.callers
                .lock()
                .insert(caller.to_owned(), (browser, account));
        }
        for (side, unit) in self.sides.iter().zip([&self.unit, &self.other_unit]) {
            if sent.uri.contains(&side.account) {
                let ombud = &self.house.ombud;
                if sent.uri.ends_with("/disable") {
                    ombud
                        .change_account(
                            &console(),
                            WantedId::read(&side.account),
                            AccountChange::Enable,
                        )
                        .await
                        .unwrap();
                }
                let wanted = GrantRequest {
                    units: Ok(only(unit)),
                    expires: Ok(None),
                };
                ombud
                    .grant_role(
                        &console(),
                        given("analysts"),
                        WantedId::read(&side.account),
                        wanted,
                    )
                    .await
                    .unwrap();
            }
        }
    }
}

/// Makes a unit; gives its id.
async fn made_unit(house: &House, ada: &Browser, name: &str, persons: &[String]) -> Value {
    let unit = json!({"name": name, "persons": persons});
    let made = house
        .send(ada, Method::POST, "/api/v1/units", Some(unit))
        .await;
    made.json()["id"].clone()
}

fn absent(name: &str) -> String {
    match name {
        "person" => "amber-otter-000".to_owned(),
        "role" => "analysts".to_owned(),
        "source" => "m365".to_owned(),
        "id" => format!("alert-{:032x}", 7),
        name => format!("{name}-{:032x}", 7),
    }
}

/// A source with a new token of its own.
async fn source(house: &House) -> (Browser, String) {
    let token = house
        .ombud
        .issue_source_token(&console(), "m365")
        .await
        .unwrap();
    (Browser::program(&token), String::new())
}

async fn token(house: &House, browser: &Browser) -> Value {
    let wanted = json!({"name": "lists", "operations": ["list-policies"], "days": 1});
    let answer = house
        .send(browser, Method::POST, "/api/v1/tokens", Some(wanted))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Everybody who resigned, half of them for each unit; the first of each half took files along.
async fn people(house: &House) -> [Vec<String>; 2] {
    let by = Author::console("tester");
    house
        .ombud
        .create_policy(&by, "data-theft-departing-users", "leavers", &[])
        .await
        .unwrap();
    let mut hr = "EmailAddress,ResignationDate,LastWorkingDate\n".to_owned();
    let mut log = String::new();
    let mut pseudonyms = Vec::new();
    for person in 0..2 * PERSONS {
        let mail = format!("p{person:03}@corp.example");
        hr.push_str(&format!(
            "{mail},2027-01-10T00:00:00Z,2027-02-10T00:00:00Z\n"
        ));
        // Everybody has been there for a while and has never copied anything.
        for day in 0..40 {
            let time = format!("2026-{:02}-{:02}T09:00:00", 11 + day / 20, 5 + day % 20);
            let read = json!({
                    "CreationTime": time, "Id": format!("{person}-read-{day}"), "RecordType": 6, "Operation": "FileAccessed", "UserId": mail,
                "UserKey": mail, "UserType": 0, "Workload": "SharePoint", "ObjectId": "https://corp.sharepoint.example/sites/rd/plan.docx",
            });
            log.push_str(&format!("{read}\n"));
        }
        for copy in 0..40 * usize::from(person % PERSONS == 0) {
            let usb = json!({
                "CreationTime": format!("2027-01-09T14:{copy:02}:00"), "Id": format!("{person}-{copy}"), "RecordType": 63, "Version": 1,
                "Operation": "FileCopiedToRemovableMedia", "UserId": mail, "UserKey": mail, "UserType": 0, "Workload": "Endpoint",
                "OrganizationId": "0", "ObjectId": format!("C:\\Work\\design {copy}.docx"), "FileExtension": "docx",
                "DeviceName": "PC-0017", "TargetFilePath": format!("E:\\design {copy}.docx"), "FileSize": 1000, "Platform": 1,
            });
            log.push_str(&format!("{usb}\n"));
        }
    }
    house.ingest("hr", &hr).await.unwrap();
    house.ingest("m365", &log).await.unwrap();
    let alerts = house.ombud.find_alerts(&Default::default()).await.unwrap();
    let alerted: Vec<String> = alerts.into_iter().map(|alert| alert.person).collect();
    assert!(alerted.len() >= 2, "{alerted:?}");
    pseudonyms.extend(
        house
            .ombud
            .find_persons(false)
            .await
            .unwrap()
            .into_iter()
            .map(|person| person.person),
    );
    // Whoever has an alert is first, and so is erased last.
    let mut inside: Vec<String> = vec![alerted[0].clone()];
    let mut outside: Vec<String> = vec![alerted[1].clone()];
    let rest = pseudonyms
        .into_iter()
        .filter(|person| !inside.contains(person) && !outside.contains(person));
    let (one, other): (Vec<_>, Vec<_>) = rest.enumerate().partition(|(place, _)| place % 2 == 0);
    inside.extend(one.into_iter().map(|(_, person)| person));
    outside.extend(other.into_iter().map(|(_, person)| person));
    [inside, outside]
}
