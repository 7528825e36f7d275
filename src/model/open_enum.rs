//! Enums that keep unknown names.

use std::fmt;

use crate::value::Text;
use crate::value::like_str::like_str;
use crate::value::text::write_escaped;

/// Declares an enum of a vendor's names, with parsing, serde both ways, and a test of all rows.
///
/// Each row has a variant, its wire name, and any aliases. An alias is parsed as the variant and written as the wire
/// name. A name without a row is kept verbatim in `Unknown`. Only this crate can create an [`UnknownName`], so a known
/// name has one representation.
///
/// ```text
/// open_enum! {
///     /// The state of a case.
///     pub enum Status {
///         /// An agent is assigned.
///         Active = "active",
///         /// The case is waiting for an agent.
///         Queue = "queue" | "queued",
///     }
/// }
/// ```
///
/// `pub enum Status as number {` declares an enum whose known names are written as numbers.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident $(as $form:ident)? {
            $($(#[$row:meta])* $variant:ident = $spelling:literal $(| $alias:literal)*,)+
        }
    ) => {
        $(#[$meta])*
        ///
        /// An unknown name is kept verbatim, and `as_str` returns it verbatim. `Display` escapes it for logs, as for
        /// [`RawName`](crate::model::RawName).
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$row])*
                #[doc = concat!("\n\nOn the wire: `", $spelling, "`", $(" or `", $alias, "`",)* ".")]
                $variant,
            )+
            /// A name that this version of the crate does not know.
            Unknown($crate::model::UnknownName),
        }

        impl $name {
            /// All known names, in the order of the vendor's documentation.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the wire name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $spelling,)+
                    Self::Unknown(name) => name.as_str(),
                }
            }

            /// Returns whether this version of the crate knows the name.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            fn known(name: &str) -> Option<Self> {
                match name {
                    $($spelling $(| $alias)* => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::from($crate::value::Text::from(name))
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self::from($crate::value::Text::from(name))
            }
        }

        impl From<$crate::value::Text<'_>> for $name {
            fn from(name: $crate::value::Text<'_>) -> Self {
                Self::known(name.as_str()).unwrap_or_else(|| Self::Unknown($crate::model::UnknownName::new(name)))
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(name))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::value::text::write_escaped(self.as_str(), f)
            }
        }

        $crate::value::like_str::like_str! { $name }

        impl $crate::value::owned::IntoOwned for $name {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }

        impl $crate::value::write::Write for $name {
            fn write(&self, target: $crate::value::write::Target) -> $crate::value::Value<'_> {
                match self {
                    Self::Unknown(name) => $crate::value::write::Write::write(name.as_text(), target),
                    known => $crate::model::open_enum::open_enum!(@write known.as_str() $(, $form)?),
                }
            }
        }

        impl $crate::codec::read::Blank for $name {
            fn blank() -> Self {
                let [first, ..] = [$(Self::$variant),+];
                first
            }
        }

        impl $crate::codec::read::Read<'_> for $name {
            fn read(source: &mut $crate::codec::source::Source<'_>) -> Result<Self, $crate::DecodeError> {
                source.text().map(Self::from)
            }
        }

        $crate::codec::by_value::serde_by_value!($name);

        /// Each row is parsed from its wire name and its aliases, and written as its wire name.
        #[cfg(test)]
        #[test]
        #[expect(non_snake_case, reason = "the test has the name of its enum")]
        fn $name() {
            $(
                for spelling in [$spelling $(, $alias)*] {
                    assert_eq!($name::from(spelling), $name::$variant, "{spelling}");
                }
                assert_eq!($name::$variant.as_str(), $spelling);
            )+
            let unknown = $name::from("not a name of the vendor's");
            assert!(!unknown.is_known() && unknown == "not a name of the vendor's");
            let lines = $name::from("a\r\n\u{202e}");
            assert_eq!((lines.to_string().as_str(), lines.as_str()), ("a\\r\\n\\u{202e}", "a\r\n\u{202e}"));
        }
    };

    (@write $name:expr) => { $name.into() };
    (@write $name:expr, number) => { $crate::value::Number::from_checked(std::borrow::Cow::Borrowed($name)).into() };
}

pub(crate) use open_enum;

/// A name that this version of the crate does not know, kept verbatim.
///
/// It is part of the `Unknown` variant of enums such as `acquire::Status`. `Display` escapes it for logs, as for
/// [`RawName`](crate::model::RawName).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::acquire::Status;
///
/// let Status::Unknown(name) = Status::from("merged") else { return };
/// assert_eq!(name.as_str(), "merged");
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownName(Box<Text<'static>>);

impl UnknownName {
    pub(crate) fn new(name: Text<'_>) -> Self {
        Self(Box::new(name.into_owned()))
    }

    pub(crate) fn as_text(&self) -> &Text<'static> {
        &self.0
    }

    pub(crate) fn into_text(self) -> Text<'static> {
        *self.0
    }

    /// Returns the name verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

like_str!(UnknownName);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.as_str(), f)
    }
}

impl fmt::Debug for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
