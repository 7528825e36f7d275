//! What the customer adds to a visitor, a chat or an offline message.

use crate::model::model;
use crate::value::{Text, Value};

model! {
    /// A field that the customer added in the vendor's settings.
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
        /// The id of the field: a number in the vendor's table. The second spelling is that of a sample of its first
        /// REST API.
        pub id: Option<Text<'a>> = "id" | "field_id";
        /// The name of the field.
        pub name: Option<Text<'a>> = "name";
        /// What was filled in: a text in the vendor's table. Its samples show none, and what a field of several choices
        /// looks like is printed nowhere, so any value is kept.
        pub value: Value<'a> = "value";
    }
}

impl<'a> CustomField<'a> {
    /// Makes one of a name and a value, without an id.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, value: impl Into<Value<'a>>) -> Self {
        Self { name: Some(name.into()), value: value.into(), ..Self::new() }
    }

    /// Returns the value where it is a text, a number or a flag.
    #[must_use]
    pub fn text(&self) -> Option<Text<'_>> {
        self.value.decode().ok()
    }
}

model! {
    /// A variable that a page of the customer's set.
    pub struct CustomVariable<'a> {
        /// The name of the variable.
        pub name: Option<Text<'a>> = "name";
        /// The value, which may be empty.
        pub value: Option<Text<'a>> = "value";
    }
}

impl<'a> CustomVariable<'a> {
    /// Makes one of a name and a value.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::new() }
    }
}

/// Gives a model what looks up the customer's own fields and variables by their names.
macro_rules! customs {
    ($model:ident, $variables:ident) => {
        impl $model<'_> {
            /// Returns the customer's own field of this name; the first where there are several.
            #[must_use]
            pub fn custom_field(&self, name: &str) -> Option<&CustomField<'_>> {
                self.custom_fields.iter().find(|field| field.name.as_ref().is_some_and(|own| *own == name))
            }

            /// Returns the value of the customer's own variable of this name; the first where there are several.
            #[must_use]
            pub fn custom_variable(&self, name: &str) -> Option<&str> {
                let named = |variable: &&CustomVariable<'_>| variable.name.as_ref().is_some_and(|own| *own == name);
                self.$variables.iter().find(named)?.value.as_ref().map(crate::value::Text::as_str)
            }
        }
    };
}

pub(super) use customs;
