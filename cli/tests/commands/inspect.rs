//! `chathooks inspect`: what it prints, and why it refuses.

use chathooks::Key;
use serde_json::{Value, json};

use crate::util::{inspect, read, run, sign, signature, split};

#[test]
fn inspect_prints_the_typed_event() {
    let body = read("acquire/case-status.seed.json");
    let header = signature("k1", &body);
    let (status, line, _) = inspect(&["acquire", "--key", "old", "--key", "k1", "--header", &header], &body);
    let sent: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(status, 0);
    assert_eq!(line["verified"], "signature");
    assert_eq!((&line["event"], &line["known"]), (&sent["event"], &json!(true)));
    assert_eq!(line["data"], sent["data"]);
    assert_eq!(line["id"].as_str().map(str::len), Some(64));
    assert_eq!(line.as_object().unwrap().len(), 5);
}

#[test]
fn inspect_keeps_what_it_does_not_know() {
    let body = br#"{"event":"case:merged","data":{"a":[1.50,null]}}"#;
    let (status, output, _) = run(&["inspect", "acquire", "--assume-authentic"], body);
    let line = r#"{"data":{"a":[1.5,null]},"event":"case:merged","id":null,"known":false,"verified":"assumed"}"#;
    assert_eq!((status, serde_json::from_slice::<Value>(&output).unwrap()), (0, serde_json::from_str(line).unwrap()));
}

#[test]
fn inspect_says_what_would_have_matched() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active"}}"#;
    let good = signature("k1", body);
    let prefixed = good.replace(": ", ": sha256=");
    let pretty = b"{ \"event\": \"away\" }";
    let mut signer = Key::from_hex("0a1b").unwrap().signer();
    signer.update(b"1770715231999.");
    signer.update(pretty);
    let dixa = format!("x-dixa-signature: t=1770715231999,v1={}", signer.sign());
    let cases: [(&[&str], &[u8], &[&str]); 9] = [
        (&["acquire", "--key", "k1\n", "--header", &good], body, &["key-white-space"]),
        (
            &["acquire", "--key", "no", "--key", " k1", "--header", &prefixed],
            body,
            &["key-white-space", "header-prefix"],
        ),
        (&["acquire", "--key", "k2", "--header", &good], body, &["no-finding"]),
        (&["acquire", "--header", &dixa], body, &["other-scheme"]),
        (&["acquire-v1", "--header", &good], body, &["other-scheme"]),
        (&["comm100"], body, &["missing-token", "token-empty"]),
        (&["dixa", "--key", "0a1b ", "--header", &dixa], pretty, &["key-white-space"]),
        (&["dixa", "--key", "0a1b", "--header", &dixa, "--now", "1770715241999", "--window", "9"], pretty, &["clock"]),
        (&["dixa", "--key", "0a1b", "--header", &dixa], b"{ \"event\": \"away\" }\n", &["line-feed"]),
    ];
    for (arguments, body, codes) in cases {
        let (status, output, error) = run(&[&["inspect"], arguments, &["--diagnose"]].concat(), body);
        let output = String::from_utf8(output).unwrap();
        let found: Vec<_> = output.lines().map(|line| line.split_once(": ").unwrap().0).collect();
        assert_eq!((status, found.as_slice()), (1, codes), "{arguments:?}: {output}");
        assert!(error.starts_with("verify: ") && error.lines().count() == 1, "{error}");
    }
    let (status, line, _) = inspect(&["acquire", "--diagnose", "--key", "k1", "--header", &good], body);
    assert_eq!((status, &line["verified"]), (0, &json!("signature")));
}

/// Whitespace at an end of a key is reported, and `--diagnose` continues.
#[test]
fn a_key_with_white_space_is_refused_by_name() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active"}}"#;
    let (trimmed, verbatim) = (signature("k1", body), Key::from_bytes("k1\n").unwrap().sign(body));
    let verbatim = format!("X-Acquire-Signature: {verbatim}");
    let cause = "the key starts or ends with whitespace or a byte-order mark\n";
    let trigger = ["trigger", "acquire", "case-status", "http://127.0.0.1:1"];
    for (arguments, key) in [
        (&["inspect", "acquire"][..], "k1\n"),
        (&["inspect", "dixa"], "0a1b\r\n"),
        (&["sign", "acquire"], " k1"),
        (&["sign", "dixa"], "0a1b "),
        (&trigger, "\u{feff}k1"),
        (&["check", "acquire", "http://127.0.0.1:1"], "k1\t"),
        (&["receive", "--listen", "127.0.0.1:0"], "k1\n"),
    ] {
        let (status, output, error) = run(&[arguments, &["--key", key]].concat(), body);
        let expected = (64, b"".as_slice(), format!("usage: {cause}"));
        assert_eq!((status, output.as_slice(), error), expected, "{arguments:?}");
    }
    for vendor in ["acquire-v1", "comm100"] {
        let (status, _, error) = run(&["inspect", vendor, "--url-token", "a\n"], body);
        let cause = "usage: the token starts or ends with whitespace or a byte-order mark\n";
        assert_eq!((status, error.as_str()), (64, cause));
    }
    let diagnose = |key: &str, header: &str| {
        let (status, output, error) =
            run(&["inspect", "acquire", "--diagnose", "--key", key, "--header", header], body);
        assert_eq!(error, format!("verify: {cause}"));
        (status, String::from_utf8(output).unwrap())
    };
    let (status, output) = diagnose("k1\n", &trimmed);
    assert!(status == 1 && output.starts_with("key-white-space: "), "{output}");
    let (status, output) = diagnose("k2\n", &trimmed);
    assert!(status == 1 && output.starts_with("no-finding: "), "{output}");
    // The sender's key ends with a line feed as well.
    let (status, output) = diagnose("k1\n", &verbatim);
    assert!(status == 0 && output.contains(r#""verified":"signature""#), "{output}");
}

#[test]
fn inspect_tells_the_unproven_from_the_unfit() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active","messages":[{"id":"2"},{"id":{}}]}}"#;
    let good = signature("k1", body);
    let wrong = signature("k2", body);
    let sized = |size: usize| format!("x-acquire-signature: {}", "a".repeat(size));
    let unproven = [
        vec!["acquire", "--key", "k1"],
        vec!["acquire"],
        vec!["acquire", "--key", "k1", "--header", &wrong],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature:"],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature: sha256=00"],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature: ü"],
        vec!["acquire", "--key", "k1", "--header", &good, "--header", &good],
    ];
    for arguments in unproven {
        let (status, line, error) = inspect(&arguments, body);
        assert_eq!((status, line), (1, Value::Null), "{arguments:?}");
        assert!(error.starts_with("verify: ") && error.lines().count() == 1, "{error}");
    }
    for size in [63, 65, 100_000] {
        assert_eq!(inspect(&["acquire", "--key", "k1", "--header", &sized(size)], body).0, 1);
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;

        let header = std::ffi::OsStr::from_bytes(b"x-acquire-signature: \xff\0"[..22].as_ref());
        let arguments = ["inspect", "acquire", "--key", "k1", "--header"].map(std::ffi::OsStr::new);
        let (status, _, error) = run(&[&arguments[..], &[header]].concat(), body);
        assert_eq!((status, error.as_str()), (1, "verify: malformed signature or token\n"));
    }
    let (status, _, error) = inspect(&["acquire", "--key", "k1", "--header", &good], body);
    assert_eq!((status, error.as_str()), (2, "decode: data.messages[1].id: expected a string, found an object\n"));
    let (status, _, error) = inspect(&["acquire", "--assume-authentic", "--format", "xml"], body);
    assert_eq!((status, error.as_str()), (2, "decode: the receiver does not allow JSON\n"));
    for body in [&b""[..], b"\xff", b"{", b"{}"] {
        assert_eq!(inspect(&["acquire", "--assume-authentic"], body).0, 2);
    }
}

/// A flat body may have a field with the name `data`.
#[test]
fn nothing_beside_data_is_lost_where_there_is_no_envelope() {
    for (vendor, body) in [
        ("comm100", r#"{"event":"away","operator_id":3,"data":{"a":1}}"#),
        ("comm100", r#"{"event":"new","data":{"a":1.50},"chat":{"id":2}}"#),
        ("acquire-v1", r#"{"id":"5","data":{"a":1},"x":2,"event":"CHAT_ON_CLOSE"}"#),
        ("acquire", r#"{"event":"case:merged","caseId":"1"}"#),
    ] {
        let (status, line, error) = inspect(&[vendor, "--assume-authentic"], body.as_bytes());
        let mut expected: Value = serde_json::from_str(body).unwrap();
        expected.as_object_mut().unwrap().remove("event");
        assert_eq!((status, error.as_str(), &line["data"]), (0, "", &expected), "{vendor} {body}");
    }
}

#[test]
fn what_cannot_be_proven_is_refused() {
    let cases: [(&[&str], &str); 9] = [
        (&["acquire-v1"], "verify: nothing to verify with: give --url-token-file FILE or set CHATHOOKS_URL_TOKEN\n"),
        (&["comm100"], "verify: nothing to verify with: give --url-token-file FILE or set CHATHOOKS_URL_TOKEN\n"),
        (&["dixa"], "verify: nothing to verify with: give --key-file FILE or set CHATHOOKS_KEY\n"),
        (&["comm100", "--url-token", "t"], "verify: missing signature or token\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=x"], "verify: signature or token mismatch\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=t&token=t"], "verify: duplicate signature or token\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=%zz"], "verify: malformed signature or token\n"),
        (&["dixa", "--key", "01"], "verify: missing signature or token\n"),
        (&["dixa", "--key", "01", "--header", "x-dixa-signature: t=1"], "verify: malformed signature or token\n"),
    ];
    for (arguments, message) in cases {
        let (status, line, error) = inspect(arguments, b"{}");
        assert_eq!((status, line, error.as_str()), (1, Value::Null, message), "{arguments:?}");
    }
    let body = read("dixa/ConversationClosed.json");
    let request = sign(&["dixa", "--key", "01", "--now", "10000"], &body).1;
    let (headers, sent) = split(&request);
    let headers: Vec<_> = headers.iter().flat_map(|header| ["--header", header]).collect();
    for (now, window, message) in [
        ("12000", "1999", "verify: sent too long ago\n"),
        ("8000", "1999", "verify: sent in the future\n"),
        ("12000", "2000", ""),
        ("8000", "2000", ""),
    ] {
        let arguments = ["dixa", "--key", "01", "--now", now, "--window", window];
        let (status, _, error) = inspect(&[&arguments[..], &headers].concat(), sent);
        assert_eq!((status, error.as_str()), (i32::from(!message.is_empty()), message), "{now} {window}");
    }
    for arguments in [&["dixa", "--key", "not hex"][..], &["dixa", "--key", ""], &["comm100", "--url-token", ""]] {
        assert_eq!(inspect(arguments, b"{}").0, 64, "{arguments:?}");
    }
    assert_eq!(sign(&["comm100", "--key", "k"], b"{}").0, 64);
    assert_eq!(sign(&["dixa", "--key", "01", "--format", "xml"], b"{}").0, 64);
}
