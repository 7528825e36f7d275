//! Puts the mutants of a file into its text, each behind a switch.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::Result;
use crate::list::{Genre, Mutant};

/// What the file's text becomes, and which of the mutants are not in it.
pub(crate) struct Rewritten {
    pub(crate) text: String,
    pub(crate) left_out: Vec<usize>,
}

/// What stands at a place of a file.
enum Place {
    /// A binary expression, with its operator.
    Binary(Range<usize>, Range<usize>),
    /// A unary expression, and what it is applied to.
    Unary(Range<usize>, Range<usize>),
    /// The pattern of a match arm without a guard.
    Arm(Range<usize>),
    /// The guard of a match arm.
    Guard(Range<usize>),
}

/// A change of the text. Those with a range contain the changes inside of it.
enum Edit {
    /// `return` of a value, in front of a function's body.
    Return(usize, String),
    /// A guard that is false, behind the pattern of an arm.
    Delete(usize),
    /// Other operators.
    Binary(Range<usize>, Vec<(usize, String)>),
    /// The operand alone.
    Unary(Range<usize>, Vec<usize>),
    /// Those that delete the arm, and those that make its guard a constant.
    Guard(Vec<usize>, Vec<(usize, bool)>),
}

/// The places by the first byte of what a mutant replaces.
#[derive(Default)]
struct Places {
    operators: HashMap<usize, Place>,
    arms: HashMap<usize, Place>,
    guards: HashMap<usize, Place>,
}

/// A part of the text that was parsed, in bytes.
fn range(part: &impl Spanned) -> Range<usize> {
    part.span().byte_range()
}

fn has_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Places {
    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        // A chain with `let` is no expression: with another operator it is an error.
        if !has_let(&binary.left) && !has_let(&binary.right) {
            let operator = range(&binary.op);
            self.operators.insert(operator.start, Place::Binary(range(binary), operator));
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        self.operators.insert(range(&unary.op).start, Place::Unary(range(unary), range(&unary.expr)));
        visit::visit_expr_unary(self, unary);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let guard = arm.guard.as_ref().map(|(_, guard)| range(guard));
        let place = guard.clone().map_or_else(|| Place::Arm(range(&arm.pat)), Place::Guard);
        self.arms.insert(range(arm).start, place);
        if let Some(guard) = guard {
            self.guards.insert(guard.start, Place::Guard(guard));
        }
        visit::visit_arm(self, arm);
    }
}

/// The edits by their place: the first byte, and of those that start there the longest first.
type Edits = BTreeMap<(usize, std::cmp::Reverse<usize>, u8, usize), Edit>;

/// Rewrites a file with these mutants.
pub(crate) fn rewrite(text: &str, mutants: &[&Mutant]) -> Result<Rewritten> {
    let mut places = Places::default();
    places.visit_file(&syn::parse_file(text)?);
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let offset = |(line, column): (usize, usize)| {
        let start = lines.get(line - 1).copied().unwrap_or(text.len());
        text[start..].char_indices().nth(column - 1).map_or(text.len(), |(at, _)| start + at)
    };
    let (mut edits, mut left_out) = (Edits::new(), Vec::new());
    let whole = |range: &Range<usize>, sort| (range.start, std::cmp::Reverse(range.end), sort, 0);
    for mutant in mutants {
        let (at, id) = (offset(mutant.start), mutant.id);
        match mutant.genre {
            // In front of all else that starts there.
            Genre::FnValue => {
                let key = (at, std::cmp::Reverse(usize::MAX), 0, id);
                edits.insert(key, Edit::Return(id, mutant.replacement.clone()));
            }
            Genre::BinaryOperator | Genre::UnaryOperator => match places.operators.get(&at) {
                Some(Place::Binary(expression, operator)) => {
                    let edit = edits.entry(whole(expression, 2)).or_insert(Edit::Binary(operator.clone(), Vec::new()));
                    let Edit::Binary(_, own) = edit else { return Err("an operator within itself".into()) };
                    own.push((id, mutant.replacement.clone()));
                }
                Some(Place::Unary(expression, operand)) => {
                    let edit = edits.entry(whole(expression, 2)).or_insert(Edit::Unary(operand.clone(), Vec::new()));
                    let Edit::Unary(_, own) = edit else { return Err("an operator within itself".into()) };
                    own.push(id);
                }
                _ => left_out.push(id),
            },
            Genre::MatchArm | Genre::MatchArmGuard => {
                let places = if mutant.genre == Genre::MatchArm { &places.arms } else { &places.guards };
                match places.get(&at) {
                    Some(Place::Arm(pattern)) => {
                        edits.insert((pattern.end, std::cmp::Reverse(pattern.end), 3, id), Edit::Delete(id));
                    }
                    Some(Place::Guard(guard)) => {
                        let edit = edits.entry(whole(guard, 1)).or_insert(Edit::Guard(Vec::new(), Vec::new()));
                        let Edit::Guard(deleted, constant) = edit else { return Err("a guard within itself".into()) };
                        match mutant.genre {
                            Genre::MatchArm => deleted.push(id),
                            _ => constant.push((id, mutant.replacement == "true")),
                        }
                    }
                    _ => left_out.push(id),
                }
            }
            Genre::Other => left_out.push(id),
        }
    }
    let edits: Vec<_> = edits.into_iter().map(|((start, end, ..), edit)| (start..end.0, edit)).collect();
    let mut writer = Writer { text, edits: &edits, out: String::with_capacity(2 * text.len()) };
    writer.write(0..text.len(), 0);
    Ok(Rewritten { text: writer.out, left_out })
}

struct Writer<'w> {
    text: &'w str,
    edits: &'w [(Range<usize>, Edit)],
    out: String,
}

impl Writer<'_> {
    /// Writes a mutant of its own, on a line of its own, where an error of the compiler can be told to be its.
    fn behind(&mut self, id: usize, write: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!("\n/*{id}<*/ if crate::__mutant({id}) "));
        write(self);
        self.out.push_str(&format!(" /*>{id}*/\n"));
    }

    /// Writes a part of the text with the edits in it, from the edit with an index.
    fn write(&mut self, part: Range<usize>, first: usize) {
        let mut at = part.start;
        for (index, (range, edit)) in self.edits.iter().enumerate().skip(first) {
            let is_point = matches!(edit, Edit::Return(..) | Edit::Delete(_));
            if range.start < at {
                continue;
            }
            if range.start > part.end || (range.start == part.end && !matches!(edit, Edit::Delete(_))) {
                break;
            }
            self.out.push_str(&self.text[at..range.start]);
            at = if is_point { range.start } else { range.end };
            self.edit(range, edit, index + 1);
        }
        self.out.push_str(&self.text[at..part.end]);
    }

    fn edit(&mut self, range: &Range<usize>, edit: &Edit, next: usize) {
        match edit {
            Edit::Return(id, value) => self.behind(*id, |own| own.out.push_str(&format!("{{ return {value}; }}"))),
            Edit::Delete(id) => self.out.push_str(&format!("\n/*{id}<*/ if !crate::__mutant({id}) /*>{id}*/\n")),
            Edit::Guard(deleted, constant) => {
                self.out.push('(');
                deleted.iter().for_each(|id| self.out.push_str(&format!("!crate::__mutant({id}) && ")));
                self.out.push('(');
                for (id, is_true) in constant {
                    let (not, operator) = if *is_true { ("", "||") } else { ("!", "&&") };
                    self.out.push_str(&format!("{not}crate::__mutant({id}) {operator} ("));
                }
                self.write(range.clone(), next);
                self.out.push_str(&")".repeat(2 + constant.len()));
            }
            Edit::Unary(operand, ids) => {
                self.out.push('(');
                for id in ids {
                    self.alternative(*id, |own| own.write(operand.clone(), next));
                }
                self.last(range, next);
            }
            Edit::Binary(operator, others) => {
                self.out.push('(');
                for (id, other) in others {
                    self.alternative(*id, |own| {
                        own.write(range.start..operator.start, next);
                        own.out.push_str(other);
                        own.write(operator.end..range.end, next);
                    });
                }
                self.last(range, next);
            }
        }
    }

    fn alternative(&mut self, id: usize, write: impl FnOnce(&mut Self)) {
        self.behind(id, |own| {
            own.out.push_str("{ ");
            write(own);
            own.out.push_str(" }");
        });
        self.out.push_str(" else ");
    }

    /// Writes the expression as it stands.
    fn last(&mut self, range: &Range<usize>, next: usize) {
        self.out.push_str("{ ");
        self.write(range.clone(), next);
        self.out.push_str(" })");
    }
}
