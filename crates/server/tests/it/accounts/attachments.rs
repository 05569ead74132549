//! Files of a case: who attaches and reads them, what is refused, how they come back, and when they end.

use std::path::Path;

use axum::http::Method;
use data_encoding::{BASE64, HEXLOWER};
use ombud_app::Caller;
use ombud_evidence::verify;
use ombud_model::attachment::{MOST_ATTACHMENTS, MOST_BYTES};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::case_work::Inquiry;
use super::house::Browser;
use crate::http::call::Answer;

const PDF: (&str, &[u8]) = ("K%C3%BCndigung%20Omar.pdf", b"%PDF-1.7 omar wrote this");

impl Inquiry {
    async fn attach(&self, who: &Browser, file: (&str, &[u8])) -> Answer {
        self.team.house.attach(who, &self.team.case, file).await
    }

    async fn attached(&self, who: &Browser, file: (&str, &[u8])) -> Value {
        let answer = self.attach(who, file).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    async fn download(&self, who: &Browser, attachment: &str) -> Answer {
        let path = format!(
            "/api/v1/{}",
            self.path(&format!("attachments/{attachment}"))
        );
        self.team.house.get(who, &path).await
    }
}

fn hash(content: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(content))
}

/// Whether a file below the folder holds these bytes.
fn is_in(folder: &Path, wanted: &[u8]) -> bool {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return is_in(&path, wanted);
        }
        let content = std::fs::read(&path).unwrap_or_default();
        content.windows(wanted.len()).any(|bytes| bytes == wanted)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_back_as_it_was_attached_and_is_never_shown_in_place() {
    let inquiry = Inquiry::new().await;
    let (ina, ann) = (&inquiry.team.ina, &inquiry.ann);
    let made = inquiry.attached(ann, PDF).await;
    let id = made["id"].as_str().unwrap();
    let expected = json!({"id": id, "name": "Kündigung Omar.pdf", "type": "pdf", "size": PDF.1.len(),
        "sha256": hash(PDF.1), "at": made["at"], "by": inquiry.anns_id});
    assert_eq!(made, expected);
    assert_eq!(
        inquiry.get(ina, "attachments").await.1["attachments"],
        json!([made])
    );
    for who in [ina, ann, &inquiry.olga] {
        let answer = inquiry.download(who, id).await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, PDF.1));
        let digest = BASE64.encode(&Sha256::digest(PDF.1));
        let headers = [
            ("content-type", "application/octet-stream".to_owned()),
            (
                "content-disposition",
                format!(
                    "attachment; filename=\"{id}.pdf\"; filename*=UTF-8''K%C3%BCndigung%20Omar.pdf"
                ),
            ),
            ("x-content-type-options", "nosniff".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("repr-digest", format!("sha-256=:{digest}:")),
        ];
        for (name, value) in headers {
            assert_eq!(answer.header(name), value, "{name}");
        }
    }
    let (_, told) = inquiry.get(ina, "history").await;
    let entry = &told["entries"][2];
    assert_eq!(
        (&entry["kind"], &entry["attachment"]),
        (&"attached".into(), &id.into())
    );
    assert_eq!(
        (&entry["sha256"], &entry["size"]),
        (&hash(PDF.1).into(), &PDF.1.len().into())
    );
    // The log names the bytes, not the name.
    let log = inquiry.team.house.log().await;
    let row = log
        .iter()
        .find(|row| row.operation == "attach-to-case" && row.phase == "intent");
    let reason = row.unwrap().reason.clone().unwrap();
    assert!(
        reason.contains(&hash(PDF.1)) && !reason.contains("Omar"),
        "{reason}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_write_attaches_nothing_and_who_does_not_see_the_case_is_told_nothing() {
    let inquiry = Inquiry::new().await;
    let team = &inquiry.team;
    let id = inquiry.attached(&team.ina, PDF).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    inquiry.attach(&inquiry.olga, PDF).await.problem(403);
    let nothing = "case-00000000000000000000000000000001";
    let hidden = inquiry.attach(&inquiry.ivo, PDF).await.problem(404).detail;
    let missing = team.house.attach(&inquiry.ivo, nothing, PDF).await;
    assert_eq!(hidden, missing.problem(404).detail);
    let hidden = inquiry
        .download(&inquiry.ivo, &id)
        .await
        .problem(404)
        .detail;
    let path = format!("/api/v1/cases/{nothing}/attachments/{id}");
    let missing = team
        .house
        .get(&inquiry.ivo, &path)
        .await
        .problem(404)
        .detail;
    assert_eq!(hidden, missing);
    assert_eq!(inquiry.get(&inquiry.ivo, "attachments").await.0, 404);
    // A file of another case is none of this one.
    let other = json!({"persons": [team.persons[0]]});
    let other = team.post(&team.ina, "cases", Some(other)).await.1;
    let path = format!(
        "/api/v1/cases/{}/attachments/{id}",
        other["id"].as_str().unwrap()
    );
    team.house.get(&team.ina, &path).await.problem(404);
    let path = format!("/api/v1/{}", inquiry.path(&format!("attachments/{id}")));
    for method in [Method::DELETE, Method::PUT] {
        assert_eq!(team.status(&team.ina, method, &path).await, 405);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_other_types_and_what_is_too_much_are_refused() {
    let inquiry = Inquiry::new().await;
    let ina = &inquiry.team.ina;
    let names = [
        "..%2Fa.pdf",
        "a%0D%0Ab.pdf",
        "a%E2%80%AEfdp.txt",
        "a%22.pdf",
        "a.exe",
        "a.pdf.html",
        "%ff.pdf",
        "",
    ];
    for name in names {
        let problem = inquiry.attach(ina, (name, PDF.1)).await.problem(400);
        assert!(!problem.detail.is_empty(), "{name}");
    }
    for content in [&b"<script>"[..], b""] {
        inquiry.attach(ina, ("a.pdf", content)).await.problem(400);
    }
    let refused = inquiry.attach(ina, ("a.svg", b"<svg/>")).await.problem(400);
    assert!(refused.detail.contains(".pdf"), "{refused:?}");
    let mut long = vec![b'a'; MOST_BYTES];
    inquiry.attached(ina, ("longest.txt", &long)).await;
    long.push(b'a');
    inquiry
        .attach(ina, ("longer.txt", &long))
        .await
        .problem(413);
    // Other routes take no more than before.
    let note = inquiry
        .post(ina, "notes", json!({"text": "a".repeat(100_000)}))
        .await;
    assert_eq!(note.0, 413);
    let path = inquiry.path("attachments");
    let json = inquiry.team.post(ina, &path, Some(json!("a"))).await;
    assert_eq!(json.0, 415);
    for number in 1..MOST_ATTACHMENTS {
        inquiry
            .attached(ina, (&format!("{number}.txt"), b"a"))
            .await;
    }
    let problem = inquiry.attach(ina, ("more.txt", b"a")).await.problem(409);
    assert!(problem.detail.contains("at most 50 files"), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn into_a_closed_case_nothing_is_attached_and_what_is_there_is_read() {
    let inquiry = Inquiry::new().await;
    let ina = &inquiry.team.ina;
    let id = inquiry.attached(ina, PDF).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    inquiry.close().await;
    let problem = inquiry.attach(ina, PDF).await.problem(409);
    assert_eq!(problem.detail, "the case is closed: reopen it first");
    assert_eq!(&inquiry.download(ina, &id).await.body[..], PDF.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_a_closed_case_go_with_it_when_its_time_is_over() {
    let inquiry = Inquiry::new().await;
    inquiry.attached(&inquiry.team.ina, PDF).await;
    inquiry.close().await;
    let house = &inquiry.team.house;
    let left = async || {
        let mut left = 0;
        for kind in ["case-attachment", "case-attachment-bytes"] {
            let documents = house.ombud.store().records().documents(kind).await;
            left += documents.unwrap().len();
        }
        left
    };
    let by = Caller::Console("tester".to_owned());
    assert_eq!(left().await, 2);
    house.pass(121 * 24 * 60);
    let run = house.ombud.run_retention(&by, None).await.unwrap();
    assert_eq!(run.due.get("closed-cases"), Some(&1), "{run:?}");
    assert_eq!(left().await, 0, "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_one_of_a_case_leaves_its_files_and_erasing_all_does_not() {
    let inquiry = Inquiry::new().await;
    let ina = &inquiry.team.ina;
    let id = inquiry.attached(ina, PDF).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let stored = inquiry.stored().await;
    assert!(!stored.contains("Omar") && !stored.contains(&BASE64.encode(PDF.1)));
    let data = inquiry.team.house.data();
    for bytes in [
        PDF.1,
        "Kündigung Omar".as_bytes(),
        BASE64.encode(PDF.1).as_bytes(),
    ] {
        assert!(!is_in(&data, bytes));
    }
    inquiry.erase(0).await;
    assert_eq!(&inquiry.download(ina, &id).await.body[..], PDF.1);
    let names = inquiry.listed(ina, "attachments", "name").await;
    assert_eq!(names, ["Kündigung Omar.pdf"]);
    inquiry.erase(1).await;
    inquiry.download(ina, &id).await.problem(404);
    let names = inquiry.listed(ina, "attachments", "name").await;
    assert_eq!(names, [Value::Null]);
    let records = inquiry.team.house.ombud.store().records();
    let bytes = records.documents("case-attachment-bytes").await.unwrap();
    assert!(bytes.is_empty() && !inquiry.stored().await.contains("keys"));
    inquiry.attach(ina, PDF).await.problem(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_into_the_package_and_one_that_is_changed_is_found() {
    let inquiry = Inquiry::new().await;
    let (team, ina) = (&inquiry.team, &inquiry.team.ina);
    let id = inquiry.attached(ina, PDF).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let wanted = json!({"recipient": "Legal", "names": false});
    let path = format!("/api/v1/{}", inquiry.path("evidence"));
    let answer = team
        .house
        .send(ina, Method::POST, &path, Some(wanted))
        .await;
    assert_eq!(answer.status, 200);
    let (key, _) = team.house.ombud.show_audit_head().await.unwrap();
    let key = key.parse().unwrap();
    let verified = verify(&answer.body, Some(&key)).unwrap();
    let file = format!("attachments/{id}.pdf");
    let line = verified
        .manifest
        .files
        .iter()
        .find(|line| line.path.as_str() == file);
    assert_eq!(line.unwrap().sha256.to_string(), hash(PDF.1));
    let files = super::evidence::unpacked(&answer.body);
    assert_eq!(files[&file].as_bytes(), PDF.1);
    let report = &files["report.html"];
    for text in ["Kündigung Omar.pdf", &file, &hash(PDF.1)] {
        assert!(report.contains(text), "{text}");
    }
    let listed: Value = serde_json::from_str(&files["attachments.json"]).unwrap();
    assert_eq!(
        (&listed[0]["id"], &listed[0]["type"]),
        (&id.as_str().into(), &"pdf".into())
    );
    // The packed bytes stand right behind the path.
    let mut changed = answer.body.to_vec();
    let at = changed
        .windows(file.len())
        .position(|bytes| bytes == file.as_bytes());
    changed[at.unwrap() + file.len() + 2] ^= 1;
    let fault = verify(&changed, Some(&key)).unwrap_err().to_string();
    assert!(fault.contains(&file), "{fault}");
}
