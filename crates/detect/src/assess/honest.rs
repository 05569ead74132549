//! Honest leavers of a new organisation: whole assessments of people who only work unevenly, some of them much more than others.

use ombud_model::insight::{Facets, Insight, normalise};
use ombud_model::{Day, IndicatorCode, PersonId, PolicyId, Severity, Timestamp};

use super::{Observed, assess};
use crate::content::Content;
use crate::draw::Draw;
use crate::{Baselines, CompiledPolicy, policy_from_template};

const PEOPLE: u64 = 150;
const START: Day = Day(20_697);
/// What an average person does on a day of being present.
const WORK: [(&str, f64); 7] = [
    ("files.downloaded.sharepoint", 6.0),
    ("files.printed", 2.0),
    ("files.copied.removable-media", 0.2),
    ("files.uploaded.web", 1.0),
    ("mail.sent.external", 3.0),
    ("files.shared.external", 0.3),
    ("files.deleted.cloud", 2.0),
];

/// Seeds for reporting: nothing was chosen on them.
const REPORTING_SEEDS: [u64; 2] = [640_019, 640_027];

fn insight(day: Day, indicator: IndicatorCode, total: u64) -> Insight {
    let at = Timestamp::from_millis(day.start_millis() + 10 * 3_600_000).unwrap();
    let facets = Facets {
        total,
        ..Facets::default()
    };
    Insight::at(at, indicator, facets)
}

/// 60 days of one person who resigns on one of them: five days a week, each indicator as much as an average person does times a factor
/// that differs between people as a gamma distribution of shape 1.
fn leaver(content: &Content, draw: &mut Draw, shape: Option<f64>) -> Vec<Insight> {
    let code = |id: &str| content.indicator(id).unwrap().code;
    let means = WORK.map(|(id, mean)| (code(id), mean * draw.gamma(1.0)));
    let mut insights = Vec::new();
    for at in (0..60).filter(|at| at % 7 < 5) {
        let day = START.plus(at);
        let mut there = Insight::of_presence(day);
        there.add_hours(0b11 << 9);
        insights.push(there);
        for (code, mean) in means {
            let count = draw.count(mean, shape);
            insights.extend((count > 0).then(|| insight(day, code, count)));
        }
    }
    let resigned = START.plus((draw.unit() * 60.0) as i32);
    insights.push(insight(resigned, code("hr.resigned"), 1));
    normalise(insights)
}

/// Alerts, and those of high severity, of so many honest leavers.
fn alerted(content: &Content, seed: u64, shape: Option<f64>) -> (u64, u64) {
    let id = "data-theft-departing-users";
    let policy = policy_from_template(content, id, id, PolicyId(1), &[]).unwrap();
    let policy = CompiledPolicy::new(content, policy).unwrap();
    let mut draw = Draw(seed);
    let people: Vec<Vec<Insight>> = (0..PEOPLE)
        .map(|_| leaver(content, &mut draw, shape))
        .collect();
    let totals = people
        .iter()
        .flatten()
        .filter(|one| !one.is_presence())
        .map(|one| (one.day, one.indicator, one.facets.total));
    let baselines = Baselines::new(content, START, &[PEOPLE], totals);
    let found: Vec<_> = people
        .iter()
        .filter_map(|one| {
            assess(
                content,
                &policy,
                PersonId(1),
                &Observed::new(START, one),
                &baselines,
            )
        })
        .filter(|one| one.alert)
        .collect();
    assert_eq!(people.len() as u64, PEOPLE);
    let high = found
        .iter()
        .filter(|one| one.score.severity() >= Severity::High)
        .count();
    (found.len() as u64, high as u64)
}

#[test]
fn honest_leavers_of_a_new_organisation_stay_quiet() {
    let content = Content::builtin().unwrap();
    // Of a hundred leavers, at most so many are alerted, and so many at high.
    for (shape, most, most_high) in [(None, 3, 1), (Some(1.0), 5, 2), (Some(0.3), 15, 4)] {
        for seed in REPORTING_SEEDS {
            let (alerts, high) = alerted(&content, seed, shape);
            println!("{shape:?}, seed {seed}: {alerts} alerts, {high} high of {PEOPLE}");
            assert!(
                100 * alerts <= most * PEOPLE && 100 * high <= most_high * PEOPLE,
                "{shape:?}, seed {seed}: {alerts} alerts, {high} high"
            );
        }
    }
}
