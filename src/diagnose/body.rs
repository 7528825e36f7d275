//! Variants of a body that may have been signed.

use super::{BodyChange, Finding, Reading};
use crate::{Format, Limits, codec, value::Value};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A body in two pieces, so that removed bytes are added without a copy.
pub(super) type Pieces<'b> = [&'b [u8]; 2];

/// Returns the body verbatim, and with a line feed or a byte-order mark added or removed.
pub(super) fn edited(body: &[u8]) -> Vec<Reading<Pieces<'_>>> {
    let mut readings = vec![(vec![], [body, b"".as_slice()])];
    let mut add = |finding, pieces| readings.push((vec![finding], pieces));
    for end in [b"\r\n".as_slice(), b"\n"] {
        if let Some(shorter) = body.strip_suffix(end) {
            add(Finding::LineFeed(BodyChange::Added), [shorter, b""]);
        }
        add(Finding::LineFeed(BodyChange::Cut), [body, end]);
    }
    let Some(unmarked) = body.strip_prefix(BYTE_ORDER_MARK) else {
        add(Finding::ByteOrderMark(BodyChange::Cut), [BYTE_ORDER_MARK, body]);
        return readings;
    };
    add(Finding::ByteOrderMark(BodyChange::Added), [unmarked, b""]);
    for shorter in [b"\r\n".as_slice(), b"\n"].into_iter().filter_map(|end| unmarked.strip_suffix(end)) {
        let findings = vec![Finding::ByteOrderMark(BodyChange::Added), Finding::LineFeed(BodyChange::Added)];
        readings.push((findings, [shorter, b""]));
    }
    readings
}

/// Returns the output of JSON printers for the body, if it can be parsed within the default limits.
pub(super) fn printed(body: &[u8], print: Option<fn(&Value<'_>) -> Vec<u8>>) -> Vec<Reading<Vec<u8>>> {
    let (body, findings) = match body.strip_prefix(BYTE_ORDER_MARK) {
        Some(unmarked) => (unmarked, vec![Finding::ByteOrderMark(BodyChange::Added), Finding::Stringified]),
        None => (body, vec![Finding::Stringified]),
    };
    let (format, limits) = (Format::detect(body), Limits::default());
    let mut printed = Vec::from_iter(codec::stringified(body, format, limits).ok());
    if format == Format::Json
        && let Ok(value) = Value::from_body(body, format, limits)
    {
        printed.push(value.to_body(Format::Json));
        printed.extend(print.map(|print| print(&value)));
    }
    printed.into_iter().map(|text| (findings.clone(), text)).collect()
}
