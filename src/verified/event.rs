//! What the vendors' typed events have in common.

use std::fmt::{Debug, Display};

use serde::Serialize;

/// What the vendors' typed events have in common.
///
/// It is implemented for those events and nothing else:
///
/// ```compile_fail,E0277
/// use chathooks::verified::VendorEvent;
///
/// #[derive(Clone, Debug, PartialEq, serde::Serialize)]
/// struct Own;
///
/// impl VendorEvent for Own {
///     fn name(&self) -> impl std::fmt::Display + AsRef<str> {
///         "own"
///     }
///     fn is_known(&self) -> bool {
///         true
///     }
///     fn idempotency_id(&self) -> Option<String> {
///         None
///     }
///     fn to_json(&self) -> Vec<u8> {
///         Vec::new()
///     }
/// }
/// ```
pub trait VendorEvent: sealed::Sealed + Clone + Debug + PartialEq + Serialize {
    /// Returns the name of the event: verbatim by `as_ref`, and for a log by `Display`, as [`RawName`](crate::model::RawName) has
    /// both.
    fn name(&self) -> impl Display + AsRef<str>;

    /// Returns whether this version of the crate knows the event.
    fn is_known(&self) -> bool;

    /// Returns the id by which a repeated delivery is found out, where there is one: the event's own.
    fn idempotency_id(&self) -> Option<String>;

    /// Writes the event in JSON, as its vendor does: the event's own.
    fn to_json(&self) -> Vec<u8>;
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "nobody outside is to implement Vendor or VendorEvent")]
    pub trait Sealed {
        const VENDOR: &'static str;
    }
}
