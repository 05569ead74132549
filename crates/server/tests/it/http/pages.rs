//! The pages for people.

use ombud_api::AlertDetail;

use super::call::{Answer, get};
use super::place::{Place, alerts, browse};

const HOSTILE: &str = "<script>alert(1)</script>";

/// Two people with alerts: much under a policy with a hostile name, little under another one.
async fn hostile() -> Place {
    let place = Place::new().await;
    place.leavers([HOSTILE, "Leaks"], &[200, 3]).await;
    place
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

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_severity_by_shape_and_word_and_escapes_everything() {
    let place = hostile().await;
    let answer = get(&place.app, "/").await;
    let text = page(&answer);
    for shown in [
        "△</span> high",
        "▽</span> low",
        "&lt;script&gt;",
        "2026-06-01 15:00",
        "2026-06-01 15:03",
        "needs review",
        "http-equiv=\"refresh\"",
    ] {
        assert!(text.contains(shown), "{shown} not in {text}");
    }
    assert!(text.find("△").unwrap() < text.find("▽").unwrap());
    for alert in alerts(&place.app, "/api/v1/alerts").await.alerts {
        assert!(text.contains(&format!(">{}</a>", alert.person)), "{text}");
    }
    // What the address says is shown as a text, too.
    let answer = browse(&place.app, "/?policy=%3Cimg%20src%3Dx%3E").await;
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("&lt;img src") && !answer.text().contains("<img"));
    let answer = get(
        &place.app,
        "/?policy=%3Cscript%3Ealert(1)%3C%2Fscript%3E&severity=high",
    )
    .await;
    let text = page(&answer);
    assert!(
        text.contains("△") && text.contains("selected>&lt;script&gt;"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_by_its_form() {
    let place = hostile().await;
    let low = alerts(&place.app, "/api/v1/alerts?severity=low")
        .await
        .alerts;
    let answer = get(&place.app, "/?policy=&severity=low&status=").await;
    let text = page(&answer);
    assert!(
        text.contains(&low[0].person)
            && !text.contains("△")
            && text.contains("value=\"low\" selected")
    );
    let answer = get(&place.app, "/?policy=Leaks&severity=high").await;
    assert!(page(&answer).contains("No alert fits these filters"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_list_says_what_would_fill_it() {
    let answer = get(&Place::new().await.app, "/").await;
    assert!(page(&answer).contains("There is no alert yet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_lists_have_a_next_page() {
    let place = Place::new().await;
    place.leavers(["Leavers", "Leaks"], &[20; 60]).await;
    let first = get(&place.app, "/?severity=medium").await;
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
    let second = get(&place.app, &link).await;
    let text = page(&second);
    assert_eq!(text.matches("class=\"person\"").count(), 10);
    assert!(text.contains("First page") && !text.contains("http-equiv"));
}

/// The bars of the page, and the points beside them, from the top.
fn bars(text: &str) -> Vec<(u32, u32)> {
    let lines = text.split("<span class=\"points number\">").skip(1);
    let number = |text: &str| text.split(['<', '"']).next().unwrap().parse().unwrap();
    let bar = |line: &str| {
        let (_, bar) = line.split_once("<rect width=\"").unwrap();
        (number(bar), number(line))
    };
    lines.map(bar).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_shows_its_ledger_longest_bar_first() {
    let place = hostile().await;
    let listed = alerts(&place.app, "/api/v1/alerts").await.alerts;
    for (alert, shape) in listed.iter().zip(["△", "▽"]) {
        let detail = get(&place.app, &format!("/api/v1/alerts/{}", alert.id)).await;
        let detail: AlertDetail = serde_json::from_value(detail.json()).unwrap();
        let answer = get(&place.app, &format!("/alerts/{}", alert.id)).await;
        let text = page(&answer);
        let mut points: Vec<u32> = detail
            .ledger
            .iter()
            .map(|line| line.points.into())
            .collect();
        points.sort_unstable_by(|one, other| other.cmp(one));
        let bar = |own: &u32| (own * 100 / points[0], *own);
        assert_eq!(bars(text), points.iter().map(bar).collect::<Vec<_>>());
        for line in &detail.ledger {
            for shown in [
                format!("without this: {}", line.without),
                format!("threshold {}", line.threshold),
                format!("count {}", line.count),
                line.title.clone(),
            ] {
                assert!(text.contains(&shown), "{shown} not in {text}");
            }
        }
        let trigger = format!("{} on", detail.scope.trigger);
        for shown in [trigger.as_str(), &detail.scope.from, &detail.person, shape] {
            assert!(text.contains(shown), "{shown} not in {text}");
        }
    }
    let answer = get(&place.app, &format!("/alerts/{}", listed[0].id)).await;
    assert!(page(&answer).contains("<p class=\"lead\">&lt;script&gt;"));
    let answer = get(&place.app, &format!("/alerts/{}", listed[1].id)).await;
    let bars = bars(page(&answer));
    assert!(
        bars.len() > 1 && bars[0].0 == 100 && bars[1].0 < 100,
        "{bars:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_its_problems_as_a_page_and_a_program_does_not() {
    let place = Place::new().await;
    let answer = browse(&place.app, "/alerts/none").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (404, "text/html; charset=utf-8")
    );
    assert!(
        answer.text().contains("there is no such alert")
            && answer.text().contains("urn:ombud:request:")
    );
    let answer = browse(&place.app, "/api/v1/alerts/none").await;
    answer.problem(404);
    get(&place.app, "/alerts/none").await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_sheet_loads_nothing() {
    let place = Place::new().await;
    let answer = get(&place.app, "/assets/ombud.css").await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(!answer.text().contains("url(") && !answer.text().contains("@import"));
}
