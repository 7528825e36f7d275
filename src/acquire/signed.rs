//! The form of a body that a signature covers.

/// The form of a body that Acquire's signature covers.
///
/// The vendor says that it signs the body, but its sample receiver computes the signature of `JSON.stringify(body)` for
/// the *parsed* body. Both are the same if the body is already in the format of `JSON.stringify`.
///
/// # Examples
///
/// A receiver that parses nothing before it is verified:
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
    /// A body that those two accept and this crate refuses has no stringified form:
    ///
    /// - invalid percent-encoding, or percent-encoded bytes that are not UTF-8
    /// - a raw control character in a form
    /// - `]]>` in the text of XML
    ///
    /// Some forms are read differently by `qs`, or by its versions and settings, and their signature does not match:
    ///
    /// - a key with both a value and fields, or in two spellings (`[0]=x&0=y`)
    /// - `[]` next to indices or objects
    /// - indices of more than 15 digits
    /// - fields with the name of a property of JavaScript's `Object`, such as `toString`
    ///
    /// Nested brackets `a[b[c]]` are read as `qs` 6.17 does.
    ///
    /// A sender may instead sign the `JSON.stringify` of its own event, and send that event as XML or a form. The body
    /// then lacks some type information, and no reading matches an event with any of these:
    ///
    /// - a number, a boolean or null, which are strings in the body
    /// - an empty string, array or object, which look alike or are omitted
    /// - in XML, an array of one element, such as the messages of a case with one message
    ///
    /// The model of an event has the types of its arrays, but not of the values in `fields`, which is empty in the
    /// vendor's own sample. So these forms are not tried, and [`diagnose`](super::diagnose()) reports them as
    /// [`Finding::LostTypes`](crate::diagnose::Finding::LostTypes).
    Stringified,
    /// Either form. The raw body is tried first.
    #[default]
    Either,
}
