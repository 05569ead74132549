//! Small helpers: insights by hand, a population, an assessment.

use ombud_detect::{Baselines, CompiledPolicy, Content, Observed, assess, policy_from_template};
use ombud_model::assessment::Assessment;
use ombud_model::insight::{Facets, Insight, normalise};
use ombud_model::review::SeenCount;
use ombud_model::{Day, IndicatorCode, PersonId, PolicyId, Timestamp};

/// 2026-09-01.
pub(crate) const START: Day = Day(20_697);

pub(crate) fn content() -> &'static Content {
    static CONTENT: std::sync::OnceLock<Content> = std::sync::OnceLock::new();
    CONTENT.get_or_init(|| Content::builtin().unwrap())
}

pub(crate) fn code(id: &str) -> IndicatorCode {
    content()
        .indicator(id)
        .unwrap_or_else(|| panic!("no indicator {id}"))
        .code
}

/// `count` occurrences of `id` on the day `at` days after [`START`].
pub(crate) fn insight(at: i32, id: &str, count: u64) -> Insight {
    let day = START.plus(at);
    let first = Timestamp::from_millis(day.start_millis() + 9 * 3_600_000).unwrap();
    let last = Timestamp::from_millis(day.start_millis() + 17 * 3_600_000).unwrap();
    let facets = Facets {
        total: count,
        ..Default::default()
    };
    Insight {
        last,
        ..Insight::at(first, code(id), facets)
    }
}

pub(crate) fn policy(template: &str, settings: &[(&str, &str)]) -> CompiledPolicy {
    let settings: Vec<_> = settings
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let policy =
        policy_from_template(content(), template, template, PolicyId(7), &settings).unwrap();
    CompiledPolicy::new(content(), policy).unwrap()
}

/// An organisation of 500 people over 90 days in which everybody now and then does a little of everything.
pub(crate) fn baselines() -> &'static Baselines {
    static BASELINES: std::sync::OnceLock<Baselines> = std::sync::OnceLock::new();
    BASELINES.get_or_init(ordinary)
}

fn ordinary() -> Baselines {
    let some = [
        "files.downloaded.sharepoint",
        "files.printed",
        "files.deleted.cloud",
        "mail.sent.external",
    ];
    let totals = (0..90).flat_map(|day| some.map(|id| (START.plus(day), code(id), 200)));
    Baselines::new(content(), START, &[500], totals)
}

/// Assesses somebody known since [`START`].
pub(crate) fn assessed(policy: &CompiledPolicy, insights: Vec<Insight>) -> Option<Assessment> {
    decided_on(policy, insights, &[])
}

/// Assesses the same after a decision on an alert.
pub(crate) fn decided_on(
    policy: &CompiledPolicy,
    insights: Vec<Insight>,
    seen: &[SeenCount],
) -> Option<Assessment> {
    let insights = normalise(insights);
    let observed = Observed {
        seen,
        ..Observed::new(START, &insights)
    };
    assess(content(), policy, PersonId(1), &observed, baselines())
}

pub(crate) fn points(assessment: &Assessment) -> u32 {
    assessment
        .ledger
        .iter()
        .map(|line| u32::from(line.points))
        .sum()
}
