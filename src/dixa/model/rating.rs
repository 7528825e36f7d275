//! A rating that an end user gave.

use super::{Conversation, User};
use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};

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
        pub conversation: RatedConversation<'a> = "conversation", required;
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
        let inside = || Text::from_value(self.conversation.unknown_fields().get("score")?.borrowed()).ok();
        self.score.as_ref().map(|score| score.as_str().into()).or_else(inside)
    }

    /// Returns what the score counts, from beside the conversation or, if it is not there, from inside of it.
    #[must_use]
    pub fn kind(&self) -> Option<RatingType> {
        self.kind.clone().or_else(|| self.conversation.unknown_fields().get_str("type").map(RatingType::from))
    }
}

/// The conversation of a rating.
///
/// A public integration of the vendor's tests itself with one that has no `csid`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RatedConversation<'a> {
    /// A conversation, as in every other event.
    Whole(Box<Conversation<'a>>),
    /// A conversation without an id, with all of its fields.
    WithoutId(Object<'a>),
}

impl<'a> RatedConversation<'a> {
    /// Returns the conversation if it has an id.
    #[must_use]
    pub fn whole(&self) -> Option<&Conversation<'a>> {
        match self {
            Self::Whole(conversation) => Some(conversation),
            Self::WithoutId(_) => None,
        }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> RatedConversation<'static> {
        match self {
            Self::Whole(conversation) => (*conversation).into_owned().into(),
            Self::WithoutId(fields) => RatedConversation::WithoutId(fields.into_owned()),
        }
    }

    fn unknown_fields(&self) -> &Object<'a> {
        match self {
            Self::Whole(conversation) => &conversation.extra,
            Self::WithoutId(fields) => fields,
        }
    }
}

impl<'a> From<Conversation<'a>> for RatedConversation<'a> {
    fn from(conversation: Conversation<'a>) -> Self {
        Self::Whole(Box::new(conversation))
    }
}

impl IntoOwned for RatedConversation<'_> {
    type Owned = RatedConversation<'static>;

    fn into_owned(self) -> RatedConversation<'static> {
        self.into_owned()
    }
}

impl Write for RatedConversation<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        match self {
            Self::Whole(conversation) => conversation.write(target),
            Self::WithoutId(fields) => fields.write(target),
        }
    }
}

impl Blank for RatedConversation<'_> {
    fn blank() -> Self {
        Self::WithoutId(Object::new())
    }
}

impl<'a> Read<'a> for RatedConversation<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let fields = Object::read(source)?;
        if fields.get("csid").is_none_or(Value::is_null) {
            return Ok(Self::WithoutId(fields));
        }
        source.reread(fields.into(), Conversation::read).map(Self::from)
    }
}

serde_by_value!(RatedConversation<'a>);

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
