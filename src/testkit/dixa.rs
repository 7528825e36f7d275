//! Requests of Dixa, with a signed time and an optional `Authorization` header.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderValue, Request, Uri};

use super::AuthFault;
use super::draft::{Attempt, Draft};
use super::spoil::{FAULTS, change_name, other_key, post, spoil_header};
use crate::acquire;
use crate::dixa::header::{sign, write};
use crate::dixa::{Authorization, SIGNATURE_HEADER};
use crate::{Format, Key, Signature};

/// How far outside the window a time to refuse is. This is longer than a test that uses the system clock takes.
const BEYOND: Duration = Duration::from_secs(60);

/// The key, the URL and the settings of a subscription.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) key: Key,
    pub(super) url: Uri,
    pub(super) now: DateTime<Utc>,
    pub(super) window: Duration,
    pub(super) authorization: Option<Authorization>,
}

impl Hand {
    pub(super) fn faults(&self) -> Vec<AuthFault> {
        let authorization: &[AuthFault] = match self.authorization {
            Some(_) => &[
                AuthFault::AuthorizationMissing,
                AuthFault::AuthorizationCut,
                AuthFault::AuthorizationWrong,
                AuthFault::AuthorizationDoubled,
            ],
            None => &[],
        };
        let times = [
            (AuthFault::TooOld, self.time().checked_sub(self.beyond())),
            // A receiver refuses a longer one as malformed.
            (AuthFault::TooNew, self.time().checked_add(self.beyond()).filter(|time| *time < 10_u64.pow(19))),
        ];
        let times: Vec<_> = times.into_iter().filter_map(|(fault, time)| time.map(|_| fault)).collect();
        [FAULTS, &[AuthFault::TimeChanged], &times, authorization].concat()
    }

    pub(super) fn request(&self, draft: &Draft, attempt: Attempt) -> Request<Vec<u8>> {
        // A window of zero accepts a single time.
        let is_another = attempt == Attempt::Second && self.window >= Duration::from_millis(1);
        self.at(self.time().saturating_sub(u64::from(is_another)), draft)
    }

    pub(super) fn spoil(&self, fault: AuthFault, draft: &Draft, event: &str, request: &mut Request<Vec<u8>>) {
        let time = self.time();
        match fault {
            AuthFault::BodyChanged => change_name(event, request.body_mut()),
            AuthFault::WrongKey => *request = self.with(time, &sign(&other_key(&self.key), time, &draft.body), draft),
            AuthFault::EmptyKey => {
                *request = self.with(time, &sign(&Key::empty_and_forgeable(), time, &draft.body), draft);
            }
            AuthFault::TimeChanged => {
                *request = self.with(time.saturating_add(1), &sign(&self.key, time, &draft.body), draft);
            }
            AuthFault::TooOld => *request = self.at(time.saturating_sub(self.beyond()), draft),
            AuthFault::TooNew => *request = self.at(time.saturating_add(self.beyond()), draft),
            AuthFault::OtherVendor => {
                let header = (&acquire::SIGNATURE_HEADER, self.key.sign(&draft.body).to_string());
                *request = self.authorized(post(&self.url, draft, Format::Json.content_type(), &[header]));
            }
            AuthFault::AuthorizationMissing
            | AuthFault::AuthorizationCut
            | AuthFault::AuthorizationWrong
            | AuthFault::AuthorizationDoubled => spoil_header(fault, "authorization", request.headers_mut()),
            fault => spoil_header(fault, SIGNATURE_HEADER.as_str(), request.headers_mut()),
        }
    }

    /// Returns the signing time, in milliseconds since 1970 UTC.
    fn time(&self) -> u64 {
        u64::try_from(self.now.timestamp_millis()).unwrap_or(0)
    }

    /// Returns the distance of a time to refuse from the signing time, in milliseconds.
    fn beyond(&self) -> u64 {
        u64::try_from(self.window.saturating_add(BEYOND).as_millis()).unwrap_or(u64::MAX)
    }

    /// Returns a request that is correctly signed at a time.
    fn at(&self, time: u64, draft: &Draft) -> Request<Vec<u8>> {
        self.with(time, &sign(&self.key, time, &draft.body), draft)
    }

    fn with(&self, time: u64, signature: &Signature, draft: &Draft) -> Request<Vec<u8>> {
        let header = (&SIGNATURE_HEADER, write(time, [*signature]));
        self.authorized(post(&self.url, draft, Format::Json.content_type(), &[header]))
    }

    fn authorized(&self, mut request: Request<Vec<u8>>) -> Request<Vec<u8>> {
        let value = self.authorization.as_ref().map(|authorization| HeaderValue::from_str(authorization.as_str()));
        if let Some(Ok(mut value)) = value {
            value.set_sensitive(true);
            request.headers_mut().insert(http::header::AUTHORIZATION, value);
        }
        request
    }
}
