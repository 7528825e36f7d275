//! What all readers of a body start with.

use crate::error::DecodeError;

/// How XML and forms are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// As this crate's writers write them, and as all common senders do.
    Own,
    /// As Node's usual parsers read them, npm's `xml2js` without lists of one and without the root's name, and `qs`.
    Node,
}

/// Returns the text of a body, and where it starts: a byte-order mark in front is ignored.
pub(crate) fn text(body: &[u8]) -> Result<(&str, usize), DecodeError> {
    const MARK: char = '\u{feff}';
    let text = std::str::from_utf8(body).map_err(DecodeError::encoding)?;
    Ok((text, if text.starts_with(MARK) { MARK.len_utf8() } else { 0 }))
}
