//! Dixa's management API: requests byte for byte, and every response.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

#[path = "rest_dixa/log_entry.rs"]
mod log_entry;
#[path = "rest_dixa/page.rs"]
mod page;
#[path = "util/rest.rs"]
mod rest;
mod util;

use chathooks::dixa::rest::{
    Account, Changes, CombinedFilters, Condition, CreateSubscription, DeleteSubscription, DeliveryStatus, FilterField,
    Filters, GetDeliveryLogs, GetDeliveryStatus, GetSubscription, ListSubscriptions, PatchSubscription, Strategy,
    Subscription, WebhookAuthorization, WebhookHeaders,
};
use chathooks::dixa::{self, Dixa, EventName};
use chathooks::rest::{Endpoint, Patch, RestError, Secret, WebhookUrl};
use chathooks::value::{Text, Value};
use chathooks::{DecodeErrorKind, Format, Proof, Verified};
use rest::{each_broken_answer, each_hostile_id, each_refusal, json, response, sent, tree, written};

const ID: &str = "cb452b81-6748-40ab-af85-6559b371bc5d";

fn account() -> Account {
    Account::new("https://dev.dixa.io".parse().unwrap(), Secret::new("t0k3n0")).unwrap()
}

fn create() -> CreateSubscription<'static> {
    CreateSubscription::new("n", WebhookUrl::new("https://h.example"), WebhookAuthorization::NoAuth)
}

fn logs() -> GetDeliveryLogs<'static> {
    GetDeliveryLogs::new(ID, EventName::SlaEvaluationBreached)
}

#[test]
fn requests_are_byte_for_byte() {
    let headers = "accept: application/json\nauthorization: t0k3n0\n";
    let root = "https://dev.dixa.io/v1/webhooks";
    let json = "content-type: application/json\n";
    assert_eq!(sent(&ListSubscriptions::new(), &account()), format!("GET {root}\n{headers}\n"));
    assert_eq!(sent(&GetSubscription::new(ID), &account()), format!("GET {root}/{ID}\n{headers}\n"));
    assert_eq!(sent(&DeleteSubscription::new(ID), &account()), format!("DELETE {root}/{ID}\n{headers}\n"));
    assert_eq!(sent(&GetDeliveryStatus::new(ID), &account()), format!("GET {root}/{ID}/delivery-status\n{headers}\n"));
    assert_eq!(
        sent(&logs(), &account()),
        format!("GET {root}/{ID}/delivery-status/logs/SLAEvaluationBreached\n{headers}\n")
    );
    assert_eq!(
        sent(&create(), &account()),
        format!(
            "POST {root}\n{headers}{json}\n{}",
            r#"{"name":"n","url":"https://h.example","authorization":{"_type":"NoAuth"},"customHeaders":{}}"#
        )
    );
    let patch = PatchSubscription::new(ID, Changes::new().with_enabled(false));
    assert_eq!(sent(&patch, &account()), format!("PATCH {root}/{ID}\n{headers}{json}\n{}", r#"{"enabled":false}"#));

    let bearer = Account::bearer("https://dev.dixa.io".parse().unwrap(), Secret::new("t0k3n0")).unwrap();
    assert!(sent(&ListSubscriptions::new(), &bearer).contains("\nauthorization: Bearer t0k3n0\n"));
}

#[test]
fn a_create_is_built_from_typed_values() {
    let by_mail = Condition::is_one_of(FilterField::InitialChannel, ["email"]);
    let create = CreateSubscription::new(
        "ERP sync",
        WebhookUrl::new("https://hooks.northwind.example/dixa"),
        WebhookAuthorization::basic("hook", "s3cret"),
    )
    .with_event(EventName::ConversationClosed)
    .with_event(EventName::ConversationRated)
    .with_enabled(true)
    .with_filters(Filters::conversation(CombinedFilters::all(by_mail)));
    let body = util::read("dixa/rest/create.json");
    assert_eq!(tree(&create.request(&account()).unwrap().into_body()), tree(&body));
    assert_eq!(serde_json::from_slice::<CreateSubscription<'_>>(&body).unwrap(), create);
    let create = create.with_custom_header("X-Api-Key", "h3ad3r");
    assert_eq!(
        written(&create).get("customHeaders").unwrap().as_object().unwrap().get_str("X-Api-Key"),
        Some("h3ad3r")
    );
}

/// The vendor's description of the API wants each event once.
#[test]
fn an_event_is_subscribed_to_once() {
    let (closed, rated) = (EventName::ConversationClosed, EventName::ConversationRated);
    let create = create().with_event(closed.clone()).with_event(rated.clone()).with_event(closed.clone());
    let events = |body: Value<'_>| body.get("events").unwrap().to_body(Format::Json);
    assert_eq!(events(written(&create)), br#"["ConversationClosed","ConversationRated"]"#);
    let changes = Changes::new().with_events([closed.clone(), rated, closed]);
    assert_eq!(events(written(&changes)), br#"["ConversationClosed","ConversationRated"]"#);
}

#[test]
fn every_event_is_named_as_a_subscription_names_it() {
    for name in EventName::KNOWN {
        let create = create().with_event(name.clone());
        assert_eq!(
            written(&create).get("events").unwrap().as_array().unwrap()[0].as_str(),
            Some(name.subscription_name())
        );
        let call = GetDeliveryLogs::new("1", name.clone());
        let path = call.request(&account()).unwrap().uri().path().to_owned();
        assert_eq!(path, format!("/v1/webhooks/1/delivery-status/logs/{}", name.subscription_name()));
    }
    let hostile = GetDeliveryLogs::new("1", EventName::from("../../x"));
    assert!(hostile.request(&account()).unwrap().uri().path().ends_with("/logs/..%2F..%2Fx"));
    for name in ["", ".", ".."] {
        assert!(GetDeliveryLogs::new("1", EventName::from(name)).request(&account()).is_err());
    }
}

#[test]
fn kept_cleared_and_set_differ_in_a_patch() {
    assert_eq!(serde_json::to_string(&Changes::new()).unwrap(), "{}");
    let mut changes = Changes::new()
        .with_name("New name")
        .with_url(WebhookUrl::new("u"))
        .with_events([EventName::TypingStarted])
        .with_authorization(WebhookAuthorization::NoAuth)
        .with_custom_headers(WebhookHeaders::new())
        .with_enabled(true)
        .with_filters(Filters::new());
    let all = concat!(
        r#"{"name":"New name","url":"u","events":["TypingStarted"],"authorization":{"_type":"NoAuth"},"#,
        r#""customHeaders":{},"enabled":true,"filters":{}}"#
    );
    assert_eq!(serde_json::to_string(&changes).unwrap(), all);
    assert_eq!(serde_json::from_str::<Changes<'_>>(all).unwrap(), changes);
    changes.name = Patch::Null;
    changes.url = Patch::Unset;
    changes.events = Patch::Set(chathooks::value::List::new());
    changes.authorization = Patch::Null;
    changes.custom_headers = Patch::Null;
    changes.enabled = Patch::Unset;
    changes.filters = Patch::Null;
    let some = r#"{"name":null,"events":[],"authorization":null,"customHeaders":null,"filters":null}"#;
    assert_eq!(serde_json::to_string(&changes).unwrap(), some);
    assert_eq!(serde_json::from_str::<Changes<'_>>(some).unwrap(), changes);
    assert_eq!(serde_json::from_str::<Changes<'_>>("{}").unwrap(), Changes::new());
}

#[test]
fn an_authorization_is_told_by_its_type_wherever_that_stands() {
    let read =
        |json: &str| serde_json::from_str::<WebhookAuthorization<'_>>(json).map(WebhookAuthorization::into_owned);
    let basic = WebhookAuthorization::basic("hook", "s3cret");
    for json in [
        r#"{"_type":"BasicAuth","username":"hook","password":"s3cret"}"#,
        r#"{"username":"hook","_type":"BasicAuth","password":"s3cret"}"#,
        r#"{"password":"s3cret","username":"hook","_type":"BasicAuth"}"#,
    ] {
        assert_eq!(read(json).unwrap(), basic);
    }
    assert_eq!(read(r#"{"_type":"TokenAuth","value":"v"}"#).unwrap(), WebhookAuthorization::token("v"));
    assert_eq!(read(r#"{"_type":"NoAuth"}"#).unwrap(), WebhookAuthorization::NoAuth);
    let unknown = r#"{"key":"s3cret","_type":"MutualTls","depth":[1.0]}"#;
    assert_eq!(written(&read(unknown).unwrap()), tree(unknown.as_bytes()));
    assert_eq!(format!("{:?}", read(unknown).unwrap()), r#"Unknown(["key", "_type", "depth"])"#);
    let fails = |json: &str| serde_json::from_str::<WebhookAuthorization<'_>>(json).unwrap_err().to_string();
    assert_eq!(fails("{}"), "missing field `_type`");
    assert_eq!(fails(r#"{"_type":"BasicAuth","username":"hook"}"#), "missing field `password`");
    assert_eq!(fails(r#"{"_type":"TokenAuth","value":{}}"#), "invalid type: an object, expected a string at value");
    assert_eq!(fails("[]"), "invalid type: an array, expected an object");
}

#[test]
fn a_subscription_is_read_whole_and_written_back() {
    let body = util::read("dixa/rest/subscription.json");
    let subscription = GetSubscription::new(ID).answer(&json(body.clone())).unwrap();
    assert_eq!(&written(&subscription), tree(&body).get("data").unwrap());
    assert_eq!(create().answer(&response(201, "application/json", body.clone())).unwrap(), subscription);
    assert_eq!(PatchSubscription::new(ID, Changes::new()).answer(&json(body)).unwrap(), subscription);
    assert_eq!(subscription.headers.get("authorization").unwrap().expose(), "Basic aG9vazpzM2NyZXQ=");
    let filters = subscription.filters.as_ref().unwrap().conversation.as_ref().unwrap();
    assert_eq!((&filters.strategy, filters.conditions.len()), (&Strategy::Any, 2));
    assert_eq!(subscription.created_at.as_ref().unwrap().to_utc().unwrap().timestamp(), 1_769_940_000);
    assert!(chathooks::Key::from_hex(subscription.secret_key.as_ref().unwrap().expose()).is_ok());
    let error =
        ListSubscriptions::new().answer(&json(r#"{"data":[{"id":"1","name":"n"},{"id":"2","name":[]}]}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data[1].name: expected a string, found an array");
    for empty in ["{}", r#"{"data":null}"#, r#"{"data":[]}"#] {
        assert!(ListSubscriptions::new().answer(&json(empty)).unwrap().data.is_empty());
    }
}

#[test]
fn statuses_are_told_by_their_type() {
    let body = util::read("dixa/rest/statuses.json");
    let statuses = GetDeliveryStatus::new(ID).answer(&json(body.clone())).unwrap();
    assert_eq!(written(&statuses), tree(&body));
    let [closed, rated, pending] = statuses.data.as_slice() else { panic!("three entries") };
    let DeliveryStatus::DeliveryDetail(detail) = &closed.delivery_status else { panic!("a delivery") };
    assert_eq!((detail.success, detail.response_code.as_ref().and_then(Text::to_u64)), (false, Some(503)));
    assert_eq!(rated.delivery_status, DeliveryStatus::NoRecentDelivery);
    assert_eq!(*pending.event.name(), EventName::SlaEvaluationPending);
    assert!(matches!(&pending.delivery_status, DeliveryStatus::Unknown(fields) if fields.len() == 2));

    let first = r#"{"data":[{"deliveryStatus":{"_type":"DeliveryDetail","success":true,"deliveryTimestamp":"t"},"event":"TypingStarted"}]}"#;
    let statuses = GetDeliveryStatus::new(ID).answer(&json(first)).unwrap();
    assert!(
        matches!(&statuses.data.as_slice()[0].delivery_status, DeliveryStatus::DeliveryDetail(detail) if detail.success)
    );
    for (status, message) in [
        (r#"{"_type":"DeliveryDetail","success":true}"#, "deliveryTimestamp: missing field"),
        (r#"{"_type":"DeliveryDetail","deliveryTimestamp":"t"}"#, "success: missing field"),
        (r#"{"deliveryTimestamp":"t","success":true}"#, "_type: missing field"),
        (r#"{"_type":"DeliveryDetail","success":"yes"}"#, "success: expected a boolean, found a string"),
    ] {
        let body = format!(r#"{{"data":[{{"event":"x","deliveryStatus":{status}}}]}}"#);
        let error = GetDeliveryStatus::new(ID).answer(&json(body)).unwrap_err();
        assert_eq!(error.to_string(), format!("the response does not fit: data[0].deliveryStatus.{message}"));
    }
}

#[test]
fn a_log_gives_its_event() {
    let body = util::read("dixa/rest/logs.json");
    let answer = logs().answer(&json(body.clone())).unwrap();
    assert_eq!(written(&answer), tree(&body));
    let log = &answer.data.as_slice()[0];
    let event = log.event().unwrap();
    assert_eq!(
        (event.name(), event.event_id.as_str()),
        (EventName::ConversationClosed, "c0ffee00-0000-4000-8000-000000000005")
    );
    let verified = Verified::<Dixa, _>::from_delivery_log(log.payload.as_str());
    assert_eq!(verified.proof(), Proof::Fetched);
    assert_eq!(verified.as_bytes(), log.payload.as_str().as_bytes());
    let mut broken = log.clone();
    broken.payload = r#"{"event_id":"1","event_fqn":"CONVERSATION_CLOSED","data":{"conversation":[]}}"#.into();
    assert_eq!(broken.event().unwrap_err().to_string(), "data.conversation: expected an object, found an array");
}

#[test]
fn refusals_and_broken_answers() {
    each_refusal(&ListSubscriptions::new());
    each_refusal(&GetSubscription::new(ID));
    each_refusal(&create());
    each_refusal(&PatchSubscription::new(ID, Changes::new()));
    each_refusal(&DeleteSubscription::new(ID));
    each_refusal(&GetDeliveryStatus::new(ID));
    each_refusal(&logs());
    each_broken_answer(&ListSubscriptions::new());
    each_broken_answer(&GetSubscription::new(ID));
    each_broken_answer(&create());
    each_broken_answer(&PatchSubscription::new(ID, Changes::new()));
    each_broken_answer(&GetDeliveryStatus::new(ID));
    each_broken_answer(&logs());
    let refused = response(404, "application/json", util::read("dixa/rest/error.json"));
    let RestError::NotFound(error_response) = GetSubscription::new(ID).answer(&refused).unwrap_err() else {
        panic!("another error")
    };
    assert_eq!(error_response.error.unwrap().message.unwrap(), "Invalid value in request");
    for (status, content_type, body) in [(204, "text/html", ""), (200, "application/json", "{}")] {
        assert!(DeleteSubscription::new(ID).answer(&response(status, content_type, body)).is_ok());
    }
}

#[test]
fn ids_stay_in_their_place() {
    each_hostile_id(GetSubscription::new, &account(), "/v1/webhooks/{}");
    each_hostile_id(DeleteSubscription::new, &account(), "/v1/webhooks/{}");
    each_hostile_id(|id| PatchSubscription::new(id, Changes::new()), &account(), "/v1/webhooks/{}");
    each_hostile_id(GetDeliveryStatus::new, &account(), "/v1/webhooks/{}/delivery-status");
    let path = "/v1/webhooks/{}/delivery-status/logs/ConversationOpen";
    each_hostile_id(|id| GetDeliveryLogs::new(id, EventName::ConversationOpen), &account(), path);
}

#[test]
fn nothing_secret_is_shown() {
    let body = util::read("dixa/rest/subscription.json");
    let subscription: Subscription<'_> = GetSubscription::new(ID).answer(&json(body.clone())).unwrap();
    let address = WebhookUrl::new("https://h.example/t0k3n?token=t0k3n");
    let mut create = CreateSubscription::new("n", address.clone(), WebhookAuthorization::basic("hook", "pa55w0rd"))
        .with_custom_header("X-Api-Key", "h3ad3r");
    create.extra.push("secret", "h1dden");
    let headers: WebhookHeaders = [("X-Api-Key", "h3ad3r")].into_iter().collect();
    let changes = Changes::new().with_url(address).with_authorization(WebhookAuthorization::token("pa55w0rd"));
    let patch = PatchSubscription::new(ID, changes.with_custom_headers(headers));
    let bearer = Account::bearer("https://dev.dixa.io".parse().unwrap(), Secret::new("t0k3n0")).unwrap();
    for shown in [
        format!("{subscription:?} {subscription:#?}"),
        format!(
            "{:?}",
            ListSubscriptions::new()
                .answer(&json([br#"{"data":["#.as_slice(), &body[8..body.len() - 2], b"]}"].concat()))
                .unwrap()
        ),
        format!("{create:?}"),
        format!("{patch:?} {patch:#?}"),
        format!("{:?} {bearer:?}", account()),
        format!("{:?}", create.request(&bearer).unwrap().headers()),
    ] {
        for secret in ["t0k3n", "h1dden", "h3ad3r", "pa55w0rd", "aG9vazpzM2NyZXQ", "00112233"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[test]
fn a_variant_with_unknown_fields_is_kept_whole() {
    use chathooks::dixa::rest::{DeliveryStatus, WebhookAuthorization};

    let status = r#"{"_type":"NoRecentDelivery","since":"2026-02-10"}"#;
    let read: DeliveryStatus<'_> = serde_json::from_str(status).unwrap();
    assert!(matches!(&read, DeliveryStatus::Unknown(_)));
    assert_eq!(serde_json::to_string(&read).unwrap(), status);
    for variant in [
        r#"{"username":"a","password":"b","_type":"BasicAuth","realm":"c"}"#,
        r#"{"value":"a","_type":"TokenAuth","scheme":"b"}"#,
        r#"{"_type":"NoAuth","since":1}"#,
    ] {
        let read: WebhookAuthorization<'_> = serde_json::from_str(variant).unwrap();
        assert!(matches!(&read, WebhookAuthorization::Unknown(_)));
        assert_eq!(serde_json::to_string(&read).unwrap(), variant);
    }
}

/// A delivery is JSON, and so is what a log repeats of it.
#[test]
fn the_payload_of_a_log_is_json() {
    for other in ["event_fqn=CONVERSATION_CLOSED&event_id=1", "<e><event_fqn>CONVERSATION_CLOSED</event_fqn></e>"] {
        let verified = Verified::<Dixa, _>::from_delivery_log(other);
        assert_eq!(dixa::Event::decode(&verified).unwrap_err().kind(), DecodeErrorKind::Format);
    }
}

/// Which of two tags counts would be a guess.
#[test]
fn a_record_with_two_tags_is_refused() {
    use chathooks::dixa::rest::{DeliveryStatus, WebhookAuthorization};

    let two = r#"{"_type":"NoRecentDelivery","_type":"DeliveryDetail","deliveryTimestamp":"1","success":true}"#;
    assert!(serde_json::from_str::<DeliveryStatus<'_>>(two).is_err());
    let two = r#"{"_type":"NoAuth","_type":"TokenAuth","value":"a"}"#;
    assert!(serde_json::from_str::<WebhookAuthorization<'_>>(two).is_err());
    let two = r#"{"_type":"TokenAuth","value":"a","value":"b"}"#;
    assert!(serde_json::from_str::<WebhookAuthorization<'_>>(two).is_err());
}
