//! What the guard costs within one process: the alert list under access rules, and the same query without it.
//!
//! `cargo xtask bench guard` makes the data and runs this. Rounds of both kinds alternate, so that a change of the machine's mood meets both
//! alike. It prints one JSON object: the medians of CPU and wall time per read, and what one sync costs on the disk of the data.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ombud_app::requests::{Listed, Page, PresentedCredentials};
use ombud_app::{AlertQuery, Caller, Ombud, OpenOptions};
use ombud_model::{Clock, Operation, Timestamp};
use ombud_store::Mode;
use ombud_tlog::{AuditActor, Entry, FolderDisk, LogSigner, TransparencyLog};
use serde_json::{Value, json};

type Failure = Box<dyn Error + Send + Sync>;

const USAGE: &str = "usage: guard DATA TOKEN NOW ROUNDS SECONDS; `cargo xtask bench guard` runs it";

/// Alerts of a page, as HTTP gives them when nothing else is asked for.
const PAGE: usize = 50;
/// Who asks at the same time.
const CALLERS: [usize; 2] = [1, 16];
/// Syncs of each kind, of which the median counts.
const SYNCS: usize = 100;
/// CPU times of a process are given in these.
const TICK: Duration = Duration::from_millis(10);

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, token, now, rounds, seconds, ..] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let measured = Measured {
        rounds: rounds.parse()?,
        lasts: Duration::from_secs(seconds.parse()?),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let figures = runtime.block_on(measured.of(Path::new(data), token, now.parse()?))?;
    println!("{figures}");
    Ok(())
}

/// Stands still: a token that is valid when it begins is valid until the end.
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[derive(Clone, Copy)]
enum Way {
    Guarded,
    Bare,
}

/// What one read took, in microseconds.
#[derive(Clone, Copy)]
struct Read {
    cpu: f64,
    wall: f64,
}

struct Measured {
    rounds: usize,
    lasts: Duration,
}

impl Measured {
    async fn of(&self, data: &Path, token: &str, now: Timestamp) -> Result<Value, Failure> {
        let options = OpenOptions {
            data: data.to_owned(),
            mode: Mode::Write,
            master_key: None,
            clock: Arc::new(Still(now)),
        };
        let ombud = Arc::new(Ombud::open(options).await?);
        let presented = PresentedCredentials {
            bearer: Some(token),
            ..PresentedCredentials::default()
        };
        let caller = ombud.identify_caller(presented).await?;
        let alerts = read(&ombud, &caller, Way::Guarded).await?;
        if alerts == 0 || read(&ombud, &caller, Way::Bare).await? != alerts {
            return Err(format!("{alerts} alerts are listed under access rules only").into());
        }
        let mut lists = Vec::new();
        for callers in CALLERS {
            let (mut bare, mut guarded) = (Vec::new(), Vec::new());
            for _ in 0..self.rounds {
                bare.push(self.round(&ombud, &caller, Way::Bare, callers).await?);
                guarded.push(self.round(&ombud, &caller, Way::Guarded, callers).await?);
            }
            lists.push(json!({
                "callers": callers,
                "bare": figures(&bare),
                "guarded": figures(&guarded),
            }));
        }
        let beside = data.parent().ok_or("the data directory is the root")?;
        let scratch = tempfile::tempdir_in(beside)?;
        Ok(json!({
            "alerts": alerts,
            "lists": lists,
            "file_sync": median(file_syncs(scratch.path())?),
            "group_sync": median(group_syncs(scratch.path(), now)?),
        }))
    }

    /// Callers who read again and again until the time is over.
    async fn round(
        &self,
        ombud: &Arc<Ombud>,
        caller: &Caller,
        way: Way,
        callers: usize,
    ) -> Result<Read, Failure> {
        let (cpu, began) = (cpu_time()?, Instant::now());
        let lasts = self.lasts;
        let reading = |_| {
            let (ombud, caller) = (Arc::clone(ombud), caller.clone());
            tokio::spawn(async move {
                let mut reads = 0_u32;
                while began.elapsed() < lasts {
                    read(&ombud, &caller, way).await?;
                    reads += 1;
                }
                Ok::<_, Failure>(reads)
            })
        };
        let tasks: Vec<_> = (0..callers).map(reading).collect();
        let mut reads = 0;
        for task in tasks {
            reads += task.await??;
        }
        let (cpu, wall) = (cpu_time()?.saturating_sub(cpu), began.elapsed());
        let each = |time: Duration| micros(time) / f64::from(reads.max(1));
        Ok(Read {
            cpu: each(cpu),
            wall: each(wall),
        })
    }
}

/// Reads the first page; how many alerts are on it. Both ways ask for one more, which tells whether there is a next page.
async fn read(ombud: &Ombud, caller: &Caller, way: Way) -> Result<usize, Failure> {
    match way {
        Way::Guarded => {
            let page = Page {
                limit: PAGE,
                after: None,
            };
            let count = |listed: Listed<_, _>| listed.entries.len();
            Ok(ombud
                .list_alerts(caller, &AlertQuery::default(), page, count)
                .await?)
        }
        Way::Bare => {
            let query = AlertQuery::default();
            let listed = ombud
                .find_alerts_page(&query, None, PAGE as u64 + 1)
                .await?;
            Ok(listed.len().min(PAGE))
        }
    }
}

/// Times of writing one small file and making it durable, in microseconds.
fn file_syncs(folder: &Path) -> Result<Vec<f64>, Failure> {
    let path = folder.join("file");
    let mut times = Vec::new();
    for _ in 0..SYNCS {
        let began = Instant::now();
        let mut file = File::create(&path)?;
        file.write_all(&[0; 4096])?;
        file.sync_all()?;
        times.push(micros(began.elapsed()));
    }
    Ok(times)
}

/// Times in which a log of its own takes one entry and makes it durable, in microseconds.
fn group_syncs(folder: &Path, now: Timestamp) -> Result<Vec<f64>, Failure> {
    let folder = folder.join("log");
    fs::create_dir(&folder)?;
    let signer = LogSigner::from_seed("ombud.invalid/bench", &[7; 32])?;
    let mut log = TransparencyLog::create(Arc::new(FolderDisk::new(&folder)), signer)?;
    let mut times = Vec::new();
    for _ in 0..SYNCS {
        let entry = Entry::intent(now, Operation::ListAlerts, AuditActor::Console);
        let began = Instant::now();
        log.append(&[entry])?;
        times.push(micros(began.elapsed()));
    }
    Ok(times)
}

/// What this process has used, user and system.
fn cpu_time() -> Result<Duration, Failure> {
    let text = String::from_utf8(fs::read("/proc/self/stat")?)?;
    // The name of the program is in parentheses and may hold anything.
    let (_, fields) = text.rsplit_once(") ").ok_or("no fields of a process")?;
    let used = fields.split_ascii_whitespace().skip(11).take(2);
    let ticks: u32 = used.map(str::parse::<u32>).sum::<Result<_, _>>()?;
    Ok(TICK * ticks)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn figures(reads: &[Read]) -> Value {
    json!({
        "cpu": median(reads.iter().map(|read| read.cpu).collect()),
        "wall": median(reads.iter().map(|read| read.wall).collect()),
    })
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
