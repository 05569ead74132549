//! How much each person of the lifelike world does on a day on which they are there.
//!
//! Promises: people differ as in real organisations, by a log-normal distribution: half of them have 25 records or more on an ordinary
//! day, one in a hundred 140 or more. Most hardly ever use devices, some do daily.

use crate::random::Random;
use crate::record::Op;
use crate::shape::normal;

/// What is done is drawn for these groups by themselves: a day of many mails need not be one of many downloads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    Reading,
    Collecting,
    Sending,
    Devices,
    Rest,
}

impl Group {
    pub(crate) const fn of(op: Op) -> Self {
        match op {
            Op::Accessed
            | Op::Previewed
            | Op::Modified
            | Op::MailRead
            | Op::MailInside
            | Op::Message
            | Op::DeviceRead => Group::Reading,
            Op::Downloaded | Op::Synced | Op::BrowserDownload | Op::Archived => Group::Collecting,
            Op::MailOutside
            | Op::MailOutsidePlain
            | Op::SharedInside
            | Op::SharedOutside
            | Op::CompanyLink
            | Op::CloudUpload => Group::Sending,
            Op::UsbMount | Op::UsbCopy | Op::Printed | Op::NetworkShare => Group::Devices,
            _ => Group::Rest,
        }
    }
}

/// Activities of an ordinary day by group.
pub(crate) type Means = [(Group, f64); 5];

/// What a program does under an account of its own.
pub(crate) const OF_SERVICES: Means = [
    (Group::Reading, 84.0),
    (Group::Collecting, 36.0),
    (Group::Sending, 0.0),
    (Group::Devices, 0.0),
    (Group::Rest, 0.0),
];

/// Of the median person.
const MEDIAN: f64 = 25.0;

/// How often somebody uses devices: activities of a day, from and to, in hundredths, by how many of 100 people do.
const DEVICES: &[((u64, u64), u64)] = &[((2, 30), 80), ((30, 100), 12), ((200, 800), 8)];

/// One person's.
pub(crate) fn of_person(random: &mut Random) -> Means {
    let all = around(random, MEDIAN, 0.75).clamp(6.0, 200.0);
    // Who does more in all collects and sends more, but not as many times more.
    let busy = libm::sqrt(all / MEDIAN);
    let collecting = around(random, 5.0 * busy, 0.5).clamp(2.0, 15.0);
    let sending = around(random, 2.5 * busy, 0.5).clamp(1.0, 6.0);
    let (low, high) = random.weighted(DEVICES).unwrap_or((2, 30));
    let devices = random.between(low, high) as f64 / 100.0;
    let rest = all * 0.06;
    let reading = (all - collecting - sending - devices - rest).max(all * 0.3);
    [
        (Group::Reading, reading),
        (Group::Collecting, collecting),
        (Group::Sending, sending),
        (Group::Devices, devices),
        (Group::Rest, rest),
    ]
}

/// Log-normal with this median.
fn around(random: &mut Random, median: f64, spread: f64) -> f64 {
    median * libm::exp(spread * normal(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_differ_as_much_as_in_real_organisations() {
        let mut random = Random::named([9, 0, 0, 0]);
        let people: Vec<Means> = (0..4_000).map(|_| of_person(&mut random)).collect();
        let mut all: Vec<f64> = people
            .iter()
            .map(|means| means.iter().map(|(_, mean)| mean).sum())
            .collect();
        all.sort_by(f64::total_cmp);
        assert!((23.0..27.0).contains(&all[2_000]), "{}", all[2_000]);
        assert!((110.0..180.0).contains(&all[3_960]), "{}", all[3_960]);
        let of = |group: Group| {
            let means = people.iter().flatten().filter(move |(of, _)| *of == group);
            means.map(|(_, mean)| *mean)
        };
        assert!(of(Group::Collecting).all(|mean| (2.0..=15.0).contains(&mean)));
        assert!(of(Group::Sending).all(|mean| (1.0..=6.0).contains(&mean)));
        let daily = of(Group::Devices).filter(|mean| *mean >= 2.0).count();
        assert!((240..400).contains(&daily), "{daily}");
    }
}
