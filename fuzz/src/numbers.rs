//! Numbers on their way through serde, which carries 64-bit integers and doubles.

use chathooks::value::{Number, Value};
use chathooks::{DecodeError, Format};

use crate::wide;

/// Checks that a value that was read by way of serde is the same, but for the digits of numbers: each is the nearest
/// double. Beyond all doubles it is an error.
pub(crate) fn is_nearest(decoded: &Result<Value<'_>, DecodeError>, value: &Value<'_>) {
    match decoded {
        Ok(decoded) => assert_eq!(written(decoded), written(value), "{decoded:?} of {value:?}"),
        Err(error) => assert!(!are_doubles(value), "{error}"),
    }
}

fn written(value: &Value<'_>) -> Option<Vec<u8>> {
    serde_json::to_vec(value).ok()
}

/// Whether no number is beyond all doubles.
pub(crate) fn are_doubles(value: &Value<'_>) -> bool {
    all(value, &|number| number.to_f64().is_finite())
}

/// Whether serde carries each number with all its digits.
pub(crate) fn are_exact(value: &Value<'_>) -> bool {
    all(value, &|number| {
        number.to_u64().is_some()
            || number.to_i64().is_some_and(|number| number != 0)
            || Number::try_from(number.to_f64()).is_ok_and(|nearest| nearest == *number)
    })
}

/// Whether all numbers of a value are so, those of the documents in its strings too.
fn all(value: &Value<'_>, is_so: &dyn Fn(&Number<'_>) -> bool) -> bool {
    match value {
        Value::Number(number) => is_so(number),
        Value::Array(elements) => elements.iter().all(|element| all(element, is_so)),
        Value::Object(object) => object.iter().all(|(_, value)| all(value, is_so)),
        Value::String(text) => match Value::from_body(text.as_bytes(), Format::Json, wide()) {
            Ok(Value::String(_)) | Err(_) => true,
            Ok(document) => all(&document, is_so),
        },
        _ => true,
    }
}
