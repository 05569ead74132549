//! In scope by hand: without a trigger, because people decided so.

use ombud_detect::{Observed, assess, explain, person_days, why_person};
use ombud_model::assessment::{Assessment, Scope};
use ombud_model::insight::{Insight, normalise};
use ombud_model::{Day, PersonId};

use crate::world::{START, assessed, baselines, content, insight, policy};

const THEFT: &str = "data-theft-departing-users";
const SETTINGS: [(&str, &str); 2] = [("look_back_days", "30"), ("activation_days", "20")];

/// What nobody looks at: a great deal copied on one day.
fn copied(at: i32) -> Vec<Insight> {
    vec![
        insight(at - 1, "files.downloaded.sharepoint", 180),
        insight(at, "files.copied.removable-media", 90),
    ]
}

fn by_hand(insights: Vec<Insight>, by_hand: &[(Day, Day)]) -> Option<Assessment> {
    let insights = normalise(insights);
    let observed = Observed {
        by_hand,
        ..Observed::new(START, &insights)
    };
    let policy = policy(THEFT, &SETTINGS);
    assess(content(), &policy, PersonId(1), &observed, baselines())
}

#[test]
fn somebody_in_scope_by_hand_is_scored_as_after_a_trigger_on_that_day() {
    let window = (START.plus(60), START.plus(80));
    assert!(by_hand(copied(58), &[]).is_none(), "nothing triggers");
    let scored = by_hand(copied(58), &[window]).unwrap();
    assert!(scored.alert, "{scored:#?}");
    assert_eq!(scored.scope.trigger, Scope::BY_HAND);
    assert!(content().indicator(Scope::BY_HAND).is_none());
    assert_eq!(
        (
            scored.scope.from,
            scored.scope.triggered,
            scored.scope.until
        ),
        (START.plus(30), START.plus(60), START.plus(80))
    );
    // A trigger on that day would say the same.
    let mut triggered = copied(58);
    triggered.push(insight(60, "hr.resigned", 1));
    let triggered = assessed(&policy(THEFT, &SETTINGS), triggered).unwrap();
    assert_eq!(
        (triggered.score, triggered.evidence, triggered.scope.from),
        (scored.score, scored.evidence, scored.scope.from)
    );
}

#[test]
fn days_count_from_the_look_back_up_to_the_last_day() {
    let window = |last: i32| (START.plus(60), START.plus(last));
    for (at, last, counted) in [
        (29, 70, 0),
        (31, 70, 2),
        (70, 70, 2),
        (72, 70, 0),
        (70, 68, 0),
    ] {
        let scored = by_hand(copied(at), &[window(last)]).unwrap();
        assert_eq!(scored.insights, counted, "day {at}, until {last}");
        assert_eq!(scored.alert, counted == 2);
    }
}

#[test]
fn a_trigger_widens_the_scope_and_names_it() {
    let mut insights = copied(90);
    insights.push(insight(75, "hr.resigned", 1));
    let window = (START.plus(60), START.plus(70));
    let both = by_hand(insights.clone(), &[window]).unwrap();
    assert_eq!(both.scope.trigger, "hr.resigned");
    assert_eq!(
        (both.scope.from, both.scope.until),
        (START.plus(30), START.plus(95))
    );
    let order = [(START.plus(100), START.plus(110)), window];
    let turned = [window, (START.plus(100), START.plus(110))];
    assert_eq!(
        by_hand(insights.clone(), &order),
        by_hand(insights, &turned)
    );
}

#[test]
fn what_is_explained_is_explained_by_hand_too() {
    let insights = normalise(copied(58));
    let windows = [(START.plus(60), START.plus(80))];
    let observed = Observed {
        by_hand: &windows,
        ..Observed::new(START, &insights)
    };
    let policy = policy(THEFT, &SETTINGS);
    let explanation = explain(content(), &policy, &observed, baselines()).unwrap();
    assert_eq!(explanation.groups.len(), 2);
    let why = why_person(content(), &policy, &observed, baselines());
    assert!(why.iter().all(|one| one.met), "{why:?}");
    assert!(why.iter().any(|one| one.text.contains("by-hand on")));
    let known = Observed::new(START, &insights);
    let days = person_days(content(), &[(&policy, &windows)], &known, baselines());
    assert!(days.iter().any(|day| day.score.0 > 0));
    let days = person_days(content(), &[(&policy, &[])], &known, baselines());
    assert!(days.iter().all(|day| day.score.0 == 0));
}
