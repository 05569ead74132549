//! Surprise: how unlikely a day's count is, given the person's own days before and everybody's.
//!
//! What is known of a person's mean is a gamma distribution that starts at the organisation's mean and learns from the person's own
//! counts. Days differ, and how much they differ is learnt too: the count of a day is a mixture of negative binomial distributions, one
//! for each published day shape, weighted by how well that shape explains the person's own days. The surprise is -log2 P(X >= count),
//! and never more than the share of own days that had as many.

use crate::content::{Scoring, Usual};
use crate::score::BIT;

/// More than this is not told apart.
const MOST_BITS: f64 = 64.0;
/// More day shapes than a grid may have.
pub(crate) const MOST_SHAPES: usize = 8;
/// Counts of which the terms are kept.
const KEPT_COUNTS: u64 = 256;
/// Larger counts are not told apart: beyond it the gamma function has no digits left.
const MOST_COUNT: u64 = 1 << 40;

/// A smaller share of a probability is not told apart.
const TOLD_APART: f64 = 1e-6;

/// Days that the organisation's mean weighs when it is guessed how much a day tells.
const GUESSED_DAYS: f64 = 3.0;

/// One number for each day shape.
pub(crate) type PerShape = [f64; MOST_SHAPES];

/// What the person did of one indicator in the days before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct History {
    pub(crate) count: u64,
    pub(crate) days: u32,
}

/// What is known of a person when a day's count is judged.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Past {
    pub(crate) history: History,
    /// Days on which the organisation was observed before.
    pub(crate) observed: u32,
    /// Days of the history with the judged count or a higher one.
    pub(crate) as_many: u32,
    /// Sums of [`Shapes::term`] over the days of the history.
    pub(crate) terms: PerShape,
}

/// One published day shape.
#[derive(Clone, Debug)]
struct Shape {
    /// The shape of the gamma distribution that a day's rate has around the mean; `None` for even days.
    shape: Option<f64>,
    log_weight: f64,
    /// What a day with a count adds to the logarithm of the likelihood, apart from what depends on the mean.
    terms: Vec<f64>,
}

/// The published day shapes, ready for arithmetic.
#[derive(Clone, Debug)]
pub(crate) struct Shapes(Vec<Shape>);

impl Shapes {
    pub(crate) fn new(scoring: &Scoring) -> Self {
        let one = |day: &crate::content::DayShape| {
            let shape = day.shape_hundredths.map(|n| f64::from(n) / 100.0);
            Shape {
                shape,
                log_weight: libm::log(f64::from(day.weight)),
                terms: (0..KEPT_COUNTS).map(|count| term(count, shape)).collect(),
            }
        };
        Self(
            scoring
                .day_shapes
                .iter()
                .take(MOST_SHAPES)
                .map(one)
                .collect(),
        )
    }

    /// What a day with this count adds to [`Past::terms`]; nothing for 0.
    pub(crate) fn term(&self, count: u64) -> PerShape {
        let mut terms = PerShape::default();
        for (slot, shape) in terms.iter_mut().zip(&self.0) {
            let kept = usize::try_from(count)
                .ok()
                .and_then(|at| shape.terms.get(at));
            *slot = kept.copied().unwrap_or_else(|| term(count, shape.shape));
        }
        terms
    }
}

fn term(count: u64, shape: Option<f64>) -> f64 {
    let count = count.min(MOST_COUNT) as f64;
    let ways = -libm::lgamma(count + 1.0);
    shape.map_or(ways, |r| ways + libm::lgamma(count + r) - libm::lgamma(r))
}

/// Bits of surprise in parts of [`BIT`]: 0 where the count is no more than expected. `rate` is the organisation's mean of a day.
pub(crate) fn surprise(count: u64, past: &Past, rate: f64, usual: &Usual, shapes: &Shapes) -> u32 {
    let (alpha, beta) = learned(past.history, rate, usual);
    if count as f64 <= alpha / beta {
        return 0;
    }
    libm::round(bits(count, past, rate, usual, shapes) * f64::from(BIT)) as u32
}

/// What two independent surprises say together, in parts of [`BIT`]: the product of two chances is less seldom small than each of them.
pub(crate) fn together(one: u32, other: u32) -> u32 {
    let bits = f64::from(one.saturating_add(other)) / f64::from(BIT);
    let both = bits - libm::log2(1.0 + bits * std::f64::consts::LN_2);
    libm::round(both * f64::from(BIT)) as u32
}

/// What is left of a surprise, in parts of [`BIT`], where so many of a hundred people have a reason with which the same is `explained`.
pub(crate) fn either(bits: u32, explained: u32, percent: u32) -> u32 {
    let chance = |bits: u32| libm::exp2(-f64::from(bits) / f64::from(BIT));
    let share = f64::from(percent) / 100.0;
    let both = (1.0 - share) * chance(bits) + share * chance(explained);
    let left = libm::round(-libm::log2(both) * f64::from(BIT)) as u32;
    left.min(bits)
}

/// How much of a surprise counts, with so many days of the person and of the organisation known.
pub(crate) fn trust(days: u32, observed: u32, usual: &Usual) -> f64 {
    let known = 1.0 + f64::from(days);
    // While the organisation itself is new, nobody can say what many people do.
    let new = f64::from(usual.new_organisation_days) / (1.0 + f64::from(observed));
    known / (known + f64::from(usual.trust_half_days) + new)
}

/// The daily count that a surprise is measured against: the organisation's mean, as far as the person's own days have not replaced it.
pub(crate) fn norm(history: History, rate: f64, usual: &Usual) -> f64 {
    let (alpha, beta) = learned(history, rate, usual);
    alpha / beta
}

/// Bits of surprise, for any count.
fn bits(count: u64, past: &Past, rate: f64, usual: &Usual, shapes: &Shapes) -> f64 {
    let known = 1.0 + f64::from(past.history.days);
    let trust = trust(past.history.days, past.observed, usual);
    let tail = tail(count.min(MOST_COUNT), past, rate, usual, shapes);
    let bits = (-libm::log2(tail) * trust).clamp(0.0, MOST_BITS);
    match past.as_many {
        0 => bits,
        days => bits.min(libm::log2(known / f64::from(days)).max(0.0)),
    }
}

/// P(X >= count) of the mixture.
fn tail(count: u64, past: &Past, rate: f64, usual: &Usual, shapes: &Shapes) -> f64 {
    let (days, had) = (f64::from(past.history.days), past.history.count as f64);
    let (alpha, beta) = learned(History::default(), rate, usual);
    // What a mean of days may be, before it is known how much each of them tells.
    let about = (rate * GUESSED_DAYS + had) / (GUESSED_DAYS + days);
    let mut judged = [(0.0, 0.0, 0.0); MOST_SHAPES];
    let mut most = f64::NEG_INFINITY;
    for ((slot, shape), term) in judged.iter_mut().zip(&shapes.0).zip(past.terms) {
        // An uneven day tells less of the mean than an even one.
        let tells = shape.shape.map_or(1.0, |r| r / (r + about));
        let alpha = alpha + tells * had;
        let mean = alpha / (beta + tells * days);
        let (of_mean, spread) = match shape.shape {
            None => (had * libm::log(mean) - days * mean, 0.0),
            Some(r) => (
                had * libm::log(mean / (r + mean)) - days * r * libm::log1p(mean / r),
                1.0 / r,
            ),
        };
        let weight = shape.log_weight + term + of_mean;
        // The mean and the day are both uncertain, and so is their product.
        *slot = (weight, mean, 1.0 / (1.0 / alpha + spread + spread / alpha));
        most = most.max(weight);
    }
    let judged = judged.get_mut(..shapes.0.len()).unwrap_or_default();
    let mut all = 0.0;
    for (weight, ..) in judged.iter_mut() {
        *weight = libm::exp(*weight - most);
        all += *weight;
    }
    judged.sort_unstable_by(|one, next| next.0.total_cmp(&one.0));
    let ways = libm::lgamma(count as f64);
    let (mut sum, mut left) = (0.0, all);
    for &(weight, mean, shape) in judged.iter() {
        // What the other shapes can add at most is less than what is told apart.
        if left <= sum * TOLD_APART {
            break;
        }
        sum += weight * tail_of(count, ways, mean, shape);
        left -= weight;
    }
    sum / all
}

/// Shape and rate of the gamma distribution of the mean, having learned.
fn learned(history: History, rate: f64, usual: &Usual) -> (f64, f64) {
    let shape = f64::from(usual.prior_shape_hundredths) / 100.0;
    let prior_days = (shape / rate).min(f64::from(usual.prior_days_at_most));
    (
        rate * prior_days + history.count as f64,
        prior_days + f64::from(history.days),
    )
}

/// P(X >= count) for a negative binomial of this mean and shape: the regularised incomplete beta function. `ways` is the logarithm of
/// the gamma function of the count.
fn tail_of(count: u64, ways: f64, mean: f64, shape: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    let (a, b) = (count as f64, shape);
    let (x, y) = (mean / (mean + b), b / (mean + b));
    let front = libm::lgamma(a + b) - ways - libm::lgamma(b) + a * libm::log(x) + b * libm::log(y);
    let front = libm::exp(front);
    let tail = if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, y) / b
    };
    tail.clamp(0.0, 1.0)
}

/// The continued fraction of the incomplete beta function, by the method of Lentz.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut all = d;
    for step in 1..200 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        all *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        all *= d * c;
        if (d * c - 1.0).abs() < 1e-9 {
            break;
        }
    }
    all
}

#[cfg(test)]
mod tests;
