//! What one assessment costs: a busy person of 60 indicators and 180 days under a policy that scores them all.
//!
//! `cargo bench -p ombud-detect --bench assess` prints one JSON object: insights, and the median of the wall time in microseconds.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use ombud_detect::{Baselines, CompiledPolicy, Content, Observed, assess, policy_from_template};
use ombud_model::insight::{Facets, Insight, normalise};
use ombud_model::{Day, IndicatorCode, PersonId, PolicyId, Timestamp};

const TEMPLATE: &str = "data-theft-departing-users";
const START: Day = Day(20_697);
const DAYS: i32 = 180;
const INDICATORS: usize = 60;
const ROUNDS: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let content = Content::builtin()?;
    let scored: Vec<_> = content
        .indicators()
        .iter()
        .filter(|one| one.weight > 0)
        .take(INDICATORS)
        .collect();
    let on = |id: &String| (format!("indicator.{id}"), "on".to_owned());
    let settings: Vec<_> = scored.iter().map(|one| on(&one.id)).collect();
    let policy = policy_from_template(&content, TEMPLATE, TEMPLATE, PolicyId(1), &settings)?;
    let policy = CompiledPolicy::new(&content, policy)?;
    let resigned = content.indicator("hr.resigned").ok_or("no trigger")?.code;
    let mut insights = vec![insight(START.plus(120), resigned, 1)?];
    for at in (0..DAYS).filter(|at| at % 7 < 5) {
        let mut present = Insight::of_presence(START.plus(at));
        present.add_hours(0b11 << 9);
        insights.push(present);
        for (place, one) in scored.iter().enumerate() {
            // From hardly ever to dozens a day, some days many times more than others.
            let uneven = (at as u64 * at as u64 * 7 + place as u64 * 13) % 41;
            let count = uneven * (place as u64 % 6) / 6;
            if count > 0 {
                insights.push(insight(START.plus(at), one.code, count)?);
            }
        }
    }
    let insights = normalise(insights);
    let totals = insights
        .iter()
        .filter(|one| !one.is_presence())
        .map(|one| (one.day, one.indicator, one.facets.total * 50));
    let baselines = Baselines::new(&content, START, &[100], totals);
    let mut times: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            black_box(assess(
                &content,
                &policy,
                PersonId(1),
                &Observed::new(START, black_box(&insights)),
                &baselines,
            ));
            began.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
    println!(
        "{{\"indicators\":{},\"insights\":{},\"median_us\":{median}}}",
        scored.len(),
        insights.len()
    );
    Ok(())
}

fn insight(day: Day, indicator: IndicatorCode, total: u64) -> Result<Insight, Box<dyn Error>> {
    let at = Timestamp::from_millis(day.start_millis())?;
    let facets = Facets {
        total,
        sensitive: total / 3,
        ..Facets::default()
    };
    Ok(Insight::at(at, indicator, facets))
}
