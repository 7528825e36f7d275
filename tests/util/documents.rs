//! Random JSON documents: what JavaScript accepts, in every way of writing it.
#![allow(
    clippy::format_push_string,
    clippy::indexing_slicing,
    reason = "plain words before speed, and a test fails by panicking"
)]

use crate::random::Random;

/// A document of at most `depth` levels.
pub(crate) fn document(random: &mut Random, depth: u64) -> String {
    let mut json = String::new();
    value(random, depth, &mut json);
    json
}

fn value(random: &mut Random, depth: u64, json: &mut String) {
    space(random, json);
    match random.below(if depth == 0 { 5 } else { 9 }) {
        0 => json.push_str(random.pick(&["true", "false", "null"])),
        1 | 2 => number(random, json),
        3 | 4 => text(random, json),
        5 | 6 => {
            json.push('[');
            for index in 0..random.below(5) {
                json.push_str(if index > 0 { "," } else { "" });
                value(random, depth - 1, json);
            }
            space(random, json);
            json.push(']');
        }
        _ => map(random, depth - 1, json),
    }
    space(random, json);
}

fn map(random: &mut Random, depth: u64, json: &mut String) {
    // Some maps hold more members than are compared one by one.
    let members = if random.below(8) == 0 { random.below(60) } else { random.below(7) };
    // Where indices are rare, duplicates and the order of creation are not drowned by them.
    let indices = random.below(5) > 2;
    json.push('{');
    for index in 0..members {
        json.push_str(if index > 0 { "," } else { "" });
        space(random, json);
        name(random, indices, json);
        space(random, json);
        json.push(':');
        value(random, if members > 7 { 0 } else { depth }, json);
    }
    space(random, json);
    json.push('}');
}

fn name(random: &mut Random, indices: bool, json: &mut String) {
    const PLAIN: &[&str] = &[
        r#""a""#,
        r#""\u0061""#,
        r#""b""#,
        r#""id""#,
        r#""event""#,
        r#""data""#,
        r#""__proto__""#,
        r#""constructor""#,
        r#""toString""#,
        r#""length""#,
        r#""""#,
        r#""\ud83d""#,
        r#""\uD83D""#,
        r#""\ude00""#,
        r#""\ud83d\ude00""#,
        r#""😀""#,
        r#""\ud83d😀""#,
        r#""/""#,
        r#""\/""#,
        r#""1a""#,
        r#""-1""#,
        r#""01""#,
        r#""1.0""#,
        r#""1e3""#,
        r#""+1""#,
        r#"" 1""#,
        r#""４""#,
        r#""é""#,
        r#""\u00e9""#,
    ];
    const INDICES: &[&str] = &[
        r#""0""#,
        r#""\u0030""#,
        r#""1""#,
        r#""2""#,
        r#""10""#,
        r#""1\u0030""#,
        r#""00""#,
        r#""-0""#,
        r#""2147483647""#,
        r#""2147483648""#,
        r#""4294967293""#,
        r#""4294967294""#,
        r#""4294967295""#,
        r#""4294967296""#,
        r#""9007199254740991""#,
        r#""18446744073709551615""#,
        r#""99999999999999999999999""#,
    ];
    match random.below(10) {
        0 => text(random, json),
        1..=4 if indices => json.push_str(random.pick(INDICES)),
        5 if indices => {
            let bound = [3, 100, 1 << 20, 1 << 33][random.index(4)];
            json.push_str(&format!("\"{}\"", random.below(bound)));
        }
        6 => json.push_str(&format!("\"name{}\"", random.below(100))),
        _ => json.push_str(random.pick(PLAIN)),
    }
}

fn text(random: &mut Random, json: &mut String) {
    json.push('"');
    for _ in 0..random.below(12) {
        match random.below(12) {
            0 => json.push_str(random.pick(&[r"\b", r"\f", r"\n", r"\r", r"\t", r#"\""#, r"\\", r"\/"])),
            1 => json.push_str(&format!("\\u{:04x}", random.below(0x100))),
            2 => json.push_str(&format!("\\u{:04X}", random.below(0x1_0000))),
            3 => json.push_str(&format!("\\u{:04x}", 0xD800 + random.below(0x800))),
            4 => json.push_str(&format!(
                "\\u{:04x}\\u{:04X}",
                0xD800 + random.below(0x400),
                0xDC00 + random.below(0x400)
            )),
            5 => json.push_str(random.pick(&["é", "漢", "😀", "\u{2028}", "\u{2029}", "\u{7f}", "\u{feff}", "\u{a0}"])),
            6 => json.push_str(random.pick(&[
                "/",
                "</script>",
                "u0041",
                "'",
                "a long run of plain text, longer than a word",
            ])),
            _ => json.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[random.index(26)])),
        }
    }
    json.push('"');
}

fn number(random: &mut Random, json: &mut String) {
    match random.below(10) {
        // Any double at all, with the digits of its shortest form or far more of them.
        0 => match f64::from_bits(random.next()) {
            number if number.is_finite() && random.below(2) == 0 => json.push_str(&format!("{number:e}")),
            number if number.is_finite() => json.push_str(&format!("{number:.30e}")),
            _ => json.push_str("1e400"),
        },
        1 => json.push_str(&random.next().cast_signed().to_string()),
        // Midway between two doubles.
        9 => {
            let twos = random.index(70);
            json.push_str(&(u128::from((random.next() >> 11) | (1 << 53) | 1) << twos).to_string());
        }
        2 => json.push_str(random.pick(&[
            "0",
            "-0",
            "0.0",
            "-0.0",
            "0e9",
            "-0E-400",
            "1.0",
            "1e21",
            "1E+20",
            "999999999999999999999",
            "1e-6",
            "1e-7",
            "0.00000123",
            "9007199254740993",
            "-9007199254740993",
            "1e308",
            "1e309",
            "-1e400",
            "5e-324",
            "2e-324",
            "1.7976931348623157e308",
            "2.2250738585072011e-308",
            "123456789012345678901234567890",
        ])),
        // Between 2^30 and 2^90, where a double can be in the middle between two texts of the fewest digits.
        7 => {
            let exponent = (1023 + 30 + random.below(60)) << 52;
            json.push_str(&format!("{:e}", f64::from_bits(exponent | random.next() >> 12)));
        }
        // Every place of the point around the limits of ECMAScript's notation.
        3 => json.push_str(&format!("{}e{}", random.below(1_000_000), random.below(60).cast_signed() - 30)),
        4 => json.push_str(&format!("-{}.{:03}", random.below(1_000), random.below(1_000))),
        5 => json.push_str(&format!("0.{}{}", "0".repeat(random.index(12)), random.below(10_000))),
        // More digits than a double tells apart: halfway between two doubles, and a little beside it.
        6 => json.push_str(&format!(
            "{}.{}{}",
            (1_u64 << 53) + random.below(1 << 53),
            random.pick(&["5", "0", "49999999999999999999", "50000000000000000000"]),
            random.below(2)
        )),
        _ => json.push_str(&random.below(100_000).to_string()),
    }
}

fn space(random: &mut Random, json: &mut String) {
    if random.below(4) == 0 {
        json.push_str(random.pick(&[" ", "\t", "\n", "\r", "\r\n", "  "]));
    }
}
