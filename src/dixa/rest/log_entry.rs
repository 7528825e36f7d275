//! A log entry for one attempt.

use chrono::{DateTime, Utc};

use crate::delivery::AttemptResult;
use crate::model::model;
use crate::value::{Text, Timestamp};

model! {
    /// The log entry of one attempt of a delivery, as the subscriber sees it.
    ///
    /// A sender can keep such a log too: see [`of`](Self::of). `Debug` does not show the text of the response, which
    /// may be anything.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::value::Timestamp;
    /// use chathooks::{delivery::AttemptResult, dixa::rest::LogEntry};
    ///
    /// let mut entry = LogEntry::of(AttemptResult::new(503), false, Timestamp::from("2026-03-01T09:00:00Z").to_utc()?);
    /// entry.response_text = Some("Service Unavailable".into());
    /// assert_eq!(entry.delivery_timestamp.as_str(), "2026-03-01T09:00:00.000Z");
    /// assert_eq!((entry.success, entry.response_code.as_ref().and_then(|code| code.to_u64())), (false, Some(503)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct LogEntry<'a> as record {
        /// When the response arrived, or when the sender stopped waiting for it, in RFC 3339 with milliseconds.
        pub delivery_timestamp: Timestamp<'a> = "deliveryTimestamp", required;
        /// Whether the delivery succeeded.
        pub success: bool = "success", required;
        /// The status of the response. [`of`](Self::of) sets it to `None` if there was no response.
        pub response_code: Option<Text<'a>> = "responseCode";
        /// The reason phrase of the response, such as `OK`. If there was no response, [`of`](Self::of) sets it to the
        /// text of the [`AttemptResult`]. Otherwise, the caller may set it.
        pub response_text: Option<Text<'a>> = "responseText" as hidden;
    }
}

impl LogEntry<'static> {
    /// Creates the entry of an attempt that ended at `at`. `success` says whether the delivery succeeded, as
    /// [`RetryPolicy::is_success`](crate::delivery::RetryPolicy::is_success) decides.
    #[must_use]
    pub fn of(answer: AttemptResult, success: bool, at: DateTime<Utc>) -> Self {
        let status = answer.status();
        Self {
            response_code: status.map(|status| u64::from(status).into()),
            response_text: if status.is_none() { Some(answer.to_string().into()) } else { None },
            ..Self::new(at, success)
        }
    }
}
