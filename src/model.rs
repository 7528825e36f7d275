//! The types that models share: raw and unknown names, unknown events, and JSON in strings.

pub(crate) mod events;
mod json_string;
pub(crate) mod open_enum;

pub use self::events::{RawName, UnknownEvent};
pub use self::json_string::JsonString;
pub use self::open_enum::UnknownName;

/// Declares a model: a struct with the wire name of each field.
///
/// The model implements serde both ways, keeps unknown fields in order, and has `new` with its required fields, `with`
/// and `into_owned`.
///
/// A field may have a mode after its wire name:
///
/// - `required`: the field is a parameter of `new`, and a body without the field is an error.
/// - `sent(Type)`: the field is a parameter of `new`, but may be missing in a body. Its type is `Option<Type>`.
/// - none: the field may be missing or null, and is then decoded as the default of its type. A missing value is not
///   written.
/// - `null`: like none, but a missing value is written: `None` as null, and a list or object as an empty array or
///   object.
/// - `change`: a null is different from a missing field.
///
/// `pub struct Webhook<'a> as record {` declares a model whose unknown fields may contain secrets. `Debug` shows their
/// names but not their values. A known field with `as hidden` after its mode is not shown by `Debug` either.
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
            $($(#[$row:meta])* pub $field:ident: $type:ty = $wire:literal $(| $alias:literal)* $(, $mode:ident $(($inner:ty))?)? $(as $hidden:ident)?;)*
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
            /// The fields that this version of the crate does not know, in the order of the body.
            ///
            /// Do not add a field that the model knows: it would be written twice, and receivers reject duplicate
            /// fields.
            pub extra: $crate::value::Object<'a>,
        }

        $crate::model::model! { @new $name [] [] $($field: $type [$($mode $(($inner))?)?],)* }

        impl $name<'_> {
            const FIELDS: &'static [$crate::codec::fields::Field] = &[$($crate::codec::fields::Field {
                name: stringify!($field),
                wire: $wire,
                aliases: &[$($alias),*],
                mode: $crate::model::model!(@mode $($mode)?),
                is_hidden: $crate::model::model!(@is_marked $($hidden)?),
            },)*];
        }

        // One bit for each field tells which were there.
        const _: () = assert!(<$name<'static>>::FIELDS.len() <= 64);

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let is_record = $crate::model::model!(@is_marked $($view)?);
                $crate::codec::fields::debug(f, stringify!($name), Self::FIELDS, &[$(&self.$field,)*], &self.extra, is_record)
            }
        }

        impl $name<'_> {
            /// Returns this value after changing it with a closure, to set fields in one expression.
            #[must_use]
            pub fn with(mut self, set: impl FnOnce(&mut Self)) -> Self {
                set(&mut self);
                self
            }

            /// Converts into an owned value.
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

        impl $crate::value::write::Write for $name<'_> {
            fn write(&self, target: $crate::value::write::Target) -> $crate::value::Value<'_> {
                $crate::codec::fields::write(Self::FIELDS, &[$(&self.$field,)*], &self.extra, target)
            }
        }

        impl<'a> $crate::codec::read::Read<'a> for $name<'a> {
            fn read(source: &mut $crate::codec::source::Source<'a>) -> Result<Self, $crate::DecodeError> {
                let mut model = <Self as $crate::codec::read::Blank>::blank();
                model.read_in_place(source)?;
                Ok(model)
            }

            fn read_in_place(&mut self, source: &mut $crate::codec::source::Source<'a>) -> Result<(), $crate::DecodeError> {
                $crate::codec::fields::read(source, Self::FIELDS, &mut [$(&mut self.$field,)*], &mut self.extra)
            }
        }

        $crate::codec::by_value::serde_by_value!($name<'a>);
    };

    // Sorts the fields into parameters of `new` and others, one at a time.
    (@new $name:ident [$($taken:tt)*] [$($other:tt)*] $field:ident: $type:ty [required], $($rest:tt)*) => {
        $crate::model::model! { @new $name [$($taken)* $field: $type as required,] [$($other)*] $($rest)* }
    };
    (@new $name:ident [$($taken:tt)*] [$($other:tt)*] $field:ident: $type:ty [sent ($inner:ty)], $($rest:tt)*) => {
        $crate::model::model! { @new $name [$($taken)* $field: $inner as sent,] [$($other)*] $($rest)* }
    };
    (@new $name:ident [$($taken:tt)*] [$($other:tt)*] $field:ident: $type:ty [$($mode:ident)?], $($rest:tt)*) => {
        $crate::model::model! { @new $name [$($taken)*] [$($other)* $field] $($rest)* }
    };
    (@new $name:ident [] [$($other:ident)*]) => {
        impl $name<'_> {
            /// Creates a value in which no field is set.
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
    (@new $name:ident [$($taken:ident: $type:ty as $mode:ident,)+] [$($other:ident)*]) => {
        impl<'a> $name<'a> {
            /// Creates a value from the fields that the vendor always sends. No other field is set.
            #[must_use]
            pub fn new($($taken: impl Into<$type>),+) -> Self {
                Self {
                    $($taken: $crate::model::model!(@taken $taken, $mode),)+
                    $($other: Default::default(),)*
                    extra: $crate::value::Object::new(),
                }
            }
        }

        impl $crate::codec::read::Blank for $name<'_> {
            fn blank() -> Self {
                Self {
                    $($taken: $crate::codec::read::Blank::blank(),)+
                    $($other: Default::default(),)*
                    extra: $crate::value::Object::new(),
                }
            }
        }
    };

    (@taken $field:ident, required) => { $field.into() };
    (@taken $field:ident, sent) => { Some($field.into()) };

    (@mode sent) => { $crate::codec::fields::Mode::Optional };
    (@mode) => { $crate::codec::fields::Mode::Optional };
    (@mode null) => { $crate::codec::fields::Mode::Null };
    (@mode required) => { $crate::codec::fields::Mode::Required };
    (@mode change) => { $crate::codec::fields::Mode::Change };

    (@is_marked) => { false };
    (@is_marked $mark:ident) => { true };
}

pub(crate) use model;
