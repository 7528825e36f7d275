#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod _docs;
pub mod acquire;
pub mod auth;
pub mod codec;
pub mod comm100;
pub mod dedupe;
pub mod delivery;
pub mod diagnose;
pub mod dixa;
mod error;
mod format;
mod limits;
pub mod model;
#[cfg(feature = "http")]
pub mod rest;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod value;
pub mod verified;

pub use self::auth::headers::Headers;
pub use self::auth::token::UrlToken;
pub use self::auth::{Key, Keys, Signature};
pub use self::error::{DecodeError, DecodeErrorKind, VerifyError};
pub use self::format::Format;
pub use self::limits::Limits;
pub use self::verified::{Proof, RequestContext, RequestParts, Stored, Vendor, Verified};
