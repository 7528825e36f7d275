//! The models of the events' data.

mod conversation;
mod message;
mod note;
mod rating;
mod state;
mod tag;
mod tagged;
mod undocumented;
mod user;

pub use self::conversation::{Channel, Conversation, CustomAttribute, Direction, Queue, Status};
pub use self::message::{ConversationMessageAdded, MessageContent, MessageDirection};
pub use self::note::ConversationNoteAdded;
pub use self::rating::{ConversationRated, RatingType};
pub use self::state::{
    ConversationAbandoned, ConversationClosed, ConversationCreated, ConversationEnqueued, ConversationOpen,
    ConversationPending, ConversationPendingExpired,
};
pub use self::tag::Tag;
pub use self::tagged::{ConversationTagAdded, ConversationTagRemoved};
pub use self::undocumented::{
    AgentBannedEnduser, AgentBannedIp, AgentUnbannedEnduser, AgentUnbannedIp, ConversationAssigned,
    ConversationCustomAttributeUpdated, ConversationEndUserReplaced, ConversationMessageDeliveryDelivered,
    ConversationMessageDeliveryFailed, ConversationMessageDeliveryInfo, ConversationMessageDeliverySeen,
    ConversationMessageDeliverySent, ConversationMessageDeliverySpamComplaint, ConversationTransferred,
    ConversationUnassigned, SlaEvaluationAchieved, SlaEvaluationBreached, SlaEvaluationPending, SlaEvaluationVoided,
    TypingStarted,
};
pub use self::user::{Organization, Role, User, UserType};
