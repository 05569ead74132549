//! The distribution is right, and honest people are as surprising as chance makes them.

use std::ops::Range;

use ombud_model::insight::{Facets, Insight};
use ombud_model::{Day, IndicatorCode, Timestamp};

use super::*;
use crate::Content;
use crate::assess::habit::{Counts, Known};
use crate::draw::Draw;

/// The day shapes and their weights were chosen on these.
const TUNING_SEEDS: [u64; 4] = [7_001, 7_002, 91_001, 91_002];
/// What is reported is measured on these: nothing was chosen on them.
const REPORTING_SEEDS: [u64; 2] = [3_300_017, 3_300_029];

fn content() -> &'static Content {
    static CONTENT: std::sync::OnceLock<Content> = std::sync::OnceLock::new();
    CONTENT.get_or_init(|| Content::builtin().unwrap())
}

fn past(days: &[u64], count: u64) -> Past {
    let mut past = Past {
        observed: 90,
        ..Past::default()
    };
    for &had in days {
        past.history.count = past.history.count.saturating_add(had);
        past.history.days += 1;
        past.as_many += u32::from(had >= count);
        for (all, more) in past.terms.iter_mut().zip(content().shapes().term(had)) {
            *all += more;
        }
    }
    past
}

/// Bits of a count after these days.
fn after(count: u64, days: &[u64], rate: f64) -> f64 {
    let (usual, shapes) = (&content().scoring().usual, content().shapes());
    f64::from(surprise(count, &past(days, count), rate, usual, shapes)) / f64::from(BIT)
}

fn tail_at(count: u64, mean: f64, shape: f64) -> f64 {
    tail_of(count, libm::lgamma(count as f64), mean, shape)
}

#[test]
fn the_tail_is_that_of_the_distribution() {
    // Shape 2, q 1/4, so the mean is 2/3: P(X >= 3) = 1 - p^2 (1 + 2q + 3q^2) with p = 3/4.
    let expected = 1.0 - 0.5625 * (1.0 + 0.5 + 0.1875);
    assert!((tail_at(3, 2.0 / 3.0, 2.0) - expected).abs() < 1e-9);
    // Shape 1 is geometric: P(X >= n) = q^n. Both sides of the mean.
    for count in [1, 5, 40, 200] {
        let expected = libm::pow(10.0 / 11.0, count as f64);
        let found = tail_at(count, 10.0, 1.0);
        assert!((found / expected - 1.0).abs() < 1e-6, "{count}: {found}");
    }
}

#[test]
fn more_is_never_less_surprising() {
    let uneven: Vec<u64> = (0..30).map(|day| (day * day * 7) % 41).collect();
    for (days, rate) in [
        (&[][..], 0.002),
        (&[0; 30][..], 0.002),
        (&[3; 30][..], 2.0),
        (&[100; 30][..], 4.0),
        (&uneven[..], 1.0),
        (&[5, 0, 1][..], 0.1),
    ] {
        let mut before = 0.0;
        for count in 0..600 {
            let now = after(count, days, rate);
            assert!(now >= before, "{count} after {days:?}: {before} to {now}");
            before = now;
        }
    }
}

#[test]
fn habit_takes_surprise_away() {
    assert!(after(64, &[0; 30], 0.4) > 24.0);
    assert!(after(64, &[10; 30], 0.4) > 12.0);
    assert!(after(64, &[60; 30], 0.4) < 3.0);
    assert_eq!(after(40, &[60; 30], 0.4), 0.0);
}

#[test]
fn uneven_days_are_judged_widely_and_even_ones_narrowly() {
    let mut uneven = [0u64; 30];
    uneven[3] = 70;
    uneven[12] = 35;
    uneven[20] = 45;
    let (even, uneven) = (after(60, &[5; 30], 1.0), after(60, &uneven, 1.0));
    assert!(even > 24.0 && uneven < 5.0, "{even} {uneven}");
}

#[test]
fn what_was_done_on_one_of_thirty_days_is_no_more_than_five_bits() {
    let mut days = [0u64; 30];
    days[4] = 50;
    assert!(after(50, &days, 0.1) <= libm::log2(31.0) + 0.1);
    days[5] = 50;
    assert!(after(50, &days, 0.1) <= libm::log2(31.0 / 2.0) + 0.1);
}

#[test]
fn newcomers_are_judged_by_the_others() {
    assert!(after(20, &[], 15.0) < after(20, &[], 0.1));
    assert!(after(20, &[], 0.1) < after(20, &[0; 30], 0.1));
}

#[test]
fn nothing_up_to_the_norm_is_surprising() {
    for (days, rate) in [
        (&[][..], 0.4),
        (&[0; 30][..], 0.4),
        (&[2; 30][..], 0.4),
        (&[30; 10][..], 2.0),
    ] {
        let history = past(days, 0).history;
        let norm = norm(history, rate, &content().scoring().usual);
        assert_eq!(after(libm::floor(norm) as u64, days, rate), 0.0);
    }
}

#[test]
fn extremes_stay_finite() {
    for count in [1, 64, 65, 1 << 20, 1 << 40, u64::MAX] {
        for (days, rate) in [
            (&[][..], 1e-9),
            (&[0; 30][..], 1e-9),
            (&[1 << 40; 30][..], 1e6),
            (&[u64::MAX][..], 1e6),
        ] {
            let bits = after(count, days, rate);
            assert!((0.0..=64.0).contains(&bits), "{bits}");
        }
    }
}

/// How many of so many days were at or above 5, 8 and 12 bits, and how many would be by randomised probabilities.
#[derive(Default)]
struct Tally {
    days: u64,
    above: [u64; 3],
    randomised: [u64; 3],
}

const BITS: [f64; 3] = [5.0, 8.0, 12.0];

/// One person over 140 days, present on some, with one indicator.
fn live(draw: &mut Draw, tally: &mut Tally, shape: Option<f64>, mean: f64, share: f64) {
    let (scoring, shapes) = (content().scoring(), content().shapes());
    // The others are as busy, give or take a factor of two.
    let rate = mean * libm::exp2(2.0 * draw.unit() - 1.0);
    let (mut present, mut series) = (Vec::new(), Vec::new());
    let morning = 5 + (draw.unit() * 6.0) as u32;
    for day in (20_000..20_140).map(Day) {
        if draw.unit() >= share {
            continue;
        }
        let there = hours(draw, morning);
        let mut presence = Insight::of_presence(day);
        presence.add_hours(there.clone().fold(0, |hours, hour| hours | 1 << hour));
        present.push(presence);
        series.push(insight(day, draw.count(mean, shape), part(draw, there)));
    }
    let all: Vec<&Insight> = series.iter().collect();
    let usual = &scoring.usual;
    let known = Known::new(Day(20_000), Day(19_900), present.iter(), *usual);
    let counts = Counts::new(&all, |facets| facets.total, shapes);
    for one in &series {
        let window = known.before(one.day);
        let odd = known.odd_time(one, &window).most();
        let count = one.facets.total;
        let at = |count| {
            let past = counts.past(&window, count);
            bits(count, &past, rate, usual, shapes)
        };
        let past = counts.past(&window, count);
        let found = surprise(count, &past, rate, usual, shapes);
        let found = found.max(together(found, odd));
        let (least, most) = (libm::exp2(-at(count + 1)), libm::exp2(-at(count)));
        let randomised = -libm::log2(least + draw.unit() * (most - least).max(0.0));
        let in_parts = libm::round(randomised * f64::from(BIT)) as u32;
        let randomised = randomised.max(f64::from(together(in_parts, odd)) / f64::from(BIT));
        tally.days += 1;
        for ((above, random), limit) in tally.above.iter_mut().zip(&mut tally.randomised).zip(BITS)
        {
            *above += u64::from(f64::from(found) >= limit * f64::from(BIT));
            *random += u64::from(randomised >= limit);
        }
    }
}

/// Hours of being there: about nine from a morning on, an hour earlier or later, and on one day in ten until the evening.
fn hours(draw: &mut Draw, morning: u32) -> Range<u32> {
    let from = morning + (draw.unit() * 3.0) as u32 - 1;
    let evening = if draw.unit() < 0.1 { 4 } else { 0 };
    from..from + 8 + (draw.unit() * 3.0) as u32 + evening.min(24 - from - 10)
}

/// Some of these hours, in which something was done.
fn part(draw: &mut Draw, there: Range<u32>) -> Range<u32> {
    let mut hour = || there.start + (draw.unit() * f64::from(there.end - there.start)) as u32;
    let (one, other) = (hour(), hour());
    one.min(other)..one.max(other)
}

fn insight(day: Day, total: u64, hours: Range<u32>) -> Insight {
    let at = |hour: u32| {
        Timestamp::from_millis(day.start_millis() + i64::from(hour) * 3_600_000).unwrap()
    };
    let facets = Facets {
        total,
        ..Facets::default()
    };
    Insight {
        last: at(hours.end),
        ..Insight::at(at(hours.start), IndicatorCode(10), facets)
    }
}

/// How often, in times of what chance makes of it, days were at or above 5, 8 and 12 bits.
fn times(counts: [u64; 3], days: u64) -> [f64; 3] {
    let mut times = BITS;
    for (time, count) in times.iter_mut().zip(counts) {
        *time = count as f64 / days as f64 * libm::exp2(*time);
    }
    times
}

/// Honest people of one day shape, present on all days or some of them, of many rates.
fn lives(shape: Option<f64>) -> Tally {
    let mut tally = Tally::default();
    for seed in REPORTING_SEEDS {
        let mut draw = Draw(seed);
        for person in 0..168 {
            for mean in [0.05, 0.2, 0.6, 1.5, 4.0, 12.0, 40.0] {
                let share = [1.0, 0.7, 0.5, 0.3][person % 4];
                live(&mut draw, &mut tally, shape, mean, share);
            }
        }
    }
    tally
}

/// Of no day shape is a level of surprise more than twice as frequent as chance makes it, and over all of them none is less than half as
/// frequent. Even days by themselves are: they are judged as if they might be uneven.
#[test]
fn honest_people_are_as_surprising_as_chance_makes_them() {
    assert!(!REPORTING_SEEDS.iter().any(|one| TUNING_SEEDS.contains(one)));
    let mut all = Tally::default();
    for shape in [Some(0.3), Some(0.6), Some(1.0), Some(3.0), None] {
        let tally = lives(shape);
        let above = times(tally.above, tally.days);
        let randomised = times(tally.randomised, tally.days);
        println!(
            "{shape:?}: {} days, {above:.2?}, randomised {randomised:.2?}",
            tally.days
        );
        assert!(tally.days >= 200_000, "{shape:?}: {}", tally.days);
        assert!(
            above.iter().all(|&times| times <= 2.0),
            "{shape:?}: {above:?}"
        );
        all.days += tally.days;
        for (sum, more) in all.randomised.iter_mut().zip(tally.randomised) {
            *sum += more;
        }
    }
    let randomised = times(all.randomised, all.days);
    println!("all: {} days, randomised {randomised:.2?}", all.days);
    assert!(
        randomised.iter().all(|&times| times >= 0.5),
        "{randomised:?}"
    );
}
