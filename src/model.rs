//! What every model is made of.

pub(crate) mod data;
mod json_string;
pub(crate) mod open_enum;

use serde::de::{Deserialize, MapAccess};

pub use self::data::{RawName, UnknownEvent};
pub use self::json_string::JsonString;
pub use self::open_enum::UnknownName;

use crate::value::Value;

/// Declares a model: a struct whose fields say how they are called on the wire, with serde both ways, unknown fields
/// kept in order, `new` with what it cannot do without, and `into_owned`.
///
/// A field marked `required` makes `new` ask for it and a body without it an error. Every other field may be missing
/// or null, and reads as its type's default. An `Option` that is `None` is not written, unless it is marked `null`: then
/// it is written as null, where that is what the vendor does; a list or map marked so is written as an empty one. A field
/// marked `change` tells a null from a field that is missing.
///
/// A struct that is marked `as record`, like `pub struct Webhook<'a> as record {`, may hold secrets that this version of
/// the crate does not know: its `Debug` shows the names of the unknown fields and none of their values. A known field that
/// may hold anything is marked `as hidden`, behind all else, and shows nothing.
///
/// ```text
/// model! {
///     /// A message of a case.
///     pub struct Message<'a> {
///         /// The message's own id.
///         pub id: Text<'a> = "id", required;
///         /// How the message was sent.
///         pub channel: Option<Channel> = "channel";
///     }
/// }
/// ```
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident<'a> $(as $view:ident)? {
            $($(#[$row:meta])* pub $field:ident: $type:ty = $wire:literal $(| $alias:literal)* $(, $mode:ident)? $(as $hidden:ident)?;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $(
                $(#[$row])*
                #[doc = concat!("\n\nOn the wire: `", $wire, "`", $(" or `", $alias, "`",)* ".")]
                pub $field: $type,
            )*
            /// The fields that this version of the crate does not know, in their order. A name that it knows does not
            /// belong here: it would be written twice, which a receiver refuses.
            pub extra: $crate::value::Object<'a>,
        }

        $crate::model::model! { @new $name [] [] $($field: $type [$($mode)?],)* }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut debug = f.debug_struct(stringify!($name));
                $(debug.field(stringify!($field), $crate::model::model!(@shown self.$field $(, $hidden)?));)*
                debug.field("extra", $crate::model::model!(@extra self $(, $view)?)).finish()
            }
        }

        impl $name<'_> {
            /// Returns the same value with texts of its own, so that it can outlive the body.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: $crate::value::owned::IntoOwned::into_owned(self.$field),)*
                    extra: self.extra.into_owned(),
                }
            }
        }

        impl $crate::value::owned::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                self.into_owned()
            }
        }

        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;

                let mut map = serializer.serialize_map(None)?;
                $(
                    if $crate::model::model!(@is_written self.$field, $($mode)?) {
                        map.serialize_entry($wire, &self.$field)?;
                    }
                )*
                for (name, value) in self.extra.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ModelVisitor;

                impl<'de> serde::de::Visitor<'de> for ModelVisitor {
                    type Value = $name<'de>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a map")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name<'de>, A::Error> {
                        #[allow(non_camel_case_types, reason = "a variant is called as its field is")]
                        enum Known {
                            $($field,)*
                        }

                        $(let mut $field = None;)*
                        let mut extra = $crate::value::Object::new();
                        let known = |name: &str| match name {
                            $($wire $(| $alias)* => Some(Known::$field),)*
                            _ => None,
                        };
                        let mut unknown = std::borrow::Cow::Borrowed("");
                        while let Some(field) = map.next_key_seed($crate::value::text::FieldName::new(known, &mut unknown))? {
                            match field {
                                $(Some(Known::$field) => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field($wire));
                                    }
                                    $field = Some($crate::model::model!(@value map, $($mode)?));
                                })*
                                None => extra.push(std::mem::take(&mut unknown), map.next_value::<$crate::value::Value<'de>>()?),
                            }
                        }
                        Ok($name {
                            $($field: $crate::model::model!(@found $field, $wire, $($mode)?),)*
                            extra,
                        })
                    }
                }

                deserializer.deserialize_map(ModelVisitor)
            }
        }
    };

    // `new` takes the required fields one by one; the others start as their defaults.
    (@new $name:ident [$($required:tt)*] [$($other:tt)*] $field:ident: $type:ty [required], $($rest:tt)*) => {
        $crate::model::model! { @new $name [$($required)* $field: $type,] [$($other)*] $($rest)* }
    };
    (@new $name:ident [$($required:tt)*] [$($other:tt)*] $field:ident: $type:ty [$($mode:ident)?], $($rest:tt)*) => {
        $crate::model::model! { @new $name [$($required)*] [$($other)* $field] $($rest)* }
    };
    (@new $name:ident [] [$($other:ident)*]) => {
        impl $name<'_> {
            /// Makes one in which nothing is set.
            #[must_use]
            pub fn new() -> Self {
                Self { $($other: Default::default(),)* extra: $crate::value::Object::new() }
            }
        }

        impl Default for $name<'_> {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@new $name:ident [$($required:ident: $type:ty,)+] [$($other:ident)*]) => {
        impl<'a> $name<'a> {
            /// Makes one of what it cannot do without; nothing else is set.
            #[must_use]
            pub fn new($($required: impl Into<$type>),+) -> Self {
                Self {
                    $($required: $required.into(),)+
                    $($other: Default::default(),)*
                    extra: $crate::value::Object::new(),
                }
            }
        }
    };

    (@shown $self:ident.$field:ident) => { &$self.$field };
    (@shown $self:ident.$field:ident, hidden) => { &format_args!("..") };

    (@extra $self:ident) => { &$self.extra };
    (@extra $self:ident, record) => { &$self.extra.iter().map(|(name, _)| name).collect::<Vec<_>>() };

    (@is_written $self:ident.$field:ident, change) => { !$crate::model::Member::is_unset(&$self.$field) };
    (@is_written $self:ident.$field:ident, ) => { !$crate::model::Member::is_unset(&$self.$field) };
    (@is_written $self:ident.$field:ident, $mode:ident) => { true };

    (@value $map:ident, required) => { $map.next_value()? };
    (@value $map:ident, change) => { $map.next_value()? };
    (@value $map:ident, $($mode:ident)?) => { $crate::model::Member::next(&mut $map)? };

    (@found $field:ident, $wire:literal, required) => {
        $field.ok_or_else(|| serde::de::Error::missing_field($wire))?
    };
    (@found $field:ident, $wire:literal, $($mode:ident)?) => { $field.unwrap_or_default() };
}

pub(crate) use model;

/// A type that a field of a model can have without being required.
pub(crate) trait Member: Sized {
    /// Whether there is nothing to write.
    fn is_unset(&self) -> bool;

    /// Reads the field's value, of which null is as good as none.
    #[inline]
    fn next<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Self, A::Error>
    where
        Self: Deserialize<'de> + Default,
    {
        Ok(map.next_value::<Option<Self>>()?.unwrap_or_default())
    }
}

impl<T> Member for Option<T> {
    fn is_unset(&self) -> bool {
        self.is_none()
    }

    /// It reads a null itself.
    #[inline]
    fn next<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Self, A::Error>
    where
        Self: Deserialize<'de>,
    {
        map.next_value()
    }
}

impl Member for Value<'_> {
    fn is_unset(&self) -> bool {
        self.is_null()
    }
}
