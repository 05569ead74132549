//! The `m365` source over records of the directory: accounts, roles and sign-ins.

use ombud_model::{Activity, Kind, Outcome, Reach};

use crate::m365::{mia, person, read};

fn directory(operation: &str, target: &str, changes: &str) -> Activity<'static> {
    let more = format!(
        r#","ResultStatus":"Success","ObjectId":"{target}","Target":[{{"ID":"User_1","Type":2}},{{"ID":"{target}","Type":5}}],"ModifiedProperties":[{changes}]"#
    );
    read(&mia(operation, "AzureActiveDirectory", 8, &more))
}

#[test]
fn accounts_and_roles() {
    let role = r#"{"Name":"Role.DisplayName","NewValue":"\"Global Administrator\"","OldValue":""}"#;
    let seen = directory("Add member to role.", "max@corp.test", role);
    assert_eq!(
        (seen.kind, &*seen.detail, &*seen.target),
        (Kind::RoleGranted, "Global Administrator", "max@corp.test")
    );
    assert_eq!(
        (&*seen.operation, person(&seen)),
        ("Add member to role.", "Mia.K@corp.test".to_owned())
    );

    let deleted = directory(
        "Delete user.",
        "c0a7a1654e1a4e2cbdc4ec2ee3867d26max@corp.test",
        "",
    );
    assert_eq!(
        (deleted.kind, person(&deleted), &*deleted.detail),
        (
            Kind::AccountDeleted,
            "max@corp.test".to_owned(),
            "by an administrator"
        )
    );
    let disabled = directory("Disable account.", "max@corp.test", "");
    assert_eq!(
        (disabled.kind, person(&disabled)),
        (Kind::AccountDisabled, "max@corp.test".to_owned())
    );
    let updated = r#"{"Name":"AccountEnabled","NewValue":"[false]","OldValue":"[true]"}"#;
    assert_eq!(
        directory("Update user.", "max@corp.test", updated).kind,
        Kind::AccountDisabled
    );
    let plain = directory(
        "Update user.",
        "max@corp.test",
        r#"{"Name":"City","NewValue":"[\"Bern\"]","OldValue":"[]"}"#,
    );
    assert_eq!(
        (plain.kind, &*plain.detail, person(&plain)),
        (Kind::DirectoryChanged, "City", "Mia.K@corp.test".to_owned())
    );
}

#[test]
fn applications_credentials_and_guests() {
    assert_eq!(
        directory("Consent to application.", "App", "").kind,
        Kind::AppConsented
    );
    assert_eq!(
        directory(
            "Update application – Certificates and secrets management ",
            "App",
            ""
        )
        .kind,
        Kind::CredentialChanged
    );
    assert_eq!(
        directory("Reset user password.", "max@corp.test", "").kind,
        Kind::CredentialChanged
    );
    let guest = directory(
        "Invite external user.",
        "max_evil.test#EXT#@corp.onmicrosoft.test",
        "",
    );
    assert_eq!(
        (guest.kind, guest.reach, &*guest.target_domain),
        (Kind::AccountCreated, Reach::Outside, "evil.test")
    );
}

#[test]
fn the_error_decides_whether_a_sign_in_succeeded() {
    let at = |operation, more: &str| {
        read(&mia(
            operation,
            "AzureActiveDirectory",
            15,
            &format!(r#","ResultStatus":"Success"{more}"#),
        ))
    };
    assert_eq!(
        at("UserLoggedIn", r#","ErrorNumber":"0""#).kind,
        Kind::SignedIn
    );
    for failed in [
        at(
            "UserLoginFailed",
            r#","ErrorNumber":"50126","LogonError":"InvalidUserNameOrPassword""#,
        ),
        at(
            "UserLoggedIn",
            r#","LogonError":"InvalidUserNameOrPassword""#,
        ),
    ] {
        assert_eq!(
            (failed.kind, failed.outcome, &*failed.detail),
            (
                Kind::SignInFailed,
                Outcome::Failed,
                "InvalidUserNameOrPassword"
            )
        );
    }
    let json = mia(
        "UserLoggedIn",
        "AzureActiveDirectory",
        15,
        r#","ActorIpAddress":"[2603:1026::1]:25""#,
    )
    .replace("203.0.113.9:4711", "");
    assert_eq!(read(&json).ip, "2603:1026::1");
}
