//! Everything that can be done with the system: what access is asked about, and what the audit log records. One list for both, so that
//! nothing can be done that is not asked about, and nothing be asked about that leaves no record.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an operation is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    Alerts,
    Persons,
    Activities,
    Cases,
    Policies,
    Settings,
    Sources,
    Accounts,
    Access,
    Unmasking,
    PersonRequests,
    Agreement,
    Audit,
    Erasure,
    System,
}

/// How fresh the proof of who acts must be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Assurance {
    /// A live session or token.
    Session,
    /// Signed in, or confirmed again, within the last ten minutes. An API token never suffices.
    Fresh,
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is not an operation: see the reference of roles for their names")]
pub struct UnknownOperation(String);

macro_rules! operations {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $text:literal, $area:ident, $assurance:ident;)*) => {
        /// One thing that can be done. Codes and names are stored and signed: never change or reuse one.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Operation { $($(#[doc = $doc])+ $name,)* }

        impl Operation {
            pub const ALL: &'static [Operation] = &[$(Operation::$name,)*];

            /// The stable number.
            pub const fn code(self) -> u16 {
                match self { $(Operation::$name => $code,)* }
            }

            /// The stable name, such as `read-alert`.
            pub const fn name(self) -> &'static str {
                match self { $(Operation::$name => $text,)* }
            }

            pub const fn area(self) -> Area {
                match self { $(Operation::$name => Area::$area,)* }
            }

            pub const fn assurance(self) -> Assurance {
                match self { $(Operation::$name => Assurance::$assurance,)* }
            }

            /// What it is, for the reference pages.
            pub const fn describe(self) -> &'static str {
                match self { $(Operation::$name => concat!($($doc,)+).trim_ascii(),)* }
            }
        }
    };
}

operations! {
    /// Alerts are listed or counted.
    ListAlerts = 1, "list-alerts", Alerts, Session;
    /// One alert and its ledger are read.
    ReadAlert = 2, "read-alert", Alerts, Session;
    /// An alert is dismissed or confirmed, or that is taken back.
    DecideAlert = 3, "decide-alert", Alerts, Session;
    /// An alert is given to somebody.
    AssignAlert = 4, "assign-alert", Alerts, Session;
    /// A note is written on an alert.
    NoteAlert = 5, "note-alert", Alerts, Session;
    /// Saved views of the queue of alerts are listed.
    ListViews = 6, "list-views", Alerts, Session;
    /// A view of the queue of alerts is saved, changed or deleted.
    ChangeView = 7, "change-view", Alerts, Session;
    /// Alerts are written into a file, under pseudonyms.
    ExportAlerts = 8, "export-alerts", Alerts, Session;
    /// Persons are listed or counted, under pseudonyms.
    ListPersons = 10, "list-persons", Persons, Session;
    /// What is known of one person is read, day by day, under a pseudonym.
    ReadPerson = 13, "read-person", Persons, Session;
    /// Why somebody has, or has no, alert.
    ExplainPerson = 11, "explain-person", Persons, Session;
    /// Activities are searched.
    QueryActivities = 20, "query-activities", Activities, Session;
    /// Cases are listed.
    ListCases = 30, "list-cases", Cases, Session;
    /// One case is read.
    ReadCase = 31, "read-case", Cases, Session;
    /// A case is opened for one or several persons.
    OpenCase = 32, "open-case", Cases, Session;
    /// Who contributes to a case is changed.
    ChangeContributors = 33, "change-contributors", Cases, Session;
    /// A case is closed.
    CloseCase = 34, "close-case", Cases, Session;
    /// A note is written on a case.
    NoteCase = 35, "note-case", Cases, Session;
    /// A task of a case is added or changed.
    ChangeCaseTask = 36, "change-case-task", Cases, Session;
    /// A closed case is opened again.
    ReopenCase = 37, "reopen-case", Cases, Session;
    /// A case is given to somebody.
    AssignCase = 38, "assign-case", Cases, Session;
    /// A case is handed over: its evidence leaves in a signed package.
    HandOverCase = 39, "hand-over-case", Cases, Fresh;
    /// A file is attached to a case.
    AttachToCase = 150, "attach-to-case", Cases, Session;
    /// Policies are listed.
    ListPolicies = 40, "list-policies", Policies, Session;
    /// One policy, or why it is silent, is read.
    ReadPolicy = 41, "read-policy", Policies, Session;
    /// A policy is created.
    CreatePolicy = 42, "create-policy", Policies, Session;
    /// A policy is changed.
    ChangePolicy = 43, "change-policy", Policies, Session;
    /// A policy is deleted.
    DeletePolicy = 44, "delete-policy", Policies, Session;
    /// Settings are read.
    ReadSettings = 50, "read-settings", Settings, Session;
    /// Settings are changed.
    ChangeSettings = 51, "change-settings", Settings, Session;
    /// What somebody proposed that takes a second person is listed.
    ListProposals = 52, "list-proposals", Settings, Session;
    /// What somebody else proposed is approved.
    ApproveProposal = 53, "approve-proposal", Settings, Fresh;
    /// What somebody else proposed is refused.
    RefuseProposal = 54, "refuse-proposal", Settings, Session;
    /// Sources and their counts are listed.
    ListSources = 60, "list-sources", Sources, Session;
    /// Records are taken in.
    PushRecords = 61, "push-records", Sources, Session;
    /// Rejected records are listed by reason and place, without their content.
    ListRejects = 62, "list-rejects", Sources, Session;
    /// Rejected records, which are raw, are opened or tried again.
    OpenRejects = 63, "open-rejects", Sources, Session;
    /// A token that lets one source push is issued.
    IssueSourceToken = 64, "issue-source-token", Sources, Fresh;
    /// A source's token is revoked.
    RevokeSourceToken = 65, "revoke-source-token", Sources, Session;
    /// Somebody signs in, or tries to.
    SignIn = 70, "sign-in", Accounts, Session;
    /// A session is ended.
    SignOut = 71, "sign-out", Accounts, Session;
    /// One's own account, sessions and tokens are read.
    ReadOwnAccount = 72, "read-own-account", Accounts, Session;
    /// One's own password, passkeys, one-time codes or tokens are changed.
    ChangeOwnCredentials = 73, "change-own-credentials", Accounts, Fresh;
    /// Accounts are listed.
    ListAccounts = 74, "list-accounts", Accounts, Session;
    /// An account is created.
    CreateAccount = 75, "create-account", Accounts, Fresh;
    /// An account is enabled, disabled, or given a new way to sign in.
    ChangeAccount = 76, "change-account", Accounts, Fresh;
    /// An API token is issued to one's own account.
    IssueToken = 77, "issue-token", Accounts, Fresh;
    /// An API token is revoked.
    RevokeToken = 78, "revoke-token", Accounts, Session;
    /// The sessions of an account are ended.
    EndSessions = 79, "end-sessions", Accounts, Session;
    /// Role groups and who is in them are listed.
    ListRoles = 80, "list-roles", Access, Session;
    /// Somebody is put into a role group.
    GrantRole = 81, "grant-role", Access, Fresh;
    /// Somebody is taken out of a role group.
    RevokeRole = 82, "revoke-role", Access, Fresh;
    /// A custom role is defined or changed.
    DefineRole = 83, "define-role", Access, Fresh;
    /// Admin units are listed.
    ListUnits = 84, "list-units", Access, Session;
    /// An admin unit is defined, or who belongs to it.
    DefineUnit = 85, "define-unit", Access, Fresh;
    /// Requests to unmask are listed.
    ListUnmaskings = 90, "list-unmaskings", Unmasking, Session;
    /// Unmasking one person is asked for.
    RequestUnmasking = 91, "request-unmasking", Unmasking, Session;
    /// An unmasking is approved.
    ApproveUnmasking = 92, "approve-unmasking", Unmasking, Fresh;
    /// An unmasking is denied.
    DenyUnmasking = 93, "deny-unmasking", Unmasking, Session;
    /// One's own request is withdrawn.
    WithdrawUnmasking = 94, "withdraw-unmasking", Unmasking, Session;
    /// A live unmasking is ended before its time.
    RevokeUnmasking = 95, "revoke-unmasking", Unmasking, Session;
    /// The vault releases one name.
    RevealPerson = 96, "reveal-person", Unmasking, Fresh;
    /// Requests about a person are listed.
    ListPersonRequests = 140, "list-person-requests", PersonRequests, Session;
    /// Something about one person is asked for that others decide on: a report, or that they are scored.
    RequestAboutPerson = 141, "request-about-person", PersonRequests, Session;
    /// A request about a person is approved.
    ApprovePersonRequest = 142, "approve-person-request", PersonRequests, Fresh;
    /// A request about a person is denied.
    DenyPersonRequest = 143, "deny-person-request", PersonRequests, Session;
    /// One's own request about a person is withdrawn.
    WithdrawPersonRequest = 144, "withdraw-person-request", PersonRequests, Session;
    /// What was approved about a person is ended before its time.
    EndPersonRequest = 145, "end-person-request", PersonRequests, Session;
    /// The report about one person is read by the one who asked for it.
    ReadUserReport = 146, "read-user-report", PersonRequests, Session;
    /// The agreement in force, and drafts, are read.
    ReadAgreement = 100, "read-agreement", Agreement, Session;
    /// An agreement is drafted.
    ProposeAgreement = 101, "propose-agreement", Agreement, Fresh;
    /// An agreement is signed.
    SignAgreement = 102, "sign-agreement", Agreement, Fresh;
    /// An agreement is ended.
    EndAgreement = 103, "end-agreement", Agreement, Fresh;
    /// The audit log is searched.
    SearchAudit = 110, "search-audit", Audit, Session;
    /// The audit log is exported.
    ExportAudit = 111, "export-audit", Audit, Fresh;
    /// The audit log, or a checkpoint or proof of it, is read or verified.
    VerifyAudit = 112, "verify-audit", Audit, Session;
    /// One person is erased.
    ErasePerson = 120, "erase-person", Erasure, Fresh;
    /// A legal hold is placed, which stops erasure and retention for a person.
    PlaceHold = 121, "place-hold", Erasure, Fresh;
    /// A legal hold is lifted.
    LiftHold = 122, "lift-hold", Erasure, Fresh;
    /// Holds and certificates of erasure are listed.
    ListErasures = 123, "list-erasures", Erasure, Session;
    /// What is kept for how long is read.
    ReadRetention = 124, "read-retention", Erasure, Session;
    /// What is kept for how long is changed.
    ChangeRetention = 125, "change-retention", Erasure, Fresh;
    /// What is past its time is deleted.
    RunRetention = 126, "run-retention", Erasure, Session;
    /// What is held about one person, and who looked at it when, is reported.
    ReportAccess = 127, "report-access", Erasure, Session;
    /// The state of the installation is read.
    ReadHealth = 130, "read-health", System, Session;
    /// Everything is recomputed from history.
    Replay = 131, "replay", System, Session;
    /// What waits for whoever asks is counted; nobody is shown.
    ReadOverview = 132, "read-overview", System, Session;
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(text: &str) -> Result<Self, UnknownOperation> {
        Self::ALL
            .iter()
            .copied()
            .find(|operation| operation.name() == text)
            .ok_or_else(|| UnknownOperation(text.to_owned()))
    }
}

impl Serialize for Operation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_and_names_are_given_once_and_names_come_back() {
        let codes: HashSet<u16> = Operation::ALL
            .iter()
            .map(|operation| operation.code())
            .collect();
        assert_eq!(codes.len(), Operation::ALL.len());
        for &operation in Operation::ALL {
            assert_eq!(operation.name().parse(), Ok(operation));
            assert!(operation.describe().ends_with('.'), "{operation}");
        }
        assert!("do-everything".parse::<Operation>().is_err());
    }
}
