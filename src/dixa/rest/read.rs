//! The calls that read subscriptions, and the one that deletes one.

use http::Method;

use super::{Account, ApiError, Subscription, Subscriptions};
use crate::rest::{Enveloped, by_id, endpoint};
use crate::value::Text;

/// Lists the subscriptions of the organization: `GET /v1/webhooks`.
///
/// The answer is all of them: the vendor describes no parameters.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::ListSubscriptions, rest::Endpoint};
///
/// let response = http::Response::new(r#"{"data":[{"id":"cb452b81","name":"Dashboard Integration"}]}"#);
/// for subscription in &ListSubscriptions::new().answer(&response)?.data {
///     println!("{:?} {:?}", subscription.id, subscription.name);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListSubscriptions;

impl ListSubscriptions {
    /// Makes the call.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

endpoint! {
    ListSubscriptions => Subscriptions<'static>, read as Subscriptions<'_>;
    request(self, account) => account.draft(Method::GET).finish();
}

by_id! {
    /// Gets a subscription: `GET /v1/webhooks/{webhookSubscriptionId}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::{Account, GetSubscription}, rest::{Endpoint, Secret}};
    ///
    /// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
    /// let request = GetSubscription::new("cb452b81-6748-40ab-af85-6559b371bc5d").request(&account)?;
    /// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81-6748-40ab-af85-6559b371bc5d");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct GetSubscription<'a>(Text<'a>);
}

endpoint! {
    GetSubscription<'_> => Subscription<'static>, read as Enveloped<Subscription<'_>>;
    request(self, account) => account.draft(Method::GET).id(self.id.as_str())?.finish();
}

by_id! {
    /// Deletes a subscription: `DELETE /v1/webhooks/{webhookSubscriptionId}`.
    ///
    /// The vendor answers 204 without a body; any status of success will do, whatever the body is.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::DeleteSubscription, rest::Endpoint};
    ///
    /// let response = http::Response::builder().status(204).body("")?;
    /// DeleteSubscription::new("cb452b81-6748-40ab-af85-6559b371bc5d").answer(&response)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DeleteSubscription<'a>(Text<'a>);
}

endpoint! {
    DeleteSubscription<'_> => (), accept;
    request(self, account) => account.draft(Method::DELETE).id(self.id.as_str())?.finish();
}
