//! A report for printing: PDF in A4, with numbers of pages.
//!
//! Promises: the same report gives the same bytes; nothing in them says when or where they were made. There is no script, no link and no
//! embedded file. Text is text, so that it can be searched and copied.

mod font;
mod layout;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::document::Document;
use font::Face;
use layout::{MARGIN, MAX_PAGES, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page};

/// Why there is no PDF.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the report is longer than {MAX_PAGES} pages: put its long tables into files")]
    TooLong,
}

const REGULAR: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");
const FOOT_SIZE: f32 = 8.0;
const FOOT_Y: f32 = 36.0;
const GREY: f32 = 0.4;

/// Numbers of the objects that there are once. Pages follow.
struct Refs {
    catalog: Ref,
    tree: Ref,
    regular: Ref,
    bold: Ref,
    info: Ref,
}

/// The report as a PDF file.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let pages = layout::pages(document)?;
    let mut next = Ref::new(1);
    let refs = Refs {
        catalog: next.bump(),
        tree: next.bump(),
        regular: next.bump(),
        bold: next.bump(),
        info: next.bump(),
    };
    let numbered: Vec<(Ref, Ref, &Page)> = pages
        .iter()
        .map(|page| (next.bump(), next.bump(), page))
        .collect();
    let count = i32::try_from(numbered.len()).map_err(|_| PdfError::TooLong)?;

    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(refs.catalog);
    catalog.pages(refs.tree);
    catalog.lang(TextStr(document.language.as_str()));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.document_info(refs.info).title(TextStr(&document.title));
    pdf.pages(refs.tree)
        .kids(numbered.iter().map(|(page, _, _)| *page))
        .count(count);
    for (font, name) in [(refs.regular, "Helvetica"), (refs.bold, "Helvetica-Bold")] {
        pdf.type1_font(font)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for (at, (page, content, marks)) in numbered.iter().enumerate() {
        let number = format!("{} / {count}", at + 1);
        let drawn = draw(marks, &document.title, &number);
        write_page(&mut pdf, &refs, (*page, *content), &drawn);
    }
    Ok(pdf.finish())
}

fn write_page(pdf: &mut Pdf, refs: &Refs, (page, content): (Ref, Ref), drawn: &[u8]) {
    let mut page = pdf.page(page);
    page.parent(refs.tree);
    page.media_box(Rect::new(0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT));
    page.contents(content);
    page.resources()
        .fonts()
        .pair(REGULAR, refs.regular)
        .pair(BOLD, refs.bold);
    page.finish();
    pdf.stream(content, drawn);
}

fn draw(marks: &Page, title: &str, number: &str) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_width(0.4).set_stroke_gray(0.75);
    for mark in marks {
        match mark {
            Mark::Text { style, x, y, bytes } => {
                write_text(&mut content, (style.face, style.size), (*x, *y), bytes);
            }
            Mark::Rule { y } => {
                content
                    .move_to(MARGIN, *y)
                    .line_to(PAGE_WIDTH - MARGIN, *y)
                    .stroke();
            }
        }
    }
    content.set_fill_gray(GREY);
    let face = Face::Regular;
    let right = PAGE_WIDTH - MARGIN - face.width(number.as_bytes(), FOOT_SIZE);
    let room = right - MARGIN - 20.0;
    if let Some(line) = face.wrap(title, FOOT_SIZE, room).first() {
        let line = line.trim_ascii_end();
        write_text(&mut content, (face, FOOT_SIZE), (MARGIN, FOOT_Y), line);
    }
    write_text(
        &mut content,
        (face, FOOT_SIZE),
        (right, FOOT_Y),
        number.as_bytes(),
    );
    content.finish().to_vec()
}

fn write_text(content: &mut Content, (face, size): (Face, f32), (x, y): (f32, f32), bytes: &[u8]) {
    let name = match face {
        Face::Regular => REGULAR,
        Face::Bold => BOLD,
    };
    content
        .begin_text()
        .set_font(name, size)
        .next_line(x, y)
        .show(Str(bytes))
        .end_text();
}
