//! Reads the declarations of one source file.

use std::collections::BTreeSet;

use crate::functions::{Declared, Function, Type};

pub(crate) struct Reader<'r> {
    tokens: &'r [String],
    at: usize,
    module: &'r str,
    declared: &'r mut Declared,
}

/// What functions belong to: a type or trait, and whether they are public without saying so.
pub(crate) struct Owner {
    name: String,
    words: Vec<String>,
    is_trait: bool,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(tokens: &'r [String], module: &'r str, declared: &'r mut Declared) -> Self {
        Self { tokens, at: 0, module, declared }
    }

    fn token(&self, at: usize) -> &'r str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    /// The name that stands there: `Key`, or `$name` of a macro.
    fn name_at(&self, at: usize) -> String {
        if self.token(at) == "$" { format!("${}", self.token(at + 1)) } else { self.token(at).to_owned() }
    }

    /// Reads what stands between here and the brace that closes it.
    pub(crate) fn items(&mut self, owner: Option<&Owner>) {
        while self.at < self.tokens.len() {
            let (at, before) = (self.at, if self.at == 0 { "" } else { self.token(self.at - 1) });
            self.at += 1;
            match self.token(at) {
                "{" => self.items(owner),
                "}" => return,
                "mod" if self.token(at + 1) == "tests" => self.skip_block(),
                "impl" if matches!(before, "" | ";" | "{" | "}" | "]" | ")") => self.implementation(),
                "trait" if is_name(self.token(at + 1)) && before != "$" => {
                    let owner = Owner { name: self.token(at + 1).to_owned(), words: vec![], is_trait: before == "pub" };
                    self.find("{");
                    self.at += 1;
                    self.items(Some(&owner));
                }
                "struct" | "enum" if is_name(self.token(at + 1)) || self.token(at + 1) == "$" => {
                    self.declaration(before == "pub", self.token(at) == "enum");
                }
                "type" if is_name(self.token(at + 1)) && owner.is_none() => self.declaration(false, false),
                "fn" => self.function(owner),
                "endpoint" | "serde_by_value" if self.token(at + 1) == "!" && is_name(self.token(at + 3)) => {
                    let path = format!("{}::{} as {}!", self.module, self.token(at + 3), self.token(at));
                    // A call takes an account.
                    let words = [self.token(at + 3).to_owned(), "Account".to_owned()];
                    let words = words.into_iter().take(if self.token(at) == "endpoint" { 2 } else { 1 }).collect();
                    self.declared.functions.push(Function { path, words });
                }
                name if name.starts_with("with_") => self.setter(),
                _ => {}
            }
        }
    }

    /// A row of `setters!`: `with_name(name: Text)`. The type is that of the head: `setters! { Name {`.
    fn setter(&mut self) {
        let start = self.at - 1;
        if self.token(start + 1) != "(" || self.token(start + 3) != ":" {
            return;
        }
        let is_head = |at: &usize| self.token(*at).ends_with("setters") && self.token(at + 1) == "!";
        let head = (0..start).rev().find(is_head).unwrap() + 3;
        let name = self.name_at(head);
        let words = self.balanced("(", ")");
        self.push(format!("{name}::{}", self.token(start)), words.iter().cloned().chain([name]).collect());
    }

    fn push(&mut self, path: String, words: BTreeSet<String>) {
        self.declared.functions.push(Function { path: format!("{}::{path}", self.module), words });
    }

    fn implementation(&mut self) {
        if self.token(self.at) == "<" {
            self.skip_angles();
        }
        let start = self.at;
        self.find("{");
        let head = &self.tokens[start..self.at];
        let head = &head[..head.iter().position(|token| token == "where").unwrap_or(head.len())];
        self.at += 1;
        let owner = match head.iter().position(|token| token == "for") {
            None => Owner { name: last_name(head), words: vec![last_name(head)], is_trait: false },
            Some(at) => {
                let name = format!("{} as {}", last_name(&head[at + 1..]), last_name(&head[..at]));
                let account = head[..at].iter().any(|word| word == "Endpoint").then(|| "Account".to_owned());
                self.push(name.clone(), head.iter().cloned().chain(account).collect());
                // Its functions are those of the trait.
                Owner { name, words: vec![], is_trait: false }
            }
        };
        self.items(Some(&owner));
    }

    fn declaration(&mut self, is_public: bool, is_enum: bool) {
        let name = self.name_at(self.at);
        self.at += 1 + usize::from(name.starts_with('$'));
        let start = self.at;
        while !matches!(self.token(self.at), "{" | "(" | ";" | "=" | "") {
            self.at += 1;
        }
        match self.token(self.at) {
            "{" => self.skip_block(),
            "(" => _ = self.balanced("(", ")"),
            _ => self.find(";"),
        }
        let mut depth = 0;
        let mut words = BTreeSet::new();
        for token in &self.tokens[start..self.at] {
            depth += i32::from(matches!(token.as_str(), "{" | "(")) - i32::from(matches!(token.as_str(), "}" | ")"));
            // The name of a variant is no type.
            if is_name(token) && !(is_enum && depth == 1) {
                words.insert(token.clone());
            }
        }
        self.declared.types.push(Type { module: self.module.to_owned(), name, is_public, words });
    }

    fn function(&mut self, owner: Option<&Owner>) {
        let mut before = self.at - 2;
        while matches!(self.token(before), "const" | "async" | "unsafe") {
            before -= 1;
        }
        let is_public = matches!(self.token(before), "pub" | "vis") || owner.is_some_and(|owner| owner.is_trait);
        let name = self.name_at(self.at);
        self.at += 1 + usize::from(name.starts_with('$'));
        let start = self.at;
        if self.token(self.at) == "<" {
            self.skip_angles();
        }
        _ = self.balanced("(", ")");
        let mut words: BTreeSet<_> = self.tokens[start..self.at].iter().cloned().collect();
        let returned = self.at;
        while !matches!(self.token(self.at), "{" | ";") {
            self.at += 1;
        }
        if let Some(bounds) = self.tokens[returned..self.at].iter().position(|token| token == "where") {
            words.extend(self.tokens[returned + bounds..self.at].iter().cloned());
        }
        if self.token(self.at) == "{" {
            self.skip_block();
        }
        if is_public {
            words.extend(owner.iter().flat_map(|owner| owner.words.clone()));
            let owner = owner.map_or(String::new(), |owner| format!("{}::", owner.name));
            self.push(format!("{owner}{name}"), words);
        }
    }

    /// Goes to the next token of this kind.
    fn find(&mut self, token: &str) {
        while self.at < self.tokens.len() && self.token(self.at) != token {
            self.at += 1;
        }
    }

    /// Goes past a block, which is the next one.
    fn skip_block(&mut self) {
        self.find("{");
        _ = self.balanced("{", "}");
    }

    fn skip_angles(&mut self) {
        let mut depth = 0;
        loop {
            match self.token(self.at) {
                "<" => depth += 1,
                ">" if self.token(self.at - 1) != "-" => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// Goes past what is between two marks, from the first on, and returns its words.
    fn balanced(&mut self, open: &str, close: &str) -> &'r [String] {
        let (start, mut depth) = (self.at, 0);
        loop {
            let token = self.token(self.at).to_owned();
            assert!(!token.is_empty(), "{}: {open} is not closed", self.module);
            depth += i32::from(token == open) - i32::from(token == close);
            self.at += 1;
            if depth == 0 {
                return &self.tokens[start..self.at];
            }
        }
    }
}

/// The last segment of the path that comes first: `Keys` of `crate::Keys<'_>`, and `$name` of `$name<'a>`.
fn last_name(head: &[String]) -> String {
    let path = head.iter().position(|token| token == "<").map_or(head, |end| &head[..end]);
    let at = path.iter().rposition(|token| is_name(token));
    let dollar = |at: usize| if at > 0 && path[at - 1] == "$" { "$" } else { "" };
    at.map_or_else(|| path.concat(), |at| format!("{}{}", dollar(at), path[at]))
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first == '_' || first.is_alphabetic())
}
