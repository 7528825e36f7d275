//! What narrows a subscription down.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text};

model! {
    /// What narrows a subscription down, by the group of events that it applies to.
    ///
    /// One group has been seen; others are kept in `extra`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::rest::{CombinedFilters, Condition, FilterField, Filters};
    ///
    /// let by_mail = Condition::is_one_of(FilterField::InitialChannel, ["email"]);
    /// let elsewhere = Condition::is_not_one_of(FilterField::QueueId, ["q1"]);
    /// let filters = Filters::conversation(CombinedFilters::all(by_mail).with_condition(elsewhere));
    /// assert_eq!(
    ///     serde_json::to_string(&filters)?,
    ///     r#"{"Conversation":{"strategy":"All","conditions":[{"field":"InitialChannel","values":["email"],"_type":"IsOneOf"},{"field":"QueueId","values":["q1"],"_type":"IsNotOneOf"}],"_type":"CombinedFilters"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Filters<'a> as record {
        /// What narrows the events of conversations down.
        pub conversation: Option<CombinedFilters<'a>> = "Conversation";
    }
}

impl<'a> Filters<'a> {
    /// Makes the filters of the group `Conversation`.
    #[must_use]
    pub fn conversation(filters: CombinedFilters<'a>) -> Self {
        let mut own = Self::new();
        own.conversation = Some(filters);
        own
    }
}

model! {
    /// Conditions, and whether one of them is enough.
    pub struct CombinedFilters<'a> as record {
        /// Whether all conditions have to hold, or any.
        pub strategy: Strategy = "strategy", required;
        /// The conditions; the vendor wants one at least.
        pub conditions: List<Condition<'a>> = "conditions", required;
        /// The sort of the filters, of which there is one.
        pub kind: FiltersType = "_type", required;
    }
}

impl<'a> CombinedFilters<'a> {
    /// Makes filters of which each has to hold, of the first of them.
    #[must_use]
    pub fn all(condition: Condition<'a>) -> Self {
        Self::new(Strategy::All, vec![condition], FiltersType::CombinedFilters)
    }

    /// Makes filters of which one is enough, of the first of them.
    #[must_use]
    pub fn any(condition: Condition<'a>) -> Self {
        Self::new(Strategy::Any, vec![condition], FiltersType::CombinedFilters)
    }

    /// Adds a condition.
    #[must_use]
    pub fn with_condition(mut self, condition: Condition<'a>) -> Self {
        self.conditions.push(condition);
        self
    }
}

model! {
    /// What a conversation has to be like for its events to be sent.
    pub struct Condition<'a> as record {
        /// What of the conversation is looked at.
        pub field: FilterField = "field", required;
        /// The values that are wanted or not; the vendor wants one at least, and writes a channel in lower case:
        /// `email`, `pstn_phone`.
        pub values: List<Text<'a>> = "values", required;
        /// Whether the values are wanted or not.
        pub kind: ConditionType = "_type", required;
    }
}

impl<'a> Condition<'a> {
    /// Makes a condition that holds for each of the values.
    #[must_use]
    pub fn is_one_of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>) -> Self {
        Self::of(field, values, ConditionType::IsOneOf)
    }

    /// Makes a condition that holds for none of the values.
    #[must_use]
    pub fn is_not_one_of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>) -> Self {
        Self::of(field, values, ConditionType::IsNotOneOf)
    }

    fn of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>, kind: ConditionType) -> Self {
        Self::new(field, values.into_iter().map(T::into).collect::<List<_>>(), kind)
    }
}

open_enum! {
    /// Whether all conditions have to hold.
    pub enum Strategy {
        /// All of them.
        All = "All",
        /// One is enough.
        Any = "Any",
    }
}

open_enum! {
    /// What of a conversation a condition looks at.
    pub enum FilterField {
        /// The channel that the conversation started in.
        InitialChannel = "InitialChannel",
        /// The queue that the conversation is in, by its id.
        QueueId = "QueueId",
        /// Where the operation came from, such as `ApiImport`.
        OperationOrigin = "OperationOrigin",
    }
}

open_enum! {
    /// Whether the values of a condition are wanted or not.
    pub enum ConditionType {
        /// They are wanted.
        IsOneOf = "IsOneOf",
        /// They are not.
        IsNotOneOf = "IsNotOneOf",
    }
}

open_enum! {
    /// The sort of a group's filters.
    pub enum FiltersType {
        /// Conditions that are combined by a strategy.
        CombinedFilters = "CombinedFilters",
    }
}
