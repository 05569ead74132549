//! The logs of the CMU CERT insider threat test data, in the layouts of its releases 4.2, 5.2 and 6.2.
//!
//! Promises: which log a table is, its columns decide; a row says no more than it does in the data, so a visit of a page is not scored. The
//! column `content` (words or bytes of what was moved) is never read.
//!
//! Times have no zone in the data and are taken as UTC; month comes first in all of them. Whether a user left is told by the monthly
//! directory files only, by a user who is missing in the next: that is not read.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Timestamp, Workload};

use crate::text::{self, Inside, hash_lower};
use crate::when::{self, Order};
use crate::{Context, Mismatch, Record, Rejection, Row, Source, SourceMeta, hint, targets, who};

pub struct Cert;

static META: SourceMeta = SourceMeta {
    id: "cert",
    title: "CERT insider threat test data",
    summary: "The logs of the synthetic data sets of the CERT division at Carnegie Mellon University, releases 4.2, 5.2 and 6.2: `logon.csv`, \
              `device.csv`, `file.csv`, `email.csv`, `http.csv`, and the monthly tables of the directory (`LDAP`), which say the mail address \
              of each user. Ombud holds nothing of these data; get them under their licence. Times are taken as UTC.",
    formats: &["CSV"],
    reader: 1,
    needs_mapping: false,
    outcome: "The data hold what took effect: it is done.",
    logged_on_success: None,
};

/// Which log a table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Log {
    Mail,
    File,
    Web,
    /// `logon.csv` and `device.csv`: the word in `activity` tells them apart.
    Device,
    Directory,
}

impl Log {
    fn of(row: &Row<'_>) -> Option<Self> {
        let has = |names: &[&str]| names.iter().all(|name| row.header.position(name).is_some());
        if has(&["employee_name", "user_id", "email"]) {
            return Some(Self::Directory);
        }
        if !has(&["id", "date", "user", "pc"]) {
            return None;
        }
        let logs = [
            (Self::Mail, &["from", "to", "attachments"][..]),
            (Self::File, &["filename"]),
            (Self::Web, &["url"]),
            (Self::Device, &["activity"]),
        ];
        logs.into_iter()
            .find(|(_, columns)| has(columns))
            .map(|(log, _)| log)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Mail => "email",
            Self::File => "file",
            Self::Web => "http",
            Self::Device => "device",
            Self::Directory => "directory",
        }
    }
}

impl Source for Cert {
    fn meta(&self) -> &'static SourceMeta {
        &META
    }

    fn recognise(&self, first: &Record<'_>, _context: &Context<'_>) -> Result<(), Mismatch> {
        match first {
            Record::Row(row) if Log::of(row).is_some() => Ok(()),
            _ => Err(Mismatch {
                expected: "a log of the CERT data".to_owned(),
                found: hint::describe(first, META.id),
            }),
        }
    }

    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection> {
        let Record::Row(row) = record else {
            return Err(Rejection("record is not a row of a table".into()));
        };
        let log = Log::of(row).ok_or(Rejection("the columns are those of no log".into()))?;
        let entry = Entry { row, log, context };
        let activity = match log {
            Log::Directory => entry.profile(),
            Log::Mail => entry.mail(),
            Log::File => entry.file(),
            Log::Web => entry.web(),
            Log::Device => entry.device(),
        };
        activity.map(|activity| emit(&activity))
    }
}

/// One row of a log.
struct Entry<'a> {
    row: &'a Row<'a>,
    log: Log,
    context: &'a Context<'a>,
}

impl<'a> Entry<'a> {
    fn needed(&self, column: &'static str) -> Result<&'a str, Rejection> {
        self.row
            .get(column)
            .ok_or_else(|| Rejection(format!("row has no {column}").into()))
    }

    /// What every log says: who, when, at which machine.
    fn activity(&self, kind: Kind, operation: &'a str) -> Result<Activity<'a>, Rejection> {
        let (id, user) = (self.needed("id")?, self.needed("user")?);
        // Early releases write the domain before the account: `DTAA/KEE0997`.
        let user = user.rsplit_once('/').map_or(user, |(_, account)| account);
        let time = when::parse_in(self.needed("date")?, Some(Order::Month));
        let time = time.map_err(|error| Rejection(format!("date: {error}").into()))?;
        let key = hash_lower(self.context.hash_keys, &["cert", self.log.name(), id]);
        let actor = who::actor(Cow::Borrowed(user), self.context.settings);
        let mut activity = Activity::new(time, key, actor, kind, operation);
        activity.device = Cow::Borrowed(self.row.get("pc").unwrap_or_default());
        activity.workload = Workload::Endpoint;
        Ok(activity)
    }

    /// A user of the directory: it tells that the mail address is this user's. The tables have no date of their own.
    fn profile(&self) -> Result<Activity<'a>, Rejection> {
        let (user, email) = (self.needed("user_id")?, self.needed("email")?);
        let mut detail = String::new();
        for column in ["department", "role"] {
            text::append(&mut detail, self.row.get(column).unwrap_or_default());
        }
        let parts = ["cert", self.log.name(), user, email, &detail];
        let key = hash_lower(self.context.hash_keys, &parts);
        let who = who::judge(Cow::Borrowed(user), self.context.settings);
        let mut activity = Activity::new(
            Timestamp::MIN,
            key,
            who.actor(),
            Kind::ProfileUpdated,
            "Directory",
        );
        activity.workload = Workload::HumanResources;
        activity.detail = Cow::Owned(detail);
        activity.other_names.push(email.to_owned());
        Ok(activity)
    }

    /// Release 4.2 counts attachments; later ones list them as `name(bytes)` with semicolons between, and tell sending from reading.
    fn mail(&self) -> Result<Activity<'a>, Rejection> {
        let operation = self.row.get("activity").unwrap_or("Send");
        let is_sent = operation.eq_ignore_ascii_case("Send");
        let kind = if is_sent {
            Kind::MailSent
        } else {
            Kind::MailRead
        };
        let mut activity = self.activity(kind, operation)?;
        activity.workload = Workload::Exchange;
        activity.size = self.row.get("size").and_then(|size| size.parse().ok());
        let attached = self.row.get("attachments").unwrap_or_default();
        match attached.parse::<u32>() {
            Ok(count) => activity.items = count,
            Err(_) => {
                let names = || {
                    attached
                        .split(';')
                        .map(name_of)
                        .filter(|name| !name.is_empty())
                };
                activity.items = u32::try_from(names().count()).unwrap_or(u32::MAX);
                activity.extension = text::extensions_of(names());
            }
        }
        if is_sent {
            let from = self.needed("from")?;
            let lists = ["to", "cc", "bcc"];
            let receivers = lists.into_iter().filter_map(|column| self.row.get(column));
            let receivers: Vec<Cow<'_, str>> = receivers
                .flat_map(targets::split)
                .map(Cow::Borrowed)
                .collect();
            let inside = Inside::of(from, self.context.settings);
            targets::set(&mut activity, inside, &receivers);
            targets::mark_self(&mut activity, inside, from, &receivers);
        }
        Ok(activity)
    }

    /// In release 4.2 every row is a copy to removable media.
    fn file(&self) -> Result<Activity<'a>, Rejection> {
        let operation = self.row.get("activity").unwrap_or("File Copy");
        let is_moved = match self.row.get("to_removable_media") {
            Some(word) => word.eq_ignore_ascii_case("True"),
            None => self.row.header.position("to_removable_media").is_none(),
        };
        let kind = match operation.to_ascii_lowercase().as_str() {
            "file open" => Kind::FileAccessed,
            "file copy" | "file write" if is_moved => Kind::CopiedToRemovableMedia,
            "file copy" => Kind::FileCopied,
            "file write" => Kind::FileModified,
            "file delete" => Kind::FileDeleted,
            _ => Kind::Other,
        };
        let mut activity = self.activity(kind, operation)?;
        let (folder, name) = text::split_path(self.needed("filename")?);
        activity.container = Cow::Borrowed(folder);
        activity.object = Cow::Borrowed(name);
        activity.extension = text::extension_of(name).map_or(Cow::Borrowed(""), text::lower);
        Ok(activity)
    }

    /// Before release 6.2 a row does not tell whether something was sent or only read.
    fn web(&self) -> Result<Activity<'a>, Rejection> {
        let operation = self.row.get("activity").unwrap_or("WWW Visit");
        let kind = match operation.to_ascii_lowercase().as_str() {
            "www upload" => Kind::UploadedToWeb,
            "www download" => Kind::DownloadedFromWeb,
            _ => Kind::Other,
        };
        let mut activity = self.activity(kind, operation)?;
        let url = self.needed("url")?;
        activity.target = Cow::Borrowed(url);
        let inside = Inside::of("", self.context.settings);
        targets::set_domain(&mut activity, inside, url);
        let (_, name) = text::split_path(url);
        activity.extension = text::extension_of(name).map_or(Cow::Borrowed(""), text::lower);
        Ok(activity)
    }

    fn device(&self) -> Result<Activity<'a>, Rejection> {
        let operation = self.needed("activity")?;
        let kind = match operation.to_ascii_lowercase().as_str() {
            "logon" => Kind::SignedIn,
            "connect" => Kind::RemovableMediaMounted,
            _ => Kind::Other,
        };
        self.activity(kind, operation)
    }
}

/// The name in `name(bytes)`.
fn name_of(attachment: &str) -> &str {
    let attachment = attachment.trim();
    let name = attachment
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    let path = name.map_or(attachment, |(name, _)| name);
    text::split_path(path).1
}
