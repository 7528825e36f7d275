//! Proving that a request was made by somebody who knows the URL, which is all that can be proven.

use super::AcquireV1;
use crate::verified::TokenReceiver;

/// Proves that requests carry the secret token of the webhook's URL.
///
/// Make one for a webhook and share it: it holds nothing that a request changes.
///
/// # Examples
///
/// ```
/// use chathooks::{Format, Limits, UrlToken, acquire::v1::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?)
///     .with_formats([Format::Json])
///     .with_limits(Limits::default().with_depth(16));
/// # let body = b"{}";
/// let verified = receiver.receive("/acquire?token=9f86d081884c7d65", body)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Receiver = TokenReceiver<AcquireV1>;
