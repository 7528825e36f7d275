//! The public functions and the types that hold a secret, read from the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::reader::Reader;
use crate::tokens::tokens;

/// A public function, method or implementation of a trait.
#[derive(Clone)]
pub(crate) struct Function {
    /// The module of its file, the type or trait that it belongs to, and its name: `auth::key::Key::new`. An
    /// implementation of a trait is `auth::keys::Keys as From`. What a macro declares has the names of the macro:
    /// `$name::new`.
    pub(crate) path: String,
    /// The words of its generics, its parameters and the type that it belongs to.
    pub(crate) words: BTreeSet<String>,
}

/// The declaration of a type: the module of its file, its name, and the words of its fields.
#[derive(Clone)]
pub(crate) struct Type {
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) is_public: bool,
    pub(crate) words: BTreeSet<String>,
}

/// What the sources declare.
#[derive(Clone, Default)]
pub(crate) struct Declared {
    pub(crate) functions: Vec<Function>,
    pub(crate) types: Vec<Type>,
}

impl Declared {
    /// Reads all files of a folder, such as `src`.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut declared = Self::default();
        declared.add_all(folder, "");
        declared
    }

    fn add_all(&mut self, folder: &Path, module: &str) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let module = if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") };
            if path.is_dir() {
                self.add_all(&path, &module);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.add(&module, &fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// Reads one file.
    pub(crate) fn add(&mut self, module: &str, source: &str) {
        Reader::new(&tokens(source), module, self).items(None);
    }

    /// The types that hold one of `roots`, or a type that does, each as its room and its name. A name belongs to the
    /// type of its own room, if there is one.
    pub(crate) fn holders(&self, roots: &[&str]) -> BTreeSet<(String, String)> {
        let mut holders = BTreeSet::new();
        loop {
            let holds = |own: &&Type| {
                own.words.iter().any(|word| roots.contains(&word.as_str()) || self.is_one(own.room(), word, &holders))
            };
            let found: BTreeSet<_> = self.types.iter().filter(holds).map(Type::key).collect();
            let own = self.types.iter().filter(|own| roots.contains(&own.name.as_str())).map(Type::key);
            let found = found.into_iter().chain(own).collect();
            if holders == found {
                return holders;
            }
            holders = found;
        }
    }

    /// Whether a word in a room is the name of one of the types.
    pub(crate) fn is_one(&self, room: &str, word: &str, types: &BTreeSet<(String, String)>) -> bool {
        if !types.iter().any(|(_, name)| name == word) {
            return false;
        }
        let is_own = self.types.iter().any(|own| own.name == word && own.room() == room);
        !is_own || types.iter().any(|(of, name)| of == room && name == word)
    }
}

impl Type {
    pub(crate) fn room(&self) -> &str {
        room(&self.module)
    }

    fn key(&self) -> (String, String) {
        (self.room().to_owned(), self.name.clone())
    }
}

/// The first segment of a path.
pub(crate) fn room(path: &str) -> &str {
    path.split("::").next().unwrap()
}
