//! Who is who: from the identifiers in records to opaque persons and their keys.
//!
//! A personnel record may call one person by several identifiers. They are one person from then on; of two persons who are known already it
//! is noted that they are one, and whoever runs the ingestion joins them.
//!
//! A person is created the first time an identifier is seen, in a transaction of its own before the batch that names them: a person
//! without activities does no harm, an activity without its person would.

use std::sync::Arc;

use ombud_connect::text;
use ombud_identity::{MasterKey, PersonKey, Pseudonym, vault};
use ombud_model::PersonId;
use ombud_model::entropy::{self, Entropy};
use ombud_store::records::{IdentityHash, NewPerson};
use ombud_store::{Records, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};

use super::PipelineError;

/// How often a pseudonym or id that is taken is drawn again before giving up.
const DRAWS: usize = 64;

/// One identifier of a batch.
pub(crate) struct Named {
    pub(crate) text: Box<str>,
    /// Whether it is a person's for sure. An object id alone is not.
    pub(crate) is_person: bool,
    /// Other identifiers of the same person, as the records of the batch say.
    pub(crate) others: Vec<String>,
}

impl Named {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.text).chain(self.others.iter().map(String::as_str))
    }
}

/// What this process knows of persons: a cache over the identity tables.
pub(crate) struct People {
    master: Arc<MasterKey>,
    by_hash: FxHashMap<IdentityHash, PersonId>,
    /// `None` for erased persons: their fragments are dropped.
    keys: FxHashMap<PersonId, Option<PersonKey>>,
    /// Known persons of whom records say that they are one, until somebody takes them.
    joins: Vec<(PersonId, PersonId)>,
    /// Persons whose shared name several records claim: they are joined with nobody.
    contested: FxHashSet<PersonId>,
}

impl People {
    pub(crate) fn new(master: Arc<MasterKey>) -> Self {
        Self {
            master,
            by_hash: FxHashMap::default(),
            keys: FxHashMap::default(),
            joins: Vec::new(),
            contested: FxHashSet::default(),
        }
    }

    /// The persons behind the identifiers, in their order. Unknown ones are created; `None` stands for an object id that nobody has
    /// claimed.
    pub(crate) async fn resolve(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        named: &[Named],
    ) -> Result<Vec<Option<PersonId>>, PipelineError> {
        let hashes: Vec<Vec<IdentityHash>> = named
            .iter()
            .map(|named| {
                named
                    .names()
                    .map(|name| self.master.identity_hash(name))
                    .collect()
            })
            .collect();
        let unknown: Vec<IdentityHash> = hashes
            .iter()
            .flatten()
            .filter(|hash| !self.by_hash.contains_key(*hash))
            .copied()
            .collect();
        if !unknown.is_empty() {
            self.load(records, unknown).await?;
            let plan = self.plan(records, entropy, named, &hashes).await?;
            self.carry_out(records, entropy, plan).await?;
        }
        self.note_joins(records, named, &hashes).await?;
        let person = |(named, hashes): (&Named, &Vec<IdentityHash>)| {
            let known = hashes.first().and_then(|own| self.by_hash.get(own));
            match known {
                None if named.is_person => Err(PipelineError::PersonLost),
                known => Ok(known.copied()),
            }
        };
        named.iter().zip(&hashes).map(person).collect()
    }

    /// Pairs of known persons of whom records have said since the last call that they are one.
    pub(crate) fn take_joins(&mut self) -> Vec<(PersonId, PersonId)> {
        self.contested.clear();
        std::mem::take(&mut self.joins)
    }

    /// Notes known persons whom one record calls by names of both. The rule is the one for new names: [`People::joinable`].
    async fn note_joins(
        &mut self,
        records: &Records,
        named: &[Named],
        hashes: &[Vec<IdentityHash>],
    ) -> Result<(), PipelineError> {
        if named.iter().all(|named| named.others.is_empty()) {
            return Ok(());
        }
        let (claims, aliases) = (claims(hashes), records.aliases());
        for (named, hashes) in named.iter().zip(hashes) {
            let Some((own, others)) = hashes.split_first() else {
                continue;
            };
            let Some(&person) = self.by_hash.get(own).filter(|_| named.is_person) else {
                continue;
            };
            for (name, hash) in named.others.iter().zip(others) {
                let Some(&other) = self.by_hash.get(hash) else {
                    continue;
                };
                if aliases.resolve(other) == aliases.resolve(person)
                    || claims.get(hash) != Some(&Some(*own))
                    || self.joins.contains(&(person, other))
                {
                    continue;
                }
                let is_free = is_unique(name)
                    || self
                        .is_free(&aliases.members(other), records, person)
                        .await?;
                if is_free {
                    self.joins.push((person, other));
                }
            }
        }
        Ok(())
    }

    /// Whether the name that is being claimed is all that is known of these, who are one, and no other record claims it.
    async fn is_free(
        &mut self,
        members: &[PersonId],
        records: &Records,
        claimant: PersonId,
    ) -> Result<bool, PipelineError> {
        let mut names = 0;
        for member in members {
            names += records.identities_of(*member).await?.len();
            let claimed = |&(by, of): &(PersonId, PersonId)| of == *member && by != claimant;
            if self.joins.iter().any(claimed) {
                self.joins.retain(|pair| !claimed(pair));
                self.contested.insert(*member);
            }
        }
        Ok(names == 1 && !members.iter().any(|member| self.contested.contains(member)))
    }

    /// The person's key; `None` when the person is erased.
    pub(crate) fn key(&self, person: PersonId) -> Option<&PersonKey> {
        self.keys.get(&person).and_then(Option::as_ref)
    }

    /// Forgets a person who was erased.
    pub(crate) fn forget(&mut self, person: PersonId) {
        self.by_hash.retain(|_, known| *known != person);
        self.keys.remove(&person);
    }

    async fn load(
        &mut self,
        records: &Records,
        mut hashes: Vec<IdentityHash>,
    ) -> Result<(), PipelineError> {
        hashes.sort_unstable();
        hashes.dedup();
        let found = records.find_identities(&hashes).await?;
        let persons: Vec<PersonId> = found
            .iter()
            .map(|&(_, person)| person)
            .filter(|p| !self.keys.contains_key(p))
            .collect();
        for (person, wrapped) in records.person_keys(&persons).await? {
            let key = wrapped
                .map(|wrapped| self.master.unwrap_key(person, &wrapped))
                .transpose()?;
            self.keys.insert(person, key);
        }
        self.by_hash.extend(found);
        Ok(())
    }

    /// Whom to create, and which further identifiers known persons get.
    async fn plan(
        &self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        named: &[Named],
        hashes: &[Vec<IdentityHash>],
    ) -> Result<Plan, PipelineError> {
        let (mut plan, claims) = (Plan::default(), claims(hashes));
        let is_single = |others: &[IdentityHash]| others.is_empty();
        // Whoever has several names comes first: a name that a log uses in the same batch is then one of them.
        for single in [false, true] {
            for (named, hashes) in named.iter().zip(hashes) {
                let Some((own, others)) = hashes.split_first() else {
                    continue;
                };
                if !named.is_person || is_single(others) != single {
                    continue;
                }
                let others: Vec<(&str, IdentityHash)> = named
                    .others
                    .iter()
                    .map(String::as_str)
                    .zip(others.iter().copied())
                    .filter(|(_, hash)| claims.get(hash) == Some(&Some(*own)))
                    .collect();
                let person = match self.known(&plan, own) {
                    Some(person) => person,
                    None => match self.joinable(records, &plan, &others).await? {
                        Some(person) => {
                            self.give(&mut plan, person, (&named.text, *own), entropy)?;
                            person
                        }
                        None => plan.create(&self.master, (&named.text, *own), entropy)?,
                    },
                };
                for other in others {
                    if self.known(&plan, &other.1).is_none() {
                        self.give(&mut plan, person, other, entropy)?;
                    }
                }
            }
        }
        Ok(plan)
    }

    fn known(&self, plan: &Plan, hash: &IdentityHash) -> Option<PersonId> {
        let known = self.by_hash.get(hash).or_else(|| plan.by_hash.get(hash));
        known.copied()
    }

    /// Who is called by one of these names already. A name that the directory gives to one account only says it alone; another one only
    /// as long as nobody else has laid claim to the person, because names are shared and used again.
    async fn joinable(
        &self,
        records: &Records,
        plan: &Plan,
        others: &[(&str, IdentityHash)],
    ) -> Result<Option<PersonId>, PipelineError> {
        for (name, hash) in others {
            let Some(person) = self.known(plan, hash) else {
                continue;
            };
            let names = match plan.created(person) {
                Some((person, _)) => person.identities.len(),
                None => {
                    let given = plan.given.iter().filter(|(given, _)| *given == person);
                    given.count() + records.identities_of(person).await?.len()
                }
            };
            if is_unique(name) || names == 1 {
                return Ok(Some(person));
            }
        }
        Ok(None)
    }

    /// One more identifier for a person. An erased one gets none.
    fn give(
        &self,
        plan: &mut Plan,
        person: PersonId,
        (name, hash): (&str, IdentityHash),
        entropy: &mut (dyn Entropy + Send),
    ) -> Result<(), PipelineError> {
        if let Some((new, key)) = plan.created_mut(person) {
            let sealed = vault::seal_identity(key, person, name.trim(), entropy)?;
            new.identities.push((hash, sealed));
        } else if let Some(key) = self.key(person) {
            let sealed = vault::seal_identity(key, person, name.trim(), entropy)?;
            plan.given.push((person, (hash, sealed)));
        } else {
            return Ok(());
        }
        plan.by_hash.insert(hash, person);
        Ok(())
    }

    async fn carry_out(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        mut plan: Plan,
    ) -> Result<(), PipelineError> {
        self.insert(records, entropy, &mut plan.news).await?;
        records.add_identities(&plan.given).await?;
        self.by_hash.extend(plan.by_hash);
        let keys = plan.news.into_iter().map(|(new, key)| (new.id, Some(key)));
        self.keys.extend(keys);
        Ok(())
    }

    /// Stores the persons; what somebody else took meanwhile is drawn again.
    async fn insert(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        news: &mut [(NewPerson, PersonKey)],
    ) -> Result<(), PipelineError> {
        for _ in 0..DRAWS {
            let persons: Vec<NewPerson> = news.iter().map(|(person, _)| person.clone()).collect();
            match records.create_persons(&persons).await {
                Ok(()) => return Ok(()),
                // Ids are 63 random bits and this process is the only writer: a pseudonym is all that can be taken.
                Err(StoreError::Persons(conflicts))
                    if conflicts.ids.is_empty() && conflicts.identities.is_empty() =>
                {
                    for (person, _) in news
                        .iter_mut()
                        .filter(|(person, _)| conflicts.pseudonyms.contains(&person.pseudonym))
                    {
                        person.pseudonym = Pseudonym::generate(entropy)?.to_string();
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(PipelineError::PersonLost)
    }
}

/// What a batch adds to the identity tables.
#[derive(Default)]
struct Plan {
    news: Vec<(NewPerson, PersonKey)>,
    index: FxHashMap<PersonId, usize>,
    /// Further identifiers of persons who are stored already.
    given: Vec<(PersonId, (IdentityHash, Vec<u8>))>,
    by_hash: FxHashMap<IdentityHash, PersonId>,
    pseudonyms: FxHashSet<Pseudonym>,
}

impl Plan {
    fn create(
        &mut self,
        master: &MasterKey,
        (name, hash): (&str, IdentityHash),
        entropy: &mut (dyn Entropy + Send),
    ) -> Result<PersonId, PipelineError> {
        let (id, key) = (entropy::person_id(entropy)?, PersonKey::generate(entropy)?);
        let sealed = vault::seal_identity(&key, id, name.trim(), entropy)?;
        let mut pseudonym = Pseudonym::generate(entropy)?;
        while !self.pseudonyms.insert(pseudonym) {
            pseudonym = Pseudonym::generate(entropy)?;
        }
        let new = NewPerson {
            id,
            pseudonym: pseudonym.to_string(),
            wrapped_key: master.wrap(id, &key)?,
            identities: vec![(hash, sealed)],
        };
        self.index.insert(id, self.news.len());
        self.news.push((new, key));
        self.by_hash.insert(hash, id);
        Ok(id)
    }

    fn created(&self, person: PersonId) -> Option<&(NewPerson, PersonKey)> {
        self.index.get(&person).and_then(|&at| self.news.get(at))
    }

    fn created_mut(&mut self, person: PersonId) -> Option<&mut (NewPerson, PersonKey)> {
        self.index
            .get(&person)
            .and_then(|&at| self.news.get_mut(at))
    }
}

/// Who of the batch lays claim to an identifier beside their own; `None` where several do. Such a one joins nobody.
fn claims(hashes: &[Vec<IdentityHash>]) -> FxHashMap<IdentityHash, Option<IdentityHash>> {
    let mut claims = FxHashMap::default();
    for (own, others) in hashes.iter().filter_map(|hashes| hashes.split_first()) {
        for other in others {
            let claim = claims.entry(*other).or_insert(Some(*own));
            if *claim != Some(*own) {
                *claim = None;
            }
        }
    }
    claims
}

/// Object ids and SIDs are given once and never again.
fn is_unique(name: &str) -> bool {
    text::is_guid(name) || text::starts_with_ignore_case(name, "S-1-5-21-")
}
