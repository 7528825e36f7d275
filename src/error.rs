//! The errors of verifying and decoding a delivery.

mod decode;
pub(crate) mod named;
mod noun;
mod syntax;
mod verify;

pub use self::decode::{DecodeError, DecodeErrorKind};
pub(crate) use self::syntax::Syntax;
pub use self::verify::VerifyError;
