//! What is said of a delivery that is refused.

use std::time::Duration;

use chathooks::acquire::SignedContent;
use chathooks::diagnose::{BodyChange, Covers, Finding, LineEnd, TimeOf, TokenOf};
use chathooks::{Format, Key, Limits, UrlToken, acquire, codec, comm100, dixa, value::Value};
use chrono::DateTime;

use crate::signature_header::sign_dixa;
use crate::{choice, first_line, shown};

const KEY: &str = "6b31";
const TIME: i64 = 1_770_715_231_999;
const MARK: &[u8] = "\u{feff}".as_bytes();
const WINDOW: Duration = Duration::from_secs(300);

/// The first line is a header, the rest a body. Nothing is found where the receiver accepts, and something wherever it does
/// not; and what is done to a body, its key and its header is found out, in no more findings than things were done.
pub fn diagnose(input: &[u8]) {
    let (header, body) = first_line(input);
    let mut choice = choice(input);
    let mut pick = |count: usize| {
        let picked = choice % count;
        choice /= count;
        picked
    };

    let headers = [("x-acquire-signature", header), ("x-dixa-signature", header)];
    let key = Key::new(KEY).expect("a key");
    let receiver = acquire::Receiver::new(key.clone()).with_signed_content(SignedContent::RawBody);
    let found = acquire::diagnose(KEY, &headers, body);
    assert_eq!(found.is_empty(), receiver.receive(&headers, body).is_ok(), "{}", shown(input));
    let (key, signed) = (Key::from_hex(KEY).expect("a key"), key);
    let now = DateTime::from_timestamp_millis(TIME).expect("a time");
    let receiver = dixa::Receiver::new(key.clone(), WINDOW);
    let found = dixa::diagnose(KEY, &headers, body, now, WINDOW);
    assert_eq!(found.is_empty(), receiver.receive(&headers, body, now).is_ok(), "{}", shown(input));

    token(header, body, input);

    let mut done = Vec::new();
    let (line, marked) = ([body, b"\n"].concat(), [MARK, body].concat());
    let (unix, windows) = (with_line_ends(body, b"\n"), with_line_ends(body, b"\r\n"));
    let spaced = spaced(body);
    let is_bare = body.trim_ascii() == body && !body.starts_with(MARK);
    let (sent, given, change) = match pick(8) {
        // Nothing is changed in a body without line ends, or one that cannot be read.
        5 if unix != windows => (windows.as_slice(), unix.as_slice(), Some(Finding::LineEnds(LineEnd::CrLf))),
        6 if unix != windows => (unix.as_slice(), windows.as_slice(), Some(Finding::LineEnds(LineEnd::Lf))),
        7 if spaced.as_deref().is_some_and(|spaced| spaced != body && is_bare) => {
            (spaced.as_deref().unwrap_or_default(), body, Some(Finding::PrettyPrinted))
        }
        5..=7 => (body, body, None),
        0 => (body, body, None),
        1 => (body, line.as_slice(), Some(Finding::LineFeed(BodyChange::Added))),
        2 => (line.as_slice(), body, Some(Finding::LineFeed(BodyChange::Cut))),
        3 => (body, marked.as_slice(), Some(Finding::ByteOrderMark(BodyChange::Added))),
        // One is put back where there is none.
        _ if body.starts_with(MARK) => (body, body, None),
        _ => (marked.as_slice(), body, Some(Finding::ByteOrderMark(BodyChange::Cut))),
    };
    done.extend(change);
    let typed = [KEY, " 6b31", "6b31\r\n", "'6b31'", "\"6b31\"\n"][pick(5)];
    if typed.starts_with(' ') || typed.ends_with('\n') {
        done.push(Finding::KeyWhitespace(BodyChange::Added));
    }
    if typed.contains(['\'', '"']) {
        done.push(Finding::KeyQuotes);
    }
    let mut header = header.get(..64).unwrap_or(header).to_vec();
    let signature = signed.sign(sent).to_string();
    match pick(3) {
        0 => header.clear(),
        1 => header.push(b'='),
        _ => header.push(b' '),
    }
    let prefixed = !header.is_empty();
    header.extend_from_slice(signature.as_bytes());
    let mut all = done.clone();
    all.extend(prefixed.then_some(Finding::HeaderPrefix));
    check(&acquire::diagnose(typed, &[("x-acquire-signature", &header)], given), &all, input);

    let late = [0, 300_000, 300_001, -300_001][pick(4)];
    let mut time = TIME;
    if pick(2) == 1 {
        time = TIME / 1000;
        done.push(Finding::TimeInSeconds(TimeOf::Sending));
    }
    let signature = sign_dixa(&key, &time.to_string(), sent);
    let now = DateTime::from_timestamp_millis(TIME / 1000 * 1000 + late).expect("a time");
    let late = if time == TIME { late - TIME % 1000 } else { late };
    done.extend((late.abs() > 300_000).then(|| Finding::Clock(chrono::TimeDelta::milliseconds(late))));
    let header = format!("t={time},v1={signature}");
    check(&dixa::diagnose(typed, &[("x-dixa-signature", header)], given, now, WINDOW), &done, input);
}

/// A token is any text, and what is added to it is found out. There is no finding if and only if the receiver accepts.
fn token(token: &[u8], target: &[u8], input: &[u8]) {
    let target = String::from_utf8_lossy(target);
    let headers = [("content-type", "application/json")];
    let found = comm100::diagnose(token, &headers, &target);
    let Some((text, accepted)) = str::from_utf8(token).ok().and_then(|text| Some((text, UrlToken::new(text).ok()?)))
    else {
        assert!(!found.is_empty(), "{}", shown(input));
        return;
    };
    assert_eq!(found.is_empty(), accepted.verify(&target).is_ok(), "{}", shown(input));

    let encoded: String = token.iter().map(|byte| format!("%{byte:02x}")).collect();
    let target = format!("/?token={encoded}");
    for (typed, target, done) in [
        (text.to_owned(), target.clone(), None),
        (format!("{text}\n"), target.clone(), Some(Finding::TokenWhitespace(TokenOf::Receiver))),
        (format!("'{text}'"), target.clone(), Some(Finding::TokenQuotes(TokenOf::Receiver))),
        (encoded.clone(), target.clone(), Some(Finding::TokenEncoding(TokenOf::Receiver))),
        (text.to_owned(), format!("{target}%20"), Some(Finding::TokenWhitespace(TokenOf::Url))),
        (text.to_owned(), target.replace('%', "%25"), Some(Finding::TokenEncoding(TokenOf::Url))),
        (text.to_owned(), target.replace("%2b", "+"), text.contains('+').then_some(Finding::TokenPlus)),
        (text.to_owned(), target.replace("token", "key"), Some(Finding::TokenParameter)),
    ] {
        let found = comm100::diagnose(&typed, &headers, &target);
        assert_eq!(found, Vec::from_iter(done), "{}", shown(input));
    }
}

/// Returns a body in which all lines end alike.
fn with_line_ends(body: &[u8], end: &[u8]) -> Vec<u8> {
    let mut ended = Vec::with_capacity(2 * body.len());
    for (index, mut line) in body.split(|byte| *byte == b'\n').enumerate() {
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
        ended.extend_from_slice(if index > 0 { end } else { b"" });
        ended.extend_from_slice(line);
    }
    ended
}

/// Returns the body as Python's `json.dumps` prints it, if it is a JSON array that neither this printer nor
/// `JSON.stringify` writes in another way.
fn spaced(body: &[u8]) -> Option<Vec<u8>> {
    let value = Value::from_body(body, Format::detect(body), Limits::default()).ok()?;
    let elements = value.as_array().filter(|elements| elements.len() > 1 && Format::detect(body) == Format::Json)?;
    let scalars = elements.iter().filter(|element| element.as_array().is_none() && element.as_object().is_none());
    let texts: Vec<_> = scalars.map(|scalar| scalar.to_body(Format::Json)).collect();
    let printed = [b"[".as_slice(), &texts.join(b", ".as_slice()), b"]"].concat();
    let is_whole = texts.len() == elements.len() && codec::stringify(body, Limits::default()).is_ok();
    is_whole.then_some(printed)
}

fn check(found: &[Finding], done: &[Finding], input: &[u8]) {
    // Any body may start as a compressed one does.
    let found: Vec<_> =
        found.iter().filter(|finding| **finding != Finding::Compressed(Covers::Compressed)).copied().collect();
    if done.len() < 2 {
        assert_eq!(found, done, "{}", shown(input));
    }
    assert!(found.len() <= done.len(), "{found:?} for {done:?}: {}", shown(input));
    assert!(!found.iter().any(Finding::is_mismatch), "{found:?} for {done:?}: {}", shown(input));
    for finding in &found {
        assert!(!finding.code().is_empty() && !finding.to_string().contains(KEY));
    }
}
