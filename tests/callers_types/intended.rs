//! Where this crate means to differ from `serde_json`, and nowhere else.
//!
//! | body | this crate | `serde_json` | reason |
//! |---|---|---|---|
//! | starts with a byte-order mark | ignores it | refuses it | some senders write one |
//! | half of a surrogate pair, `"\ud83d"` | U+FFFD | refuses it | `JSON.stringify` prints it: no delivery is lost |
//! | is not UTF-8 | refuses it | accepts it in strings that it skips or reads as bytes | the body is checked as a whole |
//! | a control character in a string | refuses it | accepts it in a string that is read as bytes | RFC 8259 |
//! | escapes in a name that is read as a number or flag | undoes them | refuses them | a name is read once, and then typed |
//! | a double that is not written shortest | the nearest double | one beside it | `serde_json` rounds right only with `float_roundtrip` |
//! | a number beyond all doubles | may keep its digits | refuses it where it reads it | digits are kept |
//! | nested deeper than 127 levels | `Limits` decide | skips any depth, reads 127 levels | memory and stack are bounded |
//!
//! `serde_json::value::RawValue` is not supported: it asks for the text of a value by a private name.

use std::borrow::Cow;

use chathooks::Limits;

use super::compare::{Case, Verdict};

/// How deep `serde_json` reads.
const DEPTH: usize = 127;

/// The limits that are nearest to what `serde_json` allows.
pub(crate) fn limits() -> Limits {
    Limits::default().with_depth(DEPTH).with_values(usize::MAX)
}

/// Whether a type borrows strings. An encoded string of a form or of XML cannot be borrowed.
pub(crate) fn borrows(case: &Case) -> bool {
    case.name.contains('&') || case.name.contains("Borrowing")
}

/// Returns what `serde_json` makes of a body, or `ours` where one of the rows above explains it.
pub(crate) fn reference(case: &Case, body: &[u8], ours: &Verdict) -> Verdict {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Ok(text) = str::from_utf8(body) else { return Verdict::Refused("not UTF-8".into()) };
    let text = without_lone_surrogates(text);
    let theirs = (case.theirs)(text.as_bytes());
    if theirs.agrees(ours) {
        return theirs;
    }
    if depth(&text) > DEPTH && matches!(ours, Verdict::Refused(_)) {
        return ours.clone();
    }
    let has_control = |part| matches!(part, Part::String(raw, _) if raw.contains(|c: char| c < ' '));
    if parts(&text).any(has_control) && matches!(ours, Verdict::Refused(_)) {
        return ours.clone();
    }
    let unescaped = with_plain_names(&text);
    if unescaped != text {
        let theirs = (case.theirs)(unescaped.as_bytes());
        if theirs.agrees(ours) {
            return theirs;
        }
    }
    let (mut is_beyond, mut is_rounded) = (false, false);
    for digits in numbers(&text) {
        let nearest = digits.parse::<f64>().ok().filter(|number| number.is_finite());
        let read = serde_json::from_str::<f64>(digits).ok();
        is_beyond |= nearest.is_none();
        is_rounded |= nearest.map(f64::to_bits) != read.map(f64::to_bits);
    }
    match (ours, &theirs) {
        (Verdict::Value(_), Verdict::Refused(_)) if is_beyond => ours.clone(),
        (Verdict::Value(_), Verdict::Value(_)) if is_rounded => ours.clone(),
        _ => theirs,
    }
}

/// A part of a JSON text; a text that is not JSON is cut in some way.
enum Part<'a> {
    /// A string without its quotes, and whether it is a name.
    String(&'a str, bool),
    /// What looks like a number.
    Number(&'a str),
    Other(&'a str),
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.bytes().next()?;
        let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        if first == b'"' {
            let mut escaped = false;
            let end = rest.bytes().skip(1).position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            let Some(length) = end else {
                return Some(Part::Other(std::mem::take(&mut rest)));
            };
            let (string, after) = rest.split_at(length + 2);
            rest = after;
            return Some(Part::String(&string[1..=length], after.trim_start().starts_with(':')));
        }
        let is_number = first == b'-' || first.is_ascii_digit();
        let end = rest.find(|c: char| c == '"' || is_digit(c) != is_number).unwrap_or(rest.len()).max(1);
        // A word such as `true` is no number, and nor is a character of more than one byte cut in two.
        let end = (end..=rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(if is_number { Part::Number(part) } else { Part::Other(part) })
    })
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        Part::Number(digits) => Some(digits),
        _ => None,
    })
}

fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for part in parts(text) {
        let Part::Other(part) = part else { continue };
        for byte in part.bytes() {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn rebuilt(text: &str, string: impl Fn(&str, bool) -> String) -> String {
    parts(text)
        .map(|part| match part {
            Part::String(raw, is_name) => Cow::Owned(format!("\"{}\"", string(raw, is_name))),
            Part::Number(part) | Part::Other(part) => Cow::Borrowed(part),
        })
        .collect()
}

/// Writes `\ufffd` for each half of a surrogate pair that has no other half.
fn without_lone_surrogates(text: &str) -> String {
    rebuilt(text, |raw, _| {
        let unit = |at: usize| {
            let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
        };
        let (mut written, mut at) = (String::new(), 0);
        while let Some(first) = raw.get(at..).and_then(|rest| rest.chars().next()) {
            let length = match (unit(at), unit(at + 6)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
                (Some(0xD800..=0xDFFF), _) => {
                    written.push_str("\\ufffd");
                    at += 6;
                    continue;
                }
                (Some(_), _) => 6,
                (None, _) if first == '\\' => {
                    1 + raw.get(at + 1..).and_then(|s| s.chars().next()).map_or(0, char::len_utf8)
                }
                (None, _) => first.len_utf8(),
            };
            written.push_str(raw.get(at..at + length).unwrap_or_default());
            at += length;
        }
        written
    })
}

/// Undoes the escapes in names that need none.
fn with_plain_names(text: &str) -> String {
    rebuilt(text, |raw, is_name| match serde_json::from_str::<String>(&format!("\"{raw}\"")) {
        Ok(name) if is_name && !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) => name,
        _ => raw.to_owned(),
    })
}
