//! Records about accounts, data-loss prevention and settings.

use super::{Op, Record, colleague};
use crate::DOMAIN;
use crate::json::{Object, quoted};
use crate::names::WORDS;
use crate::random::Random;

impl Record<'_> {
    pub(super) fn sign_in(&self, out: &mut String, random: &mut Random) {
        let failed = self.event.op == Op::SignInFailed;
        let device = format!(
            r#"[{{"Name":"DisplayName","Value":"{}"}},{{"Name":"OS","Value":"Windows10"}}]"#,
            self.person.device
        );
        let object = self
            .common(
                out,
                if failed {
                    "UserLoginFailed"
                } else {
                    "UserLoggedIn"
                },
                15,
                "AzureActiveDirectory",
                &self.person.address,
            )
            .text("ActorIpAddress", self.ip(random))
            .text("ResultStatus", "Success")
            .text("ObjectId", "00000003-0000-0000-c000-000000000000")
            .raw("DeviceProperties", &device)
            .text("ErrorNumber", if failed { "50126" } else { "0" });
        if failed {
            object
                .text("LogonError", "InvalidUserNameOrPassword")
                .close()
        } else {
            object.close()
        }
    }

    pub(super) fn directory(&self, out: &mut String, random: &mut Random) {
        if self.event.op == Op::AccountDeleted {
            let target = format!(r#"[{{"ID":{},"Type":5}}]"#, quoted(&self.person.address));
            let operator = format!("accounts@{DOMAIN}");
            let object = self.common(out, "Delete user.", 8, "AzureActiveDirectory", &operator);
            object
                .text("ResultStatus", "Success")
                .text("ObjectId", &self.person.address)
                .raw("Target", &target)
                .close();
            return;
        }
        let whom = colleague(random);
        let role = random.pick(&[
            "Helpdesk Administrator",
            "Reports Reader",
            "Teams Administrator",
        ]);
        let changes =
            format!(r#"[{{"Name":"Role.DisplayName","NewValue":"\"{role}\"","OldValue":""}}]"#);
        self.common(
            out,
            "Add member to role.",
            8,
            "AzureActiveDirectory",
            &self.person.address,
        )
        .text("ResultStatus", "Success")
        .text("ObjectId", &whom)
        .raw(
            "Target",
            &format!(r#"[{{"ID":{},"Type":5}}]"#, quoted(&whom)),
        )
        .raw("ModifiedProperties", &changes)
        .close();
    }

    /// A match is recorded in the name of the service: the person stands in the metadata.
    pub(super) fn dlp(&self, out: &mut String, random: &mut Random) {
        let high = self.event.op == Op::DlpHigh;
        let rule = format!(
            r#"[{{"PolicyName":"Customer data","Rules":[{{"RuleName":"{} volume","Severity":"{}","ConditionsMatched":{{"SensitiveInformation":[{{"SensitiveInformationTypeName":"Credit Card Number","Count":{},"Confidence":85}}]}}}}]}}]"#,
            if high { "High" } else { "Low" },
            if high { "High" } else { "Low" },
            if high {
                random.between(50, 400)
            } else {
                random.between(1, 9)
            },
        );
        let extension = self.extension(random);
        let name = self.file_name(random, extension);
        let mut data = String::new();
        let mail = random.percent(50);
        if mail {
            Object::new(&mut data)
                .text("From", &self.person.address)
                .raw(
                    "To",
                    &format!(
                        "[{}]",
                        quoted(&if high {
                            self.outsider(random)
                        } else {
                            colleague(random)
                        })
                    ),
                )
                .text(
                    "Subject",
                    &format!("{} {}", random.pick(WORDS), random.pick(WORDS)),
                )
                .text("MessageID", &format!("<{}@{DOMAIN}>", random.guid()))
                .plain("RecipientCount", 1)
                .close();
        } else {
            let site = format!(
                "https://contoso.sharepoint.test/sites/{}",
                self.person.department.site()
            );
            Object::new(&mut data)
                .text("From", &self.person.address.to_uppercase())
                .text("FileName", &name)
                .text("FilePathUrl", &format!("{site}/Shared Documents/{name}"))
                .text("SiteCollectionUrl", &site)
                .text("UniqueID", &random.guid())
                .close();
        }
        let (kind, workload, field) = if mail {
            (13, "Exchange", "ExchangeMetaData")
        } else {
            (11, "SharePoint", "SharePointMetaData")
        };
        self.common(out, "DlpRuleMatch", kind, workload, "DlpAgent")
            .text("IncidentId", &random.guid())
            .text("ObjectId", &name)
            .raw("PolicyDetails", &rule)
            .raw(field, &data)
            .close();
    }

    pub(super) fn cmdlet(&self, out: &mut String) {
        let (operation, parameters) = match self.event.op {
            Op::AuditOff => (
                "Set-AdminAuditLogConfig",
                r#"[{"Name":"UnifiedAuditLogIngestionEnabled","Value":"False"}]"#.to_owned(),
            ),
            _ => {
                let identity = quoted(&self.person.address);
                let parameters = format!(
                    r#"[{{"Name":"Identity","Value":{identity}}},{{"Name":"AuditBypassEnabled","Value":"True"}}]"#
                );
                ("Set-MailboxAuditBypassAssociation", parameters)
            }
        };
        self.common(out, operation, 1, "Exchange", &self.person.address)
            .text("ResultStatus", "True")
            .text("ClientIP", &format!("{}:50233", self.person.office_ip))
            .raw("Parameters", &parameters)
            .close();
    }
}
