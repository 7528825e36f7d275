//! Dixa's management API: webhook subscriptions, and what became of their deliveries.
//!
//! | call | request | answer |
//! |---|---|---|
//! | [`ListSubscriptions`] | `GET /v1/webhooks` | 200, [`Subscriptions`] |
//! | [`GetSubscription`] | `GET /v1/webhooks/{id}` | 200, [`Subscription`] in `data` |
//! | [`CreateSubscription`] | `POST /v1/webhooks` | 201, [`Subscription`] in `data` |
//! | [`PatchSubscription`] | `PATCH /v1/webhooks/{id}` | 200, [`Subscription`] in `data` |
//! | [`DeleteSubscription`] | `DELETE /v1/webhooks/{id}` | 204, nothing |
//! | [`GetDeliveryStatus`] | `GET /v1/webhooks/{id}/delivery-status` | 200, [`DeliveryStatuses`] |
//! | [`GetDeliveryLogs`] | `GET /v1/webhooks/{id}/delivery-status/logs/{event}` | 200, [`DeliveryLogs`] |
//!
//! The bodies stand on the vendor's page on webhooks of 2023; the paths, `url`, `filters` and `customHeaders` in its
//! description of the API, as of 2025 and 2026. The calls take any status of success for one. What stands beside the
//! `data` of a single record is passed over.
//!
//! # Setting up a webhook from code
//!
//! The vendor makes the key: create the subscription, and make the receiver's key of the `secretKey` in the answer. Any
//! client of HTTP will do for `transport`.
//!
//! ```
//! use std::time::Duration;
//! use chathooks::dixa::rest::{Account, CreateSubscription, DeleteSubscription, WebhookAuthorization};
//! use chathooks::dixa::{EventName, Receiver};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::Key;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     let body = br#"{"data":{"id":"cb452b81","name":"Dashboard","secretKey":"0a1b"}}"#;
//! #     http::Response::builder().status(201).header("content-type", "application/json").body(body.to_vec()).unwrap()
//! # }
//! let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
//!
//! let address = WebhookUrl::new("https://hooks.example.com/dixa");
//! let create = CreateSubscription::new("Dashboard", address, WebhookAuthorization::NoAuth)
//!     .with_event(EventName::ConversationClosed);
//! let subscription = create.answer(&transport(create.request(&account)?))?;
//! let key = Key::from_hex(subscription.secret_key.ok_or("no key")?.expose())?;
//! let receiver = Receiver::new(key, Duration::from_secs(300));
//!
//! // And when it is no longer wanted:
//! let delete = DeleteSubscription::new(subscription.id);
//! delete.answer(&transport(delete.request(&account)?))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Reading the log of deliveries
//!
//! [`GetDeliveryLogs`] gives the bodies that were sent, as texts, and [`EventDeliveryLog::event`] the event in one. So
//! a receiver that was away can catch up, as far back as the vendor keeps them.
//!
//! # What the vendor does not say
//!
//! Whether a null in a patch takes a value away; how many deliveries the logs have, and for how long; whether a limit
//! of calls that is gone beyond, 10 in a second with a burst of 4 and 864,000 in a day for one token, is answered with
//! `Retry-After`; how to replace a key.

mod account;
mod api_error;
mod authorization;
mod delivery;
mod event;
mod filters;
mod headers;
mod log_entry;
mod logs;
mod read;
mod subscription;
mod write;

pub use self::account::Account;
pub use self::api_error::ApiError;
pub use self::authorization::WebhookAuthorization;
pub use self::delivery::{DeliveryLogs, DeliveryStatus, DeliveryStatuses, EventDeliveryLog, EventDeliveryStatus};
pub use self::event::SubscriptionEvent;
pub use self::filters::{CombinedFilters, Condition, ConditionType, FilterField, Filters, FiltersType, Strategy};
pub use self::headers::WebhookHeaders;
pub use self::log_entry::LogEntry;
pub use self::logs::{GetDeliveryLogs, GetDeliveryStatus};
pub use self::read::{DeleteSubscription, GetSubscription, ListSubscriptions};
pub use self::subscription::{Subscription, Subscriptions};
pub use self::write::{Changes, CreateSubscription, PatchSubscription};
