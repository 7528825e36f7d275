//! `update` and `delete`.

use serde_json::json;

use super::api::Vendor;
use super::command::Desk;

const ID: &str = "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001";

#[test]
fn an_update_of_acquire_sends_the_complete_record() {
    let desk = Desk::new(Vendor::Acquire);
    desk.server.state().api.fill(&["one"]);
    let more = ["--event", "case:message:new", "--event", "user:case-invite", "--enabled", "false"];
    let run = desk.run(&[&["update", "1", "--name", "two"][..], &more].concat());
    let output = "\u{20}FIELD    NOW                            THEN
 name     one                            two
 events   case:status, user:case-invite  case:message:new, user:case-invite
 enabled  yes                            no
 ID  NAME  URL                            EVENTS                              ENABLED
 1   two   https://hooks.example.com/one  case:message:new, user:case-invite  no\n";
    assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (0, output, ""));
    // What is not changed is sent as it was, the key and the parameters of an event among it.
    let expected = json!({
        "name": "two", "url": "https://hooks.example.com/one?token=t0k3n", "urlSkipSsl": "no", "status": "disabled",
        "events": [
            { "event": "case:message:new", "params": {} }, { "event": "user:case-invite", "params": { "user": 41 } }
        ],
        "notificationEmail": "ops@example.org", "hmacKey": "correct-horse", "format": "application/json",
        "historyExpires": "2026-01-31T00:00:00.000Z", "flow": "outbound",
    });
    assert_eq!(desk.server.body("update"), expected);
}

#[test]
fn an_update_of_dixa_sends_the_changes_alone() {
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let url = "https://hooks.example.com/two?token=n3w";
    let run = desk.run(&["update", ID, "--url", url, "--event", "ConversationCreated"]);
    assert_eq!(desk.server.body("update"), json!({ "url": url, "events": ["ConversationCreated"] }));
    let output = format!(
        "\u{20}FIELD   NOW                                    THEN
 url     https://hooks.example.com/one          https://hooks.example.com/two (and its query)
 events  ConversationClosed, ConversationRated  ConversationCreated
 ID                                    NAME  URL                            EVENTS               ENABLED
 {ID}  one   https://hooks.example.com/two  ConversationCreated  yes\n"
    );
    assert_eq!((run.status, run.output, run.error.as_str()), (0, output, ""));
    let lines = desk.json(&["update", ID, "--enabled", "false"]);
    assert_eq!((lines.len(), &lines[0]["enabled"]), (1, &json!(false)));
    assert_eq!(desk.server.body("update"), json!({ "enabled": false }));
}

#[test]
fn an_update_of_comm100_sends_both_fields() {
    let desk = Desk::new(Vendor::Comm100);
    desk.server.state().api.fill(&["one"]);
    assert_eq!(desk.run(&["update", ID, "--event", "chatStarts"]).status, 0);
    let url = "https://hooks.example.com/one?token=t0k3n";
    assert_eq!(desk.server.body("update"), json!({ "event": "chatStarts", "targetUrl": url }));
    assert_eq!(desk.run(&["update", ID, "--url", "https://hooks.example.com/two?token=n3w"]).status, 0);
    let expected = json!({ "event": "chatStarts", "targetUrl": "https://hooks.example.com/two?token=n3w" });
    assert_eq!(desk.server.body("update"), expected);
}

#[test]
fn an_update_that_changes_nothing_sends_nothing() {
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let same = ["update", ID, "--enabled", "true", "--name", "one"];
    let events = ["--event", "ConversationRated", "--event", "ConversationClosed"];
    let run = desk.run(&[&same[..], &events].concat());
    let line = format!("nothing changes in {ID} (one, https://hooks.example.com/one)\n");
    assert_eq!((run.status, run.output, run.error.as_str()), (0, line, ""));
    assert_eq!(desk.json(&same), desk.json(&["get", ID]));
    let run = desk.run(&["update", ID]);
    assert_eq!(run.error, "usage: give what to change: --url, --name, --event or --enabled\n");
    assert_eq!(run.status, 64);
    assert_eq!(desk.server.steps(), ["get", "get", "get"]);
}

#[test]
fn a_deletion_names_what_it_deletes() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        desk.server.state().api.fill(&["one", "two", "three"]);
        let (id, name) = match vendor {
            Vendor::Acquire => ("1", "one"),
            Vendor::Dixa => (ID, "one"),
            Vendor::Comm100 => (ID, "-"),
        };
        let run = desk.run(&["delete", id]);
        let line = format!("deleted {id} ({name}, https://hooks.example.com/one)\n");
        assert_eq!((run.status, run.output, run.error.as_str()), (0, line, ""));
        let second = desk.server.webhooks()[0]["id"].clone();
        let second = second.as_str().map_or_else(|| second.to_string(), str::to_owned);
        let lines = desk.json(&["delete", &second]);
        assert_eq!(lines[0]["deleted"]["url"], "https://hooks.example.com/two");
        assert_eq!(desk.server.webhooks().len(), 1);
        // It is gone.
        let run = desk.run(&["delete", &second]);
        assert_eq!((run.status, run.output.as_str()), (3, ""));
        assert_eq!(desk.server.steps(), ["get", "delete", "get", "delete", "get"]);
    }
}

/// Without its token, anybody could send to the new URL, and the receiver would refuse the vendor.
#[test]
fn an_update_of_comm100_keeps_a_token() {
    let desk = Desk::new(Vendor::Comm100);
    desk.server.state().api.fill(&["one"]);
    let missing = "usage: the URL of the webhook has a token, and the new one has none: add ?token=… to it\n";
    let empty = "usage: the token in the URL is empty\n";
    for (query, line) in [("", missing), ("?a=token", missing), ("?token=&a=token", empty), ("?%74oken", empty)] {
        let run = desk.run(&["update", ID, "--url", &format!("https://hooks.example.com/two{query}")]);
        assert_eq!((run.status, run.error.as_str()), (64, line), "{query}");
    }
    assert!(!desk.server.steps().iter().any(|step| step == "update"));
    // A URL that never had one needs none.
    desk.server.state().api.webhooks[0]["targetUrl"] = json!("https://hooks.example.com/one");
    let run = desk.run(&["update", ID, "--url", "https://hooks.example.com/two"]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
}
