//! The lifelike world: honest people who look odd, each with a label, and insiders who follow a script as far as their effort to hide lets
//! them.

use super::hiding::{Effort, Hiding};
use super::scripts::{Hours, Motive, On, Script, Step};
use super::{Burst, Planner, Span, weekday};
use crate::files::FileRef;
use crate::habits::Pattern;
use crate::hr::What;
use crate::record::Op;

impl Planner<'_> {
    fn has(&mut self, person: u32, pattern: Pattern) -> Span {
        if let Some(known) = self.plan.patterns.get_mut(person as usize) {
            *known = pattern;
        }
        (0, self.last_day())
    }

    /// So many of those who look odd leave honestly, so that a policy about leavers looks at them.
    fn may_leave(&mut self, person: u32) {
        if self.random.percent(self.leavers) {
            let day = self.day_within(60, 85);
            self.resign(person, day);
        }
    }

    pub(super) fn part_timer(&mut self, person: u32) -> Span {
        let weekdays = self
            .random
            .pick(&[0b00011, 0b00110, 0b10010, 0b00111, 0b10101]);
        self.may_leave(person);
        self.has(person, Pattern::PartTime { weekdays })
    }

    pub(super) fn night_shift(&mut self, person: u32) -> Span {
        let offset = self.between(0, 6);
        self.may_leave(person);
        self.has(person, Pattern::Nights { offset })
    }

    pub(super) fn weekend_worker(&mut self, person: u32) -> Span {
        self.may_leave(person);
        self.has(person, Pattern::Weekends)
    }

    pub(super) fn back_from_leave(&mut self, person: u32) -> Span {
        let (first, last) = (self.day_within(15, 30), self.day_within(55, 70));
        self.may_leave(person);
        self.has(person, Pattern::Leave { first, last });
        (last, self.last_day())
    }

    pub(super) fn month_end(&mut self, person: u32) -> Span {
        self.may_leave(person);
        self.has(person, Pattern::MonthEnd)
    }

    pub(super) fn salesman(&mut self, person: u32) -> Span {
        self.may_leave(person);
        if let Some(person) = self.people.get_mut(person as usize) {
            person.habits.push((Op::MailOutside, 60));
        }
        self.has(person, Pattern::Sales)
    }

    pub(super) fn shared_account(&mut self, person: u32) -> Span {
        let people = self.between(3, 6);
        self.may_leave(person);
        self.has(person, Pattern::Shared { people })
    }

    pub(super) fn service_client(&mut self, person: u32) -> Span {
        if let Some(person) = self.people.get_mut(person as usize) {
            person.address = format!("svc-{:05}@{}", person.index, crate::DOMAIN);
            person.user.clone_from(&person.address);
        }
        self.has(person, Pattern::Service)
    }

    pub(super) fn new_device(&mut self, person: u32) -> Span {
        self.may_leave(person);
        let day = self.day_within(40, 80);
        self.sync(person, day);
        (day, day)
    }

    pub(super) fn newcomer(&mut self, person: u32) -> Span {
        let first = self.day_within(30, 60);
        self.may_leave(person);
        self.sync(person, first);
        self.joins(person, first);
        (first, self.last_day())
    }

    /// A client brings everything to a device.
    fn sync(&mut self, person: u32, day: u32) {
        let count = self.between(600, 2_500);
        self.plan.bursts.push(Burst {
            day,
            person,
            op: Op::Synced,
            count,
            from: 1,
            hours: 5,
            planted: false,
            files: Some(FileRef::of_work(person, 0)),
        });
    }

    /// Resigns and sends as much as ever, to a rival from some weeks before on.
    pub(super) fn changes_sides(&mut self, person: u32) -> Span {
        let resigned = self.day_within(60, 85);
        self.resign(person, resigned);
        let (before, after) = (self.between(14, 21), self.between(3, 7));
        let first = self.workday(resigned.saturating_sub(before));
        let last = (resigned + after).min(self.last_day());
        if let Some(person) = self.people.get_mut(person as usize) {
            person.absences = [u64::from(u32::MAX); 2];
            person.habits.push((Op::CloudUpload, 100));
        }
        self.has(person, Pattern::ChangesSides { first, last });
        (first, last)
    }

    /// The persons of one script: one, or two who share the files.
    pub(super) fn insiders(&mut self, script: &Script, effort: Effort) {
        let Some(person) = self.free.pop() else {
            return;
        };
        let hiding = effort.draw(&mut self.random);
        let days = self.days_of(script, person, hiding);
        self.acts(script, person, person, (&days, script.steps), hiding);
        if script.accomplice.is_empty() {
            return;
        }
        if let Some(other) = self.free.pop() {
            self.acts(script, other, person, (&days, script.accomplice), hiding);
        }
    }

    /// When it is done: working days that end about the day of the motive, ascending.
    fn days_of(&mut self, script: &Script, person: u32, hiding: Hiding) -> Vec<u32> {
        let known = self.day_within(60, 85);
        let last = match script.motive {
            Motive::Unknown => known,
            Motive::Resigns | Motive::ResignsSoon => {
                self.resign(person, known);
                known + self.between(0, 3)
            }
            Motive::ImprovementPlan => {
                let planned = i64::from(known) - i64::from(self.between(4, 12));
                self.fact(person, planned, What::ImprovementPlan);
                known
            }
        };
        let planned = self.between(script.days.0, script.days.1);
        // Nobody has habits to compare with before that.
        let earliest = self.last_day() / 4;
        let mut days: Vec<u32> = (earliest..=last.min(self.last_day()))
            .rev()
            .filter(|&day| weekday(self.options.start.plus(day as i32)) < 5)
            .step_by(script.every)
            .take(hiding.days(planned) as usize)
            .collect();
        if days.is_empty() {
            days.push(last.min(self.last_day()));
        }
        days.reverse();
        if script.motive == Motive::ResignsSoon {
            let first = days.first().copied().unwrap_or_default();
            self.joins(person, first.saturating_sub(18));
        }
        days
    }

    /// Was not there before that day of the log.
    fn joins(&mut self, person: u32, first: u32) {
        let first = self.workday(first);
        if let Some(person) = self.people.get_mut(person as usize) {
            person.employed.0 = first;
        }
        self.has(person, Pattern::Newcomer { first });
    }

    /// What `person` does with the files of `owner` on these days, and the label.
    fn acts(
        &mut self,
        script: &Script,
        person: u32,
        owner: u32,
        (days, steps): (&[u32], &[Step]),
        hiding: Hiding,
    ) {
        // Who takes files is at work.
        if let Some(person) = self.people.get_mut(person as usize) {
            person.absences = [u64::from(u32::MAX); 2];
        }
        let totals: Vec<u32> = steps
            .iter()
            .map(|step| {
                let total = self.between(step.low, step.high);
                hiding.total(total)
            })
            .collect();
        let before = self.plan.bursts.len();
        for (number, &day) in days.iter().enumerate() {
            let part = (number as u32, days.len() as u32);
            let at_work = hiding.at_work(&mut self.random);
            let hours = if at_work { Hours::Work } else { script.hours };
            let mut stage = 0;
            for (step, &total) in steps.iter().zip(&totals) {
                let (first, next) = (total * part.0 / part.1, total * (part.0 + 1) / part.1);
                let files = step.files(owner, first);
                self.does(
                    person,
                    (day, hours, &mut stage),
                    step.op,
                    next - first,
                    files,
                );
                if step.op == Op::Downloaded || step.op == Op::DeviceRead {
                    let (renamed, lowered) =
                        (hiding.renamed(next - first), hiding.lowered(next - first));
                    self.does(
                        person,
                        (day, hours, &mut stage),
                        Op::DeviceRenamed,
                        renamed,
                        files,
                    );
                    self.does(
                        person,
                        (day, hours, &mut stage),
                        Op::LabelLowered,
                        lowered,
                        files,
                    );
                }
            }
            self.decoys(person, day, hiding.decoys());
        }
        let theirs = self.plan.bursts.iter().skip(before);
        let done = theirs.filter(|burst| burst.planted).map(|burst| burst.day);
        let (first, last) = done.fold((u32::MAX, 0), |(first, last), day| {
            (first.min(day), last.max(day))
        });
        if first > last {
            return;
        }
        self.label(person, script.scenario, (first, last));
        if let Some(planted) = self.plan.planted.last_mut() {
            planted.effort = Some(hiding.0);
        }
    }

    /// One stage of a day: an hour for each, one after the other.
    fn does(
        &mut self,
        person: u32,
        (day, hours, stage): (u32, Hours, &mut u32),
        op: Op,
        count: u32,
        files: Option<FileRef>,
    ) {
        let first = match hours {
            Hours::Work => 2,
            Hours::Evening => 10,
            Hours::Night => 17,
            Hours::Midnight => return self.around_midnight(person, day, op, (count, files)),
        };
        let start = self.start_hour(person);
        let acts = Acts {
            person,
            op,
            count,
            files,
        };
        self.at(acts, day, start + first + *stage, 1);
        *stage += u32::from(count > 0);
    }

    /// Half of it in the two hours before midnight UTC, the rest in the two hours after.
    fn around_midnight(
        &mut self,
        person: u32,
        day: u32,
        op: Op,
        (count, files): (u32, Option<FileRef>),
    ) {
        let half = count.div_ceil(2);
        let mut part = Acts {
            person,
            op,
            count: half,
            files,
        };
        self.at(part, day, 22, 2);
        part.count = count - half;
        part.files = files.map(|first| first.further(half));
        self.at(part, day, 24, 2);
    }

    fn start_hour(&self, person: u32) -> u32 {
        let person = self.people.get(person as usize);
        person.map_or(0, |person| person.start_hour as u32)
    }

    /// Within `hours` from `hour` UTC, counted from the beginning of the day: 24 is the hour after midnight of the next day.
    fn at(&mut self, acts: Acts, day: u32, hour: u32, hours: u32) {
        let day = day + hour / 24;
        if acts.count == 0 || day >= self.options.days {
            return;
        }
        let from = (hour + 24 - self.start_hour(acts.person)) % 24;
        self.plan.bursts.push(Burst {
            day,
            person: acts.person,
            op: acts.op,
            count: acts.count,
            from,
            hours,
            planted: true,
            files: acts.files,
        });
    }

    /// Harmless work that makes the day look like any busy day.
    fn decoys(&mut self, person: u32, day: u32, count: u32) {
        for (op, count) in [
            (Op::Modified, count / 2),
            (Op::MailInside, count.div_ceil(2)),
        ] {
            if count > 0 {
                self.plan.bursts.push(Burst {
                    day,
                    person,
                    op,
                    count,
                    from: 1,
                    hours: 8,
                    planted: false,
                    files: (op == Op::Modified).then_some(FileRef::of_work(person, 0)),
                });
            }
        }
    }
}

/// So many activities of one kind.
#[derive(Clone, Copy)]
struct Acts {
    person: u32,
    op: Op,
    count: u32,
    files: Option<FileRef>,
}

impl Step {
    /// The first of the files of a day.
    fn files(&self, owner: u32, first: u32) -> Option<FileRef> {
        match self.on {
            On::Files => Some(FileRef::wanted(owner, first)),
            On::Archives => Some(FileRef::archive(owner, first)),
            On::HugeFile => Some(FileRef::huge(owner)),
            On::HugeSensitiveFile => Some(FileRef::huge_and_sensitive(owner)),
            On::Nothing => None,
        }
    }
}
