//! Times as sources write them: one parser, the common shape first and fast.
//!
//! Promises: a time without a zone is UTC (or the zone that the caller names), nothing is guessed (where slashes part a date of which
//! both numbers could be the month, the caller says the order, or it is an error), and a time outside of 1990 to 2100 is an error.

use ombud_model::Timestamp;

/// Why a text is not a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TimeError {
    #[error("time is not readable: expected a form like 2026-03-30T16:02:11Z")]
    Unreadable,
    #[error("time is outside of 1990 to 2100")]
    OutOfRange,
    #[error(
        "the date could have its day or its month first: expected a form like 2026-03-30T16:02:11Z"
    )]
    Ambiguous,
}

/// What comes first in a date with slashes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    Day,
    Month,
}

/// What the order of a date with slashes has to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// One of its numbers is no month.
    Certain(Order),
    /// Either; the two differ.
    Open,
    /// Either, and it is the same day.
    Same,
}

/// What a text proves about the order of dates; `None` when it is no date with slashes and a year of four digits.
pub fn proof(text: &str) -> Option<Proof> {
    let text = text.trim().as_bytes();
    let (first, second, _) = Cursor(text).slashed()?;
    let (proof, order) = match (first > 12, second > 12) {
        (true, _) => (Proof::Certain(Order::Day), Order::Day),
        (false, true) => (Proof::Certain(Order::Month), Order::Month),
        (false, false) if first == second => (Proof::Same, Order::Month),
        (false, false) => (Proof::Open, Order::Month),
    };
    Cursor(text).slashes(0, order).map(|_| proof)
}

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 86_400_000;

/// Parses a time; without a zone it is UTC. A date with slashes must say its order itself.
pub fn parse(text: &str) -> Result<Timestamp, TimeError> {
    parse_in(text, None)
}

/// [`parse`] in an input that has proven the order of dates with slashes.
pub fn parse_in(text: &str, order: Option<Order>) -> Result<Timestamp, TimeError> {
    match fast(text) {
        Some(ms) => in_range(ms),
        None => parse_at_offset(text, 0, order),
    }
}

/// Parses a time; without a zone it is local time at `offset_minutes` east of UTC. `order` is that of dates with slashes, where it is
/// known; without it such a date is read only when one of its numbers is no month.
///
/// Accepted: ISO 8601 with `T` or a space, any number of fractional digits, `Z`, `+01:00`, `+0100` or `+01`; a date alone (its
/// midnight); with slashes `5/18/2021 9:13:33 PM`; seconds (also with a fraction), milliseconds, microseconds or nanoseconds since 1970 in 10, 13, 16 or 19 digits; `/Date(1621329213000)/`.
pub fn parse_at_offset(
    text: &str,
    offset_minutes: i32,
    order: Option<Order>,
) -> Result<Timestamp, TimeError> {
    let mut rest = Cursor(text.trim().as_bytes());
    let offset = i64::from(offset_minutes);
    let found = match rest.0 {
        [b'/', ..] => dot_net(text.trim()),
        digits
            if digits
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b'.') =>
        {
            epoch(digits)
        }
        [_, b'/', ..] | [_, _, b'/', ..] => {
            let order = match (order, proof(text)) {
                (Some(order), _) => order,
                (None, Some(Proof::Certain(order))) => order,
                (None, Some(Proof::Open)) => return Err(TimeError::Ambiguous),
                (None, Some(Proof::Same) | None) => Order::Month,
            };
            rest.slashes(offset, order)
        }
        _ => rest.iso(offset),
    };
    in_range(found.ok_or(TimeError::Unreadable)?)
}

fn in_range(ms: i64) -> Result<Timestamp, TimeError> {
    Timestamp::from_millis(ms).map_err(|_| TimeError::OutOfRange)
}

/// `YYYY-MM-DDTHH:MM:SS` and nothing else: what the bulk of Microsoft 365 records hold.
fn fast(text: &str) -> Option<i64> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let [
        y0,
        y1,
        y2,
        y3,
        b'-',
        m0,
        m1,
        b'-',
        d0,
        d1,
        b'T',
        h0,
        h1,
        b':',
        n0,
        n1,
        b':',
        s0,
        s1,
    ] = *bytes
    else {
        return None;
    };
    let mut bad = 0u8;
    let mut digit = |byte: u8| {
        let value = byte.wrapping_sub(b'0');
        bad |= u8::from(value > 9);
        i64::from(value)
    };
    let mut two = |a: u8, b: u8| digit(a) * 10 + digit(b);
    let year = two(y0, y1) * 100 + two(y2, y3);
    let (month, day, hour, minute, second) = (
        two(m0, m1),
        two(d0, d1),
        two(h0, h1),
        two(n0, n1),
        two(s0, s1),
    );
    if bad != 0 {
        return None;
    }
    Some(days(year, month, day)? * MS_PER_DAY + clock(hour, minute, second)?)
}

/// Days since 1970 of a proleptic Gregorian date; `None` when there is no such day.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    // Years that start in March put the leap day last, so that day numbers within a year need no case.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Milliseconds into the day; a leap second counts as the next minute.
fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    (hour < 24 && minute < 60 && second <= 60)
        .then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, told by the number of digits; the seconds may have a fraction.
fn epoch(digits: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(digits).ok()?;
    if let Some((seconds, fraction)) = text.split_once('.') {
        let seconds: i64 = seconds.parse().ok().filter(|_| seconds.len() == 10)?;
        let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
        let millis: i64 = millis.parse().ok().filter(|_| !fraction.is_empty())?;
        return Some(seconds * 1000 + millis);
    }
    let number: i64 = text.parse().ok()?;
    match digits.len() {
        10 => number.checked_mul(1000),
        13 => Some(number),
        16 => Some(number / 1000),
        19 => Some(number / 1_000_000),
        _ => None,
    }
}

fn dot_net(text: &str) -> Option<i64> {
    text.strip_prefix("/Date(")?
        .strip_suffix(")/")?
        .parse()
        .ok()
}

/// What is left of the text.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take(&mut self, byte: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        (*first == byte).then(|| self.0 = rest)
    }

    /// Up to `most` digits, at least `least`.
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self
            .0
            .iter()
            .take(most)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')),
        )
    }

    fn spaces(&mut self) {
        while self.take(b' ').is_some() {}
    }

    fn iso(&mut self, offset: i64) -> Option<i64> {
        let year = self.number(4, 4)?;
        self.take(b'-')?;
        let month = self.number(1, 2)?;
        self.take(b'-')?;
        let day = self.number(1, 2)?;
        let date = days(year, month, day)?;
        if self.0.is_empty() {
            return Some(date * MS_PER_DAY - offset * MS_PER_MINUTE);
        }
        if self.take(b'T').or_else(|| self.take(b't')).is_none() {
            self.take(b' ')?;
            self.spaces();
        }
        let time = self.time_of_day()?;
        self.finish(date, time, offset)
    }

    /// The first and the second number, and the year.
    fn slashed(&mut self) -> Option<(i64, i64, i64)> {
        let first = self.number(1, 2)?;
        self.take(b'/')?;
        let second = self.number(1, 2)?;
        self.take(b'/')?;
        Some((first, second, self.number(4, 4)?))
    }

    fn slashes(&mut self, offset: i64, order: Order) -> Option<i64> {
        let (first, second, year) = self.slashed()?;
        let (month, day) = match order {
            Order::Month => (first, second),
            Order::Day => (second, first),
        };
        let date = days(year, month, day)?;
        if self.0.is_empty() {
            return Some(date * MS_PER_DAY - offset * MS_PER_MINUTE);
        }
        if self.take(b',').is_none() {
            self.take(b' ')?;
        }
        self.spaces();
        let time = self.time_of_day()?;
        self.finish(date, time, offset)
    }

    /// `H:MM`, `H:MM:SS`, `H:MM:SS.fff`, each with an optional AM or PM, in milliseconds.
    fn time_of_day(&mut self) -> Option<i64> {
        let mut hour = self.number(1, 2)?;
        self.take(b':')?;
        let minute = self.number(2, 2)?;
        let second = if self.take(b':').is_some() {
            self.number(2, 2)?
        } else {
            0
        };
        let mut millis = 0;
        if self.take(b'.').or_else(|| self.take(b',')).is_some() {
            let mut scale = 100;
            let before = self.0.len();
            while let Some(digit) = self.number(1, 1) {
                millis += digit * scale;
                scale /= 10;
            }
            if before == self.0.len() {
                return None;
            }
        }
        let before = self.0;
        self.spaces();
        match self.0.split_at_checked(2) {
            Some((half, rest))
                if half.eq_ignore_ascii_case(b"AM") || half.eq_ignore_ascii_case(b"PM") =>
            {
                if !(1..=12).contains(&hour) {
                    return None;
                }
                hour = hour % 12
                    + if half.eq_ignore_ascii_case(b"PM") {
                        12
                    } else {
                        0
                    };
                self.0 = rest;
            }
            _ => self.0 = before,
        }
        Some(clock(hour, minute, second)? + millis)
    }

    /// The zone, after which nothing may follow.
    fn finish(&mut self, date: i64, time: i64, default_offset: i64) -> Option<i64> {
        self.spaces();
        let offset = match self.0 {
            [] => default_offset,
            [b'Z' | b'z'] | [b'U', b'T', b'C'] | [b'G', b'M', b'T'] => 0,
            [sign @ (b'+' | b'-'), rest @ ..] => {
                let negative = *sign == b'-';
                self.0 = rest;
                let hours = self.number(2, 2)?;
                let _ = self.take(b':');
                let minutes = if self.0.is_empty() {
                    0
                } else {
                    self.number(2, 2)?
                };
                if !self.0.is_empty() || hours > 18 || minutes > 59 {
                    return None;
                }
                let offset = hours * 60 + minutes;
                if negative { -offset } else { offset }
            }
            _ => return None,
        };
        Some(date * MS_PER_DAY + time - offset * MS_PER_MINUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse(text).map_or_else(|error| error.to_string(), |time| time.to_string())
    }

    #[test]
    fn common_shapes_are_read() {
        for (text, expected) in [
            ("2026-03-30T16:02:11", "2026-03-30T16:02:11Z"),
            ("2024-02-29T23:59:59", "2024-02-29T23:59:59Z"),
            ("2026-03-30T16:02:11Z", "2026-03-30T16:02:11Z"),
            ("2026-03-30T16:02:11.1234567Z", "2026-03-30T16:02:11.123Z"),
            ("2026-03-30T16:02:11.123456789", "2026-03-30T16:02:11.123Z"),
            ("2026-03-30T16:02:11.5+01:00", "2026-03-30T15:02:11.5Z"),
            ("2026-03-30 16:02:11 -0530", "2026-03-30T21:32:11Z"),
            ("2026-03-30T16:02+02", "2026-03-30T14:02:00Z"),
            ("2026-03-30", "2026-03-30T00:00:00Z"),
            ("5/18/2021 9:13:33 PM", "2021-05-18T21:13:33Z"),
            ("5/18/2021 12:00:00 AM", "2021-05-18T00:00:00Z"),
            ("12/31/2021 12:30:01 pm", "2021-12-31T12:30:01Z"),
            ("05/18/2021 21:13", "2021-05-18T21:13:00Z"),
            (" 5/18/2021 ", "2021-05-18T00:00:00Z"),
            ("18/05/2021, 3:40:13.988 pm", "2021-05-18T15:40:13.988Z"),
            ("5/5/2021", "2021-05-05T00:00:00Z"),
            ("1621329213", "2021-05-18T09:13:33Z"),
            ("1621329213000", "2021-05-18T09:13:33Z"),
            ("1621329213500000", "2021-05-18T09:13:33.5Z"),
            ("1621329213500000000", "2021-05-18T09:13:33.5Z"),
            ("1621329213.5", "2021-05-18T09:13:33.5Z"),
            ("1621329213.123456", "2021-05-18T09:13:33.123Z"),
            ("/Date(1621329213000)/", "2021-05-18T09:13:33Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_said_so() {
        for text in [
            "",
            "yesterday",
            "2026-13-01T00:00:00",
            "2026-02-29T00:00:00",
            "2026-03-30T24:00:00",
            "2026-03-30T16:02:11 PST",
            "18/05/21",
            "18/18/2021",
            "5/18/2021 13:00 PM",
            "2026-03-30T16:02:11.",
            "2026-03-30T1é:02:11",
            "2026-03-30Tx6:02:11",
            "12345",
            "1621329213.",
            "1.5",
            "18.05.2021",
            "2026-03-30T16:02:11+1",
        ] {
            assert_eq!(parse(text), Err(TimeError::Unreadable), "{text}");
        }
        for text in [
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59",
            "9999-12-31T23:59:59.9999999Z",
            "1989-12-31T23:59:59",
            "/Date(-62135596800000)/",
        ] {
            assert_eq!(read(text), "time is outside of 1990 to 2100", "{text}");
        }
    }

    #[test]
    fn a_local_time_moves_only_without_a_zone() {
        let at = |text| parse_at_offset(text, 120, None).unwrap().to_string();
        assert_eq!(at("2026-03-30T16:02:11"), "2026-03-30T14:02:11Z");
        assert_eq!(at("2026-03-30"), "2026-03-29T22:00:00Z");
        assert_eq!(at("2026-03-30T16:02:11Z"), "2026-03-30T16:02:11Z");
    }

    #[test]
    fn an_order_is_known_or_the_date_is_not_read() {
        let at = |text, order| parse_at_offset(text, 0, order).map(|time| time.to_string());
        assert_eq!(at("5/4/2021", None), Err(TimeError::Ambiguous));
        assert_eq!(at("5/4/2021 9:13 PM", None), Err(TimeError::Ambiguous));
        assert_eq!(
            at("5/4/2021", Some(Order::Day)),
            Ok("2021-04-05T00:00:00Z".into())
        );
        assert_eq!(
            at("5/4/2021", Some(Order::Month)),
            Ok("2021-05-04T00:00:00Z".into())
        );
        assert_eq!(
            at("5/18/2021", Some(Order::Day)),
            Err(TimeError::Unreadable)
        );
        for (text, expected) in [
            ("13/04/2026 10:00", Some(Proof::Certain(Order::Day))),
            ("4/13/2026, 1:00 PM", Some(Proof::Certain(Order::Month))),
            ("3/4/2026", Some(Proof::Open)),
            ("4/4/2026", Some(Proof::Same)),
            ("0/4/2026", None),
            ("13/13/2026", None),
            ("13/4/2026x", None),
            ("13/4/20260", None),
            ("13/4/2026 was it", None),
            ("31/2/2026", None),
            ("13/4/26", None),
            ("2026-04-13", None),
        ] {
            assert_eq!(proof(text), expected, "{text}");
        }
    }

    #[test]
    fn the_fast_path_agrees_with_a_calendar_library() {
        for step in 0..40_000i64 {
            let ms = 631_152_000_000 + step * 86_400_000 + (step * 7_919 % 86_400) * 1000;
            let text = jiff::Timestamp::from_millisecond(ms)
                .unwrap()
                .strftime("%Y-%m-%dT%H:%M:%S")
                .to_string();
            assert_eq!(fast(&text), Some(ms), "{text}");
        }
    }
}
