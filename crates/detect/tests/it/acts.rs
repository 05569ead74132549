//! Acts: one act counts once, large files count, and hours matter.

use ombud_model::assessment::{Assessment, LineKind};
use ombud_model::insight::Insight;
use ombud_model::{Severity, Timestamp};

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, assessed, insight, points, policy};

const GIB: u64 = 1 << 30;

/// A leaver who was at work for two months and then did this.
fn quiet_then(done: Vec<Insight>) -> Assessment {
    let policy = policy(THEFT, &[]);
    assessed(&policy, [leaver(60), there(0..62), done].concat()).unwrap()
}

#[test]
fn a_mail_home_is_one_act_however_many_indicators_recognise_it() {
    let outside = |count| insight(59, "mail.sent.external", count);
    let home = |count| insight(59, "mail.sent.free-mail", count);
    let own = |count| insight(59, "mail.sent.self", count);
    let once = quiet_then(vec![own(20)]);
    let thrice = quiet_then(vec![outside(20), home(20), own(20)]);
    assert!(once.alert, "{once:#?}");
    assert_eq!(once.evidence, thrice.evidence);
    let said = |one: &Assessment| {
        one.ledger
            .iter()
            .map(|line| line.title.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&once), said(&thrice));

    // Mails to others come on top, as far as they are more.
    let more = quiet_then(vec![outside(60), home(20), own(20)]);
    assert!(more.evidence > thrice.evidence);
    let line = more
        .ledger
        .iter()
        .find(|line| line.indicator == "mail.sent.external")
        .unwrap();
    assert_eq!(line.count, 40);
    assert!(
        line.title.contains("more of them counted by another line"),
        "{}",
        line.title
    );
    assert_eq!(points(&more), u32::from(more.score.0));
}

#[test]
fn one_huge_file_has_a_line_of_its_own() {
    let upload = |bytes| {
        let mut one = insight(59, "files.uploaded.web", 1);
        one.facets.bytes = bytes;
        quiet_then(vec![one])
    };
    let (small, huge) = (upload(1 << 20), upload(9 * GIB));
    assert!(small.score.0 < 10, "{small:#?}");
    assert!(huge.score.severity() >= Severity::Medium, "{huge:#?}");
    let line = huge
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::LargeFiles)
        .unwrap();
    assert_eq!((line.count, line.threshold), (1, 5));
    assert!(
        line.title
            .contains("9.0 GiB in all; medium threshold 4.0 GiB"),
        "{}",
        line.title
    );
    assert!(upload(18 * GIB).evidence > huge.evidence);
}

#[test]
fn who_often_sends_large_files_is_used_to_it() {
    let sent = |day| {
        let mut one = insight(day, "files.uploaded.web", 1);
        one.facets.bytes = 9 * GIB;
        one
    };
    let often = quiet_then((0..60).step_by(2).map(sent).collect());
    assert!(!often.alert, "{often:#?}");
}

#[test]
fn many_files_are_not_counted_a_second_time_by_their_size() {
    let copied = |bytes| {
        let mut one = insight(59, "files.copied.removable-media", 300);
        one.facets.bytes = bytes;
        quiet_then(vec![one])
    };
    assert_eq!(copied(GIB / 2).ledger, copied(0).ledger);
}

#[test]
fn the_same_at_night_counts_more() {
    let at = |hour: i64| {
        let work = |day: i32| {
            insight(
                day,
                "files.downloaded.sharepoint",
                3 + day.unsigned_abs() as u64 * 7 % 11,
            )
        };
        let mut one = insight(55, "files.downloaded.sharepoint", 30);
        let moment = Timestamp::from_millis(one.day.start_millis() + hour * 3_600_000).unwrap();
        (one.first, one.last) = (moment, moment);
        quiet_then((0..48).map(work).chain([one]).collect())
    };
    let (day, night) = (at(10), at(2));
    assert!(night.evidence > day.evidence, "{day:#?} {night:#?}");
    let says = |one: &Assessment| {
        one.ledger
            .iter()
            .any(|line| line.title.contains("at hours or on"))
    };
    assert!(says(&night) && !says(&day), "{night:#?}");
}

#[test]
fn what_came_after_the_peak_is_said_without_points() {
    let copied = |day, count| insight(day, "files.copied.removable-media", count);
    let found = quiet_then(vec![copied(50, 200), copied(62, 30)]);
    assert_eq!(found.peak, Some(START.plus(50)));
    let after = found.ledger.last().unwrap();
    assert_eq!(
        (after.points, after.day, after.count),
        (0, START.plus(62), 30)
    );
    assert!(
        after.title.ends_with("after the peak day, without points"),
        "{}",
        after.title
    );
    assert_eq!(points(&found), u32::from(found.score.0));
}

#[test]
fn another_time_in_scope_is_said_by_its_strongest_insight() {
    let policy = policy(THEFT, &[("look_back_days", "3"), ("activation_days", "3")]);
    let copied = |day, count| insight(day, "files.copied.removable-media", count);
    let work = vec![copied(31, 40), copied(55, 300)];
    let all = [leaver(31), leaver(55), there(0..62), work].concat();
    let found = assessed(&policy, all).unwrap();
    let others: Vec<_> = found
        .ledger
        .iter()
        .filter(|line| line.points == 0)
        .collect();
    assert_eq!(others.len(), 1, "{found:#?}");
    assert_eq!((others[0].day, others[0].count), (START.plus(31), 40));
    assert!(
        others[0]
            .title
            .ends_with("in another time in scope, without points")
    );
}
