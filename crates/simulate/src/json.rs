//! Writes one JSON object into a text, field by field, without building a tree.

use std::fmt::{Display, Write};

pub(crate) struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Object<'o> {
    /// Opens an object at the end of `out`.
    pub(crate) fn new(out: &'o mut String) -> Self {
        out.push('{');
        Self { out, first: true }
    }

    fn name(&mut self, name: &str) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        quote(self.out, name);
        self.out.push(':');
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        quote(self.out, value);
        self
    }

    /// A number or truth value.
    pub(crate) fn plain(mut self, name: &str, value: impl Display) -> Self {
        self.name(name);
        // Writing into a text does not fail.
        let _ = write!(self.out, "{value}");
        self
    }

    /// JSON written by hand.
    pub(crate) fn raw(self, name: &str, json: &str) -> Self {
        self.plain(name, json)
    }

    pub(crate) fn close(self) {
        self.out.push('}');
    }
}

/// Appends `text` as a JSON string.
pub(crate) fn quote(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// `text` as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_back() {
        let mut out = String::new();
        let path = "C:\\Users\\\"x\"\n\u{7}ü";
        Object::new(&mut out)
            .text("path", path)
            .plain("n", 7)
            .raw("list", "[true]")
            .close();
        let back: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            back,
            serde_json::json!({ "path": path, "n": 7, "list": [true] })
        );
        assert_eq!(quoted("a\\b"), r#""a\\b""#);
    }
}
