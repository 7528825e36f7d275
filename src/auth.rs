//! HMAC-SHA256 keys and signatures, secret URL tokens, and header lookup.
//!
//! The crates `hmac` and `sha2` compute the signatures, and `subtle` compares all 32 bytes in constant time. `zeroize`
//! wipes the memory of a key when it is dropped.

pub(crate) mod headers;
mod hex;
pub(crate) mod hide;
pub(crate) mod key;
pub(crate) mod keys;
mod mac;
mod matching;
pub(crate) mod signature;
mod streaming;
pub(crate) mod token;

pub use self::headers::Header;
pub use self::key::KeyError;
pub(crate) use self::key::{Key, trim};
pub(crate) use self::signature::Signature;
pub use self::streaming::{StreamingSigner, StreamingVerifier};
pub use self::token::TokenError;

hide::hide!(Signature, StreamingSigner, StreamingVerifier);
