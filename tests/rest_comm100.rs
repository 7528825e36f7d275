//! Comm100's management API: requests byte for byte, and every response.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

#[path = "util/rest.rs"]
mod rest;
mod util;

use std::collections::HashSet;

use chathooks::comm100::SubscriptionEvent;
use chathooks::comm100::rest::{
    Account, CreateWebhook, DeleteWebhook, GetWebhook, Guid, ListWebhooks, UpdateWebhook, Webhook,
};
use chathooks::rest::{Endpoint, RestError, Secret, WebhookUrl};
use rest::{each_broken_answer, each_hostile_id, each_refusal, json, response, sent, tree, written};

const ID: &str = "69FAB2B6-1189-4B96-BD06-1CBDADBC1164";

fn account() -> Account {
    Account::new("https://api11.comm100.io".parse().unwrap(), Secret::new("4cce55")).unwrap()
}

fn create() -> CreateWebhook<'static> {
    CreateWebhook::new(SubscriptionEvent::ChatStarts, WebhookUrl::new("http://www.google.com"))
}

fn update() -> UpdateWebhook<'static> {
    UpdateWebhook::new(ID, SubscriptionEvent::ChatStarts, WebhookUrl::new("http://www.google.com"))
}

#[test]
fn requests_are_those_of_the_page() {
    let headers = "accept: application/json\nauthorization: Bearer 4cce55\n";
    let root = "https://api11.comm100.io/v4/livechat/webhooks";
    let body = r#"{"event":"chatStarts","targetUrl":"http://www.google.com"}"#;
    assert_eq!(sent(&ListWebhooks::new(), &account()), format!("GET {root}\n{headers}\n"));
    assert_eq!(sent(&GetWebhook::new(ID), &account()), format!("GET {root}/{ID}\n{headers}\n"));
    assert_eq!(sent(&DeleteWebhook::new(ID), &account()), format!("DELETE {root}/{ID}\n{headers}\n"));
    let content_type = "content-type: application/json\n";
    assert_eq!(sent(&create(), &account()), format!("POST {root}\n{headers}{content_type}\n{body}"));
    assert_eq!(sent(&update(), &account()), format!("PUT {root}/{ID}\n{headers}{content_type}\n{body}"));
    assert_eq!(tree(body.as_bytes()), tree(&util::read("comm100/rest/create.seed.json")));
}

/// The methods, addresses, headers, bodies, statuses and answers of the vendor's examples, against those of the calls.
#[test]
fn the_examples_of_the_page_are_what_is_sent_and_read() {
    let page = String::from_utf8(util::read("comm100/rest/samples.seed.txt")).unwrap();
    let examples: Vec<_> = page.split("curl ").skip(1).collect();
    assert_eq!(examples.len(), 5);
    for example in examples {
        let (request, answer) = example.split_once("Response:").unwrap();
        let quoted: Vec<_> = request.split('\'').collect();
        let answer = answer.trim().strip_prefix("HTTP/1.1 ").unwrap();
        let (status, body) = answer.split_once('\n').unwrap_or((answer, ""));
        let response = response(status[..3].parse().unwrap(), "application/json", body);
        let account = account();
        let (sent, read) = match quoted[1] {
            "GET" if !request.contains(ID) => {
                (ListWebhooks::new().request(&account), Some(written(&ListWebhooks::new().answer(&response).unwrap())))
            }
            "GET" => {
                (GetWebhook::new(ID).request(&account), Some(written(&GetWebhook::new(ID).answer(&response).unwrap())))
            }
            "POST" => (create().request(&account), Some(written(&create().answer(&response).unwrap()))),
            "PUT" => (update().request(&account), Some(written(&update().answer(&response).unwrap()))),
            "DELETE" => (
                DeleteWebhook::new(ID).request(&account),
                DeleteWebhook::new(ID).answer(&response).err().map(|_| written(&())),
            ),
            method => panic!("an example of {method}"),
        };
        let sent = sent.unwrap();
        assert_eq!(sent.method(), quoted[1]);
        assert_eq!(*sent.uri(), *request.split(' ').next().unwrap());
        for header in quoted.iter().skip(3).step_by(2).filter(|quoted| !quoted.starts_with('{')) {
            let (name, value) = header.split_once(": ").unwrap();
            assert_eq!(sent.headers()[name], value.replace("{access_token}", "4cce55"));
        }
        let wanted = quoted.iter().find(|quoted| quoted.starts_with('{')).copied().unwrap_or_default();
        assert_eq!(std::str::from_utf8(sent.body()).unwrap(), wanted);
        assert_eq!(read, (!body.is_empty()).then(|| tree(body.as_bytes())));
    }
}

#[test]
fn every_subscription_can_be_created() {
    for event in SubscriptionEvent::KNOWN {
        let create = CreateWebhook::new(event.clone(), WebhookUrl::new("u"));
        let wanted = format!(r#"{{"event":"{event}","targetUrl":"u"}}"#);
        assert_eq!(create.request(&account()).unwrap().into_body(), wanted.as_bytes());
    }
    let create = CreateWebhook::new(SubscriptionEvent::from("chatMoves"), WebhookUrl::new("u"));
    assert_eq!(create.request(&account()).unwrap().into_body(), br#"{"event":"chatMoves","targetUrl":"u"}"#);
}

#[test]
fn answers_are_read_whole_and_written_back() {
    let body = util::read("comm100/rest/list.seed.json");
    let list = ListWebhooks::new().answer(&json(body.clone())).unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(written(&list), tree(&body));
    for fixture in ["webhook.seed.json", "webhook.json"] {
        let body = util::read(&format!("comm100/rest/{fixture}"));
        let webhook = GetWebhook::new(ID).answer(&json(body.clone())).unwrap();
        assert!(webhook.extra.is_empty() && webhook.event.is_known());
        assert_eq!(written(&webhook), tree(&body), "{fixture}");
        assert_eq!(create().answer(&response(201, "application/json", body.clone())).unwrap(), webhook);
        assert_eq!(update().answer(&json(body)).unwrap(), webhook);
    }
    assert!(ListWebhooks::new().answer(&json("[]")).unwrap().is_empty());
    let new = r#"{"id":"1","event":"chatMoves","targetUrl":"u","enabled":[true,1.0]}"#;
    assert_eq!(written(&GetWebhook::new("1").answer(&json(new)).unwrap()), tree(new.as_bytes()));
}

#[test]
fn what_does_not_fit_is_an_error_with_its_place() {
    let error =
        ListWebhooks::new().answer(&json(r#"[{"id":"1","event":"chatEnds","targetUrl":"u"},{"id":"2"}]"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: [1].event: missing field");
    assert!(ListWebhooks::new().answer(&json(r#"{"data":[]}"#)).unwrap().is_empty(), "an array in an envelope");
    let error = ListWebhooks::new().answer(&json("null")).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: expected an array, found null");
    let error = GetWebhook::new("1").answer(&json("[]")).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: expected an object, found an array");
    each_broken_answer(&ListWebhooks::new());
    each_broken_answer(&GetWebhook::new(ID));
    each_broken_answer(&create());
    each_broken_answer(&update());
}

#[test]
fn a_removal_is_one_whatever_the_body() {
    for (status, content_type, body) in
        [(204, "text/html", ""), (200, "application/json", "\"removed\""), (202, "x", "<")]
    {
        assert!(DeleteWebhook::new(ID).answer(&response(status, content_type, body)).is_ok());
    }
}

#[test]
fn refusals() {
    each_refusal(&ListWebhooks::new());
    each_refusal(&GetWebhook::new(ID));
    each_refusal(&create());
    each_refusal(&update());
    each_refusal(&DeleteWebhook::new(ID));
    for (body, code, message) in [
        (r#"{"code":400000,"message":"in words"}"#, Some("400000"), Some("in words")),
        (r#"{"error":"invalid_event","message":"in words"}"#, Some("invalid_event"), Some("in words")),
        (r#"{"Message":"in words"}"#, None, Some("in words")),
        (r#"{"ErrorMessage":"in words","errorCode":"7"}"#, Some("7"), Some("in words")),
        (r#"{"error":{"code":40001,"message":"in words"}}"#, Some("40001"), Some("in words")),
        (r#"{"code":{},"message":["in words"]}"#, None, None),
        ("[]", None, None),
    ] {
        let error = GetWebhook::new(ID).answer(&response(404, "application/json", body)).unwrap_err();
        let RestError::NotFound(error_response) = error else { panic!("another error") };
        let api_error = error_response.error.unwrap();
        assert_eq!(api_error.code.as_ref().map(chathooks::value::Text::as_str), code, "{body}");
        assert_eq!(api_error.message.as_ref().map(chathooks::value::Text::as_str), message, "{body}");
    }
}

#[test]
fn guids_are_the_same_in_either_case() {
    let (upper, lower) = (Guid::from(ID), Guid::from(ID.to_lowercase()));
    assert_eq!(upper, lower);
    assert!(upper == *ID.to_lowercase() && upper == ID);
    assert_ne!(upper, Guid::from("69FAB2B6-1189-4B96-BD06-1CBDADBC1165"));
    let set: HashSet<_> = [upper.clone(), lower.clone(), Guid::from("1")].into();
    assert_eq!(set.len(), 2);
    assert_eq!((upper.to_string().as_str(), lower.to_string()), (ID, ID.to_lowercase()));
    let webhook = |id| Webhook::new(Guid::from(id), SubscriptionEvent::ChatEnds, WebhookUrl::new("u"));
    assert_eq!(webhook(ID.to_lowercase()), webhook(ID.to_owned()));
}

#[test]
fn ids_stay_in_their_place() {
    let path = "/v4/livechat/webhooks/{}";
    each_hostile_id(GetWebhook::new, &account(), path);
    each_hostile_id(DeleteWebhook::new, &account(), path);
    each_hostile_id(|id| UpdateWebhook::new(id, SubscriptionEvent::ChatEnds, WebhookUrl::new("u")), &account(), path);
}

#[test]
fn nothing_secret_is_shown() {
    let address = WebhookUrl::new("https://h.example/t0k3n?token=t0k3n");
    let mut webhook = Webhook::new(Guid::from(ID), SubscriptionEvent::ChatEnds, address.clone());
    webhook.extra.push("apiToken", "h1dden");
    let create = CreateWebhook::new(SubscriptionEvent::ChatEnds, address.clone());
    let request = create.request(&account()).unwrap();
    for shown in [
        format!("{webhook:?} {webhook:#?}"),
        format!("{create:?}"),
        format!("{:?}", UpdateWebhook::new(ID, SubscriptionEvent::ChatEnds, address)),
        format!("{:?}", account()),
        format!("{:?}", request.headers()),
    ] {
        for secret in ["t0k3n", "h1dden", "4cce55"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
