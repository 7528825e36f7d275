//! serde's traits, by way of a value.

use crate::value::{Text, Timestamp};

/// Implements serde's traits for a type that is written and read by this crate: by way of a [`Value`](crate::value::Value), into owned data.
///
/// A string is never read as a document here, where no limits of a body apply.
macro_rules! serde_by_value {
    ($name:ident) => {
        $crate::codec::by_value::serde_by_value! { @impl $name }
    };
    ($name:ident<$life:lifetime>) => {
        $crate::codec::by_value::serde_by_value! { @impl $name<'_> }
    };
    (@impl $name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::value::write::{Target, Write as _};

                self.write(Target::Serde).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <$crate::value::Value<'static> as serde::Deserialize>::deserialize(deserializer)?;
                $crate::codec::read::from_serde(value).map_err($crate::DecodeError::into_serde)
            }
        }
    };
}

pub(crate) use serde_by_value;

// A text that came without quotes is written without them, and as a string where a double would change its digits.
serde_by_value!(Text<'a>);
serde_by_value!(Timestamp<'a>);
