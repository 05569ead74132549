//! `package`: a tarball and a Debian package, so that others need no compiler, and the check that a package installs and starts.
//!
//! Both hold the same tree: the program, its manual pages, the unit of the service with its user, the texts that belong to them. What is
//! not the program lies in `deploy/`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::{console, shell};

/// The profile of what is given to others.
const PROFILE: &str = "dist";

/// A file of the repository, its folder in the tree, and its name there.
const FILES: [(&str, &str, &str); 10] = [
    (
        "deploy/systemd/ombud.service",
        "usr/lib/systemd/system",
        "ombud.service",
    ),
    (
        "deploy/systemd/ombud.sysusers",
        "usr/lib/sysusers.d",
        "ombud.conf",
    ),
    ("deploy/debian/default", "etc/default", "ombud"),
    ("deploy/debian/copyright", DOC, "copyright"),
    ("deploy/debian/changelog", DOC, "changelog"),
    (
        "deploy/debian/lintian-overrides",
        "usr/share/lintian/overrides",
        "ombud",
    ),
    ("README.md", DOC, "README.md"),
    ("SECURITY.md", DOC, "SECURITY.md"),
    ("CHANGELOG.md", DOC, "CHANGELOG.md"),
    ("LICENSE", DOC, "LICENSE"),
];

const DOC: &str = "usr/share/doc/ombud";

/// What the Debian package runs when it comes and goes.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

pub(crate) fn run() -> Result<()> {
    console::build()?;
    shell::run(&mut shell::cargo(&format!(
        "build --profile {PROFILE} --locked -p ombud"
    ))?)?;
    let program = shell::program(PROFILE)?;
    let to = shell::root().join("target/package");
    let made = Package::make(&program, &to)?;
    let size = fs::metadata(made.tree.join("usr/bin/ombud"))?.len();
    println!("program: {:.1} MB", size as f64 / 1e6);
    for file in [&made.tarball, &made.debian] {
        println!(
            "{} ({:.1} MB)",
            file.display(),
            fs::metadata(file)?.len() as f64 / 1e6
        );
    }
    made.examine()
}

/// Packages the program that the tests were run with and starts it from where the package puts it.
pub(crate) fn test() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let made = Package::make(&shell::program("debug")?, &folder.path().join("package"))?;
    made.examine()?;
    made.start()
}

struct Package {
    folder: PathBuf,
    /// What both packages hold.
    tree: PathBuf,
    tarball: PathBuf,
    debian: PathBuf,
}

impl Package {
    fn make(program: &Path, folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let version = env!("CARGO_PKG_VERSION");
        let architecture = architecture()?;
        let package = Self {
            folder: folder.to_owned(),
            tree: folder.join("tree"),
            tarball: folder.join(format!("ombud-{version}-{architecture}.tar.gz")),
            debian: folder.join(format!("ombud_{version}_{architecture}.deb")),
        };
        package.lay_tree(program)?;
        package.write_tarball(version, architecture)?;
        package.write_debian(version, architecture)?;
        Ok(package)
    }

    fn lay_tree(&self, program: &Path) -> Result<()> {
        let to = self.tree.join("usr/bin/ombud");
        copy(program, &to, 0o755)?;
        shell::run_quietly(shell::command("strip")?.arg("--strip-all").arg(&to))?;
        for (from, folder, name) in FILES {
            let to = self.tree.join(folder).join(name);
            copy(&shell::root().join(from), &to, 0o644)?;
        }
        shell::run_quietly(gzip()?.arg(self.tree.join("usr/share/doc/ombud/changelog")))?;
        let pages = self.tree.join("usr/share/man/man1");
        fs::create_dir_all(&pages)?;
        let written = self.folder.join("docs");
        shell::run_quietly(
            shell::command(program)?
                .arg("docs")
                .arg("--out")
                .arg(&written),
        )?;
        for page in shell::names(&written.join("man"), ".1")? {
            copy(&written.join("man").join(&page), &pages.join(&page), 0o644)?;
            shell::run_quietly(gzip()?.arg(pages.join(&page)))?;
        }
        Ok(())
    }

    /// The tree under one folder, owned by root whoever makes it, for any system with glibc.
    fn write_tarball(&self, version: &str, architecture: &str) -> Result<()> {
        let mut tar = shell::command("tar")?;
        tar.args([
            "--create",
            "--gzip",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--sort=name",
        ]);
        tar.arg(format!(
            "--transform=s,^\\.,ombud-{version}-{architecture},"
        ));
        tar.arg("--file")
            .arg(&self.tarball)
            .arg("--directory")
            .arg(&self.tree)
            .arg(".");
        shell::run_quietly(&mut tar)
    }

    fn write_debian(&self, version: &str, architecture: &str) -> Result<()> {
        let root = self.folder.join("debian");
        shell::run_quietly(
            shell::command("cp")?
                .arg("--archive")
                .arg(&self.tree)
                .arg(&root),
        )?;
        // Debian has the text of the licence in one place for all.
        fs::remove_file(root.join("usr/share/doc/ombud/LICENSE"))?;
        let control = root.join("DEBIAN");
        fs::create_dir(&control)?;
        fs::write(
            control.join("control"),
            control_file(version, architecture, &root)?,
        )?;
        fs::write(control.join("conffiles"), "/etc/default/ombud\n")?;
        for script in SCRIPTS {
            copy(
                &shell::root().join("deploy/debian").join(script),
                &control.join(script),
                0o755,
            )?;
        }
        let mut build = shell::command("dpkg-deb")?;
        build
            .args(["--root-owner-group", "--build"])
            .arg(&root)
            .arg(&self.debian);
        shell::run_quietly(&mut build)
    }

    /// What can be said of the package without installing it.
    fn examine(&self) -> Result<()> {
        if shell::is_there("systemd-analyze") {
            self.verify_unit()?;
        } else {
            eprintln!("the unit of the service: NOT CHECKED, systemd-analyze is missing");
        }
        if shell::is_there("lintian") {
            shell::run(
                shell::command("lintian")?
                    .args(["--fail-on", "error"])
                    .arg(&self.debian),
            )?;
        } else {
            eprintln!("the Debian package: NOT CHECKED by lintian, which is missing");
        }
        Ok(())
    }

    /// The units that it refers to are those of this machine, its program is the one of the tree.
    fn verify_unit(&self) -> Result<()> {
        let unit = shell::read(&self.tree.join("usr/lib/systemd/system/ombud.service"))?;
        let program = self.tree.join("usr/bin/ombud");
        let folder = self.folder.join("verified");
        fs::create_dir(&folder)?;
        let copy = folder.join("ombud.service");
        let here = unit.replace("/usr/bin/ombud", &program.display().to_string());
        fs::write(&copy, here)?;
        let mut verify = shell::command("systemd-analyze")?;
        shell::run(verify.args(["--man=no", "verify"]).arg(&copy))
    }

    /// Unpacks the Debian package into a folder and asks the program in it whether it is ready.
    fn start(&self) -> Result<()> {
        let installed = self.folder.join("installed");
        shell::run_quietly(
            shell::command("dpkg-deb")?
                .arg("--extract")
                .arg(&self.debian)
                .arg(&installed),
        )?;
        let key = self.folder.join("keys/master.key");
        let program = installed.join("usr/bin/ombud");
        let program = Program::new(&program, &self.folder.join("data")).with_key(&key);
        let served = program.serve()?;
        served.send("GET /health/ready", &[], "", 200)?;
        if !key.is_file() {
            bail!("the packaged program did not make its key where it was told to");
        }
        let manual = installed.join("usr/share/man/man1/ombud.1.gz");
        if !manual.is_file() {
            bail!("{} is missing", manual.display());
        }
        served.stop()?;
        eprintln!("the Debian package unpacks, and its program is ready");
        Ok(())
    }
}

fn copy(from: &Path, to: &Path, mode: u32) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(fs::set_permissions(to, fs::Permissions::from_mode(mode))?)
}

/// Packs a file in its place, the same bytes every time.
fn gzip() -> Result<Command> {
    let mut gzip = shell::command("gzip")?;
    gzip.args(["--best", "--no-name"]);
    Ok(gzip)
}

/// Debian's name of this machine's architecture.
fn architecture() -> Result<&'static str> {
    match std::env::consts::ARCH {
        "x86_64" => Ok("amd64"),
        "aarch64" => Ok("arm64"),
        other => bail!("no package is made on {other}: build the program with cargo"),
    }
}

/// What Debian asks of a package. The program needs glibc of its own release or newer, and certificates to recognise others.
fn control_file(version: &str, architecture: &str, root: &Path) -> Result<String> {
    let used = shell::output(
        shell::command("du")?
            .args(["--summarize", "--block-size=1024"])
            .arg(root),
    )?;
    let size = used
        .split_whitespace()
        .next()
        .context("`du` said nothing")?;
    Ok(format!(
        "Package: ombud
Version: {version}
Architecture: {architecture}
Maintainer: The Ombud authors <ombud@ombud.example>
Installed-Size: {size}
Depends: libc6 (>= {glibc}), libgcc-s1, systemd | systemd-standalone-sysusers
Recommends: ca-certificates
Section: admin
Priority: optional
Description: insider risk management, self-hosted
 Ombud reads what people do with an organisation's data, recognises risky
 activity in the light of context, and explains every alert down to the last
 point, while the people watched stay pseudonyms.
 .
 The service is neither enabled nor started by installing it.
",
        glibc = glibc()?
    ))
}

/// The C library of this machine, with which the program was linked.
fn glibc() -> Result<String> {
    let said = shell::output(shell::command("getconf")?.arg("GNU_LIBC_VERSION"))?;
    let version = said.split_whitespace().nth(1);
    Ok(version
        .context("`getconf` does not know the C library")?
        .to_owned())
}
