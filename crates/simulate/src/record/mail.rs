//! Records about mail and messages.

use super::{Op, Record, colleague};
use crate::DOMAIN;
use crate::json::{Object, quoted};
use crate::names::WORDS;
use crate::random::Random;

impl Record<'_> {
    pub(super) fn mail_read(&self, out: &mut String, random: &mut Random) {
        let messages: Vec<String> = (0..random.between(1, 4))
            .map(|_| format!(r#"{{"InternetMessageId":"<{}@{DOMAIN}>"}}"#, random.guid()))
            .collect();
        self.common(
            out,
            "MailItemsAccessed",
            50,
            "Exchange",
            &self.person.address,
        )
        .text("ClientIPAddress", self.ip(random))
        .text("ClientInfoString", "Client=OWA;Action=ViaProxy")
        .plain("LogonType", 0)
        .text("MailboxOwnerUPN", &self.person.address)
        .plain("OperationCount", messages.len())
        .raw(
            "OperationProperties",
            r#"[{"Name":"MailAccessType","Value":"Bind"}]"#,
        )
        .raw(
            "Folders",
            &format!(
                r#"[{{"Path":"\\Inbox","FolderItems":[{}]}}]"#,
                messages.join(",")
            ),
        )
        .close();
    }

    pub(super) fn mail_sent(&self, out: &mut String, random: &mut Random) {
        let op = self.event.op;
        // A file that stays the same is the one attachment.
        let attachments = match op {
            Op::MailOutsidePlain => 0,
            Op::MailInside => random.below(2),
            _ if self.file.is_some() => 1,
            _ => random.between(1, 3),
        };
        let attachments: Vec<String> = (0..attachments)
            .map(|_| {
                let extension = self.extension(random);
                let name = self.name(random, extension);
                format!("{name} ({}b)", self.file_size(random))
            })
            .collect();
        let to = match op {
            Op::MailInside => colleague(random),
            Op::MailHome => format!(
                "{}.contoso-test@gmail.com",
                self.person.user.trim_end_matches("@contoso.test")
            ),
            _ => self.outsider(random),
        };
        let subject = format!("{} {}", random.pick(WORDS), random.pick(WORDS));
        let id = random.guid();
        let mut item = String::new();
        Object::new(&mut item)
            .text("Subject", &subject)
            .text("Attachments", &attachments.join("; "))
            .text("InternetMessageId", &format!("<{id}@{DOMAIN}>"))
            .raw("To", &format!("[{}]", quoted(&to)))
            .plain("SizeInBytes", self.size(random))
            .close();
        self.common(out, "Send", 2, "Exchange", &self.person.address)
            .text("ResultStatus", "Succeeded")
            .text("ClientIPAddress", self.ip(random))
            .text("ClientInfoString", "Client=OWA;Action=ViaProxy")
            .plain("LogonType", 0)
            .text("MailboxOwnerUPN", &self.person.address)
            .raw("Item", &item)
            .close();
    }

    pub(super) fn teams(&self, out: &mut String, random: &mut Random) {
        let team = format!("{} team {}", self.person.department.site(), random.below(6));
        if self.event.op == Op::GuestAdded {
            let guest = self.outsider(random).replace('@', "_");
            let members = format!(
                r#"[{{"UPN":{},"Role":2}}]"#,
                quoted(&format!("{guest}#EXT#@{DOMAIN}"))
            );
            self.common(out, "MemberAdded", 25, "MicrosoftTeams", &self.person.user)
                .text("TeamName", &team)
                .raw("Members", &members)
                .close();
            return;
        }
        self.common(out, "MessageSent", 25, "MicrosoftTeams", &self.person.user)
            .text("TeamName", &team)
            .text("ChannelName", "General")
            .text("ChatThreadId", &format!("19:{}@thread.test", random.guid()))
            .text("CommunicationType", "Team")
            .close();
    }
}
