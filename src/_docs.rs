//! Guides. This module contains documentation only.

#[cfg(all(feature = "acquire", feature = "comm100", feature = "dixa", feature = "http"))]
pub mod cookbook {
    #![doc = include_str!("_docs/cookbook.md")]
}

#[cfg(all(feature = "acquire", feature = "comm100", feature = "dixa", feature = "http"))]
pub mod guide {
    #![doc = include_str!("_docs/guide.md")]
}

pub mod security {
    #![doc = include_str!("../SECURITY.md")]
}

pub mod vendors;
