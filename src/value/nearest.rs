//! Parses a decimal number as the nearest double, without a slow case for hostile digits.
//!
//! The standard library parses a number of up to 19 digits at once. If a longer number is close to the midpoint between
//! two doubles, it shifts all digits repeatedly, which takes a hundred times as long. Here such a number is compared
//! with the midpoint by arbitrary-precision arithmetic.

use std::cmp::Ordering;

/// The number of decimal digits that always fit into 64 bits.
const HEAD: usize = 19;

/// The number of significant digits to compare. A double has at most 767, and the midpoint
/// between two doubles at most 768. For the digits after that, it only matters whether all are zero.
const SIGNIFICANT: usize = 800;

/// Returns the double nearest to a JSON number, rounding ties to even, or infinity if it is out of range.
pub(crate) fn nearest(number: &str) -> f64 {
    if number.len() <= HEAD {
        return number.parse().unwrap_or(f64::NAN);
    }
    match number.strip_prefix('-') {
        Some(rest) => -nearest_positive(rest),
        None => nearest_positive(number),
    }
}

fn nearest_positive(number: &str) -> f64 {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = leading_zeros(whole, fraction);
    let all = || whole.bytes().chain(fraction.bytes()).skip(zeros);
    let head = all().take(HEAD).fold(0, append);
    let count = whole.len() + fraction.len() - zeros;

    // The power of ten of the last digit of `head`. Beyond these bounds, the result is zero or infinity.
    let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let scale = places(whole.len()) - places(zeros) - places(count.min(HEAD));
    let power = exponent.saturating_add(scale).clamp(-9_999, 9_999);
    let low = read(head, power);
    if count <= HEAD || head == 0 {
        return low;
    }
    let high = read(head + 1, power);
    if low.to_bits() == high.to_bits() {
        return low;
    }
    // `low` and `high` are adjacent doubles, because 19 digits are more precise than a double.
    let tail = all().skip(HEAD).take(SIGNIFICANT - HEAD);
    let power = power - places(count.min(SIGNIFICANT) - HEAD);
    let mut digits = Natural::from(head);
    digits.append(tail);
    let power = if all().skip(SIGNIFICANT).any(|digit| digit != b'0') {
        digits.times_plus(10, 1);
        power - 1
    } else {
        power
    };
    let is_even = low.to_bits().is_multiple_of(2);
    match compare_with_middle(digits, power, low) {
        Ordering::Less => low,
        Ordering::Equal if is_even => low,
        Ordering::Equal | Ordering::Greater => high,
    }
}

/// Counts the zeros before the first nonzero digit.
fn leading_zeros(whole: &str, fraction: &str) -> usize {
    let count = |digits: &str| digits.len() - digits.trim_start_matches('0').len();
    let zeros = count(whole);
    if zeros == whole.len() { zeros + count(fraction) } else { zeros }
}

fn append(number: u64, digit: u8) -> u64 {
    number * 10 + u64::from(digit - b'0')
}

/// Parses a number of up to 19 digits, or 10 to the power of 19.
fn read(digits: u64, power: i64) -> f64 {
    const TWENTY: u64 = 10_u64.pow(19);

    let (digits, power) = if digits == TWENTY { (digits / 10, power + 1) } else { (digits, power) };
    format!("{digits}e{power}").parse().unwrap_or(f64::NAN)
}

/// Compares `digits` times a power of ten with the midpoint between a double and the next one.
fn compare_with_middle(mut digits: Natural, power: i64, low: f64) -> Ordering {
    const FRACTION: u32 = f64::MANTISSA_DIGITS - 1;

    // IEEE 754: the mantissa is the fraction with a leading one, which subnormal numbers do not have.
    let (exponent, fraction) = (low.to_bits() >> FRACTION, low.to_bits() % (1 << FRACTION));
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << FRACTION };
    let mut middle = Natural::from(2 * mantissa + 1);
    let middle_twos = i64::try_from(exponent.max(1)).unwrap_or_default() - 1076;
    // Ten is two times five. Negative powers of either multiply the other side, so that both sides are integers.
    let count = |power: i64| usize::try_from(power).unwrap_or_default();
    digits.times_power_of_5(count(power));
    middle.times_power_of_5(count(-power));
    digits.shift(count(power - middle_twos));
    middle.shift(count(middle_twos - power));
    digits.cmp(&middle)
}

/// A positive integer of any size, as 64-bit digits, least significant first.
struct Natural(Vec<u64>);

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        let mut digits = Vec::with_capacity(24);
        digits.push(number);
        Self(digits)
    }
}

impl Natural {
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is carried")]
    fn times_plus(&mut self, factor: u64, summand: u64) {
        let mut carry = summand;
        for digit in &mut self.0 {
            let product = u128::from(*digit) * u128::from(factor) + u128::from(carry);
            *digit = product as u64;
            carry = (product >> 64) as u64;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Appends decimal digits, as many at once as fit into 64 bits.
    fn append(&mut self, mut digits: impl Iterator<Item = u8>) {
        loop {
            let (mut number, mut factor) = (0, 1);
            for digit in digits.by_ref().take(HEAD) {
                number = append(number, digit);
                factor *= 10;
            }
            if factor == 1 {
                return;
            }
            self.times_plus(factor, number);
        }
    }

    fn times_power_of_5(&mut self, power: usize) {
        /// The highest power of five that fits into 64 bits.
        const FIVES: usize = 27;

        for _ in 0..power / FIVES {
            self.times_plus(5_u64.pow(27), 0);
        }
        self.times_plus((0..power % FIVES).fold(1, |product, _| product * 5), 0);
    }

    fn shift(&mut self, bits: usize) {
        self.times_plus(1 << (bits % 64), 0);
        self.0.splice(0..0, std::iter::repeat_n(0, bits / 64));
    }

    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}
