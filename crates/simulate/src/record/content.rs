//! Records about files: in SharePoint and OneDrive, and on devices.

use super::{BROWSER, Op, RIVAL, Record, colleague};
use crate::json::Object;
use crate::names::WORDS;
use crate::random::Random;

impl Record<'_> {
    pub(super) fn file(&self, out: &mut String, random: &mut Random, operation: &str, kind: u32) {
        let drawn = !self.event.planted && random.percent(35);
        let own = self.file.map_or(drawn, |file| file.own);
        let extension = self.extension(random);
        let name = self.name(random, extension);
        let size = self.file_size(random);
        let (workload, site) = self.workload_and_site(random, own);
        let folder = format!(
            "{}/{}",
            if own { "Documents" } else { "Shared Documents" },
            self.folder(random.pick(WORDS))
        );
        let is_folder = self.event.op == Op::FolderOutside;
        let path = if is_folder {
            format!("{site}{folder}")
        } else {
            format!("{site}{folder}/{name}")
        };
        let mut object = self
            .common(out, operation, kind, workload, &self.person.user)
            .text("ClientIP", self.ip(random))
            .text("ObjectId", &path)
            .text("EventSource", "SharePoint")
            .text("ItemType", if is_folder { "Folder" } else { "File" })
            .text("ListItemUniqueId", &self.file_id(random.guid()))
            .text("SiteUrl", &site)
            .text("SourceRelativeUrl", &folder)
            .text("SourceFileName", if is_folder { "" } else { &name })
            .text(
                "SourceFileExtension",
                if is_folder { "" } else { extension },
            )
            .text("UserAgent", BROWSER)
            .plain("FileSizeBytes", size);
        if self.event.op == Op::Renamed {
            let drawn = self.file_name(random, extension);
            object = object
                .text(
                    "DestinationFileName",
                    self.file.map_or(&drawn, |file| &file.next),
                )
                .text("DestinationRelativeUrl", &folder);
        }
        if self.event.op == Op::LabelApplied {
            object = object.text("DestinationLabel", "Confidential");
        }
        if let Some(label) = self
            .file
            .map(|file| file.label)
            .filter(|label| !label.is_empty())
        {
            object = object.text("SensitivityLabelId", label);
        }
        self.shared_with(object, random).close();
    }

    fn shared_with<'o>(&self, object: Object<'o>, random: &mut Random) -> Object<'o> {
        match self.event.op {
            Op::SharedInside => object
                .text("TargetUserOrGroupName", &colleague(random))
                .text("TargetUserOrGroupType", "Member"),
            Op::SharedOutside | Op::FolderOutside => object
                .text("TargetUserOrGroupName", &self.outsider(random))
                .text("TargetUserOrGroupType", "Guest"),
            _ => object,
        }
    }

    /// The same for each record about a file; the drawn one where a record has a file of its own. So are the two below.
    fn folder(&self, drawn: &'static str) -> &'static str {
        self.file.map_or(drawn, |file| file.folder)
    }

    fn file_id(&self, drawn: String) -> String {
        self.file.map_or(drawn, |file| file.id.clone())
    }

    fn hash(&self, drawn: String) -> String {
        self.file.map_or(drawn, |file| file.hash.clone())
    }

    fn device_folder(&self, drawn: &'static str) -> &'static str {
        self.file.map_or(drawn, |_| "Downloads")
    }

    /// The person's own site, or one of the department or of the projects.
    fn workload_and_site(&self, random: &mut Random, own: bool) -> (&'static str, String) {
        if own {
            let folder = self.person.user.replace(['.', '@'], "_");
            (
                "OneDrive",
                format!("https://contoso-my.sharepoint.test/personal/{folder}/"),
            )
        } else {
            let shared = random.percent(20);
            // A file stays where it is: the last digit of its id says in which of the two.
            let shared = self
                .file
                .map_or(shared, |file| file.id.ends_with(['0', '1', '2']));
            let site = if shared {
                "projects"
            } else {
                self.person.department.site()
            };
            (
                "SharePoint",
                format!("https://contoso.sharepoint.test/sites/{site}/"),
            )
        }
    }

    pub(super) fn device(&self, out: &mut String, random: &mut Random, operation: &str, kind: u32) {
        let op = self.event.op;
        let extension = if op == Op::Archived && self.file.is_none() {
            "zip"
        } else {
            self.extension(random)
        };
        let name = match self.file {
            // On devices the record is about the new name.
            Some(file) if op == Op::DeviceRenamed => file.next.clone(),
            _ => self.name(random, extension),
        };
        let folder = format!(
            r"C:\Users\{}\{}\",
            self.person.user.trim_end_matches("@contoso.test"),
            self.device_folder(random.pick(&["Documents", "Desktop", "Downloads"]))
        );
        let path = if op == Op::UsbMount {
            String::new()
        } else {
            format!("{folder}{name}")
        };
        let drawn = format!(
            "{:016x}{:016x}{:016x}{:016x}",
            random.number(),
            random.number(),
            random.number(),
            random.number()
        );
        let sha = self.hash(drawn);
        let drawn = random.percent(if self.event.planted { 35 } else { 3 });
        let sensitive = self.file.map_or(drawn, |file| file.sensitive);
        let object = self
            .common(out, operation, kind, "Endpoint", &self.person.user)
            .text("ClientIP", self.ip(random))
            .text("ObjectId", &path)
            .text("DeviceName", &self.person.device)
            .text(
                "Application",
                if matches!(op, Op::CloudUpload | Op::BrowserDownload) {
                    "msedge.exe"
                } else {
                    "explorer.exe"
                },
            )
            .text(
                "FileExtension",
                if op == Op::UsbMount { "" } else { extension },
            )
            .plain("FileSize", self.file_size(random))
            .text("Sha256", &sha)
            .text("Platform", "Windows")
            .plain("EnforcementMode", 1)
            .raw(
                "SensitiveInfoTypeData",
                if sensitive {
                    r#"[{"SensitiveInfoTypeName":"Project code name","Confidence":85,"Count":3}]"#
                } else {
                    "[]"
                },
            );
        self.where_to(object, random, &name, extension).close();
    }

    /// What was put where: the fields that only some operations have.
    fn where_to<'o>(
        &self,
        object: Object<'o>,
        random: &mut Random,
        name: &str,
        extension: &str,
    ) -> Object<'o> {
        let op = self.event.op;
        let object = match op {
            Op::UsbMount | Op::UsbCopy => object.raw(
                "RemovableMediaDeviceAttributes",
                r#"{"Manufacturer":"Acme","Model":"Stick","SerialNumber":"0001"}"#,
            ),
            _ => object,
        };
        match op {
            Op::UsbCopy => object.text("TargetFilePath", &format!(r"E:\{name}")),
            Op::NetworkShare => object.text(
                "TargetFilePath",
                &format!(r"\\files{}\exchange\{name}", random.below(3)),
            ),
            Op::Printed => object.text(
                "TargetPrinterName",
                &format!("Printer {}", random.between(1, 12)),
            ),
            Op::CloudUpload if self.is_for_rival() => object.text("TargetDomain", RIVAL),
            Op::CloudUpload => object.text(
                "TargetDomain",
                random.pick(if self.event.planted {
                    &["dropbox.com", "mega.nz"]
                } else {
                    &["portal.fabrikam.test", "upload.northwind.test"]
                }),
            ),
            Op::BrowserDownload => object.text(
                "OriginatingDomain",
                random.pick(&["downloads.vendor.test", "docs.vendor.test"]),
            ),
            Op::DeviceRenamed => {
                let drawn = self.file_name(random, extension);
                object.text(
                    "PreviousFileName",
                    self.file.map_or(&drawn, |file| &file.name),
                )
            }
            Op::Archived => match self.file {
                Some(file) => {
                    object.text("TargetFilePath", &format!(r"C:\Users\Public\{}", file.next))
                }
                None => object,
            },
            Op::LabelLowered => object.raw("SensitivityLabelEventData", &label("General", 2)),
            Op::LabelRemoved => object.raw("SensitivityLabelEventData", &label("", 3)),
            _ => object,
        }
    }
}

fn label(after: &str, event_type: u32) -> String {
    let mut out = String::new();
    Object::new(&mut out)
        .text("OldSensitivityLabelId", "Confidential")
        .text("SensitivityLabelId", after)
        .plain("LabelEventType", event_type)
        .close();
    out
}
