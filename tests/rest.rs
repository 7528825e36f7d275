//! The common parts of the management APIs: base URLs, secrets and `Retry-After`.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

use std::error::Error;
use std::fmt::Debug;
use std::time::Duration;

use chathooks::acquire::rest::{Account, ApiError, GetWebhook, ListWebhooks};
use chathooks::delivery::RetryAfter;
use chathooks::rest::{
    BaseUrl, BaseUrlError, CredentialError, Endpoint, ErrorResponse, Patch, RequestError, RestError, Secret, WebhookUrl,
};
use chathooks::{comm100, dixa};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

#[test]
fn a_base_is_https_or_this_machine() {
    for (text, wanted) in [
        ("https://5mkg3t.acquire.io", "https://5mkg3t.acquire.io"),
        ("https://5mkg3t.acquire.io/", "https://5mkg3t.acquire.io"),
        ("HTTPS://dev.dixa.io:443", "https://dev.dixa.io:443"),
        ("https://proxy.example/chat/dixa/", "https://proxy.example/chat/dixa"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:65535/x", "http://[::1]:65535/x"),
    ] {
        let base: BaseUrl = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((base.as_str(), base.to_string().as_str()), (wanted, wanted));
    }
    for text in [
        "http://example.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.1",
        "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]",
    ] {
        assert_eq!(text.parse::<BaseUrl>(), Err(BaseUrlError::Insecure), "{text}");
    }
    for text in ["https://user@example.com", "https://user:pa55@example.com/x", "http://127.0.0.1@example.com"] {
        assert_eq!(text.parse::<BaseUrl>(), Err(BaseUrlError::UserInfo), "{text}");
    }
    for text in ["https://example.com?a=b", "https://example.com/x?a", "https://example.com#x", "https://example.com/#"]
    {
        assert_eq!(text.parse::<BaseUrl>(), Err(BaseUrlError::Query), "{text}");
    }
    for text in [
        "",
        "example.com",
        "//example.com",
        "ftp://example.com",
        "https:example.com",
        "https://",
        "https:///x",
        "https://:8080",
        "https://example.com:",
        "https://example.com:+80",
        "https://example.com:65536",
        "https://example.com:8o",
        "https://example..com",
        "https://exa mple.com",
        "https://example.com//",
        "https://example.com/a/../b",
        "https://example.com/./",
        "https://example.com/%2e",
        "https://example.com\\@evil.example",
        "https://example.com/a\r\nx: y",
        "https://grüße.example",
        "https://[::1",
        "https://[::1]x",
        "https://[::x]",
        "https://::1",
    ] {
        assert_eq!(text.parse::<BaseUrl>(), Err(BaseUrlError::Malformed), "{text}");
    }
}

#[test]
fn a_credential_fits_into_a_header() {
    let account = |credential: &str| {
        Account::new("https://5mkg3t.acquire.io".parse().unwrap(), Secret::new(credential)).map(|_| ()).unwrap_err()
    };
    assert_eq!(account(""), CredentialError::Empty);
    for credential in ["s3cret\n", "s3cret\r\nx: y", "s3 cret", "gr\u{fc}\u{df}e", "\u{7f}", "\0"] {
        assert_eq!(account(credential), CredentialError::Unprintable);
    }
    assert_eq!(account("a\n").to_string(), "the credential has a character that is not printable ASCII");
}

#[test]
fn secrets_show_nothing_and_compare_by_content() {
    let secret = Secret::new("s3cret");
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(..) Secret(..)");
    assert_eq!(secret, Secret::from("s3cret".to_owned()));
    assert_ne!(secret, Secret::new("s3cre"));
    assert_ne!(secret, Secret::new(""));
    assert_eq!(serde_json::to_string(&secret).unwrap(), r#""s3cret""#);
    assert_eq!(serde_json::from_str::<Secret>(r#""s3cret""#).unwrap(), secret);
    assert_eq!(serde_json::from_str::<Secret>("41").unwrap().expose(), "41");
}

#[test]
fn an_address_shows_its_host_alone() {
    for (text, shown) in [
        ("https://hooks.example.com", "https://hooks.example.com/.."),
        ("https://hooks.example.com:8443/a?token=s3cret#s3cret", "https://hooks.example.com:8443/.."),
        ("https://s3cret:s3cret@hooks.example.com?s3cret", "https://hooks.example.com/.."),
        ("https://[::1]/s3cret", "https://[::1]/.."),
        ("https://hooks.example.com\\s3cret", "https://hooks.example.com/.."),
        ("s3cret", ".."),
        ("s3cret://", ".."),
        ("https://s3 cret", ".."),
        ("", ".."),
    ] {
        assert_eq!(format!("{:?}", WebhookUrl::new(text)), format!("{shown:?}"));
        assert_eq!(WebhookUrl::new(text).as_str(), text);
    }
}

#[test]
fn a_change_is_one_of_three() {
    assert_eq!(Patch::<bool>::default(), Patch::Unset);
    for (json, change) in [("null", Patch::Null), ("true", Patch::Set(true))] {
        assert_eq!(serde_json::from_str::<Patch<bool>>(json).unwrap(), change);
        assert_eq!(serde_json::to_string(&change).unwrap(), json);
        assert!(!change.is_unset());
    }
}

#[test]
fn a_refusal_says_when_to_ask_again() {
    let after = |status: u16, value: &str| {
        let response = http::Response::builder().status(status).header("Retry-After", value).body("").unwrap();
        GetWebhook::new("3").answer(&response).unwrap_err().error_response().unwrap().retry_after
    };
    let date: DateTime<Utc> = "1994-11-06T08:49:37Z".parse().unwrap();
    for status in [429, 503, 301] {
        assert_eq!(after(status, "120"), Some(RetryAfter::Wait(Duration::from_secs(120))));
        assert_eq!(after(status, "Sun, 06 Nov 1994 08:49:37 GMT"), Some(RetryAfter::Until(date)));
        assert_eq!(after(status, "soon"), None);
    }
}

#[test]
fn every_type_goes_where_its_user_does() {
    fn everywhere<T: Send + Sync + Unpin + Debug + 'static>() {}
    fn error<T: Error + Send + Sync + 'static>() {}
    everywhere::<(Secret, BaseUrl, WebhookUrl<'_>, Patch<Secret>, ErrorResponse<ApiError>, Account)>();
    error::<RestError<ApiError>>();
    error::<RequestError>();
    error::<CredentialError>();
    error::<BaseUrlError>();
    assert!(size_of::<RestError<ApiError>>() <= 16, "{}", size_of::<RestError<ApiError>>());
}

/// Decodes percent-encoding: RFC 3986 section 2.1.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}

proptest! {
    /// Any id is exactly one segment of the path.
    #[test]
    fn an_id_is_one_segment(id in any::<String>()) {
        let account = Account::new("https://5mkg3t.acquire.io".parse().unwrap(), Secret::new("4p1k3y")).unwrap();
        match GetWebhook::new(id.as_str()).request(&account) {
            Ok(request) => {
                let segments: Vec<_> = request.uri().path().split('/').collect();
                prop_assert_eq!(segments.len(), 5);
                prop_assert_eq!(decoded(segments[4]), id.as_bytes());
                prop_assert_eq!(request.uri().query(), None);
                prop_assert_eq!(request.uri().host(), Some("5mkg3t.acquire.io"));
            }
            Err(_) => prop_assert!(["", ".", ".."].contains(&id.as_str())),
        }
    }

    /// Any response gives a record or an error, and a status outside of 200 to 299 is an error.
    #[test]
    fn no_response_is_too_strange(
        status in 100..=999_u16,
        body in prop_oneof![
            any::<Vec<u8>>(),
            "[\\[\\]{}\":,0-9a-z ]{0,64}".prop_map(String::into_bytes),
            "\\{\"data\":[\\[\\]{}\":,0-9a-z ]{0,64}\\}".prop_map(String::into_bytes),
        ],
        headers in proptest::collection::vec(("retry-after|content-type", "[ -~]{0,40}"), 0..3),
    ) {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        let response = response.body(body).unwrap();
        let is_success = (200..300).contains(&status);
        prop_assert!(ListWebhooks::new().answer(&response).is_err() || is_success);
        prop_assert!(GetWebhook::new("3").answer(&response).is_err() || is_success);
        prop_assert!(comm100::rest::ListWebhooks::new().answer(&response).is_err() || is_success);
        prop_assert_eq!(comm100::rest::DeleteWebhook::new("3").answer(&response).is_ok(), is_success);
        prop_assert!(dixa::rest::ListSubscriptions::new().answer(&response).is_err() || is_success);
        prop_assert!(dixa::rest::GetDeliveryStatus::new("3").answer(&response).is_err() || is_success);
    }

    /// Parsing never panics, and an accepted URL is accepted again verbatim.
    #[test]
    fn a_base_is_read_back(text in "(https?://)?[a-z0-9.:/@?#\\[\\]_~-]{0,24}") {
        if let Ok(base) = text.parse::<BaseUrl>() {
            prop_assert_eq!(base.as_str().parse::<BaseUrl>(), Ok(base.clone()));
            let account = Account::new(base.clone(), Secret::new("4p1k3y")).unwrap();
            let uri = GetWebhook::new("3").request(&account).unwrap().uri().to_string();
            prop_assert_eq!(uri, format!("{base}/api/v1/webhook/3"));
        }
    }
}
