//! What the settings exclude or mark: domains with wildcards, file types, paths, keywords, priority content. Compiled once.

use ombud_model::ActivityView;
use ombud_model::settings::{Exclusions, KeywordExclusion, PriorityContent};

mod domains;

pub(crate) use domains::Domains;

/// Why settings cannot be applied. Each says what to write instead.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SettingsError {
    #[error(
        "`{0}` is not a domain: write `example.com`, `*.example.com` (one level below) or `**.example.com` (all levels below)"
    )]
    Domain(String),
    #[error(
        "`{0}` is not a path pattern: write folders with `*` for one folder or `*(2)` for up to two"
    )]
    Path(String),
    #[error("an excluded or priority text is empty: remove it from the settings")]
    Empty,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// Lower-case.
    Named(String),
    /// One folder up to that many.
    Any(usize),
}

/// A path pattern: folders in order, from the start of the path or anywhere in it. Letter case and the kind of slash are ignored.
#[derive(Clone, Debug)]
struct PathPattern {
    anchored: bool,
    steps: Vec<Step>,
    /// The longest name in the pattern: a path without a folder of that name cannot match.
    key: String,
}

const SLASHES: [char; 2] = ['/', '\\'];

/// Folders of a path: what stands between slashes, empty parts left out.
fn folders(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split(SLASHES).filter(|part| !part.is_empty())
}

impl PathPattern {
    fn new(text: &str) -> Result<Self, SettingsError> {
        let trimmed = text.trim();
        let wrong = || SettingsError::Path(text.to_owned());
        let drive = trimmed.as_bytes().get(1) == Some(&b':');
        let anchored = drive
            || trimmed.starts_with(r"\\")
            || trimmed.starts_with("//")
            || trimmed.contains("://");
        let step = |part: &str| match part.strip_prefix('*') {
            None if part.contains('*') => Err(wrong()),
            None => Ok(Step::Named(part.to_lowercase())),
            Some("") => Ok(Step::Any(1)),
            Some(count) => {
                let digits = count
                    .strip_prefix('(')
                    .and_then(|rest| rest.strip_suffix(')'));
                let count = digits
                    .and_then(|digits| digits.parse().ok())
                    .filter(|n| (1..=16).contains(n));
                count.map(Step::Any).ok_or_else(wrong)
            }
        };
        let steps = folders(trimmed).map(step).collect::<Result<Vec<_>, _>>()?;
        let names = steps.iter().filter_map(|step| match step {
            Step::Named(name) => Some(name),
            Step::Any(_) => None,
        });
        let key = names
            .rev()
            .max_by_key(|name| name.len())
            .ok_or_else(wrong)?
            .clone();
        Ok(Self {
            anchored,
            steps,
            key,
        })
    }

    fn matches(&self, path: &[&str]) -> bool {
        if self.anchored {
            return follows(&self.steps, path);
        }
        (0..path.len()).any(|from| {
            path.get(from..)
                .is_some_and(|rest| follows(&self.steps, rest))
        })
    }
}

/// Whether the path begins with the steps. Patterns are short, so trying every length of a wildcard is cheap.
fn follows(steps: &[Step], path: &[&str]) -> bool {
    match steps.split_first() {
        None => true,
        Some((Step::Named(name), steps)) => path
            .split_first()
            .is_some_and(|(first, path)| equal_ignoring_case(first, name) && follows(steps, path)),
        Some((Step::Any(most), steps)) => {
            (1..=*most).any(|skip| path.get(skip..).is_some_and(|path| follows(steps, path)))
        }
    }
}

/// `lower` is lower-case already.
fn equal_ignoring_case(text: &str, lower: &str) -> bool {
    text.eq_ignore_ascii_case(lower) || (!text.is_ascii() && text.to_lowercase() == lower)
}

/// Whether text may equal `lower` when letter case is ignored: exact for ASCII, on the safe side for everything else.
fn could_equal(text: &[u8], lower: &str) -> bool {
    text.eq_ignore_ascii_case(lower.as_bytes())
        || !lower.is_ascii()
        || (!text.is_empty() && !text.is_ascii())
}

#[derive(Clone, Debug)]
struct Keyword {
    contains: String,
    unless: Vec<String>,
}

impl Keyword {
    fn new(exclusion: &KeywordExclusion) -> Result<Self, SettingsError> {
        let lower = |text: &String| filled(text).map(|text| text.to_lowercase());
        Ok(Self {
            contains: lower(&exclusion.contains)?,
            unless: exclusion
                .unless
                .iter()
                .map(lower)
                .collect::<Result<_, _>>()?,
        })
    }

    fn excludes(&self, text: &str) -> bool {
        text.contains(&self.contains) && !self.unless.iter().any(|guard| text.contains(guard))
    }
}

fn filled(text: &str) -> Result<&str, SettingsError> {
    Some(text.trim())
        .filter(|text| !text.is_empty())
        .ok_or(SettingsError::Empty)
}

fn extensions(list: &[String]) -> Result<Vec<String>, SettingsError> {
    list.iter()
        .map(|text| filled(text.trim().trim_start_matches('.')).map(str::to_lowercase))
        .collect()
}

/// The types of an activity's files: extensions in lower case, each once.
fn file_types<'a>(activity: &ActivityView<'a>) -> impl Iterator<Item = &'a str> {
    let types = activity.extension.split("; ");
    types.filter(|own| !own.is_empty())
}

/// What is never counted.
#[derive(Clone, Debug)]
pub(crate) struct Excluder {
    file_types: Vec<String>,
    paths: Vec<PathPattern>,
    /// The distinct keys of the paths.
    keys: Vec<String>,
    keywords: Vec<Keyword>,
}

impl Excluder {
    pub(crate) fn new(exclusions: &Exclusions) -> Result<Self, SettingsError> {
        let paths = exclusions
            .paths
            .iter()
            .map(|path| PathPattern::new(path))
            .collect::<Result<Vec<_>, _>>()?;
        let mut keys: Vec<String> = paths.iter().map(|path| path.key.clone()).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(Self {
            file_types: extensions(&exclusions.file_types)?,
            paths,
            keys,
            keywords: exclusions
                .keywords
                .iter()
                .map(Keyword::new)
                .collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn excludes(&self, activity: &ActivityView<'_>) -> bool {
        self.excludes_file_type(activity)
            || self.excludes_path(activity)
            || self.excludes_keyword(activity)
    }

    fn excludes_file_type(&self, activity: &ActivityView<'_>) -> bool {
        if self.file_types.is_empty() {
            return false;
        }
        // An activity with several files is excluded when each of them is.
        let mut types = file_types(activity).peekable();
        types.peek().is_some() && types.all(|own| self.file_types.iter().any(|ext| ext == own))
    }

    fn excludes_path(&self, activity: &ActivityView<'_>) -> bool {
        let named = |folder: &[u8]| self.keys.iter().any(|key| could_equal(folder, key));
        let slash = |byte: &u8| matches!(byte, b'/' | b'\\');
        if self.paths.is_empty()
            || !activity
                .container
                .as_bytes()
                .split(slash)
                .chain(activity.object.as_bytes().split(slash))
                .any(named)
        {
            return false;
        }
        let path: Vec<&str> = folders(activity.container)
            .chain((!activity.object.is_empty()).then_some(activity.object))
            .collect();
        self.paths.iter().any(|pattern| pattern.matches(&path))
    }

    fn excludes_keyword(&self, activity: &ActivityView<'_>) -> bool {
        if self.keywords.is_empty() {
            return false;
        }
        // Guard and keyword may stand in different parts of the whole name, so the parts are looked at together.
        let text = format!("{}{}", activity.container, activity.object).to_lowercase();
        self.keywords.iter().any(|keyword| keyword.excludes(&text))
    }
}

/// What the organisation marked as priority content.
#[derive(Clone, Debug)]
pub(crate) struct Priority {
    sites: Vec<String>,
    labels: Vec<String>,
    sensitive_types: Vec<String>,
    file_types: Vec<String>,
    empty: bool,
}

impl Priority {
    pub(crate) fn new(content: &PriorityContent) -> Result<Self, SettingsError> {
        let lower = |list: &[String]| {
            list.iter()
                .map(|text| filled(text).map(str::to_lowercase))
                .collect::<Result<Vec<_>, _>>()
        };
        let built = Self {
            sites: lower(&content.sites)?,
            labels: lower(&content.labels)?,
            sensitive_types: lower(&content.sensitive_types)?,
            file_types: extensions(&content.file_types)?,
            empty: false,
        };
        let empty = built.sites.is_empty()
            && built.labels.is_empty()
            && built.sensitive_types.is_empty()
            && built.file_types.is_empty();
        Ok(Self { empty, ..built })
    }

    pub(crate) fn marks(&self, activity: &ActivityView<'_>) -> bool {
        if self.empty {
            return false;
        }
        let site = |prefix: &String| {
            activity
                .container
                .get(..prefix.len())
                .is_some_and(|start| equal_ignoring_case(start, prefix))
                || equal_ignoring_case(activity.container, prefix.trim_end_matches(SLASHES))
        };
        let label = |name: &String| {
            [activity.label_before, activity.label_after]
                .iter()
                .any(|one| equal_ignoring_case(one, name))
        };
        let types = || {
            activity
                .sensitive_types
                .split("; ")
                .filter(|name| !name.is_empty())
        };
        let has_type = || {
            let is_listed = |own| self.file_types.iter().any(|ext| ext == own);
            !self.file_types.is_empty() && file_types(activity).any(is_listed)
        };
        has_type()
            || self.sites.iter().any(site)
            || self.labels.iter().any(label)
            || self
                .sensitive_types
                .iter()
                .any(|wanted| types().any(|name| equal_ignoring_case(name, wanted)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_matches(pattern: &str, path: &str) -> bool {
        PathPattern::new(pattern)
            .unwrap()
            .matches(&folders(path).collect::<Vec<_>>())
    }

    #[test]
    fn paths_match_from_the_start_or_anywhere() {
        assert!(path_matches(r"C:\temp", r"c:\Temp\a\b.txt"));
        assert!(!path_matches(r"C:\temp", r"C:\temporary\b.txt"));
        assert!(!path_matches(r"C:\temp", r"D:\C:\temp\b.txt"));
        assert!(path_matches(r"\\server\share", r"\\server\share\x.txt"));
        assert!(!path_matches(r"\\server\share", r"C:\server\share\x.txt"));
        assert!(path_matches(
            r"\public\local\",
            r"C:\data\public\local\x.txt"
        ));
        assert!(!path_matches(
            r"\public\local\",
            r"C:\public\other\local\x.txt"
        ));
        assert!(path_matches(
            "https://corp.test/sites/open",
            "https://corp.test/sites/open/Docs/a.txt"
        ));
    }

    #[test]
    fn wildcards_stand_for_folders() {
        assert!(path_matches(
            r"C:\Users\*\Desktop",
            r"C:\Users\mia\Desktop\x"
        ));
        assert!(!path_matches(
            r"C:\Users\*\Desktop",
            r"C:\Users\mia\a\Desktop\x"
        ));
        assert!(!path_matches(r"C:\Users\*\Desktop", r"C:\Users\Desktop\x"));
        assert!(path_matches(
            r"C:\Users\*(2)\Desktop",
            r"C:\Users\mia\a\Desktop\x"
        ));
        assert!(path_matches(
            r"C:\Users\*(2)\Desktop",
            r"C:\Users\mia\Desktop\x"
        ));
        assert!(!path_matches(
            r"C:\Users\*(2)\Desktop",
            r"C:\Users\mia\a\b\Desktop\x"
        ));
        assert!(path_matches(
            r"\Users\*\AppData",
            r"D:\Users\mia\AppData\Roaming\x"
        ));
    }

    #[test]
    fn odd_paths_are_refused() {
        for bad in [
            "",
            r"\",
            "*",
            r"C:\a*b",
            r"C:\*(0)\x",
            r"C:\*(x)\y",
            r"\*\*(2)\",
        ] {
            assert!(PathPattern::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn keywords_are_excused_by_their_guard() {
        let keyword = Keyword::new(&KeywordExclusion {
            contains: "Training".into(),
            unless: vec!["Compliance training".into()],
        })
        .unwrap();
        assert!(keyword.excludes("/docs/training plan.docx"));
        assert!(!keyword.excludes("/docs/compliance training plan.docx"));
        assert!(!keyword.excludes("/docs/plan.docx"));
        assert!(
            Keyword::new(&KeywordExclusion {
                contains: " ".into(),
                unless: vec![]
            })
            .is_err()
        );
    }
}
