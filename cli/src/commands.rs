//! One module for each subcommand.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod inspect;
pub(crate) mod receive;
pub(crate) mod replay;
pub(crate) mod resend;
pub(crate) mod sign;
pub(crate) mod trigger;
pub(crate) mod webhooks;
