//! Variants of a body that may have been signed.

use super::signing::Signing;
use super::{BodyChange, Finding, LineEnd};
use crate::codec::json::{Escapes, Layout};
use crate::{Format, Limits, codec, value::Value};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A body with a few changes, which are made while it is written.
pub(super) struct Edit<'b> {
    pub(super) findings: Vec<Finding>,
    before: &'b [u8],
    body: &'b [u8],
    after: &'b [u8],
    /// The line end that replaces the others in `body`.
    line_end: Option<LineEnd>,
}

impl Edit<'_> {
    pub(super) fn write(&self, signing: &mut Signing) {
        signing.write(self.before);
        match self.line_end {
            None => signing.write(self.body),
            Some(line_end) => {
                for line in self.body.split_inclusive(|byte| *byte == b'\n') {
                    let text = line.strip_suffix(b"\r\n").or(line.strip_suffix(b"\n"));
                    signing.write(text.unwrap_or(line));
                    let end = if line_end == LineEnd::Lf { b"\n".as_slice() } else { b"\r\n" };
                    signing.write(if text.is_some() { end } else { b"" });
                }
            }
        }
        signing.write(self.after);
    }
}

/// Returns the body verbatim, with a line feed or a byte-order mark added or removed, and each of these with other line
/// ends.
pub(super) fn edited(body: &[u8]) -> Vec<Edit<'_>> {
    let is_bare = |at: usize| at.checked_sub(1).and_then(|at| body.get(at)) != Some(&b'\r');
    let feeds = || body.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    let to_lf = feeds().any(|at| !is_bare(at)).then_some(LineEnd::Lf);
    let to_cr_lf = feeds().any(is_bare).then_some(LineEnd::CrLf);

    let mut edits = Vec::new();
    for line_end in [None].into_iter().chain(to_lf.map(Some)).chain(to_cr_lf.map(Some)) {
        edits.extend(at_the_ends(body).into_iter().map(|(findings, [before, body, after])| {
            let findings = line_end.map(Finding::LineEnds).into_iter().chain(findings).collect();
            Edit { findings, before, body, after, line_end }
        }));
    }
    edits
}

/// Returns the body verbatim, and with changes at its ends: what to add before it, the body, and what to add after it.
fn at_the_ends(body: &[u8]) -> Vec<(Vec<Finding>, [&[u8]; 3])> {
    let mut edits = vec![(vec![], [b"".as_slice(), body, b""])];
    let mut add = |finding, pieces| edits.push((vec![finding], pieces));
    for end in [b"\r\n".as_slice(), b"\n"] {
        if let Some(shorter) = body.strip_suffix(end) {
            add(Finding::LineFeed(BodyChange::Added), [b"", shorter, b""]);
        }
        add(Finding::LineFeed(BodyChange::Cut), [b"", body, end]);
    }
    let Some(unmarked) = body.strip_prefix(BYTE_ORDER_MARK) else {
        add(Finding::ByteOrderMark(BodyChange::Cut), [BYTE_ORDER_MARK, body, b""]);
        return edits;
    };
    add(Finding::ByteOrderMark(BodyChange::Added), [b"", unmarked, b""]);
    for shorter in [b"\r\n".as_slice(), b"\n"].into_iter().filter_map(|end| unmarked.strip_suffix(end)) {
        let findings = vec![Finding::ByteOrderMark(BodyChange::Added), Finding::LineFeed(BodyChange::Added)];
        edits.push((findings, [b"", shorter, b""]));
    }
    edits
}

/// Tries one variant of the body: its findings, and what writes it.
type Attempt<'a> = &'a mut dyn FnMut(&[Finding], &dyn Fn(&mut Signing));

/// Tries the output of JSON printers for the body, if it can be parsed within the default limits. No two outputs are in
/// memory at the same time.
pub(super) fn printed(body: &[u8], layout: Option<&Layout>, attempt: Attempt<'_>) {
    let (body, marked) = match body.strip_prefix(BYTE_ORDER_MARK) {
        Some(unmarked) => (unmarked, vec![Finding::ByteOrderMark(BodyChange::Added)]),
        None => (body, vec![]),
    };
    let attempt: Attempt<'_> = &mut |findings, write| attempt(&[&*marked, findings].concat(), write);
    let (format, limits) = (Format::detect(body), Limits::default());
    let text = codec::stringified(body, format, limits).ok();
    if let Some(text) = &text {
        attempt(&[Finding::Stringified], &|signing| signing.write(text));
        // As `JSON.stringify` prints the parsed value with indentation.
        if let Ok(value) = Value::from_body(text, Format::Json, limits) {
            in_all_layouts(&value, is_plain(text), attempt);
        }
    }
    if format == Format::Json
        && let Ok(value) = Value::from_body(body, format, limits)
    {
        if let Some(layout) = layout {
            attempt(&[Finding::Stringified], &|signing| layout.write(&value, Escapes::Few, |text| signing.write(text)));
        }
        // As printers in other languages print it, which keep the numbers and the order of the fields.
        let own = value.to_body(Format::Json);
        if text.is_none_or(|text| text != own) {
            let plain = is_plain(&own);
            drop(own);
            in_all_layouts(&value, plain, attempt);
        }
    }
}

/// Returns whether all printers escape the same characters of a JSON text.
fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

fn in_all_layouts(value: &Value<'_>, is_plain: bool, attempt: Attempt<'_>) {
    let escapes = if is_plain { &[Escapes::Few][..] } else { &[Escapes::Few, Escapes::Ascii] };
    for (layout, finding) in [(&COMPACT, Finding::Stringified)].into_iter().chain(PRETTY) {
        for escapes in escapes {
            attempt(&[finding], &|signing| layout.write(value, *escapes, |text| signing.write(text)));
        }
    }
}

const COMPACT: Layout = Layout { indent: None, comma: b",", colon: b":", splits_empty: false };

/// `JSON.stringify` with an indentation of two spaces, four spaces or a tab, which printers in other languages write too,
/// and Python's `json.dumps` without arguments.
const PRETTY: [(&Layout, Finding); 4] = [
    (&Layout { indent: Some(b"  "), colon: b": ", ..COMPACT }, Finding::PrettyPrinted),
    (&Layout { indent: Some(b"    "), colon: b": ", ..COMPACT }, Finding::PrettyPrinted),
    (&Layout { indent: Some(b"\t"), colon: b": ", ..COMPACT }, Finding::PrettyPrinted),
    (&Layout { comma: b", ", colon: b": ", ..COMPACT }, Finding::PrettyPrinted),
];
