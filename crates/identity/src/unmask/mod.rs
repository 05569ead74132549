//! Unmasking: how one name is shown to one person for one reason and a limited time.
//!
//! Somebody asks ([`Unmasking::request`]), one or two others approve, and from then until the unmasking ends the vault releases that
//! one name to that one viewer. Nothing else opens a name: `vault::open_identity` takes a [`Release`], a `Release` comes from a
//! [`VouchedUnmasking`], and a `VouchedUnmasking` from an unmasking that the holder of the master key has vouched for.
//!
//! Whether somebody *may* ask, approve or look is asked elsewhere, with `Operation`. Here stand the rules that hold even if that
//! answer were wrong: nobody approves their own request, nobody approves twice (two accounts of one human being are one), only human
//! beings decide, nobody decides about themselves or about persons outside of their admin units, and nothing is released before the
//! approvals or after the end.
//!
//! Promises: pure values and transitions; a refused transition changes nothing; the reasons name nobody; free text is never part of what
//! is logged.

mod acting;
mod codes;
mod justification;
mod release;
mod request;
mod rules;

pub use acting::{ActingAccount, Nature};
pub use codes::{
    DenialGround, Purpose, RevocationGround, UnknownDenialGround, UnknownPurpose,
    UnknownRevocationGround,
};
pub use justification::{BadJustification, Justification};
pub use release::{
    Asked, Installation, Intent, Mismatch, NoRelease, OperatorAct, Reconciled, Release,
    ReleaseCounter, ReleaseGround, Reveal, RevealOutcome, Uncounted, reconcile,
};
pub use request::{
    Approval, Ask, NotVouched, Refused, State, Unmasking, UnmaskingTag, VouchedUnmasking,
};
pub use rules::{ApprovalsNeeded, BadRules, Minutes, UnmaskRules, UnmaskRulesDraft};

#[cfg(test)]
pub(crate) mod tests;
