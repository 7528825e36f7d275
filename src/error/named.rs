//! Enums with a string for each variant.

/// Declares an enum with `as_str`, which returns a variant's string, and `Display`, which writes it.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$row:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$row])* $variant,)+
        }

        impl $name {
            #[allow(dead_code, reason = "not every enum is listed")]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the string of the variant, which does not change between versions.
            #[must_use]
            $vis fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use named;
