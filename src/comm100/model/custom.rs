//! The custom fields and variables of a visitor, a chat or an offline message.

use crate::model::model;
use crate::value::{Text, Value};

model! {
    /// A custom field, which the customer adds in the vendor's settings.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::CustomField;
    ///
    /// let field = CustomField::of("Order No", "A-2041");
    /// assert_eq!(field.text().as_ref().map(|text| text.as_str()), Some("A-2041"));
    /// ```
    pub struct CustomField<'a> {
        /// The id of the field: a number in the vendor's table. The second spelling is from a sample of its first REST
        /// API.
        pub id: Option<Text<'a>> = "id" | "field_id";
        /// The name of the field.
        pub name: Option<Text<'a>> = "name";
        /// The value: a string in the vendor's table. No sample has one, and the format of multiple-choice fields is
        /// not documented, so any value is kept.
        pub value: Value<'a> = "value";
    }
}

impl<'a> CustomField<'a> {
    /// Creates a field from a name and a value, without an id.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, value: impl Into<Value<'a>>) -> Self {
        Self { name: Some(name.into()), value: value.into(), ..Self::new() }
    }

    /// Returns the value if it is a string, a number or a boolean.
    #[must_use]
    pub fn text(&self) -> Option<Text<'_>> {
        self.value.decode().ok()
    }
}

model! {
    /// A custom variable that the customer's page set.
    pub struct CustomVariable<'a> {
        /// The name of the variable.
        pub name: Option<Text<'a>> = "name";
        /// The value, which may be empty.
        pub value: Option<Text<'a>> = "value";
    }
}

impl<'a> CustomVariable<'a> {
    /// Creates a variable from a name and a value.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::new() }
    }
}

/// Implements the lookup of custom fields and variables by name.
macro_rules! customs {
    ($model:ident, $variables:ident) => {
        impl $model<'_> {
            /// Returns the first custom field with this name.
            #[must_use]
            pub fn custom_field(&self, name: &str) -> Option<&CustomField<'_>> {
                self.custom_fields.iter().find(|field| field.name.as_ref().is_some_and(|own| *own == name))
            }

            /// Returns the value of the first custom variable with this name.
            #[must_use]
            pub fn custom_variable(&self, name: &str) -> Option<&str> {
                let named = |variable: &&CustomVariable<'_>| variable.name.as_ref().is_some_and(|own| *own == name);
                self.$variables.iter().find(named)?.value.as_ref().map(crate::value::Text::as_str)
            }
        }
    };
}

pub(super) use customs;
