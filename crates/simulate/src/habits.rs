//! What a person's ordinary days are like in the lifelike world: when they are there, how much they do, and what.
//!
//! Promises: a day's activities depend on the seed, the person and the day only. Who is there at all has at least one record of the day.

use ombud_model::Day;

use crate::files::{FileRef, works_on_files};
use crate::organisation::{Person, stream};
use crate::random::Random;
use crate::rates::{self, Group};
use crate::record::{Event, Op};
use crate::scenario::weekday;
use crate::shape::{self, DayShape};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// Files that somebody works on at a time.
const AT_WORK: u64 = 60;
/// How many of them are new each day.
const NEW_A_DAY: u32 = 3;
/// Files that can go to a rival on a day.
const FOR_A_RIVAL_A_DAY: u32 = 256;

/// When somebody works, and what makes their days unlike those of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pattern {
    /// Monday to Friday, with holidays.
    FullTime,
    /// On these days of the week: one bit each, Monday the lowest.
    PartTime { weekdays: u8 },
    /// Four nights, then three days off.
    Nights { offset: u32 },
    /// Thursday to Sunday.
    Weekends,
    /// Away between two days of the log; much to catch up on afterwards.
    Leave { first: u32, last: u32 },
    /// The reports at the end of each month: many times the usual on its last three days.
    MonthEnd,
    /// One day in eight, offers to many partners.
    Sales,
    /// One account for several people, early and late.
    Shared { people: u32 },
    /// A program that works around the clock under an account of its own.
    Service,
    /// There from a day of the log on, with much to read at first.
    Newcomer { first: u32 },
    /// As much as ever leaves, but between two days of the log what leaves is sensitive and goes to a rival.
    ChangesSides { first: u32, last: u32 },
}

/// A group of operations as one person does them.
#[derive(Clone, Debug)]
struct Usual {
    group: Group,
    ops: Vec<(Op, u64)>,
    /// Activities of an ordinary day.
    mean: f64,
    /// How uneven the days are; `None` when they are even.
    shape: Option<f64>,
}

/// One person's ordinary days.
#[derive(Clone, Debug)]
pub(crate) struct Habits {
    pattern: Pattern,
    usual: Vec<Usual>,
}

/// What a service does.
const OF_SERVICES: &[(Op, u64)] = &[(Op::Accessed, 5), (Op::Synced, 3), (Op::MailRead, 2)];

impl Habits {
    pub(crate) fn new(seed: u64, person: &Person, pattern: Pattern, days: DayShape) -> Self {
        let mut random = Random::named([seed, stream::HABITS, u64::from(person.index), 0]);
        let (habits, means) = match pattern {
            Pattern::Service => (OF_SERVICES, rates::OF_SERVICES),
            Pattern::Shared { people } => {
                let alone = rates::of_person(&mut random);
                let together = alone.map(|(group, mean)| (group, mean * f64::from(people)));
                (&*person.habits, together)
            }
            _ => (&*person.habits, rates::of_person(&mut random)),
        };
        let usual = means.iter().map(|&(group, mean)| Usual {
            group,
            ops: habits
                .iter()
                .copied()
                .filter(|&(op, _)| Group::of(op) == group)
                .collect(),
            mean,
            shape: days
                .draw(&mut random)
                .filter(|_| pattern != Pattern::Service),
        });
        Self {
            pattern,
            usual: usual.collect(),
        }
    }

    /// Adds what the person does on day `number` of the log, which is `day`.
    pub(crate) fn ordinary(
        &self,
        seed: u64,
        (number, day): (u32, Day),
        person: &Person,
        events: &mut Vec<Event>,
    ) {
        let names = [
            seed,
            stream::HABITS,
            u64::from(person.index),
            u64::from(number) + 1,
        ];
        let mut random = Random::named(names);
        let Some(busy) = self.busy(number, day, person, &mut random) else {
            return;
        };
        let mut ops = vec![Op::SignIn];
        for usual in &self.usual {
            let load = shape::load(&mut random, usual.shape);
            let mean = usual.mean * busy * self.season(usual.group, number, day) * load;
            let count = shape::poisson(&mut random, mean);
            ops.extend((0..count).filter_map(|_| random.weighted(&usual.ops)));
        }
        for (one, &op) in ops.iter().enumerate() {
            let after = if one == 0 {
                random.below(HOUR / 2)
            } else {
                self.pattern.after_start(&mut random)
            };
            let planted = self.pattern.betrays(op, number);
            let file = works_on_files(op).then(|| {
                if planted {
                    let of_day = one as u32 % FOR_A_RIVAL_A_DAY;
                    return FileRef::for_rival(person.index, number * FOR_A_RIVAL_A_DAY + of_day);
                }
                let recent = random.below(AT_WORK).min(random.below(AT_WORK)) as u32;
                FileRef::of_work(person.index, (number + 30) * NEW_A_DAY - recent)
            });
            events.push(Event {
                at: ((self.pattern.starts(person) * HOUR + after) % DAY) as u32,
                person: person.index,
                op,
                planted,
                number: one as u32,
                file,
            });
        }
    }

    /// How much is done in all, as a multiple of the ordinary; `None` when the person is not there.
    fn busy(&self, number: u32, day: Day, person: &Person, random: &mut Random) -> Option<f64> {
        let weekday = weekday(day);
        let there = match self.pattern {
            Pattern::PartTime { weekdays } => weekdays >> weekday & 1 == 1,
            Pattern::Nights { offset } => (number + offset) % 7 < 4,
            Pattern::Weekends => weekday > 2,
            Pattern::Service => true,
            Pattern::Shared { .. } => weekday < 6,
            Pattern::MonthEnd if ends_month(day) => true,
            _ => weekday < 5 || random.percent(person.weekends),
        };
        let away = match self.pattern {
            Pattern::Leave { first, last } => (first..=last).contains(&number),
            Pattern::Service | Pattern::Shared { .. } => false,
            Pattern::MonthEnd if ends_month(day) => false,
            _ => person.is_away(number),
        };
        let employed = (person.employed.0..=person.employed.1).contains(&number);
        (there && employed && !away).then(|| match self.pattern {
            Pattern::Leave { last, .. } if (last..last + 7).contains(&number) => 2.0,
            Pattern::Newcomer { first } if (first..first + 14).contains(&number) => 1.5,
            Pattern::FullTime if weekday > 4 => 0.3,
            _ => 1.0,
        })
    }

    /// What is special about the day for a group of operations, as a multiple.
    fn season(&self, group: Group, number: u32, day: Day) -> f64 {
        match (self.pattern, group) {
            (Pattern::MonthEnd, Group::Collecting | Group::Devices | Group::Sending)
                if ends_month(day) =>
            {
                8.0
            }
            // Not the same weekday each time.
            (Pattern::Sales, Group::Sending) if number.wrapping_mul(2_654_435_761) >> 29 == 0 => {
                10.0
            }
            _ => 1.0,
        }
    }
}

impl Pattern {
    /// Whether what is done on this day of the log goes to a rival.
    fn betrays(self, op: Op, number: u32) -> bool {
        let leaves = matches!(op, Op::MailOutside | Op::CloudUpload | Op::SharedOutside);
        match self {
            Pattern::ChangesSides { first, last } => leaves && (first..=last).contains(&number),
            _ => false,
        }
    }

    /// UTC hour at which the person begins.
    const fn starts(self, person: &Person) -> u64 {
        match self {
            Pattern::Nights { .. } => (person.start_hour + 14) % 24,
            _ => person.start_hour,
        }
    }

    /// Milliseconds after that, most in the middle of the working hours.
    fn after_start(self, random: &mut Random) -> u64 {
        match self {
            Pattern::Service => random.below(DAY),
            Pattern::Shared { .. } => random.below(16 * HOUR),
            _ => HOUR / 4 + random.below(5 * HOUR) + random.below(4 * HOUR),
        }
    }
}

/// Whether it is one of the last three days of a month.
fn ends_month(day: Day) -> bool {
    let month = |day: Day| day.to_string().get(..7).map(str::to_owned);
    month(day) != month(day.plus(3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, organisation};

    /// Days of the log on which the person is there.
    fn there(pattern: Pattern) -> Vec<u32> {
        let options = Options {
            persons: 1,
            ..Options::default()
        };
        let mut person = organisation::people(&options).remove(0);
        (person.weekends, person.absences) = (0, [900, 900]);
        let habits = Habits::new(7, &person, pattern, DayShape::Even);
        let mut events = Vec::new();
        (0..28)
            .filter(|&number| {
                events.clear();
                let day = options.start.plus(number as i32);
                habits.ordinary(7, (number, day), &person, &mut events);
                !events.is_empty()
            })
            .collect()
    }

    #[test]
    fn everybody_is_there_when_their_pattern_says_so() {
        let days = |keep: fn(u32) -> bool| (0..28).filter(|&day| keep(day)).collect::<Vec<u32>>();
        assert_eq!(there(Pattern::FullTime), days(|day| day % 7 < 5));
        assert_eq!(
            there(Pattern::PartTime { weekdays: 0b10010 }),
            days(|day| day % 7 == 1 || day % 7 == 4)
        );
        assert_eq!(
            there(Pattern::Nights { offset: 3 }),
            days(|day| (day + 3) % 7 < 4)
        );
        assert_eq!(there(Pattern::Weekends), days(|day| day % 7 > 2));
        assert_eq!(
            there(Pattern::Leave { first: 3, last: 16 }),
            days(|day| day % 7 < 5 && !(3..17).contains(&day))
        );
        assert_eq!(there(Pattern::Service), days(|_| true));
        assert_eq!(
            there(Pattern::Shared { people: 4 }),
            days(|day| day % 7 < 6)
        );
        // The log begins on 3 August: the 29th and 30th are a weekend, and in it for the reports.
        assert_eq!(
            there(Pattern::MonthEnd),
            days(|day| day % 7 < 5 || day == 26 || day == 27)
        );
    }

    #[test]
    fn months_end_in_three_days() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (text, ends) in [
            ("2026-08-28", false),
            ("2026-08-29", true),
            ("2026-08-31", true),
            ("2026-09-01", false),
            ("2027-02-26", true),
        ] {
            assert_eq!(ends_month(day(text)), ends, "{text}");
        }
    }
}
