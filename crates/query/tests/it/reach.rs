//! Whose activities a question gives, and that nothing else about the others shows.

use ombud_model::PersonId;
use ombud_query::{Limits, QueryError, Whom};

use crate::history::{AMBER, CORAL, Fixture, GONE};

/// Names of the objects that somebody with this reach is given, or the refusal.
async fn given(fixture: &Fixture, whom: &Whom, predicate: &str) -> Result<Vec<String>, String> {
    match fixture
        .ask_of(whom, predicate, 100, Limits::default())
        .await
    {
        Ok(rows) => Ok(rows.into_iter().map(|row| row.object).collect()),
        Err(error @ QueryError::Predicate(_)) => Err(error.to_string()),
        Err(error) => panic!("{predicate}: {error:?}"),
    }
}

#[tokio::test]
async fn only_those_within_reach_are_given() {
    let fixture = Fixture::new().await;
    for (whom, expected) in [
        (
            Whom::Only([AMBER].into()),
            &["prices.xlsx", "plan.docx"][..],
        ),
        (
            Whom::Only([AMBER, GONE].into()),
            &["prices.xlsx", "notes.txt", "plan.docx"],
        ),
        (Whom::Only([PersonId(99)].into()), &[]),
        (Whom::Only([].into()), &[]),
        (
            Whom::EverybodyBut([CORAL].into()),
            &["sync.log", "prices.xlsx", "notes.txt", "plan.docx"],
        ),
    ] {
        for predicate in ["true", "true or person = 'coral-heron-117'", "not false"] {
            let given = given(&fixture, &whom, predicate).await.unwrap();
            assert_eq!(given, expected, "{whom:?}, {predicate}");
        }
    }
}

/// The caller's predicate cannot be computed on rows of others, so a refusal would say that there are such rows.
#[tokio::test]
async fn out_of_bounds_is_never_evaluated() {
    let fixture = Fixture::new().await;
    let mine = Whom::Only([AMBER].into());
    for object in ["notes.txt", "it''s done", "nobody.has"] {
        for failing in [
            "cast(kind as bigint)",
            "1 / (items - items)",
            "octet_length(split_part(object, '.', 0))",
        ] {
            let probe = format!("case when object = '{object}' then {failing} else 1 end = 1");
            assert_eq!(
                given(&fixture, &mine, &probe).await.unwrap(),
                ["prices.xlsx", "plan.docx"],
                "{probe}"
            );
        }
    }
}

#[tokio::test]
async fn bounds_that_a_predicate_states_change_no_answer() {
    let fixture = Fixture::new().await;
    for (stated, same) in [
        (
            "time >= '2026-03-02' and size = 5",
            "not (time < '2026-03-02') and size = 5",
        ),
        (
            "'2026-03-02T08:00:00Z' = time",
            "time in ('2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z')",
        ),
        (
            "time > '2026-03-02T08:00:00Z' and time <= '2026-03-04'",
            "time between '2026-03-02T08:00:00.001Z' and '2026-03-04'",
        ),
        (
            "person = 'amber-otter-482' and person in ('coral-heron-117')",
            "false",
        ),
        (
            "person = 'amber-otter-482' and size > 5",
            "not (person <> 'amber-otter-482') and size > 5",
        ),
        (
            "person = 'amber-otter-482' or size = 5",
            "not (person <> 'amber-otter-482') or size = 5",
        ),
    ] {
        assert_eq!(
            fixture.objects(stated).await,
            fixture.objects(same).await,
            "{stated}"
        );
    }
}

#[tokio::test]
async fn the_newest_are_the_same_whatever_is_read_side_by_side() {
    let fixture = Fixture::new().await;
    for limit in 1..8 {
        let mut answers = Vec::new();
        for parallel in [1, 2, 7] {
            let limits = Limits {
                parallel,
                ..Limits::default()
            };
            answers.push(
                fixture
                    .ask_with("size is null or size >= 0", limit, limits)
                    .await
                    .unwrap(),
            );
        }
        assert_eq!(answers[0].len(), limit.min(6));
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "{limit}"
        );
    }
}
