#![cfg_attr(
    all(feature = "acquire", feature = "comm100", feature = "dixa", feature = "http"),
    doc = include_str!("../README.md")
)]
#![cfg_attr(
    not(all(feature = "acquire", feature = "comm100", feature = "dixa", feature = "http")),
    doc = "Webhooks of live-chat services, without some of the features: the docs with all of them are on docs.rs."
)]
// The vendors share what is below them, and its docs speak of all of them. What a vendor that is left out needs alone is
// no mistake, and neither is a link to it; the set with all vendors is checked for both.
#![cfg_attr(
    not(all(feature = "acquire", feature = "comm100", feature = "dixa")),
    allow(dead_code, unused_imports, unused_macros, rustdoc::broken_intra_doc_links)
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod _docs;
#[cfg(feature = "acquire")]
pub mod acquire;
pub mod auth;
pub mod codec;
#[cfg(feature = "comm100")]
pub mod comm100;
pub mod dedupe;
pub mod delivery;
pub mod diagnose;
#[cfg(feature = "dixa")]
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
pub use self::auth::key::Key;
pub use self::auth::keys::Keys;
pub use self::auth::signature::Signature;
pub use self::auth::token::UrlToken;
pub use self::error::{DecodeError, DecodeErrorKind, VerifyError};
pub use self::format::Format;
pub use self::limits::Limits;
pub use self::verified::body::{Proof, Vendor, Verified};
pub use self::verified::request_context::RequestContext;
pub use self::verified::request_parts::RequestParts;
pub use self::verified::stored::Stored;
