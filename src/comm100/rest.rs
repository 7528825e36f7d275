//! Comm100's management API, version 4: listing, getting, creating, updating and removing webhooks.
//!
//! | call | request | answer |
//! |---|---|---|
//! | [`List`] | `GET /v4/livechat/webhooks` | 200, a bare list of [`Webhook`] |
//! | [`Get`] | `GET /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`Create`] | `POST /v4/livechat/webhooks` | 201, [`Webhook`] |
//! | [`Update`] | `PUT /v4/livechat/webhooks/{id}` | 200, [`Webhook`] |
//! | [`Delete`] | `DELETE /v4/livechat/webhooks/{id}` | 204, nothing |
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
//! use chathooks::comm100::{Receiver, SubscriptionEvent, rest::{Account, Create, Delete}};
//! use chathooks::rest::{Address, Call, Secret};
//! use chathooks::UrlToken;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     let body = br#"{"id":"69FAB2B6","event":"chatEnds","targetUrl":"https://hooks.example.com"}"#;
//! #     http::Response::builder().status(201).header("content-type", "application/json").body(body.to_vec()).unwrap()
//! # }
//! let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
//! let token = "9f86d081884c7d659a2feaa0c55ad015";
//!
//! let address = Address::new(format!("https://hooks.example.com/comm100?token={token}"));
//! let create = Create::new(SubscriptionEvent::ChatEnds, address);
//! let webhook = create.answer(&transport(create.request(&account)?))?;
//! let receiver = Receiver::new(UrlToken::new(token)?);
//!
//! // And when it is no longer wanted:
//! let delete = Delete::new(webhook.id);
//! delete.answer(&transport(delete.request(&account)?))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the vendor does not say
//!
//! What an error's body looks like in version 4; which addresses it takes; what it answers for an id that it does not
//! know, or beyond its limit of 300 calls in five minutes from one address, which its pages on the API name.

mod account;
mod guid;
mod problem;
mod read;
mod write;

pub use self::account::Account;
pub use self::guid::Guid;
pub use self::problem::Problem;
pub use self::read::{Delete, Get, List};
pub use self::write::{Create, Update, Webhook};
