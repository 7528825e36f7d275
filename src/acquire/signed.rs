//! What a signature may cover.

/// Which form of a body Acquire's signature may cover.
///
/// The vendor says that it signs the body, and its own sample of a receiver signs `JSON.stringify(body)` of the *parsed*
/// body. The two are the same for a body that arrives as `JSON.stringify` printed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedContent {
    /// The bytes that came, and nothing else. Nothing is parsed before it is proven.
    RawBody,
    /// What `JSON.stringify` prints of the parsed body, and nothing else.
    ///
    /// Of XML and forms that is this crate's reading of the sample, inferred: `JSON.stringify` of what npm's `xml2js`
    /// makes of the body with `explicitArray: false` and `explicitRoot: false`, or `qs` with nothing limited. A body that
    /// those two read and this crate refuses has no such form: one with an escape that is none or not UTF-8, with a raw
    /// control character in a form, or with `]]>` in a text of XML. And there are forms that `qs` reads in another way, or
    /// not in the same way in all its versions and settings: a key with both a value and fields, or written in two ways
    /// (`[0]=x&0=y`), `[]` beside indices or beside maps, indices beyond 15 digits, and fields that are called as a property
    /// of JavaScript's `Object` is, such as `toString`. Of nested brackets `a[b[c]]`, version 6.17 is followed. Where the
    /// readings differ, the signature does not match.
    ///
    /// If a sender signs `JSON.stringify` of its own event and not of what it reads from the XML or form, the text does not
    /// tell everything that was printed, and no reading matches an event with any of these:
    ///
    /// - a number, a boolean or null, which the body has as text
    /// - an empty text, array or object, which look alike or are left out
    /// - in XML, an array of one element, such as the messages of a case that has one
    ///
    /// The model of an event knows its arrays, but not what is in `fields`; the vendor's own sample has an empty `fields`.
    /// So such shapes are not tried, and [`diagnose`](super::diagnose) names them as
    /// [`Finding::LostTypes`](crate::diagnose::Finding::LostTypes).
    Stringified,
    /// Either: the bytes are tried first.
    #[default]
    Either,
}
