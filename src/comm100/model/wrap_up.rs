//! What an agent writes about a chat once it is over.

use super::CustomField;
use crate::model::model;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// What an agent writes about a chat once it is over.
    pub struct WrapUp<'a> {
        /// The category that the agent chose: a text in the vendor's samples. Its newer REST API has several for a chat,
        /// and how a webhook writes those is printed nowhere, so any value is kept;
        /// [`categories`](WrapUp::categories) reads a text as one and a list as several.
        pub category: Value<'a> = "category";
        /// The comment.
        pub comment: Option<Text<'a>> = "comment";
        /// The fields that the customer added to wrap-ups.
        pub fields: List<CustomField<'a>> = "fields";
        /// When the agent submitted it.
        pub time: Option<Timestamp<'a>> = "time";
    }
}

impl WrapUp<'_> {
    /// Goes through the categories that are not empty.
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
