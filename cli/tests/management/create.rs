//! `create`.

use serde_json::json;

use super::api::{DIXA_KEY, Vendor};
use super::command::{API_KEY, Desk, assert_private, run, run_with_input};

#[test]
fn the_secret_is_written_to_a_private_file() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let file = desk.argument("secret");
        let run = desk.run_create(&["--secret-file", &file]);
        assert_eq!((run.status, run.error.as_str()), (0, ""));
        let secret = std::fs::read_to_string(&file).unwrap();
        assert_private(file.as_ref());
        let (secret, end) = secret.split_at(secret.len() - 1);
        assert_eq!(end, "\n");

        let body = desk.server.body("create");
        match vendor {
            Vendor::Acquire => {
                let expected = json!({
                    "name": "ERP", "url": "https://hooks.example.com/chathooks", "urlSkipSsl": "no",
                    "status": "active", "events": [{ "event": "case:status", "params": {} }],
                    "hmacKey": secret, "format": "application/json",
                });
                assert_eq!(body, expected);
            }
            Vendor::Dixa => {
                let expected = json!({
                    "name": "ERP", "url": "https://hooks.example.com/chathooks", "events": ["ConversationClosed"],
                    "authorization": { "_type": "NoAuth" }, "customHeaders": {}, "enabled": true,
                });
                assert_eq!((body, secret), (expected, DIXA_KEY));
            }
            Vendor::Comm100 => {
                let url = format!("https://hooks.example.com/chathooks?token={secret}");
                assert_eq!(body, json!({ "event": "chatEnds", "targetUrl": url }));
            }
        }
        if vendor != Vendor::Dixa {
            assert!(secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{secret}");
        }
        assert!(run.output.contains("https://hooks.example.com/chathooks"), "{}", run.output);
        assert!(run.output.ends_with(&format!("the secret is in {file}\n")), "{}", run.output);
        assert!(!run.output.contains(secret) && !run.output.contains("token"), "{}", run.output);
        assert_eq!(desk.server.webhooks().len(), 1);
    }
}

#[test]
fn a_random_secret_is_another_one_each_time() {
    let desk = Desk::new(Vendor::Acquire);
    let secrets = ["one", "two"].map(|name| {
        let file = desk.argument(name);
        assert_eq!(desk.run_create(&["--secret-file", &file]).status, 0);
        std::fs::read(file).unwrap()
    });
    assert_ne!(secrets[0], secrets[1]);
}

#[test]
fn an_existing_file_is_never_overwritten() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let file = desk.file("secret", "the old one");
        let run = desk.run_create(&["--secret-file", &file]);
        assert_eq!((run.status, run.output.as_str()), (64, ""));
        assert!(run.error.contains("--secret-file") && run.error.contains("exists"), "{}", run.error);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "the old one");
        // Neither is what a link leads to.
        std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path("link")).unwrap();
        assert_eq!(desk.run_create(&["--secret-file", &desk.argument("link")]).status, 64);
        assert!(!desk.path("elsewhere").exists());
        // Other files are read from standard input by this name.
        let dash = desk.run_create(&["--secret-file", "-"]);
        assert_eq!(dash.error, "usage: --secret-file must be a file: --show-secret prints the secret\n");
        assert_eq!(dash.status, 64);
        assert!(desk.server.steps().is_empty());
    }
}

#[test]
fn the_secret_is_shown_on_request() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let run = desk.run_create(&["--show-secret"]);
        let secret = run.output.lines().last().unwrap().strip_prefix("secret: ").unwrap();
        assert_eq!((run.status, secret.len()), (0, 64), "{}", run.output);

        let url = format!("https://hooks.example.com/{}", vendor.name());
        let create = desk.create(&url);
        let create: Vec<_> = create.iter().map(String::as_str).chain(["--show-secret"]).collect();
        let lines = desk.json(&create);
        assert_eq!((lines.len(), &lines[0]["url"]), (2, &json!(url)));
        let secret = lines[1]["secret"].as_str().unwrap();
        let body = desk.server.body("create").to_string();
        assert_eq!(body.contains(secret), vendor != Vendor::Dixa, "{vendor:?}");
    }
}

#[test]
fn a_secret_must_go_somewhere() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let run = desk.run_create(&[]);
        assert_eq!(run.error, "usage: the secret is given once: choose --secret-file FILE or --show-secret\n");
        assert_eq!(run.status, 64);
        assert!(desk.server.steps().is_empty());
    }
}

#[test]
fn acquire_signs_with_the_key_that_is_given_or_answered() {
    let desk = Desk::new(Vendor::Acquire);
    let key = desk.file("key", "given-key\n");
    let create = |name: &str| {
        let file = desk.argument(name);
        let run = desk.run_create(&["--key-file", &key, "--secret-file", &file]);
        assert_eq!((run.status, run.error.as_str()), (0, ""));
        assert_eq!(desk.server.body("create")["hmacKey"], "given-key");
        std::fs::read_to_string(file).unwrap()
    };
    assert_eq!(create("same"), "given-key\n");
    // The key in the answer is the one that the vendor stores.
    desk.server.state().api.answered_key = Some(json!("answered-key"));
    assert_eq!(create("answered"), "answered-key\n");
    for none in [json!(""), json!(null)] {
        desk.server.state().api.answered_key = Some(none.clone());
        assert_eq!(create(&format!("given {none}")), "given-key\n");
    }
    let two = desk.run_create(&["--key-file", &key, "--key-file", &key, "--show-secret"]);
    assert_eq!((two.status, two.output.as_str()), (64, ""));
    let both = desk.run_create(&["--key-file", &key, "--key", "k", "--show-secret"]);
    assert!(both.error.starts_with("usage: --key and its file are both given\n"), "{both:?}");
    // Standard input can have the key, too, but not both secrets.
    let create = desk.create("https://hooks.example.com/stdin");
    let run_ = run_with_input(desk.command().args(create).args(["--key-file", "-", "--show-secret"]), "stdin-key");
    assert!(run_.output.ends_with("secret: stdin-key\n"), "{run_:?}");
}

#[test]
fn the_settings_of_a_webhook_are_sent() {
    let desk = Desk::new(Vendor::Acquire);
    let more = ["--format", "xml", "--disabled", "--event", "user:case-invite", "--event", "case:status"];
    let run = desk.run_create(&[&more[..], &["--show-secret"]].concat());
    assert_eq!(run.status, 0, "{}", run.error);
    let body = desk.server.body("create");
    assert_eq!((&body["format"], &body["status"]), (&json!("application/xml"), &json!("disabled")));
    // An event that is given twice is sent once.
    let events: Vec<_> = body["events"].as_array().unwrap().iter().map(|event| event["event"].clone()).collect();
    assert_eq!(events, ["case:status", "user:case-invite"]);

    let desk = Desk::new(Vendor::Dixa);
    for (content, expected) in [
        ("Bearer t0ken\n", json!({ "value": "t0ken", "_type": "TokenAuth" })),
        ("Basic hook:pass:word", json!({ "username": "hook", "password": "pass:word", "_type": "BasicAuth" })),
    ] {
        let file = desk.file("authorization", content);
        let run = desk.run_create(&["--authorization-file", &file, "--show-secret", "--disabled"]);
        assert_eq!(run.status, 0, "{}", run.error);
        let body = desk.server.body("create");
        assert_eq!((&body["authorization"], &body["enabled"]), (&expected, &json!(false)));
    }
    for wrong in ["", "t0ken", "Digest a:b", "Basic t0ken", "Bearer "] {
        let file = desk.file("authorization", wrong);
        let run = desk.run_create(&["--authorization-file", &file, "--show-secret"]);
        assert_eq!(run.status, 64, "{wrong}");
        assert!(!run.error.contains("t0ken"), "{}", run.error);
    }
    assert_eq!(desk.server.steps().len(), 2);
}

#[test]
fn comm100_gets_a_token_in_the_url() {
    let desk = Desk::new(Vendor::Comm100);
    let create = |url: &str, more: &[&str]| {
        let create = desk.create(url);
        run(desk.command().args(create).args(more))
    };
    let run =
        create("https://hooks.example.com/?a=b", &["--event", "chatStarts", "--event", "chatEnds", "--show-secret"]);
    assert_eq!(run.status, 0, "{}", run.error);
    let secret = run.output.lines().last().unwrap().strip_prefix("secret: ").unwrap();
    let webhooks = desk.server.webhooks();
    let targets: Vec<_> = webhooks.iter().map(|webhook| webhook["targetUrl"].as_str().unwrap()).collect();
    let target = format!("https://hooks.example.com/?a=b&token={secret}");
    assert_eq!(targets, [&target, &target]);
    assert_eq!(webhooks[1]["event"], "chatStarts");

    // A token of the user's own is kept.
    let url = "https://hooks.example.com/?token=my-own";
    let run = create(url, &[]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert_eq!(desk.server.body("create")["targetUrl"], url);
    assert!(!run.output.contains("my-own"), "{}", run.output);
    let count = desk.server.steps().len();
    for option in [&["--show-secret"][..], &["--secret-file", "secret"]] {
        let run = create(url, option);
        assert_eq!(run.error, "usage: the URL has a token already, so there is no secret to keep\n");
        assert_eq!(run.status, 64);
    }
    let run = create("https://hooks.example.com/?token=", &["--show-secret"]);
    assert_eq!((run.status, run.error.as_str()), (64, "usage: the token in the URL is empty\n"));
    assert_eq!(desk.server.steps().len(), count);
}

#[test]
fn wrong_usage_is_refused_before_anything_is_sent() {
    let cases: [(Vendor, &[&str]); 14] = [
        (Vendor::Acquire, &["create", "--url", "https://h.example", "--event", "case:status"]),
        (Vendor::Dixa, &["create", "--url", "https://h.example", "--event", "ConversationClosed"]),
        (Vendor::Acquire, &["create", "--url", "https://h.example", "--name", "n"]),
        (Vendor::Acquire, &["create", "--url", "https://h.example", "--name", "n", "--event", "case:closed"]),
        (Vendor::Dixa, &["create", "--url", "https://h.example", "--name", "n", "--event", "CONVERSATION_CLOSED"]),
        (Vendor::Comm100, &["create", "--url", "https://h.example", "--event", "chatEnds", "--name", "n"]),
        (Vendor::Comm100, &["create", "--url", "https://h.example", "--event", "chatEnds", "--disabled"]),
        (Vendor::Comm100, &["create", "--url", "https://h.example", "--event", "chatEnds", "--key", "k"]),
        (Vendor::Comm100, &["create", "--url", "https://h.example", "--event", "chatEnds", "--format", "xml"]),
        (Vendor::Dixa, &["create", "--url", "ftp://h.example", "--name", "n", "--event", "ConversationClosed"]),
        (Vendor::Comm100, &["create", "--url", "h.example/?token=t0p", "--event", "chatEnds"]),
        (Vendor::Comm100, &["update", "x", "--event", "chatEnds", "--event", "chatStarts"]),
        (Vendor::Comm100, &["update", "x", "--name", "n"]),
        (Vendor::Dixa, &["update", "x", "--event", "nothing"]),
    ];
    for (vendor, arguments) in cases {
        let desk = Desk::new(vendor);
        let show = if arguments[0] == "create" { &["--show-secret"][..] } else { &[] };
        let run = desk.run(&[arguments, show].concat());
        assert_eq!((run.status, run.output.as_str()), (64, ""), "{arguments:?}: {}", run.error);
        assert!(!run.error.contains("t0p") && !run.error.contains(API_KEY), "{}", run.error);
        assert!(desk.server.steps().is_empty(), "{arguments:?}");
    }
}

/// A key of the environment may be that of another webhook.
#[test]
fn a_key_of_the_environment_is_named() {
    let desk = Desk::new(Vendor::Acquire);
    let mut command = desk.command();
    command.args(desk.create("https://hooks.example.com/x")).arg("--show-secret").env("CHATHOOKS_KEY", "env-key");
    let run_ = run(&mut command);
    assert_eq!((run_.status, run_.error.as_str()), (0, "webhooks: the key is that of CHATHOOKS_KEY\n"));
    assert!(run_.output.ends_with("secret: env-key\n"), "{run_:?}");
    let key = desk.file("key", "given-key\n");
    let run = run(command.args(["--key-file", &key]));
    assert_eq!((run.status, run.error.as_str()), (0, ""));
}
