//! The files of a crate, and what each imports from which other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::paths::File;

/// The files of a crate by the paths of their modules: `codec::json`, and an empty one for `lib.rs`.
pub(crate) struct House(BTreeMap<String, File>);

impl House {
    pub(crate) fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        add(root, root, &mut files);
        Self(files)
    }

    /// Builds one of planted sources.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(module, source)| ((*module).to_owned(), File::read(source))).collect())
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.0.iter().map(|(module, file)| (module.as_str(), file))
    }

    /// Returns the rooms: the modules that `lib.rs` declares.
    pub(crate) fn rooms(&self) -> BTreeSet<&str> {
        self.0.keys().filter(|module| !module.is_empty()).map(|module| room(module)).collect()
    }

    /// Returns what each file imports from which other.
    pub(crate) fn imports(&self) -> BTreeSet<(&str, &str)> {
        let mut imports = BTreeSet::new();
        for (module, file) in self.files() {
            for path in &file.uses {
                if let Some(from) = self.resolve(module, path, 0).filter(|from| *from != module) {
                    imports.insert((module, from));
                }
            }
        }
        imports
    }

    /// Returns the module whose file has what `path` names in the file of `module`.
    fn resolve(&self, module: &str, path: &[String], hops: usize) -> Option<&str> {
        assert!(hops < 20, "{module} exports {path:?} in a circle");
        let mut at: Vec<&str> = module.split("::").filter(|name| !name.is_empty()).collect();
        let mut rest = path;
        let head = path.first()?.as_str();
        match head {
            "crate" => at.clear(),
            "self" | "super" => {}
            name if self.file(&at).children.iter().any(|child| child == name) => {}
            name => {
                // A name that the file imports: what follows goes on from there.
                let (_, target) = self.file(&at).names.iter().find(|(own, path)| own == name && path[0] != name)?;
                let path: Vec<String> = target.iter().chain(&path[1..]).cloned().collect();
                return self.resolve(module, &path, hops + 1);
            }
        }
        while let Some(head) = rest.first() {
            match head.as_str() {
                "crate" | "self" => {}
                "super" => drop(at.pop()),
                name if self.file(&at).children.iter().any(|child| child == name) => at.push(name),
                name => {
                    // What a module exports anew is in the file that it comes from.
                    if let Some((_, target)) = self.file(&at).names.iter().find(|(own, _)| own == name)
                        && let Some(found) = self.resolve(&at.join("::"), target, hops + 1)
                    {
                        return Some(found);
                    }
                    break;
                }
            }
            rest = &rest[1..];
        }
        Some(self.0.get_key_value(at.join("::").as_str())?.0)
    }

    fn file(&self, module: &[&str]) -> &File {
        let module = module.join("::");
        self.0.get(&module).unwrap_or_else(|| panic!("{module} has no file"))
    }
}

/// Returns the room of a module; that of `lib.rs` is empty.
pub(crate) fn room(module: &str) -> &str {
    module.split("::").next().unwrap()
}

fn add(root: &Path, folder: &Path, files: &mut BTreeMap<String, File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let names = path.strip_prefix(root).unwrap().with_extension("");
            let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
            let module = if names == ["lib"] { String::new() } else { names.join("::") };
            files.insert(module, File::read(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Returns the circles among the pairs, each of which leads from one to another: those that lead to each other.
pub(crate) fn circles<'a>(pairs: &BTreeSet<(&'a str, &'a str)>) -> BTreeSet<Vec<&'a str>> {
    let reached = |start: &'a str| {
        let (mut reached, mut ahead) = (BTreeSet::new(), vec![start]);
        while let Some(at) = ahead.pop() {
            ahead.extend(pairs.iter().filter(|(from, to)| *from == at && reached.insert(*to)).map(|(_, to)| to));
        }
        reached
    };
    let of = |start: &'a str| reached(start).into_iter().filter(|other| reached(other).contains(start)).collect();
    pairs.iter().map(|(from, _)| of(from)).filter(|circle: &Vec<_>| !circle.is_empty()).collect()
}
