//! Reports as a reader gets them.

use ombud_evidence::{
    BadTable, Block, Document, Fact, Language, MAX_COLUMNS, PdfError, Section, Table, html, pdf,
};

use super::support::report;

const HOSTILE: &str =
    "</title><script>alert('x')</script><img src=\"//h/x\" onerror=y> & \u{202e}\0";

fn hostile() -> Document {
    let text = || HOSTILE.to_owned();
    let mut table = Table::new(vec![text()]).unwrap();
    table.add(vec![text()]).unwrap();
    Document {
        language: Language::default(),
        title: text(),
        facts: vec![Fact {
            label: text(),
            value: text(),
        }],
        sections: vec![Section {
            heading: text(),
            blocks: vec![Block::Paragraph(text()), Block::Table(table)],
        }],
    }
}

/// A table of so many rows.
fn long(rows: usize) -> Document {
    let mut table = Table::new(vec!["Number".to_owned(), "What".to_owned()]).unwrap();
    for number in 0..rows {
        table
            .add(vec![format!("row{number}"), "something".to_owned()])
            .unwrap();
    }
    let mut document = report();
    document.sections.push(Section {
        heading: "Long".to_owned(),
        blocks: vec![Block::Table(table)],
    });
    document
}

fn count(bytes: &[u8], what: &str) -> usize {
    let what = what.as_bytes();
    bytes
        .windows(what.len())
        .filter(|window| *window == what)
        .count()
}

/// How many pages there are, after a look at whether every object lies where the table of objects says.
fn check_pdf(bytes: &[u8]) -> usize {
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let text = String::from_utf8_lossy(&bytes[bytes.len() - 40..]).into_owned();
    let (_, start) = text.split_once("startxref\n").unwrap();
    let start: usize = start.trim_end_matches("%%EOF").trim().parse().unwrap();
    let table = String::from_utf8_lossy(&bytes[start..]).into_owned();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("xref"));
    let objects: usize = lines
        .next()
        .unwrap()
        .trim_start_matches("0 ")
        .parse()
        .unwrap();
    for (number, line) in lines.take(objects).enumerate().skip(1) {
        let offset: usize = line[..10].parse().unwrap();
        let begins = format!("{number} 0 obj");
        assert!(bytes[offset..].starts_with(begins.as_bytes()), "{number}");
    }
    let pages = count(bytes, "/Type /Page\n");
    assert_eq!(count(bytes, &format!("/Count {pages}\n")), 1);
    pages
}

#[test]
fn hostile_text_stays_text_on_the_web_page() {
    let page = html(&hostile());
    for bad in [
        "<script",
        "<img",
        "</title><",
        "\u{202e}",
        "\0",
        "x' ",
        "\"//h",
    ] {
        assert!(!page.contains(bad), "{bad:?}");
    }
    let escaped = "&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\
        &lt;img src=&quot;//h/x&quot; onerror=y&gt; &amp; [U+202E][U+0000]";
    // Title twice, label, value, heading, paragraph, column, cell.
    assert_eq!(page.matches(escaped).count(), 8);
}

#[test]
fn the_web_page_is_whole_in_itself() {
    let mut document = report();
    document.language = "de-AT".parse().unwrap();
    let page = html(&document);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"de-AT\">"));
    let policy = "content=\"default-src 'none'; style-src 'sha256-";
    assert_eq!(page.matches(policy).count(), 1);
    for outside in [
        "http:", "https:", "src=", "href=", "url(", "@import", "<link", "style=\"",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    let (_, style) = page.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let hash = ombud_evidence::hash_of(style.as_bytes());
    let hash = data_encoding::BASE64.encode(&hash.0);
    assert!(page.contains(&format!("'sha256-{hash}'")));
    assert!(page.contains("<dt>Made at</dt><dd>2026-03-31</dd>"));
    assert!(page.contains("<td>1,200 files to a USB drive</td>"));
}

#[test]
fn a_language_is_a_tag_and_nothing_else() {
    for good in ["en", "de-AT", "zh-Hant-TW"] {
        assert_eq!(good.parse::<Language>().unwrap().as_str(), good);
    }
    for bad in ["", "e", "en\"", "en_US", "-en", "en-", "1a", "en-ninechars"] {
        assert!(bad.parse::<Language>().is_err(), "{bad}");
    }
}

#[test]
fn a_table_has_columns_and_whole_rows() {
    assert_eq!(Table::new(vec![]), Err(BadTable::Columns { found: 0 }));
    let many = vec![String::new(); MAX_COLUMNS + 1];
    let found = MAX_COLUMNS + 1;
    assert_eq!(Table::new(many), Err(BadTable::Columns { found }));
    let mut table = Table::new(vec![String::new(); 2]).unwrap();
    let expected = BadTable::Row {
        expected: 2,
        found: 1,
    };
    assert_eq!(table.add(vec![String::new()]), Err(expected));
    assert_eq!(table.rows().len(), 0);
}

#[test]
fn a_report_is_a_pdf_with_its_text() {
    let bytes = pdf(&report()).unwrap();
    assert_eq!(check_pdf(&bytes), 1);
    for text in [
        "(Case 7)",
        "(Made at)",
        "(1,200 files to a USB drive)",
        "(1 / 1)",
    ] {
        assert!(count(&bytes, text) >= 1, "{text}");
    }
    assert_eq!(bytes, pdf(&report()).unwrap());
}

#[test]
fn a_long_table_goes_over_pages_with_its_header_and_loses_no_row() {
    let bytes = pdf(&long(400)).unwrap();
    let pages = check_pdf(&bytes);
    assert!(pages > 5, "{pages}");
    assert_eq!(count(&bytes, "(Number)"), pages);
    for number in 0..400 {
        assert_eq!(count(&bytes, &format!("(row{number})")), 1, "{number}");
    }
    for page in 1..=pages {
        assert_eq!(count(&bytes, &format!("({page} / {pages})")), 1);
    }
}

#[test]
fn what_the_fonts_cannot_show_is_shown_as_its_code_in_the_pdf() {
    let bytes = pdf(&hostile()).unwrap();
    assert_eq!(check_pdf(&bytes), 1);
    assert!(count(&bytes, "[U+202E]") > 0);
    let mut document = report();
    document.title = "中".to_owned();
    assert!(count(&pdf(&document).unwrap(), "([U+4E2D])") > 0);
}

#[test]
fn cells_and_headers_longer_than_a_page_come_to_an_end() {
    let endless = "word ".repeat(5_000);
    let mut table = Table::new(vec![endless.clone(); MAX_COLUMNS]).unwrap();
    table.add(vec![endless.clone(); MAX_COLUMNS]).unwrap();
    table.add(vec!["x".repeat(5_000); MAX_COLUMNS]).unwrap();
    let mut document = report();
    document.title = endless.clone();
    document.facts.push(Fact {
        label: endless,
        value: String::new(),
    });
    document.sections[0].blocks.push(Block::Table(table));
    let pages = check_pdf(&pdf(&document).unwrap());
    assert!(pages > 10, "{pages}");
}

#[test]
fn a_report_of_too_many_pages_is_refused() {
    let mut document = report();
    let lines = "\n".repeat(400_000);
    document.sections[0].blocks.push(Block::Paragraph(lines));
    assert_eq!(pdf(&document), Err(PdfError::TooLong));
}
