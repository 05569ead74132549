//! Reading hexadecimal text into an array. Whoever writes it calls `data_encoding::HEXLOWER`.

use data_encoding::HEXLOWER_PERMISSIVE;

/// Reads exactly `N` bytes, in lower or upper case; `None` when the length or a digit is wrong. Secret bytes do not go through the heap.
pub fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    HEXLOWER_PERMISSIVE
        .decode_mut(text.as_bytes(), &mut bytes)
        .ok()?;
    Some(bytes)
}
