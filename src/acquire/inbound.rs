//! Inbound webhooks: Acquire requests a URL to fetch data for a bot or a chat.
//!
//! | part | what is known |
//! |---|---|
//! | the settings of a [`Webhook`], except its [`Limits`](crate::Limits) | the vendor's page "Getting Started", part "Inbound" |
//! | three attempts, then the configured fallback | the same page |
//! | a notification to the configured e-mail address after a failure | the same page |
//! | `{{name}}` in a text is replaced by a variable, a top-level field of a JSON response | inferred from a screenshot |
//! | the four reserved names of [`ReservedVariable`] | seen in a screenshot; their values are not documented |
//! | the request is a `GET` without a body | inferred: the sample settings on the vendor's page have a public URL that accepts no other method |
//! | which response is valid | not documented: see below |
//!
//! # Examples
//!
//! ## Building the response
//!
//! ```
//! use chathooks::acquire::inbound::{ReservedVariable, Variables};
//!
//! let variables = Variables::new()
//!     .with("orderStatus", "shipped")
//!     .with_reserved(ReservedVariable::GotoBranch, "refunds");
//! assert_eq!(variables.to_json(), br#"{"orderStatus":"shipped","gotoBranch":"refunds"}"#);
//! ```
//!
//! Acquire does not sign these requests, so anyone who knows the URL can send them. Add a secret token to the URL and
//! verify it, for example with a [`UrlToken`](crate::UrlToken).
//!
//! ## Calling the URL
//!
//! ```
//! use chathooks::value::Timestamp;
//! use chathooks::acquire::inbound::{Exchange, Step, Variables, Webhook};
//! use chathooks::delivery::{AttemptResult, Backoff};
//!
//! let webhook = Webhook::new("https://shop.example/order?secret=9f86d081")
//!     .with_fallback(Variables::new().with("orderStatus", "unknown"))
//!     .with_notification_email("ops@example.org");
//! let exchange = Exchange::new(webhook, Backoff::none());
//!
//! // Send a GET to `exchange.webhook().url()`, then record the response and its time.
//! let body = br#"{"orderStatus":"shipped"}"#;
//! let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
//! match exchange.record(AttemptResult::new(200), body, now, 0) {
//!     Step::Variables(variables) => {
//!         assert_eq!(variables.render("Your order is {{orderStatus}}."), "Your order is shipped.");
//!     }
//!     Step::Retry(retry) => println!("retry at {}", retry.at),
//!     Step::Fallback(fallback) => println!("notify {:?}: {}", fallback.notification(), fallback.failure),
//! }
//! # Ok::<(), chathooks::value::TimestampError>(())
//! ```
//!
//! # Valid responses
//!
//! What counts as a valid response is inferred: a status from 200 to 299, and a body in UTF-8 that is an object in the
//! configured format and within the [`Limits`](crate::Limits). The `Content-Type` is ignored. Any other response, or
//! none, is a failed attempt. XML and forms are parsed as by [`Value::from_body`](crate::value::Value::from_body),
//! because the vendor has no sample of either.
//!
//! # What the vendor does not say
//!
//! - the timeout of a request, and the interval between attempts; the caller chooses both
//! - the contents of the request
//! - the text for a placeholder without a variable, or with one that is not a string; [`Variables::render`] documents
//!   the behavior of this crate

mod exchange;
mod reserved;
mod template;
mod variables;
mod webhook;

pub use self::exchange::{Exchange, Fallback, Retry, Step, retry_policy};
pub use self::reserved::ReservedVariable;
pub use self::template::placeholders;
pub use self::variables::Variables;
pub use self::webhook::Webhook;
