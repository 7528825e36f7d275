//! Diagnosis for vendors that sign nothing: the token in the URL.

use zeroize::Zeroizing;

use super::header::is_of_another_scheme;
use super::strip::{bare, stripped};
use super::{Finding, Reading, TokenOf};
use crate::VerifyError;
use crate::auth::headers::{Header, Headers};
use crate::auth::token::{decode, find, pairs};
use crate::auth::trim;

/// A token as it was entered, and the name of its query parameter.
///
/// A string or a slice of bytes converts into one whose parameter has the name `token`, as in
/// [`UrlToken::new`](crate::UrlToken::new). `Debug` does not show the token.
///
/// # Examples
///
/// ```
/// use chathooks::diagnose::EnteredToken;
///
/// let token = EnteredToken::from("9f86d081884c7d65").with_parameter("key");
/// assert_eq!(format!("{token:?}"), "EnteredToken(..)");
/// ```
#[derive(Clone, Copy)]
pub struct EnteredToken<'t> {
    text: &'t [u8],
    parameter: &'t str,
}

impl<'t> EnteredToken<'t> {
    /// Sets the name of the query parameter; defaults to `token`. See
    /// [`UrlToken::with_parameter`](crate::UrlToken::with_parameter).
    #[must_use]
    pub fn with_parameter(self, name: &'t str) -> Self {
        Self { parameter: name, ..self }
    }
}

impl<'t, T: AsRef<[u8]> + ?Sized> From<&'t T> for EnteredToken<'t> {
    fn from(text: &'t T) -> Self {
        Self { text: text.as_ref(), parameter: "token" }
    }
}

impl std::fmt::Debug for EnteredToken<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnteredToken(..)")
    }
}

/// Returns the findings for a vendor that signs nothing, and none if the request is accepted.
pub(crate) fn unsigned<H: Headers + ?Sized>(
    entered: EnteredToken<'_>,
    headers: &H,
    target: &str,
    others: &[Header],
) -> Vec<Finding> {
    let findings = in_the_url(entered, target);
    if !findings.is_empty() && is_of_another_scheme(headers, others) { vec![Finding::OtherScheme] } else { findings }
}

fn in_the_url(entered: EnteredToken<'_>, target: &str) -> Vec<Finding> {
    let empty = bare(entered.text).is_empty().then_some(Finding::TokenEmpty(TokenOf::Receiver));
    let tokens = variants_entered(entered.text);
    let finding = match find(entered.parameter, target) {
        Err(VerifyError::Duplicate) => Finding::DuplicateToken,
        Err(_) => Finding::MalformedToken,
        Ok(Some("")) => Finding::TokenEmpty(TokenOf::Url),
        Ok(Some(value)) => match variants_in_the_url(value) {
            Err(_) => Finding::MalformedToken,
            Ok(given) => match (shortest(&tokens, &given), empty) {
                (Some(findings), _) => return findings,
                (None, Some(empty)) => return vec![empty],
                (None, None) => Finding::WrongToken,
            },
        },
        Ok(None) => {
            let values = pairs(target).filter_map(|(_, value)| variants_in_the_url(value).ok());
            if let Some(mut findings) = values.filter_map(|given| shortest(&tokens, &given)).min_by_key(Vec::len) {
                findings.push(Finding::TokenParameter);
                return findings;
            }
            Finding::MissingToken
        }
    };
    [finding].into_iter().chain(empty).collect()
}

type Variants = Vec<Reading<Zeroizing<Vec<u8>>>>;

/// Returns the variants of the entered token that a receiver can be created with.
fn variants_entered(text: &[u8]) -> Variants {
    let (whitespace, quotes) = (Finding::TokenWhitespace(TokenOf::Receiver), Finding::TokenQuotes(TokenOf::Receiver));
    let mut variants = Variants::new();
    for (findings, text) in stripped(text, whitespace, quotes) {
        if let Some(decoded) = str::from_utf8(text).ok().and_then(decode_percent)
            && *decoded != *text
        {
            variants.push(([&*findings, &[Finding::TokenEncoding(TokenOf::Receiver)]].concat(), decoded));
        }
        variants.push((findings, Zeroizing::new(text.to_vec())));
    }
    variants.retain(|(_, token)| !token.is_empty() && trim(token) == token.as_slice());
    variants
}

/// Returns the variants of a value in the query.
fn variants_in_the_url(value: &str) -> Result<Variants, VerifyError> {
    let (whitespace, quotes) = (Finding::TokenWhitespace(TokenOf::Url), Finding::TokenQuotes(TokenOf::Url));
    let decoded = Zeroizing::new(decode(value)?.as_ref().to_vec());
    let mut bases = vec![];
    if value.contains('+') {
        bases.extend(decode_percent(value).map(|kept| (vec![Finding::TokenPlus], kept)));
    }
    if let Some(again) = str::from_utf8(&decoded).ok().and_then(|text| decode(text).ok())
        && again.as_ref() != decoded.as_slice()
    {
        bases.push((vec![Finding::TokenEncoding(TokenOf::Url)], Zeroizing::new(again.as_ref().to_vec())));
    }
    bases.push((vec![], decoded));

    let mut variants = Variants::new();
    for (base, bytes) in &bases {
        let stripped = stripped(bytes, whitespace, quotes).into_iter();
        variants.extend(stripped.map(|(more, text)| ([&**base, &more].concat(), Zeroizing::new(text.to_vec()))));
    }
    Ok(variants)
}

/// Decodes percent-encoding alone: a `+` is not a space.
fn decode_percent(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    // Allocated once, because a growing string leaves copies of the token in freed memory.
    let mut escaped = Zeroizing::new(String::with_capacity(3 * text.len()));
    for piece in text.split_inclusive('+') {
        let before = piece.strip_suffix('+');
        escaped.push_str(before.unwrap_or(piece));
        escaped.push_str(if before.is_some() { "%2B" } else { "" });
    }
    decode(&escaped).ok().map(|decoded| Zeroizing::new(decoded.as_ref().to_vec()))
}

/// Returns the fewest findings with which the two tokens are equal.
fn shortest(entered: &Variants, given: &Variants) -> Option<Vec<Finding>> {
    let pairs = entered.iter().flat_map(|left| given.iter().map(move |right| (left, right)));
    let equal = pairs.filter(|((_, left), (_, right))| left == right);
    equal.map(|((left, _), (right, _))| [&**left, right].concat()).min_by_key(Vec::len)
}
