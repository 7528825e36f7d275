//! The form of a body that a signature covers.

/// The form of a body that Acquire's signature covers.
///
/// The vendor says that it signs the body, but its sample receiver computes the signature of `JSON.stringify(body)` for
/// the *parsed* body. Both are the same if the body is already in the format of `JSON.stringify`.
///
/// # Examples
///
/// A receiver that does not parse a body before it is verified:
///
/// ```
/// use chathooks::{Key, acquire::{Receiver, SignedContent}};
///
/// let receiver = Receiver::new(Key::new("correct horse")?).with_signed_content(SignedContent::RawBody);
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedContent {
    /// Only the raw body. Nothing is parsed before it is verified.
    RawBody,
    /// Only the output of `JSON.stringify` for the parsed body.
    ///
    /// For XML and forms, this is inferred from the sample: the object is the one that npm's `xml2js` parses with
    /// `explicitArray: false` and `explicitRoot: false`, or `qs` without limits.
    ///
    /// A body with any of the following has no stringified form, because this crate refuses it, although those parsers
    /// do not:
    ///
    /// - invalid percent-encoding, or percent-encoded bytes that are not UTF-8
    /// - a raw control character in a form
    /// - `]]>` in the text of XML
    ///
    /// Some forms are parsed in another way by `qs`, or by some of its versions and settings. Their signatures do not
    /// match:
    ///
    /// - a key with both a value and fields, or in two spellings (`[0]=x&0=y`)
    /// - `[]` next to indices or objects
    /// - indices of more than 15 digits
    /// - fields with the name of a property of JavaScript's `Object`, such as `toString`
    ///
    /// Nested brackets `a[b[c]]` are parsed as by `qs` 6.17.
    ///
    /// A sender may instead sign the `JSON.stringify` of its own event, and send that event as XML or a form. The body
    /// then lacks some type information. The signature does not match if the event has any of these:
    ///
    /// - a number, a boolean or null, which are strings in the body
    /// - an empty string, array or object, which look alike or are omitted
    /// - in XML, an array of one element, such as the messages of a case with one message
    ///
    /// The crate does not try to restore the types, because those of the values in `fields` are not documented.
    /// [`diagnose`](super::diagnose()) reports [`Finding::LostTypes`](crate::diagnose::Finding::LostTypes) for such a
    /// body.
    Stringified,
    /// Either form. The raw body is tried first.
    #[default]
    Either,
}
