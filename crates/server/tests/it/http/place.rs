//! An installation to call: the real program over a data directory, with what pushes records to it and people who have alerts.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use ombud_api::alerts::AlertList;
use ombud_app::Author;
use ombud_server::http::HttpConfig;

use super::call::{Answer, PushRequest, app_with, call, config, get};
use crate::accounts::faults::Faults;
use crate::accounts::house::House;
use crate::accounts::office::{file, usb};

/// A table of one person who leaves.
pub(super) const HR: &str = "EmailAddress,ResignationDate,LastWorkingDate\nlena@corp.test,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\n";

/// A trial: there are no accounts, so whoever calls from this machine is its operator.
pub(super) struct Place {
    pub(super) house: House,
    /// The interface on a loopback address, with the usual limits.
    pub(super) app: Router,
    /// With what sources push.
    pub(super) m365: String,
    hr: String,
}

impl Place {
    pub(super) async fn new() -> Self {
        Self::over(&Faults::default()).await
    }

    /// Over an audit log that fails or waits when the test says so.
    pub(super) async fn over(log: &Faults) -> Self {
        let house = House::trial_over(log).await;
        let app = app_with(&house.ombud, config());
        let (m365, hr) = (token(&app, "m365").await, token(&app, "hr").await);
        Self {
            house,
            app,
            m365,
            hr,
        }
    }

    /// The interface of the same program as it is configured so.
    pub(super) fn app_with(&self, config: HttpConfig) -> Router {
        app_with(&self.house.ombud, config)
    }

    /// A push of the source m365.
    pub(super) fn push(&self, key: &str, body: impl Into<Body>) -> PushRequest {
        PushRequest::new("m365", &self.m365, key, body)
    }

    /// A push of the source hr.
    pub(super) fn push_hr(&self, key: &str, body: impl Into<Body>) -> PushRequest {
        let bearer = format!("bearer {}", self.hr);
        PushRequest::new("hr", &self.hr, key, body).with("authorization", &bearer)
    }

    /// How many records of a source have been read and kept.
    pub(super) async fn read_of(&self, source: &str) -> u64 {
        let sources = self.house.ombud.find_sources().await.unwrap();
        let found = sources.iter().find(|known| known.source == source);
        found.unwrap().read
    }

    /// Two policies, and people who copy so many files to a stick on one day and leave soon after: those at even places resign and
    /// fall under the first policy, the others are dismissed and fall under the second. Everybody has an alert.
    pub(super) async fn leavers(&self, policies: [&str; 2], copies: &[u32]) {
        let triggers = ["hr.resigned", "hr.terminated"];
        for (name, trigger) in policies.into_iter().zip(triggers) {
            self.policy(name, trigger).await;
        }
        let (mut table, mut records) = (
            "EmailAddress,ResignationDate,TerminationDate,LastWorkingDate\n".to_owned(),
            String::new(),
        );
        for (number, copies) in copies.iter().enumerate() {
            let (person, day) = (format!("person{number}@corp.test"), "2026-06-02T00:00:00Z");
            let dates = match number % 2 {
                0 => format!("{day},"),
                _ => format!(",{day}"),
            };
            table.push_str(&format!("{person},{dates},2026-07-10T00:00:00Z\n"));
            // Somebody who has been there for a while and has never copied anything.
            records.push_str(&quiet(&person));
            records.push_str(&there(&person));
            for copy in 0..*copies {
                let id = format!("copy-{number}-{copy}");
                let time = format!("2026-06-01T15:{:02}:{:02}", copy / 60, copy % 60);
                let name = format!("design {copy}.docx");
                records.push_str(&format!("{}\n", usb(&id, &time, &person, &name)));
            }
        }
        self.house.ingest("hr", &table).await.unwrap();
        let report = self.house.ingest("m365", &records).await.unwrap();
        assert_eq!(report.alerts_opened, copies.len() as u64, "{report:?}");
    }

    /// A policy on leavers with one trigger, under which little raises an alert.
    async fn policy(&self, name: &str, trigger: &str) {
        let mut set = vec!["alert_volume=more".to_owned()];
        for other in [
            "hr.resigned",
            "hr.terminated",
            "hr.last-working-day",
            "account.deleted",
        ] {
            if other != trigger {
                set.push(format!("trigger.{other}=off"));
            }
        }
        let (template, by) = ("data-theft-departing-users", Author::console("tester"));
        let made = self.house.ombud.create_policy(&by, template, name, &set);
        made.await.unwrap();
    }

    /// Destroys the records on the disk, below the running program.
    pub(super) fn destroy_records(&self) {
        for name in ["records.sqlite", "records.sqlite-wal"] {
            let path = self.house.data().join(name);
            let length = std::fs::metadata(&path).unwrap().len();
            std::fs::write(&path, vec![0; length as usize]).unwrap();
        }
    }

    /// Puts a file where the folder of history was, so that no activity can be kept.
    pub(super) fn block_history(&self) {
        let history = self.house.data().join("history");
        std::fs::remove_dir_all(&history).unwrap();
        std::fs::write(&history, "").unwrap();
    }
}

/// A push token for a source.
async fn token(app: &Router, source: &str) -> String {
    let request = Request::post(format!("/api/v1/sources/{source}/token"));
    let request = request.header("host", "localhost").body(Body::empty());
    let issued = call(app, request.unwrap()).await;
    assert_eq!(issued.status, 200, "{}", issued.text());
    issued.json()["secret"].as_str().unwrap().to_owned()
}

/// Somebody downloads a file, weeks before everything else.
pub(super) fn quiet(person: &str) -> String {
    let id = format!("quiet-{person}");
    let download = file(
        &id,
        "2026-04-20T09:00:00",
        person,
        "FileDownloaded",
        "plan.docx",
    );
    format!("{download}\n")
}

/// Somebody works on forty days and takes nothing.
fn there(person: &str) -> String {
    let read = |day: u32| {
        let id = format!("there-{person}-{day}");
        let time = format!("2026-{:02}-{:02}T10:00:00", 4 + day / 20, 5 + day % 20);
        format!(
            "{}\n",
            file(&id, &time, person, "FileAccessed", "plan.docx")
        )
    };
    (0..40).map(read).collect()
}

/// Records of downloads by one person, one a line, told apart by the name of the batch.
pub(super) fn downloads(batch: &str, count: u32) -> String {
    let download = |number: u32| {
        let id = format!("{batch}-{number}");
        let (time, person) = ("2026-06-01T14:00:00", "lena@corp.test");
        format!(
            "{}\n",
            file(&id, time, person, "FileDownloaded", "plan.docx")
        )
    };
    (0..count).map(download).collect()
}

/// A list of alerts.
pub(super) async fn alerts(app: &Router, uri: &str) -> AlertList {
    serde_json::from_value(get(app, uri).await.json()).unwrap()
}

/// As a browser asks.
pub(super) async fn browse(app: &Router, uri: &str) -> Answer {
    let request = Request::get(uri)
        .header("host", "localhost")
        .header("accept", "text/html,*/*;q=0.8");
    call(app, request.body(Body::empty()).unwrap()).await
}
