//! Domain names with wildcards. A pattern matches at the levels that it names, and an odd one is refused.

use super::SettingsError;

/// Domain names with wildcards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Domains(Vec<DomainPattern>);

#[derive(Clone, Debug)]
enum DomainPattern {
    Exactly(String),
    /// The text begins with a dot.
    OneBelow(String),
    AllBelow(String),
}

impl Domains {
    pub(crate) fn new<'a>(
        patterns: impl IntoIterator<Item = &'a String>,
    ) -> Result<Self, SettingsError> {
        patterns
            .into_iter()
            .map(|pattern| DomainPattern::new(pattern))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// `domain` is lower-case; an empty one never matches.
    pub(crate) fn contain(&self, domain: &str) -> bool {
        !domain.is_empty() && self.0.iter().any(|pattern| pattern.matches(domain))
    }
}

impl DomainPattern {
    fn new(text: &str) -> Result<Self, SettingsError> {
        let lower = text.trim().trim_end_matches('.').to_lowercase();
        let (name, wrap): (&str, fn(String) -> Self) = if let Some(name) = lower.strip_prefix("**.")
        {
            (name, Self::AllBelow)
        } else if let Some(name) = lower.strip_prefix("*.") {
            (name, Self::OneBelow)
        } else {
            (&lower, Self::Exactly)
        };
        let odd = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '*' | '@' | '/' | '\\' | ':' | ',' | ';')
        };
        if name.is_empty() || name.starts_with('.') || name.contains("..") || name.contains(odd) {
            return Err(SettingsError::Domain(text.to_owned()));
        }
        let below = !matches!(wrap(String::new()), Self::Exactly(_));
        Ok(wrap(if below {
            format!(".{name}")
        } else {
            name.to_owned()
        }))
    }

    fn matches(&self, domain: &str) -> bool {
        match self {
            Self::Exactly(name) => domain == name,
            Self::OneBelow(end) => domain
                .strip_suffix(end.as_str())
                .is_some_and(|label| !label.is_empty() && !label.contains('.')),
            Self::AllBelow(end) => domain
                .strip_suffix(end.as_str())
                .is_some_and(|labels| !labels.is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domains(patterns: &[&str]) -> Domains {
        Domains::new(
            &patterns
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
        .unwrap()
    }

    #[test]
    fn domains_match_at_the_levels_they_name() {
        let plain = domains(&["Example.com"]);
        assert!(
            plain.contain("example.com") && !plain.contain("a.example.com") && !plain.contain("")
        );
        let one = domains(&["*.example.com"]);
        assert!(
            one.contain("a.example.com")
                && !one.contain("example.com")
                && !one.contain("b.a.example.com")
        );
        assert!(!one.contain("aexample.com"));
        let all = domains(&["**.example.com"]);
        assert!(
            all.contain("a.example.com")
                && all.contain("b.a.example.com")
                && !all.contain("example.com")
        );
    }

    #[test]
    fn odd_domains_are_refused() {
        for bad in [
            "",
            "*",
            "*.",
            "a*b.com",
            "user@example.com",
            "https://example.com",
            "***.x.com",
            "a b.com",
            "a..b",
        ] {
            assert!(Domains::new(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
