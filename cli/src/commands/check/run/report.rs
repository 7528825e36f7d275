//! The summary.

use super::Runner;
use crate::commands::check::row::Level;
use crate::failure::Failure;
use crate::output::table;
use crate::vendor::{VendorName, clock};

impl Runner<'_> {
    /// Returns what was not checked, and why.
    fn skipped(&self) -> Vec<&'static str> {
        let check = self.check;
        let is_signed = check.vendor.signs();
        let skipped = [
            (self.probe.is_none(), "whether an event is handled once: give --probe URL"),
            (is_signed && self.fresh.keys() < 2, "a key rotation: give --key-file twice, the new key and the old one"),
            (check.slow == 0, "bodies that are sent slowly: --slow is 0"),
            (
                check.vendor == VendorName::Dixa && u128::from(check.window) * 1000 > now(),
                "old deliveries: --window is too long",
            ),
        ];
        skipped.into_iter().filter(|(is_skipped, _)| *is_skipped).map(|(_, what)| what).collect()
    }

    /// Prints the summary for people, and returns the failure of the command, if any.
    pub(super) fn conclude(self, result: Result<(), Failure>) -> Result<(), Failure> {
        let failed = |level| self.rows.iter().filter(move |row| !row.is_ok && row.level == level);
        let (must, should) = (failed(Level::Must).count(), failed(Level::Should).count());
        self.output.text(|| {
            let mut lines = vec![String::new()];
            let mut rows: Vec<(String, String, usize, String)> = Vec::new();
            for row in failed(Level::Must).chain(failed(Level::Should)) {
                // The rows of a fault in several events are one line.
                let mut names = row.name.split('/');
                let kind: Vec<_> = names.by_ref().take(2).collect();
                let (kind, level) = (kind.join("/"), row.level.as_str().to_owned());
                match rows.iter_mut().find(|(own, of, ..)| *own == level && *of == kind) {
                    Some((_, _, count, _)) => *count += 1,
                    None => rows.push((level, kind, 1, row.why.clone())),
                }
            }
            if !rows.is_empty() {
                let rows = rows.into_iter().map(|(level, kind, count, why)| vec![level, kind, count.to_string(), why]);
                lines.push(table(&["FAILED", "ROWS", "COUNT", "WHY"], rows));
                lines.push(String::new());
            }
            lines.extend(self.skipped().into_iter().map(|what| format!("not checked: {what}")));
            let good = self.rows.len() - must - should;
            lines.push(format!("{} rows: {good} ok, {must} must and {should} should failed", self.rows.len()));
            lines.join("\n")
        })?;
        match result {
            Err(failure) => Err(failure),
            Ok(()) if must > 0 => Err(Failure::failed("check", format!("{must} of {} rows failed", self.rows.len()))),
            Ok(()) => Ok(()),
        }
    }
}

/// Returns the time of the system clock in milliseconds since 1970 UTC.
fn now() -> u128 {
    u128::try_from(clock().timestamp_millis()).unwrap_or(0)
}
