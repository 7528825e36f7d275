//! `chathooks webhooks` and `chathooks resend` against a strict local server that plays the vendors.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

mod management {
    mod api;
    mod body;
    mod command;
    mod http;
    mod server;

    mod asking;
    mod change;
    mod create;
    mod failures;
    mod list;
    mod resend;
    mod rollback;
    mod secrets;
    mod tls;
}
