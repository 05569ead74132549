//! Who may do what, about whom: role groups, admin units, need-to-know and separation of duties.
//!
//! Who is who: [`Access`] holds the rules, which are Cedar policies in `content/access` that people can read. A use case asks one literal
//! question, [`Access::ask`], next to its query, and bounds its lists by [`Access::bounds`]. [`Roster`] decides who may be given which
//! role. [`units_of`] says in which admin units a person is.
//!
//! Promises: what no rule allows is denied; what one rule forbids stays forbidden; the order of rules, roles and grants changes nothing; a
//! grant that has expired counts for nothing; a rule that fails refuses. Nothing here reads a clock, a file or a database.
//!
//! How answers become statuses: [`Decision::NotSignedIn`] is 401; [`Decision::OutOfSight`] is 404, with the very body of a thing that
//! does not exist; [`Decision::Forbidden`] is 403 with the reason; [`Decision::NeedsFresh`] asks to confirm who one is and try again.

mod bounds;
mod content;
mod deciding_humans;
mod duty;
mod facts;
mod reference;
mod renewal;
mod resource;
mod role;
mod roster;
mod rules;
mod unit;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use ombud_model::{Operation, Timestamp, Units};

pub use bounds::ListBounds;
pub use content::{ContentError, Sources, schema};
pub use deciding_humans::{DecidingHumans, rests};
pub use duty::{Duties, Duty, DutyConflict};
pub use reference::reference;
pub use renewal::Renewed;
pub use resource::{Kind, Resource, Subject};
pub use role::{CustomRole, Holders, InvalidRole, Mode, RoleGroup, group};
pub use roster::{Applicant, Finding, GrantRefused, Granted, RevokeRefused, Roster, Wanted};
pub use rules::Reason;
pub use unit::{Attributes, InvalidUnit, Rule, Unit, is_member, units_of};
pub use who::{Asker, Grant, InvalidRoleId, Principal, RoleId};

use bounds::RoleBound;
use facts::Facts;
use role::{EVERYONE, NOBODY, SOURCES};
use rules::{NO_ROLE, RuledRole, Rules, Verdict, WRONG_KIND};

/// The answer to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    Allowed {
        /// The role that allows it. Where several do, the first by name.
        role: RoleId,
        /// What bounds the list, where a list was asked for.
        bounds: ListBounds,
    },
    /// Must look exactly as if the thing did not exist.
    OutOfSight,
    /// In sight, but not to be done.
    Forbidden(Reason),
    NotSignedIn,
    /// Would be allowed to the same human after confirming who they are.
    NeedsFresh,
}

impl Decision {
    pub fn is_allowed(&self) -> bool {
        matches!(self, Decision::Allowed { .. })
    }
}

/// Why an [`Access`] cannot be built.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccessError {
    #[error(transparent)]
    Content(#[from] ContentError),
    #[error(transparent)]
    Role(#[from] InvalidRole),
}

/// The rules, ready to answer. Build it once and share it; build a new one when a custom role or the mode changes.
pub struct Access {
    rules: Rules,
    groups: Vec<RoleGroup>,
    custom: Vec<CustomRole>,
    duties: Duties,
    mode: Mode,
}

/// The roles that a caller has at the moment, each with how far it reaches.
struct Asking<'a> {
    caller: Asker<'a>,
    roles: Vec<(&'a RuledRole, &'a Units)>,
}

enum Judged<'a> {
    Allowed(&'a RoleId),
    NeedsFresh,
    Refused(u8),
}

impl Access {
    /// The rules that come with the program, and an installation's custom roles.
    pub fn new(custom: &[CustomRole], mode: Mode) -> Result<Self, AccessError> {
        Self::compile(Sources::builtin(), custom, mode)
    }

    /// As [`Access::new`], from other texts.
    pub fn compile(
        mut sources: Sources,
        custom: &[CustomRole],
        mode: Mode,
    ) -> Result<Self, AccessError> {
        let groups = RoleGroup::parse_all("roles.yaml", &sources.roles)?;
        let duties = Duties::parse("duties.yaml", &sources.duties)?;
        let mut roles: BTreeMap<RoleId, bool> = groups
            .iter()
            .map(|group| (group.id.clone(), group.oversees))
            .collect();
        if custom.len() > role::MOST {
            return Err(InvalidRole::TooMany.into());
        }
        for role in custom {
            role.check(&duties, &groups)?;
            if roles.insert(role.id.clone(), role.oversees).is_some() {
                return Err(InvalidRole::NamedTwice(role.id.clone()).into());
            }
            sources
                .cedar
                .push((format!("custom role `{}`", role.id), role.to_cedar()));
        }
        Ok(Self {
            rules: Rules::compile(&sources, &roles)?,
            groups,
            custom: custom.to_vec(),
            duties,
            mode,
        })
    }

    /// The question: may `caller` do this, with that, now?
    pub fn ask<'a>(
        &'a self,
        asker: impl Into<Asker<'a>>,
        operation: Operation,
        resource: &Resource,
        now: Timestamp,
    ) -> Decision {
        let asking = self.asking(asker.into(), now);
        match self.judge(&asking, operation, resource) {
            Judged::Allowed(role) => Decision::Allowed {
                role: role.clone(),
                bounds: self.bounds_of(&asking, operation),
            },
            _ if matches!(asking.caller, Asker::Nobody) => Decision::NotSignedIn,
            Judged::NeedsFresh => Decision::NeedsFresh,
            Judged::Refused(reason) if self.in_sight(&asking, resource) => {
                Decision::Forbidden(self.rules.reason(reason))
            }
            Judged::Refused(_) => Decision::OutOfSight,
        }
    }

    /// What bounds every list, search, count, export and stream of `operation` for `caller`, now.
    pub fn bounds<'a>(
        &'a self,
        asker: impl Into<Asker<'a>>,
        operation: Operation,
        now: Timestamp,
    ) -> ListBounds {
        self.bounds_of(&self.asking(asker.into(), now), operation)
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The role groups that come with the program.
    pub fn groups(&self) -> &[RoleGroup] {
        &self.groups
    }

    pub fn custom_roles(&self) -> &[CustomRole] {
        &self.custom
    }

    pub fn duties(&self) -> &Duties {
        &self.duties
    }

    /// Every reason for which something is refused, in the order in which they are given.
    pub fn reasons(&self) -> &[Reason] {
        self.rules.reasons()
    }

    /// What a role may do under some circumstances. `None`: there is no such role.
    pub fn operations(&self, role: &str) -> Option<&BTreeSet<Operation>> {
        self.rules
            .role(role)
            .and_then(|index| self.rules.roles.get(index))
            .map(|role| &role.operations)
    }

    /// Who may be given a role, and whether it is one for pilots. `None`: nobody is given such a role.
    fn given(&self, role: &str) -> Option<(Holders, bool)> {
        let group = self
            .groups
            .iter()
            .find(|group| group.id.as_str() == role)
            .map(|group| (group.held_by, group.pilot));
        group.or_else(|| {
            self.custom
                .iter()
                .find(|custom| custom.id.as_str() == role)
                .map(|custom| (custom.held_by, custom.pilot))
        })
    }

    /// Whether the role counts in the present mode.
    fn counts(&self, role: &str) -> bool {
        self.given(role)
            .is_some_and(|(_, pilot)| !pilot || self.mode == Mode::Pilot)
    }

    fn asking<'a>(&'a self, caller: Asker<'a>, now: Timestamp) -> Asking<'a> {
        let by_name = |name: &str| {
            self.rules
                .role(name)
                .and_then(|index| self.rules.roles.get(index))
        };
        let (base, grants): (&str, &[Grant]) = match caller {
            Asker::Nobody => (NOBODY, &[]),
            Asker::Source(_) => (SOURCES, &[]),
            Asker::Account(principal) => (EVERYONE, &principal.grants),
        };
        let mut roles: Vec<_> = by_name(base)
            .map(|role| (role, &Units::All))
            .into_iter()
            .collect();
        for grant in grants {
            let own = matches!(caller, Asker::Account(principal) if principal.party.account == grant.account);
            let reaches_somebody = !grant.units.reach_nobody();
            if own && reaches_somebody && grant.is_live(now) && self.counts(grant.role.as_str()) {
                roles.extend(by_name(grant.role.as_str()).map(|role| (role, &grant.units)));
            }
        }
        Asking { caller, roles }
    }

    fn judge<'a>(
        &self,
        asking: &Asking<'a>,
        operation: Operation,
        resource: &Resource,
    ) -> Judged<'a> {
        if resource.kind != Kind::of(operation) {
            return Judged::Refused(WRONG_KIND);
        }
        let facts = Facts::of_caller(asking.caller, operation).about(asking.caller, resource);
        let confirmed = facts.with(Facts::CONFIRMED, true);
        let mut allowed: Option<&RoleId> = None;
        let mut would_be = false;
        let mut reason: Option<u8> = None;
        for (role, units) in &asking.roles {
            let within = resource.concerns.within(units);
            match self
                .rules
                .verdict(role, operation, facts.with(Facts::WITHIN_UNITS, within))
            {
                Verdict::Allowed => {
                    allowed = Some(allowed.map_or(&role.id, |first| first.min(&role.id)))
                }
                // Of the rules that stand in the way of a role that could, the first is the reason.
                Verdict::Forbidden(why) if role.operations.contains(&operation) => {
                    reason = Some(reason.map_or(why, |first| first.min(why)));
                    let verdict = self.rules.verdict(
                        role,
                        operation,
                        confirmed.with(Facts::WITHIN_UNITS, within),
                    );
                    would_be |= facts.holds(Facts::IN_PERSON) && verdict == Verdict::Allowed;
                }
                Verdict::Forbidden(_) | Verdict::NotAllowed => {}
            }
        }
        match allowed {
            Some(role) => Judged::Allowed(role),
            None if would_be => Judged::NeedsFresh,
            None => Judged::Refused(reason.unwrap_or(NO_ROLE)),
        }
    }

    /// Whether the caller may know that the thing is there: it is one of a list that they may see, or there is only one of its kind.
    fn in_sight(&self, asking: &Asking<'_>, resource: &Resource) -> bool {
        let sight = resource.kind.sight();
        resource.is_list
            || sight.is_empty()
            || sight.iter().any(|operation| {
                matches!(self.judge(asking, *operation, resource), Judged::Allowed(_))
            })
    }

    fn bounds_of(&self, asking: &Asking<'_>, operation: Operation) -> ListBounds {
        let facts = Facts::of_caller(asking.caller, operation).with(Facts::WITHIN_UNITS, true);
        let bound = |(role, units): &(&RuledRole, &Units)| RoleBound {
            units: (*units).clone(),
            rows: RoleBound::rows(facts, |facts| {
                self.rules.verdict(role, operation, facts) == Verdict::Allowed
            }),
        };
        let able = asking
            .roles
            .iter()
            .filter(|(role, _)| role.operations.contains(&operation));
        let bounds = able.map(bound).filter(|bound| bound.rows != 0).collect();
        let except = match asking.caller {
            Asker::Account(principal) => principal.party.person,
            Asker::Nobody | Asker::Source(_) => None,
        };
        ListBounds { bounds, except }
    }
}

#[cfg(test)]
mod tests;
