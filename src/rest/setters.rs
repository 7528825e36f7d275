//! The `with_…` of the structs that a caller builds.

/// Gives a struct a `with_…` for each of its optional fields.
macro_rules! setters {
    ($name:ident { $($(#[$meta:meta])* $setter:ident($field:ident: $type:ty) $(= $wrap:path)?;)+ }) => {
        impl<'a> $name<'a> {
            $(
                $(#[$meta])*
                #[must_use]
                pub fn $setter(mut self, $field: impl Into<$type>) -> Self {
                    self.$field = $crate::rest::setters!(@wrap $field.into() $(, $wrap)?);
                    self
                }
            )+
        }
    };

    (@wrap $value:expr) => { Some($value) };
    (@wrap $value:expr, $wrap:path) => { $wrap($value) };
}

pub(crate) use setters;
