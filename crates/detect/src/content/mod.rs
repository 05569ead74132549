//! Content: indicators, templates and scoring constants as data, embedded in the program and checked once.
//!
//! Promises: what [`Content::builtin`] returns is consistent: codes and ids are unique, templates name indicators that exist, every
//! number lies in its range. Code behind it trusts that.

mod indicator;
mod part;
mod scoring;

use std::collections::BTreeMap;

use ombud_model::IndicatorCode;
use ombud_model::policy::{AlertVolume, Trigger};
use serde::Deserialize;

pub use indicator::{Conditions, Example, Examples, Family, Indicator, Stands};
pub use part::Part;
pub use scoring::{
    AlertBars, Bytes, DayShape, Discount, FacetGains, FacetShare, Level, Presence, Scoring,
    Unusual, Usual,
};

use crate::score::Levels;
use crate::surprise::Shapes;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/", $name)))),*]
    };
}

const INDICATORS: &[(&str, &str)] = embedded![
    "indicators/access.yaml",
    "indicators/collection.yaml",
    "indicators/obfuscation.yaml",
    "indicators/exfiltration.yaml",
    "indicators/deletion.yaml",
    "indicators/security.yaml",
    "indicators/context.yaml",
];

const TEMPLATES: &[(&str, &str)] = embedded![
    "templates/data-theft-departing-users.yaml",
    "templates/data-leaks.yaml",
    "templates/data-leaks-risky-users.yaml",
    "templates/security-policy-violations.yaml",
];

const SCORING: &[(&str, &str)] = embedded!["scoring.yaml"];
const FREE_MAIL: &[(&str, &str)] = embedded!["free-mail-domains.yaml"];

/// What a policy is made from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Stable id, such as `data-leaks`.
    pub id: String,
    pub title: String,
    pub doc: String,
    pub activation_days: u32,
    pub look_back_days: u32,
    pub alert_volume: AlertVolume,
    pub triggers: Vec<Trigger>,
    /// Ids of the indicators that are scored.
    pub indicators: Vec<String>,
}

/// All content. Build it once and share it.
#[derive(Clone, Debug)]
pub struct Content {
    /// By code, ascending.
    indicators: Vec<Indicator>,
    by_id: BTreeMap<String, usize>,
    templates: Vec<Template>,
    scoring: Scoring,
    shapes: Shapes,
    byte_levels: Levels,
    /// Sorted.
    free_mail: Vec<String>,
    /// What is not learnt of people.
    left_out: Vec<Part>,
}

/// Why content is refused. The embedded content never is: a test proves it.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    #[error("content/{file}: {source}")]
    Syntax {
        file: String,
        source: serde_norway::Error,
    },
    #[error("indicator `{id}`: {problem}")]
    Indicator { id: String, problem: String },
    #[error("template `{id}`: {problem}")]
    Template { id: String, problem: String },
    #[error("scoring: {0}")]
    Scoring(String),
    #[error("`{0}` cannot be a free mail domain: write it in lower case, without wildcard")]
    FreeMail(String),
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, ContentError> {
    serde_norway::from_str(text).map_err(|source| ContentError::Syntax {
        file: file.to_owned(),
        source,
    })
}

impl Content {
    /// The content that this program was built with.
    pub fn builtin() -> Result<Self, ContentError> {
        let mut indicators = Vec::new();
        for (file, text) in INDICATORS {
            indicators.extend(parse::<Vec<Indicator>>(file, text)?);
        }
        let templates = TEMPLATES
            .iter()
            .map(|(file, text)| parse(file, text))
            .collect::<Result<Vec<Template>, _>>()?;
        let mut scoring = None;
        for (file, text) in SCORING {
            scoring = Some(parse::<Scoring>(file, text)?);
        }
        let scoring = scoring.ok_or_else(|| ContentError::Scoring("is missing".to_owned()))?;
        let mut free_mail = Vec::new();
        for (file, text) in FREE_MAIL {
            free_mail.extend(parse::<Vec<String>>(file, text)?);
        }
        Self::new(indicators, templates, scoring, free_mail)
    }

    /// Content from its parts, checked.
    pub fn new(
        mut indicators: Vec<Indicator>,
        templates: Vec<Template>,
        scoring: Scoring,
        mut free_mail: Vec<String>,
    ) -> Result<Self, ContentError> {
        scoring.check().map_err(ContentError::Scoring)?;
        indicators.sort_by_key(|indicator| indicator.code);
        let mut by_id = BTreeMap::new();
        for (at, indicator) in indicators.iter().enumerate() {
            let wrong = |problem: String| ContentError::Indicator {
                id: indicator.id.clone(),
                problem,
            };
            indicator.check().map_err(wrong)?;
            let twice = at
                .checked_sub(1)
                .and_then(|before| indicators.get(before))
                .is_some_and(|one| one.code == indicator.code);
            if twice || by_id.insert(indicator.id.clone(), at).is_some() {
                return Err(wrong(format!(
                    "its code {} or its id is used twice",
                    indicator.code.0
                )));
            }
        }
        free_mail.sort();
        if let Some(bad) = free_mail
            .iter()
            .find(|name| !name.contains('.') || name.bytes().any(|b| !is_domain_byte(b)))
        {
            return Err(ContentError::FreeMail(bad.clone()));
        }
        let content = Self {
            indicators,
            by_id,
            templates,
            shapes: Shapes::new(&scoring),
            byte_levels: byte_levels(&scoring)?,
            scoring,
            free_mail,
            left_out: Vec::new(),
        };
        content.check_counted_with()?;
        content.check_part_of()?;
        content
            .templates
            .iter()
            .try_for_each(|template| content.check_template(template))?;
        Ok(content)
    }

    /// What counts with another indicator stands by itself, and the other one exists.
    fn check_counted_with(&self) -> Result<(), ContentError> {
        let is_wrong = |one: &&Indicator| {
            let other = one.counted_with.as_ref();
            other.is_some_and(|id| one.stands.is_none() || !self.by_id.contains_key(id))
        };
        match self.indicators.iter().find(is_wrong) {
            None => Ok(()),
            Some(one) => Err(ContentError::Indicator {
                id: one.id.clone(),
                problem: "counted_with names another indicator, of what stands by itself"
                    .to_owned(),
            }),
        }
    }

    /// What is part of another indicator names one that is part of none.
    fn check_part_of(&self) -> Result<(), ContentError> {
        let is_wrong = |one: &&Indicator| {
            let whole = one.part_of.as_ref().map(|id| self.indicator(id));
            whole.is_some_and(|whole| whole.is_none_or(|whole| whole.part_of.is_some()))
        };
        match self.indicators.iter().find(is_wrong) {
            None => Ok(()),
            Some(one) => Err(ContentError::Indicator {
                id: one.id.clone(),
                problem: "part_of names another indicator, which is part of none".to_owned(),
            }),
        }
    }

    fn check_template(&self, template: &Template) -> Result<(), ContentError> {
        let wrong = |problem: String| ContentError::Template {
            id: template.id.clone(),
            problem,
        };
        for trigger in &template.triggers {
            self.indicator(&trigger.indicator)
                .ok_or_else(|| wrong(format!("unknown trigger `{}`", trigger.indicator)))?;
        }
        for id in &template.indicators {
            let indicator = self
                .indicator(id)
                .ok_or_else(|| wrong(format!("unknown indicator `{id}`")))?;
            if indicator.weight == 0 {
                return Err(wrong(format!(
                    "indicator `{id}` has no weight: it cannot be scored"
                )));
            }
        }
        let policy =
            crate::policy::instantiate(self, template, &template.title, ombud_model::PolicyId(0));
        policy.check().map_err(|error| wrong(error.to_string()))
    }

    /// All indicators, by code.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.by_id.get(id).and_then(|&at| self.indicators.get(at))
    }

    pub fn by_code(&self, code: IndicatorCode) -> Option<&Indicator> {
        self.indicators
            .binary_search_by_key(&code, |indicator| indicator.code)
            .ok()
            .and_then(|at| self.indicators.get(at))
    }

    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    pub fn scoring(&self) -> &Scoring {
        &self.scoring
    }

    pub(crate) fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// The level of what leaves in a day, in units of bytes.
    pub(crate) fn byte_levels(&self) -> &Levels {
        &self.byte_levels
    }

    /// The same content without a part of what is learnt of people. It says what assessments would be without that part; no assessment that
    /// is stored is made with it.
    pub fn without(mut self, part: Part) -> Self {
        if part == Part::DayShape {
            self.scoring.day_shapes = vec![DayShape {
                shape_hundredths: None,
                weight: 1,
            }];
            self.shapes = Shapes::new(&self.scoring);
        }
        self.left_out.push(part);
        self
    }

    /// Whether this part is learnt of people.
    pub(crate) fn has(&self, part: Part) -> bool {
        !self.left_out.contains(&part)
    }

    /// Whether `domain` (lower-case) belongs to a free mail service.
    pub fn is_free_mail(&self, domain: &str) -> bool {
        self.free_mail
            .binary_search_by(|name| name.as_str().cmp(domain))
            .is_ok()
    }

    pub(crate) fn free_mail_domains(&self) -> &[String] {
        &self.free_mail
    }
}

/// The text of `content/scoring.yaml`, for the reference.
pub(crate) fn scoring_text() -> &'static str {
    SCORING.first().map_or("", |(_, text)| text)
}

fn byte_levels(scoring: &Scoring) -> Result<Levels, ContentError> {
    let thresholds = ombud_model::policy::Thresholds::try_from(scoring.bytes.thresholds)
        .map_err(|error| ContentError::Scoring(format!("bytes: {error}")))?;
    Ok(Levels::new(thresholds, scoring))
}

fn is_domain_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
}
