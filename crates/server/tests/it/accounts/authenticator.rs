//! An authenticator app, written from RFC 6238, RFC 4226, RFC 2104 and FIPS 180-4 without a line of the program.

pub(crate) struct Authenticator(Vec<u8>);

impl Authenticator {
    /// From the `otpauth:` address that the program shows.
    pub(crate) fn scan(uri: &str) -> Self {
        let secret = uri
            .split_once("secret=")
            .unwrap()
            .1
            .split('&')
            .next()
            .unwrap();
        let (mut seed, mut bits, mut value) = (Vec::new(), 0, 0_u32);
        for digit in secret.bytes() {
            let five = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'2'..=b'7' => digit - b'2' + 26,
                _ => panic!("{secret}"),
            };
            value = (value << 5 | u32::from(five)) & 0xfff;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                seed.push((value >> bits) as u8);
            }
        }
        Self(seed)
    }

    /// The code that is shown at this moment.
    pub(crate) fn code(&self, millis: i64) -> String {
        let step = (millis / 30_000) as u64;
        let mac = hmac(&self.0, &step.to_be_bytes());
        let offset = usize::from(mac[19] & 15);
        let number = u32::from_be_bytes(mac[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 20] {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = sha1(&[&block.map(|byte| byte ^ 0x36)[..], message].concat());
    sha1(&[&block.map(|byte| byte ^ 0x5c)[..], &inner].concat())
}

fn sha1(message: &[u8]) -> [u8; 20] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    let mut hash = [
        0x6745_2301_u32,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in padded.chunks(64) {
        let mut words: Vec<u32> = block
            .chunks(4)
            .map(|four| u32::from_be_bytes(four.try_into().unwrap()))
            .collect();
        for at in 16..80 {
            words.push(
                (words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1),
            );
        }
        let [mut a, mut b, mut c, mut d, mut e] = hash;
        for (at, word) in words.iter().enumerate() {
            let (mixed, constant) = match at {
                0..20 => (b & c | !b & d, 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(*word);
            (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
        }
        for (into, value) in hash.iter_mut().zip([a, b, c, d, e]) {
            *into = into.wrapping_add(value);
        }
    }
    let mut bytes = [0; 20];
    for (at, word) in hash.iter().enumerate() {
        bytes[4 * at..4 * at + 4].copy_from_slice(&word.to_be_bytes());
    }
    bytes
}

#[test]
fn it_shows_the_codes_of_the_standard() {
    let app = Authenticator(b"12345678901234567890".to_vec());
    assert_eq!(
        [59_000, 1_111_111_109_000, 20_000_000_000_000].map(|millis| app.code(millis)),
        ["287082", "081804", "353130"]
    );
}
