//! A report as a web page.
//!
//! Promises: the page is whole in itself. It has no script and asks for nothing; its own policy forbids both, and allows its one style
//! sheet by its hash only. All text is escaped; nothing of a report becomes an element, an attribute or a style.

use std::fmt::{self, Display, Write};

use data_encoding::BASE64;
use ombud_model::plain_text::is_invisible;
use sha2::{Digest, Sha256};

use super::document::{Block, Code, Document, Section, Table};

const STYLE: &str = "
:root { color-scheme: light; font: 11pt/1.45 'Helvetica Neue', Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #b5b5b5; padding-bottom: .2rem; }
h1, h2, p, dd, td, th { overflow-wrap: anywhere; white-space: pre-wrap; }
th { overflow-wrap: normal; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1.5rem; margin: 0; }
dt { color: #555; }
dd { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; margin: .7rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ddd; }
th { border-bottom-color: #777; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { font-size: 9.5pt; }
  body { max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; }
  tr, dt, dd { break-inside: avoid; }
  thead { display: table-header-group; }
}
";

/// Text in an element or in an attribute with quotation marks.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '\n' | '\t' => f.write_char(c),
            c if c.is_control() || is_invisible(c) => Code(c).fmt(f),
            c => f.write_char(c),
        })
    }
}

/// The report as one page in UTF-8.
pub fn html(document: &Document) -> String {
    Page(document).to_string()
}

struct Page<'a>(&'a Document);

impl Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.0;
        let title = Escaped(&document.title);
        let hash = BASE64.encode(&Sha256::digest(STYLE));
        writeln!(f, "<!doctype html>")?;
        writeln!(f, "<html lang=\"{}\">", Escaped(document.language.as_str()))?;
        writeln!(f, "<head>")?;
        writeln!(f, "<meta charset=\"utf-8\">")?;
        writeln!(
            f,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
        )?;
        writeln!(f, "<meta name=\"referrer\" content=\"no-referrer\">")?;
        writeln!(
            f,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        )?;
        writeln!(f, "<title>{title}</title>")?;
        writeln!(f, "<style>{STYLE}</style>")?;
        writeln!(f, "</head>\n<body>\n<main>\n<h1>{title}</h1>")?;
        if !document.facts.is_empty() {
            writeln!(f, "<dl>")?;
            for fact in &document.facts {
                let (label, value) = (Escaped(&fact.label), Escaped(&fact.value));
                writeln!(f, "<dt>{label}</dt><dd>{value}</dd>")?;
            }
            writeln!(f, "</dl>")?;
        }
        document
            .sections
            .iter()
            .try_for_each(|section| write_section(f, section))?;
        writeln!(f, "</main>\n</body>\n</html>")
    }
}

fn write_section(f: &mut fmt::Formatter<'_>, section: &Section) -> fmt::Result {
    writeln!(f, "<section>\n<h2>{}</h2>", Escaped(&section.heading))?;
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) => writeln!(f, "<p>{}</p>", Escaped(text))?,
            Block::Table(table) => write_table(f, table)?,
        }
    }
    writeln!(f, "</section>")
}

fn write_table(f: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    writeln!(f, "<div class=\"wide\">\n<table>\n<thead><tr>")?;
    for column in table.columns() {
        write!(f, "<th scope=\"col\">{}</th>", Escaped(column))?;
    }
    writeln!(f, "</tr></thead>\n<tbody>")?;
    for row in table.rows() {
        write!(f, "<tr>")?;
        for cell in row {
            write!(f, "<td>{}</td>", Escaped(cell))?;
        }
        writeln!(f, "</tr>")?;
    }
    writeln!(f, "</tbody>\n</table>\n</div>")
}
