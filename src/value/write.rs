//! Conversion of models into values, for writing.

use std::borrow::Cow;

use super::{List, Number, Object, Text, Timestamp, Value};

/// The kind of output that a value is written to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A body. Numbers keep all their digits.
    Body,
    /// A serde serializer, which may store numbers as doubles. A `Text` whose digits would change is written as a
    /// string.
    Serde,
}

/// A model, or the type of a model's field.
pub(crate) trait Write {
    /// Returns the value to write.
    fn write(&self, target: Target) -> Value<'_>;

    /// Returns whether an optional field with this value is omitted.
    fn is_missing(&self) -> bool {
        false
    }
}

impl Write for Value<'_> {
    fn write(&self, _: Target) -> Value<'_> {
        self.borrowed()
    }

    fn is_missing(&self) -> bool {
        self.is_null()
    }
}

impl Write for Object<'_> {
    fn write(&self, _: Target) -> Value<'_> {
        Value::Object(self.borrowed())
    }

    fn is_missing(&self) -> bool {
        self.is_missing()
    }
}

impl Write for Text<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        match (self.is_bare(), self.as_str()) {
            (true, "true") => Value::Bool(true),
            (true, "false") => Value::Bool(false),
            (true, digits) => {
                let number = Number::from_checked(Cow::Borrowed(digits));
                if target == Target::Body || number.is_exact() { number.into() } else { digits.into() }
            }
            (false, text) => Value::String(Cow::Borrowed(text)),
        }
    }
}

impl Write for Timestamp<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        self.as_text().write(target)
    }
}

impl Write for bool {
    fn write(&self, _: Target) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, target: Target) -> Value<'_> {
        self.as_ref().map_or(Value::Null, |value| value.write(target))
    }

    fn is_missing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, target: Target) -> Value<'_> {
        (**self).write(target)
    }
}

impl<T: Write> Write for List<T> {
    fn write(&self, target: Target) -> Value<'_> {
        self.as_slice().write(target)
    }

    fn is_missing(&self) -> bool {
        self.is_missing()
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, target: Target) -> Value<'_> {
        let mut elements = Vec::with_capacity(self.len());
        for element in self {
            elements.push(element.write(target));
        }
        Value::Array(elements)
    }
}
