//! Files of a case: whoever may write in it attaches them, whoever sees it reads them.
//!
//! Promises: nobody changes or deletes one while the case is there. Name and bytes lie sealed like a note; the bytes lie by themselves, so that
//! listing files, and erasing one of several persons, reads none. They end with the case, and with the erasure of everybody whom they concern.

use std::collections::BTreeMap;

use ombud_evidence::hash_of;
use ombud_identity::{OsEntropy, PersonKey, SealedBytes, SharedFile};
use ombud_model::attachment::{AttachmentName, AttachmentType, MOST_ATTACHMENTS};
use ombud_model::case_event::CaseEventKind;
use ombud_model::{
    AccountId, AttachmentId, Case, CaseId, Operation, PersonId, Sha256Hash, Timestamp,
};
use ombud_store::records::DocumentChange;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::act_in;
use super::history::{nobody_left, room, writable};
use crate::documents::{self, Read, StoredDocument};
use crate::requests::cases::NewAttachment;
use crate::requests::{Given, WantedId};
use crate::{AppError, Caller, Ombud};

/// A file, as it is stored, without its bytes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CaseAttachment {
    id: AttachmentId,
    case: CaseId,
    at: Timestamp,
    by: Option<AccountId>,
    is: AttachmentType,
    size: u64,
    /// Of the bytes.
    sha256: Sha256Hash,
    /// `None` after everybody whom it concerns was erased; then the bytes are gone, too.
    sealed: Option<SharedFile>,
}

impl StoredDocument for CaseAttachment {
    const KIND: &'static str = "case-attachment";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.case.to_string())
    }
}

/// The bytes of a file, as they are stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct AttachmentBytes {
    attachment: AttachmentId,
    sealed: SealedBytes,
}

impl StoredDocument for AttachmentBytes {
    const KIND: &'static str = "case-attachment-bytes";

    fn id(&self) -> String {
        self.attachment.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.attachment.to_string())
    }
}

/// A file, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AttachmentSummary {
    pub id: AttachmentId,
    /// `None` after everybody whom it concerns was erased.
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub is: AttachmentType,
    /// In bytes.
    pub size: u64,
    pub sha256: Sha256Hash,
    pub at: Timestamp,
    /// `None` for the operator of a trial.
    pub by: Option<AccountId>,
}

/// A file with its bytes.
pub struct AttachmentContent {
    pub id: AttachmentId,
    pub name: String,
    pub is: AttachmentType,
    pub sha256: Sha256Hash,
    pub bytes: Zeroizing<Vec<u8>>,
}

impl CaseAttachment {
    fn summary(&self, name: Option<String>) -> AttachmentSummary {
        AttachmentSummary {
            id: self.id,
            name,
            is: self.is,
            size: self.size,
            sha256: self.sha256,
            at: self.at,
            by: self.by,
        }
    }

    /// It, its place, and a key that opens it.
    fn opening<'a>(
        &'a self,
        keys: &'a BTreeMap<PersonId, PersonKey>,
    ) -> Option<(&'a SharedFile, PersonId, &'a PersonKey)> {
        let file = self.sealed.as_ref()?;
        let person = file.persons().find(|person| keys.contains_key(person))?;
        Some((file, person, keys.get(&person)?))
    }

    fn name(&self, keys: &BTreeMap<PersonId, PersonKey>) -> Result<Option<String>, AppError> {
        let Some((file, person, key)) = self.opening(keys) else {
            return Ok(None);
        };
        let name = file.open_name((self.case, self.id), person, key);
        name.map(Some).map_err(AppError::internal)
    }
}

/// Names are not printed.
impl std::fmt::Debug for AttachmentContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AttachmentContent({})", self.id)
    }
}

impl Ombud {
    /// Attaches a file to a case.
    pub async fn attach_to_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        new: NewAttachment,
    ) -> Result<AttachmentSummary, AppError> {
        // What is long is done before anybody waits for it.
        let sha256 = hash_of(&new.bytes);
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.known_case(caller, Operation::AttachToCase, id).await?;
        let resource = self.case_resource(&read.value);
        let id = AttachmentId(self.drawn_in_order()?);
        let size = new.bytes.len();
        let act = act_in(Operation::AttachToCase, &read.value)
            .on(id)
            .reason(&format!("{size} bytes, SHA-256 {sha256}"));
        self.authorize(caller, act, resource, async |_, _| {
            writable(&read.value)?;
            let (name, is) = checked(new.name, &new.bytes)?;
            let there = self.attachments_of(read.value.id).await?.len();
            if there >= MOST_ATTACHMENTS {
                return Err(AppError::Conflict(format!(
                    "a case has at most {MOST_ATTACHMENTS} files: open another case"
                )));
            }
            let attachment = CaseAttachment {
                id,
                case: read.value.id,
                at: self.clock.now(),
                by: caller.account(),
                is,
                size: size as u64,
                sha256,
                sealed: None,
            };
            self.put_attachment(caller, &read, attachment, (&name, &new.bytes))
                .await
        })
        .await
    }

    /// Seals a file and stores it with the entry that tells of it.
    async fn put_attachment(
        &self,
        caller: &Caller,
        read: &Read<Case>,
        mut attachment: CaseAttachment,
        (name, bytes): (&AttachmentName, &[u8]),
    ) -> Result<AttachmentSummary, AppError> {
        let (id, case) = (attachment.id, attachment.case);
        let keys = self.keys_of(read.value.persons.iter().copied()).await?;
        if keys.is_empty() {
            return Err(nobody_left());
        }
        let keys: Vec<(PersonId, PersonKey)> = keys.into_iter().collect();
        let file = (name.as_str(), bytes);
        let (file, sealed) = SharedFile::seal(file, (case, id), &keys, &mut OsEntropy)
            .map_err(AppError::internal)?;
        attachment.sealed = Some(file);
        let bytes = AttachmentBytes {
            attachment: id,
            sealed,
        };
        let kind = CaseEventKind::Attached {
            attachment: id,
            sha256: attachment.sha256,
            size: attachment.size,
        };
        let event = self.next_event(case, caller, kind, None).await?;
        room(&event)?;
        // Of an erasure at the same time one is not overtaken: it changes the case, too.
        let changes = vec![
            documents::next(read, &read.value)?,
            documents::new(&attachment)?,
            documents::new(&bytes)?,
            documents::new(&event)?,
        ];
        documents::commit(self.store.records(), changes).await?;
        Ok(attachment.summary(Some(name.as_str().to_owned())))
    }

    /// Files of a case, in the order in which they were attached.
    pub async fn list_attachments(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<Vec<AttachmentSummary>, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReadCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            self.attachment_summaries(case).await
        })
        .await
    }

    pub(super) async fn attachment_summaries(
        &self,
        case: CaseId,
    ) -> Result<Vec<AttachmentSummary>, AppError> {
        let attachments = self.attachments_of(case).await?;
        let keys = self.keys_to(&attachments).await?;
        let summary = |read: &Read<CaseAttachment>| {
            let name = read.value.name(&keys)?;
            Ok(read.value.summary(name))
        };
        attachments.iter().map(summary).collect()
    }

    /// One file with its bytes.
    pub async fn read_attachment(
        &self,
        caller: &Caller,
        (case, attachment): (WantedId<CaseId>, WantedId<AttachmentId>),
    ) -> Result<AttachmentContent, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, case).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let found = self.attachments_of(case).await?;
        let wanted = attachment.id();
        let found = found.into_iter().find(|read| Some(read.value.id) == wanted);
        let mut act = act_in(Operation::ReadCase, &read.value).purpose("download")?;
        if let Some(found) = &found {
            act = act.on(found.value.id);
        }
        self.authorize(caller, act, resource, async |_, _| {
            let found = found.ok_or(AppError::OutOfSight)?;
            self.attachment_content(&found)
                .await?
                .ok_or(AppError::OutOfSight)
        })
        .await
    }

    /// The files of a case with their bytes; none of which nobody's key opens any more.
    pub(super) async fn attachment_contents(
        &self,
        case: CaseId,
    ) -> Result<Vec<AttachmentContent>, AppError> {
        let mut contents = Vec::new();
        for read in self.attachments_of(case).await? {
            contents.extend(self.attachment_content(&read).await?);
        }
        Ok(contents)
    }

    async fn attachment_content(
        &self,
        read: &Read<CaseAttachment>,
    ) -> Result<Option<AttachmentContent>, AppError> {
        let found = &read.value;
        let keys = self.keys_to(std::slice::from_ref(read)).await?;
        let id = found.id.to_string();
        let stored = documents::get::<AttachmentBytes>(self.store.records(), &id).await?;
        let (Some(name), Some((file, person, key)), Some(stored)) =
            (found.name(&keys)?, found.opening(&keys), stored)
        else {
            return Ok(None);
        };
        let place = (found.case, found.id);
        let bytes = file
            .open_content(&stored.value.sealed, place, person, key)
            .map_err(AppError::internal)?;
        if hash_of(&bytes) != found.sha256 {
            return Err(AppError::Data(format!(
                "the bytes of {id} are not those that were attached"
            )));
        }
        Ok(Some(AttachmentContent {
            id: found.id,
            name,
            is: found.is,
            sha256: found.sha256,
            bytes,
        }))
    }

    pub(super) async fn attachments_of(
        &self,
        case: CaseId,
    ) -> Result<Vec<Read<CaseAttachment>>, AppError> {
        documents::of(self.store.records(), &case.to_string()).await
    }

    async fn keys_to(
        &self,
        attachments: &[Read<CaseAttachment>],
    ) -> Result<BTreeMap<PersonId, PersonKey>, AppError> {
        let sealed = attachments
            .iter()
            .filter_map(|read| read.value.sealed.as_ref());
        self.keys_of(sealed.flat_map(SharedFile::persons)).await
    }

    /// What ends with a case.
    pub(super) async fn deleted_attachments(
        &self,
        case: CaseId,
    ) -> Result<Vec<DocumentChange>, AppError> {
        let attachments = self.attachments_of(case).await?;
        Ok(attachments
            .iter()
            .map(|read| read.value.id())
            .flat_map(|id| {
                [
                    documents::gone::<CaseAttachment>(id.clone()),
                    documents::gone::<AttachmentBytes>(id),
                ]
            })
            .collect())
    }

    /// What becomes of files when a person is taken out of their cases, and how many concern the person. The bytes end with the last one.
    pub(super) async fn attachments_without(
        &self,
        person: PersonId,
    ) -> Result<(u64, Vec<DocumentChange>), AppError> {
        let (mut concerned, mut changes) = (0, Vec::new());
        for read in documents::all::<CaseAttachment>(self.store.records()).await? {
            let concerns = |file: &&SharedFile| file.persons().any(|one| one == person);
            let Some(file) = read.value.sealed.as_ref().filter(concerns) else {
                continue;
            };
            let mut next = read.value.clone();
            next.sealed = file.clone().without(person);
            if next.sealed.is_none() {
                changes.push(documents::gone::<AttachmentBytes>(next.id()));
            }
            changes.push(documents::next(&read, &next)?);
            concerned += 1;
        }
        Ok((concerned, changes))
    }
}

/// The name of a file that is taken, and its type.
fn checked(
    name: Given<AttachmentName>,
    bytes: &[u8],
) -> Result<(AttachmentName, AttachmentType), AppError> {
    let name = name?;
    let is = name
        .of(bytes)
        .map_err(|error| AppError::Invalid(error.to_string()))?;
    Ok((name, is))
}
