//! Erasing one person: in which order, from which stores, and how it is proved.
//!
//! Everything that names or quotes a person is sealed under that person's key. Destroying the key makes it unreadable in every copy, in
//! backups too; what follows deletes what is left. [`treatment`] says for every store what happens to it and why; [`Erasure`] leads through
//! the steps in their order and can be taken up again after a crash; [`Certificate`] states what was done, signed as a C2SP
//! note; [`ErasureList`] is replayed after a backup was restored, so that nobody comes back.
//!
//! A legal hold stops an erasure until its point of no return, [`Step::EnterInList`].

mod certificate;
mod list;
mod run;
mod stores;

pub use certificate::{BadCertificate, Certificate, LogHead};
pub use list::{BadList, Erased, ErasureList, ListDigest};
pub use run::{Done, Erasure, ErasureRefused, ErasureRequest, Remains, Step};
pub use stores::{
    Depth, ErasureGround, Store, Treatment, UnknownDepth, UnknownErasureGround, UnknownStore,
    treatment,
};
