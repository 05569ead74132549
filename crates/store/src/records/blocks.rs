//! How packed insights lie in rows: one row a person for small segments, one row a block of persons for large ones.
//!
//! A push touches few persons and must not touch the rest. A bulk import touches everybody a little in each of its segments, and a
//! row a person would cost more than reading their records did. Ids are random, so their first bits deal persons evenly.

use ombud_model::PersonId;

use super::commit::PackedInsights;

/// A segment with at least this many packs is laid out in blocks.
const BULK: usize = 8_192;
/// Persons whose ids agree in the bits above these 53 share a block: 1,024 blocks.
const BLOCK_SHIFT: u32 = 53;
/// Person and length in front of each entry.
const HEAD: usize = 12;

/// Packed insights of one person, or of a block of persons, in one month.
pub(super) struct Row {
    /// A person's id; below zero, a block.
    pub(super) holder: i64,
    pub(super) month: i32,
    pub(super) body: Vec<u8>,
}

/// The block that a person belongs to. Never a person's id, because those have 63 bits.
pub(super) const fn block_of(person: PersonId) -> i64 {
    -1 - (person.0 >> BLOCK_SHIFT).cast_signed()
}

/// The rows of one segment, by key.
pub(super) fn rows(mut insights: Vec<PackedInsights>) -> Vec<Row> {
    if insights.len() < BULK {
        // By key: the index grows in its own order, page after page.
        insights.sort_unstable_by_key(|packed| (packed.person, packed.month));
        let row = |packed: PackedInsights| Row {
            holder: packed.person.0.cast_signed(),
            month: packed.month,
            body: packed.body,
        };
        return insights.into_iter().map(row).collect();
    }
    insights.sort_unstable_by_key(|packed| (block_of(packed.person), packed.month, packed.person));
    let key = |packed: &PackedInsights| (block_of(packed.person), packed.month);
    let row = |packs: &[PackedInsights]| {
        let (holder, month) = packs.first().map(key)?;
        let mut body =
            Vec::with_capacity(packs.iter().map(|packed| HEAD + packed.body.len()).sum());
        for packed in packs {
            body.extend_from_slice(&packed.person.0.to_le_bytes());
            body.extend_from_slice(&(packed.body.len() as u32).to_le_bytes());
            body.extend_from_slice(&packed.body);
        }
        Some(Row {
            holder,
            month,
            body,
        })
    };
    insights
        .chunk_by(|one, next| key(one) == key(next))
        .filter_map(row)
        .collect()
}

/// The entries of a block's body; `None` for one that is cut short.
pub(super) fn entries(mut body: &[u8]) -> Option<Vec<(PersonId, &[u8])>> {
    let mut entries = Vec::new();
    while !body.is_empty() {
        let (person, rest) = body.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (packed, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        entries.push((PersonId(u64::from_le_bytes(*person)), packed));
        body = rest;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs(count: u64) -> Vec<PackedInsights> {
        let spread = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 1;
        let pack = |number| PackedInsights {
            person: PersonId(spread(number)),
            month: (number % 2) as i32,
            body: vec![7; number as usize % 5],
        };
        (0..count).map(pack).collect()
    }

    #[test]
    fn a_small_segment_has_a_row_a_person() {
        let rows = rows(packs(100));
        assert_eq!(rows.len(), 100);
        assert!(
            rows.is_sorted_by_key(|row| (row.holder, row.month))
                && rows.iter().all(|row| row.holder >= 0)
        );
    }

    #[test]
    fn a_large_segment_keeps_every_pack_in_few_rows() {
        let mut given = packs(20_000);
        let rows = rows(given.clone());
        assert!(rows.len() <= 2_048 && rows.iter().all(|row| row.holder < 0));
        let mut back = Vec::new();
        for row in &rows {
            for (person, body) in entries(&row.body).unwrap() {
                assert_eq!(block_of(person), row.holder);
                back.push(PackedInsights {
                    person,
                    month: row.month,
                    body: body.to_vec(),
                });
            }
        }
        back.sort_unstable_by_key(|packed| packed.person);
        given.sort_unstable_by_key(|packed| packed.person);
        assert_eq!(back, given);
        let body = &rows[0].body;
        assert!(entries(&body[..body.len() - 1]).is_none());
    }
}
