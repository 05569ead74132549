//! What is planted: who does what on which days, what HR and other products know of it, and traps that look alike but are harmless.
//!
//! Every person takes part in one scenario at most, so that the labels are true.

use ombud_model::Day;

use crate::alerts::Alert;
use crate::files::FileRef;
use crate::habits::Pattern;
use crate::hr::Fact;
use crate::organisation::{Department, Person, stream};
use crate::random::Random;
use crate::record::Op;
use crate::{Options, World, hr};

mod cast;
mod hiding;
mod lifelike;
mod scripts;
mod truth;

pub use cast::Cast;
pub use hiding::Effort;
pub use truth::{Planted, Scenario};

/// `count` activities of one person on one day of the log, within `hours` from `from` hours after the person's day begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Burst {
    pub(crate) day: u32,
    pub(crate) person: u32,
    pub(crate) op: Op,
    pub(crate) count: u32,
    pub(crate) from: u32,
    pub(crate) hours: u32,
    pub(crate) planted: bool,
    /// The first of the files it is about, each the next one; `None` where each record has a file of its own.
    pub(crate) files: Option<FileRef>,
}

#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) planted: Vec<Planted>,
    /// By day.
    pub(crate) bursts: Vec<Burst>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) alerts: Vec<Alert>,
    /// Of all people, in the lifelike world.
    pub(crate) patterns: Vec<Pattern>,
}

/// Draws up the plan and marks in `people` when joiners begin and leavers end.
pub(crate) fn plan(options: &Options, people: &mut [Person]) -> Plan {
    let mut random = Random::named([options.seed, stream::PLAN, 0, 0]);
    let mut free: Vec<u32> = (0..options.persons).collect();
    random.shuffle(&mut free);
    let mut planner = Planner {
        options,
        people,
        free,
        random,
        leavers: 50,
        plan: Plan::default(),
    };
    match options.world {
        World::Plain => planner.plain(),
        World::Lifelike { cast, effort, .. } => planner.lifelike(cast, effort),
    }
    let Planner {
        people, mut plan, ..
    } = planner;
    hr::everyday(options, people, &mut plan.facts);
    crate::alerts::everyday(options, people, &mut plan.alerts);
    plan.planted.sort();
    plan.bursts.sort_by_key(|burst| (burst.day, burst.person));
    plan
}

struct Planner<'p> {
    options: &'p Options,
    people: &'p mut [Person],
    /// Who has no part yet.
    free: Vec<u32>,
    random: Random,
    /// How many of 100 honest people who look odd resign, in the lifelike world.
    leavers: u64,
    plan: Plan,
}

/// First and last day of the log.
type Span = (u32, u32);

impl Planner<'_> {
    /// Everybody works alike.
    fn plain(&mut self) {
        self.each(Scenario::DepartingTheft, 8, Planner::departing_theft);
        self.each(Scenario::DataLeak, 6, Planner::data_leak);
        self.each(Scenario::RiskyUserSharing, 6, Planner::risky_user);
        self.each(Scenario::SecurityTampering, 4, Planner::tampering);
        self.each(Scenario::SlowLeaverMail, 4, Planner::slow_mail);
        self.each(Scenario::UnwantedSoftware, 4, Planner::unwanted_software);
        self.each(Scenario::QuietLeaver, 16, Planner::quiet_leaver);
        self.each(Scenario::NewJoinerSync, 6, Planner::new_joiner);
        self.each(
            Scenario::QuietImprovementPlan,
            6,
            Planner::quiet_improvement_plan,
        );
        self.release_day();
        self.quarter_end();
    }

    /// Gives a scenario to so many of 1,000 persons, but to one at least while there is one. Harmful ones come in the number that was
    /// asked for.
    fn each(&mut self, scenario: Scenario, of_thousand: u32, play: fn(&mut Self, u32) -> Span) {
        self.some(scenario, self.count(scenario, of_thousand), play);
    }

    /// Gives a scenario to so many persons, as long as there is one without a part.
    fn some(&mut self, scenario: Scenario, count: u64, play: fn(&mut Self, u32) -> Span) {
        for _ in 0..count {
            let Some(person) = self.free.pop() else {
                return;
            };
            let span = play(self, person);
            self.label(person, scenario, span);
        }
    }

    /// So many of 1,000 persons, one at least. Harmful ones are as many times more as was asked for, or none at all.
    fn count(&self, scenario: Scenario, of_thousand: u32) -> u64 {
        let times = match scenario.template() {
            Some(_) => self.options.incidents,
            None => 1,
        };
        let least = u64::from(times > 0);
        (u64::from(self.options.persons) * u64::from(of_thousand * times) / 1_000).max(least)
    }

    fn label(&mut self, person: u32, scenario: Scenario, (first, last): Span) {
        let Some(known) = self.people.get(person as usize) else {
            return;
        };
        let end = self.last_day();
        let day = |day: u32| self.options.start.plus(day.min(end) as i32);
        let planted = Planted {
            user: known.user.clone(),
            scenario,
            first: day(first),
            last: day(last),
            effort: None,
        };
        self.plan.planted.push(planted);
    }

    fn last_day(&self) -> u32 {
        self.options.days - 1
    }

    /// A working day between `low` and `high` percent of the log.
    fn day_within(&mut self, low: u32, high: u32) -> u32 {
        let last = u64::from(self.last_day());
        let day = self
            .random
            .between(last * u64::from(low) / 100, last * u64::from(high) / 100)
            as u32;
        self.workday(day)
    }

    /// That day, or the next working day while the log lasts.
    fn workday(&self, day: u32) -> u32 {
        let day = day.min(self.last_day());
        (day..=self.last_day())
            .find(|&day| weekday(self.options.start.plus(day as i32)) < 5)
            .unwrap_or(day)
    }

    fn between(&mut self, low: u64, high: u64) -> u32 {
        self.random.between(low, high) as u32
    }

    fn burst(&mut self, person: u32, day: u32, op: Op, count: u32, from: u32) {
        if count > 0 && day <= self.last_day() {
            let hours = self.between(2, 4);
            self.plan.bursts.push(Burst {
                day,
                person,
                op,
                count,
                from,
                hours,
                planted: true,
                files: None,
            });
        }
    }

    fn fact(&mut self, person: u32, day: i64, fact: hr::What) {
        self.plan.facts.push(Fact {
            person,
            day: self.options.start.plus(day as i32),
            what: fact,
        });
    }

    /// Resigns on `day` and leaves some weeks later; the account is deleted the day after.
    fn resign(&mut self, person: u32, day: u32) {
        let last = day + self.between(12, 24);
        self.fact(
            person,
            i64::from(day),
            hr::What::Resigned {
                last: self.options.start.plus(last as i32),
            },
        );
        if let Some(person) = self.people.get_mut(person as usize) {
            person.employed.1 = person.employed.1.min(last);
        }
        if last < self.last_day() {
            self.plan.bursts.push(Burst {
                day: last + 1,
                person,
                op: Op::AccountDeleted,
                count: 1,
                from: 1,
                hours: 1,
                planted: false,
                files: None,
            });
        }
    }

    fn departing_theft(&mut self, person: u32) -> Span {
        let resigned = self.day_within(45, 85);
        self.resign(person, resigned);
        let before = self.between(2, 5);
        let first = self.workday(resigned.saturating_sub(before));
        let mut day = first;
        for _ in 0..self.between(2, 4) {
            let (downloads, archives) = (self.between(80, 240), self.between(8, 30));
            self.burst(person, day, Op::Downloaded, downloads, 8);
            self.burst(person, day, Op::Archived, archives, 11);
            let (mounts, copies, uploads) = (
                self.between(1, 2),
                self.between(25, 90),
                self.between(8, 40),
            );
            self.burst(person, day, Op::UsbMount, mounts, 11);
            self.burst(person, day, Op::UsbCopy, copies, 12);
            self.burst(person, day, Op::CloudUpload, uploads, 12);
            let removed = self.between(0, 6);
            self.burst(person, day, Op::LabelRemoved, removed, 10);
            let next = self.workday(day + 1);
            if next == day {
                break;
            }
            day = next;
        }
        let deletions = self.between(0, 60);
        self.burst(person, day, Op::Deleted, deletions, 13);
        (first.min(resigned), day.max(resigned))
    }

    fn slow_mail(&mut self, person: u32) -> Span {
        let resigned = self.day_within(55, 85);
        self.resign(person, resigned);
        let first = resigned.saturating_sub(self.between(18, 26));
        let days: Vec<u32> = (first..=resigned)
            .filter(|&day| self.workday(day) == day)
            .collect();
        for (number, &day) in days.iter().enumerate() {
            let mails = self.between(4, 9) + number as u32 / 3;
            self.burst(person, day, Op::MailHome, mails, 7);
        }
        (days.first().copied().unwrap_or(resigned), resigned)
    }

    fn data_leak(&mut self, person: u32) -> Span {
        let day = self.day_within(30, 90);
        self.burst(person, day, Op::DlpHigh, 1, 3);
        let (uploads, links, mails) = (
            self.between(25, 70),
            self.between(6, 20),
            self.between(5, 20),
        );
        self.burst(person, day, Op::CloudUpload, uploads, 5);
        self.burst(person, day, Op::AnonymousLink, links, 6);
        let next = self.workday(day + 1);
        self.burst(person, next, Op::MailHome, mails, 4);
        self.burst(person, next, Op::DlpHigh, 2, 4);
        (day, next)
    }

    fn risky_user(&mut self, person: u32) -> Span {
        let planned = self.day_within(40, 75);
        let review = i64::from(planned) - i64::from(self.between(14, 30));
        self.fact(person, review, hr::What::Reviewed { poor: true });
        self.fact(person, i64::from(planned), hr::What::ImprovementPlan);
        let after = self.between(2, 6);
        let mut day = self.workday(planned + after);
        let first = day;
        for _ in 0..3 {
            let (files, folders, labels) =
                (self.between(15, 45), self.between(3, 9), self.between(3, 9));
            self.burst(person, day, Op::LabelLowered, labels, 7);
            self.burst(person, day, Op::SharedOutside, files, 8);
            self.burst(person, day, Op::FolderOutside, folders, 9);
            self.burst(person, day, Op::GuestAdded, 2, 9);
            let pause = self.between(1, 3);
            let next = self.workday(day + pause);
            if next == day {
                break;
            }
            day = next;
        }
        (planned.min(first), day)
    }

    fn tampering(&mut self, person: u32) -> Span {
        let day = self.day_within(30, 90);
        self.plan.alerts.push(Alert::new(
            person,
            self.options.start.plus(day as i32),
            14,
            "DefenseEvasion",
            "Tampering with the protection of a device",
            "high",
        ));
        self.burst(person, day, Op::AuditOff, 1, 6);
        self.burst(person, day, Op::MailboxAudit, 1, 6);
        let (web, mounts, copies) = (
            self.between(20, 70),
            self.between(3, 9),
            self.between(30, 90),
        );
        self.burst(person, day, Op::BrowserDownload, web, 7);
        self.burst(person, day, Op::UsbMount, mounts, 8);
        self.burst(person, day, Op::UsbCopy, copies, 8);
        (day, day)
    }

    fn unwanted_software(&mut self, person: u32) -> Span {
        let first = self.day_within(30, 70);
        let pause = self.between(1, 4);
        let last = self.workday(first + pause);
        for day in [first, last] {
            let title = "Software that is not allowed was installed";
            let mut alert = Alert::new(
                person,
                self.options.start.plus(day as i32),
                10,
                "UnwantedSoftware",
                title,
                "medium",
            );
            alert.determination = "unwantedSoftware";
            self.plan.alerts.push(alert);
            let downloads = self.between(10, 40);
            self.burst(person, day, Op::BrowserDownload, downloads, 2);
        }
        self.burst(person, last, Op::Malware, 1, 3);
        (first, last)
    }

    fn quiet_leaver(&mut self, person: u32) -> Span {
        let day = self.day_within(20, 90);
        self.resign(person, day);
        (day, day)
    }

    fn quiet_improvement_plan(&mut self, person: u32) -> Span {
        let day = self.day_within(20, 80);
        self.fact(person, i64::from(day), hr::What::ImprovementPlan);
        (day, day)
    }

    fn new_joiner(&mut self, person: u32) -> Span {
        let day = self.day_within(30, 80);
        if let Some(person) = self.people.get_mut(person as usize) {
            person.employed.0 = day;
        }
        let files = self.between(500, 1_400);
        self.plan.bursts.push(Burst {
            day,
            person,
            op: Op::Synced,
            count: files,
            from: 1,
            hours: 5,
            planted: false,
            files: None,
        });
        (day, day)
    }

    /// One team of engineering on one day.
    fn release_day(&mut self) {
        let day = self.day_within(40, 80);
        let team = (self.options.persons as usize).div_ceil(50).min(40);
        for person in self.take(Department::Engineering, team) {
            let downloads = self.between(90, 260);
            self.plan.bursts.push(Burst {
                day,
                person,
                op: Op::Downloaded,
                count: downloads,
                from: 1,
                hours: 7,
                planted: false,
                files: None,
            });
            self.label(person, Scenario::ReleaseDay, (day, day));
        }
    }

    /// The last two working days of each quarter of the calendar within the log.
    fn quarter_end(&mut self) {
        let ends: Vec<u32> = (0..self.options.days)
            .filter(|&day| ends_quarter(self.options.start.plus(day as i32)))
            .collect();
        let days: Vec<u32> = ends
            .into_iter()
            .flat_map(|end| {
                (0..=end)
                    .rev()
                    .filter(|&day| self.workday(day) == day)
                    .take(2)
            })
            .collect();
        let (Some(&first), Some(&last)) = (days.iter().min(), days.iter().max()) else {
            return;
        };
        for person in self.take(Department::Finance, usize::MAX) {
            for &day in &days {
                let prints = self.between(10, 45);
                self.plan.bursts.push(Burst {
                    day,
                    person,
                    op: Op::Printed,
                    count: prints,
                    from: 1,
                    hours: 8,
                    planted: false,
                    files: None,
                });
            }
            self.label(person, Scenario::QuarterEndPrinting, (first, last));
        }
    }

    /// Takes people of a department who have no part yet.
    fn take(&mut self, department: Department, at_most: usize) -> Vec<u32> {
        let people = &*self.people;
        let works_there = |person: &u32| {
            people
                .get(*person as usize)
                .is_some_and(|person| person.department == department)
        };
        let taken: Vec<u32> = self
            .free
            .iter()
            .copied()
            .filter(works_there)
            .take(at_most)
            .collect();
        self.free.retain(|person| !taken.contains(person));
        taken
    }
}

/// Days since Monday.
pub(crate) const fn weekday(day: Day) -> i32 {
    (day.0 + 3).rem_euclid(7)
}

/// Whether it is the last day of March, June, September or December.
fn ends_quarter(day: Day) -> bool {
    ["-03-31", "-06-30", "-09-30", "-12-31"]
        .iter()
        .any(|end| day.to_string().ends_with(end))
}
