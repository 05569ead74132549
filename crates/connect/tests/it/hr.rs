//! HR facts: the documentation's own samples, mappings, and rows that lack something.

use ombud_connect::mapping::Mapping;
use ombud_connect::{Record, Source, open, source};
use ombud_model::settings::Settings;

use crate::common::{context, import, input, shared};

fn hr() -> &'static dyn Source {
    source("hr").unwrap()
}

fn read(text: &str) -> Vec<String> {
    import(hr(), text.as_bytes(), &Settings::default(), None)
}

fn mapped(text: &str, mapping: &str) -> Vec<String> {
    import(
        hr(),
        text.as_bytes(),
        &Settings::default(),
        Some(&Mapping::parse(mapping).unwrap()),
    )
}

fn mismatch(text: &str, mapping: Option<&str>) -> String {
    let mapping = mapping.map(|text| Mapping::parse(text).unwrap());
    let settings = Settings::default();
    let reader = open(input(text.as_bytes())).unwrap();
    let first = reader.first().unwrap();
    hr().recognise(&first.record(), &context(&settings, mapping.as_ref()))
        .unwrap_err()
        .to_string()
}

#[test]
fn the_documented_samples_are_read() {
    let sarad = "Person(\"sarad@contoso.com\")";
    let pillar = "Person(\"pillar@contoso.com\")";
    for (name, expected) in [
        (
            "resignation.csv",
            vec![
                format!("2019-04-23T09:48:02.467Z {sarad} resigned operation=\"Resignation\" none human-resources"),
                format!("2019-04-29T09:48:02.467Z {sarad} last-working-day operation=\"Last working day\" none human-resources"),
                "2019-04-24T09:15:49Z Person(\"pilarp@contoso.com\") resigned operation=\"Resignation\" none human-resources".into(),
                "2019-04-29T15:18:02.711Z Person(\"pilarp@contoso.com\") last-working-day operation=\"Last working day\" none human-resources".into(),
            ],
        ),
        (
            "job_level_change.csv",
            vec![
                format!("2019-04-23T09:48:02.467Z {sarad} job-level-changed operation=\"Job level change\" detail=\"Level 61 - Sr. Manager -> Level 60- Manager\" low human-resources"),
                format!("2019-04-23T09:48:02.467Z {pillar} job-level-changed operation=\"Job level change\" detail=\"Level 62 - Director -> Level 60- Sr. Manager\" low human-resources"),
            ],
        ),
        (
            "performance_review.csv",
            vec![
                format!("2019-04-23T09:48:02.467Z {sarad} performance-reviewed operation=\"Performance review\" detail=\"2-Below expectation\" high human-resources"),
                format!("2019-04-23T09:48:02.467Z {pillar} performance-reviewed operation=\"Performance review\" none human-resources"),
            ],
        ),
        (
            "performance_improvement_plan.csv",
            vec![
                format!("2019-04-23T09:48:02.467Z {sarad} improvement-plan-started operation=\"Performance improvement plan\" detail=\"2-Below expectation\" high human-resources"),
                format!("2019-04-23T09:48:02.467Z {pillar} improvement-plan-started operation=\"Performance improvement plan\" none human-resources"),
            ],
        ),
        (
            "employee_profile.csv",
            vec!["1990-01-01T00:00:00Z Person(\"jackq@contoso.com\") profile-updated operation=\"Employee profile\" detail=\"Orthopaedic; Regular; Nurse\" none human-resources".into()],
        ),
    ] {
        let Some(bytes) = shared(&format!("ms-docs-hr/{name}")) else { return };
        assert_eq!(import(hr(), &bytes, &Settings::default(), None), expected, "{name}");
    }
}

#[test]
fn one_file_may_hold_every_scenario() {
    let text = "HRScenario;EmailAddress;ResignationDate;LastWorkingDate;EffectiveDate;Remarks;Rating;OldLevel;NewLevel\r\n\
        Resignation; Mia.K@corp.test ;2026-03-02T09:00:00.0000000+01:00;2026-03-31;;secret;;;\r\n\
        job level change;b@corp.test;;;2026-04-01;secret;;A;B\r\n\
        Performance review;c@corp.test;;;2026-04-02;=cmd|' /C calc'!A0;4\r\n\
        Performance improvement plan;d@corp.test;;;2026-04-03;secret\r\n\
        Promotion;e@corp.test;;;2026-04-03\r\n\
        ;f@corp.test;;;2026-04-03\r\n\
        Job level change;g@corp.test;2026-04-03;;;\r\n\
        Resignation;h@corp.test;2026-04-03\r\n\
        Resignation;;2026-04-03;2026-04-03\r\n\
        Resignation;i@corp.test;0001-01-01;9999-12-31T23:59:59Z\r\n\
        Resignation;i@corp.test;soon;2026-04-03\r\n\
        Resignation;Mia K.;2026-04-03;2026-04-03\r\n";
    let lines = read(text);
    assert_eq!(
        lines,
        [
            "2026-03-02T08:00:00Z Person(\"Mia.K@corp.test\") resigned operation=\"Resignation\" none human-resources",
            "2026-03-31T00:00:00Z Person(\"Mia.K@corp.test\") last-working-day operation=\"Last working day\" none human-resources",
            "2026-04-01T00:00:00Z Person(\"b@corp.test\") job-level-changed operation=\"Job level change\" detail=\"A -> B\" low human-resources",
            "2026-04-02T00:00:00Z Person(\"c@corp.test\") performance-reviewed operation=\"Performance review\" detail=\"4\" low human-resources",
            "2026-04-03T00:00:00Z Person(\"d@corp.test\") improvement-plan-started operation=\"Performance improvement plan\" none human-resources",
            "record 5: the row's scenario is not a known one; map it in `scenario_values`",
            "record 6: row does not say its scenario",
            "record 7: row has no EffectiveDate",
            "record 8: row has no LastWorkingDate",
            "record 9: row has no EmailAddress",
            "record 10: ResignationDate: time is outside of 1990 to 2100",
            "record 11: ResignationDate: time is not readable: expected a form like 2026-03-30T16:02:11Z; a mapping's `date_format` can say another form",
            "record 12: EmailAddress is not an address",
        ]
    );
    assert!(!lines.concat().contains("secret"));
}

#[test]
fn headers_are_free_with_a_mapping() {
    let text = "Wer;Was;Am;Letzter Tag;Alt;Neu\nmia@corp.test;geht;30.03.2026;31.03.2026\nben@corp.test;Stufe;01.07.2026;;Senior;Associate\nzoe@corp.test;Stufe;01.01.2026;;Associate;Senior\n";
    let mapping = "
scenario_column: was
scenario_values: {Geht: resignation, STUFE: job-level-change}
columns: {EmailAddress: wer, ResignationDate: Am, EffectiveDate: am, LastWorkingDate: letzter tag, OldLevel: Alt, NewLevel: Neu}
date_format: '%d.%m.%Y'
time_zone: Europe/Berlin
level_order: [Associate, Senior]
";
    assert_eq!(
        mapped(text, mapping),
        [
            "2026-03-29T22:00:00Z Person(\"mia@corp.test\") resigned operation=\"Resignation\" none human-resources",
            "2026-03-30T22:00:00Z Person(\"mia@corp.test\") last-working-day operation=\"Last working day\" none human-resources",
            "2026-06-30T22:00:00Z Person(\"ben@corp.test\") job-level-changed operation=\"Job level change\" detail=\"Senior -> Associate\" high human-resources",
            "2025-12-31T23:00:00Z Person(\"zoe@corp.test\") job-level-changed operation=\"Job level change\" detail=\"Associate -> Senior\" informational human-resources",
        ]
    );
}

#[test]
fn the_level_order_of_the_settings_tells_a_demotion() {
    let settings = Settings {
        level_order: vec!["junior".into(), " Senior ".into()],
        ..Settings::default()
    };
    let text =
        "EmailAddress,EffectiveDate,OldLevel,NewLevel\na@corp.test,2026-01-01,SENIOR,Junior\n";
    assert!(import(hr(), text.as_bytes(), &settings, None)[0].contains(" high "));
}

#[test]
fn terminations_stand_alone_or_beside_resignations() {
    let text = "UPN,ResignationDate,LastWorkingDate,TerminationDate,TerminationType\na@x.test,2026-01-01,2026-02-01\nb@x.test,,,2026-01-05,Involuntary\nc@x.test,,,2026-01-05,because of Mia\nd@x.test\n";
    assert_eq!(
        read(text),
        [
            "2026-01-01T00:00:00Z Person(\"a@x.test\") resigned operation=\"Resignation\" none human-resources",
            "2026-02-01T00:00:00Z Person(\"a@x.test\") last-working-day operation=\"Last working day\" none human-resources",
            "2026-01-05T00:00:00Z Person(\"b@x.test\") terminated operation=\"Termination\" detail=\"involuntary\" none human-resources",
            "2026-01-05T00:00:00Z Person(\"c@x.test\") terminated operation=\"Termination\" detail=\"of another type\" none human-resources",
            "record 4: row has no ResignationDate",
        ]
    );
}

#[test]
fn windows_1252_is_read() {
    let bytes = b"EmailAddress;ResignationDate;LastWorkingDate;Abteilung\nj\xfcrgen@corp.test;2026-01-01;2026-01-02;K\xf6ln\n";
    assert!(import(hr(), bytes, &Settings::default(), None)[0].contains("jürgen@corp.test"));
}

#[test]
fn what_is_no_hr_table_is_said_so() {
    assert_eq!(
        mismatch("CreationDate,UserIds,Operations,AuditData\n1,2,3,4\n", None),
        "this is not an HR table: a table with the columns `CreationDate`, `UserIds`, `Operations`, `AuditData`; it looks like source `m365`; \
         map the column that holds mail addresses to `EmailAddress`"
    );
    assert_eq!(
        mismatch("{\"CreationTime\":\"2026\",\"Operation\":\"x\"}\n", None),
        "this is not an HR table: JSON with the fields `CreationTime`, `Operation`; it looks like source `m365`"
    );
    assert_eq!(
        mismatch("EmailAddress,EffectiveDate\na,b\n", None),
        "this is not an HR table: the columns fit no HR scenario; say `scenario` in a mapping, or add a column `HRScenario`"
    );
    assert_eq!(
        mismatch(
            "EmailAddress,ResignationDate\na,b\n",
            Some("columns: {LastWorkingDate: Last day}")
        ),
        "this is not an HR table: the mapping names column `Last day`, which the table does not have"
    );
}

#[test]
fn a_corrected_date_is_another_fact_and_a_repeat_is_not() {
    let text = "EmailAddress,ResignationDate,LastWorkingDate\nA@x.test,2026-01-01,2026-02-01\na@X.test,2026-01-01T00:00:00Z,2026-02-01\na@x.test,2026-01-02,2026-02-01\n";
    let settings = Settings::default();
    let mut keys = Vec::new();
    for chunk in open(input(text.as_bytes())).unwrap() {
        chunk.unwrap().for_each(&mut |record, _, _| {
            let record: Record<'_> = record.unwrap();
            hr().normalise(&record, &context(&settings, None), &mut |activity| {
                keys.push((activity.time, activity.key))
            })
            .unwrap();
        });
    }
    assert_eq!(keys[0], keys[2]);
    assert_eq!(keys[1], keys[3]);
    assert_ne!(keys[0], keys[4]);
    assert_eq!(keys[1], keys[5]);
}

#[test]
fn a_profile_says_where_somebody_belongs() {
    let text = "EmailAddress,EmployeeRole,EmployeeCountry,Division,EmployeeDepartment,Groups,EffectiveDate\n\
                a@x.test,Clerk, DE ,Ports,Cranes,night; drivers |;,2026-01-01\n\
                a@x.test,Clerk,AT,Ports,Cranes,night;drivers,2026-01-01\n\
                b@x.test,Clerk,,,,,2026-01-01\n";
    let (settings, mut seen) = (Settings::default(), Vec::new());
    let mut keep = |text: &str| {
        for chunk in open(input(text.as_bytes())).unwrap() {
            chunk.unwrap().for_each(&mut |record, _, _| {
                let keep = &mut |activity: &ombud_model::Activity<'_>| {
                    seen.push((activity.key, activity.placement.clone()))
                };
                hr().normalise(&record.unwrap(), &context(&settings, None), keep)
                    .unwrap();
            });
        }
    };
    keep(text);
    keep("EmailAddress,EmployeeRole,EffectiveDate\nb@x.test,Clerk,2026-01-01\n");
    let [
        (first, placed),
        (second, _),
        (third, nowhere),
        (fourth, none),
    ] = seen.try_into().unwrap();
    let placed = placed.unwrap();
    assert_eq!(
        (&*placed.region, &*placed.division, &*placed.department),
        ("DE", "Ports", "Cranes")
    );
    assert_eq!(placed.groups, ["night", "drivers"]);
    assert_ne!(first, second, "another region is another fact");
    assert_eq!(
        nowhere.map(|placed| *placed),
        Some(ombud_model::activity::Placement::default())
    );
    assert_eq!((third, none), (fourth, None));
    let long = format!(
        "EmailAddress,EmployeeRole,Region\na@x.test,Clerk,{}\n",
        "x".repeat(201)
    );
    assert_eq!(
        read(&long),
        ["record 1: EmployeeRegion is no name of at most 200 bytes"]
    );
}
