//! Files that stay who they are in the lifelike world: name, id, size, content hash and label are the same in each record about a file,
//! until an operation changes one of them.
//!
//! Promises: a file's first state depends on the seed and its number only; what happened to it is kept, in order of time, for the files
//! that were changed.

use std::collections::HashMap;

use crate::names::WORDS;
use crate::organisation::{Department, stream};
use crate::random::Random;
use crate::record::Op;

/// A file: whose it is, and which.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct FileRef {
    owner: u32,
    number: u32,
}

/// Files from this number on are what an insider is after.
const WANTED: u32 = 1 << 24;
/// Archives that an insider makes.
const ARCHIVES: u32 = 1 << 25;
/// One file that holds everything; the next one also holds sensitive types for sure.
const HUGE: u32 = 1 << 26;
/// Sensitive files that go to a rival.
const RIVAL: u32 = 1 << 27;

impl FileRef {
    pub(crate) const fn of_work(owner: u32, number: u32) -> Self {
        Self { owner, number }
    }

    pub(crate) const fn wanted(owner: u32, number: u32) -> Self {
        Self {
            owner,
            number: WANTED + number,
        }
    }

    pub(crate) const fn archive(owner: u32, number: u32) -> Self {
        Self {
            owner,
            number: ARCHIVES + number,
        }
    }

    pub(crate) const fn huge(owner: u32) -> Self {
        Self {
            owner,
            number: HUGE,
        }
    }

    pub(crate) const fn huge_and_sensitive(owner: u32) -> Self {
        Self::huge(owner).further(1)
    }

    pub(crate) const fn for_rival(owner: u32, number: u32) -> Self {
        Self {
            owner,
            number: RIVAL + number,
        }
    }

    /// The file `further` numbers on.
    pub(crate) const fn further(self, further: u32) -> Self {
        Self {
            number: self.number + further,
            ..self
        }
    }

    /// The archive that an insider's file is packed into: thirty files each.
    const fn packed_into(self) -> Self {
        Self {
            number: ARCHIVES + self.number % WANTED / FILES_OF_ARCHIVE,
            ..self
        }
    }

    const fn is_archive(self) -> bool {
        self.number >= ARCHIVES && self.number < HUGE
    }

    const fn is_huge(self) -> bool {
        self.number >= HUGE && self.number < RIVAL
    }

    /// Whether sensitive types are in it whatever is drawn.
    const fn is_sensitive(self) -> bool {
        self.number > HUGE
    }
}

pub(crate) const FILES_OF_ARCHIVE: u32 = 30;

/// Whether a record of this operation is about one file that can have been seen before.
pub(crate) const fn works_on_files(op: Op) -> bool {
    !matches!(
        op,
        Op::MailRead
            | Op::MailInside
            | Op::MailOutsidePlain
            | Op::Message
            | Op::GuestAdded
            | Op::SignIn
            | Op::SignInFailed
            | Op::RoleGranted
            | Op::AccountDeleted
            | Op::UsbMount
            | Op::BrowserDownload
            | Op::FolderOutside
            | Op::DlpLow
            | Op::DlpHigh
            | Op::AuditOff
            | Op::MailboxAudit
    )
}

/// A file as a record sees it.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) extension: &'static str,
    /// In SharePoint and OneDrive.
    pub(crate) id: String,
    /// SHA-256 in hexadecimal digits.
    pub(crate) hash: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Whether it lies in the owner's own site.
    pub(crate) own: bool,
    pub(crate) folder: &'static str,
    /// Whether sensitive types are found in it.
    pub(crate) sensitive: bool,
    /// Empty when it has none.
    pub(crate) label: &'static str,
    /// Whether who sends it sends it to a rival.
    pub(crate) for_rival: bool,
    /// The name that a record of a new name or of an archive leads to; else empty.
    pub(crate) next: String,
}

/// What was changed since a file's first state.
#[derive(Clone, Copy, Default)]
struct Changed {
    names: u32,
    contents: u32,
    label: Option<&'static str>,
}

/// All files of a log.
pub(crate) struct Files {
    seed: u64,
    changed: HashMap<FileRef, Changed>,
}

impl Files {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            changed: HashMap::new(),
        }
    }

    /// The file as a record of `op` on it shows it; what `op` changes is kept. Records come in order of time.
    pub(crate) fn touch(&mut self, file: FileRef, op: Op, department: Department) -> File {
        let before = self.changed.get(&file).copied().unwrap_or_default();
        let mut after = before;
        match op {
            Op::Renamed | Op::DeviceRenamed => after.names += 1,
            Op::Modified => after.contents += 1,
            Op::LabelApplied => after.label = Some("Confidential"),
            Op::LabelLowered => after.label = Some("General"),
            Op::LabelRemoved => after.label = Some(""),
            _ => {}
        }
        if op == Op::Modified || after.names != before.names || after.label != before.label {
            self.changed.insert(file, after);
        }
        let mut seen = self.state(file, before, department);
        match op {
            Op::Modified => seen = self.state(file, after, department),
            Op::Renamed | Op::DeviceRenamed => seen.next = self.state(file, after, department).name,
            Op::Archived => {
                let archive = file.packed_into();
                let changed = self.changed.get(&archive).copied().unwrap_or_default();
                seen.next = self.state(archive, changed, department).name;
            }
            _ => {}
        }
        seen
    }

    fn state(&self, file: FileRef, changed: Changed, department: Department) -> File {
        let stream = |part: u64| {
            let number = u64::from(file.number) << 32 | part;
            Random::named([self.seed, stream::FILES, u64::from(file.owner), number])
        };
        let mut random = stream(0);
        let extension = if file.is_archive() {
            "zip"
        } else {
            random.weighted(department.extensions()).unwrap_or("docx")
        };
        let wanted = file.number >= WANTED;
        let power = random.between(10, 23);
        let size = match (file.is_huge(), file.is_archive()) {
            (true, _) => (6 << 30) + random.below(6 << 30),
            (_, true) => (40 << 20) + random.below(60 << 20),
            _ => 20_000 + random.below(1 << power),
        };
        let labelled = random.percent(if wanted { 60 } else { 15 });
        let label = if labelled || file.is_sensitive() {
            "Confidential"
        } else {
            ""
        };
        let (sensitive, own) = (
            random.percent(if wanted { 35 } else { 3 }) || file.is_sensitive(),
            !wanted && random.percent(35),
        );
        let folder = random.pick(WORDS);
        let id = random.guid();
        // Each new name and each new content has a stream of its own, so that going back to neither needs the ones between.
        let mut names = stream(1 << 16 | u64::from(changed.names));
        let name = format!(
            "{} {} {}.{extension}",
            names.pick(WORDS),
            names.pick(WORDS),
            names.below(10_000)
        );
        let mut contents = stream(2 << 16 | u64::from(changed.contents));
        let hash: String = (0..4)
            .map(|_| format!("{:016x}", contents.number()))
            .collect();
        File {
            name,
            extension,
            id,
            hash,
            size,
            own,
            folder,
            sensitive,
            label: changed.label.unwrap_or(label),
            for_rival: file.number >= RIVAL,
            next: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_identity_through_everything_that_is_done_with_it() {
        let mut files = Files::new(7);
        let file = FileRef::wanted(3, 40);
        let mut touch = |op| files.touch(file, op, Department::Legal);
        let first = touch(Op::Downloaded);
        let renamed = touch(Op::DeviceRenamed);
        assert_eq!(renamed.name, first.name);
        assert_ne!(renamed.next, first.name);
        touch(Op::LabelLowered);
        let packed = touch(Op::Archived);
        let sent = touch(Op::UsbCopy);
        assert_eq!((&sent.name, sent.label), (&renamed.next, "General"));
        assert_eq!(
            (&sent.id, &sent.hash, sent.size, sent.sensitive),
            (&first.id, &first.hash, first.size, first.sensitive)
        );
        let archive = files.touch(FileRef::archive(3, 1), Op::CloudUpload, Department::Legal);
        assert_eq!((packed.next, "zip"), (archive.name, archive.extension));
    }

    #[test]
    fn what_goes_to_a_rival_is_sensitive() {
        let mut files = Files::new(7);
        for number in 0..40 {
            let file = FileRef::for_rival(3, number);
            let seen = files.touch(file, Op::CloudUpload, Department::Legal);
            assert!(seen.sensitive && seen.for_rival && seen.label == "Confidential");
        }
        let huge = FileRef::huge_and_sensitive(3);
        let seen = files.touch(huge, Op::CloudUpload, Department::Legal);
        assert!(seen.sensitive && !seen.for_rival && seen.size >= 6 << 30);
    }

    #[test]
    fn new_contents_have_a_new_hash_and_the_same_id() {
        let mut files = Files::new(7);
        let file = FileRef::of_work(3, 40);
        let before = files.touch(file, Op::Accessed, Department::Sales);
        let after = files.touch(file, Op::Modified, Department::Sales);
        assert_ne!(before.hash, after.hash);
        assert_eq!((before.id, before.name), (after.id, after.name));
        let again = files.touch(file, Op::Accessed, Department::Sales);
        assert_eq!(after.hash, again.hash);
    }
}
