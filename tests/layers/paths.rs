//! The paths that a source file names: in its imports, and inline.

use crate::tokens::tokens;

/// What one file says about other files.
#[derive(Default)]
pub(crate) struct File {
    /// The modules that are files of their own.
    pub(crate) children: Vec<String>,
    /// Paths that the file uses, each from its first segment: `crate`, `super`, `self`, or a name.
    pub(crate) uses: Vec<Vec<String>>,
    /// The names that the file exports anew or imports, with the path of each.
    pub(crate) names: Vec<(String, Vec<String>)>,
    /// The words and string literals of the code.
    pub(crate) tokens: Vec<String>,
}

impl File {
    pub(crate) fn read(source: &str) -> Self {
        let tokens = tokens(source);
        let mut file = Self { children: children(&tokens), ..Self::default() };
        let mut at = 0;
        let mut depth = 0;
        // The depths at which modules inside of this file were opened: `super` inside of one is this file.
        let mut inline = Vec::new();
        while at < tokens.len() {
            let after = |more: usize| tokens.get(at + more).map_or("", String::as_str);
            match (after(0), after(1), after(2)) {
                ("{", ..) => depth += 1,
                ("}", ..) => {
                    depth -= 1;
                    inline.pop_if(|opened| *opened == depth);
                }
                ("mod", _, "{") => inline.push(depth),
                ("use", next, _) if next != "<" => {
                    let is_exported = at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
                    let mut leaves = Vec::new();
                    at = tree(&tokens, at + 1, &[], &mut leaves);
                    for (name, path) in leaves {
                        let path = outside(path, inline.len());
                        if !(is_exported && file.is_about_a_child(&path)) {
                            file.uses.push(path.clone());
                        }
                        file.names.push((name, path));
                    }
                }
                (head, "::", next) if is_name(head) && is_name(next) && (at == 0 || tokens[at - 1] != "::") => {
                    let mut path = vec![head.to_owned()];
                    while tokens.get(at + 1).is_some_and(|mark| mark == "::")
                        && tokens.get(at + 2).is_some_and(|next| is_name(next))
                    {
                        path.push(tokens[at + 2].clone());
                        at += 2;
                    }
                    file.uses.push(outside(path, inline.len()));
                }
                _ => {}
            }
            at += 1;
        }
        file.tokens = tokens;
        file
    }

    /// Whether a path is about a child module, as the declarations of a parent are.
    fn is_about_a_child(&self, path: &[String]) -> bool {
        let path = if path[0] == "self" { &path[1..] } else { path };
        path.first().is_some_and(|head| self.children.contains(head))
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first == '_' || first.is_alphabetic())
}

fn children(tokens: &[String]) -> Vec<String> {
    tokens.windows(3).filter(|three| three[0] == "mod" && three[2] == ";").map(|three| three[1].clone()).collect()
}

/// Takes away what leads out of modules inside of the file.
fn outside(mut path: Vec<String>, inline: usize) -> Vec<String> {
    for _ in 0..inline {
        if path[0] == "super" {
            path.remove(0);
        }
    }
    if path.is_empty() || inline > 0 && path[0] == "self" { vec!["self".to_owned()] } else { path }
}

/// Reads one tree of imports, from `at` to the mark behind it, whose place is returned.
fn tree(tokens: &[String], mut at: usize, before: &[String], leaves: &mut Vec<(String, Vec<String>)>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens[at].as_str() {
            "{" => {
                while tokens[at] != "}" {
                    at += 1;
                    if tokens[at] != "}" {
                        at = tree(tokens, at, &path, leaves);
                    }
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            "as" => {
                leaves.push((tokens[at + 1].clone(), path));
                return at + 2;
            }
            "self" if !path.is_empty() => {}
            "::" | "$" | "#" | "*" => {}
            name => path.push(name.to_owned()),
        }
        at += 1;
    }
    leaves.push((path.last().unwrap().clone(), path));
    at
}

#[test]
fn every_kind_of_import_is_read() {
    let file = File::read(
        "mod child; pub use self::child::Thing; pub(crate) use child::Other; use self::child::Private;
         use crate::{a::{self, B as C}, d::*, e}; use super::{f, super::g};
         fn inline() -> crate::h::I<'_> { child::call(); $crate::j::k!(); Self::m(); a::n() }
         mod tests { use super::Own; use super::super::Theirs; use self::Mine; }
         fn captures() -> impl Sized + use<> {} /// crate::doc",
    );
    let uses: Vec<_> = file.uses.iter().map(|path| path.join("::")).collect();
    let expected = "self::child::Private crate::a crate::a::B crate::d crate::e super::f super::super::g crate::h::I \
                    child::call crate::j::k Self::m a::n Own super::Theirs self";
    assert_eq!(uses.join(" "), expected);
    assert!(file.names.contains(&("C".to_owned(), vec!["crate".into(), "a".into(), "B".into()])));
    assert!(file.names.contains(&("Thing".to_owned(), vec!["self".into(), "child".into(), "Thing".into()])));
}
