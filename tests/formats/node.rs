//! Peers under Node: what they write is read as the same event, and what this crate writes, and what it makes of a
//! body, is the same to them. Run where the environment has `CHATHOOKS_NODE`; npm installs into the build folder.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use chathooks::{Format, Limits, Tree};

use super::xml::XML2JS;
use super::{event, json_tree, to_json};

const SAMPLE: &str = include_str!("../data/acquire/case-status.json");

/// Forms that mean to qs what they mean to this crate.
const QS: [&str; 12] = [
    "a=1&b=2",
    "a=x+y%20z%2B",
    "a[b]=1&a[c]=2",
    "a%5Bb%5d=1&a%5bc%5D[d]=2",
    "[a]=1&[b][c]=2",
    "a[1]=x&a[0]=y",
    "a[]=x&a[]=y",
    "a[0][b]=1&a[0][c]=2&a[1][b]=3",
    "a=1&a=2&a=3",
    "a=1&a[b]=2",
    "a[b]=2&a=1",
    "a[0]=x&a[b]=y",
];

fn run(input: &Tree<'_>) -> Tree<'static> {
    let packages = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("node");
    std::fs::create_dir_all(&packages).unwrap();
    if !packages.join("node_modules/fast-xml-parser").exists() {
        let install = ["install", "--no-save", "--no-audit", "--no-fund", "qs@6", "xml2js@0.6", "fast-xml-parser@5"];
        let status = Command::new("npm").args(install).arg("--prefix").arg(&packages).stdout(Stdio::null()).status();
        assert!(status.unwrap().success(), "npm install");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/peers.cjs");
    let mut node = Command::new("node");
    let node = node.arg(script).arg(&packages).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().unwrap();
    node.stdin.take().unwrap().write_all(&input.to_body(Format::Json)).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    Tree::from_body(&output.stdout, Format::Json, Limits::default()).unwrap().into_owned()
}

#[test]
fn node_writes_and_reads_the_same() {
    if std::env::var_os("CHATHOOKS_NODE").is_none() {
        return;
    }
    let sample = json_tree(SAMPLE);
    let own = |format| String::from_utf8(sample.to_body(format)).unwrap();
    let xml: Vec<_> = XML2JS.iter().map(|(xml, _)| (*xml).to_owned()).chain([own(Format::Xml)]).collect();
    let form: Vec<_> = QS.iter().map(|form| (*form).to_owned()).chain([own(Format::Form)]).collect();
    let list = |bodies: &[String]| Tree::List(bodies.iter().map(|body| Tree::from(body.clone())).collect());
    let pairs = [("event", sample.clone()), ("xml", list(&xml)), ("form", list(&form))];
    let output = run(&Tree::Map(pairs.into_iter().collect()));

    let expected = event(SAMPLE.as_bytes()).unwrap();
    let written = output.get("written").and_then(Tree::as_map).unwrap();
    assert_eq!(written.len(), 12);
    for (name, body) in written.iter() {
        assert_eq!(event(body.as_str().unwrap().as_bytes()).unwrap(), expected, "{name}");
    }
    for (bodies, format) in [(&xml, Format::Xml), (&form, Format::Form)] {
        let name = if format == Format::Xml { "xml" } else { "form" };
        let read = output.get(name).and_then(Tree::as_list).unwrap();
        for (body, theirs) in bodies.iter().zip(read) {
            assert_eq!(theirs.as_str().unwrap(), to_json(body.as_bytes(), format).unwrap(), "{body}");
        }
    }
}
