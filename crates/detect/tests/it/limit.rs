//! Volume and time alone: a busy time of many kinds of work is at most medium, and anything of another kind counts in full.

use ombud_detect::{Observed, why_person};
use ombud_model::Severity;
use ombud_model::assessment::{Assessment, LineKind};
use ombud_model::insight::{Insight, normalise};
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, assessed, baselines, content, insight, points, policy};

const BUSY: [&str; 7] = [
    "files.downloaded.sharepoint",
    "files.downloaded.onedrive",
    "files.archived.device",
    "files.copied.removable-media",
    "files.uploaded.web",
    "files.printed",
    "mail.sent.external",
];

/// A leaver who was there for two months and is busy at everything on one day.
fn busy(count: u64) -> Vec<Insight> {
    let day = BUSY.map(|id| insight(58, id, count));
    [leaver(60), there(0..62), day.to_vec()].concat()
}

fn theft(insights: Vec<Insight>) -> Assessment {
    assessed(&policy(THEFT, &[]), insights).unwrap()
}

#[test]
fn a_day_busy_at_everything_is_medium_and_the_ledger_says_why() {
    let found = theft(busy(5_000));
    assert!(
        found.alert && found.score.severity() == Severity::Medium,
        "{found:#?}"
    );
    assert!(
        found.score.0 <= content().scoring().alone.limit_score,
        "{found:#?}"
    );
    assert_eq!(points(&found), u32::from(found.score.0));
    let says = |title: &str| title.contains("as volume and time alone are limited");
    assert!(
        found.ledger.iter().all(|line| says(&line.title)),
        "{found:#?}"
    );
    let insights = normalise(busy(5_000));
    let observed = Observed::new(START, &insights);
    let conditions = why_person(content(), &policy(THEFT, &[]), &observed, baselines());
    let said = |text: &str| {
        text.contains("how much was done, and when, would be a score of 100 by itself")
    };
    assert!(
        conditions.iter().any(|one| one.met && said(&one.text)),
        "{conditions:#?}"
    );
}

#[test]
fn less_than_the_limit_counts_in_full() {
    let one = [leaver(60), vec![insight(58, "files.printed", 20)]].concat();
    let found = theft(one);
    assert!(found.score.0 > 15, "{found:#?}");
    assert!(
        found
            .ledger
            .iter()
            .all(|line| !line.title.contains("limited")),
        "{found:#?}"
    );
}

#[test]
fn what_is_of_another_kind_makes_a_busy_day_high() {
    let before = theft(busy(200));
    let with = |change: &dyn Fn(&mut Vec<Insight>)| {
        let mut insights = busy(200);
        change(&mut insights);
        theft(insights)
    };
    let marked = |mark: fn(&mut Insight)| {
        with(&|insights| {
            let uploads = content().indicator("files.uploaded.web").unwrap().code;
            let of = insights.iter_mut().filter(|one| one.indicator == uploads);
            of.for_each(mark);
        })
    };
    let found = [
        with(&|insights| insights.push(insight(58, "labels.removed", 5))),
        with(&|insights| insights.push(insight(58, "files.purged", 300))),
        marked(|one| one.facets.sensitive = 40),
        marked(|one| one.facets.priority = 20),
        marked(|one| one.facets.unallowed = 10),
    ];
    for one in found {
        assert!(
            one.score > before.score && one.score.severity() == Severity::High,
            "{one:#?}"
        );
    }
}

#[test]
fn large_files_are_volume() {
    let mut insights = busy(200);
    for one in &mut insights {
        one.facets.bytes = 200 << 30;
    }
    let found = theft(insights);
    assert_eq!(found.score.severity(), Severity::Medium, "{found:#?}");
    let mut one = insight(58, "files.uploaded.web", 1);
    one.facets.bytes = 200 << 30;
    let found = theft([leaver(60), there(0..62), vec![one]].concat());
    let large = found
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::LargeFiles)
        .unwrap();
    assert!(large.title.contains("are limited"), "{found:#?}");
    assert!(
        found.alert && found.score.severity() == Severity::Medium,
        "{found:#?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_is_never_less_suspicious(
        counts in proptest::collection::vec(0u64..400, 9),
        at in 0usize..9,
        more in 1u64..400,
    ) {
        let ids = [&BUSY[..], &["labels.lowered", "files.deleted.cloud"]].concat();
        let day = |counts: &[u64]| {
            let some = ids.iter().zip(counts).filter(|(_, count)| **count > 0);
            let day = some.map(|(id, &count)| insight(58, id, count)).collect();
            theft([leaver(60), there(0..62), day].concat())
        };
        let mut raised = counts.clone();
        raised[at] += more;
        let (before, after) = (day(&counts), day(&raised));
        // A line of evidence is rounded down to a thousandth.
        prop_assert!(after.evidence + 4 >= before.evidence, "{before:#?} {after:#?}");
        prop_assert!(after.score >= before.score);
    }
}
