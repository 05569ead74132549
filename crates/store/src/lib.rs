//! Records (relational) and history (Parquet segments) of Ombud
