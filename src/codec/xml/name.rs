//! Names and characters of XML 1.0, and the escapes for those that are not valid.

use std::borrow::Cow;

use super::TEXT;

/// The element of a field whose name and text are written as these attributes, with escapes.
pub(super) const FIELD: &str = "field";
pub(super) const FIELD_NAME: &str = "name";
pub(super) const FIELD_TEXT: &str = "text";

/// Whether `name` is a `Name` of XML 1.0, section 2.3.
#[inline]
pub(super) fn is_name(name: &str) -> bool {
    let starts = name.as_bytes().first().is_some_and(|byte| !matches!(byte, b'-' | b'.' | b'0'..=b'9'));
    let rest = name.bytes().fold(true, |plain, byte| plain & ASCII_NAME.get(usize::from(byte)).is_some_and(|own| *own));
    starts && rest || is_wide_name(name)
}

/// The ASCII bytes that are valid in a name.
const ASCII_NAME: [bool; 128] = {
    let mut table = [false; 128];
    let mut letter = 0_u8;
    while letter < 128 {
        if let [slot, ..] = table.split_at_mut(letter as usize).1 {
            *slot = letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b':' | b'-' | b'.');
        }
        letter += 1;
    }
    table
};

fn is_wide_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(starts_name) && letters.all(continues_name)
}

fn starts_name(letter: char) -> bool {
    matches!(letter,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(letter: char) -> bool {
    starts_name(letter)
        || matches!(letter, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether `letter` is a `Char` of XML 1.0, section 2.2.
pub(super) fn is_character(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Returns the index of the first character that is not valid in XML 1.0, if any.
pub(super) fn find_forbidden(text: &str) -> Option<usize> {
    // A vectorized check of bytes comes first: it rules out invalid characters in most bodies.
    let suspect = |byte: &u8| u8::from((*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || *byte == 0xEF);
    if text.as_bytes().iter().fold(0, |found, byte| found | suspect(byte)) == 0 {
        return None;
    }
    text.char_indices().find(|(_, letter)| !is_character(*letter)).map(|(at, _)| at)
}

/// Whether the writer writes a field of this name as [`FIELD`].
pub(super) fn needs_field(name: &str) -> bool {
    !is_name(name) || name == TEXT
}

/// Escapes characters that are not valid in XML as `\u0000`, and backslashes as `\\`.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') && find_forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            letter if is_character(letter) => escaped.push(letter),
            letter => {
                let digits = [12, 8, 4, 0].map(|shift| char::from_digit(u32::from(letter) >> shift & 0xF, 16));
                escaped.push_str("\\u");
                escaped.extend(digits.into_iter().flatten());
            }
        }
    }
    Cow::Owned(escaped)
}

/// Undoes [`escape`]. Returns `None` for text that `escape` does not write.
pub(super) fn unescape(escaped: &str) -> Option<Cow<'_, str>> {
    if !escaped.contains('\\') {
        return Some(Cow::Borrowed(escaped));
    }
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some((plain, code)) = rest.split_once('\\') {
        text.push_str(plain);
        rest = if let Some(rest) = code.strip_prefix('\\') {
            text.push('\\');
            rest
        } else {
            let digits = code.strip_prefix('u')?.get(..4)?;
            text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            code.get(5..)?
        };
    }
    text.push_str(rest);
    (escape(&text) == escaped).then_some(Cow::Owned(text))
}

/// Whether a declared encoding is UTF-8 or a subset of it.
pub(super) fn is_utf_8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|own| encoding.eq_ignore_ascii_case(own))
}
