//! What an operation means: one table from Microsoft's words to ours.

use std::sync::LazyLock;

use ombud_model::Kind;
use ombud_model::Kind::{
    AccessGranted, AccessRequested, AccountCreated, AccountDeleted, AccountDisabled, AiInteraction,
    AlertRaised, AlertUpdated, AnonymousLinkCreated, AnonymousLinkUsed, AppConsented,
    AuditingChanged, CompanyLinkCreated, CopiedToClipboard, CopiedToNetworkShare,
    CopiedToRemoteDesktop, CopiedToRemovableMedia, CredentialChanged, DirectoryChanged, DlpMatched,
    DlpUndone, DownloadedFromWeb, Exported, FileAccessed, FileArchived, FileCopied, FileCreated,
    FileDeleted, FileDestroyed, FileDownloaded, FileHidden, FileModified, FileMoved, FilePreviewed,
    FilePurged, FileRenamed, FileShared, FileSynced, FileUploaded, LabelChanged, MailChanged,
    MailDeleted, MailForwardingSet, MailRead, MailSent, MailboxAccessGranted, MalwareDetected,
    MeetingJoined, MemberAdded, MessageSent, Other, Printed, RemovableMediaMounted, RoleGranted,
    Searched, SettingChanged, SignInFailed, SignedIn, TransferredByBluetooth, UploadedToWeb,
};
use rustc_hash::FxHashMap;

/// Where the rest of a record's meaning is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Only who, when, what and on which object.
    Plain,
    /// The same, and what it says has happened: a finding of the product.
    Finding,
    /// A SharePoint or OneDrive file, folder or page.
    File,
    /// A SharePoint or OneDrive grant to somebody.
    Sharing,
    /// A device's file (all records of workload Endpoint).
    Endpoint,
    Label,
    MailSent,
    MailItem,
    MailItems,
    /// An Exchange or compliance cmdlet with parameters.
    Cmdlet,
    Directory,
    SignIn,
    Dlp,
    Alert,
    Teams,
    Copilot,
}

impl Shape {
    /// Whether more is read of the record than flat fields.
    pub(super) const fn reads_nested(self) -> bool {
        !matches!(
            self,
            Self::Plain | Self::Finding | Self::File | Self::Sharing | Self::SignIn
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Meaning {
    pub(super) kind: Kind,
    pub(super) shape: Shape,
}

impl Meaning {
    /// Whether Microsoft logs the operation only when it has happened: an attempt that failed or was stopped has an operation or a
    /// record type of its own, or nothing can stop it. What a policy can stop on a device and what has a result of its own is not
    /// among them.
    pub(super) const fn is_logged_on_success(self) -> bool {
        match self.shape {
            Shape::File
            | Shape::Sharing
            | Shape::Label
            | Shape::SignIn
            | Shape::Teams
            | Shape::Copilot
            | Shape::Dlp
            | Shape::Alert
            | Shape::Finding => true,
            Shape::Endpoint => matches!(
                self.kind,
                RemovableMediaMounted
                    | DownloadedFromWeb
                    | FileArchived
                    | FileCreated
                    | FileModified
                    | FileRenamed
                    | FileMoved
                    | FileCopied
                    | FileDeleted
                    | FileHidden
                    | Other
            ),
            Shape::Plain
            | Shape::MailSent
            | Shape::MailItem
            | Shape::MailItems
            | Shape::Cmdlet
            | Shape::Directory => false,
        }
    }
}

/// The operations of [`Meaning::is_logged_on_success`], in alphabetical order. Names that say the contrary are left out.
pub(super) fn logged_on_success() -> Vec<&'static str> {
    let known = CLOUD.exact.iter().chain(&DEVICE.exact);
    let mut names: Vec<&'static str> = known
        .filter(|(name, meaning)| {
            let says_no = ["Blocked", "Failed"].iter().any(|end| name.ends_with(end));
            meaning.is_logged_on_success() && !says_no
        })
        .map(|(name, _)| *name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Kinds with the operations that mean them.
type Names = &'static [(Kind, &'static [&'static str])];

#[rustfmt::skip]
const TABLE: &[(Shape, Names)] = &[
    (Shape::File, &[
        (FileAccessed, &["FileAccessed", "FileAccessedExtended", "PageViewed", "PageViewedExtended"]),
        (FilePreviewed, &["FilePreviewed"]),
        (FileDownloaded, &["FileDownloaded"]),
        (FileSynced, &["FileSyncDownloadedFull", "FileSyncDownloadedPartial"]),
        (FileUploaded, &["FileUploaded", "FileUploadedPartial", "FileSyncUploadedFull", "FileSyncUploadedPartial"]),
        (FileModified, &["FileModified", "FileModifiedExtended"]),
        (FileCopied, &["FileCopied", "FolderCopied"]),
        (FileMoved, &["FileMoved", "FolderMoved"]),
        (FileRenamed, &["FileRenamed", "FolderRenamed"]),
        (FileDeleted, &["FileDeleted", "FileRecycled", "FolderDeleted", "FolderRecycled", "FileVersionsAllRecycled"]),
        (FilePurged, &["FileDeletedFirstStageRecycleBin", "FolderDeletedFirstStageRecycleBin"]),
        (FileDestroyed, &["FileDeletedSecondStageRecycleBin", "FolderDeletedSecondStageRecycleBin", "FileVersionsAllDeleted",
            "SitePermanentlyDeleted"]),
        (MalwareDetected, &["FileMalwareDetected"]),
        (Other, &["FolderModified", "FolderCreated", "FileCheckedOut", "FileCheckedIn", "FileCheckOutDiscarded", "FileRestored",
            "FolderRestored", "PagePrefetched", "ClientViewSignaled", "ManagedSyncClientAllowed", "UnmanagedSyncClientBlocked",
            "SyncGetChanges", "SecureLinkUsed", "CompanyLinkUsed"]),
        (Searched, &["SearchQueryPerformed", "SearchQueryInitiatedSharePoint"]),
    ]),
    (Shape::Sharing, &[
        (FileShared, &["SharingSet", "SharingInvitationCreated", "AccessInvitationCreated", "AddedToSecureLink",
            "SecureLinkCreated", "SharingInvitationBlocked"]),
        (AnonymousLinkCreated, &["AnonymousLinkCreated", "AnonymousLinkUpdated"]),
        (AnonymousLinkUsed, &["AnonymousLinkUsed"]),
        (CompanyLinkCreated, &["CompanyLinkCreated", "CompanyLinkUpdated"]),
        (AccessRequested, &["AccessRequestCreated", "AccessRequestUpdated"]),
        (AccessGranted, &["AccessRequestApproved", "AccessRequestAccepted", "SiteCollectionAdminAdded"]),
        (MemberAdded, &["AddedToGroup", "UserAddedToGroup"]),
        (Other, &["SharingRevoked", "SharingInvitationRevoked", "SharingInvitationAccepted", "AccessInvitationAccepted",
            "AccessRequestDenied", "RemovedFromSecureLink", "RemovedFromGroup", "AnonymousLinkRemoved", "CompanyLinkRemoved",
            "SharingInheritanceBroken", "SharingInheritanceReset", "SecureLinkUpdated", "SecureLinkDeleted"]),
        (SettingChanged, &["SharingPolicyChanged"]),
    ]),
    (Shape::Label, &[
        (LabelChanged, &["FileSensitivityLabelApplied", "FileSensitivityLabelChanged", "FileSensitivityLabelRemoved",
            "SensitivityLabelApplied", "SensitivityLabelUpdated", "SensitivityLabelRemoved", "SiteSensitivityLabelApplied",
            "SiteSensitivityLabelChanged", "SiteSensitivityLabelRemoved", "SensitivityLabelChanged", "MipLabel", "MIPLabel",
            "FileSensitivityLabelApplyFailed", "FileSensitivityLabelChangeFailed", "FileSensitivityLabelRemoveFailed"]),
        (FileAccessed, &["SensitivityLabeledFileOpened"]),
        (FileRenamed, &["SensitivityLabeledFileRenamed"]),
        (Other, &["SensitivityLabelPolicyMatched"]),
    ]),
    (Shape::MailSent, &[(MailSent, &["Send", "SendAs", "SendOnBehalf"])]),
    (Shape::MailItems, &[
        (MailRead, &["MailItemsAccessed"]),
        (MailDeleted, &["HardDelete", "SoftDelete", "MoveToDeletedItems"]),
        (MailChanged, &["Move", "Copy"]),
    ]),
    (Shape::MailItem, &[
        (MailRead, &["MessageBind", "FolderBind"]),
        (MailChanged, &["Create", "Update"]),
        (MailboxAccessGranted, &["AddFolderPermissions", "ModifyFolderPermissions"]),
        (MailForwardingSet, &["UpdateInboxRules"]),
        (Searched, &["SearchQueryInitiatedExchange"]),
    ]),
    (Shape::Cmdlet, &[
        (MailForwardingSet, &["New-InboxRule", "Set-InboxRule", "Set-Mailbox", "New-TransportRule", "Set-TransportRule"]),
        (MailboxAccessGranted, &["Add-MailboxPermission", "Add-RecipientPermission", "Add-MailboxFolderPermission",
            "Set-MailboxFolderPermission"]),
        (AuditingChanged, &["Set-AdminAuditLogConfig", "Set-MailboxAuditBypassAssociation",
            "New-UnifiedAuditLogRetentionPolicy", "Set-UnifiedAuditLogRetentionPolicy", "Remove-UnifiedAuditLogRetentionPolicy"]),
        (Exported, &["New-MailboxExportRequest", "New-ComplianceSearchAction"]),
        (Searched, &["New-ComplianceSearch", "Start-ComplianceSearch"]),
        (RoleGranted, &["Add-RoleGroupMember", "New-ManagementRoleAssignment"]),
    ]),
    (Shape::Plain, &[
        (Exported, &["SearchExported", "SearchExportDownloaded", "ExportReport", "DownloadReport", "ExportArtifact", "ExportTile",
            "ExportDataflow", "MessagesExported", "AuditSearchExportJobCompleted", "AuditSearchExportResultsDownloaded"]),
        (Searched, &["SearchCreated", "SearchStarted", "SearchPreviewed", "AuditSearchCreated"]),
        (AuditingChanged, &["AuditRetentionPolicyRemoved", "AuditConfigurationChanged"]),
    ]),
    (Shape::Finding, &[(Other, &["TIMailData", "TIUrlClickData", "AtpDetection", "AirInvestigationData"])]),
    (Shape::Directory, &[
        (RoleGranted, &["Add member to role", "Add eligible member to role", "Add scoped member to role",
            "Add member to role in PIM completed (permanent)", "Add member to role completed (PIM activation)"]),
        (AppConsented, &["Consent to application", "Add delegated permission grant", "Add OAuth2PermissionGrant",
            "Add app role assignment to service principal"]),
        (AccountCreated, &["Add user", "Invite external user"]),
        (AccountDisabled, &["Disable account"]),
        (AccountDeleted, &["Delete user", "Hard Delete user"]),
        (MemberAdded, &["Add member to group", "Add owner to group"]),
        (CredentialChanged, &["Reset user password", "Change user password", "Reset password (by admin)",
            "Reset password (self-service)", "Change password (self-service)", "Set force change user password",
            "Update application – Certificates and secrets management", "Add service principal credentials",
            "Enable Strong Authentication", "Disable Strong Authentication", "User registered security info",
            "User deleted security info", "Admin registered security info"]),
        (DirectoryChanged, &["Update user", "Restore user", "Enable account", "Remove member from role", "Remove member from group",
            "Add group", "Update group", "Delete group", "Add application", "Update application", "Delete application",
            "Add owner to application", "Add owner to service principal", "Add service principal", "Update service principal",
            "Remove service principal", "Add app role assignment grant to user", "Add device", "Update device", "Delete device",
            "Add registered owner to device", "Add registered users to device", "Add policy", "Update policy", "Delete policy",
            "Set Company Information", "Set directory feature on tenant", "Set domain authentication", "Add unverified domain",
            "Set federation settings on domain", "Update StsRefreshTokenValidFrom Timestamp", "Change user license",
            "Set user manager"]),
    ]),
    (Shape::SignIn, &[
        (SignedIn, &["UserLoggedIn", "PasswordLogonInitialAuthUsingPassword", "ForeignRealmIndexLogonInitialAuthUsingADFSFederatedToken"]),
        (SignInFailed, &["UserLoginFailed"]),
    ]),
    (Shape::Dlp, &[
        (DlpMatched, &["DlpRuleMatch"]),
        (DlpUndone, &["DlpRuleUndo"]),
        (Other, &["DlpInfo"]),
    ]),
    (Shape::Alert, &[(AlertRaised, &["AlertTriggered"]), (AlertUpdated, &["AlertEntityGenerated", "AlertUpdated"])]),
    (Shape::Teams, &[
        (MessageSent, &["MessageSent", "MessageCreatedHasLink", "MessageEditedHasLink"]),
        (MemberAdded, &["MemberAdded"]),
        (MeetingJoined, &["MeetingParticipantDetail"]),
        (Other, &["ChatCreated", "MessageUpdated", "MessageDeleted", "MessageRead", "MessageReadReceiptReceived", "ChatRetrieved",
            "MemberRoleChanged", "MemberRemoved", "TeamsSessionStarted", "TeamCreated", "TeamDeleted"]),
    ]),
    (Shape::Copilot, &[(AiInteraction, &["CopilotInteraction", "AIAppInteraction", "ConnectedAIAppInteraction",
        "TeamCopilotInteraction"])]),
];

/// Operations of a device; several share their name with an operation of SharePoint.
#[rustfmt::skip]
const ENDPOINT: Names = &[
    (CopiedToRemovableMedia, &["FileCopiedToRemovableMedia", "FileCreatedOnRemovableMedia"]),
    (RemovableMediaMounted, &["RemovableMediaMount", "UsbDriveMounted"]),
    (UploadedToWeb, &["FileUploadedToCloud"]),
    (DownloadedFromWeb, &["FileDownloadedFromBrowser"]),
    (Printed, &["FilePrinted"]),
    (CopiedToNetworkShare, &["FileCopiedToNetworkShare", "FileCreatedOnNetworkShare"]),
    (CopiedToClipboard, &["FileCopiedToClipboard"]),
    (CopiedToRemoteDesktop, &["FileCopiedToRemoteDesktopSession"]),
    (TransferredByBluetooth, &["FileTransferredByBluetooth"]),
    (FileArchived, &["FileArchived", "ArchiveCreated"]),
    (FileCreated, &["FileCreated"]),
    (FileAccessed, &["FileRead", "FileAccessedByUnallowedApp"]),
    (FileModified, &["FileModified"]),
    (FileRenamed, &["FileRenamed"]),
    (FileMoved, &["FileMoved"]),
    (FileCopied, &["FileCopied"]),
    (FileDeleted, &["FileDeleted"]),
    (FileHidden, &["FileHidden"]),
    (Other, &["RemovableMediaUnmount"]),
];

/// Names as written, and squashed for spellings that differ in case, spaces, dashes and dots.
struct Index {
    exact: FxHashMap<&'static str, Meaning>,
    squashed: FxHashMap<String, Meaning>,
}

impl Index {
    fn new(rows: impl Iterator<Item = (&'static str, Meaning)> + Clone) -> Self {
        Self {
            exact: rows.clone().collect(),
            squashed: rows
                .map(|(name, meaning)| (squash(name), meaning))
                .collect(),
        }
    }

    fn find(&self, operation: &str) -> Option<Meaning> {
        let found = self
            .exact
            .get(operation)
            .or_else(|| self.exact.get(operation.trim_end_matches(['.', ' '])));
        found
            .or_else(|| self.squashed.get(&squash(operation)))
            .copied()
    }
}

static CLOUD: LazyLock<Index> = LazyLock::new(|| {
    Index::new(TABLE.iter().flat_map(|&(shape, kinds)| {
        kinds.iter().flat_map(move |&(kind, names)| {
            names
                .iter()
                .map(move |&name| (name, Meaning { kind, shape }))
        })
    }))
});

static DEVICE: LazyLock<Index> = LazyLock::new(|| {
    Index::new(ENDPOINT.iter().flat_map(|&(kind, names)| {
        names.iter().map(move |&name| {
            (
                name,
                Meaning {
                    kind,
                    shape: Shape::Endpoint,
                },
            )
        })
    }))
});

fn squash(operation: &str) -> String {
    operation
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Meaning of an operation of a device.
pub(super) fn of_device(operation: &str) -> Option<Meaning> {
    DEVICE.find(operation)
}

/// Meaning of any operation; `on_device` says that the record is about a device.
pub(super) fn of(operation: &str, on_device: bool) -> Meaning {
    if on_device && let Some(meaning) = DEVICE.find(operation) {
        return meaning;
    }
    let meaning = CLOUD.find(operation).or_else(|| DEVICE.find(operation));
    meaning.unwrap_or_else(|| unknown(operation))
}

/// Whether an operation is logged only when it succeeded, and its file is all that there is to tell: read, put and deleted files of
/// SharePoint and OneDrive. The list is published in the guide ("Bringing records in").
pub(super) fn is_told_by_object(operation: &str) -> bool {
    let of_a_file = |meaning: Meaning| {
        meaning.shape == Shape::File
            && matches!(
                meaning.kind,
                FileAccessed
                    | FilePreviewed
                    | FileDownloaded
                    | FileSynced
                    | FileUploaded
                    | FileModified
                    | FileDeleted
                    | FilePurged
                    | FileDestroyed
            )
    };
    CLOUD.find(operation).is_some_and(of_a_file)
}

/// A cmdlet that this table does not know still says by its verb whether it changes something.
fn unknown(operation: &str) -> Meaning {
    let changes = [
        "Set-", "New-", "Add-", "Remove-", "Enable-", "Disable-", "Install-", "Update-",
    ];
    if changes.iter().any(|verb| operation.starts_with(verb)) && !operation.contains(' ') {
        return Meaning {
            kind: SettingChanged,
            shape: Shape::Cmdlet,
        };
    }
    Meaning {
        kind: Other,
        shape: Shape::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operation_has_two_meanings() {
        let names = |index: &Index, count: usize| assert_eq!(index.exact.len(), count);
        names(
            &CLOUD,
            TABLE
                .iter()
                .flat_map(|(_, kinds)| kinds.iter())
                .map(|(_, names)| names.len())
                .sum(),
        );
        names(&DEVICE, ENDPOINT.iter().map(|(_, names)| names.len()).sum());
        for (name, meaning) in &CLOUD.exact {
            assert_eq!(CLOUD.squashed.get(&squash(name)), Some(meaning), "{name}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for (operation, kind) in [
            ("DLPRuleMatch", DlpMatched),
            ("Add member to role.", RoleGranted),
            (
                "Update application – Certificates and secrets management ",
                CredentialChanged,
            ),
            (
                "Update application - Certificates and secrets management",
                CredentialChanged,
            ),
            ("File copied to removable media", CopiedToRemovableMedia),
            ("set-mailbox", MailForwardingSet),
            ("Set-Something", SettingChanged),
            ("Get-Something", Other),
            ("SomethingNew", Other),
            ("", Other),
        ] {
            assert_eq!(of(operation, false).kind, kind, "{operation}");
        }
    }

    #[test]
    fn a_device_gives_the_same_word_another_meaning() {
        assert_eq!(of("FileRenamed", true).shape, Shape::Endpoint);
        assert_eq!(of("FileRenamed", false).shape, Shape::File);
        assert_eq!(of("FilePrinted", false).shape, Shape::Endpoint);
        assert_eq!(of("SensitivityLabelRemoved", true).shape, Shape::Label);
        assert_eq!(of_device("Nothing"), None);
    }
}
