//! What goes to unallowed domains: by all ways and days together, against what the person sent there before.

use ombud_model::assessment::{Assessment, LedgerLine, LineKind};
use ombud_model::insight::Insight;

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{assessed, insight, policy};

/// As many as ever, of which so many go to an unallowed domain.
fn sent(at: i32, id: &str, unallowed: u64) -> Insight {
    let mut one = insight(at, id, 4);
    one.facets.unallowed = unallowed;
    one
}

/// Somebody who uploads and mails every day, resigns, and sends this to an unallowed domain.
fn of(unallowed: &[Insight]) -> Assessment {
    let ids = ["files.uploaded.web", "mail.sent.external"];
    let is_there = |at: i32, id: &str| {
        let of_day = insight(at, id, 0);
        let same = |one: &&Insight| (one.day, one.indicator) == (of_day.day, of_day.indicator);
        unallowed.iter().any(|one| same(&one))
    };
    let usual = ids.iter().flat_map(|id| (0..62).map(move |at| (at, *id)));
    let usual = usual.filter(|&(at, id)| !is_there(at, id));
    let usual = usual.map(|(at, id)| insight(at, id, 4)).collect();
    let insights = [leaver(60), there(0..62), usual, unallowed.to_vec()].concat();
    assessed(&policy(THEFT, &[]), insights).unwrap()
}

fn line(assessment: &Assessment) -> Option<&LedgerLine> {
    let mut lines = assessment.ledger.iter();
    lines.find(|line| line.kind == LineKind::UnallowedDomain)
}

#[test]
fn each_further_day_on_which_something_goes_there_is_more_evidence() {
    let days = |count: i32| {
        let all: Vec<Insight> = (0..count)
            .map(|day| sent(61 - day, "files.uploaded.web", 1))
            .collect();
        of(&all)
    };
    let evidence = [1, 2, 3, 4].map(|count| days(count).evidence);
    assert!(evidence.is_sorted(), "{evidence:?}");
    assert!(evidence[3] > 2 * evidence[0], "{evidence:?}");
    let told = days(4);
    let title = &line(&told).unwrap().title;
    assert!(title.contains("with what went there on "), "{title}");
}

#[test]
fn whoever_sent_there_before_by_another_way_is_used_to_it() {
    let now = || (58..62).map(|at| sent(at, "files.uploaded.web", 1));
    let before = (0..58).map(|at| sent(at, "mail.sent.external", 1));
    let (new, used) = (
        of(&now().collect::<Vec<_>>()),
        of(&before.chain(now()).collect::<Vec<_>>()),
    );
    let points = |of: &Assessment| line(of).map_or(0, |line| line.points);
    assert!(points(&new) > 0 && points(&used) <= points(&new));
    let is_told = |of: &Assessment| {
        let title = line(of).map_or("", |line| line.title.as_str());
        title.contains("with what went there on ")
    };
    assert!(is_told(&new) && !is_told(&used), "{used:#?}");
}
