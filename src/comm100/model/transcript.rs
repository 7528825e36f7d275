//! The lines of a chat's transcript, which is a single string.

/// A line of a chat's transcript: a message, or a notice of the system.
///
/// Only the name tells whether the visitor or an agent wrote a message.
///
/// # Examples
///
/// ```
/// use chathooks::comm100::Chat;
///
/// let mut chat = Chat::new();
/// chat.chat_transcript = Some("[10:01:12] Noor: Good morning⊙".into());
/// let line = chat.lines().next().ok_or("no line")?;
/// assert_eq!((line.time, line.name, line.text), (Some("10:01:12"), Some("Noor"), "Good morning"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TranscriptLine<'t> {
    /// The time of day, `HH:MM:SS`. The vendor gives neither the date nor the time zone.
    pub time: Option<&'t str>,
    /// The author, or `None` for a notice, such as that an agent joined or left. A name that contains a colon and a
    /// space is cut off there.
    pub name: Option<&'t str>,
    /// The text, without the time and the name.
    pub text: &'t str,
}

/// Splits a transcript into its lines.
pub(super) fn lines(transcript: &str) -> impl Iterator<Item = TranscriptLine<'_>> {
    let end = if transcript.contains('⊙') { '⊙' } else { '\n' };
    transcript.split(end).map(str::trim).filter(|line| !line.is_empty()).map(line)
}

/// Parses `[10:01:12] Noor: Good morning` or a notice. The last notice is `The chat is ended.(10:09:03)`.
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

/// Returns whether the text is a time of day: two or three numbers of one or two digits, separated by
/// colons.
fn is_time(text: &str) -> bool {
    let is_pair = |pair: &str| (1..=2).contains(&pair.len()) && pair.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&text.split(':').count()) && text.split(':').all(is_pair)
}
