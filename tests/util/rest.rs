//! What the suites of the management APIs share.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]
#![allow(dead_code, reason = "each suite uses a part of it")]

use chathooks::rest::{Endpoint, RestError};
use chathooks::value::Value;
use http::{Request, Response};

/// Returns a request as text: the first line, the headers in order, and the body. Checks that the credential is sensitive.
pub(crate) fn text(request: &Request<Vec<u8>>) -> String {
    assert!(request.headers()["authorization"].is_sensitive());
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        text += &[name.as_str(), ": ", value.to_str().unwrap(), "\n"].concat();
    }
    text + "\n" + std::str::from_utf8(request.body()).unwrap()
}

/// Returns the request of a call as text.
pub(crate) fn sent<C: Endpoint>(call: &C, account: &C::Account) -> String {
    text(&call.request(account).unwrap())
}

pub(crate) fn response(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    Response::builder().status(status).header("content-type", content_type).body(body.into()).unwrap()
}

/// Returns a successful response with a JSON body.
pub(crate) fn json(body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    response(200, "application/json; charset=utf-8", body)
}

pub(crate) fn tree(json: &[u8]) -> Value<'static> {
    serde_json::from_slice::<Value<'_>>(json).unwrap().into_owned()
}

/// Serializes a value.
pub(crate) fn written(value: &impl serde::Serialize) -> Value<'static> {
    tree(&serde_json::to_vec(value).unwrap())
}

/// Checks the error for every status, and that it shows nothing of the body.
pub(crate) fn each_refusal<C: Endpoint<Answer: std::fmt::Debug>>(call: &C) {
    let body = r#"{"message":"s3cret","secretKey":"s3cret","hmacKey":"s3cret"}"#;
    for status in [100, 199, 300, 301, 304, 400, 401, 402, 403, 404, 405, 409, 429, 500, 502, 503, 599, 999] {
        let error = call.answer(&response(status, "application/json", body)).unwrap_err();
        let variant = match (&error, status) {
            (RestError::BadRequest(_), 400)
            | (RestError::Unauthorized(_), 401)
            | (RestError::Forbidden(_), 403)
            | (RestError::NotFound(_), 404)
            | (RestError::TooManyRequests(_), 429)
            | (RestError::InternalServerError(_), 500) => true,
            (RestError::Status(_), status) => ![400, 401, 403, 404, 429, 500].contains(&status),
            _ => false,
        };
        assert!(variant, "{status}: {error}");
        let error_response = error.error_response().unwrap();
        assert_eq!(error_response.status.as_u16(), status);
        assert_eq!(error_response.body.as_ref(), Some(&tree(body.as_bytes())));
        assert!(error.to_string().starts_with(&format!("the vendor answered {status}")), "{error}");
        for shown in [
            error.to_string(),
            format!("{error:?}"),
            format!("{error_response:?}"),
            format!("{:?}", error_response.error),
        ] {
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
    for body in ["<html><body>s3cret</body></html>", "", "\u{0}", "{\"message\":"] {
        let error = call.answer(&response(502, "text/html", body)).unwrap_err();
        let error_response = error.error_response().unwrap();
        assert!(error_response.error.is_none() && error_response.body.is_none());
        assert_eq!(error.to_string(), "the vendor answered 502 Bad Gateway");
    }
}

/// Checks ids that would address another resource if they were not encoded.
pub(crate) fn each_hostile_id<C: Endpoint>(call: impl Fn(&'static str) -> C, account: &C::Account, path: &str) {
    for id in ["", ".", ".."] {
        let error = call(id).request(account).unwrap_err();
        assert_eq!(error.to_string(), "an id that is empty or a dot segment", "{id}");
    }
    for (id, encoded) in [
        ("../3", "..%2F3"),
        ("3/../../user", "3%2F..%2F..%2Fuser"),
        ("3?select=hmacKey", "3%3Fselect%3DhmacKey"),
        ("3#x", "3%23x"),
        ("%2e%2e", "%252e%252e"),
        ("a b\r\nhost: evil", "a%20b%0D%0Ahost%3A%20evil"),
        ("Grüße", "Gr%C3%BC%C3%9Fe"),
        ("\u{0}", "%00"),
        ("...", "..."),
        ("\\..", "%5C.."),
        ("@evil.example:80", "%40evil.example%3A80"),
    ] {
        let request = call(id).request(account).unwrap();
        let (before, after) = path.split_once("{}").unwrap();
        assert_eq!(request.uri().path(), format!("{before}{encoded}{after}"), "{id}");
        assert_eq!(request.uri().query(), None);
    }
    let long: &'static str = "9".repeat(70_000).leak();
    assert_eq!(call(long).request(account).unwrap_err().to_string(), "invalid HTTP request");
}

/// Checks the errors for another content type, for invalid JSON, and for exceeded limits.
pub(crate) fn each_broken_answer<C: Endpoint<Answer: std::fmt::Debug>>(call: &C) {
    for content_type in ["text/html", "text/plain; charset=utf-8", "application/xml", "", "json", "application/jsonp"] {
        let error = call.answer(&response(200, content_type, "{}")).unwrap_err();
        assert_eq!(error.to_string(), "the content type of the response is not JSON", "{content_type}");
        assert!(error.status().is_none() && matches!(error, RestError::ContentType));
    }
    for content_type in ["Application/JSON", "application/problem+json", "text/json", " application/json ; a=b"] {
        let error = call.answer(&response(200, content_type, "?")).unwrap_err();
        assert_eq!(error.to_string(), "the response does not fit: expected a value at byte 0");
    }
    let mute = Response::builder().body(Vec::new()).unwrap();
    assert_eq!(
        call.answer(&mute).unwrap_err().to_string(),
        "the response does not fit: unexpected end of the body at byte 0"
    );
    let deep = "[".repeat(100);
    let error = call.answer_within(&json(deep), chathooks::Limits::default().with_values(0)).unwrap_err();
    assert_eq!(error.to_string(), "the response does not fit: more than 0 values in the body");
}
