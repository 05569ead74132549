//! Which reader read a record: what decides whether a record that comes again is read better than before.

/// The version of what turned records into activities. The default stands for readers of programs that did not say theirs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReaderVersion {
    /// The number of the source's reader.
    pub number: u32,
    /// The fingerprint of the mapping that it read with; 0 without one.
    pub mapping: u64,
}

impl ReaderVersion {
    /// Whether what this reader says of a record counts instead of what the other one said. Mappings have no order: the one in use
    /// counts.
    pub const fn supersedes(self, other: Self) -> bool {
        self.number > other.number || (self.number == other.number && self.mapping != other.mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_number_counts_and_of_equal_ones_another_mapping() {
        let version = |number, mapping| ReaderVersion { number, mapping };
        assert!(version(2, 5).supersedes(version(1, 5)));
        assert!(version(1, 6).supersedes(version(1, 5)));
        assert!(version(1, 0).supersedes(ReaderVersion::default()));
        assert!(!version(1, 5).supersedes(version(1, 5)));
        assert!(!version(1, 6).supersedes(version(2, 5)));
    }
}
