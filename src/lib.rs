#![doc = include_str!("../README.md")]
#![doc = include_str!("guide.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod acquire;
mod base64;
mod body;
pub mod comm100;
mod data;
pub mod dedupe;
pub mod delivery;
pub mod diagnose;
pub mod dixa;
mod embedded;
mod error;
mod form;
mod format;
mod headers;
mod json;
mod limits;
mod list;
mod model;
mod open_enum;
mod owned;
mod parts;
#[cfg(feature = "http")]
pub mod rest;
mod signature;
mod stringify;
#[cfg(feature = "testkit")]
pub mod testkit;
mod text;
mod timestamp;
mod token;
mod tree;
mod vendor;
pub mod vendors;
mod verified;
mod xml;

pub use self::data::{RawName, Unknown};
pub use self::embedded::Embedded;
pub use self::error::{DecodeError, DecodeErrorKind, EncodeError, VerifyError};
pub use self::format::Format;
pub use self::headers::{Header, Headers};
pub use self::limits::Limits;
pub use self::list::List;
pub use self::open_enum::Unlisted;
pub use self::parts::Parts;
pub use self::signature::{Key, KeyError, Keys, Signature, Signer, Verifier};
pub use self::stringify::stringify;
pub use self::text::Text;
pub use self::timestamp::{Timestamp, TimestampError};
pub use self::token::{TokenError, UrlToken};
pub use self::tree::{Fields, Number, NumberError, Tree};
pub use self::vendor::{Arrival, Vendor, VendorEvent};
pub use self::verified::{Proof, Verified};
