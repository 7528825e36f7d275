//! The layers of the crate: a module imports from lower layers, or from its own layer without a cycle.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "layers/house.rs"]
mod house;
#[path = "layers/paths.rs"]
mod paths;
#[path = "layers/tokens.rs"]
mod tokens;

use std::collections::BTreeSet;
use std::path::Path;

use house::{House, circles, room};

/// The layer of each room of `src`.
const LAYERS: [(&str, u8); 16] = [
    ("error", 0),
    ("format", 0),
    ("limits", 0),
    ("auth", 1),
    ("value", 1),
    ("codec", 2),
    ("model", 3),
    ("verified", 4),
    ("dedupe", 5),
    ("delivery", 5),
    ("diagnose", 5),
    ("rest", 5),
    ("acquire", VENDORS),
    ("comm100", VENDORS),
    ("dixa", VENDORS),
    ("testkit", 7),
];

/// The layer of the vendors, which import none of each other.
const VENDORS: u8 = 6;

fn layer(room: &str) -> u8 {
    LAYERS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room} has no layer")).1
}

/// Returns what breaks the rules, a line for each.
fn faults(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    let imports = house.imports();
    let is_a_room = |module: &str| !matches!(room(module), "" | "_docs");
    let between = imports.iter().filter(|(module, from)| is_a_room(module) && room(module) != room(from));
    let mut rooms = BTreeSet::new();
    for (module, from) in between {
        // What stands in `lib.rs` itself is above all rooms.
        let (own, other) = (layer(room(module)), if is_a_room(from) { layer(room(from)) } else { u8::MAX });
        if other > own || (own == VENDORS && other == VENDORS) {
            faults.push(format!("{module} (layer {own}) imports {from} (layer {other})"));
        } else if other == own {
            rooms.insert((room(module), room(from)));
        }
    }
    faults.extend(circles(&rooms).iter().map(|rooms| format!("rooms in a circle: {}", rooms.join(", "))));
    for name in house.rooms() {
        let inside = imports.iter().filter(|(module, from)| room(module) == name && room(from) == name);
        let found = circles(&inside.copied().collect());
        faults.extend(found.iter().map(|files| format!("files in a circle: {}", files.join(", "))));
    }
    for (module, file) in house.files().filter(|(module, _)| is_a_room(module) && layer(room(module)) < VENDORS) {
        for (vendor, _) in LAYERS.iter().filter(|(_, layer)| *layer == VENDORS) {
            let named = file.tokens.iter().find(|token| token.to_lowercase().contains(vendor));
            faults.extend(named.map(|token| format!("{module} names {vendor}: {token}")));
        }
    }
    faults
}

#[test]
fn every_room_keeps_to_its_layer() {
    let house = House::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let rooms: Vec<_> = house.rooms().into_iter().filter(|room| *room != "_docs").collect();
    let mut known: Vec<_> = LAYERS.iter().map(|(room, _)| *room).collect();
    known.sort_unstable();
    assert_eq!(rooms, known, "each room of src has its layer, and there are sixteen");
    let faults = faults(&house);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the faults of a house with these files planted.
fn planted(files: &[(&str, &str)]) -> String {
    let root: Vec<_> = files.iter().map(|(module, _)| format!("mod {};", room(module))).collect();
    let root = root.concat() + " pub use error::E;";
    faults(&House::of(&[files, &[("", &root)]].concat())).join("; ")
}

#[test]
fn an_import_from_above_is_found() {
    let error = ("error", "pub struct E;");
    let codec = "pub(crate) mod xml; pub(crate) use self::xml::Read; pub(crate) fn text() {}";
    let imports = [
        "use crate::codec::text;",
        "use crate::{error::E, codec::{self as c}};",
        "use super::codec::text;",
        "use std::fmt; use crate::error::{self, E}; pub use crate::codec::*;",
        "fn f() { crate::codec::text() }",
        "macro_rules! m { () => { $crate::codec::text() } }",
        "mod inner { use super::super::codec; }",
    ];
    for import in imports {
        let found = planted(&[error, ("value", import), ("codec", codec), ("codec::xml", "pub trait Read {}")]);
        assert_eq!(found, "value (layer 1) imports codec (layer 2)", "{import}");
    }
    // Through what a module exports anew, the file is that of the item.
    let found = planted(&[error, ("value", "use crate::codec::Read;"), ("codec", codec), ("codec::xml", "")]);
    assert_eq!(found, "value (layer 1) imports codec::xml (layer 2)");
    // Through the root: `crate::E` is in `error`, which is below `value` and not above.
    let value = ("value", "use crate::E; /// [`text`](crate::codec::text)\n //! use crate::codec::text;\n");
    assert_eq!(planted(&[error, value, ("codec", codec), ("codec::xml", "")]), "");
    let below = planted(&[("error", "use crate::value::V;"), ("value", "pub struct V;")]);
    assert_eq!(below, "error (layer 0) imports value (layer 1)");
    let root = [("error", "use crate::value::V;"), ("value", "use super::E;")];
    assert!(planted(&root).starts_with("error (layer 0) imports value (layer 1)"));
}

#[test]
fn a_circle_of_rooms_is_found() {
    let (rest, delivery) = (("rest", "use crate::delivery::A;"), ("delivery", "use crate::dedupe::B; pub struct A;"));
    assert_eq!(planted(&[rest, delivery, ("dedupe", "")]), "");
    let found = planted(&[rest, delivery, ("dedupe", "fn f() { crate::rest::g() }")]);
    assert_eq!(found, "rooms in a circle: dedupe, delivery, rest");
}

#[test]
fn a_circle_of_files_is_found() {
    let codec = "mod a; mod b; pub use self::a::A; pub fn text() {}";
    let a = ("codec::a", "use super::text;");
    assert_eq!(planted(&[("codec", codec), a, ("codec::b", "use super::{A, text};")]), "");
    let found = planted(&[("codec", codec), ("codec::a", "use super::b::B;"), ("codec::b", "use super::A;")]);
    assert_eq!(found, "files in a circle: codec::a, codec::b");
    let parent = format!("{codec} fn f() {{ b::g() }}");
    let found = planted(&[("codec", &parent), a, ("codec::b", "fn g() { crate::codec::text() }")]);
    assert_eq!(found, "files in a circle: codec, codec::b");
    let parent = format!("{codec} use self::b::B;");
    assert_eq!(planted(&[("codec", &parent), a, ("codec::b", "use super::*;")]), "files in a circle: codec, codec::b");
}

#[test]
fn a_vendor_in_the_kernel_or_in_another_vendor_is_found() {
    let vendors = [("acquire", "pub struct A;"), ("dixa", "use crate::acquire::A;")];
    assert_eq!(planted(&vendors), "dixa (layer 6) imports acquire (layer 6)");
    let found = planted(&[("diagnose", r#"const HEADER: &str = "x-acquire-signature";"#)]);
    assert_eq!(found, r#"diagnose names acquire: ""x-acquire-signature""#);
    assert_eq!(planted(&[("diagnose", "struct DixaLayout; // acquire\n")]), "diagnose names dixa: DixaLayout");
    assert_eq!(planted(&[("testkit", "use crate::dixa::D;"), ("dixa", "")]), "");
}

#[test]
fn contributing_shows_the_layers() {
    // The package does not contain the file.
    let Ok(text) = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")) else {
        return;
    };
    let expected: BTreeSet<(&str, u8)> = LAYERS.into();
    let is_room = |name: &&str| LAYERS.iter().any(|(room, _)| room == name);

    let mut drawn = BTreeSet::new();
    let mut layer = None;
    for line in text.lines().map(str::trim) {
        match (line.strip_prefix("subgraph L").and_then(|rest| rest.get(..1)), layer) {
            (Some(digit), _) => layer = digit.parse::<u8>().ok(),
            (None, Some(_)) if line == "end" => layer = None,
            (None, Some(layer)) => drop(drawn.insert((line, layer))),
            (None, None) => {}
        }
    }
    assert_eq!(drawn, expected, "the diagram");

    let mut table = BTreeSet::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let mut cells = row.split('|').map(str::trim);
        let (Some(Ok(layer)), Some(modules)) = (cells.next().map(str::parse::<u8>), cells.next()) else { continue };
        table.extend(modules.split('`').filter(is_room).map(|module| (module, layer)));
    }
    assert_eq!(table, expected, "the table");
}
