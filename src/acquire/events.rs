//! The events, one row each.

use super::{Case, CaseMessageNew, CaseNew, UserCaseInvite, UserCaseJoined, UserStatus};
use crate::model::events::events;

events! {
    /// The name of an event: what a body calls `event`, and what a subscription lists.
    pub enum EventName;
    /// What happened, by the name of the event.
    pub enum Data<'a>;

    /// The state of a case changed; the new one is in its data. Seen in the vendor's sample body.
    CaseStatus(Case<'a>) = "case:status";
    /// A user was invited to a case. Seen in the vendor's sample of a subscription.
    UserCaseInvite(UserCaseInvite<'a>) = "user:case-invite";
    /// A user joined a case. Seen in a sample of the vendor's audit log.
    UserCaseJoined(UserCaseJoined<'a>) = "user:case-joined";
    /// A message was added to a case. Seen in a sample of the vendor's audit log.
    CaseMessageNew(CaseMessageNew<'a>) = "case:message:new";
    /// A case was opened. The vendor calls the trigger "Case new"; the name on the wire is a guess.
    CaseNew(CaseNew<'a>) = "case:new";
    /// The status of an agent changed. The vendor calls the trigger "Agent Status Change"; the name on the wire is
    /// a guess.
    UserStatus(UserStatus<'a>) = "user:status";
}
