//! `Debug` of the requests and records of the management APIs shows no secret, no unknown value and no customer data.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

#[path = "surface/records.rs"]
mod records;

use std::collections::BTreeSet;
use std::fmt::Debug;

use chathooks::dixa::rest::LogEntry;
use chathooks::{acquire, comm100, dixa};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is planted wherever a body may have a secret, or anything at all.
const PLANTED: &str = "pl4nted";

/// Adds a field that nobody knows to each map, however deep.
fn plant(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // The value of a header is a text.
            fields.iter_mut().filter(|(name, _)| !name.ends_with("eaders")).for_each(|(_, value)| plant(value));
            fields.insert("new".to_owned(), json!([{ "deep": PLANTED }, PLANTED]));
        }
        Value::Array(items) => items.iter_mut().for_each(plant),
        _ => {}
    }
}

/// The types that were looked at.
#[derive(Default)]
struct Seen(BTreeSet<String>);

impl Seen {
    /// Reads a record with everything planted, and looks at it.
    fn record<T: Deserialize<'static> + Debug>(&mut self, vendor: &str, name: &str, mut body: Value) {
        plant(&mut body);
        let record: T = serde_json::from_str(body.to_string().leak()).unwrap();
        for shown in [format!("{record:?}"), format!("{record:#?}")] {
            assert!(!shown.contains(PLANTED), "{vendor}: {shown}");
            assert!(shown.contains("\"new\"") || shown.starts_with("DeliveryDetail"), "the name is shown: {shown}");
        }
        self.0.insert(format!("{vendor}::{name}"));
    }
}

/// A record of `$vendor::rest`, by the name of its type.
macro_rules! records {
    ($seen:ident, $vendor:ident: $($name:ident = $body:expr,)+) => {
        $($seen.record::<$vendor::rest::$name<'static>>(stringify!($vendor), stringify!($name), $body);)+
    };
}

#[test]
fn no_record_shows_what_was_planted() {
    let mut seen = Seen::default();
    let url = format!("https://{PLANTED}:{PLANTED}@h.example/{PLANTED}?token={PLANTED}");

    let subscription = json!({ "event": "case:status", "params": { "user": PLANTED, "state": [PLANTED] } });
    let webhook = json!({
        "id": 3, "name": "Cases", "url": url, "events": [subscription], "hmacKey": PLANTED,
        "binding": { "a": PLANTED }, "hook_log": [PLANTED],
    });
    records! { seen, acquire:
        Subscription = subscription.clone(),
        Webhook = webhook.clone(),
        CreateWebhook = webhook.clone(),
        Changes = webhook.clone(),
        Page = json!({ "count": 1, "data": [webhook] }),
    }

    let webhook = json!({ "id": "69FAB2B6", "event": "chatStarts", "targetUrl": url });
    records! { seen, comm100: Webhook = webhook.clone(), CreateWebhook = webhook, }

    let condition = json!({ "field": "QueueId", "values": ["7"], "_type": "IsOneOf" });
    let combined = json!({ "strategy": "All", "conditions": [condition], "_type": "CombinedFilters" });
    let filters = json!({ "Conversation": combined, "User": { "conditions": [PLANTED] } });
    let subscription = json!({
        "id": "cb45", "name": "ERP", "subscribedEvents": ["ConversationClosed"], "url": url, "secretKey": PLANTED,
        "headers": { "Authorization": PLANTED }, "filters": filters,
    });
    let basic = json!({ "username": "hook", "password": PLANTED, "_type": "BasicAuth" });
    let create = json!({
        "name": "ERP", "url": url, "authorization": { "key": PLANTED, "_type": "MutualTls" },
        "customHeaders": { "X-Api-Key": PLANTED }, "filters": filters,
    });
    let detail = json!({
        "deliveryTimestamp": "2026-02-10T09:20:32.014Z", "success": false, "responseCode": 500,
        "responseText": PLANTED,
    });
    let mut status = detail.clone();
    status["_type"] = "DeliveryDetail".into();
    let other = json!({ "reason": PLANTED, "responseText": PLANTED, "_type": "Paused" });
    let statuses = json!([
        { "event": "ConversationClosed", "deliveryStatus": status },
        { "event": "ConversationRated", "deliveryStatus": other },
    ]);
    let log = json!({ "deliveryDetail": detail, "payload": format!("{{\"data\":\"{PLANTED}\"}}") });
    records! { seen, dixa:
        Condition = condition,
        CombinedFilters = combined,
        Filters = filters.clone(),
        Subscription = subscription.clone(),
        Subscriptions = json!({ "data": [subscription] }),
        WebhookAuthorization = json!({ "key": PLANTED, "_type": "MutualTls" }),
        CreateSubscription = create.clone(),
        Changes = create,
        DeliveryStatus = status.clone(),
        DeliveryStatus = other,
        EventDeliveryStatus = statuses[0].clone(),
        DeliveryStatuses = json!({ "data": statuses }),
        EventDeliveryLog = log.clone(),
        DeliveryLogs = json!({ "data": [log] }),
    }
    let basic = basic.to_string();
    let basic: dixa::rest::WebhookAuthorization<'_> = serde_json::from_str(&basic).unwrap();
    assert!(!format!("{basic:?} {basic:#?}").contains(PLANTED));
    seen.record::<LogEntry<'static>>("dixa", "LogEntry", detail);

    assert_eq!(seen.0, records::records(), "each record is looked at");
}
