//! How uneven days are: a day's count is Poisson around a rate that varies from day to day by a gamma distribution with mean 1.
//!
//! Promises: the same stream gives the same counts on every machine. Logarithms and powers come from `libm`, never from the platform.

use std::str::FromStr;

use crate::random::Random;

/// The shape of the gamma distribution by which a person's days differ. The smaller, the more uneven.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DayShape {
    /// Days do not differ but by chance (Poisson).
    Even,
    /// In hundredths, 5 to 10,000. At 100, one day in twenty is three times the mean or more.
    Hundredths(u32),
    /// Drawn for each person and group of operations, from 0.3 to even.
    #[default]
    Mixed,
}

/// Hundredths of the shape by weight, as [`DayShape::Mixed`] draws it; 0 is even.
const MIXED: &[(u32, u64)] = &[(30, 2), (60, 2), (100, 3), (300, 2), (0, 1)];

impl DayShape {
    /// The shape for one person and group of operations; `None` when days are even.
    pub(crate) fn draw(self, random: &mut Random) -> Option<f64> {
        let hundredths = match self {
            DayShape::Even => 0,
            DayShape::Hundredths(hundredths) => hundredths,
            DayShape::Mixed => random.weighted(MIXED).unwrap_or(0),
        };
        (hundredths > 0).then(|| f64::from(hundredths) / 100.0)
    }
}

impl FromStr for DayShape {
    type Err = String;

    /// `even`, `mixed`, or a number from 0.05 to 100.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "even" => return Ok(DayShape::Even),
            "mixed" => return Ok(DayShape::Mixed),
            _ => {}
        }
        let hundredths = text.parse::<f64>().map(|shape| libm::round(shape * 100.0));
        match hundredths {
            Ok(hundredths) if (5.0..=10_000.0).contains(&hundredths) => {
                Ok(DayShape::Hundredths(hundredths as u32))
            }
            _ => Err("choose `even`, `mixed`, or a number from 0.05 to 100".to_owned()),
        }
    }
}

/// How busy a day is, as a multiple of the mean: 1 when days are even.
pub(crate) fn load(random: &mut Random, shape: Option<f64>) -> f64 {
    shape.map_or(1.0, |shape| gamma(random, shape) / shape)
}

/// Above 0 and below 1.
fn unit(random: &mut Random) -> f64 {
    ((random.number() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// Normal with mean 0 and deviation 1, by the polar method.
pub(crate) fn normal(random: &mut Random) -> f64 {
    loop {
        let (x, y) = (2.0 * unit(random) - 1.0, 2.0 * unit(random) - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * libm::sqrt(-2.0 * libm::log(square) / square);
        }
    }
}

/// Gamma with this shape and scale 1, by the method of Marsaglia and Tsang; a shape below 1 is drawn one higher and powered down.
fn gamma(random: &mut Random, shape: f64) -> f64 {
    if shape < 1.0 {
        let down = libm::pow(unit(random), 1.0 / shape);
        return gamma(random, shape + 1.0) * down;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    loop {
        let x = normal(random);
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        if libm::log(unit(random)) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

/// Poisson with this mean, which is cut at 5,000: nobody does more in a day by hand.
pub(crate) fn poisson(random: &mut Random, mean: f64) -> u64 {
    /// Products of random numbers stay far from zero up to this mean.
    const PART: f64 = 16.0;
    let (mut left, mut count) = (mean.clamp(0.0, 5_000.0), 0);
    while left > 0.0 {
        let end = libm::exp(-left.min(PART));
        left -= PART;
        let mut product = unit(random);
        while product > end {
            count += 1;
            product *= unit(random);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of 20,000 counts.
    fn moments(mean: f64, shape: Option<f64>) -> (f64, f64) {
        let mut random = Random::named([5, 0, 0, 0]);
        let counts: Vec<f64> = (0..20_000)
            .map(|_| {
                let load = load(&mut random, shape);
                poisson(&mut random, mean * load) as f64
            })
            .collect();
        let average = counts.iter().sum::<f64>() / 20_000.0;
        let squares = counts.iter().map(|count| (count - average).powi(2));
        (average, squares.sum::<f64>() / 20_000.0)
    }

    #[test]
    fn counts_have_the_mean_and_the_unevenness_that_were_asked_for() {
        for (mean, shape) in [
            (4.0, None),
            (40.0, None),
            (8.0, Some(3.0)),
            (8.0, Some(1.0)),
            (8.0, Some(0.3)),
        ] {
            let (average, variance) = moments(mean, shape);
            let expected = mean + shape.map_or(0.0, |shape| mean * mean / shape);
            assert!(
                (average / mean - 1.0).abs() < 0.05,
                "{mean} {shape:?}: {average}"
            );
            assert!(
                (variance / expected - 1.0).abs() < 0.12,
                "{mean} {shape:?}: {variance}, not {expected}"
            );
        }
    }

    /// The last digit tells whether a platform's own mathematics came in.
    #[test]
    fn draws_are_the_same_to_the_last_bit() {
        let mut random = Random::named([1, 2, 3, 4]);
        let drawn: Vec<u64> = [0.3, 1.0, 3.0]
            .iter()
            .map(|&shape| gamma(&mut random, shape).to_bits())
            .collect();
        assert_eq!(drawn, DRAWN);
    }

    const DRAWN: [u64; 3] = [
        4_541_916_317_842_312_135,
        4_598_851_212_782_490_815,
        4_615_574_560_506_416_858,
    ];

    #[test]
    fn shapes_are_read() {
        assert_eq!("even".parse(), Ok(DayShape::Even));
        assert_eq!("mixed".parse(), Ok(DayShape::Mixed));
        assert_eq!("0.3".parse(), Ok(DayShape::Hundredths(30)));
        assert_eq!("1".parse(), Ok(DayShape::Hundredths(100)));
        for wrong in ["", "0", "-1", "nan", "inf", "101", "uneven"] {
            assert!(wrong.parse::<DayShape>().is_err(), "{wrong}");
        }
    }
}
