//! The XML declaration, and the targets of processing instructions.

use super::name;

const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Parses the content between `<?xml` and `?>`, and returns the declared encoding, if any: XML 1.0, section 2.8.
///
/// Any version 1.x is accepted, as that section requires.
pub(super) fn encoding(content: &str) -> Result<Option<&str>, Invalid> {
    let (version, rest) = attribute(content, "version").ok_or(Invalid)?;
    let minor = version.strip_prefix("1.").unwrap_or_default();
    if minor.is_empty() || minor.bytes().any(|byte| !byte.is_ascii_digit()) {
        return Err(Invalid);
    }
    let (encoding, rest) = attribute(rest, "encoding").map_or((None, rest), |(name, rest)| (Some(name), rest));
    let rest = match attribute(rest, "standalone") {
        Some(("yes" | "no", rest)) => rest,
        Some(_) => return Err(Invalid),
        None => rest,
    };
    if rest.trim_start_matches(SPACE).is_empty() { Ok(encoding) } else { Err(Invalid) }
}

/// The declaration is not well formed.
pub(super) struct Invalid;

/// Parses whitespace and an attribute with this name, and returns its value and the rest of the text.
fn attribute<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let rest = text.strip_prefix(SPACE)?.trim_start_matches(SPACE).strip_prefix(name)?;
    let rest = rest.trim_start_matches(SPACE).strip_prefix('=')?.trim_start_matches(SPACE);
    let quote = if rest.starts_with('"') { '"' } else { '\'' };
    rest.strip_prefix(quote)?.split_once(quote)
}

/// Whether `target` is a valid target of a processing instruction: XML 1.0, section 2.6.
pub(super) fn is_target(target: &str) -> bool {
    name::is_name(target) && !target.eq_ignore_ascii_case("xml")
}
