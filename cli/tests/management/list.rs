//! `list` and `get`.

use serde_json::{Value, json};

use super::api::{Paging, Vendor};
use super::command::Desk;

#[test]
fn a_webhook_is_listed_and_got() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        desk.server.state().api.fill(&["one", "two"]);
        let listed = desk.json(&["list"]);
        let id = match vendor {
            Vendor::Acquire => "2",
            _ => "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0002",
        };
        let expected = match vendor {
            Vendor::Acquire => json!({
                "id": id, "name": "two", "url": "https://hooks.example.com/two",
                "events": ["case:status", "user:case-invite"], "enabled": true,
            }),
            Vendor::Dixa => json!({
                "id": id, "name": "two", "url": "https://hooks.example.com/two",
                "events": ["ConversationClosed", "ConversationRated"], "enabled": true,
            }),
            Vendor::Comm100 => json!({
                "id": id, "name": null, "url": "https://hooks.example.com/two",
                "events": ["chatEnds"], "enabled": null,
            }),
        };
        assert_eq!((listed.len(), &listed[1]), (2, &expected));
        assert_eq!(desk.json(&["get", id]), [expected]);
        assert_eq!(desk.server.steps(), ["list", "get"]);
    }
}

#[test]
fn a_table_is_plain_text_unless_it_is_on_a_terminal() {
    let desk = Desk::new(Vendor::Acquire);
    desk.server.state().api.fill(&["one"]);
    let run = desk.run(&["list"]);
    let table = "\u{20}ID  NAME  URL                            EVENTS                         ENABLED
 1   one   https://hooks.example.com/one  case:status, user:case-invite  yes\n";
    assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (0, table, ""));

    let desk = Desk::new(Vendor::Comm100);
    assert_eq!(desk.run(&["list"]).output, "there is no webhook\n");
    assert!(desk.json(&["list"]).is_empty());
}

#[test]
fn a_name_cannot_write_to_the_terminal() {
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    desk.server.state().api.webhooks[0]["name"] = json!("\u{1b}[2J\u{202e}");
    let run = desk.run(&["list"]);
    assert!(run.output.contains(r"\u{1b}[2J\u{202e}"), "{}", run.output);
}

#[test]
fn the_pages_of_a_list_are_followed() {
    let names: Vec<_> = (0..120).map(|number| format!("n{number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    // A count saves the last request. An API that ignores the page is asked for all webhooks at once.
    for (paging, requests) in [(Paging::Full, 3), (Paging::Bare, 4), (Paging::FirstOnly, 3)] {
        let desk = Desk::new(Vendor::Acquire);
        desk.server.state().api.fill(&names);
        desk.server.state().api.paging = paging;
        let listed = desk.json(&["list"]);
        let listed: Vec<_> = listed.iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(listed, names, "{paging:?}");
        assert_eq!(desk.server.steps().len(), requests, "{paging:?}");
    }
}

#[test]
fn a_list_that_is_not_complete_is_an_error() {
    let desk = Desk::new(Vendor::Acquire);
    desk.server.state().api.fill(&["one", "two", "three"]);
    desk.server.state().api.paging = Paging::Capped(2);
    let run = desk.run(&["list", "--json"]);
    assert_eq!(run.error, "webhooks: list: the vendor counts 3 webhooks, and lists 2 of them\n");
    assert_eq!((run.status, run.output.lines().count()), (3, 2));
}

#[test]
fn webhooks_without_an_id_are_listed() {
    for paging in [Paging::Full, Paging::Bare] {
        let desk = Desk::new(Vendor::Acquire);
        desk.server.state().api.fill(&["one", "two"]);
        desk.server.state().api.paging = paging;
        for webhook in &mut desk.server.state().api.webhooks {
            webhook["id"] = Value::Null;
        }
        assert_eq!(desk.json(&["list"]).len(), 2, "{paging:?}");
    }
}

#[test]
fn a_webhook_that_does_not_exist_is_not_found() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let run = desk.run(&["get", "41"]);
        let status = if vendor == Vendor::Acquire { "400 Bad Request" } else { "404 Not Found" };
        assert!(run.error.starts_with(&format!("webhooks: get: the vendor answered {status}: ")), "{}", run.error);
        assert!(run.error.contains("there is no webhook with this id"), "{}", run.error);
        assert_eq!((run.status, run.output.as_str()), (3, ""));
        // An id cannot address another resource.
        for id in ["", ".", ".."] {
            assert_eq!(desk.run(&["get", id]).status, 64);
        }
        assert_eq!(desk.run(&["get", "../41?x=1#y"]).status, 3);
        assert_eq!(desk.server.steps(), ["get", "get"]);
    }
}

/// A name of the vendor's must not steer the terminal, in JSON either.
#[test]
fn json_has_no_control_characters() {
    let desk = Desk::new(Vendor::Dixa);
    let name = "a\u{7f}\u{9b}31m\u{202e}\u{2066}\u{200e}\u{2028}z";
    desk.server.state().api.fill(&["one"]);
    desk.server.state().api.webhooks[0]["name"] = serde_json::json!(name);
    let run = desk.run(&["list", "--json"]);
    assert!(run.output.contains(r"a\u007f\u009b31m\u202e\u2066\u200e\u2028z"), "{}", run.output);
    assert_eq!(desk.json(&["list"])[0]["name"], name);
}

/// Neither must a time or an event of the log.
#[test]
fn a_log_has_no_control_characters() {
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let time = "2026\u{9b}31m\u{202e}";
    let detail = serde_json::json!({
        "deliveryTimestamp": time, "success": false, "responseCode": 503, "responseText": "x",
    });
    let log = serde_json::json!([{ "deliveryDetail": detail, "payload": "{}" }]);
    desk.server.state().api.logs.insert("ConversationClosed".to_owned(), log);
    let run = desk.resend("2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001", "http://127.0.0.1:1", &["--dry-run"]);
    assert!(run.output.starts_with(r"2026\u{9b}31m\u{202e} "), "{run:?}");
}
