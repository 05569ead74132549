//! Archives that hide something, or that are made to exhaust whoever reads them.

use ombud_evidence::{BadArchive, Fault, MAX_UNPACKED, seal, verify};

use super::raw::{Raw, raw, unzip, zip, zip_with_gap};
use super::support::{contents, log, signer};

fn members() -> Vec<Raw> {
    let package = seal(&contents(&log(signer(), 0)), &signer()).unwrap();
    let files = unzip(&package);
    files
        .iter()
        .map(|(name, content)| raw(name, content))
        .collect()
}

fn fault(bytes: &[u8]) -> Fault {
    verify(bytes, None).unwrap_err()
}

/// What is wrong with the archive after an edit of its members.
fn edited(edit: impl FnOnce(&mut Vec<Raw>)) -> Fault {
    let mut members = members();
    edit(&mut members);
    fault(&zip(&members))
}

#[test]
fn one_path_is_there_once_and_paths_are_in_order() {
    let twice = edited(|members| members.insert(1, members[0].clone()));
    assert_eq!(twice, BadArchive::Order { index: 1 }.into());
    let swapped = edited(|members| members.swap(0, 1));
    assert_eq!(swapped, BadArchive::Order { index: 1 }.into());
    let same_name = edited(|members| {
        members.push(raw("report.PDF", b"x"));
        members.sort_by(|one, other| one.name.cmp(&other.name));
    });
    assert!(matches!(
        same_name,
        Fault::Archive(BadArchive::Order { .. })
    ));
}

#[test]
fn the_two_headers_of_a_file_say_the_same_and_it_is_a_plain_file() {
    let named = edited(|members| members[1].local_name = Some("alarms.json".to_owned()));
    assert!(matches!(named, Fault::Archive(BadArchive::Header { .. })));
    // A symbolic link.
    let link = edited(|members| members[1].attributes = 0o120_777 << 16);
    assert_eq!(link, BadArchive::Directory { index: 1 }.into());
    for name in ["../x", "/etc/passwd", "a\\b", "C:x", ""] {
        let leaving = edited(|members| members[0].name = name.to_owned());
        assert_eq!(leaving, BadArchive::Directory { index: 0 }.into(), "{name}");
    }
}

#[test]
fn bytes_that_belong_to_no_file_are_found() {
    let hidden = zip_with_gap(&members(), b"hidden");
    assert_eq!(fault(&hidden), BadArchive::Gap.into());
    let after_the_data = edited(|members| members[0].packed.extend(b"hidden"));
    let file = "activities.ndjson".parse().unwrap();
    assert_eq!(after_the_data, Fault::Packed { file });
    assert_eq!(fault(b""), BadArchive::End.into());
    assert_eq!(fault(&[b'P'; 100]), BadArchive::End.into());
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = raw("activities.ndjson", &vec![0; 8 << 20]);
    let file = || "activities.ndjson".parse().unwrap();
    // It announces what the manifest says and holds much more.
    let more = edited(|members| {
        members[0] = Raw {
            size: 800,
            ..zeros.clone()
        };
    });
    assert_eq!(more, Fault::More { file: file() });
    // It announces what it holds.
    let large = edited(|members| members[0] = zeros.clone());
    assert_eq!(
        large,
        Fault::Size {
            file: file(),
            expected: 800,
            found: 8 << 20
        }
    );
    let too_large = edited(|members| {
        members[0].size = u32::try_from(MAX_UNPACKED).unwrap();
    });
    assert_eq!(too_large, BadArchive::TooLarge.into());
    let at = |name: &'static str| move |member: &&mut Raw| member.name == name;
    for (name, size) in [("manifest.json", 65 << 20), ("manifest.sig", 65 << 10)] {
        let long = edited(|members| {
            members.iter_mut().find(at(name)).unwrap().size = size;
        });
        let file = name.parse().unwrap();
        assert_eq!(long, Fault::More { file });
    }
    // The manifest itself.
    let manifest = edited(|members| {
        let member = members.iter_mut().find(at("manifest.json")).unwrap();
        *member = Raw {
            name: "manifest.json".to_owned(),
            size: 1_000,
            ..zeros
        };
    });
    let file = "manifest.json".parse().unwrap();
    assert_eq!(manifest, Fault::More { file });
}

#[test]
fn an_archive_of_too_many_files_is_refused_before_they_are_read() {
    let count: u16 = 60_001;
    let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
    end.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    end.extend([0; 10]);
    assert_eq!(fault(&end), BadArchive::TooMany.into());
}
