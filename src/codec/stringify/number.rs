//! Numbers as ECMAScript writes them.

use crate::value::nearest;

/// Writes the nearest double of a JSON number, as ECMA-262 section 6.1.6.1.20 says; `null` where it is infinite.
pub(super) fn write(digits: &str, out: &mut Vec<u8>) {
    if is_short_integer(digits) {
        out.extend_from_slice(digits.as_bytes());
        return;
    }
    let number = nearest(digits);
    let text = if number.is_finite() { place(ryu::Buffer::new().format_finite(number)) } else { None };
    out.extend_from_slice(text.as_deref().unwrap_or("null").as_bytes());
}

/// Places the point among the shortest digits of a double, which `ryu` finds; among several the nearest, and the even one of
/// two that are as near.
fn place(shortest: &str) -> Option<String> {
    let (is_negative, digits, power) = decimal(shortest)?;
    let sign = if is_negative { "-" } else { "" };
    let count = i64::try_from(digits.len()).ok()?;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    let split = |at: i64| digits.split_at_checked(usize::try_from(at).ok()?);
    // Where the point is, counted from the first digit.
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

/// Whether what [`write`](fn@write) prints is the same number, to the last digit.
pub(super) fn is_exact(digits: &str) -> bool {
    let mut printed = Vec::new();
    write(digits, &mut printed);
    str::from_utf8(&printed).is_ok_and(|printed| decimal(printed) == decimal(digits))
}

/// Returns the sign, the digits without zeros at either end, and the power of ten of the last of them; `None` where
/// the exponent is beyond all reason.
fn decimal(number: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        // Zero has no sign in what is printed, and no power.
        return Some((false, String::new(), 0));
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let power = exponent.parse::<i64>().ok()? + i64::try_from(zeros).ok()? - i64::try_from(fraction.len()).ok()?;
    Some((whole.starts_with('-'), significant.to_owned(), power))
}

/// Whether the number is a whole one of so few digits that a double writes it as it stands.
fn is_short_integer(digits: &str) -> bool {
    digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && digits != "-0"
}
