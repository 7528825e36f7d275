//! A rating that an end user gave.

use super::{Conversation, User};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::Text;

model! {
    /// A conversation was rated, or a comment was left with the rating: the data of `CONVERSATION_RATED`.
    ///
    /// The vendor sends one event for the score and one for the comment, so either may be missing, in either order.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::value::Text;
    /// use chathooks::dixa::{Conversation, ConversationRated, RatingType};
    ///
    /// let mut rated = ConversationRated::new(Conversation::new(90417));
    /// rated.score = Some(4.into());
    /// rated.kind = Some(RatingType::Csat);
    /// assert_eq!(rated.score().as_ref().and_then(Text::to_u64), Some(4));
    /// assert_eq!(rated.comment, None);
    /// ```
    pub struct ConversationRated<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The agent who was rated.
        pub agent: Option<User<'a>> = "agent", null;
        /// The score: a whole number, which [`Text::to_u64`] reads; see [`score()`](Self::score).
        pub score: Option<Text<'a>> = "score", null;
        /// The comment.
        pub comment: Option<Text<'a>> = "comment", null;
        /// What the score counts; see [`kind()`](Self::kind).
        pub kind: Option<RatingType> = "type", null;
    }
}

impl ConversationRated<'_> {
    /// Returns the score, from beside the conversation or, if there is none, from inside of it.
    ///
    /// A public integration of the vendor's reads it beside the conversation; a sample that others made has it and the
    /// type inside.
    #[must_use]
    pub fn score(&self) -> Option<Text<'_>> {
        let inside = || Text::from_value(self.conversation.extra.get("score")?.borrowed()).ok();
        self.score.as_ref().map(|score| score.as_str().into()).or_else(inside)
    }

    /// Returns what the score counts, from beside the conversation or, if it is not there, from inside of it.
    #[must_use]
    pub fn kind(&self) -> Option<RatingType> {
        self.kind.clone().or_else(|| self.conversation.extra.get_str("type").map(RatingType::from))
    }
}

open_enum! {
    /// What the score of a rating counts.
    ///
    /// `Csat` was seen; the others are inferred from the vendor's REST API.
    pub enum RatingType {
        /// The satisfaction of the customer.
        Csat = "Csat",
        /// The net promoter score.
        Nps = "Nps",
        /// A thumb up or down.
        ThumbsUpOrDown = "ThumbsUpOrDown",
    }
}
