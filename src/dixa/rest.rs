//! Dixa's management API: webhook subscriptions and the status of their deliveries.
//!
//! | endpoint | request | response |
//! |---|---|---|
//! | [`ListSubscriptions`] | `GET /v1/webhooks` | 200, [`Subscriptions`] |
//! | [`GetSubscription`] | `GET /v1/webhooks/{id}` | 200, [`Subscription`] in `data` |
//! | [`CreateSubscription`] | `POST /v1/webhooks` | 201, [`Subscription`] in `data` |
//! | [`PatchSubscription`] | `PATCH /v1/webhooks/{id}` | 200, [`Subscription`] in `data` |
//! | [`DeleteSubscription`] | `DELETE /v1/webhooks/{id}` | 204, nothing |
//! | [`GetDeliveryStatus`] | `GET /v1/webhooks/{id}/delivery-status` | 200, [`DeliveryStatuses`] |
//! | [`GetDeliveryLogs`] | `GET /v1/webhooks/{id}/delivery-status/logs/{event}` | 200, [`DeliveryLogs`] |
//!
//! The bodies come from the vendor's page on webhooks, as of 2023. The paths, `url`, `filters` and `customHeaders` come
//! from its description of the API, as of 2025 and 2026. Every endpoint accepts any successful status. In a response
//! with a single record, all fields other than `data` are ignored.
//!
//! # Setting up a webhook
//!
//! The vendor generates the key. Create the subscription, then create the receiver with the `secretKey` in the
//! response. `transport` is any HTTP client.
//!
//! ```
//! use chathooks::dixa::rest::{Account, CreateSubscription, DeleteSubscription, WebhookAuthorization};
//! use chathooks::dixa::{EventName, Receiver, ReplayWindow};
//! use chathooks::rest::{Endpoint, Secret, WebhookUrl};
//! use chathooks::Key;
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Result<http::Response<Vec<u8>>> {
//! #     let body = br#"{"data":{"id":"cb452b81","name":"Dashboard","secretKey":"0a1b"}}"#;
//! #     http::Response::builder().status(201).header("content-type", "application/json").body(body.to_vec())
//! # }
//! let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
//!
//! let url = WebhookUrl::new("https://hooks.example.com/dixa");
//! let create = CreateSubscription::new("Dashboard", url, WebhookAuthorization::NoAuth)
//!     .with_event(EventName::ConversationClosed);
//! let subscription = create.answer(&transport(create.request(&account)?)?)?;
//! let key = Key::from_hex(subscription.secret_key.ok_or("no key")?.expose())?;
//! let receiver = Receiver::new(key, ReplayWindow::minutes(5));
//!
//! // Delete the subscription when it is no longer needed.
//! let delete = DeleteSubscription::new(subscription.id);
//! delete.answer(&transport(delete.request(&account)?)?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Reading the delivery logs
//!
//! [`GetDeliveryLogs`] returns the bodies that were sent, as strings, and [`EventDeliveryLog::event`] decodes the event
//! in one. With them, a receiver can recover events that it missed, for as long as the vendor keeps the logs.
//!
//! # What the vendor does not say
//!
//! - whether null in a patch clears a field
//! - how many deliveries the logs have, and how long they are kept
//! - whether a response to a rate-limited request has `Retry-After`; the limits per token are 10 requests per second,
//!   with a burst of 4, and 864,000 per day
//! - how to rotate a key

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
