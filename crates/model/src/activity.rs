//! One recorded thing that somebody did, in one shape for every source.
//!
//! [`Activity`] borrows from the source record and still names people; only `connect` and `guard` see it. [`ActivityView`] is what
//! the rest of the program sees: the person is an opaque id and every user-bearing text is redacted.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{PersonId, Timestamp};

/// Declares a fieldless enum with a stable number (stored) and a stable kebab-case name (shown, queried).
macro_rules! coded_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $code,)* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            pub const fn code(self) -> u8 {
                self as u8
            }

            pub const fn from_code(code: u8) -> Option<Self> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }

            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = Cow::<str>::deserialize(deserializer)?;
                Self::from_name(&name).ok_or_else(|| serde::de::Error::unknown_variant(&name, &[$($text,)*]))
            }
        }
    };
}

coded_enum! {
    /// What was done. Numbers are stored: never change or reuse one.
    Kind {
        /// An operation that this version does not know: visible, not scored. Its name is in [`Activity::operation`].
        Other = 0 "other",
        FileAccessed = 1 "file-accessed",
        FilePreviewed = 2 "file-previewed",
        FileDownloaded = 3 "file-downloaded",
        FileSynced = 4 "file-synced",
        FileUploaded = 5 "file-uploaded",
        FileModified = 6 "file-modified",
        FileCopied = 7 "file-copied",
        FileMoved = 8 "file-moved",
        FileRenamed = 9 "file-renamed",
        FileDeleted = 10 "file-deleted",
        /// Deleted from the first-stage recycle bin.
        FilePurged = 11 "file-purged",
        /// Deleted from the second-stage recycle bin, or all versions: gone.
        FileDestroyed = 12 "file-destroyed",
        FileArchived = 13 "file-archived",
        FileHidden = 14 "file-hidden",
        FileCreated = 15 "file-created",
        SensitiveFileRead = 16 "sensitive-file-read",
        FileShared = 20 "file-shared",
        FolderShared = 21 "folder-shared",
        SiteShared = 22 "site-shared",
        /// A link that anybody can open.
        AnonymousLinkCreated = 23 "anonymous-link-created",
        AnonymousLinkUsed = 24 "anonymous-link-used",
        CompanyLinkCreated = 25 "company-link-created",
        AccessRequested = 26 "access-requested",
        AccessGranted = 27 "access-granted",
        MemberAdded = 28 "member-added",
        LabelChanged = 30 "label-changed",
        RemovableMediaMounted = 40 "removable-media-mounted",
        CopiedToRemovableMedia = 41 "copied-to-removable-media",
        Printed = 42 "printed",
        UploadedToWeb = 43 "uploaded-to-web",
        DownloadedFromWeb = 44 "downloaded-from-web",
        CopiedToNetworkShare = 45 "copied-to-network-share",
        CopiedToRemoteDesktop = 46 "copied-to-remote-desktop",
        TransferredByBluetooth = 47 "transferred-by-bluetooth",
        CopiedToClipboard = 48 "copied-to-clipboard",
        MailSent = 50 "mail-sent",
        MailRead = 51 "mail-read",
        MailDeleted = 52 "mail-deleted",
        MailForwardingSet = 53 "mail-forwarding-set",
        MailboxAccessGranted = 54 "mailbox-access-granted",
        MailChanged = 55 "mail-changed",
        MessageSent = 60 "message-sent",
        MeetingJoined = 61 "meeting-joined",
        SignedIn = 70 "signed-in",
        SignInFailed = 71 "sign-in-failed",
        RoleGranted = 72 "role-granted",
        AppConsented = 73 "app-consented",
        AccountCreated = 74 "account-created",
        AccountDisabled = 75 "account-disabled",
        AccountDeleted = 76 "account-deleted",
        CredentialChanged = 77 "credential-changed",
        DirectoryChanged = 78 "directory-changed",
        DlpMatched = 80 "dlp-matched",
        DlpUndone = 81 "dlp-undone",
        /// An alert of another product about a person; its category is in [`Activity::detail`].
        AlertRaised = 82 "alert-raised",
        AlertUpdated = 83 "alert-updated",
        MalwareDetected = 84 "malware-detected",
        AuditingChanged = 85 "auditing-changed",
        Searched = 86 "searched",
        Exported = 87 "exported",
        SettingChanged = 88 "setting-changed",
        AiInteraction = 90 "ai-interaction",
        Resigned = 100 "resigned",
        Terminated = 101 "terminated",
        LastWorkingDay = 102 "last-working-day",
        PerformanceReviewed = 103 "performance-reviewed",
        ImprovementPlanStarted = 104 "improvement-plan-started",
        JobLevelChanged = 105 "job-level-changed",
        ProfileUpdated = 106 "profile-updated",
        DoorOpened = 110 "door-opened",
        DoorRefused = 111 "door-refused",
    }
}

coded_enum! {
    /// Where it was done.
    Workload {
        Other = 0 "other",
        SharePoint = 1 "sharepoint",
        OneDrive = 2 "onedrive",
        Exchange = 3 "exchange",
        Teams = 4 "teams",
        Directory = 5 "directory",
        Endpoint = 6 "endpoint",
        Security = 7 "security",
        HumanResources = 8 "human-resources",
        Ai = 9 "ai",
        Premises = 10 "premises",
    }
}

coded_enum! {
    /// Whether it took effect.
    Outcome {
        Done = 0 "done",
        /// Stopped by a control: somebody tried.
        Blocked = 1 "blocked",
        Failed = 2 "failed",
        /// The record does not say, and its operation is not one that is logged only on success: it counts as if it were done.
        Unknown = 3 "unknown",
    }
}

coded_enum! {
    /// How far the content went, judged against the actor's own domain and the organisation's domains.
    Reach {
        /// The activity moves nothing to anybody, or the source does not say.
        None = 0 "none",
        Inside = 1 "inside",
        Outside = 2 "outside",
        /// Anybody with the link.
        Public = 3 "public",
    }
}

coded_enum! {
    /// What happened to a sensitivity label.
    LabelChange {
        None = 0 "none",
        Applied = 1 "applied",
        Raised = 2 "raised",
        Lowered = 3 "lowered",
        Removed = 4 "removed",
        Changed = 5 "changed",
    }
}

coded_enum! {
    /// Severity of an alert, ours or another product's. `None` is "not stated".
    Severity {
        None = 0 "none",
        Informational = 1 "informational",
        Low = 2 "low",
        Medium = 3 "medium",
        High = 4 "high",
    }
}

/// Who did it, as the source says. Only a [`Actor::Person`] is monitored, scored and given a pseudonym.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor<'a> {
    /// A user principal name, mail address, `DOMAIN\name` or other identifier of a human account; trimmed, any letter case.
    Person(Cow<'a, str>),
    /// A service, application, system or anonymous principal.
    Service(Cow<'a, str>),
    /// An object id alone: a person's where HR data have said whose it is, nobody's elsewhere.
    ObjectId(Cow<'a, str>),
}

impl Actor<'_> {
    pub fn identifier(&self) -> &str {
        match self {
            Actor::Person(text) | Actor::Service(text) | Actor::ObjectId(text) => text,
        }
    }
}

/// Where in the organisation a person belongs, as a personnel record says it. Decides about admin units, and about nothing that is scored.
/// Empty texts are not stated.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Placement {
    pub region: String,
    pub division: String,
    pub department: String,
    pub groups: Vec<String>,
}

/// Begins [`Activity::detail`] of a mail that goes, among others, to an address outside which is called like the sender's own; the
/// domain of that address follows, up to a semicolon.
pub const TO_SELF: &str = "to self: ";

/// One activity as a source delivers it. Empty text means that the source does not say.
#[derive(Clone, Debug)]
pub struct Activity<'a> {
    pub time: Timestamp,
    /// Hash of the source's id for the record (or of the record itself): equal key and equal time mean a duplicate.
    pub key: u64,
    pub actor: Actor<'a>,
    pub kind: Kind,
    /// The source's own word, trimmed.
    pub operation: Cow<'a, str>,
    pub workload: Workload,
    pub outcome: Outcome,
    /// The folder, site or mailbox folder that holds the object, ending in its separator where it is a path.
    pub container: Cow<'a, str>,
    /// File name, mail subject or resource name.
    pub object: Cow<'a, str>,
    /// Lower-case, without dot.
    pub extension: Cow<'a, str>,
    pub size: Option<u64>,
    /// Hash of the source's stable identity of the content (item id, content hash); 0 when it gives none.
    pub object_id: u64,
    /// Who or what received it: an address, group, printer, share, URL; several are joined by `; `.
    pub target: Cow<'a, str>,
    /// The domain most outside among the targets, lower-case.
    pub target_domain: Cow<'a, str>,
    pub reach: Reach,
    pub label_change: LabelChange,
    pub label_before: Cow<'a, str>,
    pub label_after: Cow<'a, str>,
    /// Names of the sensitive information types found, joined by `; `.
    pub sensitive_types: Cow<'a, str>,
    pub severity: Severity,
    /// What else matters, in the source's words: rule, alert title and category, rating, role.
    pub detail: Cow<'a, str>,
    /// Attachments, messages or items in one activity; 1 where the source does not count.
    pub items: u32,
    pub device: Cow<'a, str>,
    /// Address without port or brackets.
    pub ip: Cow<'a, str>,
    /// Where the person belongs from [`Activity::time`] on. Kept beside history, with the person.
    pub placement: Option<Box<Placement>>,
    /// Names of the fields that the record lacks or holds in a form that is not read, joined by `; `. Empty where nothing is known to be
    /// missing. Never content: [`Activity::lacks`] takes only names that the program itself knows.
    pub incomplete: Cow<'static, str>,
    /// Other identifiers of the same person, as a personnel record says them. Kept beside history, with the person.
    pub other_names: Vec<String>,
}

impl<'a> Activity<'a> {
    /// An activity that says only who, when and what; the source fills in the rest.
    pub fn new(
        time: Timestamp,
        key: u64,
        actor: Actor<'a>,
        kind: Kind,
        operation: impl Into<Cow<'a, str>>,
    ) -> Self {
        Self {
            time,
            key,
            actor,
            kind,
            operation: operation.into(),
            workload: Workload::Other,
            outcome: Outcome::Done,
            container: Cow::Borrowed(""),
            object: Cow::Borrowed(""),
            extension: Cow::Borrowed(""),
            size: None,
            object_id: 0,
            target: Cow::Borrowed(""),
            target_domain: Cow::Borrowed(""),
            reach: Reach::None,
            label_change: LabelChange::None,
            label_before: Cow::Borrowed(""),
            label_after: Cow::Borrowed(""),
            sensitive_types: Cow::Borrowed(""),
            severity: Severity::None,
            detail: Cow::Borrowed(""),
            items: 1,
            device: Cow::Borrowed(""),
            ip: Cow::Borrowed(""),
            placement: None,
            incomplete: Cow::Borrowed(""),
            other_names: Vec::new(),
        }
    }

    /// Marks the activity as incomplete: what that field would tell is missing. A name is kept once.
    pub fn lacks(&mut self, field: &'static str) {
        if self.incomplete.is_empty() {
            self.incomplete = Cow::Borrowed(field);
        } else if self.incomplete.split("; ").all(|known| known != field) {
            let names = self.incomplete.to_mut();
            names.push_str("; ");
            names.push_str(field);
        }
    }
}

/// One activity as everything behind the vault sees it: an opaque person, redacted text. A row of a batch or of a history segment.
#[derive(Clone, Copy, Debug)]
pub struct ActivityView<'a> {
    pub time: Timestamp,
    pub key: u64,
    /// `None` for services and systems.
    pub person: Option<PersonId>,
    pub kind: Kind,
    pub operation: &'a str,
    pub workload: Workload,
    pub outcome: Outcome,
    pub container: &'a str,
    pub object: &'a str,
    pub extension: &'a str,
    pub size: Option<u64>,
    pub object_id: u64,
    pub target: &'a str,
    pub target_domain: &'a str,
    pub reach: Reach,
    pub label_change: LabelChange,
    pub label_before: &'a str,
    pub label_after: &'a str,
    pub sensitive_types: &'a str,
    pub severity: Severity,
    pub detail: &'a str,
    pub items: u32,
    /// As [`Activity::incomplete`].
    pub incomplete: &'a str,
}
