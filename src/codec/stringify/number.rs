//! Numbers as ECMAScript writes them.

use crate::value::nearest;

/// Writes the nearest double of a JSON number, as ECMA-262 section 6.1.6.1.20 says; `null` where it is infinite.
pub(super) fn write(digits: &str, out: &mut Vec<u8>) {
    if is_short_integer(digits) {
        out.extend_from_slice(digits.as_bytes());
        return;
    }
    let number = nearest(digits);
    if !number.is_finite() {
        out.extend_from_slice(b"null");
    } else if number == 0.0 {
        out.push(b'0');
    } else {
        if number.is_sign_negative() {
            out.push(b'-');
        }
        write_positive(number.abs(), out);
    }
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

fn write_positive(number: f64, out: &mut Vec<u8>) {
    let (digits, power) = shortest(number);
    let digits = even_of_two(digits, power, number).to_string();
    let length = i32::try_from(digits.len()).unwrap_or_default();
    // How many of the digits stand before the point, as n in the standard.
    let point = power + length;
    match (point, usize::try_from(point)) {
        (1..=21, Ok(point)) => match digits.split_at_checked(point) {
            Some((whole, fraction)) if !fraction.is_empty() => write_point(whole, fraction, out),
            _ => {
                out.extend_from_slice(digits.as_bytes());
                out.resize(out.len() + point - digits.len(), b'0');
            }
        },
        (-5..=0, _) => {
            out.extend_from_slice(b"0.");
            out.resize(out.len() + point.unsigned_abs() as usize, b'0');
            out.extend_from_slice(digits.as_bytes());
        }
        _ => {
            match digits.split_at_checked(1) {
                Some((first, rest)) if !rest.is_empty() => write_point(first, rest, out),
                _ => out.extend_from_slice(digits.as_bytes()),
            }
            out.extend_from_slice(if point.is_positive() { b"e+" } else { b"e-" });
            out.extend_from_slice((point - 1).unsigned_abs().to_string().as_bytes());
        }
    }
}

fn write_point(whole: &str, fraction: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(whole.as_bytes());
    out.push(b'.');
    out.extend_from_slice(fraction.as_bytes());
}

/// Returns the fewest digits that read back as the same double, the nearest of those, and the power of ten of the last
/// one: the digits that ECMAScript asks for, but for a tie.
fn shortest(number: f64) -> (u64, i32) {
    // serde_json prints them too, in a time that depends little on the number. The standard library does not.
    let mut text = [0; 32];
    let mut rest = text.as_mut_slice();
    let _ = serde_json::to_writer(&mut rest, &number);
    let length = 32 - rest.len();
    let text = text.get(..length).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = whole.bytes().chain(fraction.bytes());
    let mut digits = all.fold(0, |digits, digit| digits * 10 + u64::from(digit - b'0'));
    let mut power = exponent.parse::<i32>().unwrap_or_default() - i32::try_from(fraction.len()).unwrap_or_default();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        power += 1;
    }
    (digits, power)
}

/// Returns the even one of two, where the double is in the middle between `digits` and other ones as few: note 2 of the
/// section asks for it, and engines print it.
fn even_of_two(digits: u64, power: i32, number: f64) -> u64 {
    // A tie takes 16 digits, for any two numbers of 15 are two doubles; and it takes a double that has itself no more
    // than 18 digits, which none has outside of these bounds.
    if digits.is_multiple_of(2) || digits < 1_000_000_000_000_000 || !(1e-9..1e40).contains(&number) {
        return digits;
    }
    let even = if is_exactly(number, digits * 10 + 5, power - 1) {
        digits + 1
    } else if is_exactly(number, digits * 10 - 5, power - 1) {
        digits - 1
    } else {
        return digits;
    };
    // Below a power of two the doubles are denser, and the even text may be the next one's.
    if format!("{even}e{power}").parse() == Ok(number) { even } else { digits }
}

/// Whether a positive double is `digits` times a power of ten, where that fits 128 bits.
fn is_exactly(number: f64, digits: u64, power: i32) -> bool {
    let bits = number.to_bits();
    let mantissa = (bits % (1 << 52)) | (1 << 52);
    let twos = i32::try_from(bits >> 52).unwrap_or_default() - 1075;
    let fives = 5_u128.checked_pow(power.unsigned_abs()).unwrap_or_default();
    let (left, right) = if power < 0 { (fives, 1) } else { (1, fives) };
    match (u128::from(mantissa).checked_mul(left), u128::from(digits).checked_mul(right)) {
        (Some(left @ 1..), Some(right @ 1..)) => {
            // What is left of two equal numbers without their twos is the same, and so is the number of twos.
            let (left_twos, right_twos) = (left.trailing_zeros(), right.trailing_zeros());
            left >> left_twos == right >> right_twos
                && twos + left_twos.cast_signed() == power + right_twos.cast_signed()
        }
        _ => false,
    }
}
