//! The formats of the log against another implementation, published examples, and arbitrary bytes.

use data_encoding::BASE64;
use ed25519_dalek::{Signature, SigningKey};
use ombud_tlog::{
    AddCheckpoint, BadKey, BadPolicy, Checkpoint, KeyUse, LogSigner, Logged, Note, NoteSignature,
    Policy, TreeHash, Untrusted, VerifierKey, WitnessSigner, read_answer, read_conflict, unframe,
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use signed_note::{Signer as _, StandardSigner, StandardVerifier, VerifierList};

use crate::tlog_support::{at, intent, signer, witness_signer};

fn head(size: u64) -> Checkpoint {
    Checkpoint {
        origin: signer().name().to_owned(),
        size,
        root: TreeHash([5; 32]),
    }
}

/// The example that comes with the first implementation of signed notes, in Go.
#[test]
fn a_published_note_verifies() {
    let key: VerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let note = format!(
        "{text}\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    let read = Note::read(note.as_bytes()).unwrap();
    assert_eq!(read.verify(&[&key]).unwrap().len(), 1);
    assert_eq!(read.to_string(), note);
    let signer = LogSigner::read(secret).unwrap();
    assert_eq!(*signer.verifier(), key);
    assert_eq!(signer.reveal().as_str(), secret);
    assert_eq!(signer.sign(text), read.signatures()[0]);
    assert!(
        Note::read(note.replace("answer", "solution").as_bytes())
            .unwrap()
            .verify(&[&key])
            .is_err()
    );
}

#[test]
fn another_implementation_reads_keys_notes_and_checkpoints() {
    for seed in 0..20u8 {
        let ours = LogSigner::from_seed("audit.example.org/ombud", &[seed; 32]).unwrap();
        let theirs = StandardSigner::new(&ours.reveal()).unwrap();
        assert_eq!(u32::from_be_bytes(ours.verifier().id()), theirs.key_id());
        let checkpoint = Checkpoint {
            size: u64::from(seed) * 1000,
            ..head(0)
        };
        let note = checkpoint.sign(&ours).unwrap();
        let list = VerifierList::new(vec![Box::new(
            StandardVerifier::new(&ours.verifier().to_string()).unwrap(),
        )]);
        let read = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
        assert_eq!(read.verify(&list).unwrap().0.len(), 1);
        let parsed = tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap();
        assert_eq!(
            (parsed.origin(), parsed.size(), parsed.hash().0),
            (
                checkpoint.origin.as_str(),
                checkpoint.size,
                checkpoint.root.0
            )
        );
        // And ours reads what theirs has signed.
        let mut signed = signed_note::Note::new(note.text().as_bytes(), &[]).unwrap();
        signed.add_sigs(&[&theirs]).unwrap();
        assert_eq!(
            Checkpoint::open(&signed.to_bytes(), ours.verifier()),
            Ok(checkpoint)
        );
    }
}

#[test]
fn keys_do_not_change_their_use_or_name() {
    let (log, witness) = (signer(), witness_signer(1));
    assert_eq!(
        LogSigner::read(&log.reveal()).unwrap().verifier(),
        log.verifier()
    );
    assert_eq!(
        WitnessSigner::read(&(witness.reveal().to_string() + "\n"))
            .unwrap()
            .verifier(),
        witness.verifier()
    );
    assert_eq!(LogSigner::read(&witness.reveal()).unwrap_err(), BadKey::Use);
    assert_eq!(WitnessSigner::read(&log.reveal()).unwrap_err(), BadKey::Use);
    let text = log.verifier().to_string();
    assert_eq!(text.parse::<VerifierKey>().as_ref(), Ok(log.verifier()));
    assert_eq!(
        text.replace("/ombud", "/other").parse::<VerifierKey>(),
        Err(BadKey::Id)
    );
    assert_eq!(
        "name+00000000+AAAA".parse::<VerifierKey>(),
        Err(BadKey::Form)
    );
    assert_eq!(
        LogSigner::from_seed("two words", &[1; 32]).unwrap_err(),
        BadKey::Name
    );
    assert_eq!(
        VerifierKey::new("weak", KeyUse::Log, &[0; 32]),
        Err(BadKey::Point)
    );
    assert_eq!(
        format!("{log:?}{witness:?}"),
        "LogSigner(..)WitnessSigner(..)"
    );
    // The same secret for both uses: a signature of one is none of the other.
    let twin = WitnessSigner::from_seed(log.name(), &[7; 32]).unwrap();
    let note = head(1).sign(&log).unwrap();
    assert!(note.verify(&[twin.verifier()]).is_err());
}

/// Put together by hand, as the specification of cosignatures says.
#[test]
fn a_cosignature_is_that_of_the_specification() {
    let note = head(9).sign(&signer()).unwrap();
    let line = witness_signer(1).cosign(note.text(), at(5)).to_string();
    let bytes = BASE64
        .decode(line.rsplit_once(' ').unwrap().1.as_bytes())
        .unwrap();
    let (id, rest) = bytes.split_first_chunk::<4>().unwrap();
    let (seconds, signature) = rest.split_first_chunk::<8>().unwrap();
    let key = SigningKey::from_bytes(&[101; 32]).verifying_key();
    let named = [b"witness.example.org/1\n\x04".as_slice(), key.as_bytes()].concat();
    assert_eq!(Sha256::digest(named)[..4], *id);
    assert_eq!(u64::from_be_bytes(*seconds), 1_774_886_405);
    let message = format!(
        "cosignature/v1\ntime 1774886405\naudit.example.org/ombud\n9\n{}\n",
        TreeHash([5; 32])
    );
    key.verify_strict(
        message.as_bytes(),
        &Signature::from_slice(signature).unwrap(),
    )
    .unwrap();
}

#[test]
fn a_policy_counts_each_witness_once() {
    let keys: Vec<VerifierKey> = (1..=3)
        .map(|number| witness_signer(number).verifier().clone())
        .collect();
    let log = signer().verifier().clone();
    let policy = Policy::new(log.clone(), keys.clone(), 2).unwrap();
    let mut note = head(9).sign(&signer()).unwrap();
    let judge = |note: &Note| policy.judge(note.to_string().as_bytes());
    assert_eq!(
        judge(&note),
        Err(Untrusted::TooFew {
            found: 0,
            needed: 2
        })
    );
    note.add(witness_signer(2).cosign(note.text(), at(0)))
        .unwrap();
    note.add(witness_signer(2).cosign(note.text(), at(5)))
        .unwrap();
    note.add(witness_signer(4).cosign(note.text(), at(5)))
        .unwrap();
    assert_eq!(
        judge(&note),
        Err(Untrusted::TooFew {
            found: 1,
            needed: 2
        })
    );
    // Over another text: it does not count, and it stops nobody else's.
    note.add(witness_signer(1).cosign("other\n", at(5)))
        .unwrap();
    assert_eq!(
        judge(&note),
        Err(Untrusted::TooFew {
            found: 1,
            needed: 2
        })
    );
    note.add(witness_signer(3).cosign(note.text(), at(7)))
        .unwrap();
    let valid = judge(&note).unwrap();
    let seconds = |second| at(second).millis() as u64 / 1000;
    assert_eq!(
        (valid.checkpoint, valid.witnessed),
        (head(9), vec![(1, seconds(5)), (2, seconds(7))])
    );
    assert_eq!(
        Policy::new(log.clone(), keys.clone(), 4),
        Err(BadPolicy::TooMany)
    );
    assert_eq!(
        Policy::new(log.clone(), vec![log.clone()], 0),
        Err(BadPolicy::Use)
    );
    let alias = WitnessSigner::from_seed("witness.example.org/alias", &[101; 32]).unwrap();
    assert_eq!(
        Policy::new(log, vec![keys[0].clone(), alias.verifier().clone()], 2),
        Err(BadPolicy::Twice)
    );
    let json = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), policy);
    assert!(serde_json::from_str::<Policy>(&json.replace("\"needed\":2", "\"needed\":4")).is_err());
}

#[test]
fn checkpoints_have_one_spelling() {
    let good = head(7).to_string();
    assert_eq!(good.parse(), Ok(head(7)));
    for (from, to) in [
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n-7\n"),
        ("\n7\n", "\n\n"),
        ("BQU=\n", "BQU\n"),
        ("BQU=\n", "BQU=\nextension\n"),
    ] {
        let wrong = good.replacen(from, to, 1);
        assert!(
            wrong != good && wrong.parse::<Checkpoint>().is_err(),
            "{wrong}"
        );
    }
    assert!("".parse::<Checkpoint>().is_err());
}

/// A request and its parts, to be spoiled.
fn request() -> String {
    let mut note = head(9).sign(&signer()).unwrap();
    note.add(witness_signer(1).cosign(note.text(), at(5)))
        .unwrap();
    AddCheckpoint {
        old: 4,
        proof: vec![TreeHash([1; 32]), TreeHash([2; 32])],
        head: note,
    }
    .to_string()
}

/// Feeds bytes to every reader; what one accepts it writes in the same way.
fn read_all(bytes: &[u8]) {
    if let Ok(note) = Note::read(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let _ = note.verify(&[signer().verifier(), witness_signer(1).verifier()]);
        let _ = Checkpoint::unverified(&note);
    }
    if let Ok(request) = AddCheckpoint::read(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
    if let Ok(logged) = Logged::decode(bytes) {
        assert_eq!(logged.entry.encode(logged.sequence), bytes);
    }
    if let Ok(signatures) = read_answer(bytes) {
        let text: String = signatures
            .iter()
            .map(|signature| format!("{signature}\n"))
            .collect();
        assert_eq!(text.as_bytes(), bytes);
    }
    if let Some((leaf, rest)) = unframe(bytes) {
        assert_eq!(leaf.len() + rest.len() + 2, bytes.len());
    }
    let _ = read_conflict(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(checkpoint) = text.parse::<Checkpoint>() {
            assert_eq!(checkpoint.to_string(), text);
        }
        if let Ok(signature) = text.parse::<NoteSignature>() {
            assert_eq!(signature.to_string(), text);
        }
        let _ = text.parse::<VerifierKey>();
        let _ = LogSigner::read(text);
    }
}

#[test]
fn what_is_written_is_read() {
    let request = request();
    assert_eq!(
        AddCheckpoint::read(request.as_bytes()).unwrap().to_string(),
        request
    );
    read_all(request.as_bytes());
    assert_eq!(read_conflict(b"17\n"), Some(17));
    for wrong in [b"17".as_slice(), b"17\n\n", b"+17\n", b"\xff\n", b"", b"\n"] {
        assert_eq!(read_conflict(wrong), None);
    }
    let many = request.replacen(
        '\n',
        &format!("\n{}", format!("{}\n", TreeHash([1; 32])).repeat(62)),
        1,
    );
    assert!(AddCheckpoint::read(many.as_bytes()).is_err(), "64 hashes");
    for cut in 0..request.len() {
        assert!(
            AddCheckpoint::read(&request.as_bytes()[..cut]).is_err()
                || request.as_bytes()[cut - 1] == b'\n',
            "{cut}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn spoiled_text_does_no_harm(
        which in 0..4usize,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"\n -+=0A9\xe2\x80\x94z".to_vec())), 1..4),
    ) {
        let request = request();
        let note = head(9).sign(&signer()).unwrap();
        let leaf = String::from_utf8(intent(6).encode(3)).unwrap();
        let mut bytes = [request, note.to_string(), leaf, signer().verifier().to_string()][which].clone().into_bytes();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all(&bytes);
    }
}
