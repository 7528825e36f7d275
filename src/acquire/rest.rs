//! Acquire's management API: listing, getting, creating, updating and deleting webhooks.
//!
//! | endpoint | request | response |
//! |---|---|---|
//! | [`ListWebhooks`] | `GET /api/v1/webhook` | [`Page`], whose format is inferred |
//! | [`GetWebhook`] | `GET /api/v1/webhook/{id}` | [`Webhook`] in `data`, which is inferred |
//! | [`CreateWebhook`] | `POST /api/v1/webhook` | [`Webhook`] in `data`, which is inferred |
//! | [`UpdateWebhook`] | `PUT /api/v1/webhook/{id}` | [`Webhook`] in `data`, which is inferred |
//! | [`DeleteWebhook`] | `DELETE /api/v1/webhook/{id}` | [`Deleted`], with any body |
//!
//! The requests come from the vendor's developer page "Webhooks" of 2021-03-05, branch 2.0.0, which is no longer
//! online. The page has no responses; they are inferred from the responses on the vendor's other pages. All other
//! fields next to the outer `data` are ignored.
//!
//! # Setting up a webhook
//!
//! Choose a secret and create the webhook with it. Then create the receiver with the secret in the response or, if the
//! response has none, with the chosen one: see [`CreateWebhook::signing_secret`]. `transport` is any HTTP
//! client.
//!
//! ```
//! use chathooks::acquire::{EventName, Receiver, rest::{Account, BodyFormat, CreateWebhook, DeleteWebhook}};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::Key;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Result<http::Response<Vec<u8>>> {
//! #     let answer = http::Response::builder().header("content-type", "application/json");
//! #     answer.body(br#"{"data":{"id":10,"hmacKey":"generated"}}"#.to_vec())
//! # }
//! let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
//! let create = CreateWebhook::new("Closed cases", WebhookUrl::new("https://hooks.example.com/chathooks"))
//!     .with_event(EventName::CaseStatus)
//!     .with_hmac_key("correct horse")
//!     .with_format(BodyFormat::Json);
//! let webhook = create.answer(&transport(create.request(&account)?)?)?;
//! let secret = create.signing_secret(&webhook).ok_or("no secret")?;
//! # assert_eq!(secret.expose(), "generated");
//! let receiver = Receiver::new(Key::new(secret.expose())?);
//!
//! // Delete the webhook when it is no longer needed.
//! let delete = DeleteWebhook::new(webhook.id.ok_or("no id")?);
//! delete.answer(&transport(delete.request(&account)?)?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the vendor does not say
//!
//! - whether the caller chooses the key; one page says both that a key "is generated and given in the webhook response"
//!   and that you "add" and "provide" it
//! - the responses
//! - the contents of a [`Relation`]
//! - how to request the second page of a list
//! - whether an update must contain every field
//! - the body of an error response, except the [six types](ErrorType)
//! - whether requests are rate-limited

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
