//! Rules of assignment: to whom an alert is given when it is opened.
//!
//! Promises: an alert is given in the unit of work that opens it, and by no rule later; nobody is given an alert who may not decide on it,
//! does not see its person or is its person: then the next rule that fits counts.

use std::collections::BTreeMap;
use std::fmt::Write;

use ombud_access::{Kind, Resource};
use ombud_accounts::Account;
use ombud_model::alert::Alert;
use ombud_model::assignment::{AssignmentRule, AssignmentRules, MOST_RULES};
use ombud_model::plain_text::SavedName;
use ombud_model::review::{AlertEvent, AlertEventKind};
use ombud_model::{AccountId, Operation, PolicyId, Severity, UnitId};
use ombud_store::records::{AlertChange, AssessmentCommit};

use super::documents::{self, Read, StoredDocument};
use super::requests::assignment::WantedRule;
use super::{Act, AppError, Caller, Ombud};

/// The audit log holds what a change took away and added, up to so many bytes.
const LONGEST_DIFFERENCE: usize = 15_000;

/// Why a rule assigns nothing, or not all that it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssignmentProblem {
    /// The account is not there any more, or disabled.
    AssigneeGone,
    /// No role of the account allows to decide on alerts.
    AssigneeCannotDecide,
    /// The account's roles do not reach the unit.
    AssigneeOutOfUnit,
    PolicyGone,
    UnitGone,
}

/// One rule, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssignmentRuleSummary {
    pub name: SavedName,
    pub unit: Option<UnitId>,
    /// Name of the policy.
    pub policy: Option<String>,
    /// The least severity.
    pub severity: Option<Severity>,
    pub assignee: AccountId,
    pub problem: Option<AssignmentProblem>,
}

/// All rules, in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssignmentRuleList {
    /// 0 as long as nobody has saved any.
    pub version: u64,
    pub rules: Vec<AssignmentRuleSummary>,
}

impl StoredDocument for AssignmentRules {
    const KIND: &'static str = "assignment-rules";

    /// There is one.
    fn id(&self) -> String {
        String::new()
    }
}

/// The accounts that rules name and that can act, as callers.
type Assignees = BTreeMap<AccountId, Caller>;

impl Ombud {
    pub async fn list_assignment_rules(
        &self,
        caller: &Caller,
    ) -> Result<AssignmentRuleList, AppError> {
        let list = Resource::list(Kind::Settings);
        self.authorize(caller, Operation::ReadSettings, list, async |_, _| {
            self.assignment_rules_now().await
        })
        .await
    }

    /// Replaces all rules, if they are still at the version that the caller has seen. They count for alerts that are opened from now on.
    pub async fn change_assignment_rules(
        &self,
        caller: &Caller,
        version: u64,
        wanted: Vec<WantedRule>,
    ) -> Result<AssignmentRuleList, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.stored_rules().await?;
        let before = read.as_ref().map(|read| &read.value.0[..]);
        let before = before.unwrap_or_default().to_vec();
        let rules = self.meant_rules(wanted, &before).await;
        let mut act = Act::new(Operation::ChangeSettings).purpose("assignment-rules")?;
        if let Ok(rules) = &rules {
            act = act.reason(&difference(&before, rules)?);
        }
        let resource = Resource::settings();
        self.authorize(caller, act, resource, async |_, _| {
            let rules = AssignmentRules(rules?);
            let change = match &read {
                Some(read) => {
                    read.still_at(version)?;
                    documents::next(read, &rules)?
                }
                None if version == 0 => documents::new(&rules)?,
                None => {
                    return Err(AppError::Conflict(
                        "there are no rules at this version: look at them again".to_owned(),
                    ));
                }
            };
            documents::commit(self.store.records(), vec![change]).await?;
            self.assignment_rules_now().await
        })
        .await
    }

    /// Gives alerts that are about to be opened to those whom the rules name.
    pub(super) async fn assign_opened(
        &self,
        commit: &mut AssessmentCommit,
    ) -> Result<(), AppError> {
        let opens = |change: &AlertChange| matches!(change, AlertChange::Open(_));
        if !commit.alerts.iter().any(opens) {
            return Ok(());
        }
        let Some(rules) = self.stored_rules().await? else {
            return Ok(());
        };
        let rules = rules.value.0;
        let assignees = self.assignees(&rules).await?;
        for change in &mut commit.alerts {
            let AlertChange::Open(alert) = change else {
                continue;
            };
            let Some(rule) = self.rule_for(&rules, &assignees, alert) else {
                continue;
            };
            alert.assignee = Some(rule.assignee);
            let kind = AlertEventKind::Assigned {
                assignee: alert.assignee,
                rule: Some(rule.name.to_string()),
            };
            let event = AlertEvent {
                at: alert.opened,
                by: None,
                kind,
                note: None,
            };
            commit.events.push((alert.clone(), event));
        }
        Ok(())
    }

    /// The first rule that is about the alert and whose assignee can take it.
    fn rule_for<'a>(
        &self,
        rules: &'a [AssignmentRule],
        assignees: &Assignees,
        alert: &Alert,
    ) -> Option<&'a AssignmentRule> {
        let subject = self.subject(alert.person);
        let about =
            |rule: &&AssignmentRule| rule.fits(&subject.units, alert.policy, alert.severity);
        rules.iter().filter(about).find(|rule| {
            let resource = Resource::alert(subject.clone());
            assignees.get(&rule.assignee).is_some_and(|assignee| {
                self.ask(assignee, Operation::DecideAlert, &resource)
                    .is_ok()
            })
        })
    }

    async fn stored_rules(&self) -> Result<Option<Read<AssignmentRules>>, AppError> {
        documents::get(self.store.records(), "").await
    }

    async fn assignees(&self, rules: &[AssignmentRule]) -> Result<Assignees, AppError> {
        let mut assignees = Assignees::new();
        for rule in rules {
            if assignees.contains_key(&rule.assignee) {
                continue;
            }
            let id = rule.assignee.to_string();
            let account = documents::get::<Account>(self.store.records(), &id).await?;
            if let Some(read) = account.filter(|read| read.value.is_active()) {
                let principal = self.principal(&read.value, false, None);
                assignees.insert(rule.assignee, Caller::Account(principal));
            }
        }
        Ok(assignees)
    }

    async fn assignment_rules_now(&self) -> Result<AssignmentRuleList, AppError> {
        let Some(read) = self.stored_rules().await? else {
            return Ok(AssignmentRuleList {
                version: 0,
                rules: Vec::new(),
            });
        };
        let assignees = self.assignees(&read.value.0).await?;
        let names = self.rules();
        let shown = |rule: &AssignmentRule| AssignmentRuleSummary {
            name: rule.name.clone(),
            unit: rule.unit,
            policy: rule.policy.map(|policy| names.name_of(policy)),
            severity: rule.severity,
            assignee: rule.assignee,
            problem: self.problem_of(rule, &assignees),
        };
        Ok(AssignmentRuleList {
            version: read.version(),
            rules: read.value.0.iter().map(shown).collect(),
        })
    }

    fn problem_of(
        &self,
        rule: &AssignmentRule,
        assignees: &Assignees,
    ) -> Option<AssignmentProblem> {
        use AssignmentProblem as P;
        let rules = self.rules();
        if rule.policy.is_some_and(|id| rules.with_id(id).is_none()) {
            return Some(P::PolicyGone);
        }
        if rule.unit.is_some_and(|unit| !self.has_unit(unit)) {
            return Some(P::UnitGone);
        }
        let Some(assignee) = assignees.get(&rule.assignee) else {
            return Some(P::AssigneeGone);
        };
        let all = Resource::list(Kind::Alert);
        let Ok(permit) = self.ask(assignee, Operation::DecideAlert, &all) else {
            return Some(P::AssigneeCannotDecide);
        };
        let beyond = |unit| !permit.reaches_unit(unit);
        rule.unit
            .is_some_and(beyond)
            .then_some(P::AssigneeOutOfUnit)
    }

    fn has_unit(&self, unit: UnitId) -> bool {
        let governance = self.governance();
        governance.units.iter().any(|known| known.id == unit)
    }

    /// The rules that are meant. What a rule names is there, or was named before and is gone since.
    async fn meant_rules(
        &self,
        wanted: Vec<WantedRule>,
        before: &[AssignmentRule],
    ) -> Result<Vec<AssignmentRule>, AppError> {
        if wanted.len() > MOST_RULES {
            return Err(AppError::Invalid(format!(
                "there are at most {MOST_RULES} rules"
            )));
        }
        let mut rules = Vec::<AssignmentRule>::new();
        for (place, wanted) in wanted.into_iter().enumerate() {
            let wrong = |field: &str, why: &str| {
                AppError::Invalid(format!("`rules[{place}].{field}`: {why}"))
            };
            let (name, unit) = (wanted.name?, wanted.unit?);
            if rules.iter().any(|rule| rule.name.folded() == name.folded()) {
                return Err(wrong("name", "another rule has this name"));
            }
            let was_there = |unit| before.iter().any(|rule| rule.unit == Some(unit));
            if unit.is_some_and(|unit| !self.has_unit(unit) && !was_there(unit)) {
                return Err(wrong("unit", "there is no such unit"));
            }
            let policy = wanted.policy.as_deref();
            let policy = policy.map(|name| {
                let found = self.policy_meant(name, before);
                found.ok_or_else(|| wrong("policy", "there is no such policy"))
            });
            let assignee = wanted.assignee?;
            if !self.account_meant(assignee, before).await? {
                return Err(wrong("assignee", "there is no such account"));
            }
            rules.push(AssignmentRule {
                name,
                unit,
                policy: policy.transpose()?,
                severity: wanted.severity,
                assignee,
            });
        }
        Ok(rules)
    }

    fn policy_meant(&self, name: &str, before: &[AssignmentRule]) -> Option<PolicyId> {
        let rules = self.rules();
        let found = rules.named(name).ok().map(|policy| policy.policy().id);
        let mut known = before.iter().filter_map(|rule| rule.policy);
        found.or_else(|| known.find(|id| rules.name_of(*id) == name))
    }

    async fn account_meant(
        &self,
        account: AccountId,
        before: &[AssignmentRule],
    ) -> Result<bool, AppError> {
        let stored = documents::get::<Account>(self.store.records(), &account.to_string()).await?;
        Ok(stored.is_some() || before.iter().any(|rule| rule.assignee == account))
    }
}

/// What a change takes away and what it adds, a line each, with the place of the rule.
fn difference(before: &[AssignmentRule], after: &[AssignmentRule]) -> Result<String, AppError> {
    let lines = |rules: &[AssignmentRule]| -> Result<Vec<String>, AppError> {
        let line = |(place, rule): (usize, &AssignmentRule)| {
            let rule = serde_json::to_string(rule).map_err(AppError::internal)?;
            Ok(format!("{} {rule}", place + 1))
        };
        rules.iter().enumerate().map(line).collect()
    };
    let (before, after) = (lines(before)?, lines(after)?);
    let mut told = String::new();
    for line in before.iter().filter(|line| !after.contains(line)) {
        let _ = writeln!(told, "- {line}");
    }
    for line in after.iter().filter(|line| !before.contains(line)) {
        let _ = writeln!(told, "+ {line}");
    }
    match told.len() <= LONGEST_DIFFERENCE {
        true => Ok(told),
        false => Err(AppError::Invalid(
            "this changes more rules than one entry of the audit log holds: save it in steps"
                .to_owned(),
        )),
    }
}
