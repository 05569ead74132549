//! Time as Ombud counts it: UTC milliseconds and UTC days. The clock is a parameter; nothing below the binary asks for "now".

use std::fmt;

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, between 1990 and 2100: outside of that a record's time is an error, not a fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("time is outside of 1990 to 2100")]
pub struct TimeOutOfRange;

impl Timestamp {
    pub const MIN: Timestamp = Timestamp(631_152_000_000);
    pub const MAX: Timestamp = Timestamp(4_102_444_799_999);

    pub fn from_millis(ms: i64) -> Result<Self, TimeOutOfRange> {
        (Self::MIN.0..=Self::MAX.0)
            .contains(&ms)
            .then_some(Self(ms))
            .ok_or(TimeOutOfRange)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(Day::MILLIS) as i32)
    }

    /// The hour of the UTC day: 0 to 23.
    pub const fn hour(self) -> u32 {
        (self.0.rem_euclid(Day::MILLIS) / (Day::MILLIS / 24)) as u32
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(t) => t.fmt(f),
            Err(_) => write!(f, "{}ms", self.0),
        }
    }
}

impl std::str::FromStr for Timestamp {
    type Err = TimeOutOfRange;

    /// RFC 3339 with a zone.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>()
            .map_err(|_| TimeOutOfRange)
            .and_then(|t| Self::from_millis(t.as_millisecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A UTC calendar day, counted from 1970-01-01. The unit in which insights are kept and scored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i32);

impl Day {
    /// How long a day is, in milliseconds.
    pub const MILLIS: i64 = 86_400_000;

    pub const fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from `earlier` to `self`; negative when `earlier` is later.
    pub const fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first moment of the day, in milliseconds since 1970.
    pub const fn start_millis(self) -> i64 {
        self.0 as i64 * Day::MILLIS
    }

    /// How many days of the calendar month follow; `None` beyond the calendar.
    pub fn left_in_month(self) -> Option<u32> {
        let date = jiff::Timestamp::from_millisecond(self.start_millis())
            .ok()?
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date();
        u32::try_from(date.days_in_month() - date.day()).ok()
    }

    /// 0 to 6; days with the same number are the same day of the week.
    pub const fn of_week(self) -> u32 {
        self.0.rem_euclid(7) as u32
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.start_millis()) {
            Ok(t) => t.strftime("%Y-%m-%d").fmt(f),
            Err(_) => write!(f, "day {}", self.0),
        }
    }
}

impl std::str::FromStr for Day {
    type Err = TimeOutOfRange;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        format!("{text}T00:00:00Z")
            .parse::<Timestamp>()
            .map(Timestamp::day)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The only source of "now". Server and binary pass a real one, tests one that can be moved.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}
