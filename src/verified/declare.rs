//! Declares the vendors.

/// Declares a vendor's marker type, and implements [`Vendor`](super::Vendor) for it with the `Receiver`, `Sender` and
/// `Event` in scope.
macro_rules! vendor {
    (
        $(#[$meta:meta])*
        pub struct $vendor:ident = $name:literal;
        receive($receiver:ident, $request:ident, $body:ident) => $receive:expr;
        parts($sender:ident, $event:ident, $now:pat) => $parts:expr;
        raw_parts($raw_sender:ident, $raw_body:ident, $raw_now:pat) => $raw_parts:expr;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $vendor;

        impl $crate::verified::event::sealed::Sealed for $vendor {
            const VENDOR: &'static str = $name;
        }

        impl $crate::Vendor for $vendor {
            const NAME: &'static str = $name;

            type Receiver = Receiver;
            type Sender = Sender;
            type Event<'a> = Event<'a>;

            fn receive<B: AsRef<[u8]>, H: $crate::Headers + ?Sized>(
                $receiver: &Receiver,
                $request: $crate::RequestContext<'_, H>,
                $body: B,
            ) -> Result<$crate::Verified<Self, B>, $crate::VerifyError> {
                $receive
            }

            fn decode<B: AsRef<[u8]>>(
                verified: &$crate::Verified<Self, B>,
            ) -> Result<Event<'_>, $crate::DecodeError> {
                Event::decode(verified)
            }

            fn parts($sender: &Sender, $event: &Event<'_>, $now: chrono::DateTime<chrono::Utc>) -> $crate::RequestParts {
                $parts
            }

            fn raw_parts(
                $raw_sender: &Sender,
                $raw_body: Vec<u8>,
                $raw_now: chrono::DateTime<chrono::Utc>,
            ) -> $crate::RequestParts {
                $raw_parts
            }
        }

        impl Event<'_> {
            /// Returns this value after changing it with a closure, to set fields in one expression.
            #[must_use]
            pub fn with(mut self, set: impl FnOnce(&mut Self)) -> Self {
                set(&mut self);
                self
            }
        }

        impl $crate::verified::event::sealed::Sealed for Event<'_> {
            const VENDOR: &'static str = $name;
        }

        impl serde::Serialize for Event<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::value::write::{Target, Write as _};

                self.write(Target::Serde).serialize(serializer)
            }
        }

        impl serde::Serialize for $crate::Stored<&Event<'_>> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::verified::stored::write_event(self.0, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $crate::Stored<Event<'static>> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let event = $crate::verified::stored::read_event(deserializer, $name)?;
                $crate::codec::source::from_serde(event, Event::read)
                    .map($crate::Stored)
                    .map_err($crate::DecodeError::into_serde)
            }
        }

        impl $crate::verified::VendorEvent for Event<'_> {
            fn name(&self) -> impl std::fmt::Display + AsRef<str> {
                self.name()
            }

            fn is_known(&self) -> bool {
                self.name().is_known()
            }

            fn idempotency_id(&self) -> Option<String> {
                self.idempotency_id()
            }

            fn to_json(&self) -> Vec<u8> {
                self.to_json()
            }
        }
    };
}

pub(crate) use vendor;
