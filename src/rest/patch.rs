//! A field of a partial update.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::DecodeError;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};

/// A field of a partial update: omitted, null, or a new value.
///
/// An `Option` cannot distinguish an omitted field from a null.
///
/// # Examples
///
/// ```
/// use chathooks::rest::Patch;
///
/// let mut name = Patch::Unset;
/// assert!(name.is_unset());
/// name = Patch::Set("New name");
/// assert_eq!(serde_json::to_string(&name)?, r#""New name""#);
/// name = Patch::Null;
/// assert_eq!(serde_json::to_string(&name)?, "null");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a field of JSON has no other state")]
pub enum Patch<T> {
    /// The field is omitted and keeps its value.
    #[default]
    Unset,
    /// The field is sent as null, to clear its value.
    Null,
    /// The field is sent with this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Returns whether the field is omitted.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }
}

impl<T: IntoOwned> IntoOwned for Patch<T> {
    type Owned = Patch<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        match self {
            Self::Unset => Patch::Unset,
            Self::Null => Patch::Null,
            Self::Set(value) => Patch::Set(value.into_owned()),
        }
    }
}

impl<T: Write> Write for Patch<T> {
    fn write(&self, target: Target) -> Value<'_> {
        match self {
            Self::Unset | Self::Null => Value::Null,
            Self::Set(value) => value.write(target),
        }
    }

    fn is_missing(&self) -> bool {
        self.is_unset()
    }
}

impl<'a, T: Read<'a>> Read<'a> for Patch<T> {
    const READS_NULL: bool = true;

    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        Ok(Option::read(source)?.map_or(Self::Null, Self::Set))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unset | Self::Null => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}
