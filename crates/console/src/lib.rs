//! The web console as it is in this program: the files that `cargo xtask console` built from the folder `console`.
//!
//! Promises: what is served is what was built, byte for byte, but for the nonce that each answer puts into the first page; nothing is read
//! from disk when the program runs. A program that was built without Node has no console, and says so.

use std::borrow::Cow;

use rust_embed::Embed;

/// Where the first page says under which nonce style elements of this answer may be.
const NONCE: &str = "__OMBUD_CSP_NONCE__";
/// Ends the name of a file that is another one, compressed with brotli.
const COMPRESSED: &str = ".br";
/// Under this folder lie files whose names change with their content.
const HASHED: &str = "assets/";
const FIRST_PAGE: &str = "index.html";

#[derive(Embed)]
#[folder = "../../console/dist"]
#[allow_missing = true]
struct Built;

/// A file of the console.
pub struct ConsoleFile {
    pub bytes: Cow<'static, [u8]>,
    /// The same, compressed with brotli.
    pub brotli: Option<Cow<'static, [u8]>>,
    pub media_type: &'static str,
    /// Whether the name changes with the content, so that nobody has to ask for it twice.
    pub is_immutable: bool,
}

/// The console of this program.
#[derive(Clone, Debug)]
pub struct Console {
    first_page: Option<String>,
}

impl Console {
    /// What was embedded when this program was built.
    pub fn embedded() -> Self {
        let page = Built::get(FIRST_PAGE);
        let text = page.and_then(|file| String::from_utf8(file.data.into_owned()).ok());
        Self { first_page: text }
    }

    /// As in a program that was built without the console.
    pub const fn missing() -> Self {
        Self { first_page: None }
    }

    /// The page that every address of the console begins with. `None` where the console was not built.
    pub fn first_page(&self, nonce: &str) -> Option<String> {
        let page = self.first_page.as_ref()?;
        Some(page.replace(NONCE, nonce))
    }

    /// The file of that path, without the leading slash. The first page is none of them: it needs a nonce.
    pub fn file(&self, path: &str) -> Option<ConsoleFile> {
        self.first_page.as_ref()?;
        if path == FIRST_PAGE || path.ends_with(COMPRESSED) {
            return None;
        }
        Some(ConsoleFile {
            bytes: Built::get(path)?.data,
            brotli: Built::get(&format!("{path}{COMPRESSED}")).map(|file| file.data),
            media_type: media_type(path),
            is_immutable: path.starts_with(HASHED),
        })
    }

    /// Every path that [`Console::file`] knows.
    pub fn paths(&self) -> impl Iterator<Item = Cow<'static, str>> + '_ {
        Built::iter().filter(|path| self.file(path).is_some())
    }
}

/// Of the kinds of file that a build makes.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_a_console_has_no_file_of_it() {
        let console = Console::missing();
        assert_eq!(console.first_page("n"), None);
        assert_eq!(console.paths().count(), 0);
    }

    #[test]
    fn the_nonce_stands_where_the_page_asks_for_it() {
        let console = Console {
            first_page: Some(format!("<meta name=\"csp-nonce\" content=\"{NONCE}\">")),
        };
        let page = console.first_page("abc").unwrap();
        assert_eq!(page, "<meta name=\"csp-nonce\" content=\"abc\">");
    }

    #[test]
    fn what_was_built_is_served_with_its_kind() {
        let console = Console::embedded();
        let was_built = env!("OMBUD_CONSOLE_IS_BUILT") == "true";
        assert_eq!(console.first_page("").is_some(), was_built);
        let Some(page) = console.first_page("abc") else {
            eprintln!("SKIPPED: the console is not built; run `cargo xtask console`");
            return;
        };
        assert!(!page.contains(NONCE) && page.contains("abc"));
        assert!(console.file(FIRST_PAGE).is_none());
        let script = console.paths().find(|path| path.ends_with(".js")).unwrap();
        let script = console.file(&script).unwrap();
        assert!(script.is_immutable && script.media_type.starts_with("text/javascript"));
        assert!(script.brotli.unwrap().len() < script.bytes.len());
        let unknown = "application/octet-stream";
        let kinds = console.paths().map(|path| media_type(&path) == unknown);
        assert!(!kinds.into_iter().any(|is_unknown| is_unknown));
    }
}
