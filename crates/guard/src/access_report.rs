//! What is held about one person, where it comes from, how long it is kept, and who looked at it when and for what: dates and purposes,
//! never the looker. For answering a request under Article 15 GDPR (and see the Court's judgment in case C-579/21).
//!
//! The types have no place for a viewer, so nothing in here can name one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ombud_model::{CaseId, Operation, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Pseudonym;
use crate::erasure::Store;
use crate::tlog::Slug;
use crate::unmask::Purpose;

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
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(1_774_886_531_000 + minutes * 60_000).unwrap()
    }

    fn statement() -> Statement {
        Statement {
            organisation: "Corp".into(),
            contact: "privacy\nofficer".into(),
            purposes: vec!["protecting trade secrets".into()],
            recipients: vec![],
            authority: "the authority".into(),
        }
    }

    fn holdings() -> Vec<Holding> {
        let held = |what, count, sources: &[&str]| Holding {
            what,
            count,
            from: Some(at(0)),
            to: Some(at(9_000)),
            sources: sources.iter().map(|source| (*source).to_owned()).collect(),
            kept_until: Some(at(90_000)),
        };
        vec![
            held(Store::History, 412, &["m365-main", "hr", "m365-main"]),
            held(Store::Notices, 0, &[]),
            Holding {
                from: None,
                to: None,
                kept_until: None,
                ..held(Store::Cases, 1, &[])
            },
            held(Store::Identities, 2, &[]),
        ]
    }

    fn looks() -> Vec<Look> {
        let look = |minute, operation, purpose, role: Option<&str>, case: Option<u128>| Look {
            at: at(minute),
            operation,
            purpose,
            role: role.map(|role: &str| role.parse().unwrap()),
            case: case.map(CaseId),
        };
        vec![
            look(
                30,
                Operation::RevealPerson,
                Some(Purpose::Interview),
                Some("investigators"),
                Some(7),
            ),
            look(10, Operation::ReadAlert, None, Some("analysts"), None),
            look(
                20,
                Operation::QueryActivities,
                None,
                Some("analysts"),
                Some(8),
            ),
            look(25, Operation::ReadAlert, None, None, None),
        ]
    }

    fn report(withheld: &[CaseId]) -> AccessReport {
        AccessReport::new(&ReportInput {
            pseudonym: "amber-otter-482".parse().unwrap(),
            now: at(40),
            statement: &statement(),
            holdings: &holdings(),
            looks: &looks(),
            withheld,
        })
    }

    #[test]
    fn everything_held_and_every_look_is_in_it() {
        let report = report(&[]);
        let held: Vec<(Store, u64)> = report
            .holdings
            .iter()
            .map(|holding| (holding.what, holding.count))
            .collect();
        assert_eq!(
            held,
            [
                (Store::Identities, 2),
                (Store::History, 412),
                (Store::Cases, 1)
            ]
        );
        let seen: Vec<Operation> = report.looks.iter().map(|look| look.operation).collect();
        assert_eq!(
            seen,
            [
                Operation::ReadAlert,
                Operation::QueryActivities,
                Operation::ReadAlert,
                Operation::RevealPerson
            ]
        );
        assert_eq!(report.withheld_looks, 0);
        let groups: Vec<_> = report
            .groups
            .iter()
            .map(|group| {
                let role = group.role.as_ref().map(Slug::as_str);
                (group.purpose, role, group.count, group.first, group.last)
            })
            .collect();
        assert_eq!(
            groups,
            [
                (None, None, 1, at(25), at(25)),
                (None, Some("analysts"), 2, at(10), at(20)),
                (
                    Some(Purpose::Interview),
                    Some("investigators"),
                    1,
                    at(30),
                    at(30)
                ),
            ]
        );
        let text = report.to_text();
        for line in [
            "You are known here as: amber-otter-482\n",
            "Contact: privacy officer\n",
            "\nTo whom data are passed on\n  nothing\n",
            "  - history: 412. Activities in history segments, redacted; from 2026-03-30 to 2026-04-05; from the sources hr, m365-main; kept until 2026-06-01 at the latest\n",
            "  - cases: 1. Cases and what people wrote in them; kept until what it is part of is closed\n",
            "  - 2026-03-30T16:32:11Z The vault releases one name; purpose: interview (Somebody is to be heard, or their manager asked); role: investigators; as part of a case\n",
            "  - 2026-03-30T16:12:11Z One alert and its ledger are read; purpose: recognising and clearing up risks, as stated above; role: analysts\n",
            "  - purpose: recognising and clearing up risks, as stated above; role: analysts: 2, the first at 2026-03-30T16:12:11Z, the last at 2026-03-30T16:22:11Z\n",
            "  - purpose: recognising and clearing up risks, as stated above; by the operator of the system: 1, the first at 2026-03-30T16:27:11Z, the last at 2026-03-30T16:27:11Z\n",
        ] {
            assert!(text.contains(line), "{line}\n---\n{text}");
        }
        assert!(!text.contains("notices:"));
    }

    #[test]
    fn no_case_and_no_account_is_named() {
        let report = report(&[]);
        let json = serde_json::to_string(&report).unwrap();
        for text in [report.to_text(), json.clone()] {
            for id in ["case-0", "account-", "person-"] {
                assert!(!text.contains(id), "{id} in {text}");
            }
        }
        assert_eq!(serde_json::from_str::<AccessReport>(&json).unwrap(), report);
    }

    #[test]
    fn looks_in_a_withheld_case_are_counted_only() {
        let report = report(&[CaseId(7)]);
        assert_eq!((report.looks.len(), report.withheld_looks), (3, 1));
        assert!(
            report
                .looks
                .iter()
                .all(|look| look.operation != Operation::RevealPerson)
        );
        let text = report.to_text();
        assert!(
            text.contains("nothing may be said at present: 1\n"),
            "{text}"
        );
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let (mut looks, mut holdings) = (looks(), holdings());
        looks.reverse();
        holdings.reverse();
        let statement = statement();
        let pseudonym = "amber-otter-482".parse().unwrap();
        let input = ReportInput {
            pseudonym,
            now: at(40),
            statement: &statement,
            holdings: &holdings,
            looks: &looks,
            withheld: &[],
        };
        assert_eq!(AccessReport::new(&input), report(&[]));
    }
}
