//! The list of all mutants, as cargo-mutants makes it.

use std::process::Command;

use serde_json::Value;

use crate::{Folders, ROOMS, Result, succeed};

/// What a mutant changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genre {
    /// The body of a function is a value.
    FnValue,
    BinaryOperator,
    UnaryOperator,
    /// A match arm is deleted.
    MatchArm,
    /// The guard of a match arm is `true` or `false`.
    MatchArmGuard,
    /// Another change, which is tried alone.
    Other,
}

/// A mutant.
pub(crate) struct Mutant {
    /// The position of the switch. 0 is the code as it stands.
    pub(crate) id: usize,
    pub(crate) room: String,
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) genre: Genre,
    pub(crate) replacement: String,
    /// The line and the column of the first character that is replaced, from 1.
    pub(crate) start: (usize, usize),
    /// Whether the function returns `impl Trait`, all of whose values must have one type.
    pub(crate) is_opaque: bool,
    /// The change of the file.
    pub(crate) diff: String,
}

/// Lists the mutants of the files that match a pattern.
pub(crate) fn all<'p>(folders: &Folders, patterns: impl Iterator<Item = &'p &'p str>) -> Result<Vec<Mutant>> {
    let mut command = Command::new("cargo");
    command.current_dir(&folders.source).args(["mutants", "--list", "--json", "--diff", "--all-features"]);
    for pattern in patterns {
        command.args(["-f", pattern]);
    }
    let list: Vec<Value> = serde_json::from_slice(&succeed(&mut command)?)?;
    list.iter()
        .zip(1..)
        .map(|(mutant, id)| read(mutant, id).ok_or_else(|| format!("mutant {id}: {mutant}").into()))
        .collect()
}

fn read(mutant: &Value, id: usize) -> Option<Mutant> {
    let text = |name: &str| mutant[name].as_str().map(str::to_owned);
    let file = text("file")?;
    let start = &mutant["span"]["start"];
    let number = |name: &str| usize::try_from(start[name].as_u64()?).ok();
    let genre = match mutant["genre"].as_str()? {
        "FnValue" => Genre::FnValue,
        "BinaryOperator" => Genre::BinaryOperator,
        "UnaryOperator" => Genre::UnaryOperator,
        "MatchArm" => Genre::MatchArm,
        "MatchArmGuard" => Genre::MatchArmGuard,
        _ => Genre::Other,
    };
    Some(Mutant {
        id,
        room: room(&file).to_owned(),
        name: text("name")?,
        genre,
        replacement: text("replacement").unwrap_or_default(),
        start: (number("line")?, number("column")?),
        is_opaque: mutant["function"]["return_type"].as_str().is_some_and(|returned| returned.contains("impl ")),
        diff: text("diff")?,
        file,
    })
}

/// Returns the room of a file; those of no other room are receivers.
fn room(file: &str) -> &str {
    let first = file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    ROOMS.iter().map(|(name, _)| *name).find(|name| *name == first).unwrap_or("receivers")
}
