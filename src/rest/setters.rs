//! The `with_…` methods of structs that a caller builds.

/// Declares a `with_…` method for each optional field of a struct.
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
