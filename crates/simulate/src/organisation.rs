//! The people of the organisation: departments with their habits, offices with their hours, own devices and addresses.

use std::collections::HashMap;

use crate::names::{FIRST, LAST};
use crate::random::Random;
use crate::record::Op;
use crate::{DOMAIN, Options};

/// Names of the streams of [`Random`].
pub(crate) mod stream {
    pub(crate) const PERSON: u64 = 1;
    pub(crate) const DAY: u64 = 2;
    pub(crate) const RECORD: u64 = 3;
    pub(crate) const PLAN: u64 = 4;
    pub(crate) const PLANTED: u64 = 5;
    pub(crate) const HR: u64 = 6;
    pub(crate) const ALERTS: u64 = 7;
    pub(crate) const HABITS: u64 = 8;
    pub(crate) const FILES: u64 = 9;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Department {
    Engineering,
    Sales,
    Finance,
    Operations,
    Design,
    Legal,
    Support,
    People,
    Technology,
}

/// Departments by how many of 100 people work there.
const SHARES: &[(Department, u64)] = &[
    (Department::Engineering, 30),
    (Department::Sales, 20),
    (Department::Finance, 12),
    (Department::Operations, 14),
    (Department::Design, 6),
    (Department::Legal, 4),
    (Department::Support, 8),
    (Department::People, 3),
    (Department::Technology, 3),
];

/// What everybody does, by weight.
const COMMON: &[(Op, u64)] = &[
    (Op::Accessed, 260),
    (Op::Modified, 130),
    (Op::Previewed, 50),
    (Op::MailRead, 140),
    (Op::MailInside, 80),
    (Op::Message, 90),
    (Op::MailOutsidePlain, 20),
    (Op::Downloaded, 25),
    (Op::Synced, 30),
    (Op::Uploaded, 30),
    (Op::Renamed, 8),
    (Op::Deleted, 12),
    (Op::SharedInside, 18),
    (Op::CompanyLink, 8),
    (Op::LabelApplied, 4),
    (Op::DeviceRead, 12),
    (Op::DeviceRenamed, 5),
    (Op::BrowserDownload, 8),
    (Op::Printed, 6),
    (Op::SignInFailed, 5),
    (Op::DlpLow, 2),
    (Op::UsbMount, 1),
    (Op::UsbCopy, 1),
];

impl Department {
    /// The site where most of its files are.
    pub(crate) const fn site(self) -> &'static str {
        match self {
            Department::Engineering => "engineering",
            Department::Sales => "sales",
            Department::Finance => "finance",
            Department::Operations => "operations",
            Department::Design => "design",
            Department::Legal => "legal",
            Department::Support => "support",
            Department::People => "people",
            Department::Technology => "technology",
        }
    }

    /// Extensions by weight.
    pub(crate) const fn extensions(self) -> &'static [(&'static str, u64)] {
        match self {
            Department::Engineering | Department::Technology => &[
                ("docx", 4),
                ("pdf", 3),
                ("xlsx", 2),
                ("zip", 1),
                ("json", 2),
                ("step", 2),
                ("dwg", 2),
                ("txt", 1),
            ],
            Department::Design => &[
                ("psd", 4),
                ("png", 4),
                ("pdf", 3),
                ("pptx", 3),
                ("indd", 1),
                ("mp4", 1),
            ],
            Department::Finance => &[("xlsx", 8), ("pdf", 4), ("csv", 2), ("docx", 2)],
            Department::Legal | Department::People => &[("docx", 6), ("pdf", 6), ("xlsx", 1)],
            Department::Sales | Department::Operations | Department::Support => &[
                ("pptx", 4),
                ("docx", 4),
                ("xlsx", 4),
                ("pdf", 4),
                ("msg", 1),
                ("png", 1),
            ],
        }
    }

    /// What it does beside [`COMMON`], by weight.
    const fn own(self) -> &'static [(Op, u64)] {
        match self {
            Department::Engineering => &[
                (Op::Downloaded, 60),
                (Op::Synced, 60),
                (Op::NetworkShare, 25),
                (Op::Archived, 8),
            ],
            Department::Sales => &[
                (Op::MailOutside, 45),
                (Op::SharedOutside, 15),
                (Op::MailOutsidePlain, 60),
                (Op::Printed, 6),
            ],
            Department::Finance => &[
                (Op::Printed, 30),
                (Op::Downloaded, 30),
                (Op::MailOutside, 12),
                (Op::NetworkShare, 8),
            ],
            Department::Operations => &[
                (Op::Uploaded, 40),
                (Op::Printed, 15),
                (Op::MailOutside, 10),
                (Op::CloudUpload, 4),
            ],
            Department::Design => &[
                (Op::SharedOutside, 15),
                (Op::CloudUpload, 12),
                (Op::Uploaded, 50),
                (Op::Archived, 6),
                (Op::UsbCopy, 3),
            ],
            Department::Legal => &[
                (Op::Printed, 30),
                (Op::LabelApplied, 15),
                (Op::MailOutside, 25),
                (Op::LabelLowered, 1),
            ],
            Department::Support => &[
                (Op::BrowserDownload, 40),
                (Op::CloudUpload, 6),
                (Op::MailOutsidePlain, 50),
            ],
            Department::People => &[
                (Op::Printed, 20),
                (Op::LabelApplied, 10),
                (Op::MailOutside, 10),
            ],
            Department::Technology => &[
                (Op::RoleGranted, 6),
                (Op::UsbMount, 6),
                (Op::UsbCopy, 4),
                (Op::Archived, 8),
                (Op::Downloaded, 40),
            ],
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) index: u32,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    /// `First.Last@contoso.test`: Exchange and the directory keep the case, SharePoint does not.
    pub(crate) address: String,
    /// The same in lower case.
    pub(crate) user: String,
    pub(crate) department: Department,
    pub(crate) device: String,
    /// Address of the office and of the home.
    pub(crate) office_ip: String,
    pub(crate) home_ip: String,
    /// UTC hour at which the day begins.
    pub(crate) start_hour: u64,
    /// Activities of an ordinary day, in hundredths.
    pub(crate) rate: u64,
    /// In how many of 100 weekends' days there is some work.
    pub(crate) weekends: u64,
    /// First days of two absences of a week, by day of the log.
    pub(crate) absences: [u64; 2],
    pub(crate) habits: Vec<(Op, u64)>,
    /// First and last day of the log with activities.
    pub(crate) employed: (u32, u32),
}

impl Person {
    /// How many activities the person has on a day of the log, and what they may be. `weekday` counts from Monday, 0.
    pub(crate) fn day(&self, day: u32, weekday: i32, random: &mut Random) -> u64 {
        let present = (self.employed.0..=self.employed.1).contains(&day);
        if !present || self.is_away(day) {
            return 0;
        }
        // A day's load varies by a factor of four.
        let load = self.rate * random.between(50, 150) / 100;
        let load = match weekday {
            5 | 6 if !random.percent(self.weekends) => 0,
            5 | 6 => load / 3,
            _ => load,
        };
        (load + random.below(100)) / 100
    }

    /// Whether the day of the log lies in an absence.
    pub(crate) fn is_away(&self, day: u32) -> bool {
        let day = u64::from(day);
        let mut absences = self.absences.iter();
        absences.any(|&first| (first..first + 7).contains(&day))
    }

    pub(crate) fn habit(&self, random: &mut Random) -> Op {
        random.weighted(&self.habits).unwrap_or(Op::Accessed)
    }
}

/// All people, in order of their index.
pub(crate) fn people(options: &Options) -> Vec<Person> {
    let mut taken: HashMap<(&str, &str), u32> = HashMap::new();
    (0..options.persons)
        .map(|index| person(index, options, &mut taken))
        .collect()
}

fn person(
    index: u32,
    options: &Options,
    taken: &mut HashMap<(&'static str, &'static str), u32>,
) -> Person {
    let mut random = Random::named([options.seed, stream::PERSON, u64::from(index), 0]);
    let (first, last) = (random.pick(FIRST), random.pick(LAST));
    let same = taken.entry((first, last)).or_default();
    *same += 1;
    let number = if *same > 1 {
        same.to_string()
    } else {
        String::new()
    };
    let address = format!("{first}.{last}{number}@{DOMAIN}");
    let department = random.weighted(SHARES).unwrap_or(Department::Operations);
    let heavy = random.percent(4);
    // Offices one hour east, five hours west and eight hours east of UTC.
    let (office, offset) = random
        .weighted(&[((1u8, 1i64), 70), ((2, -5), 20), ((3, 8), 10)])
        .unwrap_or((1, 1));
    let local_start = random.between(7, 9) as i64;
    let mut habits = COMMON.to_vec();
    for &(op, weight) in department.own() {
        match habits.iter_mut().find(|(known, _)| *known == op) {
            Some((_, known)) => *known += weight,
            None => habits.push((op, weight)),
        }
    }
    // Taste: what one does often another hardly does.
    habits
        .iter_mut()
        .for_each(|(_, weight)| *weight = (*weight * random.between(40, 180)).div_ceil(100));
    let days = u64::from(options.days);
    Person {
        index,
        first,
        last,
        user: address.to_lowercase(),
        address,
        department,
        device: format!("PC-{:05}", u64::from(index) + 10_000),
        office_ip: format!("203.0.113.{}", u64::from(office) * 10 + random.below(4)),
        home_ip: format!("198.51.100.{}", random.between(1, 254)),
        start_hour: (local_start - offset).rem_euclid(24) as u64,
        rate: if heavy {
            random.between(2_000, 4_000)
        } else {
            random.between(250, 1_050)
        },
        weekends: if heavy { 35 } else { random.between(0, 10) },
        absences: [random.below(days * 2), days / 2 + random.below(days * 2)],
        habits,
        employed: (0, options.days - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn people_are_distinct_and_spread_over_departments() {
        let options = Options {
            persons: 40_000,
            ..Options::default()
        };
        let people = people(&options);
        assert_eq!(
            people
                .iter()
                .map(|person| &person.user)
                .collect::<HashSet<_>>()
                .len(),
            40_000
        );
        assert_eq!(
            people
                .iter()
                .map(|person| &person.device)
                .collect::<HashSet<_>>()
                .len(),
            40_000
        );
        for (department, share) in SHARES {
            let there = people
                .iter()
                .filter(|person| person.department == *department)
                .count() as u64;
            assert!(
                (share * 350..share * 450).contains(&there),
                "{department:?}: {there}"
            );
        }
        assert!(
            people
                .iter()
                .all(|person| person.user.is_ascii() && person.user.ends_with("@contoso.test"))
        );
    }

    #[test]
    fn nobody_works_when_absent_or_gone() {
        let mut person = people(&Options {
            persons: 1,
            ..Options::default()
        })
        .remove(0);
        person.employed = (10, 20);
        person.absences = [12, 80];
        let mut random = Random::named([1, 2, 3, 4]);
        let worked: Vec<u32> = (0..90)
            .filter(|&day| person.day(day, 0, &mut random) > 0)
            .collect();
        assert_eq!(worked, [10, 11, 19, 20]);
    }
}
