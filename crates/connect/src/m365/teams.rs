//! Teams: messages, chats and members.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Reach};
use serde_json::Value;

use super::{Emit, SourceRecord, tree};
use crate::{targets, text, who};

/// Hosts of links that are listed.
const MOST_HOSTS: usize = 5;

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    let name: &str = if record.channel_name.is_empty() {
        &record.item_name
    } else {
        &record.channel_name
    };
    activity.container = Cow::Borrowed(&record.team_name);
    activity.object = Cow::Borrowed(name);
    let members = record.members.value();
    let members: Vec<_> = tree::elements(&members)
        .iter()
        .filter(|member| !is_actor(case, member))
        .collect();
    if activity.kind == Kind::MemberAdded || !members.is_empty() {
        let addresses: Vec<_> = members
            .iter()
            .map(|member| Cow::Owned(tree::text(member, "UPN").into_owned()))
            .collect();
        targets::set(&mut activity, case.inside(), &addresses);
        activity.items = u32::try_from(members.len().max(1)).unwrap_or(u32::MAX);
    }
    let guest = members.iter().any(|member| {
        matches!(&*tree::text(member, "Role"), "2" | "Guest")
            || who::is_guest(&tree::text(member, "UPN"))
    });
    if activity.kind == Kind::MessageSent && record.operation.contains("HasLink") {
        activity.detail = links(case);
    }
    if (guest && activity.target_domain.is_empty())
        || has_strangers(&record.participant_info.value())
    {
        activity.reach = Reach::Outside;
    }
    emit(&activity);
}

/// Where the links stand and the hosts that they lead to: `link in chat: corp.sharepoint.com`. A chat belongs to no team.
fn links(case: &SourceRecord<'_>) -> Cow<'static, str> {
    let record = case.record;
    let place = if record.team_name.is_empty() && record.channel_name.is_empty() {
        "chat"
    } else {
        "channel"
    };
    let tree = case.tree().unwrap_or(Value::Null);
    let urls = tree::nested(&tree, "MessageURLs");
    let mut hosts: Vec<String> = Vec::new();
    for url in tree::elements(&urls) {
        let url = tree::scalar(url);
        let Some(host) = text::host_of(&url).map(str::to_ascii_lowercase) else {
            continue;
        };
        if hosts.len() < MOST_HOSTS && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    Cow::Owned(format!("link in {place}: {}", hosts.join(", ")))
}

fn is_actor(case: &SourceRecord<'_>, member: &Value) -> bool {
    tree::text(member, "UPN").eq_ignore_ascii_case(&case.record.user_id)
}

/// Whether people of other organisations, guests or unknown people take part.
fn has_strangers(participants: &Value) -> bool {
    [
        "HasForeignTenantUsers",
        "HasGuestUsers",
        "HasOtherGuestUsers",
        "HasUnauthenticatedUsers",
    ]
    .into_iter()
    .any(|name| tree::flag(participants, name))
}
