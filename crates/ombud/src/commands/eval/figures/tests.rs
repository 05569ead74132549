//! What figures come out of labels and alerts that are written down here.

use super::*;

fn label(user: &str, scenario: &str) -> Label {
    Label {
        user: user.to_owned(),
        scenario: scenario.to_owned(),
        first: Day(100),
        last: Day(102),
    }
}

fn alert(user: &str, score: u8, evidence: u64) -> Raised {
    Raised {
        user: user.to_owned(),
        score,
        evidence,
        first: Day(99),
        last: Day(101),
        stood: Day(101),
    }
}

fn compared(labels: Vec<Label>, alerts: Vec<Raised>) -> Compared {
    Compared {
        labels,
        alerts,
        scores: BTreeMap::new(),
        persons: 10,
        days: 100,
        budget: 1.0,
        calibration: Calibrated::default(),
    }
}

#[test]
fn with_nothing_to_compare_nothing_is_claimed() {
    let figures = compare(&compared(vec![], vec![]));
    assert_eq!((figures.alerts, figures.budget_alerts), (0, 1));
    assert_eq!((figures.recall_at_budget, figures.recall), (None, None));
    assert_eq!((figures.precision, figures.auc), (None, None));
    assert_eq!(figures.median_hours_to_alert, None);
}

#[test]
fn insiders_without_alerts_are_missed() {
    let figures = compare(&compared(vec![label("eve", "printing")], vec![]));
    assert_eq!((figures.recall, figures.precision), (Some(0.0), None));
    // Nobody stands above anybody.
    assert_eq!(figures.auc, Some(0.5));
    assert_eq!(figures.by_scenario["printing"].insiders, 1);
}

#[test]
fn everybody_alerted_finds_everybody_and_tells_nothing() {
    let users = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let alerts = users.iter().map(|user| alert(user, 100, 300)).collect();
    let mut compared = compared(
        vec![label("a", "printing"), label("b", "trap-leaver")],
        alerts,
    );
    let figures = compare(&compared);
    assert_eq!((figures.recall, figures.auc), (Some(1.0), Some(0.5)));
    // The one that the budget allows is a wrong one: among equals luck does not help.
    assert_eq!(
        (figures.recall_at_budget, figures.precision),
        (Some(0.0), Some(0.0))
    );
    assert_eq!(figures.false_positives["none"], 8);
    assert_eq!(figures.false_positives["trap-leaver"], 1);
    compared.budget = 10.0;
    let figures = compare(&compared);
    assert_eq!(
        (figures.recall_at_budget, figures.precision),
        (Some(1.0), Some(0.1))
    );
}

#[test]
fn evidence_decides_among_equal_scores() {
    let alerts = vec![
        alert("bob", 100, 299),
        alert("eve", 100, 300),
        alert("eve", 40, 100),
    ];
    let figures = compare(&compared(vec![label("eve", "printing")], alerts));
    assert_eq!(
        (figures.recall_at_budget, figures.precision),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(figures.auc, Some(1.0));
    assert_eq!(
        figures.by_scenario["printing"],
        Found {
            insiders: 1,
            found: 1,
            medium: 1,
            high: 1,
            within_budget: 1
        }
    );
    // From the beginning of day 100 to the end of day 101.
    assert_eq!(figures.median_hours_to_alert, Some(48));
}

#[test]
fn people_count_once_by_the_strongest_of_their_alerts() {
    let alerts = vec![
        alert("eve", 66, 300),
        alert("eve", 20, 100),
        alert("mal", 33, 100),
        alert("bob", 20, 100),
        alert("bob", 67, 100),
        alert("zoe", 90, 100),
    ];
    let labels = vec![
        label("eve", "printing"),
        label("mal", "printing"),
        label("bob", HONEST_LEAVERS),
        label("amy", HONEST_LEAVERS),
    ];
    let figures = compare(&compared(labels, alerts));
    let printing = figures.by_scenario["printing"];
    assert_eq!((printing.found, printing.medium, printing.high), (2, 1, 0));
    let (persons, alerted, high) = (2, 1, 1);
    assert_eq!(
        figures.by_trap[HONEST_LEAVERS],
        Trapped {
            persons,
            alerted,
            high
        }
    );
    let (alerted, high) = (0.5, 0.5);
    assert_eq!(
        figures.honest_leavers,
        Some(HonestLeavers {
            persons,
            alerted,
            high
        })
    );
    // Also that of somebody without a label.
    assert_eq!(figures.false_positives_at_high, 2);
    assert_eq!(compare(&compared(vec![], vec![])).honest_leavers, None);
}

#[test]
fn an_alert_about_other_days_of_an_insider_is_a_false_one() {
    let mut early = alert("eve", 90, 100);
    (early.first, early.last) = (Day(20), Day(99));
    let figures = compare(&compared(vec![label("eve", "printing")], vec![early]));
    assert_eq!((figures.recall, figures.precision), (Some(0.0), Some(0.0)));
    assert_eq!(figures.false_positives["other-days"], 1);
}

#[test]
fn scores_without_alerts_count_for_the_order_of_people() {
    let mut compared = compared(vec![label("eve", "printing")], vec![]);
    compared.scores = [("eve", 20), ("bob", 20), ("amy", 30)]
        .map(|(user, score)| (user.to_owned(), score))
        .into();
    // Above the seven who have no score, level with one, below one, of nine.
    assert_eq!(compare(&compared).auc, Some(7.5 / 9.0));
}

#[test]
fn medians_take_the_lower_middle() {
    assert_eq!(median(vec![]), None);
    assert_eq!(median(vec![72]), Some(72));
    assert_eq!(median(vec![96, 24]), Some(24));
    assert_eq!(median(vec![96, 24, 48]), Some(48));
    assert_eq!(hours_between(Day(5), Day(3)), 24);
}
