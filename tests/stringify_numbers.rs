//! Numbers that are hard to parse or to print: `stringify` compared with the standard library.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::float_cmp, clippy::cast_precision_loss, reason = "one double is right, and any number will do")]

#[path = "util/random.rs"]
mod random;

use std::collections::HashMap;

use chathooks::{Limits, Verified, acquire::Acquire, codec::stringify, value::Number};
use random::Random;

fn printed(json: &str) -> String {
    String::from_utf8(stringify(json.as_bytes(), Limits::default()).unwrap()).unwrap()
}

/// What is read is the nearest double, wherever a number is read.
fn check(number: &str) {
    let wanted: f64 = number.parse().unwrap();
    let text = printed(number);
    if wanted.is_finite() {
        assert_eq!(text.parse::<f64>().unwrap(), wanted, "{number}");
        let map = Verified::<Acquire, _>::assume_authentic(format!("{{\"a\":{number}}}"));
        assert_eq!(map.decode::<HashMap<String, f64>>().unwrap()["a"], wanted, "{number}");
    } else {
        assert_eq!(text, "null", "{number}");
    }
    let digits: Number<'_> = number.parse().unwrap();
    assert_eq!(digits.to_f64(), wanted, "{number}");
}

/// Checks a whole number, midway between two doubles, times a power of ten, and those beside it, with few digits and
/// with many.
fn check_around(middle: &str, exponent: i32) {
    let (head, last) = middle.split_at(middle.len() - 1);
    let (first, rest) = middle.split_at(1);
    let (below, above) = (last.parse::<u8>().unwrap().saturating_sub(1), last.parse::<u8>().unwrap() + 1);
    let places = exponent + i32::try_from(rest.len()).unwrap();
    for zeros in ["", "0", "00000000000000000000", &"0".repeat(900)] {
        let longer = exponent - i32::try_from(zeros.len()).unwrap();
        for number in [
            format!("{middle}{zeros}e{longer}"),
            format!("{middle}{zeros}1e{}", longer - 1),
            format!("{head}{below}{}e{longer}", zeros.replace('0', "9")),
            format!("{head}{above}{zeros}E{longer}"),
            format!("-{first}.{rest}{zeros}e{places}"),
            format!("-0.{zeros}{middle}e{}", places + 1 + i32::try_from(zeros.len()).unwrap()),
        ] {
            check(&number);
        }
    }
}

#[test]
fn numbers_midway_between_two_doubles() {
    let mut random = Random::new(7);
    for _ in 0..100 {
        // A double has 53 bits, and the middle between two of them one more, which is odd.
        let middle = u128::from((random.next() >> 11) | (1 << 53) | 1);
        let twos = random.index(70);
        check_around(&(middle << twos).to_string(), 0);
        // 2^-n is 5^n times 10^-n.
        let fives = u32::try_from(random.index(31)).unwrap();
        check_around(&(middle * 5_u128.pow(fives)).to_string(), -i32::try_from(fives).unwrap());
    }
    check("27148193231984851955e288");
    check("27148193231984851955e-288");
    // 10^23 is nearly midway.
    for exponent in -340..=290 {
        check(&format!("99999999999999999999e{exponent}"));
        check(&format!("99999999999999999990e{exponent}"));
    }
}

/// Powers of two far beyond what 128 bits hold: each double there, and the middle of each two, has hundreds of digits.
#[test]
fn numbers_of_all_digits() {
    // 5^1075 times 10^-1075 is half of the smallest double.
    let mut digits = vec![1_u8];
    for power in 1..=1075 {
        let mut carry = 0;
        for digit in &mut digits {
            let product = *digit * 5 + carry;
            (*digit, carry) = (product % 10, product / 10);
        }
        digits.extend((carry > 0).then_some(carry));
        let text: String = digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect();
        for (length, more) in [(20, "0"), (20, "1"), (21, ""), (770, ""), (770, "1"), (770, "00000001")] {
            let (kept, cut) = text.split_at(length.min(text.len()));
            let exponent = i32::try_from(cut.len()).unwrap() - i32::try_from(more.len()).unwrap() - power;
            check(&format!("{kept}{more}e{exponent}"));
        }
    }
    assert_eq!(digits.len(), 752);
    // The greatest double, and from where on there is none.
    let middle = "17976931348623158079372897140530341507993413271003782693617377898044";
    for end in ["4", "4968", "496829276475094664901797758720709633028641", "5"] {
        check(&format!("{middle}{end}e{}", 309 - middle.len() - end.len()));
    }
}

#[test]
fn numbers_of_a_head_and_a_tail() {
    let mut random = Random::new(11);
    for _ in 0..20_000 {
        let head = random.next().max(1);
        let exponent = i32::try_from(random.index(680)).unwrap() - 360;
        let tail = &random.next().to_string()[..random.index(3)];
        check(&format!("{head}{tail}e{exponent}"));
        // What a double prints with a digit more than it takes.
        let double = f64::from_bits(random.next() >> 1);
        if double.is_finite() {
            check(&format!("{double:.19e}"));
            check(&format!("{double:.25e}"));
        }
    }
}

/// As ECMA-262 section 6.1.6.1.20 places the digits.
fn placed(digits: &str, exponent: i32) -> String {
    let point = exponent + 1;
    let length = i32::try_from(digits.len()).unwrap();
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap());
    let split = |at: i32| {
        let (whole, fraction) = digits.split_at(usize::try_from(at).unwrap());
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    };
    match point {
        1..=21 if length <= point => format!("{digits}{}", zeros(point - length)),
        1..=21 => split(point),
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        _ => format!("{}e{exponent:+}", split(1)),
    }
}

/// The fewest digits, and the nearest of those; the even ones where there are two, which the standard library does not
/// look at.
#[test]
fn every_double_prints_its_fewest_digits() {
    let mut random = Random::new(13);
    let mut ties = 0;
    for index in 0..60_000 {
        let bits = random.next() >> 1;
        let double = match index % 4 {
            0 => f64::from_bits(bits),
            1 => f64::from_bits(bits >> random.index(52)),
            // Few binary digits behind the point, where the ties are.
            2 => {
                f64::from(u32::try_from(bits >> 31).unwrap())
                    * 2_f64.powi(-1 - i32::try_from(random.index(60)).unwrap())
            }
            _ => (bits >> 10) as f64 / f64::from(1_u32 << random.index(8)),
        };
        if !double.is_finite() || double == 0.0 {
            continue;
        }
        let text = format!("{double:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap();
        let digits = mantissa.replace('.', "");
        let exponent = exponent.parse().unwrap();
        let ours = printed(&text);
        if ours == placed(&digits, exponent) {
            continue;
        }
        // In the middle between two: the double has one digit more, a five.
        let exact = format!("{double:.60e}").replace('.', "");
        let (lower, rest) = exact.split_at(digits.len());
        assert!(rest.split_once('e').unwrap().0.trim_end_matches('0') == "5", "{text}: {ours}");
        let lower: u64 = lower.parse().unwrap();
        assert_eq!(ours, placed(&(lower + lower % 2).to_string(), exponent), "{text}");
        assert_eq!(ours.parse::<f64>().unwrap(), double);
        ties += 1;
    }
    assert!(ties > 100, "{ties} ties");
}
