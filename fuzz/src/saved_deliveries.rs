//! Saved deliveries, which the command reads.

#[path = "../../cli/src/message.rs"]
#[allow(dead_code, reason = "the command uses more of it")]
mod message;

use http::{HeaderValue, Request, Uri};

use self::message::{Message, write};

/// A delivery is read as a plain reader reads it: the body is what follows the first empty line, and the headers are the
/// lines before it. It is the same when it was written again, from its parts and as a request.
pub fn saved_deliveries(input: &[u8]) {
    let Ok(message) = Message::parse(input) else { return };
    assert!(input.ends_with(&message.body));
    let head = input.strip_suffix(message.body.as_slice()).expect("the body is the end");
    let is_end = |end: &[u8]| head.ends_with(end);
    assert!(is_end(b"\n\r\n") || is_end(b"\n\n"), "no empty line before the body");
    plain(head, &message);

    let headers: Vec<_> = message.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
    let written = write(&message.target, &headers, &message.body);
    assert_eq!(Message::parse(&written).as_ref(), Ok(&message), "written again");

    let Ok(uri) = format!("http://host{}", message.target).parse::<Uri>() else { return };
    let mut request = Request::post(uri);
    for (name, value) in headers.iter().filter(|(name, _)| !matches!(*name, "host" | "content-length")) {
        request = request.header(*name, HeaderValue::from_bytes(value).expect("a value that was read"));
    }
    let Ok(request) = request.body(message.body.clone()) else { return };
    // Writing adds the host and the length.
    if request.headers().len() + 2 > message::MAX_HEADERS {
        return;
    }
    let again = Message::parse(&Message::write(&request).expect("a host")).expect("what was written is read");
    assert_eq!(again.body, message.body);
    // A request has its headers in the order of their names' first occurrence.
    let sorted = |headers: &[(String, Vec<u8>)]| {
        let is_own = |(name, _): &&(String, Vec<u8>)| !matches!(name.as_str(), "host" | "content-length");
        let mut headers: Vec<_> = headers.iter().filter(is_own).cloned().collect();
        headers.sort();
        headers
    };
    assert_eq!(sorted(&again.headers), sorted(&message.headers));
}

/// Compares the head with its lines.
fn plain(head: &[u8], message: &Message) {
    let lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    // Empty lines before the first are ignored, as RFC 9112 asks for.
    let mut lines = lines.skip_while(|line| line.is_empty());
    let first = lines.next().expect("a first line");
    let first: Vec<_> = first.split(|byte| *byte == b' ').collect();
    assert_eq!(first.first(), Some(&&b"POST"[..]));
    assert!(first.contains(&message.target.as_bytes()), "another target");
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), message.headers.len());
    for (line, (name, value)) in lines.iter().zip(&message.headers) {
        let colon = line.iter().position(|byte| *byte == b':').expect("a colon");
        assert_eq!(line[..colon].to_ascii_lowercase(), name.as_bytes());
        assert_eq!(line[colon + 1..].trim_ascii(), value.trim_ascii(), "{name}");
    }
}
