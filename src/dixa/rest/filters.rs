//! The filters of a subscription.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text};

model! {
    /// The filters of a subscription, by group of events.
    ///
    /// Only the group `Conversation` has been seen; others are kept in `extra`.
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
        /// The filters for the events of conversations.
        pub conversation: Option<CombinedFilters<'a>> = "Conversation";
    }
}

impl<'a> Filters<'a> {
    /// Creates filters for the group `Conversation`.
    #[must_use]
    pub fn conversation(filters: CombinedFilters<'a>) -> Self {
        let mut own = Self::new();
        own.conversation = Some(filters);
        own
    }
}

model! {
    /// A list of conditions. Either all of them or any of them must hold.
    pub struct CombinedFilters<'a> as record {
        /// Whether all conditions must hold, or any of them.
        pub strategy: Strategy = "strategy", required;
        /// The conditions. The vendor requires at least one.
        pub conditions: List<Condition<'a>> = "conditions", required;
        /// The type of the filters; only one is known.
        pub kind: FiltersType = "_type", required;
    }
}

impl<'a> CombinedFilters<'a> {
    /// Creates filters with a first condition, where all conditions must hold.
    #[must_use]
    pub fn all(condition: Condition<'a>) -> Self {
        Self::new(Strategy::All, vec![condition], FiltersType::CombinedFilters)
    }

    /// Creates filters with a first condition, where any condition must hold.
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
    /// A condition on a conversation, which must hold for its events to be sent.
    pub struct Condition<'a> as record {
        /// The property of the conversation that is compared.
        pub field: FilterField = "field", required;
        /// The values to compare with. The vendor requires at least one, and writes channels in lower case: `email`,
        /// `pstn_phone`.
        pub values: List<Text<'a>> = "values", required;
        /// Whether the property must be one of the values, or none of them.
        pub kind: ConditionType = "_type", required;
    }
}

impl<'a> Condition<'a> {
    /// Creates a condition that holds if the property is one of the values.
    #[must_use]
    pub fn is_one_of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>) -> Self {
        Self::of(field, values, ConditionType::IsOneOf)
    }

    /// Creates a condition that holds if the property is none of the values.
    #[must_use]
    pub fn is_not_one_of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>) -> Self {
        Self::of(field, values, ConditionType::IsNotOneOf)
    }

    fn of<T: Into<Text<'a>>>(field: FilterField, values: impl IntoIterator<Item = T>, kind: ConditionType) -> Self {
        Self::new(field, values.into_iter().map(T::into).collect::<List<_>>(), kind)
    }
}

open_enum! {
    /// Whether all conditions must hold, or any of them.
    pub enum Strategy {
        /// All of them.
        All = "All",
        /// Any of them.
        Any = "Any",
    }
}

open_enum! {
    /// The property of a conversation that a condition compares.
    pub enum FilterField {
        /// The channel in which the conversation started.
        InitialChannel = "InitialChannel",
        /// The id of the queue that the conversation is in.
        QueueId = "QueueId",
        /// The origin of the operation, such as `ApiImport`.
        OperationOrigin = "OperationOrigin",
    }
}

open_enum! {
    /// Whether the property must be one of the values, or none of them.
    pub enum ConditionType {
        /// One of the values.
        IsOneOf = "IsOneOf",
        /// None of the values.
        IsNotOneOf = "IsNotOneOf",
    }
}

open_enum! {
    /// The type of a group's filters.
    pub enum FiltersType {
        /// Conditions combined by a strategy.
        CombinedFilters = "CombinedFilters",
    }
}
