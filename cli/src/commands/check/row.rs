//! What is expected of an answer, and the row that is printed for it.

use http::StatusCode;
use serde_json::json;

use crate::client::{Answer, CallError};

/// How bad a failed row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// A forgery or replay is accepted, a good delivery is refused, or there is no answer or 5xx.
    Must,
    /// Less than that.
    Should,
}

impl Level {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
        }
    }
}

/// A row of the result.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) level: Level,
    pub(super) expected: &'static str,
    pub(super) got: String,
    pub(super) is_ok: bool,
    /// Why a receiver has to do what is expected.
    pub(super) why: String,
}

impl Row {
    pub(super) fn json(&self) -> serde_json::Value {
        json!({
            "name": self.name,
            "level": self.level.as_str(),
            "expected": self.expected,
            "got": self.got,
            "ok": self.is_ok,
            "why": self.why,
        })
    }
}

/// What is expected of the answer to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A good delivery: 2xx.
    Accepted,
    /// A forgery, which is no better than this level if it is accepted: 4xx.
    Refused(Level),
    /// A forgery with a malformed body. A status that is for malformed bodies shows that it was parsed unverified.
    RefusedUnread,
    /// An authentic body that does not decode: 4xx.
    Malformed,
    /// The same of a receiver that keeps dead letters: 2xx or 4xx.
    DeadLetter,
    /// A body that is too large: 4xx, or the connection is closed.
    TooLarge,
    /// One of several copies at the same moment: 2xx, or a status that asks to send it again.
    Copy,
}

impl Expected {
    fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "2xx",
            Self::Refused(_) | Self::Malformed => "4xx",
            Self::RefusedUnread => "401 or 403",
            Self::DeadLetter => "2xx or 4xx",
            Self::TooLarge => "413 or closed",
            Self::Copy => "2xx, 409, 425, 429 or 503",
        }
    }

    /// Returns whether the answer is as expected, and how bad it is if not.
    fn judge(self, result: &Result<Answer, CallError>) -> (bool, Level) {
        use Level::{Must, Should};

        let status = match result {
            Ok(answer) => answer.status,
            Err(CallError::Closed) if self == Self::TooLarge => return (true, Should),
            Err(_) => return (false, Must),
        };
        let (is_success, is_refusal) = (status.is_success(), status.is_client_error() || status.is_redirection());
        if status.is_server_error() && self != Self::Copy {
            return (false, Must);
        }
        match self {
            Self::Accepted => (is_success, Must),
            Self::Refused(level) => (is_refusal, level),
            Self::RefusedUnread => {
                let is_authentication = [401, 403, 404].contains(&status.as_u16());
                (is_authentication, if is_success { Must } else { Should })
            }
            Self::Malformed => (is_refusal, Should),
            Self::TooLarge => (status == StatusCode::PAYLOAD_TOO_LARGE, Should),
            Self::DeadLetter => (is_refusal || is_success, Should),
            Self::Copy => (is_success || is_again(status), Must),
        }
    }

    /// Returns the row of an answer.
    pub(super) fn row(self, name: String, why: String, result: &Result<Answer, CallError>) -> Row {
        let (is_ok, level) = self.judge(result);
        let got = match result {
            Ok(answer) => answer.status.as_u16().to_string(),
            Err(error) => error.to_string(),
        };
        Row { name, level, expected: self.as_str(), got, is_ok, why }
    }
}

/// Returns whether the status asks the sender to send the same delivery later.
pub(super) fn is_again(status: StatusCode) -> bool {
    [409, 425, 429, 503].contains(&status.as_u16())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Expected, Level};
    use crate::client::{Answer, CallError};

    #[test]
    fn an_answer_is_judged() {
        use Expected::{Accepted, Copy, DeadLetter, Malformed, Refused, RefusedUnread, TooLarge};
        use Level::{Must, Should};

        let table = [
            (Accepted, "200 204", "301 400 401 500 503 none closed", ""),
            (Refused(Must), "400 401 403 404 301", "200 500 503 none closed", ""),
            (Refused(Should), "400 401", "500 none closed", "200"),
            (RefusedUnread, "401 403 404", "200 500 none closed", "400 413 415 422"),
            (Malformed, "400 401 413 422", "500 none closed", "200"),
            (DeadLetter, "200 400", "500 none closed", ""),
            (TooLarge, "413 closed", "500 none", "200 400 401 404"),
            (Copy, "200 409 425 429 503", "400 401 500 none closed", ""),
        ];
        for (expected, good, must, should) in table {
            for (answers, wanted) in [(good, None), (must, Some(Must)), (should, Some(Should))] {
                for answer in answers.split_whitespace() {
                    let result = match answer {
                        "none" => Err(CallError::Timeout(Duration::ZERO)),
                        "closed" => Err(CallError::Closed),
                        status => Ok(Answer { status: status.parse().unwrap(), elapsed: Duration::ZERO }),
                    };
                    let (is_ok, level) = expected.judge(&result);
                    assert_eq!((!is_ok).then_some(level), wanted, "{expected:?} {answer}");
                }
            }
        }
    }
}
