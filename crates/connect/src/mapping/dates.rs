//! Dates and times of free-form input: a stated form or the usual ones, in a stated zone.

use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use ombud_model::Timestamp;
use serde::Deserialize;

use super::MappingError;
use crate::when::{self, Order, TimeError};

/// The zone of times that name none. Default: UTC.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        zone(name.trim()).map(Zone).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{name}` is no time zone: write `UTC`, an offset like `+05:30` or a name like `Europe/Berlin`"
            ))
        })
    }
}

fn zone(name: &str) -> Option<TimeZone> {
    if name.eq_ignore_ascii_case("UTC") || name.eq_ignore_ascii_case("Z") {
        return Some(TimeZone::UTC);
    }
    let (sign, digits) = match name.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return TimeZone::get(name).ok(),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..=14).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    jiff::tz::Offset::from_seconds(sign * (hours * 60 + minutes) * 60)
        .ok()
        .map(TimeZone::fixed)
}

/// How the dates of an input are read.
#[derive(Clone, Copy, Debug)]
pub struct Dates<'a> {
    pub format: Option<&'a str>,
    pub zone: &'a Zone,
    /// What comes first in dates with slashes, where the input has proven it. Not asked where there is a format.
    pub order: Option<Order>,
}

impl Dates<'_> {
    pub fn parse(&self, text: &str) -> Result<Timestamp, TimeError> {
        match self.format {
            Some(format) => self.parse_as(format, text.trim()),
            None => self.parse_usual(text),
        }
    }

    /// The forms of [`when::parse_at_offset`]. Whether a text names its zone shows in whether another default moves it.
    fn parse_usual(&self, text: &str) -> Result<Timestamp, TimeError> {
        let in_utc = when::parse_in(text, self.order)?;
        if self.zone.0 == TimeZone::UTC || when::parse_at_offset(text, 60, self.order) == Ok(in_utc)
        {
            return Ok(in_utc);
        }
        let local = jiff::Timestamp::from_millisecond(in_utc.millis())
            .map_err(|_| TimeError::OutOfRange)?;
        self.in_zone(TimeZone::UTC.to_datetime(local))
    }

    fn parse_as(&self, format: &str, text: &str) -> Result<Timestamp, TimeError> {
        let parts = BrokenDownTime::parse(format, text).map_err(|_| TimeError::Unreadable)?;
        if let Ok(time) = parts.to_timestamp() {
            return Timestamp::from_millis(time.as_millisecond())
                .map_err(|_| TimeError::OutOfRange);
        }
        let date = parts.to_date().map_err(|_| TimeError::Unreadable)?;
        let time = match parts.hour() {
            Some(_) => parts.to_time().map_err(|_| TimeError::Unreadable)?,
            None => jiff::civil::Time::midnight(),
        };
        self.in_zone(date.to_datetime(time))
    }

    /// A local time that was skipped or occurred twice is taken as clocks take it.
    fn in_zone(&self, local: DateTime) -> Result<Timestamp, TimeError> {
        let time = self
            .zone
            .0
            .to_timestamp(local)
            .map_err(|_| TimeError::OutOfRange)?;
        Timestamp::from_millis(time.as_millisecond()).map_err(|_| TimeError::OutOfRange)
    }
}

/// Whether a form is one at all: what it writes it must read.
pub(super) fn check_format(key: &str, format: &str) -> Result<(), MappingError> {
    let sample = jiff::civil::date(2026, 3, 30)
        .at(16, 2, 11, 0)
        .to_zoned(TimeZone::UTC);
    let problem = |problem: String| MappingError::Key {
        key: key.into(),
        problem,
    };
    let zoned = sample.map_err(|error| problem(error.to_string()))?;
    let written =
        jiff::fmt::strtime::format(format, &zoned).map_err(|error| problem(error.to_string()))?;
    let zone = Zone::default();
    let read = Dates {
        format: Some(format),
        zone: &zone,
        order: None,
    }
    .parse(&written);
    read.map(|_| ()).map_err(|_| {
        problem(format!(
            "`{format}` does not hold a whole date: write something like `%d.%m.%Y`"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(format: Option<&str>, name: &str, text: &str) -> String {
        let zone = Zone(zone(name).unwrap());
        Dates {
            format,
            zone: &zone,
            order: None,
        }
        .parse(text)
        .map_or_else(|error| error.to_string(), |time| time.to_string())
    }

    #[test]
    fn zones_apply_only_where_none_is_named() {
        for (zone, text, expected) in [
            (
                "UTC",
                "2026-03-30T16:02:11.7117540",
                "2026-03-30T16:02:11.711Z",
            ),
            (
                "Europe/Berlin",
                "2026-03-30T16:02:11",
                "2026-03-30T14:02:11Z",
            ),
            ("Europe/Berlin", "2026-01-30", "2026-01-29T23:00:00Z"),
            (
                "Europe/Berlin",
                "2026-03-30T16:02:11Z",
                "2026-03-30T16:02:11Z",
            ),
            ("+05:30", "2026-03-30T16:02:11", "2026-03-30T10:32:11Z"),
            ("-08", "2026-03-30T16:02:11+01:00", "2026-03-30T15:02:11Z"),
        ] {
            assert_eq!(parse(None, zone, text), expected, "{zone} {text}");
        }
    }

    #[test]
    fn a_stated_form_is_the_only_one() {
        assert_eq!(
            parse(Some("%d.%m.%Y"), "UTC", "03.04.2026"),
            "2026-04-03T00:00:00Z"
        );
        assert_eq!(
            parse(Some("%d/%m/%Y %H:%M"), "Europe/Berlin", "03/04/2026 10:00"),
            "2026-04-03T08:00:00Z"
        );
        assert_eq!(
            parse(Some("%s"), "Europe/Berlin", "1621329213"),
            "2021-05-18T09:13:33Z"
        );
        assert!(parse(Some("%d.%m.%Y"), "UTC", "2026-04-03").contains("not readable"));
        assert!(parse(Some("%d.%m.%Y"), "UTC", "03.04.0001").contains("outside"));
    }
}
