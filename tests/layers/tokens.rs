//! The words and marks of a source file, without its comments.

/// Splits Rust source into words, `::`, single marks, and string literals, which keep their opening quote. Comments,
/// lifetimes and character literals are dropped.
pub(crate) fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = string(rest) {
            tokens.push(format!("\"{}", &rest[..length]));
            length
        } else if first == '\'' {
            quoted(rest)
        } else if is_word(first) {
            let length = rest.find(|next| !is_word(next)).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// Returns the length of a block comment, those inside of it included.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Returns the length of the string literal that starts here, if one does.
fn string(rest: &str) -> Option<usize> {
    let prefix = rest.find(|next| !matches!(next, 'b' | 'c' | 'r'))?;
    let hashes = rest[prefix..].find(|next| next != '#')?;
    let body = prefix + hashes + 1;
    if prefix > 2 || !rest[prefix + hashes..].starts_with('"') || (hashes > 0 && !rest[..prefix].contains('r')) {
        return None;
    }
    if rest[..prefix].contains('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(body + rest[body..].find(&end).unwrap() + end.len());
    }
    let mut escaped = false;
    let end = rest[body..].find(|next| {
        let ends = next == '"' && !escaped;
        escaped = next == '\\' && !escaped;
        ends
    });
    Some(body + end.unwrap() + 1)
}

/// Returns the length of a character literal or of a lifetime.
fn quoted(rest: &str) -> usize {
    let inside: Vec<char> = rest[1..].chars().take(2).collect();
    match inside[..] {
        ['\\', _] => 3 + rest[3..].find('\'').unwrap() + 1,
        [one, '\''] => 1 + one.len_utf8() + 1,
        _ => 1 + rest[1..].find(|next| !is_word(next)).unwrap_or(rest.len() - 1),
    }
}

#[test]
fn comments_strings_and_quotes_are_told_apart() {
    let source = r#"
        //! crate::doc
        /* crate::one /* crate::two */ */
        use a::{b, c as d}; // crate::three
        let x: &'a str = r"crate::four"; let y = '"'; let z = '\''; let w = "a \" crate::five"; b'\\'; 'é' end
    "#;
    let strings = |token: &&String| token.starts_with('"');
    let all = tokens(source);
    assert_eq!(all.iter().filter(strings).count(), 2);
    let words: Vec<_> = all.iter().filter(|token| !strings(token)).map(String::as_str).collect();
    assert_eq!(words[..14].join(" "), "use a :: { b , c as d } ; let x :");
    assert!(!words.contains(&"crate") && words.last() == Some(&"end"), "{words:?}");
}
