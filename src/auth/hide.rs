//! What holds a secret shows nothing of it.

/// Implements `Debug` for types, of which it shows the names alone.
macro_rules! hide {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}

pub(crate) use hide;
