//! `ombud evidence verify`: somebody outside checks a package with the program alone.

use serde_json::Value;

use crate::common::World;

/// A package of version 1 of the format.
const PACKAGE: &[u8] = include_bytes!("../../../evidence/tests/kept/1.zip");

/// What is printed, with the exit code that is expected.
fn checked(world: &World, code: i32, args: &[&str]) -> String {
    let run = world.run(&[&["evidence", "verify"], args].concat());
    assert_eq!(run.code, Some(code), "{args:?}: {}{}", run.out, run.err);
    run.out
}

#[test]
fn a_package_is_checked_without_data_and_the_answer_says_whose_key_it_was() {
    let world = World::new();
    let file = world.write("case.zip", PACKAGE);
    let unknown = checked(&world, 0, &[&file]);
    for part in ["the package holds", "5: a.txt", "--key", "1 of the case"] {
        assert!(unknown.contains(part), "{part}: {unknown}");
    }
    let report = world.json(&["evidence", "verify", &file]);
    let package = &report["package"];
    assert_eq!(
        (
            &report["valid"],
            &package["key_given"],
            &package["log_size"]
        ),
        (&true.into(), &false.into(), &600.into()),
        "{report}"
    );
    let key = package["key"].as_str().unwrap();
    let known = checked(&world, 0, &[&file, "--key", key]);
    assert!(known.contains("the one that you named"), "{known}");
    let report = world.json(&["evidence", "verify", &file, "--key", key]);
    assert_eq!(report["package"]["key_given"], true);
    assert!(!world.data().exists());
}

#[test]
fn what_does_not_hold_is_named_and_the_exit_code_says_so() {
    let world = World::new();
    let file = world.write("case.zip", PACKAGE);
    // Behind the header of the first file.
    let mut changed = PACKAGE.to_vec();
    changed[37] ^= 4;
    let damaged = world.write("damaged.zip", &changed);
    let said = checked(&world, 1, &[&damaged]);
    assert!(
        said.starts_with("the package does not hold: `a.txt`"),
        "{said}"
    );
    let said: Value = serde_json::from_str(&checked(&world, 1, &[&damaged, "--json"])).unwrap();
    assert_eq!(said["valid"], false);
    assert!(
        said["problem"].as_str().unwrap().contains("a.txt"),
        "{said}"
    );
    let cut = world.write("cut.zip", &PACKAGE[..PACKAGE.len() - 1]);
    assert!(checked(&world, 1, &[&cut]).contains("cut"));

    world.create_policies();
    let head = world.json(&["audit", "head"]);
    let other = head["key"].as_str().unwrap();
    let said = checked(&world, 1, &[&file, "--key", other]);
    assert!(said.contains("not with the one that you trust"), "{said}");
    world.fails(2, &["evidence", "verify", &file, "--key", "mine"]);
    world.fails(3, &["evidence", "verify", "no-such-file.zip"]);
}
