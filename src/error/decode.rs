//! Why a body does not fit its model, and where.

mod de;

use std::borrow::Cow;
use std::fmt;

use serde::de::Unexpected;

use super::Syntax;
use super::noun::noun;

/// Why a proven body could not be read, and at which place of it.
///
/// The message names the place and what was expected there, and never shows a value of the body. A name that is
/// part of the place is shown when it is a plain identifier of at most 64 characters, and as `*` otherwise, so
/// that a message is safe to write to a log.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{DecodeErrorKind, Verified, acquire::{Acquire, Event}};
///
/// let body = r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"seen":[]}]}}"#;
/// let verified = Verified::<Acquire, _>::assume_authentic(body);
/// let error = Event::decode(&verified).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::Type);
/// assert_eq!(error.path(), "data.messages[0].seen");
/// assert_eq!(error.to_string(), "data.messages[0].seen: expected a string, found an array");
/// # }
/// ```
pub struct DecodeError(Box<Inner>);

struct Inner {
    reason: Reason,
    /// From the innermost to the outermost, as the error found its way out.
    place: Vec<Segment>,
}

enum Segment {
    Name(Box<str>),
    Index(usize),
}

enum Reason {
    Missing { name: &'static str },
    Duplicate,
    Type { expected: Box<str>, found: &'static str },
    Other { kind: DecodeErrorKind, message: Cow<'static, str> },
}

/// The sorts of [`DecodeError`], for a program to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body is not well formed in its format, or it ends too early.
    Syntax,
    /// The body is not UTF-8, or says that it is not.
    Encoding,
    /// A required field is missing.
    MissingField,
    /// A field occurs more than once.
    DuplicateField,
    /// A value is of another type than the model's, such as a list where a text belongs.
    Type,
    /// Maps and lists are nested deeper than the [`Limits`](crate::Limits) allow.
    TooDeep,
    /// The body holds more values than the [`Limits`](crate::Limits) allow.
    TooManyValues,
    /// The body is in a format that the receiver does not allow.
    Format,
    /// A type of the caller's own refused the value.
    Custom,
}

impl DecodeError {
    fn new(reason: Reason) -> Self {
        Self(Box::new(Inner { reason, place: Vec::new() }))
    }

    fn other(kind: DecodeErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Reason::Other { kind, message: message.into() })
    }

    #[cold]
    pub(crate) fn syntax(what: Syntax, offset: usize) -> Self {
        Self::other(DecodeErrorKind::Syntax, format!("{what} at byte {offset}"))
    }

    #[cold]
    pub(crate) fn encoding(error: std::str::Utf8Error) -> Self {
        Self::encoding_at(error.valid_up_to())
    }

    #[cold]
    pub(crate) fn encoding_at(offset: usize) -> Self {
        Self::other(DecodeErrorKind::Encoding, format!("not UTF-8 at byte {offset}"))
    }

    /// Says that an XML body declares another encoding than UTF-8.
    #[cold]
    pub(crate) fn declared_encoding() -> Self {
        Self::other(DecodeErrorKind::Encoding, "declares an encoding other than UTF-8")
    }

    #[cold]
    pub(crate) fn depth(limit: usize) -> Self {
        Self::other(DecodeErrorKind::TooDeep, format!("nested deeper than {limit} levels"))
    }

    #[cold]
    pub(crate) fn values(limit: usize) -> Self {
        Self::other(DecodeErrorKind::TooManyValues, format!("more than {limit} values in the body"))
    }

    #[cold]
    pub(crate) fn format(format: crate::Format) -> Self {
        Self::other(DecodeErrorKind::Format, format!("the receiver does not allow {format}"))
    }

    /// Says that a value is of another type than the one that belongs there.
    #[cold]
    pub(crate) fn expected(expected: &'static str, found: &Unexpected<'_>) -> Self {
        Self::new(Reason::Type { expected: expected.into(), found: noun(found) })
    }

    /// Says that a field stands in its object more than once.
    #[cold]
    pub(crate) fn duplicate() -> Self {
        Self::new(Reason::Duplicate)
    }

    /// Says that an object lacks a field.
    #[cold]
    pub(crate) fn missing(name: &'static str) -> Self {
        Self::new(Reason::Missing { name }).in_name(name)
    }

    #[cold]
    pub(crate) fn range() -> Self {
        Self::new(Reason::Type { expected: "a number in range".into(), found: "another number" })
    }

    /// Says that the error happened inside of the field `name`.
    #[cold]
    pub(crate) fn in_name(mut self, name: &str) -> Self {
        self.0.place.push(Segment::Name(name.into()));
        self
    }

    /// Says that the error happened inside of the element `index`.
    #[cold]
    pub(crate) fn in_index(mut self, index: usize) -> Self {
        self.0.place.push(Segment::Index(index));
        self
    }

    /// Returns the sort of the error.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        match &self.0.reason {
            Reason::Missing { .. } => DecodeErrorKind::MissingField,
            Reason::Duplicate => DecodeErrorKind::DuplicateField,
            Reason::Type { .. } => DecodeErrorKind::Type,
            Reason::Other { kind, .. } => *kind,
        }
    }

    /// Returns the place in the body, such as `data.messages[3].id`; an empty text is the body as a whole.
    #[must_use]
    pub fn path(&self) -> String {
        let mut place = String::new();
        for segment in self.0.place.iter().rev() {
            match segment {
                Segment::Name(name) => {
                    if !place.is_empty() {
                        place.push('.');
                    }
                    place.push_str(if is_plain(name) { name } else { "*" });
                }
                Segment::Index(index) => place.extend(["[", &index.to_string(), "]"]),
            }
        }
        place
    }
}

/// Whether a name of the body may stand in a message: no control character, no escape sequence, no e-mail address.
fn is_plain(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:".contains(&byte))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.path();
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        match &self.0.reason {
            Reason::Missing { .. } => f.write_str("missing field"),
            Reason::Duplicate => f.write_str("duplicate field"),
            Reason::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
            Reason::Other { message, .. } => f.write_str(message),
        }
    }
}

/// Prints what `Display` prints, in quotes, so that a log of the error shows no more.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DecodeError").field(&self.to_string()).finish()
    }
}

impl std::error::Error for DecodeError {}
