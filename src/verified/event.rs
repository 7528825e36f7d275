//! The trait of the vendors' event types.

use std::fmt::{Debug, Display};

use serde::Serialize;

/// A vendor's typed event, for code that is generic over vendors.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::acquire::{Case, Event, Status};
/// use chathooks::verified::VendorEvent;
///
/// fn describe(event: &impl VendorEvent) -> String {
///     format!("{}, known: {}", event.name(), event.is_known())
/// }
///
/// let event = Event::from(Case::new("72", Status::Closed));
/// assert_eq!(describe(&event), "case:status, known: true");
/// # }
/// ```
///
/// This trait is sealed. No other type can implement it:
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
    /// Returns the name of the event.
    ///
    /// `as_ref` returns it verbatim. `Display` escapes it for logs, as for [`RawName`](crate::model::RawName).
    fn name(&self) -> impl Display + AsRef<str>;

    /// Returns whether this version of the crate knows the event.
    fn is_known(&self) -> bool;

    /// Returns an id that identifies duplicate deliveries of the event, if any.
    ///
    /// This calls the method with the same name on the vendor's event. The docs of that method describe the id.
    fn idempotency_id(&self) -> Option<String>;

    /// Returns the event as JSON, in the vendor's layout.
    fn to_json(&self) -> Vec<u8>;
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "this seals Vendor and VendorEvent")]
    pub trait Sealed {
        const VENDOR: &'static str;
    }
}
