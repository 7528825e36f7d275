//! Guides: text, no code.

#[cfg(all(feature = "acquire", feature = "comm100", feature = "dixa"))]
pub mod guide {
    #![doc = include_str!("_docs/guide.md")]
    #![doc = ""]
    #![doc = "[`DecodeError`]: crate::DecodeError"]
    #![doc = "[`Limits`]: crate::Limits"]
    #![doc = "[`Key::from_hex`]: crate::Key::from_hex"]
    #![doc = "[`Key::new`]: crate::Key::new"]
    #![doc = "[`UrlToken`]: crate::UrlToken"]
    #![doc = "[`Verified`]: crate::Verified"]
    #![doc = "[`Verified::proof`]: crate::Verified::proof"]
    #![doc = "[`VerifyError`]: crate::VerifyError"]
    #![doc = "[`acquire::diagnose`]: crate::acquire::diagnose"]
    #![doc = "[`dedupe`]: crate::dedupe"]
    #![doc = "[`dedupe::IdempotencyKey`]: crate::dedupe::IdempotencyKey"]
    #![doc = "[`dixa::Receiver::with_replay_window`]: crate::dixa::Receiver::with_replay_window"]
    #![doc = "[`dixa::diagnose`]: crate::dixa::diagnose"]
}

pub mod vendors;
