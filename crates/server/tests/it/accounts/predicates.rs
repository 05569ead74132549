//! Random predicates of a caller who is bound to one unit: what others did has no part in the answer, be it rows, status or text.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::profiles;

/// Predicates that are tried where `OMBUD_PREDICATES` says no other number.
const TRIED: usize = 2_000;
const INSIDE: [&str; 3] = ["lena@corp.test", "bea@corp.test", "cho@corp.test"];
const OUTSIDE: [&str; 2] = ["omar@corp.test", "dov@corp.test"];

/// What the files are called; the last two are had by people outside only.
const OBJECTS: [&str; 8] = [
    "plan.docx",
    "7",
    "2026-05-03",
    "Überblick 12.xlsx",
    "a'b.txt",
    "",
    "merger.pdf",
    "-1",
];

const TEXTS: [&str; 13] = [
    "person",
    "source",
    "kind",
    "operation",
    "workload",
    "container",
    "object",
    "path",
    "extension",
    "target",
    "label_change",
    "severity",
    "detail",
];

/// Makes predicates: most of them fit, and many cannot be computed on some values.
struct Author {
    random: ChaCha8Rng,
    /// Pseudonyms within and out of reach, and one that nobody has.
    persons: Vec<String>,
}

impl Author {
    fn below(&mut self, limit: u32) -> u32 {
        self.random.next_u32() % limit
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u32) as usize]
    }

    fn quoted(&mut self) -> String {
        let text = match self.below(4) {
            0 => self.persons[self.random.next_u32() as usize % self.persons.len()].clone(),
            1 => self
                .pick(&["m365", "endpoint", "file-downloaded", "%", "(", "[a-", "é"])
                .to_owned(),
            _ => self.pick(&OBJECTS).to_owned(),
        };
        format!("'{}'", text.replace('\'', "''"))
    }

    fn text(&mut self, depth: u32) -> String {
        if depth == 0 || self.below(3) == 0 {
            return match self.below(3) {
                0 => self.quoted(),
                _ => self.pick(&TEXTS).to_owned(),
            };
        }
        let deeper = depth - 1;
        let (one, other) = (self.text(deeper), self.text(deeper));
        let number = self.number(deeper);
        match self.below(11) {
            0 => format!(
                "{}({one})",
                self.pick(&["lower", "upper", "reverse", "btrim"])
            ),
            1 => format!("substr({one}, {number}, {})", self.number(deeper)),
            2 => format!("split_part({one}, {other}, {number})"),
            3 => format!("{}({one}, {number})", self.pick(&["left", "right"])),
            4 => format!("coalesce({one}, {other})"),
            5 => format!("nullif({one}, {other})"),
            6 => format!("{}({one}, {other})", self.pick(&["greatest", "least"])),
            7 => format!("({one} || {other})"),
            8 => format!("cast({number} as text)"),
            9 => format!("cast({} as text)", self.time(deeper)),
            _ => format!(
                "case when {} then {one} else {other} end",
                self.truth(deeper)
            ),
        }
    }

    fn number(&mut self, depth: u32) -> String {
        if depth == 0 || self.below(3) == 0 {
            return self
                .pick(&[
                    "size",
                    "items",
                    "0",
                    "1",
                    "-1",
                    "3",
                    "9223372036854775807",
                    "0.5",
                ])
                .to_owned();
        }
        let deeper = depth - 1;
        let (one, other) = (self.number(deeper), self.number(deeper));
        match self.below(8) {
            0 => format!("({one} {} {other})", self.pick(&["+", "-", "*", "/", "%"])),
            1 => format!("-({one})"),
            2 => format!(
                "cast({} as {})",
                self.text(deeper),
                self.pick(&["bigint", "int", "double", "smallint"])
            ),
            3 => format!("octet_length({})", self.text(deeper)),
            4 => format!("strpos({}, {})", self.text(deeper), self.text(deeper)),
            5 => format!(
                "date_part('{}', {})",
                self.pick(&["hour", "dow", "year"]),
                self.time(deeper)
            ),
            6 => format!("try_cast({} as bigint)", self.text(deeper)),
            _ => format!(
                "case when {} then {one} else {other} end",
                self.truth(deeper)
            ),
        }
    }

    fn time(&mut self, depth: u32) -> String {
        if depth == 0 || self.below(2) == 0 {
            return self
                .pick(&[
                    "time",
                    "timestamp '2026-05-02T09:00:00Z'",
                    "cast('2026-05-03' as timestamp)",
                ])
                .to_owned();
        }
        match self.below(3) {
            0 => format!("cast({} as timestamp)", self.text(depth - 1)),
            1 => format!(
                "date_trunc('{}', {})",
                self.pick(&["day", "month"]),
                self.time(depth - 1)
            ),
            _ => format!(
                "({} {} interval '{}')",
                self.time(depth - 1),
                self.pick(&["+", "-"]),
                self.pick(&["1 day", "3 hours", "200000 years"])
            ),
        }
    }

    fn truth(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        let compared =
            |author: &mut Self| author.pick(&["=", "<>", "<", "<=", ">", ">="]).to_owned();
        if depth > 0 && self.below(2) == 0 {
            let (one, other) = (self.truth(deeper), self.truth(deeper));
            return match self.below(5) {
                0 => format!("not ({one})"),
                1 => format!(
                    "(({one}) is {})",
                    self.pick(&["true", "not true", "null", "not null"])
                ),
                2 => format!("case when {one} then {other} end"),
                _ => format!("({one} {} {other})", self.pick(&["and", "or"])),
            };
        }
        match self.below(10) {
            0 => format!("person {} {}", compared(self), self.quoted()),
            1 => format!("person in ({}, {})", self.quoted(), self.quoted()),
            2 => format!("{} like {}", self.text(deeper), self.text(deeper)),
            3 => format!("{} ~ {}", self.text(deeper), self.text(deeper)),
            4 => format!(
                "{} {} {}",
                self.time(deeper),
                compared(self),
                self.time(deeper)
            ),
            5 => format!(
                "{} between {} and {}",
                self.number(deeper),
                self.number(deeper),
                self.number(deeper)
            ),
            6 => format!("{} is null", self.text(deeper)),
            7 => format!(
                "{} {} {}",
                self.number(deeper),
                compared(self),
                self.number(deeper)
            ),
            _ => format!(
                "{} {} {}",
                self.text(deeper),
                compared(self),
                self.text(deeper)
            ),
        }
    }
}

/// What those people did: every file by everybody, but for what only people outside have.
fn records(of: &[&str]) -> String {
    let mut lines = String::new();
    for (number, person) in of.iter().enumerate() {
        let reached = INSIDE.contains(person);
        for (object, name) in OBJECTS.iter().enumerate().take(if reached { 6 } else { 8 }) {
            let (place, minute) = (if reached { "in" } else { "out" }, number * 11 + object);
            let (id, day) = (format!("{place}-{number}-{object}"), object + 1);
            let usb = json!({
                "CreationTime": format!("2026-05-{day:02}T09:{minute:02}:00"), "Id": id, "Operation": "FileCopiedToRemovableMedia",
                "RecordType": 63, "UserKey": person, "UserType": 0, "Version": 1, "Workload": "Endpoint", "UserId": person,
                "OrganizationId": "0", "ObjectId": format!("C:\\Work\\{name}"), "DeviceName": "PC-0017", "FileExtension": "docx",
                "FileSize": object * 1000, "TargetFilePath": format!("E:\\{name}"), "Platform": 1,
            });
            lines += &format!("{usb}\n");
        }
    }
    lines
}

/// The whole history, one that holds only what the caller may see, and the caller.
struct Pair {
    whole: House,
    seen: House,
    bound: Browser,
    unbound: Browser,
    persons: Vec<String>,
}

impl Pair {
    async fn new() -> Self {
        let (whole, ada) = House::in_memory().await;
        let everybody = [&INSIDE[..], &OUTSIDE].concat();
        let rows: Vec<[&str; 5]> = everybody
            .iter()
            .map(|person| {
                let region = if INSIDE.contains(person) {
                    "Lisbon"
                } else {
                    "Porto"
                };
                [*person, region, "", "", "2026-01-01"]
            })
            .collect();
        let only = |region: &str| -> Vec<_> {
            rows.iter()
                .copied()
                .filter(|row| row[1] == region)
                .collect()
        };
        whole
            .ingest("hr", &profiles(&only("Lisbon")))
            .await
            .unwrap();
        let of_lisbon = json!({"name": "Lisbon", "regions": ["Lisbon"]});
        let unit = whole
            .send(
                &ada,
                axum::http::Method::POST,
                "/api/v1/units",
                Some(of_lisbon),
            )
            .await
            .json();
        let (bound, _) = whole
            .member(&ada, "ana", "analysts", json!({"units": [unit["id"]]}))
            .await;
        let (unbound, _) = whole.member(&ada, "all", "analysts", json!({})).await;
        let seen = whole.twin().await;
        seen.ingest("m365", &records(&INSIDE)).await.unwrap();
        whole.ingest("hr", &profiles(&only("Porto"))).await.unwrap();
        whole.ingest("m365", &records(&everybody)).await.unwrap();
        let persons = whole.ombud.find_persons(false).await.unwrap();
        let mut persons: Vec<String> = persons.into_iter().map(|person| person.person).collect();
        assert_eq!(persons.len(), everybody.len());
        persons.push("nobody-here-000".to_owned());
        Self {
            whole,
            seen,
            bound,
            unbound,
            persons,
        }
    }
}

/// Everything of an answer but the number of the request.
async fn answer(house: &House, who: &Browser, predicate: &str, limit: usize) -> (u16, Value) {
    let encoded: String = predicate
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let path = format!("/api/v1/activities?limit={limit}&where={encoded}");
    let answer = house.get(who, &path).await;
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
    }
    (answer.status.as_u16(), body)
}

fn rows(body: &Value) -> usize {
    body["activities"].as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_did_has_no_part_in_the_answer_to_any_predicate() {
    let number = |name: &str| std::env::var_os(name).and_then(|text| text.to_str()?.parse().ok());
    let tried = number("OMBUD_PREDICATES").map_or(TRIED, |tried: u64| tried as usize);
    let pair = Pair::new().await;
    let mut author = Author {
        random: ChaCha8Rng::seed_from_u64(number("PROPTEST_RNG_SEED").unwrap_or(0)),
        persons: pair.persons.clone(),
    };
    let (mut given, mut refused, mut beyond) = (0, 0, 0);
    for case in 0..tried {
        let predicate = author.truth(3);
        let limit = [5, 100][case % 2];
        let whole = answer(&pair.whole, &pair.bound, &predicate, limit).await;
        let seen = answer(&pair.seen, &pair.bound, &predicate, limit).await;
        assert_eq!(whole, seen, "{predicate}");
        assert!([200, 400].contains(&whole.0), "{predicate}: {whole:?}");
        given += usize::from(rows(&whole.1) > 0);
        refused += usize::from(whole.0 == 400);
        if case % 20 == 0 {
            let all = answer(&pair.whole, &pair.unbound, &predicate, 100).await;
            beyond += usize::from(rows(&all.1) > rows(&seen.1));
        }
    }
    // The predicates are worth something: many give rows, few are refused, and many would give more without the bound.
    assert!(given * 10 > tried, "{given} of {tried} give rows");
    assert!(refused * 3 < tried, "{refused} of {tried} are refused");
    assert!(beyond * 100 > tried, "{beyond} of {} sampled", tried / 20);
}
