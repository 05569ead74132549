//! Why there is or is not an alert: the conditions of a policy for one person, or of a policy by itself, in order, each met or not.

use ombud_model::insight::Insight;

use crate::assess::{Judged, Observed, Rules, Scored};
use crate::baseline::Baselines;
use crate::content::Content;
use crate::policy::CompiledPolicy;
use crate::score::{BIT, score};

/// One condition and whether it holds. The first unmet one is the answer.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Condition {
    pub met: bool,
    pub text: String,
}

impl Condition {
    fn new(met: bool, text: impl Into<String>) -> Self {
        Self {
            met,
            text: text.into(),
        }
    }
}

/// What must hold for one person. Conditions after the first unmet one are left out where they make no sense without it.
pub fn why_person(
    content: &Content,
    policy: &CompiledPolicy,
    observed: &Observed<'_>,
    baselines: &Baselines,
) -> Vec<Condition> {
    let (name, insights) = (&policy.policy().name, observed.insights);
    let mut conditions = vec![enabled(policy), recognised(insights)];
    let rules = Rules::new(content, policy, observed, baselines);
    let Some(judged) = Judged::of(rules, observed) else {
        conditions.push(Condition::new(
            false,
            not_triggered(content, policy, insights),
        ));
        return conditions;
    };
    let scope = &judged.scopes.scope;
    conditions.push(Condition::new(
        true,
        format!(
            "in scope of `{name}` from {} to {}: {} on {}",
            scope.from, scope.until, scope.trigger, scope.triggered
        ),
    ));
    let scored = &judged.scored;
    let scorable = insights
        .iter()
        .filter(|insight| policy.scores(insight.indicator));
    let (inside, outside): (Vec<&Insight>, Vec<&Insight>) =
        scorable.partition(|insight| judged.scopes.contain(insight.day));
    conditions.push(in_scope(inside.len(), outside.len()));
    conditions.extend(decided_on(inside.len(), scored));
    conditions.extend(threshold(scored));
    conditions.extend(unusual(content, scored));
    let (scoring, volume) = (content.scoring(), policy.policy().alert_volume);
    let (score, bar) = (score(judged.evidence, scoring), scoring.bar(volume));
    conditions.extend(limited(content, &judged));
    let text = format!(
        "the score is {}; an alert is raised from {} (alert volume {volume})",
        score.0, bar.0
    );
    conditions.push(Condition::new(score >= bar, text));
    conditions
}

/// What must hold for a policy to raise any alert. `insights` says how many insights of an indicator the whole organisation has.
pub fn why_policy(
    content: &Content,
    policy: &CompiledPolicy,
    insights: &dyn Fn(ombud_model::IndicatorCode) -> u64,
) -> Vec<Condition> {
    let count = |codes: &mut dyn Iterator<Item = ombud_model::IndicatorCode>| {
        codes.map(insights).sum::<u64>()
    };
    let triggers = count(&mut policy.triggers().map(|(code, _)| code));
    let codes = content.indicators().iter().map(|indicator| indicator.code);
    let scored = count(&mut codes.filter(|&code| policy.scores(code)));
    let trigger = match triggers {
        0 => format!(
            "no activity can bring anybody in scope: there is none of {}",
            trigger_list(content, policy)
        ),
        n => format!("{n} daily insights can bring a person in scope"),
    };
    let activity = match scored {
        0 => "no activity matches an indicator of the policy".to_owned(),
        n => format!("{n} daily insights match an indicator of the policy"),
    };
    vec![
        enabled(policy),
        Condition::new(triggers > 0, trigger),
        Condition::new(scored > 0, activity),
    ]
}

fn enabled(policy: &CompiledPolicy) -> Condition {
    let name = &policy.policy().name;
    match policy.policy().enabled {
        true => Condition::new(true, format!("policy `{name}` is enabled")),
        false => Condition::new(false, format!("policy `{name}` is not enabled")),
    }
}

fn recognised(insights: &[Insight]) -> Condition {
    match insights.iter().filter(|one| !one.is_presence()).count() {
        0 => Condition::new(
            false,
            "none of the person's activities matches an indicator",
        ),
        n => Condition::new(true, format!("{n} daily insights recognised")),
    }
}

fn trigger_list(content: &Content, policy: &CompiledPolicy) -> String {
    let name = |(code, at_least): (ombud_model::IndicatorCode, u64)| {
        let id = content
            .by_code(code)
            .map_or("", |indicator| indicator.id.as_str());
        if at_least > 1 {
            format!("{id} ({at_least} a day)")
        } else {
            id.to_owned()
        }
    };
    policy.triggers().map(name).collect::<Vec<_>>().join(", ")
}

/// Says how near the nearest trigger came.
fn not_triggered(content: &Content, policy: &CompiledPolicy, insights: &[Insight]) -> String {
    let all: Vec<&Insight> = insights.iter().collect();
    let near = policy
        .within_a_day(&all)
        .into_iter()
        .map(|(insight, most, at_least)| {
            (
                most * 1000 / at_least.max(1),
                most,
                at_least,
                insight.indicator,
            )
        })
        .max();
    let list = trigger_list(content, policy);
    match near {
        None => format!("no trigger: nothing of {list}"),
        Some((_, most, at_least, code)) => {
            let id = content
                .by_code(code)
                .map_or("", |indicator| indicator.id.as_str());
            format!(
                "no trigger: {id} reached {most} a day, {at_least} are needed; triggers are {list}"
            )
        }
    }
}

fn in_scope(inside: usize, outside: usize) -> Condition {
    match inside {
        0 if outside > 0 => Condition::new(
            false,
            format!("{outside} insights could be scored, but all lie outside of the scope"),
        ),
        0 => Condition::new(false, "no insight of an indicator that the policy scores"),
        n => Condition::new(true, format!("{n} insights in scope are scored")),
    }
}

/// What counts no more because an alert was decided on.
fn decided_on(inside: usize, scored: &[Scored<'_>]) -> Option<Condition> {
    let left = scored.len();
    (left < inside).then(|| {
        Condition::new(
            left > 0,
            format!(
                "{} of them were seen when an alert was decided on, and count no more; {left} are left",
                inside - left
            ),
        )
    })
}

/// The insight that came nearest to its low threshold.
fn threshold(scored: &[Scored<'_>]) -> Option<Condition> {
    let share = |one: &Scored<'_>| one.unseen().total * 1000 / u64::from(one.rule.thresholds.low());
    let best = scored
        .iter()
        .max_by_key(|one| (share(one), std::cmp::Reverse(one.insight.day)))?;
    let text = format!(
        "the highest count is {} of {} on {}; the low threshold is {}",
        best.unseen().total,
        best.indicator.id,
        best.insight.day,
        best.rule.thresholds.low()
    );
    Some(Condition::new(share(best) >= 1000, text))
}

/// What volume and time alone do not say.
fn limited(content: &Content, judged: &Judged<'_>) -> Option<Condition> {
    let (share, scoring) = (judged.share(), content.scoring());
    share.is_limited().then(|| {
        let text = format!(
            "how much was done, and when, would be a score of {} by itself; it counts as {} and stays below {}: more takes sensitive or priority content, an \
             unallowed domain, or something that says more than that somebody is busy",
            score(share.alone, scoring).0,
            score(share.counted, scoring).0,
            scoring.alone.limit().0
        );
        Condition::new(true, text)
    })
}

fn unusual(content: &Content, scored: &[Scored<'_>]) -> Option<Condition> {
    if let Some(one) = scored.iter().find(|one| one.indicator.stands.is_some()) {
        let text = format!(
            "{} on {} stands by itself: however usual, it opens an alert at the default volume",
            one.indicator.id, one.insight.day
        );
        return Some(Condition::new(true, text));
    }
    let best = scored
        .iter()
        .max_by_key(|one| (one.surprises.total, std::cmp::Reverse(one.insight.day)))?;
    let needed = content.scoring().discount.full_bits;
    let text = format!(
        "the most unusual is {} of {} on {} with {}.{} bits of surprise; below {needed} it is discounted as usual",
        best.unseen().total,
        best.indicator.id,
        best.insight.day,
        best.surprises.total / BIT,
        best.surprises.total % BIT * 10 / BIT
    );
    Some(Condition::new(best.surprises.total >= needed * BIT, text))
}
