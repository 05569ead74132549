//! Planted leavers rank above every leaver who did nothing, though some of those are a hundred times as busy.

use ombud_detect::{Baselines, Observed, assess};
use ombud_model::PersonId;
use ombud_model::insight::{Insight, normalise};

use crate::world::{START, code, content, insight, policy};

/// A small deterministic generator (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Events at a daily rate, drawn as many small chances.
    fn events(&mut self, rate: f64) -> u64 {
        let tries = (rate * 4.0).ceil().max(4.0);
        (0..tries as u64)
            .filter(|_| self.unit() < rate / tries)
            .count() as u64
    }
}

const HABITS: [(&str, f64); 10] = [
    ("files.downloaded.sharepoint", 0.07),
    ("files.synced.onedrive", 0.05),
    ("files.deleted.cloud", 0.02),
    ("files.shared.external", 0.003),
    ("mail.sent.external", 0.009),
    ("mail.sent.free-mail", 0.007),
    ("files.copied.removable-media", 0.004),
    ("files.printed", 0.005),
    ("files.archived.device", 0.003),
    ("labels.removed", 0.003),
];

const BURST: [&str; 6] = [
    "files.downloaded.sharepoint",
    "files.copied.removable-media",
    "files.uploaded.web",
    "files.printed",
    "files.archived.device",
    "mail.sent.external",
];

#[test]
fn planted_leavers_rank_above_the_busy_ones() {
    let theft = policy("data-theft-departing-users", &[]);
    for (seed, mean_actions, days) in [(1, 1.0, 90), (2, 4.0, 90), (3, 0.6, 60), (4, 12.0, 40)] {
        let mut draw = Draw(seed);
        let people = 300u64;
        let mut all: Vec<(bool, Vec<Insight>)> = Vec::new();
        for person in 0..people {
            // Pareto: most do little, some do a hundred times as much.
            let heavy = mean_actions * 0.23 * draw.unit().max(1e-4).powf(-1.0 / 1.3);
            let mut insights = Vec::new();
            for day in 0..days {
                for (id, share) in HABITS {
                    let count = draw.events(heavy * share);
                    insights.extend((count > 0).then(|| insight(day, id, count)));
                }
            }
            let planted = person % 30 == 0;
            if person % 5 == 0 {
                let resigned = days / 3 + draw.below((days - days / 3 - 4) as u64) as i32;
                insights.push(insight(resigned, "hr.resigned", 1));
                insights.push(insight(resigned + 14, "hr.last-working-day", 1));
                for _ in 0..if planted { 60 + draw.below(300) } else { 0 } {
                    let day = resigned - 2 + draw.below(5) as i32;
                    let id = BURST[draw.below(6) as usize];
                    // Uploads and mail mostly stay inside.
                    let inside = matches!(id, "files.uploaded.web" | "mail.sent.external")
                        && draw.below(5) > 0;
                    insights.extend((!inside).then(|| insight(day, id, 1)));
                }
            }
            all.push((planted, normalise(insights)));
        }
        let totals = all
            .iter()
            .flat_map(|(_, insights)| insights)
            .map(|one| (one.day, one.indicator, one.facets.total));
        let baselines = Baselines::new(content(), START, &[people], totals);
        let trigger = code("hr.resigned");
        let leavers = all
            .iter()
            .filter(|(_, insights)| insights.iter().any(|one| one.indicator == trigger));
        let scores = leavers.map(|(planted, insights)| {
            let observed = Observed::new(START, insights);
            let found = assess(content(), &theft, PersonId(1), &observed, &baselines);
            (*planted, found.unwrap().score.0)
        });
        let (planted, others): (Vec<_>, Vec<_>) = scores.partition(|(planted, _)| *planted);
        let lowest = planted.iter().map(|(_, score)| *score).min().unwrap();
        let highest = others.iter().map(|(_, score)| *score).max().unwrap();
        assert!(
            lowest >= 34 && lowest > highest,
            "seed {seed}: planted from {lowest}, others up to {highest}"
        );
        assert!(highest < 67, "seed {seed}: others up to {highest}");
    }
}
