//! Insights: one person's occurrences of one indicator on one UTC day, counted by facet.
//!
//! Insights are mergeable: [`Insight::merge`] is commutative and associative, so batches can be folded in any order and on any
//! node. The packed form is stored; its first byte is its version.

use crate::{Day, IndicatorCode, Timestamp};

/// Counts of one insight. All of them add up when two insights of the same person, day and indicator are merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Facets {
    pub total: u64,
    /// With at least one sensitive information type.
    pub sensitive: u64,
    /// Touching content that the organisation marked as priority.
    pub priority: u64,
    /// Sent to a domain that the organisation does not allow.
    pub unallowed: u64,
    pub bytes: u64,
}

/// Distinct objects by the K smallest hashes: exact up to [`DistinctSketch::K`], an estimate beyond, the same in any order of merging.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DistinctSketch(Vec<u32>);

impl DistinctSketch {
    pub const K: usize = 32;

    pub fn insert(&mut self, hash: u32) {
        if self.0.len() == Self::K && self.0.last().is_some_and(|&max| hash > max) {
            return;
        }
        if let Err(at) = self.0.binary_search(&hash) {
            self.0.insert(at, hash);
            self.0.truncate(Self::K);
        }
    }

    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|&hash| self.insert(hash));
    }

    /// Number of distinct objects, [`DistinctSketch::K`] where there were more: unlike an estimate, it does not hang on what their hashes are.
    pub fn at_most_k(&self) -> u64 {
        self.0.len() as u64
    }

    /// Number of distinct objects; an estimate (standard error about 18 %) once more than K were seen.
    pub fn estimate(&self) -> u64 {
        match self.0.last() {
            Some(&max) if self.0.len() == Self::K => {
                ((Self::K as u64 - 1) << 32) / (u64::from(max) + 1)
            }
            _ => self.0.len() as u64,
        }
    }
}

/// Occurrences by the part of their UTC day, six hours each; they add up to all of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Blocks([u64; Blocks::COUNT]);

impl Blocks {
    const COUNT: usize = 4;

    /// The block in which a moment lies.
    const fn of(time: Timestamp) -> usize {
        (time.hour() / 6) as usize
    }

    pub fn add(&mut self, time: Timestamp, count: u64) {
        if let Some(block) = self.0.get_mut(Self::of(time)) {
            *block += count;
        }
    }

    fn merge(&mut self, other: &Self) {
        let blocks = self.0.iter_mut().zip(other.0);
        blocks.for_each(|(block, count)| *block += count);
    }

    /// The most within 24 hours that end in a block of this day in which something happened; `before` are those of the day before.
    pub fn most(&self, before: &Self) -> u64 {
        let mut within: u128 = before.0.iter().copied().map(u128::from).sum();
        let mut most = 0;
        for (leaves, comes) in before.0.iter().zip(self.0) {
            within = within - u128::from(*leaves) + u128::from(comes);
            if comes > 0 {
                most = most.max(within);
            }
        }
        u64::try_from(most).unwrap_or(u64::MAX)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insight {
    pub day: Day,
    pub indicator: IndicatorCode,
    pub facets: Facets,
    pub blocks: Blocks,
    pub objects: DistinctSketch,
    pub first: Timestamp,
    pub last: Timestamp,
}

impl Insight {
    /// Occurrences of one moment, without an object yet.
    pub fn at(time: Timestamp, indicator: IndicatorCode, facets: Facets) -> Self {
        let mut blocks = Blocks::default();
        blocks.add(time, facets.total);
        Self {
            day: time.day(),
            indicator,
            facets,
            blocks,
            objects: DistinctSketch::default(),
            first: time,
            last: time,
        }
    }

    /// The presence of a day, without an hour yet. Its counts are 0, its objects are hours (0 to 23, UTC): merging unites them.
    pub fn of_presence(day: Day) -> Self {
        let start = Timestamp::from_millis(day.start_millis()).unwrap_or(Timestamp::MIN);
        Self {
            day,
            ..Self::at(start, IndicatorCode::PRESENCE, Facets::default())
        }
    }

    /// Adds hours, a bit each, to an insight of presence.
    pub fn add_hours(&mut self, hours: u32) {
        let there = (0..24).filter(|hour| hours >> hour & 1 == 1);
        there.for_each(|hour| self.objects.insert(hour));
    }

    /// The hours of presence, a bit each.
    pub fn hours(&self) -> u32 {
        let hours = self.objects.0.iter().filter(|&&hour| hour < 24);
        hours.fold(0, |hours, hour| hours | 1 << hour)
    }

    /// Whether it says that the person was there, and is no occurrence of an indicator.
    pub fn is_presence(&self) -> bool {
        self.indicator == IndicatorCode::PRESENCE
    }

    /// Folds `other` in. Both must be of the same person, day and indicator.
    pub fn merge(&mut self, other: &Insight) {
        debug_assert_eq!((self.day, self.indicator), (other.day, other.indicator));
        self.facets.total += other.facets.total;
        self.facets.sensitive += other.facets.sensitive;
        self.facets.priority += other.facets.priority;
        self.facets.unallowed += other.facets.unallowed;
        self.facets.bytes = self.facets.bytes.saturating_add(other.facets.bytes);
        self.blocks.merge(&other.blocks);
        self.objects.merge(&other.objects);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}

/// Sorts by day and indicator and merges what belongs together. The canonical order of a person's insights.
pub fn normalise(mut insights: Vec<Insight>) -> Vec<Insight> {
    insights.sort_by_key(|insight| (insight.day, insight.indicator));
    let mut merged: Vec<Insight> = Vec::with_capacity(insights.len());
    for insight in insights {
        match merged.last_mut() {
            Some(last) if (last.day, last.indicator) == (insight.day, insight.indicator) => {
                last.merge(&insight)
            }
            _ => merged.push(insight),
        }
    }
    merged
}

const PACK_VERSION: u8 = 2;
/// Packs of this version say nothing of blocks: all that they count is taken to have happened when the first did. Presence has the same form
/// as other insights in them.
const WITHOUT_BLOCKS: u8 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stored insights are damaged or of a newer version")]
pub struct BadPack;

/// Packs insights (any order) into bytes; [`unpack`] gives them back.
pub fn pack(insights: &[Insight]) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + insights.len() * 16);
    out.push(PACK_VERSION);
    for insight in insights {
        put(&mut out, zigzag(i64::from(insight.day.0)));
        put(&mut out, u64::from(insight.indicator.0));
        if insight.is_presence() {
            put(&mut out, u64::from(insight.hours()));
            continue;
        }
        let facets = insight.facets;
        for count in [
            facets.total,
            facets.sensitive,
            facets.priority,
            facets.unallowed,
            facets.bytes,
        ] {
            put(&mut out, count);
        }
        put(
            &mut out,
            zigzag(insight.first.millis() - insight.day.start_millis()),
        );
        put(
            &mut out,
            zigzag(insight.last.millis() - insight.day.start_millis()),
        );
        // What happened in the last block is what the others leave of the total, so most insights say nothing here.
        for block in Blocks::of(insight.first)..Blocks::of(insight.last) {
            put(&mut out, insight.blocks.0.get(block).copied().unwrap_or(0));
        }
        put(&mut out, insight.objects.0.len() as u64);
        insight
            .objects
            .0
            .iter()
            .for_each(|hash| out.extend_from_slice(&hash.to_le_bytes()));
    }
    out
}

/// Appends what `bytes` holds to `into`.
pub fn unpack(bytes: &[u8], into: &mut Vec<Insight>) -> Result<(), BadPack> {
    let (&version, mut rest) = bytes.split_first().ok_or(BadPack)?;
    if ![PACK_VERSION, WITHOUT_BLOCKS].contains(&version) {
        return Err(BadPack);
    }
    while !rest.is_empty() {
        let day = Day(i32::try_from(unzigzag(take(&mut rest)?)).map_err(|_| BadPack)?);
        let indicator = IndicatorCode(u16::try_from(take(&mut rest)?).map_err(|_| BadPack)?);
        if version == PACK_VERSION && indicator == IndicatorCode::PRESENCE {
            let mut present = Insight::of_presence(day);
            present.add_hours(take_hours(&mut rest)?);
            into.push(present);
            continue;
        }
        let facets = Facets {
            total: take(&mut rest)?,
            sensitive: take(&mut rest)?,
            priority: take(&mut rest)?,
            unallowed: take(&mut rest)?,
            bytes: take(&mut rest)?,
        };
        let mut moment = || -> Result<Timestamp, BadPack> {
            let offset = unzigzag(take(&mut rest)?);
            Timestamp::from_millis(day.start_millis().checked_add(offset).ok_or(BadPack)?)
                .map_err(|_| BadPack)
        };
        let (first, last) = (moment()?, moment()?);
        let blocks = match version {
            WITHOUT_BLOCKS => Insight::at(first, indicator, facets).blocks,
            _ => take_blocks(&mut rest, facets.total, first, last)?,
        };
        let count = usize::try_from(take(&mut rest)?)
            .ok()
            .filter(|&n| n <= DistinctSketch::K)
            .ok_or(BadPack)?;
        let (hashes, after) = rest.split_at_checked(count * 4).ok_or(BadPack)?;
        rest = after;
        let (hashes, _) = hashes.as_chunks::<4>();
        let objects = DistinctSketch(
            hashes
                .iter()
                .map(|bytes| u32::from_le_bytes(*bytes))
                .collect(),
        );
        into.push(Insight {
            day,
            indicator,
            facets,
            blocks,
            objects,
            first,
            last,
        });
    }
    Ok(())
}

/// A bit for each hour of a day.
fn take_hours(rest: &mut &[u8]) -> Result<u32, BadPack> {
    let hours = u32::try_from(take(rest)?).map_err(|_| BadPack)?;
    (hours >> 24 == 0).then_some(hours).ok_or(BadPack)
}

fn take_blocks(
    rest: &mut &[u8],
    total: u64,
    first: Timestamp,
    last: Timestamp,
) -> Result<Blocks, BadPack> {
    let (mut blocks, mut left) = (Blocks::default(), total);
    for block in Blocks::of(first)..Blocks::of(last) {
        let count = take(rest)?;
        left = left.checked_sub(count).ok_or(BadPack)?;
        *blocks.0.get_mut(block).ok_or(BadPack)? = count;
    }
    blocks.add(last, left);
    Ok(blocks)
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Result<u64, BadPack> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first().ok_or(BadPack)?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(BadPack)
}

const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

const fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insight(day: i32, code: u16, ms: i64, hashes: &[u32]) -> Insight {
        let day = Day(day);
        let at = Timestamp::from_millis(day.start_millis() + ms).unwrap();
        let facets = Facets {
            total: 3,
            sensitive: 1,
            priority: 0,
            unallowed: 2,
            bytes: 1 << 40,
        };
        let mut one = Insight::at(at, IndicatorCode(code), facets);
        hashes.iter().for_each(|&hash| one.objects.insert(hash));
        one
    }

    #[test]
    fn packing_keeps_everything() {
        let insights = vec![
            insight(20_000, 7, 5, &[9, 1, 4]),
            insight(19_000, 300, 86_399_999, &[]),
        ];
        let mut back = Vec::new();
        unpack(&pack(&insights), &mut back).unwrap();
        assert_eq!(back, insights);
    }

    #[test]
    fn blocks_say_when_and_cross_midnight() {
        let hour = |day: i32, hour: i64, count: u64| {
            let at = Timestamp::from_millis(Day(day).start_millis() + hour * 3_600_000).unwrap();
            let facets = Facets {
                total: count,
                ..Facets::default()
            };
            Insight::at(at, IndicatorCode(7), facets)
        };
        let days = normalise(vec![
            hour(20_000, 3, 1_000),
            hour(20_000, 13, 7),
            hour(20_000, 23, 60),
            hour(20_001, 1, 50),
            hour(20_001, 14, 3),
            hour(20_001, 20, 400),
        ]);
        let [one, next] = days.as_slice() else {
            panic!("two days: {days:?}")
        };
        assert_eq!(one.blocks.most(&Blocks::default()), 1_067);
        assert_eq!(next.blocks.most(&one.blocks), 453);
        // 7 in the afternoon, 60 in the evening, 50 after midnight; what came before those 24 hours is not among them.
        let night = hour(20_001, 1, 50);
        assert_eq!(night.blocks.most(&one.blocks), 117);
        // 24 hours that end where nothing happened are no act of this day.
        let noon = hour(20_001, 13, 1);
        assert_eq!(noon.blocks.most(&one.blocks), 61);
        let mut back = Vec::new();
        unpack(&pack(&days), &mut back).unwrap();
        assert_eq!(back, days);
    }

    #[test]
    fn packs_of_before_are_read_as_of_one_moment() {
        let one = insight(20_000, 7, 5, &[9, 1, 4]);
        let mut packed = pack(std::slice::from_ref(&one));
        packed[0] = WITHOUT_BLOCKS;
        // A day of presence, with two hours, as it was written then.
        put(&mut packed, zigzag(20_001));
        packed.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0, 2, 9, 0, 0, 0, 11, 0, 0, 0]);
        let mut back = Vec::new();
        unpack(&packed, &mut back).unwrap();
        let mut there = Insight::of_presence(Day(20_001));
        there.add_hours(1 << 9 | 1 << 11);
        assert_eq!(back, [one, there]);
    }

    #[test]
    fn damaged_packs_are_refused() {
        let packed = pack(&[insight(20_000, 7, 5, &[9, 1, 4])]);
        for cut in 2..packed.len() {
            assert_eq!(
                unpack(&packed[..cut], &mut Vec::new()),
                Err(BadPack),
                "cut at {cut}"
            );
        }
        assert_eq!(unpack(&[9], &mut Vec::new()), Err(BadPack));
        // A day has 24 hours.
        let presence = |hours: [u8; 4]| [&[PACK_VERSION, 0, 0][..], &hours].concat();
        let mut there = Vec::new();
        unpack(&presence([0xff, 0xff, 0xff, 0x07]), &mut there).unwrap();
        assert_eq!(there[0].hours(), (1 << 24) - 1);
        let more = presence([0x80, 0x80, 0x80, 0x08]);
        assert_eq!(unpack(&more, &mut Vec::new()), Err(BadPack));
        assert_eq!(unpack(&[], &mut Vec::new()), Err(BadPack));
    }

    #[test]
    fn presence_merges_by_union_and_packs_small() {
        let of = |hours: u32| {
            let mut one = Insight::of_presence(Day(20_000));
            one.add_hours(hours);
            one
        };
        let parts = [of(0b1100), of(0b0110), of(1 << 23)];
        let there = normalise(parts.to_vec());
        assert_eq!(there, normalise(parts.iter().rev().cloned().collect()));
        assert_eq!(there, [of(0b1110 | 1 << 23)]);
        assert_eq!(there[0].objects.estimate(), 4);
        assert_eq!(there[0].facets, Facets::default());
        let packed = pack(&there);
        assert!(packed.len() <= 1 + 3 + 1 + 4, "{}", packed.len());
        let mut back = Vec::new();
        unpack(&packed, &mut back).unwrap();
        assert_eq!(back, there);
    }

    #[test]
    fn merging_does_not_depend_on_order() {
        let parts: Vec<Insight> = (0..40)
            .map(|i| insight(20_000, 7, i * 10, &[(i as u32).wrapping_mul(2_654_435_761)]))
            .collect();
        let forward = normalise(parts.clone());
        let backward = normalise(parts.into_iter().rev().collect());
        assert_eq!(forward, backward);
        assert_eq!(forward[0].facets.total, 120);
        let estimate = forward[0].objects.estimate();
        assert!(
            (25..=60).contains(&estimate),
            "40 distinct objects, estimated {estimate}"
        );
    }
}
