//! The public names, read from the sources: modules from `lib.rs` on, what they declare, and what they re-export.

use std::fs;
use std::path::Path;

/// Returns the paths of all public names, sorted.
pub(crate) fn names() -> Vec<String> {
    let mut names = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    module("chathooks", &source.join("lib.rs"), &source, &mut names);
    names.sort();
    names
}

fn module(path: &str, file: &Path, folder: &Path, names: &mut Vec<String>) {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        // Inside of a macro an item is indented by one level.
        let item = line.strip_prefix("    ").filter(|_| is_in_a_macro(&lines, index)).unwrap_or(line);
        let Some(item) = item.strip_prefix("pub ") else { continue };
        let item = item
            .strip_prefix("const fn")
            .or(item.strip_prefix("async fn"))
            .map_or(item, |rest| &item[item.len() - rest.len() - 2..]);
        let Some((kind, rest)) = item.split_once(' ') else { continue };
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        match kind {
            "mod" => {
                names.push(format!("{path}::{name}"));
                let (flat, deep) = (folder.join(format!("{name}.rs")), folder.join(name));
                if rest.ends_with(';') {
                    module(&format!("{path}::{name}"), &flat, &deep, names);
                }
            }
            "use" => {
                let end = lines[index..].iter().position(|line| line.ends_with(';')).unwrap();
                let tree = lines[index..=index + end].join(" ");
                let last = tree.rsplit("::").next().unwrap();
                let listed = last.trim_matches([' ', '{', '}', ';']).split(',').map(str::trim);
                let renamed = listed.map(|name| name.rsplit(" as ").next().unwrap());
                names.extend(renamed.filter(|name| !name.is_empty()).map(|name| format!("{path}::{name}")));
            }
            "struct" | "enum" | "trait" | "fn" | "static" | "const" | "type" => names.push(format!("{path}::{name}")),
            _ => {}
        }
    }
}

/// Whether the line is right inside of the invocation of a macro that declares items.
fn is_in_a_macro(lines: &[&str], index: usize) -> bool {
    let opening = lines[..index].iter().rev().find(|line| !line.is_empty() && !line.starts_with(' '));
    opening.is_some_and(|line| line.ends_with("! {") && !line.starts_with("macro_rules"))
}
