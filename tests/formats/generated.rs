//! Random forms and XML: what `qs` and `xml2js` make of them is what this crate takes the signature of. Run where the
//! environment has `CHATHOOKS_NODE`.

use crate::parsers::{is_accepted, list, run};
use crate::random::{Random, seed};
use chathooks::value::Value;

const NAMES: [&str; 14] =
    ["a", "b", "caseId", "a.b", "01", "-1", "1e1", "na+me", "%C3%A9", "%255B", "_", "$", "x%20y", "item"];
const VALUES: [&str; 8] = ["1", "", "x+y", "%26%3D", "%F0%9F%91%8B", "a[b]", "%255D", "ü"];

/// Some of a list, each once.
fn some<T>(random: &mut Random, mut from: Vec<T>) -> Vec<T> {
    let count = 1 + random.index(from.len().min(3));
    (0..count).map(|_| from.swap_remove(random.index(from.len()))).collect()
}

/// The pairs of a random value under a key. What is under one key is of one kind: a text, a map, or a list.
fn pairs(random: &mut Random, key: &str, depth: u64, out: &mut Vec<String>) {
    let leaf = |random: &mut Random, key: &str| format!("{key}={}", random.pick(&VALUES));
    match if depth == 0 { 0 } else { random.below(7) } {
        0 | 1 => out.push(leaf(random, key)),
        2 => (0..2 + random.below(2)).for_each(|_| out.push(leaf(random, key))),
        3 => (0..=random.below(3)).for_each(|_| out.push(leaf(random, &format!("{key}[]")))),
        4 => some(random, vec![0, 1, 2, 3, 9, 21, 1000])
            .into_iter()
            .for_each(|index| pairs(random, &format!("{key}[{index}]"), depth - 1, out)),
        _ => some(random, NAMES.to_vec())
            .into_iter()
            .for_each(|name| pairs(random, &format!("{key}[{name}]"), depth - 1, out)),
    }
}

fn form(random: &mut Random) -> String {
    let mut out = Vec::new();
    for name in some(random, [&NAMES[..], &["7", "0", "[c]"]].concat()) {
        pairs(random, name, 3, &mut out);
    }
    if random.below(3) == 0 {
        out = (0..out.len()).map(|_| out.swap_remove(random.index(out.len()))).collect();
    }
    let form = out.join("&");
    // What starts with a bracket is JSON.
    let plain = random.below(2) == 0 && !form.starts_with('[');
    if plain { form } else { form.replace('[', "%5B").replace(']', "%5d") }
}

/// One or two keys that nobody writes on purpose, under a name that no others have.
fn odd_pairs(random: &mut Random, number: usize) -> String {
    let mut key = format!("{}{number}", random.pick(&["k", ".k", "]k", "k%20"]));
    for _ in 0..random.below(5) {
        key += random.pick(&["[b]", "[0]", "[2]", "[]", "[a.b]", ".c", "[", "]", "x", "%5B", "%5d", "[%30]", "=", "+"]);
    }
    let value = random.pick(&VALUES);
    match random.below(3) {
        0 => format!("{key}={value}"),
        // Without an equals sign at its end, one in the key would end it.
        1 if !key.contains('=') => format!("{key}[b]={value}&{key}[c]"),
        _ => format!("{key}[b]={value}&{key}[c]=1"),
    }
}

/// A random element and what is in it.
fn element(random: &mut Random, depth: u64) -> String {
    let tag = random.pick(&["a", "b", "x:c", "é", "item", "field", "d-1"]);
    let mut attributes = String::new();
    for name in ["b", "x:y", "name"] {
        if random.below(6) == 0 {
            let space = random.pick(&[" ", "\n ", "\t"]);
            attributes.extend([space, name, random.pick(&["='1'", " = \"x'&lt;\"", "=''", "='&#13;é'"])]);
        }
    }
    let mut content = String::new();
    for _ in 0..random.below(6) {
        content += &match random.below(if depth == 0 { 3 } else { 6 }) {
            0 => random
                .pick(&["x", " ", "\n  ", " y\u{a0}", "&amp;", "&#x1F44B;", "&#32;", "]", "10", "&gt;"])
                .to_owned(),
            1 => random.pick(&["<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[<z>&]]>", "<![CDATA[]] >]]>"]).to_owned(),
            2 => random.pick(&["<!-- - -->", "<?p i?>", "<!---->"]).to_owned(),
            _ => element(random, depth - 1),
        };
    }
    if content.is_empty() && random.below(2) == 0 {
        return format!("<{tag}{attributes}/>");
    }
    format!("<{tag}{attributes}>{content}</{tag}>")
}

/// Names of JavaScript's own objects are not among them, and no key has both a value and fields, or `[]` beside indices:
/// there `qs` itself is not the same in all its versions.
#[test]
fn random_bodies_are_to_node_what_they_are_here() {
    let Some(seed) = seed() else {
        println!("not run: CHATHOOKS_NODE is not set");
        return;
    };
    let mut random = Random::new(seed);
    let mut forms: Vec<_> = (0..5_000).map(|_| form(&mut random)).collect();
    forms.extend((0..5_000).map(|_| (0..3).map(|at| odd_pairs(&mut random, at)).collect::<Vec<_>>().join("&")));
    let event = [("event", Value::from("x")), ("data", Value::from("y"))].into_iter().collect();
    let xml: Vec<_> = (0..5_000).map(|_| element(&mut random, 2)).collect();
    let input = [("event", Value::Object(event)), ("xml", list(&xml)), ("form", list(&forms))];
    let output = run(&Value::Object(input.into_iter().collect()));
    let read = |name| output.get(name).and_then(Value::as_array).unwrap();
    let bodies = xml.iter().chain(&forms);
    let theirs = read("xml").iter().chain(read("form"));
    assert_eq!(bodies.clone().count(), theirs.clone().count());
    for (body, theirs) in bodies.zip(theirs) {
        let theirs = theirs.as_str().unwrap();
        assert!(is_accepted(body, theirs), "seed {seed}, {body} is {theirs}");
    }
}
