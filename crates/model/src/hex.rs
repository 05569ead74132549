//! Lower-case hexadecimal text of bytes.

const DIGITS: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
];

/// Appends the digits of `bytes`. Reserve beforehand when the bytes are secret, so that growing leaves no copy behind.
pub fn push(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        out.extend(
            [byte >> 4, byte & 15]
                .map(|digit| DIGITS.get(usize::from(digit)).copied().unwrap_or_default()),
        );
    }
}

/// Reads exactly `N` bytes; `None` when the length or a digit is wrong.
pub fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        *byte = (digit(*high)? << 4 | digit(*low)?) as u8;
    }
    Some(bytes)
}
