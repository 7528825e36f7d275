//! Whitespace and quotes around a secret.

use super::{Finding, Reading};
use crate::auth::trim;

/// Returns the secret verbatim, without whitespace at the ends, without quotes, and without whitespace inside of them.
pub(super) fn stripped(secret: &[u8], whitespace: Finding, quotes: Finding) -> Vec<Reading<&[u8]>> {
    let mut readings = vec![(vec![], secret)];
    let mut findings = Vec::new();
    let trimmed = trim(secret);
    if trimmed.len() < secret.len() {
        findings.push(whitespace);
        readings.push((findings.clone(), trimmed));
    }
    if let Some(inner) = unquoted(trimmed) {
        findings.push(quotes);
        readings.push((findings.clone(), inner));
        if trim(inner).len() < inner.len() {
            if !findings.contains(&whitespace) {
                findings.insert(0, whitespace);
            }
            readings.push((findings, trim(inner)));
        }
    }
    readings
}

/// Returns a secret without whitespace and quotes around it.
pub(super) fn bare(secret: &[u8]) -> &[u8] {
    let trimmed = trim(secret);
    unquoted(trimmed).map_or(trimmed, trim)
}

fn unquoted(text: &[u8]) -> Option<&[u8]> {
    [b"\"", b"'"].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}
