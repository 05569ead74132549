//! `layering`: dependencies point one way, and the heavy engines stay behind their fences.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell;

/// A crate, the crates of this workspace that it may depend on, and packages that must be absent from everything it builds with.
struct Fence {
    package: &'static str,
    may_use: &'static [&'static str],
    /// Names; one that ends in `*` stands for all that begin so.
    never: &'static [&'static str],
}

/// What crates without async and databases do without.
const ENGINES: &[&str] = &[
    "tokio",
    "datafusion*",
    "ballista*",
    "sea-orm*",
    "sqlx*",
    "axum*",
    "parquet",
    "object_store",
];

const FENCES: &[Fence] = &[
    Fence {
        package: "ombud-model",
        may_use: &[],
        never: &[
            "tokio",
            "datafusion*",
            "sea-orm*",
            "sqlx*",
            "axum*",
            "arrow*",
            "rand*",
        ],
    },
    Fence {
        package: "ombud-api",
        may_use: &[],
        never: ENGINES,
    },
    Fence {
        package: "ombud-detect",
        may_use: &["ombud-model"],
        never: &[
            "tokio",
            "datafusion*",
            "sea-orm*",
            "sqlx*",
            "axum*",
            "arrow*",
        ],
    },
    Fence {
        package: "ombud-connect",
        may_use: &["ombud-model"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-identity",
        may_use: &["ombud-model"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-tlog",
        may_use: &["ombud-model"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-evidence",
        may_use: &["ombud-model", "ombud-tlog"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-access",
        may_use: &["ombud-model"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-accounts",
        may_use: &["ombud-model", "ombud-identity"],
        never: ENGINES,
    },
    Fence {
        package: "ombud-guard",
        may_use: &[
            "ombud-model",
            "ombud-identity",
            "ombud-tlog",
            "ombud-access",
            "ombud-accounts",
        ],
        never: ENGINES,
    },
    Fence {
        package: "ombud-outbound",
        may_use: &[],
        never: &["aws-lc-rs", "openssl", "openssl-sys", "native-tls"],
    },
    Fence {
        package: "ombud-signin",
        may_use: &["ombud-model", "ombud-accounts", "ombud-outbound"],
        never: &[
            "datafusion*",
            "ballista*",
            "sea-orm*",
            "sqlx*",
            "axum*",
            "parquet",
            "object_store",
            "openssl",
            "openssl-sys",
            "native-tls",
        ],
    },
    Fence {
        package: "ombud-store",
        may_use: &["ombud-model"],
        never: &["datafusion*", "ballista*", "axum*"],
    },
    Fence {
        package: "ombud-query",
        may_use: &["ombud-model", "ombud-detect", "ombud-store"],
        never: &["axum*"],
    },
    Fence {
        package: "ombud-app",
        may_use: &[
            "ombud-model",
            "ombud-detect",
            "ombud-connect",
            "ombud-identity",
            "ombud-tlog",
            "ombud-evidence",
            "ombud-access",
            "ombud-accounts",
            "ombud-guard",
            "ombud-outbound",
            "ombud-signin",
            "ombud-store",
            "ombud-query",
        ],
        never: &[
            "ombud-api",
            "axum*",
            "utoipa*",
            "minijinja",
            "metrics-exporter*",
        ],
    },
    Fence {
        package: "ombud-console",
        may_use: &[],
        never: ENGINES,
    },
    Fence {
        package: "ombud-server",
        may_use: &[
            "ombud-model",
            "ombud-api",
            "ombud-connect",
            "ombud-identity",
            "ombud-tlog",
            "ombud-access",
            "ombud-accounts",
            "ombud-guard",
            "ombud-app",
            "ombud-console",
        ],
        never: &[],
    },
    Fence {
        package: "ombud-simulate",
        may_use: &["ombud-model"],
        never: &["tokio", "datafusion*", "sea-orm*", "sqlx*", "axum*"],
    },
    Fence {
        package: "ombud",
        may_use: &[
            "ombud-model",
            "ombud-api",
            "ombud-detect",
            "ombud-connect",
            "ombud-identity",
            "ombud-tlog",
            "ombud-evidence",
            "ombud-access",
            "ombud-accounts",
            "ombud-guard",
            "ombud-outbound",
            "ombud-signin",
            "ombud-store",
            "ombud-query",
            "ombud-app",
            "ombud-server",
            "ombud-simulate",
        ],
        never: &[],
    },
    Fence {
        package: "xtask",
        may_use: &[],
        never: ENGINES,
    },
];

/// Packages that one crate alone may name in its manifest, for tests as well. A name that ends in `*` stands for all that begin so.
const NAMED_BY_ONE: &[(&str, &str)] = &[
    ("datafusion*", "ombud-query"),
    ("sea-orm*", "ombud-store"),
    ("axum*", "ombud-server"),
    ("reqwest", "ombud-outbound"),
    ("cedar-policy*", "ombud-access"),
    ("webauthn-rs*", "ombud-accounts"),
    ("argon2", "ombud-accounts"),
];

pub(crate) fn run() -> Result<()> {
    let metadata = shell::metadata()?;
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .context("no packages in the metadata")?;
    let mut wrong = Vec::new();
    for package in packages {
        let name = text(package, "name");
        let Some(fence) = FENCES.iter().find(|fence| fence.package == name) else {
            wrong.push(format!(
                "{name} has no line in xtask/src/layering.rs: say what it may use"
            ));
            continue;
        };
        for dependency in package
            .get("dependencies")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            wrong.extend(direction(fence, dependency));
        }
        wrong.extend(absences(fence)?);
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    eprintln!("{} crates keep to their fences", packages.len());
    Ok(())
}

/// What is wrong with one line of a manifest. Tests may use any crate of the workspace that cargo lets them.
fn direction(fence: &Fence, dependency: &Value) -> Option<String> {
    let (package, used) = (fence.package, text(dependency, "name"));
    if let Some((_, owner)) = NAMED_BY_ONE
        .iter()
        .find(|(name, owner)| matches(name, used) && *owner != package)
    {
        return Some(format!("{package} names {used}, which only {owner} may"));
    }
    let ours = FENCES.iter().any(|other| other.package == used);
    let for_tests = text(dependency, "kind") == "dev";
    (ours && !for_tests && !fence.may_use.contains(&used))
        .then(|| format!("{package} must not depend on {used}"))
}

/// Forbidden packages in what the crate builds with, on any platform.
fn absences(fence: &Fence) -> Result<Vec<String>> {
    if fence.never.is_empty() {
        return Ok(Vec::new());
    }
    let arguments = format!(
        "tree --locked -p {} --edges normal,build --target all --prefix none --format {{p}}",
        fence.package
    );
    let tree = shell::output(&mut shell::cargo(&arguments)?)?;
    let mut found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    found.sort_unstable();
    found.dedup();
    let forbidden = found
        .into_iter()
        .filter(|name| fence.never.iter().any(|pattern| matches(pattern, name)));
    Ok(forbidden
        .map(|name| format!("{} builds with {name}", fence.package))
        .collect())
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == name, |start| name.starts_with(start))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
