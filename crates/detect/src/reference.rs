//! Reference pages, generated from the content: every indicator, template, weight, threshold and constant.

use std::fmt::Write;

use ombud_model::insight::DistinctSketch;
use ombud_model::policy::{AlertVolume, Thresholds};

use crate::assess::Limit;
use crate::content::{Conditions, Content, Indicator, scoring_text};
use crate::score::{BIT, CountLevels, LEVEL_ONE, Levels, Surprises, evidence, score};

const NOTE: &str = "<!-- Generated from content/ by `cargo xtask gen`. Do not edit. -->\n\n";

/// File name and Markdown of each generated page, the same for the same content.
pub fn reference_pages(content: &Content) -> Vec<(String, String)> {
    [
        ("indicators.md", indicators(content)),
        ("templates.md", templates(content)),
        ("scoring.md", scoring(content)),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), format!("{NOTE}{text}")))
    .collect()
}

/// Writing to a string cannot fail.
macro_rules! line {
    ($out:expr, $($text:tt)*) => {{ let _ = writeln!($out, $($text)*); }};
}

fn counts(thresholds: Thresholds) -> String {
    format!(
        "{} / {} / {}",
        thresholds.low(),
        thresholds.medium(),
        thresholds.high()
    )
}

fn hundredths(weight: u32) -> String {
    format!("{}.{:02}", weight / 100, weight % 100)
}

fn indicators(content: &Content) -> String {
    let mut out = String::from("# Indicators\n\n");
    line!(
        out,
        "An indicator is a recognised kind of risky activity. Occurrences are counted per person and UTC day; the three"
    );
    line!(
        out,
        "thresholds are daily counts. A weight of 1.00 is that of an ordinary download. Weights and thresholds are defaults:"
    );
    line!(
        out,
        "a policy changes them with `weight.ID` and `thresholds.ID`.\n"
    );
    line!(
        out,
        "An activity counts when its outcome is one of those that its indicator names. `unknown`, of which nobody knows how it"
    );
    line!(
        out,
        "ended, counts wherever `done` does. `blocked` and `failed` count only where they are named.\n"
    );
    line!(
        out,
        "| Code | Id | Family | Weight | Thresholds |\n|---:|---|---|---:|---|"
    );
    for one in content.indicators() {
        let (weight, thresholds) = match one.weight {
            0 => ("not scored".to_owned(), "any".to_owned()),
            weight => (hundredths(weight), counts(one.thresholds)),
        };
        line!(
            out,
            "| {} | [`{}`](#{}) | {} | {weight} | {thresholds} |",
            one.code.0,
            one.id,
            anchor(&one.id),
            one.family
        );
    }
    for one in content.indicators() {
        indicator(one, &mut out);
    }
    out
}

fn indicator(one: &Indicator, out: &mut String) {
    line!(out, "\n## `{}`\n\n**{}.** {}\n", one.id, one.title, one.doc);
    line!(out, "Recognises: {}.", conditions(&one.conditions));
    if one.stands.is_some() {
        line!(
            out,
            "It stands by itself: one of a person in scope opens an alert at the default volume, however usual it is."
        );
    }
    if let Some(other) = &one.counted_with {
        line!(out, "It counts in every policy that scores `{other}`.");
    }
    if let Some(whole) = &one.part_of {
        line!(
            out,
            "Every one is one of `{whole}` as well: each act counts once, by the stronger of the two."
        );
    }
    if one.always_sensitive {
        line!(
            out,
            "Every one is about sensitive information: its weight says so, and that part of it adds nothing."
        );
    }
    if one.intent {
        line!(
            out,
            "It says more than that somebody is busy: the limit of volume and time does not hold for it."
        );
    }
    if let Some(percent) = one.usual_percent {
        line!(out, "However usual, {percent} % of its evidence counts.");
    }
}

/// What mdBook makes of a heading that is a code span.
fn anchor(id: &str) -> String {
    id.replace('.', "")
}

fn any_of(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" or ")
}

fn conditions(when: &Conditions) -> String {
    let mut parts = vec![format!(
        "kind {}",
        any_of(&when.kinds.iter().map(|one| one.name()).collect::<Vec<_>>())
    )];
    let mut any = |label: &str, names: Vec<&str>| {
        if !names.is_empty() {
            parts.push(format!("{label} {}", any_of(&names)));
        }
    };
    any("in", when.workloads.iter().map(|one| one.name()).collect());
    any(
        "reaching",
        when.reach.iter().map(|one| one.name()).collect(),
    );
    any(
        "outcome",
        when.counted_outcomes()
            .iter()
            .map(|one| one.name())
            .collect(),
    );
    any(
        "label",
        when.label_changes.iter().map(|one| one.name()).collect(),
    );
    any(
        "severity at least",
        when.severity_at_least
            .iter()
            .map(|one| one.name())
            .collect(),
    );
    any(
        "category",
        when.categories.iter().map(String::as_str).collect(),
    );
    any(
        "category other than",
        when.not_categories.iter().map(String::as_str).collect(),
    );
    if when.items_at_least > 0 {
        parts.push(format!(
            "at least {} item or attachment",
            when.items_at_least
        ));
    }
    parts.extend(flags(when));
    parts.join("; ")
}

/// The conditions that are asked for or not.
fn flags(when: &Conditions) -> impl Iterator<Item = String> {
    let flags = [
        (when.free_mail, "to a free mail service"),
        (
            when.to_self,
            "to an address at a free mail service that is called like the sender's own",
        ),
        (
            when.sensitive_or_priority,
            "with sensitive information or of priority content",
        ),
        (when.job_level_lowered, "to a lower job level"),
    ];
    flags
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, text)| text.to_owned())
}

fn templates(content: &Content) -> String {
    let mut out = String::from("# Policy templates\n\n");
    line!(
        out,
        "A policy is made from one template and can then be changed. A trigger brings a person in scope: from look-back days"
    );
    line!(
        out,
        "before the trigger to activation days after it. Several triggers join their windows.\n"
    );
    for template in content.templates() {
        line!(
            out,
            "## `{}`\n\n**{}.** {}\n",
            template.id,
            template.title,
            template.doc
        );
        line!(
            out,
            "Activation {} days, look-back {} days, alert volume {}.\n",
            template.activation_days,
            template.look_back_days,
            template.alert_volume
        );
        line!(out, "| Trigger | From a daily count of |\n|---|---:|");
        for trigger in &template.triggers {
            line!(out, "| `{}` | {} |", trigger.indicator, trigger.at_least);
        }
        line!(
            out,
            "\n| Scored indicator | Weight | Thresholds |\n|---|---:|---|"
        );
        for one in template
            .indicators
            .iter()
            .filter_map(|id| content.indicator(id))
        {
            line!(
                out,
                "| `{}` | {} | {} |",
                one.id,
                hundredths(one.weight),
                counts(one.thresholds)
            );
        }
        line!(out, "");
    }
    out
}

fn scoring(content: &Content) -> String {
    let scoring = content.scoring();
    let mut out = String::from("# Scoring\n\n");
    line!(
        out,
        "For each insight (one person, one indicator, one day) in scope of a policy:\n"
    );
    line!(
        out,
        "1. The **level** of the count comes from the three thresholds."
    );
    line!(
        out,
        "2. The **surprise** comes from what is usual for the person and for everybody: that of the count, or that of the distinct content (counted up to {}) where it is higher.",
        DistinctSketch::K
    );
    line!(
        out,
        "3. **Evidence** = weight x level, discounted as far as the count is usual (ledger line `insight`), raised as far as it is"
    );
    line!(
        out,
        "   unusual (line `unusual`), and raised for sensitive, priority and unallowed parts (a line each)."
    );
    line!(
        out,
        "4. Evidence **decays** by half every {} days; the **score** is that of the day on which most evidence stands. When somebody decides on an alert, what was seen counts no\n   more, and the score is of what is beyond it.",
        scoring.half_life_days
    );
    line!(
        out,
        "5. What rests on **volume and time alone** counts in full up to a score of {} and stays below {} beyond it. High takes evidence of another kind: parts with a facet, or\n   an indicator that says more than that somebody is busy.",
        scoring.alone.from_score,
        scoring.alone.limit_score
    );
    line!(
        out,
        "6. The score's points are dealt out over the lines by largest remainder, so the ledger adds up exactly.\n"
    );
    line!(
        out,
        "Severity: high from 67, medium from 34, low below. An alert is raised from:\n"
    );
    line!(out, "| Alert volume | Score |\n|---|---:|");
    for volume in [AlertVolume::Fewer, AlertVolume::Default, AlertVolume::More] {
        line!(out, "| {volume} | {} |", scoring.bar(volume).0);
    }
    if let Some(example) = content.indicator("files.copied.removable-media") {
        example_table(&mut out, content, example);
    }
    line!(out, "\n## All constants\n\n```yaml\n{}```", scoring_text());
    out
}

/// The score of one insight alone, for a few counts and surprises.
fn example_table(out: &mut String, content: &Content, indicator: &Indicator) {
    let scoring = content.scoring();
    let levels = Levels::new(indicator.thresholds, scoring);
    let limit = Limit::new(scoring);
    let surprises = [0, 6, 9, 12, 18, 24];
    line!(
        out,
        "\n## Example\n\nThe score of a single day of `{}` (weight {}, thresholds {}):\n",
        indicator.id,
        hundredths(indicator.weight),
        counts(indicator.thresholds)
    );
    let heads: String = surprises
        .iter()
        .map(|bits| format!(" {bits} bits |"))
        .collect();
    line!(
        out,
        "| Count | Level |{heads}\n|---:|---:|{}",
        "---:|".repeat(surprises.len())
    );
    for count in [1, 5, 10, 20, 60, 200] {
        let level = levels.of(count);
        let cells = surprises.iter().map(|bits| {
            let levels = CountLevels {
                total: level,
                ..Default::default()
            };
            let evidence = evidence(
                indicator.weight,
                levels,
                Surprises::alike(bits * BIT),
                indicator.usual_percent,
                scoring,
            );
            format!(" {} |", score(limit.of(evidence.total()), scoring).0)
        });
        let level = level * 100 / LEVEL_ONE;
        line!(
            out,
            "| {count} | {}.{:02} |{}",
            level / 100,
            level % 100,
            cells.collect::<String>()
        );
    }
}
