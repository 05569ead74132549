//! Texts that people write: trimmed, of bounded length, without control characters.

/// Why a text is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadText {
    Empty,
    TooLong,
    ControlCharacters,
}

/// How many lines a text may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    One,
    Several,
}

/// The text without space around it, with 1 to `longest` characters.
pub fn plain_text(text: &str, longest: usize, lines: Lines) -> Result<&str, BadText> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadText::Empty);
    }
    if text.chars().count() > longest {
        return Err(BadText::TooLong);
    }
    let may_break = |char: char| char == '\n' && lines == Lines::Several;
    match text
        .chars()
        .any(|char| char.is_control() && !may_break(char))
    {
        true => Err(BadText::ControlCharacters),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded_and_breaks_only_where_it_may() {
        assert_eq!(plain_text(" é \n", 1, Lines::One), Ok("é"));
        assert_eq!(plain_text("a\nb", 3, Lines::Several), Ok("a\nb"));
        let wrong = |text| plain_text(text, 3, Lines::One).unwrap_err();
        assert_eq!(wrong(" \n"), BadText::Empty);
        assert_eq!(wrong("abcd"), BadText::TooLong);
        assert_eq!(wrong("a\nb"), BadText::ControlCharacters);
    }
}
