//! Files that were put together give what they give alone, and trying a reject again accepts nothing that reading it rejected.

use ombud_connect::Context;
use ombud_connect::mapping::Mapping;
use ombud_model::settings::Settings;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{context, input, take_in};

const LOG: &str = "{time: When, person: Who, operation: What, object: File}";

/// How the dates of a table are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Dates {
    Iso,
    /// The first row proves it.
    DayFirst,
    MonthFirst,
    /// A line above the header says it.
    Stated,
}

/// One complete file: of that form, with those records, each of which is whole or lacks what decides.
#[derive(Clone, Debug)]
struct File {
    dates: Dates,
    /// Month, day, and whether the record is whole.
    records: Vec<(u8, u8, bool)>,
    /// Other spellings: columns in another order, arrays on many lines.
    is_other: bool,
}

fn files() -> impl Strategy<Value = Vec<File>> {
    let dates = prop_oneof![
        Just(Dates::Iso),
        Just(Dates::DayFirst),
        Just(Dates::MonthFirst),
        Just(Dates::Stated)
    ];
    let records = prop::collection::vec((1u8..=12, 1u8..=12, prop::bool::weighted(0.8)), 1..5);
    let file = (dates, records, any::<bool>()).prop_map(|(dates, records, is_other)| File {
        dates,
        records,
        is_other,
    });
    prop::collection::vec(file, 1..5)
}

impl File {
    fn date(&self, month: u8, day: u8) -> String {
        match self.dates {
            Dates::Iso => format!("2026-{month:02}-{day:02}"),
            Dates::DayFirst | Dates::Stated => format!("{day}/{month}/2026"),
            Dates::MonthFirst => format!("{month}/{day}/2026"),
        }
    }

    /// Date, person and number of every record; the first has a date that proves its order.
    fn rows(&self, first: usize) -> Vec<(String, &'static str, usize)> {
        let proof = if self.dates == Dates::Stated {
            (3, 3, true)
        } else {
            (3, 28, true)
        };
        let records = std::iter::once(proof).chain(self.records.iter().copied());
        records
            .enumerate()
            .map(|(at, (month, day, is_whole))| {
                let person = if is_whole { "mia@corp.test" } else { "" };
                (self.date(month, day), person, first + at)
            })
            .collect()
    }

    fn table(&self, first: usize, names: [&str; 3], rest: &str, cell: &str, time: &str) -> String {
        let mut text = String::new();
        if self.dates == Dates::Stated {
            text.push_str("#DATES day-first\n");
        }
        let line = |cells: [&str; 3], rest: &str| {
            let [a, b, c] = cells;
            if self.is_other {
                format!("{rest},{b},{a},{c}\n")
            } else {
                format!("{a},{b},{c},{rest}\n")
            }
        };
        text.push_str(&line(names, rest));
        for (date, person, number) in self.rows(first) {
            let object = format!("https://x.test/{number}.txt");
            let last = if rest == "LastWorkingDate" {
                date.clone()
            } else {
                object
            };
            let date = format!("{date}{time}");
            text.push_str(&line([&date, person, cell], &last));
        }
        text
    }

    fn json(&self, first: usize) -> Vec<Value> {
        let record = |(_, person, number): (String, &str, usize)| {
            let mut record = json!({"Id": format!("r{number}"), "CreationTime": "2026-03-30T16:02:11", "Operation": "FileDownloaded",
                "UserId": "mia@corp.test", "Workload": "SharePoint", "ObjectId": format!("https://x.test/{number}.txt")});
            if person.is_empty() {
                record.as_object_mut().unwrap().remove("CreationTime");
            }
            record
        };
        self.rows(first).into_iter().map(record).collect()
    }

    /// The text of the file in one of the forms; records count from `first`.
    fn text(&self, form: u8, first: usize) -> String {
        let spelt = |value: &Value| {
            if self.is_other {
                serde_json::to_string_pretty(value).unwrap()
            } else {
                value.to_string()
            }
        };
        let records = self.json(first);
        match form {
            0 => self.table(first, ["When", "Who", "What"], "File", "x", " 10:00"),
            1 => self.table(
                first,
                ["ResignationDate", "EmailAddress", "Note"],
                "LastWorkingDate",
                "x",
                "",
            ),
            2 => self.table(
                first,
                ["TimeGenerated", "UserId", "Operation"],
                "OfficeObjectId",
                "FileDownloaded",
                " 10:00",
            ),
            3 => records.iter().map(|record| format!("{record}\n")).collect(),
            4 => spelt(&Value::Array(records)) + "\n",
            5 => spelt(&json!({"value": records})) + "\n",
            _ => {
                let cell = |record: &Value| record.to_string().replace('"', "\"\"");
                let rows = records
                    .iter()
                    .map(|record| format!("{},\"{}\"\n", record["Id"], cell(record)));
                format!("RecordId,AuditData\n{}", rows.collect::<String>())
            }
        }
    }
}

/// Source and mapping of a form.
const fn read_as(form: u8) -> (&'static str, Option<&'static str>) {
    match form {
        0 => ("generic", Some(LOG)),
        1 => ("hr", None),
        _ => ("m365", None),
    }
}

/// Tries every reject of an input again as it is kept; what is accepted then, and the reason why it was not at first.
pub(crate) fn accepted_again(source: &str, bytes: &[u8], mapping: Option<&str>) -> Vec<String> {
    let mapping = mapping.map(|text| Mapping::parse(text).unwrap());
    let (settings, source) = (Settings::default(), ombud_connect::source(source).unwrap());
    let context: Context<'_> = context(&settings, mapping.as_ref());
    let read = |bytes: &[u8], rejected: &mut dyn FnMut(String, Vec<u8>)| {
        let mut accepted = 0;
        let Ok(reader) = ombud_connect::open(input(bytes)) else {
            return 0;
        };
        let format = reader.format().clone();
        for chunk in reader {
            chunk.unwrap().for_each(&mut |record, _, raw| match record
                .and_then(|record| source.normalise(&record, &context, &mut |_| ()))
            {
                Ok(()) => accepted += 1,
                Err(reason) => rejected(reason.to_string(), format.standalone(raw)),
            });
        }
        accepted
    };
    let mut rejects = Vec::new();
    read(bytes, &mut |reason, raw| rejects.push((reason, raw)));
    rejects.retain(|(_, raw)| read(raw, &mut |_, _| ()) > 0);
    rejects
        .into_iter()
        .map(|(reason, raw)| format!("{reason}: {}", String::from_utf8_lossy(&raw)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn complete_files_put_together_give_the_union(form in 0u8..7, files in files()) {
        let (source, mapping) = read_as(form);
        let (mut whole, mut seen, mut rejected, mut first) = (String::new(), Vec::new(), Vec::new(), 0);
        for file in &files {
            let text = file.text(form, first);
            first += file.records.len() + 1;
            let (alone, reasons) = take_in(source, text.as_bytes(), mapping).unwrap();
            seen.extend(alone);
            rejected.extend(reasons);
            whole.push_str(&text);
        }
        let (together, reasons) = take_in(source, whole.as_bytes(), mapping).unwrap();
        prop_assert_eq!(format!("{together:?}"), format!("{seen:?}"), "{}", whole);
        prop_assert_eq!(reasons, rejected, "{}", whole);
        let again = accepted_again(source, whole.as_bytes(), mapping);
        prop_assert!(again.is_empty(), "{again:?}\n{whole}");
    }

    /// Whatever lines stand in a table of audit records, its dates in any order: what is rejected stays so.
    #[test]
    fn a_reject_stays_one(rows in prop::collection::vec((1u8..32, 1u8..32, 1u8..32, any::<bool>()), 1..12), again_at in 0usize..12) {
        let header = "TimeGenerated,UserId,Operation,Seen\n";
        let mut text = header.to_owned();
        for (at, (a, b, c, day_first)) in rows.iter().enumerate() {
            if at == again_at {
                text.push_str(header);
            }
            let seen = if *day_first { format!("{c}/4/2026") } else { format!("4/{c}/2026") };
            text.push_str(&format!("{a}/{b}/2026 10:00,mia@corp.test,FileDownloaded,{seen}\n"));
        }
        let again = accepted_again("m365", text.as_bytes(), None);
        prop_assert!(again.is_empty(), "{again:?}\n{text}");
    }

    /// Records in all their forms in one file.
    #[test]
    fn lines_of_any_form_are_read_alike(forms in prop::collection::vec((0u8..6, any::<bool>()), 1..30)) {
        let mut text = String::new();
        let mut expected = 0;
        for (number, (form, is_whole)) in forms.iter().enumerate() {
            let mut record = json!({"Id": format!("r{number}"), "CreationTime": "2026-03-30T16:02:11", "Operation": "FileDownloaded",
                "UserId": "mia@corp.test", "Workload": "SharePoint", "ObjectId": "https://x.test/a.txt"});
            if !is_whole {
                record.as_object_mut().unwrap().remove("CreationTime");
            }
            expected += usize::from(*is_whole) * if *form == 0 { 2 } else { usize::from(*form < 5) };
            let line = match form {
                0 => json!({"value": [record, record]}),
                1 => json!({"AuditData": record.to_string()}),
                2 => json!({"AuditData": {"AdditionalProperties": record}}),
                3 => json!(record.to_string()),
                4 => record,
                _ => json!({"error": {"code": "UnknownError"}}),
            };
            text.push_str(&format!("{line}\n"));
        }
        // A first line of its own, so that every form may come anywhere.
        let first = json!({"Id": "first", "CreationTime": "2026-03-30T16:02:11", "Operation": "FileDownloaded", "UserId": "mia@corp.test"});
        let text = format!("{first}\n{}{text}", format!("{first}\n").repeat(20));
        let (seen, _) = take_in("m365", text.as_bytes(), None).unwrap();
        prop_assert_eq!(seen.len(), expected + 21, "{}", text);
        let again = accepted_again("m365", text.as_bytes(), None);
        prop_assert!(again.is_empty(), "{again:?}");
    }
}

#[test]
fn a_line_above_the_header_states_the_order_of_dates() {
    let table = "EmailAddress,ResignationDate,LastWorkingDate\na@b.test,03/04/2026,05/06/2026\n";
    let first =
        |text: &str| take_in("hr", text.as_bytes(), None).map(|(seen, _)| seen[0].time.to_string());
    for (line, expected) in [
        ("#DATES day-first\n", "2026-04-03T00:00:00Z"),
        ("#DATES month-first\r\n", "2026-03-04T00:00:00Z"),
    ] {
        let read = first(&format!("{line}{table}"));
        assert_eq!(read.unwrap_or_default(), expected, "{line}");
    }
    assert!(first(table).unwrap_err().contains("date_format"));
    let (none, reasons) = take_in("hr", format!("#DATES open\n{table}").as_bytes(), None).unwrap();
    assert!(
        none.is_empty() && reasons[0].contains("date_format"),
        "{reasons:?}"
    );
}
