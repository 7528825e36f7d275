//! A rating by an end user.

use super::{Conversation, User};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::Text;

model! {
    /// A conversation was rated, or the rating was commented on: the data of `CONVERSATION_RATED`.
    ///
    /// The vendor sends one event for the score and another for the comment, in either order. So either field may be
    /// missing.
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
        /// The score: an integer, which [`Text::to_u64`] parses. See [`score()`](Self::score).
        pub score: Option<Text<'a>> = "score", null;
        /// The comment.
        pub comment: Option<Text<'a>> = "comment", null;
        /// The scale of the score. See [`kind()`](Self::kind).
        pub kind: Option<RatingType> = "type", null;
    }
}

impl ConversationRated<'_> {
    /// Returns the score: the field `score` of the event or, if that is missing, of the conversation.
    ///
    /// A public integration of the vendor reads the event's field; a third-party sample has the score and the type in
    /// the conversation.
    #[must_use]
    pub fn score(&self) -> Option<Text<'_>> {
        let inside = || Text::from_value(self.conversation.extra.get("score")?.borrowed()).ok();
        self.score.as_ref().map(|score| score.as_str().into()).or_else(inside)
    }

    /// Returns the scale of the score: the field `type` of the event or, if that is missing, of the conversation.
    #[must_use]
    pub fn kind(&self) -> Option<RatingType> {
        self.kind.clone().or_else(|| self.conversation.extra.get_str("type").map(RatingType::from))
    }
}

open_enum! {
    /// The scale of a rating.
    ///
    /// `Csat` was seen; the others are inferred from the vendor's REST API.
    pub enum RatingType {
        /// Customer satisfaction.
        Csat = "Csat",
        /// Net promoter score.
        Nps = "Nps",
        /// Thumbs up or down.
        ThumbsUpOrDown = "ThumbsUpOrDown",
    }
}
