//! The pages for people.

use axum::body::Body;
use axum::http::Request;

use super::call::{Answer, app, call, get};
use super::memory::{Memory, alert};

fn hostile() -> Memory {
    let (position, mut detail) = alert(1, 80, "<script>alert(1)</script>");
    detail.person = "amber-otter-\"><img src=x>".to_owned();
    detail.ledger[1].title = "downloaded <b>64</b> files & more".to_owned();
    detail.first_activity = "<i>T<i>".to_owned();
    let quiet = alert(2, 20, "Leaks");
    Memory {
        alerts: vec![(position, detail), quiet],
        ..Memory::default()
    }
}

fn page(answer: &Answer) -> &str {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let text = answer.text();
    for forbidden in [
        "<script",
        "<img",
        "<b>",
        "<i>",
        " style=",
        "onclick",
        "javascript:",
    ] {
        assert!(!text.contains(forbidden), "{forbidden} in {text}");
    }
    text
}

#[tokio::test]
async fn the_list_shows_severity_by_shape_and_word_and_escapes_everything() {
    let app = app(hostile());
    let answer = get(&app, "/").await;
    let text = page(&answer);
    for shown in [
        "△</span> high",
        "▽</span> low",
        "&lt;script&gt;",
        "amber-otter-102",
        "2026-03-04 09:30",
        "needs review",
        "http-equiv=\"refresh\"",
    ] {
        assert!(text.contains(shown), "{shown} not in {text}");
    }
    assert!(text.find("△").unwrap() < text.find("▽").unwrap());
}

#[tokio::test]
async fn the_list_is_filtered_by_its_form() {
    let app = app(hostile());
    let answer = get(&app, "/?policy=&severity=low&status=").await;
    let text = page(&answer);
    assert!(
        text.contains("amber-otter-102")
            && !text.contains("△")
            && text.contains("value=\"low\" selected")
    );
    assert!(page(&get(&app, "/?policy=none").await).contains("No alert fits these filters"));
}

#[tokio::test]
async fn an_empty_list_says_what_would_fill_it() {
    assert!(page(&get(&app(Memory::default()), "/").await).contains("There is no alert yet"));
}

#[tokio::test]
async fn long_lists_have_a_next_page() {
    let app = app(Memory {
        alerts: (0..60).map(|number| alert(number, 50, "Leaks")).collect(),
        ..Memory::default()
    });
    let first = get(&app, "/?severity=medium").await;
    let link = page(&first)
        .split("href=\"")
        .find(|rest| rest.contains("cursor=") && rest.contains("rel=\"next\""))
        .unwrap();
    let link = link
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#x2f;", "/");
    let second = get(&app, &link).await;
    let text = page(&second);
    assert_eq!(text.matches("class=\"person\"").count(), 10);
    assert!(text.contains("First page") && !text.contains("http-equiv"));
}

#[tokio::test]
async fn an_alert_shows_its_ledger_longest_bar_first() {
    let app = app(hostile());
    let answer = get(&app, &format!("/alerts/alert-{:032x}", 1)).await;
    let text = page(&answer);
    let (longer, shorter) = (
        text.find("downloaded &lt;b&gt;64").unwrap(),
        text.find("the shorter line").unwrap(),
    );
    assert!(longer < shorter);
    for shown in [
        "<rect width=\"100\"",
        "<rect width=\"33\"",
        "without this: 20",
        "threshold 50",
        "resigned on",
        "2026-02-01",
        "△",
    ] {
        assert!(text.contains(shown), "{shown} not in {text}");
    }
}

#[tokio::test]
async fn a_browser_gets_its_problems_as_a_page_and_a_program_does_not() {
    let app = app(hostile());
    let ask = async |uri: &str| {
        let request = Request::get(uri)
            .header("host", "localhost")
            .header("accept", "text/html,*/*;q=0.8");
        call(&app, request.body(Body::empty()).unwrap()).await
    };
    let answer = ask("/alerts/none").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (404, "text/html; charset=utf-8")
    );
    assert!(
        answer.text().contains("there is no such alert")
            && answer.text().contains("urn:ombud:request:")
    );
    ask("/api/v1/alerts/none").await.problem(404);
    get(&app, "/alerts/none").await.problem(404);
}

#[tokio::test]
async fn the_style_sheet_loads_nothing() {
    let answer = get(&app(Memory::default()), "/assets/ombud.css").await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(!answer.text().contains("url(") && !answer.text().contains("@import"));
}
