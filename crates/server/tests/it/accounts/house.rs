//! An installation with its accounts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use ombud_accounts::Proxies;
use ombud_api::sign_in_rules::{SecondFactor, SignInRules};
use ombud_app::{
    AppError, Caller, IngestReport, Input, InputFrom, LogParts, NoticeReceiver, Ombud, OpenOptions,
    Reading, SignIn, Witnessing,
};
use ombud_model::{Clock, Timestamp};
use ombud_server::ServerConfig;
use ombud_store::records::{Document, DocumentChange};
use ombud_store::{Mode, Records, StoreError};
use ombud_tlog::Filter;
use ombud_tlog::export::Row;
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::authenticator::Authenticator;
use crate::http::call::{Answer, INSIDE, app_with, call, config};

/// What notices are signed with, where they are sent.
pub(crate) const NOTICE_SECRET: &str = "a secret of thirty characters.";

pub(crate) const PASSWORD: &str = "seven grey herons wade";

/// Rules of sign-in with this second factor, and the usual sessions.
pub(crate) fn rules(second_factor: &str) -> Value {
    json!({"second_factor": second_factor, "idle_minutes": 15, "absolute_minutes": 480, "fresh_minutes": 10})
}

/// How a case ends without anything having come of it.
pub(crate) fn benign() -> Value {
    json!({"outcome": "benign", "reason": "agreed with the team", "action": "none"})
}

/// Writes a document past the program, as somebody with the database could.
pub(crate) async fn forge_document(records: &Records, forged: Document) {
    let put = vec![DocumentChange::Put(forged)];
    let written: Result<(), StoreError> = records
        .transaction(async |work| work.change_documents(put).await)
        .await;
    written.unwrap();
}

/// A clock that is set, and that may break.
pub(crate) struct Watch {
    millis: AtomicI64,
    is_broken: AtomicBool,
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        assert!(!self.is_broken.load(Ordering::SeqCst), "{INSIDE}");
        Timestamp::from_millis(self.millis.load(Ordering::SeqCst)).unwrap()
    }
}

/// An audit log that does not fail.
struct Whole;

impl LogParts for Whole {}

pub(crate) struct House {
    pub(crate) ombud: Arc<Ombud>,
    pub(crate) app: Router,
    watch: Arc<Watch>,
    dir: TempDir,
}

/// A signed-in browser, or a program with a token.
#[derive(Clone, Default)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
    pub(crate) bearer: String,
}

impl House {
    /// One where a password suffices: most tests are about something else.
    pub(crate) async fn new() -> Self {
        let house = Self::by_default().await;
        house.by_console(&rules("not-required")).await;
        house
    }

    /// The rules of sign-in, set at the command line.
    pub(crate) async fn by_console(&self, rules: &Value) {
        let SignInRules {
            second_factor,
            spared_roles,
            idle_minutes,
            absolute_minutes,
            fresh_minutes,
        } = serde_json::from_value(rules.clone()).unwrap();
        let rules = ombud_app::SignInRules {
            second_factor: match second_factor {
                SecondFactor::Required => ombud_app::SecondFactor::Required,
                SecondFactor::RequiredExceptFor => ombud_app::SecondFactor::RequiredExceptFor,
                SecondFactor::NotRequired => ombud_app::SecondFactor::NotRequired,
            },
            spared_roles: spared_roles.into_iter().collect(),
            idle_minutes,
            absolute_minutes,
            fresh_minutes,
        };
        self.ombud
            .change_sign_in_rules(&Caller::Console("tests".to_owned()), rules)
            .await
            .unwrap();
    }

    /// One as it is after installing.
    pub(crate) async fn by_default() -> Self {
        Self::of(TempDir::new().unwrap(), Proxies::default(), "{}").await
    }

    /// One behind these proxies, where a password suffices.
    pub(crate) async fn behind(proxies: Proxies) -> Self {
        let house = Self::of(TempDir::new().unwrap(), proxies, "{}").await;
        house.by_console(&rules("not-required")).await;
        house
    }

    /// With this configuration file.
    async fn of(dir: TempDir, proxies: Proxies, yaml: &str) -> Self {
        Self::over(dir, proxies, yaml, &Whole).await
    }

    /// With this configuration file, over an audit log with these parts.
    async fn over(dir: TempDir, proxies: Proxies, yaml: &str, log: &dyn LogParts) -> Self {
        let watch = Arc::new(Watch {
            millis: AtomicI64::new(1_800_000_000_000),
            is_broken: AtomicBool::new(false),
        });
        let clock: Arc<dyn Clock> = watch.clone();
        let options = OpenOptions {
            data: dir.path().join("data"),
            mode: Mode::Write,
            master_key: None,
            clock,
        };
        let settings = ServerConfig::parse(yaml).unwrap();
        let sign_in = SignIn::new(settings.sign_in, |_| Err("no secrets".to_owned())).unwrap();
        let opened = Ombud::open_over(options, Witnessing::Leave, log).await;
        let secret = |_: &_| Ok(Zeroizing::new(NOTICE_SECRET.to_owned()));
        let receiver = NoticeReceiver::new(settings.notices, secret).unwrap();
        let ombud = opened.unwrap().with_sign_in(sign_in);
        let ombud = Arc::new(ombud.with_notices(receiver));
        let mut config = config();
        config.hosts = vec!["ombud.example".to_owned()];
        config.proxies = proxies;
        let app = app_with(&ombud, config);
        Self {
            ombud,
            app,
            watch,
            dir,
        }
    }

    /// The audit log, the newest entry first.
    pub(crate) async fn log(&self) -> Vec<Row> {
        self.ombud
            .find_audit_entries(&Filter::default(), 100_000)
            .await
            .unwrap()
    }

    /// One whose first administrator is signed in.
    pub(crate) async fn with_administrator() -> (Self, Browser) {
        Self::staffed(Self::new().await).await
    }

    /// The same with this configuration file.
    pub(crate) async fn with_administrator_and(yaml: &str) -> (Self, Browser) {
        let house = Self::of(TempDir::new().unwrap(), Proxies::default(), yaml).await;
        house.by_console(&rules("not-required")).await;
        house.staffed().await
    }

    /// The same, kept in memory where the machine can: for thousands of requests, each of which waits for the disk twice.
    pub(crate) async fn in_memory() -> (Self, Browser) {
        Self::in_memory_and("{}").await
    }

    /// The same with this configuration file.
    pub(crate) async fn in_memory_and(yaml: &str) -> (Self, Browser) {
        let house = Self::of(memory(), Proxies::default(), yaml).await;
        house.by_console(&rules("not-required")).await;
        house.staffed().await
    }

    /// A trial, kept in memory where the machine can: without accounts, so that whoever is on the machine is its operator. Over an audit log
    /// with these parts.
    pub(crate) async fn trial_over(log: &dyn LogParts) -> Self {
        Self::over(memory(), Proxies::default(), "{}", log).await
    }

    /// A second installation that begins with what this one has now: the same accounts, sessions, persons and pseudonyms.
    pub(crate) async fn twin(&self) -> Self {
        self.twin_over(&Whole).await
    }

    /// The same, over an audit log with these parts.
    pub(crate) async fn twin_over(&self, log: &dyn LogParts) -> Self {
        let dir = TempDir::new_in(self.dir.path().parent().unwrap()).unwrap();
        copy(&self.data(), &dir.path().join("data"));
        Self::over(dir, Proxies::default(), "{}", log).await
    }

    /// The data directory.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    async fn staffed(self) -> (Self, Browser) {
        let ada = self.administrator().await;
        (self, ada)
    }

    /// The first administrator, signed in with a password.
    pub(crate) async fn administrator(&self) -> Browser {
        let link = self.ombud.issue_first_link().unwrap().unwrap();
        let token = link.split_once('=').unwrap().1.to_owned();
        let form = format!(
            "link={token}&login=ada&display_name=Ada&password=seven+grey+herons+wade&again=seven+grey+herons+wade"
        );
        let answer = self.form("/set-up", &form).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.sign_in("ada").await
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.watch.millis.load(Ordering::SeqCst)
    }

    /// From now on the clock has a bug: whatever asks it panics.
    pub(crate) fn break_clock(&self) {
        self.watch.is_broken.store(true, Ordering::SeqCst);
    }

    pub(crate) fn pass(&self, minutes: i64) {
        self.pass_seconds(minutes * 60);
    }

    pub(crate) fn pass_seconds(&self, seconds: i64) {
        let millis = seconds * 1_000;
        self.watch.millis.fetch_add(millis, Ordering::SeqCst);
    }

    pub(crate) async fn form(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("host", "localhost")
            .header("content-type", "application/x-www-form-urlencoded");
        call(
            &self.app,
            request.body(Body::from(form.to_owned())).unwrap(),
        )
        .await
    }

    pub(crate) async fn try_sign_in(
        &self,
        login: &str,
        password: &str,
        code: Option<&str>,
    ) -> Answer {
        let body = json!({"login": login, "password": password, "code": code});
        self.send(
            &Browser::default(),
            Method::POST,
            "/api/v1/sign-in",
            Some(body),
        )
        .await
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Browser {
        let answer = self.try_sign_in(login, PASSWORD, None).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        Browser::of(&answer)
    }

    pub(crate) async fn get(&self, browser: &Browser, path: &str) -> Answer {
        self.send(browser, Method::GET, path, None).await
    }

    pub(crate) async fn send(
        &self,
        browser: &Browser,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost");
        for (name, value) in [
            ("cookie", &browser.cookie),
            ("x-ombud-csrf", &browser.csrf),
            ("authorization", &browser.bearer),
        ] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        call(&self.app, request.body(body).unwrap()).await
    }

    /// Attaches a file to a case; its name stands as it is sent.
    pub(crate) async fn attach(
        &self,
        browser: &Browser,
        case: &str,
        (name, content): (&str, &[u8]),
    ) -> Answer {
        let request = Request::post(format!("/api/v1/cases/{case}/attachments"))
            .header("host", "localhost")
            .header("cookie", &browser.cookie)
            .header("x-ombud-csrf", &browser.csrf)
            .header("content-type", "application/octet-stream")
            .header("x-file-name", name);
        call(
            &self.app,
            request.body(Body::from(content.to_vec())).unwrap(),
        )
        .await
    }

    /// Creates an account, sets it up by its link, and gives its id.
    pub(crate) async fn account(&self, admin: &Browser, login: &str) -> String {
        let new = json!({"login": login, "display_name": login});
        let answer = self
            .send(admin, Method::POST, "/api/v1/accounts", Some(new))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let made = answer.json();
        let link = made["set_up"]
            .as_str()
            .unwrap()
            .split_once('=')
            .unwrap()
            .1
            .to_owned();
        let form =
            format!("link={link}&password=seven+grey+herons+wade&again=seven+grey+herons+wade");
        assert_eq!(self.form("/set-up", &form).await.status, 200);
        assert_eq!(
            self.form("/set-up", &form).await.status,
            404,
            "a link is good once"
        );
        made["account"]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn grant(
        &self,
        admin: &Browser,
        role: &str,
        account: &str,
        wanted: Value,
    ) -> Answer {
        self.send(
            admin,
            Method::PUT,
            &format!("/api/v1/roles/{role}/members/{account}"),
            Some(wanted),
        )
        .await
    }

    /// An account with a role, signed in, and its id.
    pub(crate) async fn member(
        &self,
        admin: &Browser,
        login: &str,
        role: &str,
        wanted: Value,
    ) -> (Browser, String) {
        let id = self.account(admin, login).await;
        let answer = self.grant(admin, role, &id, wanted).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        (self.sign_in(login).await, id)
    }

    /// The same browser after one-time codes were set up, the app that shows them, and the recovery codes.
    pub(crate) async fn with_codes(
        &self,
        browser: &Browser,
    ) -> (Browser, Authenticator, Vec<String>) {
        let begun = self
            .send(browser, Method::POST, "/api/v1/me/totp", None)
            .await
            .json();
        let app = Authenticator::scan(begun["uri"].as_str().unwrap());
        let first = json!({"code": app.code(self.now())});
        let done = self
            .send(browser, Method::PUT, "/api/v1/me/totp", Some(first))
            .await;
        assert_eq!(done.status, 200, "{}", done.text());
        let codes = done.json()["recovery_codes"].as_array().unwrap().clone();
        (
            Browser::of(&done),
            app,
            codes
                .iter()
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        )
    }

    /// Takes in a file as a command would.
    pub(crate) async fn ingest(&self, source: &str, text: &str) -> Result<IngestReport, AppError> {
        let path = self.dir.path().join("input");
        std::fs::write(&path, text).unwrap();
        let input = Input {
            name: "input".to_owned(),
            from: InputFrom::File(path),
        };
        self.ombud
            .ingest(source, vec![input], Reading::default(), &|_| {})
            .await
    }

    /// Two persons who resigned; gives their pseudonyms.
    pub(crate) async fn people(&self) -> Vec<String> {
        let hr = "EmailAddress,ResignationDate,LastWorkingDate\nlena@corp.example,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\nomar@corp.example,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\n";
        self.ingest("hr", hr).await.unwrap();
        self.ombud
            .find_persons(false)
            .await
            .unwrap()
            .into_iter()
            .map(|person| person.person)
            .collect()
    }
}

/// A folder in memory where the machine can.
fn memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let dir = if memory.is_dir() {
        TempDir::new_in(memory)
    } else {
        TempDir::new()
    };
    dir.unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, target) = (entry.unwrap(), |name| to.join(name));
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), target(entry.file_name())).unwrap();
        }
    }
}

impl Browser {
    pub(crate) fn of(answer: &Answer) -> Self {
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        Self {
            cookie,
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
            bearer: String::new(),
        }
    }

    pub(crate) fn program(token: &str) -> Self {
        Self {
            bearer: format!("Bearer {token}"),
            ..Self::default()
        }
    }
}
