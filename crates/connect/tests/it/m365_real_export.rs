//! The `m365` source over a real export of an audit log. Skipped where the shared data is absent.

use std::collections::HashSet;

use ombud_connect::source;
use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, Reach};

use crate::common;
use crate::m365::own;
use crate::m365_real::is_person;

/// Everything that an export holds: activities and rejections.
fn export() -> Option<(Vec<Activity<'static>>, Vec<String>)> {
    let bytes = common::shared("invictus-o365/ual.csv")?;
    let (settings, m365) = (Settings::default(), source("m365").unwrap());
    let context = common::context(&settings, None);
    let reader = ombud_connect::open(common::input(&bytes)).unwrap();
    m365.recognise(&reader.first().unwrap().record(), &context)
        .unwrap();
    let (mut seen, mut rejected) = (Vec::new(), Vec::new());
    for chunk in reader {
        chunk.unwrap().for_each(&mut |record, _, _| {
            let result = record.and_then(|record| {
                m365.normalise(&record, &context, &mut |activity| seen.push(own(activity)))
            });
            rejected.extend(result.err().map(|rejection| rejection.to_string()));
        });
    }
    Some((seen, rejected))
}

#[test]
fn a_real_export_is_read_to_the_last_row() {
    let Some((seen, rejected)) = export() else {
        return;
    };
    assert_eq!((seen.len() + rejected.len(), rejected.len()), (1574, 2));
    assert!(
        rejected
            .iter()
            .all(|reason| reason == "the column AuditData is empty"),
        "{rejected:?}"
    );
    assert_eq!(
        seen.iter()
            .map(|activity| (activity.time, activity.key))
            .collect::<HashSet<_>>()
            .len(),
        1000
    );
    assert_eq!(
        seen.iter()
            .map(|activity| activity.key)
            .collect::<HashSet<_>>()
            .len(),
        1000
    );
}

#[test]
fn only_people_of_a_real_export_are_people() {
    let Some((seen, _)) = export() else { return };
    let names = |wanted: bool| {
        let of = seen.iter().filter(|activity| is_person(activity) == wanted);
        of.map(|activity| activity.actor.identifier().to_lowercase())
            .collect::<HashSet<_>>()
    };
    let people = names(true);
    assert!(
        people
            .iter()
            .all(|name| name.ends_with("@dutchmasterz.onmicrosoft.com")),
        "{people:?}"
    );
    // Letter case aside, which differs between workloads: fifteen people.
    assert_eq!(people.len(), 15, "{people:?}");
    let services = names(false);
    assert!(
        services.contains("app@sharepoint")
            && services.contains("s-1-5-18")
            && services.contains("certificate")
    );
    assert!(
        services.contains("ffoservicepartneruser")
            && services.contains("9d8001cb-a159-4252-a3a1-c2dc689f322a")
    );
}

#[test]
fn situations_of_a_real_export_are_recognised() {
    let Some((seen, _)) = export() else { return };
    let find = |kind: Kind, time: &str| {
        let found = seen
            .iter()
            .find(|activity| activity.kind == kind && activity.time.to_string() == time);
        found.unwrap_or_else(|| panic!("no {kind} at {time}"))
    };
    // A rule named like business mail that sends invoices to another company.
    let rule = find(Kind::MailForwardingSet, "2021-06-15T10:09:55Z");
    assert_eq!(
        (&*rule.operation, &rule.actor),
        (
            "New-InboxRule",
            &Actor::Person("joey@dutchmasterz.onmicrosoft.com".into())
        )
    );
    assert_eq!(
        (&*rule.target_domain, rule.reach, &*rule.ip),
        ("financial-technology.com", Reach::Outside, "80.114.221.214")
    );
    assert_eq!(rule.detail, "Financial Reporting");
    // A mailbox forwarded, and the forwarding taken back ten seconds later.
    assert_eq!(
        find(Kind::MailForwardingSet, "2021-06-15T09:59:26Z").target,
        "ex@exdigy.net"
    );
    assert_eq!(
        find(Kind::SettingChanged, "2021-06-15T09:59:37Z").operation,
        "Set-Mailbox"
    );
    // One share: the open link reaches everybody, the records about groups reach nobody outside.
    let link = find(Kind::AnonymousLinkCreated, "2021-04-16T08:25:26Z");
    assert_eq!(
        (link.reach, &*link.object, &*link.extension),
        (Reach::Public, "Accounts Overview.docx", "docx")
    );
    let shared = seen
        .iter()
        .filter(|activity| activity.kind == Kind::FileShared);
    assert!(
        shared.clone().count() > 0
            && shared
                .clone()
                .all(|activity| activity.reach != Reach::Outside)
    );
    // The same file under all of its records.
    assert!(
        shared
            .clone()
            .all(|activity| activity.object_id == link.object_id)
    );
    // A mail with four attachments.
    let mail = find(Kind::MailSent, "2021-04-16T08:25:32Z");
    assert_eq!(
        (mail.items, mail.size, mail.reach),
        (4, Some(12_833), Reach::None)
    );
}

#[test]
fn sign_ins_roles_and_alerts_of_a_real_export_are_counted() {
    let Some((seen, _)) = export() else { return };
    let count = |kind: Kind| {
        seen.iter()
            .filter(|activity| activity.kind == kind)
            .map(|activity| activity.key)
            .collect::<HashSet<_>>()
            .len()
    };
    assert_eq!(
        (count(Kind::SignedIn), count(Kind::SignInFailed)),
        (226, 102)
    );
    let granted = seen
        .iter()
        .filter(|activity| activity.kind == Kind::RoleGranted && is_person(activity));
    assert!(
        granted.clone().count() > 0 && granted.clone().all(|activity| !activity.detail.is_empty())
    );
    assert!(
        seen.iter()
            .any(|activity| activity.detail == "Global Administrator")
    );
    let reset = seen
        .iter()
        .find(|activity| activity.operation == "Reset user password.")
        .unwrap();
    assert_eq!(
        (reset.kind, &*reset.target),
        (
            Kind::CredentialChanged,
            "PradeepG@dutchmasterz.onmicrosoft.com"
        )
    );
    assert_eq!(count(Kind::AlertRaised), 2);
}
