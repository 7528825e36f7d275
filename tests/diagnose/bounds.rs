//! What a diagnosis costs at most.

use allocation_counter::measure;
use chathooks::diagnose::Finding;
use chathooks::dixa::ReplayWindow;
use chathooks::{acquire, comm100, dixa};

use crate::situation::{NOW, now};

/// The bound that the docs state. The bodies are small, because they are hashed a thousand times.
/// 128 KiB, 16 times the size of the body, and 256 bytes for each of its values.
fn bound(body: &[u8], values: usize) -> u64 {
    u64::try_from(128 * 1024 + 16 * body.len() + 256 * values).unwrap()
}

#[test]
fn memory_is_bounded() {
    let bodies = [
        // The most indentation for a body of its size, and the most values.
        (format!("{}{}{}", "[".repeat(63), vec!["1"; 2_900].join(","), "]".repeat(63)), 2_963),
        (format!("{}{}{}", "[".repeat(62), vec!["[]"; 2_900].join(","), "]".repeat(62)), 2_962),
        (format!("[{}]", vec![r#"{"":0}"#; 1_499].join(",")), 2_999),
        // The most escapes, in one string and in many.
        (format!("[\"{}\"]", "é".repeat(11_500)), 2),
        (format!("[\"{}\"]", "\u{7f}".repeat(11_500)), 2),
        (format!("{{{}}}", (0..1_500).map(|name| format!("\"é{name}\":\"é\"")).collect::<Vec<_>>().join(",")), 1_501),
        ("\n".repeat(11_500), 0),
        ("\r\n".repeat(11_500), 0),
        (format!("a={}", "%01".repeat(6_000)), 2),
        (format!("<a>{}</a>", "<b/>".repeat(1_500)), 1_501),
    ];
    for (body, values) in bodies {
        let body = body.as_bytes();
        let acquire = [("x-acquire-signature", "0".repeat(64))];
        let used = measure(|| assert!(acquire::diagnose("0a", &acquire, body)[0].is_mismatch())).bytes_max;
        assert!(used <= bound(body, values), "{used} of {}: {:?}", bound(body, values), body.get(..70));
        let list = [("x-dixa-signature", format!("t={NOW},v1={}", "0".repeat(64)))];
        let unchecked = ReplayWindow::Unchecked;
        let used = measure(|| assert!(dixa::diagnose("0a", &list, body, now(), unchecked)[0].is_mismatch())).bytes_max;
        assert!(used <= bound(body, values), "{used} of {}: {:?}", bound(body, values), body.get(..70));
    }
}

/// A URL has no bound of its own: its size is bounded by the server.
#[test]
fn a_long_url_is_bounded() {
    for piece in ["a=b&", "%", "+", "%2525", "token=+&", "&", "=", "'"] {
        let target = format!("/?token={}", piece.repeat(100_000));
        let findings = comm100::diagnose("a b+'%", &[("a", "b")], &target);
        assert!(findings.iter().any(Finding::is_mismatch), "{piece}: {findings:?}");
    }
}
