//! Numbers as ECMAScript writes them.

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

/// Whether what [`write`] prints is the same number, to the last digit.
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
    // Rust prints the fewest digits that read back as the same double, and the nearest of those: the digits that
    // ECMAScript asks for, but for a tie. Where the point goes differs.
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let even = even_of_two(mantissa, exponent, number);
    let mantissa = even.as_deref().unwrap_or(mantissa);
    let digits = mantissa.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or_default() + 1;
    match (point, usize::try_from(point)) {
        (1..=21, Ok(point)) if point < digits.len() => {
            let (whole, fraction) = digits.split_at(point);
            out.extend_from_slice(whole.as_bytes());
            out.push(b'.');
            out.extend_from_slice(fraction.as_bytes());
        }
        (1..=21, Ok(point)) => {
            out.extend_from_slice(digits.as_bytes());
            out.resize(out.len() + point - digits.len(), b'0');
        }
        (-5..=0, _) => {
            out.extend_from_slice(b"0.");
            out.resize(out.len() + point.unsigned_abs() as usize, b'0');
            out.extend_from_slice(digits.as_bytes());
        }
        _ => {
            out.extend_from_slice(mantissa.as_bytes());
            out.extend_from_slice(if point.is_positive() { b"e+" } else { b"e-" });
            out.extend_from_slice(exponent.trim_start_matches('-').as_bytes());
        }
    }
}

/// Returns the other mantissa, where the double is in the middle between two of the fewest digits and `mantissa` is odd:
/// note 2 of the section asks for the even one, which engines print, and Rust prints the upper one.
fn even_of_two(mantissa: &str, exponent: &str, number: f64) -> Option<String> {
    // A tie takes 16 digits and the point, for any two numbers of 15 are two doubles; and it takes a double that has
    // itself no more than 18 digits, which none has outside of these bounds.
    let odd = matches!(mantissa.as_bytes(), [.., b'1' | b'3' | b'5' | b'7' | b'9']);
    if mantissa.len() < 17 || !odd || !(1e-9..1e40).contains(&number) {
        return None;
    }
    // A double that is not in the middle is farther from it than 60 digits can hide.
    let exact = format!("{number:.60e}");
    let (even, rest) = exact.split_at_checked(mantissa.len())?;
    let (rest, _) = rest.strip_prefix('5')?.split_once('e')?;
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    // Below a power of two the doubles are denser, and the even text may be the next one's.
    (format!("{even}e{exponent}").parse() == Ok(number)).then(|| even.to_owned())
}

/// Returns the nearest double, infinity beyond all of them.
fn nearest(digits: &str) -> f64 {
    /// Far from where the standard library loses count of the exponent of a number with very many zeros.
    const LONG: usize = 1_000;

    if digits.len() <= LONG { digits.parse() } else { shortened(digits).parse() }.unwrap_or(f64::NAN)
}

/// Returns a number with the same nearest double, of fewer than 900 digits and a point behind the first one.
fn shortened(digits: &str) -> String {
    /// A double, and the middle between two of them, has at most 767 digits; of what follows it matters only whether
    /// it is zero.
    const SIGNIFICANT: usize = 800;

    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = || whole.bytes().chain(fraction.bytes());
    let zeros = all().take_while(|digit| *digit == b'0').count();
    let mut kept: String = all().skip(zeros).take(SIGNIFICANT).map(char::from).collect();
    if all().skip(zeros + SIGNIFICANT).any(|digit| digit != b'0') {
        kept.push('1');
    }
    // The first digit kept stands `scale` places before the point.
    let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let scale = places(whole.len()) - places(zeros) - 1;
    let exponent = exponent.saturating_add(scale).clamp(-9_999, 9_999);
    match kept.split_at_checked(1) {
        Some((first, rest)) => format!("{sign}{first}.{rest}e{exponent}"),
        None => "0".to_owned(),
    }
}
