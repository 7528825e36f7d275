//! Builds the copy that has all mutants, without those that do not compile.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::list::{Genre, Mutant};
use crate::rewrite::rewrite;
use crate::{Folders, Result, succeed};

/// Where each mutant is tried.
#[derive(Default)]
pub(crate) struct Viability {
    /// Those that do not compile.
    pub(crate) unviable: BTreeSet<usize>,
    /// Those that are tried in a build of their own.
    pub(crate) alone: BTreeSet<usize>,
}

/// The switch, which is set by the environment.
const SWITCH: &str = r#"
#[doc(hidden)]
pub fn __mutant(id: u32) -> bool {
    static CHOSEN: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse().ok();
    *CHOSEN.get_or_init(|| {
        // Some tests count allocations, and `std::env::var` allocates.
        let mut all = [0; 1 << 16];
        match std::fs::File::open("/proc/self/environ").and_then(|mut file| std::io::Read::read(&mut file, &mut all)) {
            Ok(length) => all[..length].split(|byte| *byte == 0).find_map(|own| number(own.strip_prefix(b"MUTANT=")?)),
            Err(_) => std::env::var("MUTANT").ok().and_then(|id| number(id.as_bytes())),
        }
        .unwrap_or(0)
    }) == id
}
"#;

/// Runs cargo in the copy.
pub(crate) fn cargo(folders: &Folders) -> Command {
    cargo_in(&folders.tree, &folders.kept.join("build"))
}

/// Runs cargo in a copy. A program that allocates for each byte it reads is slow without any optimization.
pub(crate) fn cargo_in(tree: &Path, build: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(tree).env("CARGO_TARGET_DIR", build);
    command.env("RUSTFLAGS", "--cap-lints allow").env("CARGO_INCREMENTAL", "0");
    command.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Makes the copy, and finds out which mutants compile.
pub(crate) fn build(folders: &Folders, mutants: &[Mutant]) -> Result<Viability> {
    let path = folders.kept.join("viability.json");
    let all: Vec<&str> = mutants.iter().map(|mutant| mutant.name.as_str()).collect();
    let known: Value = if path.exists() { serde_json::from_slice(&fs::read(&path)?)? } else { Value::Null };
    // The numbers behind the switches are the positions in this list.
    if known["all"] == json!(all) {
        let is_in = |list: &Value, name| list.as_array().is_some_and(|names| names.iter().any(|own| own == name));
        let ids = |list: &Value| -> BTreeSet<usize> {
            mutants.iter().filter(|mutant| is_in(list, mutant.name.as_str())).map(|mutant| mutant.id).collect()
        };
        return Ok(Viability { unviable: ids(&known["unviable"]), alone: ids(&known["alone"]) });
    }
    archive(folders, &folders.tree, &["."])?;
    let mut viability = Viability::default();
    viability.alone.extend(
        mutants.iter().filter(|mutant| mutant.is_opaque && mutant.genre == Genre::FnValue).map(|mutant| mutant.id),
    );
    loop {
        write(folders, mutants, &mut viability)?;
        let output = cargo(folders).args(["check", "--lib", "--all-features", "--message-format=json"]).output()?;
        let before = viability.unviable.len() + viability.alone.len();
        let mut unknown = Vec::new();
        for message in compiler_errors(&output.stdout) {
            let message = &message["message"];
            let code = message["code"]["code"].as_str().unwrap_or_default();
            match culprits(&folders.tree, message, code).as_slice() {
                [] => unknown.push(message["rendered"].as_str().unwrap_or_default().to_owned()),
                // A constant may not look at the switch, and a match may lack several arms.
                ids if matches!(code, "E0004" | "E0015") => viability.alone.extend(ids),
                ids => viability.unviable.extend(ids),
            }
        }
        if output.status.success() {
            break;
        }
        if viability.unviable.len() + viability.alone.len() == before {
            return Err(format!("the copy does not compile:\n{}", unknown.join("\n")).into());
        }
        println!("{} mutants do not compile behind a switch", viability.unviable.len() + viability.alone.len());
    }
    let names = |ids: &BTreeSet<usize>| -> Vec<&str> {
        mutants.iter().filter(|mutant| ids.contains(&mutant.id)).map(|mutant| mutant.name.as_str()).collect()
    };
    let (unviable, alone) = (names(&viability.unviable), names(&viability.alone));
    fs::write(path, serde_json::to_vec(&json!({ "all": all, "unviable": unviable, "alone": alone }))?)?;
    Ok(viability)
}

/// Returns the compiler errors that have a location in the sources, from cargo's messages.
pub(crate) fn compiler_errors(messages: &[u8]) -> Vec<Value> {
    let is_error = |message: &Value| {
        let message = &message["message"];
        message["level"] == "error" && message["spans"].as_array().is_some_and(|spans| !spans.is_empty())
    };
    let read = |line| serde_json::from_slice::<Value>(line).ok().filter(is_error);
    messages.split(|byte| *byte == b'\n').filter_map(read).collect()
}

/// Extracts some paths of the commit.
pub(crate) fn archive(folders: &Folders, tree: &Path, paths: &[&str]) -> Result<()> {
    fs::create_dir_all(tree)?;
    let archive = tree.with_extension("tar");
    succeed(
        Command::new("git")
            .current_dir(&folders.root)
            .args(["archive", "--output"])
            .arg(&archive)
            .arg(&folders.commit)
            .arg("--")
            .args(paths),
    )?;
    succeed(Command::new("tar").arg("xmf").arg(&archive).current_dir(tree))?;
    Ok(())
}

/// Writes all files with the mutants that are left.
fn write(folders: &Folders, mutants: &[Mutant], viability: &mut Viability) -> Result<()> {
    let mut files: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in mutants {
        let own = files.entry(&mutant.file).or_default();
        if !viability.unviable.contains(&mutant.id) && !viability.alone.contains(&mutant.id) {
            own.push(mutant);
        }
    }
    for (file, mutants) in files {
        let rewritten = rewrite(&fs::read_to_string(folders.source.join(file))?, &mutants)?;
        fs::write(folders.tree.join(file), rewritten.text)?;
        viability.alone.extend(rewritten.left_out);
    }
    let library = fs::read_to_string(folders.source.join("src/lib.rs"))?;
    fs::write(folders.tree.join("src/lib.rs"), library + SWITCH)?;
    Ok(())
}

/// Returns the mutant in whose text the first place of an error is, or of a match that lacks an arm those that delete one.
fn culprits(tree: &Path, message: &Value, code: &str) -> Vec<usize> {
    let mut spans: Vec<&Value> = message["spans"].as_array().into_iter().flatten().collect();
    spans.sort_by_key(|span| span["is_primary"] != true);
    let place = |span: &&Value| {
        let text = fs::read_to_string(tree.join(span["file_name"].as_str()?)).ok()?;
        Some((text, usize::try_from(span["byte_start"].as_u64()?).ok()?))
    };
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next().and_then(|id| id.parse().ok());
    for (text, at) in spans.iter().filter_map(place) {
        if code == "E0004" {
            // Those that follow soon: one too many is tried alone, too.
            let arms = text[at..].split("if !crate::__mutant(").skip(1);
            return arms.take(4).filter_map(number).collect();
        }
        // The innermost one whose text has begun and has not ended.
        let begun = text[..at].match_indices("<*/ if ").filter_map(|(end, _)| {
            let id: usize = text[..end].rsplit("/*").next()?.parse().ok()?;
            let close = text[end..].find(&format!("/*>{id}*/"))? + end;
            (close >= at).then_some(id)
        });
        if let Some(id) = begun.last() {
            return vec![id];
        }
    }
    Vec::new()
}
