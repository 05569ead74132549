//! Records about files: in SharePoint and OneDrive, and on devices.

use super::{BROWSER, Op, Record, colleague};
use crate::json::Object;
use crate::names::WORDS;
use crate::random::Random;

impl Record<'_> {
    pub(super) fn file(&self, out: &mut String, random: &mut Random, operation: &str, kind: u32) {
        let own = !self.event.planted && random.percent(35);
        let extension = self.extension(random);
        let name = self.file_name(random, extension);
        let size = self.size(random);
        let (workload, site) = self.workload_and_site(random, own);
        let folder = format!(
            "{}/{}",
            if own { "Documents" } else { "Shared Documents" },
            random.pick(WORDS)
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
            .text("ListItemUniqueId", &random.guid())
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
            object = object
                .text("DestinationFileName", &self.file_name(random, extension))
                .text("DestinationRelativeUrl", &folder);
        }
        if self.event.op == Op::LabelApplied {
            object = object.text("DestinationLabel", "Confidential");
        }
        let object = match self.event.op {
            Op::SharedInside => object
                .text("TargetUserOrGroupName", &colleague(random))
                .text("TargetUserOrGroupType", "Member"),
            Op::SharedOutside | Op::FolderOutside => object
                .text("TargetUserOrGroupName", &self.outsider(random))
                .text("TargetUserOrGroupType", "Guest"),
            _ => object,
        };
        object.close();
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
            let site = if random.percent(20) {
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
        let extension = if op == Op::Archived {
            "zip"
        } else {
            self.extension(random)
        };
        let name = self.file_name(random, extension);
        let folder = format!(
            r"C:\Users\{}\{}\",
            self.person.user.trim_end_matches("@contoso.test"),
            random.pick(&["Documents", "Desktop", "Downloads"])
        );
        let path = if op == Op::UsbMount {
            String::new()
        } else {
            format!("{folder}{name}")
        };
        let sha = format!(
            "{:016x}{:016x}{:016x}{:016x}",
            random.number(),
            random.number(),
            random.number(),
            random.number()
        );
        let sensitive = random.percent(if self.event.planted { 35 } else { 3 });
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
            .plain("FileSize", self.size(random))
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
                object.text("PreviousFileName", &self.file_name(random, extension))
            }
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
