//! Synthetic activities in the shape of a Microsoft 365 audit log: mostly file work, some mail, sign-ins and endpoint events.

use ombud_model::batch::{ActivityBatch, RedactedTexts};
use ombud_model::{Activity, Actor, Kind, PersonId, Reach, Timestamp, Workload};

const START: i64 = 1_785_542_400_000;
const WORDS: [&str; 16] = [
    "Budget", "Forecast", "Design", "Roadmap", "Payroll", "Contract", "Customer", "Pricing",
    "Spec", "Review", "Offer", "Board", "Minutes", "Merger", "Patent", "Model",
];
const SITES: [&str; 10] = [
    "finance",
    "hr",
    "legal",
    "sales",
    "engineering",
    "design",
    "marketing",
    "ops",
    "board",
    "support",
];
const EXTENSIONS: [&str; 12] = [
    "docx", "xlsx", "pptx", "pdf", "csv", "zip", "png", "jpg", "txt", "py", "msg", "one",
];
const DOMAINS: [&str; 6] = [
    "contoso.com",
    "contoso.com",
    "fabrikam.com",
    "gmail.com",
    "outlook.com",
    "proton.me",
];
const OPERATIONS: [(&str, Kind, Workload, u64); 9] = [
    ("FileAccessed", Kind::FileAccessed, Workload::SharePoint, 40),
    ("FileModified", Kind::FileModified, Workload::OneDrive, 16),
    (
        "FilePreviewed",
        Kind::FilePreviewed,
        Workload::SharePoint,
        10,
    ),
    (
        "FileDownloaded",
        Kind::FileDownloaded,
        Workload::SharePoint,
        12,
    ),
    ("SharingSet", Kind::FileShared, Workload::SharePoint, 2),
    ("MailItemsAccessed", Kind::MailRead, Workload::Exchange, 8),
    ("Send", Kind::MailSent, Workload::Exchange, 5),
    ("UserLoggedIn", Kind::SignedIn, Workload::Directory, 5),
    ("FilePrinted", Kind::Printed, Workload::Endpoint, 2),
];

/// SplitMix64.
pub(crate) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

pub(crate) fn person(number: u64) -> PersonId {
    PersonId(mix(number ^ 0xabcdef) >> 1)
}

/// `rows` activities of about `persons` people within `days`, in time order; and the permutation by person and time.
pub(crate) fn batch(rows: u64, persons: u64, days: u64, seed: u64) -> (ActivityBatch, Vec<u32>) {
    let mut batch = ActivityBatch::default();
    for row in 0..rows {
        push(
            &mut batch,
            row,
            rows,
            persons,
            days,
            mix(seed.wrapping_mul(1 << 32) + row),
        );
    }
    let mut order: Vec<u32> = (0..rows as u32).collect();
    order.sort_unstable_by_key(|&row| {
        let person = batch.person[row as usize].map_or(u64::MAX, |person| person.0);
        (person, batch.time[row as usize], batch.key[row as usize])
    });
    (batch, order)
}

/// One of the operations, each as often as its weight says.
fn drawn(random: u64) -> (&'static str, Kind, Workload, u64) {
    let mut draw = random % 100;
    *OPERATIONS
        .iter()
        .find(|(.., weight)| {
            let hit = draw < *weight;
            draw = draw.saturating_sub(*weight);
            hit
        })
        .unwrap()
}

fn push(batch: &mut ActivityBatch, row: u64, rows: u64, persons: u64, days: u64, random: u64) {
    let (operation, kind, workload, _) = drawn(random);
    // A few busy people, many quiet ones.
    let number =
        ((mix(random) % 1_000) * (mix(random ^ 1) % 1_000) * persons / 1_000_000).min(persons - 1);
    let who = format!("user{number:06}@contoso.com");
    let seconds = (row * days * 86_400 / rows) as i64;
    let at = Timestamp::from_millis(START + seconds * 1_000).unwrap();
    let mut activity = Activity::new(
        at,
        mix(random ^ 2),
        Actor::Person(who.into()),
        kind,
        operation,
    );
    activity.workload = workload;
    let pick =
        |list: &[&'static str], salt: u64| list[(mix(random ^ salt) % list.len() as u64) as usize];
    let mut texts = RedactedTexts::default();
    let (mut container, mut object, mut target) = (String::new(), String::new(), String::new());
    if matches!(
        workload,
        Workload::SharePoint | Workload::OneDrive | Workload::Endpoint
    ) {
        let extension = pick(&EXTENSIONS, 3);
        object = format!(
            "{} {} {}.{extension}",
            pick(&WORDS, 4),
            pick(&WORDS, 5),
            mix(random ^ 6) % 9_973
        );
        container = format!(
            "https://contoso.sharepoint.com/sites/{}/Shared Documents/{}/",
            pick(&SITES, 7),
            pick(&WORDS, 8)
        );
        activity.extension = extension.into();
        activity.size = Some(mix(random ^ 9) % 5_000_000);
        activity.object_id = mix(random ^ 10);
    }
    if matches!(kind, Kind::FileShared | Kind::MailSent) {
        let domain = pick(&DOMAINS, 11);
        target = format!("•@{domain}");
        activity.target_domain = domain.into();
        activity.reach = if domain == "contoso.com" {
            Reach::Inside
        } else {
            Reach::Outside
        };
    }
    if workload == Workload::Exchange {
        object = format!("{} {}", pick(&WORDS, 12), pick(&WORDS, 13));
    }
    let fragments = format!(
        "20.{}.{}.{}",
        number >> 8,
        number & 255,
        mix(random ^ 14) % 256
    );
    (texts.container, texts.object, texts.target, texts.fragments) =
        (&container, &object, &target, fragments.as_bytes());
    batch.push(&activity, Some(person(number)), texts);
}
