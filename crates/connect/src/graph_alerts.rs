//! Security alerts of Microsoft Graph (`alerts_v2`): Defender for Endpoint, for Cloud Apps, for Identity, and DLP.
//!
//! An alert changes many times. Its first state and all later ones give the same activity, at the time the alert was created, so that
//! repeats are recognised as duplicates; a resolution or a verdict of "false positive" gives a second activity that takes it back.
//!
//! An incident is read through to the alerts in it; one that comes without them is rejected, because it is about nobody.
//!
//! One alert may concern several users: each of them gets an activity. The users who were merely signed in to the device count only when
//! the alert names no other user; an alert without any user is one of a service.

use std::borrow::Cow;

use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, Severity, Timestamp, Workload};
use serde_json::Value;

use crate::text::{self, hash_lower};
use crate::who::{self, Standing, Who};
use crate::{Context, Mismatch, Record, Rejection, Source, SourceMeta, hint, mend, when};

mod shape;

pub struct GraphAlerts;

static META: SourceMeta = SourceMeta {
    id: "graph-alerts",
    title: "Microsoft Graph security alerts",
    summary: "Alerts of Microsoft Defender and Microsoft Purview DLP as `GET /security/alerts_v2` returns them, alone or in incidents \
              (`GET /security/incidents?$expand=alerts`), with names as Graph or its PowerShell modules write them. Each user named in the \
              evidence gets an activity; a later state of the same alert is a duplicate, except that a resolution or a false positive \
              takes the alert back.",
    formats: &[
        "JSON pages with `value`",
        "JSON array",
        "JSON lines",
        "JSON objects",
        "incidents with their alerts inside",
    ],
    reader: 1,
    needs_mapping: false,
    outcome: "An alert states what another product found: it is done.",
    logged_on_success: None,
};

impl Source for GraphAlerts {
    fn meta(&self) -> &'static SourceMeta {
        &META
    }

    fn recognise(&self, first: &Record<'_>, _context: &Context<'_>) -> Result<(), Mismatch> {
        let fits = match first {
            Record::Row(_) => false,
            Record::Json(text) => match serde_json::from_slice::<Value>(text) {
                // A damaged record is rejected on its own.
                Err(_) => true,
                Ok(alert) => {
                    let alert = shape::plain(alert);
                    alert.get("id").is_some() && MARKS.iter().any(|mark| alert.get(mark).is_some())
                }
            },
        };
        if fits {
            return Ok(());
        }
        let expected = "a Microsoft Graph security alert (alerts_v2)".to_owned();
        Err(Mismatch {
            expected,
            found: hint::describe(first, META.id),
        })
    }

    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection> {
        let Record::Json(bytes) = record else {
            return Err(Rejection("record is not JSON".into()));
        };
        let value = mend::value(bytes).map_err(|error| invalid_json(&error))?;
        let value = shape::plain(value);
        let alerts: Vec<_> = shape::alerts(&value)?
            .iter()
            .map(Alert::read)
            .collect::<Result<_, _>>()?;
        let users: Vec<_> = alerts
            .iter()
            .map(|alert| alert.users(context.settings))
            .collect();
        let mut named = users.iter().flatten().map(Actor::identifier);
        if named.any(|name| name.contains(mend::BROKEN)) {
            return Err(Rejection(
                "the name of a user holds a character that is not readable".into(),
            ));
        }
        for (alert, users) in alerts.iter().zip(&users) {
            for user in users {
                alert.emit(user, context, emit);
            }
        }
        Ok(())
    }
}

const MARKS: [&str; 4] = [
    "serviceSource",
    "detectionSource",
    "evidence",
    "lastUpdateDateTime",
];

/// Where JSON stops being JSON, without quoting it.
pub(crate) fn invalid_json(error: &serde_json::Error) -> Rejection {
    let reason = match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        _ if error.to_string().starts_with("recursion limit") => "it is nested too deeply",
        _ => "a character is out of place",
    };
    Rejection(
        format!(
            "record is not valid JSON: {reason} at line {}, column {} of the record",
            error.line(),
            error.column()
        )
        .into(),
    )
}

fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value
        .get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .unwrap_or_default()
}

/// What all activities of one alert share.
struct Alert<'a> {
    value: &'a Value,
    id: &'a str,
    created: Timestamp,
    kind: Kind,
    /// `defense-evasion: Title`
    headline: String,
    taken_back: Option<(&'static str, Timestamp)>,
}

impl<'a> Alert<'a> {
    fn read(value: &'a Value) -> Result<Self, Rejection> {
        let id = field(value, "id");
        if id.is_empty() {
            return Err(Rejection("alert has no id".into()));
        }
        let time = |name: &'static str| match field(value, name) {
            "" => Ok(None),
            text => when::parse(text)
                .map(Some)
                .map_err(|error| Rejection(format!("{name}: {error}").into())),
        };
        let seen = time("firstActivityDateTime")?.max(time("lastActivityDateTime")?);
        // The time of creation alone stays what it is when the alert grows.
        let Some(created) = time("createdDateTime")?.or(seen) else {
            return Err(Rejection("alert has no createdDateTime".into()));
        };
        let taken_back = match verdict(value) {
            Some(verdict) => Some((
                verdict,
                time("resolvedDateTime")?
                    .or(time("lastUpdateDateTime")?)
                    .unwrap_or(created),
            )),
            None => None,
        };
        shape::check(value)?;
        let dlp = field(value, "serviceSource").eq_ignore_ascii_case("dataLossPrevention")
            || field(value, "detectionSource").eq_ignore_ascii_case("microsoftDataLossPrevention");
        let kind = if dlp {
            Kind::DlpMatched
        } else {
            Kind::AlertRaised
        };
        let title = field(value, "title");
        let headline = format!(
            "{}: {}",
            category(value),
            if title.is_empty() { "untitled" } else { title }
        );
        Ok(Self {
            value,
            id,
            created,
            kind,
            headline,
            taken_back,
        })
    }

    fn evidence(&self) -> impl Iterator<Item = &'a Value> + Clone {
        self.value
            .get("evidence")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    }

    /// Users in the evidence, each once: of user evidence, else of mailboxes, else those signed in to devices; else the service.
    fn users(&self, settings: &Settings) -> Vec<Actor<'a>> {
        let mut users = Vec::new();
        for kind in ["userEvidence", "mailboxEvidence"] {
            let of_kind = self.evidence().filter(|evidence| is(evidence, kind));
            of_kind
                .filter_map(|evidence| account(evidence.get("userAccount")?, settings))
                .for_each(|user| add(&mut users, user));
            if users.iter().any(|user| matches!(user, Actor::Person(_))) {
                return users;
            }
        }
        let signed_in = self
            .evidence()
            .filter_map(|evidence| evidence.get("loggedOnUsers")?.as_array())
            .flatten();
        signed_in
            .filter_map(|user| account(user, settings))
            .for_each(|user| add(&mut users, user));
        if users.is_empty() {
            users.push(Actor::Service(Cow::Borrowed(self.service())));
        }
        users
    }

    fn service(&self) -> &'a str {
        let names = ["serviceSource", "detectionSource", "productName"]
            .into_iter()
            .map(|name| field(self.value, name));
        names
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or("alert")
    }

    fn emit(&self, user: &Actor<'a>, context: &Context<'_>, emit: &mut dyn FnMut(&Activity<'_>)) {
        let key = |parts: &[&str]| hash_lower(context.hash_keys, parts);
        let id = key(&["graph-alert", self.id, user.identifier()]);
        let mut activity = Activity::new(self.created, id, user.clone(), self.kind, self.service());
        activity.workload = Workload::Security;
        activity.severity = match field(self.value, "severity").to_ascii_lowercase().as_str() {
            "informational" => Severity::Informational,
            "low" => Severity::Low,
            "medium" => Severity::Medium,
            "high" => Severity::High,
            _ => Severity::None,
        };
        activity.detail = Cow::Borrowed(&self.headline);
        self.add_evidence(&mut activity, context);
        emit(&activity);
        if let Some((verdict, time)) = self.taken_back {
            let id = key(&["graph-alert", self.id, user.identifier(), verdict]);
            let mut update =
                Activity::new(time, id, user.clone(), Kind::AlertUpdated, self.service());
            update.workload = Workload::Security;
            update.detail = Cow::Owned(format!("{verdict}: {}", self.headline));
            emit(&update);
        }
    }

    /// The first file, device and address that the evidence names, and the types of all files.
    fn add_evidence(&self, activity: &mut Activity<'a>, context: &Context<'_>) {
        let text = |name: &str| {
            self.evidence()
                .map(|evidence| field(evidence, name))
                .find(|text| !text.is_empty())
        };
        activity.device = Cow::Borrowed(text("deviceDnsName").unwrap_or_default());
        activity.ip = Cow::Borrowed(text("ipAddress").map(text::clean_ip).unwrap_or_default());
        let mut files = self
            .evidence()
            .filter_map(|evidence| evidence.get("fileDetails").filter(|file| file.is_object()));
        let names = files.clone().map(|file| field(file, "fileName"));
        activity.extension = text::extensions_of(names);
        let Some(file) = files.next() else {
            return;
        };
        let name = field(file, "fileName");
        activity.object = Cow::Borrowed(name);
        activity.size = file.get("fileSize").and_then(Value::as_u64);
        let hash = ["sha256", "sha1"]
            .into_iter()
            .map(|name| field(file, name))
            .find(|hash| !hash.is_empty());
        activity.object_id = text::object_id(context.hash_keys, hash.unwrap_or_default());
        activity.container = folder(field(file, "filePath"), name);
    }
}

/// The path is given with or without the name; either way the folder ends in its separator.
fn folder<'a>(path: &'a str, name: &str) -> Cow<'a, str> {
    let (folder, last) = text::split_path(path);
    if last.is_empty() || last.eq_ignore_ascii_case(name) {
        return Cow::Borrowed(folder);
    }
    Cow::Owned(format!(
        "{path}{}",
        if path.contains('\\') { '\\' } else { '/' }
    ))
}

/// Evidence of that type. Some exports write `@odata.type` otherwise, or leave it out.
fn is(evidence: &Value, kind: &str) -> bool {
    let stated = ["@odata.type", "at_sign_odata_type", "odata.type"]
        .into_iter()
        .map(|name| field(evidence, name));
    match stated.into_iter().find(|stated| !stated.is_empty()) {
        Some(stated) => stated
            .rsplit('.')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(kind)),
        None => kind == "userEvidence" && evidence.get("processId").is_none(),
    }
}

/// Who an account belongs to, by the name that other records use most. A name that stands for nobody is passed over.
fn account<'a>(account: &'a Value, settings: &Settings) -> Option<Actor<'a>> {
    let (name, domain) = (field(account, "accountName"), field(account, "domainName"));
    let full = match (name, domain) {
        ("", _) | (_, "") => Cow::Borrowed(name),
        _ => Cow::Owned(format!("{domain}\\{name}")),
    };
    let names = [
        Cow::Borrowed(field(account, "userPrincipalName")),
        full,
        Cow::Borrowed(field(account, "azureAdUserId")),
        Cow::Borrowed(field(account, "userSid")),
    ];
    names
        .into_iter()
        .map(|name| who::judge(name, settings))
        .find(|who| who.standing != Standing::Placeholder)
        .map(Who::actor)
}

fn add<'a>(users: &mut Vec<Actor<'a>>, user: Actor<'a>) {
    if !users
        .iter()
        .any(|known| known.identifier().eq_ignore_ascii_case(user.identifier()))
    {
        users.push(user);
    }
}

/// What takes an alert back; a true positive stays, resolved or not.
fn verdict(alert: &Value) -> Option<&'static str> {
    let determination = field(alert, "determination");
    match field(alert, "classification") {
        "falsePositive" => Some("false-positive"),
        "informationalExpectedActivity" | "benignPositive" => Some("expected-activity"),
        "truePositive" => None,
        _ if matches!(determination, "notMalicious" | "clean") => Some("false-positive"),
        _ if field(alert, "status").eq_ignore_ascii_case("resolved") => Some("resolved"),
        _ => None,
    }
}

/// The category in kebab case. Endpoint alerts about malicious or unapproved programs are all `unwanted-software`.
fn category(alert: &Value) -> String {
    let category = field(alert, "category");
    // A category is words. Anything else stays as it is written, so that what names somebody in it is still seen to do so.
    let is_words = category
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let category = if is_words {
        kebab(category)
    } else {
        category.to_owned()
    };
    let sources = [
        field(alert, "serviceSource"),
        field(alert, "detectionSource"),
    ];
    let endpoint = sources.into_iter().any(|source| {
        ["microsoftDefenderForEndpoint", "antivirus", "smartScreen"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(source))
    });
    let program = [
        "malware",
        "ransomware",
        "unwanted-software",
        "potentially-unwanted-software",
        "unwanted-application",
    ];
    let determined = field(alert, "determination") == "unwantedSoftware";
    match category.as_str() {
        "defence-evasion" => "defense-evasion".to_owned(),
        known
            if endpoint
                && (program.contains(&known) || (determined && known != "defense-evasion")) =>
        {
            "unwanted-software".to_owned()
        }
        "" => "uncategorised".to_owned(),
        _ => category,
    }
}

fn kebab(words: &str) -> String {
    let mut kebab = String::with_capacity(words.len() + 4);
    let mut after_small = false;
    for c in words.chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && after_small {
                kebab.push('-');
            }
            kebab.extend(c.to_lowercase());
            after_small = !c.is_uppercase();
        } else if after_small || !kebab.ends_with('-') && !kebab.is_empty() {
            kebab.push('-');
            after_small = false;
        }
    }
    kebab.truncate(kebab.trim_end_matches('-').len());
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_become_words() {
        for (text, expected) in [
            ("DefenseEvasion", "defense-evasion"),
            ("Defense evasion", "defense-evasion"),
            ("UnwantedSoftware", "unwanted-software"),
            ("DLP match", "dlp-match"),
            ("C2", "c2"),
            ("", ""),
            ("--", ""),
        ] {
            assert_eq!(kebab(text), expected, "{text}");
        }
    }

    #[test]
    fn folders_end_in_their_separator() {
        for (path, name, expected) in [
            (r"C:\tools", "a.exe", r"C:\tools\"),
            (r"C:\tools\a.exe", "A.exe", r"C:\tools\"),
            ("/usr/bin/", "a", "/usr/bin/"),
            ("", "a", ""),
        ] {
            assert_eq!(folder(path, name), expected, "{path}");
        }
    }
}
