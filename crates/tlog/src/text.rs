//! Pieces of text that the formats of the log share: strict numbers and strict base64. Whatever is read has one spelling only.

use data_encoding::BASE64;

/// A decimal number without sign and without leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let spelled = text == "0" || !text.starts_with('0');
    (digits && spelled).then(|| text.parse().ok()).flatten()
}

/// Standard base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Reads what [`encode`] writes; any other spelling of the same bytes is refused.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    // The decoder takes padding within the text, too: pieces that were put together.
    let is_one_piece = !text.trim_end_matches('=').contains('=');
    is_one_piece
        .then(|| BASE64.decode(text.as_bytes()).ok())
        .flatten()
}

/// As [`decode`], for exactly `N` bytes.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    // The length first, so that a long text is not decoded for nothing.
    (text.len() == N.div_ceil(3) * 4)
        .then(|| decode(text))
        .flatten()?
        .try_into()
        .ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_and_base64_have_one_spelling() {
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for wrong in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1e3",
            "18446744073709551616",
            "١",
        ] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        assert_eq!(decode_array::<2>("AAE="), Some([0, 1]));
        for wrong in ["AAE", "AAF=", "AAE=\n", "AAE=AAE=", "A_E=", ""] {
            assert_eq!(decode_array::<2>(wrong), None, "{wrong}");
        }
        assert_eq!(decode(&encode(b"any bytes")), Some(b"any bytes".to_vec()));
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_is_the_one_spelling(text in ".{0,12}|[AEQg=]{0,12}") {
            if let Some(read) = decode(&text) {
                prop_assert_eq!(encode(&read), text);
            }
        }
    }

    #[test]
    fn pieces_that_were_put_together_are_refused() {
        for wrong in ["AAE=AAE=", "AA==AA==", "AAE=AAEA", "====", "AAAA===="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
