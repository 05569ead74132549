//! What an alert rests on, on its way out.

use ombud_api::alerts::{
    AlertActivities, AlertExplanation, Counted, ExplainedDay, ExplainedGroup, IndicatorFamily,
    Reached, Standing,
};
use ombud_app::explained as detect;
use ombud_app::explained::Family;

fn standing(standing: detect::Standing) -> Standing {
    Standing {
        score: standing.score.0,
        evidence: standing.evidence,
    }
}

fn reached(reached: detect::Reached) -> Reached {
    match reached {
        detect::Reached::Nothing => Reached::Nothing,
        detect::Reached::Low => Reached::Low,
        detect::Reached::Medium => Reached::Medium,
        detect::Reached::High => Reached::High,
    }
}

pub(in crate::http) fn family(family: Family) -> IndicatorFamily {
    match family {
        Family::Access => IndicatorFamily::Access,
        Family::Collection => IndicatorFamily::Collection,
        Family::Obfuscation => IndicatorFamily::Obfuscation,
        Family::Exfiltration => IndicatorFamily::Exfiltration,
        Family::Deletion => IndicatorFamily::Deletion,
        Family::Security => IndicatorFamily::Security,
        Family::Context => IndicatorFamily::Context,
    }
}

fn day(day: detect::ExplainedDay) -> ExplainedDay {
    ExplainedDay {
        day: day.day.to_string(),
        count: day.facets.total,
        sensitive: day.facets.sensitive,
        priority: day.facets.priority,
        unallowed: day.facets.unallowed,
        bytes: day.facets.bytes,
        reached: reached(day.reached),
        threshold: day.threshold,
        own: day.norm.own,
        own_days: day.norm.own_days,
        peers: day.norm.peers,
        surprise: day.norm.surprise,
    }
}

fn group(group: detect::ExplainedGroup) -> ExplainedGroup {
    ExplainedGroup {
        indicator: group.indicator,
        family: family(group.family),
        evidence: group.evidence,
        without: standing(group.without),
        days: group.days.into_iter().map(day).collect(),
    }
}

fn activities(activities: ombud_app::AlertActivities) -> AlertActivities {
    let counted = |counts: Vec<(String, u64)>| {
        let one = |(name, count)| Counted { name, count };
        counts.into_iter().map(one).collect()
    };
    AlertActivities {
        counted: activities.counted,
        complete: activities.complete,
        sources: counted(activities.sources),
        outcomes: counted(activities.outcomes),
        sensitive: activities.sensitive,
    }
}

pub(super) fn explanation_wire(explained: ombud_app::AlertExplanation) -> AlertExplanation {
    let explanation = explained.explanation;
    AlertExplanation {
        standing: standing(explanation.standing),
        bar: explanation.bar.0,
        peak: explanation.peak.map(|day| day.to_string()),
        fades: explanation.fades.map(|day| day.to_string()),
        groups: explanation.groups.into_iter().map(group).collect(),
        peeled: explanation.peeled.into_iter().map(standing).collect(),
        activities: explained.activities.map(activities),
    }
}
