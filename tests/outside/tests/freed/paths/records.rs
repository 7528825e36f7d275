//! The records of the management APIs, and their parts.

use std::fmt::Debug;

use chathooks::dixa::rest::{WebhookAuthorization, WebhookHeaders};
use chathooks::rest::{Secret, WebhookUrl};
use chathooks::{acquire, comm100, dixa};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::complete::exceptions;
use super::{BEARER, HEADER, HMAC_KEY, PASSWORD, Path, RECORD, URL, paths, planted, used};
use crate::util::leaks;

const ADDRESS: &str = "https://h.example/?token=Hn4Vw9Xp2Mq7Ls5R";
pub(super) const ACQUIRE: &str =
    r#"{"id":3,"name":"Cases","url":"https://h.example/?token=Hn4Vw9Xp2Mq7Ls5R","hmacKey":"Gs7Jn2Bv5Xc9Lk4P"}"#;
const PAGE: &str = r#"{"count":1,"data":[{"id":3,"hmacKey":"Gs7Jn2Bv5Xc9Lk4P"}]}"#;
pub(super) const COMM100: &str =
    r#"{"id":"69FA","event":"chatEnds","targetUrl":"https://h.example/?token=Hn4Vw9Xp2Mq7Ls5R"}"#;
pub(super) const DIXA: &str = concat!(
    r#"{"id":"cb45","name":"ERP","secretKey":"Gs7Jn2Bv5Xc9Lk4P","#,
    r#""headers":{"Authorization":"Bearer Qx7Lk2Vn9Rt4Bz8W","X-Tenant":"Wd5Rm8Kq1Zt6Vy3N"}}"#
);
const LIST: &str = r#"{"data":[{"id":"cb45","name":"ERP","secretKey":"Gs7Jn2Bv5Xc9Lk4P"}]}"#;
const CREATE: &str = concat!(
    r#"{"name":"ERP","url":"https://h.example","customHeaders":{"X-Tenant":"Wd5Rm8Kq1Zt6Vy3N"},"#,
    r#""authorization":{"username":"hook","password":"qWerty123uIop456","_type":"BasicAuth"}}"#
);

pub(super) fn url() -> WebhookUrl<'static> {
    WebhookUrl::new(ADDRESS)
}

pub(super) fn webhook() -> acquire::rest::Webhook<'static> {
    acquire::rest::Webhook::new().with(|webhook| webhook.hmac_key = Some(Secret::new(HMAC_KEY)))
}

pub(super) fn acquire_create() -> acquire::rest::CreateWebhook<'static> {
    acquire::rest::CreateWebhook::new("Cases", WebhookUrl::new("https://h.example")).with_hmac_key(HMAC_KEY)
}

pub(super) fn basic() -> WebhookAuthorization<'static> {
    WebhookAuthorization::basic("hook", PASSWORD)
}

fn headers() -> WebhookHeaders {
    let bearer = ["Bearer ", BEARER].concat();
    [("Authorization", Secret::new(bearer)), ("X-Tenant", HEADER.into())].into_iter().collect()
}

pub(super) fn dixa_create() -> dixa::rest::CreateSubscription<'static> {
    let create = dixa::rest::CreateSubscription::new("ERP", WebhookUrl::new("https://h.example"), basic());
    create.with_custom_header("X-Tenant", HEADER)
}

fn changes() -> dixa::rest::Changes<'static> {
    dixa::rest::Changes::new().with_authorization(basic()).with_custom_headers(headers())
}

fn subscription() -> dixa::rest::Subscription<'static> {
    dixa::rest::Subscription::new("cb45", "ERP").with(|own| {
        own.secret_key = Some(Secret::new(HMAC_KEY));
        own.headers = headers();
    })
}

/// Reads a record, and does with it what a program can do.
fn record<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned>(json: &'static str) {
    let record: T = serde_json::from_str(json).unwrap();
    assert!(record.clone() == record);
    assert!(serde_json::to_writer(std::io::sink(), &record).is_ok());
    drop(used(record));
}

const THE_TOKEN: &[&str] = &["the token"];

pub(super) fn paths() -> Vec<Path> {
    paths! {
        "rest::webhook_url::WebhookUrl" => used::<WebhookUrl<'_>>(url().into_owned()), leaves THE_TOKEN, for URL;
        "rest::webhook_url::WebhookUrl::new" => WebhookUrl::new(ADDRESS.to_owned()), leaves THE_TOKEN, for URL;
        "rest::webhook_url::WebhookUrl::as_str" => url().as_str().len();
        "rest::webhook_url::WebhookUrl::into_owned" => url().into_owned(), leaves THE_TOKEN, for URL;
        "rest::webhook_url::WebhookUrl as serde_by_value!" =>
            record::<WebhookUrl<'static>>(r#""https://h.example/?token=Hn4Vw9Xp2Mq7Ls5R""#), leaves THE_TOKEN, for URL;
        "dixa::rest::headers::WebhookHeaders" => {
            used::<WebhookHeaders>(headers());
            assert!(headers() == headers());
        };
        "dixa::rest::headers::WebhookHeaders::push" => (0..9).fold(headers(), |mut headers, _| {
            headers.push("X-Tenant", HEADER);
            headers
        });
        "dixa::rest::headers::WebhookHeaders::get" => headers().get("x-tenant").is_some();
        "dixa::rest::headers::WebhookHeaders::iter" => headers().iter().count();
        "dixa::rest::headers::WebhookHeaders::is_empty" => headers().is_empty();
        "dixa::rest::headers::WebhookHeaders as FromIterator" => [("X-Tenant", HEADER)].into_iter().collect::<WebhookHeaders>();
        "dixa::rest::headers::WebhookHeaders as serde_by_value!" =>
            record::<WebhookHeaders>(r#"{"X-Tenant":"Wd5Rm8Kq1Zt6Vy3N","b":"Qx7Lk2Vn9Rt4Bz8W"}"#);
        "dixa::rest::authorization::WebhookAuthorization" => used::<WebhookAuthorization<'_>>(basic());
        "dixa::rest::authorization::WebhookAuthorization::basic" => WebhookAuthorization::basic("hook", PASSWORD);
        "dixa::rest::authorization::WebhookAuthorization::token" => WebhookAuthorization::token(BEARER);
        "dixa::rest::authorization::WebhookAuthorization::into_owned" => basic().into_owned();
        "dixa::rest::authorization::WebhookAuthorization as serde_by_value!" => {
            record::<WebhookAuthorization<'static>>(r#"{"username":"","password":"qWerty123uIop456","_type":"BasicAuth"}"#);
            record::<WebhookAuthorization<'static>>(r#"{"value":"Qx7Lk2Vn9Rt4Bz8W","_type":"TokenAuth"}"#);
        };
        "acquire::rest::webhook::Webhook" => record::<acquire::rest::Webhook<'static>>(ACQUIRE), leaves THE_TOKEN, for URL;
        "acquire::rest::page::Page" => record::<acquire::rest::Page<'static>>(PAGE);
        "acquire::rest::write::CreateWebhook" => record::<acquire::rest::CreateWebhook<'static>>(ACQUIRE), leaves THE_TOKEN, for URL;
        "acquire::rest::write::CreateWebhook::signing_secret" => acquire_create().signing_secret(&webhook()).is_some();
        "acquire::rest::write::$name::with_hmac_key" =>
            (acquire_create().with_hmac_key(HMAC_KEY), acquire::rest::Changes::new().with_hmac_key(HMAC_KEY));
        "acquire::rest::write::Changes" => record::<acquire::rest::Changes<'static>>(ACQUIRE), leaves THE_TOKEN, for URL;
        "acquire::rest::write::Changes::with_name" =>
            acquire::rest::Changes::new().with_hmac_key(HMAC_KEY).with_name("Cases");
        "acquire::rest::write::Changes::with_url" =>
            acquire::rest::Changes::new().with_url(url().into_owned()), leaves THE_TOKEN, for URL;
        "acquire::rest::write::Changes as From" => acquire::rest::Changes::from(webhook());
        "comm100::rest::write::Webhook" => record::<comm100::rest::Webhook<'static>>(COMM100), leaves THE_TOKEN, for URL;
        "comm100::rest::write::CreateWebhook" => record::<comm100::rest::CreateWebhook<'static>>(COMM100), leaves THE_TOKEN, for URL;
        "dixa::rest::subscription::Subscription" => {
            record::<dixa::rest::Subscription<'static>>(DIXA);
            used::<dixa::rest::Subscription<'_>>(subscription());
        };
        "dixa::rest::subscription::Subscriptions" => record::<dixa::rest::Subscriptions<'static>>(LIST);
        "dixa::rest::write::CreateSubscription" => record::<dixa::rest::CreateSubscription<'static>>(CREATE);
        "dixa::rest::write::CreateSubscription::with_enabled" => dixa_create().with_enabled(true);
        "dixa::rest::write::CreateSubscription::with_filters" => dixa_create().with_filters(dixa::rest::Filters::new());
        "dixa::rest::write::CreateSubscription::with_event" =>
            dixa_create().with_event(dixa::EventName::ConversationClosed);
        "dixa::rest::write::CreateSubscription::with_custom_header" => dixa_create().with_custom_header("b", HEADER);
        "dixa::rest::write::Changes" => record::<dixa::rest::Changes<'static>>(CREATE);
        "dixa::rest::write::Changes::with_name" => changes().with_name("ERP");
        "dixa::rest::write::Changes::with_url" => changes().with_url(WebhookUrl::new("https://h.example"));
        "dixa::rest::write::Changes::with_authorization" =>
            changes().with_authorization(WebhookAuthorization::token(BEARER));
        "dixa::rest::write::Changes::with_custom_headers" => changes().with_custom_headers(headers());
        "dixa::rest::write::Changes::with_enabled" => changes().with_enabled(true);
        "dixa::rest::write::Changes::with_filters" => changes().with_filters(dixa::rest::Filters::new());
        "dixa::rest::write::Changes::with_events" => changes().with_events([dixa::EventName::ConversationClosed]);
        "dixa::rest::write::PatchSubscription" =>
            used::<dixa::rest::PatchSubscription<'_>>(dixa::rest::PatchSubscription::new("cb45", changes()));
        "dixa::rest::write::PatchSubscription::new" => dixa::rest::PatchSubscription::new("cb45", changes());
    }
}

/// A secret that was read before the body turned out to be wrong is dropped with the rest of it, as it was read.
#[test]
fn a_record_that_cannot_be_read_leaves_its_secret() {
    let found = leaks(&planted(), || {
        serde_json::from_str::<acquire::rest::Webhook<'_>>(&ACQUIRE[..ACQUIRE.len() - 1]).is_err()
    });
    assert_eq!(found, ["the token", "the webhook's secret"], "{RECORD}");
    assert!(exceptions().contains(RECORD));
}
