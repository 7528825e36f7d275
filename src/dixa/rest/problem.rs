//! What Dixa's errors say.

use std::fmt;

use crate::{
    rest,
    value::{Text, Value},
};

/// What an error of Dixa's says: `{"message":"Invalid value in request"}`, by the vendor's page.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::List, rest::Call};
///
/// let refused = http::Response::builder().status(400).body(r#"{"message":"Invalid value in request"}"#)?;
/// let error = List::new().answer(&refused).unwrap_err();
/// let problem = error.refusal().and_then(|refusal| refusal.problem.as_ref()).ok_or("no problem")?;
/// assert_eq!(problem.message.as_ref().map(|message| message.as_str()), Some("Invalid value in request"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What the vendor says about the error. It may repeat what was sent.
    pub message: Option<Text<'static>>,
}

impl rest::Problem for Problem {
    fn of(body: &Value<'_>) -> Self {
        Self { message: body.get("message").and_then(Value::as_str).map(|text| text.to_owned().into()) }
    }
}

/// Shows nothing: a message may repeat what was sent.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem").finish_non_exhaustive()
    }
}
