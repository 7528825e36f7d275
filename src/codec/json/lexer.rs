//! The tokens of JSON, as RFC 8259 defines them.

use std::borrow::Cow;

use crate::error::{DecodeError, Syntax};
use crate::value::number_length;

type Result<T> = std::result::Result<T, DecodeError>;

/// A position in a JSON text, with methods that read a token there.
#[derive(Clone)]
pub(crate) struct Lexer<'de> {
    text: &'de str,
    at: usize,
}

/// A string token: the raw text between the quotes, and whether it contains escapes.
#[derive(Clone, Copy)]
pub(crate) struct Quoted<'de> {
    pub(crate) raw: &'de str,
    pub(crate) escaped: bool,
}

impl<'de> Lexer<'de> {
    pub(crate) fn new(text: &'de str, at: usize) -> Self {
        Self { text, at }
    }

    /// Skips whitespace and returns the next byte, without consuming it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Consumes the byte that [`peek`](Self::peek) returned.
    #[inline]
    pub(crate) fn bump(&mut self) {
        self.at += 1;
    }

    /// Consumes the byte `wanted`, or returns the error `what`.
    #[inline]
    pub(crate) fn expect(&mut self, wanted: u8, what: Syntax) -> Result<()> {
        match self.peek() {
            Some(byte) if byte == wanted => {
                self.bump();
                Ok(())
            }
            _ => Err(self.error(what)),
        }
    }

    #[cold]
    pub(crate) fn error(&self, what: Syntax) -> DecodeError {
        let what = if self.at >= self.text.len() { Syntax::Early } else { what };
        DecodeError::syntax(what, self.at)
    }

    /// Fails unless only whitespace is left.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.peek().is_some() {
            return Err(DecodeError::syntax(Syntax::End, self.at));
        }
        Ok(())
    }

    /// Reads a string. The next byte must be its opening quote.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every name and string is read here: a call costs a tenth of decoding")]
    pub(crate) fn string(&mut self) -> Result<Quoted<'de>> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut end = start;
        let mut escaped = false;
        loop {
            end += plain(bytes.get(end..).unwrap_or_default());
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at = end;
                    end = check_escape(bytes, end).ok_or_else(|| self.error(Syntax::Escape))?;
                }
                other => {
                    self.at = end;
                    return Err(self.error(if other.is_some() { Syntax::Control } else { Syntax::Early }));
                }
            }
        }
        self.at = end + 1;
        Ok(Quoted { raw: self.text.get(start..end).unwrap_or_default(), escaped })
    }

    /// Consumes the string token `"text"`, if it is next.
    #[inline]
    pub(crate) fn takes_quoted(&mut self, text: &str) -> bool {
        let Some((b'"', rest)) = self.text.as_bytes().get(self.at..).and_then(<[u8]>::split_first) else {
            return false;
        };
        let Some((name, [b'"', ..])) = rest.split_at_checked(text.len()) else { return false };
        let is_equal = is_equal(name, text.as_bytes());
        if is_equal {
            self.at += text.len() + 2;
        }
        is_equal
    }

    /// Reads a number and returns its text.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<&'de str> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match number_length(rest.as_bytes()) {
            Ok(length) => {
                self.at += length;
                Ok(rest.get(..length).unwrap_or_default())
            }
            Err(length) => {
                self.at += length;
                Err(self.error(Syntax::Number))
            }
        }
    }

    /// Reads the literal `word`: `true`, `false` or `null`.
    #[inline]
    pub(crate) fn word(&mut self, word: &'static str) -> Result<()> {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.error(Syntax::Value))
        }
    }
}

impl<'de> Quoted<'de> {
    /// Returns the unescaped string. A lone surrogate, which a Rust string cannot contain, becomes U+FFFD.
    #[inline]
    pub(crate) fn text(self) -> Cow<'de, str> {
        if self.escaped { Cow::Owned(self.unescape()) } else { Cow::Borrowed(self.raw) }
    }

    fn unescape(self) -> String {
        let mut text = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some((plain, escape)) = rest.split_once('\\') {
            text.push_str(plain);
            let (char, after) = unescape(escape);
            text.push(char.unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// Decodes an escape that the lexer has checked, and returns the rest of the string after it.
///
/// `escape` starts after the backslash. A surrogate pair of two escapes is one character. A lone surrogate is an error.
pub(crate) fn unescape(escape: &str) -> (std::result::Result<char, u16>, &str) {
    let (unit, after) = escape_unit(escape);
    let low = || Some(escape_unit(after.strip_prefix("\\u").map(|_| after.get(1..).unwrap_or_default())?));
    let pair = match unit {
        0xD800..=0xDBFF => low().filter(|(low, _)| (0xDC00..=0xDFFF).contains(low)),
        _ => None,
    };
    let (code, after) = match pair {
        Some((low, after)) => (0x1_0000 + ((u32::from(unit) - 0xD800) << 10) + (u32::from(low) - 0xDC00), after),
        None => (unit.into(), after),
    };
    (char::from_u32(code).ok_or(unit), after)
}

/// Returns the UTF-16 code unit of an escape that [`check_escape`] has accepted, and the rest of the string after it.
fn escape_unit(escape: &str) -> (u16, &str) {
    let mut chars = escape.chars();
    let unit = match chars.next() {
        Some('b') => 0x08,
        Some('f') => 0x0C,
        Some('n') => 0x0A,
        Some('r') => 0x0D,
        Some('t') => 0x09,
        Some('u') => {
            let digits = escape.get(1..5).unwrap_or_default();
            return (u16::from_str_radix(digits, 16).unwrap_or_default(), escape.get(5..).unwrap_or_default());
        }
        Some(other) => u16::try_from(u32::from(other)).unwrap_or_default(),
        None => 0,
    };
    (unit, chars.as_str())
}

/// Returns the index after the escape at `at`, or `None` if it is not one of RFC 8259, section 7.
fn check_escape(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit).then_some(at + 6),
        _ => None,
    }
}

/// Compares two short names of equal length. Calling the standard library's comparison takes longer.
#[inline]
fn is_equal(a: &[u8], b: &[u8]) -> bool {
    let ((a_words, a_rest), (b_words, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    a_words.iter().zip(b_words).all(|(a, b)| a == b) && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}

/// Counts the bytes before the first quote, backslash or control character, eight at a time.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    // `word ^ 2` maps the quote, 0x22, to 0x20 and keeps control characters below 0x20, so that a single comparison
    // finds both. A byte of `word - ONES * n` borrows only if it is below `n`, so the lowest bit that is set is always
    // right.
    let stops = |word: u64| {
        let quote_or_control = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
        let backslash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
        (quote_or_control | backslash) & !word & HIGHS
    };

    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = stops(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    words.len() * 8 + rest.iter().position(stop).unwrap_or(rest.len())
}
