//! The names of the events.

use crate::model::open_enum::open_enum;

open_enum! {
    /// The name of an event: what a body calls `event`, and what a subscription lists.
    pub enum EventName {
        /// The state of a case changed; the new one is in its data. Seen in the vendor's sample body.
        CaseStatus = "case:status",
        /// A user was invited to a case. Seen in the vendor's sample of a subscription.
        UserCaseInvite = "user:case-invite",
        /// A user joined a case. Seen in a sample of the vendor's audit log.
        UserCaseJoined = "user:case-joined",
        /// A message was added to a case. Seen in a sample of the vendor's audit log.
        CaseMessageNew = "case:message:new",
        /// A case was opened. The vendor calls the trigger "Case new"; the name on the wire is a guess.
        CaseNew = "case:new",
        /// The status of an agent changed. The vendor calls the trigger "Agent Status Change"; the name on the wire is
        /// a guess.
        UserStatus = "user:status",
    }
}
