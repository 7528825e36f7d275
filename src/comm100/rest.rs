//! Comm100's management API, version 4: listing, getting, creating, updating and deleting webhooks.
//!
//! | endpoint | request | response |
//! |---|---|---|
//! | [`ListWebhooks`] | `GET /v4/livechat/webhooks` | 200, an array of [`Webhook`] |
//! | [`GetWebhook`] | `GET /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`CreateWebhook`] | `POST /v4/livechat/webhooks` | 201, [`Webhook`] |
//! | [`UpdateWebhook`] | `PUT /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`DeleteWebhook`] | `DELETE /v4/livechat/webhooks/{id}` | 204, nothing |
//!
//! The facts come from the vendor's developer page "Webhook" of 2022. Every endpoint accepts any successful status.
//!
//! # Setting up a webhook
//!
//! The vendor signs nothing, so the receiver can only check a token in the URL. Generate a random token, add it to the
//! URL, and pass it to the receiver. Each webhook has a single event, so create one webhook per event. `transport`
//! is any HTTP client.
//!
//! ```
//! use chathooks::comm100::{Receiver, SubscriptionEvent, rest::{Account, CreateWebhook, DeleteWebhook}};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::UrlToken;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Result<http::Response<Vec<u8>>> {
//! #     let body = br#"{"id":"69FAB2B6","event":"chatEnds","targetUrl":"https://hooks.example.com"}"#;
//! #     http::Response::builder().status(201).header("content-type", "application/json").body(body.to_vec())
//! # }
//! let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
//! let token = "9f86d081884c7d659a2feaa0c55ad015";
//!
//! let url = WebhookUrl::new(format!("https://hooks.example.com/comm100?token={token}"));
//! let create = CreateWebhook::new(SubscriptionEvent::ChatEnds, url);
//! let webhook = create.answer(&transport(create.request(&account)?)?)?;
//! let receiver = Receiver::new(UrlToken::new(token)?);
//!
//! // Delete the webhook when it is no longer needed.
//! let delete = DeleteWebhook::new(webhook.id);
//! delete.answer(&transport(delete.request(&account)?)?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the vendor does not say
//!
//! - the body of an error response in version 4
//! - which target URLs are accepted
//! - the response for an unknown id
//! - the response to a rate-limited request; by its pages on the API, the limit is 300 requests in five minutes per IP
//!   address

mod account;
mod api_error;
mod guid;
mod read;
mod write;

pub use self::account::Account;
pub use self::api_error::ApiError;
pub use self::guid::Guid;
pub use self::read::{DeleteWebhook, GetWebhook, ListWebhooks};
pub use self::write::{CreateWebhook, UpdateWebhook, Webhook};
