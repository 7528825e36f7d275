//! The numbers that RFC 8785's authors test serializers with: `stringify` prints each as JavaScript does.

use chathooks::{Limits, codec::stringify};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The doubles of the published generator, in its order.
struct Doubles {
    listed: std::vec::IntoIter<u64>,
    serial: std::ops::Range<u64>,
    block: [u8; 32],
    at: usize,
}

impl Doubles {
    fn new(suite: &Value) -> Self {
        let hexadecimal = |value: &Value| u64::from_str_radix(value.as_str().unwrap(), 16).unwrap();
        let listed: Vec<_> = suite["static_u64"].as_array().unwrap().iter().map(hexadecimal).collect();
        let start = hexadecimal(&suite["serial_u64"]["start"]);
        let serial = start..start + suite["serial_u64"]["count"].as_u64().unwrap();
        Self { listed: listed.into_iter(), serial, block: [0; 32], at: 0 }
    }
}

impl Iterator for Doubles {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if let Some(bits) = self.listed.next().or_else(|| self.serial.next()) {
            return Some(bits);
        }
        loop {
            if self.at == 4 {
                self.block = Sha256::digest(self.block).into();
                self.at = 0;
            }
            let bits = u64::from_le_bytes(self.block.as_chunks().0[self.at]);
            self.at += 1;
            let number = f64::from_bits(bits);
            if number.is_finite() && number != 0.0 {
                return Some(bits);
            }
        }
    }
}

/// Ten thousand, or where the environment has `CHATHOOKS_MILLION` a million.
#[test]
fn doubles_are_printed_as_javascript_prints_them() {
    const STEP: usize = 1_000;
    let suite: Value = serde_json::from_slice(&std::fs::read(crate::data("rfc8785_numbers.json")).unwrap()).unwrap();
    let wanted = if std::env::var_os("CHATHOOKS_MILLION").is_some() { 1_000_000 } else { 10_000 };
    let sums: Vec<_> = suite["sha256"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sum| (sum["lines"].as_u64().unwrap(), sum["sha256"].as_str().unwrap()))
        .filter(|(lines, _)| *lines <= wanted)
        .collect();
    assert_eq!(sums.last().unwrap().0, wanted);

    let mut doubles = Doubles::new(&suite);
    let mut hash = Sha256::new();
    let mut lines = 0;
    for (count, sum) in sums {
        while lines < count {
            let bits: Vec<_> = doubles.by_ref().take(STEP).collect();
            // Eighteen digits are one double each, and seldom those to print.
            let digits: Vec<_> = bits.iter().map(|bits| format!("{:.17e}", f64::from_bits(*bits))).collect();
            let printed = stringify(format!("[{}]", digits.join(",")).as_bytes(), Limits::default()).unwrap();
            let printed = str::from_utf8(&printed).unwrap().trim_matches(['[', ']']);
            for (bits, number) in bits.iter().zip(printed.split(',')) {
                hash.update(format!("{bits:x},{number}\n"));
                lines += 1;
            }
        }
        assert_eq!(lines, count);
        assert_eq!(hex(&hash.clone().finalize()), sum, "{count} lines");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
