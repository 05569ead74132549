//! Policies, as data.

use ombud_model::policy::Policy;
use ombud_model::{PolicyId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{Records, Transaction};
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{from_json, get, get_time, id_value, insert_rows, to_json};
use crate::tables::{Assessments, Policies};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPolicy {
    pub policy: Policy,
    pub created: Timestamp,
}

impl Transaction {
    /// Creates the policy, or replaces the one with the same id (whose creation time stays). [`StoreError::PolicyNameTaken`] when
    /// another has the name. Assessments stay as they are: mark the persons to assess in the same unit of work.
    pub async fn put_policy(&self, policy: &Policy, created: Timestamp) -> Result<(), StoreError> {
        let action = "store a policy";
        let row = [
            id_value(policy.id.0).into(),
            policy.name.clone().into(),
            to_json("policy", policy)?.into(),
            created.millis().into(),
        ];
        let conflict = OnConflict::column(Policies::Id)
            .update_columns([Policies::Name, Policies::Body])
            .to_owned();
        let columns = [
            Policies::Id,
            Policies::Name,
            Policies::Body,
            Policies::Created,
        ];
        match insert_rows(
            &self.0,
            Policies::Table,
            columns,
            Some(&conflict),
            vec![row],
        )
        .await
        {
            Err(error) if is_taken(&error) => Err(StoreError::PolicyNameTaken(policy.name.clone())),
            result => result.during(action).map(|_| ()),
        }
    }

    /// Deletes the policy and its assessments; its alerts stay. Whether there was one.
    pub async fn delete_policy(&self, id: PolicyId) -> Result<bool, StoreError> {
        let action = "delete a policy";
        let assessments = Query::delete()
            .from_table(Assessments::Table)
            .and_where(Expr::col(Assessments::Policy).eq(id_value(id.0)))
            .take();
        self.0.execute(&assessments).await.during(action)?;
        let policy = Query::delete()
            .from_table(Policies::Table)
            .and_where(Expr::col(Policies::Id).eq(id_value(id.0)))
            .take();
        let deleted = self.0.execute(&policy).await.during(action)?;
        Ok(deleted.rows_affected() > 0)
    }
}

impl Records {
    /// All policies, by name.
    pub async fn policies(&self) -> Result<Vec<StoredPolicy>, StoreError> {
        self.all("list policies", &select_policies())
            .await?
            .iter()
            .map(read_policy)
            .collect()
    }

    pub async fn policy(&self, id: PolicyId) -> Result<Option<StoredPolicy>, StoreError> {
        let select = select_policies()
            .and_where(Expr::col(Policies::Id).eq(id_value(id.0)))
            .take();
        self.one("look up a policy", &select)
            .await?
            .as_ref()
            .map(read_policy)
            .transpose()
    }

    pub async fn policy_by_name(&self, name: &str) -> Result<Option<StoredPolicy>, StoreError> {
        let select = select_policies()
            .and_where(Expr::col(Policies::Name).eq(name))
            .take();
        self.one("look up a policy", &select)
            .await?
            .as_ref()
            .map(read_policy)
            .transpose()
    }
}

fn select_policies() -> SelectStatement {
    Query::select()
        .columns([Policies::Body, Policies::Created])
        .from(Policies::Table)
        .order_by(Policies::Name, Order::Asc)
        .take()
}

fn read_policy(row: &QueryResult) -> Result<StoredPolicy, StoreError> {
    Ok(StoredPolicy {
        policy: from_json("policy", &get::<String>(row, 0)?)?,
        created: get_time(row, 1)?,
    })
}
