//! Passwords that are guessed first: what people make of a common word, a year and an exclamation mark.
//!
//! A list of leaked passwords of at least 12 characters consists almost only of such: common words put together, written with `@` for `a`
//! or `0` for `o`, between digits and signs. So the words are listed and the making is recognised, instead of listing the results.

/// Common words, names and keyboard runs, in lower case.
const WORDS: &str = include_str!("common_passwords.txt");
/// The product's own name is guessed too.
const PRODUCT: &str = "ombud";
/// A password of at most this many common words is guessed.
const WORDS_AT_MOST: u8 = 3;
/// Digits and signs beside the words that do not yet make the password hard to guess.
const EXTRAS_AT_MOST: u8 = 6;

/// Whether `password` is a short unit repeated, a run through alphabet or keyboard, or common words with a few digits and signs.
/// `own` are words of the organisation that count as common.
pub(super) fn is_common(password: &str, own: &[String]) -> bool {
    let chars: Vec<char> = password.to_lowercase().chars().collect();
    is_repetition(&chars) || is_run(&chars) || is_made_of_words(&chars, own)
}

/// One to four characters over and over: `aaaaaaaaaaaa`, `12121212121212`.
fn is_repetition(chars: &[char]) -> bool {
    (1..=4).any(|unit| {
        chars.len() > unit
            && chars
                .iter()
                .zip(chars.iter().skip(unit))
                .all(|(a, b)| a == b)
    })
}

/// Every character is the neighbour of the one before: `123456789012`, `abcdefghijkl`, also with the jump from 9 to 0.
fn is_run(chars: &[char]) -> bool {
    let step = |a: char, b: char| match (a, b) {
        ('9', '0') => 1,
        ('0', '9') => -1,
        _ => i64::from(u32::from(b)) - i64::from(u32::from(a)),
    };
    let steps: Vec<i64> = chars
        .iter()
        .zip(chars.iter().skip(1))
        .map(|(a, b)| step(*a, *b))
        .collect();
    steps.len() > 1 && (steps.iter().all(|step| *step == 1) || steps.iter().all(|step| *step == -1))
}

/// Walks through the password and keeps, for each place, the fewest extras with which it is reached by each number of words.
fn is_made_of_words(chars: &[char], own: &[String]) -> bool {
    const NEVER: u8 = u8::MAX;
    let mut fewest = vec![[NEVER; WORDS_AT_MOST as usize + 1]; chars.len() + 1];
    if let Some(first) = fewest.first_mut() {
        *first = [0, NEVER, NEVER, NEVER];
    }
    for at in 0..chars.len() {
        let here = fewest
            .get(at)
            .copied()
            .unwrap_or([NEVER; WORDS_AT_MOST as usize + 1]);
        let rest = chars.get(at..).unwrap_or_default();
        let mut reach = |to: usize, extras: u8, words: usize| {
            if let Some(best) = fewest.get_mut(to).and_then(|place| place.get_mut(words)) {
                *best = (*best).min(extras);
            }
        };
        for (words, extras) in here
            .into_iter()
            .enumerate()
            .filter(|(_, extras)| *extras <= EXTRAS_AT_MOST)
        {
            if rest.first().is_some_and(|c| !c.is_alphabetic()) {
                reach(at + 1, extras + 1, words);
            }
            for run in [digit_run(rest), same_run(rest), year(rest)]
                .into_iter()
                .filter(|run| *run >= 2)
            {
                reach(at + run, extras + 1, words);
            }
            for word in words_of(own).filter(|word| starts_like(rest, word)) {
                reach(at + word.chars().count(), extras, words + 1);
            }
        }
    }
    fewest
        .last()
        .is_some_and(|end| end.iter().skip(1).any(|extras| *extras <= EXTRAS_AT_MOST))
}

fn words_of(own: &[String]) -> impl Iterator<Item = &str> {
    let own = own
        .iter()
        .map(String::as_str)
        .filter(|word| word.chars().count() >= 3);
    WORDS
        .split_ascii_whitespace()
        .chain(std::iter::once(PRODUCT))
        .chain(own)
}

/// The length of the run of rising or falling digits at the start: `1234` counts as one extra, not as four.
fn digit_run(chars: &[char]) -> usize {
    (3..=chars.len())
        .take_while(|len| {
            chars
                .get(..*len)
                .is_some_and(|run| run.iter().all(char::is_ascii_digit) && is_run(run))
        })
        .last()
        .unwrap_or(0)
}

/// The length of the run of one sign at the start: `!!!` counts as one extra.
fn same_run(chars: &[char]) -> usize {
    chars
        .iter()
        .take_while(|c| !c.is_alphabetic() && Some(*c) == chars.first())
        .count()
}

/// 4 when a year is at the start.
fn year(chars: &[char]) -> usize {
    match chars {
        ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            4
        }
        _ => 0,
    }
}

/// Whether the text begins with `word`, letters also written as the signs that look like them.
fn starts_like(chars: &[char], word: &str) -> bool {
    let mut written = chars.iter();
    word.chars().all(|letter| {
        let letter = letter.to_lowercase().next().unwrap_or(letter);
        written
            .next()
            .is_some_and(|&c| c == letter || looks_like(c, letter))
    })
}

fn looks_like(sign: char, letter: char) -> bool {
    matches!(
        (sign, letter),
        ('0', 'o')
            | ('1' | '!', 'i' | 'l')
            | ('3', 'e')
            | ('4' | '@', 'a')
            | ('5' | '$', 's')
            | ('7', 't')
            | ('8', 'b')
            | ('9', 'g')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_common() {
        for password in [
            "aaaaaaaaaaaa",
            "121212121212",
            "123456789012",
            "987654321098",
            "abcdefghijkl",
            "passwordpassword",
            "Password1234",
            "P@ssw0rd2026!",
            "!!Welcome2026!!",
            "qwertyuiop123",
            "Summer2026Winter!",
            "1234567890password",
            "iloveyou123456",
            "OmbudAdmin2026",
            "letmeinletmein",
        ] {
            assert!(is_common(password, &[]), "{password}");
        }
    }

    #[test]
    fn what_is_not_is_let_through() {
        for password in [
            "correct horse battery staple",
            "tuba-fjord-ochre-41",
            "vJ9#kQ2$xL7m",
            "the password is not this one",
            "κωδικός-μακρύς",
            "749153820617",
        ] {
            assert!(!is_common(password, &[]), "{password}");
        }
    }

    #[test]
    fn words_of_the_organisation_count() {
        assert!(!is_common("Norrland-2026-kraft", &[]));
        assert!(is_common(
            "Norrland2026!kraft",
            &["Norrland".to_owned(), "Kraft".to_owned()]
        ));
    }
}
