//! The table of events.

use super::{Case, CaseMessageNew, CaseNew, UserCaseInvite, UserCaseJoined, UserStatus};
use crate::model::events::events;

events! {
    /// The name of an event: `event` in a body and in a subscription.
    pub enum EventName;
    /// The data of an event. Each known event has a variant.
    pub enum Data<'a>;

    /// The state of a case changed. The data has the new state. Seen in the vendor's sample body.
    CaseStatus(Case<'a>) = "case:status";
    /// A user was invited to a case. Seen in the vendor's sample of a subscription.
    UserCaseInvite(UserCaseInvite<'a>) = "user:case-invite";
    /// A user joined a case. Seen in a sample of the vendor's audit log.
    UserCaseJoined(UserCaseJoined<'a>) = "user:case-joined";
    /// A message was added to a case. Seen in a sample of the vendor's audit log.
    CaseMessageNew(CaseMessageNew<'a>) = "case:message:new";
    /// A case was opened. The name is inferred from the vendor's trigger "Case new".
    CaseNew(CaseNew<'a>) = "case:new";
    /// The status of an agent changed. The name is inferred from the vendor's trigger "Agent Status Change".
    UserStatus(UserStatus<'a>) = "user:status";
}
