//! Privacy and proof: pseudonyms, identity vault, redaction, audit records
