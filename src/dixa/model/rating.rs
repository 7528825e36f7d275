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
    /// assert_eq!(rated.score.as_ref().and_then(Text::to_u64), Some(4));
    /// assert_eq!(rated.comment, None);
    /// ```
    pub struct ConversationRated<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The agent who was rated.
        pub agent: Option<User<'a>> = "agent", null;
        /// The score: a whole number, which [`Text::to_u64`] reads.
        pub score: Option<Text<'a>> = "score", null;
        /// The comment.
        pub comment: Option<Text<'a>> = "comment", null;
        /// What the score counts.
        pub kind: Option<RatingType> = "type", null;
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
