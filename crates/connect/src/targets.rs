//! Who received something, and how far outside that is.

use std::borrow::Cow;

use ombud_model::{Activity, Reach, TO_SELF};

use crate::text::{self, Inside};

/// Sets target, domain and reach from addresses: outside when one of them is. Text without a domain is shown but not judged.
pub(crate) fn set<'a>(activity: &mut Activity<'a>, inside: Inside<'_>, addresses: &[Cow<'a, str>]) {
    let domain = most_outside(inside, addresses);
    activity.reach = domain
        .as_ref()
        .map_or(Reach::None, |domain| reach(inside, domain));
    activity.target_domain = domain.unwrap_or_default();
    activity.target = match addresses {
        [] => Cow::Borrowed(""),
        [one] => one.clone(),
        many => {
            let mut joined = String::new();
            for address in many {
                text::append(&mut joined, address);
            }
            Cow::Owned(joined)
        }
    };
}

/// Says in the detail that one of the addresses outside is called like the sender's own: a private address, where its domain is one.
pub(crate) fn mark_self(
    activity: &mut Activity<'_>,
    inside: Inside<'_>,
    sender: &str,
    addresses: &[Cow<'_, str>],
) {
    if local(sender).next().is_none() {
        return;
    }
    let own = |address: &&str| {
        local(address).eq(local(sender)) && inside.is_outside(address) == Some(true)
    };
    let Some(domain) = addresses
        .iter()
        .map(|one| address(one))
        .find(own)
        .and_then(text::domain_of)
    else {
        return;
    };
    let more = if activity.detail.is_empty() {
        String::new()
    } else {
        format!("; {}", activity.detail)
    };
    activity.detail = Cow::Owned(format!("{TO_SELF}{}{more}", text::lower(domain)));
}

/// Letters and digits before the `@`, in lower case, without a tag: `Mia.K+x@corp.test` is `miak`.
fn local(address: &str) -> impl Iterator<Item = char> {
    let (local, _) = address.rsplit_once('@').unwrap_or_default();
    let (local, _) = local.split_once('+').unwrap_or((local, ""));
    local
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// Sets domain and reach from a domain or host, lower-case; nothing when it is empty.
pub(crate) fn set_domain<'a>(activity: &mut Activity<'a>, inside: Inside<'_>, domain: &'a str) {
    let Some(host) = text::host_of(domain) else {
        return;
    };
    activity.reach = reach(inside, host);
    activity.target_domain = text::lower(host);
}

fn reach(inside: Inside<'_>, domain: &str) -> Reach {
    if inside.holds(domain) {
        Reach::Inside
    } else {
        Reach::Outside
    }
}

/// The first domain that is outside, else the first domain.
fn most_outside<'a>(inside: Inside<'_>, addresses: &[Cow<'a, str>]) -> Option<Cow<'a, str>> {
    let domain = |address: &Cow<'a, str>| match address {
        Cow::Borrowed(address) => text::domain_of(address).map(text::lower),
        Cow::Owned(address) => {
            text::domain_of(address).map(|domain| Cow::Owned(domain.to_lowercase()))
        }
    };
    let outside = addresses
        .iter()
        .find(|address| inside.is_outside(address) == Some(true));
    match outside {
        Some(address) => domain(address),
        None => addresses.iter().find_map(domain),
    }
}

/// Addresses in one text: `smtp:a@b.test; "Mia" [SMTP:c@d.test]`. Names without an address are kept as they are.
pub(crate) fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split([';', ','])
        .map(address)
        .filter(|address| !address.is_empty())
}

/// One address without `smtp:`, brackets and display name.
fn address(text: &str) -> &str {
    let text = text.trim().trim_matches(['"', '\'']);
    let inner = match (text.rfind('['), text.rfind('<')) {
        (Some(open), _) => text.get(open + 1..).map(|rest| rest.trim_end_matches(']')),
        (None, Some(open)) => text.get(open + 1..).map(|rest| rest.trim_end_matches('>')),
        (None, None) => None,
    };
    let text = inner.filter(|inner| inner.contains('@')).unwrap_or(text);
    let text = if text::starts_with_ignore_case(text, "smtp:") {
        text.get(5..).unwrap_or(text)
    } else {
        text
    };
    text.trim()
}

#[cfg(test)]
mod tests {
    use ombud_model::settings::Settings;
    use ombud_model::{Actor, Kind, Timestamp};

    use super::*;

    #[test]
    fn the_most_outside_target_decides() {
        let settings = Settings {
            own_domains: vec!["corp2.test".into()],
            ..Settings::default()
        };
        for (addresses, reach, domain) in [
            (
                &["a@corp.test", "b@Gmail.com", "c@proton.me"][..],
                Reach::Outside,
                "gmail.com",
            ),
            (&["a@CORP2.test"], Reach::Inside, "corp2.test"),
            (&["Finance team"], Reach::None, ""),
            (&[], Reach::None, ""),
        ] {
            let at = Timestamp::from_millis(1_774_886_531_000).unwrap();
            let mut activity = Activity::new(
                at,
                1,
                Actor::Person("mia@corp.test".into()),
                Kind::MailSent,
                "Send",
            );
            let addresses: Vec<Cow<'_, str>> =
                addresses.iter().map(|&address| address.into()).collect();
            set(
                &mut activity,
                Inside::of("mia@corp.test", &settings),
                &addresses,
            );
            assert_eq!(
                (activity.reach, &*activity.target_domain),
                (reach, domain),
                "{addresses:?}"
            );
            assert_eq!(activity.target, addresses.join("; "));
        }
    }

    #[test]
    fn private_addresses_of_the_same_name_are_marked() {
        let settings = Settings {
            own_domains: vec!["corp2.test".into()],
            ..Settings::default()
        };
        for (sender, addresses, detail) in [
            (
                "Mia.K@corp.test",
                &["max@corp.test", "mia.k@Gmail.com"][..],
                "to self: gmail.com",
            ),
            (
                "mia.k@corp.test",
                &[
                    "max@rival.test",
                    "Mia K <mia_k+work@web.de>",
                    "miak@gmail.com",
                ],
                "to self: web.de",
            ),
            (
                "mia.k@corp.test",
                &["mia.k@partner.test"],
                "to self: partner.test",
            ),
            (
                "mia.k@corp.test",
                &["mia.k@corp2.test", "mia.k@corp.test"],
                "",
            ),
            (
                "mia.k@corp.test",
                &["mia.l@gmail.com", "mia@gmail.com", "k@gmail.com", "mia.k"],
                "",
            ),
            ("mia.k", &["mia.k@gmail.com"], ""),
            ("...@corp.test", &["--@gmail.com"], ""),
        ] {
            let at = Timestamp::from_millis(1_774_886_531_000).unwrap();
            let mut activity =
                Activity::new(at, 1, Actor::Person(sender.into()), Kind::MailSent, "Send");
            let addresses: Vec<Cow<'_, str>> =
                addresses.iter().map(|&address| address.into()).collect();
            mark_self(
                &mut activity,
                Inside::of(sender, &settings),
                sender,
                &addresses,
            );
            assert_eq!(activity.detail, detail, "{sender} to {addresses:?}");
        }
    }

    #[test]
    fn lists_of_addresses_come_apart() {
        let found: Vec<_> =
            split(r#"smtp:a@b.test; "Mia K" [SMTP:c@d.test],Max <e@f.test>;;Team"#).collect();
        assert_eq!(found, ["a@b.test", "c@d.test", "e@f.test", "Team"]);
    }
}
