//! Any other log, with a mapping.

use ombud_connect::mapping::Mapping;
use ombud_connect::{Source, open, source};
use ombud_model::settings::Settings;

use crate::common::{context, import, input};

fn generic() -> &'static dyn Source {
    source("generic").unwrap()
}

const MAPPING: &str = "
id: event.id
time: event.created
person: user.email
operation: event.action
kinds: {File_Download: file-downloaded, share: file-shared}
workload: onedrive
path: file.path
size: file.size
content_id: file.hash
target: share.to
sensitive: dlp.found.name
severity: level
detail: rule
items: count
device: host
ip: source
outcome: result
outcomes: {prevented: blocked}
label_before: label.old
label_after: label.new
";

fn read(text: &str, mapping: &str) -> Vec<String> {
    let settings = Settings {
        own_domains: vec!["corp.test".into()],
        ..Settings::default()
    };
    import(
        generic(),
        text.as_bytes(),
        &settings,
        Some(&Mapping::parse(mapping).unwrap()),
    )
}

#[test]
fn json_is_read_by_paths() {
    let text = r#"{"event":{"id":7,"created":"2026-03-30T10:00:00+02:00","action":"file_download"},"user":{"email":"mia@corp.test"},"file":{"path":"/finance/Plan.XLSX","size":"4096","hash":"ab"},"dlp":{"found":[{"name":"IBAN"},{"name":"Passport"}]},"level":"HIGH","rule":"r1","count":3,"host":"pc-1","source":"[2001:db8::1]:443"}
{"event.id":8,"event.created":1774857600,"event.action":"share","user.email":"mia@corp.test","share":{"to":["ben@corp.test","zoe@Gmail.com"]},"result":"Prevented","label.old":"Secret","label":{"new":"Public"}}
{"event":{"id":9,"created":"2026-03-30T10:00:00Z","action":"Dance"},"user":{"email":"mia@corp.test"},"share":{"to":"https://files.partner.test/x"}}
{"event":{"id":10,"created":"2026-03-30T10:00:00Z","action":"share"}}
{"event":{"id":10,"created":"9999-03-30T10:00:00Z","action":"share"},"user":{"email":"mia@corp.test"}}
{"event":{"created":"2026-03-30T10:00:00Z","action":"share"},"user":{"email":"mia@corp.test"}}
"#;
    assert_eq!(
        read(text, MAPPING),
        [
            "2026-03-30T08:00:00Z Person(\"mia@corp.test\") file-downloaded operation=\"file_download\" container=\"/finance/\" object=\"Plan.XLSX\" extension=\"xlsx\" sensitive=\"IBAN; Passport\" detail=\"r1\" device=\"pc-1\" ip=\"2001:db8::1\" high onedrive",
            "2026-03-30T08:00:00Z Person(\"mia@corp.test\") file-shared operation=\"share\" target=\"ben@corp.test; zoe@Gmail.com\" domain=\"gmail.com\" none onedrive",
            "2026-03-30T10:00:00Z Person(\"mia@corp.test\") other operation=\"Dance\" target=\"https://files.partner.test/x\" domain=\"files.partner.test\" none onedrive",
            "record 4: record has no `user.email`",
            "record 5: `event.created`: time is outside of 1990 to 2100",
            "record 6: record has no `event.id`",
        ]
    );
}

#[test]
fn tables_are_read_by_columns_and_constants_fill_in() {
    let text = "When;Who;File\n30/03/2026 10:00;CORP\\mia;report.final.PDF\n";
    let mapping = "{time: {field: when, format: '%d/%m/%Y %H:%M', zone: Europe/Berlin}, person: WHO, operation: {value: Printed}, kinds: {printed: printed}, workload: endpoint, object: File, target: {value: printer-2}}";
    assert_eq!(
        read(text, mapping),
        [
            "2026-03-30T08:00:00Z Person(\"CORP\\\\mia\") printed operation=\"Printed\" object=\"report.final.PDF\" extension=\"pdf\" target=\"printer-2\" none endpoint"
        ]
    );
}

#[test]
fn everything_that_a_line_does_not_show_is_set() {
    let settings = Settings {
        label_order: vec!["Public".into(), "Secret".into()],
        ..Settings::default()
    };
    let mapping = Mapping::parse(MAPPING).unwrap();
    let text = r#"{"event":{"id":7,"created":"2026-03-30T10:00:00Z","action":"share"},"user":{"email":"mia@corp.test"},"file":{"path":"/a/b","size":4096,"hash":"ab"},"share":{"to":"x@gmail.com"},"count":3,"result":"PREVENTED","label":{"old":"Secret","new":"public"}}"#;
    let mut seen = 0;
    for chunk in open(input(text.as_bytes())).unwrap() {
        chunk.unwrap().for_each(&mut |record, _, _| {
            let emit = &mut |activity: &ombud_model::Activity<'_>| {
                seen += 1;
                assert_eq!(
                    (activity.size, activity.items, activity.object_id != 0),
                    (Some(4096), 3, true)
                );
                assert_eq!(
                    (
                        activity.outcome.name(),
                        activity.reach.name(),
                        activity.label_change.name()
                    ),
                    ("blocked", "outside", "lowered")
                );
                assert_eq!(
                    (
                        activity.label_before.as_ref(),
                        activity.label_after.as_ref()
                    ),
                    ("Secret", "public")
                );
            };
            generic()
                .normalise(&record.unwrap(), &context(&settings, Some(&mapping)), emit)
                .unwrap();
        });
    }
    assert_eq!(seen, 1);
}

#[test]
fn input_that_the_mapping_does_not_describe_is_refused() {
    let settings = Settings::default();
    let mapping = Mapping::parse(MAPPING).unwrap();
    let error = |text: &str, mapping: Option<&Mapping>| {
        let reader = open(input(text.as_bytes())).unwrap();
        let first = reader.first().unwrap();
        generic()
            .recognise(&first.record(), &context(&settings, mapping))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("a,b\n1,2\n", None),
        "this is not what the mapping describes: there is no mapping with `time`, `person` and `operation`"
    );
    assert_eq!(
        error("event.created,b\n1,2\n", Some(&mapping)),
        "this is not what the mapping describes: there is no `user.email` in a table with 2 columns that Ombud does not know"
    );
    assert_eq!(
        error("{\"RecordType\":1}", Some(&mapping)),
        "this is not what the mapping describes: there is no `event.created` in JSON with the field `RecordType`; it looks like source `m365`"
    );
}
