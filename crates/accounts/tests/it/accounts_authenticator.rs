//! A software authenticator for tests: makes passkeys and signs challenges as a browser with a security key would answer.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One passkey on one device, and how the device behaves.
#[derive(Clone)]
pub(crate) struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    /// The user handle that came with the options when the passkey was made.
    user: String,
    /// Signs with this count and then counts on; 0 never counts.
    pub(crate) counter: u32,
    /// Whether the person unlocks the device.
    pub(crate) verifies: bool,
    /// Where the browser thinks it is.
    pub(crate) origin: String,
}

impl Authenticator {
    pub(crate) fn new(seed: u8, origin: &str) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).unwrap();
        Self {
            key,
            id: vec![seed; 20],
            user: String::new(),
            counter: 1,
            verifies: true,
            origin: origin.to_owned(),
        }
    }

    /// The answer to `navigator.credentials.create`.
    pub(crate) fn create(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let client = self.client_data("webauthn.create", options);
        let mut data = self.authenticator_data(options["rp"]["id"].as_str().unwrap(), 0x40);
        data.extend([0; 16]);
        data.extend((self.id.len() as u16).to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap(), point.y().unwrap());
        // CBOR: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x.iter());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y.iter());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let response = json!({ "attestationObject": BASE64URL_NOPAD.encode(&object), "clientDataJSON": BASE64URL_NOPAD.encode(client.as_bytes()) });
        self.answer(response)
    }

    /// The answer to `navigator.credentials.get`.
    pub(crate) fn get(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        let client = self.client_data("webauthn.get", options);
        let data = self.authenticator_data(options["rpId"].as_str().unwrap(), 0);
        let signed = [data.as_slice(), &Sha256::digest(client.as_bytes())].concat();
        let signature: Signature = self.key.sign(&signed);
        let response = json!({
            "authenticatorData": BASE64URL_NOPAD.encode(&data),
            "clientDataJSON": BASE64URL_NOPAD.encode(client.as_bytes()),
            "signature": BASE64URL_NOPAD.encode(signature.to_der().as_bytes()),
            "userHandle": self.user,
        });
        self.answer(response)
    }

    fn client_data(&self, what: &str, options: &Value) -> String {
        json!({ "type": what, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn authenticator_data(&mut self, relying_party: &str, flags: u8) -> Vec<u8> {
        let flags = flags | 0x01 | if self.verifies { 0x04 } else { 0 };
        let data = [
            Sha256::digest(relying_party.as_bytes()).as_slice(),
            &[flags],
            &self.counter.to_be_bytes(),
        ]
        .concat();
        self.counter += u32::from(self.counter > 0);
        data
    }

    fn answer(&self, response: Value) -> String {
        json!({ "id": BASE64URL_NOPAD.encode(&self.id), "rawId": BASE64URL_NOPAD.encode(&self.id), "type": "public-key", "response": response }).to_string()
    }
}
