//! What is held about one person, where it comes from, how long it is kept, and who looked at it when and for what: dates and purposes,
//! never the looker. For answering a request under Article 15 GDPR (and see the Court's judgment in case C-579/21).
//!
//! The types have no place for a viewer, so nothing in here can name one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ombud_identity::Pseudonym;
use ombud_identity::unmask::Purpose;
use ombud_model::{CaseId, Operation, Timestamp};
use ombud_tlog::Slug;
use serde::{Deserialize, Serialize};

use crate::erasure::Store;

/// Something that is held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Holding {
    pub what: Store,
    /// Rows or pieces.
    pub count: u64,
    /// The oldest and the youngest, where it has a time.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// The sources it came from, by the names they have here.
    #[serde(default)]
    pub sources: Vec<String>,
    /// When the last of it is deleted, if nothing new comes in; `None` while something else decides (an open case, a hold).
    pub kept_until: Option<Timestamp>,
}

/// Somebody looked at something about the person. Who it was has no place here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    pub at: Timestamp,
    pub operation: Operation,
    /// The purpose, where one had to be stated.
    pub purpose: Option<Purpose>,
    /// The role group under which it was done; none at the command line.
    pub role: Option<Slug>,
    pub case: Option<CaseId>,
}

/// What the organisation has to say for itself; the same in every report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Statement {
    pub organisation: String,
    /// Whom to write to, and the data protection officer.
    pub contact: String,
    /// What the data are processed for, from the agreement.
    pub purposes: Vec<String>,
    /// To whom data are passed on, if to anybody.
    pub recipients: Vec<String>,
    /// Where to complain.
    pub authority: String,
}

/// What the report is made from.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    pub pseudonym: Pseudonym,
    pub now: Timestamp,
    pub statement: &'a Statement,
    pub holdings: &'a [Holding],
    /// From the audit log, in any order.
    pub looks: &'a [Look],
    /// Cases about which the law allows to say nothing yet. Looks within them are counted, not listed.
    pub withheld: &'a [CaseId],
}

/// The report. Serialises to its JSON form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AccessReport {
    pub version: u8,
    pub pseudonym: Pseudonym,
    pub made_at: Timestamp,
    pub statement: Statement,
    /// By kind; what holds nothing is left out.
    pub holdings: Vec<Holding>,
    /// All of `looks`, by purpose and role.
    pub groups: Vec<LookGroup>,
    /// The oldest first.
    pub looks: Vec<ReportedLook>,
    /// Looks that are counted but not listed, because they belong to a case about which nothing may be said yet.
    pub withheld_looks: u64,
}

/// Looks for the same purpose under the same role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LookGroup {
    pub purpose: Option<Purpose>,
    pub role: Option<Slug>,
    /// At least 1.
    pub count: u64,
    pub first: Timestamp,
    pub last: Timestamp,
}

/// A look as the person gets to read it. The number of a case says nothing to the person and might to others, so it is left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReportedLook {
    pub at: Timestamp,
    pub operation: Operation,
    pub purpose: Option<Purpose>,
    pub role: Option<Slug>,
    /// Whether it was part of a case.
    pub in_a_case: bool,
}

/// Part of every report, because Article 15(1) asks for it: rights, and how results come about.
const RIGHTS: &str = "You may have wrong data corrected, have data erased, have processing restricted, and object to it. Write to the \
contact above. Erasure and objection can be refused while the data are needed for a claim in law; you will be told so.";
const AUTOMATION: &str = "A program computes a score from the kinds and numbers of activities and shows which of them led to it. The score \
decides nothing: a person looks at it, under a pseudonym, and every decision is made and recorded by a person.";

impl AccessReport {
    pub fn new(input: &ReportInput<'_>) -> Self {
        let withheld = |look: &Look| look.case.is_some_and(|case| input.withheld.contains(&case));
        let mut looks: Vec<Look> = input
            .looks
            .iter()
            .filter(|look| !withheld(look))
            .cloned()
            .collect();
        looks.sort_by(|a, b| {
            let order = |look: &Look| (look.at, look.operation.code(), look.purpose);
            order(a).cmp(&order(b)).then_with(|| a.role.cmp(&b.role))
        });
        let mut holdings: Vec<Holding> = input
            .holdings
            .iter()
            .filter(|holding| holding.count > 0)
            .cloned()
            .collect();
        holdings.sort_by_key(|holding| (holding.what, holding.from));
        for holding in &mut holdings {
            holding.sources.sort();
            holding.sources.dedup();
        }
        let shown = |look: Look| ReportedLook {
            at: look.at,
            operation: look.operation,
            purpose: look.purpose,
            role: look.role,
            in_a_case: look.case.is_some(),
        };
        Self {
            version: 2,
            pseudonym: input.pseudonym,
            made_at: input.now,
            statement: input.statement.clone(),
            holdings,
            withheld_looks: (input.looks.len() - looks.len()) as u64,
            groups: grouped(&looks),
            looks: looks.into_iter().map(shown).collect(),
        }
    }

    /// The report to print and hand over.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let Statement {
            organisation,
            contact,
            purposes,
            recipients,
            authority,
        } = &self.statement;
        writeln!(out, "Report on the personal data held about you\n")?;
        writeln!(out, "Made: {}", self.made_at)?;
        writeln!(out, "You are known here as: {}", self.pseudonym)?;
        writeln!(out, "Responsible: {}", clean(organisation))?;
        writeln!(out, "Contact: {}", clean(contact))?;
        list(
            out,
            "What the data are for",
            purposes.iter().map(|line| clean(line)),
        )?;
        list(
            out,
            "To whom data are passed on",
            recipients.iter().map(|line| clean(line)),
        )?;
        list(out, "What is held", self.holdings.iter().map(holding_line))?;
        list(
            out,
            "What somebody looked for, in which role, and how often",
            self.groups.iter().map(group_line),
        )?;
        list(
            out,
            "When somebody looked, and at what",
            self.looks.iter().map(look_line),
        )?;
        if self.withheld_looks > 0 {
            writeln!(
                out,
                "  Further looks about which nothing may be said at present: {}",
                self.withheld_looks
            )?;
        }
        writeln!(out, "\nYour rights\n  {RIGHTS}")?;
        if !authority.is_empty() {
            writeln!(out, "  You may complain to: {}", clean(authority))?;
        }
        writeln!(out, "\nHow results come about\n  {AUTOMATION}")
    }
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) -> std::fmt::Result {
    writeln!(out, "\n{title}")?;
    let mut none = true;
    for line in lines {
        none = false;
        writeln!(out, "  - {line}")?;
    }
    if none {
        writeln!(out, "  nothing")
    } else {
        Ok(())
    }
}

fn holding_line(holding: &Holding) -> String {
    let about = holding.what.describe().trim_end_matches('.');
    let mut line = format!("{}: {}. {about}", holding.what, holding.count);
    if let (Some(from), Some(to)) = (holding.from, holding.to) {
        line += &format!("; from {} to {}", from.day(), to.day());
    }
    if !holding.sources.is_empty() {
        let sources: Vec<String> = holding.sources.iter().map(|source| clean(source)).collect();
        line += &format!("; from the sources {}", sources.join(", "));
    }
    match holding.kept_until {
        Some(until) => line += &format!("; kept until {} at the latest", until.day()),
        None => line += "; kept until what it is part of is closed",
    }
    line
}

/// By purpose and role; `looks` are ordered by time.
fn grouped(looks: &[Look]) -> Vec<LookGroup> {
    let mut groups: BTreeMap<(Option<Purpose>, Option<&Slug>), LookGroup> = BTreeMap::new();
    for look in looks {
        let group = groups
            .entry((look.purpose, look.role.as_ref()))
            .or_insert_with(|| LookGroup {
                purpose: look.purpose,
                role: look.role.clone(),
                count: 0,
                first: look.at,
                last: look.at,
            });
        group.count += 1;
        group.last = look.at;
    }
    groups.into_values().collect()
}

fn group_line(group: &LookGroup) -> String {
    format!(
        "{}: {}, the first at {}, the last at {}",
        why(group.purpose, group.role.as_ref()),
        group.count,
        group.first,
        group.last
    )
}

/// Purpose and role in words.
fn why(purpose: Option<Purpose>, role: Option<&Slug>) -> String {
    let purpose = match purpose {
        Some(purpose) => format!(
            "purpose: {purpose} ({})",
            purpose.describe().trim_end_matches('.')
        ),
        None => "purpose: recognising and clearing up risks, as stated above".to_owned(),
    };
    match role {
        Some(role) => format!("{purpose}; role: {role}"),
        None => format!("{purpose}; by the operator of the system"),
    }
}

fn look_line(look: &ReportedLook) -> String {
    let mut line = format!(
        "{} {}; {}",
        look.at,
        look.operation.describe().trim_end_matches('.'),
        why(look.purpose, look.role.as_ref())
    );
    if look.in_a_case {
        line += "; as part of a case";
    }
    line
}

/// One line, whatever was typed into a setting.
fn clean(text: &str) -> String {
    text.chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect()
}

#[cfg(test)]
mod tests;
