//! Acquire's management API: requests byte for byte, and every response.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

#[path = "util/rest.rs"]
mod rest;
mod util;

use chathooks::acquire::rest::{
    Account, BodyFormat, Changes, CreateWebhook, DeleteWebhook, ErrorType, Field, Flow, GetWebhook, ListWebhooks,
    Relation, SkipSsl, Subscription, UpdateWebhook, Webhook, WebhookStatus, WebhookType,
};
use chathooks::acquire::{EventName, inbound};
use chathooks::rest::{Endpoint, RestError, Secret, WebhookUrl};
use chathooks::{
    Format, Limits,
    value::{Timestamp, Value},
};
use rest::{each_broken_answer, each_hostile_id, each_refusal, json, response, sent, tree, written};

fn account() -> Account {
    Account::new("https://YOUR_ACCOUNT_ID.acquire.io/".parse().unwrap(), Secret::new("4p1k3y")).unwrap()
}

const HEADERS: &str = "accept: application/json\nauthorization: Bearer 4p1k3y\n";

#[test]
fn requests_are_those_of_the_page() {
    let list = ListWebhooks::new().with_limit(20).with_relations([Relation::Binding]).with_select([Field::Name]);
    assert_eq!(
        sent(&list, &account()),
        format!(
            "GET https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook?limit=20&relations=binding&select=name\n{HEADERS}\n"
        )
    );
    let second = sent(&ListWebhooks::new().with_limit(20).with_page(1), &account());
    assert!(second.starts_with("GET https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook?limit=20&page=1\n"), "{second}");
    // The page's sample has an empty relation in front, as a list does whose first entry was never chosen.
    let get = GetWebhook::new("3").with_relations(["".into(), Relation::Binding]).with_select([Field::Name]);
    assert_eq!(
        sent(&get, &account()),
        format!(
            "GET https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook/3?relations=&relations=binding&select=name\n{HEADERS}\n"
        )
    );
    assert_eq!(
        sent(&DeleteWebhook::new("10"), &account()),
        format!("DELETE https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook/10\n{HEADERS}\n")
    );
    assert_eq!(
        sent(&UpdateWebhook::new(10, Changes::new().with_status(WebhookStatus::Disabled)), &account()),
        format!(
            "PUT https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook/10\n{HEADERS}content-type: application/json\n\n{}",
            r#"{"status":"disabled"}"#
        )
    );
    assert_eq!(
        sent(&CreateWebhook::new("n", WebhookUrl::new("https://h.example/")), &account()),
        format!(
            "POST https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook\n{HEADERS}content-type: application/json\n\n{}",
            r#"{"name":"n","url":"https://h.example/"}"#
        )
    );
    assert_eq!(
        sent(&ListWebhooks::new(), &account()),
        format!("GET https://YOUR_ACCOUNT_ID.acquire.io/api/v1/webhook\n{HEADERS}\n")
    );
}

/// The methods, addresses, credentials and bodies of the vendor's examples, against those of the calls.
#[test]
fn the_examples_of_the_page_are_what_is_sent() {
    let calls = [
        ListWebhooks::new()
            .with_limit(20)
            .with_relations([Relation::Binding])
            .with_select([Field::Name])
            .request(&account()),
        GetWebhook::new("3")
            .with_relations(["".into(), Relation::Binding])
            .with_select([Field::Name])
            .request(&account()),
        serde_json::from_slice::<CreateWebhook<'_>>(&util::read("acquire/rest/create.seed.json"))
            .unwrap()
            .request(&account()),
        UpdateWebhook::new("10", Changes::new()).request(&account()),
        DeleteWebhook::new("10").request(&account()),
    ];
    let page = String::from_utf8(util::read("acquire/rest/requests.seed.txt")).unwrap();
    let examples: Vec<_> = page.split("curl --location --request ").skip(1).collect();
    assert_eq!(examples.len(), calls.len());
    for (example, call) in examples.into_iter().zip(calls) {
        let request = call.unwrap();
        let quoted: Vec<_> = example.split('\'').collect();
        assert_eq!(quoted[0].trim(), request.method().as_str());
        assert_eq!(*request.uri(), *quoted[1]);
        let (name, scheme) = quoted[3].trim_end_matches([' ', '*']).split_once(": ").unwrap();
        assert!(request.headers()[name].to_str().unwrap().starts_with(&format!("{scheme} ")));
        if let Some((_, body)) = example.split_once("--data-raw '") {
            assert_eq!(tree(request.body()), tree(body.trim_end().trim_end_matches('\'').as_bytes()));
        }
    }
}

#[test]
fn parameters_repeat_their_key_and_are_encoded() {
    let list = ListWebhooks::new()
        .with_relations([Relation::Binding, Relation::HookLog, "a&b=c d/é".into()])
        .with_select(Field::KNOWN.iter().cloned());
    let uri = list.request(&account()).unwrap().uri().to_string();
    assert_eq!(
        uri.split_once('?').unwrap().1,
        "relations=binding&relations=hook_log&relations=a%26b%3Dc%20d%2F%C3%A9\
         &select=name&select=id&select=url&select=urlSkipSsl&select=status&select=events&select=notificationEmail\
         &select=hmacKey&select=format&select=historyExpires&select=type&select=userId"
    );
}

#[test]
fn the_create_of_the_page_is_built_from_typed_values() {
    let create =
        CreateWebhook::new("string", WebhookUrl::new("https://webhook.site/424f082f-6fe1-4fe5-83ae-f5a8ea02147f"))
            .with_url_skip_ssl(SkipSsl::Yes)
            .with_status(WebhookStatus::Active)
            .with_event(EventName::UserCaseInvite)
            .with_notification_email("user@example.com")
            .with_hmac_key("string")
            .with_format(BodyFormat::Json)
            .with_history_expires(Timestamp::from("2020-09-04T13:15:54.789Z"));
    let body = create.request(&account()).unwrap().into_body();
    assert_eq!(tree(&body), tree(&util::read("acquire/rest/create.seed.json")));
    for fixture in ["create.seed.json", "create.json"] {
        let body = util::read(&format!("acquire/rest/{fixture}"));
        let create: CreateWebhook<'_> = serde_json::from_slice(&body).unwrap();
        assert!(create.extra.is_empty());
        assert_eq!(written(&create), tree(&body), "{fixture}");
    }
    let narrowed = Subscription::new(EventName::CaseMessageNew).with_user(41);
    let create = CreateWebhook::new("n", WebhookUrl::new("u")).with_event(narrowed).with_format(Format::Form);
    assert_eq!(
        serde_json::to_string(&create).unwrap(),
        concat!(
            r#"{"name":"n","url":"u","events":[{"event":"case:message:new","params":{"user":41}}],"#,
            r#""format":"application/x-www-form-urlencoded"}"#
        )
    );
}

#[test]
fn a_record_is_read_whole_and_written_back() {
    let body = util::read("acquire/rest/webhook.json");
    let enveloped = [br#"{"data":"#.as_slice(), &body, b"}"].concat();
    let webhook = GetWebhook::new("3").answer(&json(enveloped.clone())).unwrap();
    assert_eq!(written(&webhook), tree(&body));
    assert_eq!(
        CreateWebhook::new("n", WebhookUrl::new("u"))
            .answer(&response(201, "application/json", enveloped.clone()))
            .unwrap(),
        webhook
    );
    assert_eq!(UpdateWebhook::new("3", Changes::new()).answer(&json(enveloped)).unwrap(), webhook);

    assert_eq!(webhook.id.as_ref().unwrap(), "3");
    assert_eq!(webhook.hmac_key.as_ref().unwrap().expose(), "correct-horse");
    assert_eq!(webhook.flow, Some(Flow::Outbound));
    assert_eq!(webhook.kind, Some(WebhookType::Client));
    assert_eq!(webhook.events.as_slice()[1], Subscription::new(EventName::UserCaseInvite).with_user(41));
    assert_eq!(webhook.history_expires.as_ref().unwrap().to_utc().unwrap().timestamp(), 1_769_817_600);
    let bots = webhook.binding.as_ref().unwrap().data.get("bot").and_then(Value::as_array).unwrap();
    assert_eq!(bots.len(), 2);
    assert_eq!(webhook.hook_log.as_ref().unwrap().data.as_array().unwrap().len(), 1);
    assert_eq!(webhook.extra.get_str("apiToken"), Some("h1dden"));

    let changes = written(&Changes::from(webhook));
    let names: Vec<_> = changes.as_object().unwrap().iter().map(|(name, _)| name).collect();
    let seed = tree(&util::read("acquire/rest/create.seed.json"));
    let seed = seed.as_object().unwrap().iter().map(|(name, _)| name);
    assert_eq!(names, seed.chain(["flow"]).collect::<Vec<_>>());
}

/// The vendor says both that a key is generated and returned, and that the caller provides it.
#[test]
fn the_secret_of_the_answer_is_preferred_to_the_one_that_was_chosen() {
    let answer = |body: &str| CreateWebhook::new("n", WebhookUrl::new("u")).answer(&json(body)).unwrap();
    let generated = answer(r#"{"data":{"id":10,"hmacKey":"generated"}}"#);
    let (empty, none) = (answer(r#"{"data":{"id":10,"hmacKey":""}}"#), answer(r#"{"data":{"id":10,"hmacKey":null}}"#));
    let chosen = CreateWebhook::new("n", WebhookUrl::new("u")).with_hmac_key("chosen");
    assert_eq!(chosen.signing_secret(&generated).unwrap().expose(), "generated");
    assert_eq!(chosen.signing_secret(&empty).unwrap().expose(), "chosen");
    assert_eq!(chosen.signing_secret(&none).unwrap().expose(), "chosen");
    let unset = CreateWebhook::new("n", WebhookUrl::new("u"));
    assert_eq!(unset.signing_secret(&generated).unwrap().expose(), "generated");
    assert!(unset.signing_secret(&empty).is_none() && unset.with_hmac_key("").signing_secret(&none).is_none());
}

/// The settings of the vendor's page "Getting Started", part "Inbound", as far as a call is known to carry them.
#[test]
fn a_create_is_made_of_the_settings_of_an_inbound_webhook() {
    let webhook = inbound::Webhook::new("https://shop.example/order").with_name("Orders");
    assert_eq!(
        serde_json::to_string(&CreateWebhook::from(&webhook)).unwrap(),
        concat!(
            r#"{"name":"Orders","url":"https://shop.example/order","urlSkipSsl":"no","status":"active","#,
            r#""format":"application/json","flow":"inbound"}"#
        )
    );
    let webhook = webhook
        .with_format(Format::Xml)
        .with_enabled(false)
        .with_skip_ssl(true)
        .with_notification_email("ops@example.org")
        .with_variable("orderStatus")
        .with_fallback(inbound::Variables::new().with("orderStatus", "unknown"));
    assert_eq!(
        serde_json::to_string(&CreateWebhook::from(&webhook)).unwrap(),
        concat!(
            r#"{"name":"Orders","url":"https://shop.example/order","urlSkipSsl":"yes","status":"disabled","#,
            r#""notificationEmail":"ops@example.org","format":"application/xml","flow":"inbound"}"#
        )
    );
    let changes = Changes::new().with_flow(Flow::Outbound);
    assert_eq!(serde_json::to_string(&changes).unwrap(), r#"{"flow":"outbound"}"#);
}

/// What Acquire answers to a get of a webhook that does not exist, by its list of errors: 400, and not 404.
#[test]
fn a_webhook_that_does_not_exist_is_a_bad_request() {
    let body = r#"{"error":{"type":"ERROR_RECORD_NOT_FOUND"}}"#;
    let error = GetWebhook::new("3").answer(&response(400, "application/json", body)).unwrap_err();
    let RestError::BadRequest(error_response) = error else { panic!("another error") };
    assert_eq!(error_response.error.unwrap().kind, Some(ErrorType::RecordNotFound));
}

#[test]
fn every_shape_of_a_list_is_read() {
    for shape in ["crm", "count", "rows", "bare"] {
        let page = ListWebhooks::new().answer(&json(util::read(&format!("acquire/rest/list.{shape}.json")))).unwrap();
        let names: Vec<_> = page.data.iter().map(|webhook| webhook.name.as_ref().unwrap().as_str()).collect();
        assert_eq!(names, ["one", "two"], "{shape}");
        assert!(page.extra.is_empty());
        let count = page.count.as_ref().and_then(chathooks::value::Text::to_u64);
        assert_eq!(
            count,
            match shape {
                "crm" => Some(72),
                "bare" => None,
                _ => Some(2),
            }
        );
        if let "crm" | "count" = shape {
            let body = tree(&util::read(&format!("acquire/rest/list.{shape}.json")));
            assert_eq!(&written(&page), body.get("data").unwrap());
        }
    }
    let error = ListWebhooks::new().answer(&json(r#"{"data":{"data":[{"id":3},{"id":{}}]}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data.data[1].id: expected a string, found an object");
    let error = ListWebhooks::new().answer(&json(r#"{"data":[{"events":[{}]}]}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data[0].events[0].event: missing field");
    let error = ListWebhooks::new().answer(&json(r#"{"data":7}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data: expected an array or object, found a number");
    let error = GetWebhook::new("3").answer(&json(r#"{"id":3}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data: missing field");
    let error = GetWebhook::new("3").answer(&json(r#"{"data":{},"data":{}}"#)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: data: duplicate field");
}

#[test]
fn a_deletion_is_one_whatever_the_body() {
    let deleted = DeleteWebhook::new("10").answer(&json(util::read("acquire/rest/deleted.json"))).unwrap();
    assert_eq!(deleted.count(), Some(1));
    for (status, content_type, body) in
        [(204, "text/html", ""), (200, "text/html", "<p>gone</p>"), (200, "text/plain", "OK")]
    {
        let deleted = DeleteWebhook::new("10").answer(&response(status, content_type, body)).unwrap();
        assert_eq!((deleted.count(), deleted.body), (None, None));
    }
}

#[test]
fn refusals_and_broken_answers() {
    each_refusal(&ListWebhooks::new());
    each_refusal(&GetWebhook::new("3"));
    each_refusal(&CreateWebhook::new("n", WebhookUrl::new("u")));
    each_refusal(&UpdateWebhook::new("3", Changes::new()));
    each_refusal(&DeleteWebhook::new("3"));
    each_broken_answer(&ListWebhooks::new());
    each_broken_answer(&GetWebhook::new("3"));
    each_broken_answer(&CreateWebhook::new("n", WebhookUrl::new("u")));
    each_broken_answer(&UpdateWebhook::new("3", Changes::new()));
    let deep = format!("{}{}", r#"{"data":"#.repeat(20), "}".repeat(20));
    let error = GetWebhook::new("3").answer_within(&json(deep), Limits::default().with_depth(10)).unwrap_err();
    assert!(error.to_string().ends_with("nested deeper than 10 levels"), "{error}");
}

#[test]
fn the_six_types_of_errors_are_found_wherever_they_stand() {
    let kind = |body: &str| {
        let error = GetWebhook::new("3").answer(&response(400, "application/json", body)).unwrap_err();
        let RestError::BadRequest(error_response) = error else { panic!("another error") };
        let api_error = error_response.error.unwrap();
        (api_error.kind, api_error.message.map(|message| message.to_string()))
    };
    for known in ErrorType::KNOWN {
        let message = Some("in words".to_owned());
        for body in [
            format!(r#"{{"type":"{known}","message":"in words"}}"#),
            format!(r#"{{"error":{{"message":"in words","code":"{known}"}}}}"#),
            format!(r#"{{"errors":[{{"name":"{known}","message":"in words"}}]}}"#),
        ] {
            assert_eq!(kind(&body), (Some(known.clone()), message.clone()), "{body}");
        }
    }
    assert_eq!(kind(r#"{"e":"ERROR_TEAPOT"}"#), (Some("ERROR_TEAPOT".into()), None));
    assert_eq!(kind(r#"{"message":"in words"}"#), (None, Some("in words".to_owned())));
    assert_eq!(kind(r#""ERROR_SERVER_ERROR""#), (Some(ErrorType::ServerError), None));
    assert_eq!(kind("7"), (None, None));
}

#[test]
fn ids_stay_in_their_place() {
    let path = "/api/v1/webhook/{}";
    each_hostile_id(GetWebhook::new, &account(), path);
    each_hostile_id(DeleteWebhook::new, &account(), path);
    each_hostile_id(|id| UpdateWebhook::new(id, Changes::new()), &account(), path);
}

#[test]
fn nothing_secret_is_shown() {
    let body = util::read("acquire/rest/webhook.json");
    let webhook: Webhook<'_> = serde_json::from_slice(&body).unwrap();
    let mut create = CreateWebhook::new("n", WebhookUrl::new("https://u5er:pa55@h.example/t0k3n?token=t0k3n"))
        .with_hmac_key(Secret::new("correct-horse"));
    create.extra.push("password", "h1dden");
    let update = UpdateWebhook::new("3", Changes::from(webhook.clone()));
    let request = create.request(&account()).unwrap();
    for shown in [
        format!("{webhook:?} {webhook:#?}"),
        format!("{create:?}"),
        format!("{update:?}"),
        format!("{:?}", account()),
        format!("{:?}", request.headers()),
    ] {
        for secret in ["correct-horse", "t0k3n", "h1dden", "b0dy", "pa55", "u5er", "4p1k3y"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
    assert!(format!("{webhook:?}").contains(r#"extra: ["apiToken"]"#));
    assert!(format!("{create:?}").contains("https://h.example/.."));
}

/// A list of records that are larger than the memory of a value.
#[test]
fn the_memory_of_a_list_of_empty_webhooks_is_bounded() {
    let body = format!(r#"{{"data":[{}{{}}]}}"#, "{},".repeat(20_000));
    let bound = 8 * body.len() as u64 + 256 * 100_000 + 65_536;
    let response = http::Response::new(body);
    let memory = allocation_counter::measure(|| drop(ListWebhooks::new().answer(&response).unwrap()));
    assert!(memory.bytes_max <= bound, "{}", memory.bytes_max);
    let body = format!(r#"{{"data":[{}{{}}]}}"#, "{},".repeat(99_000));
    let error = ListWebhooks::new().answer(&http::Response::new(body)).unwrap_err();
    assert!(error.to_string().contains("more than 100000 values"), "{error}");
}
