//! Persons are numbers in history and pseudonyms for whoever asks.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{AsArray, StringViewBuilder};
use arrow::datatypes::{DataType, Int64Type};
use datafusion_common::{DataFusionError, Result};
use datafusion_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use ombud_model::PersonId;

/// Both directions between persons and pseudonyms. Called for every row of a scan at worst, so it must answer from memory.
pub trait PseudonymLookup: Send + Sync {
    /// `None` for a person who is not known any more, after erasure.
    fn pseudonym(&self, person: PersonId) -> Option<String>;

    /// The person with exactly that pseudonym.
    fn person(&self, pseudonym: &str) -> Option<PersonId>;

    /// Everybody who is one with the person, the person included.
    fn all_of(&self, person: PersonId) -> Vec<PersonId> {
        vec![person]
    }
}

/// What is shown for a person without a pseudonym.
const UNKNOWN: &str = "unknown";

/// What is shown for the number of a person in history.
pub(crate) fn shown(lookup: &dyn PseudonymLookup, person: i64) -> String {
    u64::try_from(person)
        .ok()
        .and_then(|id| lookup.pseudonym(PersonId(id)))
        .unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The numbers in history of the person with that pseudonym: several where persons turned out to be one, and a number that nobody has
/// when there is none.
pub(crate) fn numbers(lookup: &dyn PseudonymLookup, pseudonym: &str) -> Vec<i64> {
    let all = lookup
        .person(pseudonym)
        .map(|person| lookup.all_of(person))
        .unwrap_or_default();
    let numbers = all
        .iter()
        .map(|person| i64::try_from(person.0).unwrap_or(-1));
    let numbers: Vec<i64> = numbers.collect();
    match numbers.is_empty() {
        true => vec![-1],
        false => numbers,
    }
}

/// The function that turns the number of a person into the pseudonym, for predicates that do more than compare it.
pub(crate) fn function(lookup: Arc<dyn PseudonymLookup>) -> ScalarUDF {
    let signature = Signature::exact(vec![DataType::Int64], Volatility::Immutable);
    ScalarUDF::new_from_impl(PseudonymOf { lookup, signature })
}

struct PseudonymOf {
    lookup: Arc<dyn PseudonymLookup>,
    signature: Signature,
}

impl fmt::Debug for PseudonymOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymOf")
    }
}

impl PartialEq for PseudonymOf {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lookup, &other.lookup)
    }
}

impl Eq for PseudonymOf {}

impl Hash for PseudonymOf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "pseudonym".hash(state);
    }
}

impl ScalarUDFImpl for PseudonymOf {
    fn name(&self) -> &str {
        "pseudonym"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [person] = ColumnarValue::values_to_arrays(&args.args)?
            .try_into()
            .map_err(|_| wrong("one argument"))?;
        let persons = person
            .as_primitive_opt::<Int64Type>()
            .ok_or_else(|| wrong("a number"))?;
        let mut texts = StringViewBuilder::with_capacity(persons.len()).with_deduplicate_strings();
        // Segments are sorted by person: runs are long.
        let mut last: Option<(i64, String)> = None;
        for person in persons.iter() {
            let Some(person) = person else {
                texts.append_null();
                continue;
            };
            let (_, text) = match last.take_if(|(known, _)| *known == person) {
                Some(known) => last.insert(known),
                None => last.insert((person, shown(&*self.lookup, person))),
            };
            texts.append_value(text);
        }
        Ok(ColumnarValue::Array(Arc::new(texts.finish())))
    }
}

fn wrong(expected: &str) -> DataFusionError {
    DataFusionError::Internal(format!("pseudonym takes {expected}"))
}
