//! Policies: made from templates, changed as files, applied at once to everything that is stored.

use ombud_access::{Kind, Resource};
use ombud_connect::yaml::from_yaml;
use ombud_detect::{CompiledPolicy, Content, policy_from_template};
use ombud_identity::OsEntropy;
use ombud_model::policy::Policy;
use ombud_model::{Operation, entropy};
use ombud_store::records::MarkDirty;
use serde::{Deserialize, Serialize};

use super::{Act, AppError, Author, Caller, Ombud, Why};

/// Whether a policy can work: every condition that must hold, in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyHealth {
    pub policy: String,
    pub healthy: bool,
    pub conditions: Vec<ombud_detect::Condition>,
}

/// A template that policies are made from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TemplateSummary {
    pub id: String,
    pub title: String,
    /// What it is for, in plain words.
    pub doc: String,
    /// Indicator ids of the triggers.
    pub triggers: Vec<String>,
    /// Ids of the indicators that are scored.
    pub indicators: Vec<String>,
}

/// A policy file: a policy without its id, which the program gives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    name: String,
    template: String,
    #[serde(default)]
    set: std::collections::BTreeMap<String, serde_norway::Value>,
}

impl Ombud {
    /// Creates a policy and assesses everybody under it. `set` holds `key=value` texts.
    pub async fn create_policy(
        &self,
        by: &Author,
        template: &str,
        name: &str,
        set: &[String],
    ) -> Result<Policy, AppError> {
        let settings = set
            .iter()
            .map(|text| pair(text))
            .collect::<Result<Vec<_>, _>>()?;
        if self.rules().named(name).is_ok() {
            return Err(AppError::Invalid(format!(
                "a policy named `{name}` exists already: choose another name, or change it with `ombud policy apply`"
            )));
        }
        self.put(by, template, name, &settings).await
    }

    /// Creates the policy that the file describes, or puts it in the place of the one with that name.
    pub async fn apply_policy(&self, by: &Author, text: &str) -> Result<Policy, AppError> {
        let file: PolicyFile = from_yaml(text)
            .map_err(|error| AppError::Invalid(format!("the policy file: {error}")))?;
        let settings = file
            .set
            .into_iter()
            .map(|(key, value)| Ok((key.clone(), plain(&key, value)?)))
            .collect::<Result<Vec<_>, AppError>>()?;
        self.put(by, &file.template, &file.name, &settings).await
    }

    async fn put(
        &self,
        by: &Author,
        template: &str,
        name: &str,
        settings: &[(String, String)],
    ) -> Result<Policy, AppError> {
        self.agreed().allows_template(template, self.clock.now())?;
        let rules = self.rules();
        let existing = rules.named(name).ok().map(CompiledPolicy::policy);
        if let Some(existing) = existing.filter(|policy| policy.template != template) {
            return Err(AppError::Invalid(format!(
                "policy `{name}` is made from template `{}`, which cannot be changed: choose another name",
                existing.template
            )));
        }
        let id = match existing {
            Some(policy) => policy.id,
            None => entropy::policy_id(&mut OsEntropy).map_err(AppError::internal)?,
        };
        let policy = policy_from_template(&self.content, template, name, id, settings)
            .map_err(|error| AppError::Invalid(error.to_string()))?;
        let operation = if existing.is_some() {
            Operation::ChangePolicy
        } else {
            Operation::CreatePolicy
        };
        let act = Act::new(operation)
            .on(id)
            .reason(&format!("policy `{name}` from template `{template}`"));
        self.record(by, act, async |_| {
            let now = self.clock.now();
            let records = self.store.records();
            records
                .transaction(async |work| {
                    work.put_policy(&policy, now).await?;
                    work.mark_dirty(MarkDirty::Everybody).await
                })
                .await?;
            self.reload().await?;
            self.assess_pending().await?;
            self.rewatch().await
        })
        .await?;
        Ok(policy)
    }

    pub fn find_policies(&self) -> Vec<Policy> {
        self.rules()
            .policies
            .iter()
            .map(|policy| policy.policy().clone())
            .collect()
    }

    pub fn find_policy(&self, name: &str) -> Result<Policy, AppError> {
        Ok(self.rules().named(name)?.policy().clone())
    }

    /// Every policy with the conditions under which it can work.
    pub async fn check_policies(&self) -> Result<Vec<PolicyHealth>, AppError> {
        let rules = self.rules();
        let mut all = Vec::new();
        for policy in &rules.policies {
            let Why { conditions, .. } = self.explain_policy(policy).await?;
            let healthy = conditions.iter().all(|condition| condition.met);
            all.push(PolicyHealth {
                policy: policy.policy().name.clone(),
                healthy,
                conditions,
            });
        }
        Ok(all)
    }

    /// Watches also whoever came in scope by a change of the rules.
    pub(super) async fn rewatch(&self) -> Result<(), AppError> {
        let watched = super::watched(&self.store).await?;
        self.ingest_state.watch.lock().watched.extend(watched);
        Ok(())
    }

    /// The templates that policies are made from. Whoever sees policies sees them.
    pub async fn list_templates(&self, caller: &Caller) -> Result<Vec<TemplateSummary>, AppError> {
        let list = Resource::list(Kind::Policy);
        self.authorize(caller, Operation::ListPolicies, list, async |_, _| {
            Ok(templates(&self.content))
        })
        .await
    }

    /// Policies by name.
    pub async fn list_policies(&self, caller: &Caller) -> Result<Vec<Policy>, AppError> {
        let list = Resource::list(Kind::Policy);
        self.authorize(caller, Operation::ListPolicies, list, async |_, _| {
            Ok(self.find_policies())
        })
        .await
    }
}

/// The templates that policies are made from.
pub fn templates(content: &Content) -> Vec<TemplateSummary> {
    let summary = |template: &ombud_detect::Template| TemplateSummary {
        id: template.id.clone(),
        title: template.title.clone(),
        doc: template.doc.clone(),
        triggers: template
            .triggers
            .iter()
            .map(|trigger| trigger.indicator.clone())
            .collect(),
        indicators: template.indicators.clone(),
    };
    content.templates().iter().map(summary).collect()
}

fn pair(text: &str) -> Result<(String, String), AppError> {
    let (key, value) = text
        .split_once('=')
        .ok_or_else(|| AppError::Invalid(format!("`{text}` is not of the form key=value")))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

/// A value as it would be written behind `--set`.
fn plain(key: &str, value: serde_norway::Value) -> Result<String, AppError> {
    use serde_norway::Value;
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(on) => Ok(if on { "on" } else { "off" }.to_owned()),
        Value::Sequence(items) => {
            let items = items
                .into_iter()
                .map(|item| plain(key, item))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(items.join(","))
        }
        _ => Err(AppError::Invalid(format!(
            "the policy file: `{key}` must be a text, a number, on or off, or a list"
        ))),
    }
}
