//! Role groups, which come with the program, and custom roles, which an installation defines.

use std::collections::BTreeSet;
use std::fmt::Write;

use ombud_model::{AccountKind, Operation};
use serde::{Deserialize, Serialize};

use super::ContentError;
use super::duty::Duties;
use super::who::RoleId;

/// Names of the role groups.
pub mod group {
    pub const ADMINISTRATORS: &str = "administrators";
    pub const ANALYSTS: &str = "analysts";
    pub const INVESTIGATORS: &str = "investigators";
    pub const OVERSEERS: &str = "overseers";
    pub const APPROVERS: &str = "approvers";
    pub const AUDITORS: &str = "auditors";
    pub const PLANNERS: &str = "planners";
    pub const RESPONDER: &str = "responder";
    pub const PILOT: &str = "pilot";
}

/// Roles that nobody is given: whoever is not signed in, whoever is, and a source with its push token.
pub(super) const NOBODY: &str = "nobody";
pub(super) const EVERYONE: &str = "everyone";
pub(super) const SOURCES: &str = "sources";
pub(super) const GIVEN_BY_NOBODY: [&str; 3] = [NOBODY, EVERYONE, SOURCES];

/// Whether the installation is a pilot, in which duties may be united, or in regular use, in which they may not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    Pilot,
    Regular,
}

/// Custom roles of one installation; the kept answers of each take about 32 KB.
pub(super) const MOST: usize = 200;

/// Who may be given a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holders {
    Humans,
    Integrations,
    Either,
}

impl Holders {
    pub fn admits(self, kind: AccountKind) -> bool {
        match self {
            Holders::Humans => kind == AccountKind::Human,
            Holders::Integrations => kind == AccountKind::Integration,
            Holders::Either => true,
        }
    }
}

/// A role group as it is described in `content/access/roles.yaml`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleGroup {
    pub id: RoleId,
    pub title: String,
    /// What its members come for.
    pub comes_for: String,
    /// What they must never be able to do.
    pub never: String,
    pub held_by: Holders,
    #[serde(default)]
    pub oversees: bool,
    #[serde(default)]
    pub pilot: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleGroups {
    groups: Vec<RoleGroup>,
}

impl RoleGroup {
    pub(super) fn parse_all(file: &str, text: &str) -> Result<Vec<Self>, ContentError> {
        let problem = |problem: String| ContentError::Content {
            file: file.to_owned(),
            problem,
        };
        let RoleGroups { groups } =
            serde_norway::from_str(text).map_err(|error| problem(error.to_string()))?;
        let ids: BTreeSet<&str> = groups
            .iter()
            .map(|group| group.id.as_str())
            .chain(GIVEN_BY_NOBODY)
            .collect();
        if ids.len() != groups.len() + GIVEN_BY_NOBODY.len() {
            return Err(problem(
                "two role groups have the same id, or one that is reserved".to_owned(),
            ));
        }
        Ok(groups)
    }
}

/// A role that an installation defines: a set of operations under a name. All rules hold for it as for every role group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomRole {
    pub id: RoleId,
    pub title: String,
    pub operations: BTreeSet<Operation>,
    pub held_by: Holders,
    /// Sees requests and cases without being a contributor to them.
    #[serde(default)]
    pub oversees: bool,
    /// Unites duties that are otherwise kept apart. Counts only while the installation is a pilot.
    #[serde(default)]
    pub pilot: bool,
}

/// Why a custom role cannot be defined.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidRole {
    #[error("there are more than {MOST} custom roles: remove those that nobody holds")]
    TooMany,
    #[error("`{0}` is the name of a role that comes with the program: choose another")]
    NameTaken(RoleId),
    #[error("two custom roles are named `{0}`: choose another name for one of them")]
    NamedTwice(RoleId),
    #[error(
        "the title of role `{0}` must be 1 to 110 bytes, without space at the ends and without control characters"
    )]
    Title(RoleId),
    #[error("role `{0}` allows nothing: name at least one operation")]
    Empty(RoleId),
    #[error(
        "role `{id}` unites the duties `{first}` and `{second}`: {reason}; split it, or mark it as a role for pilots"
    )]
    Conflict {
        id: RoleId,
        first: String,
        second: String,
        reason: String,
    },
}

impl CustomRole {
    /// What a custom role must be besides well-typed. `groups`: the role groups that come with the program.
    pub fn check(&self, duties: &Duties, groups: &[RoleGroup]) -> Result<(), InvalidRole> {
        let id = || self.id.clone();
        if GIVEN_BY_NOBODY.contains(&self.id.as_str())
            || groups.iter().any(|group| group.id == self.id)
        {
            return Err(InvalidRole::NameTaken(id()));
        }
        let title = self.title.trim();
        if title.is_empty()
            || title.len() > 110
            || title != self.title
            || title.chars().any(char::is_control)
        {
            return Err(InvalidRole::Title(id()));
        }
        if self.operations.is_empty() {
            return Err(InvalidRole::Empty(id()));
        }
        match duties.conflict(&self.operations, &self.operations) {
            Some(conflict) if !self.pilot => {
                let [first, second] = conflict.between.clone();
                Err(InvalidRole::Conflict {
                    id: id(),
                    first,
                    second,
                    reason: conflict.reason.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// The role as a policy like those in `content/access/roles`. Nothing in it needs escaping: names are plain by their types.
    pub fn to_cedar(&self) -> String {
        let id = &self.id;
        let mut text =
            format!("@id(\"{id}\")\npermit (\n  principal == Role::\"{id}\",\n  action in [\n");
        for operation in &self.operations {
            let _ = writeln!(text, "    Action::\"{operation}\",");
        }
        text.push_str("  ],\n  resource\n);\n");
        text
    }
}
