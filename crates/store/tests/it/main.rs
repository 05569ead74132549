//! The store through its public interface.

/// One write as a unit of work of its own.
#[cfg(test)]
macro_rules! alone {
    ($records:expr, $method:ident($($argument:expr),* $(,)?)) => {
        $records
            .transaction::<_, ombud_store::StoreError, _>(async |transaction| {
                transaction.$method($($argument),*).await
            })
            .await
    };
}

#[cfg(test)]
mod history;
#[cfg(test)]
mod open;
#[cfg(test)]
mod records;
#[cfg(test)]
mod sample;
