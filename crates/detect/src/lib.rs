//! Pure detection engine of Ombud
