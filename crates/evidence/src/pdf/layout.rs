//! Where everything goes: lines, columns and pages of a report.
//!
//! Promises: all of the text is on some page, whatever its length; a row that has no room on one page goes on on the next.

use super::super::document::{Block, Document, Fact, Section, Table};
use super::PdfError;
use super::font::{self, Face};

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 595.276;
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// Left and right of the text.
pub(super) const MARGIN: f32 = 54.0;
const TOP: f32 = PAGE_HEIGHT - 60.0;
const BOTTOM: f32 = 64.0;
const ROOM: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Between columns.
const GAP: f32 = 8.0;
/// Above and below the text of a row.
const PADDING: f32 = 2.5;
/// A header of a table that takes more of a page is not repeated.
const HIGHEST_HEADER: f32 = (TOP - BOTTOM) / 3.0;
/// A longer report is refused.
pub(super) const MAX_PAGES: usize = 5_000;

/// How text looks.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) size: f32,
    /// From line to line.
    leading: f32,
}

const fn style(face: Face, size: f32, leading: f32) -> Style {
    Style {
        face,
        size,
        leading,
    }
}

const TITLE: Style = style(Face::Bold, 18.0, 23.0);
const HEADING: Style = style(Face::Bold, 12.5, 17.0);
const BODY: Style = style(Face::Regular, 9.5, 13.0);
const LABEL: Style = style(Face::Bold, 9.5, 13.0);
const CELL: Style = style(Face::Regular, 8.0, 10.5);
const COLUMN: Style = style(Face::Bold, 8.0, 10.5);

/// Something on a page. Coordinates are points from the lower left corner.
pub(super) enum Mark {
    Text {
        style: Style,
        x: f32,
        y: f32,
        bytes: Vec<u8>,
    },
    /// A thin line from the left to the right margin.
    Rule { y: f32 },
}

pub(super) type Page = Vec<Mark>;

/// A row of cells, broken into lines.
struct Row {
    cells: Vec<(f32, Vec<Vec<u8>>)>,
    style: Style,
}

impl Row {
    fn lines(&self) -> usize {
        let counts = self.cells.iter().map(|(_, lines)| lines.len());
        counts.max().unwrap_or_default()
    }

    fn height(&self) -> f32 {
        self.lines() as f32 * self.style.leading + 2.0 * PADDING
    }
}

/// The place of a column.
#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
}

/// The pages of a report, without their numbers.
pub(super) fn pages(document: &Document) -> Result<Vec<Page>, PdfError> {
    let mut flow = Flow {
        done: Vec::new(),
        page: Vec::new(),
        y: TOP,
    };
    flow.text(&document.title, TITLE)?;
    flow.space(6.0);
    flow.facts(&document.facts)?;
    for section in &document.sections {
        flow.section(section)?;
    }
    flow.done.push(flow.page);
    Ok(flow.done)
}

struct Flow {
    done: Vec<Page>,
    page: Page,
    /// What is above is taken.
    y: f32,
}

impl Flow {
    fn space(&mut self, height: f32) {
        self.y -= height;
    }

    fn has_room(&self, height: f32) -> bool {
        self.y - height >= BOTTOM
    }

    fn new_page(&mut self) -> Result<(), PdfError> {
        if self.done.len() + 1 >= MAX_PAGES {
            return Err(PdfError::TooLong);
        }
        self.done.push(std::mem::take(&mut self.page));
        self.y = TOP;
        Ok(())
    }

    /// Makes sure that so much fits on the page, or begins a new one.
    fn need(&mut self, height: f32) -> Result<(), PdfError> {
        if self.has_room(height) || self.y >= TOP {
            Ok(())
        } else {
            self.new_page()
        }
    }

    fn put(&mut self, x: f32, bytes: &[u8], style: Style) {
        let bytes = bytes.trim_ascii_end().to_vec();
        if !bytes.is_empty() {
            // The base line lies where the letters stand, not at the lower edge.
            let y = self.y - style.size;
            self.page.push(Mark::Text { style, x, y, bytes });
        }
    }

    fn rule(&mut self) {
        let y = self.y;
        self.page.push(Mark::Rule { y });
    }

    fn text(&mut self, text: &str, style: Style) -> Result<(), PdfError> {
        for line in style.face.wrap(text, style.size, ROOM) {
            self.need(style.leading)?;
            self.put(MARGIN, &line, style);
            self.space(style.leading);
        }
        Ok(())
    }

    fn facts(&mut self, facts: &[Fact]) -> Result<(), PdfError> {
        let widest = facts
            .iter()
            .map(|fact| natural(&fact.label, LABEL))
            .fold(60.0, f32::max)
            .min(ROOM / 3.0);
        let x = MARGIN + widest + 2.0 * GAP;
        for fact in facts {
            let wrap = |text, style: Style, room| style.face.wrap(text, style.size, room);
            let value = wrap(&fact.value, BODY, PAGE_WIDTH - MARGIN - x);
            let mut label = wrap(&fact.label, LABEL, widest).into_iter();
            let mut value = value.into_iter();
            loop {
                let (label, value) = (label.next(), value.next());
                if label.is_none() && value.is_none() {
                    break;
                }
                self.need(BODY.leading)?;
                self.put(MARGIN, &label.unwrap_or_default(), LABEL);
                self.put(x, &value.unwrap_or_default(), BODY);
                self.space(BODY.leading);
            }
        }
        Ok(())
    }

    fn section(&mut self, section: &Section) -> Result<(), PdfError> {
        self.space(14.0);
        // A heading does not stand alone at the foot of a page.
        self.need(HEADING.leading + 4.0 * BODY.leading)?;
        self.text(&section.heading, HEADING)?;
        self.space(2.0);
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => self.text(text, BODY)?,
                Block::Table(table) => self.table(table)?,
            }
            self.space(6.0);
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), PdfError> {
        let columns = columns(table);
        let header = broken(table.columns(), &columns, COLUMN);
        let repeated = (header.height() <= HIGHEST_HEADER).then_some(&header);
        self.need(header.height() + 2.0 * CELL.leading)?;
        self.row(&header, None)?;
        for row in table.rows() {
            self.row(&broken(row, &columns, CELL), repeated)?;
        }
        Ok(())
    }

    /// A row with a line below. Goes to a new page when it fits there as a whole, otherwise line by line.
    fn row(&mut self, row: &Row, header: Option<&Row>) -> Result<(), PdfError> {
        let header_height = header.map_or(0.0, Row::height);
        let fits_a_page = row.height() + header_height <= TOP - BOTTOM;
        if fits_a_page && !self.has_room(row.height()) {
            self.continued(header)?;
        }
        self.space(PADDING);
        for at in 0..row.lines() {
            if !self.has_room(row.style.leading + PADDING) {
                self.continued(header)?;
                self.space(PADDING);
            }
            for (x, lines) in &row.cells {
                if let Some(line) = lines.get(at) {
                    self.put(*x, line, row.style);
                }
            }
            self.space(row.style.leading);
        }
        self.space(PADDING);
        self.rule();
        Ok(())
    }

    /// A new page of a table. The header has room there: it is lower than a page.
    fn continued(&mut self, header: Option<&Row>) -> Result<(), PdfError> {
        self.new_page()?;
        header.map_or(Ok(()), |header| self.row(header, None))
    }
}

fn broken(cells: &[String], columns: &[Column], style: Style) -> Row {
    let wrap = |text: &String, width| style.face.wrap(text, style.size, width);
    let cells = cells.iter().zip(columns);
    Row {
        cells: cells
            .map(|(text, column)| (column.x, wrap(text, column.width)))
            .collect(),
        style,
    }
}

/// How wide a text is when no line of it is broken.
fn natural(text: &str, style: Style) -> f32 {
    font::lines(text)
        .map(|line| style.face.width(&line, style.size))
        .fold(0.0, f32::max)
}

/// Columns get what they need, as far as there is room. Those that need more share the rest, the longer texts with the larger part.
fn columns(table: &Table) -> Vec<Column> {
    let mut needs: Vec<f32> = table
        .columns()
        .iter()
        .map(|name| natural(name, COLUMN))
        .collect();
    for row in table.rows() {
        for (need, cell) in needs.iter_mut().zip(row) {
            *need = need.max(natural(cell, CELL));
        }
    }
    let room = ROOM - GAP * needs.len().saturating_sub(1) as f32;
    let mut x = MARGIN;
    let place = |width: f32| {
        let column = Column { x, width };
        x += width + GAP;
        column
    };
    share(&needs, room).into_iter().map(place).collect()
}

/// Widths that have room together. Each is what is needed, or a part of the rest by the square root of the need.
fn share(needs: &[f32], room: f32) -> Vec<f32> {
    let weight = |need: f32| need.clamp(1.0, ROOM).sqrt();
    let mut widths: Vec<Option<f32>> = vec![None; needs.len()];
    loop {
        let open = || {
            needs
                .iter()
                .zip(&widths)
                .filter(|(_, width)| width.is_none())
        };
        let left = room - widths.iter().flatten().sum::<f32>();
        let weights: f32 = open().map(|(need, _)| weight(*need)).sum();
        let part = |need: f32| left * weight(need) / weights;
        let before = open().count();
        let given: Vec<Option<f32>> = needs
            .iter()
            .zip(&widths)
            // A little more than needed, so that rounding breaks no line.
            .map(|(need, width)| width.or((need + 0.01 <= part(*need)).then_some(need + 0.01)))
            .collect();
        if given.iter().filter(|width| width.is_none()).count() == before {
            let all = needs.iter().zip(given);
            return all
                .map(|(need, width)| width.unwrap_or_else(|| part(*need)))
                .collect();
        }
        widths = given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_room_together_and_short_ones_are_not_cut() {
        let cases: [&[f32]; 5] = [
            &[10.0, 20.0],
            &[10.0, 20.0, 90_000.0],
            &[400.0, 30.0, 400.0],
            &[0.0, 0.0],
            &[500.0; 12],
        ];
        for needs in cases {
            let widths = share(needs, 300.0);
            assert!(widths.iter().sum::<f32>() <= 300.1, "{widths:?}");
            assert!(widths.iter().all(|width| *width > 0.0), "{widths:?}");
            for (need, width) in needs.iter().zip(&widths) {
                assert!(*need > 50.0 || width >= need, "{needs:?} {widths:?}");
            }
        }
    }
}
