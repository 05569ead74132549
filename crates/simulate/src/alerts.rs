//! Alerts of security products about people and devices, as Microsoft Graph returns them.

use ombud_model::Day;

use crate::Options;
use crate::json::{Object, quoted};
use crate::organisation::{Person, stream};
use crate::random::Random;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Alert {
    pub(crate) person: u32,
    pub(crate) day: Day,
    /// Hour of the day, UTC.
    pub(crate) hour: u32,
    pub(crate) category: &'static str,
    pub(crate) title: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) determination: &'static str,
}

impl Alert {
    pub(crate) const fn new(
        person: u32,
        day: Day,
        hour: u32,
        category: &'static str,
        title: &'static str,
        severity: &'static str,
    ) -> Self {
        Self {
            person,
            day,
            hour,
            category,
            title,
            severity,
            determination: "unknown",
        }
    }
}

/// What happens anyway: one person in fifty clicks on something.
pub(crate) fn everyday(options: &Options, people: &[Person], alerts: &mut Vec<Alert>) {
    for person in people {
        let mut random = Random::named([options.seed, stream::ALERTS, u64::from(person.index), 0]);
        if random.percent(2) {
            let day = options
                .start
                .plus(random.below(u64::from(options.days)) as i32);
            let title = random.pick(&[
                "A suspicious link was clicked",
                "A mail with a suspicious link was reported",
            ]);
            alerts.push(Alert::new(
                person.index,
                day,
                random.between(6, 18) as u32,
                "InitialAccess",
                title,
                "low",
            ));
        }
    }
    alerts.sort_by_key(|alert| (alert.day, alert.hour, alert.person));
}

/// One alert as a JSON object.
pub(crate) fn write(out: &mut String, seed: u64, number: u64, alert: &Alert, person: &Person) {
    let mut random = Random::named([seed, stream::ALERTS, u64::from(alert.person), number + 1]);
    let time = format!(
        "{}T{:02}:{:02}:{:02}Z",
        alert.day,
        alert.hour,
        random.below(60),
        random.below(60)
    );
    let account = format!(
        r#"{{"accountName":{},"domainName":"CONTOSO","userPrincipalName":{}}}"#,
        quoted(&format!("{}.{}", person.first, person.last).to_lowercase()),
        quoted(&person.address),
    );
    let evidence = format!(
        r##"[{{"@odata.type":"#microsoft.graph.security.userEvidence","createdDateTime":"{time}","roles":["policyViolator"],"userAccount":{account}}},{{"@odata.type":"#microsoft.graph.security.deviceEvidence","createdDateTime":"{time}","deviceDnsName":"{}.contoso.test","loggedOnUsers":[{account}]}}]"##,
        person.device.to_lowercase(),
    );
    Object::new(out)
        .text("id", &format!("da{}", random.guid().replace('-', "")))
        .text("title", alert.title)
        .text("category", alert.category)
        .text("severity", alert.severity)
        .text("status", "new")
        .text("classification", "unknown")
        .text("determination", alert.determination)
        .text("serviceSource", "microsoftDefenderForEndpoint")
        .text("detectionSource", "microsoftDefenderForEndpoint")
        .text("createdDateTime", &time)
        .text("firstActivityDateTime", &time)
        .text("lastActivityDateTime", &time)
        .text("lastUpdateDateTime", &time)
        .raw("evidence", &evidence)
        .close();
}
