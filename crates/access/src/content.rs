//! The published content of access: role groups, duties and rules, embedded in the program.

/// The texts that the rules are made of.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `roles.yaml`.
    pub roles: String,
    /// `duties.yaml`.
    pub duties: String,
    /// Cedar policies by file name, in the order in which they give their reasons.
    pub cedar: Vec<(String, String)>,
}

/// Why content is refused. The embedded content never is: a test proves it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ContentError {
    #[error("content/access/{file}: {problem}")]
    Content { file: String, problem: String },
}

macro_rules! embedded {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../content/access/",
            $name
        ))
    };
}

/// What a rule may speak about. The operations are added by [`schema`].
const SCHEMA: &str = embedded!("schema.cedarschema");

const CEDAR: &[(&str, &str)] = &[
    // What a role must never do comes first, then what holds for all: the first that applies gives the reason.
    (
        "roles/administrators.cedar",
        embedded!("roles/administrators.cedar"),
    ),
    ("roles/analysts.cedar", embedded!("roles/analysts.cedar")),
    (
        "roles/investigators.cedar",
        embedded!("roles/investigators.cedar"),
    ),
    ("roles/overseers.cedar", embedded!("roles/overseers.cedar")),
    ("roles/approvers.cedar", embedded!("roles/approvers.cedar")),
    ("roles/auditors.cedar", embedded!("roles/auditors.cedar")),
    ("roles/planners.cedar", embedded!("roles/planners.cedar")),
    ("roles/responder.cedar", embedded!("roles/responder.cedar")),
    ("roles/pilot.cedar", embedded!("roles/pilot.cedar")),
    ("roles/everyone.cedar", embedded!("roles/everyone.cedar")),
    (
        "rules/separation.cedar",
        embedded!("rules/separation.cedar"),
    ),
    (
        "rules/need-to-know.cedar",
        embedded!("rules/need-to-know.cedar"),
    ),
    ("rules/units.cedar", embedded!("rules/units.cedar")),
    ("rules/assurance.cedar", embedded!("rules/assurance.cedar")),
];

impl Sources {
    /// The content that comes with the program.
    pub fn builtin() -> Self {
        Self {
            roles: embedded!("roles.yaml").to_owned(),
            duties: embedded!("duties.yaml").to_owned(),
            cedar: CEDAR
                .iter()
                .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }
}

/// The Cedar schema of all rules, for tools that check policies.
pub fn schema() -> String {
    let operations: Vec<String> = ombud_model::Operation::ALL
        .iter()
        .map(|operation| format!("  \"{operation}\""))
        .collect();
    let operations = operations.join(",\n");
    format!(
        "{SCHEMA}\naction\n{operations}\nappliesTo {{ principal: Role, resource: Kind, context: Facts }};\n"
    )
}
