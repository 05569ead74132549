//! The terms of an agreement as people write them, read against the names that are known here.

use std::collections::{BTreeMap, BTreeSet};

use ombud_guard::agreement::{Agreed, Terms};
use ombud_guard::retention::Kind;
use ombud_identity::unmask::Purpose;
use ombud_model::{UnitId, Units};
use serde::Deserialize;

/// The terms as they are written: in names, because only what is known here tells which of them mean something. A list that holds
/// nothing but `all` names everything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementTerms {
    /// 1 to 110 bytes.
    pub title: String,
    /// What the processing is for, in plain words.
    pub purpose: String,
    /// Purposes for which somebody may be unmasked.
    #[serde(default)]
    pub unmasking_purposes: BTreeSet<String>,
    /// Sources whose records may be taken in.
    pub sources: BTreeSet<String>,
    /// Indicators that may be recognised, those that bring somebody in scope included.
    pub indicators: BTreeSet<String>,
    /// Templates from which policies may be made.
    pub templates: BTreeSet<String>,
    /// Ids of the admin units whose persons may be looked at.
    pub units: BTreeSet<String>,
    /// How many approvers must sign, 1 to 9.
    pub signatures_required: u8,
    /// How many approvers an unmasking needs, 1 or 2.
    pub unmasking_approvals: u8,
    /// For how many days things are kept at most, by kind.
    #[serde(default)]
    pub retention_days: BTreeMap<String, u32>,
    /// RFC 3339.
    pub valid_from: String,
    /// `None`: until it is ended.
    #[serde(default)]
    pub valid_until: Option<String>,
}

/// Stands for everything of a kind.
const ALL: &str = "all";

/// The terms, if every name is known.
pub(super) fn read(
    given: AgreementTerms,
    is_indicator: &dyn Fn(&str) -> bool,
    is_template: &dyn Fn(&str) -> bool,
    is_unit: &dyn Fn(&UnitId) -> bool,
) -> Result<Terms, String> {
    let moment = |text: &str| {
        text.parse()
            .map_err(|error| format!("`{text}` is no moment: {error}"))
    };
    let units = match everything(&given.units)? {
        true => Units::All,
        false => {
            let unit = |id: &String| {
                id.parse()
                    .ok()
                    .filter(is_unit)
                    .ok_or_else(|| unknown("admin unit", id))
            };
            Units::Only(given.units.iter().map(unit).collect::<Result<_, _>>()?)
        }
    };
    for purpose in &given.unmasking_purposes {
        purpose
            .parse::<Purpose>()
            .map_err(|error| error.to_string())?;
    }
    for kind in given.retention_days.keys() {
        kind.parse::<Kind>().map_err(|error| error.to_string())?;
    }
    Ok(Terms {
        title: given.title,
        purpose: given.purpose,
        unmasking_purposes: given.unmasking_purposes,
        sources: named("source", given.sources, &|id| {
            ombud_connect::source(id).is_some()
        })?,
        indicators: named("indicator", given.indicators, is_indicator)?,
        templates: named("template", given.templates, is_template)?,
        units,
        signatures_required: given.signatures_required,
        unmasking_approvals: given.unmasking_approvals,
        retention_days: given.retention_days,
        valid_from: moment(&given.valid_from)?,
        valid_until: given.valid_until.as_deref().map(moment).transpose()?,
    })
}

fn everything(names: &BTreeSet<String>) -> Result<bool, String> {
    match (names.contains(ALL), names.len()) {
        (true, 1) => Ok(true),
        (true, _) => Err("name `all`, or what is agreed one by one, not both".to_owned()),
        (false, _) => Ok(false),
    }
}

fn named(
    what: &str,
    names: BTreeSet<String>,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Agreed, String> {
    if everything(&names)? {
        return Ok(Agreed::All);
    }
    match names.iter().find(|name| !is_known(name)) {
        Some(name) => Err(unknown(what, name)),
        None => Ok(Agreed::Only(names)),
    }
}

fn unknown(what: &str, name: &str) -> String {
    format!("there is no {what} `{name}`")
}
