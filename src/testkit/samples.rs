//! The bodies: the fixtures of the crate's own tests, verbatim.

/// The bodies of one vendor.
pub(super) struct Samples {
    /// The name and the content of each file.
    pub(super) files: &'static [(&'static str, &'static [u8])],
    /// An event with a name that the vendor does not use.
    pub(super) unknown: &'static [u8],
    /// A known event that lacks a required field.
    pub(super) misfit: &'static [u8],
}

impl Samples {
    /// Returns the unknown event, padded with an additional field to one byte more than `limit`. If the event alone is
    /// longer, it is not padded.
    pub(super) fn oversized(&self, limit: usize) -> Vec<u8> {
        let start = [self.unknown.strip_suffix(b"}").unwrap_or_default(), b",\"extra\":\""].concat();
        let padding = vec![b'x'; limit.saturating_sub(start.len() + 1)];
        [start.as_slice(), &padding, b"\"}"].concat()
    }
}

macro_rules! files {
    ($folder:literal: $($name:literal)+) => {
        &[$(($name, include_bytes!(concat!("../../tests/data/", $folder, "/", $name, ".json")))),+]
    };
}

pub(super) static ACQUIRE: Samples = Samples {
    files: files! {
        "acquire": "case-message-new" "case-new" "case-status" "case-status.seed" "user-case-invite" "user-case-joined"
        "user-status"
    },
    unknown: br#"{"event":"case:teleported","data":{"caseId":"901"}}"#,
    misfit: br#"{"event":"case:status","data":{"status":"closed"}}"#,
};

pub(super) static ACQUIRE_V1: Samples = Samples {
    files: files! {
        "acquire-v1": "CHAT_ON_START" "CHAT_ON_ACCEPT" "CHAT_ON_MESSAGE.object-message" "CHAT_ON_MESSAGE.string-message"
        "CHAT_ON_CLOSE"
    },
    unknown: br#"{"id":"501","event":"CHAT_ON_TELEPORT"}"#,
    misfit: br#"{"status":"active","event":"CHAT_ON_START"}"#,
};

pub(super) static DIXA: Samples = Samples {
    files: files! {
        "dixa": "ConversationCreated" "ConversationOpen" "ConversationPending" "ConversationPendingExpired"
        "ConversationClosed" "ConversationAbandoned" "ConversationEnqueued" "ConversationAssigned"
        "ConversationUnassigned" "ConversationNoteAdded" "ConversationMessageAdded" "ConversationTagAdded"
        "ConversationTagRemoved" "ConversationRated" "ConversationTransferred" "ConversationEndUserReplaced"
        "AgentBannedEnduser" "AgentUnbannedEnduser" "AgentBannedIp" "AgentUnbannedIp"
        "ConversationCustomAttributeUpdated" "ConversationMessageDeliverySent" "ConversationMessageDeliveryDelivered"
        "ConversationMessageDeliverySeen" "ConversationMessageDeliveryFailed" "ConversationMessageDeliveryInfo"
        "ConversationMessageDeliverySpamComplaint" "TypingStarted" "SLAEvaluationPending" "SLAEvaluationBreached"
        "SLAEvaluationAchieved" "SLAEvaluationVoided"
    },
    unknown: br#"{"event_id":"c0ffee00-0000-4000-8000-0000000000ff","event_fqn":"CONVERSATION_TELEPORTED","data":{}}"#,
    misfit: br#"{"event_id":"c0ffee00-0000-4000-8000-0000000000fe","event_fqn":"CONVERSATION_CLOSED","data":{}}"#,
};

pub(super) static COMM100: Samples = Samples {
    files: files! {
        "comm100": "chat_request" "chat_started" "chat_started.older" "chat_transferred" "chat_ended"
        "chat_ended.older" "chat_wrapped_up" "offline_message_submitted" "offline_message_submitted.escaped" "online"
        "away.older" "login" "logout"
    },
    unknown: br#"{"event":"chat_teleported","visitor":{"chat_id":"0b8f3d1e"}}"#,
    misfit: br#"{"event":"chat_started","visitor":[1]}"#,
};
