//! The plot of calibration: how often days of honest people are how rare, beside how often chance makes them.
//!
//! Promises: the same figures give the same bytes. It is shown in light or dark colours, as the reader's system is.

use std::fmt::Write;

use anyhow::Result;
use serde_json::Value;

use super::{EVEN, Measured, ONE, THIRD};
use crate::shell;

/// Where the book has it.
const PLOT: &str = "docs/src/guide/accuracy-calibration.svg";

/// The lines: which organisation, what it is called, and its class in the style.
const LINES: [(&str, &str, &str); 3] = [
    (EVEN, "even days", "even"),
    (ONE, "day shape 1", "one"),
    (THIRD, "day shape 0.3", "third"),
];

/// Bits on both axes: days surprise by so many, and so rare is their share.
const BITS: u32 = 16;
/// Of the corner with 0 bits, and of a bit, in pixels.
const LEFT: f64 = 84.0;
const TOP: f64 = 52.0;
const ACROSS: f64 = 33.0;
const DOWN: f64 = 20.0;
/// Where the lines are named, in the corner that they do not reach.
const LEGEND: (f64, f64) = (410.0, TOP + DOWN);

const STYLE: &str = "\
  <style>
    svg { background: #ffffff; color: #1f2328; font: 13px sans-serif }
    text { fill: currentColor }
    .grid { stroke: #d0d7de }
    .chance, .twice { stroke: currentColor; fill: none }
    .twice { stroke-dasharray: 3 4 }
    .line { fill: none; stroke-width: 2.5 }
    .even { color: #0072b2 } .one { color: #b35900 } .third { color: #00775a }
    .line, .dot { stroke: currentColor }
    .dot { fill: currentColor }
    @media (prefers-color-scheme: dark) {
      svg { background: #0d1117; color: #e6edf3 }
      .grid { stroke: #30363d }
      .even { color: #58b4f0 } .one { color: #f0a04b } .third { color: #3fc79a }
    }
  </style>
";

/// How many days there were, and how many at or above 1 bit, 2 bits and so on.
#[derive(Debug, Default, PartialEq)]
struct Counted {
    days: u64,
    above: Vec<(u32, u64)>,
}

/// Writes the plot into the book. `made_of` says in words what was measured.
pub(super) fn write(measured: &Measured, made_of: &str) -> Result<()> {
    std::fs::write(shell::root().join(PLOT), svg(measured, made_of))?;
    eprintln!("{PLOT} written");
    Ok(())
}

impl Counted {
    /// Over all organisations of that name.
    fn of(measured: &Measured, name: &str) -> Self {
        let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_u64).unwrap_or(0);
        let mut counted = Self::default();
        let named = measured.iter().filter(|(known, _)| *known == name);
        for all in named.filter_map(|(_, figures)| figures.pointer("/calibration/all")) {
            counted.days += number(all, "person_day_indicators");
            let rarities = all.get("at_or_above").and_then(Value::as_array);
            for rarity in rarities.into_iter().flatten() {
                let days = number(rarity, "days");
                let bits = u32::try_from(number(rarity, "bits")).unwrap_or(0);
                match counted.above.iter_mut().find(|(known, _)| *known == bits) {
                    Some((_, sum)) => *sum += days,
                    None => counted.above.push((bits, days)),
                }
            }
        }
        counted
    }

    /// Points of its line; what never happened has none.
    fn points(&self) -> Vec<(f64, f64)> {
        let point = |&(bits, days): &(u32, u64)| {
            let rare = -(days as f64 / self.days as f64).log2();
            (days > 0 && rare <= f64::from(BITS)).then(|| place(f64::from(bits), rare))
        };
        self.above.iter().filter_map(point).collect()
    }
}

/// Where so many bits and a share of 2 to the minus `rare` lie.
fn place(bits: f64, rare: f64) -> (f64, f64) {
    (LEFT + ACROSS * bits, TOP + DOWN * rare)
}

fn svg(measured: &Measured, made_of: &str) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 430\" role=\"img\">\n  \
         <title>How often days of honest people surprise</title>\n",
    );
    out.push_str(STYLE);
    let mut put = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {line}");
    };
    put(text(
        LEFT,
        20.0,
        "start",
        "How often days of honest people surprise",
    ));
    put(text(LEFT, 38.0, "start", made_of));
    axes(&mut put);
    let (from, to) = (place(0.0, 0.0), place(f64::from(BITS), f64::from(BITS)));
    put(line("chance", from, to));
    put(line(
        "twice",
        place(1.0, 0.0),
        place(f64::from(BITS), f64::from(BITS - 1)),
    ));
    let legend = "line: chance; dotted: twice as often";
    put(text(LEGEND.0, LEGEND.1, "start", legend));
    for ((name, called, class), down) in LINES.into_iter().zip(1u32..) {
        let counted = Counted::of(measured, name);
        curve(&counted.points(), class, &mut put);
        let y = LEGEND.1 + DOWN * f64::from(down);
        let swatch = format!("line {class}");
        put(line(
            &swatch,
            (LEGEND.0, y - 4.0),
            (LEGEND.0 + 20.0, y - 4.0),
        ));
        let says = format!("{called}, {} days", counted.days);
        put(text(LEGEND.0 + 26.0, y, "start", &says));
    }
    out.push_str("</svg>\n");
    out
}

/// A line through the points, with a dot for each.
fn curve(points: &[(f64, f64)], class: &str, put: &mut dyn FnMut(String)) {
    let joined: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let joined = joined.join(" ");
    put(format!(
        "<polyline class=\"line {class}\" points=\"{joined}\"/>"
    ));
    for (x, y) in points {
        put(format!(
            "<circle class=\"dot {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
        ));
    }
}

/// The grid with its labels.
fn axes(put: &mut dyn FnMut(String)) {
    let most = f64::from(BITS);
    for bits in (0..=BITS).step_by(4) {
        let at = f64::from(bits);
        put(line("grid", place(at, 0.0), place(at, most)));
        put(line("grid", place(0.0, at), place(most, at)));
        let ((x, bottom), (left, y)) = (place(at, most), place(0.0, at));
        put(text(x, bottom + 18.0, "middle", &bits.to_string()));
        let share = match bits {
            0 => "all".to_owned(),
            bits => format!("1 of {}", 1u32 << bits),
        };
        put(text(left - 8.0, y + 4.0, "end", &share));
    }
    let (middle, bottom) = place(most / 2.0, most);
    put(text(
        middle,
        bottom + 40.0,
        "middle",
        "bits of surprise; upwards: share of the days of one indicator at or above them",
    ));
}

fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
        from.0, from.1, to.0, to.1
    )
}

fn text(x: f64, y: f64, anchor: &str, says: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{says}</text>")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn figures(days: u64, above: &[(u32, u64)]) -> Value {
        let above: Vec<Value> = above
            .iter()
            .map(|(bits, days)| json!({"bits": bits, "days": days, "times_chance": null}))
            .collect();
        json!({"calibration": {"all": {"person_day_indicators": days, "at_or_above": above}}})
    }

    #[test]
    fn seeds_are_added_up_and_what_never_happened_has_no_point() {
        let measured = vec![
            (ONE, figures(1_000, &[(1, 500), (2, 256), (3, 0)])),
            (ONE, figures(1_048, &[(1, 524), (2, 256), (3, 0)])),
            (EVEN, figures(8, &[(1, 8)])),
        ];
        let counted = Counted::of(&measured, ONE);
        assert_eq!(
            (counted.days, &*counted.above),
            (2_048, &[(1, 1_024), (2, 512), (3, 0)][..])
        );
        // What is as often as chance makes it lies on the line of chance.
        assert_eq!(counted.points(), [place(1.0, 1.0), place(2.0, 2.0)]);
        assert_eq!(Counted::of(&measured, THIRD), Counted::default());
        let svg = svg(&measured, "seeds 1, 2");
        assert!(svg.contains("points=\"117.0,72.0 150.0,92.0\""), "{svg}");
        assert!(
            svg.contains("day shape 1, 2048 days") && svg.contains("seeds 1, 2"),
            "{svg}"
        );
        assert!(svg.contains("prefers-color-scheme: dark"), "{svg}");
    }
}
