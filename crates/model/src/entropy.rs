//! The only source of randomness: a parameter, so that tests are repeatable and nothing draws random numbers in secret.

use crate::{PersonId, PolicyId, SegmentId};

/// Random bytes. Implemented by every `FnMut(&mut [u8])`, and where the operating system is asked.
pub trait Entropy {
    /// Fills `bytes` with unpredictable bytes, or leaves it in any state and fails.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy>;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the operating system gave no random numbers: check that getrandom is allowed for this process"
)]
pub struct NoEntropy;

impl<F: FnMut(&mut [u8])> Entropy for F {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        self(bytes);
        Ok(())
    }
}

/// `N` random bytes.
pub fn bytes<const N: usize>(entropy: &mut (impl Entropy + ?Sized)) -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}

/// A new person's id: 63 random bits, never 0.
pub fn person_id(entropy: &mut (impl Entropy + ?Sized)) -> Result<PersonId, NoEntropy> {
    let id = u64::from_le_bytes(bytes(entropy)?) >> 1;
    Ok(PersonId(id.max(1)))
}

/// A new policy's id.
pub fn policy_id(entropy: &mut (impl Entropy + ?Sized)) -> Result<PolicyId, NoEntropy> {
    Ok(PolicyId(u128::from_le_bytes(bytes(entropy)?)))
}

/// A new segment's id. Nonces are derived from it: draw a new one for each attempt to write, also after a failure.
pub fn segment_id(entropy: &mut (impl Entropy + ?Sized)) -> Result<SegmentId, NoEntropy> {
    Ok(SegmentId(u128::from_le_bytes(bytes(entropy)?)))
}
