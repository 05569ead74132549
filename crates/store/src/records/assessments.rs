//! Assessments: the latest one of each person and policy, with its digest.

use ombud_model::assessment::Assessment;
use ombud_model::{PersonId, PolicyId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Value};

use super::Records;
use super::work::NewAssessment;
use crate::StoreError;
use crate::error::During;
use crate::sql::{
    count_value, from_json, get, get_id, get_person, id_value, insert_rows, person_value, to_json,
};
use crate::tables::Assessments;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredAssessment {
    pub assessment: Assessment,
    pub digest: Vec<u8>,
}

/// What a replay compares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssessmentDigest {
    pub person: PersonId,
    pub policy: PolicyId,
    pub digest: Vec<u8>,
}

impl Records {
    /// One person's assessments, by policy.
    pub async fn assessments_of(
        &self,
        person: PersonId,
    ) -> Result<Vec<StoredAssessment>, StoreError> {
        let select = select_assessments()
            .and_where(Expr::col(Assessments::Person).eq(person_value(person)))
            .take();
        self.all("read assessments", &select)
            .await?
            .iter()
            .map(read_assessment)
            .collect()
    }

    /// The assessments of these persons, by person and policy.
    pub async fn assessments_of_persons(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<StoredAssessment>, StoreError> {
        let select = select_assessments();
        let action = "read assessments";
        self.by_persons(
            action,
            persons,
            Assessments::Person,
            &select,
            read_assessment,
        )
        .await
    }

    /// The assessment of one person under one policy.
    pub async fn assessment(
        &self,
        person: PersonId,
        policy: PolicyId,
    ) -> Result<Option<StoredAssessment>, StoreError> {
        let select = select_assessments()
            .and_where(key_is(person, policy))
            .take();
        self.one("read an assessment", &select)
            .await?
            .as_ref()
            .map(read_assessment)
            .transpose()
    }

    /// Assessments after a person and policy, by person and policy, at most `limit`; of one policy where given.
    pub async fn assessments_page(
        &self,
        policy: Option<PolicyId>,
        after: Option<(PersonId, PolicyId)>,
        limit: u64,
    ) -> Result<Vec<StoredAssessment>, StoreError> {
        let mut select = select_assessments();
        if let Some(policy) = policy {
            select.and_where(Expr::col(Assessments::Policy).eq(id_value(policy.0)));
        }
        if let Some(after) = after {
            select.and_where(is_after(after));
        }
        self.all("list assessments", select.limit(limit))
            .await?
            .iter()
            .map(read_assessment)
            .collect()
    }

    /// Digests of all assessments, by person and policy; of one policy where given.
    pub async fn digests(
        &self,
        policy: Option<PolicyId>,
    ) -> Result<Vec<AssessmentDigest>, StoreError> {
        let mut select = ordered(
            Query::select()
                .columns([
                    Assessments::Person,
                    Assessments::Policy,
                    Assessments::Digest,
                ])
                .take(),
        );
        if let Some(policy) = policy {
            select.and_where(Expr::col(Assessments::Policy).eq(id_value(policy.0)));
        }
        let rows = self.all("read digests", &select).await?;
        let read = |row: &QueryResult| {
            Ok(AssessmentDigest {
                person: get_person(row, 0)?,
                policy: PolicyId(get_id(row, 1, "policy id")?),
                digest: get(row, 2)?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn key_is(person: PersonId, policy: PolicyId) -> Expr {
    Expr::col(Assessments::Person)
        .eq(person_value(person))
        .and(Expr::col(Assessments::Policy).eq(id_value(policy.0)))
}

fn is_after((person, policy): (PersonId, PolicyId)) -> Expr {
    let same = Expr::col(Assessments::Person).eq(person_value(person));
    let later = Expr::col(Assessments::Policy).gt(id_value(policy.0));
    Expr::col(Assessments::Person)
        .gt(person_value(person))
        .or(same.and(later))
}

fn ordered(mut select: SelectStatement) -> SelectStatement {
    select
        .from(Assessments::Table)
        .order_by(Assessments::Person, Order::Asc)
        .order_by(Assessments::Policy, Order::Asc)
        .take()
}

fn select_assessments() -> SelectStatement {
    ordered(
        Query::select()
            .columns([Assessments::Body, Assessments::Digest])
            .take(),
    )
}

fn read_assessment(row: &QueryResult) -> Result<StoredAssessment, StoreError> {
    Ok(StoredAssessment {
        assessment: from_json("assessment", &get::<String>(row, 0)?)?,
        digest: get(row, 1)?,
    })
}

pub(super) async fn upsert_assessments(
    transaction: &DatabaseTransaction,
    mut assessments: Vec<NewAssessment>,
) -> Result<(), StoreError> {
    assessments.sort_unstable_by_key(|new| (new.assessment.person, new.assessment.policy));
    let mut rows: Vec<[Value; 7]> = Vec::with_capacity(assessments.len());
    for NewAssessment { assessment, digest } in assessments {
        rows.push([
            person_value(assessment.person).into(),
            id_value(assessment.policy.0).into(),
            i16::from(assessment.score.0).into(),
            count_value(assessment.evidence).into(),
            assessment.alert.into(),
            digest.into(),
            to_json("assessment", &assessment)?.into(),
        ]);
    }
    let results = [
        Assessments::Score,
        Assessments::Evidence,
        Assessments::Alert,
        Assessments::Digest,
        Assessments::Body,
    ];
    let conflict = OnConflict::columns([Assessments::Person, Assessments::Policy])
        .update_columns(results)
        .to_owned();
    let columns = [
        Assessments::Person,
        Assessments::Policy,
        Assessments::Score,
        Assessments::Evidence,
        Assessments::Alert,
        Assessments::Digest,
        Assessments::Body,
    ];
    insert_rows(
        transaction,
        Assessments::Table,
        columns,
        Some(&conflict),
        rows,
    )
    .await
    .during("store assessments")?;
    Ok(())
}

pub(super) async fn delete_assessment(
    transaction: &DatabaseTransaction,
    person: PersonId,
    policy: PolicyId,
) -> Result<u64, DbErr> {
    let delete = Query::delete()
        .from_table(Assessments::Table)
        .and_where(key_is(person, policy))
        .take();
    Ok(transaction.execute(&delete).await?.rows_affected())
}
