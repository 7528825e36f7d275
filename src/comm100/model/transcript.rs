//! The transcript of a chat, which the vendor writes in one text.

/// A line of a chat's transcript: what somebody wrote, or what the system noted.
///
/// The text does not say whether the visitor or an agent wrote a line: only the name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TranscriptLine<'t> {
    /// The time of day, `HH:MM:SS`. The vendor gives neither the date nor the zone.
    pub time: Option<&'t str>,
    /// Who wrote it; `None` where the system did, such as when somebody joins or leaves. A name with a colon and a space
    /// in it is cut there.
    pub name: Option<&'t str>,
    /// What was written, without the time and the name.
    pub text: &'t str,
}

/// Splits a transcript into its lines.
pub(super) fn lines(transcript: &str) -> impl Iterator<Item = TranscriptLine<'_>> {
    let end = if transcript.contains('⊙') { '⊙' } else { '\n' };
    transcript.split(end).map(str::trim).filter(|line| !line.is_empty()).map(line)
}

/// Reads `[10:01:12] Noor: Good morning`, or a line of the system, of which the last is `The chat is ended.(10:09:03)`.
fn line(line: &str) -> TranscriptLine<'_> {
    let stamped = line.strip_prefix('[').and_then(|line| line.split_once(']')).filter(|(time, _)| is_time(time));
    if let Some((time, line)) = stamped {
        let line = line.trim_start();
        let (name, text) = match line.split_once(": ") {
            Some((name, text)) => (Some(name), text.trim_start()),
            None => match line.strip_suffix(':') {
                Some(name) => (Some(name), ""),
                None => (None, line),
            },
        };
        return TranscriptLine { time: Some(time), name, text };
    }
    let closed = line.strip_suffix(')').and_then(|line| line.rsplit_once('(')).filter(|(_, time)| is_time(time));
    match closed {
        Some((text, time)) => TranscriptLine { time: Some(time), name: None, text: text.trim_end() },
        None => TranscriptLine { time: None, name: None, text: line },
    }
}

/// Whether the text is a time of day: two or three pairs of digits with colons between them.
fn is_time(text: &str) -> bool {
    let is_pair = |pair: &str| (1..=2).contains(&pair.len()) && pair.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&text.split(':').count()) && text.split(':').all(is_pair)
}
