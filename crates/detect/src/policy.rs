//! Policies: made from templates, changed by `key=value` settings, compiled against the content before they are applied.

use std::collections::BTreeMap;

use ombud_model::insight::Insight;
use ombud_model::policy::{
    AlertVolume, IndicatorRule, InvalidPolicy, InvalidThresholds, Policy, Thresholds, Trigger,
};
use ombud_model::{IndicatorCode, PolicyId};

use crate::content::{Content, Indicator, Template};
use crate::score::Levels;

/// Why a policy is refused. Each says what to do instead.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("there is no template `{0}`: choose one of {1}")]
    UnknownTemplate(String, String),
    #[error("there is no indicator `{0}`: see the reference of indicators")]
    UnknownIndicator(String),
    #[error("indicator `{0}` is context: it can be a trigger but cannot be scored")]
    NotScored(String),
    #[error("indicator `{0}` is not part of the policy: switch it on with `indicator.{0}=on`")]
    NotInPolicy(String),
    #[error(
        "unknown setting `{0}`: use activation_days, look_back_days, alert_volume, enabled, thresholds.ID, weight.ID, indicator.ID \
         or trigger.ID"
    )]
    UnknownKey(String),
    #[error("`{1}` is no value for `{0}`: expected {2}")]
    Value(String, String, &'static str),
    #[error(transparent)]
    Thresholds(#[from] InvalidThresholds),
    #[error("weight of `{0}` is {1}: choose 1 to 10000")]
    Weight(String, u32),
    #[error(transparent)]
    Invalid(#[from] InvalidPolicy),
}

pub(crate) fn instantiate(
    content: &Content,
    template: &Template,
    name: &str,
    id: PolicyId,
) -> Policy {
    let rules = template
        .indicators
        .iter()
        .filter_map(|id| content.indicator(id))
        .map(|indicator| {
            (
                indicator.id.clone(),
                IndicatorRule {
                    thresholds: indicator.thresholds,
                    weight: indicator.weight,
                },
            )
        });
    Policy {
        id,
        name: name.to_owned(),
        template: template.id.clone(),
        enabled: true,
        alert_volume: template.alert_volume,
        activation_days: template.activation_days,
        look_back_days: template.look_back_days,
        triggers: template.triggers.clone(),
        indicators: rules.collect::<BTreeMap<_, _>>(),
    }
}

/// A policy from a template, changed by `settings` (`key`, `value`). Indicators are switched before their other settings are
/// applied; otherwise a later setting overrides an earlier one.
pub fn policy_from_template(
    content: &Content,
    template: &str,
    name: &str,
    id: PolicyId,
    settings: &[(String, String)],
) -> Result<Policy, PolicyError> {
    let found = content.template(template).ok_or_else(|| {
        let known: Vec<&str> = content
            .templates()
            .iter()
            .map(|template| template.id.as_str())
            .collect();
        PolicyError::UnknownTemplate(template.to_owned(), known.join(", "))
    })?;
    let mut policy = instantiate(content, found, name, id);
    let (switches, rest): (Vec<_>, Vec<_>) = settings
        .iter()
        .partition(|(key, _)| key.starts_with("indicator."));
    for (key, value) in switches.into_iter().chain(rest) {
        set(content, &mut policy, key.trim(), value.trim())?;
    }
    CompiledPolicy::new(content, policy.clone())?;
    Ok(policy)
}

fn set(content: &Content, policy: &mut Policy, key: &str, value: &str) -> Result<(), PolicyError> {
    let wrong = |expected| PolicyError::Value(key.to_owned(), value.to_owned(), expected);
    let number = || value.parse::<u32>().map_err(|_| wrong("a whole number"));
    let switch = || match value {
        "on" | "true" | "yes" => Ok(true),
        "off" | "false" | "no" => Ok(false),
        _ => Err(wrong("on or off")),
    };
    match key.split_once('.') {
        None => match key {
            "activation_days" => policy.activation_days = number()?,
            "look_back_days" => policy.look_back_days = number()?,
            "enabled" => policy.enabled = switch()?,
            "alert_volume" => {
                policy.alert_volume = match value {
                    "fewer" => AlertVolume::Fewer,
                    "default" => AlertVolume::Default,
                    "more" => AlertVolume::More,
                    _ => return Err(wrong("fewer, default or more")),
                }
            }
            _ => return Err(PolicyError::UnknownKey(key.to_owned())),
        },
        Some(("thresholds", id)) => {
            let counts = value
                .split(',')
                .map(|part| part.trim().parse())
                .collect::<Result<Vec<u32>, _>>()
                .ok();
            let counts = counts.and_then(|counts| <[u32; 3]>::try_from(counts).ok());
            let counts = counts.ok_or_else(|| wrong("three counts, such as 10,20,30"))?;
            rule(content, policy, id)?.thresholds = Thresholds::try_from(counts)?;
        }
        Some(("weight", id)) => rule(content, policy, id)?.weight = number()?,
        Some(("indicator", id)) => switch_indicator(content, policy, id, switch()?)?,
        Some(("trigger", id)) => {
            content
                .indicator(id)
                .ok_or_else(|| PolicyError::UnknownIndicator(id.to_owned()))?;
            policy.triggers.retain(|trigger| trigger.indicator != id);
            if value != "off" {
                let at_least = if value == "on" {
                    1
                } else {
                    number().map_err(|_| wrong("a count, on or off"))?
                };
                policy.triggers.push(Trigger {
                    indicator: id.to_owned(),
                    at_least,
                });
            }
        }
        Some(_) => return Err(PolicyError::UnknownKey(key.to_owned())),
    }
    Ok(())
}

fn rule<'a>(
    content: &Content,
    policy: &'a mut Policy,
    id: &str,
) -> Result<&'a mut IndicatorRule, PolicyError> {
    content
        .indicator(id)
        .ok_or_else(|| PolicyError::UnknownIndicator(id.to_owned()))?;
    policy
        .indicators
        .get_mut(id)
        .ok_or_else(|| PolicyError::NotInPolicy(id.to_owned()))
}

fn switch_indicator(
    content: &Content,
    policy: &mut Policy,
    id: &str,
    on: bool,
) -> Result<(), PolicyError> {
    let indicator = content
        .indicator(id)
        .ok_or_else(|| PolicyError::UnknownIndicator(id.to_owned()))?;
    if indicator.weight == 0 {
        return Err(PolicyError::NotScored(id.to_owned()));
    }
    if on {
        let rule = IndicatorRule {
            thresholds: indicator.thresholds,
            weight: indicator.weight,
        };
        policy.indicators.entry(id.to_owned()).or_insert(rule);
    } else {
        policy.indicators.remove(id);
    }
    Ok(())
}

/// How a policy counts one indicator, ready for arithmetic.
#[derive(Clone, Debug)]
pub(crate) struct CompiledRule {
    pub(crate) weight: u32,
    pub(crate) thresholds: Thresholds,
    pub(crate) levels: Levels,
}

fn put_rule(
    rules: &mut Vec<Option<CompiledRule>>,
    content: &Content,
    indicator: &Indicator,
    thresholds: Thresholds,
    weight: u32,
) {
    let at = usize::from(indicator.code.0);
    if rules.len() <= at {
        rules.resize_with(at + 1, || None);
    }
    if let Some(place) = rules.get_mut(at) {
        let levels = Levels::new(thresholds, content.scoring());
        *place = Some(CompiledRule {
            weight,
            thresholds,
            levels,
        });
    }
}

/// A policy checked against the content, with everything looked up. Build it once per version of the policy.
#[derive(Clone, Debug)]
pub struct CompiledPolicy {
    policy: Policy,
    /// Count within a day from which an indicator triggers, by indicator.
    triggers: BTreeMap<IndicatorCode, u64>,
    /// By the number of the code.
    rules: Vec<Option<CompiledRule>>,
    fingerprint: [u8; 32],
}

impl CompiledPolicy {
    pub fn new(content: &Content, policy: Policy) -> Result<Self, PolicyError> {
        policy.check()?;
        if content.template(&policy.template).is_none() {
            let known: Vec<&str> = content
                .templates()
                .iter()
                .map(|template| template.id.as_str())
                .collect();
            return Err(PolicyError::UnknownTemplate(
                policy.template.clone(),
                known.join(", "),
            ));
        }
        let mut triggers = BTreeMap::new();
        for trigger in &policy.triggers {
            let found = content.indicator(&trigger.indicator);
            let code = found
                .ok_or_else(|| PolicyError::UnknownIndicator(trigger.indicator.clone()))?
                .code;
            let at_least = u64::from(trigger.at_least.max(1));
            triggers
                .entry(code)
                .and_modify(|known: &mut u64| *known = at_least.min(*known))
                .or_insert(at_least);
        }
        let mut rules = Vec::new();
        // What stands by itself counts also where it is only a trigger, or only the indicator of the same acts is scored.
        let is_counted = |one: &&Indicator| {
            let with = one.counted_with.as_ref();
            one.stands.is_some()
                && (triggers.contains_key(&one.code)
                    || with.is_some_and(|id| policy.indicators.contains_key(id)))
        };
        for one in content.indicators().iter().filter(is_counted) {
            put_rule(&mut rules, content, one, one.thresholds, one.weight);
        }
        for (id, rule) in &policy.indicators {
            let indicator = content
                .indicator(id)
                .ok_or_else(|| PolicyError::UnknownIndicator(id.clone()))?;
            if indicator.weight == 0 {
                return Err(PolicyError::NotScored(id.clone()));
            }
            if !(1..=10_000).contains(&rule.weight) {
                return Err(PolicyError::Weight(id.clone(), rule.weight));
            }
            put_rule(&mut rules, content, indicator, rule.thresholds, rule.weight);
        }
        let fingerprint = crate::digest::policy_fingerprint(&policy);
        Ok(Self {
            policy,
            triggers,
            rules,
            fingerprint,
        })
    }

    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Hash of everything in the policy but its id.
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// Indicators that can bring a person in scope, with the count within a day from which they do.
    pub fn triggers(&self) -> impl Iterator<Item = (IndicatorCode, u64)> + '_ {
        self.triggers
            .iter()
            .map(|(&code, &at_least)| (code, at_least))
    }

    /// Whether the indicator can bring a person in scope.
    pub(crate) fn is_trigger(&self, indicator: IndicatorCode) -> bool {
        self.triggers.contains_key(&indicator)
    }

    /// How much there was within a day of each insight (all of the person's, normalised) whose indicator is a trigger, and how much is
    /// needed. A day is any 24 hours that end on it, in blocks of six hours, so that nothing hides by crossing midnight.
    pub(crate) fn within_a_day<'a>(
        &self,
        insights: &[&'a Insight],
    ) -> Vec<(&'a Insight, u64, u64)> {
        let mut latest: BTreeMap<IndicatorCode, &Insight> = BTreeMap::new();
        let strongest = |&insight: &&'a Insight| {
            let &needed = self.triggers.get(&insight.indicator)?;
            let before = latest.insert(insight.indicator, insight);
            let before = before.filter(|before| before.day.plus(1) == insight.day);
            let before = before.map(|before| before.blocks).unwrap_or_default();
            Some((insight, insight.blocks.most(&before), needed))
        };
        insights.iter().filter_map(strongest).collect()
    }

    /// Whether the indicator is scored.
    pub fn scores(&self, indicator: IndicatorCode) -> bool {
        self.rule(indicator).is_some()
    }

    pub(crate) fn rule(&self, indicator: IndicatorCode) -> Option<&CompiledRule> {
        self.rules
            .get(usize::from(indicator.0))
            .and_then(Option::as_ref)
    }
}
