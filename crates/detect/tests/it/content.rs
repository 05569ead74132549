//! The content is valid, its examples hold, and the reference names all of it.

use ombud_detect::{Content, Family, Recogniser, reference_pages};
use ombud_model::settings::Settings;
use ombud_model::{IndicatorCode, Outcome};

use crate::world::content;

#[test]
fn the_embedded_content_is_valid() {
    let content = Content::builtin().unwrap();
    assert!(content.indicators().len() >= 30);
    assert_eq!(content.templates().len(), 4);
}

#[test]
fn every_example_holds() {
    let recogniser = Recogniser::new(content(), &Settings::default()).unwrap();
    for indicator in content().indicators() {
        let found = |example: &ombud_detect::content::Example| {
            let mut codes: Vec<IndicatorCode> = Vec::new();
            recogniser.recognise(&example.view(), &mut |hit| codes.push(hit.indicator));
            codes.contains(&indicator.code)
        };
        for example in &indicator.examples.hit {
            assert!(
                found(example),
                "{} must recognise {example:?}",
                indicator.id
            );
        }
        for example in &indicator.examples.miss {
            assert!(
                !found(example),
                "{} must not recognise {example:?}",
                indicator.id
            );
        }
    }
}

#[test]
fn attempts_count_for_every_exfiltration_and_failures_for_none() {
    use ombud_model::Outcome;
    for indicator in content().indicators() {
        let outcomes = &indicator.conditions.outcomes;
        assert!(!outcomes.contains(&Outcome::Failed), "{}", indicator.id);
        let leaves =
            indicator.family == Family::Exfiltration && indicator.id != "members.added.external";
        assert!(
            !leaves || outcomes.contains(&Outcome::Blocked),
            "{}",
            indicator.id
        );
    }
}

#[test]
fn broken_content_is_refused() {
    let one = content().indicators()[0].clone();
    let scoring = content().scoring().clone();
    let twice = Content::new(
        vec![one.clone(), one.clone()],
        vec![],
        scoring.clone(),
        vec![],
    );
    assert!(twice.unwrap_err().to_string().contains("used twice"));
    let mut weightless = one.clone();
    weightless.weight = 0;
    assert!(Content::new(vec![weightless], vec![], scoring.clone(), vec![]).is_err());
    let lost = Content::new(
        vec![one],
        content().templates().to_vec(),
        scoring.clone(),
        vec![],
    );
    assert!(lost.unwrap_err().to_string().contains("unknown"));
    let mut steep = scoring.clone();
    steep.discount.full_bits = steep.discount.from_bits;
    assert!(Content::new(vec![], vec![], steep, vec![]).is_err());
    assert!(Content::new(vec![], vec![], scoring, vec!["Gmail.com".into()]).is_err());
}

#[test]
fn the_reference_names_everything() {
    let pages = reference_pages(content());
    let page = |name: &str| {
        pages
            .iter()
            .find(|(file, _)| file == name)
            .map(|(_, text)| text.as_str())
            .unwrap()
    };
    for indicator in content().indicators() {
        assert!(page("indicators.md").contains(&format!("## `{}`", indicator.id)));
    }
    for template in content().templates() {
        assert!(page("templates.md").contains(&format!("## `{}`", template.id)));
    }
    assert!(page("scoring.md").contains("half_life_days: "));
    // What an indicator says about outcomes is what it goes by: no name of an outcome is left out, none is added.
    for one in content().indicators() {
        let section = pages[0].1.split(&format!("\n## `{}`\n", one.id)).nth(1);
        let said = section.and_then(|text| text.split("; outcome ").nth(1));
        let said = said
            .and_then(|text| text.split([';', '.']).next())
            .unwrap_or_default();
        for &outcome in Outcome::ALL {
            let counts = one.conditions.outcomes.contains(&outcome)
                || (outcome == Outcome::Unknown
                    && one.conditions.outcomes.contains(&Outcome::Done));
            assert_eq!(
                said.contains(&format!("`{}`", outcome.name())),
                counts,
                "{}: {said}",
                one.id
            );
        }
    }
    assert_eq!(pages, reference_pages(&Content::builtin().unwrap()));
}
