//! Errors, and the errors behind them: nothing of a secret, and nothing that a customer wrote.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use chathooks::acquire::v1::AcquireV1;
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dedupe::{IdempotencyKey, MemoryStore};
use chathooks::dixa::{self, Authorization, CustomHeader, Dixa};
use chathooks::rest::{BaseUrl, Endpoint, RequestError, Secret};
use chathooks::value::{Number, Timestamp, Value};
use chathooks::{Format, Key, Keys, Limits, Stored, UrlToken, Vendor, Verified, VerifyError};
use http::Response;
use serde::Deserialize;
use serde_json::json;

use crate::look::{CREDENTIAL, CUSTOMER, DIGITS, KEY, May, NUMBER, PASSWORD, Seen, TOKEN, found, look};
use crate::secrets::{key, keys, now, token};
use crate::util::{files, walk};

pub(crate) fn look(seen: &mut Seen) {
    let refused = [Key::new(format!("{KEY}\n")), Key::from_hex(format!("{DIGITS}g")), Key::from_hex(""), Key::new("")];
    for error in refused.into_iter().map(Result::unwrap_err).chain([Keys::try_from(vec![]).unwrap_err()]) {
        look!(seen, Nothing: error);
    }
    let spaced = format!("{TOKEN} ");
    look!(seen, Nothing: UrlToken::new(&spaced).unwrap_err(), UrlToken::new("").unwrap_err());
    look!(seen, Nothing: token().or(&spaced).unwrap_err());
    for (name, password) in [("a:b", PASSWORD), ("hook", &*spaced), ("", "")] {
        look!(seen, Nothing: Authorization::basic(name, password).unwrap_err());
    }
    look!(seen, Nothing: Authorization::bearer(&format!("{TOKEN}\u{e9}")).unwrap_err());
    for (name, value) in [(CUSTOMER, spaced.as_str()), ("Host", TOKEN), (":", TOKEN)] {
        look!(seen, Nothing: CustomHeader::new(name, value).unwrap_err());
    }
    look!(seen, Nothing: Number::from_str(CUSTOMER).unwrap_err());
    look!(seen, Nothing: Timestamp::from(CUSTOMER).to_utc().unwrap_err());
    look!(seen, Nothing: Timestamp::from("2026-03-01 09:00:00").to_utc().unwrap_err());
    let mut store = MemoryStore::new(0);
    look!(seen, Nothing: store.claim(IdempotencyKey::new(CUSTOMER, TOKEN), now()).unwrap_err());
    look!(seen, Nothing: store.with_lease(std::time::Duration::ZERO).unwrap_err());
    requests(seen);
    calls(seen);
    bodies(seen);
}

/// What a receiver says of a request.
fn requests(seen: &mut Seen) {
    let right = key().sign(CUSTOMER.as_bytes()).to_string();
    let receiver = acquire::Receiver::new(keys());
    for values in [vec![], vec![right.as_str(), &right], vec![&right[1..]], vec![&right]] {
        let headers: Vec<_> = values.into_iter().map(|value| ("x-acquire-signature", value)).collect();
        look!(seen, Nothing: receiver.receive(&headers, CUSTOMER.to_uppercase()).unwrap_err());
    }
    for target in
        ["/".to_owned(), format!("/?token={TOKEN}x"), format!("/?token={TOKEN}%zz"), format!("/?token=&token={TOKEN}")]
    {
        look!(seen, Nothing: token().verify(&target).unwrap_err());
    }
    look!(seen, Nothing: VerifyError::Unauthorized, VerifyError::TooOld, VerifyError::TooNew);
}

/// What the management APIs say of an account, a request and an answer.
fn calls(seen: &mut Seen) {
    let base = || BaseUrl::from_str("https://h.example").unwrap();
    for credential in [String::new(), format!("{CREDENTIAL}\n")] {
        let credential = Secret::new(credential);
        look!(seen, Nothing: acquire::rest::Account::new(base(), credential).unwrap_err());
    }
    for url in [
        "https://hook:{}@h.example",
        "https://h.example/?token={}",
        "http://{}.example",
        "{}",
        "https://h.example/{}/..",
    ] {
        look!(seen, Nothing: BaseUrl::from_str(&url.replace("{}", TOKEN)).unwrap_err());
    }
    let account = acquire::rest::Account::new(base(), Secret::new(CREDENTIAL)).unwrap();
    look!(seen, Nothing: acquire::rest::GetWebhook::new("..").request(&account).unwrap_err());
    let too_long = TOKEN.repeat(9000);
    look!(seen, Nothing: acquire::rest::GetWebhook::new(too_long).request(&account).unwrap_err());
    let uri = http::Uri::from_str(&format!("https://h.example/{TOKEN} {TOKEN}")).unwrap_err();
    look!(seen, Nothing: RequestError::from(http::Error::from(uri)));

    answers(seen, &acquire::rest::GetWebhook::new("3"));
    answers(seen, &comm100::rest::GetWebhook::new("69FA"));
    answers(seen, &dixa::rest::GetSubscription::new("cb45"));
}

fn answers<C: Endpoint>(seen: &mut Seen, call: &C)
where
    C::ApiError: std::fmt::Debug,
{
    let mut bodies = vec![
        json!({ "message": CUSTOMER, "error": { "type": format!("ERROR_{TOKEN}"), "message": KEY }, "code": NUMBER }),
        json!({ "data": { "id": { "a": CUSTOMER }, "name": [CUSTOMER], "url": [TOKEN], "hmacKey": [KEY] } }),
        json!({ "data": { "id": "1", "name": "a", "secretKey": [DIGITS], "headers": { "Authorization": [TOKEN] } } }),
        json!({ "id": [CUSTOMER], "event": "chatEnds", "targetUrl": [TOKEN] }),
    ];
    bodies.push(json!(CUSTOMER));
    for (status, content) in
        [(200, "text/html"), (200, "application/json"), (400, ""), (401, ""), (404, ""), (429, ""), (500, "")]
    {
        for body in &bodies {
            let response =
                Response::builder().status(status).header("content-type", content).header("retry-after", CUSTOMER);
            let Err(error) = call.answer(&response.body(body.to_string()).unwrap()) else { continue };
            if let Some(response) = error.error_response() {
                let shown = [format!("{response:?}"), format!("{response:#?}")].map(|shown| ("Debug", shown));
                seen.note(std::any::type_name_of_val(response), May::Nothing, &shown);
                let Some(own) = &response.error else { continue };
                let shown = [format!("{own:?}"), format!("{own:#?}")].map(|shown| ("Debug", shown));
                seen.note(std::any::type_name_of_val(own), May::Nothing, &shown);
            }
            look!(seen, Nothing: error);
        }
    }
}

/// What replaces each value of each fixture, in each format.
fn bodies(seen: &mut Seen) {
    each_change::<Acquire>(seen, "acquire");
    each_change::<AcquireV1>(seen, "acquire-v1");
    each_change::<Dixa>(seen, "dixa");
    each_change::<Comm100>(seen, "comm100");
}

fn each_change<V: Vendor>(seen: &mut Seen, folder: &str) {
    let mut errors = 0;
    for (_, body) in files(folder, "json") {
        let tree: serde_json::Value = serde_json::from_slice(&body).unwrap();
        // A body that is a text or a number alone is a form, which has it as a name: errors have names in their paths.
        for path in walk::paths(&tree).into_iter().skip(1) {
            for (index, planted) in
                [json!([CUSTOMER]), json!(CUSTOMER), json!({ "a": CUSTOMER }), json!(NUMBER)].iter().enumerate()
            {
                let changed = walk::edit(&tree, &path, &|_| Some(planted.clone())).unwrap();
                let changed: Value<'_> = serde_json::from_value(changed).unwrap();
                // XML and forms have texts alone.
                let formats = [Format::Json, Format::Xml, Format::Form].into_iter().take(if index < 2 { 3 } else { 1 });
                for format in formats {
                    let mut body = changed.to_body(format);
                    let verified = Verified::<V, _>::assume_authentic(body.clone());
                    if let Err(error) = V::decode(&verified) {
                        errors += 1;
                        look!(seen, Nothing: error);
                    }
                    // What is not read is skipped in the same way at any depth.
                    if path.len() < 3 {
                        callers(seen, &verified);
                    }
                    body.pop();
                    if let Err(error) = Value::from_body(&body, format, Limits::default()) {
                        look!(seen, Nothing: error);
                    }
                }
            }
        }
    }
    assert!(errors > 9, "{folder}: {errors}");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "what is read is not looked at")]
struct Own {
    event: Names,
    #[serde(alias = "event_id", alias = "visitor", alias = "id")]
    data: BTreeMap<String, bool>,
}

#[derive(Debug, Deserialize)]
enum Names {
    A,
}

/// Types of a caller, whose errors are of serde, and may have anything in them.
fn callers<V: Vendor>(seen: &mut Seen, verified: &Verified<V, Vec<u8>>) {
    let errors = [
        verified.decode::<Own>().err(),
        verified.decode::<Names>().err(),
        verified.decode::<BTreeMap<String, u8>>().err(),
        verified.decode::<BTreeMap<String, BTreeMap<String, char>>>().err(),
    ];
    for error in errors.into_iter().flatten() {
        look!(seen, Nothing: error);
    }
}

/// Errors of serde that this crate fills.
#[test]
fn no_error_of_a_deserializer_shows_what_was_planted() {
    let none = |error: serde_json::Error| {
        let shown = format!("{error} {error:?}");
        assert!(found(&shown, May::Nothing).is_empty(), "{shown}");
    };
    let body = json!({ "event": "case:status", "data": { "caseId": [CUSTOMER], "status": { "a": NUMBER } } });
    for body in [body.clone(), json!([CUSTOMER]), json!(CUSTOMER), json!({ "vendor": CUSTOMER, "event": CUSTOMER })] {
        none(serde_json::from_value::<acquire::Case<'_>>(body["data"].clone()).unwrap_err());
        none(serde_json::from_value::<Stored<acquire::Event<'_>>>(body.clone()).unwrap_err());
        none(serde_json::from_value::<Stored<Verified<Acquire, Vec<u8>>>>(body).unwrap_err());
    }
    for record in [
        json!({ "vendor": "acquire", "proof": { "signature": CUSTOMER }, "body": CUSTOMER }),
        json!({ "vendor": "acquire", "proof": { "assumed": true }, "body": [CUSTOMER] }),
        json!({ "vendor": "acquire", "proof": { "assumed": true }, "body_base64": CUSTOMER }),
        json!({ "vendor": "acquire", "proof": { "assumed": true }, "formats": [CUSTOMER], "body": "" }),
        json!({ "vendor": "acquire", "event": body.clone(), CUSTOMER: 1 }),
    ] {
        none(serde_json::from_value::<Stored<Verified<Acquire, Vec<u8>>>>(record.clone()).unwrap_err());
        none(serde_json::from_value::<Stored<acquire::Event<'_>>>(record).unwrap_err());
    }
    for record in
        [json!({ "hmacKey": [KEY] }), json!({ "hmacKey": { "a": KEY } }), json!({ "events": KEY }), json!(KEY)]
    {
        none(serde_json::from_value::<acquire::rest::Webhook<'_>>(record).unwrap_err());
    }
    for own in [json!({ "_type": "BasicAuth", "username": "a", "password": [PASSWORD] }), json!({ "_type": [TOKEN] })] {
        none(serde_json::from_value::<dixa::rest::WebhookAuthorization<'_>>(own).unwrap_err());
    }
}
