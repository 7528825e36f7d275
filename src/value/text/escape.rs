//! Escapes a sender's strings for logs.

use std::fmt;

/// Writes a string, escaping control characters, U+2028, U+2029 and the formatting characters of bidirectional text
/// (Unicode Standard Annex 9, section 2).
pub(crate) fn write_escaped(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !text.contains(needs_escape) {
        return f.pad(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        if needs_escape(char) {
            escaped.extend(char.escape_default());
        } else {
            escaped.push(char);
        }
    }
    f.pad(&escaped)
}

fn needs_escape(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}
