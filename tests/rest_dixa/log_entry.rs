//! One attempt, for a log.

use chathooks::delivery::{AttemptResult, Backoff, RetryPolicy};
use chathooks::dixa::rest::LogEntry;
use chathooks::value::{List, Timestamp, Value};

use crate::util;

#[test]
fn a_log_entry_has_the_fields_of_the_page_and_no_others() {
    let page = util::read("delivery/log-entries.json");
    let tree: Value<'_> = serde_json::from_slice(&page).unwrap();
    let entries: List<LogEntry<'_>> = serde_json::from_slice(&page).unwrap();
    assert_eq!(serde_json::from_str::<Value<'_>>(&serde_json::to_string(&entries).unwrap()).unwrap(), tree);
    for entry in entries.iter().take(2) {
        assert!(entry.extra.is_empty());
        let at = entry.delivery_timestamp.to_utc().unwrap();
        let mut own = LogEntry::of(AttemptResult::new(200), true, at);
        own.response_text = Some("OK".into());
        assert_eq!(own, *entry);
    }
    let (policy, at) =
        (RetryPolicy::new(1, Backoff::none()), Timestamp::from("2026-03-01T09:00:00Z").to_utc().unwrap());
    let json = |answer| serde_json::to_string(&LogEntry::of(answer, policy.is_success(answer), at)).unwrap();
    let (at, text) = (r#""deliveryTimestamp":"2026-03-01T09:00:00.000Z""#, r#""responseText":"timeout""#);
    assert_eq!(json(AttemptResult::timeout()), format!(r#"{{{at},"success":false,{text}}}"#));
    assert_eq!(json(AttemptResult::new(301)), format!(r#"{{{at},"success":false,"responseCode":301}}"#));
    assert_eq!(
        json(AttemptResult::new(200).with_unusable_body()),
        format!(r#"{{{at},"success":false,"responseCode":200}}"#)
    );
}
