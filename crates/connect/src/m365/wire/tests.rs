use super::*;

#[test]
fn every_field_has_a_name_of_its_own() {
    let mut names = FIELDS.to_vec();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn nesting_is_measured_outside_of_strings() {
    let nested = |open: usize| format!("{}1{}", "[".repeat(open), "]".repeat(open));
    assert!(is_shallow(nested(120).as_bytes()) && !is_shallow(nested(121).as_bytes()));
    assert!(!is_shallow("[".repeat(100_000).as_bytes()));
    assert!(is_shallow(
        format!(
            r#"["{}\"{}",{}]"#,
            "[".repeat(500),
            "{".repeat(500),
            "[],".repeat(500)
        )
        .as_bytes()
    ));
}

#[test]
fn any_type_is_taken() {
    let json = r#"{"Id":7,"UserId":null,"Operation":{"a":[1]},"FileSize":"12","FileSizeBytes":[1],"ClientIP":true,"RecordType":6.0,
        "Item":"{\"Subject\":\"x\"}","x":{"y":[[]]}}"#;
    let record = Common::parse(json);
    assert_eq!(
        (
            &*record.id,
            &*record.user_id,
            &*record.operation,
            &*record.client_ip
        ),
        ("7", "", "", "true")
    );
    assert_eq!(
        (
            record.file_size.0,
            record.file_size_bytes.0,
            record.record_type.0
        ),
        (Some(12), None, Some(6))
    );
    assert_eq!(record.item.value()["Subject"], "x");
    assert!(record.common.json().is_none());
}

#[test]
fn text_without_escapes_is_borrowed() {
    let record = Common::parse(r#"{"Id":"a","UserId":"a\\b"}"#);
    assert!(matches!(record.id.0, Cow::Borrowed("a")));
    assert_eq!(&*record.user_id, "a\\b");
}
