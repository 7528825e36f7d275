//! Input that the parsers of all formats share.

use crate::error::DecodeError;

/// A way to parse XML and forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The layout that this crate writes, and the layouts of common senders.
    Own,
    /// Exactly as by npm's `xml2js`, with `explicitArray` and `explicitRoot` off, and by npm's `qs`.
    Node,
}

/// Returns the body as a string, and the offset after its byte-order mark, if any.
pub(crate) fn text(body: &[u8]) -> Result<(&str, usize), DecodeError> {
    const MARK: char = '\u{feff}';
    let text = std::str::from_utf8(body).map_err(DecodeError::encoding)?;
    Ok((text, if text.starts_with(MARK) { MARK.len_utf8() } else { 0 }))
}
