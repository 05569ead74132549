//! The agreement with a works council: what was agreed, who signed it, and what the program then allows.
//!
//! Who is who: [`Terms`] say what may be done. An [`Agreement`] carries them from draft to signed to ended; [`Terms::text`] is the one text
//! that is shown, hashed and signed. [`Enforced`] is what the rest of the program asks, cheaply, before it processes anything.
//!
//! Promises: what was signed is what holds: every signature names the hash of the text, and an agreement whose text no longer has that hash is
//! as good as none. Nobody who wrote on the draft signs it, and nobody signs twice. Changing a draft voids its signatures; what is
//! signed is never changed, only ended and replaced.

mod enforced;
mod terms;

use ombud_model::{AgreementId, Party, Timestamp};
use serde::{Deserialize, Serialize};

pub use enforced::{Council, Enforced, NotAgreed};
pub use terms::{Agreed, Digest, InvalidTerms, NoDigest, Terms};

/// One approver's signature under one text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub by: Party,
    pub at: Timestamp,
    /// What was signed.
    pub digest: Digest,
}

/// How far an agreement has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum State {
    /// May be changed, and signed.
    Draft,
    /// Signed by as many as its terms require. Holds during its time.
    Signed { at: Timestamp },
    /// Ended before its time, or given up as a draft.
    Ended { at: Timestamp, by: Party },
}

/// Where an agreement stands at some moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementStanding {
    Draft,
    /// Signed, and its time has not come.
    Awaited,
    InForce,
    /// Its time is over.
    Expired,
    Ended,
    /// Its text is not the one that was signed: it counts for nothing.
    Tampered,
}

/// An agreement with its history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    id: AgreementId,
    terms: Terms,
    /// Everybody who wrote on the draft.
    drafted_by: Vec<Party>,
    signatures: Vec<Signature>,
    state: State,
}

/// Why a step is not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Terms(#[from] InvalidTerms),
    #[error("the agreement is no draft any more: end it and draft another one")]
    NotADraft,
    #[error("the agreement has ended already")]
    Ended,
    #[error("the text has changed since it was read: read it again before signing")]
    OtherText,
    #[error("whoever wrote on a draft does not sign it")]
    OwnDraft,
    #[error("this agreement was signed by the same human before: another one must sign")]
    SignedAlready,
    #[error("the agreement's time is over: draft another one")]
    Expired,
}

impl Agreement {
    /// A new draft.
    pub fn propose(id: AgreementId, terms: Terms, by: Party) -> Result<Self, Refused> {
        terms.check()?;
        Ok(Self {
            id,
            terms,
            drafted_by: vec![by],
            signatures: Vec::new(),
            state: State::Draft,
        })
    }

    /// The draft with other terms. Signatures given so far were for another text and are gone.
    pub fn revise(&self, terms: Terms, by: Party) -> Result<Self, Refused> {
        if self.state != State::Draft {
            return Err(Refused::NotADraft);
        }
        terms.check()?;
        let mut drafted_by = self.drafted_by.clone();
        if !drafted_by.contains(&by) {
            drafted_by.push(by);
        }
        Ok(Self {
            id: self.id,
            terms,
            drafted_by,
            signatures: Vec::new(),
            state: State::Draft,
        })
    }

    /// One more signature, under the text whose hash is `seen`: the hash that the signer was shown together with the text.
    pub fn sign(&self, by: Party, seen: &Digest, now: Timestamp) -> Result<Self, Refused> {
        if self.state != State::Draft {
            return Err(Refused::NotADraft);
        }
        if *seen != self.digest() {
            return Err(Refused::OtherText);
        }
        if self.drafted_by.iter().any(|drafter| drafter.is(&by)) {
            return Err(Refused::OwnDraft);
        }
        if self.signatures.iter().any(|signature| signature.by.is(&by)) {
            return Err(Refused::SignedAlready);
        }
        if self.terms.valid_until.is_some_and(|until| until <= now) {
            return Err(Refused::Expired);
        }
        let mut next = self.clone();
        next.signatures.push(Signature {
            by,
            at: now,
            digest: *seen,
        });
        if next.is_fully_signed() {
            next.state = State::Signed { at: now };
        }
        Ok(next)
    }

    /// Ends it: what it allowed is no longer allowed. A draft is given up.
    pub fn end(&self, by: Party, now: Timestamp) -> Result<Self, Refused> {
        match self.state {
            State::Ended { .. } => Err(Refused::Ended),
            State::Draft | State::Signed { .. } => Ok(Self {
                state: State::Ended { at: now, by },
                ..self.clone()
            }),
        }
    }

    pub fn standing(&self, now: Timestamp) -> AgreementStanding {
        match self.state {
            State::Draft => AgreementStanding::Draft,
            State::Ended { .. } => AgreementStanding::Ended,
            State::Signed { .. } if !self.is_fully_signed() => AgreementStanding::Tampered,
            State::Signed { .. } if now < self.terms.valid_from => AgreementStanding::Awaited,
            State::Signed { .. } if !self.is_in_time(now) => AgreementStanding::Expired,
            State::Signed { .. } => AgreementStanding::InForce,
        }
    }

    /// The text that is shown, hashed and signed.
    pub fn text(&self) -> String {
        self.terms.text(self.id)
    }

    /// SHA-256 of the text, which anybody can compute again.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.text())
    }

    pub fn id(&self) -> AgreementId {
        self.id
    }

    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    pub fn drafted_by(&self) -> &[Party] {
        &self.drafted_by
    }

    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether its time has come and is not over, which is cheaper to know than its standing.
    fn is_in_time(&self, now: Timestamp) -> bool {
        self.terms.valid_from <= now && self.terms.valid_until.is_none_or(|until| now < until)
    }

    /// Enough different humans, none of whom wrote on the draft, signed the text as it is. Counted anew each time, so that a body that
    /// was changed in the store is found out.
    fn is_fully_signed(&self) -> bool {
        let digest = self.digest();
        let mut signers: Vec<Party> = Vec::new();
        for signature in &self.signatures {
            let new = !signers
                .iter()
                .chain(&self.drafted_by)
                .any(|other| other.is(&signature.by));
            if new && signature.digest == digest {
                signers.push(signature.by);
            }
        }
        signers.len() >= usize::from(self.terms.signatures_required.max(1))
    }
}
