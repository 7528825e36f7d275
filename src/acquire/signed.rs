//! What a signature may cover.

/// Which form of a body Acquire's signature may cover.
///
/// The vendor says that it signs the body, and its own sample of a receiver signs `JSON.stringify(body)` of the *parsed*
/// body. The two are the same for a body that arrives as `JSON.stringify` printed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signed {
    /// The bytes that came, and nothing else. Nothing is parsed before it is proven.
    Body,
    /// What `JSON.stringify` prints of the parsed body, and nothing else.
    ///
    /// Of XML and forms that is this crate's reading of the sample, inferred: `JSON.stringify` of what npm's `xml2js`
    /// makes of the body with `explicitArray: false` and `explicitRoot: false`, or `qs` with nothing limited. Where
    /// `qs` itself is not the same in all its versions and settings, the signature may not match: for a key with both a
    /// value and fields, `[]` beside indices, and fields that are called as a property of JavaScript's `Object` is, such
    /// as `toString`.
    Stringified,
    /// Either: the bytes are tried first.
    #[default]
    Either,
}
