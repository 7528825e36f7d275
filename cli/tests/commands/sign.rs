//! `chathooks sign`, and `inspect` of what it prints.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::util::{files, inspect, node, read, seed_sample, sign, signature, split};

#[test]
fn sign_prints_a_whole_request_that_inspect_accepts() {
    let body = seed_sample();
    let arguments = ["acquire", "--key", "k1", "--url", "https://hooks.example.com:8443/a/b?c=d"];
    let (status, output, error) = sign(&arguments, &body);
    assert_eq!((status, error.as_str()), (0, ""));
    let end = output.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(output[..end].to_vec()).unwrap();
    let header = signature("k1", &body).to_lowercase();
    let lines: Vec<_> = head.split("\r\n").collect();
    assert_eq!(lines[0], "POST /a/b?c=d HTTP/1.1");
    assert!(lines.contains(&"host: hooks.example.com:8443"));
    assert!(lines.contains(&"content-type: application/json"));
    assert!(lines.contains(&"content-length: 1375"));
    assert!(lines.contains(&header.as_str()));
    assert_eq!(output[end + 4..], body);
    assert_eq!(inspect(&["acquire", "--key", "k1", "--header", &header], &output[end + 4..]).0, 0);
    assert_eq!(sign(&["acquire", "--key", "k1"], b"{}").0, 2);
    for input in [&b""[..], b"<webhook/>", b"event=away"] {
        let (status, output, error) = sign(&["acquire", "--key", "k1"], input);
        assert_eq!((status, output.len()), (2, 0));
        assert!(error.starts_with("decode: the event is not JSON\n"), "{error}");
    }
    for (url, line, host) in [
        ("http://h?x=1", "POST /?x=1 HTTP/1.1", "host: h"),
        ("http://user:pw@h:81/", "POST / HTTP/1.1", "host: h:81"),
        ("http://[::1]:8080/a", "POST /a HTTP/1.1", "host: [::1]:8080"),
    ] {
        let output = sign(&["acquire", "--key", "k1", "--url", url], &body).1;
        let head = String::from_utf8(output).unwrap();
        assert!(head.starts_with(&format!("{line}\r\n{host}\r\n")), "{url}: {head}");
    }
}

/// For each vendor and each fixture, `inspect` verifies the output of `sign` and decodes the same event.
#[test]
fn each_vendor_is_signed_and_inspected() {
    let hex = "00112233445566778899aabbccddeeff";
    let token = ["--url-token", "s3cret+ü", "--url", "https://hooks.example.com/x?a=b&token=s3cret%2B%C3%BC"];
    let vendors: [(&str, &[&str], &[&str], &str); 6] = [
        ("acquire", &["--key", "k1"], &["--key", "k1", "--format", "json"], "signature"),
        ("acquire", &["--key", "k1", "--format", "xml"], &["--key", "k1", "--format", "xml"], "stringified"),
        ("acquire", &["--key", "k1", "--format", "form"], &["--key", "k1", "--format", "form"], "stringified"),
        ("acquire-v1", &[], &token, "token"),
        ("comm100", &[], &token, "token"),
        (
            "dixa",
            &["--key", hex, "--now", "1770715231999"],
            &["--key", hex, "--now", "1770715232999", "--window", "1000"],
            "signature",
        ),
    ];
    for (vendor, options, inspection, verified) in vendors {
        for (name, body) in files(vendor) {
            let (status, request, error) = sign(&[&[vendor], options].concat(), &body);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {name}");
            let (headers, sent) = split(&request);
            let headers: Vec<_> = headers.iter().flat_map(|header| ["--header", header]).collect();
            let (status, line, error) = inspect(&[&[vendor], inspection, &headers].concat(), sent);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {name}");
            let (_, expected, _) = inspect(&[vendor, "--assume-authentic"], &body);
            assert_eq!((&line["verified"], &line["known"]), (&json!(verified), &json!(true)), "{vendor} {name}");
            // Unknown empty arrays and objects do not survive a conversion to XML and forms.
            if verified != "stringified" {
                assert_eq!((&line["data"], &line["event"]), (&expected["data"], &expected["event"]), "{vendor} {name}");
            }
            assert_eq!(line["id"], expected["id"], "{vendor} {name}");
        }
    }
}

/// The sample receiver of the vendor's documentation accepts the output of `sign` in all three formats.
#[test]
fn nodes_receiver_accepts_what_sign_prints() {
    if !node::is_wanted() {
        return;
    }
    let body = read("acquire/case-status.seed.json");
    let packages = node::packages();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/node/receiver.cjs");
    let validate = |secret: &str, request: &[u8]| {
        let mut command = Command::new("node");
        let command = command.arg(script).arg(packages).arg(secret).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(request).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    for format in ["json", "xml", "form"] {
        let request = sign(&["acquire", "--key", "k1", "--format", format], &body).1;
        assert_eq!(validate("k1", &request), "true\n", "{format}");
        assert_eq!(validate("k2", &request), "false\n", "{format}");
    }
}

#[test]
fn a_token_is_added_to_the_url() {
    let body = read("comm100/login.json");
    let (status, output, error) = sign(&["comm100", "--url-token", "s3cret+ü", "--url", "https://h/x?a=b"], &body);
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(
        output.starts_with(b"POST /x?a=b&token=s3cret%2B%C3%BC HTTP/1.1\r\n"),
        "{}",
        String::from_utf8_lossy(&output)
    );
    for url in ["https://h/?token=s", "https://h/?a&%74oken=s#x"] {
        let twice = ["comm100", "--url-token", "t", "--url", url];
        assert_eq!(sign(&twice, &body).2, "usage: the URL has a token already, so give no --url-token\n");
    }
    for url in ["https://h/?token=", "https://h/?token", "https://h/?a=b&%74oken=&token=s"] {
        for options in [&["--url-token", "t"][..], &[]] {
            let (status, _, error) = sign(&[&["comm100", "--url", url], options].concat(), &body);
            assert_eq!((status, error.as_str()), (64, "usage: the token in the URL is empty\n"), "{url}");
        }
    }
    let request = ["comm100", "--url-token", "s3cret+ü", "--request", "-"];
    let (status, line, error) = inspect(&request, &output);
    assert_eq!((status, &line["verified"], error.as_str()), (0, &json!("token"), ""));
    let (status, _, error) = sign(&["acquire", "--key", "k1", "--url-token", "t"], &seed_sample());
    assert_eq!((status, error.as_str()), (64, "usage: this vendor signs its requests and takes no --url-token\n"));
}
