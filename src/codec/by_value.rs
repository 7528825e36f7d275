//! Serde for models, through a value.

use crate::value::{Text, Timestamp};

/// Implements serde's traits through a [`Value`](crate::value::Value), and deserializes into owned data.
///
/// A string is never parsed as JSON here, because the limits of a body do not apply.
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

serde_by_value!(Text<'a>);
serde_by_value!(Timestamp<'a>);
