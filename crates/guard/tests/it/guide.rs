//! The guide for privacy officers says what the program does: its tables are compared with the code.

use ombud_guard::erasure::{Depth, Store, treatment};
use ombud_guard::retention::Kind;
use ombud_identity::unmask::{Purpose, UnmaskRules};

const GUIDE: &str = include_str!("../../../../docs/src/guide/privacy.md");

/// The cells of the row that starts with this name, in one chapter.
fn row(chapter: &str, name: &str) -> Vec<&'static str> {
    let chapter = GUIDE
        .split("\n## ")
        .find(|text| text.starts_with(chapter))
        .unwrap();
    let start = format!("| `{name}` |");
    let mut rows = chapter.lines().filter(|line| line.starts_with(&start));
    let (row, second) = (rows.next(), rows.next());
    assert!(
        row.is_some() && second.is_none(),
        "the guide must have one row for `{name}`"
    );
    let row = row.unwrap();
    row.trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn the_guide_says_what_erasure_does_to_every_store() {
    for store in Store::ALL {
        let said = row("Erasing a person", store.name());
        let done =
            [Depth::Identity, Depth::Everything].map(|depth| treatment(*store, depth).name());
        assert_eq!(said.get(2..), Some(&done[..]), "{store}");
    }
}

#[test]
fn the_guide_says_how_long_each_kind_is_kept() {
    for kind in Kind::ALL {
        let (fewest, most) = kind.range();
        let told = [kind.usual_days().to_string(), format!("{fewest} to {most}")];
        assert_eq!(
            row("How long", kind.name()).get(1..3),
            Some(&told.each_ref().map(String::as_str)[..]),
            "{kind}"
        );
    }
}

#[test]
fn the_guide_lists_every_purpose_and_the_usual_limits() {
    for purpose in Purpose::ALL {
        assert_eq!(
            row("Seeing a name", purpose.name()).get(1),
            Some(&purpose.describe())
        );
    }
    let rules = UnmaskRules::default();
    let hours = |minutes: u32| minutes / 60;
    for said in [
        format!("{} hours unless\nsaid otherwise", hours(rules.usual().0)),
        format!("{} days at most", hours(rules.longest().0) / 24),
        format!("lapses after {} days", hours(rules.lapse().0) / 24),
        format!("at most {} names in 24 hours", rules.releases_per_day()),
    ] {
        assert!(GUIDE.contains(&said), "{said}");
    }
}
