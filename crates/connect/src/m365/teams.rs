//! Teams: messages, chats and members.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Reach};
use serde_json::Value;

use super::{Case, Emit, targets, tree};
use crate::text;

pub(super) fn read<'a>(case: &Case<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    let name: &str = if record.channel_name.is_empty() { &record.item_name } else { &record.channel_name };
    activity.container = Cow::Borrowed(&record.team_name);
    activity.object = Cow::Borrowed(name);
    let members = record.members.value();
    let members: Vec<_> = tree::elements(&members).iter().filter(|member| !is_actor(case, member)).collect();
    if activity.kind == Kind::MemberAdded || !members.is_empty() {
        let addresses: Vec<_> = members.iter().map(|member| Cow::Owned(tree::text(member, "UPN").into_owned())).collect();
        targets::set(&mut activity, case.inside(), &addresses);
        activity.items = u32::try_from(members.len().max(1)).unwrap_or(u32::MAX);
    }
    let guest = members.iter().any(|member| {
        matches!(&*tree::text(member, "Role"), "2" | "Guest") || text::contains_ignore_case(&tree::text(member, "UPN"), "#ext#")
    });
    if (guest && activity.target_domain.is_empty()) || has_strangers(&record.participant_info.value()) {
        activity.reach = Reach::Outside;
    }
    emit(&activity);
}

fn is_actor(case: &Case<'_>, member: &Value) -> bool {
    tree::text(member, "UPN").eq_ignore_ascii_case(&case.record.user_id)
}

/// Whether people of other organisations, guests or unknown people take part.
fn has_strangers(participants: &Value) -> bool {
    ["HasForeignTenantUsers", "HasGuestUsers", "HasOtherGuestUsers", "HasUnauthenticatedUsers"]
        .into_iter()
        .any(|name| tree::flag(participants, name))
}
