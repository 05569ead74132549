//! A log on a temporary folder, and contents from it.

use std::sync::Arc;

use ombud_evidence::{Block, Contents, Document, Fact, Files, Language, LogProof, Section, Table};
use ombud_model::{AccountId, CaseId, Operation, Timestamp};
use ombud_tlog::{AuditActor, Ending, Entry, FolderDisk, Intent, LogSigner, TransparencyLog};

pub(crate) const CASE: CaseId = CaseId(7);
pub(crate) const OTHER_CASE: CaseId = CaseId(8);
/// More than one bundle of the log, so that proofs cross tiles.
const ACTS: u64 = 300;

pub(crate) fn signer() -> LogSigner {
    LogSigner::from_seed("audit.example.org/ombud", &[7; 32]).unwrap()
}

/// Same name, another key.
pub(crate) fn other_signer() -> LogSigner {
    LogSigner::from_seed("audit.example.org/ombud", &[8; 32]).unwrap()
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_400_000 + second * 1000).unwrap()
}

/// A log and the folder that it lies in.
pub(crate) struct Log {
    pub(crate) log: TransparencyLog,
    _folder: tempfile::TempDir,
}

/// Acts in two cases and in none; one names the case as what is acted on. `shift` gives other logs.
pub(crate) fn log(signer: LogSigner, shift: u64) -> Log {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(FolderDisk::new(folder.path()));
    let mut log = TransparencyLog::create(disk, signer).unwrap();
    let entries: Vec<Entry> = (0..ACTS)
        .flat_map(|number| {
            let second = i64::try_from(number + shift).unwrap();
            let actor = AuditActor::Account(AccountId(u128::from(number % 5)));
            let mut intent = Entry::intent(at(second), Operation::RevealPerson, actor);
            match number % 50 {
                3 => intent.case = Some(CASE),
                4 => intent.object = Some(CASE.into()),
                5 => intent.case = Some(OTHER_CASE),
                _ => {}
            }
            let outcome = Intent::new(2 * number, intent.clone())
                .unwrap()
                .outcome(at(second), Ending::Done);
            [intent, outcome]
        })
        .collect();
    log.append(&entries).unwrap();
    log.flush().unwrap();
    Log {
        log,
        _folder: folder,
    }
}

pub(crate) fn files() -> Files {
    let mut files = Files::new();
    for (path, content) in [
        ("activities.ndjson", "{\"kind\":\"download\"}\n".repeat(40)),
        ("alerts.json", "[]".to_owned()),
        ("attachments/Brief.txt", "a letter".to_owned()),
        ("attachments/empty.txt", String::new()),
    ] {
        files
            .add(path.parse().unwrap(), content.into_bytes())
            .unwrap();
    }
    files
}

pub(crate) fn report() -> Document {
    let text = |text: &str| text.to_owned();
    let mut table = Table::new(vec![text("Day"), text("What")]).unwrap();
    table
        .add(vec![text("2026-03-30"), text("1,200 files to a USB drive")])
        .unwrap();
    Document {
        language: Language::default(),
        title: text("Case 7"),
        facts: vec![Fact {
            label: text("Made at"),
            value: text("2026-03-31"),
        }],
        sections: vec![Section {
            heading: text("What happened"),
            blocks: vec![
                Block::Paragraph(text("Files were copied.")),
                Block::Table(table),
            ],
        }],
    }
}

pub(crate) fn contents(log: &Log) -> Contents {
    Contents {
        case: CASE,
        made_at: at(5_000),
        made_by: AccountId(2),
        proof: LogProof::collect(&log.log.reader(), CASE).unwrap(),
        files: files(),
        report: report(),
    }
}
