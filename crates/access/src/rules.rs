//! The rules: Cedar policies, read and checked once, and every answer they gave, kept.
//!
//! A question is a role, an operation and nine bits of facts, so there are finitely many. Each is put to Cedar at most a few times (threads
//! may do it at once; the answer is the same) and then read from a table of one byte per question.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Effect, Entities, Entity, EntityId,
    EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, PrincipalConstraint, Request,
    RestrictedExpression,
};
use ombud_model::Operation;

use super::content::{ContentError, Sources};
use super::facts::Facts;
use super::resource::Kind;
use super::role::GIVEN_BY_NOBODY;
use super::who::RoleId;

/// Why something in sight is refused: the rule, and what it says to the one who asked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reason {
    /// The id of the rule in `content/access`, or one of the three that the program adds: `no-role`, `wrong-kind`, `broken-rule`.
    pub id: Arc<str>,
    /// Lower-case, no full stop, naming nobody.
    pub text: Arc<str>,
}

/// The answer to one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Allowed,
    /// No rule allows it.
    NotAllowed,
    /// A rule forbids it: the index of its reason.
    Forbidden(u8),
}

const UNASKED: u8 = 0;
const ALLOWED: u8 = 1;
const NOT_ALLOWED: u8 = 2;
const FORBIDDEN: u8 = 3;

/// Reasons that the program adds, before those of the rules.
const OWN_REASONS: [(&str, &str); 3] = [
    ("no-role", "none of your role groups allows this"),
    (
        "wrong-kind",
        "the question names a thing that this operation is not about",
    ),
    (
        "broken-rule",
        "a rule cannot be applied, so nothing is allowed: tell an administrator",
    ),
];
pub(super) const NO_ROLE: u8 = 0;
pub(super) const WRONG_KIND: u8 = 1;
const BROKEN_RULE: u8 = 2;

/// A role as the rules know it.
pub(super) struct RuledRole {
    pub(super) id: RoleId,
    /// What its policies allow under some circumstances.
    pub(super) operations: BTreeSet<Operation>,
    uid: EntityUid,
    answers: Vec<AtomicU8>,
}

pub(super) struct Rules {
    policies: PolicySet,
    entities: Entities,
    authorizer: Authorizer,
    /// By id, ascending.
    pub(super) roles: Vec<RuledRole>,
    reasons: Vec<Reason>,
    rank: HashMap<PolicyId, u8>,
    actions: Vec<EntityUid>,
    kinds: BTreeMap<Kind, EntityUid>,
}

fn uid(type_name: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(type_name.clone(), EntityId::new(id))
}

fn type_name(name: &'static str) -> Result<EntityTypeName, ContentError> {
    EntityTypeName::from_str(name).map_err(|error| ContentError::Content {
        file: name.to_owned(),
        problem: error.to_string(),
    })
}

fn role_problem(id: &RoleId, problem: String) -> ContentError {
    ContentError::Content {
        file: format!("role `{id}`"),
        problem,
    }
}

/// A role as the policies see it.
fn role_entity(id: &RoleId, uid: EntityUid, oversees: bool) -> Result<Entity, ContentError> {
    let attribute = HashMap::from([(
        "oversees".to_owned(),
        RestrictedExpression::new_bool(oversees),
    )]);
    Entity::new(uid, attribute, HashSet::new()).map_err(|error| role_problem(id, error.to_string()))
}

impl Rules {
    /// `roles`: each role and whether it oversees; the roles that nobody is given are added.
    pub(super) fn compile(
        sources: &Sources,
        roles: &BTreeMap<RoleId, bool>,
    ) -> Result<Self, ContentError> {
        let role_type = type_name("Role")?;
        let mut rules = Self::without_policies()?;
        let mut operations: HashMap<EntityUid, BTreeSet<Operation>> = HashMap::new();
        for (file, text) in &sources.cedar {
            rules.read(file, text, &mut operations)?;
        }
        let mut roles: BTreeMap<RoleId, bool> = roles.clone();
        roles.extend(
            GIVEN_BY_NOBODY
                .iter()
                .filter_map(|name| Some((name.parse().ok()?, false))),
        );
        let mut entities = Vec::new();
        for (id, oversees) in roles {
            let uid = uid(&role_type, id.as_str());
            entities.push(role_entity(&id, uid.clone(), oversees)?);
            let operations = operations
                .remove(&uid)
                .ok_or_else(|| role_problem(&id, "no policy allows it anything".to_owned()))?;
            let answers = (0..Operation::ALL.len() * Facts::COUNT)
                .map(|_| AtomicU8::new(UNASKED))
                .collect();
            rules.roles.push(RuledRole {
                id,
                operations,
                uid,
                answers,
            });
        }
        if let Some(unknown) = operations.keys().next() {
            return Err(ContentError::Content {
                file: unknown.to_string(),
                problem: "roles.yaml does not describe it".to_owned(),
            });
        }
        rules.entities =
            Entities::from_entities(entities, None).map_err(|error| ContentError::Content {
                file: "roles.yaml".to_owned(),
                problem: error.to_string(),
            })?;
        Ok(rules)
    }

    /// Every operation and kind, and nothing about them yet.
    fn without_policies() -> Result<Self, ContentError> {
        let [action_type, kind_type] = [type_name("Action")?, type_name("Kind")?];
        Ok(Self {
            policies: PolicySet::new(),
            entities: Entities::empty(),
            authorizer: Authorizer::new(),
            roles: Vec::new(),
            reasons: OWN_REASONS
                .map(|(id, text)| Reason {
                    id: id.into(),
                    text: text.into(),
                })
                .to_vec(),
            rank: HashMap::new(),
            actions: Operation::ALL
                .iter()
                .map(|operation| uid(&action_type, operation.name()))
                .collect(),
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| (kind, uid(&kind_type, kind.name())))
                .collect(),
        })
    }

    fn read(
        &mut self,
        file: &str,
        text: &str,
        operations: &mut HashMap<EntityUid, BTreeSet<Operation>>,
    ) -> Result<(), ContentError> {
        let problem = |problem: String| ContentError::Content {
            file: file.to_owned(),
            problem,
        };
        let parsed = PolicySet::from_str(text).map_err(|error| problem(error.to_string()))?;
        if parsed.templates().next().is_some() {
            return Err(problem(
                "templates of policies are not used here: write the policy out".to_owned(),
            ));
        }
        // In the order of the text, which is the order in which reasons are given.
        let mut policies: Vec<&Policy> = parsed.policies().collect();
        policies.sort_by_key(|policy| place(policy.id()));
        for policy in policies {
            let id = policy
                .annotation("id")
                .ok_or_else(|| problem("a policy has no `@id`".to_owned()))?;
            let id = PolicyId::new(id);
            match policy.effect() {
                Effect::Permit => {
                    let (role, allowed) = permitted(policy).map_err(problem)?;
                    operations.entry(role).or_default().extend(allowed);
                }
                Effect::Forbid => {
                    let text = policy
                        .annotation("reason")
                        .ok_or_else(|| problem(format!("`{id}` gives no `@reason`")))?;
                    let rank = u8::try_from(self.reasons.len())
                        .ok()
                        .filter(|rank| rank.checked_add(FORBIDDEN).is_some());
                    let rank =
                        rank.ok_or_else(|| problem("there are too many rules".to_owned()))?;
                    self.reasons.push(Reason {
                        id: AsRef::<str>::as_ref(&id).into(),
                        text: text.into(),
                    });
                    self.rank.insert(id.clone(), rank);
                }
            }
            self.policies
                .add(policy.new_id(id))
                .map_err(|error| problem(error.to_string()))?;
        }
        Ok(())
    }

    pub(super) fn role(&self, id: &str) -> Option<usize> {
        self.roles
            .binary_search_by(|role| role.id.as_str().cmp(id))
            .ok()
    }

    pub(super) fn reason(&self, index: u8) -> Reason {
        let [(id, text), ..] = OWN_REASONS;
        self.reasons
            .get(usize::from(index))
            .cloned()
            .unwrap_or_else(|| Reason {
                id: id.into(),
                text: text.into(),
            })
    }

    /// All reasons for which the rules refuse, in the order in which they are given.
    pub(super) fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The answer for the role at `role`.
    pub(super) fn verdict(&self, role: &RuledRole, operation: Operation, facts: Facts) -> Verdict {
        let answer = role
            .answers
            .get(operation as usize * Facts::COUNT + facts.index());
        let known = answer.map_or(UNASKED, |answer| answer.load(Ordering::Relaxed));
        let code = match known {
            UNASKED => {
                let code = self.ask_cedar(role, operation, facts);
                if let Some(answer) = answer {
                    answer.store(code, Ordering::Relaxed);
                }
                code
            }
            known => known,
        };
        match code {
            ALLOWED => Verdict::Allowed,
            NOT_ALLOWED => Verdict::NotAllowed,
            code => Verdict::Forbidden(code.saturating_sub(FORBIDDEN)),
        }
    }

    fn ask_cedar(&self, role: &RuledRole, operation: Operation, facts: Facts) -> u8 {
        let Some(request) = self.request(role, operation, facts) else {
            return FORBIDDEN + BROKEN_RULE;
        };
        let response = self
            .authorizer
            .is_authorized(&request, &self.policies, &self.entities);
        // Cedar leaves out a policy that fails. If that one forbids, leaving it out would allow, so any failure refuses.
        if response.diagnostics().errors().next().is_some() {
            return FORBIDDEN + BROKEN_RULE;
        }
        match response.decision() {
            Decision::Allow => ALLOWED,
            Decision::Deny => {
                let rank = response
                    .diagnostics()
                    .reason()
                    .filter_map(|id| self.rank.get(id))
                    .min();
                rank.map_or(NOT_ALLOWED, |rank| rank.saturating_add(FORBIDDEN))
            }
        }
    }

    fn request(&self, role: &RuledRole, operation: Operation, facts: Facts) -> Option<Request> {
        let flags = Facts::NAMES.map(|(fact, name)| {
            (
                name.to_owned(),
                RestrictedExpression::new_bool(facts.holds(fact)),
            )
        });
        let case = (
            "case".to_owned(),
            RestrictedExpression::new_string(facts.case_name().to_owned()),
        );
        let context = Context::from_pairs(flags.into_iter().chain([case])).ok()?;
        let action = self.actions.get(operation as usize)?.clone();
        let kind = self.kinds.get(&Kind::of(operation))?.clone();
        Request::new(role.uid.clone(), action, kind, context, None).ok()
    }
}

/// Where a policy stands in its text: the reader numbers them `policy0`, `policy1` and so on.
fn place(id: &PolicyId) -> usize {
    AsRef::<str>::as_ref(id)
        .trim_start_matches("policy")
        .parse()
        .unwrap_or(usize::MAX)
}

/// The role and the operations of a permission. Both must be written out, so that the file says what the role may do.
fn permitted(policy: &Policy) -> Result<(EntityUid, BTreeSet<Operation>), String> {
    let PrincipalConstraint::Eq(role) = policy.principal_constraint() else {
        return Err("a permission must name one role: `principal == Role::\"…\"`".to_owned());
    };
    let ActionConstraint::In(actions) = policy.action_constraint() else {
        return Err("a permission must list its operations: `action in [ … ]`".to_owned());
    };
    let operations = actions
        .iter()
        .map(|action| action.id().unescaped().parse::<Operation>());
    Ok((
        role,
        operations
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())?,
    ))
}
