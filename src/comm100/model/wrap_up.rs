//! The wrap-up of a chat.

use super::CustomField;
use crate::model::model;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// The wrap-up of a chat by an agent.
    pub struct WrapUp<'a> {
        /// The category: a string in the vendor's samples. In its newer REST API a chat has several, and their format
        /// in a webhook is not documented, so any value is kept. [`categories`](WrapUp::categories) reads a string or
        /// an array.
        pub category: Value<'a> = "category";
        /// The comment.
        pub comment: Option<Text<'a>> = "comment";
        /// The custom fields of the wrap-up.
        pub fields: List<CustomField<'a>> = "fields";
        /// When the agent submitted the wrap-up.
        pub time: Option<Timestamp<'a>> = "time";
    }
}

impl WrapUp<'_> {
    /// Returns an iterator over the categories that are not empty.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::WrapUp;
    ///
    /// let mut wrap_up = WrapUp::new();
    /// wrap_up.category = "Refund".into();
    /// assert_eq!(wrap_up.categories().collect::<Vec<_>>(), ["Refund"]);
    /// ```
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        let several = self.category.as_array().unwrap_or_default();
        self.category
            .as_str()
            .into_iter()
            .chain(several.iter().filter_map(Value::as_str))
            .filter(|name| !name.is_empty())
    }
}
