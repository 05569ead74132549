//! Looks whether the console is built, and has this crate compiled again when it is built anew.

use std::path::Path;

fn main() {
    // `dist` is made anew by every build of the console, so its own time changes.
    println!("cargo::rerun-if-changed=../../console/dist");
    let is_built = Path::new("../../console/dist/index.html").is_file();
    println!("cargo::rustc-env=OMBUD_CONSOLE_IS_BUILT={is_built}");
    if !is_built {
        println!(
            "cargo::warning=the console is not built, the program shows a page that says so: run `cargo xtask console` (it needs Node) and build again"
        );
    }
}
