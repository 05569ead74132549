//! Whether a rating is a poor one: by what the mapping states, else by its words. A number alone says nothing, because scales run both ways.

use ombud_model::Severity;

/// Phrases of a poor rating. They hold words of praise, so they are looked for first.
const POOR_PHRASES: [&str; 10] = [
    "does not meet",
    "doesn't meet",
    "did not meet",
    "didn't meet",
    "not meet",
    "not met",
    "partially me",
    "partly me",
    "not achiev",
    "not satisf",
];

/// Phrases that hold a word of a poor rating and are none.
const HARMLESS: [&str; 2] = ["no improvement", "without improvement"];

const POOR: [&str; 13] = [
    "below",
    "poor",
    "unsatisf",
    "unaccept",
    "unsuccess",
    "improvement",
    "partial",
    "fail",
    "underperf",
    "under perf",
    "under expect",
    "inadequate",
    "weak",
];

const GOOD: [&str; 12] = [
    "outstanding",
    "exceed",
    "excellent",
    "exceptional",
    "above",
    "meet",
    "met",
    "achiev",
    "good",
    "satisf",
    "success",
    "strong",
];

/// High for a poor rating, informational for any other, low when nobody says which it is, none when nothing is stated.
///
/// `poor` are the ratings that the mapping calls poor: whole, or the number that they begin with. Without it words decide; a rating
/// with words of both, or of neither, is not judged.
pub(super) fn severity(rating: &str, poor: &[String]) -> Severity {
    if rating.is_empty() {
        return Severity::None;
    }
    let words = rating.to_lowercase();
    if !poor.is_empty() {
        let number = words
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let is = |known: &String| {
            let known = known.trim().to_lowercase();
            known == words || (!known.is_empty() && known == number)
        };
        return if poor.iter().any(is) {
            Severity::High
        } else {
            Severity::Informational
        };
    }
    let mut rest = words;
    for phrase in HARMLESS {
        rest = rest.replace(phrase, " ");
    }
    let mut is_poor = false;
    for phrase in POOR_PHRASES {
        is_poor |= rest.contains(phrase);
        rest = rest.replace(phrase, " ");
    }
    for word in POOR {
        is_poor |= rest.contains(word);
        rest = rest.replace(word, " ");
    }
    match (is_poor, GOOD.iter().any(|word| rest.contains(word))) {
        (true, false) => Severity::High,
        (false, true) => Severity::Informational,
        (true, true) | (false, false) => Severity::Low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide_and_numbers_do_not() {
        for (rating, expected) in [
            ("", Severity::None),
            ("2-Below expectation", Severity::High),
            ("Needs Improvement", Severity::High),
            ("Does not meet expectations", Severity::High),
            ("Partially meets", Severity::High),
            ("Unsatisfactory", Severity::High),
            ("3 - Underperformed", Severity::High),
            ("1 - Outstanding", Severity::Informational),
            ("1 - Exceeded", Severity::Informational),
            ("2 - Achieved", Severity::Informational),
            ("3 - Meets expectations", Severity::Informational),
            ("Exceeds, no improvement needed", Severity::Informational),
            ("Satisfactory", Severity::Informational),
            ("Good in parts, poor in others", Severity::Low),
            ("1", Severity::Low),
            ("2/5", Severity::Low),
            ("10", Severity::Low),
            ("B+", Severity::Low),
        ] {
            assert_eq!(severity(rating, &[]), expected, "{rating}");
        }
    }

    #[test]
    fn a_stated_scale_comes_first() {
        let poor = ["1".to_owned(), "2".to_owned(), "Bad".to_owned()];
        for (rating, expected) in [
            ("1", Severity::High),
            ("2/5", Severity::High),
            ("2 - Achieved", Severity::High),
            ("bad", Severity::High),
            ("10", Severity::Informational),
            ("5 - weak", Severity::Informational),
            ("", Severity::None),
        ] {
            assert_eq!(severity(rating, &poor), expected, "{rating}");
        }
    }
}
