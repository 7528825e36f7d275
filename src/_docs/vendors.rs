//! A comparison of the vendors: formats, events and authentication.
//!
//! Each vendor's module has the details, and says how certain each fact is.
//!
//! | | [Acquire 2.0.0](crate::acquire) | [Acquire 1.0.0](crate::acquire::v1) | [Dixa](crate::dixa) | [Comm100](crate::comm100) |
//! |---|---|---|---|---|
//! | marker type | `acquire::Acquire` | `acquire::v1::AcquireV1` | `dixa::Dixa` | `comm100::Comm100` |
//! | formats sent | JSON, XML, form | JSON (the vendor also names XML) | JSON | JSON |
//! | formats decoded | all three by default | all three by default | JSON | all three by default |
//! | events known | 6, of which 2 inferred | 4 | 32 | 10, under 7 subscriptions |
//! | envelope | `event`, `data` | `data` and `event`, or flat with `event` last | `event_id`, `event_fqn`, …, `data` | flat, with `event` |
//! | signature | `x-acquire-signature`: HMAC-SHA256 in hexadecimal | none | `X-DIXA-SIGNATURE`: `t=…,v1=…` | none |
//! | signed content | the body, or its `JSON.stringify` form | | the time, a dot, and the body | |
//! | key | the secret as UTF-8 | | the secret, decoded from hexadecimal | |
//! | also checked, if configured | | | `Authorization`, custom headers | |
//! | compression of the body | not documented | not documented | not documented | not documented |
//! | arguments of `receive` | headers, body | target, body | headers, body, time | target, body |
//! | replays are detected by | [`idempotency_id`](crate::acquire::Event::idempotency_id) | [`idempotency_id`](crate::acquire::v1::Event::idempotency_id) | the replay window and `event_id` | [`idempotency_id`](crate::comm100::Event::idempotency_id) |
//! | status that acknowledges | not documented | only 200 | not documented | not documented |
//!
//! What each [`Proof`](crate::Proof) guarantees:
//!
//! | proof | can be forged by | can be replayed by |
//! |---|---|---|
//! | `Signature` | anyone with the key | Acquire: anyone who has seen the request. Dixa: the same, within the replay window |
//! | `Stringified` | anyone with the key | anyone who has seen the request |
//! | `Token` | anyone who has seen the URL, such as in a log, in a proxy or at the vendor | the same |
//! | `Fetched` | anyone who controls the connection to the vendor's API | the same |
//! | `Assumed` | anyone | anyone |
//!
//! No vendor documents that it compresses request bodies, or whether its signature would cover the compressed bytes. This
//! crate does not decompress bodies: verify the raw body, and decompress it afterwards. For a body compressed with gzip or
//! zstd, the `diagnose` functions of Acquire 2.0.0 and Dixa report what the signature covers.
//!
//! If a vendor does not sign requests, only a token in the URL can be checked. Make it long and random, use `https`,
//! and keep the query out of logs. Replace it from time to time. With [`UrlToken::or`](crate::UrlToken::or), the receiver
//! accepts the old token until the vendor uses the new one.
//!
//! To handle several vendors with one function, see [`Vendor`](crate::Vendor).
