//! Numbers as ECMAScript writes them.

use crate::value::nearest;

/// Writes the double nearest to a JSON number as ECMA-262, section 6.1.6.1.20 specifies, or `null` if it is infinite.
pub(super) fn write(digits: &str, out: &mut Vec<u8>) {
    if is_short_integer(digits) {
        out.extend_from_slice(digits.as_bytes());
        return;
    }
    let number = nearest(digits);
    let shortest = if number.is_finite() { decimal(ryu::Buffer::new().format_finite(number)) } else { None };
    match shortest {
        Some((is_negative, digits, power)) => layout(is_negative, &digits, power, out),
        None => out.extend_from_slice(b"null"),
    }
}

/// Writes a number in the notation of ECMAScript. `power` is the power of ten of the last digit.
///
/// The digits are those of `ryu`, which returns the shortest digits of a double. If there are several, it returns the
/// nearest, and if two are equally near, the even ones.
fn layout(is_negative: bool, digits: &str, power: i64, out: &mut Vec<u8>) {
    if is_negative {
        out.push(b'-');
    }
    let bytes = digits.as_bytes();
    let split = |at: i64| bytes.split_at_checked(usize::try_from(at).unwrap_or_default()).unwrap_or((bytes, b""));
    let zeros = |count: i64| std::iter::repeat_n(b'0', usize::try_from(count).unwrap_or_default());
    // The position of the decimal point, counted from the first digit: `n` in ECMA-262.
    let point = power.saturating_add_unsigned(bytes.len() as u64);
    match point {
        _ if bytes.is_empty() => out.push(b'0'),
        1..=21 if power >= 0 => {
            out.extend_from_slice(bytes);
            out.extend(zeros(power));
        }
        1..=21 => {
            let (whole, fraction) = split(point);
            out.extend_from_slice(whole);
            out.push(b'.');
            out.extend_from_slice(fraction);
        }
        -5..=0 => {
            out.extend_from_slice(b"0.");
            out.extend(zeros(-point));
            out.extend_from_slice(bytes);
        }
        _ => {
            let (first, rest) = split(1);
            out.extend_from_slice(first);
            if !rest.is_empty() {
                out.push(b'.');
                out.extend_from_slice(rest);
            }
            out.extend_from_slice(if point > 0 { b"e+" } else { b"e-" });
            out.extend_from_slice((point - 1).unsigned_abs().to_string().as_bytes());
        }
    }
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
    let mut digits = [whole.trim_start_matches('-'), fraction].concat();
    let significant = digits.trim_end_matches('0').len();
    let zeros = digits.len() - significant;
    digits.truncate(significant);
    digits.drain(..digits.len() - digits.trim_start_matches('0').len());
    if digits.is_empty() {
        // Zero is printed without a sign.
        return Some((false, digits, 0));
    }
    let exponent = exponent.parse::<i64>().ok()?;
    let power = exponent.checked_add_unsigned(zeros as u64)?.checked_sub_unsigned(fraction.len() as u64)?;
    Some((whole.starts_with('-'), digits, power))
}

/// Whether the number is an integer with few enough digits to be printed verbatim.
fn is_short_integer(digits: &str) -> bool {
    digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && digits != "-0"
}
