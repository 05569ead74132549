//! Dates as locales write them: read as they were meant, or not at all and with the question that `date_format` answers.

use ombud_model::Kind;
use proptest::prelude::*;

use crate::common::take_in;

/// How one table writes its dates.
#[derive(Clone, Copy, Debug)]
struct Locale {
    is_day_first: bool,
    separator: char,
    has_short_year: bool,
    is_padded: bool,
    clock: Clock,
    /// The month by its name, in English or in another language.
    month: Month,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Clock {
    None,
    Of24,
    Of12,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Month {
    Number,
    English,
    German,
}

const ENGLISH: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Month, day, hour and minute.
type Moment = (u8, u8, u8, u8);

impl Locale {
    fn write(&self, (month, day, hour, minute): Moment) -> String {
        let number = |number: u8| {
            if self.is_padded {
                format!("{number:02}")
            } else {
                number.to_string()
            }
        };
        let name = match self.month {
            Month::Number => number(month),
            Month::English => ENGLISH[usize::from(month) - 1].to_owned(),
            Month::German => GERMAN[usize::from(month) - 1].to_owned(),
        };
        let (first, second) = if self.is_day_first {
            (number(day), name)
        } else {
            (name, number(day))
        };
        let year = if self.has_short_year { "26" } else { "2026" };
        let by = self.separator;
        let date = format!("{first}{by}{second}{by}{year}");
        match self.clock {
            Clock::None => date,
            Clock::Of24 => format!("{date} {hour:02}:{minute:02}"),
            Clock::Of12 => {
                let half = if hour < 12 { "AM" } else { "PM" };
                format!("{date} {}:{minute:02} {half}", (hour + 11) % 12 + 1)
            }
        }
    }

    /// The same as a form of the mapping.
    fn format(&self) -> String {
        let month = if self.month == Month::Number {
            "%m"
        } else {
            "%b"
        };
        let (first, second) = if self.is_day_first {
            ("%d", month)
        } else {
            (month, "%d")
        };
        let (by, year) = (
            self.separator,
            if self.has_short_year { "%y" } else { "%Y" },
        );
        let clock = match self.clock {
            Clock::None => "",
            Clock::Of24 => " %H:%M",
            Clock::Of12 => " %I:%M %p",
        };
        format!("{first}{by}{second}{by}{year}{clock}")
    }

    /// Whether the dates are of a form that is read without being told.
    fn is_known(&self) -> bool {
        self.separator == '/' && !self.has_short_year && self.month == Month::Number
    }

    fn meant(&self, (month, day, hour, minute): Moment) -> String {
        let (hour, minute) = if self.clock == Clock::None {
            (0, 0)
        } else {
            (hour, minute)
        };
        format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
    }
}

fn locale() -> impl Strategy<Value = Locale> {
    let separator = prop_oneof![4 => Just('/'), 1 => Just('.'), 1 => Just('-'), 1 => Just(' ')];
    let clock = prop_oneof![Just(Clock::None), Just(Clock::Of24), Just(Clock::Of12)];
    let month =
        prop_oneof![6 => Just(Month::Number), 1 => Just(Month::English), 1 => Just(Month::German)];
    (
        any::<bool>(),
        separator,
        prop::bool::weighted(0.25),
        any::<bool>(),
        clock,
        month,
    )
        .prop_map(
            |(is_day_first, separator, has_short_year, is_padded, clock, month)| Locale {
                is_day_first,
                separator,
                has_short_year,
                is_padded,
                clock,
                month,
            },
        )
}

fn moments(days: std::ops::RangeInclusive<u8>) -> impl Strategy<Value = Vec<Moment>> {
    prop::collection::vec((1u8..=12, days, 0u8..24, 0u8..60), 1..8)
}

fn table(source: &str, dates: &[String]) -> String {
    let header = match source {
        "hr" => "EmailAddress;ResignationDate;LastWorkingDate",
        "generic" => "Who;When;Note",
        _ => "UserId;CreationDate;Operation",
    };
    let rest = |date: &str| match source {
        "hr" => date.to_owned(),
        "generic" => "x".to_owned(),
        _ => "FileDownloaded".to_owned(),
    };
    let row = |date: &String| format!("a@b.test;{date};{}\n", rest(date));
    let rows = dates.iter().map(row);
    format!("{header}\n{}", rows.collect::<String>())
}

const LOG: &str = "{time: When, person: Who, operation: {value: x}}";

/// When what was read of a table happened, or everything that was said against it.
fn read(source: &str, text: &str, mapping: Option<&str>) -> (Vec<String>, Vec<String>) {
    match take_in(source, text.as_bytes(), mapping) {
        Ok((seen, reasons)) => {
            let seen = seen
                .iter()
                .filter(|one| source != "hr" || one.kind == Kind::Resigned);
            (seen.map(|one| one.time.to_string()).collect(), reasons)
        }
        Err(reason) => (Vec::new(), vec![reason]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Of every source, without a word about the form: a date is the one that was meant, or the table is not taken.
    #[test]
    fn no_date_of_any_locale_is_read_as_another(locale in locale(), moments in moments(1..=28), source in prop::sample::select(vec!["hr", "generic", "m365"])) {
        let mapping = (source == "generic").then_some(LOG);
        let dates: Vec<_> = moments.iter().map(|moment| locale.write(*moment)).collect();
        let text = table(source, &dates);
        let (seen, reasons) = read(source, &text, mapping);
        let proven = moments.iter().any(|(_, day, ..)| *day > 12) || moments.iter().all(|(month, day, ..)| month == day);
        if locale.is_known() && proven {
            let meant: Vec<_> = moments.iter().map(|moment| locale.meant(*moment)).collect();
            prop_assert_eq!(seen, meant, "{}\n{:?}", text, reasons);
            prop_assert!(reasons.is_empty(), "{:?}", reasons);
        } else {
            prop_assert!(seen.is_empty(), "{:?}\n{}", seen, text);
            prop_assert!(!reasons.is_empty(), "{}", text);
            // No mapping says the form of audit records: only those with slashes can be asked for.
            if source != "m365" || locale.is_known() {
                let asks = |reason: &String| ["date_format", "`format`", "#DATES"].iter().any(|word| reason.contains(word));
                prop_assert!(reasons.iter().all(asks), "{:?}", reasons);
            }
        }
    }

    /// Two orders in one table prove neither.
    #[test]
    fn two_orders_in_one_table_are_refused(locale in locale(), day_first in moments(13..=28), month_first in moments(13..=28), source in prop::sample::select(vec!["hr", "generic"])) {
        let locale = Locale { separator: '/', has_short_year: false, month: Month::Number, ..locale };
        let write = |is_day_first, moments: &[Moment]| moments.iter().map(|moment| Locale { is_day_first, ..locale }.write(*moment)).collect::<Vec<_>>();
        let dates = [write(true, &day_first), write(false, &month_first)].concat();
        let mapping = (source == "generic").then_some(LOG);
        let refused = take_in(source, table(source, &dates).as_bytes(), mapping).unwrap_err();
        prop_assert!(refused.contains("date_format") || refused.contains("`format`"), "{}", refused);
    }

    /// With the form stated every date is the one that was meant.
    #[test]
    fn a_stated_form_reads_every_locale(locale in locale(), moments in moments(1..=28), source in prop::sample::select(vec!["hr", "generic"])) {
        prop_assume!(locale.month != Month::German);
        let mapping = match source {
            "hr" => format!("{{scenario: resignation, date_format: '{}'}}", locale.format()),
            _ => format!("{{time: {{field: When, format: '{}'}}, person: Who, operation: {{value: x}}}}", locale.format()),
        };
        let dates: Vec<_> = moments.iter().map(|moment| locale.write(*moment)).collect();
        let (seen, reasons) = read(source, &table(source, &dates), Some(&mapping));
        let meant: Vec<_> = moments.iter().map(|moment| locale.meant(*moment)).collect();
        prop_assert_eq!(seen, meant, "{:?}", reasons);
    }
}
