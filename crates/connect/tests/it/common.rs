//! What several test modules need.

use std::io::{Read, Write};
use std::path::PathBuf;

use ombud_connect::mapping::Mapping;
use ombud_connect::{Context, Format, Place, Record, Rejection, Source};
use ombud_model::Activity;
use ombud_model::settings::Settings;

use crate::m365::own;

/// A file of the shared test data; `None`, said aloud, when it is absent.
pub(crate) fn shared(name: &str) -> Option<Vec<u8>> {
    shared_in("../../../shared/data", name)
}

/// A file of the shared bug reports; `None`, said aloud, when it is absent.
pub(crate) fn case(name: &str) -> Option<Vec<u8>> {
    shared_in("../../../shared/cases", name)
}

fn shared_in(folder: &str, name: &str) -> Option<Vec<u8>> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), folder, name].iter().collect();
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            eprintln!("skipped: {} absent", path.display());
            None
        }
    }
}

/// What a whole input becomes: activities, and the reasons of what was rejected. `Err` when it is refused.
pub(crate) fn take_in(
    source: &str,
    bytes: &[u8],
    mapping: Option<&str>,
) -> Result<(Vec<Activity<'static>>, Vec<String>), String> {
    let mapping = mapping.map(|text| Mapping::parse(text).unwrap());
    let (settings, source) = (Settings::default(), ombud_connect::source(source).unwrap());
    let context = context(&settings, mapping.as_ref());
    let reader = ombud_connect::open(input(bytes)).map_err(|error| error.to_string())?;
    if let Some(first) = reader.first() {
        source
            .recognise(&first.record(), &context)
            .map_err(|found| found.to_string())?;
    }
    let (mut seen, mut rejected) = (Vec::new(), Vec::new());
    for chunk in reader {
        chunk.unwrap().for_each(&mut |record, _, _| {
            let result = record.and_then(|record| {
                source.normalise(&record, &context, &mut |activity| seen.push(own(activity)))
            });
            rejected.extend(result.err().map(|rejection| rejection.to_string()));
        });
    }
    Ok((seen, rejected))
}

pub(crate) fn context<'a>(settings: &'a Settings, mapping: Option<&'a Mapping>) -> Context<'a> {
    Context {
        settings,
        mapping,
        hash_keys: (1, 2),
    }
}

/// What the reader delivered, made owned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Item {
    Json(Vec<u8>),
    Row(Vec<String>),
    Rejected(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    pub(crate) item: Item,
    pub(crate) place: Place,
    pub(crate) raw: Vec<u8>,
}

impl From<Result<Record<'_>, Rejection>> for Item {
    fn from(record: Result<Record<'_>, Rejection>) -> Self {
        match record {
            Ok(Record::Json(text)) => Item::Json(text.to_vec()),
            Ok(Record::Row(row)) => {
                Item::Row(row.cells.iter().map(|cell| cell.to_string()).collect())
            }
            Err(rejection) => Item::Rejected(rejection.to_string()),
        }
    }
}

pub(crate) fn input(bytes: &[u8]) -> Box<dyn Read + Send> {
    Box::new(std::io::Cursor::new(bytes.to_vec()))
}

/// Everything of an input, read in blocks of that size.
pub(crate) fn read_all(bytes: &[u8], block: usize) -> (Format, Vec<Seen>) {
    let reader = ombud_connect::reader::open_with_block(input(bytes), block).unwrap();
    let format = reader.format().clone();
    let mut seen = Vec::new();
    for chunk in reader {
        chunk.unwrap().for_each(&mut |record, place, raw| {
            seen.push(Seen {
                item: record.into(),
                place,
                raw: raw.to_vec(),
            })
        });
    }
    (format, seen)
}

/// An activity in one line: everything that matters, in the same order.
pub(crate) fn line(activity: &Activity<'_>) -> String {
    let mut line = format!("{} {:?} {}", activity.time, activity.actor, activity.kind);
    for (name, text) in [
        ("operation", &activity.operation),
        ("container", &activity.container),
        ("object", &activity.object),
        ("extension", &activity.extension),
        ("target", &activity.target),
        ("domain", &activity.target_domain),
        ("sensitive", &activity.sensitive_types),
        ("detail", &activity.detail),
        ("device", &activity.device),
        ("ip", &activity.ip),
    ] {
        if !text.is_empty() {
            line.push_str(&format!(" {name}={text:?}"));
        }
    }
    line.push_str(&format!(" {} {}", activity.severity, activity.workload));
    line
}

/// The activities of a whole input, as lines; rejections with their number.
pub(crate) fn import(
    source: &dyn Source,
    bytes: &[u8],
    settings: &Settings,
    mapping: Option<&Mapping>,
) -> Vec<String> {
    let context = context(settings, mapping);
    let reader = ombud_connect::open(input(bytes)).unwrap();
    if let Some(first) = reader.first() {
        source.recognise(&first.record(), &context).unwrap();
    }
    let mut lines = Vec::new();
    for chunk in reader {
        chunk.unwrap().for_each(&mut |record, place, _| {
            let result = record.and_then(|record| {
                source.normalise(&record, &context, &mut |activity| {
                    lines.push(line(activity))
                })
            });
            if let Err(rejection) = result {
                lines.push(format!("record {}: {rejection}", place.record));
            }
        });
    }
    lines
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).unwrap()
}

/// In two members, as `cat a.gz b.gz` gives them.
pub(crate) fn in_members(bytes: &[u8], pack: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (a, b) = bytes.split_at(bytes.len() / 2);
    [pack(a), pack(b)].concat()
}

pub(crate) fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let encode = |unit: u16| {
        if big_endian {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(encode)
        .collect()
}
