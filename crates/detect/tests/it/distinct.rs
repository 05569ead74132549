//! Distinct content: the same number as ever, but each time something else, is unusual; nothing else is because of it.

use ombud_model::assessment::{Assessment, LineKind};
use ombud_model::insight::{DistinctSketch, Insight};

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{assessed, insight, policy};

const DOWNLOADS: &str = "files.downloaded.sharepoint";

/// So many downloads on a day, of so many files.
fn downloads(day: i32, count: u64, files: u32) -> Insight {
    let mut insight = insight(day, DOWNLOADS, count);
    (0..files).for_each(|file| insight.objects.insert(file.wrapping_mul(2_654_435_761)));
    insight
}

/// A leaver who downloads forty times on each day, of `usual` files, and of `files` on one day that is not at the end of a month.
fn collector(usual: u32, files: u32) -> Assessment {
    let before = (0..48).map(|day| downloads(day, 40, usual)).collect();
    let all = [
        leaver(60),
        there(0..62),
        before,
        vec![downloads(48, 40, files)],
    ]
    .concat();
    assessed(&policy(THEFT, &[]), all).unwrap()
}

fn unusual(found: &Assessment) -> Option<&str> {
    let line = found
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::Unusual);
    line.map(|line| line.title.as_str())
}

#[test]
fn as_many_as_ever_but_each_time_another_file_is_unusual() {
    let (same, other) = (collector(4, 4), collector(4, 30));
    assert!(other.score > same.score, "{same:#?} {other:#?}");
    assert_eq!(unusual(&same), None);
    let title = unusual(&other).unwrap();
    assert!(
        title.contains("was unusual: 30 distinct contents"),
        "{title}"
    );
    // Whoever always takes other files does nothing unusual with them.
    let always = collector(30, 30);
    assert!(always.score <= same.score, "{always:#?}");
}

#[test]
fn more_than_is_counted_exactly_is_the_same_whatever_the_hashes() {
    let most = DistinctSketch::K as u32;
    let (most, more) = (collector(4, most), collector(4, most + 8));
    assert_eq!(most, more);
    assert!(unusual(&more).unwrap().contains("32 or more distinct"));
}
