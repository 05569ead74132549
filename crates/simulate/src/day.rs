//! All activities of one day, in order of time.

use ombud_model::Day;

use crate::habits::Habits;
use crate::organisation::{Person, stream};
use crate::random::Random;
use crate::record::{Event, Op};
use crate::scenario::{Burst, weekday};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

/// Day `number` of the log, which is `day`. `habits` are those of all people in the lifelike world, else nothing; `bursts` are those of
/// the day.
pub(crate) fn events(
    seed: u64,
    (number, day): (u32, Day),
    people: &[Person],
    habits: &[Habits],
    bursts: &[Burst],
    events: &mut Vec<Event>,
) {
    events.clear();
    for person in people {
        match habits.get(person.index as usize) {
            Some(habits) => habits.ordinary(seed, (number, day), person, events),
            None => ordinary(seed, number, day, person, events),
        }
    }
    for (which, burst) in bursts.iter().enumerate() {
        let Some(person) = people.get(burst.person as usize) else {
            continue;
        };
        let mut random = Random::named([seed, stream::PLANTED, u64::from(number), which as u64]);
        for one in 0..burst.count {
            let at = (person.start_hour + u64::from(burst.from)) * HOUR
                + random.below(u64::from(burst.hours) * HOUR);
            // Apart from the numbers of ordinary activities and of the person's other bursts of the day, which stand side by side.
            let number = 1 << 31 | (which as u32 & 0x7_ffff) << 12 | one & 0xfff;
            events.push(Event {
                at: (at % DAY) as u32,
                person: burst.person,
                op: burst.op,
                planted: burst.planted,
                number,
                file: burst.files.map(|first| first.further(one)),
            });
        }
    }
    events.sort_unstable_by_key(|event| (event.at, event.person, event.number));
}

/// A sign-in, then what the person's habits are, most of it in the middle of the working hours.
fn ordinary(seed: u64, number: u32, day: Day, person: &Person, events: &mut Vec<Event>) {
    let mut random = Random::named([
        seed,
        stream::DAY,
        u64::from(person.index),
        u64::from(number),
    ]);
    let count = person.day(number, weekday(day), &mut random);
    let start = person.start_hour * HOUR;
    for one in 0..count {
        let (op, at) = if one == 0 {
            (Op::SignIn, random.below(HOUR / 2))
        } else {
            (
                person.habit(&mut random),
                HOUR / 4 + random.below(5 * HOUR) + random.below(4 * HOUR),
            )
        };
        let at = ((start + at) % DAY) as u32;
        events.push(Event {
            at,
            person: person.index,
            op,
            planted: false,
            number: one as u32,
            file: None,
        });
    }
}
