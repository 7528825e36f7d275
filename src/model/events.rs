//! The names and data of events.

use std::fmt;

use crate::value::like_str::like_str;
use crate::value::text::write_escaped;
use crate::value::{Text, Value};

/// A name that was chosen by the sender and may be any string.
///
/// [`as_str`](Self::as_str) returns it verbatim. `Display` is safe for logs: it escapes control characters, U+2028,
/// U+2029 and the formatting characters of bidirectional text, so that a name cannot forge log lines.
///
/// # Examples
///
/// ```
/// use chathooks::model::RawName;
///
/// let name = RawName::from("case:new\n401 refused");
/// assert_eq!(name.to_string(), r"case:new\n401 refused");
/// assert_eq!(name.as_str(), "case:new\n401 refused");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RawName<'a>(Text<'a>);

impl<'a> RawName<'a> {
    /// Returns the name verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> RawName<'static> {
        RawName(self.0.into_owned())
    }

    pub(crate) fn into_text(self) -> Text<'a> {
        self.0
    }
}

impl<'a, T: Into<Text<'a>>> From<T> for RawName<'a> {
    fn from(name: T) -> Self {
        Self(name.into())
    }
}

like_str!(RawName<'_>);

impl fmt::Display for RawName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.as_str(), f)
    }
}

impl fmt::Debug for RawName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An event with a name that this version of the crate does not know.
///
/// Log the name: a newer version of the crate may know it.
///
/// # Examples
///
/// ```
/// use chathooks::model::UnknownEvent;
///
/// let event = UnknownEvent::new("case:merged", "72");
/// assert_eq!(event.name, "case:merged");
/// assert_eq!(event.data.as_str(), Some("72"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownEvent<'a> {
    /// The name, verbatim.
    pub name: RawName<'a>,
    /// The data of the event.
    pub data: Value<'a>,
}

impl<'a> UnknownEvent<'a> {
    /// Creates an event with any name and data.
    ///
    /// The name is not checked. A test can use a known name to send an event that does not fit its model.
    #[must_use]
    pub fn new(name: impl Into<RawName<'a>>, data: impl Into<Value<'a>>) -> Self {
        Self { name: name.into(), data: data.into() }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> UnknownEvent<'static> {
        UnknownEvent { name: self.name.into_owned(), data: self.data.into_owned() }
    }
}

/// Declares a vendor's events.
///
/// Each row has the variant, the model of the data, and the wire names, the canonical one first. The macro declares the
/// enum of the names with [`open_enum!`](super::open_enum), and the enum of the data. The latter has `name`,
/// `into_owned`, functions that read by name and write, and a `From` for each model. A row that shares its model with
/// other rows is marked `as shared` and has no `From`.
///
/// ```text
/// events! {
///     /// The name of an event.
///     pub enum EventName;
///     /// What happened, by the name of the event.
///     pub enum Data<'a>;
///
///     /// The state of a case changed.
///     CaseStatus(Case<'a>) = "case:status";
/// }
/// ```
macro_rules! events {
    (
        $(#[$names_meta:meta])*
        pub enum $names:ident;
        $(#[$meta:meta])*
        pub enum $data:ident<'a>;

        $($(#[$row:meta])* $variant:ident($model:ident<'a>) $(as $mode:ident)? = $name:literal $(| $alias:literal)*;)+
    ) => {
        $crate::model::open_enum::open_enum! {
            $(#[$names_meta])*
            pub enum $names {
                $($(#[$row])* $variant = $name $(| $alias)*,)+
            }
        }

        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(clippy::large_enum_variant, reason = "a box would cost an allocation for each event")]
        #[non_exhaustive]
        pub enum $data<'a> {
            $($(#[$row])* $variant($model<'a>),)+
            /// An event that this version of the crate does not know.
            Unknown($crate::model::UnknownEvent<'a>),
        }

        impl<'a> $data<'a> {
            /// Returns the name of the event.
            #[must_use]
            pub fn name(&self) -> $names {
                match self {
                    $(Self::$variant(_) => $names::$variant,)+
                    Self::Unknown(unknown) => unknown.name.clone().into_text().into(),
                }
            }

            /// Converts into owned data.
            #[must_use]
            pub fn into_owned(self) -> $data<'static> {
                match self {
                    $(Self::$variant(model) => $data::$variant(model.into_owned()),)+
                    Self::Unknown(unknown) => $data::Unknown(unknown.into_owned()),
                }
            }

            /// Decodes the data of the event `name`.
            pub(super) fn read(
                name: &$names,
                source: &mut $crate::codec::source::Source<'a>,
            ) -> Result<Self, $crate::DecodeError> {
                match name {
                    $($names::$variant => $crate::codec::read::Read::read(source).map(Self::$variant),)+
                    $names::Unknown(name) => {
                        let name = name.clone().into_text();
                        Ok(Self::Unknown($crate::model::UnknownEvent::new(name, source.value()?)))
                    }
                }
            }
        }

        impl $crate::value::write::Write for $data<'_> {
            fn write(&self, target: $crate::value::write::Target) -> $crate::value::Value<'_> {
                match self {
                    $(Self::$variant(model) => $crate::value::write::Write::write(model, target),)+
                    Self::Unknown(unknown) => unknown.data.borrowed(),
                }
            }
        }

        impl serde::Serialize for $data<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::value::write::{Target, Write as _};

                self.write(Target::Serde).serialize(serializer)
            }
        }

        $($crate::model::events::events! { @from $data $variant $model $($mode)? })+

        impl<'a> From<$crate::model::UnknownEvent<'a>> for $data<'a> {
            fn from(unknown: $crate::model::UnknownEvent<'a>) -> Self {
                Self::Unknown(unknown)
            }
        }
    };

    (@from $data:ident $variant:ident $model:ident) => {
        impl<'a> From<$model<'a>> for $data<'a> {
            fn from(model: $model<'a>) -> Self {
                Self::$variant(model)
            }
        }
    };
    (@from $data:ident $variant:ident $model:ident shared) => {};
}

pub(crate) use events;
