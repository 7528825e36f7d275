//! The types that hold a secret, or what was made with one.

use std::time::Duration;

use chathooks::auth::Header;
use chathooks::diagnose::EnteredToken;
use chathooks::dixa::rest::{WebhookAuthorization, WebhookHeaders};
use chathooks::dixa::{Authorization, CustomHeader, ReplayWindow};
use chathooks::rest::{BaseUrl, Patch, Secret, WebhookUrl};
use chathooks::verified::TokenReceiver;
use chathooks::{Key, Keys, RequestContext, Stored, UrlToken, Vendor as _, acquire, comm100, dixa};
use chrono::{DateTime, Utc};

use crate::look::{BEARER, BODY, CREDENTIAL, CUSTOMER, DIGITS, HEADER, KEY, PASSWORD, Seen, TIME, TOKEN, look};

pub(crate) fn key() -> Key {
    Key::new(KEY).unwrap()
}

pub(crate) fn keys() -> Keys {
    Keys::from(key()).or(Key::from_hex(DIGITS).unwrap())
}

pub(crate) fn token() -> UrlToken {
    UrlToken::new(TOKEN).unwrap().or(CREDENTIAL).unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(i64::try_from(TIME).unwrap()).unwrap()
}

fn basic() -> Authorization {
    Authorization::basic("hook", PASSWORD).unwrap()
}

fn custom_header() -> CustomHeader {
    CustomHeader::new("X-Tenant", HEADER).unwrap()
}

fn url() -> WebhookUrl<'static> {
    WebhookUrl::new(format!("https://hook:{PASSWORD}@h.example/{TOKEN}?token={TOKEN}"))
}

pub(crate) fn look(seen: &mut Seen) {
    let mut signer = key().signer();
    signer.update(BODY.as_bytes());
    let mut verifier = keys().verifier();
    verifier.update(BODY.as_bytes());
    look!(seen, Nothing: key(), keys(), signer, verifier, token(), EnteredToken::from(TOKEN));
    look!(seen, Display: key().sign(BODY.as_bytes()));
    look!(seen, Nothing: basic(), custom_header(), Header::parse("X-Tenant").unwrap());

    let window = ReplayWindow::Within(Duration::from_secs(9));
    let dixa_keys = Keys::from(Key::from_hex(DIGITS).unwrap());
    let dixa_receiver = dixa::Receiver::new(dixa_keys.clone(), window)
        .with_authorization(&basic())
        .with_custom_header(&custom_header());
    let dixa_sender = dixa::Sender::new(dixa_keys).with_authorization(basic()).with_custom_header(custom_header());
    let acquire_receiver = acquire::Receiver::new(keys());
    let acquire_sender = acquire::Sender::new(key());
    let of_a_token = TokenReceiver::<comm100::Comm100>::new(token());
    look!(seen, Nothing: window, acquire::v1::Sender::new(), comm100::Sender::new());

    let sent = [acquire_sender.raw_parts(BODY), dixa_sender.raw_parts(BODY, now())];
    let target = format!("/?token={TOKEN}");
    let context = RequestContext::new(&target, &sent[1].headers, now());
    let by_dixa = dixa_receiver.receive(&sent[1].headers, BODY, now()).unwrap();
    let by_token = of_a_token.receive(&target, BODY).unwrap();
    let taken = acquire::Acquire::receive(&acquire_receiver, RequestContext::new("", &sent[0].headers, now()), BODY);
    let by_acquire = taken.unwrap();
    look!(seen, Nothing: by_acquire.proof(), by_dixa, by_token, by_acquire, context);
    let spaced = BODY.replace("\":", "\" :").replace("closed", CUSTOMER);
    let sent_spaced = acquire_sender.raw_parts(spaced.replace(" :", ":"));
    let stringified = acquire_receiver.receive(&sent_spaced.headers, spaced.as_str()).unwrap();
    look!(seen, Nothing: stringified.clone());
    look!(seen, Contents: Stored(stringified));
    let [first, second] = sent;
    look!(seen, Nothing: first, second, acquire_receiver, acquire_sender, dixa_receiver, dixa_sender, of_a_token);
    accounts(seen);
}

/// The management APIs. What a call sends is not what it shows.
fn accounts(seen: &mut Seen) {
    let base: BaseUrl = "https://h.example/api".parse().unwrap();
    let credential = || Secret::new(CREDENTIAL);
    look!(seen, Nothing:
        acquire::rest::Account::new(base.clone(), credential()).unwrap(),
        comm100::rest::Account::new(base.clone(), credential()).unwrap(),
        dixa::rest::Account::new(base.clone(), credential()).unwrap(),
        dixa::rest::Account::bearer(base.clone(), credential()).unwrap(),
        base,
    );
    let headers: WebhookHeaders = [("Authorization", BEARER), ("X-Tenant", HEADER)].into_iter().collect();
    look!(seen, Write: Secret::new(CREDENTIAL), url(), WebhookUrl::new(TOKEN), headers.clone(), Patch::Set(credential()));
    look!(seen, Nothing: Patch::<u8>::Null);

    let create = acquire::rest::CreateWebhook::new("Cases", url()).with_hmac_key(KEY);
    let changes = acquire::rest::Changes::new().with_url(url()).with_hmac_key(KEY);
    look!(seen, Write: create, changes.clone(), acquire::rest::Related::new(CUSTOMER));
    look!(seen, Nothing:
        acquire::rest::UpdateWebhook::new("3", changes),
        acquire::rest::GetWebhook::new("3"),
        acquire::rest::ListWebhooks::new(),
        acquire::rest::DeleteWebhook::new("3"),
    );
    let event = comm100::SubscriptionEvent::ChatEnds;
    look!(seen, Nothing:
        comm100::rest::UpdateWebhook::new("69FA", event, url()),
        comm100::rest::GetWebhook::new("69FA"),
        comm100::rest::ListWebhooks::new(),
        comm100::rest::DeleteWebhook::new("69FA"),
    );
    let authorizations = [
        WebhookAuthorization::basic("hook", PASSWORD),
        WebhookAuthorization::token(BEARER),
        serde_json::from_str(&format!(r#"{{"_type":"MutualTls","key":"{KEY}"}}"#)).unwrap(),
    ];
    for authorization in authorizations {
        let changes = dixa::rest::Changes::new().with_authorization(authorization.clone()).with_url(url());
        let changes = changes.with_custom_headers(headers.clone());
        look!(seen, Nothing: dixa::rest::PatchSubscription::new("cb45", changes.clone()));
        look!(seen, Write: changes, authorization);
    }
    look!(seen, Nothing:
        dixa::rest::GetSubscription::new("cb45"),
        dixa::rest::ListSubscriptions::new(),
        dixa::rest::DeleteSubscription::new("cb45"),
        dixa::rest::GetDeliveryStatus::new("cb45"),
        dixa::rest::GetDeliveryLogs::new("cb45", dixa::EventName::ConversationClosed),
    );
}
