//! Surprise: how unlikely a day's count is, given the person's own history and everybody's.
//!
//! The count of a day is Poisson with a rate that is not known; what is known of the rate is a gamma distribution that starts at the
//! organisation's mean and learns from the person's own counts. The count is then negative binomial, and the surprise is
//! -log2 P(X >= count).

use crate::content::Usual;
use crate::score::BIT;

/// More than this is not told apart.
const MOST_BITS: f64 = 64.0;

/// What the person did of one indicator in the days before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct History {
    pub(crate) count: u64,
    pub(crate) days: u32,
}

/// Bits of surprise in parts of [`BIT`]: 0 where the count is no more than expected. `rate` is the organisation's daily mean.
pub(crate) fn surprise(count: u64, history: History, rate: f64, usual: &Usual) -> u32 {
    let (alpha, beta) = learned(history, rate, usual);
    if count as f64 <= alpha / beta {
        return 0;
    }
    let known = 1.0 + f64::from(history.days);
    let trust = known / (known + f64::from(usual.trust_half_days));
    let bits = -log2_tail(count, alpha, 1.0 / (beta + 1.0)) * trust;
    libm::round(bits.clamp(0.0, MOST_BITS) * f64::from(BIT)) as u32
}

/// The daily count that a surprise is measured against: the organisation's mean, as far as the person's own days have not replaced it.
pub(crate) fn norm(history: History, rate: f64, usual: &Usual) -> f64 {
    let (alpha, beta) = learned(history, rate, usual);
    alpha / beta
}

/// Shape and rate of the gamma distribution, having learned.
fn learned(history: History, rate: f64, usual: &Usual) -> (f64, f64) {
    let shape = f64::from(usual.prior_shape_hundredths) / 100.0;
    let prior_days = (shape / rate).min(f64::from(usual.prior_days_at_most));
    (
        rate * prior_days + history.count as f64,
        prior_days + f64::from(history.days),
    )
}

/// log2 P(X >= count) for a negative binomial of shape `alpha` whose terms shrink by `q`; `count` lies above its mean.
fn log2_tail(count: u64, alpha: f64, q: f64) -> f64 {
    let c = count as f64;
    let none = -alpha * -libm::log1p(-q);
    let log_term = if count <= 64 {
        let product = (0..count).fold(1.0, |product, k| {
            product * q * (alpha + k as f64) / (k as f64 + 1.0)
        });
        libm::log(product) + none
    } else {
        libm::lgamma(alpha + c) - libm::lgamma(c + 1.0) - libm::lgamma(alpha)
            + c * libm::log(q)
            + none
    };
    // Ratios of successive terms stay below 1 above the mean and tend to q, so the rest is bounded by a geometric series.
    let ratio = |k: f64| q * (alpha + k) / (k + 1.0);
    let (mut term, mut sum, mut k) = (1.0, 1.0, c);
    for _ in 0..48 {
        term *= ratio(k);
        sum += term;
        k += 1.0;
        if term < sum * 1e-4 {
            break;
        }
    }
    let last = ratio(k).min(0.999_999);
    sum += term * last / (1.0 - last);
    ((log_term + libm::log(sum)) / core::f64::consts::LN_2).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Usual = Usual {
        window_days: 30,
        guard_days: 7,
        guard_share: 2,
        prior_shape_hundredths: 30,
        prior_days_at_most: 15,
        default_percent_of_low: 2,
        default_person_days: 100,
        trust_half_days: 1,
    };

    fn bits(count: u64, had: u64, days: u32, rate: f64) -> f64 {
        f64::from(surprise(count, History { count: had, days }, rate, &USUAL)) / f64::from(BIT)
    }

    #[test]
    fn the_tail_is_that_of_the_distribution() {
        // Shape 2, q 1/4: P(X >= 3) = 1 - p^2 (1 + 2q + 3q^2) with p = 3/4.
        let expected = libm::log2(1.0 - 0.5625 * (1.0 + 0.5 + 0.1875));
        assert!((log2_tail(3, 2.0, 0.25) - expected).abs() < 1e-4);
        // The direct product and the logarithms of gamma functions agree where they meet.
        let step = log2_tail(65, 20.0, 0.3) - log2_tail(64, 20.0, 0.3);
        let before = log2_tail(64, 20.0, 0.3) - log2_tail(63, 20.0, 0.3);
        assert!((step - before).abs() < 0.02, "{step} {before}");
    }

    #[test]
    fn more_is_never_less_surprising() {
        for (had, days, rate) in [
            (0, 0, 0.002),
            (0, 30, 0.002),
            (10, 30, 0.5),
            (90, 30, 2.0),
            (3000, 30, 4.0),
            (5, 3, 0.1),
        ] {
            let mut before = 0.0;
            for count in 0..400 {
                let now = bits(count, had, days, rate);
                assert!(
                    now >= before,
                    "{count} of {had} in {days}: {before} to {now}"
                );
                before = now;
            }
        }
    }

    #[test]
    fn habit_takes_surprise_away() {
        assert!(bits(64, 0, 30, 0.4) > 30.0);
        assert!(bits(64, 300, 30, 0.4) > 20.0);
        assert!(bits(64, 1800, 30, 0.4) < 3.0);
        assert_eq!(bits(40, 1800, 30, 0.4), 0.0);
        assert!((1..60).all(|had| bits(8, had, 30, 0.1) >= bits(8, had + 1, 30, 0.1)));
    }

    #[test]
    fn newcomers_are_judged_by_the_others() {
        assert!(bits(20, 0, 0, 15.0) < bits(20, 0, 0, 0.1));
        assert!(bits(20, 0, 0, 0.1) < bits(20, 0, 30, 0.1));
    }

    #[test]
    fn nothing_up_to_the_norm_is_surprising() {
        for (had, days, rate) in [
            (0, 0, 0.4),
            (0, 30, 0.4),
            (63, 30, 0.4),
            (300, 10, 2.0),
            (5, 30, 20.0),
        ] {
            let norm = norm(History { count: had, days }, rate, &USUAL);
            assert_eq!(bits(libm::floor(norm) as u64, had, days, rate), 0.0);
            let own = if days == 0 {
                rate
            } else {
                had as f64 / f64::from(days)
            };
            assert!(
                (own.min(rate)..=own.max(rate)).contains(&norm),
                "{norm} between {own} and {rate}"
            );
        }
    }

    #[test]
    fn extremes_stay_finite() {
        for count in [1, 64, 65, 1 << 20, 1 << 40, u64::MAX] {
            for (had, days, rate) in [
                (0, 0, 1e-9),
                (0, 30, 1e-9),
                (1 << 40, 30, 1e6),
                (u64::MAX, 1, 1e6),
            ] {
                assert!(bits(count, had, days, rate) <= 64.0);
            }
        }
    }
}
