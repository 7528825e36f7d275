//! What can go wrong with a delivery, in a type for each job: the proof, the reading, the writing.

mod decode;
mod encode;
mod verify;

pub(crate) use self::decode::Syntax;
pub use self::decode::{DecodeError, DecodeErrorKind};
pub use self::encode::EncodeError;
pub use self::verify::VerifyError;
