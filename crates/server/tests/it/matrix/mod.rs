//! Everybody calls everything: every operation of the interface as nobody, as a source, as a token and as each role, inside and outside
//! of their unit and about what is not there. The statuses are a file that people review; the audit log says what was asked at the
//! gate.

mod calls;
mod office;
mod things;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request};
use ombud_model::Operation;
use ombud_server::http::openapi;
use serde_json::Value;

use self::calls::{Call, Called, Where};
use self::office::{CALLERS, Office, has_role};
use self::things::{Asked, Part};
use crate::accounts::house::{Browser, House};
use crate::http::call::{Answer, call};

const HEAD: &str = "\
# What each caller is answered, by the running program over its real router. Reviewed by people: every change of this file is a change of
# who may do what. Regenerate it with OMBUD_REGENERATE=http, and read the difference.
#
# A block for each operation: its name as it stands in the audit log (`-`: it leaves no record), its method and path. A line for each
# caller. Where a path names something, four columns: the role is held for one admin unit and the thing concerns somebody
#   in this unit | in another unit | nobody: there is no such thing; then the role is held for all, and the thing is in the unit.
# What a path names is there, is open, and was made by others. Cases and requests for names have further lines: the caller contributes to
# the case (`in the case`), and has made the request as well (`having asked`); so do requests about persons, which belong to no case.
# Where it names nothing, two: held for one unit | held for all. Callers without roles have the last column only.
# `responder` is an integration with a token. The installation is a pilot while `pilot` calls, and only then.
# Everybody with an account has confirmed within the last ten minutes who they are.
";

/// Paths that ask nobody who they are; `*` stands for whatever follows. This list may only shrink.
const EXCEPTIONS: [&str; 8] = [
    "/api/v1/openapi.json",
    "/api/v1/sign-in/*",
    "/assets/*",
    "/health/*",
    "/metrics",
    "/set-up",
    "/sign-in/*",
    // A server that has no master key knows nobody: the key itself says who may.
    "/api/v1/unseal",
];

fn is_exception(path: &str) -> bool {
    EXCEPTIONS.iter().any(|exception| {
        exception
            .strip_suffix('*')
            .map_or(path == *exception, |prefix| path.starts_with(prefix))
    })
}

fn operations() -> Vec<(Method, String, Value)> {
    let description = serde_json::to_value(openapi()).unwrap();
    let mut found: Vec<(Method, String, Value)> = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((
                method.to_uppercase().parse().unwrap(),
                path.clone(),
                operation.clone(),
            ));
        }
    }
    // What ends or replaces sessions comes last.
    let own = |path: &str| {
        [
            "/api/v1/me/totp",
            "/api/v1/confirm",
            "/api/v1/sign-in",
            "/api/v1/sign-out",
        ]
        .iter()
        .position(|own| *own == path)
    };
    found.sort_by(|(a_method, a, _), (b_method, b, _)| {
        (own(a), a, a_method.as_str()).cmp(&(own(b), b, b_method.as_str()))
    });
    found
}

fn golden(text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/http.txt");
    if std::env::var_os("OMBUD_REGENERATE").is_some_and(|what| what == "http") {
        std::fs::write(&file, text).unwrap();
    }
    let reviewed = text_of(&file);
    let differ = reviewed
        .lines()
        .zip(text.lines())
        .enumerate()
        .find(|(_, (old, new))| old != new);
    assert!(
        reviewed == text,
        "who may do what has changed, first at {differ:?}: regenerate with OMBUD_REGENERATE=http and review the difference"
    );
}

fn text_of(file: &Path) -> String {
    String::from_utf8(std::fs::read(file).unwrap_or_default()).unwrap()
}

/// The answer without what is different in every answer.
fn lasting(answer: &Answer) -> (u16, Option<Value>) {
    let mut body: Option<Value> = serde_json::from_slice(&answer.body).ok();
    if let Some(body) = body.as_mut().and_then(Value::as_object_mut) {
        body.remove("instance");
    }
    (answer.status.as_u16(), body)
}

/// Calls, and looks at what that left in the audit log: the operation, if any.
async fn answered(
    (office, is_open): (&Office, bool),
    caller: &str,
    bound: bool,
    call: &Call,
    wrong: &mut Vec<String>,
) -> (Option<Operation>, Answer) {
    let browser = office.browser(caller, bound).await;
    let before = office.last_record().await;
    let answer = office.send(&browser, call).await;
    let records = office.records(before).await;
    let recorded: BTreeSet<Operation> = records.iter().map(|(operation, _)| *operation).collect();
    let intents = records.iter().filter(|(_, is_intent)| *is_intent).count();
    if recorded.len() > 1 || intents > 1 || records.len() != intents * 2 {
        wrong.push(format!(
            "{call:?} as {caller}: not one intent and one outcome: {records:?}"
        ));
    }
    let record = recorded.into_iter().next();
    // Nothing is given to, or done for, whoever leaves no record; and strangers leave none.
    let stranger = caller == "nobody" && record.is_some_and(|record| record != Operation::SignIn);
    let unseen = record.is_none() && answer.status.as_u16() < 400;
    if !is_open && (stranger || unseen) {
        wrong.push(format!(
            "{call:?} as {caller} left {record:?}: {}",
            answer.text()
        ));
    }
    (record, answer)
}

/// Who is in another unit is answered like who is not there, to the letter. Accounts and tokens are in sight of those who may list
/// accounts, so that they are told why they may not. Agreements are in sight of those who see any, whatever they may do with them.
fn tells_what_is_hidden(path: &str, answers: &[(u16, Option<Value>)]) -> bool {
    // These concern no single person: whoever may read them at all sees those of other units.
    let for_all = ["{proposal}", "{role}", "{path}", "{policy}", "{view}"];
    if for_all.iter().any(|name| path.contains(name)) && !path.contains("/members/") {
        return false;
    }
    let is_account = path.contains("{account}") || path.contains("{token}");
    let is_agreement = path.contains("{agreement}");
    let in_sight = |(status, _): &(u16, Option<Value>)| {
        (is_account && *status == 403) || (is_agreement && *status != 404)
    };
    answers
        .windows(2)
        .any(|two| two[0] != two[1] && !in_sight(&two[0]))
}

/// The names of the operations that were not seen.
fn names_of_unseen(seen: &BTreeSet<Operation>) -> Vec<&'static str> {
    Operation::ALL
        .iter()
        .filter(|one| !seen.contains(one))
        .map(|one| one.name())
        .collect()
}

/// What was seen while everybody was asking.
#[derive(Default)]
struct Findings {
    operations: BTreeSet<Operation>,
    wrong: Vec<String>,
}

/// The lines of one operation: what each caller is answered.
async fn block(office: &Office, called: &Called<'_>, findings: &mut Findings) -> String {
    let (method, path) = (called.method, called.route);
    let is_open = is_exception(path);
    let (mut rows, mut names) = (String::new(), BTreeSet::new());
    let lines = CALLERS.into_iter().flat_map(|caller| {
        let parts = called.parts(caller).into_iter();
        parts.map(move |part| (caller, part))
    });
    for (caller, part) in lines {
        let (mut cells, mut hidden) = (Vec::new(), Vec::new());
        for (bound, about) in called.cells(has_role(caller)) {
            let asked = Asked {
                caller,
                about,
                part,
            };
            let call = called.prepared(office, asked).await;
            let wrong = &mut findings.wrong;
            let (record, answer) = answered((office, is_open), caller, bound, &call, wrong).await;
            names.extend(record);
            cells.push(answer.status.as_u16().to_string());
            if matches!(about, Where::Outside | Where::Absent) {
                hidden.push(lasting(&answer));
            }
            office.tidied(caller, &call, &answer).await;
        }
        if tells_what_is_hidden(path, &hidden) {
            findings.wrong.push(format!(
                "{method} {path} as {caller} ({part:?}) tells what is out of sight: {hidden:?}"
            ));
        }
        writeln!(rows, "  {:<16}{}", line(caller, part), cells.join("  ")).unwrap();
    }
    office.end_pilot().await;
    if names.len() > 1 || (!is_open && names.is_empty()) {
        findings.wrong.push(format!(
            "{method} {path} is one operation, and recorded as {names:?}"
        ));
    }
    let name = names.first().map_or("-", |operation| operation.name());
    let block = format!("\n{name}  {method} {path}\n{rows}");
    findings.operations.extend(names);
    block
}

/// What a line begins with.
fn line(caller: &str, part: Part) -> &str {
    match part {
        Part::Outsider => caller,
        Part::Contributor => "  in the case",
        Part::Asker => "  having asked",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_answered_as_was_reviewed() {
    let office = Office::new().await;
    let (mut text, mut findings) = (HEAD.to_owned(), Findings::default());
    let description = serde_json::to_value(openapi()).unwrap();
    for (method, path, operation) in operations() {
        let called = Called {
            method: &method,
            route: &path,
            description: &operation,
            schemas: &description["components"]["schemas"],
        };
        text += &block(&office, &called, &mut findings).await;
    }
    let unseen = names_of_unseen(&findings.operations).join(", ");
    writeln!(text, "\n# Not reached over HTTP: {unseen}").unwrap();
    let state = office.house.ombud.check_audit(None, None).await.unwrap();
    assert!(state.valid);
    golden(&text);
    assert_eq!(findings.wrong, Vec::<String>::new());
}

/// Paths of routes that are written out in the sources of the interface, beside those that carry their description.
fn written_routes() -> BTreeSet<String> {
    routes_in(include_str!("../../../src/http/mod.rs"))
}

fn routes_in(text: &str) -> BTreeSet<String> {
    let calls = text.split(".route(").skip(1);
    calls
        .map(|call| call.split('"').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn routes_description_and_exceptions_are_the_same_set() {
    let described: BTreeSet<String> = operations().into_iter().map(|(_, path, _)| path).collect();
    let written = written_routes();
    assert!(
        written.len() > 3 && written.is_disjoint(&described),
        "{written:?}"
    );
    for exception in EXCEPTIONS {
        let is_there = |path: &String| {
            exception
                .strip_suffix('*')
                .map_or(path == exception, |prefix| path.starts_with(prefix))
        };
        assert!(
            written.iter().chain(&described).any(is_there),
            "{exception} is not there any more"
        );
    }
    let unlisted: Vec<&String> = written.iter().filter(|path| !is_exception(path)).collect();
    assert_eq!(
        unlisted,
        Vec::<&String>::new(),
        "routes without a description"
    );
    // A sealed server answers some of them, and no other ones.
    let sealed = routes_in(include_str!("../../../src/http/sealed.rs"));
    assert!(
        !sealed.is_empty() && sealed.is_subset(&described),
        "{sealed:?}"
    );
    // Routes are added in one place only.
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .file_name()
                .is_none_or(|name| name != "mod.rs" && name != "sealed.rs")
            {
                let text = text_of(&path);
                assert!(
                    !text.contains(".route(") && !text.contains("routes!("),
                    "{}",
                    path.display()
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_that_are_not_listed_are_refused() {
    let house = House::new().await;
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (method, path, _) in operations() {
        methods.entry(path).or_default().insert(method.to_string());
    }
    for path in written_routes() {
        let known = if path == "/set-up" {
            vec!["GET", "POST"]
        } else {
            vec!["GET"]
        };
        methods.insert(path, known.into_iter().map(str::to_owned).collect());
    }
    for (path, known) in methods {
        for method in [
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW",
        ] {
            // Whoever may be asked for a document may be asked for its head.
            if known.contains(method) || (method == "HEAD" && known.contains("GET")) {
                continue;
            }
            let uri = path.replace(['{', '}'], "x");
            let request = Request::builder()
                .method(method)
                .uri(&uri)
                .header("host", "localhost");
            let answer = call(&house.app, request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
        }
    }
    assert_eq!(
        house
            .get(&Browser::default(), "/api/v1/nothing")
            .await
            .status,
        404
    );
}
