//! The closed lists that people choose from when they ask, deny or revoke.

use crate::closed_list;

closed_list! {
    /// What a name is needed for.
    Purpose, UnknownPurpose, "a purpose of unmasking";
    /// The case cannot go on without knowing who it is about.
    Investigation = 1, "investigation";
    /// Somebody is to be heard, or their manager asked.
    Interview = 2, "interview";
    /// Harm that is under way has to be stopped: an account blocked, a device taken in.
    Containment = 3, "containment";
    /// To clear somebody whom the evidence seems to speak against.
    Exoneration = 4, "exoneration";
    /// Somebody may come to harm, the person included.
    Safeguarding = 5, "safeguarding";
    /// A claim in law is made, exercised or defended.
    LegalClaim = 6, "legal-claim";
    /// The law demands that an authority be told.
    ReportToAuthority = 7, "report-to-authority";
    /// The person asked for access, correction or erasure.
    RightsOfThePerson = 8, "rights-of-the-person";
}

closed_list! {
    /// Why an unmasking is denied.
    DenialGround, UnknownDenialGround, "a ground for denying";
    /// The case can go on without the name.
    NotNecessary = 1, "not-necessary";
    /// What speaks against the person is too weak.
    TooWeak = 2, "too-weak";
    /// The agreement or the law does not allow this purpose.
    PurposeNotAllowed = 3, "purpose-not-allowed";
    /// Too long: ask again for a shorter time.
    TooLong = 4, "too-long";
    /// The request does not say enough to decide on it.
    NotExplained = 5, "not-explained";
    /// Whoever asks is too close to the person.
    ConflictOfInterest = 6, "conflict-of-interest";
}

closed_list! {
    /// Why a live unmasking is ended before its time.
    RevocationGround, UnknownRevocationGround, "a ground for revoking";
    /// The name is no longer needed.
    NoLongerNeeded = 1, "no-longer-needed";
    /// The case was closed.
    CaseClosed = 2, "case-closed";
    /// It was about the wrong person.
    WrongPerson = 3, "wrong-person";
    /// The name was used for something else.
    Misuse = 4, "misuse";
    /// Whoever saw the name has left the role or the organisation.
    ViewerLeft = 5, "viewer-left";
    /// The agreement it rests on has ended.
    AgreementEnded = 6, "agreement-ended";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_codes_are_given_once() {
        let mut codes: Vec<u8> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        codes.dedup();
        assert_eq!(codes.len(), Purpose::ALL.len());
        for purpose in Purpose::ALL {
            assert_eq!(purpose.name().parse(), Ok(*purpose));
            assert_eq!(
                serde_json::to_string(purpose).unwrap(),
                format!("\"{purpose}\"")
            );
            assert!(purpose.describe().ends_with('.'));
        }
        let wrong = "curiosity".parse::<Purpose>().unwrap_err().to_string();
        assert!(
            wrong.starts_with("`curiosity` is not a purpose of unmasking: choose one of `investigation`, `interview`"),
            "{wrong}"
        );
        assert!(serde_json::from_str::<DenialGround>("\"no\"").is_err());
        assert_eq!("misuse".parse(), Ok(RevocationGround::Misuse));
    }
}
