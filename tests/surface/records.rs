//! The records of the management APIs, as the sources declare them.

use std::collections::BTreeSet;
use std::path::Path;

/// Returns the records of all vendors: `acquire::Webhook`.
pub(crate) fn records() -> BTreeSet<String> {
    let of = |vendor: &'static str| declarations(vendor).into_iter().map(move |name| format!("{vendor}::{name}"));
    ["acquire", "comm100", "dixa"].into_iter().flat_map(of).collect()
}

/// The models of a vendor's management API, and the sets of sorts that have values, as the sources declare them.
fn declarations(vendor: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(vendor).join("rest");
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let models = source.split("\nmodel! {\n").skip(1).filter_map(|model| {
            let declaration = model.lines().find_map(|line| line.strip_prefix("    pub struct "))?;
            Some(declaration.split('<').next()?.to_owned())
        });
        names.extend(models);
        let sorts = source.lines().filter_map(|line| line.strip_prefix("pub enum ")?.strip_suffix("<'a> {"));
        names.extend(sorts.map(str::to_owned));
    }
    names
}
