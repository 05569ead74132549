//! The functions that a predicate may call: pure, cheap, and unable to make long text from short.

use std::sync::Arc;

use datafusion_expr::ScalarUDF;
use datafusion_functions::{core, datetime, regex, string, unicode};

/// Names of the functions, in the order in which they are documented.
pub const FUNCTIONS: &[&str] = &[
    "lower",
    "upper",
    "btrim",
    "ltrim",
    "rtrim",
    "starts_with",
    "ends_with",
    "contains",
    "split_part",
    "octet_length",
    "character_length",
    "left",
    "right",
    "reverse",
    "strpos",
    "substr",
    "coalesce",
    "nullif",
    "greatest",
    "least",
    "date_part",
    "date_trunc",
    "regexp_like",
];

pub(crate) fn allowed() -> Vec<Arc<ScalarUDF>> {
    vec![
        string::lower(),
        string::upper(),
        string::btrim(),
        string::ltrim(),
        string::rtrim(),
        string::starts_with(),
        string::ends_with(),
        string::contains(),
        string::split_part(),
        string::octet_length(),
        unicode::character_length(),
        unicode::left(),
        unicode::right(),
        unicode::reverse(),
        unicode::strpos(),
        unicode::substr(),
        core::coalesce(),
        core::nullif(),
        core::greatest(),
        core::least(),
        datetime::date_part(),
        datetime::date_trunc(),
        regex::regexp_like(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_functions_are_the_allowed_ones() {
        let allowed = allowed();
        let names: Vec<&str> = allowed.iter().map(|function| function.name()).collect();
        assert_eq!(names, FUNCTIONS);
    }
}
