//! The `m365` source over what people write to each other: mail, mailboxes and Teams.

use ombud_model::{Activity, Kind, Reach, Workload};

use crate::m365::{mia, read};

#[test]
fn a_mail_names_receivers_attachments_and_subject() {
    let mail = r#","Item":{"Subject":"plans","Attachments":"roadmap.docx (481233b); b.png (5b)","To":["max@corp.test","mia@GMail.com"]}"#;
    let seen = read(&mia("Send", "Exchange", 2, mail));
    assert_eq!(
        (seen.kind, seen.workload, &*seen.object),
        (Kind::MailSent, Workload::Exchange, "plans")
    );
    assert_eq!(
        (seen.items, &*seen.extension, seen.size),
        (2, "docx; png", Some(481_238))
    );
    assert_eq!(
        (&*seen.target, &*seen.target_domain, seen.reach),
        ("max@corp.test; mia@GMail.com", "gmail.com", Reach::Outside)
    );

    assert_eq!(seen.detail, "", "mia.k is not mia");
    let home = r#","MailboxOwnerUPN":"boss@corp.test","Item":{"Subject":"plans","To":["max@rival.test"],"Bcc":["MiaK@web.de"]}"#;
    let seen = read(&mia("SendAs", "Exchange", 2, home));
    assert_eq!(
        (&*seen.target_domain, &*seen.detail),
        ("rival.test", "to self: web.de; mailbox of boss@corp.test")
    );

    let listed =
        r#","recipientList":[{"Address":"max@corp.test","Name":"Max"}],"Item":{"Subject":"hi"}"#;
    let seen = read(&mia("Send", "Exchange", 2, listed));
    assert_eq!(
        (seen.items, seen.reach, &*seen.target),
        (0, Reach::Inside, "max@corp.test")
    );

    let flattened = r#","Item":"{\"Subject\":\"hi\",\"Attachments\":\"a.pdf (7b)\"}""#;
    let seen = read(&mia("SendAs", "Exchange", 2, flattened));
    assert_eq!(
        (seen.items, seen.reach, &*seen.object, seen.size),
        (1, Reach::None, "hi", Some(7))
    );
}

#[test]
fn mailboxes_are_read_emptied_and_opened() {
    let read_items = r#","OperationCount":7,"MailboxOwnerUPN":"mia.k@corp.test","OperationProperties":[{"Name":"MailAccessType","Value":"Sync"}]"#;
    let seen = read(&mia("MailItemsAccessed", "Exchange", 50, read_items));
    assert_eq!(
        (seen.kind, seen.items, &*seen.detail),
        (Kind::MailRead, 7, "sync of a folder")
    );
    let seen = read(&mia(
        "MailItemsAccessed",
        "Exchange",
        50,
        r#","MailboxOwnerUPN":"boss@corp.test""#,
    ));
    assert_eq!(
        (seen.items, &*seen.detail),
        (1, "mailbox of boss@corp.test")
    );

    let deleted =
        r#","AffectedItems":[{"Subject":"a"},{"Subject":"b"}],"Folder":{"Path":"\\Inbox"}"#;
    for operation in ["HardDelete", "SoftDelete", "MoveToDeletedItems"] {
        let seen = read(&mia(operation, "Exchange", 3, deleted));
        assert_eq!(
            (seen.kind, seen.items, &*seen.container),
            (Kind::MailDeleted, 2, "\\Inbox\\")
        );
    }
    let opened = r#","Item":{"ParentFolder":{"Path":"\\Calendar","MemberUpn":"out@evil.test","MemberRights":"ReadAny"}}"#;
    let seen = read(&mia("AddFolderPermissions", "Exchange", 2, opened));
    assert_eq!(
        (seen.kind, &*seen.target, seen.reach),
        (Kind::MailboxAccessGranted, "out@evil.test", Reach::Outside)
    );
}

/// A cmdlet of Exchange, called with this parameter.
fn cmdlet(operation: &str, name: &str, value: &str) -> Activity<'static> {
    let more = format!(
        r#","ObjectId":"mia\\Rule","ResultStatus":"True","Parameters":[{{"Name":"Name","Value":"."}},{{"Name":"{name}","Value":"{value}"}}]"#
    );
    read(&mia(operation, "Exchange", 1, &more))
}

#[test]
fn forwarding_is_found_in_parameters() {
    for (operation, name, value, domain) in [
        (
            "New-InboxRule",
            "ForwardTo",
            "a@gmail.com;b@x.test",
            "gmail.com",
        ),
        (
            "Set-InboxRule",
            "RedirectTo",
            "Mia [SMTP:a@gmail.com]",
            "gmail.com",
        ),
        (
            "Set-Mailbox",
            "ForwardingSmtpAddress",
            "smtp:a@Gmail.com",
            "gmail.com",
        ),
        (
            "New-TransportRule",
            "BlindCopyTo",
            "a@gmail.com",
            "gmail.com",
        ),
        (
            "New-TransportRule",
            "RedirectMessageTo",
            "a@gmail.com",
            "gmail.com",
        ),
    ] {
        let seen = cmdlet(operation, name, value);
        assert_eq!(
            (seen.kind, seen.reach, &*seen.target_domain),
            (Kind::MailForwardingSet, Reach::Outside, domain),
            "{operation}"
        );
    }
    assert_eq!(
        cmdlet("Set-Mailbox", "ForwardingSmtpAddress", "smtp:max@corp.test").reach,
        Reach::Inside
    );
    assert_eq!(
        cmdlet("Set-Mailbox", "ForwardingSmtpAddress", "").kind,
        Kind::SettingChanged
    );
    assert_eq!(
        cmdlet("New-InboxRule", "DeleteMessage", "True").kind,
        Kind::SettingChanged
    );
    let mail_program = r#","OperationProperties":[{"Name":"RuleActions","Value":"[{\"ActionType\":\"Forward\",\"Recipients\":[\"a@gmail.com\"]}]"}]"#;
    let seen = read(&mia("UpdateInboxRules", "Exchange", 2, mail_program));
    assert_eq!(
        (seen.kind, seen.reach),
        (Kind::MailForwardingSet, Reach::Outside)
    );
}

#[test]
fn other_cmdlets_are_told_by_their_parameters() {
    assert_eq!(
        cmdlet("Set-Mailbox", "AuditEnabled", "False").kind,
        Kind::AuditingChanged
    );
    assert_eq!(
        cmdlet(
            "Set-AdminAuditLogConfig",
            "UnifiedAuditLogIngestionEnabled",
            "False"
        )
        .kind,
        Kind::AuditingChanged
    );
    assert_eq!(
        cmdlet("New-ComplianceSearchAction", "Export", "True").kind,
        Kind::Exported
    );
    assert_eq!(
        cmdlet("New-ComplianceSearchAction", "Preview", "True").kind,
        Kind::Searched
    );
    let granted = cmdlet("Add-MailboxPermission", "User", "max@corp.test");
    assert_eq!(
        (granted.kind, &*granted.target, granted.reach),
        (Kind::MailboxAccessGranted, "max@corp.test", Reach::Inside)
    );
}

#[test]
fn teams_reach_guests_and_other_tenants() {
    let strangers = r#","ParticipantInfo":{"HasForeignTenantUsers":true}"#;
    let seen = read(&mia("MessageSent", "MicrosoftTeams", 25, strangers));
    assert_eq!(
        (seen.kind, seen.workload, seen.reach),
        (Kind::MessageSent, Workload::Teams, Reach::Outside)
    );
    let seen = read(&mia("MessageCreatedHasLink", "MicrosoftTeams", 25, ""));
    assert_eq!((seen.reach, &*seen.detail), (Reach::None, "link in chat: "));
    let link = r#","CommunicationType":"OneOnOne","MessageURLs":["https://Corp.sharepoint.com/a","https://corp.sharepoint.com/b","https://share.test:8443/x"]"#;
    for operation in ["MessageCreatedHasLink", "MessageEditedHasLink"] {
        let seen = read(&mia(
            operation,
            "MicrosoftTeams",
            25,
            &format!("{link}{strangers}"),
        ));
        assert_eq!((seen.kind, seen.reach), (Kind::MessageSent, Reach::Outside));
        assert_eq!(seen.detail, "link in chat: corp.sharepoint.com, share.test");
    }
    let channel = format!(r#"{link},"TeamName":"RD","ChannelName":"General"{strangers}"#);
    assert!(
        read(&mia(
            "MessageCreatedHasLink",
            "MicrosoftTeams",
            25,
            &channel
        ))
        .detail
        .starts_with("link in channel: ")
    );
    assert_eq!(
        read(&mia("MessageSent", "MicrosoftTeams", 25, link)).detail,
        ""
    );
    let members = r#","TeamName":"RD","Members":[{"UPN":"max_evil.test#EXT#@corp.test","Role":2},{"UPN":"eva@corp.test","Role":0}]"#;
    let seen = read(&mia("MemberAdded", "MicrosoftTeams", 25, members));
    assert_eq!(
        (seen.kind, seen.reach, &*seen.target_domain, seen.items),
        (Kind::MemberAdded, Reach::Outside, "evil.test", 2)
    );
    assert_eq!(
        (&*seen.target, &*seen.container),
        ("max_evil.test#EXT#@corp.test; eva@corp.test", "RD")
    );
}
