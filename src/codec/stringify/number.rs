//! Numbers as ECMAScript writes them.

use crate::value::nearest;

/// Writes the double nearest to a JSON number as ECMA-262, section 6.1.6.1.20 specifies, or `null` if it is infinite.
pub(super) fn write(digits: &str, out: &mut Vec<u8>) {
    if is_short_integer(digits) {
        out.extend_from_slice(digits.as_bytes());
        return;
    }
    let number = nearest(digits);
    let text = if number.is_finite() { layout(ryu::Buffer::new().format_finite(number)) } else { None };
    out.extend_from_slice(text.as_deref().unwrap_or("null").as_bytes());
}

/// Converts the output of `ryu` into the notation of ECMAScript.
///
/// `ryu` returns the shortest digits of a double. If there are several, it returns the nearest, and if two are equally
/// near, the even ones.
fn layout(shortest: &str) -> Option<String> {
    let (is_negative, digits, power) = decimal(shortest)?;
    let sign = if is_negative { "-" } else { "" };
    let count = i64::try_from(digits.len()).ok()?;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    let split = |at: i64| digits.split_at_checked(usize::try_from(at).ok()?);
    // The position of the decimal point, counted from the first digit: `n` in ECMA-262.
    let point = count + power;
    Some(match point {
        _ if digits.is_empty() => "0".to_owned(),
        1..=21 if power >= 0 => format!("{sign}{digits}{}", zeros(power)),
        1..=21 => split(point).map(|(whole, fraction)| format!("{sign}{whole}.{fraction}"))?,
        -5..=0 => format!("{sign}0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = split(1)?;
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{dot}{rest}e{:+}", point - 1)
        }
    })
}

/// Whether [`write`](fn@write) prints the same number, to the last digit.
pub(super) fn is_exact(digits: &str) -> bool {
    let mut printed = Vec::new();
    write(digits, &mut printed);
    str::from_utf8(&printed).is_ok_and(|printed| decimal(printed) == decimal(digits))
}

/// Returns whether the number is negative, its digits without leading and trailing zeros, and the power of ten of the
/// last digit. Returns `None` if the exponent does not fit into an `i64`.
fn decimal(number: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        // Zero is printed without a sign.
        return Some((false, String::new(), 0));
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let exponent = exponent.parse::<i64>().ok()?;
    let power = exponent.checked_add_unsigned(zeros as u64)?.checked_sub_unsigned(fraction.len() as u64)?;
    Some((whole.starts_with('-'), significant.to_owned(), power))
}

/// Whether the number is an integer with few enough digits to be printed verbatim.
fn is_short_integer(digits: &str) -> bool {
    digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && digits != "-0"
}
