//! The reference page of roles, generated from the rules.

use std::fmt::Write;

use ombud_model::{Area, Operation};

use super::Access;
use super::role::EVERYONE;

const NOTE: &str = "<!-- Generated from content/access/ by `cargo xtask gen`. Do not edit. -->\n\n";

/// Writing to a string cannot fail.
macro_rules! line {
    ($out:expr, $($text:tt)*) => {{ let _ = writeln!($out, $($text)*); }};
}

/// Role groups, what each may do, which duties are kept apart, and every rule that refuses, as Markdown. The same for the same rules.
pub fn reference(access: &Access) -> String {
    let mut out = format!("{NOTE}# Roles\n\n");
    line!(
        out,
        "What each role group may do. The rules themselves stand in `content/access/`, one file per group, and are meant to be read."
    );
    line!(
        out,
        "\n| Role group | Comes for | Must never |\n|---|---|---|"
    );
    for group in access.groups() {
        line!(
            out,
            "| **{}** (`{}`) | {} | {} |",
            group.title,
            group.id,
            group.comes_for,
            group.never
        );
    }
    matrix(&mut out, access);
    line!(out, "\n## Duties that are kept apart\n");
    line!(
        out,
        "Nobody is given roles that together hold two duties of one line, unless the installation is a pilot.\n"
    );
    line!(out, "| Duty | Kept apart from | Because |\n|---|---|---|");
    let title = |id: &str| {
        access
            .duties()
            .duties
            .iter()
            .find(|duty| duty.id == id)
            .map_or(String::new(), |duty| duty.title.clone())
    };
    for conflict in &access.duties().conflicts {
        let [first, second] = &conflict.between;
        line!(
            out,
            "| {} | {} | {} |",
            title(first),
            title(second),
            conflict.reason
        );
    }
    line!(out, "\n## Why something is refused\n");
    line!(
        out,
        "When several rules refuse, the first of this table is named.\n\n| Rule | What it says |\n|---|---|"
    );
    for reason in access.reasons() {
        line!(out, "| `{}` | {} |", reason.id, reason.text);
    }
    out
}

fn matrix(out: &mut String, access: &Access) {
    line!(out, "\n## What each may do\n");
    line!(
        out,
        "`●` the role group allows it, within its admin units and the rules below. `◐` as `●`, after confirming within the last ten"
    );
    line!(
        out,
        "minutes who one is. *Own*: everybody who is signed in may do it with what is their own.\n"
    );
    let titles: Vec<&str> = access
        .groups()
        .iter()
        .map(|group| group.title.as_str())
        .collect();
    line!(
        out,
        "| Operation | What it is | {} | Own |",
        titles.join(" | ")
    );
    line!(out, "|---|---|{}:-:|", ":-:|".repeat(titles.len()));
    for operation in Operation::ALL {
        let allowed = |role: &str| {
            access
                .operations(role)
                .is_some_and(|all| all.contains(operation))
        };
        let mark = |allowed: bool| match (allowed, operation.assurance()) {
            (false, _) => "",
            (true, ombud_model::operation::Assurance::Session) => "●",
            (true, ombud_model::operation::Assurance::Fresh) => "◐",
        };
        let cells: Vec<&str> = access
            .groups()
            .iter()
            .map(|group| mark(allowed(group.id.as_str())))
            .collect();
        let own = mark(operation.area() == Area::Accounts && allowed(EVERYONE));
        line!(
            out,
            "| `{operation}` | {} | {} | {own} |",
            operation.describe(),
            cells.join(" | ")
        );
    }
}
