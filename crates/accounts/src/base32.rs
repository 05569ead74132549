//! Base 32 of RFC 4648, without padding: what authenticator apps read, and what people can read out.

const ALPHABET: [char; 32] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S',
    'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
];

/// Appends the digits of `bytes`. Reserve beforehand when the bytes are secret, so that growing leaves no copy behind.
pub(super) fn push(out: &mut String, bytes: &[u8]) {
    for group in bytes.chunks(5) {
        let bits = group
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte))
            << (8 * (5 - group.len()));
        let digits = (group.len() * 8).div_ceil(5);
        out.extend((0..digits).map(|at| {
            let digit = bits >> (35 - 5 * at) & 31;
            ALPHABET.get(digit as usize).copied().unwrap_or_default()
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4648, section 10, without their padding.
    #[test]
    fn examples_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (bytes, text) in cases {
            let mut out = String::new();
            push(&mut out, bytes.as_bytes());
            assert_eq!(out, text);
        }
    }
}
