use crate::common;
#[test]
fn dump() {
    for f in [
        "sekoia-intake/o365.jsonl",
        "sekoia-intake/m365-defender.jsonl",
        "ms-management-api-docs/records.jsonl",
        "elastic-o365/records.jsonl",
        "panther/microsoft365.jsonl",
        "sekoia-intake/o365-message-trace.jsonl",
    ] {
        let text = String::from_utf8(common::shared(f).unwrap()).unwrap();
        println!("== {f}");
        for l in text.lines() {
            let r: serde_json::Value = serde_json::from_str(l).unwrap();
            let m = r["input"].get("message").cloned().unwrap_or(r["input"].clone());
            let j = match m {
                serde_json::Value::String(s) => s,
                v => v.to_string(),
            };
            match crate::m365::normalise(&ombud_connect::Record::Json(j.as_bytes()), &Default::default()) {
                Ok(v) => {
                    for a in v {
                        println!(
                            "{} | {} reach={} label={}:{}>{} items={} size={:?} {:?}",
                            r["id"],
                            common::line(&a),
                            a.reach,
                            a.label_change,
                            a.label_before,
                            a.label_after,
                            a.items,
                            a.size,
                            a.outcome
                        );
                    }
                }
                Err(e) => println!("{} | ERR {e}", r["id"]),
            }
        }
    }
}
