//! Acquire's management API: listing, getting, creating, updating and deleting webhooks.
//!
//! | call | request | answer |
//! |---|---|---|
//! | [`ListWebhooks`] | `GET /api/v1/webhook` | [`Page`], whose shape is inferred |
//! | [`GetWebhook`] | `GET /api/v1/webhook/{id}` | [`Webhook`] in `data`, which is inferred |
//! | [`CreateWebhook`] | `POST /api/v1/webhook` | [`Webhook`] in `data`, which is inferred |
//! | [`UpdateWebhook`] | `PUT /api/v1/webhook/{id}` | [`Webhook`] in `data`, which is inferred |
//! | [`DeleteWebhook`] | `DELETE /api/v1/webhook/{id}` | [`Deleted`], whatever the body is |
//!
//! The requests stand on the vendor's developer page "Webhooks" of 2021-03-05, branch 2.0.0, which has since been taken
//! down; it prints no answer. Where an answer is inferred, it is from the answers that the vendor's other pages print.
//! What stands beside the outer `data` is passed over.
//!
//! # Setting up a webhook from code
//!
//! Choose a secret, create the webhook with it, and make the receiver's key from the secret in the answer, or from the
//! chosen one if the answer has none: see [`CreateWebhook::signing_secret`]. Any client of HTTP will do for
//! `transport`.
//!
//! ```
//! use chathooks::acquire::{EventName, Receiver, rest::{Account, BodyFormat, CreateWebhook, DeleteWebhook}};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::Key;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     let answer = http::Response::builder().header("content-type", "application/json");
//! #     answer.body(br#"{"data":{"id":10,"hmacKey":"generated"}}"#.to_vec()).unwrap()
//! # }
//! let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
//! let create = CreateWebhook::new("Closed cases", WebhookUrl::new("https://hooks.example.com/chathooks"))
//!     .with_event(EventName::CaseStatus)
//!     .with_hmac_key("correct horse")
//!     .with_format(BodyFormat::Json);
//! let webhook = create.answer(&transport(create.request(&account)?))?;
//! let secret = create.signing_secret(&webhook).ok_or("no secret")?;
//! # assert_eq!(secret.expose(), "generated");
//! let receiver = Receiver::new(Key::new(secret.expose())?);
//!
//! // And when it is no longer wanted:
//! let delete = DeleteWebhook::new(webhook.id.ok_or("no id")?);
//! delete.answer(&transport(delete.request(&account)?))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the vendor does not say
//!
//! Whether the key is the caller's to choose: one page says both that a key "is generated and given in the webhook
//! response" and that you "add" and "provide" it. What any of the calls answers; what a [`Relation`] holds; how to ask for the second page of a list; whether an
//! update has to name every field; what an error's body looks like, but for [six types](ErrorType); whether there is a
//! limit to the number of calls.

mod account;
mod api_error;
mod delete;
mod names;
mod page;
mod read;
mod webhook;
mod write;

pub use self::account::Account;
pub use self::api_error::ApiError;
pub use self::delete::{DeleteWebhook, Deleted};
pub use self::names::{BodyFormat, ErrorType, Field, Flow, Relation, SkipSsl, WebhookStatus, WebhookType};
pub use self::page::Page;
pub use self::read::{GetWebhook, ListWebhooks};
pub use self::webhook::{Related, Subscription, Webhook};
pub use self::write::{Changes, CreateWebhook, UpdateWebhook};
