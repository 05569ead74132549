//! The store through its public interface.

#[cfg(test)]
mod history;
#[cfg(test)]
mod open;
#[cfg(test)]
mod records;
#[cfg(test)]
mod sample;
