//! Parts of what is learnt of people, which can be taken away to see what each is good for.

/// A part of what is usual.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// On which days the person was present. Without it every calendar day counts, as where nobody has recorded presence; so nothing is
    /// known of hours either.
    Presence,
    /// How uneven days are. Without it all days are even.
    DayShape,
    /// Hours, days of the week and ends of months. Without it no time is unusual, and ends of months are days like others.
    Hours,
}
