//! The error of decoding a body.

mod de;

use std::borrow::Cow;
use std::fmt;

use serde::de::Unexpected;

use super::Syntax;
use super::noun::noun;

/// An error from decoding a body.
///
/// The message consists of the path in the body and the cause. It never contains a value of the body, so it is safe to
/// log. A field name in the path is shown if it has at most 64 characters, all of them ASCII letters, digits, `_`, `-`
/// or `:`. Otherwise it is shown as `*`.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{DecodeErrorKind, Verified, acquire::{Acquire, Event}};
///
/// let body = r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"seen":[]}]}}"#;
/// let verified = Verified::<Acquire, _>::assume_authentic(body);
/// let error = Event::decode(&verified).err().ok_or("no error")?;
/// assert_eq!(error.kind(), DecodeErrorKind::Type);
/// assert_eq!(error.path(), "data.messages[0].seen");
/// assert_eq!(error.to_string(), "data.messages[0].seen: expected a string, found an array");
/// # }
/// # Ok::<(), &str>(())
/// ```
pub struct DecodeError(Box<Inner>);

struct Inner {
    reason: Reason,
    /// The path, from the innermost segment to the outermost: the order in which the callers add them.
    path: Vec<Segment>,
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

/// The kind of a [`DecodeError`].
///
/// # Examples
///
/// ```
/// use chathooks::{DecodeErrorKind, Format, Limits, value::Value};
///
/// let limits = Limits::default().with_depth(2);
/// let kind = |body: &[u8]| Value::from_body(body, Format::Json, limits).err().map(|error| error.kind());
/// assert_eq!(kind(b"{"), Some(DecodeErrorKind::Syntax));
/// assert_eq!(kind(b"\"\xFF\""), Some(DecodeErrorKind::Encoding));
/// assert_eq!(kind(b"[[[]]]"), Some(DecodeErrorKind::TooDeep));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body is not well formed in its format, or is incomplete.
    Syntax,
    /// The body is not UTF-8, or declares another encoding.
    Encoding,
    /// A required field is missing.
    MissingField,
    /// A field occurs more than once.
    DuplicateField,
    /// A value has the wrong type, such as an array where a string is expected.
    Type,
    /// Arrays and objects are nested deeper than the [`Limits`](crate::Limits) allow.
    TooDeep,
    /// The body contains more values than the [`Limits`](crate::Limits) allow.
    TooManyValues,
    /// The body is in a format that the receiver does not allow.
    Format,
    /// The caller's own type rejected the value.
    Custom,
}

impl DecodeError {
    fn new(reason: Reason) -> Self {
        Self(Box::new(Inner { reason, path: Vec::new() }))
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

    #[cold]
    pub(crate) fn expected(expected: &'static str, found: &Unexpected<'_>) -> Self {
        Self::new(Reason::Type { expected: expected.into(), found: noun(found) })
    }

    /// Creates the error of a duplicate field. The caller adds the field's name to the path.
    #[cold]
    pub(crate) fn duplicate() -> Self {
        Self::new(Reason::Duplicate)
    }

    /// Creates the error of a missing field, with its name in the path.
    #[cold]
    pub(crate) fn missing(name: &'static str) -> Self {
        Self::new(Reason::Missing { name }).in_name(name)
    }

    #[cold]
    pub(crate) fn range() -> Self {
        Self::new(Reason::Type { expected: "a number in range".into(), found: "another number" })
    }

    /// Adds the field that contains the error to the path.
    #[cold]
    pub(crate) fn in_name(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Name(name.into()));
        self
    }

    /// Adds the array element that contains the error to the path.
    #[cold]
    pub(crate) fn in_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        match &self.0.reason {
            Reason::Missing { .. } => DecodeErrorKind::MissingField,
            Reason::Duplicate => DecodeErrorKind::DuplicateField,
            Reason::Type { .. } => DecodeErrorKind::Type,
            Reason::Other { kind, .. } => *kind,
        }
    }

    /// Returns the path in the body, such as `data.messages[3].id`, or an empty string for the body as a whole.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            match segment {
                Segment::Name(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(if is_plain(name) { name } else { "*" });
                }
                Segment::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        path
    }
}

/// Whether a field name may be shown in a message. Control characters, escape sequences and e-mail addresses may not.
fn is_plain(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:".contains(&byte))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        match &self.0.reason {
            Reason::Missing { .. } => f.write_str("missing field"),
            Reason::Duplicate => f.write_str("duplicate field"),
            Reason::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
            Reason::Other { message, .. } => f.write_str(message),
        }
    }
}

/// Shows the `Display` message in quotes, and nothing else.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DecodeError").field(&self.to_string()).finish()
    }
}

impl std::error::Error for DecodeError {}
