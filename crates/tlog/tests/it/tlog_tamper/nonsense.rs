//! Entries that were signed with the right key and still make no sense.

use ombud_model::{Operation, PersonId, Timestamp};
use ombud_tlog::merkle::{leaf_hash, node_hash};
use ombud_tlog::{
    AuditActor, Broken, Checkpoint, Damage, ENCODING, Ending, Entry, FIRST_ENCODING, MAX_SUBJECTS,
    Phase, Reader, TreeHash, VerifyError, verify,
};

use super::edits::framed;
use super::python::{put, python, said};
use crate::tlog_support::{Files, MemDisk, acts, signer};

/// A log of these leaves, each with its hash, signed by the log's own key; of another root if one is given.
fn signed(leaves: &[Vec<u8>], root: Option<TreeHash>) -> Files {
    let hashes: Vec<TreeHash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let [one, two, three] = hashes[..] else {
        panic!("three leaves")
    };
    let root = root.unwrap_or_else(|| node_hash(node_hash(one, two), three));
    let head = Checkpoint {
        origin: signer().name().to_owned(),
        size: 3,
        root,
    };
    Files::from([
        ("tile/entries/000.p/3".to_owned(), framed(leaves)),
        (
            "tile/0/000.p/3".to_owned(),
            hashes.iter().flat_map(|hash| hash.0).collect(),
        ),
        (
            "checkpoint".to_owned(),
            head.sign(&signer())
                .unwrap()
                .to_string()
                .into_bytes()
                .into(),
        ),
    ])
}

fn good_leaves() -> Vec<Vec<u8>> {
    (0..3)
        .map(|number| act(number).encode(number as u64))
        .collect()
}

/// The good leaves, signed with another one in this place.
fn with_leaf(place: usize, leaf: Vec<u8>) -> Files {
    let mut leaves = good_leaves();
    leaves[place] = leaf;
    signed(&leaves, None)
}

fn outcome_of(intent: u64) -> Entry {
    Entry {
        phase: Phase::Outcome {
            intent,
            ending: Ending::Done,
        },
        ..act(0)
    }
}

fn shown_of(intent: u64) -> Entry {
    Entry {
        phase: Phase::Shown { intent },
        ..act(0)
    }
}

/// Leaves that are no entries, or not those of their place and time.
fn misread_leaves() -> Vec<(Files, u64, Damage)> {
    let text = String::from_utf8(good_leaves()[1].clone()).unwrap();
    let other_version = text.replace(ENCODING, "ombud-audit/3");
    // Acts 0 and 1 concern the persons 1 to 3; the first version had one at most, and no `shown`.
    let several_in_the_first = text.replace(ENCODING, FIRST_ENCODING);
    let alone = text.replace(",0000000000000002,0000000000000003", "");
    let shown_in_the_first = alone
        .replace(ENCODING, FIRST_ENCODING)
        .replace(" done ", " shown ");
    let descending = text.replace(
        "0000000000000001,0000000000000002",
        "0000000000000002,0000000000000001",
    );
    let twice = text.replace(
        "0000000000000001,0000000000000002",
        "0000000000000001,0000000000000001",
    );
    let nobody_shown = alone
        .replace(" done ", " shown ")
        .replace("person-0000000000000001", "-");
    let too_many: Vec<String> = (0..=MAX_SUBJECTS)
        .map(|number| format!("{number:016x}"))
        .collect();
    let too_many = alone.replace("0000000000000001", &too_many.join(","));
    let ending_of_nothing = text.replace(" done 0 ", " done - ");
    let early = Entry {
        at: Timestamp::from_millis(1_577_836_799_999).unwrap(),
        ..act(2)
    };
    vec![
        (with_leaf(1, b"Mia Kowalski".to_vec()), 1, Damage::Leaf),
        (with_leaf(1, other_version.into_bytes()), 1, Damage::Leaf),
        (
            with_leaf(1, several_in_the_first.into_bytes()),
            1,
            Damage::Leaf,
        ),
        (
            with_leaf(1, shown_in_the_first.into_bytes()),
            1,
            Damage::Leaf,
        ),
        (with_leaf(1, descending.into_bytes()), 1, Damage::Leaf),
        (with_leaf(1, twice.into_bytes()), 1, Damage::Leaf),
        (with_leaf(1, nobody_shown.into_bytes()), 1, Damage::Leaf),
        (with_leaf(1, too_many.into_bytes()), 1, Damage::Leaf),
        (
            with_leaf(2, ending_of_nothing.into_bytes()),
            2,
            Damage::Leaf,
        ),
        (with_leaf(1, act(1).encode(7)), 1, Damage::Sequence),
        (with_leaf(2, early.encode(2)), 2, Damage::Time),
    ]
}

/// Outcomes of no intent, of another's intent, or one more of the same.
fn outcomes_without_intent() -> Vec<(Files, u64, Damage)> {
    let other_actor = Entry {
        actor: AuditActor::Console,
        ..outcome_of(0)
    };
    let other_operation = Entry {
        operation: Operation::Replay,
        ..outcome_of(0)
    };
    let mut twice = good_leaves();
    twice[2] = outcome_of(0).encode(2);
    // More persons of an act that has ended.
    let mut late = good_leaves();
    late[2] = shown_of(0).encode(2);
    vec![
        (with_leaf(0, outcome_of(0).encode(0)), 0, Damage::Outcome),
        (with_leaf(1, other_actor.encode(1)), 1, Damage::Outcome),
        (with_leaf(1, other_operation.encode(1)), 1, Damage::Outcome),
        (signed(&twice, None), 2, Damage::Outcome),
        (signed(&late, None), 2, Damage::Outcome),
        (with_leaf(0, shown_of(0).encode(0)), 0, Damage::Outcome),
    ]
}

/// Entries that were signed and that the program would not have written; the same words from both verifiers.
#[test]
fn signed_nonsense_is_found() {
    let good = good_leaves();
    let mut cases = misread_leaves();
    cases.extend(outcomes_without_intent());
    cases.push((signed(&good, Some(TreeHash([1; 32]))), 0, Damage::Root));
    let folder = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    assert_eq!(
        verify(
            MemDisk::with(signed(&good, None)).as_ref(),
            signer().verifier(),
            None
        )
        .unwrap()
        .open,
        [2]
    );
    for (number, (files, index, what)) in cases.into_iter().enumerate() {
        let found = verify(
            MemDisk::with(files.clone()).as_ref(),
            signer().verifier(),
            None,
        );
        assert!(
            matches!(found, Err(VerifyError::Broken(broken)) if broken == Broken { index, what }),
            "{what}: {found:?}"
        );
        put(&files, &folder.path().join(number.to_string()));
        expected.push(format!("BROKEN {index} {what}"));
    }
    if let Some(mut script) = python() {
        script
            .arg(signer().verifier().to_string())
            .args((0..expected.len()).map(|number| folder.path().join(number.to_string())));
        assert_eq!(said(script, 1), expected);
    }
}

/// An act that showed more persons than one entry holds, after entries that an earlier program wrote: whole for both verifiers.
#[test]
fn what_was_shown_and_entries_of_the_first_version_are_whole() {
    let alone = |entry: Entry| Entry {
        subjects: PersonId(7).into(),
        ..entry
    };
    let old = String::from_utf8(alone(act(0)).encode(0))
        .unwrap()
        .replace(ENCODING, FIRST_ENCODING);
    let leaves = [
        old.into_bytes(),
        shown_of(0).encode(1),
        outcome_of(0).encode(2),
    ];
    let files = signed(&leaves, None);
    let disk = MemDisk::with(files.clone());
    let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
    assert!(report.open.is_empty());
    let reader = Reader::open(disk, signer().verifier()).unwrap();
    let read = reader.entries(0..3).unwrap();
    assert_eq!(read[0].entry, alone(act(0)));
    assert_eq!(read[1].entry, shown_of(0));
    let folder = tempfile::tempdir().unwrap();
    put(&files, folder.path());
    if let Some(mut script) = python() {
        script
            .arg(signer().verifier().to_string())
            .arg(folder.path());
        let said = said(script, 0);
        assert!(
            said.iter().all(|line| line.starts_with("OK 3 ")),
            "{said:?}"
        );
    }
}

/// The entry of an act whose number is its sequence.
fn act(number: usize) -> Entry {
    acts(number as u64, 1).remove(0).0
}
