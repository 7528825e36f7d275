//! Which vendor sends what, and what can be proven.
//!
//! This page has nothing but its tables. Each vendor's own module says more, and how sure each fact is.
//!
//! | | [Acquire 2.0.0](crate::acquire) | [Acquire 1.0.0](crate::acquire::v1) | [Dixa](crate::dixa) | [Comm100](crate::comm100) |
//! |---|---|---|---|---|
//! | marker type | `acquire::Acquire` | `acquire::v1::AcquireV1` | `dixa::Dixa` | `comm100::Comm100` |
//! | formats sent | JSON, XML, form | JSON (the vendor also names XML) | JSON | JSON |
//! | formats read | all three, or those allowed | all three, or those allowed | JSON | all three, or those allowed |
//! | events known | 6, of which 2 by guess | 4 | 32 | 10, under 7 subscriptions |
//! | envelope | `event`, `data` | `data` and `event`, or flat with `event` last | `event_id`, `event_fqn`, …, `data` | flat, with `event` |
//! | signature | `x-acquire-signature`: HMAC-SHA256 in hexadecimal | none | `X-DIXA-SIGNATURE`: `t=…,v1=…` | none |
//! | it covers | the body, or what `JSON.stringify` prints of it | | the time, a dot, and the body | |
//! | key | the text of the secret | | the secret, decoded from hexadecimal | |
//! | checked beside it, if configured | | | `Authorization`, custom headers | |
//! | compression of the body | not said | not said | not said | not said |
//! | the receiver asks for | headers, body | target of the request, body | headers, body, time | target of the request, body |
//! | a replay is found out by | [`idempotency_id`](crate::acquire::Event::idempotency_id) | [`idempotency_id`](crate::acquire::v1::Event::idempotency_id) | the replay window and `event_id` | [`idempotency_id`](crate::comm100::Event::idempotency_id) |
//! | answer that counts as received | not said | 200 and nothing else | not said | not said |
//!
//! What each proof is worth:
//!
//! | [`Proof`](crate::Proof) | who can make such a request | who can send a recorded one again |
//! |---|---|---|
//! | `Signature` | who has the key | Acquire: anyone who saw it. Dixa: the same, within the replay window |
//! | `Stringified` | who has the key; the text that is decoded is exactly what was signed, and how it is decoded depends on nothing else | anyone who saw it |
//! | `Token` | anyone who ever saw the URL: a proxy, a log, the vendor's dashboard | the same |
//! | `Assumed` | anyone | anyone |
//!
//! No vendor says that it compresses what it sends, and nothing in this crate decompresses: verify the bytes that came, and
//! decompress afterwards. Whether a signature would cover the bytes before or after a compression is not said either; the
//! `diagnose` of a vendor tells which, where the signature matches.
//!
//! A token in the URL is all that can be checked where nothing is signed: make it long and random, use `https`, keep the
//! query out of logs, and change it from time to time, which [`UrlToken::or`](crate::UrlToken::or) allows without a lost
//! delivery.
//!
//! To serve several vendors with one function, see [`Vendor`](crate::Vendor).
