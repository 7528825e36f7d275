//! The endpoint that deletes a webhook.

use std::fmt;

use http::{Method, Request, Response};

use super::{Account, ApiError};
use crate::limits::Meter;
use crate::rest::{self, Endpoint, RequestError, RestError, by_id};
use crate::{
    Limits,
    codec::json,
    value::{Text, Value},
};

by_id! {
    /// Deletes a webhook: `DELETE /api/v1/webhook/{id}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::rest::DeleteWebhook, rest::Endpoint};
    ///
    /// let response = http::Response::new(r#"{"data":{"deleted":1}}"#);
    /// assert_eq!(DeleteWebhook::new("10").answer(&response)?.count(), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DeleteWebhook<'a>(Text<'a>);
}

impl rest::sealed::Sealed for DeleteWebhook<'_> {}

impl Endpoint for DeleteWebhook<'_> {
    type Account = Account;
    type Answer = Deleted;
    type ApiError = ApiError;

    fn request(&self, account: &Account) -> Result<Request<Vec<u8>>, RequestError> {
        account.draft(Method::DELETE).id(self.id.as_str())?.finish()
    }

    /// Any successful status is accepted, with any body, because the vendor documents neither.
    fn answer_within<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        limits: Limits,
    ) -> Result<Deleted, RestError<ApiError>> {
        let body = rest::body(response, limits)?;
        let body: Option<Value<'_>> = json::read(body, &Meter::new(limits)).ok();
        Ok(Deleted { body: body.map(Value::into_owned) })
    }
}

/// The response to a [`DeleteWebhook`]. For other records it is `{"data":{"deleted":1}}`; for webhooks it is not
/// documented.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deleted {
    /// The whole body, if it is JSON.
    pub body: Option<Value<'static>>,
}

impl Deleted {
    /// Returns the number of deleted webhooks, if the body has `data.deleted`.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.body.as_ref()?.get("data")?.get("deleted")?.as_number()?.to_u64()
    }
}

impl fmt::Debug for Deleted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deleted").field("count", &self.count()).finish_non_exhaustive()
    }
}
