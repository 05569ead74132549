//! Writes the four files.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::files::{FileRef, Files};
use crate::habits::Habits;
use crate::organisation::{Person, stream};
use crate::random::Random;
use crate::scenario::Plan;
use crate::{Options, SimulateError, Summary, World, alerts, day, hr, record};

/// A file that says its name when it cannot be written.
struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Output {
    fn create(folder: &Path, name: &str) -> Result<Self, SimulateError> {
        let path = folder.join(name);
        match File::create(&path) {
            Ok(file) => Ok(Self {
                path,
                file: BufWriter::with_capacity(1 << 20, file),
            }),
            Err(source) => Err(SimulateError::Write { path, source }),
        }
    }

    fn put(&mut self, text: &str) -> Result<(), SimulateError> {
        self.file
            .write_all(text.as_bytes())
            .map_err(|source| self.failed(source))
    }

    fn finish(mut self) -> Result<(), SimulateError> {
        self.file.flush().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> SimulateError {
        SimulateError::Write {
            path: self.path.clone(),
            source,
        }
    }
}

pub(crate) fn all(
    options: &Options,
    people: &[Person],
    habits: &[Habits],
    plan: Plan,
    out: &Path,
) -> Result<Summary, SimulateError> {
    std::fs::create_dir_all(out).map_err(|source| SimulateError::Write {
        path: out.to_owned(),
        source,
    })?;
    let (records, repeats) = log(options, (people, habits), &plan, out)?;
    let hr_rows = facts(people, &plan, out)?;
    let alerts = all_alerts(options, people, &plan, out)?;
    truth(options, &plan, out)?;
    Ok(Summary {
        records,
        repeats,
        hr_rows,
        alerts,
        planted: plan.planted,
    })
}

/// `audit.ndjson`, day by day. One record in two hundred is repeated at once or later in the day, as exports do.
fn log(
    options: &Options,
    (people, habits): (&[Person], &[Habits]),
    plan: &Plan,
    out: &Path,
) -> Result<(u64, u64), SimulateError> {
    let mut output = Output::create(out, "audit.ndjson")?;
    let (mut records, mut repeats) = (0, 0);
    let (mut events, mut line, mut repeat) = (Vec::new(), String::new(), String::new());
    let mut bursts = plan.bursts.as_slice();
    let mut files = Files::new(options.seed);
    for number in 0..options.days {
        let today = options.start.plus(number as i32);
        let (of_today, later) = bursts
            .split_at_checked(bursts.partition_point(|burst| burst.day <= number))
            .unwrap_or((bursts, &[]));
        bursts = later;
        let date = (number, today);
        day::events(options.seed, date, people, habits, of_today, &mut events);
        let mut random = Random::named([options.seed, stream::RECORD, u64::MAX, u64::from(number)]);
        for event in &events {
            let Some(person) = people.get(event.person as usize) else {
                continue;
            };
            line.clear();
            let touch = |file: FileRef| files.touch(file, event.op, person.department);
            let file = event.file.map(touch);
            record::write(&mut line, options.seed, today, event, person, file.as_ref());
            line.push('\n');
            output.put(&line)?;
            records += 1;
            if random.below(200) == 0 {
                repeat.clone_from(&line);
            }
            if !repeat.is_empty() && random.percent(30) {
                output.put(&repeat)?;
                repeat.clear();
                records += 1;
                repeats += 1;
            }
        }
        repeat.clear();
    }
    output.finish()?;
    Ok((records, repeats))
}

fn facts(people: &[Person], plan: &Plan, out: &Path) -> Result<u64, SimulateError> {
    let mut output = Output::create(out, "hr.csv")?;
    output.put(hr::HEADER)?;
    let (mut rows, mut line) = (0, String::new());
    for fact in &plan.facts {
        let Some(person) = people.get(fact.person as usize) else {
            continue;
        };
        line.clear();
        hr::write(&mut line, fact, person);
        output.put(&line)?;
        rows += 1;
    }
    output.finish()?;
    Ok(rows)
}

fn all_alerts(
    options: &Options,
    people: &[Person],
    plan: &Plan,
    out: &Path,
) -> Result<u64, SimulateError> {
    let mut output = Output::create(out, "alerts.json")?;
    output.put("{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2\",\"value\":[")?;
    let (mut count, mut object) = (0, String::new());
    for alert in &plan.alerts {
        let Some(person) = people.get(alert.person as usize) else {
            continue;
        };
        object.clear();
        object.push_str(if count > 0 { ",\n" } else { "\n" });
        alerts::write(&mut object, options.seed, count, alert, person);
        output.put(&object)?;
        count += 1;
    }
    output.put("\n]}\n")?;
    output.finish()?;
    Ok(count)
}

fn truth(options: &Options, plan: &Plan, out: &Path) -> Result<(), SimulateError> {
    let mut output = Output::create(out, "truth.csv")?;
    let lifelike = options.world != World::Plain;
    let effort = if lifelike { ",effort" } else { "" };
    output.put(&format!(
        "user,scenario,template,first_day,last_day{effort}\n"
    ))?;
    for planted in &plan.planted {
        let (scenario, template) = (
            planted.scenario.name(),
            planted.scenario.template().unwrap_or_default(),
        );
        let effort = match planted.effort {
            Some(percent) => format!(",{}.{:02}", percent / 100, percent % 100),
            None if lifelike => ",".to_owned(),
            None => String::new(),
        };
        output.put(&format!(
            "{},{scenario},{template},{},{}{effort}\n",
            planted.user, planted.first, planted.last
        ))?;
    }
    output.finish()
}
