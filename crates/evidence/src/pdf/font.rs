//! The two built-in fonts that a report uses, Helvetica and Helvetica-Bold: how wide characters are, and which the fonts can show.
//!
//! Promises: text in, bytes of the encoding `WinAnsiEncoding` out. What the fonts cannot show becomes a visible code, `[U+4E2D]`.

use ombud_model::plain_text::is_invisible;

use super::super::document::Code;

/// A font, each a part of every program that shows PDF.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// What 0x80 to 0x9f stand for; `\0` where there is nothing.
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Widths of 0x20 to 0xff in thousandths of the font's size.
type Widths = [u16; 224];

#[rustfmt::skip]
const REGULAR: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];

#[rustfmt::skip]
const BOLD: Widths = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

/// The byte for a character that the fonts can show.
fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    match c {
        _ if is_invisible(c) => None,
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(code).ok(),
        _ => HIGH
            .iter()
            .position(|high| *high == c && c != '\0')
            .and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// The lines of a text in bytes of the encoding. A tabulator becomes four spaces.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<u8>> {
    text.split('\n').map(|line| {
        let mut bytes = Vec::with_capacity(line.len());
        for c in line.chars() {
            match byte(c) {
                Some(byte) => bytes.push(byte),
                None if c == '\t' => bytes.extend_from_slice(b"    "),
                None => bytes.extend_from_slice(Code(c).to_string().as_bytes()),
            }
        }
        bytes
    })
}

impl Face {
    /// How wide a byte is, in points.
    fn advance(self, byte: u8, size: f32) -> f32 {
        let widths = match self {
            Face::Regular => &REGULAR,
            Face::Bold => &BOLD,
        };
        let width = usize::from(byte)
            .checked_sub(0x20)
            .and_then(|at| widths.get(at))
            .copied()
            .unwrap_or_default();
        f32::from(width) * size / 1000.0
    }

    /// How wide bytes are together, in points.
    pub(super) fn width(self, bytes: &[u8], size: f32) -> f32 {
        bytes.iter().map(|byte| self.advance(*byte, size)).sum()
    }

    /// How many bytes from the front have room. Looks at no more of them than that.
    fn fitting(self, bytes: &[u8], size: f32, room: f32) -> usize {
        let mut used = 0.0;
        let fits = bytes.iter().take_while(|byte| {
            used += self.advance(**byte, size);
            used <= room
        });
        fits.count()
    }

    fn has_room(self, word: &[u8], size: f32, room: f32) -> bool {
        let visible = word.trim_ascii_end();
        self.fitting(visible, size, room) == visible.len()
    }

    /// Breaks a text into lines that have room: between words, and within a word that has no room on a line of its own.
    pub(super) fn wrap(self, text: &str, size: f32, room: f32) -> Vec<Vec<u8>> {
        let mut wrapped = Vec::new();
        for line in lines(text) {
            let mut open: Vec<u8> = Vec::new();
            let mut used = 0.0;
            for word in line.split_inclusive(|byte| *byte == b' ') {
                if !open.is_empty() && !self.has_room(word, size, room - used) {
                    wrapped.push(std::mem::take(&mut open));
                    used = 0.0;
                }
                let mut rest = word;
                while rest.len() > 1 && !self.has_room(rest, size, room) {
                    let at = self.break_at(rest, size, room);
                    let Some((part, after)) = rest.split_at_checked(at) else {
                        break;
                    };
                    wrapped.push(part.to_vec());
                    rest = after;
                }
                open.extend_from_slice(rest);
                used += self.width(rest, size);
            }
            wrapped.push(open);
        }
        wrapped
    }

    /// Where to break a word that is too long: behind a sign where a reader expects it and where no code of a character is cut.
    fn break_at(self, word: &[u8], size: f32, room: f32) -> usize {
        // At least one byte, so that whoever cuts comes to an end.
        let most = self.fitting(word, size, room).clamp(1, word.len().max(1));
        let front = word.get(..most).unwrap_or(word);
        front
            .iter()
            .rposition(|byte| b"]/\\-_.@:;,&=?".contains(byte))
            .map_or(most, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        lines(text)
            .map(|line| line.into_iter().map(char::from).collect::<String>())
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn what_the_fonts_cannot_show_is_shown_as_its_code() {
        assert_eq!(shown("Grüße\n10 €"), "Grüße|10 \u{80}");
        assert_eq!(shown("中 \u{202e}x\0"), "[U+4E2D] [U+202E]x[U+0000]");
        assert_eq!(shown("\u{81}\u{7f}\t.\r"), "[U+0081][U+007F]    .[U+000D]");
        assert_eq!(shown("\u{1f600}"), "[U+1F600]");
    }

    #[test]
    fn lines_have_room_and_nothing_is_lost() {
        let long = format!("{} {} a  b\n\nend", "word ".repeat(40), "x".repeat(300));
        for text in [
            long.as_str(),
            "中文字符很多的一个词",
            "",
            "a/very/long/path/to/some/file.txt",
        ] {
            for room in [1.0, 40.0, 200.0] {
                let wrapped = Face::Regular.wrap(text, 10.0, room);
                let whole: Vec<u8> = lines(text).flatten().collect();
                assert_eq!(wrapped.concat(), whole, "{text} {room}");
                for line in &wrapped {
                    let width = Face::Regular.width(line.trim_ascii_end(), 10.0);
                    assert!(width <= room || line.len() == 1, "{line:?} {room}");
                }
            }
        }
        let wrapped = Face::Bold.wrap("中中中", 10.0, 60.0);
        assert_eq!(wrapped, [b"[U+4E2D]"; 3]);
    }
}
