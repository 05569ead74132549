//! What the sources deliver, with a canary in every field that may name a person.

use serde_json::{Value, json};

use crate::fixture;

const USER: &str = "Canary.Upn@contoso.test";
pub(super) const LEAVER: &str = "canary.leaver@contoso.test";
pub(super) const ADDRESS: &str = "203.0.113.207";

fn record(id: &str, operation: &str, record_type: u32, workload: &str, more: &Value) -> Value {
    let mut record = json!({
        "CreationTime": "2026-06-01T09:00:00", "Id": id, "Operation": operation, "RecordType": record_type, "Workload": workload,
        "UserId": USER, "UserKey": "i:0h.f|membership|canarykey@live.test", "UserType": 0, "Version": 1, "OrganizationId": "0",
        "ClientIP": format!("{ADDRESS}:443"), "ActorIpAddress": ADDRESS,
    });
    record
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    record
}

pub(super) fn files() -> Vec<Value> {
    [cloud_files(), device_files()].concat()
}

fn cloud_files() -> Vec<Value> {
    let own = "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test/Documents";
    let other = "https://contoso-my.sharepoint.com/personal/canary_other_contoso_test/Documents";
    let file = |folder: &str, name: &str| {
        json!({
            "ObjectId": format!("{folder}/{name}"), "SiteUrl": folder.trim_end_matches("Documents"), "SourceRelativeUrl": "Documents",
            "SourceFileName": name, "SourceFileExtension": "docx", "ItemType": "File", "DeviceDisplayName": "CANARYPC.contoso.test",
            "TargetUserOrGroupName": "canaryguest@partner.test", "TargetUserOrGroupType": "Guest",
        })
    };
    let guest = json!({"TargetUserOrGroupName": "canaryext_gmail.test#ext#@contoso.test", "TargetUserOrGroupType": "Guest"});
    let mut invited = file(other, "plan.docx");
    invited
        .as_object_mut()
        .unwrap()
        .extend(guest.as_object().unwrap().clone());
    vec![
        record(
            "f1",
            "FileDownloaded",
            6,
            "OneDrive",
            &file(own, "CV Canary Upn.docx"),
        ),
        record(
            "f2",
            "FileAccessed",
            6,
            "OneDrive",
            &file(other, "canary.upn notes.docx"),
        ),
        record(
            "f3",
            "SharingSet",
            14,
            "OneDrive",
            &file(own, "Upn, Canary.docx"),
        ),
        record("f4", "SharingInvitationCreated", 14, "SharePoint", &invited),
        record(
            "f5",
            "FileRenamed",
            6,
            "OneDrive",
            &file(
                "/personal/canary_upn_contoso_test/Documents",
                "CanaryUpn.docx",
            ),
        ),
    ]
}

fn device_files() -> Vec<Value> {
    let device = |path: &str, target: &str| {
        json!({
            "ObjectId": path, "DeviceName": "canary-laptop.contoso.test", "TargetFilePath": target, "Platform": 1, "FileExtension": "docx",
            "Application": "explorer.exe", "TargetDomain": "", "OriginatingDomain": "",
        })
    };
    vec![
        record(
            "d1",
            "FileCopiedToRemovableMedia",
            63,
            "Endpoint",
            &device("C:\\Users\\canaryfolder\\a.docx", "E:\\Canary Upn\\a.docx"),
        ),
        record(
            "d2",
            "FileCopiedToNetworkShare",
            63,
            "Endpoint",
            &device(
                "C:\\Users\\Canary Full Name\\b.docx",
                "\\\\canary-laptop\\c\\b.docx",
            ),
        ),
        record(
            "d3",
            "FileCreated",
            63,
            "Endpoint",
            &device("/Users/canarymac/c.docx", "/home/canarylinux/c.docx"),
        ),
        record(
            "d4",
            "FileUploadedToCloud",
            63,
            "Endpoint",
            &device("c:/users/canaryslash/d.docx", ""),
        ),
    ]
}

pub(super) fn mail() -> Vec<Value> {
    let mail = json!({
        "MailboxOwnerUPN": "canaryowner@contoso.test", "MailboxGuid": "1",
        "Item": {
            "Subject": "FW: Offer for Canary Upn <canarysubject@partner.test>", "Attachments": "Canary Upn.pdf (100b)",
            "To": ["canaryto@partner.test"], "Cc": ["\"Canary Cc\" <canarycc@partner.test>"], "Bcc": ["canarybcc@gmail.com"],
        },
    });
    let cmdlet = |parameters: Value| json!({"ObjectId": "EUR.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.test/canarymailbox", "Parameters": parameters});
    vec![
        record("m1", "Send", 2, "Exchange", &mail),
        record(
            "m2",
            "MailItemsAccessed",
            50,
            "Exchange",
            &json!({"MailboxOwnerUPN": "canaryowner@contoso.test", "OperationCount": 3}),
        ),
        record(
            "m3",
            "SoftDelete",
            3,
            "Exchange",
            &json!({
                "MailboxOwnerUPN": "canaryowner@contoso.test", "AffectedItems": [{"Subject": "Canary Upn: review"}],
                "Folder": {"Path": "\\Inbox\\canary.upn@contoso.test"},
            }),
        ),
        record(
            "m4",
            "New-InboxRule",
            1,
            "Exchange",
            &cmdlet(json!([
                {"Name": "ForwardTo", "Value": "\"Canary Forward\" [SMTP:canaryforward@partner.test]"}, {"Name": "Name", "Value": "to canaryrule@partner.test"},
            ])),
        ),
        record(
            "m5",
            "Set-Mailbox",
            1,
            "Exchange",
            &cmdlet(
                json!([{"Name": "ForwardingSmtpAddress", "Value": "smtp:canarysmtp@partner.test"}]),
            ),
        ),
        record(
            "m6",
            "Add-MailboxPermission",
            1,
            "Exchange",
            &cmdlet(json!([
                {"Name": "Identity", "Value": "canarymailbox"}, {"Name": "User", "Value": "canarydelegate@contoso.test"},
                {"Name": "AccessRights", "Value": "FullAccess"},
            ])),
        ),
    ]
}

pub(super) fn accounts_and_teams() -> Vec<Value> {
    let entra = |target: &str| {
        json!({
            "ObjectId": target, "Target": [{"ID": "User_1", "Type": 2}, {"ID": target, "Type": 5}, {"ID": "canarydisplay", "Type": 1}],
            "Actor": [{"ID": USER, "Type": 5}],
            "ModifiedProperties": [{"Name": "DisplayName", "NewValue": "[\"Canary New\"]", "OldValue": "[\"Canary Old\"]"}],
        })
    };
    let team = json!({
        "TeamName": "Design", "ChannelName": "General", "ItemName": "General",
        "Members": [{"UPN": "canarymember@contoso.test", "DisplayName": "Canary Member", "Role": 1},
                    {"UPN": "canaryguest_x.test#EXT#@contoso.test", "DisplayName": "Canary Guest", "Role": 2}],
    });
    vec![
        record(
            "e1",
            "UserLoggedIn",
            15,
            "AzureActiveDirectory",
            &json!({"ResultStatus": "Success"}),
        ),
        record(
            "e2",
            "Add user.",
            8,
            "AzureActiveDirectory",
            &entra("canaryadded@contoso.test"),
        ),
        record(
            "e3",
            "Delete user.",
            8,
            "AzureActiveDirectory",
            &entra("c0a7a1654e1a4e2cbdc4ec2ee3867d26canarydeleted@contoso.test"),
        ),
        record(
            "e4",
            "Add member to role.",
            8,
            "AzureActiveDirectory",
            &entra("canaryrole@contoso.test"),
        ),
        record(
            "e5",
            "Update user.",
            8,
            "AzureActiveDirectory",
            &entra("canaryupdated@contoso.test"),
        ),
        record("t1", "MemberAdded", 25, "MicrosoftTeams", &team),
        record("t2", "MessageCreatedHasLink", 25, "MicrosoftTeams", &team),
    ]
}

pub(super) fn matches_and_alerts() -> Vec<Value> {
    let policy = json!([{"PolicyName": "Cards", "Rules": [{"RuleName": "High volume", "Severity": "High", "ConditionsMatched": {
        "SensitiveInformation": [{"SensitiveType": "50842eb7", "Count": 9, "SensitiveInformationDetections": {"DetectedValues": [{"Name": "canaryvalue", "Value": "canaryvalue"}]}}]}}]}]);
    vec![
        record(
            "p1",
            "DlpRuleMatch",
            11,
            "OneDrive",
            &json!({"UserId": "DlpAgent", "PolicyDetails": policy, "SharePointMetaData": {
                "From": USER, "FileOwner": "Canary Owner", "FileName": "Canary Upn.docx", "itemCreationTime": "2026-06-01T09:00:00",
                "FilePathUrl": "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test/Documents/Canary Upn.docx",
                "SiteCollectionUrl": "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test",
            }}),
        ),
        record(
            "p2",
            "DlpRuleMatch",
            13,
            "Exchange",
            &json!({"UserId": "DlpAgent", "PolicyDetails": policy, "ExchangeMetaData": {
                "From": "canaryfrom@contoso.test", "To": ["canarydlpto@partner.test"], "CC": ["canarydlpcc@partner.test"],
                "Subject": "numbers of canaryfrom@contoso.test", "MessageID": "<canaryid@contoso.test>",
            }}),
        ),
        record(
            "a1",
            "AlertEntityGenerated",
            40,
            "SecurityComplianceCenter",
            &json!({
                "UserId": "SecurityComplianceAlerts", "AlertId": "1", "Name": "Alert about canaryalert@contoso.test", "Category": "ThreatManagement",
                "Severity": "High", "EntityType": "User", "AlertEntityId": "canaryentity@contoso.test",
                "Data": "{\"f3u\":\"canaryalert@contoso.test\",\"etype\":\"User\"}",
            }),
        ),
        record(
            "x1",
            "SomethingNew",
            999,
            "Unknown",
            &json!({"UserId": "CONTOSO\\canarysam", "ObjectId": "mailto:canaryobject@partner.test"}),
        ),
    ]
}

pub(super) fn log() -> Vec<Value> {
    let mut log = [files(), mail(), accounts_and_teams(), matches_and_alerts()].concat();
    for (number, mut quiet) in fixture::leaver_log().into_iter().enumerate() {
        if quiet["UserId"] == fixture::LEAVER {
            quiet["UserId"] = LEAVER.into();
            quiet["UserKey"] = LEAVER.into();
            if quiet["Workload"] == "Endpoint" {
                quiet["ObjectId"] =
                    format!("C:\\Users\\canaryleaver{number}\\Documents\\design {number}.docx")
                        .into();
                quiet["DeviceName"] = "CANARY-PC".into();
            }
        }
        log.push(quiet);
    }
    log
}

pub(super) const HR: &str = "HRScenario,EmailAddress,UserName,EmployeeFirstName,EmployeeLastName,ResignationDate,LastWorkingDate,EffectiveDate,Remarks,Rating\n\
    Resignation,canary.leaver@contoso.test,canaryleaver,Canary,Leaver,2026-06-20,2026-07-10,,Canary Boss was rude,\n\
    Performance review,CANARY.UPN@contoso.test,canaryupn,Canary,Upn,,,2026-06-02,says Canary Boss,2 - Below expectations\n\
    Performance improvement plan,canaryhr@contoso.test,x,Canary,Hr,,,2026-06-02,,1 - poor\n";

pub(super) fn alerts() -> Value {
    json!({"value": [{
        "id": "da1", "title": "Odd behaviour of canarygraph@contoso.test", "description": "Canary Graph did it", "category": "DefenseEvasion",
        "severity": "high", "status": "new", "serviceSource": "microsoftDefenderForEndpoint", "createdDateTime": "2026-06-03T10:00:00Z",
        "assignedTo": "canaryanalyst@contoso.test",
        "evidence": [
            {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "canarygraph", "domainName": "CONTOSO",
             "userPrincipalName": "canarygraph@contoso.test", "displayName": "Canary Graph"}},
            {"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": "canarydevice.contoso.test",
             "loggedOnUsers": [{"accountName": "canarylogged", "domainName": "CONTOSO"}]},
            {"@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": {"fileName": "tool.exe", "filePath": "C:\\Users\\canarygraph\\tools"}},
        ],
    }]})
}

pub(super) const MAPPING: &str = "time: at\nperson: who\noperation: did\npath: file\ntarget: to\ndetail: note\ndevice: host\nip: address\n";
