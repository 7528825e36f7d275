//! A server on loopback that imitates the vendors' management APIs, with one webhook in memory.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

const ID: &str = "c0ffee00-0000-4000-8000-000000000005";

/// Starts the server in a background thread, and returns its base URL.
pub(crate) fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        let mut webhook = Value::Null;
        for stream in listener.incoming().flatten() {
            // The client reports a broken connection.
            let _ = exchange(&stream, &mut webhook);
        }
    });
    Ok(format!("http://{address}"))
}

/// Answers one request. It reads the part of HTTP that this example's client writes.
fn exchange(mut stream: &TcpStream, webhook: &mut Value) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let (mut length, mut header) = (0, String::new());
    while reader.read_line(&mut header)? > 2 {
        if let Some((name, value)) = header.split_once(": ")
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        header.clear();
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split('?').next().unwrap_or_default();
    let (status, content) = respond(method, path, serde_json::from_slice(&body).unwrap_or_default(), webhook);
    let content = if content.is_null() { String::new() } else { content.to_string() };
    let length = content.len();
    let head = "content-type: application/json\r\nconnection: close";
    write!(stream, "HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {length}\r\n\r\n{content}")
}

fn respond(method: &str, path: &str, sent: Value, webhook: &mut Value) -> (&'static str, Value) {
    match (method, &sent) {
        ("POST", _) => {
            *webhook = sent;
            webhook["id"] = ID.into();
        }
        ("PUT" | "PATCH", Value::Object(changes)) => {
            changes.iter().for_each(|(name, value)| webhook[name.as_str()] = value.clone());
        }
        _ => {}
    }
    // Acquire and Dixa wrap the content in `data`; Comm100 does not.
    let (is_bare, is_acquire) = (path.starts_with("/v4"), path.starts_with("/api"));
    let wrap = |value: Value| if is_bare { value } else { json!({ "data": value }) };
    match (method, path.rsplit('/').next().unwrap_or_default()) {
        ("POST", _) => ("201 Created", wrap(webhook.clone())),
        ("DELETE", _) if is_acquire => ("200 OK", json!({ "data": { "deleted": 1 } })),
        ("DELETE", _) => ("204 No Content", Value::Null),
        ("GET", "delivery-status") => {
            let status = json!({ "_type": "NoRecentDelivery" });
            ("200 OK", wrap(json!([{ "event": "ConversationClosed", "deliveryStatus": status }])))
        }
        ("GET", "ConversationClosed") => {
            let conversation = json!({ "conversation": { "csid": 90417 } });
            let event = json!({ "event_id": ID, "event_fqn": "CONVERSATION_CLOSED", "data": conversation });
            let detail =
                json!({ "deliveryTimestamp": "2026-03-01T09:00:00.000Z", "success": true, "responseCode": 200 });
            ("200 OK", wrap(json!([{ "deliveryDetail": detail, "payload": event.to_string() }])))
        }
        ("GET", "webhook") => ("200 OK", wrap(json!({ "count": 1, "data": [webhook] }))),
        ("GET", "webhooks") => ("200 OK", wrap(json!([webhook]))),
        _ => ("200 OK", wrap(webhook.clone())),
    }
}
