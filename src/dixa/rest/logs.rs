//! The calls that read what became of the deliveries.

use http::{Method, Request, Response};

use super::{Account, DeliveryLogs, DeliveryStatuses, Problem, SubscriptionEvent};
use crate::rest::{self, Call, RequestError, RestError};
use crate::{Limits, Text};

/// Gets what became of the last delivery of each event:
/// `GET /v1/webhooks/{webhookSubscriptionId}/delivery-status`.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::{Account, GetDeliveryStatus}, rest::{Call, Secret}};
///
/// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
/// let request = GetDeliveryStatus::new("cb452b81").request(&account)?;
/// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81/delivery-status");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetDeliveryStatus<'a> {
    id: Text<'a>,
}

impl<'a> GetDeliveryStatus<'a> {
    /// Makes the call for the subscription of this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>) -> Self {
        Self { id: id.into() }
    }
}

impl rest::sealed::Sealed for GetDeliveryStatus<'_> {}

impl Call for GetDeliveryStatus<'_> {
    type Account = Account;
    type Answer = DeliveryStatuses<'static>;
    type Problem = Problem;

    fn request(&self, account: &Account) -> Result<Request<Vec<u8>>, RequestError> {
        account.draft(Method::GET).id(self.id.as_str())?.segment("delivery-status").finish()
    }

    fn answer_within<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        limits: Limits,
    ) -> Result<DeliveryStatuses<'static>, RestError<Problem>> {
        rest::read::<DeliveryStatuses<'_>, _, _>(response, limits)
    }
}

/// Gets the latest deliveries of an event:
/// `GET /v1/webhooks/{webhookSubscriptionId}/delivery-status/logs/{event}`.
///
/// That the event is named as a subscription names it is inferred.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::{EventName, rest::{Account, GetDeliveryLogs}};
/// use chathooks::rest::{Call, Secret};
///
/// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
/// let request = GetDeliveryLogs::new("cb452b81", EventName::ConversationClosed).request(&account)?;
/// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81/delivery-status/logs/ConversationClosed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Another vendor's event has no logs here:
///
/// ```compile_fail
/// use chathooks::{comm100, dixa::rest::GetDeliveryLogs};
///
/// let call = GetDeliveryLogs::new("cb452b81", comm100::EventName::ChatEnded);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetDeliveryLogs<'a> {
    id: Text<'a>,
    event: SubscriptionEvent,
}

impl<'a> GetDeliveryLogs<'a> {
    /// Makes the call for an event of the subscription of this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, event: impl Into<SubscriptionEvent>) -> Self {
        Self { id: id.into(), event: event.into() }
    }
}

impl rest::sealed::Sealed for GetDeliveryLogs<'_> {}

impl Call for GetDeliveryLogs<'_> {
    type Account = Account;
    type Answer = DeliveryLogs<'static>;
    type Problem = Problem;

    fn request(&self, account: &Account) -> Result<Request<Vec<u8>>, RequestError> {
        account
            .draft(Method::GET)
            .id(self.id.as_str())?
            .segment("delivery-status")
            .segment("logs")
            .id(self.event.as_str())?
            .finish()
    }

    fn answer_within<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        limits: Limits,
    ) -> Result<DeliveryLogs<'static>, RestError<Problem>> {
        rest::read::<DeliveryLogs<'_>, _, _>(response, limits)
    }
}
