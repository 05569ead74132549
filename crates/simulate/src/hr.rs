//! What the HR department knows: one table with a column that says the scenario of each row.

use std::fmt::Write;

use ombud_model::Day;

use crate::Options;
use crate::organisation::{Person, stream};
use crate::random::Random;

pub(crate) const HEADER: &str = "HRScenario,EmailAddress,ResignationDate,LastWorkingDate,EffectiveDate,Remarks,Rating,OldLevel,NewLevel\n";

#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact {
    pub(crate) person: u32,
    pub(crate) day: Day,
    pub(crate) what: What,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    Resigned { last: Day },
    Reviewed { poor: bool },
    ImprovementPlan,
    LevelChanged { from: u32, to: u32 },
}

/// Good reviews and promotions, which mean nothing: one in ten people each quarter, one in fifty.
pub(crate) fn everyday(options: &Options, people: &[Person], facts: &mut Vec<Fact>) {
    for person in people {
        let mut random = Random::named([options.seed, stream::HR, u64::from(person.index), 0]);
        let day = |random: &mut Random| {
            options
                .start
                .plus(random.below(u64::from(options.days)) as i32)
        };
        if random.percent(10) {
            facts.push(Fact {
                person: person.index,
                day: day(&mut random),
                what: What::Reviewed { poor: false },
            });
        }
        if random.percent(2) {
            let from = random.between(50, 64) as u32;
            facts.push(Fact {
                person: person.index,
                day: day(&mut random),
                what: What::LevelChanged { from, to: from + 1 },
            });
        }
    }
    facts.sort_by_key(|fact| (fact.day, fact.person));
}

/// One row.
pub(crate) fn write(out: &mut String, fact: &Fact, person: &Person) {
    let (user, day) = (&person.address, fact.day);
    // Writing into a text does not fail.
    let _ = match fact.what {
        What::Resigned { last } => writeln!(
            out,
            "Resignation,{user},{day}T09:00:00Z,{last}T17:00:00Z,,,,,"
        ),
        What::Reviewed { poor } => {
            let rating = if poor {
                "2 - Below expectations"
            } else {
                "4 - Exceeds expectations"
            };
            writeln!(
                out,
                "Performance review,{user},,,{day}T09:00:00Z,,{rating},,"
            )
        }
        What::ImprovementPlan => writeln!(
            out,
            "Performance improvement plan,{user},,,{day}T09:00:00Z,,2 - Below expectations,,"
        ),
        What::LevelChanged { from, to } => writeln!(
            out,
            "Job level change,{user},,,{day}T09:00:00Z,,,Level {from},Level {to}"
        ),
    };
}
