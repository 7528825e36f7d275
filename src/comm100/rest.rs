//! Comm100's management API, version 4: listing, getting, creating, updating and removing webhooks.
//!
//! | call | request | answer |
//! |---|---|---|
//! | [`ListWebhooks`] | `GET /v4/livechat/webhooks` | 200, a bare list of [`Webhook`] |
//! | [`GetWebhook`] | `GET /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`CreateWebhook`] | `POST /v4/livechat/webhooks` | 201, [`Webhook`] |
//! | [`UpdateWebhook`] | `PUT /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`DeleteWebhook`] | `DELETE /v4/livechat/webhooks/{id}` | 204, nothing |
//!
//! All of it is printed on the vendor's developer page "Webhook" of 2022. The calls take any status of success for one.
//!
//! # Setting up a webhook from code
//!
//! The vendor signs nothing, so a token in the address is all that a receiver can check: choose one that nobody can
//! guess, put it into the address, and give it to the receiver. A webhook has one event, so there is one for each. Any
//! client of HTTP will do for `transport`.
//!
//! ```
//! use chathooks::comm100::{Receiver, SubscriptionEvent, rest::{Account, CreateWebhook, DeleteWebhook}};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::UrlToken;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     let body = br#"{"id":"69FAB2B6","event":"chatEnds","targetUrl":"https://hooks.example.com"}"#;
//! #     http::Response::builder().status(201).header("content-type", "application/json").body(body.to_vec()).unwrap()
//! # }
//! let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
//! let token = "9f86d081884c7d659a2feaa0c55ad015";
//!
//! let address = WebhookUrl::new(format!("https://hooks.example.com/comm100?token={token}"));
//! let create = CreateWebhook::new(SubscriptionEvent::ChatEnds, address);
//! let webhook = create.answer(&transport(create.request(&account)?))?;
//! let receiver = Receiver::new(UrlToken::new(token)?);
//!
//! // And when it is no longer wanted:
//! let delete = DeleteWebhook::new(webhook.id);
//! delete.answer(&transport(delete.request(&account)?))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the vendor does not say
//!
//! What an error's body looks like in version 4; which addresses it takes; what it answers for an id that it does not
//! know, or beyond its limit of 300 calls in five minutes from one address, which its pages on the API name.

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
