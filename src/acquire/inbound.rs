//! Inbound webhooks: Acquire calls an address to fetch data for a bot or a chat.
//!
//! | part | what is known |
//! |---|---|
//! | the settings of a [`Webhook`], but for its [`Limits`](crate::Limits) | the vendor's words: "Getting Started", part "Inbound" |
//! | three tries at the address, then the configured fallback | the vendor's words, in the same place |
//! | a notice to the configured e-mail address after a failure | the vendor's words, in the same place |
//! | `{{name}}` in a text stands for a variable, which is a top-level key of a JSON answer | inferred from a screenshot |
//! | the four reserved names of [`ReservedVariable`] | seen in a screenshot; what their values look like is not said |
//! | the request is a `GET` without a body | inferred: the settings call a public address that takes no other method |
//! | which answer is valid | nowhere said: see below |
//!
//! # A valid answer
//!
//! This crate's reading, inferred: a status of 200 to 299, and a body that is an object in the format of the settings, in
//! UTF-8, within the [`Limits`](crate::Limits). The `Content-Type` is not looked at. Whatever else comes, or nothing, is one
//! failed try. XML and forms are read as [`Value::from_body`](crate::value::Value::from_body) reads them: the vendor prints
//! neither.
//!
//! # The app that is called
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
//! Nothing is signed in this direction: whoever knows the address can call it. So put a secret that nobody can guess
//! into it, and have the app check that, such as with a [`UrlToken`](crate::UrlToken).
//!
//! # The one that calls
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
//! // Send a GET to `exchange.webhook().url()`, and tell what came back, and when.
//! let body = br#"{"orderStatus":"shipped"}"#;
//! let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
//! match exchange.record(AttemptResult::new(200), body, now, 0) {
//!     Step::Variables(variables) => {
//!         assert_eq!(variables.render("Your order is {{orderStatus}}."), "Your order is shipped.");
//!     }
//!     Step::Retry(retry) => println!("at {} again", retry.at),
//!     Step::Fallback(fallback) => println!("{:?} is told: {}", fallback.notification(), fallback.failure),
//! }
//! # Ok::<(), chathooks::value::TimestampError>(())
//! ```
//!
//! # What the vendor does not say
//!
//! How long it waits for an answer and between the tries, so both are the caller's; what it sends along; what a text
//! shows for a name that no variable has, or for one whose value is no text. [`Variables::render`] says how this crate
//! does it.

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
